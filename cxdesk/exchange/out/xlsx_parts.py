"""What every workbook of ours has in common: its options, its look, and how texts stay texts."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from cxdesk.exchange.out.letters import held, one_kind_of_line_end

LONGEST: Final = 32_767
"""UTF-16 units, the most that a cell of Excel holds."""
HEAD: Final = {
    "bold": True, "bg_color": "#ECEDFB", "font_color": "#181D24", "border_color": "#C6CCD5",
    "bottom": 1, "valign": "vcenter", "text_wrap": True,
}  # fmt: skip
DAY: Final = "yyyy-mm-dd"

_DAY_ZERO: Final = date(1899, 12, 30).toordinal()
_FIRST_DAY: Final = date(1900, 3, 1).toordinal()  # Excel takes 1900 for a leap year
_NAME: Final = 31  # characters of the name of a sheet


def new_workbook(out: BytesIO, title: str, made: datetime, **options: Any) -> Any:
    """A workbook of XlsxWriter that takes text for text; `made` is kept as the moment of making."""
    import xlsxwriter  # a workbook is seldom written

    plain = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(out, plain | options)
    book.set_properties({"title": " ".join(held(title).split()), "created": made})
    return book


def sheet_name(title: str) -> str:
    """A title as the name of a sheet: without signs and the one word that Excel refuses."""
    name = " ".join(re.sub(r"[\[\]:*?/\\']", " ", held(title)).split())[:_NAME].strip()
    return name if name and name.lower() != "history" else f"{name} table".strip()


def put_text(page: Any, at: int, place: int, text: str, look: Any = None) -> None:
    """Write a text as it is into a cell of XlsxWriter, as much of it as fits.

    `look` is a format; without it the text looks as its column.
    """
    text = fitting(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would take it for markup of its own, but not three pieces of text.
        looks = () if look is None else (look,)
        page.write_rich_string(at, place, text[0], text[1], text[2:], *looks)
    else:
        page.write_string(at, place, text, look)


def fitting(text: str) -> str:
    """The text with the line ends of a workbook, and as much of it as a cell holds."""
    if "\r" in text:
        text = one_kind_of_line_end(text)
    if len(text) <= LONGEST // 2:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")


def cut_of(text: str) -> int:
    """How many characters of a text do not fit into a cell."""
    if len(text) <= LONGEST // 2:
        return 0
    units = len(text.encode("utf-16-le")) // 2
    return len(text) - len(fitting(text)) if units > LONGEST else 0


def serial(value: date) -> float | None:
    """A date as workbooks count it; None for one before they begin."""
    if value.toordinal() < _FIRST_DAY:
        return None
    days = value.toordinal() - _DAY_ZERO
    if isinstance(value, datetime):
        return days + (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    return days


def column_name(number: int) -> str:
    """The letters of a column, counted from 1: A, B ... Z, AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
