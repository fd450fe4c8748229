"""Makes the large program that benchmarks run on: python benchmarks/large_program.py OUT.cxdesk

10,000 initiatives in 50 batches, 50,000 actions, 200,000 history entries in a valid chain, under
the program's rules: `cxdesk check` finds nothing wrong with it. Written beside the program's door
for speed, always the same for the same number of initiatives (`--initiatives N`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from cxdesk.store import history
from cxdesk.store.file import create_file, make_engine
from cxdesk.store.recorder import stored
from cxdesk.store.schema import HISTORY, HISTORY_ITEM, METADATA

TODAY = date(2026, 11, 23)
FIRST = datetime(2024, 1, 1, 8, tzinfo=UTC)
VERBS = [
    "Simplify",
    "Replace",
    "Shorten",
    "Publish",
    "Merge",
    "Automate",
    "Repair",
    "Translate",
    "Measure",
    "Explain",
]
THINGS = [
    "billing letters",
    "order status",
    "field visits",
    "welcome calls",
    "complaint replies",
    "self-service pages",
    "contract renewals",
    "outage messages",
    "agent scripts",
    "survey questions",
]
PLACES = [
    "for business customers",
    "in care",
    "by region",
    "at renewal",
    "across channels",
    "on mobile",
]
STATES = (
    ("backlog", 30), ("planned", 20), ("ready", 15), ("in_progress", 10), ("delivered", 15),
    ("embedded", 10),
)  # fmt: skip
BEYOND = ("ready", "in_progress", "delivered", "embedded")


class Writer:
    """Collects rows and the history entries that tell of them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.entries: list[dict[str, Any]] = []
        self.items: list[dict[str, int]] = []
        self._hash = history.FIRST_HASH

    def id(self) -> int:
        return self.random.getrandbits(62) + 1

    def row(self, table: str, **values: Any) -> list[Any]:
        """A new row with its defaults; returns its change."""
        columns = METADATA.tables[table].columns
        full = {}
        for column in columns:
            if column.name in values:
                full[column.name] = values[column.name]
            elif column.default is not None:
                full[column.name] = (
                    column.default.arg(None) if column.default.is_callable else column.default.arg
                )
            else:
                full[column.name] = None
        self.rows.setdefault(table, []).append(full)
        subject = next((name for name in ("initiative_id", "charter_id") if name in full), None)
        after = {name: stored(value) for name, value in full.items()}
        return [table, full["id"], None, after, full[subject] if subject else 0]

    def entry(self, label: str, changes: list[list[Any]]) -> None:
        seq = len(self.entries) + 1
        entry = {
            "seq": seq,
            "at": (FIRST + timedelta(minutes=7 * seq)).isoformat(timespec="milliseconds"),
            "who": "Sofia Marques",
            "label": label,
            "kind": "do",
            "target": None,
            "below": seq - 1 or None,
            "undo_top": seq,
            "redo_top": None,
            "changes": json.dumps(changes, ensure_ascii=True, separators=(",", ":")),
        }
        self._hash = entry["hash"] = history.chain_hash(self._hash, entry)
        self.entries.append(entry)
        touched = {change[1] for change in changes} | {change[4] for change in changes} - {0}
        self.items += [{"item": item, "seq": seq} for item in touched]

    def chain(self) -> None:
        """Bind the entries to one another again, after some were rewritten."""
        self._hash = history.FIRST_HASH
        for entry in self.entries:
            self._hash = entry["hash"] = history.chain_hash(self._hash, entry)


