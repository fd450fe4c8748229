"""A group on its card: name, what it is for, quorum, members, and what good practice says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from cxdesk.model.people import GroupKind, MemberRole, name_problem
from cxdesk.model.wording import count
from cxdesk.services import groups
from cxdesk.services.people_view import GroupRow, SeatRow
from cxdesk.services.session import Session
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import LineField, TextField
from cxdesk.ui.form.rows import column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.menus import item
from cxdesk.ui.people.delegate_form import DelegateForm
from cxdesk.ui.people.group_words import (
    SEATS,
    about,
    read_quorum,
    read_urgent,
    seats_words,
    urgent_words,
)
from cxdesk.ui.people.members_table import MembersTable
from cxdesk.ui.people.pin_form import PinForm
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.table.ordered import sorted_words

_EDGE = 9  # px: in line with the text of the table


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """A group with the sentences of good practice about it."""

    row: GroupRow
    warnings: tuple[str, ...]

    @property
    def id(self) -> int:
        """The group."""
        return self.row.id


class GroupCard(Card):
    """Everything of one group, changed where it stands."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.setObjectName("group")
        self._editing, self._desk = editing, editing.desk
        self.row: GroupRow
        self.marked = False
        self.name_fault, self.quorum_fault, self.urgent_fault, self.fault = (
            Fault(editing.go) for _ in range(4)
        )
        self.name = checked(
            TextField("group-name", "Name", self._rename, fault=self.name_fault,
                      role=typeface.ROW_TITLE),
            lambda text: name_problem(text, "group"),
        )  # fmt: skip
        self.dissolve = QPushButton("Dissolve")
        self.dissolve.setProperty("role", "flat")
        self.dissolve.clicked.connect(lambda _=False: self._dissolve())
        self.about = label("", "body", "soft")
        self.quorum = checked(
            LineField("quorum", "Quorum", self._ask_for, fault=self.quorum_fault,
                      placeholder="none"),
            self._quorum_problem,
        )  # fmt: skip
        self.urgent = checked(
            LineField("urgent-quorum", "Quorum out of cycle", self._ask_for_urgent,
                      fault=self.urgent_fault, placeholder="not set"),
            self._urgent_problem,
        )  # fmt: skip
        self._of, self._of_urgent = label("", "body", "soft"), label("", "body", "soft")
        self._warnings = QWidget()
        self._warning_box = column(self._warnings)
        self.table = MembersTable(self._desk.today, self._pick_seat, self._delegate, self._set_pin)
        self.table.opened.connect(lambda row: editing.open("person", row.person_id))
        self.table.moved.connect(self._move)
        self.table.removed.connect(self._remove)
        self.table.held.connect(self._say_sorted)
        self.table.set_menu(self._menu)
        self.empty = label("Nobody is in it yet. Add the first member.", "body", "soft")
        self.add = Value("add-member", "")
        self.add.set_value([Span("Add member", "accent", 600)], Lead("glyph", "plus", ink="accent"))
        self.add.clicked.connect(lambda _=False: self.pick_member())
        self._build()

    def _build(self) -> None:
        self._quorum_row = _quorum_row("Quorum", self.quorum, self._of)
        self._urgent_row = _quorum_row("Quorum out of cycle", self.urgent, self._of_urgent)
        box = column(self, 0, (1, 10, 1, 8))
        inset = QWidget()
        inner = column(inset, 4, (_EDGE - PAD_X, 0, _EDGE - PAD_X, 8))
        head = line(spacing=8)
        head.addWidget(self.name, 1)
        head.addWidget(self.dissolve, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        inner.addWidget(self.name_fault)
        self.about.setContentsMargins(PAD_X, 0, PAD_X, 0)
        inner.addWidget(self.about)
        inner.addWidget(self._quorum_row)
        inner.addWidget(self.quorum_fault)
        inner.addWidget(self._urgent_row)
        inner.addWidget(self.urgent_fault)
        inner.addWidget(self._warnings)
        box.addWidget(inset)
        box.addWidget(self.table)
        foot = QWidget()
        below = column(foot, 4, (_EDGE - PAD_X, 6, _EDGE - PAD_X, 0))
        self.empty.setContentsMargins(PAD_X, 0, PAD_X, 0)
        below.addWidget(self.fault)
        below.addWidget(self.empty)
        below.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(foot)

    # Showing ------------------------------------------------------------------------------------

    def show_row(self, sheet: GroupSheet) -> None:
        """Show a group; what is being typed stays."""
        row = self.row = sheet.row
        board = row.kind is GroupKind.BOARD
        self.setAccessibleName(row.name)
        self.name.show_value(row.id, row.name)
        self.about.setText(about(row))
        self.quorum.show_value(row.id, "" if row.quorum is None else str(row.quorum))
        self._of.setText(seats_words(row))
        self._quorum_row.setVisible(board)
        self.urgent.show_value(row.id, "" if row.urgent is None else str(row.urgent))
        self._of_urgent.setText(urgent_words(row))
        self._urgent_row.setVisible(board)
        self._show_warnings(sheet.warnings)
        self.table.setAccessibleName(f"Members of {row.name}")
        self.table.show_kind(row.kind)
        self.table.set_rows(row.members)
        self.table.setVisible(bool(row.members))
        self.empty.setVisible(not row.members)
        self.dissolve.setVisible(not board)
        self.fault.clear_fault()
        for button in (self.add, self.dissolve):
            button.setEnabled(not self._desk.store.read_only)
            button.setToolTip(READ_ONLY if self._desk.store.read_only else "")
        self.name.set_read_only(self._desk.store.read_only)
        for field in (self.quorum, self.urgent):
            field.setReadOnly(self._desk.store.read_only)

    def _show_warnings(self, sentences: Sequence[str]) -> None:
        kept = [one for one in self._warnings.children() if isinstance(one, Value)]
        for spare in kept[len(sentences) :]:
            self._warning_box.removeWidget(spare)
            spare.setParent(None)
            spare.deleteLater()
        for place, text in enumerate(sentences):
            if place < len(kept):
                made = kept[place]
            else:
                made = Value("warning", "Good practice", live=False)
                self._warning_box.addWidget(made)
            made.set_value([Span(text)], Lead("glyph", "at_risk", ink="warn"))
        self._warnings.setVisible(bool(sentences))

    def chosen(self) -> int | None:
        """The person whose row is current."""
        row = self.table.current_row()
        return row.person_id if row is not None else None

    def mark(self, marked: bool) -> None:
        """Show that this is the group that was looked for."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def set_density(self, density: str) -> None:
        """Rows of 28 or 36 px."""
        self.table.set_density(density)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.marked:
            p = QPainter(self)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(theme.current().accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    # The group ----------------------------------------------------------------------------------

    def _rename(self, text: str) -> bool:
        id = self.row.id
        return self._editing.do(
            f"Rename {self.row.name}", lambda s: groups.rename(s, id, text), self.name
        )

    def _quorum_problem(self, text: str) -> str:
        try:
            read_quorum(text, self.row.seats)
        except ValueError as wrong:
            return str(wrong)
        return ""

    def _ask_for(self, text: str) -> bool:
        if why := self._quorum_problem(text):
            self.quorum.refuse(why)
            return False
        id, wanted = self.row.id, read_quorum(text, self.row.seats)
        return self._editing.do(
            f"Set the quorum of {self.row.name}",
            lambda s: groups.ask_for(s, id, wanted),
            self.quorum,
        )

    def _urgent_problem(self, text: str) -> str:
        try:
            read_urgent(text, self.row.usual)
        except ValueError as wrong:
            return str(wrong)
        return ""

    def _ask_for_urgent(self, text: str) -> bool:
        if why := self._urgent_problem(text):
            self.urgent.refuse(why)
            return False
        id, wanted = self.row.id, read_urgent(text, self.row.usual)
        return self._editing.do(
            f"Set the quorum of {self.row.name} out of cycle",
            lambda s: groups.ask_for_urgent(s, id, wanted),
            self.urgent,
        )

    def _dissolve(self) -> None:
        id = self.row.id
        self._editing.do(f"Dissolve {self.row.name}", lambda s: groups.dissolve(s, id), self.fault)

    # Its members --------------------------------------------------------------------------------

    def pick_member(self) -> None:
        """Offer everybody who can join."""
        there = {each.person_id for each in self.row.members}
        options = [one for one in self._editing.people() if one.value not in there and not one.why]
        if options:
            pick(self.add, f"Add to {self.row.name}", options, None, self._seat)
        else:
            self._desk.said.emit(Toast(f"Everybody is in {self.row.name} already."))

    def _seat(self, person: int) -> None:
        id, name = self.row.id, self._editing.name_of(person)
        self._editing.do(
            f"Add {name} to {self.row.name}", lambda s: groups.seat(s, id, person), self.fault
        )

    def _pick_seat(self, row: SeatRow, anchor: QWidget) -> None:
        options = [Option(role, name, note) for role, (name, note) in SEATS.items()]
        pick(anchor, "Takes part as", options, row.seat, partial(self._cast, row))

    def _cast(self, row: SeatRow, role: MemberRole) -> None:
        if role is not row.seat:
            self._editing.do(
                f"Make {row.name} {role.value} of {self.row.name}",
                lambda s: groups.cast(s, row.id, role),
                self.fault,
            )

    def _move(self, row: SeatRow, after: int | None) -> None:
        self._editing.do(
            f"Move {row.name} in {self.row.name}",
            lambda s: groups.move(s, row.id, after),
            self.fault,
        )

    def _remove(self, rows: Sequence[SeatRow]) -> None:
        who = rows[0].name if len(rows) == 1 else count(len(rows), "member")

        def unseat(session: Session) -> None:
            for row in rows:
                groups.unseat(session, row.id)

        self._editing.do(f"Remove {who} from {self.row.name}", unseat, self.fault)

    def _delegate(self, row: SeatRow, _anchor: QWidget | None = None) -> None:
        DelegateForm(self, self._editing, self.row, row.id).open()

    def _set_pin(self, row: SeatRow, _anchor: QWidget | None = None) -> None:
        """The office needs no old PIN: it helps who forgot theirs."""
        if row.seat is not MemberRole.SECRETARY:
            form = PinForm(
                self, self._editing, row.id, row.name, has_pin=row.has_pin, old=False
            )  # fmt: skip
            form.open()

    def _menu(self, row: SeatRow) -> list[QAction]:
        """What can be done with a member."""
        offered: list[tuple[str, Callable[[], object]]] = [
            (f"Open {row.name}", lambda: self._editing.open("person", row.person_id))
        ]
        offered += [
            (f"Make {name.lower()}", partial(self._cast, row, role))
            for role, (name, _) in SEATS.items()
            if role is not row.seat
        ]
        if self.row.kind is GroupKind.BOARD:
            offered.append(("Delegate…", partial(self._delegate, row)))
            if row.seat is not MemberRole.SECRETARY:
                words = "Change the PIN…" if row.has_pin else "Set a PIN…"
                offered.append((words, partial(self._set_pin, row)))
        offered += [
            ("Move up", lambda: self.table.step(-1)),
            ("Move down", lambda: self.table.step(1)),
            ("Remove", lambda: self._remove([row])),
        ]
        return [item(text, slot) for text, slot in offered]

    def _say_sorted(self, title: str) -> None:
        self._desk.said.emit(Toast(sorted_words(title)))


def _quorum_row(name: str, field: LineField, words: QLabel) -> QWidget:
    """A quorum with its name before it and what it is of behind it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(PAD_X, 0, PAD_X, 0)
    row.setSpacing(4)
    words.setWordWrap(False)
    for part in (label(name, "body", "quiet"), field, words):
        row.addWidget(part)
    row.addStretch(1)
    return made
