"""Criteria, phases and risks of a charter: fields while it is a draft, then words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import day
from cxdesk.services.charter_rows import CharterRow, LineRow
from cxdesk.services.detail import Detail
from cxdesk.services.person_ref import PersonRef
from cxdesk.ui import icons, theme
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import Part
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import ROW, Rows, Wrap, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.facts import none
from cxdesk.ui.panel.subject import Refusable, Subject, avatar
from cxdesk.ui.pickers import Option, pick


class LineForm(QFrame):
    """The fields of one line of a draft, saved together whenever one of them is left."""

    kind = ""

    def __init__(self, subject: Subject, edits: CharterEdits) -> None:
        super().__init__()
        self.setObjectName("charter-line")
        self.subject, self.edits = subject, edits
        self.row = LineRow(0, "")
        self.fault = Fault(subject.go)
        self.text = self.field("text", self.kind.capitalize())
        self._remove = QToolButton()
        self._remove.setObjectName("remove")
        self._remove.setAccessibleName(f"Remove {self.kind}")
        self._remove.setToolTip(f"Remove this {self.kind}")
        self._remove.setFixedSize(ROW, ROW)
        self._remove.clicked.connect(lambda _=False: edits.remove(self.kind, self.row, self.fault))
        head = QHBoxLayout()
        head.addWidget(self.text, 1)
        head.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self.box = column(self, 0, (2, 2, 2, 2))
        self.box.addLayout(head)
        self.fill()
        self.box.addWidget(self.fault)
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours."""
        self._remove.setIcon(icons.icon("close", theme.current(), "text3"))

    def fill(self) -> None:
        """Put the fields of this kind in."""

    def field(self, key: str, name: str, placeholder: str = "") -> TextField:
        """A text field that saves the whole line."""
        made = TextField(
            f"{self.kind}-{key}", name, lambda _text: self.save(made), fault=self.fault,
            placeholder=placeholder,
        )  # fmt: skip
        return made

    def person(self, title: str) -> Value:
        """A value that chooses a person and saves the line."""
        made = Value(f"{self.kind}-person", title)
        made.clicked.connect(
            lambda _=False: pick(
                made, title, self.subject.people("Nobody"),
                self.row.person.id if self.row.person else None,
                lambda id: self.save(self.fault, person=id),
            )
        )  # fmt: skip
        return made

    def show_row(self, row: LineRow) -> None:
        """Show the line as it is now."""
        self.row = row
        self.text.show_value(row.id, row.text)

    def save(self, at: Refusable, **changed: Any) -> bool:
        """Save what stands in the fields, and what a picker chose."""
        raise NotImplementedError


def _show_person(made: Value, person: PersonRef | None, title: str, nobody: str) -> None:
    words = [Span(title, "text3"), Span(person.name)] if person else none(nobody)
    made.set_value(words, avatar(person))


class CriterionForm(LineForm):
    """What must be true, how it is shown, who accepts it."""

    kind = "criterion"

    def fill(self) -> None:
        self.evidence = self.field("evidence", "Evidence", "evidence: how it is shown")
        self.accepts = self.person("Accepted by")
        self.box.addWidget(self.evidence)
        self.box.addLayout(line(self.accepts, 1))

    def show_row(self, row: LineRow) -> None:
        super().show_row(row)
        self.evidence.show_value(row.id, row.note)
        _show_person(self.accepts, row.person, "accepted by", "name who accepts it")

    def save(self, at: Refusable, **changed: Any) -> bool:
        person = changed.get("person", self.row.person.id if self.row.person else None)
        return self.edits.criterion(
            self.row, at, text=self.text.words(), evidence=self.evidence.words(), person=person
        )


