"""The form that says what blocks an initiative, or that nothing does any more."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.services import detail
from cxdesk.services.cards import Card
from cxdesk.ui.board.card_changes import CardChanges
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm

_HELP = "A reason in words, the code of the initiative that is in the way, or both: “101 API late”."


class BlockForm(SmallForm):
    """One field; one that is blocked already has a button to take the flag away."""

    def __init__(self, over: QWidget, editing: Editing, changes: CardChanges, card: Card) -> None:
        super().__init__(over, f"What blocks {card.code}?", _HELP, "Keep")
        self._changes, self._card = changes, card
        self.reason = self.line_edit("Blocked by")
        self.reason.setMaxLength(2000)
        self.finish()
        if card.blocked:
            it = editing.read(lambda s: detail.detail(s, card.id))
            if it is not None:
                code = it.blocked_by[1] if it.blocked_by else ""
                self.reason.setText(" ".join(part for part in (code, it.blocked_reason) if part))
            self.clear = QPushButton("Not blocked any more")
            self.clear.clicked.connect(lambda _=False: self._unblock())
            self.buttons.insertWidget(0, self.clear)

    def keep(self) -> None:
        """Block it, or say why not."""
        if self._changes.block(self._card, self.reason.text().strip(), self):
            self.close_overlay()

    def _unblock(self) -> None:
        self.close_overlay()
        self._changes.unblock(self._card)
