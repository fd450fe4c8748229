"""The parts of a charter: their numbers are those of the printed page, and each says what lacks."""

from __future__ import annotations

from sqlalchemy import select

from cxdesk.model.charters import Charter, CharterState
from cxdesk.services import charter_lines, charters
from cxdesk.services.charter_parts import PARTS, numbers, standings
from cxdesk.services.charter_print import live_page
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail, detail, find
from cxdesk.store.store import Store


def seen(store: Store, code: str) -> Detail:
    with store.read() as session:
        id = find(session, code)
        assert id is not None
        found = detail(session, id)
    assert found is not None
    return found


def test_paper_and_editor_give_the_same_numbers(store: Store) -> None:
    compared = 0
    with store.read() as session:
        for charter in session.scalars(select(Charter)):
            found = detail(session, charter.initiative_id)
            assert found is not None
            row = next(one for one in found.charters if one.id == charter.id)
            listed = {one.key: one.number for one in standings(row, found) if one.number}
            assert listed == numbers(live_page(session, charter))
            assert list(listed.values()) == list(range(1, len(listed) + 1))
            compared += 1
    assert compared > 3


def test_an_empty_draft_prints_what_is_needed_and_the_rest_once_it_is_written(store: Store) -> None:
    it = seen(store, "CX-503")
    assert not it.charters
    with store.write("Write") as session:
        id = charters.start(session, it.id)
    it = seen(store, "CX-503")
    told = {one.key: one for one in standings(it.charters[-1], it)}
    assert [part.key for part in PARTS if part.needed] == [
        "objectives", "benefit", "completed", "phases",
    ]  # fmt: skip
    assert told["objectives"].number is not None
    assert told["objectives"].state == "empty"
    assert told["control"].number is None
    assert told["summary"].number is None
    before = told["objectives"].number
    with store.write("Write") as session:
        charters.write(session, id, Section.SUMMARY, "Half a day less")
    it = seen(store, "CX-503")
    told = {one.key: one for one in standings(it.charters[-1], it)}
    assert told["summary"].number == 1
    assert told["summary"].state == "full"
    assert told["objectives"].number == before + 1


def test_each_part_says_what_it_lacks(store: Store) -> None:
    it = seen(store, "CX-503")
    with store.write("Write") as session:
        id = charters.start(session, it.id)
        charter_lines.add_criterion(session, id, "All are trained")
        phase = charter_lines.add_phase(session, id, "Design")
        charters.write(session, id, Section.SCOPE_IN, "Care")
        charter_lines.add_risk(session, id, "Late data")
    it = seen(store, "CX-503")
    assert it.charters[-1].state is CharterState.DRAFT
    told = {one.key: (one.state, one.note) for one in standings(it.charters[-1], it)}
    assert told["completed"] == ("half", "2 gaps")
    assert told["phases"] == ("half", "1 date")
    assert told["scope"] == ("half", "outside")
    assert told["risks"] == ("half", "2 gaps")
    assert told["approval"] == ("locked", "")
    assert told["why"] == ("empty", "")
    assert phase
