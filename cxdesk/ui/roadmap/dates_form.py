"""The form at a bar: start, end and working days, each following from the others, and the pin."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QWidget

from cxdesk.model.wording import day
from cxdesk.services.cards import Card
from cxdesk.services.schedule import Dates
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import date_fault, fault_of, read_date, read_days
from cxdesk.ui.roadmap import pending_words as words
from cxdesk.ui.roadmap.canvas import Canvas
from cxdesk.ui.roadmap.drag_beside import beside
from cxdesk.ui.roadmap.drag_shift import started
from cxdesk.ui.roadmap.pending_flow import Pending

_HELP = "A new start keeps the working days. What it would push is said below and asked about."
_FIRST = 20  # working days of one that had no dates


class DatesForm(SmallForm):
    """Enter sets the dates, or asks where that pushes others."""

    width_px = 380

    def __init__(self, canvas: Canvas, pending: Pending, card: Card) -> None:
        super().__init__(canvas, f"Dates of {card.code}", _HELP, "Set the dates")
        self._canvas, self._pending, self._card = canvas, pending, card
        self.start = self.line_edit("Start", "Such as 5 Oct 2026", date_fault(pending.today))
        self.end = self.line_edit("End", "Such as 26 Feb", date_fault(pending.today))
        self.days = self.line_edit("Working days", "Such as 20", partial(fault_of, read_days))
        self.pinned = QCheckBox("No predecessor moves it")
        self.add_row("Pinned", self.pinned)
        self.finish()
        dates = pending.dates_of(card.id)
        if dates is not None:
            self._show(*dates)
        else:
            self.days.setText(str(_FIRST))
        self.pinned.setChecked(pending.pinned(card))
        if card.delivered:
            self._lock(f"{card.code} is {card.state.label.lower()}: what is done does not move.")
        elif started(card) and dates is not None:
            self.start.setReadOnly(True)
            self.start.setToolTip(f"{card.code} has started: its start stays.")
            self.start.setAccessibleDescription("It has started: its start stays.")
        self.start.textEdited.connect(lambda _text: self._from_start())
        self.end.textEdited.connect(lambda _text: self._from_end())
        self.days.textEdited.connect(lambda _text: self._from_days())
        self._tell()

    def first_field(self) -> QWidget:
        return self.end if self.start.isReadOnly() else self.start

    def place(self) -> None:
        """Stand at the bar."""
        width = min(self.width_px, self.window().width() - 32)
        size = QSize(width, self.wanted_height(width))
        self.setGeometry(beside(self._canvas, self._card.id, size))

    # What was typed -------------------------------------------------------------------------

    def _read(self, text: str) -> date | None:
        try:
            return read_date(text, self._pending.today)
        except ValueError:
            return None

    def _read_days(self) -> int | None:
        try:
            return read_days(self.days.text())
        except ValueError:
            return None

    def _from_start(self) -> None:
        start, days = self._read(self.start.text()), self._read_days()
        if start is not None and days is not None:
            self.end.setText(day(self._pending.network.end_of(start, days)))
        self._tell()

    def _from_end(self) -> None:
        start, end = self._read(self.start.text()), self._read(self.end.text())
        if start is not None and end is not None and end >= start:
            self.days.setText(str(self._pending.network.days(start, end)))
        self._tell()

    def _from_days(self) -> None:
        start, days = self._read(self.start.text()), self._read_days()
        if start is not None and days is not None:
            self.end.setText(day(self._pending.network.end_of(start, days)))
        self._tell()

    def _show(self, start: date, end: date) -> None:
        self.start.setText(day(start))
        self.end.setText(day(end))
        self.days.setText(str(self._pending.network.days(start, end)))

    def _lock(self, why: str) -> None:
        for field in (self.start, self.end, self.days):
            field.setReadOnly(True)
        self.pinned.setEnabled(False)
        self.go_on.setEnabled(False)
        self.go_on.setToolTip(why)
        self.said.setText(why)
        self.said.show()

    # What follows ---------------------------------------------------------------------------

    def _dates(self) -> Dates | None:
        start, end = self._read(self.start.text()), self._read(self.end.text())
        return (start, end) if start is not None and end is not None and start <= end else None

    def _pins(self) -> dict[int, bool]:
        on = self.pinned.isChecked()
        return {} if on == self._card.pinned else {self._card.id: on}

    def _tell(self) -> None:
        """Say what these dates would bring with them."""
        dates = self._dates()
        if self._card.delivered or dates is None or not self.trouble.isHidden():
            return
        pending = self._pending
        here = pending.think("", {self._card.id: dates})
        said = [text for text, _ in words.preview(here, pending.network, pending.today)]
        said += [
            f"{day(on)} is no working day" for on in dates if not pending.network.calendar.works(on)
        ]
        text = ". ".join(said) or ("Nobody else moves" if here.asked else "")
        self.said.setText(f"{text}." if text else "")
        self.said.setVisible(bool(text))
        self.place()

    def keep(self) -> None:
        """Set the dates, ask where that pushes others, or say what is wrong."""
        if self._card.delivered:
            return
        dates = self._wanted()
        if dates is None:
            return
        pending, pins = self._pending, self._pins()
        moved = dates != pending.dates_of(self._card.id)
        if not moved and not pins:
            self.close_overlay()
            return
        saved = pending.propose("", {self._card.id: dates} if moved else {}, pins, self)
        if saved or pending.proposal is not None:
            self.close_overlay()

    def _wanted(self) -> Dates | None:
        """The dates that were typed; None where something is wrong, which is said."""
        found = []
        for field, name in ((self.start, "start"), (self.end, "end")):
            try:
                on = read_date(field.text(), self._pending.today)
            except ValueError as wrong:
                self.refuse(str(wrong), field)
                return None
            if on is None:
                self.refuse(f"Set a {name}." if name == "start" else "Set an end.", field)
                return None
            found.append(on)
        start, end = found
        if end < start:
            self.refuse(f"It cannot end {day(end)}, before it starts {day(start)}.", self.end)
            return None
        return start, end
