"""What is written for MS Project and GanttProject, as a parser of XML and our own eyes read it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.out import catalogue
from cxdesk.exchange.out.plan_numbers import numbers
from cxdesk.exchange.projects import gan, mspdi
from cxdesk.exchange.recognise import Found
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.services.export_plan import (
    PlanBaseline,
    PlanBatch,
    PlanInitiative,
    PlanPerson,
    ProgramPlan,
)
from cxdesk.services.incoming import Incoming, Stopped
from cxdesk.services.roadmap import LinkRow, MilestoneRow
from tests.conftest import TODAY
from tests.exchange.projects.test_reference_plans import FOLDER

Q = "{http://schemas.microsoft.com/project}"
ANN = PlanPerson(11, "Ann Bell", "AB", "ann@x.example", "Head & more", "IT", True)
BATCH = PlanBatch(21, "B1", "Ask <Once>", 11, date(2027, 6, 30))
ONE = PlanInitiative(
    31, "CX-101", "Single ID", "Why & how", 21, 11, None, "IT", 0, "", State.IN_PROGRESS,
    date(2027, 3, 1), None, date(2027, 3, 1), date(2027, 3, 12), False, 40, 12.5, 15.0, ("pilot",),
)  # fmt: skip
TWO = replace(
    ONE, id=32, code="CX-102", title="Next", start=date(2027, 3, 16), end=date(2027, 3, 19),
    state=State.PLANNED, progress=0, pinned=True, priority=Priority.HIGHEST, effort=0.0,
)  # fmt: skip
NONE = replace(
    TWO, id=33, code="CX-103", title="Later", start=None, end=None, pinned=False, owner_id=None
)
SIGNED = PlanBaseline("Signed", date(2027, 1, 4), {31: (date(2027, 3, 1), date(2027, 3, 9))})
PLAN = ProgramPlan(
    name="R&D", currency="EUR", start=date(2027, 1, 4), written=datetime(2027, 1, 5, tzinfo=UTC),
    calendar=WorkCalendar(holidays=frozenset({date(2027, 3, 8)})),
    holidays=((date(2027, 3, 8), "Women’s Day"),), people=(ANN,), batches=(BATCH,),
    initiatives=(ONE, TWO, NONE), links=(LinkRow(41, 31, 32, LinkType.SS, -2),),
    milestones=(
        MilestoneRow(51, 31, "CX-101", "Half", date(2027, 3, 5), True),
        MilestoneRow(52, None, "", "Audit", date(2027, 4, 1), False),
    ),
    baselines=(SIGNED,),
)  # fmt: skip


def written(plan: ProgramPlan, suffix: str) -> bytes:
    data = catalogue.export_for(suffix).write(plan, no_progress, never)
    assert isinstance(data, bytes)
    return data


def back(plan: ProgramPlan, suffix: str) -> Incoming:
    reader = mspdi if suffix == ".xml" else gan
    opened = reader.opened(Found(f"plan{suffix}", written(plan, suffix)), Into(TODAY))
    assert opened is not None
    return opened.incoming(no_progress, never)


def tasks() -> dict[str, dict[str, Any]]:
    root = ET.fromstring(written(PLAN, ".xml"))
    return {
        task.findtext(f"{Q}Name") or "": {each.tag.removeprefix(Q): each.text for each in task}
        for task in root.iter(f"{Q}Task")
    }


# --- MS Project -------------------------------------------------------------------------------


def test_an_initiative_for_ms_project() -> None:
    one = tasks()["Single ID"]
    assert one["OutlineLevel"] == "2"
    assert one["OutlineNumber"] == "1.1"
    assert (one["Start"], one["Finish"]) == ("2027-03-01T08:00:00", "2027-03-12T17:00:00")
    assert (one["Duration"], one["Work"]) == ("PT72H0M0S", "PT120H0M0S")  # nine days, a holiday off
    assert (one["Cost"], one["PercentComplete"]) == ("1250000", "40")
    assert one["ActualStart"] == one["Start"]
    assert (one["ActualDuration"], one["RemainingDuration"]) == ("PT28H48M0S", "PT43H12M0S")
    assert "ActualFinish" not in one
    assert (one["ConstraintType"], one["ConstraintDate"]) == ("4", one["Start"])
    pinned = tasks()["Next"]
    assert (pinned["ConstraintType"], pinned["Priority"]) == ("2", "900")
    undated = tasks()["Later"]
    assert undated["Manual"] == "1"
    assert {"Start", "Finish", "Duration", "ConstraintDate"}.isdisjoint(undated)


def test_batches_and_milestones_for_ms_project() -> None:
    found = tasks()
    batch = found["Ask <Once>"]
    assert (batch["Summary"], batch["OutlineLevel"]) == ("1", "1")
    assert (batch["Start"], batch["Finish"]) == ("2027-03-01T08:00:00", "2027-03-19T17:00:00")
    assert batch["Deadline"] == "2027-06-30T17:00:00"
    half, audit = found["Half"], found["Audit"]
    assert (half["Milestone"], half["Duration"], half["PercentComplete"]) == (
        "1",
        "PT0H0M0S",
        "100",
    )
    assert half["Start"] == half["Finish"] == "2027-03-05T17:00:00"
    assert (half["OutlineLevel"], audit["OutlineLevel"]) == ("2", "1")
    assert found["R&D"]["Notes"] == "Baseline: Signed (2027-01-04)"


def test_links_people_and_baselines_for_ms_project() -> None:
    root = ET.fromstring(written(PLAN, ".xml"))
    link = root.find(f".//{Q}PredecessorLink")
    assert link is not None
    uids = {task.findtext(f"{Q}Name"): task.findtext(f"{Q}UID") for task in root.iter(f"{Q}Task")}
    assert [each.text for each in link] == [uids["Single ID"], "3", "0", "-9600", "7"]
    who = root.find(f".//{Q}Resource")
    assert who is not None
    assert who.findtext(f"{Q}EmailAddress") == "ann@x.example"
    first = next(root.iter(f"{Q}Assignment"))
    assert first.findtext(f"{Q}TaskUID") == uids["Single ID"]
    assert first.findtext(f"{Q}Work") == "PT120H0M0S"
    assert float(first.findtext(f"{Q}Units") or 0) == pytest.approx(120 / 72, abs=1e-4)
    bar = root.find(f".//{Q}Baseline")
    assert bar is not None
    assert bar.findtext(f"{Q}Finish") == "2027-03-09T17:00:00"
    days = [day.findtext(f"{Q}DayWorking") for day in root.iter(f"{Q}WeekDay")]
    assert days == ["0", "1", "1", "1", "1", "1", "0"]
    off = root.find(f".//{Q}Exception")
    assert off is not None
    assert off.findtext(f"{Q}Name") == "Women’s Day"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference plans are not on this machine")
def test_elements_stand_in_the_order_of_ms_project_itself() -> None:
    pairs: set[tuple[str, str, str]] = set()
    for file in FOLDER.glob("*.xml"):
        for parent in ET.parse(file).getroot().iter():
            names = list(dict.fromkeys(each.tag for each in parent))
            pairs.update(
                (parent.tag, first, second)
                for place, first in enumerate(names) for second in names[place + 1 :]
            )  # fmt: skip
    checked = 0
    for parent in ET.fromstring(written(PLAN, ".xml")).iter():
        names = list(dict.fromkeys(each.tag for each in parent))
        for place, first in enumerate(names):
            for second in names[place + 1 :]:
                told = (parent.tag, first, second) in pairs
                assert told or (parent.tag, second, first) not in pairs, (first, second)
                checked += told
    assert checked > 500


# --- GanttProject -----------------------------------------------------------------------------


def test_a_plan_for_gantt_project() -> None:
    root = ET.fromstring(written(PLAN, ".gan"))
    batch, audit = root.findall("tasks/task")
    assert (batch.get("name"), audit.get("name")) == ("Ask <Once>", "Audit")
    one, half, two, undated = batch.findall("task")
    assert (one.get("start"), one.get("duration"), one.get("complete")) == ("2027-03-01", "9", "40")
    assert (one.get("color"), one.get("cost-manual-value")) == ("#2f6cb3", "12500.00")
    assert (half.get("meeting"), half.get("duration")) == ("true", "0")
    link = one.find("depend")
    assert link is not None
    assert dict(link.items()) == {
        "id": two.get("id"), "type": "1", "difference": "-2", "hardness": "Rubber",
    }  # fmt: skip
    assert (two.get("priority"), undated.get("duration")) == ("4", "1")
    allocations = {each.get("task-id") for each in root.iter("allocation")}
    assert allocations == {one.get("id"), two.get("id")}
    week = root.find(".//default-week")
    assert week is not None
    assert (week.get("sun"), week.get("mon"), week.get("sat")) == ("1", "0", "1")
    off = root.find("calendars/date")
    assert off is not None
    assert off.text == "Women’s Day"
    kept = root.find(".//previous-tasks")
    assert kept is not None
    assert kept.get("name") == "Signed (2027-01-04)"


# --- both -------------------------------------------------------------------------------------


def test_numbers_stay_when_others_come_and_go() -> None:
    ids = [2**62 + 7 * n for n in range(500)]
    first, later = numbers(ids), numbers([*ids[::2], 2**61 + 5])
    assert len(set(first.values())) == 500
    assert all(1 <= number <= 2_000_000 for number in first.values())
    assert {id: later[id] for id in ids[::2]} == {id: first[id] for id in ids[::2]}
    assert len(set(numbers([5, 5 + 2_000_000, 5 + 4_000_000]).values())) == 3


@pytest.mark.parametrize("suffix", [".xml", ".gan"])
def test_an_empty_program_makes_an_empty_plan(suffix: str) -> None:
    bare = replace(
        PLAN, people=(), batches=(), initiatives=(), links=(), milestones=(), baselines=(),
        holidays=(),
    )  # fmt: skip
    assert back(bare, suffix).initiatives == ()


@pytest.mark.parametrize("suffix", [".xml", ".gan"])
def test_it_can_be_given_up_and_looked_at(suffix: str) -> None:
    export = catalogue.export_for(suffix)
    with pytest.raises(Stopped):
        export.write(PLAN, no_progress, lambda: True)
    look = export.look(PLAN)[0]
    assert look.total == 6
    assert [row[:4] for row in look.rows[:3]] == [
        ("1", "Ask <Once>", "Batch", "B1"), ("1.1", "Single ID", "Initiative", "CX-101"),
        ("1.2", "Half", "Milestone", ""),
    ]  # fmt: skip
    assert look.rows[1][4:] == ("1 Mar 2027", "12 Mar 2027", "40 %")


FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
dates = st.dates(date(2000, 1, 1), date(2150, 12, 31))


def one_line(text: str) -> str:
    return " ".join(FORBIDDEN.sub("", " ".join(text.split())).split())


@pytest.mark.parametrize("suffix", [".xml", ".gan"])
@settings(max_examples=25)
@given(
    title=words, text=words, start=dates, days=st.integers(0, 400), off=st.sets(dates, max_size=3)
)
def test_any_text_and_any_dates_come_back(
    suffix: str, title: str, text: str, start: date, days: int, off: set[date]
) -> None:
    end = start + timedelta(days=days)
    one = replace(ONE, title=title, description=text, start=start, end=end)
    calendar = WorkCalendar(holidays=frozenset(off))
    holidays = tuple((on, one_line(text)) for on in sorted(off))
    plan = replace(
        PLAN, name=title, initiatives=(one,), links=(), calendar=calendar, holidays=holidays,
        milestones=(MilestoneRow(51, 31, "CX-101", title, start, False),),
        baselines=(PlanBaseline("Signed", start, {31: (start, end)}),),
    )  # fmt: skip
    told = back(plan, suffix)
    here = told.initiatives[0]
    if one_line(title):
        assert here.title == one_line(title)
        assert [mark.name for mark in told.milestones] == [one_line(title)]
    clean = FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    assert (here.description or "").strip() == clean
    assert here.code == "CX-101"
    if suffix == ".gan":
        while end > start and not calendar.works(end):
            end -= timedelta(days=1)
    if suffix == ".xml" or calendar.works(start):
        assert (here.start, here.end) == (start, end)
        assert told.baselines[0].bars == (("32", start, end),)
    assert told.milestones[0].on == start
    assert told.calendar is not None
    near = {on for on, _ in holidays}
    assert {on for on, _ in told.calendar.holidays} <= near


def test_the_catalogue_offers_them() -> None:
    assert Path(catalogue.export("xml").file("R&D", TODAY)).suffix == ".xml"
    assert catalogue.export_for(".GAN").key == "gan"
