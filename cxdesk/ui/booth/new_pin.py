"""The screen on which the holder of a seat, who has just voted, chooses a PIN for the next time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.ui.booth.entry import secret_field
from cxdesk.ui.booth.page import ColumnPage, big_button
from cxdesk.ui.form.rows import label

_ABOUT = (
    "It is asked before your next ballot is given out: 4 to 12 digits or letters. Nobody can read "
    "it; if you forget it, the office gives you another."
)


class NewPinPage(ColumnPage):
    """Typed twice, never shown. `keep(pin)` says why not; "" takes the PIN away."""

    def __init__(
        self, name: str, keep: Callable[[str], str], done: Callable[[str], object],
        back: Callable[[], object], *, has_pin: bool, loses: str,
    ) -> None:  # fmt: skip
        super().__init__("Another PIN" if has_pin else "A PIN of your own", _ABOUT)
        self._keep, self._done, self._back, self._loses = keep, done, back, loses
        self.first, self.again = secret_field(f"New PIN of {name}"), secret_field("Once more")
        self.box.addSpacing(8)
        for text, field in (("New PIN", self.first), ("Once more", self.again)):
            self.box.addWidget(label(text))
            self.box.addWidget(field)
            field.textEdited.connect(lambda _text: self.fault.clear_fault())
        self.go_on = big_button("Set PIN", self.confirm, primary=True)
        self.remove = big_button("Have no PIN", self._remove)
        self.finish(self.go_on, self.remove, big_button("Back", back))
        self.remove.setVisible(has_pin)

    def first_field(self) -> QWidget:
        return self.first

    def confirm(self) -> None:
        pin = self.first.text()
        if not pin.strip():
            self._refuse_at("Type it first.", self.first)
        elif pin != self.again.text():
            self._refuse_at("The two are not the same: type it once more.", self.again)
        elif why := self._keep(pin):
            self._refuse_at(why, self.first)
        else:
            self._done("Your PIN is set: it is asked before your next ballot.")

    def _remove(self) -> None:
        if why := self._keep(""):
            self.refuse(why)
        else:
            self._done("Your seat has no PIN any more.")

    def _refuse_at(self, why: str, field: QLineEdit) -> None:
        self.refuse(why)
        field.clear()
        field.setFocus()

    def escape(self) -> None:
        self._back()

    def loses(self) -> str:
        return self._loses

    def forget(self) -> None:
        for field in (self.first, self.again):
            field.clear()
