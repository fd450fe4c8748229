"""Stakeholders rank, object and are weighed against the score; what is delivered drops out."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.errors import RuleBroken
from cxdesk.model.states import State
from cxdesk.services import activity, initiatives, kanban, people, stakeholders
from cxdesk.services.stakeholders import Standing
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import NASTY, ini, per

CLAIRE, RAVI, JONAS = "Claire Dubois", "Ravi Menon", "Jonas Weber"


def ballot(s: Session, ranked: str, unranked: str = "", no_opinion: str = "") -> Tiers:
    """Codes as a ranking: "101 201=302" is one, then two that are tied."""

    def ids(codes: str) -> tuple[int, ...]:
        return tuple(ini(s, f"CX-{code}") for code in codes.replace("=", " ").split())

    return Tiers(tuple(map(ids, ranked.split())), ids(unranked), ids(no_opinion))


def rank(store: Store, who: str, *zones: str) -> None:
    store.do("Rank", lambda s: stakeholders.rank(s, per(s, who), ballot(s, *zones)))


def standing(store: Store) -> Standing:
    with store.read() as s:
        return stakeholders.standing(s)


def ranks(store: Store) -> dict[str, int]:
    return {row.it.code[3:]: row.rank for row in standing(store).rows if row.rank is not None}


def test_three_rankings_stand_beside_the_score(store: Store) -> None:
    before = standing(store)
    assert len(before.rows) == 21, "delivered and embedded ones are not ranked"
    assert [row.score_rank for row in before.rows] == sorted(row.score_rank for row in before.rows)
    assert {row.rank for row in before.rows} == {None}
    assert (before.agreement.words, before.correlation) == ("nothing to compare", None)
    assert before.divisive is None

    rank(store, CLAIRE, "301 102 201=302", "303")
    rank(store, RAVI, "101 302 301", "102 201", "303")
    rank(store, JONAS, "301 201 303 101", "302 102")
    assert ranks(store) == {"301": 1, "101": 2, "201": 3, "302": 4, "303": 4, "102": 6}
    now = standing(store)
    by_code = {row.it.code[3:]: row for row in now.rows}
    assert [row.it.code[3:] for row in now.rows[:6]] == ["301", "101", "201", "302", "303", "102"]
    first = by_code["301"]
    assert (first.opinion.won, first.opinion.lost, first.opinion.points) == (11, 2, 9)
    assert first.gap == first.score_rank - 1
    assert by_code["303"].opinion.opinions == 2
    assert by_code["404"].gap is None
    assert [(one.name, one.ranked, one.on) for one in now.voters] == [
        (CLAIRE, 4, TODAY), (JONAS, 4, TODAY), (RAVI, 3, TODAY),
    ]  # fmt: skip
    assert (now.agreement.judges, now.agreement.items) == (3, 4)
    assert now.divisive is by_code["102"]
    assert now.correlation is not None


def test_a_later_ranking_replaces_the_first_and_can_be_withdrawn(store: Store) -> None:
    rank(store, CLAIRE, "301 102")
    rank(store, CLAIRE, "102 301")
    assert ranks(store) == {"102": 1, "301": 2}
    assert len(standing(store).voters) == 1
    with store.read() as s:
        assert activity.whole(s, most=1)[0].details == (), "ids say nothing to a reader"
    store.do("Withdraw", lambda s: stakeholders.withdraw(s, per(s, CLAIRE)))
    assert standing(store).voters == ()
    with pytest.raises(RuleBroken, match="Claire Dubois has no ranking to withdraw"):
        store.do("Withdraw", lambda s: stakeholders.withdraw(s, per(s, CLAIRE)))


def test_what_is_delivered_or_cancelled_drops_out_and_what_is_new_makes_no_pair(
    store: Store,
) -> None:
    rank(store, CLAIRE, "301 204 102", "404")
    store.do("Give up", lambda s: kanban.change_state(s, ini(s, "CX-204"), State.CANCELLED, "dear"))
    new = store.do("Add", lambda s: initiatives.add(s, "Quiet hours"))[0]
    assert ranks(store) == {"301": 1, "102": 2, "404": 3}
    with store.read() as s:
        slate = stakeholders.slate(s, per(s, CLAIRE))
        assert slate.tiers.ranked == ballot(s, "301 102").ranked
        assert new in slate.tiers.unranked, "it is there to be ranked the next time"
        assert slate.tiers.unranked[0] == ini(s, "CX-404")
        assert sorted(slate.tiers) == sorted(row.id for row in slate.rows)
        assert (len(slate.rows), slate.open) == (21, 21)
    store.undo()
    store.undo()
    assert ranks(store) == {"301": 1, "204": 2, "102": 3, "404": 4}


def test_of_many_the_ballot_asks_about_those_with_the_best_score(store: Store) -> None:
    rank(store, CLAIRE, "404")
    for n in range(50):
        store.do("Add", lambda s, n=n: initiatives.add(s, f"Small idea {n}"))
    found = standing(store)
    with store.read() as s:
        slate = stakeholders.slate(s, per(s, RAVI))
        again = stakeholders.slate(s, per(s, CLAIRE))
        assert ini(s, "CX-404") in again.tiers
    assert (len(slate.rows), slate.open) == (60, 71)
    worst = max(row.score for row in found.rows if row.id not in set(slate.tiers))
    assert min(row.score for row in found.rows if row.id in set(slate.tiers)) >= worst


def test_who_left_keeps_the_ranking_and_is_marked_but_ranks_no_more(store: Store) -> None:
    rank(store, CLAIRE, "301 102")
    store.do("Leave", lambda s: people.deactivate(s, per(s, CLAIRE)))
    assert [(one.name, one.active) for one in standing(store).voters] == [(CLAIRE, False)]
    assert ranks(store) == {"301": 1, "102": 2}
    with pytest.raises(RuleBroken, match="Claire Dubois is no longer active and cannot rank"):
        rank(store, CLAIRE, "102")
    with store.read() as s, pytest.raises(RuleBroken, match="cannot rank"):
        stakeholders.slate(s, per(s, CLAIRE))
    with pytest.raises(RuleBroken, match="cannot object") as broken:
        store.do("No", lambda s: stakeholders.object_to(s, ini(s, "CX-301"), per(s, CLAIRE), "x"))
    assert broken.value.way is not None


@pytest.mark.parametrize(
    ("zones", "why"),
    [
        (("", "301 102"), "give at least one initiative a rank"),
        (("104",), "give at least one initiative a rank"),  # delivered
        (("301 102", "301"), "one place of a ranking only"),
    ],
)
def test_rankings_that_are_refused(store: Store, zones: tuple[str, ...], why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        rank(store, RAVI, *zones)
    assert standing(store).voters == ()


def test_objections_need_a_reason_and_an_open_initiative(store: Store) -> None:
    def say(code: str, text: str) -> int:
        return store.do(
            "Object", lambda s: stakeholders.object_to(s, ini(s, code), per(s, RAVI), text)
        )[0]

    late, first = say("CX-302", NASTY), say("CX-101", "No test data before March")
    now = standing(store)
    assert [(one.code, one.text, one.name, one.on) for one in now.objections] == [
        ("CX-101", "No test data before March", RAVI, TODAY), ("CX-302", NASTY, RAVI, TODAY),
    ]  # fmt: skip
    assert {row.it.code for row in now.rows if row.objections} == {"CX-101", "CX-302"}
    store.do("Reword", lambda s: stakeholders.reword(s, first, "None before May"))
    store.do("Take back", lambda s: stakeholders.take_back(s, late))
    assert [one.text for one in standing(store).objections] == ["None before May"]
    for code, text, why in (
        ("CX-101", " \n ", "needs a reason"),
        ("CX-104", "Too late", "CX-104 is in Delivered: it is too late to object"),
    ):
        with pytest.raises(RuleBroken, match=why):
            say(code, text)
    with pytest.raises(RuleBroken, match="needs a reason"):
        store.do("Reword", lambda s: stakeholders.reword(s, first, ""))
