"""Questions before what lasts: closing, publishing, abandoning, voting again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.ui.form.small_form import SmallForm

Act = Callable[[str, "LastingForm"], bool]
"""Does it for a reason ("" where none is asked) and says whether it was done."""


class LastingForm(SmallForm):
    """Sentences, a reason where one is asked for, and the button that does it."""

    def __init__(
        self, over: QWidget, title: str, sentences: str, button: str, act: Act, *, reason: str = ""
    ) -> None:  # fmt: skip
        super().__init__(over, title, sentences, button)
        self._act = act
        self.reason: QLineEdit | None = None
        if reason:
            self.reason = self.line_edit("Reason", reason)
        self.finish()

    def keep(self) -> None:
        text = "" if self.reason is None else self.reason.text()
        if self.reason is not None and not text.strip():
            self.refuse("Say why: it stands in the minutes.")
            return
        if self._act(text, self):
            self.close_overlay()
