"""Which widget shows which part of a charter; each is imported when it is first needed."""

from __future__ import annotations

from collections.abc import Callable

from cxdesk.services.charter_rows import CharterRow
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import Part
from cxdesk.ui.panel.subject import Subject


def _control() -> type[Part]:
    from cxdesk.ui.charter.control import ControlPart

    return ControlPart


def _summary() -> type[Part]:
    from cxdesk.ui.charter.simple_parts import SummaryPart

    return SummaryPart


def _why() -> type[Part]:
    from cxdesk.ui.charter.simple_parts import WhyPart

    return WhyPart


def _strategy() -> type[Part]:
    from cxdesk.ui.charter.strategy import StrategyPart

    return StrategyPart


def _objectives() -> type[Part]:
    from cxdesk.ui.charter.objectives import ObjectivesPart

    return ObjectivesPart


def _benefit() -> type[Part]:
    from cxdesk.ui.charter.benefits import BenefitPart

    return BenefitPart


def _scope() -> type[Part]:
    from cxdesk.ui.charter.simple_parts import ScopePart

    return ScopePart


def _changes() -> type[Part]:
    from cxdesk.ui.charter.simple_parts import ChangesPart

    return ChangesPart


def _completed() -> type[Part]:
    from cxdesk.ui.charter.completed import CompletedPart

    return CompletedPart


def _phases() -> type[Part]:
    from cxdesk.ui.charter.phases import PhasesPart

    return PhasesPart


def _milestones() -> type[Part]:
    from cxdesk.ui.charter.milestones import MilestonesPart

    return MilestonesPart


def _dependencies() -> type[Part]:
    from cxdesk.ui.charter.dependencies import DependenciesPart

    return DependenciesPart


def _assumptions() -> type[Part]:
    from cxdesk.ui.charter.simple_parts import AssumptionsPart

    return AssumptionsPart


def _risks() -> type[Part]:
    from cxdesk.ui.charter.risks import RisksPart

    return RisksPart


def _budget() -> type[Part]:
    from cxdesk.ui.charter.budget import BudgetPart

    return BudgetPart


def _team() -> type[Part]:
    from cxdesk.ui.charter.team_part import TeamPart

    return TeamPart


def _people() -> type[Part]:
    from cxdesk.ui.charter.people_part import PeoplePart

    return PeoplePart


def _approval() -> type[Part]:
    from cxdesk.ui.charter.approval_part import ApprovalPart

    return ApprovalPart


PART_CLASSES: dict[str, Callable[[], type[Part]]] = {
    "control": _control,
    "summary": _summary,
    "why": _why,
    "strategy": _strategy,
    "objectives": _objectives,
    "benefit": _benefit,
    "scope": _scope,
    "changes": _changes,
    "completed": _completed,
    "phases": _phases,
    "milestones": _milestones,
    "dependencies": _dependencies,
    "assumptions": _assumptions,
    "risks": _risks,
    "budget": _budget,
    "team": _team,
    "people": _people,
    "approval": _approval,
}
"""By the keys of services.charter_parts.PARTS."""


def make_part(
    key: str, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
) -> Part:
    """The widget of a part."""
    return PART_CLASSES[key]()(subject, edits, shown)
