"""The rows of a person's panel: email, level, domain, initials, and what they are loaded with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.model.people import email_problem, initials_problem
from cxdesk.model.wording import count
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.fields import LineField, TextField
from cxdesk.ui.form.rows import Head, Row, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.load_cells import LoadStrip, is_over
from cxdesk.ui.person.edits import PersonEdits, swatch
from cxdesk.ui.person.subject import PersonSubject
from cxdesk.ui.pickers import pick


class PersonFacts(QWidget):
    """What people look up, changed where it stands."""

    def __init__(self, subject: PersonSubject, edits: PersonEdits) -> None:
        super().__init__()
        self._subject, self._edits = subject, edits
        self._email_row = Row("Email", subject.go)
        self.email = checked(
            TextField(  # addresses are longer than the panel is wide
                "email", "Email",
                lambda text: edits.write_to(subject.sheet.row, text, self.email),
                fault=self._email_row.fault, placeholder="no email",
            ),
            email_problem,
        )  # fmt: skip
        self._email_row.hold(self.email)
        self._level_row = Row("Level", subject.go)
        self.level = Value("level", "Level")
        self.level.clicked.connect(lambda _=False: self._pick_level())
        self._level_row.hold(self.level)
        self._domain_row = Row("Domain", subject.go)
        self.domain = Value("domain", "Domain")
        self.domain.clicked.connect(lambda _=False: self._pick_domain())
        self._domain_row.hold(self.domain)
        self._initials_row = Row("Initials", subject.go)
        self.initials = checked(
            LineField(
                "initials", "Initials",
                lambda text: edits.sign(subject.sheet.row, text, self.initials),
                fault=self._initials_row.fault,
            ),
            initials_problem,
        )  # fmt: skip
        self._initials_row.hold(line(self.initials, 1))
        box = column(self)
        for row in (self._email_row, self._level_row, self._domain_row, self._initials_row):
            box.addWidget(row)

    def show_loaded(self) -> None:
        """Show the person as they are now."""
        row = self._subject.sheet.row
        self.email.show_value(row.id, row.email)
        self.level.set_value([Span(row.level.value.capitalize())])
        name = next(
            (one.note for one in self._subject.domain_choices if one.id == row.domain_id),
            "Organisation-wide",
        )
        self.domain.set_value([Span(name)], swatch(row.hue))
        self.initials.show_value(row.id, row.initials)

    def _pick_level(self) -> None:
        row = self._subject.sheet.row
        pick(
            self.level, "Level", self._edits.levels(), row.level,
            lambda level: self._edits.rank([row], level, self._level_row.fault),
        )  # fmt: skip

    def _pick_domain(self) -> None:
        row = self._subject.sheet.row
        pick(
            self.domain, "Domain", self._subject.domains(), row.domain_id,
            lambda domain: self._edits.belong([row], domain, self._domain_row.fault),
        )  # fmt: skip


class PersonLoad(QWidget):
    """Person-days of the coming months, against what the whole domain can give."""

    def __init__(self, subject: PersonSubject) -> None:
        super().__init__()
        self._subject = subject
        self._head = Head("Load")
        self.strip = LoadStrip()
        self._note = label("", "caption")
        box = column(self, 4, (PAD_X, 12, PAD_X, 0))
        for part in (self._head, self.strip, self._note):
            box.addWidget(part)

    def show_loaded(self) -> None:
        """Show the loads as they are now."""
        sheet = self._subject.sheet
        bound = sheet.row.capacity
        self._head.note.setText("person-days a month")
        over = sum(1 for load in sheet.loads if is_over(load, bound))
        self.strip.show_loads(sheet.months, sheet.loads, bound)
        if not any(sheet.loads):
            words = "They own no initiative with dates and person-days in these months."
        elif bound is None:
            words = "Of the initiatives they own. No capacity is known for their domain."
        else:
            words = f"Of the initiatives they own; all of {sheet.row.domain} can give {bound:,.6g}."
        if over:
            words += f" {count(over, 'month')} over that."
        self._note.setText(words)
