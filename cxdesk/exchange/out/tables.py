"""Taking all tables out: as one workbook, or as a folder of CSV files."""

from __future__ import annotations

from typing import Final

from cxdesk.exchange.comma import text_of
from cxdesk.exchange.out.cells import Value, book
from cxdesk.exchange.out.export import Export, Look, Written
from cxdesk.reports.printed import ON, Choice, Chosen, switch
from cxdesk.services.export_tables import Tables, read_tables
from cxdesk.services.incoming import GivenUp, Progress
from cxdesk.services.session import Session

_ROWS: Final = 20  # of each table, to be looked at first
_HISTORY: Final = switch(
    "history", "History", "Without the history", "With the history",
    "Who changed what when, as a table of its own; it can be the longest of all.",
)  # fmt: skip


def _options(_session: Session) -> tuple[Choice, ...]:
    return (_HISTORY,)


def _read(session: Session, chosen: Chosen) -> Tables:
    return read_tables(session, history=chosen.get("history") == ON)


def _xlsx(read: Tables, progress: Progress, given_up: GivenUp) -> bytes:
    from cxdesk.exchange.out.xlsx import xlsx

    return xlsx(book(read), progress, given_up)


def _csv(read: Tables, progress: Progress, given_up: GivenUp) -> Written:
    from cxdesk.exchange.out.csv_folder import csv_folder

    return csv_folder(book(read), progress, given_up)


def _look(read: Tables) -> tuple[Look, ...]:
    """The first rows of each table that has some."""
    return tuple(
        Look(
            sheet.title,
            sheet.titles,
            tuple(tuple(map(_shown, row)) for row in sheet.rows),
            len(read.tables[sheet.key].rows),
        )
        for sheet in book(read.first(_ROWS)).sheets
        if sheet.rows
    )


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else text_of(value)


_HOLDS: Final = (
    "Everything but ballots, saved views and the bytes of attached files: {much}. Initiatives, "
    "actions, requests, people, readings and what they name come back by File > Import."
)

XLSX: Final = Export(
    "xlsx", "Tables (XLSX)", "Every table in one workbook, for Excel and its like", ".xlsx",
    _read, _xlsx,
    _HOLDS.format(much="a sheet for each table, with real dates and numbers"), _options, _look,
)  # fmt: skip
CSV: Final = Export(
    "csv", "Tables (CSV)", "Every table as a file of its own, for any other program", "",
    _read, _csv, _HOLDS.format(much="a file for each table, in a folder"), _options, _look,
)  # fmt: skip
