"""Every table of the program as plain rows, always in the same order, for other programs.

What a person, an initiative or an outcome is called stands in place of its id. Left out are
ballots, what the program keeps for itself (places on the board, saved views, templates), and the
bytes of files: those leave with everything, as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from cxdesk.services.export_tables import board, charters, past, people, work
from cxdesk.services.export_tables.rows import Cell, Names, Table
from cxdesk.services.frame import program
from cxdesk.services.session import now

__all__ = ["Cell", "Table", "Tables", "read_tables"]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a program by their key, and when they were read, in UTC without a zone."""

    program: str
    currency: str
    at: datetime
    tables: dict[str, Table]

    def first(self, rows: int) -> Tables:
        """The first rows of each table."""
        begun = {key: replace(one, rows=one.rows[:rows]) for key, one in self.tables.items()}
        return replace(self, tables=begun)


def read_tables(session: Session, *, history: bool = False) -> Tables:
    """All tables; with the `history` of who changed what when, which is the longest of all."""
    here, names = program(session), Names(session)
    read = [part.tables(session, names) for part in (people, work, board, charters)]
    read.append(past.tables(session, names, history=history))
    found = {table.key: table for part in read for table in part}
    return Tables(here.name, here.currency, now(session), found)
