"""The business areas of the company, each with the person-days a month it can give."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.model.people import capacity_problem, name_problem
from cxdesk.services import domains
from cxdesk.services.search import fold
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.grid import Cell, Grid, GridRow, Wrong
from cxdesk.ui.assistant.reading import number_in, plain_number
from cxdesk.ui.assistant.step import Step, added
from cxdesk.ui.form.editing import Editing


class DomainStep(Step):
    """Name, short name and capacity."""

    title = "Domains"
    help = (
        "Business areas such as IT, Care or Finance. Cards print the short name; an empty capacity "
        "is not known yet and limits nothing."
    )
    later = "People, Domains"

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.grid = Grid(
            "Domains",
            (
                Cell("name", "Name", 6, "Such as Customer care"),
                Cell("short", "Short name", 3, "Care"),
                Cell("capacity", "Person-days a month", 3, "100", right=True),
            ),
            self._wrong,
            self.go,
        )
        self.grid.ended.connect(self.ended)
        self.box.addWidget(self.grid)

    @staticmethod
    def is_set(here: Setup) -> bool:
        return bool(here.domains)

    @property
    def dirty(self) -> bool:
        return self.grid.dirty

    def show_setup(self, here: Setup) -> None:
        more = here.domain_count - len(here.domains)
        self.grid.show_rows(
            (
                (one.id, {"name": one.name, "short": one.text,
                          "capacity": plain_number(one.capacity or None)})
                for one in here.domains
            ),
            f"{more:,} more are under {self.later}." if more else "",
        )  # fmt: skip

    def _wrong(self, row: GridRow, whole: bool) -> Wrong | None:
        if row["name"] or whole:
            if problem := name_problem(row["name"], "domain"):
                return Wrong("name", problem)
            mine = {fold(row["name"]), fold(row["short"] or row["name"])}
            for other in self.grid.others(row, whole):
                names = {fold(other["name"]), fold(other["short"] or other["name"])}
                if mine & names - {""}:
                    return Wrong("name", f"{other['name']} stands here already: two domains need "
                                         "different names.")  # fmt: skip
        days, problem = number_in(row["capacity"])
        problem = problem or capacity_problem(days)
        return Wrong("capacity", problem) if problem else None

    def look(self) -> bool:
        return self.grid.look() is None

    def write(self) -> bool:
        def each(session: Session, row: GridRow) -> int:
            days, _ = number_in(row["capacity"])
            if row.id is None:
                return domains.add(session, row["name"], row["short"], days)
            domains.rename(session, row.id, row["name"], row["short"] or row["name"])
            domains.offer(session, row.id, days)
            return row.id

        return self.write_rows(self.grid, *added(self.grid, "domain"), each)

    def first_field(self) -> QWidget:
        return self.grid.first_field()
