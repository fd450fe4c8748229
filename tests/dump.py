"""What a program file holds, as plain values that can be compared."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# The history grows with every undo; contents are kept as long as undo may need them.
BESIDE = ("history", "history_item", "content")

Dump = dict[str, list[tuple[object, ...]]]


def dump(file: Path) -> Dump:
    """All rows of all tables but the history, in the order of their ids."""
    connection = sqlite3.connect(file)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for (name,) in sorted(names)
            if name not in BESIDE and not name.startswith("sqlite_")
        }
    finally:
        connection.close()
