"""Phases of a charter beside the initiative's dates: taken over, spread, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.errors import RuleBroken
from cxdesk.services import charter_lines, charter_phases, initiatives
from cxdesk.services import detail as details
from cxdesk.services.charter_phases import shares
from cxdesk.services.charter_rows import PhaseLine
from cxdesk.services.detail import Detail
from cxdesk.store.store import Store

WEEK = WorkCalendar()


def here(session: Session, code: str = "CX-103") -> Detail:
    id = details.find(session, code)
    assert id is not None
    found = details.detail(session, id)
    assert found is not None
    return found


def told(store: Store, phases: tuple[PhaseLine, ...] | None = None) -> tuple[str, list[str]]:
    """What is said of the sample's draft, or of other phases in its place."""
    with store.read() as session:
        it, days = here(session), charter_phases.calendar(session)
    rows = it.charters[-1].phases if phases is None else phases
    return charter_phases.summary(rows, it, days), charter_phases.warnings(rows, it, days)


def test_the_sample_ends_on_its_deadline(store: Store) -> None:
    assert told(store) == (
        "1 March to 30 April 2027. The last phase ends on the deadline of batch B1: no slack.", [],
    )  # fmt: skip


def test_what_does_not_fit_is_said_in_sentences(store: Store) -> None:
    with store.read() as session:
        first, second, third, last = here(session).charters[-1].phases
    early = replace(first, start=date(2027, 2, 26), end=date(2027, 3, 16))
    late = replace(last, end=date(2027, 5, 7))
    assert told(store, (early, second, replace(third, start=None), late)) == (
        "26 February to 7 May 2027.",
        [
            "The last phase ends 5 working days after the deadline of batch B1, 30 Apr 2027.",
            "“Design” starts before CX-103 does, 1 Mar 2027.",
            "“Roll-out” ends after CX-103 does, 30 Apr 2027.",
            "“Design” and “Build” overlap by 2 working days.",
            "Nothing is planned for 10 working days between “Build” and “Roll-out”.",
            "1 phase without dates.",
        ],
    )
    assert told(store, (replace(first, start=None, end=None),)) == ("No phase has dates yet.", [])
    assert told(store, (first,))[0] == (
        "1 March to 12 March 2027. The last phase ends 35 working days before the deadline of "
        "batch B1."
    )
    assert told(store, ()) == ("", [])


@pytest.mark.parametrize(
    ("lengths", "start", "end", "laid"),
    [
        ([10, 20], date(2027, 3, 1), date(2027, 3, 12), [(1, 3), (4, 12)]),
        ([None, 20], date(2027, 3, 1), date(2027, 3, 12), [(1, 5), (8, 12)]),
        ([1, 1000, 1], date(2027, 3, 1), date(2027, 3, 5), [(1, 1), (2, 4), (5, 5)]),
        ([5], date(2027, 3, 6), date(2027, 3, 7), [(6, 7)]),  # a weekend
    ],
)
def test_shares_follow_one_another_over_working_days(
    lengths: list[int | None], start: date, end: date, laid: list[tuple[int, int]]
) -> None:
    found = shares(lengths, start, end, WEEK)
    assert found is not None
    assert [(a.day, b.day) for a, b in found] == laid


def test_phases_are_spread_and_their_dates_taken(store: Store) -> None:
    with store.read() as session:
        it = here(session)
    id, phases = it.charters[-1].id, it.charters[-1].phases
    with store.write("Move") as session:
        initiatives.schedule(session, it.id, date(2027, 3, 1), date(2027, 3, 26))
        charter_phases.spread(session, id)
    with store.read() as session:
        spread = here(session).charters[-1].phases
    assert [(one.start, one.end) for one in spread] == [
        (date(2027, 3, 1), date(2027, 3, 4)), (date(2027, 3, 5), date(2027, 3, 17)),
        (date(2027, 3, 18), date(2027, 3, 24)), (date(2027, 3, 25), date(2027, 3, 26)),
    ]  # fmt: skip
    with store.write("Later") as session:
        charter_lines.edit_phase(
            session, phases[0].id, "Design", date(2027, 3, 3), date(2027, 3, 4), entry="", exit=""
        )
        charter_phases.take_dates(session, id)
    with store.read() as session:
        assert (here(session).start, here(session).end) == (date(2027, 3, 3), date(2027, 3, 26))


def test_refusals_say_what_to_do(store: Store) -> None:
    with store.read() as session:
        it = here(session)
    id, phases = it.charters[-1].id, it.charters[-1].phases

    def squeezed(session: Session) -> None:
        initiatives.schedule(session, it.id, date(2027, 3, 1), date(2027, 3, 3))
        charter_phases.spread(session, id)

    def past_the_deadline(session: Session) -> None:
        charter_lines.edit_phase(
            session, phases[3].id, "Roll-out", None, date(2027, 5, 7), entry="", exit=""
        )
        charter_phases.take_dates(session, id)

    def undated(session: Session) -> None:
        for one in phases:
            charter_lines.edit_phase(session, one.id, one.text, None, None, entry="", exit="")
        charter_phases.take_dates(session, id)

    for command, why in (
        (squeezed, "has fewer working days than phases"),
        (past_the_deadline, "30 Apr 2027"),
        (undated, "No phase has a start and an end"),
    ):
        with pytest.raises(RuleBroken, match=why):
            store.do("Refused", command)


def test_the_usual_phases_begin_an_empty_charter(store: Store) -> None:
    with store.read() as session:
        it = here(session)
    id, phases = it.charters[-1].id, it.charters[-1].phases
    with pytest.raises(RuleBroken, match="has phases already"):
        store.do("Begin", lambda s: charter_phases.begin(s, id))
    with store.write("Remove") as session:
        for one in phases:
            charter_lines.remove_line(session, "phase", one.id)
    store.do("Begin", lambda s: charter_phases.begin(s, id))
    with store.read() as session:
        begun = here(session).charters[-1].phases
    assert [one.text for one in begun] == ["Design", "Build", "Trial", "Roll-out"]
    assert (begun[0].start, begun[-1].end) == (it.start, it.end)
    with store.write("Without dates") as session:
        for one in begun:
            charter_lines.remove_line(session, "phase", one.id)
        initiatives.schedule(session, it.id, date(2027, 3, 1), date(2027, 3, 2))
        charter_phases.begin(session, id)
    with store.read() as session:
        assert {one.start for one in here(session).charters[-1].phases} == {None}
