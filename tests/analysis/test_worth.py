"""Return on investment, net promoter score and balance, at the product's worked figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.balance import SIDES, side_of
from cxdesk.analysis.nps import nps
from cxdesk.analysis.roi import cases, roi

COUNTS = st.integers(0, 10_000)


def test_one_point_of_retention_pays_300_000_back_in_three_months() -> None:
    worth = roi(400_000, 1, 300, 300_000)
    assert (worth.benefit, worth.percent, worth.payback) == (1_200_000, 300.0, 3.0)


def test_three_cases_share_everything_but_the_points() -> None:
    low, middle, high = cases(400_000, 300, 300_000, (0.25, 1, 2))
    assert (low.benefit, low.percent, low.payback) == (300_000, 0.0, 12.0)
    assert (middle.benefit, middle.percent) == (1_200_000, 300.0)
    assert (high.benefit, high.percent, high.payback) == (2_400_000, 700.0, 1.5)


def test_what_costs_nothing_has_no_return_and_what_brings_nothing_no_payback() -> None:
    assert (roi(1000, 1, 10, 0).percent, roi(1000, 1, 10, 0).payback) == (None, 0.0)
    assert (roi(1000, 0, 10, 50).percent, roi(1000, 0, 10, 50).payback) == (-100.0, None)
    assert roi(1000, -1, 10, 50).payback is None


def test_the_worked_net_promoter_score() -> None:
    found = nps(60, 25, 15)
    assert found is not None
    assert (found.score, round(found.low, 1), round(found.high, 1), found.n) == (
        45.0, 29.3, 58.0, 100,
    )  # fmt: skip


def test_the_two_last_surveys_of_the_sample() -> None:
    for split, score in (((148, 152, 100), 12), ((160, 144, 96), 16), ((147, 154, 99), 12)):
        found = nps(*split)
        assert found is not None
        assert found.score == score
        assert found.low < score < found.high


def test_no_answers_have_no_score() -> None:
    assert nps(0, 0, 0) is None


@given(COUNTS, COUNTS, COUNTS)
def test_an_interval_lies_in_its_scale_and_mirrors(for_it: int, passive: int, against: int) -> None:
    found, turned = nps(for_it, passive, against), nps(against, passive, for_it)
    if found is None or turned is None:
        assert for_it + passive + against == 0
        return
    assert -100 <= found.low < found.high <= 100
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))
    bigger = nps(for_it * 4, passive * 4, against * 4)
    assert bigger is not None
    assert bigger.high - bigger.low < found.high - found.low


@pytest.mark.parametrize(
    ("labels", "domain", "side"),
    [
        (["training", " Culture "], "IT", "culture"),
        (["technology"], None, "technology"),
        (["operations"], "IT", "operations"),
        ([], None, "culture"),
        ([], "IT", "technology"),
        ([], "Data & Digital", "technology"),
        ([], "Sales & marketing", "operations"),
        ([], "Audit", "operations"),  # holds the letters of IT, not the word
        (["cultures"], "Care", "operations"),
    ],
)
def test_a_label_decides_the_side_and_else_the_domain(
    labels: list[str], domain: str | None, side: str
) -> None:
    assert side in SIDES
    assert side_of(labels, domain) == side
