"""What changed dates come to, in lines: who moves, who stays, what deadlines they pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cxdesk.model.wording import count, later, listed
from cxdesk.services.cards import Card
from cxdesk.services.schedule import Dates, Network
from cxdesk.services.slip import OutcomeHit, SlipReport
from cxdesk.ui.form.words import short
from cxdesk.ui.roadmap import pending_words as words
from cxdesk.ui.roadmap.pending import Proposal
from cxdesk.ui.roadmap.slip_lines import Line

_MOST = 200


def of_moves(
    moves: Mapping[int, Dates], before: Mapping[int, Card], network: Network, today: date
) -> list[Line]:
    """Who moves: from which dates to which."""
    lines = []
    for id, new in list(moves.items())[:_MOST]:
        old = before[id]
        start, end = words.differs(old, new, network)
        was = "no dates"
        if old.start is not None and old.end is not None:
            was = words.span((old.start, old.end), today)
        far = later(end or start) if start or end else ""
        dates = f"{was}  →  {words.span(new, today)}"
        lines.append(Line(f"{old.code} {old.title}", dates, far))
    if len(moves) > _MOST:
        lines.append(Line(f"{len(moves) - _MOST:,} more"))
    return lines


def of_proposal(
    here: Proposal, network: Network, outcomes: Iterable[OutcomeHit], today: date
) -> list[Line]:
    """Everything that waits for a choice, what was asked for first."""
    pushed = dict(sorted(here.pushed.items(), key=lambda item: (item[1][0], item[0])))
    lines = of_moves({**here.asked, **pushed}, here.before, network, today)
    lines += [Line(f"{one.why}: it stays", wrong=True) for one in here.kept]
    late = (*here.over, *here.over_pushed)
    lines += [Line(words.passed(one, today), wrong=True) for one in late]
    return lines + [_outcome(row, today) for row in outcomes]


def of_slip(report: SlipReport, network: Network, today: date) -> list[Line]:
    """What moves if one slips."""
    cards = network.cards
    lines = [Line(f"{count(len(report.moved), 'initiative')} move", head=True)]
    if len(report.moved) == 1:
        lines = [Line("Nobody else moves", head=True)]
    lines += of_moves(report.moves, cards, network, today)
    if report.kept:
        lines.append(Line("Would have to move, and cannot", head=True))
        lines += [Line(one.why, wrong=True) for one in report.kept]
    if report.deadlines:
        lines.append(Line("Deadlines", head=True))
    for hit in report.deadlines:
        verb = "ends" if len(hit.who) == 1 else "end"
        due = f"{hit.code} {hit.name}, due {short(hit.deadline, today)}"
        lines.append(Line(f"{due}: {listed(hit.who)} {verb} after it", wrong=True))
    if report.outcomes:
        lines.append(Line("Outcomes", head=True))
        lines += [_outcome(row, today) for row in report.outcomes]
    lines.append(Line("The program", head=True))
    if report.new_ends == report.ends:
        lines.append(Line(f"Ends {short(report.ends, today)}, as before"))
    else:
        far = network.work.after(report.new_ends) - network.work.after(report.ends)
        dates = f"{short(report.ends, today)}  →  {short(report.new_ends, today)}"
        lines.append(Line("Ends", dates, later(far)))
    return lines


def _outcome(row: OutcomeHit, today: date) -> Line:
    past = (row.new_ends - row.due).days
    return Line(
        f"{row.code} {row.name}",
        f"{short(row.ends, today)}  →  {short(row.new_ends, today)}",
        f"{count(past, 'day')} after it is due" if row.late else f"due {short(row.due, today)}",
        row.late,
    )