def build(
    path: Path, initiatives: int = 10_000, entries: int = 200_000, *, moves: bool = False
) -> None:
    """Write the large program to `path`; with `moves`, each initiative begins in Backlog and the
    history has its way from there.
    """
    writer = Writer(7)
    frame = list(_frame(writer, batches=max(1, initiatives // 200)))
    writer.entry("Set up", frame)
    people = [row["id"] for row in writer.rows["person"]]
    for number in range(1, initiatives + 1):
        _initiative(writer, number, people)
    if moves:
        _ways(writer)
    _daily_work(writer, entries)
    create_file(path)
    engine = make_engine(path, read_only=False, durable=False)
    with engine.begin() as connection:
        for name, rows in writer.rows.items():
            _insert(connection, METADATA.tables[name], rows)
        _insert(connection, HISTORY, writer.entries)
        _insert(connection, HISTORY_ITEM, writer.items)
    engine.dispose()


def link(path: Path, number: int) -> None:
    """Add so many links to the program, each from one that ends before; most are near in time.

    Written to the tables alone, for the roadmap: the history does not tell of them.
    """
    engine, pick = make_engine(path, read_only=False, durable=False), random.Random(11)
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT id, start, end FROM initiative ORDER BY start"))
        bars = rows.all()
        pairs: dict[tuple[int, int], None] = {}
        for at, (id, start, _) in enumerate(bars):
            before = [one for one in bars[max(at - 3000, 0) : at] if one[2] < start]
            if before and len(pairs) < number:
                pairs[pick.choice(before[-400:])[0], id] = None
        late = [one for one in bars if one[1] > bars[0][2]]
        while len(pairs) < number:
            successor, before = pick.choice(late), pick.choice(bars[: len(bars) // 3])
            if before[2] < successor[1]:
                pairs[before[0], successor[0]] = None
        rows = [
            {"id": pick.getrandbits(62) + 1, "predecessor_id": before, "successor_id": after,
             "type": "FS", "lag": 0} for before, after in pairs
        ]  # fmt: skip
        connection.execute(insert(METADATA.tables["link"]), rows)
    engine.dispose()


def build_linked(path: Path, number: int) -> None:
    """Write a program with as many links as initiatives, and eight history entries for each."""
    build(path, number, number * 8)
    link(path, number)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 20_000):
        connection.execute(insert(table), rows[start : start + 20_000])


def _frame(writer: Writer, batches: int) -> Iterator[list[Any]]:
    yield writer.row(
        "program", id=writer.id(), name="Large program", start=date(2024, 1, 1),
        short_ends=date(2027, 2, 28), mid_ends=date(2027, 8, 31),
    )  # fmt: skip
    for kind, limit in (("wip", 5000.0), ("budget", 900_000.0)):
        yield writer.row(
            "frame_item", id=writer.id(), kind="limit", name=kind, measure=kind, limit=limit
        )
    for hue, name in enumerate(("IT", "Care", "Fin", "S&M", "Field")):
        yield writer.row("domain", id=writer.id(), name=name, short=name, hue=hue, capacity=100.0)
    for number in range(200):
        yield writer.row(
            "person", id=writer.id(), name=f"Person {number}", initials=f"P{number % 10}",
            level="employee", role="Analyst", active=True,
        )  # fmt: skip
    for number in range(1, 5):
        yield writer.row(
            "outcome", id=writer.id(), code=f"O{number}", name=f"Outcome {number}", baseline=10.0,
            target=20.0, due=date(2027, 12, 31), direction="up",
        )  # fmt: skip
    for number in range(1, batches + 1):
        yield writer.row(
            "batch", id=writer.id(), code=f"B{number}", name=f"Batch number {number}",
            deadline=date(2027, 12, 31), position=number * 1024.0,
        )  # fmt: skip


def _initiative(writer: Writer, number: int, people: list[int]) -> None:
    pick = writer.random
    rows = writer.rows
    state = pick.choices([name for name, _ in STATES], [share for _, share in STATES])[0]
    start = TODAY + timedelta(days=pick.randint(-300, 200))
    title = f"{pick.choice(VERBS)} {pick.choice(THINGS)} {pick.choice(PLACES)} {number}"
    id, code = writer.id(), f"CX-{1000 + number}"
    changes = [
        writer.row(
            "initiative", id=id, code=code, title=title, state=state,
            state_since=TODAY - timedelta(days=pick.randint(0, 120)),
            batch_id=pick.choice(rows["batch"])["id"], domain_id=pick.choice(rows["domain"])["id"],
            owner_id=pick.choice(people), start=start, end=start + timedelta(days=90),
            cost=float(pick.randint(5, 300)), effort=float(pick.randint(5, 200)),
            impact=pick.randint(1, 5), reach=pick.randint(1, 5), outcome_score=pick.randint(1, 5),
            urgency=pick.randint(1, 5), position=number * 1024.0,
        ),
        writer.row(
            "contribution", id=writer.id(), initiative_id=id,
            outcome_id=pick.choice(rows["outcome"])["id"],
        ),
    ]  # fmt: skip
    if state in BEYOND:
        changes += _charter(writer, id, start, code, title)
    if state in ("delivered", "embedded"):
        changes.append(
            writer.row(
                "six_month_check", id=writer.id(), initiative_id=id,
                due=TODAY + timedelta(days=90), passed=True if state == "embedded" else None,
            )
        )  # fmt: skip
    writer.entry(f"Add {code} {title}", changes)
    for place in range(5):
        done = state in ("delivered", "embedded") or pick.random() < 0.4
        action = writer.row(
            "action", id=writer.id(), initiative_id=id, title=f"Step {place + 1} of {title}",
            owner_id=pick.choice(people), due=start + timedelta(days=15 * place),
            state="done" if done else "todo", done_on=start if done else None,
            position=place * 1024.0,
        )  # fmt: skip
        writer.entry(f"Add “Step {place + 1}” to {code}", [action])


def _ways(writer: Writer) -> None:
    """Let every initiative be added in Backlog, and move on from there day by day."""
    path = [name for name, _ in STATES]
    rows = {row["id"]: row for row in writer.rows["initiative"]}
    added = [entry for entry in writer.entries if entry["label"].startswith("Add CX-")]
    for entry in added:
        changes = json.loads(entry["changes"])
        after, row = changes[0][3], rows[changes[0][1]]
        steps = path.index(after["state"])
        days = [row["state_since"]]
        for _ in range(steps):
            days.insert(0, days[0] - timedelta(days=writer.random.randint(1, 90)))
        after["state"], after["state_since"] = path[0], days[0].isoformat()
        entry["changes"] = json.dumps(changes, ensure_ascii=True, separators=(",", ":"))
        for step in range(steps):
            before, now = (
                {"state": path[n], "state_since": days[n].isoformat()} for n in (step, step + 1)
            )
            change = ["initiative", row["id"], before, now, 0]
            writer.entry(f"Move {row['code']}", [change])
    writer.chain()


def _charter(
    writer: Writer, initiative: int, start: date, code: str, title: str
) -> list[list[Any]]:
    id, since = writer.id(), TODAY - timedelta(days=130)
    page = {  # as it was approved; what is not named is empty
        "code": code, "title": title, "version": "1.0", "state": "Approved",
        "state_date": since.isoformat(), "objectives": "1. Done by the end date.",
    }  # fmt: skip
    changes = [
        writer.row(
            "charter", id=id, initiative_id=initiative, version=1, state="approved",
            state_since=since, objectives="1. Done by the end date.",
            benefits="Fewer contacts.", summary="What it is.", frozen=json.dumps(page),
        ),
        writer.row("phase", id=writer.id(), charter_id=id, name="Build", start=start),
        writer.row(
            "criterion", id=writer.id(), charter_id=id, text="It works", ticked_on=TODAY
        ),
    ]  # fmt: skip
    if writer.random.random() < 0.3:
        changes += _rest(writer, id, start)
    return changes


def _rest(writer: Writer, charter: int, start: date) -> list[list[Any]]:
    """Lines of the kinds that not every charter has."""
    people = [row["id"] for row in writer.random.sample(writer.rows["person"], 3)]
    team = [writer.id() for _ in people]
    of = {"charter_id": charter, "position": 1024.0}
    return [
        writer.row("benefit", id=writer.id(), text="Fewer calls", owner_id=people[0], **of),
        writer.row("risk", id=writer.id(), text="It comes late", owner_id=people[1], **of),
        writer.row("cost_line", id=writer.id(), text="Licences", year=start.year, amount=5.0, **of),
        writer.row(
            "resource", id=writer.id(), domain_id=writer.rows["domain"][0]["id"], days=5.0, **of
        ),
        *(
            writer.row("team_member", id=member, person_id=person, part="Works on it", **of)
            for member, person in zip(team, people, strict=True)
        ),
        writer.row(
            "duty", id=writer.id(), text="Build",
            letters={str(member): "ARC"[place] for place, member in enumerate(team)}, **of,
        ),
        writer.row("group_impact", id=writer.id(), text="Agents", people=240, **of),
    ]  # fmt: skip


def _daily_work(writer: Writer, entries: int) -> None:
    """Cards reordered and retitled until there are so many entries."""
    rows = writer.rows["initiative"]
    while len(writer.entries) < entries:
        row = writer.random.choice(rows)
        old, new = row["position"], row["position"] + writer.random.random()
        row["position"] = new
        change = ["initiative", row["id"], {"position": old}, {"position": new}, 0]
        writer.entry(f"Reorder {row['code']}", [change])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--initiatives", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--links", type=int, default=0)
    options = parser.parse_args()
    options.out.unlink(missing_ok=True)
    build(options.out, options.initiatives, options.entries)
    if options.links:
        link(options.out, options.links)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
