"""What a change of dates is called: at the pointer, in the bar above the canvas, and aloud."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxdesk.model.states import LinkType
from cxdesk.model.wording import count, day, later, listed
from cxdesk.services.cards import Card
from cxdesk.services.schedule import Dates, Network
from cxdesk.ui.form.words import short
from cxdesk.ui.roadmap.drag_shift import Part, Shift
from cxdesk.ui.roadmap.pending import Break, Over, Proposal

_NAMED = 3  # codes that a sentence names before it counts


def span(dates: Dates, today: date) -> str:
    """Two days as one stretch: "8 Mar – 30 Apr"."""
    start, end = (short(on, today) for on in dates)
    if dates[0].year == dates[1].year and end.endswith(f" {dates[1].year}"):
        start = start.removesuffix(f" {dates[0].year}")
    return start if start == end else f"{start} – {end}"


def by_words(by: int) -> str:
    """How far something moved: "+5 working days"."""
    return f"{'−' if by < 0 else '+'}{count(abs(by), 'working day')}"


def named(codes: Sequence[str]) -> str:
    """Codes in a sentence: all of a few, else the first and how many more."""
    if len(codes) <= _NAMED:
        return listed(codes)
    return f"{', '.join(codes[:_NAMED])} and {len(codes) - _NAMED:,} more"


# What was asked for ------------------------------------------------------------------------


def at_pointer(dates: Dates, shift: Shift, network: Network, today: date) -> str:
    """What stands beside the pointer while a bar is dragged."""
    said = span(dates, today)
    if shift.part is not Part.WHOLE:
        said += f", {count(network.days(*dates), 'working day')}"
        return f"{said} ({shift.by:+d})".replace("-", "−") if shift.by else said
    return f"{said}, {by_words(shift.by)}" if shift.by else said


def differs(old: Card, new: Dates, network: Network) -> tuple[int, int]:
    """How many working days start and end of an initiative move."""
    if old.start is None or old.end is None:
        return 0, 0
    work = network.work
    return work.index(new[0]) - work.index(old.start), work.after(new[1]) - work.after(old.end)


def asked(proposal: Proposal, network: Network, today: date) -> str:
    """What somebody moved, as a sentence: "CX-201 ends 19 Feb, 5 working days later."."""
    if not proposal.asked:
        return ""
    steps = {id: differs(proposal.before[id], new, network) for id, new in proposal.asked.items()}
    if len(steps) > 1:
        same = set(steps.values())
        how = f" {later(next(iter(same))[0])}" if len(same) == 1 and len(set(*same)) == 1 else ""
        return f"{count(len(steps), 'initiative')} move{how}."
    id, dates = next(iter(proposal.asked.items()))
    old, (start, end) = proposal.before[id], steps[id]
    if old.start is None or old.end is None:
        return f"{old.code} gets the dates {span(dates, today)}."
    if old.start == dates[0]:
        return f"{old.code} ends {short(dates[1], today)}, {later(end)}."
    if old.end == dates[1]:
        return f"{old.code} starts {short(dates[0], today)}, {later(start)}."
    if start == end:
        return f"{old.code} moves to {span(dates, today)}, {later(start)}."
    return f"{old.code} moves to {span(dates, today)}."


# What follows from it ----------------------------------------------------------------------


def broken(one: Break, dates: Dates, network: Network, today: date, *, titled: bool) -> str:
    """A link that would be broken: "CX-203 First-bill call starts 15 Feb, before CX-201 ends."

    `dates` are those of the successor.
    """
    link = one.link
    before, after = network.cards[link.before], network.cards[link.after]
    starts = link.type in (LinkType.FS, LinkType.SS)
    verb, on = ("starts", dates[0]) if starts else ("ends", dates[1])
    does = "ends" if link.type in (LinkType.FS, LinkType.FF) else "starts"
    if link.lag > 0:
        gap = f"less than {count(link.lag, 'working day')} after"
    elif link.lag < 0:
        gap = f"more than {count(-link.lag, 'working day')} before"
    else:
        gap = "before"
    name = f"{after.code} {after.title}" if titled else after.code
    return f"{name} {verb} {short(on, today)}, {gap} {before.code} {does}."


def trouble(proposal: Proposal, network: Network, today: date) -> list[str]:
    """What would be wrong if only what was asked for moved, sentence by sentence."""
    said = []
    breaks = proposal.breaks
    if len(breaks) == 1:
        dates = _dates(proposal, network, breaks[0].link.after)
        said.append(broken(breaks[0], dates, network, today, titled=True))
    elif breaks:
        codes = list(dict.fromkeys(network.cards[one.link.after].code for one in breaks))
        said.append(f"{count(len(breaks), 'link')} break: {named(codes)} would come too early.")
    if proposal.kept:
        whys = [one.why for one in proposal.kept[:2]]
        more = len(proposal.kept) - len(whys)
        others = f", and {count(more, 'other')} stay too" if more else ""
        said.append(f"{listed(whys)}: {'it stays' if len(whys) == 1 else 'they stay'}{others}.")
    said += [passed(one, today) for one in proposal.over[:2]]
    if len(proposal.over) > 2:
        more = len(proposal.over) - 2
        said.append(f"{more:,} more would end after the deadline of their batch.")
    if not proposal.over and proposal.over_pushed:
        said.append(_pushed_past(proposal.over_pushed, today))
    return said


def passed(one: Over, today: date) -> str:
    """A deadline that is passed: "CX-103 ends after the deadline of B1, 30 Apr: 3 working ..."."""
    assert one.batch.deadline is not None
    far, due = count(one.days, "working day"), short(one.batch.deadline, today)
    return f"{one.card.code} ends {far} after {one.batch.code} is due, {due}."


def _pushed_past(rows: Sequence[Over], today: date) -> str:
    if len(rows) == 1:
        assert rows[0].batch.deadline is not None
        due = short(rows[0].batch.deadline, today)
        return f"Then {rows[0].card.code} ends after {rows[0].batch.code} is due, {due}."
    codes = [one.card.code for one in rows]
    return f"Then {named(codes)} end after their batches are due."


def _dates(proposal: Proposal, network: Network, id: int) -> Dates:
    card = network.cards[id]
    assert card.start is not None
    assert card.end is not None
    return proposal.asked.get(id, (card.start, card.end))


# What can be done --------------------------------------------------------------------------


def push(proposal: Proposal, network: Network, today: date) -> str:
    """The button that moves the successors: "Move CX-203 to 22 Feb"."""
    if len(proposal.pushed) == 1:
        id, dates = next(iter(proposal.pushed.items()))
        said = f"Move {network.cards[id].code} to {short(dates[0], today)}"
    else:
        said = f"Move {count(len(proposal.pushed), 'successor')}"
    return said + with_deadlines(proposal, pushed=True)


def instead(proposal: Proposal, today: date) -> str:
    """The button that goes only as far as predecessors allow: "Move CX-203 to 15 Feb instead"."""
    dates = proposal.instead
    assert dates is not None
    old = next(iter(proposal.before.values()))
    if dates[0] == old.start:
        return f"End {old.code} on {short(dates[1], today)} instead"
    if dates[1] == old.end:
        return f"Start {old.code} on {short(dates[0], today)} instead"
    return f"Move {old.code} to {short(dates[0], today)} instead"


def keep(proposal: Proposal, today: date) -> str:
    """The button that moves nobody else."""
    due = with_deadlines(proposal, pushed=False).removeprefix(" and")
    if proposal.breaks:
        return f"Keep and flag, move{due}" if due else "Keep and flag"
    if len(proposal.deadlines()) == 1:
        on = next(iter(proposal.deadlines().values()))
        return f"Move{due} to {short(on, today)}"
    return f"Move{due}" if due else "Save"


def with_deadlines(proposal: Proposal, *, pushed: bool) -> str:
    """What a button adds where deadlines move along: " and B1's deadline"."""
    due = proposal.deadlines(pushed=pushed)
    if not due:
        return ""
    if len(due) > 1:
        return f" and {len(due):,} deadlines"
    rows = (*proposal.over, *proposal.over_pushed)
    code = next(one.batch.code for one in rows if one.batch.id in due)
    return f" and {code}'s deadline"


def deadlines(proposal: Proposal, *, pushed: bool) -> str:
    """Which deadlines move along, and where to, as a sentence; empty for none."""
    due = proposal.deadlines(pushed=pushed)
    rows = (*proposal.over, *proposal.over_pushed)
    codes = {one.batch.id: one.batch.code for one in rows}
    said = [f"{codes[batch]} to {day(on)}" for batch, on in due.items()]
    return f"The deadline of {listed(said)}." if said else ""


def label(proposal: Proposal, network: Network) -> str:
    """What the history calls it: "Move CX-201 to 8 Mar – 30 Apr"."""
    if not proposal.asked:
        code = next((network.cards[id].code for id in proposal.pins), "")
        pinned = next(iter(proposal.pins.values()), True)
        return f"{'Pin' if pinned else 'Unpin'} {code}"
    if len(proposal.asked) > 1:
        return f"Move {count(len(proposal.asked), 'initiative')}"
    id, dates = next(iter(proposal.asked.items()))
    old = proposal.before[id]
    if old.start == dates[0]:
        return f"Move the end of {old.code} to {day(dates[1])}"
    if old.end == dates[1]:
        return f"Move the start of {old.code} to {day(dates[0])}"
    return f"Move {old.code} to {_dated(dates)}"


def _dated(dates: Dates) -> str:
    """Two days with their years, as they are read long afterwards."""
    start, end = (day(on) for on in dates)
    if dates[0].year == dates[1].year:
        start = start.rpartition(" ")[0]
    return f"{start} – {end}"


def preview(proposal: Proposal, network: Network, today: date) -> list[tuple[str, bool]]:
    """What would follow, in short lines at the pointer, and whether each is wrong."""
    lines = []
    if proposal.pushed:
        codes = [network.cards[id].code for id in proposal.pushed]
        lines.append((f"Pushes {named(codes)}", False))
    lines += [(f"{one.why}: it stays", True) for one in proposal.kept[:2]]
    if not proposal.pushed and not proposal.kept and proposal.breaks:
        first = proposal.breaks[0]
        dates = _dates(proposal, network, first.link.after)
        lines.append((broken(first, dates, network, today, titled=False), True))
    for one in (*proposal.over, *proposal.over_pushed)[:3]:
        assert one.batch.deadline is not None
        due = f"{one.batch.code} due {short(one.batch.deadline, today)}"
        who = "" if one.card.id in proposal.asked else f" for {one.card.code}"
        lines.append((f"{due}: {count(one.days, 'working day')} over{who}", True))
    return lines
