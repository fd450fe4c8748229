"""Counts a round for the minutes: its order and why, who beat whom, and what it could fund.

Nothing is read here: a large round is counted in the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from cxdesk.analysis.funding import Funding, Standing
from cxdesk.analysis.tally import Method, Result, differences
from cxdesk.services import result_words as words
from cxdesk.services.ballots import Marked
from cxdesk.services.commitments import window
from cxdesk.services.funding import FundingLine, LimitUse, line_of
from cxdesk.services.minutes_rows import RankedTask, RoundPart
from cxdesk.services.result_count import Count
from cxdesk.services.result_count import count as counted
from cxdesk.services.result_rows import Fact


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A task at its place, with preferences won and lost and the vote over "not this cycle"."""

    place: int
    task: RankedTask
    won: int
    lost: int
    above: int
    below: int
    mark: str

    @property
    def passed(self) -> bool:
        """Whether most want it this cycle."""
        return self.above > self.below


@dataclass(frozen=True, slots=True)
class NextRow:
    """Two neighbours of the order and why the upper stands there."""

    upper: str
    lower: str
    why: str


@dataclass(frozen=True, slots=True)
class MethodRow:
    """The order by one method as text, with what it keeps; `differs` says where it does."""

    name: str
    own: bool
    order: str
    kept: str
    differs: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A round, counted. `matrix` has a row for each of `codes`: the ballots that prefer it.

    `line` is as it was voted, `limits` are with what was accepted. `blank` ballots abstain, and
    `recused` say that their voter is too close to a task.
    """

    places: tuple[PlaceRow, ...]
    facts: tuple[Fact, ...]
    pairs: tuple[NextRow, ...]
    methods: tuple[MethodRow, ...]
    tie_break: tuple[str, ...]
    codes: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]
    line: FundingLine | None
    limits: tuple[LimitUse, ...]
    blank: int
    recused: int


def count_round(part: RoundPart, should_stop: Callable[[], bool] | None = None) -> Counted | None:
    """The result of a round; None for one that is not closed."""
    if part.votes is None:
        return None
    found = counted(part.votes, should_stop)
    result, tasks = found.result, {task.id: task for task in part.tasks}

    def name(id: int) -> str:
        return tasks[id].code

    order = result.ranking
    return Counted(
        tuple(_places(found, tasks, name)), (words.agreement(result), words.concordance(result)),
        tuple(_pairs(result, name)), tuple(_methods(found.methods, part.votes.method, name)),
        tuple(map(name, result.tie_break)), tuple(map(name, order)),
        tuple(tuple(result.pairs.d(row, column) for column in order) for row in order),
        _as_voted(part, found), _after(part), part.votes.blank, part.votes.recused,
    )  # fmt: skip


def _places(
    found: Count, tasks: Mapping[int, RankedTask], name: words.Name
) -> Iterator[PlaceRow]:  # fmt: skip
    result = found.result
    places, marks = result.places, words.marks(result, name)
    for id in result.ranking:
        said, over = result.opinions.get(id), found.over_line[id]
        yield PlaceRow(
            places[id], tasks[id], said.won if said else 0, said.lost if said else 0,
            over.above, over.below, marks.get(id, ""),
        )  # fmt: skip


def _pairs(result: Result, name: words.Name) -> Iterator[NextRow]:
    for pair in result.neighbours:
        lead, said = words.pair_words(result, pair, name)
        why = f"{lead} {said}".strip()
        settled = {(pair.upper, pair.lower)} & set(result.settled)  # which is said already
        if (pair.even or pair.tied or pair.open) and not settled:
            why = f"{why}. {words.tie_break(result, pair, name)}"
        yield NextRow(name(pair.upper), name(pair.lower), why.removesuffix("."))


def _methods(
    methods: Mapping[Method, Result], own: Method, name: words.Name
) -> Iterator[MethodRow]:
    for method, each in methods.items():
        order = ", ".join(" = ".join(map(name, tier)) for tier in each.order)
        other = differences(methods[own], each)
        differs = ", ".join(name(id) for id in each.ranking if id in other)
        yield MethodRow(method.words, method is own, order, words.kept(each), differs)


def _as_voted(part: RoundPart, found: Count) -> FundingLine | None:
    """The funding line of the order as the board saw it before it decided anything."""
    here = part.case
    if here is None:
        return None
    tasks = []
    for task in here.funding.tasks.values():
        asking = here.asking[task.id]
        start, end = window(here.on, here.plan_from, here.plan_to, asking.deadline)
        standing = task.standing if asking.decided is None else Standing.OPEN
        over = found.over_line.get(task.id)
        if standing is Standing.OPEN and over is not None and not over.passed:
            standing = Standing.NO_MAJORITY
        tasks.append(
            replace(
                task, cost=asking.cost, effort=asking.effort, start=start, end=end, places=1,
                standing=standing,
            )
        )  # fmt: skip
    asked = {id: replace(each, decided=None) for id, each in here.asking.items()}
    voted = replace(
        here, funding=Funding(tasks, here.funding.room), asking=asked, accepted=()
    )  # fmt: skip
    return line_of(voted, found.result.ranking)


def _after(part: RoundPart) -> tuple[LimitUse, ...]:
    """The limits with what the board accepted, and nothing else."""
    here = part.case
    if here is None:
        return ()
    tasks = [each for each in here.funding.tasks.values() if each.standing is Standing.TAKEN]
    done = replace(here, funding=Funding(tasks, here.funding.room))
    return line_of(done, ()).limits


def ballot_words(marked: Marked, part: RoundPart) -> str:
    """A ballot of an open round in a line: "R2, R1 = R3 | R5; no opinion: R6"."""
    codes = {task.id: task.code for task in part.tasks}

    def listed(ids: tuple[int, ...], joined: str = ", ") -> str:
        return joined.join(codes.get(id, "–") for id in ids)

    tiers = marked.tiers
    if marked.blank:
        said = ["abstained"]
    else:
        cut = len(tiers.ranked) if tiers.cut is None else tiers.cut
        above = ", ".join(listed(tier, " = ") for tier in tiers.ranked[:cut])
        below = ", ".join(listed(tier, " = ") for tier in tiers.ranked[cut:])
        said = [above] if above else []
        if below or tiers.cut is not None:
            said.append(f"not this cycle: {below}" if below else "the line below the last")
        if tiers.unranked:
            said.append(f"below all ranked: {listed(tiers.unranked)}")
    none = tuple(id for id in tiers.no_opinion if id not in marked.recused)
    if none and not marked.blank:
        said.append(f"no opinion: {listed(none)}")
    if marked.recused:
        said.append(f"recused: {listed(tuple(id for id in tiers if id in marked.recused))}")
    return "; ".join(said)
