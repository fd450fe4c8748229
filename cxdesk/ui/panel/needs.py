"""What the initiative is for and what its next step asks: outcome bars and conditions."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.model.states import Need
from cxdesk.model.wording import day
from cxdesk.services.detail import OutcomeRow
from cxdesk.ui import theme
from cxdesk.ui.form.rows import Head, Rows, column, spaced_rule
from cxdesk.ui.form.spans import Flow, Span, natural_width
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject

# Which row a condition of rule 1 is about, by how its words begin; any other is about the dates.
_ROWS = {
    "Batch ": "batch", "No batch": "batch", "Owner ": "owner", "No owner": "owner",
    "Serves ": "outcomes", "No outcome": "outcomes",
    "The six-month": "check", "No six-month": "check", "Six-month": "check",
}  # fmt: skip


class OutcomeBlock(QWidget):
    """An outcome: how much of it is realised, from where it came and where it goes."""

    def __init__(self, _row: OutcomeRow) -> None:
        super().__init__()
        self._head = Head("")
        self._bar = Bar()
        self._foot = Ends()
        box = column(self, 0, (PAD_X, 10, PAD_X, 0))
        box.addWidget(self._head)
        box.addWidget(self._bar)
        box.addWidget(self._foot)

    def show_row(self, row: OutcomeRow) -> None:
        """Show the outcome as it is now."""
        self._head.title.setText(f"Outcome {row.code}: {row.name}")
        share = row.realised
        self._head.note.setText("no reading" if share is None else f"{share:.0f} %")
        self._bar.set_share(share or 0.0)
        said = "no reading yet" if share is None else f"{share:.0f} per cent realised"
        self._bar.setAccessibleName(f"{row.code} {row.name}: {said}")
        now = [Span(row.now, "text", 600, 12), Span("now", "text2", 400, 12)] if row.now else []
        self._foot.show_ends(
            [Span(row.baseline, "text2", 400, 12)],
            now,
            [Span(f"{row.target} by {day(row.due)}", "text2", 400, 12)],
        )


class Bar(QWidget):
    """A bar 6 px high, filled by a share in per cent."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(6)

    def set_share(self, share: float) -> None:
        """Fill it; below 0 is empty, above 100 full."""
        self._share = min(max(share, 0.0), 100.0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, colors = QPainter(self), theme.current()
        p.fillRect(self.rect(), colors.press)
        filled = QRectF(0, 0, self.width() * self._share / 100, self.height())
        p.fillRect(filled, colors.text2)


class Ends(QWidget):
    """Three words of one line: left, at a third, right; on lines of their own when too narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[list[Span], list[Span], list[Span]] = ([], [], [])
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_ends(self, left: list[Span], middle: list[Span], right: list[Span]) -> None:
        """Show these three."""
        self._parts = (left, middle, right)
        self.setAccessibleName(
            ", ".join(" ".join(one.text for one in part) for part in self._parts)
        )
        self.updateGeometry()
        self.update()

    def _fits(self, width: int) -> bool:
        return sum(natural_width(part) for part in self._parts) + 24 <= width

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 22 if self._fits(width) else 22 + 16 * (sum(1 for part in self._parts if part) - 1)

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, colors, top = QPainter(self), theme.current(), 5.0
        fits = self._fits(self.width())
        left = natural_width(self._parts[0])
        for place, part in enumerate(self._parts):
            wide = natural_width(part)
            x = 0.0
            if fits and place == 1:
                rest = self.width() - natural_width(self._parts[2]) - 12 - wide
                x = max(left + 12, min(self.width() * 0.26, rest))
            elif fits and place == 2:
                x = self.width() - wide
            if part:
                box = QRectF(x, top, wide + 2, 16)
                Flow(part, max(wide + 2, 20) if fits else self.width(), 16).paint(
                    p, box.topLeft(), colors
                )
                top += 0 if fits else 16


class Needs(QWidget):
    """The conditions of the next state; a click on one goes to what it is about."""

    # The row of the overview that a condition is about: "owner", "dates", "check" ...
    row_wanted = Signal(str)

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._outcomes = Rows(OutcomeBlock, 2)
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
