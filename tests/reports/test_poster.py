"""The strategy poster, read back by pypdf."""

from __future__ import annotations

import dataclasses
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cxdesk.model.outcomes import Direction
from cxdesk.reports.poster import NOT_WRITTEN, poster_pdf
from cxdesk.services.letterhead import Letterhead
from cxdesk.services.strategy_view import OutcomeRow, Principle, Strategy

ON = date(2026, 11, 23)


def outcome(code: str, realised: float | None, **more: object) -> OutcomeRow:
    row = OutcomeRow(
        1, code, "Median first response", "h", Direction.DOWN, 26.0, 8.0, date(2027, 12, 31),
        5, "Claire Dubois", False, None if realised is None else 17.0, ON, realised, 4, (),
    )  # fmt: skip
    return dataclasses.replace(row, **more)


MERIDIAN = Strategy(
    "Meridian Telecom", Letterhead("Meridian Telecom", "Customer experience"),
    "Every contact ends with the customer certain it is handled - once, by us.",
    "Customers do not leave over the network; they leave when they have to explain the same thing "
    "three times.",
    date(2027, 1, 18),
    (
        Principle(1, "Ask once", "What a customer has told one of us, all of us know."),
        Principle(2, "Own to the end", "Whoever takes a matter keeps it until it is settled."),
        Principle(3, "Plain words", "We write so that nobody has to ask what we meant."),
    ),
    (outcome("O4", 50.0), outcome("O2", 30.77, name="NPS", unit="", headline=True)),
)  # fmt: skip


def pages(rows: Strategy, paper: str = "A4") -> list[str]:
    reader = PdfReader(BytesIO(poster_pdf(rows, ON, paper)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_one_page_says_the_whole_frame() -> None:
    (page,) = pages(MERIDIAN)
    for text in (
        "Meridian Telecom", "Next review 18 Jan 2027", "Strategy, 23 November 2026",
        MERIDIAN.north_star, "explain the same thing three times.",
        "Ask once", "What a customer has told one of us, all of us know.", "Plain words",
        "O4 Median first response", "50 %", "26 h to 8 h by 31 Dec 2027 · now 17 h · Claire Dubois",
        "O2 NPS, our headline", "31 %", "Page 1 of 1",
    ):  # fmt: skip
        assert text in page


def test_equal_rows_give_equal_bytes_and_other_rows_others() -> None:
    assert poster_pdf(MERIDIAN, ON) == poster_pdf(MERIDIAN, ON)
    assert poster_pdf(MERIDIAN, ON) != poster_pdf(MERIDIAN, date(2026, 11, 24))


def test_an_empty_frame_says_what_is_missing() -> None:
    bare = dataclasses.replace(
        MERIDIAN, north_star="", why="", next_review=None, principles=(), outcomes=()
    )
    (page,) = pages(bare)
    assert page.count(NOT_WRITTEN) == 3
    assert "No review planned" in page


def test_an_outcome_without_a_reading_has_no_share() -> None:
    (page,) = pages(dataclasses.replace(MERIDIAN, outcomes=(outcome("O1", None),)))
    assert "no reading yet" in page
    assert "%" not in page


def test_a_bar_is_as_long_as_the_share_and_stays_in_its_track() -> None:
    def inked(realised: float) -> list[float]:
        rows = dataclasses.replace(MERIDIAN, outcomes=(outcome("O1", realised),))
        content = PdfReader(BytesIO(poster_pdf(rows, ON))).pages[0].get_contents()
        assert content is not None
        words = [line.split() for line in content.get_data().decode("latin-1").splitlines()]
        return [float(word[3]) for word in words if word[5:] == ["re", "f*"]]

    assert [round(width / inked(50.0)[0], 3) for width in inked(50.0)] == [1.0, 0.5]
    assert inked(250.0) == [inked(50.0)[0]] * 2
    assert len(inked(-20.0)) == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_long_frame_is_set_smaller_before_it_takes_a_second_page(paper: str) -> None:
    long = dataclasses.replace(
        MERIDIAN,
        why=MERIDIAN.why * 4,
        principles=MERIDIAN.principles * 3,
        outcomes=MERIDIAN.outcomes * 3,
    )
    assert len(pages(long, paper)) == 1
    longer = dataclasses.replace(long, principles=MERIDIAN.principles * 40)
    found = pages(longer, paper)
    assert len(found) > 1
    assert sum(page.count("Own to the end") for page in found) == 40


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["C", "Z"]),
               min_size=1, max_size=60))  # fmt: skip
@settings(deadline=None, max_examples=15)
def test_any_text_is_printed_as_typed(text: str) -> None:
    rows = dataclasses.replace(MERIDIAN, north_star=text, principles=(Principle(1, text, text),))
    assert "".join(text.split()) in "".join(pages(rows)[0].split())


def test_text_is_never_code() -> None:
    nasty = 'R&D <5% <img src="/secret.png">'
    (page,) = pages(
        dataclasses.replace(
            MERIDIAN,
            name=nasty,
            north_star=nasty,
            why=nasty,
            outcomes=(outcome("O1", 10.0, name=nasty, unit=nasty),),
        )
    )
    assert page.count('R&D <5% <img src="/secret.png">') >= 5


def test_what_has_no_font_is_said() -> None:
    (page,) = pages(dataclasses.replace(MERIDIAN, north_star="שלום 你好"))
    assert "[?] שלום" in page  # as it stands, from the left
    assert "[?] stands for Chinese, Japanese or Korean characters." in page


def test_its_text_begins_at_the_margin() -> None:
    places: dict[str, float] = {}

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        places[text.strip()] = round(cm[4] + tm[4], 1)

    PdfReader(BytesIO(poster_pdf(MERIDIAN, ON))).pages[0].extract_text(visitor_text=visit)
    assert places["North star"] == places["Ask once"] == places["Meridian Telecom"]


def test_unknown_paper_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        poster_pdf(MERIDIAN, ON, "A7")
