"""Which cards a filter shows, what it says, and that what is kept of it comes back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.model.program import Horizon
from cxdesk.model.states import State
from cxdesk.services import cards as service
from cxdesk.services.card_filter import FIELDS, ME, CardFilter, Due, Obstacle, due, said
from cxdesk.services.cards import Card
from cxdesk.store.store import Store
from tests.conftest import TODAY

Cards = dict[str, Card]
NOBODY: dict[str, Any] = {"owners": {}, "domains": {}, "batches": {}}


@pytest.fixture
def cards(store: Store) -> Cards:
    with store.read() as session:
        found = service.board(session).cards
    return {card.code.removeprefix("CX-"): replace(card, labels=()) for card in found}


def shown(cards: Cards, kept: CardFilter, me: str = "Sofia Marques") -> str:
    test = kept.test(TODAY, me)
    return " ".join(sorted(code for code, card in cards.items() if test is None or test(card)))


def test_words_must_all_occur_wherever_they_stand(cards: Cards) -> None:
    cards["104"] = replace(cards["104"], labels=("Zürich pilot",))
    for text, codes in (
        ("  bill ", "201 202 203"),
        ("BILL ravi", ""),
        ("cx-101 menon", "101"),
        ("vidal", "501 502 503"),
        ("TOMÁS fair", "502"),
        ("zurich", "104"),
        ("data PILOT", "104"),
        ("101", "101"),
    ):
        assert shown(cards, CardFilter(text)) == codes, text
    assert CardFilter("  ").test(TODAY, "") is None
    assert not CardFilter("  ")


def test_values_of_a_field_are_alternatives_and_fields_are_not(cards: Cards) -> None:
    batch = cards["101"].batch_id, cards["201"].batch_id
    it = cards["101"].domain_id
    assert shown(cards, CardFilter(batches=batch)) == "101 102 103 104 201 202 203 204"
    assert shown(cards, CardFilter(batches=batch, domains=(it,))) == "101 103 202"
    assert shown(cards, CardFilter("shock", batches=batch, domains=(it,))) == "202"
    assert shown(cards, CardFilter(domains=(None,))) == "601 602 603 604"
    assert shown(cards, CardFilter(states=(State.DELIVERED, State.EMBEDDED))) == "104 304 603"
    assert shown(cards, CardFilter(priorities=(4,))) == " ".join(
        sorted(code for code, card in cards.items() if card.level == 4)
    )
    long = shown(cards, CardFilter(horizons=(Horizon.LONG,)))
    assert long == "404 503"
    assert shown(cards, CardFilter(charters=("draft",))).split() == sorted(
        code for code, card in cards.items() if card.charter[1] == "draft"
    )
    cards["404"] = replace(cards["404"], labels=("pilot", "risk"), horizon=None, batch_id=None)
    assert shown(cards, CardFilter(labels=("pilot", "other"))) == "404"
    assert "404" not in shown(cards, CardFilter(labels=("",)))
    assert shown(cards, CardFilter(horizons=(None,), batches=(None,))) == "404"


def test_mine_is_one_of_the_owners(cards: Cards) -> None:
    assert shown(cards, CardFilter(mine=True)) == "601 602 603"
    aisha = cards["203"].owner_id
    assert shown(cards, CardFilter(mine=True, owners=(aisha,))) == "203 301 601 602 603"
    assert shown(cards, CardFilter(mine=True), me="Somebody else") == ""
    cards["404"] = replace(cards["404"], owner_id=None, owner="")
    assert shown(cards, CardFilter(mine=True), me="") == "", "nobody's are not mine"
    assert shown(cards, CardFilter(owners=(None,))) == "404"
    both = CardFilter().keep("owners", [aisha, ME])
    assert both == CardFilter(mine=True, owners=(aisha,))
    assert both.values("owners") == (ME, aisha)
    assert both.keep("owners", []) == CardFilter()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, {Due.OVERDUE}),
        (0, {Due.WEEK, Due.MONTH}),
        (6, {Due.WEEK, Due.MONTH}),
        (7, {Due.MONTH}),
        (30, {Due.MONTH}),
        (31, {Due.LATER}),
    ],
)
def test_what_is_due_when(cards: Cards, days: int, expected: set[Due]) -> None:
    """The sample's day is a Monday."""
    day = TODAY + timedelta(days=days)
    running = replace(cards["101"], end=day)
    assert set(due(running, TODAY)) == expected
    done = replace(cards["603"], end=date(2026, 5, 8), check_due=day)
    assert set(due(done, TODAY)) == expected, "its six-month check is due, its work is not"


