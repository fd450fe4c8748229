"""Workbooks as tables: what stands in their cells, and what was made to harm."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cxdesk.exchange.bounds import TooLarge
from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.recognise import Found
from cxdesk.exchange.tables import grid, sheet_grid, weight
from cxdesk.exchange.tables.grid import said
from cxdesk.exchange.tables.opened import opened
from cxdesk.exchange.tables.sheet_grid import workbook
from cxdesk.store.errors import KnownError
from tests.conftest import TODAY
from tests.exchange.tables.books import answer, cell, ods, saved, table, xlsx, zipped


def cells(content: bytes, suffix: str = ".xlsx") -> list[list[object]]:
    book = workbook(f"plan{suffix}", suffix, content)
    assert book is not None
    return [list(row) for row in book.grid(book.sheets[0]).rows]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_real_dates_numbers_and_truths_are_what_they_are(epoch: datetime | None) -> None:
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    row = [date(2026, 9, 18), datetime(2026, 9, 18, 14, 30), time(9, 5), timedelta(hours=30), True,
           3, 2.5, "0017", None, "=1/0", "#N/A"]  # fmt: skip
    book.active.append(row)
    book.active.append([None, "last"])
    found = cells(saved(book))
    assert found[0] == [*row[:8]]  # a formula that was never worked out says nothing
    assert found[1] == ["", "last"]
    assert [said(each) for each in found[0]] == [
        "2026-09-18", "2026-09-18 14:30", "09:05", "30:00", "yes", "3", "2.5", "0017",
    ]  # fmt: skip


def test_the_same_stands_in_an_ods() -> None:
    content = ods(
        cell("Title") + cell("End") + cell("Cost") + cell("Done"),
        cell("A", 1) + cell("18.09.26", date="2026-09-18") + cell("2,5", float="2.5")
        + cell("WAHR", boolean="true"),
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>',
        cell("B") + cell("", 2) + cell("x", 2),
        '<table:table-row table:number-rows-repeated="1047000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>',
    )  # fmt: skip
    found = cells(content, ".ods")
    assert found[:2] == [["Title", "End", "Cost", "Done"], ["A", date(2026, 9, 18), 2.5, True]]
    assert [row for row in found[2:] if row] == [["B", "", "", "x", "x"]]
    assert len(found) == 1003  # rows keep their numbers


def test_cells_merged_downwards_say_the_same_in_each_row() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Portfolio 2027", None, None], ["Title", "Batch", "Owner"], ["A", "Bills", "Ann"],
                ["B", None, "Ben"], ["C", None, None], ["D", None, "Dan"]):  # fmt: skip
        sheet.append(row)
    for cells_ in ("A1:C1", "B3:B5"):
        sheet.merge_cells(cells_)
    incoming = table("plan.xlsx", saved(book)).incoming(no_progress, never)
    assert [(one.title, one.batch, one.at) for one in incoming.initiatives] == [
        ("A", "bills", "Row 3"), ("B", "bills", "Row 4"), ("C", "bills", "Row 5"),
        ("D", None, "Row 6"),
    ]  # fmt: skip
    assert [(one.key, one.name) for one in incoming.batches] == [("bills", "Bills")]


def test_the_sheet_with_a_table_is_found_and_another_may_be_chosen() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active["B2"] = "This is how it works."
    for name, row in (("Plan", ["Project", "Owner"]), ("People", ["Name", "Email"])):
        sheet = book.create_sheet(name)
        sheet.append(row)
        sheet.append(["One", "one@x.example"])
    book.create_sheet("Lists").sheet_state = "hidden"
    file = table("plan.xlsx", saved(book))
    question = next(each for each in file.questions if each.key == "sheet")
    assert question.answer == "Plan"
    assert [label for _, label in question.options] == [
        "Read me", "Plan", "People", "Lists (hidden)",
    ]  # fmt: skip
    assert file.title == "the table “Plan” of “plan.xlsx”"
    people = file.answered({"sheet": "People"})
    assert answer(people, "target") == "people"
    with pytest.raises(KnownError, match="holds nothing in its cells"):
        file.answered({"sheet": "Lists"})


# What was made to harm ------------------------------------------------------------------------


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with a part of another text."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as was, ZipFile(out, "w", ZIP_DEFLATED) as now:
        for name in was.namelist():
            text = was.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            now.writestr(name, text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
A2 = '<c r="A2"'


@pytest.mark.parametrize(
    "place",
    ['<c r="XFD1048576"', '<c r="A1048576"><v>1</v></c><c r="XFD2"', "<c r='XFD1048576'",
     '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" x="&gt;" '
     'r = "ZZZ999999"'],
)  # fmt: skip
def test_a_cell_far_away_is_refused_before_rows_are_made(place: str) -> None:
    content = changed(xlsx(["Title"], [1]), SHEET, A2, place)
    with pytest.raises(TooLarge, match=r"A sheet of plan\.xlsx reaches to row"):
        table("plan.xlsx", content)


def test_empty_cells_far_away_do_no_harm() -> None:
    far = '<c r="XFD1048576" s="1"/><c r="A2"'
    found = cells(changed(xlsx(["Title"], [1]), SHEET, A2, far))
    assert found == [["Title"], [1]]


def test_cells_without_places_are_counted() -> None:
    content = changed(xlsx(["Title"], [1]), SHEET, A2, "<c><v>1</v></c>" * 30 + A2)
    assert table("plan.xlsx", content).preview().titles[0] == "Title"
    bomb = changed(xlsx(["Title"], [1]), SHEET, '<row r="2"', '<row r="1048570"')
    with pytest.raises(TooLarge):
        table("plan.xlsx", changed(bomb, SHEET, A2, "<c><v>1</v></c>" * 30 + "<c"))


def shared(*texts: str) -> bytes:
    """A workbook that has its texts once, whatever cells say them."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_column(0, 0, texts)
    return out.getvalue()


