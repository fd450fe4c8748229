"""The sample played by the program's own commands, on its day and on others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cxdesk import paths
from cxdesk.model.initiatives import Initiative
from cxdesk.model.requests import Request, RequestState
from cxdesk.services import activity, cards, sample
from cxdesk.services.check import broken_rules
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import ini

FILE = paths.resources() / "sample" / "meridian.json"
STATES = {
    "backlog": "CX-204 CX-404 CX-503",
    "planned": "CX-103 CX-202 CX-303 CX-402 CX-403 CX-602",
    "ready": "CX-102 CX-203 CX-302 CX-501 CX-504 CX-604",
    "in_progress": "CX-101 CX-201 CX-301 CX-401 CX-502 CX-601",
    "delivered": "CX-104 CX-603",
    "embedded": "CX-304",
}


@contextmanager
def played(folder: Path, today: date) -> Iterator[Store]:
    moment = datetime.combine(today, time(9), UTC)
    with Store.create(
        folder / "played.cxdesk", home=folder, clock=lambda: moment, durable=False
    ) as store:
        sample.play(store, sample.read(FILE, today))
        yield store


def test_the_sample_stands_where_it_is_promised(store: Store) -> None:
    with store.read() as session:
        rows = session.execute(select(Initiative.state, Initiative.code).order_by(Initiative.code))
        found: dict[str, list[str]] = {}
        for where, code in rows:
            found.setdefault(where.value, []).append(code)
        requests = {one.code: one.state for one in session.scalars(select(Request))}
        merged = session.scalars(select(Request).where(Request.code == "R7")).one()
        asked = session.scalars(select(Request).where(Request.code == "R8")).one()
        assert merged.merged_into is not None
        assert merged.merged_into.code == "CX-102"
        assert asked.question
    assert {where: " ".join(codes) for where, codes in found.items()} == STATES
    assert requests == {f"R{n}": RequestState.QUALIFIED for n in range(1, 7)} | {
        "R7": RequestState.MERGED,
        "R8": RequestState.INFO_NEEDED,
    }


def test_the_history_of_the_sample_is_true(store: Store) -> None:
    assert store.problems() == []
    with store.read() as session:
        entries = activity.of_item(session, ini(session, "CX-101"))
        whole = activity.whole(session, most=1000)
    moves = [entry for entry in entries if entry.label.startswith("Move CX-101 to")]
    assert [(entry.label, entry.at.date()) for entry in reversed(moves)][-1] == (
        "Move CX-101 to In progress", date(2026, 10, 5),
    )  # fmt: skip
    times = [entry.at for entry in reversed(whole)]
    assert times == sorted(times)
    assert times[-1].date() <= TODAY
    assert {"Sofia Marques", "Amara Diallo"} <= {entry.who for entry in whole}


# A Thursday, for which the nearest Monday is past, and a Friday, for which it is still to come.
@pytest.mark.parametrize("today", [date(2031, 2, 27), date(2025, 8, 1)])
def test_on_another_day_the_same_story_lies_around_that_day(
    tmp_path: Path, store: Store, today: date
) -> None:
    moved = timedelta(weeks=sample.weeks_to(today, TODAY))
    assert abs(today - (TODAY + moved)) <= timedelta(days=3)
    with store.read() as session:
        before = {card.code: card for card in cards.board(session).cards}
    with played(tmp_path, today) as other, other.read() as session:
        board = cards.board(session)
        assert list(broken_rules(session)) == []
        last = activity.last_change(session)
    assert last is not None
    assert last.date() <= today, "nothing happens in the future"
    for card in board.cards:
        was = before[card.code]
        assert (card.state, card.done, card.actions, card.charter, card.after, card.blocked) == (
            was.state, was.done, was.actions, was.charter, was.after, was.blocked,
        )  # fmt: skip
        assert card.since == was.since + moved
        assert card.end is not None
        assert was.end is not None
        assert card.end == was.end + moved


def shifted(weeks: int) -> dict[str, Any]:
    return sample.read(FILE, TODAY + timedelta(weeks=weeks))


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def test_dates_move_in_every_form_they_are_written_in() -> None:
    there, moved = list(texts(shifted(0))), list(texts(shifted(2)))
    pairs = dict(zip(there, moved, strict=True))
    assert pairs["2026-11-23"] == "2026-12-07"
    assert pairs["2026-W48"] == "2026-W50"
    prose = {old: new for old, new in pairs.items() if "by 26 February 2027" in old}
    assert prose
    assert all("by 12 March 2027" in new for new in prose.values())
    bare = next(old for old in pairs if "until 26 February;" in old)
    assert "until 12 March;" in pairs[bare]


def test_on_its_own_day_the_sample_is_as_it_was_written() -> None:
    assert shifted(0)["as_of"] == "2026-11-23"
    assert sample.read(FILE, TODAY + timedelta(days=3)) == shifted(0)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
@settings(deadline=None)
def test_the_samples_day_is_never_more_than_three_days_from_today(today: date) -> None:
    moved = TODAY + timedelta(weeks=sample.weeks_to(today, TODAY))
    assert abs((today - moved).days) <= 3
    assert moved.weekday() == TODAY.weekday()


def test_a_failing_event_gives_the_clock_back(empty_store: Store) -> None:
    clock, who, data = empty_store.clock, empty_store.who, shifted(0)
    del data["domains"]
    with pytest.raises(KeyError):
        sample.play(empty_store, data)
    assert (empty_store.clock, empty_store.who) == (clock, who)
