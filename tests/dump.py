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
    with closing(sqlite3.connect(of if isinstance(of, Path) else of.path)) as file:
        return dump_through(file)


def dump_all(path: Path) -> Dump:
    """The same with the history and what is kept beside it."""
    with closing(sqlite3.connect(path)) as file:
        return dump_through(file, without=())


def dump_through(file: sqlite3.Connection, without: tuple[str, ...] = BESIDE) -> Dump:
    """The same through a connection, for who compares more than twice."""
    tables = [
        name
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_") and name not in without
    ]
    return {
        name: file.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()
        for name in sorted(tables)
    }
