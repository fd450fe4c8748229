"""The north star and the glance say the same as the whole strategy, and less."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from cxdesk.model.initiatives import Contribution
from cxdesk.model.states import State
from cxdesk.services import kanban, outcomes
from cxdesk.services import strategy as frame
from cxdesk.services.grouping import Axis
from cxdesk.services.limits import limits
from cxdesk.services.north_star import Glance, Unserved, glance, north_star
from cxdesk.services.outcome_view import outcome_list
from cxdesk.services.session import Session
from cxdesk.services.strategy_view import strategy
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store
from tests.services.commands import out

NEW = date(2027, 6, 30)


def check(store: Store) -> Glance:
    """Both against the queries that read everything; returns the glance."""
    with store.read() as session:
        star, seen = north_star(session), glance(session)
        words, every, bound = strategy(session), outcome_list(session), limits(session)
    assert (star.north_star, star.why, star.next_review, star.principles) == (
        words.north_star, words.why, words.next_review, words.principles,
    )  # fmt: skip
    assert seen.outcomes == len(every.outcomes)
    assert [one.id for one in seen.unserved] == [one.id for one in every.unserved]
    assert seen.limits == bound
    marked = [one.row for one in every.outcomes if one.row.headline]
    assert [(one.id, one.latest, one.realised) for one in marked] == [
        (one.id, one.latest, one.realised) for one in (seen.headline,) if one is not None
    ]
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
        kanban.move(
            session, session.scalars(serving).all(), {Axis.STATE: State.CANCELLED}, reason="Not now"
        )

    store.do("Cancel", cancel_all)
    assert [one.code for one in check(store).unserved] == ["O1"]


def test_no_headline_is_none(store: Store) -> None:
    store.do("None", lambda s: outcomes.make_headline(s, None))
    assert check(store).headline is None


def test_what_is_written_is_read_back(store: Store) -> None:
    store.do("Write", lambda s: frame.set_north_star(s, "Zuhören"))
    store.do("Review", lambda s: frame.set_review(s, None))
    check(store)


def test_a_file_without_a_program_says_so(empty_store: Store) -> None:
    with pytest.raises(KnownError, match="holds no program"), empty_store.read() as session:
        north_star(session)
