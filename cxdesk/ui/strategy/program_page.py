"""The program itself: what it is called, when it runs, and when people work."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import count, day, thousands
from cxdesk.services import calendar, programs
from cxdesk.services.program_view import ProgramRow, program_row
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui import type as typeface
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.card import headed_card
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import LineField, TextField
from cxdesk.ui.form.rows import Row, column, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.two_columns import GAP, TwoColumns
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.strategy.holidays import Holidays
from cxdesk.ui.strategy.scoring import Scoring
from cxdesk.ui.strategy.week import Week
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.view import Hint

_LABEL, _MAIN, _SIDE, _LEAST = 112, 640, 500, 530  # px
_HORIZONS = (
    "How far ahead an initiative lies, by the day it ends: short, mid, and everything after that "
    "is long."
)
_WEEK = "Deadlines, slack and load are counted in working days."
_HINTS = (
    Hint(("Enter",), "save"),
    Hint(("F2",), "change a cell"),
    Hint(("Delete",), "remove holidays"),
)


class ProgramPage(TabPage):
    """What the assistant for a new program asks, found again."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.row: ProgramRow | None = None
        main = QWidget()
        box = column(main, GAP)
        self.scoring = Scoring(editing, _LABEL)
        cards = (self._make_program(), self._make_horizons(), self._make_week(), self.scoring)
        for card in cards:
            box.addWidget(card)
        self.holidays = Holidays(editing)
        self.holidays.paste_requested.connect(self.paste)
        self.area = TwoColumns(self, main, self.holidays, wide=_SIDE, most=_MAIN, least=_LEAST)
        column(self).addWidget(self.area)
        self.setFocusProxy(self.area)
        self._new = make_action(
            self, "new-holiday", "New holiday", "Strategy", self.add, shortcuts=("N",)
        )
        paste = make_action(self, "paste-holidays", "Paste holidays…", "Strategy", self.paste)
        lock_changes(self.desk, self._new, paste)

    # Its cards ----------------------------------------------------------------------------------

    def _make_program(self) -> QWidget:
        go, wide = self.editing.go, _LABEL
        rows = [Row(text, go, wide) for text in ("Name", "Subtitle", "Currency", "First day")]
        name, subtitle, currency, start = (row.fault for row in rows)
        self.name = checked(
            TextField("program-name", "Name of the program", self._save_name, fault=name,
                      role=typeface.BODY_STRONG),
            programs.name_problem,
        )  # fmt: skip
        self.subtitle = TextField(
            "program-subtitle", "Subtitle", self._save_subtitle, fault=subtitle,
            placeholder="What the program is for, such as Customer experience",
        )  # fmt: skip
        self.currency = checked(
            LineField("program-currency", "Currency", self._save_currency, fault=currency),
            programs.currency_problem,
        )
        self.start = DateField(
            "program-start", "First day", self._save_start, self.desk.today, fault=start
        )
        self._money = Value("program-money", "", live=False)
        rows[0].hold(self.name)
        rows[1].hold(self.subtitle)
        rows[2].hold(line(self.currency, self._money, 1))
        rows[3].hold(line(self.start, 1))
        return headed_card("Program", "", *rows)

    def _make_horizons(self) -> QWidget:
        fault = Fault(self.editing.go)
        today = self.desk.today
        self.short = DateField(
            "short-ends", "Short ends", lambda _on: self._save_horizons(self.short), today,
            fault=fault,
        )  # fmt: skip
        self.mid = DateField(
            "mid-ends", "Mid ends", lambda _on: self._save_horizons(self.mid), today, fault=fault
        )
        self._short_note = Value("short-note", "", live=False)
        self._mid_note = Value("mid-note", "", live=False)
        short, mid = (Row(text, self.editing.go, _LABEL) for text in ("Short ends", "Mid ends"))
        short.hold(line(self.short, self._short_note, 1))
        mid.hold(line(self.mid, self._mid_note, 1))
        return headed_card("Horizons", _HORIZONS, short, mid, fault)

    def _make_week(self) -> QWidget:
        self.week_fault = Fault(self.editing.go)
        self.week = Week(self._save_week)
        made = headed_card("Working week", _WEEK, self.week, self.week_fault)
        self.week_head = made.head
        return made

    # Showing ------------------------------------------------------------------------------------

    def load(self) -> None:
        self.row = row = self.editing.read(program_row)
        self.name.show_value(row.id, row.name)
        self.subtitle.show_value(row.id, row.subtitle)
        self.currency.show_value(row.id, row.currency)
        self._money.set_value(
            [Span(f"budgets and costs are in {thousands(row.currency)}", "text3")]
        )
        self.start.show_date(row.id, row.start)
        self.short.show_date(row.id, row.short_ends)
        self.mid.show_date(row.id, row.mid_ends)
        for note, on in ((self._short_note, row.short_ends), (self._mid_note, row.mid_ends)):
            note.set_value([Span(_away(on, self.desk.today()), "text3")])
        self.week.show_week(row.week)
        self.week_head.note.setText(f"{count(len(row.week), 'day')} a week")
        self.scoring.show_weights(row.id, row.weights)
        self.holidays.show_rows(row.holidays)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & {"program", "holiday"})

    def reveal(self, kind: str, id: int) -> bool:
        found = kind == "program" and self.row is not None and self.row.id == id
        if found:
            self.area.bring(self.name)
        return found

    def primary_action(self) -> QAction:
        return self._new

    def paper(self) -> Paper:
        return table_paper(self.desk, "Holidays", self.holidays.table.sheet())

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def set_density(self, density: str) -> None:
        self.holidays.set_density(density)

    # Doing --------------------------------------------------------------------------------------

    def add(self) -> None:
        """Begin another holiday."""
        self.holidays.begin()
        self.area.bring(self.holidays.day)

    def paste(self, text: str = "") -> None:
        """Take holidays copied from a spreadsheet."""
        if not self.desk.store.read_only:
            self.holidays.form(self, text).open()

    @property
    def _id(self) -> int:
        assert self.row is not None
        return self.row.id

    def _save_name(self, text: str) -> bool:
        return self.editing.do(
            f"Rename the program to {text.strip()}",
            lambda s: programs.rename(s, self._id, text),
            self.name,
        )

    def _save_subtitle(self, text: str) -> bool:
        return self.editing.do(
            "Write the program's subtitle",
            lambda s: programs.set_subtitle(s, self._id, text),
            self.subtitle,
        )

    def _save_currency(self, text: str) -> bool:
        return self.editing.do(
            f"Reckon in {text.strip()}",
            lambda s: programs.set_currency(s, self._id, text),
            self.currency,
        )

    def _save_start(self, on: date | None) -> bool:
        if on is None:
            self.start.refuse("A program has a first day: say which.")
            return False
        return self.editing.do(
            f"Start the program on {day(on)}", lambda s: calendar.start_on(s, on), self.start
        )

    def _save_horizons(self, at: DateField) -> bool:
        """Keep both ends: what was refused for one may be right with the other."""
        try:
            short, mid = self.short.value(), self.mid.value()
        except ValueError:
            return False  # said at the other field already
        if short is None or mid is None:
            at.refuse("Say on which day the horizon ends.")
            return False

        def keep(session: Session) -> None:
            calendar.set_horizons(session, short, mid)

        words = f"End the horizons {day(short)} and {day(mid)}"
        kept = self.editing.do(words, keep, at)
        if kept:
            self.short.restore()
            self.mid.restore()
        return kept

    def _save_week(self, words: str, days: list[int]) -> bool:
        return self.editing.do(words, lambda s: calendar.set_working_week(s, days), self.week_fault)


def _away(on: date, today: date) -> str:
    """How far a day is away: "in 97 days", "3 days ago"."""
    days = (on - today).days
    if days < 0:
        return f"{count(-days, 'day')} ago"
    return f"in {count(days, 'day')}" if days else "today"
