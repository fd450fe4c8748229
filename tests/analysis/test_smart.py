"""Hints on objectives: what is SMART stays silent, what is not says why in a short sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.smart import hints, objectives

SMART = (
    "By 26 February 2027 all 400,000 customers have one identifier in care, billing and sales",
    "From 1 March 2027 every screen in these four areas opens a customer by that identifier",
    "First response falls from 26 h to 8 h by 31 Dec 2027",
    "CES improves from 58 % to 72 % by 31.12.2027",
    "95 % of agents are trained by Q2 2027",
    "Bis 30. April 2027 sehen 12 Teams denselben Verlauf",
    "D'ici le 30 avril 2027, 95 % des appels sont résolus",
    "2027年までに苦情を 50 % 減らす",
    "Within six months 80 % of disputes need one contact",
    "By the end of the trial, the history opens within 2 seconds",
    "80 % of bills are plain by May 2027",  # a month, not a maybe
    "No bill is sent twice after 2027-04-30",
)

LACKS = (
    ("The history opens within 2 seconds in busy hours", {"time-bound"}),
    ("Customer data is shared as the agreement CX-104 allows", {"measurable", "time-bound"}),
    ("Customers are called back by 30 April 2027", {"measurable"}),
    ("Improve the customer experience by 2027", {"specific", "measurable"}),
    ("Improve CES to 72 % by 2027", set()),
    ("We try to answer 90 % of mails by May 2027", {"achievable"}),
    ("Mails are always answered in 8 h, by 1 May 2027", {"achievable"}),
    ("Implement 3 dashboards by Q3 2027", {"relevant"}),
    ("Implement 3 dashboards by Q3 2027 so that care sees 24 months", set()),
    ("Answer quickly: 8 h by 2027", {"specific"}),
    ("Better bills", {"specific", "measurable", "time-bound"}),
    ("2,027 customers are called", {"time-bound"}),  # a number that is no year
    ("72 % by O3", {"time-bound"}),
)


@pytest.mark.parametrize("line", SMART)
def test_what_is_smart_gets_no_hint(line: str) -> None:
    assert hints(line) == ()


@pytest.mark.parametrize(("line", "signs"), LACKS)
def test_a_hint_names_what_lacks(line: str, signs: set[str]) -> None:
    assert {hint.sign for hint in hints(line)} == signs


def test_hints_quote_the_word_they_mean() -> None:
    said = [hint.text for hint in hints("Improve the mood")]
    assert "“improve” says no direction: say what goes from where to where" in said
    assert "Say by when" in said
    assert "Say how much: a number, or “all” or “none”" in said


def test_each_line_is_an_objective_but_for_headings_and_gaps() -> None:
    text = "By the end of 2027:\n\n1. 8 h to the first answer by 2027\n• Fewer calls\n  - (a) x\r\n"
    found = objectives(text)
    assert [(one.number, one.text) for one in found] == [
        (1, "8 h to the first answer by 2027"), (2, "Fewer calls"), (3, "(a) x"),
    ]  # fmt: skip
    assert found[0].hints == ()
    assert found[1].hints


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for one in objectives(text):
        assert len({hint.sign for hint in one.hints}) == len(one.hints) <= 5
        assert all(hint.text for hint in one.hints)


def test_a_long_text_is_read_at_once() -> None:
    assert len(objectives("by 2027 " * 2000 + "\n" + "1." * 5000)) == 2
