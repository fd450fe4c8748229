"""PrefLib's files of rankings: .soc and .soi are strict, .toc and .toi have ties; c is complete."""

from __future__ import annotations

import re
from io import StringIO

from cxdesk.analysis.tiers import Tier, Tiers
from cxdesk.exchange.ballot_lines import MOST_COUNTED, BallotLines, WrongLine, plain

KINDS = (".soc", ".soi", ".toc", ".toi")

_FIELD = re.compile(
    r"#\s*(?:ALTERNATIVE NAME (\d{1,9})|(NUMBER ALTERNATIVES|NUMBER VOTERS))\s*:(.*)",
    re.ASCII | re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:\{([\d\s,]*)\}|(\d+))\s*(,|$)", re.ASCII)


def read_preflib(text: str, kind: str, lines: BallotLines) -> list[str]:
    """Add the ballots of a file; the names of its alternatives."""
    names: dict[int, str] = {}
    alternatives = voters = None
    rows: list[tuple[int, int, list[Tier]]] = []
    for number, line in enumerate(StringIO(text, newline=None), 1):
        try:
            if field := _FIELD.match(line):
                if field[1]:
                    names[int(field[1])] = plain(field[3])
                elif "VOTERS" in field[2].upper():
                    voters = _whole(field[3])
                else:
                    alternatives = _whole(field[3])
            elif line.strip() and not line.startswith("#"):
                rows.append((number, *_ballot(line)))
        except WrongLine as error:
            lines.wrong(number, error)
    held = (id for _, _, tiers in rows for tier in tiers for id in tier)
    tasks = alternatives or max(names, default=0) or max(held, default=0)
    lines.check_tasks(tasks)
    for number, times, tiers in rows:
        try:
            _check(tiers, tasks, kind)
        except WrongLine as error:
            lines.wrong(number, error)
            continue
        ranked = tuple(tier for tier in tiers if tier)
        lines.add(Tiers(ranked).with_new(range(1, tasks + 1)), times)
    lines.check()
    if voters is not None and voters != lines.total:
        raise lines.refused(f"says that {voters:,} voted, but its lines hold {lines.total:,}")
    return _distinct([names.get(id) or str(id) for id in range(1, tasks + 1)])


def _ballot(line: str) -> tuple[int, list[Tier]]:
    """A line "count: 1,{2,3},4"."""
    times, colon, order = line.partition(":")
    if not colon:
        raise WrongLine(f"“{plain(line)}” has no count: write it as “1: 2,{{1,3}}”")
    tiers: list[Tier] = []
    at, comma = 0, bool(order.strip())
    while comma:
        item = _ITEM.match(order, at)
        if item is None:
            raise WrongLine(f"“{plain(order[at:])}” is no number and no tie as {{2,3}}")
        members = item[2] or item[1]
        tiers.append(tuple(_whole(id) for id in members.split(",") if members.strip()))
        at, comma = item.end(), bool(item[3])
    return _whole(times), tiers


def _whole(text: str) -> int:
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit()):
        raise WrongLine(f"“{plain(text)}” is no whole number")
    if len(bare) > 12 or int(bare) > MOST_COUNTED:
        raise WrongLine(f"{plain(bare)} is more than {MOST_COUNTED:,}")
    if not int(bare):
        raise WrongLine("0 is none: counts and alternatives begin at 1")
    return int(bare)


def _check(tiers: list[Tier], tasks: int, kind: str) -> None:
    """Refuse what does not go together."""
    seen: set[int] = set()
    for tier in tiers:
        if len(tier) > 1 and kind.startswith(".so"):
            raise WrongLine(f"a tie in a strict order: {kind} has none, .t{kind[2:]} may")
        for id in tier:
            if id > tasks:
                raise WrongLine(f"there is no alternative {id}: {tasks} are the most")
            if id in seen:
                raise WrongLine(f"alternative {id} is ranked twice")
            seen.add(id)
    if kind.endswith("c") and len(seen) < tasks:
        missing = next(id for id in range(1, tasks + 1) if id not in seen)
        raise WrongLine(
            f"alternative {missing} is missing in a complete order; {kind[:-1]}i may leave it out"
        )


def _distinct(names: list[str]) -> list[str]:
    """The names, with its number behind each that several have."""
    return [f"{name} ({id})" if names.count(name) > 1 else name for id, name in enumerate(names, 1)]
