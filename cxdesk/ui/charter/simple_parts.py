"""The parts of a charter that are plain texts."""

from __future__ import annotations

from cxdesk.services.charters import Section
from cxdesk.ui.charter.part import TextPart


class SummaryPart(TextPart):
    """What changes, and for whom."""

    sections = (Section.SUMMARY,)
    hint = "What changes, for whom and by when, in two or three sentences."


class WhyPart(TextPart):
    """The business case and the problem."""

    sections = (Section.WHY,)
    hint = "The problem, who has it, and what it costs to leave it."


class ScopePart(TextPart):
    """What belongs to it, and what does not."""

    sections = (Section.SCOPE_IN, Section.SCOPE_OUT)


class ChangesPart(TextPart):
    """What changes in processes, tools and roles."""

    sections = (Section.PROCESSES, Section.TOOLS, Section.ROLES)


class AssumptionsPart(TextPart):
    """What must hold, and what binds it."""

    sections = (Section.ASSUMPTIONS, Section.CONSTRAINTS)
