"""Questions before what lasts: closing, publishing, abandoning, voting again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.services import rounds
from cxdesk.ui.form.editing import Editing
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


def publish_form(over: QWidget, editing: Editing, round: int, number: int) -> LastingForm:
    """Asks before the result of a round becomes the board's."""
    name = f"round {number}"

    def act(_why: str, form: LastingForm) -> bool:
        return editing.do(f"Publish {name}", lambda s: rounds.publish(s, round), form, lasting=True)

    return LastingForm(
        over,
        f"Publish {name}?",
        "The order becomes the board's, with the pairs that hands settled. It lasts: only another "
        "round, with a reason, could change it.",
        f"Publish {name}",
        act,
    )
