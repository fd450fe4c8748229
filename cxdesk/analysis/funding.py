"""The funding line: which tasks of a ranking fit into what is left, and what keeps the others out.

The walk is greedy. It goes down the order and takes each task that still fits, together with the
tasks it needs; one that does not fit says which limits break, and the walk goes on below it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.load import month_loads

TOLERANCE = 1e-9  # as in the limits of the strategy: sums of floats are no breach
_BUDGET, _PLACES = 0, 1


class Standing(enum.Enum):
    """Whether the walk still has to judge a task."""

    OPEN = "open"
    TAKEN = "taken"  # decided already: it uses its room, whether it fits or not
    DECIDED = "decided"  # deferred or declined
    NO_MAJORITY = "no majority"  # over "not this cycle"


class Limit(enum.Enum):
    """What keeps a task out."""

    NO_MAJORITY = "no majority"
    DECIDED = "decided"
    NEED = "need"
    BUDGET = "budget"
    PLACES = "places"
    PERSON_DAYS = "person-days"


_ORDER = {limit: place for place, limit in enumerate(Limit)}
_OUT = {Standing.DECIDED: Limit.DECIDED, Standing.NO_MAJORITY: Limit.NO_MAJORITY}


@dataclass(frozen=True, slots=True)
class Task:
    """What a task asks for: money, person-days of each domain, from `start` to and with `end`.

    `needs` are tasks that must be taken with it or before it; `value` is what it is worth. A task
    with no work of its own to start, such as one that becomes an action, asks for no `places`.
    """

    id: int
    cost: float = 0.0
    effort: Mapping[int | None, float] = field(default_factory=dict)
    start: date = date.min
    end: date = date.min
    needs: tuple[int, ...] = ()
    value: float = 0.0
    standing: Standing = Standing.OPEN
    places: int = 1

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"Task {self.id} ends before it starts.")


@dataclass(frozen=True, slots=True)
class Room:
    """What is left before anything is taken: money, places for work in progress, person-days.

    `days` has for each domain what is left of each of `months`, negative where it is over its
    limit already. None and a domain without an entry bind nothing, nor does a month outside.
    """

    budget: float | None = None
    places: int | None = None
    days: Mapping[int | None, Sequence[float] | None] = field(default_factory=dict)
    months: tuple[date, ...] = ()
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


@dataclass(frozen=True, slots=True)
class Break:
    """Why a task is not taken: a limit, what was `left` of it and what the task `asked`.

    `left` is negative where the limit was broken before. Of person-days there are `domain` and
    `month`; a need names the task that is not there to be taken.
    """

    limit: Limit
    asked: float = 0.0
    left: float = 0.0
    domain: int | None = None
    month: date | None = None
    need: int | None = None

    @property
    def over(self) -> float:
        """How far over the limit it would go, all that is over already included."""
        return self.asked - self.left

    @property
    def lacking(self) -> float:
        """The share of what it asks that is not there, up to 1."""
        return 1.0 if not self.asked else (self.asked - max(self.left, 0.0)) / self.asked


@dataclass(frozen=True, slots=True)
class Left:
    """What is left after a task; None where nothing binds."""

    budget: float | None
    places: int | None
    days: Mapping[int | None, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """What the walk did at one task.

    `along` are the tasks it needs that were not taken yet: they are taken with it, or would have
    to be. `pulled` is the task further up that took this one along. A task that is not taken says
    what `breaks`, the worst first.
    """

    id: int
    taken: bool
    left: Left
    along: tuple[int, ...] = ()
    pulled: int | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """All steps in the order given, and the tasks that are taken."""

    steps: tuple[Step, ...]
    funded: frozenset[int]
    left: Left

    @property
    def place(self) -> int | None:
        """Where the line is drawn: before the first task that a limit keeps out, None for none."""
        decided = set(_OUT.values())
        for place, step in enumerate(self.steps):
            if not step.taken and any(each.limit not in decided for each in step.breaks):
                return place
        return None


class Funding:
    """Tasks and room with all that can be reckoned once, so that many orders are walked fast."""

    def __init__(self, tasks: Sequence[Task], room: Room) -> None:
        self.tasks = {task.id: task for task in tasks}
        self.room = room
        self.slots: list[tuple[Limit, int | None, date | None]] = [
            (Limit.BUDGET, None, None), (Limit.PLACES, None, None),
        ]  # fmt: skip
        self._bound = [room.budget is not None, room.places is not None]
        left = [room.budget or 0.0, float(room.places or 0)]
        self._first: dict[int | None, int] = {}  # the slot of a domain's first month
        for domain, days in room.days.items():
            if days is not None:
                if len(days) != len(room.months):
                    raise ValueError("What is left of a domain is given for each month.")
                self._first[domain] = len(left)
                left += days
                self.slots += [(Limit.PERSON_DAYS, domain, month) for month in room.months]
                self._bound += [True] * len(room.months)
        self.demands = {task.id: self._demand(task) for task in tasks}
        self.taken = frozenset(task.id for task in tasks if task.standing is Standing.TAKEN)
        self._open = frozenset(task.id for task in tasks if task.standing is Standing.OPEN)
        for id in sorted(self.taken):
            _take(left, self.demands[id])
        self.left: tuple[float, ...] = tuple(left)

    def walk(self, order: Sequence[int]) -> Line:
        """Every task of the order, taken or with what keeps it out."""
        left, taken = list(self.left), set(self.taken)
        pulled: dict[int, int] = {}
        steps = []
        for id in order:
            along: tuple[int, ...] = ()
            breaks: tuple[Break, ...] = ()
            if id not in taken:
                along, breaks = self._judged(id, taken, left)
                if not breaks:
                    for each in (*along, id):
                        _take(left, self.demands[each])
                        taken.add(each)
                        pulled.setdefault(each, id)
            above = pulled.get(id)
            by = None if above == id else above
            steps.append(Step(id, not breaks, self._left(left), along, by, breaks))
        return Line(tuple(steps), frozenset(taken), self._left(left))

    def fund(self, order: Sequence[int]) -> frozenset[int]:
        """The tasks that are taken of an order that leaves out those without a majority.

        For many recounts, in which the majorities may differ too: only what is in the order is
        taken along.
        """
        left, taken, among = list(self.left), set(self.taken), frozenset(order)
        for id in order:
            if id in taken or self.tasks[id].standing is Standing.DECIDED:
                continue
            bundle, absent = self._bundle(id, taken, among)
            if absent:
                continue
            asked = self._asked(bundle)
            if all(self.fits(slot, amount, left[slot]) for slot, amount in asked.items()):
                _take(left, asked)
                taken.update(bundle)
        return frozenset(taken)

    def bound(self, slot: int) -> bool:
        """Whether anything limits it."""
        return self._bound[slot]

    def fits(self, slot: int, asked: float, left: float) -> bool:
        """Whether what is asked of a limit is there; what asks nothing breaks nothing."""
        return asked <= TOLERANCE or asked <= left + TOLERANCE or not self._bound[slot]

    def _judged(
        self, id: int, taken: set[int], left: list[float]
    ) -> tuple[tuple[int, ...], tuple[Break, ...]]:
        standing = self.tasks[id].standing
        if standing in _OUT:
            return (), (Break(_OUT[standing]),)
        bundle, absent = self._bundle(id, taken, self._open)
        breaks = [Break(Limit.NEED, need=need) for need in absent]
        for slot, asked in self._asked(bundle).items():
            if not self.fits(slot, asked, left[slot]):
                limit, domain, month = self.slots[slot]
                breaks.append(Break(limit, asked, left[slot], domain, month))
        return bundle[1:], tuple(sorted(breaks, key=_worst))

    def _bundle(
        self, id: int, taken: set[int], among: frozenset[int]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The task, then all that it needs and is not taken yet; and the needs not `among` those
        that may be.

        Tasks that need each other come together, whichever of them is asked first.
        """
        bundle, absent, waiting = [id], [], list(self.tasks[id].needs)
        seen = {id}
        while waiting:
            need = waiting.pop(0)
            if need in seen or need in taken:
                continue
            seen.add(need)
            if need in among and self.tasks[need].standing is not Standing.DECIDED:
                bundle.append(need)
                waiting += self.tasks[need].needs
            else:
                absent.append(need)
        return tuple(bundle), tuple(absent)

    def _asked(self, bundle: tuple[int, ...]) -> Mapping[int, float]:
        if len(bundle) == 1:
            return self.demands[bundle[0]]
        asked: dict[int, float] = {}
        for id in bundle:
            for slot, amount in self.demands[id].items():
                asked[slot] = asked.get(slot, 0.0) + amount
        return asked

    def _demand(self, task: Task) -> dict[int, float]:
        works = [
            (domain, task.start, task.end, days)
            for domain, days in task.effort.items()
            if domain in self._first
        ]
        found = {_BUDGET: task.cost, _PLACES: float(task.places)}
        for domain, row in month_loads(works, self.room.months, self.room.calendar).items():
            first = self._first[domain]
            found |= {first + place: days for place, days in enumerate(row) if days}
        return {slot: amount for slot, amount in found.items() if amount}

    def _left(self, left: list[float]) -> Left:
        many = len(self.room.months)
        return Left(
            left[_BUDGET] if self._bound[_BUDGET] else None,
            round(left[_PLACES]) if self._bound[_PLACES] else None,
            {
                domain: tuple(left[first : first + many])
                for domain, first in self._first.items()
            },
        )  # fmt: skip


def walk(order: Sequence[int], tasks: Sequence[Task], room: Room) -> Line:
    """Walk down the order and take each task while all limits hold."""
    return Funding(tasks, room).walk(order)


def mutual(tasks: Mapping[int, Task], id: int) -> tuple[int, ...]:
    """The other tasks that need this one and that it needs, directly or not: one is not taken
    without the rest.
    """
    return tuple(each for each in _needed(tasks, id) if each != id and id in _needed(tasks, each))


def _needed(tasks: Mapping[int, Task], id: int) -> list[int]:
    found: list[int] = []
    waiting = list(tasks[id].needs) if id in tasks else []
    while waiting:
        need = waiting.pop(0)
        if need not in found:
            found.append(need)
            waiting += tasks[need].needs if need in tasks else ()
    return found


def _take(left: list[float], asked: Mapping[int, float]) -> None:
    for slot, amount in asked.items():
        left[slot] -= amount


def _worst(one: Break) -> tuple[bool, float, int, float, date]:
    """What no money mends comes first, then what most of the task is lacking."""
    mendable = one.limit is not Limit.NEED
    return mendable, -one.lacking, _ORDER[one.limit], -one.over, one.month or date.min
