"""Rows of a sheet as a workbook has them, in the XML of SpreadsheetML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from cxdesk.exchange.out.cells import Value
from cxdesk.exchange.out.xlsx_parts import column_name, fitting, serial

# A text that looks like the escape of a letter is escaped itself.
_ESCAPE: Final = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_EDGE: Final = re.compile(r"^\s|\s$")


def rows_of(
    rows: Sequence[Sequence[Value]], first: int, styles: Sequence[int], days: Sequence[int]
) -> bytes:
    """The rows from the number `first` on; a style for the cells of each column, one for dates.

    Texts are held to be such that XML can say them (`letters.held`).
    """
    columns = [
        (column_name(number), style, day)
        for number, (style, day) in enumerate(zip(styles, days, strict=True), 1)
    ]
    known: dict[str, str] = {}
    said: list[str] = []
    for at, row in enumerate(rows, first):
        said.append(f'<row r="{at}">')
        for value, (column, style, day) in zip(row, columns, strict=True):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                text = known.get(value)
                if text is None:
                    text = known[value] = _text(value)
                said.append(f'<c r="{column}{at}" s="{style}" t="inlineStr">{text}</c>')
            elif isinstance(value, date):
                number = serial(value)
                said.append(
                    f'<c r="{column}{at}" s="{day}"><v>{number!r}</v></c>'
                    if number is not None
                    else f'<c r="{column}{at}" s="{style}" t="inlineStr">{_text(str(value))}</c>'
                )
            else:
                said.append(f'<c r="{column}{at}" s="{style}"><v>{value!r}</v></c>')
        said.append("</row>")
    return "".join(said).encode()


def _text(text: str) -> str:
    text = _ESCAPE.sub("_x005F_", fitting(text))
    space = ' xml:space="preserve"' if _EDGE.search(text) else ""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<is><t{space}>{text}</t></is>"
