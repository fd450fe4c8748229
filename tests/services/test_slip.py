"""What moves if an initiative slips, what that hits, and setting the dates of many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.states import State
from cxdesk.services import initiatives, kanban, schedule, slip
from cxdesk.services.grouping import Axis
from cxdesk.services.schedule import Dates, Kept
from cxdesk.services.slip import SlipReport
from cxdesk.store.store import Store


def id_of(session: Session, code: str) -> int:
    return session.scalars(select(Initiative.id).where(Initiative.code == code)).one()


def slipped(store: Store, code: str, days: int) -> SlipReport:
    with store.read() as session:
        return slip.slip(session, id_of(session, code), days)


def dates(store: Store) -> dict[str, tuple[date | None, date | None]]:
    query = select(Initiative.code, Initiative.start, Initiative.end)
    with store.read() as session:
        return {code: (start, end) for code, start, end in session.execute(query)}


def test_what_moves_if_the_first_slips_ten_days(store: Store) -> None:
    before = dates(store)
    report = slipped(store, "CX-101", 10)
    assert [(row.code, row.new_start, row.new_end, row.later) for row in report.moved] == [
        ("CX-101", date(2026, 10, 5), date(2027, 3, 12), 10),  # it has started: it ends later
        ("CX-102", date(2027, 3, 15), date(2027, 4, 30), 10),
        ("CX-103", date(2027, 3, 15), date(2027, 5, 14), 10),
        ("CX-202", date(2027, 3, 15), date(2027, 5, 7), 10),
        ("CX-403", date(2027, 5, 17), date(2027, 9, 3), 5),  # a week was free before it
    ]
    first = report.moved[1]
    assert (first.title, first.start, first.end) == (
        "Stop re-asking account number", date(2027, 3, 1), date(2027, 4, 16),
    )  # fmt: skip
    assert report.kept == ()
    hit = report.deadlines
    assert [(each.code, each.deadline, each.who, each.refused) for each in hit] == [
        ("B1", date(2027, 4, 30), ("CX-103",), ("CX-103",))
    ]
    assert [(each.code, each.ends, each.new_ends, each.late) for each in report.outcomes] == [
        ("O3", date(2027, 8, 27), date(2027, 9, 3), False)
    ]
    assert report.ends == report.new_ends == date(2027, 12, 17)
    assert dates(store) == before


def test_the_last_one_ends_the_program_and_its_outcome_too_late(store: Store) -> None:
    report = slipped(store, "CX-404", 15)
    (row,) = report.moved
    assert (row.new_start, row.new_end) == (date(2027, 9, 27), date(2028, 1, 7))
    assert (report.ends, report.new_ends) == (date(2027, 12, 17), date(2028, 1, 7))
    assert [(each.code, each.who, each.refused) for each in report.deadlines] == [
        ("B4", ("CX-404",), ())  # in the backlog: no rule keeps it from that
    ]
    assert [(each.code, each.late) for each in report.outcomes] == [("O1", True)]
    store.do("Slip", lambda s: slip.apply(s, report.moves))
    assert dates(store)["CX-404"] == (date(2027, 9, 27), date(2028, 1, 7))


def test_pinned_ones_are_kept_and_the_report_is_what_is_applied(store: Store) -> None:
    store.do("Pin", lambda s: initiatives.pin(s, id_of(s, "CX-403")))
    report = slipped(store, "CX-401", 40)
    assert [row.code for row in report.moved] == ["CX-401", "CX-402"]
    assert [kept.why for kept in report.kept] == ["CX-403 is pinned"]
    history = store.head.seq
    store.do("Slip", lambda s: slip.apply(s, report.moves))
    assert store.head.seq == history + 1
    after = dates(store)
    assert {row.code: (row.new_start, row.new_end) for row in report.moved} == {
        code: after[code] for code in ("CX-401", "CX-402")
    }
    assert slipped(store, "CX-402", 1).kept == ()
    with store.read() as session:
        broken = schedule.network(session).broken()
        assert report.kept == (Kept(id_of(session, "CX-403"), "CX-403 is pinned"),)
    assert len(broken) == 1
    store.undo()
    assert dates(store)["CX-401"] == (date(2026, 11, 9), date(2027, 3, 26))


def refusal(store: Store, command: Callable[[Session], object]) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        store.do("Refused", command)
    return refused.value


def test_what_cannot_slip_says_why(store: Store) -> None:
    def asked(code: str, days: int = 5) -> str:
        return refusal(store, lambda s: slip.slip(s, id_of(s, code), days)).text

    assert asked("CX-304") == "CX-304 is embedded: it cannot slip any more."
    assert asked("CX-101", 0) == "A slip is a number of working days from 1 to 2,600."
    assert asked("CX-101", 2601) == "A slip is a number of working days from 1 to 2,600."
    store.do("No dates", lambda s: initiatives.schedule(s, id_of(s, "CX-204"), None, None))
    assert asked("CX-204") == "CX-204 has no dates yet: give it a start and an end."
    cancelled = {Axis.STATE: State.CANCELLED}
    store.do("Cancel", lambda s: kanban.move(s, [id_of(s, "CX-503")], cancelled, reason="No"))
    assert asked("CX-503") == "CX-503 is cancelled: it cannot slip."
    store.do("Archive", lambda s: initiatives.archive(s, id_of(s, "CX-304")))
    assert asked("CX-304") == "CX-304 is archived: it cannot slip."
    gone = refusal(store, lambda s: slip.slip(s, 1, 5)).text
    assert gone == "This is no longer there: it was removed or undone meanwhile."


def test_dates_that_do_not_fit_are_all_named_and_none_is_set(store: Store) -> None:
    before = dates(store)
    one = slipped(store, "CX-101", 10).moves
    refused = refusal(store, lambda s: slip.apply(s, one))
    assert refused.text == (
        "The dates of CX-103 do not fit: it ends 14 May 2027, after the deadline of B1, "
        "30 Apr 2027."
    )
    many = slipped(store, "CX-101", 20)
    refused = refusal(store, lambda s: slip.apply(s, many.moves))
    assert refused.text == (
        "These dates do not fit: CX-102 ends 14 May 2027, after the deadline of B1, 30 Apr 2027; "
        "CX-103 ends 28 May 2027, after the deadline of B1, 30 Apr 2027."
    )
    assert refused.way is not None
    with store.read() as session:
        far = {
            id_of(session, f"CX-{code}"): (date(2027, 3, 1), date(2028, 3, 31))
            for code in (101, 102, 103, 201, 202, 203, 301)
        }
    assert refusal(store, lambda s: slip.apply(s, far)).text.endswith("; and 2 more.")
    assert dates(store) == before


def test_the_order_of_setting_dates_does_not_matter(store: Store) -> None:
    report = slipped(store, "CX-401", 40)
    assert len(report.moves) == 4
    found = []
    for moves in (report.moves, dict(reversed(report.moves.items()))):

        def set_dates(session: Session, moves: dict[int, Dates] = moves) -> None:
            slip.apply(session, moves)

        store.do("Slip", set_dates)
        found.append(dates(store))
        store.undo()
    assert found[0] == found[1]
    store.do("Nothing", lambda s: slip.apply(s, {}))