class PhaseForm(LineForm):
    """A phase with its dates and gates."""

    kind = "phase"

    def fill(self) -> None:
        today = self.subject.desk.today
        self.start = DateField("phase-start", "Starts", self._save_date, today, fault=self.fault)
        self.end = DateField("phase-end", "Ends", self._save_date, today, fault=self.fault)
        dash = label("–")
        dash.setFixedHeight(ROW)
        self.entry = self.field("entry", "May start when", "may start when…")
        self.exit = self.field("exit", "May close when", "may close when…")
        self.box.addLayout(line(self.start, dash, self.end, 1))
        self.box.addWidget(self.entry)
        self.box.addWidget(self.exit)

    def show_row(self, row: LineRow) -> None:
        super().show_row(row)
        self.start.show_date(row.id, row.start)
        self.end.show_date(row.id, row.end)
        self.entry.show_value(row.id, row.note)
        self.exit.show_value(row.id, row.exit)

    def _save_date(self, _on: date | None) -> bool:
        kept = self.save(self.end)
        if kept:
            self.start.restore()
            self.end.restore()
        return kept

    def save(self, at: Refusable, **changed: Any) -> bool:
        try:
            start, end = self.start.value(), self.end.value()
        except ValueError as wrong:
            self.fault.refuse(str(wrong))
            return False
        return self.edits.phase(
            self.row, at, name=self.text.words(), start=start, end=end,
            entry=self.entry.words(), exit=self.exit.words(),
        )  # fmt: skip


class RiskForm(LineForm):
    """What may go wrong, how likely and how bad, and what is done about it."""

    kind = "risk"

    def fill(self) -> None:
        self.probability = self._level("probability", "Probability")
        self.impact = self._level("impact", "Impact")
        self.owner = self.person("Watched by")
        self.response = self.field("response", "Response", "response: what is done about it")
        wrap = Wrap(gap=0)
        for widget in (self.probability, self.impact, self.owner):
            wrap.addWidget(widget)
        self.box.addLayout(wrap)
        self.box.addWidget(self.response)

    def _level(self, key: str, title: str) -> Value:
        made = Value(f"risk-{key}", "")
        options = [Option(n, str(n)) for n in range(1, 6)]
        made.clicked.connect(
            lambda _=False: pick(
                made, title, options, getattr(self.row, key),
                lambda n: self.save(self.fault, **{key: n}),
            )
        )  # fmt: skip
        return made

    def show_row(self, row: LineRow) -> None:
        super().show_row(row)
        self.probability.set_value([Span("Probability", "text3"), Span(str(row.probability))])
        self.impact.set_value([Span("Impact", "text3"), Span(str(row.impact))])
        self.response.show_value(row.id, row.note)
        _show_person(self.owner, row.person, "watched by", "name who watches it")

    def save(self, at: Refusable, **changed: Any) -> bool:
        values: dict[str, Any] = {
            "probability": self.row.probability, "impact": self.row.impact,
            "person": self.row.person.id if self.row.person else None,
        } | changed  # fmt: skip
        return self.edits.risk(
            self.row, at, text=self.text.words(), response=self.response.words(), **values
        )


FORMS: dict[str, type[LineForm]] = {
    form.kind: form for form in (CriterionForm, PhaseForm, RiskForm)
}


class LineWords(QWidget):
    """A line that is agreed: its words, and for a criterion of the approved charter a tick box."""

    def __init__(self, kind: str, subject: Subject, edits: CharterEdits) -> None:
        super().__init__()
        self._kind, self.row, self._live = kind, LineRow(0, ""), False
        self.fault = Fault(subject.go)
        self.head = Value(f"{kind}-line", kind.capitalize(), live=False)
        self.head.clicked.connect(lambda _=False: self._live and edits.tick(self.row, self.fault))
        self._note = Value(f"{kind}-note", "", live=False)
        self._note.line = 16
        box = column(self)
        for widget in (self.head, self._note, self.fault):
            box.addWidget(widget)

    def show_words(self, row: LineRow, *, tickable: bool) -> None:
        """Show the line."""
        self.row, self._live = row, tickable
        self.head.set_live(tickable)
        lead = Lead("check", number=row.ticked_on is not None) if tickable else None
        self.head.set_value([Span(row.text, "text2" if row.ticked_on else "text")], lead)
        if tickable:
            said = f"ticked {day(row.ticked_on)}" if row.ticked_on else "not ticked"
            self.head.setAccessibleName(f"Criterion: {row.text}, {said}")
        note = _NOTES[self._kind](row)
        self._note.setVisible(bool(note))
        self._note.set_value([Span(note, "text3", 400, 12)])


