"""Titles wrapped into lines."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QFontMetricsF

from cxdesk.ui import type as typeface
from cxdesk.ui.wrap import Wrapper


@pytest.fixture
def wrapper(qapp) -> Wrapper:
    return Wrapper(typeface.CARD_TITLE.font())


def width_of(text: str) -> float:
    return QFontMetricsF(typeface.CARD_TITLE.font()).horizontalAdvance(text)


def visible(text: str) -> str:
    return "".join(text.split())


def letters(text: str) -> int:
    """How many pieces a line may be cut into; a mark stays with the letter before, of any script.

    A sign that joins two letters, as the virama does, leaves one piece; so do lam and alef,
    which every font sets as one.
    """
    text = re.sub("\u0644(?=[\u0622\u0623\u0625\u0627])", "", text)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = text.encode("utf-16-le")  # as Qt counts
    count = at = 0
    while (end := finder.toNextBoundary()) != -1:
        first = units[2 * at : 2 * end].decode("utf-16-le")[0]
        count += not count or unicodedata.category(first)[0] != "M"
        at = end
    return count


def test_words_fill_a_line_before_the_next_begins(wrapper):
    width = int(width_of("Stop re-asking account")) + 1
    assert wrapper.lines("Stop re-asking account number", width) == (
        "Stop re-asking account",
        "number",
    )
    assert wrapper.lines("Stop re-asking account number", 10_000) == (
        "Stop re-asking account number",
    )


def test_a_line_exactly_as_wide_as_the_room_is_kept_whole(wrapper):
    text = "One-contact disputes"
    exact = width_of(text)
    assert wrapper.lines(text, int(exact) + 1) == (text,)
    assert len(wrapper.lines(text, int(exact) - 1)) == 2


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Top-up self-service", "Top-up self-", ("Top-up self-", "service")),
        ("Marketing/sales", "Marketing/", ("Marketing/", "sales")),
        ("Parts CX-101", "Parts CX-", ("Parts", "CX-101")),
        ("open 24/7 now", "open 24/", ("open", "24/7", "now")),
    ],
)
def test_hyphens_and_slashes_break_before_letters_only(wrapper, text, room, lines):
    assert wrapper.lines(text, int(width_of(room)) + 2) == lines


def test_a_word_wider_than_the_room_breaks_at_any_letter(wrapper):
    lines = wrapper.lines("W" * 40, 60)
    assert "".join(lines) == "W" * 40
    assert len(lines) > 5
    assert all(width_of(line) <= 60 for line in lines)


def test_a_room_too_narrow_for_a_letter_takes_one_a_line(wrapper):
    assert wrapper.lines("abc", 1) == ("a", "b", "c")


def test_nothing_needs_no_line(wrapper):
    assert wrapper.lines("", 100) == ()
    assert wrapper.lines(" \n\t", 100) == ()
    assert wrapper.height("", 100, 17) == 0


def test_height_counts_lines(wrapper):
    assert wrapper.height("a", 100, 17) == 17
    assert wrapper.height("Customer Champion cards", 120, 17) == 34


def test_a_no_break_space_holds_words_together(wrapper):
    text = "cost 220\u00a0k€"
    assert wrapper.lines(text, int(width_of("cost 220")) + 2) == ("cost", "220\u00a0k€")


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם טוב",
        "مرحبا بالعالم الكبير",
        "e\u0301te\u0301 de\u0301ja\u0300 vu",
        "नमस्ते दुनिया",
        "顧客体験の変革 顧客体験の変革",
        "👩‍👩‍👧‍👦 family 👍🏽 plan",
    ],
)
def test_other_scripts_are_laid_out_by_qt(wrapper, text):
    lines = wrapper.lines(text, 60)
    assert visible("".join(lines)) == visible(text)
    assert len(lines) > 1
    assert not any(unicodedata.combining(line[0]) for line in lines)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=150,
    derandomize=True,  # scripts hold more surprises than a run should end on
)
@given(
    text=st.text(
        st.one_of(
            st.sampled_from("aWi AVT-/–.,é1 \n"),
            st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]),
        ),
        max_size=60,
    ),
    width=st.integers(1, 300),
)
@example(text="\u0644\u0622", width=1)
@example(text="\u0644\u0627\u0653", width=1)
@example(text="\u0915\u094d\u0915", width=1)  # two letters joined into one
@example(text="0\u0900", width=1)  # a mark of a script that its letter is not of
def test_all_is_shown_and_nothing_is_too_wide(wrapper, text, width):
    lines = wrapper.lines(text, width)
    assert visible("".join(lines)) == visible(text)
    for line in lines:
        assert line == line.strip(" ")
        assert width_of(line) <= width + 0.5 or letters(line) <= 1
