"""The filter of the board: what passes is shown, and what leaves it says where it went."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QTimer

from cxdesk.model.wording import count
from cxdesk.services.card_filter import CardFilter, prepare
from cxdesk.services.cards import Card
from cxdesk.services.grouping import Axis, key_of
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.hidden_note import NothingPasses
from cxdesk.ui.board.view_picker import ViewPicker
from cxdesk.ui.desk import Toast
from cxdesk.ui.read_only import READ_ONLY

if TYPE_CHECKING:
    from cxdesk.ui.board.page import BoardPage

_CARDS_A_STEP = 400  # some milliseconds, so that the window answers between steps
_MOST_GUESTS = 20  # new cards that one change may show beside what passes
_DENSITIES = ("compact", "normal", "detailed")


class Filtering(QObject):
    """Keeps a page's board to what its bar says.

    `guests` are cards that show although they do not pass: somebody went to them, or added them.
    They stay until another filter is chosen.
    """

    def __init__(self, page: BoardPage) -> None:
        super().__init__(page)
        self._page, self._data = page, page.data
        self.guests: set[int] = set()
        self._before: dict[int, Card] = {}  # what showed before the change that is followed
        self._known: Collection[int] = ()
        self._habit: dict[str, Any] = {}
        self.views = ViewPicker(page.bar.views, page.editing, self.give, self.take)
        self.nothing = NothingPasses(page.board.viewport(), self.clear)
        page.bar.kept_changed.connect(self._on_kept)
        page.bar.narrow.left.connect(self.to_first)
        page.bar.narrow.entered.connect(self._look_ahead)
        self._ahead: Iterator[Card] = iter(())
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._on_idle)
        page.bar.views_wanted.connect(self.views.open)
        for key, text, slot, keys in (
            ("filter-cards", "Filter the initiatives by…", page.bar.offer, ("F",)),
            ("clear-filters", "Clear filters", self.clear, ()),
            ("views", "Saved views…", self.views.open, ("V",)),
            ("save-view", "Save what is shown as a view…", self.views.save, ()),
        ):
            action = make_action(page, key, text, "Kanban", slot, shortcuts=keys)
            if key == "save-view" and page.desk.store.read_only:
                action.setEnabled(False)
                action.setToolTip(READ_ONLY)

    @property
    def kept(self) -> CardFilter:
        """The filter that holds."""
        return self._page.bar.kept

    def words(self) -> tuple[str, ...]:
        """What it says, for print: "Batch B1, B2"; nothing without a filter."""
        if not self.kept:
            return ()
        from cxdesk.ui.cards.filter_options import NamesOf

        return tuple(
            f"{name} {what}" for name, what in self.kept.words(NamesOf(self._page.editing))
        )

    # What passes ----------------------------------------------------------------------------

    def apply(self) -> bool:
        """Let the data show what passes; whether the page has to lay it out."""
        desk = self._page.desk
        test, guests = self.kept.test(desk.today(), desk.store.who), self.guests
        if test is None or not guests:
            return self._data.keep(test)
        return self._data.keep(lambda card: test(card) or card.id in guests)

    def show_nothing(self) -> None:
        """Say so where nothing passes."""
        self.nothing.follow(len(self._data) > 0 and not self._data.count_all_shown())

    def _look_ahead(self) -> None:
        """Words will be typed: what they are looked for in is made while the window idles."""
        self._ahead = iter(list(self._data.all_cards()))
        self._idle.start()

    def _on_idle(self) -> None:
        some = list(islice(self._ahead, _CARDS_A_STEP))
        prepare(some)
        if not some:
            self._idle.stop()

    def mark(self) -> None:
        """Mark the words on the faces of the cards, which may be new."""
        if self._page.board.faces is not None:
            self._page.board.faces.mark(self.kept.terms())

    def _on_kept(self, kept: CardFilter) -> None:
        """Another filter holds."""
        self.guests.clear()
        self._show()
        chips = replace(kept, text="").plain()  # words that were typed are for now
        if chips != self._habit:
            self._habit = chips
            self._page.habit_changed.emit("filter", chips)

    def clear(self) -> None:
        """Show every card, and give the board the keyboard."""
        self._page.bar.clear()
        self._page.board.setFocus()

    def _show(self) -> None:
        changed = self.apply()
        self.mark()
        if changed:
            self._page.show_filtered()
            self._leave_hidden()
        self._page.board.viewport().update()

    def _leave_hidden(self) -> None:
        """What is hidden is not selected: keys and menus act on what is seen."""
        board, model = self._page.board, self._page.model
        chosen, gone = board.selectionModel(), QItemSelection()
        for index in chosen.selectedIndexes():
            if not self._data.shows(model.cards()[index.row()].id):
                gone.select(index, index)
        chosen.select(gone, QItemSelectionModel.SelectionFlag.Deselect)
        current = board.current_card()
        if current is not None and not self._data.shows(current.id):
            chosen.clearCurrentIndex()

    # Cards that come and go -----------------------------------------------------------------

    def remember(self) -> None:
        """A change is about to be read: keep what shows now."""
        if self._data.filtered:
            self._before = {card.id: card for card in self._data.shown_cards()}
            self._known = {card.id for card in self._data.all_cards()}

    def follow(self, *, everything: bool) -> None:
        """A change was read: what is new is shown, and what left is told.

        Where `everything` was read anew, what is filtered by may be gone, or be called otherwise.
        """
        before, self._before = self._before, {}
        if everything:
            self._page.bar.follow()
        if not before or not self._data.filtered:
            return
        new = [
            card.id for card in self._data.all_cards()
            if card.id not in self._known and not self._data.shows(card.id)
        ]  # fmt: skip
        if 0 < len(new) <= _MOST_GUESTS:
            self._invite(new)
        left = [
            (old, card) for old in before.values()
            if not self._data.shows(old.id) and (card := self._data.card(old.id)) is not None
        ]  # fmt: skip
        if left:
            self._leave_hidden()
            # After the message of the change itself, which it replaces: Ctrl+Z goes on undoing.
            QTimer.singleShot(0, self, lambda: self._tell(left))

    def _tell(self, left: list[tuple[Card, Card]]) -> None:
        (old, card), more = left[0], len(left) - 1
        if more:
            text = f"{count(len(left), 'initiative')} changed and hidden by the filters now"
        else:
            text = f"{card.code} {self._where(old, card)}, hidden by the filters"
        ids = [card.id for _, card in left[:_MOST_GUESTS]]
        self._page.desk.said.emit(Toast(text, button="Show", action=lambda: self._return(ids)))

    def _where(self, old: Card, card: Card) -> str:
        for axis, headings in (
            (self._data.columns_by, self._data.columns),
            (self._data.lanes_by, self._data.headings),
        ):
            key = key_of(axis, card)
            if key != key_of(axis, old):
                name = next((one.short for one in headings if one.key == key), "")
                return f"moved to {name}"
        return "changed"

    def _return(self, ids: list[int]) -> None:
        self._invite(ids)
        self._page.board.focus_card(ids[0])
        self._page.board.setFocus()

    def reveal(self, id: int) -> None:
        """Show a card that somebody goes to although the filter hides it, and say so."""
        card = self._data.card(id)
        if card is not None and not self._data.shows(id):
            self._invite([id])
            self._page.desk.said.emit(
                Toast(
                    f"{card.code} is shown although the filters hide it",
                    button="Clear filters", action=self.clear,
                )
            )  # fmt: skip

    def reveal_batch(self, id: int) -> None:
        """Show a lane that the filter hides: what stands in the way of going there goes."""
        row = next((one for one in self._data.hidden_rows() if one.key == id), None)
        if row is not None and row.axis is Axis.BATCH:
            self._page.bar.clear()
            self._page.desk.said.emit(Toast(f"The filters are cleared to show {row.short}"))

    def to_first(self) -> None:
        """Give the board the keyboard, at the first card that shows."""
        board = self._page.board
        current = board.current_card()
        if current is None or not self._data.shows(current.id):
            first = board.keys.first()
            if first is not None:
                board.focus_card(first.id)
        board.setFocus()

    def _invite(self, ids: Collection[int]) -> None:
        self.guests.update(ids)
        self._show()

    # Saved views ----------------------------------------------------------------------------

    def give(self) -> dict[str, Any]:
        """What is shown, and how, as plain values: what a saved view keeps."""
        return {
            "filter": self.kept.plain(),
            **self._page.arrangement(),
            "density": self._page.density,
        }

    def take(self, content: Mapping[str, Any]) -> None:
        """Show what `give` told; what is not named stays as it is."""
        if content.keys() & self._page.arrangement().keys():
            self._page.arrange(content)
        density = content.get("density")
        if density in _DENSITIES and density != self._page.density:
            self._page.density_chosen.emit(density)
        if "filter" in content:
            self._page.bar.keep(CardFilter.of(content["filter"]))
        self._page.board.setFocus()
