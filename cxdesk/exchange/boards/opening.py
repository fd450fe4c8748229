"""Files of boards: which program wrote one, and what it says."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from cxdesk.exchange.boards import jira, kanboard, planner, trello, wekan, wekan_json
from cxdesk.exchange.boards.board import Board
from cxdesk.exchange.boards.jsonish import node
from cxdesk.exchange.boards.opened import OpenedBoard, Read
from cxdesk.exchange.boards.rows import table_of
from cxdesk.exchange.bounded_json import is_object, parsed
from cxdesk.exchange.opened import Into
from cxdesk.exchange.recognise import Found
from cxdesk.exchange.tables.csv_grid import csv_grid, delimiter_of, encoding_of, text_of
from cxdesk.exchange.tables.grid import Grid
from cxdesk.exchange.tables.sheet_grid import workbook
from cxdesk.store.errors import KnownError

_HEAD = 1 << 16
"""Bytes in which the titles of a table stand; the rest is read when they are those of a board."""


_TITLES = {
    "jira": jira.NEEDED,
    "kanboard": (kanboard.EXPORTED, kanboard.TAKEN_IN),
    "planner": (planner.NEEDED,),
    "wekan": (wekan.EXPORTED, *wekan.TAKEN_IN),
}
"""Titles by which the table of a program is known; each has one or more such sets."""


def opened(found: Found, into: Into) -> OpenedBoard | None:
    """A board that is known by what it holds; None for any other file.

    Raises KnownError for one that is damaged, nested too deep or too large.
    """
    if is_object(found.content):
        return _of_json(found, into)
    packed = found.content.startswith(b"PK")
    read = _of_workbook(found) if packed else _of_text(found)
    return None if read is None else OpenedBoard(read(None), into, read)


def _of_json(found: Found, into: Into) -> OpenedBoard | None:
    if b"cards" not in found.content.replace(b"\0", b""):
        return None
    data = node(parsed(found.content, found.name))
    for program in (wekan_json, trello):
        if program.knows(data):
            return OpenedBoard(program.read(data, found.name), into)
    return None


def _of_workbook(found: Found) -> Read | None:
    if not all(name.encode() in _first_texts(found.content) for name in planner.NEEDED):
        return None
    book = workbook(found.name, found.suffix, found.content)
    for sheet in book.sheets if book is not None else ():
        grid = book.grid(sheet) if book is not None else None
        if grid is not None and table_of(grid, found.name, planner.NEEDED) is not None:
            return _reading(grid, found, "planner")
    return None


def _first_texts(content: bytes) -> bytes:
    """The first of what a workbook says, without reading the rest: a table may be very long."""
    texts = b""
    try:
        with ZipFile(BytesIO(content)) as packed:
            for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
                if name in packed.namelist():
                    with packed.open(name) as part:
                        texts += part.read(_HEAD)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError,
            RuntimeError):  # fmt: skip
        return b""
    return texts


def _of_text(found: Found) -> Read | None:
    encoding = encoding_of(found.content[:_HEAD])
    if not encoding:
        return None
    head = text_of(found.content[:_HEAD], encoding)
    delimiter = delimiter_of(head)
    if not delimiter:
        return None
    first = head if len(found.content) <= _HEAD else head[: head.rfind("\n") + 1] or head
    kind = _kind(csv_grid(first, delimiter, found.name), found.name)
    if not kind:
        return None
    text = text_of(found.content, encoding_of(found.content))
    return _reading(csv_grid(text, delimiter, found.name), found, kind)


def _kind(grid: Grid, file: str) -> str:
    for kind, needed in _TITLES.items():
        if any(table_of(grid, file, titles) is not None for titles in needed):
            return kind
    return ""


def _reading(grid: Grid, found: Found, kind: str) -> Read:
    def read(told: bool | None) -> Board:
        """The whole table once more, as dates may be read another way."""
        tables = (table_of(grid, found.name, titles) for titles in _TITLES[kind])
        table = next((one for one in tables if one is not None), None)
        if table is None or not table.rows:
            raise KnownError(f"{found.name} has titles, but no rows below them.")
        match kind:
            case "jira":
                return jira.read(table, told)
            case "kanboard":
                return kanboard.read(table, told, found.stem)
            case "planner":
                return planner.read(table, told)
            case _:
                return wekan.read(table, told, found.stem)

    return read
