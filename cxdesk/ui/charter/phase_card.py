"""A row of the table of phases: name, dates, gate; below, when it may start and close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cxdesk.model.wording import MONTHS, day
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import PhaseLine
from cxdesk.ui import type as typeface
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_edits import LineEdits
from cxdesk.ui.form.dates import DateField, SaveDate
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import ROW, label, line
from cxdesk.ui.form.value import Fault
from cxdesk.ui.form.words import read_date

if TYPE_CHECKING:
    from cxdesk.ui.charter.line_list import LineList

_WIDE = (440, 540)  # px of a row from which its parts stand side by side; as for DATES
DATES = (132, 196)  # px for two dates without and with their year
NAME, GATE = 4, 5  # shares of the room that the dates leave


def one_year(phases: Sequence[PhaseLine]) -> int | None:
    """The year of all dates, where there is but one: it is said once, above; 0 without dates."""
    years = {on.year for phase in phases for on in (phase.start, phase.end) if on is not None}
    return None if len(years) > 1 else years.pop() if years else 0


def side_by_side(width: int, year: int | None) -> bool:
    """Whether name, dates and gate stand beside one another in a row so wide."""
    return width >= _WIDE[year is None]


class PhaseDate(DateField):
    """A date of a phase; one typed without a year is in the year the phases are in."""

    def __init__(
        self, key: str, name: str, save: SaveDate, from_: Callable[[], date], fault: Fault
    ) -> None:
        self._on: date | None = None
        super().__init__(key, name, save, from_, fault=fault, placeholder="date")
        self._from = from_

    def show_on(self, item: int, on: date | None, *, bare: bool) -> None:
        """Show what the file keeps, without its year where that is said elsewhere."""
        self._on = on
        words = "" if on is None else f"{on.day} {MONTHS[on.month - 1]}" if bare else day(on)
        self.show_value(item, words)

    def _fit(self) -> None:
        if not self._extra:  # nor is it entered: no wider than its words, as in the rows beside
            self._least = 40
        super()._fit()

    def value(self) -> date | None:
        return read_date(self.words(), self._from()) if self.dirty else self._on


class PhaseCard(LineCard):
    """A phase; side by side where there is room, else one below the other."""

    kind = "phase"
    placeholder = "Name of the phase"
    words_role = typeface.BODY_STRONG
    numbered = True

    def __init__(
        self, lines: LineList, kept: LineEdits, year: Callable[[], int | None],
        first: Callable[[], date],
    ) -> None:  # fmt: skip
        self._kept, self._year, self._first = kept, year, first
        self._wide: bool | None = None
        super().__init__(lines)

    def arrange(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(0)
        self.body.addLayout(self._grid)
        self.start = PhaseDate("phase-start", "Starts", self._save_date, self._first, self.fault)
        self.end = PhaseDate("phase-end", "Ends", self._save_date, self._first, self.fault)
        dash = label("–")
        dash.setFixedHeight(ROW)
        self.dates = QWidget()
        row = line(self.start, dash, self.end, 1)
        self.dates.setLayout(row)
        self.gate = TextField(
            "phase-gate",
            "Gate",
            lambda _text: self.save(self.gate),
            fault=self.fault,
        )
        self._under = QWidget()
        under = QHBoxLayout(self._under)
        under.setContentsMargins(6, 0, 4, 3)
        under.addLayout(self.chips, 1)
        self._place(True)

    def _place(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        self.gate.setPlaceholderText("What is decided" if wide else "Gate: what is decided")
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        for widget in (self.text, self.dates, self.gate, self.cross, self._under):
            grid.removeWidget(widget)
        if wide:
            for n, widget in enumerate((self.text, self.dates, self.gate, self.cross)):
                grid.addWidget(widget, 0, n, top)
            grid.addWidget(self._under, 1, 0, 1, 4)
        else:
            grid.addWidget(self.text, 0, 0, 1, 3, top)
            grid.addWidget(self.cross, 0, 3, top)
            grid.addWidget(self.dates, 1, 0, 1, 4, top)
            grid.addWidget(self.gate, 2, 0, 1, 4, top)
            grid.addWidget(self._under, 3, 0, 1, 4)
        grid.setColumnStretch(0, NAME)
        grid.setColumnStretch(2, GATE if wide else 0)
        self._size_dates()

    def _size_dates(self) -> None:
        """All rows leave the dates the same room; one that is written takes what it needs."""
        self._grid.setColumnMinimumWidth(1, DATES[self._year() is None] if self._wide else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(side_by_side(event.size().width(), self._year()))

    def fill(self) -> None:
        self.entry = self.text_chip(
            "entry", "Starts when", "May start when…", "what must hold before it starts"
        )
        self.exit = self.text_chip(
            "exit", "Closes when", "May close when…", "what must hold before it closes"
        )

    def show_row(self, row: PhaseLine) -> None:
        super().show_row(row)
        self._show_dates()  # the year may be said elsewhere now

    def _show_dates(self) -> None:
        bare = self._year() is not None
        self.start.show_on(self.row.id, self.row.start, bare=bare)
        self.end.show_on(self.row.id, self.row.end, bare=bare)
        self._place(side_by_side(self.width(), self._year()))
        self._size_dates()

    def show_values(self) -> None:
        row: PhaseLine = self.row
        for field in (self.start, self.end, self.gate):
            field.set_read_only(not self.live)
        self.gate.show_value(row.id, row.gate)
        self.entry.set_live(self.live)
        self.entry.show_value(row.id, row.entry)
        self.exit.set_live(self.live)
        self.exit.show_value(row.id, row.exit)
        self._fold()

    def set_place(self, number: int, *, last: bool) -> None:
        super().set_place(number, last=last)
        if self.grip.number != number:
            self.grip.number = number
            self.grip.update()

    def set_entered(self, entered: bool) -> None:
        super().set_entered(entered)
        self._fold()

    def _fold(self) -> None:
        """What is not written below is offered where the keyboard is, and leaves no gap else."""
        near = self.live and self.entered
        for chip, words in ((self.entry, self.row.entry), (self.exit, self.row.exit)):
            writing = chip.field is not None and not chip.field.isHidden()
            chip.setVisible(bool(words.strip()) or near or writing)
        self._under.setVisible(not (self.entry.isHidden() and self.exit.isHidden()))

    def lacking(self) -> bool:
        return self.live and (self.row.start is None or self.row.end is None)

    def enter_lacking(self) -> None:
        (self.start if self.row.start is None else self.end).setFocus()

    def _save_date(self, _on: date | None) -> bool:
        kept = self.save(self.end)
        if kept:
            self.start.restore()
            self.end.restore()
        return kept

    def save(self, at: Any, **changed: Any) -> bool:
        row: PhaseLine = self.row
        try:
            start, end = self.start.value(), self.end.value()
        except ValueError as wrong:
            self.fault.refuse(str(wrong))
            return False
        name, gate = self.text.words(), self.gate.words()
        entry, exit = changed.get("entry", row.entry), changed.get("exit", row.exit)
        return self._kept.change(
            lambda s: charter_lines.edit_phase(
                s, row.id, name, start, end, gate=gate, entry=entry, exit=exit
            ),
            at,
        )
