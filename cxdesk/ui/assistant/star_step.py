"""The sentence everything is measured against, why it is worth it, and the guiding principles."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.services import strategy
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.grid import Cell, Grid, GridRow, Wrong
from cxdesk.ui.assistant.parts import Line, Paragraph, Words
from cxdesk.ui.assistant.step import Step
from cxdesk.ui.form.editing import Editing

_LABEL = "Set north star and principles", "North star and principles set"


class StarStep(Step):
    """North star, why, principles."""

    title = "North star"
    help = "One sentence that says what every customer is to experience. Decisions refer to it."
    later = "Strategy, North star"

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.star = Paragraph(
            "north-star", "North star",
            "Such as: Every contact ends with the customer certain it is handled.",
        )  # fmt: skip
        self.why = Paragraph("why", "Why", "What it is worth to customers and to the company")
        self._star, self._why = Words(self.star), Words(self.why)
        self.grid = Grid(
            "Principles",
            (Cell("name", "Principle", 2, "Such as Ask once"), Cell("text", "What it means", 5)),
            self._wrong,
            self.go,
        )
        self._star_line = Line("North star", self.star, self.go)
        self.box.addWidget(self._star_line)
        self.box.addWidget(Line("Why", self.why, self.go))
        self.box.addWidget(Line("Guiding principles", self.grid, self.go))
        self.grid.ended.connect(self.ended)

    @staticmethod
    def is_set(here: Setup) -> bool:
        return bool(here.north_star.strip())

    @property
    def dirty(self) -> bool:
        return self._star.dirty or self._why.dirty or self.grid.dirty

    def show_setup(self, here: Setup) -> None:
        self._star.show(here.north_star)
        self._why.show(here.why)
        self.grid.show_rows((one.id, {"name": one.name, "text": one.text})
                            for one in here.principles)  # fmt: skip

    @staticmethod
    def _wrong(row: GridRow, whole: bool) -> Wrong | None:
        if whole and not row.blank and not row["name"]:
            return Wrong("name", "A principle needs a name.")
        return None

    def look(self) -> bool:
        return self.grid.look() is None

    def write(self) -> bool:
        star, why = self._star.text, self._why.text

        def each(session: Session, row: GridRow) -> int:
            if row.id is None:
                return strategy.add_principle(session, row["name"], row["text"])
            if row.blank:
                strategy.remove_principle(session, row.id)
            else:
                strategy.edit_principle(session, row.id, row["name"], row["text"])
            return row.id

        def after(session: Session, _ids: dict[GridRow, int]) -> None:
            strategy.set_north_star(session, star)
            strategy.set_why(session, why)

        if not self.write_rows(self.grid, *_LABEL, each, after):
            return False
        self._star.kept, self._why.kept = star, why
        return True

    def first_field(self) -> QWidget:
        return self.star
