"""The charter on one page: never more, never clipped, and it says what it leaves out."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.platypus import Flowable

from cxdesk.reports.charter import charter_pdf, register_faces
from cxdesk.reports.charter_one_page import MORE, one_page_story
from cxdesk.reports.charter_parts import NOT_WRITTEN
from cxdesk.reports.page import text_height, text_width
from cxdesk.reports.text import Typesetter
from cxdesk.services.charter_page import (
    ApprovalRow,
    BenefitRow,
    CharterPage,
    CriterionRow,
    PhaseRow,
    RiskRow,
)
from tests.paper import words
from tests.reports.charters import full, only
from tests.reports.drawn import check_drawn
from tests.reports.test_charter_pdf import squeezed

FULL = full()
WORD = "W" * 300
PARTS = [
    *("Summary", "Objectives", "Benefits", "Scope", "Definition of a completed task"),
    *("Phases", "Risks", "Approval"),
]


def lot(word: str, many: int) -> CharterPage:
    """Everything long and much of it."""
    named = ("program", "subtitle", "code", "title", "domain", "version", "owner", "owner_role")
    return replace(
        FULL, state="Draft", **dict.fromkeys((*named, "batch", "priority", "company"), word),
        summary=f"{word} " * many, objectives="\n".join(f"{n}. {word}" for n in range(many)),
        benefits=word * many, scope_in=f"{word}\n\n" * many, scope_out=f"- {word}\n" * many,
        depends_on=(word,) * many, needed_by=(word,) * many,
        gains=(BenefitRow(word, True, word, word, word, word, date(2027, 1, 1)),) * many,
        criteria=(CriterionRow(word, word, word),) * many,
        phases=tuple(
            PhaseRow(word, date(2026, 1, 1 + n % 9), date(2026, 3, 1), word, word, word)
            for n in range(many)
        ),
        risks=(RiskRow(word, 5, 5, word, word),) * many,
        approvals=(ApprovalRow(word, word, "Approved", date(2026, 1, 1), word),) * many,
    )  # fmt: skip


PAGES = {
    "as the sample has it": FULL,
    "empty": only(state="Draft", version="0.1"),
    "approved and empty": only(),
    "much of all": lot(WORD, 15),
    "in words": lot("lange deutsche Wörter und " * 9, 12),
    "scripts that are not installed": lot("שלום 你好 \U0001f600 ᚠ", 12),
}


@pytest.mark.parametrize(
    ("name", "paper"), [("as the sample has it", "A4"), *((name, "Letter") for name in PAGES)]
)
def test_it_is_one_page_with_nothing_clipped_or_overlapping(name: str, paper: str) -> None:
    data = charter_pdf(PAGES[name], paper, one_page=True)
    (said,) = words(data)
    assert "Page 1 of 1" in said
    check_drawn(data)


def test_the_sample_is_all_there() -> None:
    page = replace(FULL, gains=FULL.gains[:1], risks=FULL.risks[:2])
    pdf = PdfReader(BytesIO(charter_pdf(page, one_page=True)))
    text = charter_text(page)
    assert [entry.title for entry in pdf.outline] == PARTS
    assert squeezed(MORE) not in text
    wanted = [page.summary, page.objectives, page.benefits, page.scope_in, page.scope_out]
    wanted += [word for row in page.criteria for word in (row.text, row.evidence, row.accepted_by)]
    wanted += [word for row in page.phases for word in (row.name, row.gate)]
    wanted += [word for row in page.risks for word in (row.text, row.response, row.owner)]
    wanted += [word for row in page.approvals for word in (row.name, row.role)]
    assert [word for word in wanted if squeezed(word) not in text] == []
    order = [text.index(squeezed(row.text)) for row in page.risks]
    assert order == sorted(order)  # the greatest first


def test_what_is_left_out_is_counted() -> None:
    criteria = tuple(CriterionRow(f"criterion<{n}>", "shown", "someone") for n in range(80))
    risks = tuple(RiskRow(f"risk<{n}>", 1 + n % 5, n % 4, "so", "x") for n in range(9))
    page = replace(FULL, criteria=criteria, risks=risks, summary="Viele Worte. " * 400)
    text = charter_text(page)
    for kind, many in (("criterion", 80), ("risk", 9)):
        shown = [int(n) for n in re.findall(rf"{kind}<(\d+)>", text)]
        assert len(shown) >= 1
        assert squeezed(f"… {many - len(shown)} more, {MORE}") in text
        if kind == "criterion":
            assert shown == list(range(len(shown)))
    assert 3 <= text.count("criterion<") < 80
    assert squeezed(f"… more: {MORE}") in text
    scores = sorted((row.probability * row.impact for row in risks), reverse=True)
    assert str(scores[0]) in text


def charter_text(page: CharterPage) -> str:
    return squeezed(words(charter_pdf(page, one_page=True))[0])


def test_a_draft_says_what_is_needed_and_leaves_room_to_sign() -> None:
    text = charter_text(only(state="Draft"))
    assert text.count(squeezed(NOT_WRITTEN)) == 4
    assert text.count("Name,date,signature") == 2
    assert squeezed(NOT_WRITTEN) not in charter_text(only())


def test_letters_are_large_enough_to_read() -> None:
    sizes: dict[float, int] = {}

    def seen(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes[size] = sizes.get(size, 0) + len(text.strip())

    PdfReader(BytesIO(charter_pdf(FULL, one_page=True))).pages[0].extract_text(visitor_text=seen)
    assert min(sizes) >= 8
    body = sum(many for size, many in sizes.items() if size >= 9.5)
    assert body > 0.4 * sum(sizes.values())


@settings(max_examples=5, deadline=None)
@given(many=st.integers(0, 9), words=st.integers(1, 40), paper=st.sampled_from(["A4", "Letter"]))
@example(many=2, words=19, paper="Letter")  # the parts' least is more than a page
def test_any_amount_of_text_is_one_page(many: int, words: int, paper: str) -> None:
    register_faces([FULL])
    page = lot(("Wort " * words).strip(), many)
    story = one_page_story(page, Typesetter(), paper)
    assert high(story, text_width(paper)) <= text_height(paper)


def high(story: list[Flowable], width: float) -> float:
    return sum(each.wrap(width, 9999)[1] for each in story)
