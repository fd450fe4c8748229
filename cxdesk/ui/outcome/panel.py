"""The side panel of an outcome: what was promised, how far it is, and what serves it."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.model.wording import day
from cxdesk.services import outcome_view
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.rows import column, page, rule
from cxdesk.ui.form.value import PAD_X
from cxdesk.ui.outcome.chart import Charted, ReadingsChart
from cxdesk.ui.outcome.facts import OutcomeFacts, Realised
from cxdesk.ui.outcome.head import OutcomeHead
from cxdesk.ui.outcome.readings import Readings
from cxdesk.ui.outcome.served_by import ServedBy
from cxdesk.ui.outcome.subject import OutcomeSubject
from cxdesk.ui.outcome.words import NO_READING, amount, share
from cxdesk.ui.printing import Paper
from cxdesk.ui.side_panel import SidePanel
from cxdesk.ui.table.paper import table_paper


class OutcomePanel(SidePanel):
    """Shows and changes one outcome."""

    kind = "outcome"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName("Outcome")
        self.subject = OutcomeSubject(desk, self)
        self.head = OutcomeHead(self.subject)
        self.listen(self.subject, self.head.buttons)
        self.facts = OutcomeFacts(self.subject)
        self.realised = Realised(self.subject)
        self.chart = ReadingsChart()
        self.readings = Readings(self.subject)
        self.served_by = ServedBy(self.subject)
        self.chart.point_chosen.connect(self.readings.choose)
        self.area = QScrollArea()
        inner = page(self.area)
        inner.addWidget(self.facts)
        inner.addWidget(self.realised)
        charts = column(holder := QWidget(), 0, (0, 12, PAD_X, 0))
        charts.addWidget(self.chart)
        inner.addWidget(holder)
        inner.addWidget(self.readings)
        inner.addWidget(self.served_by)
        inner.addStretch(1)
        box = column(self)
        box.addWidget(self.head)
        box.addWidget(rule())
        box.addWidget(self.area, 1)
        self.restyle()

    # What the window asks -------------------------------------------------------------------

    def current(self) -> int | None:
        """The id of the outcome shown."""
        return self.subject.id

    def show_item(self, kind: str, id: int) -> bool:
        """Show an outcome; False when there is no such one."""
        found = self.subject.read(lambda s: outcome_view.outcome_sheet(s, id))
        if found is None:
            return False
        other = id != self.subject.id
        if other:
            self.keep_typed()
        self.subject.set_sheet(found)
        self._stale = False
        self.show_loaded()
        if other:
            self.area.verticalScrollBar().setValue(0)
        return True

    def load(self) -> bool:
        id = self.subject.id
        self.subject.set_sheet(
            None if id is None else self.subject.read(lambda s: outcome_view.outcome_sheet(s, id))
        )
        return self.subject.id is not None

    def concerned(self, change_set: ChangeSet) -> bool:
        self.subject.forget()  # pickers offer people by their names of now
        return outcome_view.concerned(self.subject.sheet, change_set)

    def show_loaded(self) -> None:
        sheet = self.subject.sheet
        for part in (self.head, self.facts, self.realised, self.readings, self.served_by):
            part.show_sheet()
        row = sheet.row
        self.chart.show_readings(
            Charted(
                f"{row.code} {row.name}", row.unit, row.baseline, row.target, sheet.start, row.due,
                self.desk.today(), sheet.points,
            )
        )  # fmt: skip

    def focus_title(self) -> None:
        """Put the keyboard into the name, all of it selected."""
        if self.subject.id is not None:
            self.head.title.select_all()

    def paper(self) -> Paper | None:
        """The readings, with what they were promised to become."""
        if self.subject.id is None:
            return None
        row = self.subject.row
        now = NO_READING if row.latest is None else f"now {amount(row.latest, row.unit)}"
        parts = [
            f"{amount(row.baseline, row.unit)} to {amount(row.target, row.unit)} by {day(row.due)}",
            now,
            f"{share(row.realised)} of the benefit realised" if row.realised is not None else "",
            row.owner,
        ]
        note = " · ".join(part for part in parts if part)
        return table_paper(
            self.desk, f"{row.code} {row.name}: readings", self.readings.table.sheet(), note
        )
