"""The roadmap as a poster, read back by pypdf and pdfium: nothing lost, nothing outside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from cxdesk.model.states import LinkType
from cxdesk.model.wording import MONTHS
from cxdesk.reports import roadmap
from cxdesk.reports.page import MARGIN
from cxdesk.reports.roadmap import roadmap_pdf
from cxdesk.reports.stopping import Stopped
from cxdesk.services.grouping import Axis
from cxdesk.services.roadmap_print import Material, roadmap_sheet
from cxdesk.services.roadmap_sheet import RoadmapSheet
from cxdesk.store.store import Store
from tests.paper import words
from tests.reports.roadmaps import many, retitled, source_of, with_cards


@pytest.fixture
def source(store: Store) -> Material:
    return source_of(store)


def codes(sheet: RoadmapSheet) -> set[str]:
    """The codes as bars say them."""
    cards = [card for lane in sheet.lanes for card in lane.cards]
    return {card.code[len(sheet.prefix) :] for card in cards}


def assert_within_margins(data: bytes, pages: int = 3) -> None:
    """Nothing is drawn in the margins: not a line, not a letter."""
    with pdfium.PdfDocument(data) as document:
        for page in list(document)[:pages]:
            scale = 900 / max(page.get_size())
            image = page.render(scale=scale, grayscale=True).to_pil()
            edge = int((MARGIN - 2) * scale)
            width, height = image.size
            for box in (
                (0, 0, width, edge), (0, height - edge, width, height),
                (0, 0, edge, height), (width - edge, 0, width, height),
            ):  # fmt: skip
                assert image.crop(box).getextrema() == (255, 255)


def sizes(data: bytes) -> list[float]:
    """All sizes of type."""
    return [
        float(size) for page in PdfReader(BytesIO(data)).pages
        for size in re.findall(rb"/F\d\S* (\S+) Tf", page.get_contents().get_data())
    ]  # fmt: skip


def test_the_sample_on_one_sheet_says_everything(source: Material) -> None:
    sheet = roadmap_sheet(source, baseline=source.baselines[0][0].key)
    data = roadmap_pdf(sheet)
    assert roadmap_pdf(sheet) == data
    (text,) = words(data)
    assert codes(sheet) <= set(text.split())
    assert len(codes(sheet)) == 24
    for card in source.roadmap.board.cards:
        assert card.title in text, card.title
    for said in (
        "Meridian Telecom", "Roadmap, as of 23 November 2026", "Every contact ends with",
        "O4 Median first response", "26 → 8 h, now 17 h", "Short to 28 Feb 2027",
        "Long after 31 Aug 2027", "Sep 2026", "Jan 2027", "Today", "B1, B3", "30 Apr",
        "603 six-month check", "due 8 Nov, 15 d late", "Regulator deadline", "5 initiatives",
        "Capacity", "limit 100 for each domain", "108 !", "111 !", "109 !",
        "3 months over the limit: IT Mar +8, IT Apr +11, Care Mar +9", "baseline 1 Sep 2026",
        "critical path", "depends on",
        "hand-off", "milestone", "reached", "101 = CX-101", "24 initiatives, 1,707 of 1,800 k€",
        "6 in progress (limit 8)", "cxdesk, printed 23 November 2026", "embedded Apr 2026",
        f"Page 1 of 1 · A3 · check {sheet.check}",
    ):  # fmt: skip
        assert said in text, said
    assert "broken" not in text
    assert min(sizes(data)[1:]) >= 8
    assert_within_margins(data)
    reader = PdfReader(BytesIO(data))
    read = reader.pages[0].extract_text()
    assert all(code in read for code in codes(sheet))
    assert reader.metadata is not None
    assert reader.metadata.title == "Meridian Telecom: roadmap as of 23 November 2026"
    assert [one["/Title"] for one in reader.outline] == [lane.title for lane in sheet.lanes]
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


@pytest.mark.parametrize(
    ("paper", "upright", "lanes", "sheets", "size"),
    [
        ("A4", True, Axis.DOMAIN, 1, (595, 842)),
        ("A4", False, Axis.BATCH, 4, (842, 595)),
        ("Tabloid", False, Axis.OWNER, 1, (1224, 792)),
        ("A0", True, Axis.OUTCOME, 1, (2384, 3370)),
    ],
)
def test_any_paper_holds_it_or_says_that_it_takes_more(
    source: Material, paper: str, upright: bool, lanes: Axis, sheets: int, size: tuple[int, int]
) -> None:
    sheet = roadmap_sheet(source, lanes)
    data = roadmap_pdf(sheet, paper, upright=upright, grey=upright)
    said = words(data)
    assert len(said) == sheets
    assert codes(sheet) <= set(" ".join(said).split())
    assert min(sizes(data)[1:]) >= 8
    assert_within_margins(data)
    with pdfium.PdfDocument(data) as document:
        assert {tuple(map(round, page.get_size())) for page in document} == {size}
        image = document[0].render(scale=0.2).to_pil().convert("RGB")
    coloured = any(
        red != green or green != blue for _, (red, green, blue) in image.getcolors(2**20)
    )
    assert coloured is not upright
    if sheets > 1:
        assert "Too much for one A4 sheet at 8 points · Sheet 1 of 4: row 1, column 1" in said[0]


def test_over_many_sheets_no_row_is_cut_and_each_says_lane_and_months(source: Material) -> None:
    every = many(source, 90)
    sheet = roadmap_sheet(every, Axis.NONE, first=date(2026, 1, 1), last=date(2029, 12, 31))
    made = roadmap._many(sheet, roadmap._ready(), (595, 842), "A4", "", lambda: None)
    for row, parts in enumerate(made.windows[:-1]):
        assert sum(part.bottom - part.top for part in parts) <= made._room(row) + 0.01
    placed = [part for parts in made.windows for part in parts]
    assert all(one.bottom == pytest.approx(other.top) for one, other in pairwise(placed))
    for face in made.layout.places.values():  # each bar and its ghost within one part
        (here,) = [part for part in placed if part.top <= face.top < part.bottom]
        assert face.top + made.m.bar < here.bottom
    months = made.cuts[1:-1]
    assert len(months) > 2
    assert set(months) <= {made.axis.x_of(on) for on in made.axis.months()}

    said = words(roadmap_pdf(sheet, "A4", upright=True, over=True))
    assert len(said) == len(made.wheres())
    assert "Too much" not in said[0]
    assert codes(sheet) <= set(" ".join(said).split())
    for where, text in zip(made.wheres(), said, strict=True):
        for part in made.windows[where.row]:
            assert part.lane.name[0] in text
        assert f"Page {where.number} of {len(said)}" in text
        begins = next(
            on for on in made.axis.months()
            if made.axis.x_of(on) >= made.cuts[where.column] - 0.01
        )  # fmt: skip
        assert f"{MONTHS[begins.month - 1]} {begins.year}" in text
        assert ("Capacity" in text) is (where.row == where.rows - 1)
    assert "continued" in " ".join(said)


def test_links_that_are_broken_are_named_and_hidden_ones_left_out(source: Material) -> None:
    here = source.roadmap
    late = [
        replace(card, end=date(2027, 2, 19)) if card.code == "CX-201" else card
        for card in here.board.cards
    ]
    moved = with_cards(source, late, here.links)
    sheet = roadmap_sheet(moved)
    assert [one.missing for one in sheet.links if one.missing] == [5]
    assert "broken" in words(roadmap_pdf(sheet))[0]
    lagged = [replace(one, type=LinkType.SS, lag=12) for one in here.links]
    (text,) = words(roadmap_pdf(roadmap_sheet(with_cards(source, late, lagged))))
    assert "SS +12 d" in text
    for links, number in (("none", 0), ("critical", 4)):
        some = roadmap_sheet(moved, links=links)  # type: ignore[arg-type]
        assert len(some.links) == number
        assert ("depends on" in words(roadmap_pdf(some))[0]) is bool(number)


AWKWARD = (
    "R&D <5% \\(x\\) #{1} </text>",
    "حل المشكلة من أول مرة",
    "Answer 📞 faster 🚀",
    "Kundenzufriedenheitsverbesserungsmaßnahmen " * 7,
    "tab\tand\nline\u2028ends\x00",
)


def test_awkward_titles_are_kept_or_said(source: Material) -> None:
    assert len(AWKWARD[3]) > 300
    sheet = roadmap_sheet(retitled(source, AWKWARD))
    data = roadmap_pdf(sheet)
    (text,) = words(data)
    assert "R&D <5% \\(x\\) #{1} </text>" in text
    assert "Answer [?] faster [?]" in text
    assert "tab and line ends" in text
    assert "[?] stands for emoji." in text
    cut = source.roadmap.board.cards[3].code
    assert f"Cut at “…”, in full in the table of the roadmap: {cut}." in text
    assert_within_margins(data)


def test_without_dates_or_outside_the_months_a_bar_is_still_named(source: Material) -> None:
    cards = [
        replace(card, start=None, end=None) if n % 3 == 0 else card
        for n, card in enumerate(source.roadmap.board.cards)
    ]
    sheet = roadmap_sheet(
        with_cards(source, cards), first=date(2027, 3, 10), last=date(2027, 5, 20)
    )
    assert (sheet.first, sheet.last) == (date(2027, 3, 1), date(2027, 5, 31))
    (text,) = words(roadmap_pdf(sheet))
    assert codes(sheet) <= set(text.split())
    assert "no dates" in text
    assert "from Sep 2027" in text


def test_a_program_without_initiatives_has_a_roadmap(source: Material) -> None:
    sheet = roadmap_sheet(with_cards(source, ()))
    (text,) = words(roadmap_pdf(sheet, "A4"))
    assert "No initiatives" in text
    assert "0 initiatives" in text


def test_printing_says_how_far_it_is_and_stops_when_asked(source: Material) -> None:
    sheet = roadmap_sheet(many(source, 150))
    steps: list[tuple[int, int]] = []
    roadmap_pdf(sheet, "A2", progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] > 0.7 * steps[-1][1]
    with pytest.raises(Stopped):
        roadmap_pdf(sheet, cancelled=lambda: True)
    with pytest.raises(KeyError):
        roadmap_pdf(sheet, "A5")
