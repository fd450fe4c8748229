"""How the initiative serves the strategy: the north star, the outcomes with figures, words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import day
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail, OutcomeRow
from cxdesk.services.north_star import north_star
from cxdesk.ui import icons, theme
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import TextPart
from cxdesk.ui.form.rows import ROW, Rows, Wrap, column, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value, tooltip
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick_many
from cxdesk.ui.read_only import lock_changes


class StrategyPart(TextPart):
    """The north star leads to Strategy, an outcome to its readings."""

    sections = (Section.STRATEGY,)
    hint = "Which outcomes it moves, and how that leads to the north star."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self._program = 0
        self._serve = Edits(subject)
        self.star = Value("north-star", "North star")
        self.star.setToolTip("Open Strategy")
        self.star.clicked.connect(lambda _=False: subject.open("north-star", self._program))
        self.fault = Fault(subject.go)
        self.outcomes = Rows(lambda _row: OutcomeLine(subject, self._drop), 6)
        self.choose = Value("serve-outcomes", "Outcomes")
        self.choose.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.choose.clicked.connect(lambda _=False: self._pick())
        lock_changes(subject.desk, self.choose)
        for place, widget in enumerate((self.star, self.outcomes)):
            self.box.insertWidget(place, widget)
        self.box.insertLayout(2, line(self.choose, 1))
        self.box.insertWidget(3, self.fault)
        self.box.insertSpacing(4, 4)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        super().show_charter(charter, detail)
        live = charter.state is CharterState.DRAFT
        found = self.subject.read(north_star)
        self._program = found.id
        words = " ".join(found.north_star.split())
        self.star.set_value(
            [Span("North star", "text3"), Span(words)]
            if words
            else [Span("The north star is not written yet."), Span("Write it", "accent", 600)]
        )
        self.outcomes.show_rows(detail.outcomes)
        for outcome in self.outcomes.widgets():
            outcome.set_live(live)
        self.choose.setVisible(live)
        asks = "Add or remove outcomes" if detail.outcomes else "Choose the outcomes it serves"
        self.choose.set_value([Span(asks, "accent", 600)])
        if detail.outcomes:
            self.nothing.hide()

    def _pick(self) -> None:
        options = [Option(one.id, one.name, one.note) for one in self.subject.choices.outcomes]
        pick_many(
            self.choose, "Outcomes it serves", options,
            [one.id for one in self.subject.detail.outcomes],
            lambda outcomes: self._serve.serve(outcomes, self.fault),
        )  # fmt: skip

    def _drop(self, id: int) -> None:
        rest = [one.id for one in self.subject.detail.outcomes if one.id != id]
        self._serve.serve(rest, self.fault)


class OutcomeLine(QFrame):
    """An outcome and its figures; a click opens it, the cross says that it is not served."""

    def __init__(self, subject: Subject, drop: Callable[[int], object]) -> None:
        super().__init__()
        self.setObjectName("outcome-line")
        self.row: OutcomeRow | None = None
        self.name = Value("outcome-name", "Outcome")
        self.name.setToolTip("Open its readings")
        self.name.clicked.connect(lambda _=False: subject.open("outcome", self._id))
        self.figures = _Figures()
        self.cross = QToolButton()
        self.cross.setObjectName("remove-outcome")
        self.cross.setFixedSize(ROW, ROW)
        self.cross.clicked.connect(lambda _=False: drop(self._id))
        lock_changes(subject.desk, self.cross)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.name, 1)
        head.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self, 0, (6, 3, 4, 3))
        box.addLayout(head)
        box.addWidget(self.figures)
        self.restyle()

    @property
    def _id(self) -> int:
        assert self.row is not None
        return self.row.id

    def show_row(self, row: OutcomeRow) -> None:
        """Show an outcome as it stands now."""
        self.row = row
        self.name.set_value([Span(row.code, "accent", 600), Span(row.name)])
        self.figures.show_row(row)
        self.cross.setAccessibleName(f"{row.code} is not served")
        self.cross.setToolTip(tooltip(f"{row.code} is not served by this initiative"))

    def set_live(self, live: bool) -> None:
        """Whether it can be taken away."""
        self.cross.setVisible(live)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.cross.setIcon(icons.icon("close", theme.current(), "text3"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(colors.line2, 1))
        p.setBrush(colors.surface)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


class _Figures(QWidget):
    """The figures of an outcome, none of them broken over two lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outcome-figures")
        wrap = Wrap(self, gap=0)
        names = ("Baseline", "Now", "Target", "By", "Achieved")
        self._values = {name: Value(f"outcome-{name.lower()}", "", live=False) for name in names}
        for value in self._values.values():
            wrap.addWidget(value)

    def show_row(self, row: OutcomeRow) -> None:
        """Show what is known of an outcome."""
        achieved = "" if row.realised is None else f"{row.realised:.0f} %"
        found = (row.baseline, row.now or "no reading", row.target, day(row.due), achieved)
        for (name, value), words in zip(self._values.items(), found, strict=True):
            weight = 600 if name == "Target" else 400
            value.set_value([Span(name, "text3", 400, 12), Span(words, "text", weight, 12)])
            value.setVisible(bool(words))

    def words(self) -> str:
        """The figures as one line."""
        return " ".join(value.words() for value in self._values.values() if not value.isHidden())
