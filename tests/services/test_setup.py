"""What a program has on its first day, and who leads it."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.model.people import GroupKind, Level, MemberRole
from cxdesk.model.program import Measure
from cxdesk.services import good_practice, outcomes, people, people_view, programs, setup
from cxdesk.services.setup import Named, Setup
from cxdesk.store.store import Store
from tests.services.commands import per


@pytest.fixture
def office(empty_store: Store) -> Store:
    """A new program."""
    empty_store.do("Begin", lambda s: programs.new(s, "Büro", "CHF"))
    return empty_store


def shown(store: Store) -> Setup:
    with store.read() as session:
        return setup.setup(session)


def test_a_new_program_has_its_defaults_alone(office: Store) -> None:
    here = shown(office)
    assert (here.name, here.currency) == ("Büro", "CHF")
    assert (here.start, here.short_ends) == (date(2026, 11, 23), date(2027, 5, 22))
    assert here.working_week == (0, 1, 2, 3, 4)
    assert here.limits == {(Measure.WIP, None): 8.0}
    assert (here.domains, here.people, here.outcomes, here.batch) == ((), (), (), None)
    assert (here.holidays, here.principles, here.chairs) == ((), (), {})


def test_the_sample_has_everything(store: Store) -> None:
    here = shown(store)
    assert [one.name for one in here.principles][:2] == ["Ask once", "Own to the end"]
    assert isinstance(here.domains[0], Named)
    assert (here.domains[0].text, here.domain_count) == ("IT", 5)
    assert [one.name for one in here.people][:2] == ["Aisha Khan", "Amara Diallo"]
    assert (len(here.people), here.people_count) == (12, 12)
    assert [one.code for one in here.outcomes] == ["O1", "O2", "O3", "O4"]
    assert here.limits[Measure.BUDGET, None] == 1800
    assert here.batch is not None
    assert (here.batch.code, here.batch.name) == ("B1", "Ask Once")
    with store.read() as session:
        assert here.chairs[GroupKind.BOARD] == per(session, "Amara Diallo")
        assert [one.name for one in setup.executives(session)] == [
            "Amara Diallo", "Elena Rossi", "Jonas Weber", "Ravi Menon",
        ]  # fmt: skip


def test_of_many_people_the_first_are_listed_and_all_are_counted(office: Store) -> None:
    many = [people.NewPerson(f"P {number:03}") for number in range(100)]
    office.do("Add", lambda s: people.add_all(s, many))
    here = shown(office)
    assert (len(here.people), here.people_count) == (setup.MOST, 100)
    with office.read() as session:
        assert len(setup.known_people(session)) == 100


def test_who_has_left_is_not_listed(store: Store) -> None:
    store.do("Leave", lambda s: people.deactivate(s, per(s, "Aisha Khan"), per(s, "Luca Moretti")))
    assert "Aisha Khan" not in [one.name for one in shown(store).people]


def test_the_first_outcomes_stand_with_their_aims(office: Store) -> None:
    office.do("Add", lambda s: outcomes.add(s, "Effort", 58, 72, date(2027, 12, 31), unit="%"))
    (only,) = shown(office).outcomes
    assert (only.code, only.unit, only.baseline, only.target) == ("O1", "%", 58, 72)


def test_a_sponsor_and_a_lead_found_what_they_chair(office: Store) -> None:
    who, _ = office.do("Add", lambda s: people.add(s, "Änne Groß", level=Level.EXECUTIVE))
    for kind in (GroupKind.BOARD, GroupKind.TEAM):
        office.do("Name", lambda s, kind=kind: setup.name_chair(s, kind, who))
    assert shown(office).chairs == {GroupKind.BOARD: who, GroupKind.TEAM: who}
    with office.read() as session:
        assert [one.name for one in people_view.groups(session)] == ["Change board", "CX team"]
        assert good_practice.advice(session) == ()


def test_a_new_chair_takes_over_and_the_old_one_keeps_the_seat(store: Store) -> None:
    def chairs() -> dict[str, MemberRole]:
        with store.read() as session:
            board = next(g for g in people_view.groups(session) if g.kind is GroupKind.BOARD)
        return {one.name: one.seat for one in board.members}

    before = chairs()
    store.do("Name", lambda s: setup.name_chair(s, GroupKind.BOARD, per(s, "Jonas Weber")))
    assert chairs() == {
        **before, "Jonas Weber": MemberRole.CHAIR, "Amara Diallo": MemberRole.MEMBER,
    }  # fmt: skip
    store.do("Name", lambda s: setup.name_chair(s, GroupKind.BOARD, per(s, "Hana Sato")))
    assert chairs()["Hana Sato"] is MemberRole.CHAIR
    with store.read() as session:
        assert len(people_view.groups(session)) == 3
