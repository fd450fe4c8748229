"""Where actions stand in the panel: the next few on the overview, and all on their own tab."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.model.work import ActionState
from cxdesk.services.detail import Detail
from cxdesk.ui import theme
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Head, column
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.leads import draw_check
from cxdesk.ui.panel.action_list import ActionList
from cxdesk.ui.panel.action_model import in_order, next_few
from cxdesk.ui.panel.subject import Subject


def done_words(it: Detail) -> tuple[int, int]:
    """How many of the counted actions are done, and how many there are."""
    counted = it.counted_actions
    return sum(1 for one in counted if one.state is ActionState.DONE), len(counted)


class _Empty(QWidget):
    """The dashed box of an action that is not there yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(17, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_check(QPainter(self), QRectF(0, 5, 15, 15), False, theme.current(), dashed=True)


class AddAction(QWidget):
    """Room for one more action; Enter adds it and waits for the next."""

    def __init__(self, subject: Subject, actions: ActionList) -> None:
        super().__init__()
        self._subject, self._edits = subject, actions.edits
        self.fault = Fault(subject.go)
        self.field = TextField(
            "add-action", "Add action", None, fault=self.fault, placeholder="Add action"
        )
        self.field.entered = self._on_enter
        row = QHBoxLayout()
        row.setContentsMargins(PAD_X, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(_Empty(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.field, 1)
        box = column(self)
        box.addLayout(row)
        box.addWidget(self.fault)

    def show_item(self, item: int) -> None:
        """Keep what is half typed with its own initiative."""
        self.field.show_value(item, "")

    def _on_enter(self) -> None:
        title, it = self.field.words().strip(), self._subject.detail
        # The initiative's owner has it until somebody else is chosen.
        owner = it.owner.id if it.owner and it.owner.active else None
        if title and self._edits.add(it.id, it.code, title, self.field, owner=owner):
            self.field.set_words("")


class NextActions(QWidget):
    """The next three and the last done, on the overview."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self.head = Head("Next actions")
        self.list = ActionList(subject, whole=True)
        self.add = AddAction(subject, self.list)
        box = column(self)
        holder = column(head := QWidget(), 0, (PAD_X, 12, PAD_X, 0))
        holder.addWidget(self.head)
        box.addWidget(head)
        box.addWidget(self.list)
        box.addWidget(self.add)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        done, all_ = done_words(it)
        self.head.note.setText(f"{done} of {all_} done" if all_ else "none yet")
        self.list.show_actions(next_few(it.actions))
        self.add.show_item(it.id)


class ActionsTab(QWidget):
    """All actions: open ones by due date, then done and dropped ones."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self.list = ActionList(subject, whole=False)
        self.add = AddAction(subject, self.list)
        box = column(self, 4, (10, 8, 0, 4))
        box.addWidget(self.add)
        box.addWidget(self.list, 1)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        self.list.show_actions(in_order(it.actions))
        self.add.show_item(it.id)
