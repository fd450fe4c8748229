"""The small form in which a seat of a board gets its PIN, or loses it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.services import pins
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm

_HELP = (
    "The PIN is typed before the ballot of the seat is given out. It is kept so that nobody can "
    "read it; who forgot it gets another from the office, in People."
)


class PinForm(SmallForm):
    """Typed twice, never shown. A holder who changes it types the old one first (`old`)."""

    width_px = 480

    def __init__(
        self, over: QWidget, editing: Editing, member: int, name: str, *, has_pin: bool, old: bool
    ) -> None:  # fmt: skip
        super().__init__(over, f"PIN of {name}", _HELP, "Change the PIN" if has_pin else "Set PIN")
        self._editing, self._member, self._name = editing, member, name
        self.old = self._secret("PIN now") if has_pin and old else None
        self.first = self._secret("New PIN")
        self.first.setPlaceholderText("4 to 12 digits or letters")
        self.again = self._secret("Once more")
        self.first.textEdited.connect(lambda text: self._say_problem(text))
        self.finish()
        self.remove = QPushButton("Remove the PIN")
        self.remove.setProperty("role", "flat")
        self.remove.clicked.connect(lambda _=False: self.take_away())
        self.buttons.insertWidget(0, self.remove)
        self.remove.setVisible(has_pin)

    def _secret(self, name: str) -> QLineEdit:
        made = self.line_edit(name)
        made.setMaxLength(64)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        made.setInputMethodHints(hints.ImhHiddenText | hints.ImhSensitiveData)
        return made

    def _say_problem(self, text: str) -> None:
        if problem := pins.pin_problem(text) if text else "":
            self._mark(self.first, problem)

    def keep(self) -> None:
        pin = self.first.text()
        if problem := pins.pin_problem(pin):
            self.refuse(problem, self.first)
        elif pin != self.again.text():
            self.refuse("The two are not the same: type the new PIN once more.", self.again)
        else:
            self._do("Set", lambda s: pins.set_pin(s, self._member, pin))

    def take_away(self) -> None:
        """Let the seat vote without a PIN."""
        self._do("Remove", lambda s: pins.remove_pin(s, self._member))

    def _do(self, verb: str, command: pins.Command) -> None:
        old = None if self.old is None else self.old.text()

        def change(session: Session) -> None:
            if old is not None and not pins.fits(session, self._member, old):
                raise RuleBroken(f"That is not the PIN of {self._name} now.")
            command(session)

        if self._editing.do(f"{verb} the PIN of {self._name}", change, self):
            self.close_overlay()
