"""What a file says of its roadmap: its dates and links, and a second opinion on its schedule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import networkx
import numpy
import pytest

from cxdesk import cli
from cxdesk.services import calendar, dependencies, domains, people, program_file, roadmap
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.conftest import clock

HOLIDAYS = {
    date(2026, 12, 25): "Erster Weihnachtstag", date(2027, 1, 1): "Neujahr",
    date(2027, 5, 6): "Christi Himmelfahrt",
}  # fmt: skip
_EPOCH = numpy.datetime64("2026-01-01")
_OFF = [numpy.datetime64(day) for day in HOLIDAYS]

Dates = tuple[date, date]
Links = dict[str, tuple[str, int]]
"""Type and lag of a link, by the codes of its ends: "101-102"."""


def founded(path: Path) -> Path:
    """A new program: its days, two domains and somebody in charge, and no initiative."""

    def found(session: Session) -> None:
        calendar.add_holidays(session, HOLIDAYS)
        domains.add(session, "Informationstechnologie", "IT", 10)
        domains.add(session, "Kundenbetreuung", "Care", 10)
        people.add(session, "Zoë Ångström", "Leiterin Kundenerlebnis")

    program_file.make_program(path, "Kundenbüro", clock=clock, who="Sofia Marques")
    with Store(path, home=path.parent, clock=clock, who="Sofia Marques", durable=False) as store:
        store.do("Found the office", found)
    return path


def bars(store: Store) -> dict[str, Dates | None]:
    """Start and end of all that have both, by code."""
    with store.read() as session:
        cards = roadmap.roadmap(session).board.cards
    return {
        card.code: (card.start, card.end) if card.start and card.end else None
        for card in sorted(cards, key=lambda card: card.code)
    }


def links(store: Store) -> Links:
    """All links of the file."""
    with store.read() as session:
        rows = dependencies.dependencies(session)
    return {f"{r.before.code[3:]}-{r.after.code[3:]}": (r.type.value, r.lag) for r in rows}


def milestones(store: Store) -> dict[str, tuple[date, bool]]:
    """All milestones of the file: their day, and whether they are reached."""
    with store.read() as session:
        return {row.name: (row.on, row.done) for row in roadmap.milestones(session)}


def scheduled(file: Path, said: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What `cxdesk schedule --json` prints of a file that nobody has open."""
    said.readouterr()
    assert cli.main(["schedule", str(file), "--json"]) == 0
    found: dict[str, Any] = json.loads(said.readouterr().out)
    return found


def print_all(file: Path, *more: str) -> dict[str, bytes]:
    """The roadmap in every format that `cxdesk print` knows, by the ending of its name."""
    made = {}
    for ending in ("pdf", "png", "svg", "csv"):
        out = file.with_suffix(f".{ending}")
        assert cli.main(["print", str(file), "roadmap", "-o", str(out), *more]) == 0
        made[ending] = out.read_bytes()
    return made


def reckoned(planned: Mapping[str, Dates | None], tied: Links) -> dict[str, dict[str, Any]]:
    """Dates and slack of plain work that waits, by the calendar of numpy and a graph of networkx.

    What is told is what `cxdesk schedule` tells, but for the driver.
    """
    spans = {code[3:]: dates for code, dates in planned.items() if dates is not None}
    long = {code: _index(end) + 1 - _index(start) for code, (start, end) in spans.items()}
    graph = networkx.DiGraph()
    graph.add_nodes_from(spans)
    for ends, (type, lag) in tied.items():
        before, after = ends.split("-")
        # How far the start of the one stands from that of the other at least.
        apart = (
            lag + (long[before] if type[0] == "F" else 0) - (long[after] if type[1] == "F" else 0)
        )
        graph.add_edge(before, after, apart=apart)
    order = list(networkx.lexicographical_topological_sort(graph))
    early: dict[str, int] = {}
    for code in order:
        waits = [early[one] + graph.edges[one, code]["apart"] for one in graph.predecessors(code)]
        early[code] = max(waits, default=_index(spans[code][0]))
    last = max(early[code] + long[code] for code in order)
    late: dict[str, int] = {}
    for code in reversed(order):
        bounds = [late[one] - graph.edges[code, one]["apart"] for one in graph.successors(code)]
        late[code] = min([*bounds, last - long[code]])
    found = {}
    for code in order:
        free = [
            early[one] - graph.edges[code, one]["apart"] - early[code]
            for one in graph.successors(code)
        ]
        slack = late[code] - early[code]
        found[f"CX-{code}"] = {
            "early_start": _day(early[code]), "early_finish": _day(early[code] + long[code] - 1),
            "late_start": _day(late[code]), "late_finish": _day(late[code] + long[code] - 1),
            "total_slack": slack,
            "free_slack": min(free, default=last - long[code] - early[code]),
            "critical": slack <= 0,
        }  # fmt: skip
    return found


def _index(on: date) -> int:
    """The number of working days before a day."""
    return int(numpy.busday_count(_EPOCH, numpy.datetime64(on), holidays=_OFF))


def _day(index: int) -> str:
    return str(numpy.busday_offset(_EPOCH, index, roll="forward", holidays=_OFF))
