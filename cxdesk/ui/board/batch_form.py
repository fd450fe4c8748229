"""The form of a batch: name, deadline and lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.model.wording import day
from cxdesk.services.programs import Choice
from cxdesk.ui.board.batches import BatchWords
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_date

HELP = "A batch groups initiatives that are delivered together, by one deadline."


class BatchForm(SmallForm):
    """`take` is called with the words and answers with the reason of a refusal, "" for none."""

    width_px = 440
    top_px = 120

    def __init__(
        self,
        over: QWidget,
        title: str,
        button: str,
        words: BatchWords,
        people: Sequence[Choice],
        today: date,
        take: Callable[[BatchWords], str],
    ) -> None:
        super().__init__(over, title, HELP, button)
        self._take, self._today = take, today
        self.name = self.line_edit("Name", "Such as Clear Bills")
        self.name.setText(words.name)
        likely = day(date(today.year + 1, 6, 30))
        self.deadline = self.line_edit("Deadline", f"Such as {likely}")
        self.deadline.setText(day(words.deadline) if words.deadline else "")
        self.lead = QComboBox()
        self.lead.addItem("Nobody yet", None)
        for one in people:
            if one.active or one.id == words.lead:
                self.lead.addItem(one.name, one.id)
        self.lead.setCurrentIndex(max(0, self.lead.findData(words.lead)))
        self.add_row("Lead", self.lead)
        self.finish()

    def begin_at_deadline(self) -> None:
        """Put the keyboard into the deadline, all of it selected."""
        self.deadline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deadline.selectAll()

    def keep(self) -> None:
        """Keep what was typed, or say why not."""
        self.clear_fault()
        name = self.name.text().strip()
        if not name:
            self.refuse("Give the batch a name.", self.name)
            return
        try:
            deadline = read_date(self.deadline.text(), self._today)
        except ValueError as wrong:
            self.refuse(str(wrong), self.deadline)
            return
        if deadline is None:
            why = "Say by when the batch is delivered; every batch has a deadline."
            self.refuse(why, self.deadline)
        elif why := self._take(BatchWords(name, deadline, self.lead.currentData())):
            self.refuse(why, self.deadline)
