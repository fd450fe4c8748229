"""The first outcomes: what is measured, where it stands, where it is to be and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from cxdesk.model.outcomes import aim_problem, due_problem
from cxdesk.model.wording import day
from cxdesk.services import outcomes
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.grid import Cell, Grid, GridRow, Wrong
from cxdesk.ui.assistant.reading import number_in, plain_number
from cxdesk.ui.assistant.step import Step, added
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.words import read_date
from cxdesk.ui.pickers import Option


class OutcomeStep(Step):
    """Name, unit, baseline, target, due, owner."""

    title = "Outcomes"
    help = (
        "What the program promises, measured: where it stands today and where it is to be. The "
        "first one is the headline. Initiatives are planned for an outcome."
    )
    later = "Strategy, Outcomes"

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._people: Sequence[Option] = [Option(None, "Nobody yet")]
        self.grid = Grid(
            "Outcomes",
            (
                Cell("name", "What is measured", 6, "Such as 12-month retention"),
                Cell("unit", "Unit", 2, "%"),
                Cell("baseline", "Baseline", 2, "84", right=True),
                Cell("target", "Target", 2, "86", right=True, late=True),
                Cell("due", "Due", 3, "31 Dec 2027", late=True),
                Cell("owner", "Owner", 4, options=lambda: self._people),
            ),
            self._wrong,
            self.go,
        )
        self.grid.ended.connect(self.ended)
        self.box.addWidget(self.grid)

    @staticmethod
    def is_set(here: Setup) -> bool:
        return bool(here.outcomes)

    @property
    def dirty(self) -> bool:
        return self.grid.dirty

    def show_setup(self, here: Setup) -> None:
        self._people = self.editing.people("Nobody yet")
        more = here.outcome_count - len(here.outcomes)
        self.grid.show_rows(
            (
                (one.id, {
                    "name": one.name, "unit": one.unit, "baseline": plain_number(one.baseline),
                    "target": plain_number(one.target), "due": day(one.due), "owner": one.owner,
                })
                for one in here.outcomes
            ),
            f"{more:,} more are under {self.later}." if more else "",
        )  # fmt: skip

    def _wrong(self, row: GridRow, whole: bool) -> Wrong | None:
        unit = row["unit"]
        if whole and not row["name"]:
            return Wrong("name", "An outcome needs a name.")
        for key, what in (("baseline", "where it stands today"), ("target", "where it is to be")):
            _, problem = number_in(row[key], unit)
            if problem or (whole and not row[key]):
                return Wrong(key, problem or f"Say {what}, as a number.")
        if row["baseline"] and row["target"]:
            problem = aim_problem(self._number(row, "baseline"), self._number(row, "target"))
            if problem:
                return Wrong("target", f"{row['name'] or 'It'} {problem}")
        try:
            due = read_date(row["due"], self.editing.desk.today())
        except ValueError as wrong:
            return Wrong("due", str(wrong))
        if due is None:
            return Wrong("due", "Say by when the target is to be met.") if whole else None
        problem = due_problem(due, self.here.start)
        return Wrong("due", f"{row['name'] or 'It'} {problem}") if problem else None

    @staticmethod
    def _number(row: GridRow, key: str) -> float:
        return number_in(row[key], row["unit"])[0]

    def look(self) -> bool:
        return self.grid.look() is None

    def write(self) -> bool:
        def due(row: GridRow) -> date:
            found = read_date(row["due"], self.editing.desk.today())
            assert found is not None
            return found

        def each(session: Session, row: GridRow) -> int:
            aims = self._number(row, "baseline"), self._number(row, "target")
            if row.id is None:
                return outcomes.add(
                    session, row["name"], *aims, due(row), unit=row["unit"],
                    owner=row.value("owner"),
                )  # fmt: skip
            outcomes.edit(
                session, row.id, name=row["name"], unit=row["unit"], baseline=aims[0],
                target=aims[1], due=due(row), owner=row.value("owner"),
            )  # fmt: skip
            return row.id

        return self.write_rows(self.grid, *added(self.grid, "outcome"), each)

    def first_field(self) -> QWidget:
        return self.grid.first_field()
