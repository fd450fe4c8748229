"""The sample program, Meridian Telecom: its data played through the program's own commands.

So the sample has a true history: every card moved when the story says it did, under the rules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from cxdesk.model.wording import MONTH_NAMES
from cxdesk.store.store import Clock, Store

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_PROSE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTH_NAMES)})( \d{{4}})?\b")


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened on a day; `turn` orders what happened on the same day."""

    on: date
    turn: int
    code: str
    label: str = field(compare=False)
    who: str = field(compare=False)
    command: Callable[[Session], object] = field(compare=False)


def weeks_to(today: date, as_of: date) -> int:
    """Whole weeks that bring the sample's day next to today."""
    return round((today - as_of).days / 7)


def read(file: Path, today: date) -> dict[str, Any]:
    """The sample's data, all dates moved by whole weeks to today, in prose too."""
    data = json.loads(file.read_text(encoding="utf-8"))
    as_of = date.fromisoformat(data["as_of"])
    moved = _moved(data, as_of, timedelta(weeks=weeks_to(today, as_of)))
    assert isinstance(moved, dict)
    return moved


def play(store: Store, data: dict[str, Any]) -> None:
    """Fill an empty program file with the sample, each event written on its own day."""
    from cxdesk.services import sample_frame, sample_work  # a window that opens needs neither

    clock, who = store.clock, store.who
    keys = sample_frame.Keys({person["key"]: person["name"] for person in data["people"]})
    events = [
        *sample_frame.events(data, keys),
        *(event for one in data["initiatives"] for event in sample_work.events(one, keys)),
        *sample_work.plan_events(data, keys),
        *sample_work.request_events(data, keys),
    ]
    try:
        day, minute = date.min, 0
        for event in sorted(Event(*parts) for parts in events):
            minute = minute + 1 if event.on == day else 0
            day = event.on
            moment = datetime.combine(day, time(8, 0), UTC) + timedelta(minutes=minute)
            store.clock = _stopped(moment)
            store.who = event.who
            # The first event begins the program; without that there is nothing to show.
            store.do(event.label, event.command, lasting=store.head.seq == 0)
    finally:
        store.clock, store.who = clock, who


def _stopped(moment: datetime) -> Clock:
    return lambda: moment


def _moved(value: Any, as_of: date, by: timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _moved(each, as_of, by) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, as_of, by) for each in value]
    if not isinstance(value, str) or not by:
        return value
    if _DAY.fullmatch(value):
        return (date.fromisoformat(value) + by).isoformat()
    if week := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1) + by
        year, number, _ = monday.isocalendar()
        return f"{year}-W{number:02}"
    return _PROSE.sub(lambda match: _prose(match, as_of, by), value)


def _prose(match: re.Match[str], as_of: date, by: timedelta) -> str:
    month, day = MONTH_NAMES.index(match[2]) + 1, int(match[1])
    if match[3]:
        on = date(int(match[3]), month, day) + by
        return f"{on.day} {MONTH_NAMES[on.month - 1]} {on.year}"
    # Without a year the nearest such day is meant.
    years = (as_of.year - 1, as_of.year, as_of.year + 1)
    on = min((date(year, month, day) for year in years), key=lambda one: abs(one - as_of)) + by
    return f"{on.day} {MONTH_NAMES[on.month - 1]}"