def _criterion_note(row: LineRow) -> str:
    person = f"accepted by {row.person.name}" if row.person else ""
    return " · ".join(part for part in (row.note, person) if part)


def _phase_note(row: LineRow) -> str:
    dates = " – ".join(day(on) for on in (row.start, row.end) if on)
    gate = f"closes when {row.exit}" if row.exit else ""
    start = f"starts when {row.note}" if row.note else ""
    return " · ".join(part for part in (dates, start, gate) if part)


def _risk_note(row: LineRow) -> str:
    person = row.person.name if row.person else ""
    level = f"probability {row.probability}, impact {row.impact}"
    return " · ".join(part for part in (level, row.note, person) if part)


_NOTES: dict[str, Callable[[LineRow], str]] = {
    "criterion": _criterion_note, "phase": _phase_note, "risk": _risk_note,
}  # fmt: skip


class CharterLine(QWidget):
    """One line in the face that the charter's state gives it."""

    def __init__(
        self, kind: str, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__()
        self._kind, self._subject, self._edits, self._shown = kind, subject, edits, shown
        self.form: LineForm | None = None
        self.words: LineWords | None = None
        self._box = column(self)

    def show_row(self, row: LineRow) -> None:
        """Show the line as it is now."""
        state = self._shown().state
        if state is CharterState.DRAFT:
            if self.form is None:
                self.form = FORMS[self._kind](self._subject, self._edits)
                self._box.addWidget(self.form)
            self.form.show_row(row)
        else:
            if self.words is None:
                self.words = LineWords(self._kind, self._subject, self._edits)
                self._box.addWidget(self.words)
            tickable = self._kind == "criterion" and state is CharterState.APPROVED
            self.words.show_words(row, tickable=tickable)
        if self.form is not None:
            self.form.setVisible(state is CharterState.DRAFT)
        if self.words is not None:
            self.words.setVisible(state is not CharterState.DRAFT)


class LinesPart(Part):
    """Lines of one kind, with room to add one to a draft."""

    kind = ""
    add = ""

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self.rows = Rows(lambda _row: CharterLine(self.kind, subject, edits, shown), 4)
        self.fault = Fault(subject.go)
        self.field = TextField(
            f"add-{self.kind}", self.add, None, fault=self.fault, placeholder=self.add
        )
        self.field.entered = self._on_enter
        for widget in (self.rows, self.field, self.fault):
            self.box.addWidget(widget)

    def lines(self, charter: CharterRow) -> tuple[LineRow, ...]:
        """Its lines of this version."""
        raise NotImplementedError

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        self.rows.show_rows(self.lines(charter))
        self.field.show_value(charter.id, "")
        self.field.setVisible(charter.state is CharterState.DRAFT)

    def _on_enter(self) -> None:
        text = self.field.words().strip()
        if text and self.edits.add(self.kind, text, self.field):
            self.field.set_words("")


class CompletedPart(LinesPart):
    """The official definition of a completed task."""

    hint = (
        "What must be true, how it is shown, and who accepts it. "
        "These lines become the checklist on the card."
    )
    kind, add = "criterion", "Add criterion"

    def lines(self, charter: CharterRow) -> tuple[LineRow, ...]:
        return charter.criteria


class PhasesPart(LinesPart):
    """The defining phases."""

    kind, add = "phase", "Add phase"

    def lines(self, charter: CharterRow) -> tuple[LineRow, ...]:
        return charter.phases


class RisksPart(LinesPart):
    """What may go wrong."""

    kind, add = "risk", "Add risk"

    def lines(self, charter: CharterRow) -> tuple[LineRow, ...]:
        return charter.risks
