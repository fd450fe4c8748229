"""What an acceptance commits: deadline, owner, what it becomes, outcome, resources, waiver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.model.wording import day, thousands
from cxdesk.services import decision_sheet, decisions
from cxdesk.services.decision_sheet import DecisionSheet
from cxdesk.services.decisions import Terms
from cxdesk.services.result_rows import ResultSheet
from cxdesk.ui.decisions.checks import Checks
from cxdesk.ui.decisions.draft import Draft
from cxdesk.ui.decisions.fields import OpenDate, Resources
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Row, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.options import Option
from cxdesk.ui.pickers import pick

_LABEL, _CHECK_MS = 92, 150
_NONE = "text3"


class AcceptForm(QWidget):
    """The fields of an acceptance; the limits of the strategy are checked while they change."""

    def __init__(self, editing: Editing, result: Callable[[], ResultSheet | None]) -> None:
        super().__init__()
        self._editing, self._result = editing, result
        self._sheet: DecisionSheet | None = None
        self._draft = Draft()
        go = editing.go
        self._rows = {
            key: Row(name, go, _LABEL)
            for key, name in (
                ("deadline", "Deadline"), ("owner", "Owner"), ("becomes", "Becomes"),
                ("outcome", "Outcome"),
            )
        }  # fmt: skip
        self.deadline = OpenDate(
            "deadline", "Deadline", editing.desk.today, self._rows["deadline"].fault, "no deadline"
        )
        self.owner = self._choice("owner", "Owner", self._pick_owner)
        self.becomes = self._choice("becomes", "Becomes", self._pick_becomes)
        self.outcome = self._choice("outcome", "Outcome", self._pick_outcome)
        self._faults = {key: row.fault for key, row in self._rows.items()}
        self._faults["resources"] = Fault(go)
        self.resources = Resources(self._on_changed, self._faults["resources"])
        self.add = QPushButton("+ Add")
        self.add.setProperty("role", "flat")
        self.add.setObjectName("add-domain")
        self.add.setAccessibleName("Add person-days of another domain")
        self.add.clicked.connect(lambda _=False: self._pick_domain())
        self.checks = Checks()
        self.waiver = Row("Waived by", go, _LABEL)
        self.sponsor = self._choice("waived-by", "Waived by", self._pick_sponsor)
        self.why = TextField(
            "waiver", "Reason of the waiver", None, fault=self.waiver.fault, lines=True,
            placeholder="Why it goes ahead over the limit",
        )  # fmt: skip
        self.why.setProperty("quiet", False)
        self.why.textChanged.connect(self.why.clear_fault)
        self._later = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._later.timeout.connect(self.check)
        self._build()
        self.deadline.textChanged.connect(lambda _text: self._on_changed())

    def _choice(self, key: str, name: str, offer: Callable[[], None]) -> Value:
        made = Value(key, name, framed=True)
        made.clicked.connect(lambda _=False: offer())
        return made

    def _build(self) -> None:
        box = column(self, 8)
        box.addWidget(self._rows["deadline"].hold(line(self.deadline, 1)))
        for key, value in (
            ("owner", self.owner), ("becomes", self.becomes), ("outcome", self.outcome)
        ):  # fmt: skip
            box.addWidget(self._rows[key].hold(value))
        head = QHBoxLayout()
        head.setContentsMargins(6, 6, 0, 0)
        head.addWidget(label("Resources", "strong"), 1)
        head.addWidget(self.add)
        box.addLayout(head)
        holder = QWidget()
        inner = column(holder, 0, (6, 0, 0, 0))
        inner.addWidget(self.resources)
        inner.addWidget(self._faults["resources"])
        box.addWidget(holder)
        box.addWidget(self.checks)
        gap = QWidget()
        gap.setFixedHeight(6)
        self.waiver.hold(self.sponsor, gap, self.why)
        box.addWidget(self.waiver)
        QWidget.setTabOrder(self.outcome, self.add)  # as they stand
        QWidget.setTabOrder(self.add, self.resources.money)

    # What is shown --------------------------------------------------------------------------

    def show_sheet(self, sheet: DecisionSheet, draft: Draft) -> None:
        """Show a task: what was typed and chosen for it before, else what is proposed."""
        before = self._sheet
        self._sheet, self._draft = sheet, draft
        proposed = sheet.proposed
        self.deadline.show_date(sheet.id, proposed.deadline)
        self.resources.show_sheet(sheet, thousands(sheet.currency))
        self.why.show_value(sheet.id, "")
        if before is None or before.id != sheet.id:
            for fault in self._faults.values():
                fault.clear_fault()
            self.waiver.fault.clear_fault()
        self._show_choices()
        self.check()

    def _show_choices(self) -> None:
        draft, editing = self._draft, self._editing
        if draft.owner is None:
            self.owner.set_value([Span("Choose who answers for it", _NONE)])
        else:
            one = next((p for p in editing.choices.people if p.id == draft.owner), None)
            self.owner.set_value(
                [Span(editing.name_of(draft.owner))],
                Lead("avatar", one.initials) if one is not None else None,
            )
        self.becomes.set_value(self._becomes_words())
        outcome = next((o for o in editing.choices.outcomes if o.id == draft.outcome), None)
        self.outcome.set_value(
            [Span("Choose what it is to move", _NONE)]
            if outcome is None
            else [Span(outcome.name, weight=600), Span(outcome.note)]
        )
        self.sponsor.set_value(
            [Span("Choose an executive", _NONE)]
            if draft.sponsor is None
            else [Span(editing.name_of(draft.sponsor))]
        )

    def _becomes_words(self) -> list[Span]:
        draft = self._draft
        if draft.under is not None:
            under = draft.under
            every = self._editing.read(decision_sheet.initiative_choices)
            found = next((one for one in every if one.id == under), None)
            if found is not None:
                return [Span("Action of"), Span(found.code, weight=600), Span(found.title)]
        batch = self._editing.read(partial(decision_sheet.batch_choice, batch=draft.batch))
        if batch is None:
            return [Span("Choose a batch, or an initiative", _NONE)]
        return [Span(batch.next_code, weight=600), Span(f"in {batch.code} {batch.name}")]

    def _on_changed(self) -> None:
        self._later.start()

    def check(self) -> None:
        """Say what the limits of the strategy say to what is typed now."""
        self._later.stop()
        sheet, result = self._sheet, self._result()
        if sheet is None or result is None:
            return
        try:
            terms = self._read()
        except ValueError:
            return  # said at the field already
        # The result has what the plan leaves at hand: to reckon that again takes a while.
        meeting, here = result.head.meeting_id, result.case
        found = self._editing.read(lambda s: decisions.checks(s, meeting, sheet.id, terms, here))
        self.checks.show_checks(found)
        self.waiver.setVisible(any(not one.passed for one in found))

    # What is typed --------------------------------------------------------------------------

    def terms(self, reason: str) -> Terms | None:
        """What is committed; None where a field is wrong, which is said there."""
        try:
            deadline = self.deadline.typed()
        except ValueError:
            self.deadline.setFocus()
            return None
        try:
            cost, effort = self.resources.typed()
        except ValueError as wrong:
            self._faults["resources"].refuse(str(wrong))
            self.resources.wrong().setFocus()
            return None
        return self._terms(deadline, cost, effort, reason)

    def _read(self) -> Terms:
        cost, effort = self.resources.typed()
        return self._terms(self.deadline.value(), cost, effort, "")

    def _terms(self, deadline, cost, effort, reason: str) -> Terms:  # type: ignore[no-untyped-def]
        draft, waived = self._draft, not self.waiver.isHidden()
        return Terms(
            deadline, draft.owner, cost, effort, draft.outcome,
            None if draft.under is not None else draft.batch, draft.under, reason,
            self.why.words().strip() if waived else "", draft.sponsor if waived else None,
        )  # fmt: skip

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Say at each field what it lacks, and go to the first."""
        fields = {
            "deadline": self.deadline, "owner": self.owner, "becomes": self.becomes,
            "outcome": self.outcome, "resources": self.resources.money,
        }  # fmt: skip
        for key, fault in self._faults.items():
            if key in problems:
                fault.refuse(problems[key])
            else:
                fault.clear_fault()
        first = next((fields[key] for key in fields if key in problems), None)
        if first is not None:
            first.setFocus()

    def waiver_problem(self) -> str:
        """What the waiver lacks where one is needed; it is said there."""
        if self.waiver.isHidden():
            return ""
        why = ""
        if self._draft.sponsor is None:
            why = "A limit breaks: choose the executive who waives it."
            self.sponsor.setFocus()
        elif not self.why.words().strip():
            why = "Say why it goes ahead: the reason stands in the minutes."
            self.why.setFocus()
        if why:
            self.waiver.fault.refuse(why)
        else:
            self.waiver.fault.clear_fault()
        return why

    # Choosing -------------------------------------------------------------------------------

    def _took(self, key: str) -> None:
        self._rows[key].fault.clear_fault()
        self._show_choices()
        self.check()

    def _pick_owner(self) -> None:
        def take(id: int | None) -> None:
            self._draft.owner = id
            self._took("owner")

        pick(self.owner, "Owner", self._editing.people(), self._draft.owner, take)

    def _pick_becomes(self) -> None:
        try:
            until = self.deadline.value()
        except ValueError:
            until = None
        options = []
        for batch in self._editing.read(decision_sheet.batch_choices):
            late = until is not None and batch.deadline < until
            options.append(
                Option(
                    ("batch", batch.id), f"{batch.next_code} in {batch.code} {batch.name}",
                    f"until {day(batch.deadline)}",
                    why=f"ends {day(batch.deadline)}, before the deadline" if late else "",
                )
            )  # fmt: skip
        for one in self._editing.read(decision_sheet.initiative_choices):
            options.append(Option(("under", one.id), f"Action of {one.code}", one.title))
        draft = self._draft
        current = ("batch", draft.batch) if draft.under is None else ("under", draft.under)

        def take(value: tuple[str, int]) -> None:
            kind, id = value
            draft.under = id if kind == "under" else None
            draft.batch = id if kind == "batch" else draft.batch
            self._took("becomes")

        pick(self.becomes, "A new initiative, or an action", options, current, take)

    def _pick_outcome(self) -> None:
        options = [Option(one.id, one.name, one.note) for one in self._editing.choices.outcomes]

        def take(id: int) -> None:
            self._draft.outcome = id
            self._took("outcome")

        pick(self.outcome, "Outcome", options, self._draft.outcome, take)

    def _pick_sponsor(self) -> None:
        options = [
            Option(id, name, role, Lead("avatar", initials))
            for id, name, initials, role in self._editing.read(decision_sheet.sponsors)
        ]

        def take(id: int) -> None:
            self._draft.sponsor = id
            self.waiver.fault.clear_fault()
            self._show_choices()

        pick(self.sponsor, "Waived by", options, self._draft.sponsor, take)

    def _pick_domain(self) -> None:
        there = set(self.resources.days)
        options = [
            Option(one, one.name, one.note, Lead("swatch", number=one.hue))
            for one in self._editing.domain_choices
            if one.id not in there
        ]

        def take(one) -> None:  # type: ignore[no-untyped-def]
            self.resources.add(one)
            if self._sheet is not None:
                self.resources.show_sheet(self._sheet, thousands(self._sheet.currency))
                self.resources.days[one.id].setFocus()
            self.check()

        pick(self.add, "Domain", options, None, take)
