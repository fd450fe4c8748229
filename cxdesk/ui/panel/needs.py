"""What the initiative is for and what its next step asks: outcome bars and conditions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.model.states import Need
from cxdesk.model.wording import day
from cxdesk.services.detail import OutcomeRow
from cxdesk.ui.form.rows import ROW, Head, Rows, column, label, spaced_rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.outcome.bar import Bar, Ends
from cxdesk.ui.panel.subject import Subject

# Which row a condition of rule 1 is about, by how its words begin; any other is about the dates.
_ROWS = {
    "Batch ": "batch", "No batch": "batch", "Owner ": "owner", "No owner": "owner",
    "Serves ": "outcomes", "No outcome": "outcomes",
    "The six-month": "check", "No six-month": "check", "Six-month": "check",
}  # fmt: skip


class OutcomeBlock(QWidget):
    """An outcome: how much of it is realised, from where it came and where it goes."""

    def __init__(self, row: OutcomeRow, opens: Callable[[int], object]) -> None:
        super().__init__()
        self._id = row.id
        self._title = Value("outcome", "")
        self._title.clicked.connect(lambda _=False: opens(self._id))
        self._note = label("", "body", "soft")
        self._note.setWordWrap(False)
        self._note.setFixedHeight(ROW)
        self._bar = Bar()
        self._foot = Ends()
        head = QHBoxLayout()
        head.setContentsMargins(0, 6, PAD_X, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._note, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self)
        box.addLayout(head)
        inner = column(holder := QWidget(), 0, (PAD_X, 0, PAD_X, 0))
        inner.addWidget(self._bar)
        inner.addWidget(self._foot)
        box.addWidget(holder)

    def show_row(self, row: OutcomeRow) -> None:
        """Show the outcome as it is now."""
        self._id = row.id
        self._title.set_value([Span(f"Outcome {row.code}: {row.name}", "text", 600)])
        self._title.setToolTip(tooltip(f"Open {row.code}"))
        share = row.realised
        self._note.setText("no reading" if share is None else f"{share:.0f} %")
        self._bar.set_share(share or 0.0)
        said = "no reading yet" if share is None else f"{share:.0f} per cent realised"
        self._bar.setAccessibleName(f"{row.code} {row.name}: {said}")
        now = [Span(row.now, "text", 600, 12), Span("now", "text2", 400, 12)] if row.now else []
        self._foot.show_ends(
            [Span(row.baseline, "text2", 400, 12)],
            now,
            [Span(f"{row.target} by {day(row.due)}", "text2", 400, 12)],
        )


class Needs(QWidget):
    """The conditions of the next state; a click on one goes to what it is about."""

    # The row of the overview that a condition is about: "owner", "dates", "check" ...
    row_wanted = Signal(str)

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._outcomes = Rows(
            lambda row: OutcomeBlock(row, lambda id: subject.open("outcome", id)), 2
        )
        self._head = Head("")
        self._lines: list[Value] = []
        inner = QWidget()
        self._box = column(inner)
        self._block = QWidget()
        block = column(self._block)
        block.addWidget(spaced_rule())
        head = column(holder := QWidget(), 0, (PAD_X, 12, PAD_X, 0))
        head.addWidget(self._head)
        block.addWidget(holder)
        block.addWidget(inner)
        box = column(self)
        self._rule = spaced_rule()
        box.addWidget(self._rule)
        box.addWidget(self._outcomes)
        box.addWidget(self._block)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        self._outcomes.show_rows(it.outcomes)
        self._rule.setVisible(bool(it.outcomes))  # the block below has one of its own
        self._block.setVisible(it.next_state is not None)
        if it.next_state is None:
            return
        self._head.title.setText(f"Before this can be {it.next_state.label}")
        while len(self._lines) < len(it.needs):
            place = len(self._lines)
            made = Value(f"need-{place}", "")
            made.line = 16
            made.clicked.connect(lambda _=False, n=place: self._on_clicked(n))
            self._lines.append(made)
            self._box.addWidget(made)
        for place, made in enumerate(self._lines):
            made.setVisible(place < len(it.needs))
            if place < len(it.needs):
                show_need(made, it.needs[place])

    def _on_clicked(self, place: int) -> None:
        self.follow(self._subject.detail.needs[place])

    def follow(self, need: Need) -> None:
        """Go to what a condition is about."""
        if need.way is None:
            return
        if need.way.kind == "initiative" and need.way.id == self._subject.id:
            self.row_wanted.emit(row_of(need))
        else:
            self._subject.go(need.way)


def show_need(made: Value, need: Need) -> None:
    """Show a condition with a tick when it is met, a clock while it is not."""
    lead = Lead("glyph", "tick" if need.met else "clock", ink="text2" if need.met else "text")
    made.set_value([Span(need.text, "text2" if need.met else "text")], lead)
    made.setAccessibleName(f"{need.text}: {'met' if need.met else 'still missing'}")


def row_of(need: Need) -> str:
    """The overview's row that a condition is about."""
    return next((row for words, row in _ROWS.items() if need.text.startswith(words)), "dates")
