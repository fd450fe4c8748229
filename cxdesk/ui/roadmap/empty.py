"""What a timeline without bars says: how to begin, or why nothing is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from cxdesk.model.wording import count
from cxdesk.ui.form.nothing import Nothing, Offer

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage


class Empty(Nothing):
    """Lies over the lanes while there is no bar."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__()
        self._page = page
        self.setParent(page.canvas.viewport())
        page.canvas.viewport().installEventFilter(self)
        page.canvas.relaid.connect(self.follow)
        self.hide()

    def follow(self) -> None:
        """Say what holds now."""
        page = self._page
        cards = len(page.rows.all_cards())
        if page.canvas.plan.extent() is not None or (page.canvas.listed and cards):
            self.hide()
            return
        locked = page.desk.store.read_only
        add: Offer = ("New initiative", page.adding.add)
        if cards and not page.rows.count_shown():
            self.say("No initiative matches these filters", "",
                     (("Clear filters", page.filtering.clear),))  # fmt: skip
        elif cards:
            have = "has" if cards == 1 else "have"
            text = f"{count(cards, 'initiative')} {have} no start and end. Choose one for a bar."
            offers = () if locked else (("Set dates…", page.adding.offer_dateless), add)
            self.say("No dates yet", text, offers)
        else:
            text = "An initiative with a start and an end stands here as a bar."
            self.say("No initiatives yet", text, () if locked else (add,))
        self._place()
        self.show()

    def _place(self) -> None:
        self.setGeometry(self._page.canvas.plot_rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
