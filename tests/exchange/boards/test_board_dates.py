"""Days as boards write them, and the order of what happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.exchange.boards.board import Card
from cxdesk.exchange.boards.dates import day, local_day, moment, month_told
from cxdesk.exchange.boards.moves import first_state, moves_of
from cxdesk.exchange.numbers import Unclear
from cxdesk.model.states import State

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12/Jan/24 3:45 PM", datetime(2024, 1, 12, 15, 45)),
        ("12/Jan/24 12:05 AM", datetime(2024, 1, 12, 0, 5)),
        ("12/Okt/24 15:45", datetime(2024, 10, 12, 15, 45)),
        ("1. März 2024, 09:30", datetime(2024, 3, 1, 9, 30)),
        ("Jan 12, 2024, 3:45 PM", datetime(2024, 1, 12, 15, 45)),
        ("12 January 2024", datetime(2024, 1, 12)),
        ("2024-01-12 15:45:06", datetime(2024, 1, 12, 15, 45, 6)),
        ("2024/01/12", datetime(2024, 1, 12)),
        ("12.01.24 15:45", datetime(2024, 1, 12, 15, 45)),
        ("01/12/2024 3:45 pm", datetime(2024, 12, 1, 15, 45)),
    ],
)
def test_moments_as_programs_write_them(text: str, found: datetime) -> None:
    assert moment(text) == found


def test_moments_with_a_zone_are_the_users_own() -> None:
    at = datetime.fromisoformat("2024-01-12T15:45:00+00:00").astimezone().replace(tzinfo=None)
    for zone in ("00.000+0000", "00Z", "00 UTC", "00 +00:00"):
        assert moment(f"2024-01-12T15:45:{zone}") == at
    assert local_day("2024-01-12T15:45:00.000Z") == at.date()


@pytest.mark.parametrize(
    "text", ["", "soon", "32/Jan/24", "12/Foo/24", "2024-13-01", "1/2", "9" * 99,
             "12/Jan/24 25:00", "99.99.9999"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(Unclear):
        moment(text)


@settings(max_examples=25)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_it_was_written(on: date) -> None:
    for form in ("%d/%b/%y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y"):
        assert day(on.strftime(form)) == on
    assert day(on.strftime("%m/%d/%Y"), month_first=True) == on
    assert day(on.strftime("%d/%m/%y 10:15"), month_first=False) == on


def test_the_order_that_slashes_tell() -> None:
    assert month_told(["2024-01-12", "12.01.2024", ""]) == (None, True)
    assert month_told(["03/04/2024", "05/06/2024 10:00"]) == (True, False)
    assert month_told(["03/04/2024", "13/04/2024"]) == (False, True)
    assert month_told(["03/04/24", "04/13/24"]) == (True, True)
    assert month_told(["13/04/2024", "04/13/2024"]) == (False, False)


# Moves --------------------------------------------------------------------------------------

DAYS = st.none() | st.dates(TODAY - timedelta(40), TODAY + timedelta(10))


@settings(max_examples=60)
@given(
    state=st.sampled_from(State), created=DAYS, started=DAYS, done_on=DAYS, since=DAYS,
    touched=DAYS, lanes=st.lists(st.tuples(st.sampled_from("abc"), DAYS), max_size=4),
)  # fmt: skip
def test_moves_are_in_order_and_end_where_the_card_stands(
    state: State, created: date | None, started: date | None, done_on: date | None,
    since: date | None, touched: date | None, lanes: list[tuple[str, date | None]],
) -> None:  # fmt: skip
    moved = sorted((on, lane) for lane, on in lanes if on is not None)
    card = Card(
        key="1", title="A", created=created, started=started, done_on=done_on, since=since,
        touched=touched, moves=tuple((lane, on) for on, lane in moved),
    )  # fmt: skip
    meant = {"a": State.BACKLOG, "b": State.IN_PROGRESS}
    for meaning in (None, meant.get):
        moves = moves_of(card, state, meaning, State.BACKLOG, TODAY)
        days = [move.on for move in moves]
        assert days == sorted(days)
        assert all(on <= TODAY for on in days)
        assert all(one.state is not two.state for one, two in pairwise(moves))
        if moves:
            assert moves[-1].state is state
        else:
            assert not [on for on in (created, since) if on is not None and on <= TODAY]


def test_the_days_of_a_card_tell_its_moves() -> None:
    on = date(2026, 3, 2)
    card = Card(
        key="1", title="A", created=on, started=on + timedelta(3), done_on=on + timedelta(9)
    )

    def told(state: State) -> list[tuple[State, int]]:
        moves = moves_of(card, state, None, State.BACKLOG, TODAY)
        return [(move.state, (move.on - on).days) for move in moves]

    assert told(State.DELIVERED) == [
        (State.BACKLOG, 0), (State.IN_PROGRESS, 3), (State.DELIVERED, 9),
    ]  # fmt: skip
    assert told(State.IN_PROGRESS) == [(State.BACKLOG, 0), (State.IN_PROGRESS, 3)]
    assert told(State.READY) == [(State.READY, 0)]
    assert told(State.ON_HOLD) == [(State.ON_HOLD, 3)]
    assert told(State.CANCELLED) == [(State.BACKLOG, 0), (State.CANCELLED, 9)]


def test_where_work_begins() -> None:
    assert first_state([State.DELIVERED, State.READY, None, State.PLANNED]) is State.PLANNED
    assert first_state([State.IN_PROGRESS, State.DELIVERED]) is State.BACKLOG
    assert first_state([]) is State.BACKLOG
