"""Budget and resources of a charter: money by year and person-days by domain, with their sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton

from cxdesk.analysis.load import excess
from cxdesk.model.charters import CharterState
from cxdesk.model.wording import thousands
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.services.session import Session
from cxdesk.ui.charter.chips import Chip
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_edits import Kind, LineEdits
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import Part, headed_by
from cxdesk.ui.form.rows import label, line
from cxdesk.ui.form.value import PAD_X
from cxdesk.ui.form.words import number, read_number
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick


def _add_resource(session: Session, charter: int, text: str) -> int:
    return charter_lines.add_resource(session, charter, None, 0.0, text)


class BudgetPart(Part):
    """Costs, then person-days; each is held against what the initiative says."""

    hint = "What it costs in which year, and who works on it for how long."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        costs = LineEdits(Kind("cost", "cost", "costs", self._add_cost), subject, shown)
        self.costs = LineList("cost", "Add cost", lambda its: CostCard(its, costs), subject, costs)
        days = LineEdits(
            Kind("resource", "share of the work", "shares of the work", _add_resource),
            subject, shown,
        )  # fmt: skip
        self.days = LineList(
            "resource", "Add share of the work", lambda its: ResourceCard(its, days), subject, days
        )
        self.money_sum, self.days_sum = Sum("cost"), Sum("effort")
        self.money_sum.set.clicked.connect(lambda _=False: self._adopt(cost=True))
        self.days_sum.set.clicked.connect(lambda _=False: self._adopt(cost=False))
        self.box.addWidget(headed_by("Cost by year"))
        self.box.addWidget(self.costs)
        self.box.addWidget(self.money_sum.words)
        self.box.addLayout(line(self.money_sum.set, 1))
        self.box.addWidget(headed_by("Person-days by domain", 16))
        self.box.addWidget(self.days)
        self.box.addWidget(self.days_sum.words)
        self.box.addLayout(line(self.days_sum.set, 1))

    def _add_cost(self, session: Session, charter: int, text: str) -> int:
        """A cost of the year of the last one, else of the initiative's start."""
        before, start = self.shown().costs, self.subject.detail.start
        on = start or self.subject.desk.today()
        return charter_lines.add_cost(
            session, charter, text, before[-1].year if before else on.year
        )

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        live, unit = charter.state is CharterState.DRAFT, thousands(detail.currency)
        self.costs.show_lines(charter.id, charter.costs, live=live)
        self.days.show_lines(charter.id, charter.resources, live=live)
        years = sorted({one.year for one in charter.costs})
        parts = [
            f"{year}: {number(sum(one.amount for one in charter.costs if one.year == year))} {unit}"
            for year in years
        ]
        money = sum(one.amount for one in charter.costs)
        self.money_sum.show_sum(
            parts if len(years) > 1 else [], money, detail.cost, unit, live=live,
            there=bool(charter.costs),
        )  # fmt: skip
        self.days_sum.show_sum(
            [], sum(one.days for one in charter.resources), detail.effort, "person-days",
            live=live, there=bool(charter.resources),
        )  # fmt: skip

    def enter(self, where: str = "") -> None:
        days = {str(one.id) for one in self.shown().resources}
        (self.days if where in days else self.costs).enter(where)

    def _adopt(self, *, cost: bool) -> None:
        """Let the initiative cost, or take, what the lines come to."""
        it, charter = self.subject.detail, self.shown()
        money = sum(one.amount for one in charter.costs) if cost else it.cost
        effort = it.effort if cost else sum(one.days for one in charter.resources)
        at = self.costs.fault if cost else self.days.fault
        Edits(self.subject).cost(money, effort, at)


