"""Where the milestones of a plan stand with us: with an initiative, or with the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from cxdesk.exchange.projects.grouping import Grouped
from cxdesk.exchange.projects.plan import CODE, PART_OF, Plan
from cxdesk.services.incoming import Fate, IncomingMilestone, Note
from cxdesk.services.milestones import LONGEST
from cxdesk.services.search import fold


def marks(
    plan: Plan, grouped: Grouped, gates: Collection[int]
) -> tuple[tuple[IncomingMilestone, ...], tuple[Note, ...]]:
    """The milestones, each with the initiative it waits for, otherwise as a date of the program.

    Of several it waits for the one that ends last is taken, in its own batch if there is one.
    """
    before = _before(plan, grouped, gates)
    work = [plan.tasks[place] for place in grouped.leaves if place not in gates]
    codes = {task.own[CODE]: task.key for task in work if task.own.get(CODE)}
    taken: Counter[tuple[str, str]] = Counter()
    found = []
    outside = undated = 0
    for place in sorted(gates):
        task = plan.tasks[place]
        if task.start is None:
            undated += 1
            continue
        home = codes.get(task.own.get(PART_OF, "")) or before.get(place, "")
        batch = grouped.batch_of.get(place)
        name = task.name
        if not home and batch is not None and not task.own:
            name = f"{grouped.batches[batch]}: {name}"
        outside += not home
        name = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
        taken[home, fold(name)] += 1
        if (times := taken[home, fold(name)]) > 1:
            name = f"{name[: LONGEST - 6]} ({times})"
        found.append(
            IncomingMilestone(
                initiative=home, name=name, on=task.start, done=task.progress >= 100, at=task.at
            )
        )
    notes = []
    if len(found) > outside:
        text = "Milestones stand with the initiative that they wait for."
        notes.append(Note(Fate.KEPT, text, len(found) - outside))
    if outside:
        text = "Milestones that wait for no initiative are dates of the program, named by batch."
        notes.append(Note(Fate.KEPT, text, outside))
    if undated:
        notes.append(Note(Fate.DROPPED, "Milestones without a date are left out.", undated))
    return tuple(found), tuple(notes)


def _before(plan: Plan, grouped: Grouped, gates: Collection[int]) -> dict[int, str]:
    """The key of the initiative that each milestone waits for at last."""
    places, leaves = plan.places, set(grouped.leaves)
    best: dict[int, tuple[bool, date, int]] = {}
    for tie in plan.ties:
        before, after = places.get(tie.before), places.get(tie.after)
        if (
            before is None
            or after is None
            or after not in gates
            or before in gates
            or before not in leaves
        ):
            continue
        same = grouped.batch_of.get(before) == grouped.batch_of.get(after)
        rank = (same, plan.tasks[before].finish or date.min, -before)
        if after not in best or rank > best[after]:
            best[after] = rank
    return {gate: plan.tasks[-rank[2]].key for gate, rank in best.items()}
