"""What a process leaves beside a file when it dies in the middle of a change."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def journal_in_the_middle(path: Path) -> Path:
    """A copy of the journal of a change that is half in the file; the change is then undone."""
    kept = path.with_name("kept")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA cache_size=2")  # so that pages reach the file before the commit
        file.execute("BEGIN IMMEDIATE")
        for number in range(1, 400):
            file.execute(
                "INSERT INTO content (digest, data) VALUES (?, ?)", (str(number), bytes(900))
            )
        shutil.copy(path.with_name(f"{path.name}-journal"), kept)
        file.execute("ROLLBACK")
    assert kept.stat().st_size > 512
    return kept


def cut_off(path: Path) -> None:
    """Leave the file as a dead process does: half a change in it, beside its journal."""
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA cache_size=2")
        file.execute("BEGIN IMMEDIATE")
        file.execute("UPDATE history SET label = label || 'x'")
        data, half = journal.read_bytes(), path.read_bytes()
        file.execute("ROLLBACK")
    path.write_bytes(half)
    journal.write_bytes(data)
