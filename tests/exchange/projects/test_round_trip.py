"""A program goes out as a plan and comes back into a new one, the same as far as the file holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.out import catalogue
from cxdesk.exchange.recognise import open_file
from cxdesk.model.initiatives import Initiative
from cxdesk.model.states import LinkType, Priority
from cxdesk.services import (
    baselines,
    calendar,
    export_plan,
    initiatives,
    milestones,
    programs,
)
from cxdesk.services.bring_in import bring_in
from cxdesk.services.export_plan import PlanInitiative, ProgramPlan
from cxdesk.services.incoming import Report
from cxdesk.store.store import Store
from tests.conftest import TODAY

EPIPHANY = date(2027, 1, 6)


def plan_in(store: Store) -> ProgramPlan:
    with store.read() as session:
        return export_plan.program_plan(session)


def id_of(session: Session, code: str) -> int:
    found = session.scalar(select(Initiative.id).where(Initiative.code == code))
    assert found is not None
    return found


def enrich(session: Session) -> None:
    """What a plan may hold and the sample does not."""
    id = {code: id_of(session, code) for code in ("CX-101", "CX-204", "CX-404", "CX-503", "CX-103")}
    initiatives.link(session, id["CX-404"], id["CX-503"], LinkType.SS, 3)
    initiatives.link(session, id["CX-101"], id["CX-204"], LinkType.FF, -2)
    initiatives.schedule(session, id["CX-503"], None, None)
    session.get_one(Initiative, id["CX-404"]).batch = None
    calendar.add_holidays(session, {EPIPHANY: "Epiphany <&> “Dreikönig”"})
    milestones.add(session, "Audit & “go”", date(2027, 3, 31))
    milestones.add(session, "First data in", date(2027, 1, 11), id["CX-103"])
    baselines.take(session, "Plan <A> & (b)")
    here = session.get_one(Initiative, id["CX-204"])
    here.description = "One\n\nTwo < three & “four”\r\nfive \x07 six"
    here.priority = Priority.MEDIUM
    here.labels = ["pilot", "quick, win"]
    session.get_one(Initiative, id["CX-103"]).pin(True)


@pytest.fixture
def taken_out(store: Store) -> ProgramPlan:
    store.do("More", enrich)
    return plan_in(store)


@pytest.fixture
def office(empty_store: Store) -> Store:
    empty_store.do("Begin", lambda s: programs.new(s, "Elsewhere"), lasting=True)
    return empty_store


def written(plan: ProgramPlan, suffix: str, folder: Path) -> Path:
    path = folder / f"plan{suffix}"
    data = catalogue.export_for(suffix).write(plan, no_progress, never)
    assert isinstance(data, bytes)
    path.write_bytes(data)
    return path


def bring(store: Store, path: Path) -> Report:
    incoming = open_file(path, Into(TODAY)).incoming(no_progress, never)
    return store.do("Bring in", lambda s: bring_in(s, incoming, no_progress, never))[0]


def compared(plan: ProgramPlan) -> dict[str, Any]:
    """A plan without our ids."""
    codes = {one.id: one.code for one in plan.initiatives}
    people = {one.id: one.name for one in plan.people}
    batches = {one.id: one.code for one in plan.batches}
    return {
        "week": plan.calendar.week,
        "holidays": plan.holidays,
        "people": {(one.name, one.email) for one in plan.people},
        "batches": [
            (one.code, one.name, people.get(one.lead_id or 0), one.deadline)
            for one in plan.batches
        ],
        "initiatives": {
            one.code: (
                " ".join(one.title.split()), batches.get(one.batch_id or 0),
                people.get(one.owner_id or 0), people.get(one.sponsor_id or 0), one.domain,
                one.parent, one.state, one.start, one.end, one.pinned, one.progress, one.cost,
                one.effort, one.priority, one.labels, " ".join(one.description.split()),
            )
            for one in plan.initiatives
        },
        "links": {(codes[one.before], codes[one.after], one.type, one.lag) for one in plan.links},
        "milestones": {
            (one.code, " ".join(one.name.split()), one.on, one.done) for one in plan.milestones
        },
        "baselines": {
            one.name: (one.taken_on, {codes[id]: bar for id, bar in one.bars.items()})
            for one in plan.baselines
        },
    }  # fmt: skip


def told(plan: ProgramPlan, **changes: object) -> dict[str, Any]:
    """As compared, with these fields the same for all initiatives."""
    return compared(
        replace(plan, initiatives=tuple(_with(one, changes) for one in plan.initiatives))
    )


def _with(one: PlanInitiative, changes: dict[str, Any]) -> PlanInitiative:
    text = one.description.replace("\x07", "")
    return replace(one, description=text, **changes)


def worked(on: date) -> date:
    return on - timedelta(days=max(0, on.weekday() - 4))


def test_ms_project_keeps_all_of_a_plan(
    taken_out: ProgramPlan, office: Store, tmp_path: Path
) -> None:
    report = bring(office, written(taken_out, ".xml", tmp_path))
    assert report.problems == ()
    assert compared(plan_in(office)) == told(taken_out)


def test_gantt_project_keeps_a_plan_but_for_middle_priorities_and_ends_at_weekends(
    taken_out: ProgramPlan, office: Store, tmp_path: Path
) -> None:
    report = bring(office, written(taken_out, ".gan", tmp_path))
    assert report.problems == ()
    back, wanted = told(plan_in(office), priority=None), told(taken_out, priority=None)
    for each in (back, wanted):  # a bar ends on a working day there
        each["baselines"] = {
            name: (on, {code: (bar[0], worked(bar[1])) for code, bar in bars.items()})
            for name, (on, bars) in each["baselines"].items()
        }
    assert back == wanted


@pytest.mark.parametrize("suffix", [".xml", ".gan"])
def test_the_same_program_is_not_doubled_by_its_own_plan(
    taken_out: ProgramPlan, store: Store, tmp_path: Path, suffix: str
) -> None:
    before = told(taken_out, priority=None)
    report = bring(store, written(taken_out, suffix, tmp_path))
    assert {one.kind: one.added for one in report.tallies if one.added} == {}
    assert report.problems == ()
    assert told(plan_in(store), priority=None) == before


@pytest.mark.parametrize("suffix", [".xml", ".gan"])
def test_a_second_time_there_is_nothing_new(
    taken_out: ProgramPlan, office: Store, tmp_path: Path, suffix: str
) -> None:
    path = written(taken_out, suffix, tmp_path)
    bring(office, path)
    assert bring(office, path).empty
