"""The printed charter, read back by pypdf and seen by pdfium."""

import dataclasses
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cxdesk import paths
from cxdesk.reports import fonts
from cxdesk.reports.charter import charter_pdf
from cxdesk.reports.charter_parts import NOT_WRITTEN
from cxdesk.reports.charter_story import NOTHING
from cxdesk.reports.scripts import from_right
from cxdesk.services.charter_page import (
    ApprovalRow,
    CharterPage,
    CriterionRow,
    MilestoneRow,
    PhaseRow,
    RiskRow,
)
from tests.paper import words

MM = 72 / 25.4
ROOT = Path(__file__).parents[2]
REPLACE = dataclasses.replace


def reader(page: CharterPage, paper: str = "A4") -> PdfReader:
    return PdfReader(BytesIO(charter_pdf(page, paper)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(page: CharterPage) -> str:
    """All text without white space, and without what stands on every page."""
    return joined(words(charter_pdf(page)))


def joined(every: list[str]) -> str:
    pages = []
    for said in every:
        text = squeezed(said)
        text = re.sub(r"^.*?·Internal", "", text)
        pages.append(re.sub(r"CX-101charterv[\d.]+·(?!.*CX-101charterv).*$", "", text))
    return "".join(pages)


def strings(value: object) -> list[str]:
    """Every text inside a page's rows."""
    if isinstance(value, str):
        return [value]
    if dataclasses.is_dataclass(value):
        return [s for f in dataclasses.fields(value) for s in strings(getattr(value, f.name))]
    return [s for item in value for s in strings(item)] if isinstance(value, tuple) else []


def test_every_text_of_the_page_is_printed(cx_101: CharterPage) -> None:
    page = REPLACE(
        cx_101,
        benefits="Care answers without asking back.",
        depends_on=("CX-104",),
        needed_by=("CX-102",),
        phases=tuple(REPLACE(phase, entry=f"Entry to {phase.name}") for phase in cx_101.phases),
        approvals=tuple(
            REPLACE(row, decision="More asked", comment=f"A word of {row.name}")
            for row in cx_101.approvals
        ),
    )
    printed = squeezed("".join(words(charter_pdf(page))))
    # The currency prints as its sign.
    wanted = [text for text in strings(page) if squeezed(text) not in printed]
    assert wanted == ["EUR"]
    for fact in ("5 Oct 2026 – 26 Feb 2027", "220 k€, 260 person-days", "30 Apr 2027", page.check):
        assert squeezed(fact) in printed


def test_first_page_ends_with_the_phases_as_drawn(cx_101: CharterPage) -> None:
    pdf = reader(REPLACE(cx_101, benefit_rows=()))
    assert len(pdf.pages) == 2
    first, second = (page.extract_text() for page in pdf.pages)
    assert "Definition above met" in first
    assert "Assumptions" not in first
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    foot = "CX-101 charter v1.0 · Approved by Amara Diallo, 30 September 2026; signatures on page 2"
    assert f"{foot} · check " in first


def test_outline_leads_to_every_section(cx_101: CharterPage) -> None:
    pdf = reader(cx_101)
    found = [(entry.title, pdf.get_destination_page_number(entry)) for entry in pdf.outline]
    assert [title for title, _ in found] == [
        *("Summary", "Why", "Strategic link", "Objectives", "Benefit", "Scope"),
        *("Official definition of a completed task", "Phases", "Milestones", "Dependencies"),
        *("Assumptions and constraints", "Risks", "Budget and resources", "Approval"),
    ]
    assert [number for _, number in found] == [0] * 8 + [1] * 6


def test_language_and_metadata(cx_101: CharterPage) -> None:
    pdf = reader(cx_101)
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.metadata.title == "CX-101 Single customer ID: charter 1.0"
    assert pdf.metadata.author == "Meridian Telecom"
    assert pdf.metadata.subject == "Initiative charter, approved"


def test_all_fonts_are_embedded_subsets(cx_101: CharterPage) -> None:
    used = {}
    for page in reader(REPLACE(cx_101, state="Draft", summary="℻ ☭ in DejaVu")).pages:
        for font in page["/Resources"]["/Font"].values():
            used[font.get_object()["/BaseFont"]] = font.get_object()
    assert {name.split("+")[-1] for name in used} == {
        *(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD, fonts.DISPLAY, "DejaVuSans")
    }
    for name, font in used.items():
        assert re.match(r"/[A-Z]{6}\+", name)
        assert len(font["/FontDescriptor"]["/FontFile2"].get_data()) < 120_000


def test_a_draft_names_what_is_not_written_and_closes_up_the_numbers(empty: CharterPage) -> None:
    pdf = reader(empty)
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert text.count(NOT_WRITTEN) == 4
    titles = ["Objectives", "Benefit", "Official definition of a completed task", "Phases"]
    assert [entry.title for entry in pdf.outline] == titles
    for number, title in enumerate(titles, 1):
        assert f"{number}{squeezed(title)}" in squeezed(text)
    assert "Draft, not approved" in text


def test_an_approved_charter_never_says_not_written(empty: CharterPage) -> None:
    pdf = reader(REPLACE(empty, state="Approved"))
    text = pdf.pages[0].extract_text()
    assert NOT_WRITTEN not in text
    assert text.count(NOTHING) == 4
    assert "CX-101 charter v0.1 · Approved, 30 September 2026 · check" in (
        pdf.pages[0].extract_text()
    )


@pytest.mark.parametrize(
    ("state", "word"),
    [("Draft", "DRAFT"), ("In review", "DRAFT"), ("Approved", ""), ("Superseded", "SUPERSEDED")],
)
def test_watermark(cx_101: CharterPage, state: str, word: str) -> None:
    for said in words(charter_pdf(REPLACE(cx_101, state=state))):
        found = {mark for mark in ("DRAFT", "SUPERSEDED") if mark in said}
        assert found == ({word} if word else set())


def test_200_risks_none_lost_and_the_head_on_every_page(cx_101: CharterPage) -> None:
    risks = tuple(
        RiskRow(f"risk<{n}>" + " of several words" * (n % 7), 1, 5, f"answer<{n}>", f"owner<{n}>")
        for n in range(200)
    )
    every = words(charter_pdf(REPLACE(cx_101, risks=risks)))
    text = joined(every)
    for n in range(200):
        for word in ("risk", "answer", "owner"):
            assert text.count(f"{word}<{n}>") == 1
    for said in every[2:-1]:
        assert "Probability" in said


LONG = "".join(f"{n:05d}" for n in range(1000))  # ten pages, as what follows
HOSTILE = ["R&D <5%", '<img src="/secret.png">', "&lt;b&gt; &amp;", "</font></para><b>", "%s {0}"]


@pytest.mark.parametrize("typed", [*HOSTILE, LONG, LONG[:300], "word " * 800, "a\nb " * 120])
def test_text_is_printed_as_typed_everywhere(cx_101: CharterPage, typed: str) -> None:
    page = REPLACE(
        cx_101,
        summary=f"[{typed}]",
        objectives=f"1. ({typed})",
        scope_in=f"in {typed}",
        scope_out=f"out {typed}",
        criteria=(CriterionRow(f"criterion {typed}", "evidence", "someone"),),
    )
    text = text_of(page)
    assert squeezed(f"[{typed}]") in text
    assert squeezed(f"1.({typed})") in text
    # Cells side by side mix line by line where they cross a page: count instead.
    for char in set(squeezed(typed)):
        least = 5 * squeezed(typed).count(char)
        assert text.count(char) >= least


@cache
def printable() -> st.SearchStrategy[str]:
    known = {
        char
        for char in fonts.coverage(fonts.REGULAR) | fonts.coverage("DejaVu")
        if not from_right(char)  # marks and signs that change places
    }
    return st.text(
        st.characters(categories=(), include_characters="".join(sorted(known))), max_size=200
    )


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_any_printable_text_comes_back(empty: CharterPage, data: st.DataObject) -> None:
    summary, objectives, criterion = (data.draw(printable()) for _ in range(3))
    page = REPLACE(
        empty,
        state="Approved",
        summary=f"<{summary}>",
        objectives=f"<{objectives}>",
        criteria=(CriterionRow(f"<{criterion}>", "", ""),),
    )
    text = text_of(page)
    for typed in (summary, objectives, criterion):
        assert squeezed(f"<{typed}>") in text


@settings(max_examples=20, deadline=None)
@given(typed=st.text(st.characters(codec=None), max_size=60))
def test_no_text_at_all_breaks_the_print(empty: CharterPage, typed: str) -> None:
    page = REPLACE(
        empty,
        program=typed,
        code="CX-1" + typed,
        title=typed,
        domain=typed,
        owner=typed,
        owner_role=typed,
        summary=typed,
        phases=(PhaseRow(typed, date(2026, 1, 1), date(2026, 1, 9), typed, typed),),
        approvals=(ApprovalRow(typed, typed, "Approved", None, typed),),
    )
    assert len(reader(page).pages) >= 1


def test_control_characters_vanish_and_surrogates_show(cx_101: CharterPage) -> None:
    typed = "a\x00b\x07c\x1b\x7fd\u200be\u202ef\ud800g"
    assert "abcdef\ufffdg" in text_of(REPLACE(cx_101, summary=typed))


def test_a_script_without_a_font_is_replaced_and_named(cx_101: CharterPage) -> None:
    page = REPLACE(cx_101, summary="yes 你好 no ไทย", title="שלום")
    text = text_of(page)
    assert "yes[?]no[?]" in text
    assert "שלום" in text
    for said in ("[?] stands for Chinese, Japanese or Korean characters.", "stands for Thai"):
        assert squeezed(said) in text
    assert "[?]" not in text_of(cx_101)


def _outside_margins_is_white(data: bytes) -> bool:
    scale = 2
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            image = page.render(scale=scale, grayscale=True).to_pil()
            edge = int(15 * MM * scale)
            inside = image.copy()
            inside.paste(255, (edge, edge, image.width - edge, image.height - edge))
            if inside.getextrema() != (255, 255):
                return False
    return True


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("long", [False, True])
def test_nothing_is_printed_in_the_margins(cx_101: CharterPage, paper: str, long: bool) -> None:
    page = REPLACE(cx_101, state="Draft")
    if long:
        word = "W" * 300
        page = REPLACE(
            page,
            **dict.fromkeys(("program", "subtitle", "code", "title", "domain"), word),
            **dict.fromkeys(("version", "owner", "owner_role", "batch", "priority"), word),
            summary=word,
            objectives=f"- {word}",
            needed_by=(word,),
            criteria=(CriterionRow(word, word, word),),
            risks=(RiskRow(word, 5, 5, word, word),),
            approvals=(ApprovalRow(word, word, "Approved", date(2026, 1, 1), word),),
            phases=(PhaseRow(word, date(2026, 1, 1), date(2026, 3, 1), word, word),),
            milestones=(MilestoneRow(word, date(2026, 1, 1), False),),
        )
    assert _outside_margins_is_white(charter_pdf(page, paper))


def test_paper_sizes(cx_101: CharterPage) -> None:
    assert [round(x) for x in reader(cx_101, "Letter").pages[0].mediabox[2:]] == [612, 792]
    assert [round(x) for x in reader(cx_101, "A4").pages[0].mediabox[2:]] == [595, 842]
    with pytest.raises(KeyError):
        charter_pdf(cx_101, "A3")


def _child(code: str, home: Path) -> "subprocess.Popen[str]":
    prelude = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", prelude + code],
        env={**os.environ, "CXDESK_HOME": str(home), "PYTHONHASHSEED": "random"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_equal_bytes_from_two_processes_that_make_the_fonts_at_once(
    cx_101: CharterPage, tmp_path: Path
) -> None:
    code = """
import hashlib
from tests.reports.conftest import CX_101
from cxdesk.reports.charter import charter_pdf
from tests.paper import words
print(hashlib.sha256(charter_pdf(CX_101)).hexdigest())
"""
    folder = tmp_path / ".cache" / "fonts"
    folder.mkdir(parents=True)
    # Made before: one is enough to race for.
    for name in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD):
        fonts.register(name)
        for kept in (paths.cache() / "fonts").glob(f"{name}-*.ttf"):
            shutil.copy(kept, folder)
    children = [_child(code, tmp_path) for _ in range(2)]
    digests = {child.communicate(timeout=100)[0] for child in children}
    assert [child.returncode for child in children] == [0, 0]
    assert len(digests) == 1
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 4
    assert all(name.endswith(".ttf") for name in names)
