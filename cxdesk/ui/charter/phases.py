"""The defining phases: a timeline drawn from their dates, what does not fit, and the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.services import charter_phases
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.grip import WIDTH
from cxdesk.ui.charter.line_edits import PHASES, LineEdits
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import Part, Typed
from cxdesk.ui.charter.phase_card import DATES, GATE, NAME, PhaseCard, one_year, side_by_side
from cxdesk.ui.charter.phase_strip import PhaseStrip
from cxdesk.ui.form.rows import ROW, Wrap, column, label, rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.read_only import lock_changes

_HINT = "What it goes through from start to end; a gate says when each phase may close."


class PhasesPart(Part):
    """Phases in their order, with the way from their dates to those of the initiative and back."""

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self._buttons: list[QPushButton] = []
        self.said = label("", "body", "soft")
        self.said.setObjectName("phases-said")
        self.said.setContentsMargins(PAD_X, 0, PAD_X, 6)
        self.strip = PhaseStrip()
        self.strip.chosen.connect(self._on_chosen)
        self.warnings = Value("phases-warnings", "", live=False)
        self.warnings.line = 17
        kept = LineEdits(PHASES, subject, shown)
        self.lines = LineList(
            "phase", "Add phase",
            lambda lines: PhaseCard(lines, kept, self._year, self._from), subject, kept,
            joined=True,
        )  # fmt: skip
        self.heads = _Heads()
        self.lines.put_above(self.heads)
        self.take = self._button("take-dates", "Take the dates of the phases", self._take)
        self.take.setToolTip("The initiative then starts and ends with its phases")
        self.spread = self._button(
            "spread-phases", "Spread over the initiative’s dates", self._spread
        )
        self.spread.setToolTip(
            "One behind the other from the start to the end of the initiative; each keeps its "
            "share of the working days"
        )
        usual = ", ".join(charter_phases.USUAL)
        self.begin = self._button("begin-phases", f"Begin with {usual}", self._begin)
        lock_changes(subject.desk, self.take, self.spread, self.begin)
        self.fault = Fault(subject.go)
        self._ways = QWidget()
        buttons = Wrap(self._ways, gap=8)
        for button in self._buttons:
            buttons.addWidget(button)
        for widget in (self.said, self.strip, self.warnings):
            self.box.addWidget(widget)
        self.box.addSpacing(8)
        self.box.addWidget(self.lines)
        self.lines.typed_changed.connect(self.typed_changed)
        self.box.addSpacing(8)
        self.box.addWidget(self._ways)
        self.box.addWidget(self.fault)

    def _button(self, key: str, text: str, slot: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(key)
        made.clicked.connect(lambda _=False: slot())
        self._buttons.append(made)
        return made

    def _year(self) -> int | None:
        return one_year(self.shown().phases)

    def _from(self) -> date:
        """The day from which on a date without a year is looked for."""
        starts = [phase.start for phase in self.shown().phases if phase.start is not None]
        start = self.subject.detail.start
        return min((*starts, *([start] if start else [])), default=self.subject.desk.today())

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        live, phases = charter.state is CharterState.DRAFT, charter.phases
        days = self.subject.read(charter_phases.calendar)
        words = charter_phases.summary(phases, detail, days) or (_HINT if live else "")
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.strip.show_phases(phases)
        # What is signed is not judged by dates that moved since.
        wrong = charter_phases.warnings(phases, detail, days) if live else []
        self.warnings.setVisible(bool(wrong))
        self.warnings.set_value(
            [Span(text, "warn", 400, 12, below=True) for text in wrong],
            Lead("glyph", "alert", ink="warn"),
        )
        year = self._year()
        self.heads.show_year(year)
        self.lines.show_lines(charter.id, phases, live=live)
        span = charter_phases.span([(phase.start, phase.end) for phase in phases])
        self.take.setVisible(live and span is not None and span != (detail.start, detail.end))
        self.spread.setVisible(live and bool(phases) and None not in (detail.start, detail.end))
        self.begin.setVisible(live and not phases)
        self._ways.setVisible(live and any(not one.isHidden() for one in self._buttons))
        if not live:
            self.fault.clear_fault()

    def typed(self) -> Mapping[str, Typed]:
        return self.lines.typed("phases", "name")

    def enter(self, where: str = "") -> None:
        self.lines.enter(where)

    def _on_chosen(self, id: int) -> None:
        self.lines.enter(str(id))

    def _take(self) -> None:
        it, id = self.subject.detail, self.shown().id
        self.subject.do(
            f"{it.code} takes the dates of its phases",
            lambda s: charter_phases.take_dates(s, id),
            self.fault,
        )

    def _begin(self) -> None:
        id = self.shown().id
        label = f"Begin the phases of the charter of {self.subject.detail.code}"
        if self.subject.do(label, lambda s: charter_phases.begin(s, id), self.fault):
            self.lines.enter()

    def _spread(self) -> None:
        it, id = self.subject.detail, self.shown().id
        self.subject.do(
            f"Spread the phases over the dates of {it.code}",
            lambda s: charter_phases.spread(s, id),
            self.fault,
        )


class _Heads(QWidget):
    """The names of the columns, where these stand side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        self._labels = [label(text, "small", "soft") for text in ("Phase", "Dates", "Gate")]
        self._row = QWidget()
        across = QHBoxLayout(self._row)
        across.setContentsMargins(6 + WIDTH + 2 + PAD_X, 7, 4, 7)
        across.setSpacing(4)
        for text, share in zip(self._labels, (NAME, 0, GATE), strict=True):
            text.setWordWrap(False)
            across.addWidget(text, share)
        across.addSpacing(ROW)
        self._rule = rule()
        box = column(self)
        box.addWidget(self._row)
        box.addWidget(self._rule)

    def show_year(self, year: int | None) -> None:
        """Say the year of all dates, if they have one."""
        self._labels[1].setText(f"Dates {year}" if year else "Dates")
        self._labels[1].setFixedWidth(DATES[year is None])
        self._year = year
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = side_by_side(self.width(), self._year)
        self._row.setVisible(wide)
        self._rule.setVisible(wide)
