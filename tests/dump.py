"""All that a program file says, as plain values, to compare before and after."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from cxdesk.store.store import Store

# The history grows with every undo; contents are kept as long as undo may need them.
BESIDE = ("history", "history_item", "content")

Dump = dict[str, list[tuple[Any, ...]]]


def dump(of: Store | Path) -> Dump:
    """Every row of every table of the model, read without the program."""
    return dump_all(of if isinstance(of, Path) else of.path, without=BESIDE)


def dump_all(path: Path, without: tuple[str, ...] = ()) -> Dump:
    """The same with the history and what is kept beside it."""
    with closing(sqlite3.connect(path)) as file:
        tables = [
            name
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_") and name not in without
        ]
        return {
            name: file.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()
            for name in sorted(tables)
        }
