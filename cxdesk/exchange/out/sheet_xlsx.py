"""A table as it is shown, as an XLSX workbook of one sheet."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from cxdesk.exchange.out.letters import held
from cxdesk.exchange.out.xlsx_parts import DAY, HEAD, new_workbook, put_text, serial, sheet_name
from cxdesk.services.sheet import Sheet

_LEAST, _MOST = 8, 60  # characters of a column


def sheet_xlsx(sheet: Sheet, title: str, made: datetime) -> bytes:
    """The workbook; dates and numbers of `sheet.values` are such in it, all else is text.

    `made` is kept in it as the moment of making, so that equal tables make equal bytes.
    """
    out = BytesIO()
    book = new_workbook(out, title, made, in_memory=True)
    page = book.add_worksheet(sheet_name(title))
    head = book.add_format(HEAD)
    text = book.add_format({"valign": "top", "text_wrap": True})
    day = book.add_format({"valign": "top", "num_format": DAY, "align": "left"})
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
        put_text(page, 0, place, held(words), head)
        cells = [row[place] for row in sheet.rows[:1000]]
        longest = max((len(line) for one in (words, *cells) for line in one.split("\n")), default=0)
        page.set_column(place, place, min(max(longest + 3, _LEAST), _MOST))
    for at, row in enumerate(sheet.values or sheet.rows, 1):
        for place, cell in enumerate(row):
            match cell:
                case date() if (days := serial(cell)) is not None:
                    page.write_number(at, place, days, day)
                case date():
                    page.write_string(at, place, cell.isoformat(), text)
                case int() | float():
                    page.write_number(at, place, cell, number(sheet.rows[at - 1][place]))
                case _ if cell:
                    put_text(page, at, place, held(cell), text)
    page.freeze_panes(1, 0)
    if sheet.titles:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
    book.close()
    return out.getvalue()
