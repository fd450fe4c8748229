"""Real elections, counted as others counted them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cxdesk.analysis.preferences import preferences
from cxdesk.analysis.tally import Method, compare, tally
from cxdesk.analysis.tiers import Tiers
from cxdesk.exchange.ballots import read_ballots
from tests.analysis.profiles import election


def debian(year: int) -> tuple[list[Tiers], list[int]]:
    """The ballots of a tally sheet, counted: "V: 12-3", a rank for each option."""
    text = election(f"deb{year}.txt").read_text(encoding="latin-1")
    sheets = Counter(re.findall(r"^V: (\S+)", text, re.MULTILINE))
    ballots = []
    for ranks in sheets:
        at = dict(enumerate(ranks, 1))
        ranked = [tuple(id for id in at if at[id] == rank) for rank in sorted({*ranks} - {"-"})]
        ballots.append(Tiers(tuple(ranked), tuple(id for id in at if at[id] == "-")))
    return ballots, list(sheets.values())


def test_debian_2006() -> None:
    ballots, counts = debian(2006)
    assert sum(counts) == 421
    results = compare(ballots, range(1, 9), counts=counts)
    tiers = [set(tier) for tier in results[Method.SCHULZE].order]
    assert tiers == [{4}, {3}, {1, 5}, {7}, {8}, {2}, {6}]
    found = results[Method.KEMENY]
    assert [set(found.ranking[2:4]), *found.ranking[:2], *found.ranking[4:]] == [
        {1, 5}, 4, 3, 7, 8, 2, 6
    ]  # fmt: skip
    first, _, tied, *_ = found.neighbours
    assert (first.won, first.lost) == (190, 184)
    assert (tied.won, tied.lost, tied.open) == (166, 166, True)
    assert results[Method.BORDA].ranking[0] == 3
    classic = [Tiers(one.ranked, no_opinion=one.unranked) for one in ballots]
    wrong = preferences(classic, range(1, 9), counts)
    assert wrong.d(3, 4) - wrong.d(4, 3) == 7, "unranked is not the same as no opinion"


def test_debian_2007() -> None:
    ballots, counts = debian(2007)
    results = compare(ballots, range(1, 10), counts=counts)
    assert results[Method.KEMENY].ballots == 482
    for method in (Method.SCHULZE, Method.KEMENY, Method.BORDA):
        assert results[method].ranking == (4, 5, 6, 1, 7, 3, 9, 8, 2)
    first = results[Method.KEMENY].neighbours[0]
    assert (first.won, first.lost) == (211, 203)


def test_the_mariners_of_nasa() -> None:
    file = read_ballots(election("nasa_00003-00000001.toc"))
    found = tally(file.ballots, range(1, 33), counts=file.counts)
    assert (found.distance, found.preferences, found.proven) == (1212, 4478, True)
    assert found.w.w == pytest.approx(0.29893, abs=5e-6)
    assert found.discuss
    assert found.ranking[:10] == (22, 25, 27, 23, 21, 5, 7, 31, 13, 30)
    schulze = tally(file.ballots, range(1, 33), "schulze", counts=file.counts)
    assert [set(tier) for tier in schulze.order[:3]] == [{22}, {23, 25}, {27}]
    for id, ranks in ((27, 67), (25, 75), (22, 75.5)):
        # A sum of mid-ranks is that of the middle, less half of what it won more than it lost.
        assert 10 * 33 / 2 - found.opinions[id].points / 2 == ranks
