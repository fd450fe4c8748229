"""Dependencies: both ends of every link, the days between them, and what is wrong, in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.model.program import Horizon
from cxdesk.model.states import LinkType
from cxdesk.services import initiatives, link_words
from cxdesk.services.dependencies import Dependency, dependencies, of_network
from cxdesk.services.schedule import network
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.services.commands import ini

FS, SS, FF, SF = LinkType


def read(store: Store) -> dict[str, Dependency]:
    with store.read() as session:
        return {one.title: one for one in dependencies(session)}


def test_the_sample_has_twelve_in_the_order_they_are_needed(store: Store) -> None:
    found = read(store)
    needed = [one.needed_on for one in found.values()]
    assert len(found) == 12
    assert needed == sorted(on for on in needed if on)
    one = found["CX-101 → CX-103"]
    assert (one.before.owner, one.after.owner) == ("Ravi Menon", "Luca Moretti")
    assert (one.type, one.lag, one.slack, one.critical) == (FS, 0, 0, True)
    assert (one.ready_on, one.needed_on) == (date(2027, 2, 26), date(2027, 3, 1))
    assert {title for title, one in found.items() if one.critical} == {
        "CX-101 → CX-103", "CX-103 → CX-403", "CX-403 → CX-404",
    }  # fmt: skip
    assert {title for title, one in found.items() if one.hand_off} == {
        "CX-101 → CX-102", "CX-201 → CX-203", "CX-201 → CX-501", "CX-103 → CX-403",
        "CX-401 → CX-402",
    }  # fmt: skip
    assert not any(one.broken or one.warning for one in found.values())


def test_what_is_broken_is_so_by_working_days_and_the_network_agrees(store: Store) -> None:
    def change(session: Session) -> None:
        at = {code: ini(session, f"CX-{code}") for code in ("201", "203", "104", "404", "102")}
        initiatives.schedule(session, at["201"], date(2026, 10, 19), date(2027, 2, 19))
        initiatives.link(session, at["404"], at["102"], FF, -3)
        initiatives.link(session, at["104"], at["203"], SS, 5)

    store.do("Change", change)
    found = read(store)
    late = found["CX-201 → CX-203"]
    assert (late.slack, late.broken) == (-5, 5)
    odd = found["CX-404 → CX-102"]
    assert odd.warning == (
        "CX-404 is long term, CX-102 mid term: the mid one would wait for the long one."
    )
    # From Monday, 21 September, to Monday, 15 February, without Christmas and New Year.
    assert found["CX-104 → CX-203"].slack == 21 * 5 - 2
    with store.read() as session:
        here = network(session)
        assert here.broken() == {one.id: one.broken for one in of_network(here) if one.broken}


def test_without_dates_nothing_is_known_and_the_cancelled_are_left_out(store: Store) -> None:
    def bare(session: Session) -> None:
        initiatives.schedule(session, ini(session, "CX-404"), None, None)
        initiatives.archive(session, ini(session, "CX-603"))

    store.do("Bare", bare)
    found = read(store)
    assert found["CX-403 → CX-404"].slack is None
    assert list(found)[-1] == "CX-403 → CX-404"

    from cxdesk.model.states import State
    from cxdesk.services import kanban

    store.do(
        "Cancel",
        lambda s: kanban.change_state(s, ini(s, "CX-404"), State.CANCELLED, "too late"),
    )
    assert "CX-403 → CX-404" not in read(store)


@pytest.mark.parametrize(
    ("type", "lag", "said", "short"),
    [
        (FS, 0, "B starts after A ends", ""),
        (FS, 2, "B starts after A ends, 2 working days later", "+2 d"),
        (SS, 1, "B starts after A starts, 1 working day later", "SS +1 d"),
        (FF, -3, "B ends at most 3 working days before A ends", "FF \N{MINUS SIGN}3 d"),
        (SF, 0, "B ends after A starts", "SF"),
    ],
)
def test_a_link_is_said_in_a_sentence(type: LinkType, lag: int, said: str, short: str) -> None:
    assert link_words.sentence("A", "B", type, lag) == said
    assert link_words.brief(type, lag) == short
    assert link_words.spoken("A", "B", type, lag, 4) == said
    assert link_words.spoken("A", "B", type, lag, -1) == f"{said}, broken by 1 working day"


def test_ends_and_room_in_words() -> None:
    assert link_words.tie("CX-101", "CX-103", FS) == "CX-101 finish → CX-103 start"
    assert link_words.tie("CX-101", "CX-103", SF) == "CX-101 start → CX-103 finish"
    said = [link_words.standing(slack) for slack in (None, -3, 0, 1, 5)]
    assert said == [
        "no dates yet", "broken by 3 working days", "no day to spare", "1 working day to spare",
        "5 working days to spare",
    ]  # fmt: skip


@given(st.sampled_from([None, *Horizon]), st.sampled_from([None, *Horizon]))
def test_only_the_shorter_that_waits_for_the_longer_is_odd(
    first: Horizon | None, second: Horizon | None
) -> None:
    order = list(Horizon)
    odd = first is not None and second is not None and order.index(first) > order.index(second)
    assert bool(link_words.warning("A", first, "B", second)) == odd
