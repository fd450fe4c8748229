"""What is said of a charter version as a whole: what it still needs, and for whom it waits."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.model.charters import CharterState, Verdict
from cxdesk.model.wording import day, listed
from cxdesk.services.charter_parts import Standing
from cxdesk.services.charter_rows import CharterRow

WILL_HOLD = (
    "A charter says why the initiative is done, what is true at its end, who confirms that, in "
    "which phases, at what cost and with whom. It needs objectives, a benefit, a definition of "
    "the completed task and one phase; then it goes to its approvers. Ready needs one that is "
    "approved."
)
_NEEDS = (
    "To submit, a charter needs objectives, a benefit, a definition of the completed task and one "
    "phase."
)


def needs(charter: CharterRow) -> str:
    """What stands between this version and the next step."""
    match charter.state:
        case CharterState.DRAFT:
            if not charter.missing:
                return f"{_NEEDS} All four are here."
            return f"To submit, this charter still needs {listed(charter.missing)}."
        case CharterState.IN_REVIEW:
            waits = [
                one.person.name for one in charter.approvals if one.verdict is not Verdict.APPROVED
            ]
            return f"In review since {day(charter.since)}: {listed(waits)} still to approve."
        case CharterState.APPROVED:
            since = day(charter.since)
            return f"Approved {since}. It does not change: a new version begins as a copy."
        case _:
            return f"Superseded {day(charter.since)}: a newer version holds."


def complete(standings: Sequence[Standing]) -> tuple[int, int]:
    """How many parts are complete, of how many; Control is no part of the text."""
    parts = [one for one in standings if one.key != "control"]
    return sum(one.state == "full" for one in parts), len(parts)
