"""The count of a closed round, kept as long as its ballots and shows of hands are the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy.orm import Session

from cxdesk.analysis.over_line import LineVote, majority_over_line
from cxdesk.analysis.robust import Recounts, recounts
from cxdesk.analysis.tally import Method, Result, compare, settle
from cxdesk.analysis.tiers import Tiers
from cxdesk.model.errors import RuleBroken
from cxdesk.model.rounds import Round
from cxdesk.services.ballots import ballots_of

T = TypeVar("T")

AT_ONCE = 10
"""Tasks up to which counting, and counting again without each ballot, keeps nobody waiting."""

_KEPT = 12  # rounds whose counts are kept
ShouldStop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Votes:
    """What a closed round is counted from; `ballots` without those that abstain, the `blank`.

    `tasks` are in the order of the tie-break list. `settled` are pairs, the winner first, in the
    order of the shows of hands. `recused` says how many ballots leave out a task for that.
    """

    round_id: int
    method: Method
    tasks: tuple[int, ...]
    ballots: tuple[Tiers, ...]
    settled: tuple[tuple[int, int], ...] = ()
    blank: int = 0
    recused: int = 0

    @property
    def few(self) -> bool:
        """Whether it is counted in no time."""
        return len(self.tasks) <= AT_ONCE


@dataclass(frozen=True, slots=True)
class Count:
    """What every method makes of the ballots, and `result`: the round's own, as it was settled."""

    result: Result
    methods: Mapping[Method, Result]
    over_line: Mapping[int, LineVote]


def votes(session: Session, round: int) -> Votes:
    """The ballots of a round and what was settled. Raises RuleBroken before it is closed."""
    here = session.get(Round, round)
    if here is None:
        raise RuleBroken("This round is no longer there: it was undone meanwhile.")
    marked = [one.marked for one in ballots_of(session, round)]
    return Votes(
        round, Method(here.method.value), tuple(here.tasks),
        tuple(one.tiers for one in marked if not one.blank),
        tuple((each.winner_id, each.loser_id) for each in here.settlements),
        sum(1 for one in marked if one.blank),
        sum(1 for one in marked if one.recused),
    )  # fmt: skip


def count(here: Votes, should_stop: ShouldStop | None = None) -> Count:
    """Count by every method; settled pairs change the round's own order alone."""
    return _kept(_counts, here, lambda: _count(here, should_stop), should_stop)


def count_again(here: Votes, should_stop: ShouldStop | None = None) -> Recounts:
    """Count by every other method, and without each ballot."""

    def made() -> Recounts:
        found = count(here, should_stop)
        return recounts(
            here.ballots, here.tasks, here.method, settled=here.settled, results=found.methods,
            should_stop=should_stop,
        )  # fmt: skip

    return _kept(_recounts, here, made, should_stop)


def known_count(here: Votes) -> Count | None:
    """The count where there is no need to wait for it."""
    return count(here) if here.few else _counts.get(here)


def known_recounts(here: Votes) -> Recounts | None:
    """The recounts where there is no need to wait for them."""
    return count_again(here) if here.few else _recounts.get(here)


def settled_by(here: Votes, winner: int, loser: int) -> Votes:
    """The same votes after one more show of hands, which takes the place of one on the same pair.

    Raises ValueError where the two are no neighbours, or a majority has decided between them.
    """
    others = tuple(pair for pair in here.settled if set(pair) != {winner, loser})
    made = replace(here, settled=(*others, (winner, loser)))
    count(made)
    return made


_counts: OrderedDict[Votes, Count] = OrderedDict()
_recounts: OrderedDict[Votes, Recounts] = OrderedDict()


def _count(here: Votes, should_stop: ShouldStop | None) -> Count:
    # What was settled is not part of the count: that is kept without it.
    plain = replace(here, settled=())
    found = _counts.get(plain) if here.settled else None
    methods = (
        compare(here.ballots, here.tasks, should_stop=should_stop)
        if found is None
        else found.methods
    )
    result = methods[here.method]
    for winner, loser in here.settled:
        result = settle(result, winner, loser)
    return Count(result, methods, majority_over_line(here.ballots, here.tasks))


def _kept(
    among: OrderedDict[Votes, T],
    here: Votes,
    make: Callable[[], T],
    should_stop: ShouldStop | None,
) -> T:
    found = among.get(here)
    if found is None:
        found = make()
        if should_stop is None or not should_stop():  # what was given up is not whole
            among[here] = found
            while len(among) > _KEPT:
                among.popitem(last=False)
    return found