def test_a_long_text_that_all_cells_share_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = shared(*["x" * 30_000] * 400, "Title")
    assert len(cells(content)) == 401
    monkeypatch.setattr(weight, "MOST_UNPACKED", 10_000_000)
    with pytest.raises(TooLarge, match=r"The texts of plan\.xlsx would be more than"):
        table("plan.xlsx", content)


@pytest.mark.parametrize(
    "hidden", ["<![CDATA[</si><si>]]>", "<!--</si><si>-->", "<si/>", "<si>", "<?x </si><si>?>"]
)
def test_a_shared_text_that_looks_like_many_is_refused_too(
    hidden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "x" * 30_000
    content = changed(shared(*[text] * 400, "Title"), "xl/sharedStrings.xml", text,
                      f"{hidden}xxxxxx" * 3_000)  # fmt: skip
    monkeypatch.setattr(weight, "MOST_UNPACKED", 10_000_000)
    with pytest.raises(TooLarge, match="texts"):
        table("plan.xlsx", content)


def test_merged_ranges_are_filled_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    ranges = '<mergeCell ref="A2:A1048576"/>' * 3 + '<mergeCell ref="B2:B3"/>'
    merged = f'</sheetData><mergeCells count="4">{ranges}</mergeCells>'
    rows = [["A", "B"], ["A", "B"], ["A", ""], ["A", ""]]
    content = changed(xlsx(*rows), SHEET, "</sheetData>", merged)
    assert cells(content)[2] == ["A", "B"]
    monkeypatch.setattr(sheet_grid, "MOST_CELLS", 8)  # as many as the first ranges ask for
    assert cells(content)[2] == ["A"]


@pytest.mark.parametrize(
    ("rows", "columns"), [(1_048_576, 100), (20, 1_048_576)], ids=["rows", "columns"]
)
def test_repeated_cells_of_an_ods_are_refused(rows: int, columns: int) -> None:
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell("x", columns)}'
    with pytest.raises(TooLarge, match=r"A sheet of plan\.ods reaches to row"):
        table("plan.ods", ods(cell("Title"), f"{row}</table:table-row>"))


def test_a_long_text_repeated_in_an_ods_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight, "MOST_UNPACKED", 10_000_000)
    with pytest.raises(TooLarge, match=r"The texts of plan\.ods"):
        table("plan.ods", ods(cell("Title"), cell("x" * 100_000, 200)))


def test_entities_of_an_ods_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(KnownError, match=r"plan\.ods is damaged"):
        table("plan.ods", ods(cell("&b;"), more=bomb))


def test_what_would_unpack_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx(["Title"], ["A"])
    with monkeypatch.context() as patch:
        patch.setattr(sheet_grid, "MOST_UNPACKED", 5_000)
        with pytest.raises(TooLarge, match="would unpack to more than"):
            table("plan.xlsx", content)
    monkeypatch.setattr(sheet_grid, "MOST_PARTS", 3)
    with pytest.raises(TooLarge, match="parts: no workbook has so many"):
        table("plan.xlsx", content)


def test_a_part_that_unpacks_to_more_than_it_says_is_not_believed() -> None:
    content = shared("Title", "A" * 5_000)
    with ZipFile(BytesIO(content)) as packed:
        size = packed.getinfo("xl/sharedStrings.xml").file_size
    told = size.to_bytes(4, "little")
    assert content.count(told) == 2  # before the part, and in the list of all parts
    with pytest.raises(KnownError, match="is damaged"):
        table("plan.xlsx", content.replace(told, (10).to_bytes(4, "little")))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_ROWS", 20)
    assert len(table("plan.xlsx", xlsx(["Title"], *[["A"]] * 19)).preview(30).rows) == 19
    with pytest.raises(TooLarge, match="more than 20 rows"):
        table("plan.xlsx", xlsx(["Title"], *[["A"]] * 20))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format of Excel"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        ("plan.xlsb", zipped({"xl/workbook.bin": "x"}), "save it as XLSX"),
        ("plan.xlsx", b"PK\x03\x04 and then nothing", "is damaged"),
        ("plan.xlsx", xlsx(["Title"])[:-500], "is damaged"),
        ("plan.xlsx", zipped({"xl/workbook.xml": "<workbook"}), "is damaged"),
        ("plan.xlsx", changed(xlsx([1]), SHEET, "</sheetData>", "</sheetDat>"), "is damaged"),
    ],
    ids=["old", "locked", "binary", "no zip", "cut off", "no workbook", "no xml"],
)
def test_what_cannot_be_read_is_said(name: str, content: bytes, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        table(name, content)


def test_other_zips_are_left_to_others() -> None:
    assert opened(Found("a.zip", zipped({"a.txt": "x"})), Into(TODAY)) is None
    assert opened(Found("a.docx", zipped({"word/document.xml": "<x/>"})), Into(TODAY)) is None
    assert opened(Found("a.odt", b"PK\x03\x04"), Into(TODAY)) is None


# What openpyxl, an independent writer, puts in is what comes out.
_VALUES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
            min_size=1, max_size=12).filter(lambda text: text[0] != "="),
    st.dates(date(1901, 1, 1)),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 6)),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=15)
@given(st.lists(st.lists(_VALUES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_text_date_and_number_is_read_back(rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for down, row in enumerate(rows, 1):
        for across, value in enumerate(row, 1):
            one = book.active.cell(down, across, value)
            if isinstance(value, str):
                one.data_type = "s"  # not a formula, nor an error
    assert cells(saved(book)) == rows
