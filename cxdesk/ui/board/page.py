"""The board of the kanban: cards in columns and lanes, moved by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from cxdesk.services import kanban
from cxdesk.services.card_filter import CardFilter
from cxdesk.services.grouping import COLUMN_AXES, LANE_AXES, Axis, Key, key_of
from cxdesk.services.letterhead import letterhead
from cxdesk.store.history import ChangeSet
from cxdesk.ui import theme
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.bar import BoardBar
from cxdesk.ui.board.batches import Batches
from cxdesk.ui.board.board import Board
from cxdesk.ui.board.card_editing import CardEditing
from cxdesk.ui.board.card_menu import CardMenu
from cxdesk.ui.board.column_header import ColumnHeader
from cxdesk.ui.board.columns import axis_of, plain
from cxdesk.ui.board.data import BoardData
from cxdesk.ui.board.empty import EmptyNote
from cxdesk.ui.board.face_parts import Dress
from cxdesk.ui.board.faces import Density, Faces
from cxdesk.ui.board.filtering import Filtering
from cxdesk.ui.board.heads import heads_of
from cxdesk.ui.board.hidden_note import HiddenNote
from cxdesk.ui.board.keys import ALL_HINTS, CARRY_HINTS, HINTS
from cxdesk.ui.board.moves import Moves
from cxdesk.ui.board.quick_add import QuickAdd, lane_for
from cxdesk.ui.cards.model import CardModel
from cxdesk.ui.cards.shared import share, shared
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.refusal_note import RefusalNote
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.view import Hint


class BoardPage(TabPage):
    """Cards in columns by state and lanes by batch."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.data = BoardData()
        self.model = CardModel(self)
        self.bar = BoardBar(editing, self.data.all_cards)
        self.header = ColumnHeader(self)
        self.board = Board(self)
        self.board.setModel(self.model)
        self.note = RefusalNote(self.board.viewport())
        self.quick_add = QuickAdd(self.board)
        self.empty = EmptyNote(self.board)
        self.filtering = Filtering(self)
        self.hidden = HiddenNote(self.filtering.clear)
        self.density: Density = "normal"
        self._folded_lanes: set[Key] = set()  # to be folded when they are laid out next
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.bar, self.header, self.board, self.hidden):
            box.addWidget(part)
        self.setTabOrder(self.bar.last, self.board)
        self.setFocusProxy(self.board)
        self._new = make_action(
            self, "new-initiative", "New initiative", "Kanban", self.add, shortcuts=("N",)
        )
        # Ctrl+P prints what is open in the side panel, and the board where nothing is.
        make_action(self, "print-board", "Print the board…", "Kanban", self._print)
        make_action(self, "columns-by", "Columns by…", "Kanban", self.bar.columns.click)
        make_action(self, "lanes-by", "Lanes by…", "Kanban", self.bar.lanes.click)
        if self.desk.store.read_only:
            self._new.setEnabled(False)
            self._new.setToolTip(READ_ONLY)
            self.board.editable = False
            self.bar.add_batch.setEnabled(False)
            self.bar.add_batch.setToolTip(READ_ONLY)
        self.batches = Batches(self, self.board)
        self.moves = Moves(self)
        self.menu = CardMenu(self)
        self.changing = CardEditing(self)
        box.insertWidget(box.count() - 1, self.changing.bar)
        self._connect()

    def _connect(self) -> None:
        self.bar.density_chosen.connect(self.density_chosen)
        self.bar.batch_wanted.connect(self.batches.add)
        self.board.selectionModel().currentChanged.connect(self.batches.follow_focus)
        self.board.columns_changed.connect(self._on_columns)
        self.board.carry_changed.connect(self._on_carry)
        self.board.mouse.clicked.connect(self._open)
        self.board.mouse.foot_clicked.connect(self.quick_add.begin)
        self.board.folded.connect(self._on_folded)
        self.header.clicked.connect(self.board.toggle_column)
        self.bar.columns.chosen.connect(lambda axis: self._regroup(axis, self.data.lanes_by))
        self.bar.lanes.chosen.connect(lambda axis: self._regroup(self.data.columns_by, axis))
        self.board.keys.opened.connect(self._open)
        for bar in (self.board.verticalScrollBar(), self.board.horizontalScrollBar()):
            bar.valueChanged.connect(self.note.hide)  # its card moves away
        self.quick_add.entered.connect(self._add)

    # The place ------------------------------------------------------------------------------

    def begin_filter(self) -> bool:
        self.bar.narrow.begin()
        return True

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        return CARRY_HINTS if self.board.carry is not None else HINTS

    def all_hints(self) -> tuple[Hint, ...]:
        return ALL_HINTS

    def paper(self) -> Paper:
        from cxdesk.ui.board.paper import board_paper

        with self.desk.read() as session:
            head = letterhead(session)
        return board_paper(self.data, head, self.density, self.filtering.words())

    def _print(self) -> None:
        self.print_requested.emit(self.paper())

    def set_density(self, density: str) -> None:
        if density != self.density and density in ("compact", "normal", "detailed"):
            self.density = cast("Density", density)
            self._set_faces()
        self.bar.set_density(self.density)

    def restyle(self) -> None:
        self._set_faces()
        self.bar.restyle()
        self.header.update()

    def _set_faces(self) -> None:
        self.board.set_faces(self._faces(self.desk.today()))
        self.filtering.mark()

    def _faces(self, today: date) -> Faces:
        made = Faces(theme.current(), self.density, today)
        made.put_on(self._dress())
        return made

    def _dress(self) -> Dress:
        """What cards say because their columns and lanes do not."""
        axes, board = (self.data.columns_by, self.data.lanes_by), self.data.board
        codes = {} if board is None else {row.id: row.code for row in board.batches}
        return Dress(Axis.STATE not in axes, Axis.BATCH not in axes, codes)

    def reveal(self, kind: str, id: int) -> bool:
        if kind == "batch":
            self.filtering.reveal_batch(id)
            return self.batches.choose(id)
        if kind in ("initiative", "charter", "actions"):
            self.filtering.reveal(id)
        return kind in ("initiative", "charter", "actions") and self.board.focus_card(id)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        boxes = self.board.boxes
        place = boxes.place_of(id)
        if place is None:
            return None
        column = [card.id for box in boxes.lanes for card in boxes.cards_of(box.key, place.column)]
        at = column.index(id) + by
        return column[at] if 0 <= at < len(column) else None

    # Showing --------------------------------------------------------------------------------

    def load(self) -> None:
        self.follow(None)

    def follow(self, change_set: ChangeSet | None) -> None:
        self.filtering.remember()
        board = self.data.board
        with self.desk.read() as session:
            partial = None
            if change_set is not None and board is not None and board.today == self.desk.today():
                partial = self.data.follow(session, change_set)
            if partial is None:
                self.data.load(session, shared(self.desk.store, self.desk.today()))
        share(self.desk.store, self.data.now())
        if partial is None:
            self.filtering.apply()
            self._show_all()
        else:
            changed, gone, lanes = partial
            self.model.update(changed, gone)
            self._refill(lanes)
        self._show_counts()
        self.filtering.follow(everything=partial is None)

    def _show_counts(self) -> None:
        """Say how many cards there are, and how many of them show."""
        assert self.data.board is not None
        self._show_heads()
        self.bar.set_count(self.data.count_all_shown(), len(self.data))
        self.quick_add.follow()
        self.empty.follow(len(self.data), len(self.data.board.batches))
        hidden = self.data.hidden_rows() if self.data.count_all_shown() else []
        self.hidden.follow(self.data.lanes_by, hidden)
        self.filtering.show_nothing()

    def show_filtered(self) -> None:
        """Lay out what passes the filter now."""
        if self.data.board is not None:
            self._fill()
            self._show_counts()

    def _show_all(self) -> None:
        assert self.data.board is not None
        current = self.board.current_card()
        self.model.set_board(self.data.board)
        if self.board.faces is None or self.board.faces.today != self.data.board.today:
            faces = self.board.faces = self._faces(self.data.board.today)
            self.board.boxes.measure, self.board.boxes.guess = faces.height, faces.guess
            self.board.boxes.forget_heights()
            self.filtering.mark()
        self._show_grouped()
        if current is not None:
            self.board.focus_card(current.id, unfold=False)

    def _refill(self, lanes: set[Key]) -> None:
        """Lay out lanes again, all of them where others show now."""
        rows = self.data.rows()
        if not lanes:
            return
        if [box.key for box in self.board.boxes.lanes] != [row.key for row in rows]:
            self._fill()
            return
        boxes, middle = self.board.boxes, self.board.verticalOffset()
        for row in rows:
            if row.key in lanes:
                boxes.refill(*self.data.lane(row), middle)
        boxes.stack()
        if boxes.columns.fit(self.board.viewport().width(), self.data.empty_columns()):
            boxes.remeasure(middle)
        self.board.relaid()

    def _fill(self) -> None:
        boxes = self.board.boxes
        collapsed = self._folded_lanes | {box.key for box in boxes.lanes if box.collapsed}
        boxes.columns.fit(self.board.viewport().width(), self.data.empty_columns())
        boxes.fill(self.data.lanes(), collapsed)
        self._folded_lanes = collapsed - {box.key for box in boxes.lanes}  # hidden by the filter
        self.board.relaid()

    # Columns and lanes ----------------------------------------------------------------------

    def group(self, columns: Axis, lanes: Axis) -> None:
        """Cut the board into columns and lanes by something else."""
        if columns is lanes:  # both by batch would show every card in one column of its lane
            if columns is self.data.columns_by:
                columns = Axis.STATE
            else:
                lanes = Axis.NONE
        if (columns, lanes) == (self.data.columns_by, self.data.lanes_by):
            return
        self.data.columns_by, self.data.lanes_by = columns, lanes
        if self.data.board is not None:
            with self.desk.read() as session:
                self.data.group(session, columns, lanes)
            for box in self.board.boxes.lanes:
                box.collapsed = False
            self._folded_lanes = set()
            self._show_grouped()
            self._show_counts()
        self.bar.columns.show_axis(columns)
        self.bar.lanes.show_axis(lanes)
        for key, value in self.arrangement().items():
            self.habit_changed.emit(key, value)

    def _regroup(self, columns: Axis, lanes: Axis) -> None:
        """Cut the board as was chosen by hand: what is done next is done on it."""
        self.group(columns, lanes)
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_grouped(self) -> None:
        current = self.board.current_card()
        self.board.boxes.lanes_by = self.data.lanes_by
        self.board.boxes.columns.show(self.data.columns_by, self.data.columns)
        if self.board.faces is not None and self.board.faces.put_on(self._dress()):
            self.board.boxes.forget_heights()
        self._fill()
        if current is not None:
            self.board.focus_card(current.id, select=False)

    def arrangement(self) -> dict[str, Any]:
        """How the board is cut and folded, as plain values."""
        boxes = self.board.boxes
        return {
            "columns": self.data.columns_by.value,
            "lanes": self.data.lanes_by.value,
            "folded_columns": sorted(plain(key) for key in boxes.columns.folded),
            "folded_lanes": sorted(
                plain(key)
                for key in self._folded_lanes | {box.key for box in boxes.lanes if box.collapsed}
            ),
        }

    def arrange(self, kept: Mapping[str, Any]) -> None:
        """Cut and fold the board as kept; what makes no sense any more is left out."""
        self.group(
            axis_of(kept.get("columns"), COLUMN_AXES, self.data.columns_by),
            axis_of(kept.get("lanes"), LANE_AXES, self.data.lanes_by),
        )
        folded = kept.get("folded_columns"), kept.get("folded_lanes")
        if not all(isinstance(each, list) for each in folded):
            return
        columns, lanes = (set(map(str, each or ())) for each in folded)
        boxes = self.board.boxes
        boxes.columns.folded = {key for key in boxes.columns.keys if plain(key) in columns}
        self._folded_lanes = {row.key for row in self.data.headings if plain(row.key) in lanes}
        if self.data.board is not None:
            for box in boxes.lanes:
                box.collapsed = False
            self._fill()

    def recall(self, habits: Mapping[str, Any]) -> None:
        self.arrange(habits)
        if "filter" in habits:
            self.bar.keep(CardFilter.of(habits["filter"]))

    def _on_folded(self) -> None:
        self._show_heads()
        for key, value in self.arrangement().items():
            self.habit_changed.emit(key, value)

    def _show_heads(self) -> None:
        self.header.set_heads(heads_of(self.data, self.board.carry))

    def _on_columns(self) -> None:
        self.header.set_geometry(self.board.boxes.columns.all, self.board.horizontalOffset())

    def _on_carry(self) -> None:
        carry = self.board.carry
        if carry is not None:
            self.moves.look_ahead(carry)
        self._show_heads()
        self.hints_changed.emit()
        if carry is None:
            self.bar.say("")
            return
        self.note.hide()
        if carry.target is not None:
            self.bar.say(self.moves.where(carry))

    # Opening and adding ---------------------------------------------------------------------

    def _open(self, id: int) -> None:
        self.note.hide()
        self.editing.open("initiative", id)

    def add(self) -> None:
        """Open the field for a new initiative, where the focus is if new ones begin there."""
        place = self.place_of_new()
        if place is not None:
            self.quick_add.begin(*place)

    def place_of_new(self) -> tuple[Key, Key] | None:
        """The lane and column in which something new begins; None, which is said, where nowhere."""
        boxes, card = self.board.boxes, self.board.current_card()
        column = key_of(boxes.columns.by, card) if card is not None else None
        if column not in boxes.columns.taking:
            column = next((key for key in boxes.columns.keys if key in boxes.columns.taking), None)
        if boxes.lanes_by is Axis.BATCH:
            lane: Key = self.batches.lane()
        else:
            lane = key_of(boxes.lanes_by, card) if card is not None else lane_for(self.board)
        if not boxes.columns.taking:
            self.desk.said.emit(
                Toast("Show columns by state to add an initiative: what is new has no scores yet.")
            )
            return None
        return lane, column

    def _add(self, title: str, lane: Key, column: Key) -> None:
        to = {self.data.columns_by: column, self.data.lanes_by: lane}
        name = title.strip()[:60]
        done = self.desk.do(
            f"Add “{name}”",
            lambda s: kanban.add(s, [title], to)[0],
            said=f"“{name}” added",
            refused=lambda broken: self.quick_add.set_invalid(broken.text),
        )
        if done is not None:
            self.quick_add.clear()
            self.board.focus_card(done.result)
            self.quick_add.follow()
