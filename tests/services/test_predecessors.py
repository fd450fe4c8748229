"""Predecessors are written as one types them, and read in whatever way they are typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.model.states import LinkType
from cxdesk.services.predecessors import Codes, Wanted, difference, read, written
from cxdesk.services.roadmap import LinkRow

FS, SS, FF, SF = LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF
CODES = Codes({1: "CX-101", 2: "CX-102", 3: "CX-103", 4: "CX-1004"})
MIXED = Codes({1: "CX-101", 2: "WEB SS", 3: "7-FF"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        (" ; ", ()),
        ("101", (Wanted(1, FS, 0),)),
        ("cx-101", (Wanted(1, FS, 0),)),
        ("101; 103SS+2", (Wanted(1, FS, 0), Wanted(3, SS, 2))),
        ("101 ss − 3 d, CX-1004", (Wanted(1, SS, -3), Wanted(4, FS, 0))),
        ("CX-101FS-12\n103 sf", (Wanted(1, FS, -12), Wanted(3, SF, 0))),
        ("102 + 5 days", (Wanted(2, FS, 5),)),
        ("101FS+2600", (Wanted(1, FS, 2600),)),
    ],
)
def test_codes_ends_and_lags_are_read(text: str, found: tuple[Wanted, ...]) -> None:
    assert read(text, CODES, 9) == found


def test_codes_that_look_like_ends_are_codes() -> None:
    assert read("WEB SS; 7-FF", MIXED, 9) == (Wanted(2, FS, 0), Wanted(3, FS, 0))
    assert read("WEB SSFF+1; 7-FFSS", MIXED, 9) == (Wanted(2, FF, 1), Wanted(3, SS, 0))
    assert MIXED.prefix == ""
    assert written([LinkRow(1, 2, 9, SF, -1)], MIXED) == "WEB SSSF-1"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("101; 999", "No initiative of the roadmap is called “999”."),
        ("CX-999", "No initiative of the roadmap is called “CX-999”."),
        ("999SS+2", "No initiative of the roadmap is called “999”."),
        ("+2", "No initiative of the roadmap is called “+2”."),
        ("102", "CX-102 cannot wait for itself."),
        ("101; CX-101SS", "CX-101 is named twice."),
        ("101+2601", "A lag is a whole number of working days, 2,600 at most."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}"):
        read(text, CODES, 2)


@given(
    st.dictionaries(
        st.sampled_from([1, 3, 4]),
        st.tuples(st.sampled_from(LinkType), st.integers(-2600, 2600)),
    )
)
def test_what_is_written_is_read_as_it_was(ties: dict[int, tuple[LinkType, int]]) -> None:
    links = [LinkRow(10 + n, id, 2, *tie) for n, (id, tie) in enumerate(ties.items())]
    again = read(written(links, CODES), CODES, 2)
    assert {one.before: (one.type, one.lag) for one in again} == ties
    assert not difference(links, again)


def test_only_what_differs_is_changed() -> None:
    links = [LinkRow(10, 1, 2, FS, 0), LinkRow(11, 3, 2, SS, 2), LinkRow(12, 4, 2, FS, 0)]
    found = difference(links, read("103SS+4; 1004; 101", CODES, 2))
    assert (found.gone, found.added) == ((), ())
    assert found.changed == ((links[1], Wanted(3, SS, 4)),)
    found = difference(links[:2], read("1004FF; 101", CODES, 2))
    assert (found.gone, found.changed, found.added) == ((links[1],), (), (Wanted(4, FF, 0),))
