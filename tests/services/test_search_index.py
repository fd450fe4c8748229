"""The search index: read in steps, ranked, and kept up to date."""

from __future__ import annotations

import pytest

from cxdesk.model.people import Person
from cxdesk.model.states import State
from cxdesk.services import actions, initiatives, kanban, search, strategy
from cxdesk.services.detail import find
from cxdesk.services.search import SearchIndex, fold
from cxdesk.store.store import Store


@pytest.fixture
def index(store: Store) -> SearchIndex:
    made = SearchIndex()
    with store.read() as session:
        list(made.load(session))
    return made


def codes(index: SearchIndex, words: str) -> list[str]:
    return [hit.code for hit in index.find(words) if hit.kind == "initiative"]


def test_everything_is_read_however_small_the_steps(
    store: Store, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CHUNK", 7)
    other, steps = SearchIndex(), 1
    with store.read() as session:
        while other.step(session):
            steps += 1
        assert not other.step(session)
    assert steps > 10
    assert len(other) == len(index) > 100
    assert other.find("care") == index.find("care")


def test_steps_with_sessions_of_their_own_let_changes_in_between(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CHUNK", 5)
    index = SearchIndex()
    with store.read() as session:
        index.step(session)
        changed = find(session, "CX-604")
    _, change_set = store.do("Rename", lambda s: initiatives.rename(s, changed, "Zebra"))
    with store.read() as session:
        index.update(session, change_set)
    more = True
    while more:
        with store.read() as session:
            more = index.step(session)
    assert codes(index, "zebra") == ["CX-604"]
    assert codes(index, "shadow") == []


@pytest.mark.parametrize("words", ["cx-101", "CX-101", "101"])
def test_a_whole_code_comes_first(index: SearchIndex, words: str) -> None:
    assert index.find(words)[0].code == "CX-101"
    assert index.find(words)[0].kind == "initiative"


def test_codes_that_begin_so_come_in_their_order(index: SearchIndex) -> None:
    assert codes(index, "10") == ["CX-101", "CX-102", "CX-103", "CX-104"]


def test_the_start_of_a_title_comes_before_its_middle(index: SearchIndex) -> None:
    assert codes(index, "customer")[:2] == ["CX-504", "CX-603"]
    assert "CX-101" in codes(index, "customer")


def test_all_words_must_occur(index: SearchIndex) -> None:
    assert codes(index, "customer board") == ["CX-504"]
    assert codes(index, "board customer") == ["CX-504"]
    assert index.find("customer zebra") == []
    assert index.find("  ") == []


def test_one_letter_finds_beginnings_of_words_only(index: SearchIndex) -> None:
    found = index.find("q", most=100, each=100)
    words = [fold(f"{hit.code} {hit.text} {hit.note}").split() for hit in found]
    assert found
    assert all(any(word.startswith("q") for word in each) for each in words)
    assert "CX-102" in codes(index, "ask")
    assert "CX-102" not in codes(index, "k")


def test_a_kind_does_not_crowd_out_the_others(index: SearchIndex) -> None:
    found = index.find("c", most=30, each=3)
    assert max([hit.kind for hit in found].count(kind) for kind in search.KINDS) == 3


def test_owners_lead_to_their_initiatives_also_under_a_new_name(
    store: Store, index: SearchIndex
) -> None:
    assert "CX-602" in codes(index, "sofia")

    def rename(session):
        person = session.query(Person).filter_by(name="Sofia Marques").one()
        person.name = "Zoë Zebra"

    _, change_set = store.do("Rename", rename)
    with store.read() as session:
        index.update(session, change_set)
    assert codes(index, "sofia") == []
    assert "CX-602" in codes(index, "zoe zebra")


def test_an_action_is_opened_itself_and_goes_when_undone(store: Store, index: SearchIndex) -> None:
    with store.read() as session:
        id = find(session, "CX-101")
    made, change_set = store.do("Add", lambda s: actions.add(s, id, "Count the zebras"))
    with store.read() as session:
        index.update(session, change_set)
    (hit,) = index.find("zebras")
    assert (hit.kind, hit.code, hit.opens) == ("action", "CX-101", ("action", made))
    with store.read() as session:
        index.update(session, store.undo())
    assert index.find("zebras") == []


def test_an_initiative_has_its_state(index: SearchIndex) -> None:
    assert [index.find(code)[0].state for code in ("CX-101", "CX-204", "CX-304")] == [
        "in_progress",
        "backlog",
        "embedded",
    ]


def test_folding() -> None:
    assert fold("Tomás ÅNGSTRÖM Straße") == "tomas angstrom strasse"


def test_principles_are_found_by_name_and_meaning_and_limits_are_not(
    store: Store, index: SearchIndex
) -> None:
    (hit,) = [hit for hit in index.find("ask once") if hit.kind == "frame_item"]
    assert (hit.text, hit.opens) == ("Ask once", ("frame_item", hit.id))
    meaning = hit.note.split()[-1].strip(".")
    assert hit in index.find(meaning)
    assert [one.text for one in index.find("budget") if one.kind == "frame_item"] == []

    _, change_set = store.do(
        "Rename", lambda s: strategy.edit_principle(s, hit.id, "Nachfragen verboten", "")
    )
    with store.read() as session:
        index.update(session, change_set)
    assert [one.id for one in index.find("nachfragen")] == [hit.id]
    with store.read() as session:
        index.update(session, store.undo())
    assert index.find("nachfragen") == []
    assert hit in index.find("ask once")


def test_what_is_archived_says_so_beside_its_owner(store: Store) -> None:
    with store.read() as session:
        owned, free = find(session, "CX-304"), find(session, "CX-404")
    assert owned is not None
    assert free is not None
    store.do("Leave it to nobody", lambda s: initiatives.give(s, free, None))
    store.do("Cancel", lambda s: kanban.change_state(s, free, State.CANCELLED, "Too dear"))
    for id in (owned, free):
        store.do("Archive", lambda s, id=id: initiatives.archive(s, id))
    made = SearchIndex()
    with store.read() as session:
        list(made.load(session))
    assert [made.find(code)[0].note for code in ("CX-304", "CX-404")] == [
        "archived, Claire Dubois", "archived",
    ]  # fmt: skip
