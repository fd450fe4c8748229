"""What ties initiatives and marks their way, from a file: links, milestones, baselines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.links import closes, cycle_through
from cxdesk.model.plan import Baseline, BaselineBar, Milestone
from cxdesk.services import milestones
from cxdesk.services.bringing.ledger import Ledger
from cxdesk.services.incoming import Fate, IncomingLink
from cxdesk.services.initiatives import LAG_BOUND, MOST_LAG
from cxdesk.services.search import fold

Pair = tuple[int, int]


def bring_links(ledger: Ledger) -> None:
    """Add the dependencies that form no cycle; of those that are there, take type and lag."""
    if not ledger.incoming.links:
        return
    session = ledger.session
    session.flush()
    there = {(one.predecessor_id, one.successor_id): one for one in session.scalars(select(Link))}
    new: dict[Pair, IncomingLink] = {}
    for row in ledger.each(ledger.incoming.links):
        with ledger.trying(row.at):
            pair = _pair(ledger, row)
            here = there.get(pair)
            if here is not None:
                changed = (here.type, here.lag) != (row.type, row.lag)
                if changed:
                    here.type, here.lag = row.type, row.lag
                ledger.count("links", changed=changed)
            else:
                new.setdefault(pair, row)
    for pair in _refused(ledger, list(there), new):
        del new[pair]
    for (before, after), row in new.items():
        ledger.add(Link, predecessor_id=before, successor_id=after, type=row.type, lag=row.lag)
        ledger.count("links", added=True)


def _pair(ledger: Ledger, row: IncomingLink) -> Pair:
    ids = []
    for key in (row.predecessor, row.successor):
        id = ledger.initiatives.get(key)
        if id is None:
            raise RuleBroken(f"There is no initiative “{key[:60]}”: the link was left out.")
        ids.append(id)
    if ids[0] == ids[1]:
        raise RuleBroken(f"“{row.predecessor[:60]}” cannot wait for itself.")
    if abs(row.lag) > MOST_LAG:
        raise RuleBroken(LAG_BOUND)
    return ids[0], ids[1]


def _refused(ledger: Ledger, there: Sequence[Pair], new: Mapping[Pair, IncomingLink]) -> list[Pair]:
    """The new links that would close a cycle, each told as a problem."""
    session = ledger.session
    rows = session.execute(select(Initiative.id, Initiative.parent_id, Initiative.code)).all()
    parents = {id: parent for id, parent, _ in rows if parent is not None}
    codes = {id: code for id, _, code in rows}
    suspects = set(new) if parents else _on_cycles([*there, *new])
    kept = [*there, *(pair for pair in new if pair not in suspects)]
    refused = []
    for pair, row in new.items():
        if pair not in suspects:
            continue
        if cycle := cycle_through(kept, parents, pair):
            ledger.problem(row.at, closes(cycle, codes).text)
            refused.append(pair)
        else:
            kept.append(pair)
    return refused


def _on_cycles(pairs: Sequence[Pair]) -> set[Pair]:
    """The links that may lie on a cycle: what is left when all that nothing waits for is gone."""
    waits = Counter(after for _, after in pairs)
    onward: dict[int, list[int]] = {}
    for before, after in pairs:
        onward.setdefault(before, []).append(after)
    free = [before for before in onward if not waits[before]]
    gone = set(free)
    while free:
        for after in onward.get(free.pop(), ()):
            waits[after] -= 1
            if not waits[after]:
                gone.add(after)
                free.append(after)
    return {pair for pair in pairs if not gone & set(pair)}


def bring_milestones(ledger: Ledger) -> None:
    """Find by name and initiative or add the milestones."""
    if not ledger.incoming.milestones:
        return
    everything = ledger.session.scalars(select(Milestone))
    there = {(one.initiative_id, fold(" ".join(one.name.split()))): one for one in everything}
    for row in ledger.each(ledger.incoming.milestones):
        home = ledger.initiatives.get(row.initiative)
        name = " ".join(row.name.split())
        problem = milestones.name_problem(name)
        if row.initiative and home is None:
            problem = f"There is no initiative “{row.initiative[:60]}”: the milestone was left out."
        if problem:
            ledger.problem(row.at, problem)
            continue
        here = there.get((home, fold(name)))
        if here is None:
            here = Milestone(initiative_id=home, name=name, on=row.on, done=row.done)
            ledger.session.add(here)
            there[home, fold(name)] = here
            ledger.count("milestones", added=True)
            continue
        changed = (here.on, here.done) != (row.on, row.done)
        if changed:
            here.on, here.done = row.on, row.done
        ledger.count("milestones", changed=changed)


def bring_baselines(ledger: Ledger) -> None:
    """Add the baselines whose name is not there yet."""
    there = {fold(name) for name in ledger.session.scalars(select(Baseline.name))}
    for row in ledger.each(ledger.incoming.baselines):
        if fold(row.name) in there:
            ledger.count("baselines")
            continue
        bars = {}
        for key, start, end in row.bars:
            id = ledger.initiatives.get(key)
            if id is not None and start <= end:
                bars[id] = BaselineBar(initiative_id=id, start=start, end=end)
        if len(bars) < len(row.bars):
            left = len(row.bars) - len(bars)
            ledger.note(Fate.DROPPED, f"Bars of the baseline “{row.name}” without a place.", left)
        ledger.session.add(Baseline(name=row.name, taken_on=row.taken_on, bars=list(bars.values())))
        there.add(fold(row.name))
        ledger.count("baselines", added=True)
