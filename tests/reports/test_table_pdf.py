"""A printed table, read back by pypdf."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cxdesk.reports.table import table_pdf
from cxdesk.services.letterhead import Letterhead
from cxdesk.services.sheet import Sheet
from tests.paper import words

ON = date(2026, 11, 23)
PEOPLE = (
    ("Amara Diallo", "COO", "executive", "8"),
    ("Jonas Weber", "VP customer experience", "executive", "12"),
    ("Tomás Vidal", "Head of sales & marketing", "manager", "1,204"),
)


def sheet(
    *rows: tuple[str, ...], titles: tuple[str, ...] = ("Name", "Role", "Level", "Open")
) -> Sheet:
    count = len(titles)
    return Sheet(titles, rows, (*(False,) * (count - 1), True), (1.0,) * count)


def pdf(rows: Sheet, paper: str = "A4", title: str = "People", note: str = "") -> bytes:
    head = Letterhead("Meridian Telecom", "Customer experience")
    return table_pdf(rows, title=title, note=note, letterhead=head, on=ON, paper=paper)


def read(data: bytes) -> list[str]:
    return words(data)


def size(data: bytes) -> tuple[int, int]:
    box = PdfReader(BytesIO(data)).pages[0].mediabox
    return round(box.width), round(box.height)


def test_a_page_says_everything_of_the_table() -> None:
    (page,) = read(pdf(sheet(*PEOPLE), note="Executives and managers, by name"))
    for text in (
        "Meridian Telecom People Customer experience 23 November 2026 · Internal",
        "People, 23 November 2026 · 3 rows",
        "Executives and managers, by name", "Page 1 of 1", "Name Role Level Open",
        "Jonas Weber VP customer experience executive 12",
        "Tomás Vidal Head of sales & marketing manager 1,204",
    ):  # fmt: skip
        assert text in page


def test_an_empty_table_says_that_it_has_no_rows() -> None:
    (page,) = read(pdf(sheet()))
    assert "No rows" in page
    assert "Name Role Level Open" in page
    (page,) = read(pdf(Sheet((), (), (), ())))
    assert "No rows" in page
    (page,) = read(pdf(sheet(PEOPLE[0])))
    assert "1 row " in page


def test_numbers_end_at_one_edge() -> None:
    ends: list[float] = []

    def visit(text: str, _cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip() in ("8", "12", "1,204"):
            ends.append(tm[4])

    PdfReader(BytesIO(pdf(sheet(*PEOPLE)))).pages[0].extract_text(visitor_text=visit)
    short, middle, long = ends
    assert short > middle > long


def test_every_page_of_a_long_table_has_the_head_and_no_row_is_lost() -> None:
    rows = [(f"Person {n:04}", "Agent", "employee", str(n)) for n in range(400)]
    pages = read(pdf(sheet(*rows)))
    assert len(pages) > 5
    assert all("Name Role Level Open" in page for page in pages)
    whole = " ".join(pages)
    assert [f"Person {n:04}" in whole for n in range(400)] == [True] * 400
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert "400 rows" in pages[0]


def test_a_cell_longer_than_a_page_goes_on_with_the_next() -> None:
    words = " ".join(f"word{n:04}" for n in range(3000))
    pages = read(pdf(sheet(("Before", "", "", "1"), ("Long", words, "", ""), PEOPLE[0])))
    assert len(pages) > 3
    assert words in " ".join(_texts(pages))
    assert "Amara Diallo COO executive 8" in pages[-1]


def test_a_word_wider_than_its_column_is_cut_but_whole() -> None:
    word = "Rindfleischetikettierungsueberwachungsaufgabenuebertragung" * 20
    pages = read(pdf(sheet(("a", word, "", ""))))
    assert word in "".join(_texts(pages)).replace(" ", "")


def _texts(pages: list[str]) -> list[str]:
    """The pages without what stands around their rows."""
    return [page.split("Name Role Level Open ", 1)[1].split(" People, 23 Nov")[0] for page in pages]


def test_paper_lies_on_its_side_when_the_columns_need_it() -> None:
    assert size(pdf(sheet(*PEOPLE))) == (595, 842)
    assert size(pdf(sheet(*PEOPLE), "Letter")) == (612, 792)
    titles = tuple(f"A column {n}" for n in range(12))
    wide = sheet(tuple(f"some value {n}" for n in range(12)), titles=titles)
    assert size(pdf(wide)) == (842, 595)
    assert size(pdf(wide, "Letter")) == (792, 612)


def test_a_table_of_very_many_columns_stays_on_the_paper() -> None:
    titles = tuple(f"Column{n}" for n in range(60))
    data = pdf(sheet(tuple(f"value{n}" for n in range(60)), titles=titles))
    text = "".join("".join(read(data)).split())
    width, _ = size(data)
    places: list[float] = []
    PdfReader(BytesIO(data)).pages[0].extract_text(
        visitor_text=lambda said, _cm, tm, *_: places.append(tm[4] if said.strip() else 0.0)
    )
    assert max(places) < width - 30
    assert text.count("v") >= 60


def test_equal_tables_give_equal_bytes_and_others_others() -> None:
    assert pdf(sheet(*PEOPLE)) == pdf(sheet(*PEOPLE))
    assert pdf(sheet(*PEOPLE)) != pdf(sheet(*PEOPLE[:2]))


def test_text_is_never_code() -> None:
    nasty = 'R&D <5% <img src="/secret.png">'
    (page,) = read(
        pdf(sheet((nasty, nasty, "", ""), titles=(nasty, "b", "c", "d")), title=nasty, note=nasty)
    )
    assert page.count(nasty) == 7


def test_what_has_no_font_is_said() -> None:
    pages = read(pdf(sheet(("你好", "a", "b", "1"))))
    assert "[?]" in pages[0]
    assert "[?] stands for Chinese, Japanese or Korean characters." in pages[-1]


def test_line_ends_in_a_cell_are_kept() -> None:
    data = pdf(sheet(("a", "one\ntwo\r\n\nthree", "b", "1")))
    lines = PdfReader(BytesIO(data)).pages[0].extract_text().splitlines()
    assert [line.split()[-1] for line in lines if line.strip() in ("two", "three")] == [
        "two", "three",
    ]  # fmt: skip


@given(st.lists(st.text(st.characters(max_codepoint=0x2FFF), max_size=80), max_size=4))
@settings(deadline=None, max_examples=25)
def test_any_text_is_printed(cells: list[str]) -> None:
    row = (*cells, *("",) * (4 - len(cells)))
    assert "1 row " in read(pdf(sheet(row)))[0]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_categories=["C", "Z"]),
               min_size=1, max_size=60))  # fmt: skip
@settings(deadline=None, max_examples=15)
def test_any_text_that_has_a_font_is_printed_as_typed(text: str) -> None:
    assert "".join(text.split()) in "".join("".join(read(pdf(sheet(("", text, "", ""))))).split())


def test_unknown_paper_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        pdf(sheet(*PEOPLE), "A7")


def test_a_table_reaches_the_margin_and_its_heads_stand_on_one_line_where_there_is_room() -> None:
    titles = ("Name", "Cost in thousands of euros", "Days")
    data = pdf(Sheet(titles, (("Amara", "8", "2"),), (False, True, True), (1.0,) * 3))
    assert "Name Cost in thousands of euros Days" in read(data)[0]
    ends: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip() == "2":
            ends.append(cm[4] + tm[4])

    PdfReader(BytesIO(data)).pages[0].extract_text(visitor_text=visit)
    assert max(ends) > 595 - 46 - 8  # the last column ends 16 mm from the edge
