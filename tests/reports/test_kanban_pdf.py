"""The printed board, read back by pypdf and pdfium."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from cxdesk.model.states import State
from cxdesk.reports.kanban import board_pdf
from cxdesk.reports.kanban_plan import plan
from cxdesk.reports.page import MARGIN, text_height, text_width
from cxdesk.reports.stopping import Stopped, Work
from cxdesk.reports.text import Typesetter
from cxdesk.services.board_sheet import BoardSheet, board_sheet, read_board
from cxdesk.services.cards import board
from cxdesk.services.grouping import Axis, headings
from cxdesk.store.store import Store
from tests.paper import words
from tests.reports.boards import card, sheet

CODE = re.compile(r"CX-\d+")


def boxes(data: bytes) -> list[tuple[float, float, float, float, float, float]]:
    """Left, foot, right and top of every run of text, with the width and height of its page."""
    found = []
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text, size = page.get_textpage(), page.get_size()
            found += [(*text.get_rect(at), *size) for at in range(text.count_rects())]
    return found


def assert_within_margins(data: bytes) -> None:
    found = boxes(data)
    assert found
    for left, foot, right, top, width, height in found:
        assert left >= MARGIN - 1
        assert foot >= MARGIN - 4  # descenders of the footer
        assert right <= width - MARGIN + 1
        assert top <= height - MARGIN + 4


@pytest.fixture
def sample(store: Store) -> BoardSheet:
    """The sample's board by state and batch."""
    with store.read() as session:
        return read_board(session)


def test_the_sample_is_printed_with_every_card_once(sample: BoardSheet) -> None:
    for paper, density, pages in (("A4", "normal", 3), ("A3", "normal", 1), ("A3", "compact", 1)):
        data = board_pdf(sample, paper, density)
        assert board_pdf(sample, paper, density) == data
        said = words(data)
        whole = " ".join(said)
        cards = [one for row in sample.lanes for cell in row.cells for one in cell]
        assert Counter(CODE.findall(whole)) == {one.code: 1 for one in cards}
        for one in cards:
            assert whole.count(f" {one.title} ") == 1, one.title
        assert len(said) == pages
        for number, text in enumerate(said, 1):
            assert f"Page {number} of {pages}" in text
            assert "Kanban board Customer experience 23 November 2026 · Internal" in text
            assert "Columns: state · Lanes: batch · 24 initiatives" in text
            assert "23 November 2026" in text
            for label in ("Backlog 3", "Planned 6", "Ready 6", "In progress 6/8", "Delivered 2"):
                assert label in text
        assert_within_margins(data)
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert sorted(CODE.findall(read)) == sorted(CODE.findall(whole))


def test_what_a_card_and_a_lane_say(sample: BoardSheet) -> None:
    (text,) = words(board_pdf(sample, "A3"))
    assert (
        "CX-102 Care Stop re-asking account number Blocked by 101 16 Apr v1.0 0/4 14 d "
        "Claire Dubois"
    ) in text
    assert "Check 15 d late 8 May v1.0 4/4 199 d Sofia Marques" in text
    assert "23 Apr after 301 none 0/1 35 d" in text
    assert (
        "B1 Ask Once Lead Ravi Menon 30 Apr 2027, 158 d left 1 of 4 delivered 6/14 actions "
        "At risk: no slack left 368 k€"
    ) in text
    detailed = " ".join(words(board_pdf(sample, "A3", "detailed")))
    assert "Ravi Menon Highest Major project 220 k€ 260 d O3" in detailed
    compact = " ".join(words(board_pdf(sample, "A3", "compact")))
    assert "CX-102 Care CD Stop re-asking account number Blocked by 101 " in compact
    assert "16 Apr" not in compact
    assert "AK Aisha Khan · BC Ben Carter · CD Claire Dubois" in compact


def test_the_file_says_what_it_is(sample: BoardSheet) -> None:
    reader = PdfReader(BytesIO(board_pdf(sample)))
    info, root = reader.metadata, reader.trailer["/Root"]
    assert info is not None
    assert (info.title, info.author, info.creator) == (
        "Meridian Telecom: kanban board", "Meridian Telecom", "cxdesk",
    )  # fmt: skip
    assert root["/Lang"] == "en"
    outline = [(one["/Title"], reader.get_destination_page_number(one)) for one in reader.outline]
    assert [title for title, _ in outline] == [row.title for row in sample.lanes]
    assert [page for _, page in outline] == sorted(page for _, page in outline)
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    sizes = [
        float(size) for page in reader.pages
        for size in re.findall(rb"/F\d\S* (\S+) Tf", page.get_contents().get_data())
    ]  # fmt: skip
    assert min(sizes[1:]) >= 8
    wide = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert wide == {(842, 595)}


def test_filters_are_named_and_what_they_hide_is_counted(store: Store) -> None:
    with store.read() as session:
        found = board(session)
        cut = [headings(session, axis, found) for axis in (Axis.STATE, Axis.BATCH)]
    first = {row.id for row in found.batches[:2]}
    shown = {one.id for one in found.cards if one.batch_id in first}
    shown.remove(next(one.id for one in found.cards if one.code == "CX-103"))
    made = board_sheet(found, *cut, shown, ("Batch B1, B2",))
    (text,) = words(board_pdf(made, "A3"))
    assert "Columns: state · Lanes: batch · Batch B1, B2 · 7 of 24 initiatives" in text
    assert "3 of 4 cards shown" in text
    assert "Ready 6" in text
    gone = ", ".join(row.title for row in made.lanes[2:])
    assert f"Without a card here: {gone}." in text
    assert "Lead Jonas Weber" not in text
    none = board_sheet(found, *cut, set(), ("Batch B9",))
    (text,) = words(board_pdf(none))
    assert "No initiative matches these filters." in text
    long = tuple(f"Label {'Kundenzufriedenheit ' * 3}{n}" for n in range(6))
    text = words(board_pdf(board_sheet(found, *cut, set(), long)))[0]
    assert all(each in text for each in long)
    assert "Lanes: batch · 0 of 24 initiatives" in text


