"""The side panel of a person: who they are, their load, and all that is open with them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from cxdesk.services import people_view
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.rows import MARGIN, column, page, rule, spaced_rule
from cxdesk.ui.person.changes import Changes
from cxdesk.ui.person.edits import PersonEdits
from cxdesk.ui.person.facts import PersonFacts, PersonLoad
from cxdesk.ui.person.head import PersonHead
from cxdesk.ui.person.leave import Leave
from cxdesk.ui.person.open_items import OpenItems
from cxdesk.ui.person.subject import PersonSubject
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.side_panel import SidePanel

# Names, dates and loads of these may show with anybody.
_SHARED = {
    "person", "program", "domain", "frame_item", "holiday", "initiative", "batch", "outcome",
    "grouping", "charter",
}  # fmt: skip
# Rows of these show with the person they name.
_THEIRS = {"action", "membership", "delegation", "approval", "request"}


class PersonPanel(SidePanel):
    """Shows and changes one person."""

    kind = "person"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName("Person")
        self.subject = PersonSubject(desk, self)
        self.edits = PersonEdits(self.subject)
        self.head = PersonHead(self.subject, self.edits)
        self.listen(self.subject, self.head.buttons)
        self.facts = PersonFacts(self.subject, self.edits)
        self.load_block = PersonLoad(self.subject)
        self.open_items = OpenItems(self.subject)
        self.changes = Changes(self.subject)
        self.leave = Leave(self.subject, self.edits)
        self.area = QScrollArea()
        inner = page(self.area)
        inner.addWidget(self.facts)
        for part in (self.load_block, self.open_items, self.changes):
            inner.addWidget(spaced_rule())
            inner.addWidget(part)
        inner.addStretch(1)
        box = column(self)
        box.addWidget(self.head)
        box.addWidget(rule())
        box.addWidget(self.area, 1)
        box.addWidget(rule())
        box.addWidget(self.leave)
        box.addWidget(self._make_foot())
        self.leave.asked.connect(self._on_asked)
        self._give = make_action(
            self, "panel-hand-over", "Hand over from this person…", "Person",
            lambda: self.leave.ask(leaving=False),
        )  # fmt: skip
        self._end = make_action(self, "panel-deactivate", "", "Person", self._on_activity)
        self.restyle()

    def _make_foot(self) -> QWidget:
        foot = self._foot = QWidget()
        foot.setObjectName("panel-foot")
        foot.setFixedHeight(47)
        self.hand_over = QPushButton("Hand over…")
        self.hand_over.setObjectName("hand-over")
        self.hand_over.clicked.connect(lambda _=False: self.leave.ask(leaving=False))
        self.activity = QPushButton()
        self.activity.setObjectName("deactivate")
        self.activity.clicked.connect(lambda _=False: self._on_activity())
        box = QHBoxLayout(foot)
        box.setContentsMargins(MARGIN, 0, MARGIN, 0)
        box.addWidget(self.hand_over)
        box.addStretch(1)
        box.addWidget(self.activity)
        lock_changes(self.desk, self.hand_over, self.activity)
        return foot

    # What the window asks -------------------------------------------------------------------

    def current(self) -> int | None:
        """The id of the person shown."""
        return self.subject.id

    def show_item(self, kind: str, id: int) -> bool:
        """Show a person; "deactivate" and "hand-over" ask who takes over. False for nobody."""
        other = id != self.subject.id
        if other:  # before anything is read: what is kept now may be about the next person
            self.keep_typed()
            self.leave.close_question()
        found = self.subject.read(lambda s: people_view.sheet(s, id))
        if found is None:
            return False
        self.subject.set_sheet(found)
        self._stale = False
        self.show_loaded()
        if other:
            self.area.verticalScrollBar().setValue(0)
        if kind != "person" and not self.desk.store.read_only:
            self.leave.ask(leaving=kind == "deactivate" and self.subject.sheet.row.active)
        return True

    def load(self) -> bool:
        id = self.subject.id
        self.subject.set_sheet(
            None if id is None else self.subject.read(lambda s: people_view.sheet(s, id))
        )
        return self.subject.id is not None

    def show_loaded(self) -> None:
        """Show what was read."""
        for part in (self.head, self.facts, self.load_block, self.open_items, self.changes):
            part.show_loaded()
        if not self.leave.isHidden():
            self.leave.show_loaded()
        held, active = self.subject.sheet.held, self.subject.sheet.row.active
        self.activity.setText("Deactivate…" if active else "Bring back")
        self._end.setText("Deactivate this person…" if active else "Bring this person back")
        free = not self.desk.store.read_only
        self._end.setEnabled(free)
        self._give.setEnabled(free and bool(held))
        if free:
            self.hand_over.setEnabled(bool(held))
            self.hand_over.setToolTip("" if held else "Nothing is open with them.")

    def concerned(self, change_set: ChangeSet) -> bool:
        if change_set.tables & _SHARED:
            return True
        here = self.subject.id
        return any(
            row and here in row.values()
            for change in change_set.changes
            if change.table in _THEIRS
            for row in (change.before, change.after)
        )

    def focus_title(self) -> None:
        """Put the keyboard into the name, all of it selected."""
        if self.subject.id is not None:
            self.head.name.select_all()

    def _on_asked(self, asked: bool) -> None:
        """The question stands where the buttons were; after it they have the keyboard."""
        focus = self.window().focusWidget()
        self._foot.setVisible(not asked)
        if not asked and focus is not None and self.leave.isAncestorOf(focus):
            self.activity.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activity(self) -> None:
        row = self.subject.sheet.row
        if row.active:
            self.leave.ask(leaving=True)
        else:
            self.edits.bring_back(row)
            self.activity.setFocus(Qt.FocusReason.OtherFocusReason)