class Sum:
    """What lines come to beside what the initiative says; `set` lets it say the same."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.words = label("", "body")
        self.words.setObjectName(f"{what}-sum")
        self.words.setContentsMargins(PAD_X, 8, 8, 4)
        self.set = QPushButton()
        self.set.setObjectName(f"set-{what}")

    def show_sum(
        self, parts: list[str], total: float, agreed: float, unit: str, *, live: bool, there: bool
    ) -> None:
        """Show another sum; without lines there is nothing to say."""
        more, less = excess(total, agreed), excess(agreed, total)
        differs = bool(more or less)
        if differs:
            by = f"{number(more or less)} {unit} {'more' if more else 'less'} than"
            said = f"together {number(total)}, {by} the {number(agreed)} of the initiative"
        else:
            said = f"together {number(total)} {unit}, as the initiative says"
        text = " · ".join([*parts, said])
        self.words.setText(text[:1].upper() + text[1:])
        self.words.setVisible(there)
        self.set.setText(f"Set the initiative's {self._what} to {number(total)}")
        self.set.setVisible(there and live and differs)


class CostCard(LineCard):
    """Money for one thing in one year."""

    kind = "cost"
    placeholder = "What is paid for"

    def __init__(self, lines: LineList, kept: LineEdits) -> None:
        self._kept = kept
        super().__init__(lines)

    def fill(self) -> None:
        self.year = self.text_chip("year", "Year", "Year")
        self.amount = self.text_chip(
            "amount", "Amount", "Say how much", "amount in thousands: 12.5"
        )

    def show_values(self) -> None:
        row, unit = self.row, thousands(self.subject.detail.currency)
        self.year.set_live(self.live)
        self.year.show_value(row.id, str(row.year))
        self.amount.set_live(self.live)
        self.amount.show_value(row.id, f"{number(row.amount)} {unit}" if row.amount else "")

    def lacking(self) -> bool:
        return self.live and not self.row.amount

    def enter_lacking(self) -> None:
        self.amount.setFocus()

    def save(self, at: Any, **changed: Any) -> bool:
        row, unit = self.row, thousands(self.subject.detail.currency)
        year, amount = row.year, row.amount
        try:
            if "amount" in changed:
                amount = read_number(changed["amount"].replace(unit, ""))
            if "year" in changed:
                typed = changed["year"].strip()
                if not (typed.isdecimal() and len(typed) == 4):
                    raise ValueError(f"“{typed}” is no year: write it with four digits.")
                year = int(typed)
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        text = self.text.words()
        return self._kept.change(
            lambda s: charter_lines.edit_cost(s, row.id, text, year, amount), at
        )


class ResourceCard(LineCard):
    """Person-days that a domain gives."""

    kind = "resource"
    placeholder = "What they do"

    def __init__(self, lines: LineList, kept: LineEdits) -> None:
        self._kept = kept
        super().__init__(lines)

    def fill(self) -> None:
        self.domain = Chip("resource-domain", "Domain")
        self.domain.clicked.connect(lambda _=False: self._pick())
        self.chips.addWidget(self.domain)
        self.days = self.text_chip("days", "Person-days", "Say how many", "person-days: 40")

    def _pick(self) -> None:
        if not self.domain.live:
            return
        options = [
            Option(one.id, one.name, lead=Lead("swatch", number=one.hue))
            for one in self.subject.domain_choices
        ]
        whole = Option(None, "Org", "the whole organisation")
        pick(
            self.domain, "Which domain", [*options, whole], self.row.domain_id,
            lambda id: self.save(self.fault, domain=id),
        )  # fmt: skip

    def show_values(self) -> None:
        row = self.row
        self.domain.set_live(self.live)
        self.domain.say(row.domain)
        self.days.set_live(self.live)
        self.days.show_value(row.id, number(row.days) if row.days else "")

    def lacking(self) -> bool:
        return self.live and not self.row.days

    def enter_lacking(self) -> None:
        self.days.setFocus()

    def save(self, at: Any, **changed: Any) -> bool:
        row = self.row
        domain, days = changed.get("domain", row.domain_id), row.days
        if "days" in changed:
            try:
                days = read_number(changed["days"])
            except ValueError as wrong:
                at.refuse(str(wrong))
                return False
        text = self.text.words().strip()
        return self._kept.change(
            lambda s: charter_lines.edit_resource(s, row.id, domain, days, text), at
        )
