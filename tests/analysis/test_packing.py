"""Rows of a lane: never an overlap, as few as there can be, and everything stays where it fits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.packing import pack

Span = tuple[int, float, float]
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15)), max_size=25).map(
    lambda pairs: [(n, first, first + long) for n, (first, long) in enumerate(pairs)]
)


def overlapping(one: Span, other: Span) -> bool:
    return one[1] < other[2] and other[1] < one[2]


def depth(spans: list[Span]) -> int:
    """How many spans there are at the fullest place, those without length beside nothing."""
    return max((sum(span[1] <= at < span[2] for span in spans) for _, at, _ in spans), default=0)


def assert_apart(spans: list[Span], rows: dict[int, int]) -> None:
    assert rows.keys() == {span[0] for span in spans}
    for n, one in enumerate(spans):
        for other in spans[n + 1 :]:
            assert rows[one[0]] != rows[other[0]] or not overlapping(one, other)


@settings(max_examples=60, deadline=None)
@given(SPANS)
def test_rows_never_overlap_and_are_as_few_as_the_fullest_place_needs(spans: list[Span]) -> None:
    rows = pack(spans)
    assert_apart(spans, rows)
    long = [span for span in spans if span[2] > span[1]]
    if len(long) == len(spans):
        assert max(rows.values(), default=-1) + 1 == depth(spans)
    assert pack(spans) == rows
    # The sweep around kept ones and the one without are two ways to the same rows.
    assert pack([*spans, (-1, 99, 99)], {-1: 0}) == pack([*spans, (-1, 99, 99)])


@settings(max_examples=80, deadline=None)
@given(SPANS, st.lists(st.integers(0, 5), min_size=25, max_size=25))
def test_kept_rows_stay_where_they_still_fit(spans: list[Span], wanted: list[int]) -> None:
    kept = {span[0]: row for span, row in zip(spans, wanted, strict=False) if span[0] % 3}
    rows = pack(spans, kept)
    assert_apart(spans, rows)
    by_key = {span[0]: span for span in spans}
    staying: list[int] = []
    for key, row in kept.items():
        if all(rows[k] != row or not overlapping(by_key[k], by_key[key]) for k in staying):
            assert rows[key] == row
            staying.append(key)


def test_a_bar_that_grows_sends_away_those_named_after_it() -> None:
    before = pack([("a", 0, 10), ("b", 10, 20), ("c", 3, 6)])
    assert before == {"a": 0, "b": 0, "c": 1}
    grown = [("a", 0, 14), ("b", 10, 20), ("c", 3, 6)]
    assert pack(grown, before) == {"a": 0, "b": 1, "c": 1}
    assert pack(grown, {"b": 0, "a": 0, "c": 1}) == {"b": 0, "a": 2, "c": 1}


def test_a_row_between_stays_empty_only_while_nothing_fits() -> None:
    assert pack([("low", 0, 9), ("new", 4, 8)], {"low": 2, "gone": 1}) == {"low": 2, "new": 0}
    assert pack([]) == {}
