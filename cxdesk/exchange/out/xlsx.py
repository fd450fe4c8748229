"""The tables of a program as one workbook, a sheet for each that holds something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any, Final

from cxdesk.exchange.out.cells import Book, Sheet, Value
from cxdesk.exchange.out.xlsx_parts import DAY, HEAD, new_workbook, put_text, serial, sheet_name
from cxdesk.exchange.tables.columns import Field, Kind
from cxdesk.model.wording import count
from cxdesk.services.incoming import GivenUp, Progress, Stopped

MOST_ROWS: Final = 1_048_575
"""Rows of a sheet of Excel below its header."""
_MANY: Final = 3_000_000  # cells; of more than that only one row is held in memory, which is slower
_STEP: Final = 500  # rows between two looks at whether anybody still waits
_WIDTHS: Final = {Kind.DATE: 12.0, Kind.MOMENT: 17.0, Kind.LONG: 60.0}
_LEAST, _MOST, _LOOKED_AT = 8.0, 50.0, 2_000
_MOST_CUT: Final = 100  # texts that are named; of more there is a number


def xlsx(book: Book, progress: Progress, given_up: GivenUp) -> bytes:
    """The workbook: real dates and numbers, every text as text, first a sheet about the others.

    Equal rows read at the same moment make equal bytes. Raises Stopped.
    """
    with _workbook(book) as (made, out):
        pages = _Pages(made, book, progress, given_up)
        about = made.add_worksheet("About")
        sheets = [sheet for sheet in book.sheets if sheet.rows]
        for sheet in sheets:
            pages.write(sheet)
        _about(made, about, book, pages.cut)
        made.close()
    return out.getvalue()


@contextmanager
def _workbook(book: Book) -> Iterator[tuple[Any, BytesIO]]:
    out, many = BytesIO(), book.cells > _MANY
    with TemporaryDirectory(prefix="cxdesk-") as folder:
        made = new_workbook(
            out, book.program, book.at, constant_memory=many, in_memory=not many, tmpdir=folder
        )
        try:
            yield made, out
        finally:
            if not made.fileclosed:  # it was given up: else it would be finished when collected
                made.fileclosed = True
                for page in made.worksheets():
                    if page.row_data_fh is not None:
                        page.row_data_fh.close()


class _Pages:
    """The sheets of a workbook as they are written; `cut` names the texts that did not fit."""

    def __init__(self, made: Any, book: Book, progress: Progress, given_up: GivenUp) -> None:
        self.cut: list[str] = []
        self._made, self._progress, self._given_up = made, progress, given_up
        self._done, self._all = 0, 2 * book.cells  # to finish takes as long as to fill
        self._head = made.add_format(HEAD)
        self._day = made.add_format({"valign": "top", "align": "left", "num_format": DAY})
        self._formats: dict[tuple[str, bool], Any] = {}

    def write(self, sheet: Sheet) -> None:
        """Add a sheet."""
        page = self._made.add_worksheet(sheet_name(sheet.title))
        rows = sheet.rows[:MOST_ROWS]
        last, wide = len(rows), len(sheet.fields)
        for at, field in enumerate(sheet.fields):
            column = [row[at] for row in rows]
            page.set_column(at, at, _width(field, column), self._format(field, column))
            page.write_string(0, at, field.title, self._head)
        page.set_row(0, 30)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, last, wide - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{_column_name(wide)}{last + 1}"})
        page.set_landscape()
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)
        for at, row in enumerate(rows, 1):
            if at % _STEP == 1:
                self._tell(min(_STEP, last - at + 1) * wide)
            self._row(sheet, page, at, row)
        if len(sheet.rows) > last:
            self.cut.append(f"{sheet.title}: {count(len(sheet.rows) - last, 'row')} more")

    def _row(self, sheet: Sheet, page: Any, at: int, row: tuple[Value, ...]) -> None:
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                self._text(sheet, page, at, place, value)
            elif isinstance(value, date):
                days = serial(value)
                if days is None:
                    page.write_string(at, place, value.isoformat())
                elif sheet.fields[place].kind in (Kind.DATE, Kind.MOMENT):
                    page.write_number(at, place, days)
                else:  # among other values: the column is not one of dates
                    page.write_number(at, place, days, self._day)
            else:
                page.write_number(at, place, value)

    def _text(self, sheet: Sheet, page: Any, at: int, place: int, text: str) -> None:
        if cut := put_text(page, at, place, text):
            name = f"{sheet.title}, {_column_name(place + 1)}{at + 1}"
            self.cut.append(f"{name}: {len(text):,} characters, {len(text) - cut:,} of them here")

    def _format(self, field: Field, column: list[Value]) -> Any:
        match field.kind:
            case Kind.DATE:
                like = DAY
            case Kind.MOMENT:
                like = f"{DAY} hh:mm"
            case Kind.NUMBER | Kind.DAYS:
                like = _decimals(column)
            case Kind.COUNT | Kind.PERCENT | Kind.SCORE:
                like = "0"
            case _:
                like = ""
        wrapped = field.kind is Kind.LONG
        if (like, wrapped) not in self._formats:
            look: dict[str, Any] = {"valign": "top", "text_wrap": wrapped}
            if like:
                look["num_format"] = like
            self._formats[like, wrapped] = self._made.add_format(look)
        return self._formats[like, wrapped]

    def _tell(self, cells: int) -> None:
        if self._given_up():
            raise Stopped
        self._progress(self._done, self._all)
        self._done += cells


def _about(made: Any, page: Any, book: Book, cut: list[str]) -> None:
    """The first sheet: what the others are, when they were written, and what did not fit."""
    big, bold = made.add_format({"bold": True, "font_size": 16}), made.add_format(HEAD)
    text = made.add_format({"valign": "top", "text_wrap": True})
    link = made.add_format({"font_color": "#3F45C4", "underline": 1, "valign": "top"})
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 9)
    page.set_column(2, 2, 80)
    page.write_string(0, 0, " ".join(book.program.split())[:255], big)
    page.write_string(1, 0, f"Tables of {book.at:%Y-%m-%d %H:%M} UTC, written by cxdesk")
    for place, title in enumerate(("Sheet", "Rows", "What it is")):
        page.write_string(3, place, title, bold)
    at, empty = 4, []
    for sheet in book.sheets:
        if not sheet.rows:
            empty.append(sheet.title)
            continue
        page.write_url(at, 0, f"internal:'{sheet_name(sheet.title)}'!A1", link, sheet.title)
        page.write_number(at, 1, len(sheet.rows), text)
        page.write_string(at, 2, sheet.about, text)
        at += 1
    notes = [f"Nothing to show, and so without a sheet: {', '.join(empty)}."] if empty else []
    if cut:
        notes.append(
            "These are longer than a workbook holds and were cut; JSON and CSV have all of them:"
        )
        notes += cut[:_MOST_CUT]
        if len(cut) > _MOST_CUT:
            notes.append(f"and {len(cut) - _MOST_CUT:,} more")
    for below, note in enumerate(notes, at + 1):
        page.write_string(below, 2, note, text)


def _width(field: Field, column: list[Value]) -> float:
    """How wide a column is, in characters: as its first rows need, within limits."""
    title = len(field.title) + 4.0  # the button of the filter stands beside it
    if field.kind is Kind.DATE or field.kind is Kind.MOMENT:
        return max(_WIDTHS[field.kind], min(title, 22))
    texts = (str(value).split("\n", 1)[0] for value in column[:_LOOKED_AT] if value is not None)
    longest = max(map(len, texts), default=0) + 2.0
    return min(max(longest, min(title, 22), _LEAST), _WIDTHS.get(field.kind, _MOST))


def _decimals(column: list[Value]) -> str:
    """The format of numbers with as many decimals as they have, four at most."""
    most = 0
    for value in column:
        if isinstance(value, float) and most < 4 and value != round(value, most):
            most = next((n for n in range(most + 1, 4) if value == round(value, n)), 4)
    return f"#,##0.{'0' * most}" if most else "#,##0"


def _column_name(number: int) -> str:
    """The letters of a column, counted from 1: A, B ... Z, AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
