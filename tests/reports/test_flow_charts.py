"""The charts of how work flows, read back: as pixels, as PNG, as SVG and as a page of a PDF."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from pypdf import PdfReader

from cxdesk.analysis.flow import track
from cxdesk.model.states import State
from cxdesk.reports import charts, flow_charts
from cxdesk.reports.chart_pdf import insights_pdf
from cxdesk.reports.picture import PAPER, Inks
from cxdesk.services.flow import Flow, Tracked
from cxdesk.services.insights import Chart, Insights, Kept, insights
from cxdesk.services.letterhead import Letterhead

TODAY = date(2026, 11, 23)
PATH = ("backlog", "planned", "ready", "in_progress", "delivered", "embedded")
DARK = Inks(
    text="#ECEEF1", text2="#BAC1CB", text3="#98A1AE", line="#2D323A", line2="#434A55",
    surface="#202329", accent="#A5AAFF", warn="#F2BC57",
)  # fmt: skip


def tracked(n: int) -> Tracked:
    """The n-th of many: added a week after the one before, as far as it came by now."""
    begin, pace = TODAY - timedelta(days=300 - 7 * n), 5 + n % 9
    moves = [(state, begin + timedelta(days=pace * step)) for step, state in enumerate(PATH)]
    moves = [(state, on) for state, on in moves if on <= TODAY]
    if n == 41:
        moves.append(("on_hold", TODAY - timedelta(days=1)))
    stays = track(moves)
    columns = tuple(stay for stay in stays if stay.state != "on_hold")
    if n == 41:
        columns = (*columns[:-1], replace(columns[-1], until=None))
    state = State(stays[-1].state)
    return Tracked(n, f"CX-{n:03}", f"$x^2$ <b>R&D</b> ＡБ {n}", None, None, state, False, True,
                   stays, columns)  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Insights:
    return insights(Flow(TODAY, tuple(map(tracked, range(42))), (), ()), Kept())


def four(found: Insights) -> tuple[Chart, Chart, Chart, Chart]:
    return found.flow, found.times, found.ageing, found.throughput


def test_the_window_gets_pixels_and_places_to_read_out(found: Insights) -> None:
    for chart in four(found):
        made = flow_charts.picture(chart, 600, 260, 2.0, PAPER)
        assert (made.width, made.height) == (1200, 520)
        assert len(made.pixels) == 1200 * 520 * 4
        assert made.pixels[:4] == b"\xff\xff\xff\xff"
        assert made.spots
        assert all(0 <= spot.x <= 600 and 0 <= spot.y <= 260 for spot in made.spots)
    night = flow_charts.picture(found.flow, 401, 203, 1.25, DARK)
    assert (night.width, night.height) == (501, 253)
    assert night.pixels[:3] == bytes.fromhex("202329")


def test_a_place_lies_where_its_ink_is(found: Insights) -> None:
    """What the pointer finds is what is drawn: the pixel of each dot has its colour."""
    made = flow_charts.picture(found.ageing, 700, 300, 1.0, PAPER)
    shown = {age.id: age for age in found.ageing.ages()}
    assert {spot.item for spot in made.spots} == shown.keys()
    for spot in made.spots:
        at = 4 * (round(spot.y) * made.width + round(spot.x))
        age = shown[spot.item]
        if not age.held:
            ink = PAPER.warn if age.late else PAPER.text2
            assert made.pixels[at : at + 3] == bytes.fromhex(ink[1:]), spot.text
    assert sum(age.held for age in shown.values()) == 1
    # Older is higher.
    oldest = min(made.spots, key=lambda spot: spot.y)
    assert shown[oldest.item].days == max(age.days for age in shown.values())


def test_an_svg_keeps_its_words_and_is_the_same_each_time(found: Insights) -> None:
    note = "Größe & Maß <x>, עברית, 家"
    made = flow_charts.file(found.flow, "svg", "Cumulative flow", "42 initiatives.", note)
    assert made == flow_charts.file(found.flow, "svg", "Cumulative flow", "42 initiatives.", note)
    root = fromstring(made)
    texts = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Cumulative flow" in texts
    assert any(text.startswith("Backlog ") for text in texts)
    assert any(text.startswith("In progress ") for text in texts)
    assert any("Größe & Maß <x>" in text for text in texts)
    assert "Date" not in made.decode().partition("<metadata>")[0]
    assert root.attrib["viewBox"] == "0 0 960 560"


def test_a_png_has_twice_the_pixels_and_its_title(found: Insights) -> None:
    made = flow_charts.file(found.throughput, "png", "Throughput", "6 delivered.", "")
    assert struct.unpack(">2I", made[16:24]) == (1920, 1120)
    assert b"Throughput" in made


def test_four_charts_stand_on_one_page(found: Insights) -> None:
    def make(paper: str = "A4") -> bytes:
        return insights_pdf(
            four(found), note="Batch B1 · Last 12 months",
            letterhead=Letterhead("Größe & Co. 家", ""), on=TODAY, paper=paper,
        )  # fmt: skip

    made = make()
    assert made == make()
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) == 1
    assert pages[0].mediabox.width > pages[0].mediabox.height
    text = pages[0].extract_text()
    for words in ("Cumulative flow", "Lead time", "Age in column", "Throughput", "In progress",
                  "Größe & Co.", "Batch B1", "Page 1 of 1", "23 November 2026"):  # fmt: skip
        assert words in text, words
    assert len(PdfReader(BytesIO(make("Letter"))).pages) == 1
    with pytest.raises(KeyError):
        make("A0")


def test_a_page_without_anything_says_so() -> None:
    nothing = four(insights(Flow(TODAY, (), (), ()), Kept()))
    made = insights_pdf(nothing, note="", letterhead=Letterhead("P", ""), on=TODAY)
    assert "Nothing was delivered" in PdfReader(BytesIO(made)).pages[0].extract_text()


def test_names_keep_apart_within_their_bounds() -> None:
    assert charts.apart([5, 6, 7], 10, 0, 100) == [5, 15, 25]
    assert charts.apart([95, 96, 97], 10, 0, 100) == [80, 90, 100]
    assert charts.apart([], 10, 0, 100) == []


def test_long_words_are_wrapped_and_none_is_lost() -> None:
    words = "Donaudampfschifffahrtsgesellschaftskapitän und so weiter bis ans Ende der Zeile"
    lines = charts.wrapped(words, 120, 12)
    assert len(lines) == 3
    assert " ".join(lines) == words
