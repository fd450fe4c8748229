"""A table as it is shown, as an XLSX workbook of one sheet."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from cxdesk.services.sheet import Sheet

_HEAD: Final = {
    "bold": True, "bg_color": "#ECEDFB", "font_color": "#181D24", "border_color": "#C6CCD5",
    "bottom": 1, "valign": "top", "text_wrap": True,
}  # fmt: skip
_LONGEST: Final = 32_767  # characters, the most that a cell of Excel holds
_TITLE: Final = 31  # of the name of a sheet
_LEAST, _MOST = 8, 60  # characters of a column
# What XML cannot hold, and half of a pair of surrogates.
_UNSAID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def sheet_xlsx(sheet: Sheet, title: str, made: datetime) -> bytes:
    """The workbook; dates and numbers of `sheet.values` are such in it, all else is text.

    `made` is kept in it as the moment of making, so that equal tables make equal bytes.
    """
    import xlsxwriter  # a spreadsheet is seldom saved

    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": _plain(title), "created": made})
    page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", _plain(title))[:_TITLE].strip())
    head = book.add_format(_HEAD)
    text = book.add_format({"valign": "top", "text_wrap": True})
    day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
    numbers: dict[str, Any] = {}

    def number(words: str) -> Any:
        """The format by which a number reads as it is shown."""
        bare, percent = words.removesuffix(" %"), " %" * words.endswith(" %")
        decimals = len(bare.rpartition(".")[2]) if "." in bare else 0
        like = ("#,##0" if not percent else "0") + "." * bool(decimals) + "0" * decimals + percent
        if like not in numbers:
            numbers[like] = book.add_format({"valign": "top", "num_format": like})
        return numbers[like]

    for place, words in enumerate(sheet.titles):
        page.write_string(0, place, _plain(words), head)
        cells = [row[place] for row in sheet.rows[:1000]]
        longest = max((len(line) for one in (words, *cells) for line in one.split("\n")), default=0)
        page.set_column(place, place, min(max(longest + 3, _LEAST), _MOST))
    for at, row in enumerate(sheet.values or sheet.rows, 1):
        for place, cell in enumerate(row):
            match cell:
                case date():
                    page.write_datetime(at, place, cell, day)
                case int() | float():
                    page.write_number(at, place, cell, number(sheet.rows[at - 1][place]))
                case _ if cell:
                    page.write_string(at, place, _plain(cell)[:_LONGEST], text)
    page.freeze_panes(1, 0)
    if sheet.titles:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
    book.close()
    return out.getvalue()


def _plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNSAID.sub("\N{REPLACEMENT CHARACTER}", text)
