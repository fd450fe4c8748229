"""Which tasks of an outline become batches, and which initiatives and milestones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cxdesk.exchange.opened import LEAVE_OUT
from cxdesk.exchange.projects.plan import CODE, Plan
from cxdesk.model.wording import count
from cxdesk.services.search import fold

INNER = "inner"
MOST_LEVELS = 4  # that one may choose from
_LONGEST = 80  # letters of a batch's name where it is put together


@dataclass(frozen=True)
class Grouped:
    """A plan by the summaries that become batches: those of a level, the innermost, or none.

    All go by the place of a task in the plan. `folded` are repetitions within one recurring task,
    which is an initiative itself.
    """

    plan: Plan
    choice: str

    @cached_property
    def folded(self) -> frozenset[int]:
        """Places of the repetitions of a recurring task."""
        parents, tasks = self.plan.parents, self.plan.tasks
        above = {parents[p] for p in self.plan.summaries}
        whole = {p for p in self.plan.summaries if tasks[p].recurring and p not in above}
        return frozenset(place for place, parent in enumerate(parents) if parent in whole)

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """Places of the tasks that are work or a milestone."""
        summaries = self.plan.summaries - {self.plan.parents[each] for each in self.folded}
        return tuple(
            place for place in range(len(self.plan.tasks))
            if place not in summaries and place not in self.folded
        )  # fmt: skip

    @cached_property
    def batch_of(self) -> Mapping[int, int]:
        """The place of the batch of each leaf that has one."""
        found = {}
        for leaf in self.leaves:
            above = self.plan.above(leaf)
            if above and self.choice != LEAVE_OUT:
                found[leaf] = above[-1] if self.choice == INNER else above[self._level(above)]
        return found

    def _level(self, above: tuple[int, ...]) -> int:
        return min(int(self.choice), len(above)) - 1

    @cached_property
    def batches(self) -> dict[int, str]:
        """Names of the batches by their place, told apart by what is above where they are alike."""
        tasks = self.plan.tasks
        places = sorted(set(self.batch_of.values()))
        times = Counter(fold(tasks[place].name) for place in places)
        taken: Counter[str] = Counter()
        found = {}
        for place in places:
            name = tasks[place].name
            above = self.plan.above(place)
            if times[fold(name)] > 1 and above and not tasks[place].own.get(CODE):
                name = f"{tasks[above[-1]].name}: {name}"[:_LONGEST]
            taken[fold(name)] += 1
            found[place] = f"{name} ({taken[fold(name)]})" if taken[fold(name)] > 1 else name
        return found

    def path(self, leaf: int) -> str:
        """The summaries above a leaf that are not its batch nor above that: "Phase 2 › Design"."""
        above, batch = self.plan.above(leaf), self.batch_of.get(leaf)
        below = above[above.index(batch) + 1 :] if batch is not None else above
        return " › ".join(self.plan.tasks[place].name for place in below)


def choices(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What may become batches, with how many these would be; empty without summaries."""
    if not plan.summaries:
        return ()
    depth = max((len(plan.above(place)) for place in Grouped(plan, "1").leaves), default=0)
    found = []
    for level in range(1, min(depth, MOST_LEVELS) + 1):
        many = len(Grouped(plan, str(level)).batches)
        where = "Top level" if level == 1 else f"Level {level}"
        found.append((str(level), f"{where}: {count(many, 'batch', 'batches')}"))
    if depth > 2:
        many = len(Grouped(plan, INNER).batches)
        found.append((INNER, f"The innermost: {count(many, 'batch', 'batches')}"))
    return (*found, (LEAVE_OUT, "None: no batches"))


def guess(plan: Plan) -> str:
    """The top level, or the next one where all stands below a single task."""
    tops = [place for place, parent in enumerate(plan.parents) if parent is None]
    single = len(tops) == 1 and tops[0] in plan.summaries
    return "2" if single and any(plan.parents[p] is not None for p in plan.summaries) else "1"
