"""The tables of a program as a folder of CSV files, which every program reads."""

from __future__ import annotations

from cxdesk.exchange.comma import comma
from cxdesk.exchange.out.cells import Book
from cxdesk.exchange.out.export import Written
from cxdesk.services.incoming import GivenUp, Progress, Stopped

_ABOUT = "About.csv"


def csv_folder(book: Book, progress: Progress, given_up: GivenUp) -> Written:
    """A file for each table, also for an empty one, and one that says what each of them is.

    UTF-8 with its mark, commas, dates as 2026-09-18, numbers with a decimal point. Raises Stopped.
    """
    files: dict[str, bytes] = {}
    done, every = 0, book.cells
    for sheet in book.sheets:
        if given_up():
            raise Stopped
        files[f"{sheet.title}.csv"] = comma(sheet.titles, sheet.rows)
        done += len(sheet.rows) * len(sheet.fields)
        progress(done, every)
    return {_ABOUT: _about(book), **files}


def _about(book: Book) -> bytes:
    """What the other files are, and how they are written."""
    named = "UTF-8, commas between cells, dates as 2026-09-18; an apostrophe stands before a text"
    rows: list[tuple[str | int, ...]] = [
        (f"{sheet.title}.csv", len(sheet.rows), sheet.about) for sheet in book.sheets
    ]
    rows.append(("", "", f"{book.program}, {book.at:%Y-%m-%d %H:%M} UTC"))
    rows.append(("", "", f"{named} that a spreadsheet would take for a formula"))
    return comma(("File", "Rows", "What it is"), rows)
