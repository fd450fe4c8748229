"""The rule by which a dragged bubble changes its scores, against every way to score."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxdesk.analysis.scores import WEIGHTS, Four, Weights, benefit, next_step, reaching

FOURS = st.tuples(*[st.integers(1, 5)] * 4)
WEIGHED = st.tuples(*[st.sampled_from([0, 0.5, 1, 2, 3, 4, 7.25, 100])] * 4).filter(any)
AIMS = st.floats(min_value=0, max_value=6, allow_nan=False)


@pytest.mark.parametrize(
    ("aim", "scores"),
    [
        (4.9, (5, 5, 5, 4)),  # where CX-101 stands
        (5.0, (5, 5, 5, 5)),
        (4.8, (5, 5, 5, 3)),
        (4.7, (5, 4, 5, 4)),  # reach by one, though urgency by two would do
        (4.6, (5, 5, 4, 4)),
        (4.5, (4, 5, 5, 4)),
        (4.4, (4, 5, 5, 3)),  # the heaviest score, not reach and outcome
        (4.84, (5, 5, 5, 3)),
        (9.0, (5, 5, 5, 5)),
        (0.0, (1, 1, 1, 1)),
    ],
)
def test_cx_101_is_dragged(aim: float, scores: Four) -> None:
    assert reaching((5, 5, 5, 4), WEIGHTS, aim) == scores


@settings(max_examples=40)
@given(FOURS, WEIGHED, AIMS)
def test_the_benefit_reached_is_the_nearest_there_is_by_the_fewest_changes(
    scores: Four, weights: Weights, aim: float
) -> None:
    def changed(found: Four) -> tuple[int, int]:
        by = [abs(a - b) for a, b in zip(found, scores, strict=True)]
        return sum(map(bool, by)), sum(by)

    found = reaching(scores, weights, aim)
    assert all(1 <= one <= 5 for one in found)
    off = abs(benefit(found, weights) - aim)
    every = list(product(range(1, 6), repeat=4))
    assert off <= min(abs(benefit(one, weights) - aim) for one in every) + 1e-8
    rivals = [one for one in every if abs(benefit(one, weights) - aim) <= off - 1e-8]
    assert not rivals
    alike = [one for one in every if abs(abs(benefit(one, weights) - aim) - off) < 1e-12]
    assert changed(found) == min(map(changed, alike))
    still = [n for n, weight in enumerate(weights) if not weight]
    assert [found[n] for n in still] == [scores[n] for n in still]


@settings(max_examples=40)
@given(FOURS, WEIGHED)
def test_a_bubble_put_back_where_it_was_keeps_its_scores(scores: Four, weights: Weights) -> None:
    assert reaching(scores, weights, benefit(scores, weights)) == scores


@settings(max_examples=40)
@given(FOURS, WEIGHED, AIMS, AIMS)
def test_higher_up_is_never_less_benefit(
    scores: Four, weights: Weights, low: float, high: float
) -> None:
    assume(low <= high)
    reached = [benefit(reaching(scores, weights, aim), weights) for aim in (low, high)]
    assert reached[0] <= reached[1] + 1e-8


def test_the_keyboard_goes_from_one_benefit_to_the_next() -> None:
    assert next_step(WEIGHTS, 4.9, 1) == 5.0
    assert next_step(WEIGHTS, 5.0, 1) == 5.0
    assert next_step(WEIGHTS, 4.9, -1) == 4.8
    assert next_step(WEIGHTS, 1.0, -1) == 1.0
    assert next_step((1, 0, 0, 0), 3.0, 1) == 4.0
    assert next_step(WEIGHTS, 4.85, 1) == 4.9
