"""How large the tables of a workbook would become: known before any cell of them is made.

Some bytes may stand for millions of cells: one in the last row and column, one that is repeated,
a long text that all cells share.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax import ContentHandler, SAXException

from cxdesk.exchange.bounds import MB, MOST_CELLS, MOST_UNPACKED, TooLarge
from cxdesk.store.errors import KnownError

_SHARED = "xl/sharedstrings.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_FAR = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{2,}\d|[A-Za-z]*\d{6})""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d{1,9})""")
_EMPTY = re.compile(rb"""<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?(?: t="\w{1,9}")?\s?/>""")
_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row[\s/>]")
_STRING = re.compile(rb"<(?:[^\s<>/:]+:)?si[\s/>]")
_VALUE = re.compile(rb"<(?:[^\s<>/:]+:)?v(?:\s[^>]*)?>\s*(\d{1,9})\s*<")


def weigh_xlsx(file: str, parts: dict[str, bytes]) -> None:
    """Raises TooLarge for a workbook one of whose sheets would have too many cells."""
    shared = next((part for name, part in parts.items() if name.lower() == _SHARED), b"")
    lengths = _lengths(shared)
    longest = max(lengths, default=0)
    for part in parts.values():
        if b"sheetData" not in part:
            continue
        cells = _cells(part)
        _weigh_area(file, part, cells)
        if longest * cells > MOST_UNPACKED:
            places = (int(place) for place in _VALUE.findall(part))
            if sum(lengths[place] for place in places if place < len(lengths)) > MOST_UNPACKED:
                raise _heavy(file)


def _lengths(shared: bytes) -> list[int]:
    """How long each of the texts that cells share is, at most."""
    prefixed = b":si" in shared
    texts = (_STRING.split(shared) if prefixed else shared.split(b"<si"))[1:]
    end = b":si>" if prefixed else b"</si>"
    # What is no text may look like where one ends and the next begins.
    odd = b"<!" in shared or shared.count(b"<?") > 1 or any(text.count(end) != 1 for text in texts)
    return [len(shared)] * len(texts) if odd else list(map(len, texts))


def _cells(part: bytes) -> int:
    """How many cells a sheet has."""
    if b":c" in part:
        return len(_CELL.findall(part))
    return sum(part.count(b"<c" + end) for end in (b" ", b">", b"/", b"\n", b"\t", b"\r"))


def _weigh_area(file: str, part: bytes, cells: int) -> None:
    if cells > 2 * MOST_CELLS:
        raise _wide(file, cells, 1)
    named = part.count(b'<c r="') == cells
    if named and not _FAR.search(part):
        return  # at most 26 columns of 99,999 rows
    columns = rows = 0
    for letters, number in _PLACE.findall(_EMPTY.sub(b"", part)):
        if letters or not named:
            columns, rows = max(columns, _column(letters)), max(rows, int(number))
    if not named:  # some cells stand behind the one before
        counts = [len(_CELL.findall(row)) for row in _ROW.split(part)]
        columns, rows = max(columns + max(counts), 1), max(rows + len(counts), 1)
    if columns * rows > 2 * MOST_CELLS:
        raise _wide(file, rows, columns)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def weigh_ods(file: str, parts: dict[str, bytes]) -> None:
    """Raises TooLarge for one whose repeated cells would be too many, KnownError for no XML."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(parts["content.xml"], _Repeated(file))
    except (SAXException, DefusedXmlException, ValueError) as error:
        raise KnownError(
            f"{file} is damaged: it cannot be read as a workbook. "
            "Open it in the program that wrote it and save it again."
        ) from error


class _Repeated(ContentHandler):
    """Adds up what the rows and cells of each table say that they are repeated.

    calamine goes by the names of elements as they are written, and so does this.
    """

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._rows = self._row_times = self._columns = self._times = self._text = 0
        self._filled = self._last_row = self._widest = self._weight = 0
        self._in_cell = False

    def startElement(self, name: str, attrs: Any) -> None:
        """A table begins anew; a row and a cell say how often they are there."""
        if name in _CELLS:
            self._times = max(int(attrs.get("table:number-columns-repeated", 1)), 1)
            self._columns += self._times
            self._in_cell, self._text = True, 0
            if any("value" in key for key in attrs.getNames()):
                self._text = 8
        elif name == "table:table-row":
            self._row_times = max(int(attrs.get("table:number-rows-repeated", 1)), 1)
            self._columns = self._filled = 0
        elif name == "table:table":
            self._rows = self._last_row = self._widest = 0
        elif self._in_cell:
            self._text += 8

    def characters(self, content: str) -> None:
        """What stands in a cell."""
        if self._in_cell:
            self._text += len(content)

    def endElement(self, name: str) -> None:
        """Empty cells count when others follow, and so do empty rows."""
        if name in _CELLS:
            self._in_cell = False
            if self._text:
                self._filled = self._columns
                self._weight += self._text * self._times * self._row_times
        elif name == "table:table-row":
            self._rows += self._row_times
            if self._filled:
                self._last_row, self._widest = self._rows, max(self._widest, self._filled)
            if self._last_row * self._widest > 2 * MOST_CELLS:
                raise _wide(self._file, self._last_row, self._widest)
            if self._weight > MOST_UNPACKED:
                raise _heavy(self._file)


def _wide(file: str, rows: int, columns: int) -> TooLarge:
    return TooLarge(
        f"A sheet of {file} reaches to row {rows:,} and column {columns:,}: more than is read at "
        "once. Delete what stands far outside of the table, or save the table as a file of its own."
    )


def _heavy(file: str) -> TooLarge:
    return TooLarge(
        f"The texts of {file} would be more than {MOST_UNPACKED // MB} MB, the most that is read. "
        "Save the sheet that you need as a file of its own."
    )
