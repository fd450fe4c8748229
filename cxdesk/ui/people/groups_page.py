"""The groups: the change board, the teams and the advisers, each on a card of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from cxdesk.exchange.copied import tsv
from cxdesk.model.people import GroupKind
from cxdesk.model.wording import count
from cxdesk.services import good_practice, people_view
from cxdesk.services.people_view import GroupRow
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import Rows, column
from cxdesk.ui.people.group_card import GroupCard, GroupSheet
from cxdesk.ui.people.group_form import GroupForm
from cxdesk.ui.people.group_words import groups_sheet
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.view import Hint

_TABLES = {"grouping", "membership", "delegation", "person", "domain"}
_FOUNDED = {good_practice.NO_BOARD: GroupKind.BOARD, good_practice.NO_TEAM: GroupKind.TEAM}
_EMPTY = "Begin with the change board, which ranks new tasks and decides on them."
_HINTS = (
    Hint(("Enter",), "open person"),
    Hint(("F2",), "change"),
    Hint(("Alt", "↑"), "move up"),
    Hint(("Alt", "↓"), "move down"),
    Hint(("Del",), "remove"),
)


class GroupsPage(TabPage):
    """A card a group, boards first."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._groups: tuple[GroupRow, ...] = ()
        self._density = "normal"
        self.form: GroupForm | None = None
        self.cards = Rows(self._card, spacing=16)
        self.empty = Nothing()
        self.empty.say("No groups yet", _EMPTY, [("New group", self.add)])
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner = QWidget()
        inner.setObjectName("page")
        self.area.setWidget(inner)
        self.area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        box = column(inner, 16, (16, 16, 16, 16))
        box.addWidget(self.empty)
        box.addWidget(self.cards)
        box.addStretch(1)
        column(self).addWidget(self.area)
        self._new = make_action(
            self, "new-group", "New group", "People", lambda: self.add(), shortcuts=("N",)
        )
        make_action(self, "copy-groups", "Copy groups as a table", "People", self.copy)
        lock_changes(self.desk, self._new)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _card(self, _sheet: GroupSheet) -> GroupCard:
        made = GroupCard(self.editing)
        made.set_density(self._density)
        return made

    # The page -----------------------------------------------------------------------------------

    def load(self) -> None:
        sheets = self.editing.read(_sheets)
        self._groups = tuple(sheet.row for sheet in sheets)
        self.cards.show_rows(sheets)
        self.empty.setVisible(not sheets)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        if kind == "person":
            return self._show_person(id)
        if id in _FOUNDED:  # once the page is there, which takes the keyboard when it is shown
            QTimer.singleShot(0, self, lambda: self.add(_FOUNDED[id]))
            return True
        found = self.card(id)
        for card in self.cards.widgets():
            card.mark(card is found)
        if found is None:
            return False
        QTimer.singleShot(0, found, lambda: self._show_card(found))
        return True

    def card(self, id: int) -> GroupCard | None:
        """The card of a group."""
        return next((each for each in self.cards.widgets() if each.row.id == id), None)

    def _show_card(self, card: GroupCard) -> None:
        # The page grows by a new card only when it has laid itself out.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        top = card.mapTo(self._inner, card.rect().topLeft()).y()
        self.area.verticalScrollBar().setValue(max(0, top - 16))
        (card.table if card.row.members else card.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_person(self, person: int) -> bool:
        """Choose a member: in the group where they are chosen already, else in the first."""
        card = self._card_of(person)
        if card is None:
            return False
        return card.table.choose(next(m.id for m in card.row.members if m.person_id == person))

    def _card_of(self, person: int) -> GroupCard | None:
        cards = [
            card
            for card in self.cards.widgets()
            if any(each.person_id == person for each in card.row.members)
        ]
        current = [card for card in cards if card.chosen() == person]
        return next(iter(sorted(current, key=lambda c: not c.table.hasFocus()) or cards), None)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        card = self._card_of(id) if kind == "person" else None
        ids = [row.person_id for row in card.table.table.rows] if card is not None else []
        at = ids.index(id) + by if id in ids else -1
        return ids[at] if 0 <= at < len(ids) else None

    def primary_action(self) -> QAction:
        return self._new

    def paper(self) -> Paper:
        sheet = groups_sheet(self._groups, self.desk.today())
        return table_paper(self.desk, "Groups", sheet, count(len(self._groups), "group"))

    def copy(self) -> None:
        """Put all groups with their seats on the clipboard."""
        sheet = groups_sheet(self._groups, self.desk.today())
        QGuiApplication.clipboard().setText(tsv(sheet))

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def set_density(self, density: str) -> None:
        self._density = density
        for card in self.cards.widgets():
            card.set_density(density)

    # A new group --------------------------------------------------------------------------------

    def add(self, kind: GroupKind | None = None) -> None:
        """Ask for a new group, of the kind that is missing first unless it is given."""
        if self.desk.store.read_only:
            return
        there = {row.kind for row in self._groups}
        kind = kind or next((kind for kind in GroupKind if kind not in there), GroupKind.TEAM)
        self.form = form = GroupForm(self, self.editing, kind)
        form.closed.connect(lambda: self._on_added(form.made))
        form.open()

    def _on_added(self, group: int) -> None:
        if group:
            self.reveal("group", group)


def _sheets(session: Session) -> list[GroupSheet]:
    """All groups, each with what good practice says of it."""
    warned: dict[int, list[str]] = {}
    for each in good_practice.of_groups(session):
        if each.way.kind == "group":
            warned.setdefault(each.way.id, []).append(each.text)
    return [GroupSheet(row, tuple(warned.get(row.id, ()))) for row in people_view.groups(session)]
