"""Any text, day, moment and number that the model holds leaves as JSON and comes back the same."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.base import storable
from cxdesk.model.initiatives import Initiative
from cxdesk.services.export_program import rows
from cxdesk.services.program_shape import shapes
from cxdesk.services.taking.rows import checked
from cxdesk.store.store import Store
from tests.services.taking_commands import document

_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)
_DAYS = st.none() | st.dates(_FIRST, _LAST)
_MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30))
_NUMBERS = st.floats(-1e15, 1e15, allow_nan=False)


@given(
    text=st.text(),
    label=st.lists(st.text(), max_size=3),
    start=_DAYS,
    cost=_NUMBERS,
    progress=st.integers(0, 100),
)
@settings(max_examples=25)
def test_an_initiative(
    text: str, label: list[str], start: date | None, cost: float, progress: int
) -> None:
    made = Initiative(
        code="X-1", title=f"t{text}", description=text, labels=label, start=start, cost=cost,
        progress=progress, state_since=_FIRST,
    )  # fmt: skip
    shape = shapes()["initiatives"]
    row = {
        "id": str(made.id), "code": made.code, "title": made.title, "description": text,
        "labels": label, "start": start and start.isoformat(), "cost": cost,
        "progress": progress, "state_since": _FIRST.isoformat(),
    }  # fmt: skip
    said = json.loads(json.dumps(row))
    file = checked(document({"initiatives": [said]}))
    assert file.problems == ()
    [back] = file.tables[shape.key].values()
    assert (back["title"], back["description"]) == (storable(made.title), storable(text))
    assert back["labels"] == [storable(each) for each in label]
    assert (back["start"], back["cost"], back["progress"]) == (start, cost, progress)


@given(moment=_MOMENTS, text=st.text(min_size=1))
@settings(max_examples=25)
def test_a_comment(moment: datetime, text: str) -> None:
    row = {
        "id": "1",
        "initiative": "2",
        "author": "A",
        "at": f"{moment.isoformat()}Z",
        "text": text,
    }
    file = checked(document({"comments": [json.loads(json.dumps(row))]}))
    assert file.problems == ()
    assert file.tables["comments"][1]["at"] == moment
    assert file.tables["comments"][1]["text"] == storable(text)


@pytest.mark.parametrize(
    ("at", "meant"),
    [
        ("2026-11-23T09:00:00+02:00", datetime(2026, 11, 23, 7)),
        ("2026-11-23T09:00:00", datetime(2026, 11, 23, 9)),
        ("2026-11-23", datetime(2026, 11, 23)),
    ],
)
def test_moments_of_other_programs(at: str, meant: datetime) -> None:
    row = {"id": 1, "initiative": 2, "author": "A", "at": at, "text": "t"}
    assert checked(document({"comments": [row]})).tables["comments"][1]["at"] == meant


@pytest.mark.parametrize(
    ("number", "said"), [(float("inf"), None), (float("-inf"), None), (-0.0, -0.0), (1e15, 1e15)]
)
def test_numbers_that_json_has_not(store: Store, number: float, said: Any) -> None:
    def command(session: Session) -> list[Any]:
        session.scalars(select(Initiative).limit(1)).one().cost = number
        session.flush()
        return [row["cost"] for row in rows(session, shapes()["initiatives"])]

    assert said in store.rehearse(command)
