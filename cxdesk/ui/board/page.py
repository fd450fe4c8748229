"""The board of the kanban: cards in columns and lanes, moved by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QVBoxLayout

from cxdesk.model.errors import ReasonNeeded, RuleBroken, Way
from cxdesk.model.states import PATH, State
from cxdesk.services import initiatives, kanban
from cxdesk.services.cards import Card
from cxdesk.services.kanban import Keep
from cxdesk.store.history import ChangeSet
from cxdesk.ui import theme
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.bar import BoardBar
from cxdesk.ui.board.batches import Batches
from cxdesk.ui.board.board import Board
from cxdesk.ui.board.card_menu import CardMenu
from cxdesk.ui.board.carry import Carry, verdict
from cxdesk.ui.board.column_header import ColumnHead, ColumnHeader
from cxdesk.ui.board.data import BoardData
from cxdesk.ui.board.empty import EmptyNote
from cxdesk.ui.board.faces import Density, Faces
from cxdesk.ui.board.keys import ALL_HINTS, CARRY_HINTS, HINTS
from cxdesk.ui.board.layout import COLUMNS
from cxdesk.ui.board.model import CardModel
from cxdesk.ui.board.note import RefusalNote
from cxdesk.ui.board.quick_add import QuickAdd
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.reason import ask_reason
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.view import Hint

LAST = 0  # the id of no card: behind it is the end of a cell


class BoardPage(TabPage):
    """Cards in columns by state and lanes by batch."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.data = BoardData()
        self.model = CardModel(self)
        self.bar = BoardBar(self)
        self.header = ColumnHeader(self)
        self.board = Board(self)
        self.board.setModel(self.model)
        self.note = RefusalNote(self.board.viewport())
        self.quick_add = QuickAdd(self.board)
        self.empty = EmptyNote(self.board)
        self._density: Density = "normal"
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.bar, self.header, self.board):
            box.addWidget(part)
        self.setFocusProxy(self.board)
        self._new = make_action(
            self, "new-initiative", "New initiative", "Kanban", self.add, shortcuts=("N",)
        )
        if self.desk.store.read_only:
            self._new.setEnabled(False)
            self._new.setToolTip(READ_ONLY)
            self.bar.add_batch.setEnabled(False)
            self.bar.add_batch.setToolTip(READ_ONLY)
        self.batches = Batches(self, self.board)
        self.menu = CardMenu(self)
        self._connect()

    def _connect(self) -> None:
        self.bar.density_chosen.connect(self.density_chosen)
        self.bar.batch_wanted.connect(self.batches.add)
        self.board.selectionModel().currentChanged.connect(self.batches.follow_focus)
        self.board.columns_changed.connect(self._on_columns)
        self.board.carry_changed.connect(self._on_carry)
        self.board.mouse.clicked.connect(self._open)
        self.board.mouse.dropped.connect(self._drop)
        self.board.keys.opened.connect(self._open)
        self.board.keys.dropped.connect(self._drop)
        self.board.keys.stepped.connect(self._step)
        for bar in (self.board.verticalScrollBar(), self.board.horizontalScrollBar()):
            bar.valueChanged.connect(self.note.hide)  # its card moves away
        self.quick_add.entered.connect(self._add)

    # The place ------------------------------------------------------------------------------

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        return CARRY_HINTS if self.board.carry is not None else HINTS

    def all_hints(self) -> tuple[Hint, ...]:
        return ALL_HINTS

    def set_density(self, density: str) -> None:
        if density != self._density and density in ("compact", "normal", "detailed"):
            self._density = cast("Density", density)
            self._set_faces()
        self.bar.set_density(self._density)

    def restyle(self) -> None:
        self._set_faces()
        self.bar.restyle()
        self.header.update()

    def _set_faces(self) -> None:
        self.board.set_faces(Faces(theme.current(), self._density, self.desk.today()))

    def reveal(self, kind: str, id: int) -> bool:
        if kind == "batch":
            return self.batches.choose(id)
        return kind in ("initiative", "charter", "actions") and self.board.focus_card(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        place = self.board.boxes.place_of(id)
        if place is None:
            return None
        column = [
            card.id
            for box in self.board.boxes.lanes
            for card in self.board.boxes.cards_of(box.key, place.column)
        ]
        at = column.index(id) + by
        return column[at] if 0 <= at < len(column) else None

    # Showing --------------------------------------------------------------------------------

    def load(self) -> None:
        self.follow(None)

    def follow(self, change_set: ChangeSet | None) -> None:
        board = self.data.board
        with self.desk.read() as session:
            partial = None
            if change_set is not None and board is not None and board.today == self.desk.today():
                partial = self.data.follow(session, change_set)
            if partial is None:
                self.data.load(session)
        if partial is None:
            self._show_all()
        else:
            changed, gone, lanes = partial
            self.model.update(changed, gone)
            if lanes and {box.key for box in self.board.boxes.lanes} != {
                row.id for row in self.data.rows()
            }:
                self._fill()
            elif lanes:
                for key in lanes & {row.id for row in self.data.rows()}:
                    lane, cards = self.data.lane(key)
                    self.board.boxes.refill(lane, cards)
                self.board.boxes.stack()
                self.board.relaid()
        self._show_heads()
        self.bar.set_count(len(self.data), len(self.data))
        self.quick_add.follow()
        assert self.data.board is not None
        self.empty.follow(len(self.data), len(self.data.board.batches))

    def _show_all(self) -> None:
        assert self.data.board is not None
        current = self.board.current_card()
        self.model.set_board(self.data.board)
        if self.board.faces is None or self.board.faces.today != self.data.board.today:
            self.board.faces = Faces(theme.current(), self._density, self.data.board.today)
            faces = self.board.faces
            self.board.boxes.measure, self.board.boxes.guess = faces.height, faces.guess
        self._fill()
        if current is not None:
            self.board.focus_card(current.id)

    def _fill(self) -> None:
        collapsed = {box.key for box in self.board.boxes.lanes if box.collapsed}
        self.board.boxes.set_width(self.board.viewport().width())
        self.board.boxes.fill(self.data.lanes(), collapsed)
        self.board.relaid()

    def _show_heads(self) -> None:
        board, carry = self.data.board, self.board.carry
        assert board is not None
        working = self.data.in_progress()
        heads = {}
        for column in COLUMNS:
            limit = board.frame.wip if column is State.IN_PROGRESS else None
            count = working if limit is not None else self.data.count(column)
            note, strong = "", False
            if carry is not None:
                note = verdict(carry, column, board.frame, working)
                strong = carry.target is not None and carry.target.column is column
            elif limit is not None:
                note = self._limit_note(working, limit)
            heads[column] = ColumnHead(count, limit, note, strong)
        self.header.set_heads(heads)

    def _limit_note(self, working: int, limit: int) -> str:
        if working < limit:
            return ""
        if working == limit:
            return "full: next drop asks for a reason"
        reason = self.data.over_limit_reason()
        return f"{working - limit} over" + (f": “{reason}”" if reason else "")

    def _on_columns(self) -> None:
        self.header.set_geometry(self.board.boxes.column_width, self.board.horizontalOffset())

    def _on_carry(self) -> None:
        self._show_heads()
        self.hints_changed.emit()
        carry = self.board.carry
        if carry is None:
            self.bar.say("")
            return
        self.note.hide()
        if carry.target is not None:
            self.bar.say(self._where(carry))

    def _where(self, carry: Carry) -> str:
        assert carry.target is not None
        lane = self.board.boxes.lane(carry.target.lane)
        name = lane.lane.batch.code or "no batch" if lane else ""
        what = carry.lead.code if len(carry.cards) == 1 else f"{len(carry.cards)} cards"
        column, place = carry.target.column.label, carry.target.index + 1
        return f"Moving {what} to {column}, place {place} in {name}"

    # Moving ---------------------------------------------------------------------------------

    def _drop(self, carry: Carry) -> None:
        """Write what was carried to its target."""
        target = carry.target
        if target is None or (target == carry.origin and len(carry.cards) == 1):
            return
        rest = [
            card
            for card in self.board.boxes.cards_of(target.lane, target.column)
            if card.id not in carry.ids
        ]
        after = rest[target.index - 1].id if target.index and rest else None
        stays = all(card.batch_id == target.lane for card in carry.cards)
        batch = Keep.BATCH if stays else target.lane
        self.put(carry.cards, target.column, after, batch)

    def _step(self, by: int) -> None:
        """Move the selection one column, to the end of its cells."""
        cards = self.board.selected_cards()
        if not cards:
            return
        at = PATH.index(cards[0].column) + by
        if 0 <= at < len(PATH):
            self.put(cards, PATH[at], LAST, Keep.BATCH)

    def move_to_state(self, cards: Sequence[Card], state: State) -> None:
        """Move cards to the end of their cells in a column of states."""
        self.put(cards, state, LAST, Keep.BATCH)

    def put(
        self,
        cards: Sequence[Card],
        column: State,
        after: int | None,
        batch: int | Keep | None,
        reason: str = "",
    ) -> None:
        """Write a move; a refusal is said at the card."""
        ids = [card.id for card in cards]
        what = cards[0].code if len(cards) == 1 else f"{len(cards)} initiatives"
        if any(card.column is not column for card in cards):
            label, said = f"Move {what} to {column.label}", f"{what} moved to {column.label}"
        elif not isinstance(batch, Keep):
            lane = self.board.boxes.lane(batch)
            name = lane.lane.batch.code or "no batch" if lane else "no batch"
            label, said = f"Move {what} to {name}", f"{what} moved to {name}"
        else:
            label, said = f"Reorder {what}", f"{what} reordered"

        def refused(broken: RuleBroken) -> None:
            if isinstance(broken, ReasonNeeded):
                ask_reason(
                    self, broken.text,
                    lambda given: self.put(cards, column, after, batch, given),
                )  # fmt: skip
            else:
                self.refuse(cards[0].id, broken)

        done = self.desk.do(
            label,
            lambda s: kanban.move(s, ids, column, after=after, batch=batch, reason=reason),
            said=said,
            refused=refused,
        )
        if done is not None:
            self._after_move(ids)

    def _after_move(self, ids: Sequence[int]) -> None:
        """The focus follows the card, and assistive technology hears where it went."""
        self.board.focus_card(ids[0])
        if len(ids) > 1:
            for id in ids[1:]:
                flags = self.board.selectionModel().SelectionFlag
                self.board.selectionModel().select(self.model.index_of(id), flags.Select)
        card, place = self.model.card(ids[0]), self.board.boxes.place_of(ids[0])
        if card is not None and place is not None:
            cell = self.board.boxes.cards_of(place.lane, place.column)
            text = f"Moved {card.code} to {card.column.label}, {place.index + 1} of {len(cell)}"
            self.announced = text
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.board, text))

    announced = ""
    """What was last said to assistive technology."""

    def refuse(self, id: int, broken: RuleBroken) -> None:
        """Say at a card why something was refused, with the way to what is missing."""
        index = self.model.index_of(id)
        self.board.scrollTo(index)
        self.note.say(broken, self.board.visualRect(index), self._go)

    def _go(self, way: Way) -> None:
        self.editing.go(way)

    # Opening and adding ---------------------------------------------------------------------

    def _open(self, id: int) -> None:
        self.note.hide()
        self.editing.open("initiative", id)

    def add(self) -> None:
        """Open the field for a new initiative."""
        self.quick_add.begin(self.batches.lane())

    def _add(self, title: str, batch: int | None) -> None:
        done = self.desk.do(
            f"Add “{title.strip()[:60]}”",
            lambda s: initiatives.add(s, title, batch=batch),
            said=f"“{title.strip()[:60]}” added",
            refused=lambda broken: self.quick_add.set_invalid(broken.text),
        )
        if done is not None:
            self.quick_add.clear()
            self.board.focus_card(done.result)
            self.quick_add.follow()
