"""The filter of the timeline: what passes has a bar, and what leaves it says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QTimer

from cxdesk.model.wording import count
from cxdesk.services.card_filter import CardFilter
from cxdesk.services.cards import Card
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

_MOST_GUESTS = 20  # new bars that one change may show beside what passes


class Filtering(QObject):
    """Keeps a page's timeline to what its bar says.

    `guests` are bars that show although they do not pass: somebody went to them, or added them.
    They stay until another filter is chosen.
    """

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._rows = page, page.rows
        self.guests: set[int] = set()
        self._before: dict[int, Card] = {}  # what showed before the change that is followed
        self._known: Collection[int] = ()
        self._habit: dict[str, Any] = {}
        page.bar.kept_changed.connect(self._on_kept)
        page.bar.narrow.left.connect(self.to_first)
        make_action(page, "filter-timeline", "Filter the bars by…", "Timeline", page.bar.offer,
                    shortcuts=("F",))  # fmt: skip
        make_action(page, "clear-timeline-filters", "Clear filters", "Timeline", self.clear)

    @property
    def kept(self) -> CardFilter:
        """The filter that holds."""
        return self._page.bar.kept

    def words(self) -> tuple[str, ...]:
        """What it says, for print: "Batch B1, B2"; nothing without a filter."""
        if not self.kept:
            return ()
        from cxdesk.ui.cards.filter_options import NamesOf

        names = NamesOf(self._page.editing)
        return tuple(f"{name} {what}" for name, what in self.kept.words(names))

    def apply(self) -> None:
        """Let the data show what passes."""
        desk, guests = self._page.desk, self.guests
        test = self.kept.test(desk.today(), desk.store.who)
        if test is None or not guests:
            self._rows.keep(test)
        else:
            self._rows.keep(lambda card: test(card) or card.id in guests)

    def _on_kept(self, kept: CardFilter) -> None:
        self.guests.clear()
        self._show()
        chips = replace(kept, text="").plain()  # words that were typed are for now
        if chips != self._habit:
            self._habit = chips
            self._page.habit_changed.emit("filter", chips)

    def clear(self) -> None:
        """Show every bar, and give the timeline the keyboard."""
        self._page.bar.clear()
        self._page.canvas.setFocus()

    def _show(self) -> None:
        self.apply()
        if self._rows.roadmap is not None:
            self._page.show_filtered()
            self._leave_hidden()

    def _leave_hidden(self) -> None:
        """What is hidden is not selected: keys and menus act on what is seen."""
        canvas, cards = self._page.canvas, self._page.model.cards()
        chosen, gone = canvas.selectionModel(), QItemSelection()
        for index in chosen.selectedIndexes():
            if not self._rows.shows(cards[index.row()].id):
                gone.select(index, index)
        chosen.select(gone, QItemSelectionModel.SelectionFlag.Deselect)
        current = canvas.current_card()
        if current is not None and not self._rows.shows(current.id):
            chosen.clearCurrentIndex()

    # Bars that come and go ------------------------------------------------------------------

    def remember(self) -> None:
        """A change is about to be read: keep what shows now."""
        if self.kept:
            self._before = {card.id: card for card in self._rows.shown_cards()}
            self._known = {card.id for card in self._rows.all_cards()}

    def follow(self, *, everything: bool) -> None:
        """A change was read: what is new is shown, and what left is told."""
        before, self._before = self._before, {}
        if everything:
            self._page.bar.follow()
        if not before or not self.kept:
            return
        new = [
            card.id for card in self._rows.all_cards()
            if card.id not in self._known and not self._rows.shows(card.id)
        ]  # fmt: skip
        if 0 < len(new) <= _MOST_GUESTS:
            self._invite(new)
        left = [
            card for id in before
            if not self._rows.shows(id) and (card := self._rows.card(id)) is not None
        ]  # fmt: skip
        if left:
            self._leave_hidden()
            # After the message of the change itself, which it replaces: Ctrl+Z goes on undoing.
            QTimer.singleShot(0, self, lambda: self._tell(left))

    def _tell(self, left: list[Card]) -> None:
        who = left[0].code if len(left) == 1 else count(len(left), "initiative")
        ids = [card.id for card in left[:_MOST_GUESTS]]
        text = f"{who} changed and hidden by the filters now"
        self._page.desk.said.emit(Toast(text, button="Show", action=lambda: self._return(ids)))

    def _return(self, ids: list[int]) -> None:
        self._invite(ids)
        self._page.canvas.focus_bar(ids[0])
        self._page.canvas.setFocus()

    def reveal(self, id: int) -> None:
        """Show a bar that somebody goes to although the filter hides it, and say so."""
        card = self._rows.card(id)
        if card is not None and not self._rows.shows(id):
            self._invite([id])
            text = f"{card.code} is shown although the filters hide it"
            toast = Toast(text, button="Clear filters", action=self.clear)
            self._page.desk.said.emit(toast)

    def to_first(self) -> None:
        """Give the timeline the keyboard, at the first bar that shows."""
        canvas = self._page.canvas
        current = canvas.current_card()
        if current is None or not self._rows.shows(current.id):
            first = canvas.keys.first()
            if first is not None:
                canvas.focus_bar(first.id)
        canvas.setFocus()

    def _invite(self, ids: Collection[int]) -> None:
        self.guests.update(ids)
        self._show()
