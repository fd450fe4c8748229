"""One table as a workbook: its texts stay texts, and its name is one that Excel takes."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from cxdesk.exchange.out.sheet_xlsx import sheet_xlsx
from cxdesk.exchange.out.xlsx_parts import sheet_name
from cxdesk.services.sheet import Sheet


def test_texts_dates_and_numbers_are_what_they_are() -> None:
    texts = ("<r>x</r>", "=1+1", "a\r\nb\rc", "x" * 40_000, "n\x00l", "http://x.example", "<r></r>")
    days, numbers = (date(2026, 11, 23), date(1899, 1, 1)), (12.5, 30)
    values = tuple((text, days[at % 2], numbers[at % 2]) for at, text in enumerate(texts))
    rows = tuple(tuple(map(str, row)) for row in values)
    sheet = Sheet(("<r>T</r>", "Day", "k€"), rows, (False, False, True), (1, 1, 1), values)
    made = sheet_xlsx(sheet, "History", datetime(2026, 11, 23, 9))
    assert sheet_xlsx(sheet, "History", datetime(2026, 11, 23, 9)) == made
    book = openpyxl.load_workbook(BytesIO(made))
    assert book.sheetnames == ["History table"]
    (titles, *found) = book.worksheets[0].iter_rows()
    assert [cell.value for cell in titles] == ["<r>T</r>", "Day", "k€"]
    assert [row[0].value for row in found] == [
        "<r>x</r>", "=1+1", "a\nb\nc", "x" * 32_767, "n�l", "http://x.example", "<r></r>",
    ]  # fmt: skip
    assert {cell.data_type for row in found for cell in row} == {"s", "d", "n"}
    assert [row[1].value for row in found[:2]] == [datetime(2026, 11, 23), "1899-01-01"]
    assert [row[2].value for row in found[:2]] == [12.5, 30]
    assert not any(cell.hyperlink for row in found for cell in row)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Actions", "Actions"),
        ("history", "history table"),
        ("a/b: [c]?*\\'d'", "a b c d"),
        ("", "table"),
        ("///", "table"),
        ("x" * 40, "x" * 31),
        ("line\nbreak", "line break"),
    ],
)
def test_a_title_becomes_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name
