"""The commands of all areas: what the undo law and the partial refreshes are tested with."""

from __future__ import annotations

from tests.services.bringing_commands import BRINGINGS
from tests.services.card_commands import CARRIED
from tests.services.charter_commands import CHARTERS
from tests.services.commands import CASES as WORK
from tests.services.decision_commands import DECISIONS
from tests.services.foundation_commands import FOUNDATION
from tests.services.meeting_commands import MEETINGS
from tests.services.plan_commands import PLANS
from tests.services.request_commands import REQUESTS
from tests.services.round_commands import ROUNDS
from tests.services.stakeholder_commands import STAKEHOLDERS
from tests.services.taking_commands import TAKING
from tests.services.view_commands import VIEWS
from tests.services.what_if_commands import WHAT_IFS

CASES = (
    *BRINGINGS,
    *CHARTERS,
    *WORK,
    *CARRIED,
    *FOUNDATION,
    *VIEWS,
    *STAKEHOLDERS,
    *MEETINGS,
    *REQUESTS,
    *DECISIONS,
    *PLANS,
    *ROUNDS,
    *WHAT_IFS,
    *TAKING,
)
