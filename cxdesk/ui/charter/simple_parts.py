"""The parts of a charter that are texts, or words that are changed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cxdesk.model.wording import day
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import Part, TextPart
from cxdesk.ui.charter.top import CharterTop
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.value import PAD_X
from cxdesk.ui.form.words import number
from cxdesk.ui.panel.subject import Subject


class WordsPart(Part):
    """Lines of words."""

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self.words = label("")
        self.words.setContentsMargins(PAD_X, 4, PAD_X, 4)
        self.box.addWidget(self.words)

    def lines(self, charter: CharterRow, detail: Detail) -> Iterable[str]:
        """What it says."""
        raise NotImplementedError

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        self.words.setText("\n".join(self.lines(charter, detail)) or "Nothing yet.")


class ControlPart(WordsPart):
    """Who answers for it, and its dates and figures."""

    def lines(self, charter: CharterRow, detail: Detail) -> Iterable[str]:
        yield f"Owner: {detail.owner.name if detail.owner else 'nobody'}"
        yield f"Sponsor: {detail.sponsor.name if detail.sponsor else 'nobody'}"
        if detail.start and detail.end:
            yield f"{day(detail.start)} – {day(detail.end)}"
        yield f"Cost {number(detail.cost)} k{detail.currency}, {number(detail.effort)} person-days"


class SummaryPart(TextPart):
    """What changes, and for whom."""

    sections = (Section.SUMMARY,)


class WhyPart(TextPart):
    """The business case and the problem."""

    sections = (Section.WHY,)


class StrategyPart(TextPart):
    """How it serves the north star."""

    sections = (Section.STRATEGY,)


class ObjectivesPart(TextPart):
    """What is true at the end."""

    sections = (Section.OBJECTIVES,)


class BenefitPart(TextPart):
    """What customers and the company gain."""

    sections = (Section.BENEFITS,)


class ScopePart(TextPart):
    """What belongs to it, and what does not."""

    sections = (Section.SCOPE_IN, Section.SCOPE_OUT)


class ChangesPart(TextPart):
    """What changes in processes, tools and roles."""

    sections = (Section.PROCESSES, Section.TOOLS, Section.ROLES)


class DependenciesPart(TextPart):
    """What it needs from others."""

    sections = (Section.DEPENDENCIES,)


class AssumptionsPart(TextPart):
    """What must hold, and what binds it."""

    sections = (Section.ASSUMPTIONS, Section.CONSTRAINTS)


class MilestonesPart(WordsPart):
    """The dated points of the initiative."""

    def lines(self, charter: CharterRow, detail: Detail) -> Iterable[str]:
        return (f"{day(one.on)}  {one.name}" for one in detail.milestones)


class BudgetPart(WordsPart):
    """Cost by year, person-days by domain."""

    def lines(self, charter: CharterRow, detail: Detail) -> Iterable[str]:
        for cost in charter.costs:
            yield f"{cost.year}  {cost.text}  {number(cost.amount)}"
        for one in charter.resources:
            yield f"{one.domain}  {number(one.days)} person-days  {one.text}"


class PeoplePart(WordsPart):
    """The groups that the change touches."""

    def lines(self, charter: CharterRow, detail: Detail) -> Iterable[str]:
        return (f"{one.text}: {one.impact}" for one in charter.impacts)


class ApprovalPart(Part):
    """Who approves it, what they said, and the step that can be taken now."""

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self.top = CharterTop(subject, edits, self)
        self.box.addWidget(self.top)

    def choose(self, version: int | None) -> None:
        """Versions are chosen in the head of the page."""

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        self.top.show_charter(charter)
        self.top.version.hide()
