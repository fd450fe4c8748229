"""The form of a new group: its name, its kind and its first members."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.model.people import GroupKind, name_problem
from cxdesk.model.wording import listed
from cxdesk.services import groups
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.people.group_words import KINDS
from cxdesk.ui.pickers import pick_many

_HELP = "People who meet for the program. Order, chair and quorum are set on its card."
_NAMES = {
    GroupKind.BOARD: "Such as Change board",
    GroupKind.TEAM: "Such as CX team",
    GroupKind.ADVISORY: "Such as Customer advisers",
}


class GroupForm(SmallForm):
    """Enter founds the group. `made` is its id then."""

    width_px = 500

    def __init__(self, over: QWidget, editing: Editing, kind: GroupKind) -> None:
        super().__init__(over, "New group", _HELP, "Add group")
        self._editing, self.made = editing, 0
        self._members: list[int] = []
        self.name = self.line_edit("Name", "", lambda text: name_problem(text, "group"))
        self.kind = QComboBox()
        for each, (name, _) in KINDS.items():
            self.kind.addItem(name, each)
        self.kind.setCurrentIndex(list(KINDS).index(kind))
        self.add_row("Kind", self.kind)
        self.does = label("", "small")
        self.form.addRow("", self.does)
        self.members = Value("first-members", "Members", framed=True)
        self.members.clicked.connect(lambda _=False: self.pick_members())
        self.add_row("Members", self.members)
        self.finish()
        self.kind.currentIndexChanged.connect(lambda _=0: self._show_kind())
        self._show_kind()
        self._show_members()

    def pick_members(self) -> None:
        """Offer everybody who takes part."""
        options = [one for one in self._editing.people() if not one.why]
        pick_many(self.members, "First members", options, self._members, self._take)

    def _take(self, people: list[int]) -> None:
        self._members = list(people)
        self._show_members()
        self.place()

    def _show_members(self) -> None:
        names = [self._editing.name_of(each) for each in self._members]
        words = Span(listed(names)) if names else Span("Nobody yet", "text3")
        self.members.set_value([words])

    def _show_kind(self) -> None:
        kind = self._kind()
        does = KINDS[kind][1]
        self.does.setText(f"{does[:1].upper()}{does[1:]}.")
        self.name.setPlaceholderText(_NAMES[kind])
        self.place()

    def _kind(self) -> GroupKind:
        return GroupKind(self.kind.currentData())

    def keep(self) -> None:
        name, kind, members = self.name.text().strip(), self._kind(), tuple(self._members)
        if why := name_problem(name, "group"):
            self.refuse(why, self.name)
            return

        def add(session: Session) -> None:
            self.made = groups.add(session, name, kind, members)

        if self._editing.do(f"Add group {name}", add, self):
            self.close_overlay()
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
