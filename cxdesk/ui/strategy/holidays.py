"""The holidays of the program: a table changed in place, a line that adds, and pasted lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.exchange.pasted_holidays import holidays_of
from cxdesk.model.wording import count, day
from cxdesk.services import calendar
from cxdesk.services.calendar import holiday_problem
from cxdesk.services.program_view import HolidayRow
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.paste import Found, PasteForm
from cxdesk.ui.form.rows import Head, column, label
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.form.words import read_date
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.strategy.week import DAYS
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView

HELP = "Days on which nobody works: deadlines, slack and load leave them out."
EMPTY = f"{HELP} None yet. Add the first below, or paste a list from a spreadsheet."
_HEAD, _MOST = 32, 12  # px of the header; rows that are shown at once


class NewDay(DateField):
    """The date of a holiday that is being added: it waits there until Enter."""

    def commit(self) -> bool:
        return True


class Holidays(Card):
    """The card of the holidays."""

    # The text wanted in the form that takes pasted rows: str.
    paste_requested = Signal(str)

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._rows: tuple[HolidayRow, ...] = ()
        self.head = Head("Holidays")
        self.paste = QPushButton("Paste a list…")
        self.paste.setObjectName("paste-holidays")
        self.paste.clicked.connect(lambda _=False: self.paste_requested.emit(""))
        self.remove = QPushButton("Remove")
        self.remove.setObjectName("remove-holidays")
        self.remove.clicked.connect(lambda _=False: self.remove_selected())
        self.words = label(HELP, "body", "soft")
        self.table = TableView("holidays", "Holidays", self._columns())
        self.table.pasted.connect(self.paste_requested)
        self.table.set_menu(self._menu)
        self.table.went.connect(editing.go)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        delete = QShortcut(QKeySequence("Del"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_selected)
        self._build()
        self._enable()

    def _build(self) -> None:
        self.fault = Fault(self._editing.go)
        today = self._editing.desk.today
        self.day = NewDay(
            "new-holiday", "Date of the new holiday", lambda _on: True, today, fault=self.fault,
            placeholder="date",
        )  # fmt: skip
        self.name = checked(
            TextField(
                "new-holiday-name", "Name of the new holiday", None, fault=self.fault,
                placeholder="New holiday, such as Labour Day",
            ),
            holiday_problem,
        )  # fmt: skip
        self.day.textEdited.connect(lambda _text: self.day.clear_fault())
        self.day.entered = self.name.entered = self._on_enter
        self.add = QPushButton("Add")
        self.add.setObjectName("add-holiday")
        self.add.clicked.connect(lambda _=False: self._on_enter())
        new = QHBoxLayout()
        new.setSpacing(8)
        new.addWidget(self.day)
        new.addWidget(self.name, 1)
        new.addWidget(self.add)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(PAD_X, 0, PAD_X, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.paste)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        for part in (self.head, self.words):
            part.setContentsMargins(PAD_X, 0, PAD_X, 0)
        box = column(self, 0, (20 - PAD_X, 16, 20 - PAD_X, 16))
        box.addWidget(self.head)
        box.addWidget(self.words)
        box.addSpacing(10)
        box.addWidget(self.table)
        box.addSpacing(6)
        box.addLayout(new)
        box.addWidget(self.fault)
        box.addSpacing(10)
        box.addLayout(buttons)

    def _columns(self) -> tuple[Column[HolidayRow], ...]:
        return (
            Column(
                "day", "Day", _shown, width=150, order=lambda row: row.on,
                typed=lambda row: day(row.on), problem=lambda _row, text: self._day_problem(text),
                save=self._save_day,
            ),
            Column(
                "name", "Name", lambda row: row.name, width=140, stretch=1,
                problem=lambda _row, text: holiday_problem(text), save=self._save_name,
            ),
        )  # fmt: skip

    # Showing ------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[HolidayRow]) -> None:
        """Show these holidays."""
        self._rows = tuple(rows)
        self.head.note.setText(str(len(rows)) if rows else "")
        self.table.set_rows(self._rows)
        self.table.setVisible(bool(rows))
        self.words.setText(HELP if rows else EMPTY)
        self._fit()
        self._enable()

    def set_density(self, density: str) -> None:
        """Show "compact", "normal" or "detailed" rows."""
        self.table.set_density(density)
        self._fit()

    def _fit(self) -> None:
        """The table is as high as its rows, up to a dozen."""
        high = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(_HEAD + high * min(len(self._rows), _MOST) + 2)

    def begin(self) -> None:
        """Put the keyboard into the line that adds one."""
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def form(self, over: QWidget, text: str) -> PasteForm:
        """A form that takes pasted rows."""
        return PasteForm(
            over, "Paste holidays", "Columns: date, name; a heading may give another order.",
            "holiday", self._look_through, self._add_all, text,
        )  # fmt: skip

    def _enable(self) -> None:
        writes = not self._editing.desk.store.read_only
        self.remove.setEnabled(writes and bool(self.table.selected()))
        for part in (self.paste, self.add):
            part.setEnabled(writes)
        why = "" if writes else READ_ONLY
        for part in (self.paste, self.add, self.remove):
            part.setToolTip(why)
        if writes and not self.remove.isEnabled():
            self.remove.setToolTip("Choose holidays in the table first.")

    # Changing -----------------------------------------------------------------------------------

    def _on_enter(self) -> None:
        try:
            on = self.day.value()
        except ValueError as wrong:
            self._refuse_day(str(wrong))
            return
        name = " ".join(self.name.words().split())
        if on is None:
            self._refuse_day("A holiday needs a date.")
        elif holiday_problem(name):
            self.name.refuse(holiday_problem(name))
        elif self._editing.do(
            f"Add the holiday {day(on)}",
            lambda s: calendar.add_holidays(s, {on: name}),
            self.day,
        ):
            self.name.set_words("")
            self.day.set_words("")
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse_day(self, why: str) -> None:
        self.day.refuse(why)
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_problem(self, text: str) -> str:
        try:
            on = read_date(text, self._editing.desk.today())
        except ValueError as wrong:
            return str(wrong)
        return "A holiday needs a date." if on is None else ""

    def _save_day(self, row: HolidayRow, text: str, at: Refusable) -> bool:
        if problem := self._day_problem(text):
            at.refuse(problem)
            return False
        on = read_date(text, self._editing.desk.today())
        assert on is not None
        return self._change(f"Move the holiday {day(row.on)}", row, on, row.name, at)

    def _save_name(self, row: HolidayRow, text: str, at: Refusable) -> bool:
        return self._change(f"Name the holiday {day(row.on)}", row, row.on, text.strip(), at)

    def _change(self, words: str, row: HolidayRow, on: date, name: str, at: Refusable) -> bool:
        return self._editing.do(words, lambda s: calendar.change_holiday(s, row.id, on, name), at)

    def remove_selected(self) -> None:
        """Take the selected holidays away."""
        rows = self.table.selected()
        if not rows:
            return
        ids = [row.id for row in rows]
        one = len(rows) == 1
        words = f"the holiday {day(rows[0].on)}" if one else count(len(rows), "holiday")
        place = self.table.table.row(ids[0]) or 0
        if self._editing.do(f"Remove {words}", lambda s: calendar.remove_holidays(s, ids)):
            left = self.table.table.rows
            if left:
                self.table.choose(left[min(place, len(left) - 1)].id)
            else:
                self.begin()

    def _menu(self, _row: HolidayRow) -> Sequence[QAction]:
        made = QAction("Remove")
        made.triggered.connect(lambda _=False: self.remove_selected())
        return (made,)

    def _look_through(self, text: str) -> Found:
        found = holidays_of(text, {row.on for row in self._rows})
        return Found(found.holidays, found.problems, found.heading, found.notes)

    def _add_all(self, rows: Sequence[Any]) -> str:
        why: list[str] = []
        found = {row.on: row.name for row in rows}
        words = count(len(rows), "holiday")
        done = self._editing.desk.do(
            f"Add {words}",
            lambda s: calendar.add_holidays(s, found),
            said=f"{words} added",
            refused=lambda broken: why.append(broken.text),
        )
        if done is None:
            return why[0] if why else "They could not be added: the message says why."
        return ""


def _shown(row: HolidayRow) -> str:
    """A day as the table says it: "Fri 1 Jan 2027"."""
    return f"{DAYS[row.on.weekday()][:3]} {day(row.on)}"
