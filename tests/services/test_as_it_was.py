"""The plan as it was: wound back through changes, undo and redo, over summer time and steps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.states import LinkType, State
from cxdesk.services import as_it_was as past
from cxdesk.services import initiatives, kanban
from cxdesk.services.as_it_was import PastPlan, as_it_was, first_day, in_steps
from cxdesk.services.local_time import end_of
from cxdesk.services.session import Session
from cxdesk.store.schema import HISTORY
from cxdesk.store.store import Store
from tests.services.commands import ini

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


def on_day(store: Store, days: int) -> date:
    """Let the desk stand some days after the sample's own; returns the day."""
    moment = START + timedelta(days=days)
    store.clock = lambda: moment
    return moment.date()


def seen(store: Store, on: date) -> PastPlan:
    with store.read() as session:
        plan = as_it_was(session, on)
    assert in_steps(store.read, on, lambda: False) == plan
    return plan


def test_every_day_is_shown_as_it_was_seen_on_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.read() as session:
        one, other, third = (ini(session, f"CX-{code}") for code in (303, 404, 102))
        link = session.scalars(select(Link.id).where(Link.successor_id == third)).one()
    steps = [
        lambda s: initiatives.schedule(s, one, date(2027, 1, 25), date(2027, 4, 30)),
        lambda s: initiatives.rename(s, one, 'Weekends ["initiative",1,null] "end":'),
        lambda s: kanban.change_state(s, other, State.CANCELLED, "no budget"),
        lambda s: initiatives.archive(s, other),
        lambda s: initiatives.relink(s, link, LinkType.SS, 3),
        lambda s: initiatives.unlink(s, link),
        lambda s: initiatives.schedule(s, other, None, None),
        lambda s: initiatives.add(s, "Quiet hours"),
        lambda s: initiatives.describe(s, one, "which says nothing of dates"),
    ]
    days: dict[date, PastPlan] = {}
    for number, step in enumerate(steps):
        day = on_day(store, number)
        store.do(f"Step {number}", step)
        days[day] = seen(store, day)
    for number in range(len(steps), len(steps) + 3):
        day = on_day(store, number)
        store.undo()
        days[day] = seen(store, day)
    day = on_day(store, 20)
    store.redo()
    days[day] = seen(store, day)
    monkeypatch.setattr(past, "_STEP", 2)
    for day, plan in days.items():
        assert seen(store, day) == plan, day
    first, *_ = days.values()
    assert first.initiatives[one].end == date(2027, 4, 30)
    assert one in first.bars()
    cancelled = days[date(2026, 11, 26)].initiatives[other]
    assert (cancelled.state, cancelled.shown) == (State.CANCELLED, False)
    assert other not in days[date(2026, 11, 26)].bars()


def test_the_sample_was_planned_otherwise_once(store: Store) -> None:
    with store.read() as session:
        assert first_day(session) == date(2026, 2, 2)
        at = session.scalar(select(HISTORY.c.at).order_by(HISTORY.c.seq).limit(1))
        west = datetime.fromisoformat(at).hour + 1
        session.info["clock"] = lambda: START.astimezone(timezone(timedelta(hours=-west)))
        assert first_day(session) == date(2026, 2, 1), "there it was the evening before"
        session.info["clock"] = store.clock
        plan = as_it_was(session, date(2026, 9, 29))
        code = {one.code: one for one in plan.initiatives.values()}
        assert "CX-404" in code
        assert code["CX-101"].end == date(2027, 2, 26)
        assert code["CX-401"].start == date(2026, 10, 12)
        before = as_it_was(session, date(2026, 9, 28))
        assert before.initiatives[code["CX-101"].id].end == date(2027, 1, 31)
        assert not as_it_was(session, date(2026, 2, 1)).initiatives
        ahead = as_it_was(session, date.max)
        assert {one.code: one.end for one in ahead.initiatives.values()} == ends(session)


def ends(session: Session) -> dict[str, date | None]:
    found = session.execute(select(Initiative.code, Initiative.end))
    return dict(found.all())


def test_a_day_ends_at_midnight_of_the_office() -> None:
    east = timezone(timedelta(hours=9))
    now = datetime(2026, 11, 23, 9, tzinfo=east)
    assert end_of(date(2026, 9, 1), now) == datetime(2026, 9, 1, 15, tzinfo=UTC)