def test_many_owners_stand_on_several_sheets_under_the_same_lanes() -> None:
    made = sheet(20, 3, lambda lane, column: (lane + column) % 3)
    data = board_pdf(made)
    reader = PdfReader(BytesIO(data))
    said = words(data)
    codes = Counter(CODE.findall(" ".join(said)))
    assert sorted(codes) == sorted(f"CX-{1000 + n}" for n in range(made.shown))
    assert set(codes.values()) == {1}
    assert "Columns 1 to 5 of 20: Owner number 1 to Owner number 5" in said[0]
    for number in range(20):
        assert sum(f"Owner number {number + 1} " in text for text in said)
    for text in said:
        assert "L1 Lane 1" in text or "L2 Lane 2" in text or "L3 Lane 3" in text
    assert reader.outline[0]["/Title"] == "L1 Lane 1 (Owner number 1 to Owner number 5)"
    assert_within_margins(data)


def test_a_lane_too_long_for_a_page_goes_on_under_its_head_again() -> None:
    data = board_pdf(sheet(3, 2, lambda lane, column: 25 if lane == column == 0 else 1))
    said = words(data)
    assert "continued" not in said[0]
    assert "L1 Lane 1 continued Lead Ravi Menon" in said[1]
    for text in said:
        assert "Owner number 1 26" in text
    assert_within_margins(data)


def test_empty_columns_are_narrow_and_few_columns_hold_cards_abreast() -> None:
    made = sheet(6, 1, lambda _lane, column: 12 if column == 3 else 0)
    size = text_width("A4", indent=0, wide=True), text_height("A4", wide=True)
    laid = plan(made, Typesetter(), "normal", size, Work(0, lambda *_: None, lambda: False))
    widths = laid.pages[0].tile.widths
    assert max(widths[:3] + widths[4:]) < 90
    assert widths[3] > 300
    abreast = [len(row) for row in laid.cells[0, 3]]
    assert sum(abreast) == 12
    assert min(abreast) >= 3
    assert len(laid.pages) == 1


AWKWARD = (
    "R&D <b>100 %</b> \\(x\\) #{1}",
    "Kundenzufriedenheitsverbesserungsmaßnahmenkoordinationsstelle der Hauptverwaltung",
    "حل المشكلة من أول مرة",
    "Answer 📞 faster 🚀 e\u0301t\u0301e",
    "הסרת חסמים ללקוח",
    "Zürich – Łódź – Αθήνα – Москва",
    "tab\tand\nline\u2028ends\x00",
)


def test_awkward_titles_and_reasons_are_kept_or_said() -> None:
    def make(number: int) -> object:
        return card(
            number, title=AWKWARD[number % len(AWKWARD)], owner="Ottilie Freifrau von Ungewöhnlich",
            domain="Kundenservice", blocked="waiting for " + "the vendor " * 12,
        )  # fmt: skip

    made = sheet(3, 2, lambda _lane, _column: 3, make)
    data = board_pdf(made)
    text = " ".join(words(data))
    assert "R&D <b>100 %</b> \\(x\\) #{1}" in text
    assert "Zürich – Łódź – Αθήνα – Москва" in text
    assert "tab and line ends" in text
    assert "Answer [?] faster [?]" in text
    assert "הסרת חסמים ללקוח" in text
    assert "[?] stands for emoji." in text
    assert "the vendor the vendor" in text
    assert_within_margins(data)


def test_a_title_of_ten_thousand_letters_is_cut_and_that_is_said() -> None:
    long = "Every contact ends with the customer certain. " * 220
    assert len(long) > 10_000

    def make(number: int) -> object:
        return card(number, title=long if number in (1001, 1003) else "Short")

    data = board_pdf(sheet(2, 2, lambda _lane, _column: 1, make))
    (text,) = words(data)
    assert "Longer than a card holds, and cut at “…”: CX-1001, CX-1003." in text
    assert text.count("Every contact ends with the customer certain.") > 10
    assert_within_margins(data)


def test_a_board_without_cards_says_so() -> None:
    (text,) = words(board_pdf(sheet(6, 0, lambda _lane, _column: 0)))
    assert "0 initiatives" in text
    assert "There are no initiatives yet." in text


def test_over_the_limit_is_said_with_its_reason(sample: BoardSheet) -> None:
    heads = [
        replace(head, count=9, note="1 over: “regulator deadline”")
        if head.sign == State.IN_PROGRESS.value else head
        for head in sample.columns
    ]  # fmt: skip
    text = words(board_pdf(replace(sample, columns=tuple(heads))))[0]
    assert "In progress 9/8 1 over: “regulator deadline”" in text


def test_printing_says_how_far_it_is_and_stops_when_asked() -> None:
    made = sheet(6, 4, lambda _lane, _column: 20)
    steps: list[tuple[int, int]] = []
    board_pdf(made, progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] > 0.9 * steps[-1][1]
    with pytest.raises(Stopped):
        board_pdf(made, cancelled=lambda: True)
    with pytest.raises(KeyError):
        board_pdf(made, "A5")
