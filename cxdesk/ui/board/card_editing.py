"""Editing on the board itself: chips, titles, several titles at once, and whole selections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services import kanban
from cxdesk.services.cards import Card
from cxdesk.services.grouping import Axis, Key
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.bulk_bar import BulkBar, Deed
from cxdesk.ui.board.card_changes import CardChanges
from cxdesk.ui.board.card_picks import CardPicks, known_titles
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.read_only import refused as read_only

if TYPE_CHECKING:
    from cxdesk.ui.board.page import BoardPage
    from cxdesk.ui.board.paste_titles import PasteTitles
    from cxdesk.ui.board.title_field import TitleField

_DEEDS = (
    ("Owner", "O", "owner"), ("Due", "D", "due"), ("Priority", "P", "priority"),
    ("Batch", "M", "batch"), ("Domain", "", "domain"), ("Labels", "L", "labels"),
    ("Move to…", "", "state"),
)  # fmt: skip


class CardEditing(QObject):
    """Brings what edits cards to the board of a page."""

    def __init__(self, page: BoardPage) -> None:
        super().__init__(page)
        self._page, self._board = page, page.board
        self.changes = CardChanges(page)
        self.picks = CardPicks(page, self.changes)
        self.title: TitleField | None = None
        self.pasting: PasteTitles | None = None
        deeds: list[Deed] = [(words, key, self._deed(kind)) for words, key, kind in _DEEDS]
        deeds.append(("Archive", "", lambda _button: self._archive()))
        off = page.desk.store.read_only
        self.bar = BulkBar(deeds, self.select_one, read_only=off)
        for key, text, shortcut, slot in (
            ("rename-card", "Edit the title", "F2", self.rename),
            ("paste-cards", "Add the titles on the clipboard…", "Ctrl+V", self.paste),
            ("select-cards", "Select all of the cell, then all", "Ctrl+A", self.select_all),
        ):
            action = make_action(
                page, key, text, "Card", slot, shortcuts=(shortcut,),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip
            if off and key != "select-cards":
                action.setEnabled(False)
                action.setToolTip(READ_ONLY)
        # Many ranges may change one after the other: the bar counts once.
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self.count)
        selection = self._board.selectionModel()
        selection.selectionChanged.connect(lambda _on, _off: self._counting.start())
        page.model.modelReset.connect(self._counting.start)
        self._board.mouse.zone_clicked.connect(self._on_zone)
        self._board.mouse.title_wanted.connect(self._on_title)
        self._board.keys.let_go.connect(self.select_one)
        page.quick_add.pasted.connect(self._ask)

    def _on_zone(self, id: int, zone: str) -> None:
        card = self._page.model.card(id)
        if card is not None:
            self._page.note.hide()
            self.picks.click(card, zone)

    # Titles ---------------------------------------------------------------------------------

    def rename(self) -> None:
        """Edit the title of the focused card."""
        card = self._board.current_card()
        if card is not None and self._board.carry is None:
            self.begin_title(card)

    def _on_title(self, id: int) -> None:
        card = self._page.model.card(id)
        if card is not None:
            self.begin_title(card)

    def begin_title(self, card: Card) -> None:
        """Edit the title of a card."""
        if read_only(self._page):
            return
        if self.title is None:
            from cxdesk.ui.board.title_field import TitleField

            self.title = TitleField(self._board, self.changes)
        self._board.focus_card(card.id, select=False)
        self.title.begin(card)

    # Several titles -------------------------------------------------------------------------

    def paste(self) -> None:
        """Add what is on the clipboard: one title into the field of new ones, several at once."""
        text = QGuiApplication.clipboard().text()
        if not text.strip() or read_only(self._page):
            return
        page = self._page
        place = page.place_of_new()
        if place is None:
            return
        if len(text.strip().splitlines()) == 1:
            page.quick_add.begin(*place)
            page.quick_add.setText(text.strip())
        else:
            self._ask(text, *place)

    def _ask(self, text: str, lane: Key, column: Key) -> None:
        from cxdesk.ui.board.paste_titles import PasteTitles

        data = self._page.data
        to = {data.columns_by: column, data.lanes_by: lane}
        if self.pasting is not None:
            self.pasting.close_overlay()
        self.pasting = PasteTitles(
            self._page, self._where(to), text, known_titles(data.all_cards()),
            lambda titles: self._add(titles, to),
        )  # fmt: skip
        self.pasting.closed.connect(self._on_pasted)
        self.pasting.open()

    def _on_pasted(self) -> None:
        self.pasting = None
        self._page.quick_add.follow()

    def _where(self, to: dict[Axis, Key]) -> str:
        """Where they are added, in words: "B1 Ask Once"."""
        data = self._page.data
        found = [
            f"{one.code} {one.name}".strip()
            for axis, headings in ((data.lanes_by, data.headings), (data.columns_by, data.columns))
            for one in headings
            if axis is not Axis.NONE and one.key is not None and one.key == to.get(axis)
        ]
        return ", ".join(found[:1] if data.columns_by is Axis.STATE else found) or "the backlog"

    def _add(self, titles: Sequence[str], to: dict[Axis, Key]) -> str:
        why: list[str] = []

        def refused(broken: RuleBroken) -> None:
            why.append(broken.text)

        number = count(len(titles), "initiative")
        done = self._page.desk.do(
            f"Add {number}", lambda s: kanban.add(s, titles, to), said=f"{number} added",
            refused=refused,
        )  # fmt: skip
        if done is None:
            return why[0] if why else "They could not be added: the message says why."
        self._page.quick_add.clear()
        self._page.quick_add.finish()
        if done.result:
            self._board.focus_card(done.result[0])
        return ""

    # Selections -----------------------------------------------------------------------------

    def count(self) -> None:
        """Show the bar while several cards are selected."""
        self.bar.follow(len(self._board.selectionModel().selectedIndexes()))

    def select_one(self) -> None:
        """Select no more than the focused card."""
        board = self._board
        current = board.current_card()
        if current is None:
            board.clearSelection()
        else:
            board.focus_card(current.id)
        board.setFocus()

    def select_all(self) -> None:
        """Select the cards of the focused card's cell; when they are, all that show."""
        board, data = self._board, self._page.data
        current = board.current_card()
        place = board.boxes.place_of(current.id) if current is not None else None
        chosen = {card.id for card in board.selected_cards()}
        ids = [card.id for card in board.boxes.cards_of(place.lane, place.column)] if place else []
        if not ids or chosen.issuperset(ids):
            ids = [card.id for card in data.shown_cards()]
        self._select(ids)

    def _select(self, ids: Sequence[int]) -> None:
        model, ranges = self._page.model, QItemSelection()
        rows = sorted(model.index_of(id).row() for id in ids)
        first = 0
        for n in range(1, len(rows) + 1):
            if n == len(rows) or rows[n] != rows[n - 1] + 1:
                ranges.select(model.index(rows[first]), model.index(rows[n - 1]))
                first = n
        flags = QItemSelectionModel.SelectionFlag
        self._board.selectionModel().select(ranges, flags.ClearAndSelect)
        if not self._board.currentIndex().isValid() and rows:
            self._board.selectionModel().setCurrentIndex(model.index(rows[0]), flags.NoUpdate)

    def _deed(self, kind: str) -> Callable[[QToolButton], object]:
        return lambda button: self.picks.offer(kind, None, button)

    def _archive(self) -> None:
        if not read_only(self._page):
            self._page.menu.edits.archive(self._board.selected_cards())
