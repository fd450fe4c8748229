"""The changes that the scores make, each with the sentence that the history keeps."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.analysis.scores import Four, Weights
from cxdesk.model.states import Priority
from cxdesk.model.wording import count, sign
from cxdesk.services import initiatives, programs
from cxdesk.services.priorities import Ranked
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import number, read_number
from cxdesk.ui.scores.wording import NAMES, changes, days, weighing

_FROM, _TO = 1, 5


def score_problem(text: str) -> str:
    """What is wrong with a typed score; "" when nothing is."""
    try:
        typed = int(text)
    except ValueError:
        typed = 0
    return "" if _FROM <= typed <= _TO else "A score is a whole number from 1 to 5."


def number_problem(text: str) -> str:
    """What is wrong with a typed cost or effort; "" when nothing is."""
    try:
        read_number(text)
    except ValueError as wrong:
        return str(wrong)
    return ""


class ScoreEdits:
    """Each is True when it was kept; else `at` says why not, or a message does."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing

    def rescore(self, row: Ranked, scores: Four, at: Refusable | None = None) -> bool:
        """Set all four scores."""
        label = f"Score {row.it.code}: {changes(row.it.scores, scores)}"
        return self._editing.do(label, lambda s: initiatives.rate(s, row.id, *scores), at)

    def rate(self, place: int, row: Ranked, text: str, at: Refusable) -> bool:
        """Set one of the four scores, as typed."""
        if problem := score_problem(text):
            at.refuse(problem)
            return False
        impact, reach, outcome, urgency = (
            int(text) if n == place else old for n, old in enumerate(row.it.scores)
        )
        return self._editing.do(
            f"{NAMES[place]} of {row.it.code}: {int(text)}",
            lambda s: initiatives.rate(s, row.id, impact, reach, outcome, urgency), at,
        )  # fmt: skip

    def spend(self, row: Ranked, cost: str, effort: str, currency: str, at: Refusable) -> bool:
        """Set cost and effort, as typed."""
        if problem := number_problem(cost) or number_problem(effort):
            at.refuse(problem)
            return False
        money, work = read_number(cost), read_number(effort)
        label = f"{row.it.code} costs {number(money)} k{sign(currency)} and {days(work)}"
        return self._editing.do(label, lambda s: initiatives.cost(s, row.id, money, work), at)

    def prioritise(self, rows: Sequence[Ranked], priority: Priority | None) -> bool:
        """Set the priority of one or of many; None derives it from the benefit."""

        def command(session: Session) -> None:
            for row in rows:
                initiatives.prioritise(session, row.id, priority)

        said = priority.value if priority else "from its benefit"
        named = rows[0].it.code if len(rows) == 1 else count(len(rows), "initiative")
        return self._editing.do(f"Priority of {named}: {said}", command)

    def weigh(self, weights: Weights) -> bool:
        """Keep other weights."""
        return self._editing.do(
            f"Weigh {weighing(weights)}", lambda s: programs.set_weights(s, *weights)
        )