def test_what_is_due_never_and_what_stands_still(cards: Cards) -> None:
    assert set(due(replace(cards["101"], end=None), TODAY)) == {Due.NONE}
    assert set(due(replace(cards["304"], check_due=None), TODAY)) == set(), "it is done"
    assert shown(cards, CardFilter(due=(Due.OVERDUE,))) == "603"
    assert shown(cards, CardFilter(obstacles=(Obstacle.BLOCKED,))) == "102"
    held = replace(cards["401"], state=State.ON_HOLD, blocked="waits for law")
    cards["401"] = held
    assert shown(cards, CardFilter(obstacles=(Obstacle.ON_HOLD,))) == "401"
    assert "401" in shown(cards, CardFilter(obstacles=(Obstacle.BLOCKED,)))
    waiting = shown(cards, CardFilter(obstacles=(Obstacle.WAITING,))).split()
    assert waiting == sorted(code for code, card in cards.items() if card.after)
    free = shown(cards, CardFilter(obstacles=(Obstacle.NONE,))).split()
    assert not {"102", "401", *waiting} & set(free)
    assert free


def test_it_says_what_it_shows() -> None:
    names = NOBODY | {"batches": {7: "B1", 8: "B2"}, "owners": {5: "Ravi Menon"}}
    kept = CardFilter(
        text="  crm  data", mine=True, owners=(5, None), batches=(7, 8, 9), priorities=(4, 1),
        due=(Due.WEEK,), horizons=(Horizon.SHORT, None), labels=("", "B1"), charters=("",),
        states=(State.IN_PROGRESS,), domains=(None,), obstacles=(Obstacle.ON_HOLD,),
    )  # fmt: skip
    assert kept.words(names) == (
        ("Owner", "Me, Ravi Menon, Nobody"),
        ("Domain", "Org"),
        ("Batch", "B1, B2, gone"),
        ("State", "In progress"),
        ("Priority", "Highest, Low"),
        ("Due", "This week"),
        ("Obstacle", "On hold"),
        ("Charter", "None"),
        ("Horizon", "Short, No dates"),
        ("Label", "No label, B1"),
        ("Words", "“crm data”"),
    )
    assert CardFilter().words(names) == ()
    assert kept.known(names).batches == (7, 8)
    for field in FIELDS:
        assert all(said(field.key, one, NOBODY) for one in field.choices)


ids = st.none() | st.integers(1, 2**63 - 1)
kept_filters = st.builds(
    CardFilter,
    text=st.text(max_size=20),
    mine=st.booleans(),
    **{
        field.key: st.lists(
            st.sampled_from(field.choices)
            if field.choices
            else st.text(max_size=9)
            if field.key == "labels"
            else ids,
            unique=True,
        ).map(tuple)
        for field in FIELDS
    },
)


@settings(max_examples=40)
@given(kept_filters)
def test_what_is_kept_of_it_comes_back(kept: CardFilter) -> None:
    assert CardFilter.of(json.loads(json.dumps(kept.plain()))) == kept


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
keys = [one.name for one in fields(CardFilter)]


@settings(max_examples=40)
@given(anything | st.dictionaries(st.sampled_from(keys), anything))
def test_what_makes_no_sense_keeps_every_card(plain: object) -> None:
    made = CardFilter.of(plain)
    assert CardFilter.of(made.plain()) == made
    if not isinstance(plain, dict):
        assert made == CardFilter()


def test_every_field_can_be_kept() -> None:
    assert {field.key for field in FIELDS} | {"text", "mine"} == set(keys)
    bad = {"owners": [True, "x", 5, 5, None], "priorities": [9, True, 4.0, 2], "due": ["never"],
           "horizons": ["short", None, 3], "labels": [3, "a"], "states": [[]]}  # fmt: skip
    assert CardFilter.of(bad) == CardFilter(
        owners=(5, None), priorities=(2,), horizons=(Horizon.SHORT, None), labels=("a",)
    )
