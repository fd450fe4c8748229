"""Objections to what is not feasible: listed, reworded where they stand, taken back, added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from cxdesk.services import stakeholders
from cxdesk.services.stakeholders import ObjectionRow, StandingRow
from cxdesk.ui import icons, theme
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Rows, column, label
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value, tooltip
from cxdesk.ui.form.words import short
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.read_only import READ_ONLY

_NONE = "No objections. Who sees why an initiative cannot be done says so here, with the reason."
_HELP = "Why it is not feasible as it is planned: who is missing, what comes too early, what law."


class ObjectionsCard(HeadedCard):
    """A block for each objection, by initiative; `add` opens the form of a new one."""

    def __init__(self, editing: Editing, add: Callable[[], object]) -> None:
        super().__init__("Feasibility objections")
        self._none = label(_NONE, "body", "soft")
        self._none.setContentsMargins(PAD_X, 0, PAD_X, 0)
        self.rows = Rows(lambda _row: _Objection(editing), 8)
        self.add = QPushButton("Add objection")
        self.add.setObjectName("add-objection")
        self.add.clicked.connect(lambda _=False: add())
        self.add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAD_X, 8, PAD_X, 0)
        foot.addWidget(self.add)
        foot.addStretch(1)
        for part in (self._none, self.rows):
            self.box.addWidget(part)
        self.box.addLayout(foot)

    def show_objections(self, found: Sequence[ObjectionRow], today: date, *, live: bool) -> None:
        """Show these, which are by code."""
        self.rows.show_rows(found)
        for line in self.rows.widgets():
            line.show_day(today)
        self._none.setVisible(not found)
        self.head.note.setText(f"{len(found):,}" if found else "")
        self.add.setEnabled(live)
        self.add.setToolTip("" if live else READ_ONLY)


class _Objection(QWidget):
    """The code, which opens the initiative, the reason, who says so and when."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._row: ObjectionRow | None = None
        self.what = Value("objection-to", "")
        self.what.clicked.connect(
            lambda _=False: editing.open("initiative", self._it.initiative_id)
        )
        self.cross = QToolButton()
        self.cross.setObjectName("take-back")
        self.cross.setFixedSize(26, 26)
        self.cross.setIconSize(QSize(12, 12))
        self.cross.clicked.connect(lambda _=False: self._take_back())
        self.fault = Fault(editing.go)
        self.text = TextField("objection", "Objection", self._save, fault=self.fault)
        self.who = Value("objection-by", "", live=False)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addWidget(self.what, 1)
        top.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self)
        box.addLayout(top)
        for part in (self.text, self.fault, self.who):
            box.addWidget(part)
        self.restyle()

    @property
    def _it(self) -> ObjectionRow:
        assert self._row is not None
        return self._row

    def show_row(self, row: ObjectionRow) -> None:
        """Show an objection."""
        self._row = row
        self.what.set_value([Span(row.code, "accent", 600), Span(row.title, weight=500)])
        self.text.show_value(row.id, row.text)
        self.text.setAccessibleName(f"Objection of {row.name} to {row.code}")
        words = f"Take back the objection of {row.name} to {row.code}"
        self.cross.setAccessibleName(words)
        self.cross.setToolTip(tooltip(words))

    def show_day(self, today: date) -> None:
        """Show who objects, and since when as seen from today."""
        row = self._it
        self.who.set_value(
            [Span(f"{row.name}, {short(row.on, today)}", "text3", 400, 12)],
            Lead("avatar", row.initials),
        )

    def _save(self, text: str) -> bool:
        row = self._it
        return self._editing.do(
            f"Reword the objection to {row.code}",
            lambda s: stakeholders.reword(s, row.id, text), self.text,
        )  # fmt: skip

    def _take_back(self) -> None:
        row = self._it
        self._editing.do(
            f"Take back the objection of {row.name} to {row.code}",
            lambda s: stakeholders.take_back(s, row.id),
        )

    def restyle(self) -> None:
        """Take the icon of the theme that now holds."""
        self.cross.setIcon(icons.icon("close", theme.current()))


class ObjectionForm(SmallForm):
    """Who objects to what, and why."""

    def __init__(
        self, over: QWidget, editing: Editing, rows: Sequence[StandingRow],
        row: StandingRow | None, person: int | None,
    ) -> None:  # fmt: skip
        super().__init__(over, "New objection", _HELP, "Add objection")
        self._editing = editing
        self._rows = {one.id: one for one in rows}
        self._to = None if row is None else row.id
        self._by = person
        self.to = self._choice("objection-to", "Initiative", self.pick_initiative)
        self.by = self._choice("objection-by", "Who objects", self.pick_person)
        self.reason = self.line_edit("Reason", "Such as: the tester is away until March")
        self.reason.setMaxLength(2000)
        self.finish()
        self._show()

    def _choice(self, key: str, name: str, slot: Callable[[], object]) -> Value:
        made = Value(key, name, framed=True)
        made.clicked.connect(lambda _=False: slot())
        self.add_row(name, made)
        return made

    def first_field(self) -> QWidget:
        return self.to if self._to is None else self.by if self._by is None else self.reason

    def pick_initiative(self) -> None:
        """Offer the open initiatives."""
        options = [
            Option(one.id, f"{one.it.code} {one.it.title}")
            for one in sorted(self._rows.values(), key=lambda one: one.it.code)
        ]
        pick(self.to, "Initiative", options, self._to, self._take_initiative)

    def pick_person(self) -> None:
        """Offer everybody who takes part."""
        options = [one for one in self._editing.people() if not one.why]
        pick(self.by, "Who objects", options, self._by, self._take_person)

    def _take_initiative(self, id: int) -> None:
        self._to = id
        self._show()

    def _take_person(self, id: int) -> None:
        self._by = id
        self._show()

    def _show(self) -> None:
        empty = [Span("Choose one", "text3")]
        row = None if self._to is None else self._rows[self._to]
        self.to.set_value(
            empty if row is None else [Span(row.it.code, weight=600), Span(row.it.title)]
        )
        name = "" if self._by is None else self._editing.name_of(self._by)
        self.by.set_value([Span(name)] if name else [Span("Choose somebody", "text3")])
        self.clear_fault()

    def keep(self) -> None:
        to, by, text = self._to, self._by, self.reason.text()
        if to is None or by is None:
            field = self.to if to is None else self.by
            self.refuse("Choose the initiative." if to is None else "Choose who objects.")
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        said = f"Object to {self._rows[to].it.code} as {self._editing.name_of(by)}"
        if self._editing.do(said, lambda s: stakeholders.object_to(s, to, by, text), self):
            self.close_overlay()
