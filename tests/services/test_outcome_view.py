"""Outcomes at a glance and one with its readings: few readings are read, and none in vain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from cxdesk.model.states import State
from cxdesk.services import detail, initiatives, kanban, outcome_view, outcomes, programs
from cxdesk.services.outcome_view import MOST_SPARKS, OutcomeList, OutcomeSheet
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import ini, out


def shown(store: Store) -> OutcomeList:
    with store.read() as session:
        return outcome_view.outcome_list(session)


def sheet(store: Store, code: str) -> OutcomeSheet:
    with store.read() as session:
        found = outcome_view.outcome_sheet(session, out(session, code))
    assert found is not None
    return found


# The page -------------------------------------------------------------------------------------


def test_every_outcome_of_the_sample_with_its_readings(store: Store) -> None:
    here = shown(store)
    assert [one.row.code for one in here.outcomes] == ["O1", "O2", "O3", "O4"]
    assert [value for _, value in here.outcomes[3].spark] == [26.0, 25.0, 21.0, 17.0]
    assert here.outcomes[3].spark[-1] == (date(2026, 9, 18), 17.0)
    assert [one.code for one in here.outcomes[3].row.initiatives] == [
        "CX-204", "CX-301", "CX-302", "CX-303",
    ]  # fmt: skip
    assert (here.serving_nothing, here.unserved, here.start) == ((), (), date(2026, 2, 2))


def test_what_serves_nothing_and_what_nothing_serves(store: Store) -> None:
    def change(session: Session) -> None:
        initiatives.serve(session, ini(session, "CX-204"), [])
        for code in ("CX-301", "CX-302", "CX-303"):
            kanban.change_state(session, ini(session, code), State.CANCELLED, "No money")

    store.do("Change", change)
    here = shown(store)
    assert [one.code for one in here.serving_nothing] == ["CX-204"]
    assert [one.code for one in here.unserved] == ["O4"]


def daily(store: Store, days: int) -> None:
    """One reading of O4 a day, each one higher, the newest today."""
    first = TODAY - timedelta(days - 1)
    rows = [outcomes.NewReading(first + timedelta(n), float(n)) for n in range(days)]
    store.do("Read", lambda s: [outcomes.remove_reading(s, one.id) for one in sheet_of(s)])
    store.do("Read", lambda s: outcomes.read_all(s, out(s, "O4"), rows))


def sheet_of(session: Session) -> tuple[outcome_view.Point, ...]:
    found = outcome_view.outcome_sheet(session, out(session, "O4"))
    assert found is not None
    return found.points


@pytest.mark.parametrize("days", [MOST_SPARKS, MOST_SPARKS + 1, 1000])
def test_a_sparkline_goes_from_the_first_reading_to_the_last(store: Store, days: int) -> None:
    daily(store, days)
    spark = shown(store).outcomes[3].spark
    assert len(spark) == min(days, MOST_SPARKS)
    assert spark[0] == (TODAY - timedelta(days - 1), 0.0)
    assert spark[-1] == (TODAY, days - 1)
    assert all(value == (on - spark[0][0]).days for on, value in spark)


def test_a_day_without_a_reading_has_the_one_before(store: Store) -> None:
    daily(store, 40)
    wanted = {TODAY - timedelta(39): 5.0, TODAY: 9.0}
    for point in sheet(store, "O4").points:
        if point.on in wanted:
            store.do(
                "Correct",
                lambda s, p=point: outcomes.correct(s, p.id, p.on, wanted[p.on]),
            )
        elif point.on > TODAY - timedelta(6):
            store.do("Remove", lambda s, p=point: outcomes.remove_reading(s, p.id))
    spark = shown(store).outcomes[3].spark
    assert (spark[0][1], spark[-1][1]) == (5.0, 9.0)
    assert spark[-2][1] == 33.0, "the last one before the five days without"


def test_an_outcome_with_many_readings_costs_two_statements_more(store: Store) -> None:
    daily(store, 1000)
    said: list[str] = []
    with store.read() as session:
        connection = session.connection()
        event.listen(
            connection, "before_cursor_execute", lambda _c, _cursor, text, *_: said.append(text)
        )
        listed = outcome_view.outcome_list(session)
    assert sum(len(one.spark) for one in listed.outcomes) == MOST_SPARKS + 3 * 4
    assert len(said) < 10


def test_an_empty_program_has_an_empty_list(empty_store: Store) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    assert (shown(empty_store).outcomes, shown(empty_store).serving_nothing) == ((), ())


# The panel ------------------------------------------------------------------------------------


def test_the_sheet_of_an_outcome_is_its_row_and_its_series(store: Store) -> None:
    nps = sheet(store, "O2")
    assert nps.row == shown(store).outcomes[1].row
    assert [one.value for one in nps.points] == [12.0, 11.5, 12.0, 16.0]
    assert nps.points[-1].nps is not None
    assert nps.start == date(2026, 2, 2)


def test_there_is_no_sheet_of_what_is_not_there(store: Store) -> None:
    with store.read() as session:
        assert outcome_view.outcome_sheet(session, 1) is None


def test_a_cancelled_initiative_that_comes_back_serves_again(store: Store) -> None:
    store.do(
        "Cancel",
        lambda s: kanban.change_state(s, ini(s, "CX-301"), State.CANCELLED, "No money"),
    )
    before = sheet(store, "O4")
    assert "CX-301" not in [one.code for one in before.row.initiatives]
    change_set = store.undo()
    assert change_set is not None
    assert outcome_view.concerned(before, change_set)
    assert "CX-301" in [one.code for one in sheet(store, "O4").row.initiatives]


def test_most_panels_are_not_concerned_by_one_reading(store: Store) -> None:
    _, change_set = store.do("Read", lambda s: outcomes.read(s, out(s, "O4"), TODAY, 16.0))
    assert change_set is not None
    concerned = [
        code
        for code in ("O1", "O2", "O3", "O4")
        if outcome_view.concerned(sheet(store, code), change_set)
    ]
    assert concerned == ["O4"]


# Elsewhere ------------------------------------------------------------------------------------


def test_an_initiative_reads_the_newest_reading_of_its_outcome_alone(store: Store) -> None:
    daily(store, 1000)
    with store.read() as session:
        said: list[str] = []
        event.listen(
            session.connection(), "before_cursor_execute",
            lambda _c, _cursor, text, *_: said.append(text),
        )  # fmt: skip
        found = detail.detail(session, ini(session, "CX-301"))
    assert found is not None
    assert [(one.now, one.realised) for one in found.outcomes] == [
        ("999 h", pytest.approx(-5405.6, 0.001))
    ]
    of_readings = [text for text in said if "FROM reading" in text]
    assert len(of_readings) == 1
    assert "LIMIT" in of_readings[0]
