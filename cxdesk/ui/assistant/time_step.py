"""When the program starts, the days that are worked, and where its horizons end."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cxdesk.model.wording import day
from cxdesk.services import calendar
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.grid import Cell, Grid, GridRow, Wrong
from cxdesk.ui.assistant.parts import FIELD, Line, Words
from cxdesk.ui.assistant.step import At, Step
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Wrap
from cxdesk.ui.form.words import read_date

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WIDE = 132
_BEFORE = "The short horizon ends before the program starts: nothing will lie in it."


class TimeStep(Step):
    """Start, horizons, working week, holidays."""

    title = "Time"
    help = (
        "Deadlines and load count working days alone. The horizons part what is planned in detail "
        "from what is meant for later."
    )
    later = "Strategy, Program"
    confirms = True

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.start, self.short, self.mid = (QLineEdit() for _ in range(3))
        self._words = [Words(one) for one in (self.start, self.short, self.mid)]
        self._lines = [
            Line("Program starts", self.start, self.go, wide=_WIDE,
                 note="Outcomes are due after this day."),
            Line("Short horizon ends", self.short, self.go, wide=_WIDE),
            Line("Mid horizon ends", self.mid, self.go, wide=_WIDE, note="Long is all after it."),
        ]  # fmt: skip
        week = QWidget()
        row = Wrap(week, 16)
        self.days = [QCheckBox(name) for name in _DAYS]
        self._week: tuple[int, ...] = ()  # as the file had it when it was read last
        for one in self.days:
            row.addWidget(one)
            one.clicked.connect(lambda _=False: self.look())
        week.setFocusProxy(self.days[0])
        over = (FIELD - self.days[0].sizeHint().height()) // 2
        row.setContentsMargins(0, over, 0, over)  # level with its label
        self._week_line = Line("Working week", week, self.go)
        self.holidays = Grid(
            "Holidays",
            (
                Cell("on", "Day", 2, "Such as 25 Dec 2026", late=True),
                Cell("name", "Holiday", 5, "Christmas Day"),
            ),
            self._wrong,
            self.go,
            least=2,
        )
        for line in (self._lines[0], self._week_line, *self._lines[1:]):
            self.box.addWidget(line)
        self.box.addWidget(
            Line("Holidays", self.holidays, self.go,
                 note="Copy two columns from a spreadsheet and paste them into the first field.")
        )  # fmt: skip
        for field in (self.start, self.short, self.mid):
            field.editingFinished.connect(self.look)
            field.textEdited.connect(self._on_typed)
        self.holidays.ended.connect(self.ended)

    @staticmethod
    def is_set(here: Setup) -> bool:
        return bool(here.holidays)

    @property
    def week(self) -> tuple[int, ...]:
        """The days that are ticked, 0 = Monday."""
        return tuple(number for number, one in enumerate(self.days) if one.isChecked())

    @property
    def dirty(self) -> bool:
        typed = any(one.dirty for one in self._words)
        return typed or self.holidays.dirty or self.week != self._week

    def show_setup(self, here: Setup) -> None:
        for words, on in zip(
            self._words, (here.start, here.short_ends, here.mid_ends), strict=True
        ):
            words.show(day(on))
        clean, self._week = self.week == self._week, tuple(sorted(here.working_week))
        for number, one in enumerate(self.days if clean else ()):
            one.setChecked(number in here.working_week)
        self.holidays.show_rows(
            (on.toordinal(), {"on": day(on), "name": name}) for on, name in here.holidays
        )

    def look(self) -> bool:
        found = [self._day(words, line) for words, line in zip(self._words, self._lines,
                                                               strict=True)]  # fmt: skip
        fine = all(one is not None for one in found)
        if fine and found[1] is not None and found[2] is not None and found[2] <= found[1]:
            fine = self._lines[2].say("The mid horizon must end after the short one.")
        if found[0] is not None and found[1] is not None and found[1] < found[0]:
            self._lines[1].fault.warn(_BEFORE)
        worked = "" if self.week else "A working week has one working day at least."
        fine = self._week_line.say(worked) and fine
        return self.holidays.look() is None and fine

    def _on_typed(self, _text: str) -> None:
        """Half a date is wrong while it is typed; one that was said to be wrong is looked at."""
        if any(one.fault.text() for one in self._lines):
            self.look()

    def _day(self, words: Words, line: Line) -> date | None:
        try:
            on = read_date(words.text, self.editing.desk.today())
        except ValueError as wrong:
            line.say(str(wrong))
            return None
        line.say("" if on else "Say on which day.")
        return on

    def _wrong(self, row: GridRow, whole: bool) -> Wrong | None:
        if row.blank:
            return None
        try:
            on = read_date(row["on"], self.editing.desk.today())
        except ValueError as wrong:
            return Wrong("on", str(wrong))
        if on is None:
            return Wrong("on", "Say on which day nobody works.") if whole else None
        for other in self.holidays.others(row, whole):
            if self._on(other) == on:
                return Wrong("on", f"{day(on)} stands here already.")
        return None

    def _on(self, row: GridRow) -> date | None:
        try:
            return read_date(row["on"], self.editing.desk.today())
        except ValueError:
            return None

    def write(self) -> bool:
        today = self.editing.desk.today()
        start, short, mid = (read_date(words.text, today) for words in self._words)
        rows = {on: row for row in self.holidays.filled() if (on := self._on(row))}
        holidays = {on: row["name"] for on, row in rows.items()}
        at, week = At(self._lines[0]), self.week
        assert start is not None
        assert short is not None
        assert mid is not None

        def command(session: Session) -> None:
            if start != self.here.start:
                calendar.start_on(session, start)
            at.here = self._lines[2]
            if (short, mid) != (self.here.short_ends, self.here.mid_ends):
                calendar.set_horizons(session, short, mid)
            at.here = self._week_line
            if week != self._week:
                calendar.set_working_week(session, week)
            if holidays != dict(self.here.holidays):
                calendar.set_holidays(session, holidays)

        if not self.editing.do("Set the program's time", command, at, said="Time set"):
            return False
        for words in self._words:
            words.kept = words.text
        for on, row in rows.items():
            row.saved(on.toordinal())
        return True

    def first_field(self) -> QWidget:
        return self.start
