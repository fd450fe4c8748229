"""Tables as text (CSV, TSV): which letters the bytes are, what stands between cells, the cells."""

from __future__ import annotations

import codecs
import csv
import threading
from collections import Counter, deque
from collections.abc import Iterator
from io import StringIO

from cxdesk.exchange.bounds import MOST_CELLS, TooLarge
from cxdesk.exchange.copied import unguarded
from cxdesk.exchange.tables.columns import plain
from cxdesk.exchange.tables.fields import CHOSEN
from cxdesk.exchange.tables.grid import Grid, grid_of

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Western European (Windows)"),
    ("cp1250", "Central European (Windows)"),
    ("iso8859-15", "Western European (ISO 8859-15)"),
    ("mac-roman", "Western European (older Mac)"),
    ("cp850", "Western European (DOS)"),
)
DELIMITERS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar |"))

_SAMPLE = 1 << 16
_PLAIN = b"\t\n\r\f\x1b\0"  # signs below 32 that texts have
_END = "the end"
_RECORDS = 60
_TITLES = frozenset(name for target in CHOSEN for field in target.read for name in field.titles)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_limit = threading.Lock()  # the longest field is one setting of the module csv


def encoding_of(content: bytes) -> str:
    """The encoding that bytes are most likely in: of `ENCODINGS`, "" where they are no text."""
    for bom, name in _BOMS:
        if content.startswith(bom):
            return name
    head = content[:_SAMPLE]
    if b"\0" in head:
        # Latin letters in UTF-16 have a zero each, and all of them on the same side.
        zeros = head[0::2].count(0), head[1::2].count(0)
        lopsided = max(zeros) > len(head) // 6 and min(zeros) * 10 < max(zeros)
        if lopsided:
            return "utf-16"
    few = max(len(head) // 50, 2)
    if head.count(0) > few or sum(byte < 32 and byte not in _PLAIN for byte in head) > few:
        return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def text_of(content: bytes, encoding: str) -> str:
    """Bytes as text; what is no letter in this encoding becomes a mark that says so."""
    codec = {"utf-8": "utf-8-sig", "utf-16": _utf_16(content)}.get(encoding, encoding)
    return content.decode(codec, errors="replace")


def delimiter_of(text: str) -> str:
    """What most likely stands between cells; "" where each line is one cell."""
    head = text[:_SAMPLE]
    first = head.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:  # as Excel writes it for itself
        return first[4]
    if len(text) > _SAMPLE:
        head = head[: head.rfind("\n") + 1] or head
    best, found = (0, 0.0, 0), ""
    for delimiter, _ in DELIMITERS:
        rows = [row for row in _records(head, delimiter, False, _RECORDS) if any(row)]
        widths = Counter(len(row) for row in rows)
        if not widths or max(widths) == 1:
            continue
        known = max(sum(plain(cell[:60]) in _TITLES for cell in row) for row in rows[:20])
        # Rows of a single cell are remarks above or below the table.
        wide = {width: many for width, many in widths.items() if width > 1}
        width = max(wide, key=lambda each: (wide[each], each))
        score = (known, round(wide[width] / len(rows), 1), width)
        if score > best:
            best, found = score, delimiter
    return found


def csv_grid(text: str, delimiter: str, file: str) -> Grid:
    """The cells of a text; "" as delimiter makes each line one cell.

    Quotes that do not pair up were typed: every line is then a row. An apostrophe that keeps a
    spreadsheet from taking a text for a formula is no part of it. Raises TooLarge.
    """
    if text.count(delimiter or "\n") > 4 * MOST_CELLS:
        raise TooLarge(
            f"{file} has more than {MOST_CELLS:,} cells: more than is read at once. "
            "Save the part that you need as a file of its own."
        )
    with _limit:
        longest = csv.field_size_limit(max(len(text), 1))
        try:
            return grid_of("", _rows(text, delimiter), file)
        finally:
            csv.field_size_limit(longest)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    if text[:4].lower() == "sep=" and text[5:6] in ("\r", "\n"):
        yield []
        text = text[5:].removeprefix("\r").removeprefix("\n")
    if not delimiter:
        for line in text.splitlines() if "\0" not in text else text.split("\n"):
            yield [line]
        return
    rows = _records(text, delimiter, not _paired(text, delimiter))
    yield from rows if "'" not in text else ([unguarded(cell) for cell in row] for row in rows)


def _paired(text: str, delimiter: str) -> bool:
    """Whether the last quote that opens also closes: a line more at the end is then a row."""
    if '"' not in text:
        return True
    return deque(_records(f"{text}\n{_END}", delimiter, False), 1).pop() == [_END]


def _records(
    text: str, delimiter: str, typed: bool, most: int | None = None
) -> Iterator[list[str]]:
    file = StringIO(text, newline="")
    reader = csv.reader(
        file, delimiter=delimiter, quoting=csv.QUOTE_NONE if typed else csv.QUOTE_MINIMAL
    )
    try:
        for number, row in enumerate(reader):
            if number == most:
                return
            yield row
    except csv.Error:  # a sample whose cells are longer than the module reads by default
        return


def _utf_16(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:_SAMPLE]
    return "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
