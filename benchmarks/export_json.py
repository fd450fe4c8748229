"""A large program as JSON, out and in: python benchmarks/export_json.py [FILE.cxdesk]

Ours reads every table, the states that initiatives entered and the history, writes the file whole
onto the disk, and takes it into a new program, as `cxdesk export` and `cxdesk import` do. The floor
out is bare sqlite3 with json.dumps: the same tables, row by row as they lie, into a file. The floor
in is json.loads with bare INSERTs of the same rows: no type looked at, no history. Seconds of
the processor, in turns: out the median of 3, in once. Without FILE a program is made by
large_program.py (10,000 initiatives, 40,000 entries).
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cxdesk.cli import main as cxdesk

ROUNDS = 3
BESIDE = ("history_item", "content", "earlier_move", "urn")


def tables(file: sqlite3.Connection) -> list[str]:
    names = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [name for (name,) in names if name not in BESIDE and not name.startswith("sqlite_")]


def bare_out(program: Path, out: Path) -> None:
    found = {}
    with closing(sqlite3.connect(program)) as file:
        for name in tables(file):
            what = "seq, at, who, label, kind, target" if name == "history" else "*"
            cursor = file.execute(f'SELECT {what} FROM "{name}"')
            keys = [each[0] for each in cursor.description]
            found[name] = [dict(zip(keys, row, strict=True)) for row in cursor]
    with out.open("wb") as written:
        written.write(json.dumps(found, ensure_ascii=False).encode())
        os.fsync(written.fileno())


def bare_in(empty: Path, source: Path) -> None:
    said = json.loads(source.read_bytes())
    with closing(sqlite3.connect(empty)) as file:
        for name in tables(file):
            if name != "history" and said[name]:
                places = ", ".join("?" * len(said[name][0]))
                columns = ", ".join(f'"{key}"' for key in said[name][0])
                file.executemany(
                    f'INSERT OR REPLACE INTO "{name}" ({columns}) VALUES ({places})',
                    [tuple(row.values()) for row in said[name]],
                )
        file.commit()


def ours(*arguments: str | Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        assert cxdesk([str(each) for each in arguments]) == 0


def seconds(act: Callable[[], None]) -> float:
    gc.collect()
    begun = time.process_time()
    act()
    return time.process_time() - begun


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ["CXDESK_HOME"] = str(folder / "home")
        program = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "large.cxdesk"
        if not program.exists():
            maker = Path(__file__).with_name("large_program.py")
            subprocess.run(
                [sys.executable, maker, program, "--initiatives", "10000", "--entries", "40000"],
                check=True,
            )
        found: dict[str, list[float]] = {}
        out, bare = folder / "all.json", folder / "bare.json"
        new, floor = folder / "new.cxdesk", folder / "floor.cxdesk"
        for _ in range(ROUNDS):
            for name, act in (
                ("out, ours", lambda: ours("export", program, out)),
                ("out, floor", lambda: bare_out(program, bare)),
            ):
                found.setdefault(name, []).append(seconds(act))
        ours("new", floor)
        found["in, ours"] = [seconds(lambda: ours("import", out, "--into", new))]
        found["in, floor"] = [seconds(lambda: bare_in(floor, bare))]
        print(f"{out.stat().st_size / 1e6:.0f} MB of JSON, {bare.stat().st_size / 1e6:.0f} bare")
        for name, times in found.items():
            print(f"{name:<12}{statistics.median(times):6.1f} s")


if __name__ == "__main__":
    main()
