"""`cxdesk schedule`: early and late dates, slack and critical path of a program, at a terminal."""

from __future__ import annotations

import argparse
import json
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxdesk.services.schedule import Network

_ABOUT = """\
Early dates are those at which an initiative could stand by its links, late dates those at which the
program would still end on its last day, both inclusive; slack is in working days. What has started,
is finished or is pinned stands at its own dates. `driver` is what decides the early dates.
"""
_HEAD = ("Code", "Early start", "Early finish", "Late start", "Late finish", "Slack", "Free", "",
         "Driver")  # fmt: skip
_NUMBERS = (5, 6)


def make_parser(prog: str) -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(prog=prog, description=_ABOUT)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--json", action="store_true", help="for another program")
    return parser


def run(chosen: argparse.Namespace) -> int:
    """Print the schedule, and return the exit code."""
    from cxdesk import paths
    from cxdesk.services.schedule import network
    from cxdesk.store.store import Store

    with (
        Store.open(chosen.file, home=paths.data(), read_only=True) as store,
        store.read() as session,
    ):
        here = network(session)
    if isinstance(sys.stdout, TextIOWrapper):  # codes may have letters that a console lacks
        sys.stdout.reconfigure(errors="replace")
    found = rows(here)
    print(json.dumps(found, indent=2) if chosen.json else _text(here, found))
    return 0


def rows(network: Network) -> dict[str, dict[str, Any]]:
    """The schedule by the initiatives' codes, in their order."""
    schedule = network.schedule()
    found = {}
    for card in sorted(network.cards.values(), key=lambda each: each.code):
        here = schedule.of(card.id)
        if here is None:
            dates: list[Any] = [None] * 6
        else:
            days = (here.early_start, here.early_finish, here.late_start, here.late_finish)
            dates = [*(day.isoformat() for day in days), here.total_slack, here.free_slack]
        found[card.code] = {
            **dict(zip(_KEYS, dates, strict=True)),
            "critical": here is not None and here.critical,
            "driver": "no dates" if here is None else here.driver.label,
        }
    return found


_KEYS = ("early_start", "early_finish", "late_start", "late_finish", "total_slack", "free_slack")


def _text(network: Network, found: dict[str, dict[str, Any]]) -> str:
    from cxdesk.model.links import named
    from cxdesk.model.wording import day

    if not found:
        return "There are no initiatives yet."
    lines = [_HEAD]
    for code, row in found.items():
        cells = ["" if row[key] is None else str(row[key]) for key in _KEYS]
        mark = "critical" if row["critical"] else ""
        lines.append((code, *cells, mark, row["driver"]))
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEAD))]
    shown = [
        "  ".join(
            cell.rjust(width) if place in _NUMBERS else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    plan = network.schedule()
    if plan.ends:
        critical = _are(len(plan.critical), "initiative")
        shown += ["", f"The program could end {day(plan.ends)}; {critical} critical."]
    if missed := len(network.broken()):
        shown.append(f"{_are(missed, 'link')} broken by the planned dates.")
    codes = {id: card.code for id, card in network.cards.items()}
    for loop in network.cycles:
        shown.append(f"A cycle of links: {named((*loop, loop[0]), codes)}. Remove one of them.")
    return "\n".join(shown)


def _are(many: int, noun: str) -> str:
    """A count as a subject: "1 link is", "2 links are"."""
    from cxdesk.model.wording import count

    return f"{count(many, noun)} {'is' if many == 1 else 'are'}"
