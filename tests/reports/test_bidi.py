"""The order of mixed text on a line, and how Arabic letters join."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.reports import bidi
from cxdesk.reports.joining import has_forms, joined, letters

CASES = [
    line.strip().split(";")
    for line in (Path(__file__).parents[1] / "files" / "bidi.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def test_the_order_is_that_of_unicode() -> None:
    assert len(CASES) > 300
    for chars, base, paragraph, levels, order in CASES:
        text = "".join(chr(int(code, 16)) for code in chars.split())
        side = None if base == "2" else int(base)
        found = bidi.levels(text, side)
        assert [str(level) if level is not None else "x" for level in found] == levels.split()
        assert [str(place) for place, _ in bidi.visual(text, side)] == order.split()
        if side is None:
            assert bidi.direction(text) == int(paragraph)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("abc (אבג) 12.5%", "abc (גבא) 12.5%"),
        ("אבג (abc) 12.5%", "12.5% (abc) גבא"),
        ("אבג: 3 < 5 [x]", "[x] 5 > 3 :גבא"),
        ("\u200fabc!", "!abc\u200f"),
        ("Größe – Łódź", "Größe – Łódź"),
    ],
)
def test_brackets_and_numbers_stand_as_they_are_read(typed: str, stands: str) -> None:
    assert "".join(char for _, char in bidi.visual(typed)) == stands


@given(text=st.text(st.characters(codec=None), max_size=40))
def test_nothing_is_lost_in_any_text(text: str) -> None:
    places = [place for place, _ in bidi.visual(text)]
    shown = [n for n, level in enumerate(bidi.levels(text)) if level is not None]
    assert sorted(places) == shown


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("مرحبا", "\ufee3\ufeae\ufea3\ufe92\ufe8e"),
        ("السلام", "\ufe8d\ufedf\ufeb4\ufefc\ufee1"),  # lam and alef are one
        ("بَيْت", "\ufe91\u064e\ufef4\u0652\ufe96"),  # over marks
        ("می‌خواهم", "\ufee3\ufbfd\u200c\ufea7\ufeee\ufe8d\ufeeb\ufee2"),  # not over a non-joiner
        ("ب ب", "\ufe8f \ufe8f"),
        ("ـبـ", "\u0640\ufe92\u0640"),
        ("abc אבג", "abc אבג"),
    ],
)
def test_letters_join_their_neighbours(typed: str, forms: str) -> None:
    assert joined(typed) == forms
    assert joined(forms) == forms
    assert "".join(map(letters, forms)) == typed


def test_what_has_no_form_is_known() -> None:
    assert all(map(has_forms, "ابتثپچژگیک"))
    assert not any(map(has_forms, "\u063b\u0750aא"))
