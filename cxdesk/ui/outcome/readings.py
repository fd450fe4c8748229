"""The readings of an outcome as a table: corrected in place, added, pasted, removed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cxdesk.exchange.numbers import Unclear, count_of, number_of
from cxdesk.exchange.pasted_readings import readings_of
from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count, day
from cxdesk.services.outcomes import NewReading
from cxdesk.services.sheet import Sheet
from cxdesk.services.strategy_view import Point
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.paste import Found, PasteForm
from cxdesk.ui.form.rows import column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.outcome.add_reading import AddReading
from cxdesk.ui.outcome.edits import count_problem, number_problem, split_of
from cxdesk.ui.outcome.subject import OutcomeSubject
from cxdesk.ui.outcome.words import is_nps, plain, read_past
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView

_SHOWN, _ROW, _HEAD = 6, 28, 32
_ANSWERS = ("Promoters", "Passives", "Detractors")
_SHORT = ("Prom.", "Pass.", "Detr.")
_COLUMNS = (
    "Columns: date, value, n, promoters, passives, detractors; what comes after the value may be "
    "left out. A day that has a reading gets the new figures."
)
AGREE = "The outcome counts once its metric is agreed. Add the first reading, or paste a list."
_THREE = "Write all three, promoters, passives and detractors, such as 160 144 96."


class ReadingsTable(TableView):
    """On the clipboard and on paper its columns have their full names."""

    def sheet(self, *, everything: bool = True, typed: bool = False) -> Sheet:
        """What is shown, the columns that are hidden left out."""
        whole = super().sheet(everything=everything, typed=typed)
        shown = [n for n in range(len(whole.titles)) if not self.isColumnHidden(n)]
        full = dict(zip(_SHORT, _ANSWERS, strict=True))
        return Sheet(
            tuple(full.get(whole.titles[n], whole.titles[n]) for n in shown),
            tuple(tuple(row[n] for n in shown) for row in whole.rows),
            tuple(whole.right[n] for n in shown),
            tuple(whole.shares[n] for n in shown),
            tuple(tuple(row[n] for n in shown) for row in whole.values),
        )


class Readings(QWidget):
    """Newest first. Enter in the fields above the table adds one, Del removes what is selected."""

    def __init__(self, subject: OutcomeSubject) -> None:
        super().__init__()
        self._subject = subject
        self._split = False
        self._title = label("Readings", "strong")
        self._title.setFixedHeight(26)
        self._agree = label(AGREE, "body", "soft")
        self._agree.setContentsMargins(PAD_X, 0, PAD_X, 4)
        self.paste = Value("paste-readings", "")
        self.paste.set_value([Span("Paste…", "accent", 600)])
        self.paste.setToolTip("Readings copied from a spreadsheet")
        self.paste.clicked.connect(lambda _=False: self.open_paste())
        self.add = AddReading(subject)
        self.table = ReadingsTable("readings", "Readings", self._columns())
        self.table.set_density("compact")
        self.table.went.connect(subject.go)
        self.table.pasted.connect(self.open_paste)
        self.remove_action = make_action(
            self.table, "remove-reading", "Remove reading", "Outcome", self.remove,
            shortcuts=("Del",), context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        self.paste_action = make_action(
            self.table, "paste-readings", "Paste readings…", "Outcome", self.open_paste
        )
        self.table.set_menu(self._menu)
        head = line(self._title, 1, self.paste)
        head.setContentsMargins(PAD_X, 12, 0, 0)
        box = column(self)
        box.addLayout(head)
        box.addWidget(self._agree)
        box.addWidget(self.add)
        box.addWidget(self.table)

    def show_sheet(self) -> None:
        """Show the outcome as it is now."""
        points = self._subject.sheet.points
        self._split = any(one.split is not None for one in points)
        self._title.setText(count(len(points), "reading") if points else "No readings")
        self._agree.setVisible(not points)
        self.add.show_sheet(self._split or is_nps(self._subject.row))
        for place in range(3, 6):
            self.table.setColumnHidden(place, not self._split)
        self.table.set_rows(points[::-1])
        self.table.setVisible(bool(points))
        self.table.setFixedHeight(_HEAD + _ROW * min(len(points), _SHOWN) + 2)

    def choose(self, id: int) -> None:
        """Go to a reading in the table."""
        if self.table.choose(id):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # The table --------------------------------------------------------------------------------

    def _columns(self) -> Sequence[Column[Point]]:
        return (
            Column(
                "date", "Date", lambda row: day(row.on), 98, order=lambda row: row.on,
                save=self._save_day, problem=self._day_problem,
            ),
            Column(
                "value", "Value", lambda row: plain(row.value), 46, 1, right=True, weight=600,
                order=lambda row: row.value, save=self._save_value,
                problem=lambda _row, text: number_problem(text, self._subject.row.unit),
            ),
            Column(
                "n", "n", lambda row: "" if row.n is None else f"{row.n:,}", 44, 1, right=True,
                order=lambda row: row.n, save=self._save_n,
                problem=lambda _row, text: count_problem(text),
                typed=lambda row: "" if row.n is None else str(row.n),
            ),
            *(self._answer(place) for place in range(3)),
        )  # fmt: skip

    def _answer(self, place: int) -> Column[Point]:
        def text(row: Point) -> str:
            return "" if row.split is None else f"{row.split[place]:,}"

        def save(row: Point, typed: str, at: Refusable) -> bool:
            return self._save_answers(row, place, typed, at)

        return Column(
            _ANSWERS[place].lower(), _SHORT[place], text, 46, 1, right=True, save=save,
            order=lambda row: None if row.split is None else row.split[place],
            typed=lambda row: "" if row.split is None else str(row.split[place]),
        )  # fmt: skip

    def _menu(self, _row: Point) -> Sequence[QAction]:
        remove = QAction("Remove\tDel")
        remove.triggered.connect(lambda _=False: self.remove())
        return (remove,)

    # Changing ---------------------------------------------------------------------------------

    def _correct(self, row: Point, new: NewReading, at: Refusable) -> bool:
        return self._subject.edits.correct(self._subject.row, row, new, at)

    def _day_problem(self, _row: Point, text: str) -> str:
        today = self._subject.desk.today()
        try:
            on = read_past(text, today)
        except ValueError:
            return ""  # half a date
        return f"{day(on)} is yet to come." if on is not None and on > today else ""

    def _save_day(self, row: Point, text: str, at: Refusable) -> bool:
        try:
            on = read_past(text, self._subject.desk.today())
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        if on is None:
            at.refuse("A reading needs its day. Del removes it.")
            return False
        return self._correct(row, NewReading(on, row.value, row.n, row.split), at)

    def _save_value(self, row: Point, text: str, at: Refusable) -> bool:
        try:
            value = number_of(text, self._subject.row.unit)
        except Unclear as unclear:
            at.refuse(str(unclear))
            return False
        return self._correct(row, NewReading(row.on, value, row.n, row.split), at)

    def _save_n(self, row: Point, text: str, at: Refusable) -> bool:
        try:
            n = count_of(text) if text.strip() else None
        except Unclear as unclear:
            at.refuse(str(unclear))
            return False
        return self._correct(row, NewReading(row.on, row.value, n, row.split), at)

    def _save_answers(self, row: Point, place: int, text: str, at: Refusable) -> bool:
        """One of the three, or all of them; value and number follow."""
        parts = re.split(r"[\s/;]+", text.strip())
        try:
            if len(parts) == 1 and parts[0] and row.split is not None:
                parts = [str(one) for one in row.split]
                parts[place] = text
            split = split_of(parts) if len(parts) == 3 else None
        except Unclear as unclear:
            at.refuse(str(unclear))
            return False
        if split is None:
            at.refuse(_THREE)
            return False
        return self._correct(row, NewReading(row.on, None, None, split), at)

    def remove(self) -> None:
        """Remove the readings that are selected; the next one is current then."""
        chosen: list[Point] = self.table.selected()
        place = self.table.table.row(chosen[0].id) if chosen else None
        if place is None or not self._subject.edits.remove(self._subject.row, chosen):
            return
        if rows := self.table.table.rows:
            self.table.choose(rows[min(place, len(rows) - 1)].id)

    # Pasting ----------------------------------------------------------------------------------

    def open_paste(self, text: str = "") -> None:
        """Open the field for copied cells, with `text` in it."""
        row, today = self._subject.row, self._subject.desk.today()

        def read(typed: str) -> Found:
            found = readings_of(typed, today, row.unit)
            return Found(found.readings, found.problems, found.heading, found.notes)

        def keep(rows: Sequence[NewReading]) -> str:
            said = _Said()
            if self._subject.edits.read_all(row, rows, said):
                return ""
            return said.why or "Nothing was added."

        PasteForm(
            self, f"Paste readings of {row.code}", _COLUMNS, "reading", read, keep, text
        ).open()  # fmt: skip


class _Said:
    """Keeps why something was refused."""

    why = ""

    def refuse(self, why: RuleBroken | str) -> None:
        """Keep it."""
        self.why = why if isinstance(why, str) else why.text

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self.why = ""
