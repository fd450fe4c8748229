"""The screens that ask for a PIN or a receipt code, and wait after too many wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.model.wording import count
from cxdesk.ui.booth import words
from cxdesk.ui.booth.guard import TRIES, Guard
from cxdesk.ui.booth.page import ColumnPage, big_button
from cxdesk.ui.booth.slate import Seat

_TICK_MS, _MOST = 250, 64
_HIDDEN = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class EntryPage(ColumnPage):
    """One field whose answer is right or wrong; `check` says why it is wrong, "" when it is right.

    `answered` hears the right one. What was typed is cleared at once either way.
    """

    def __init__(
        self, title: str, about: str, name: str, guard: Guard, who: Hashable,
        check: Callable[[str], str], answered: Callable[[str], object],
        back: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(title, about)
        self._guard, self._who = guard, who
        self._check, self._answered, self._back = check, answered, back
        self.field = _field(name)
        self.field.textEdited.connect(lambda _text: self._on_edited())
        self.go_on = big_button("Go on", self.answer, primary=True)
        self.leave = big_button("Back to the seats", back)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self.box.addSpacing(8)
        self.box.addWidget(self.field)
        self.finish(self.go_on, self.leave)
        self._on_tick()

    def first_field(self) -> QWidget:
        return self.field if self.field.isEnabled() else self.leave

    def answer(self) -> None:
        """Try what is typed."""
        if self._guard.wait(self._who):
            self._on_tick()
            return
        text = self.field.text()
        if not text.strip():
            self.refuse("Type it first.")
            return
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        why = self._check(text)
        if not why:
            self._guard.passed(self._who)
            self._answered(text)
            return
        self._guard.failed(self._who)
        if self._guard.wait(self._who):
            self._on_tick()
        else:
            left = self._guard.tries(self._who)
            self.refuse(f"{why} {count(left, 'try', 'tries')} left before a wait.")

    def escape(self) -> None:
        self._back()

    def confirm(self) -> None:
        self.answer()

    def forget(self) -> None:
        self._timer.stop()
        self.field.clear()

    def _on_edited(self) -> None:
        if not self._guard.wait(self._who):
            self.fault.clear_fault()

    def _on_tick(self) -> None:
        """Count the wait down; when it is over the field takes an answer again."""
        seconds = self._guard.wait(self._who)
        was = self.field.isEnabled()
        self.field.setEnabled(not seconds)
        self.go_on.setEnabled(not seconds)
        if not seconds:
            self._timer.stop()
            if not was:
                self.fault.clear_fault()
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        said = f"That was wrong {TRIES} times. Try again in {seconds} s."
        if was:
            self.refuse(said)
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
            self._timer.start()
        else:
            self.fault.refuse(said)


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(_MOST)
    made.setFixedWidth(280)
    made.setMinimumHeight(34)
    return made


def _hide(field: QLineEdit) -> None:
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(_HIDDEN)


def secret_field(name: str) -> QLineEdit:
    """A field that never shows what is typed."""
    made = _field(name)
    _hide(made)
    return made


def pin_page(
    seat: Seat, guard: Guard, opens: Callable[[int, str], bool],
    answered: Callable[[], object], back: Callable[[], object],
) -> EntryPage:  # fmt: skip
    """Ask for the PIN of whoever fills a seat; it is never shown."""

    def check(pin: str) -> str:
        return "" if opens(seat.id, pin) else f"That is not the PIN of {seat.name}."

    made = EntryPage(
        f"{words.first_name(seat.name)}, your PIN",
        "It opens your ballot. Nobody sees what you type.",
        f"PIN of {seat.name}", guard, seat.id, check, lambda _pin: answered(), back,
    )  # fmt: skip
    _hide(made.field)
    return made


def receipt_page(
    guard: Guard, replaceable: Callable[[str], str],
    answered: Callable[[str], object], back: Callable[[], object],
) -> EntryPage:  # fmt: skip
    """Ask for the receipt code of a sealed ballot that is to be replaced."""
    return EntryPage(
        "Your receipt code",
        "You wrote it down when your ballot was sealed. It opens a fresh ballot that takes the "
        "place of that one; until the fresh one is sealed, the old one counts.",
        "Receipt code", guard, "receipt", lambda text: replaceable(words.bare(text)),
        lambda text: answered(words.bare(text)), back,
    )  # fmt: skip
