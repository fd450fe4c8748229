"""The batches of the board: added, edited and opened from their lanes and by keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from cxdesk.model.errors import RuleBroken
from cxdesk.services import cards, programs
from cxdesk.services.cards import BatchRow
from cxdesk.services.grouping import Axis, Key
from cxdesk.services.session import Session
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.board import Board
from cxdesk.ui.board.layout import LaneBox
from cxdesk.ui.board.quick_add import lane_for
from cxdesk.ui.desk import Toast
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.tabbed import TabPage

if TYPE_CHECKING:
    from cxdesk.ui.board.batch_form import BatchForm


@dataclass(frozen=True, slots=True)
class BatchWords:
    """What the form holds: the name, the deadline and the lead's id."""

    name: str = ""
    deadline: date | None = None
    lead: int | None = None


class Batches(QObject):
    """Adds and edits batches for a view and its board, one form at a time.

    `chosen` is the batch that was added or gone to last, until another card takes the focus: what
    is done next without a mouse is meant for it, though it may hold no card to stand on.
    """

    def __init__(self, view: TabPage, board: Board) -> None:
        super().__init__(view)
        self._view, self._board = view, board
        self.chosen: int | None = None
        self.form: BatchForm | None = None
        self.actions = (
            make_action(view, "add-batch", "Add batch…", "Kanban", self.add, shortcuts=("B",)),
            make_action(
                view, "edit-batch", "Edit batch…", "Kanban", self.edit, shortcuts=("Shift+B",)
            ),
        )
        lock_changes(view.desk, *self.actions)
        board.lane_menu_requested.connect(self._menu)
        board.mouse.deadline_clicked.connect(self._on_deadline)

    def follow_focus(self) -> None:
        """Another card has the focus: its batch is meant from now on."""
        self.chosen = None

    def lane(self) -> int | None:
        """The batch that is meant: the chosen one, else that of the focused card."""
        if self._board.boxes.lanes_by is not Axis.BATCH:
            card = self._board.current_card()
            return None if card is None else card.batch_id
        if self.chosen is not None and self._board.boxes.lane(self.chosen) is not None:
            return self.chosen
        key = lane_for(self._board)
        return key if isinstance(key, int) else None

    def choose(self, batch: int) -> bool:
        """Bring a batch into sight and mean it; False when it is not here."""
        if self._board.boxes.lanes_by is not Axis.BATCH:
            return False
        box = self._board.boxes.lane(batch)
        if box is not None:
            self._board.verticalScrollBar().setValue(box.top)
            self.chosen = batch
        return box is not None

    # The form -------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a new batch."""
        desk = self._view.desk
        with desk.read() as session:
            code = programs.next_batch_code(session)

        def keep(words: BatchWords) -> Callable[[Session], int]:
            deadline = words.deadline
            assert deadline is not None
            return lambda s: programs.add_batch(s, code, words.name, deadline, words.lead)

        self._open(f"New batch {code}", "Add batch", BatchWords(), keep,
                   f"Add batch {code}", f"{code} added")  # fmt: skip

    def edit(self, batch: int | None = None) -> None:
        """Ask for the name, deadline and lead of a batch: the one that is meant unless given."""
        here = self.lane() if batch is None else batch
        with self._view.desk.read() as session:
            row = next((one for one in cards.batch_rows(session) if one.id == here), None)
        if row is None or here is None:
            self._view.desk.said.emit(Toast("There is no batch here. Press B to add one."))
            return

        def keep(words: BatchWords) -> Callable[[Session], None]:
            deadline = words.deadline
            assert deadline is not None

            def change(session: Session) -> None:
                programs.edit_batch(session, here, words.name, words.lead)
                programs.move_deadline(session, here, deadline)

            return change

        self._open(f"Batch {row.code}", "Keep", _words(row), keep,
                   f"Edit batch {row.code}", f"{row.code} changed")  # fmt: skip

    def _open(
        self,
        title: str,
        button: str,
        words: BatchWords,
        command: Callable[[BatchWords], Callable[[Session], int | None]],
        label: str,
        said: str,
    ) -> None:
        desk = self._view.desk
        with desk.read() as session:
            people = programs.choices(session).people
        if self.form is not None:
            self.form.close_overlay()

        def keep(kept: BatchWords) -> str:
            why: list[str] = []

            def refused(broken: RuleBroken) -> None:
                why.append(broken.text)

            done = desk.do(label, command(kept), said=said, refused=refused)
            if done is None:
                # Trouble with the file is told by the window; the form stays as it is.
                return why[0] if why else ""
            form.close_overlay()
            if done.result is not None:
                self.choose(done.result)
            return ""

        from cxdesk.ui.board.batch_form import BatchForm  # the window starts without forms

        form = BatchForm(self._view, title, button, words, people, desk.today(), keep)
        self.form = form
        form.closed.connect(self._on_closed)
        self._view.destroyed.connect(form.deleteLater)  # another file is opened
        form.open()

    def _on_closed(self) -> None:
        self.form = None

    def _on_deadline(self, batch: int) -> None:
        self.edit(batch)
        if self.form is not None:
            self.form.begin_at_deadline()

    # The menu of a lane -----------------------------------------------------------------------

    def _menu(self, lane: Key, at: QPoint) -> None:
        box = self._board.boxes.lane(lane)
        if box is None:
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in self.menu_items(box):
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        menu.popup(at)

    def menu_items(self, box: LaneBox) -> list[tuple[str, Callable[[], object]]]:
        """What can be done with a lane: texts and what they do."""
        batch = box.key
        items: list[tuple[str, Callable[[], object]]] = []
        if box.lane.heading.axis is Axis.BATCH and isinstance(batch, int):
            items = [("Edit batch…", lambda: self.edit(batch))]
        fold = "Open the lane" if box.collapsed else "Collapse the lane"
        return [*items, (fold, lambda: self._board.toggle_lane(box)), ("Add batch…", self.add)]


def _words(row: BatchRow) -> BatchWords:
    return BatchWords(row.name, row.deadline, row.lead_id)
