"""The north star and the glance say the same as the whole strategy, and less."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from cxdesk.model.initiatives import Contribution
from cxdesk.model.states import State
from cxdesk.services import kanban, outcomes, strategy
from cxdesk.services.north_star import Glance, NorthStar, Unserved, glance, north_star
from cxdesk.services.session import Session
from cxdesk.services.strategy_view import Strategy
from cxdesk.services.strategy_view import strategy as whole
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store
from tests.services.commands import out

NEW = date(2027, 6, 30)


def read(store: Store) -> tuple[NorthStar, Glance, Strategy]:
    with store.read() as session:
        return north_star(session), glance(session), whole(session)


def check(store: Store) -> Glance:
    """Both against the whole; returns the glance."""
    star, seen, every = read(store)
    assert (star.id, star.north_star, star.why, star.next_review, star.principles) == (
        every.id, every.north_star, every.why, every.next_review, every.principles,
    )  # fmt: skip
    assert seen.outcomes == len(every.outcomes)
    assert [one.id for one in seen.unserved] == [one.id for one in every.unserved]
    assert seen.limits == every.limits
    assert seen.currency == every.currency
    one, other = seen.headline, every.headline
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.id, one.latest, one.realised) == (other.id, other.latest, other.realised)
    return seen


def test_the_sample_serves_every_outcome_and_has_two_domains_over(store: Store) -> None:
    seen = check(store)
    assert seen.headline is not None
    assert (seen.headline.code, seen.headline.latest) == ("O2", 16)
    assert seen.unserved == ()
    assert [row.name for row in seen.limits if row.breaches] == ["IT", "Care"]


def test_an_outcome_is_unserved_until_an_initiative_serves_it(store: Store) -> None:
    id, _ = store.do("Add", lambda s: outcomes.add(s, "Calm", 0, 9, NEW))
    assert check(store).unserved == (Unserved(id, "O5", "Calm"),)


def test_cancelled_initiatives_serve_nothing(store: Store) -> None:
    def cancel_all(session: Session) -> None:
        serving = select(Contribution.initiative_id).where(
            Contribution.outcome_id == out(session, "O1")
        )
        kanban.move(session, session.scalars(serving).all(), State.CANCELLED, reason="Not now")

    store.do("Cancel", cancel_all)
    assert [one.code for one in check(store).unserved] == ["O1"]


def test_no_headline_is_none(store: Store) -> None:
    store.do("None", lambda s: outcomes.make_headline(s, None))
    assert check(store).headline is None


def test_what_is_written_is_read_back(store: Store) -> None:
    store.do("Write", lambda s: strategy.set_north_star(s, "Zuhören"))
    store.do("Review", lambda s: strategy.set_review(s, None))
    check(store)


def test_a_file_without_a_program_says_so(empty_store: Store) -> None:
    with pytest.raises(KnownError, match="holds no program"), empty_store.read() as session:
        north_star(session)
