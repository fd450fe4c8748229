"""Real plans of MS Project and GanttProject, against what is known of them and xml.etree."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.projects.mspdi_calendar import calendars
from cxdesk.exchange.projects.opened_plan import OpenedPlan
from cxdesk.exchange.projects.plan import Plan
from cxdesk.exchange.projects.xml_nodes import read_xml
from cxdesk.exchange.recognise import open_file
from cxdesk.services.incoming import Incoming
from tests.conftest import TODAY

FOLDER = Path(__file__).parents[4] / "shared" / "reference" / "projects"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the reference plans are not on this machine"
)
Q = "{http://schemas.microsoft.com/project}"


def known() -> list[dict[str, Any]]:
    file = FOLDER / "expected.json"
    return json.loads(file.read_text()) if file.exists() else []


MSPDI = [each for each in known() if each["path"].endswith(".xml")]
NAMES = [Path(each["path"]).name for each in MSPDI]
CASES = list(zip(MSPDI, NAMES, strict=True))


@cache
def opened(name: str) -> OpenedPlan:
    found = open_file(FOLDER / name, Into(TODAY))
    assert isinstance(found, OpenedPlan)
    return found


def plan(name: str) -> Plan:
    return opened(name).plan


def told(name: str, **answers: str) -> Incoming:
    return opened(name).answered(answers).incoming(no_progress, never)


@pytest.mark.parametrize(("expected", "name"), CASES, ids=NAMES)
def test_a_plan_of_ms_project(expected: dict[str, Any], name: str) -> None:
    here = plan(name)
    root = ET.parse(FOLDER / name).getroot()
    assert len(here.tasks) == expected["tasks_excl_uid0_and_null"]
    levels = {
        task.findtext(f"{Q}UID"): int(task.findtext(f"{Q}OutlineLevel") or 0)
        for task in root.iter(f"{Q}Task")
        if task.findtext(f"{Q}IsNull") != "1" and task.findtext(f"{Q}UID") != "0"
    }
    assert {task.key: task.level for task in here.tasks} == levels
    assert len(here.summaries) == expected["summaries_flagged"]
    gates = [task.name for task in here.tasks if task.zero]
    assert gates == expected["milestones"]
    assert len(here.baselines) == expected["baselines"]
    people = [one for one in root.iter(f"{Q}Resource") if one.findtext(f"{Q}Name")]
    assert [one.name for one in here.resources] == [one.findtext(f"{Q}Name") for one in people]


@pytest.mark.parametrize(("expected", "name"), CASES, ids=NAMES)
def test_its_links(expected: dict[str, Any], name: str) -> None:
    ties = [(tie.before, tie.after, tie.type.value, tie.lag * 4800) for tie in plan(name).ties]
    wanted = [
        (link["pred"], link["succ"], link["type"], int(link["lag_tenths_min"]))
        for link in expected.get("link_list", ())
    ]
    assert sorted(ties) == sorted(wanted)
    assert len(ties) == expected["links"]
    assert Counter(tie[2] for tie in ties) == Counter(expected["link_types"])


@pytest.mark.parametrize(("expected", "name"), CASES, ids=NAMES)
def test_its_dates(expected: dict[str, Any], name: str) -> None:
    tasks = plan(name).tasks
    starts = [task.start for task in tasks if task.start]
    first = expected["earliest_start"]
    assert (min(starts).isoformat() if starts else None) == (first and first[:10])
    for task in expected.get("tasks", ()):
        here = tasks[plan(name).places[task["uid"]]]
        assert here.start is not None
        assert here.finish is not None
        assert here.start.isoformat() == task["start"][:10]
        assert here.finish == day_that_ends(task["finish"], here.start)


def day_that_ends(moment: str, start: date) -> date:
    """A finish at eight, when a day begins, is the end of the working day before."""
    on = date.fromisoformat(moment[:10])
    if moment[11:] > "08:00:00" or on == start:
        return on
    on -= timedelta(days=1)
    while on.weekday() > 4:
        on -= timedelta(days=1)
    return on


@pytest.mark.parametrize("name", NAMES)
def test_ms_project_agrees_that_nothing_would_move(name: str) -> None:
    notes = [note.text for note in told(name).notes]
    assert not any("Recalculating" in text for text in notes)


def test_days_that_come_again_are_those_that_ms_project_lists_itself() -> None:
    name = "calendar-recurring-exceptions-project2016-mspdi.xml"
    wanted: set[tuple[date, bool]] = set()
    root = ET.parse(FOLDER / name).getroot()
    for day in root.iter(f"{Q}WeekDay"):
        if day.findtext(f"{Q}DayType") == "0":
            first, last = (
                date.fromisoformat((day.findtext(f"{Q}TimePeriod/{Q}{end}") or "")[:10])
                for end in ("FromDate", "ToDate")
            )
            on = first
            while on <= last:
                wanted.add((on, day.findtext(f"{Q}DayWorking") == "1"))
                on += timedelta(days=1)
    every = {each.tag.removeprefix(Q) for each in root.iter()} - {"WeekDay"}
    known_ = calendars(read_xml(name, (FOLDER / name).read_bytes(), every))
    found = [
        (on, one.working)
        for one in known_.exceptions("1")
        for on in one.between(date(1999, 1, 1), date(2020, 1, 1))
    ]
    assert len(known_.exceptions("1")) == 27
    assert set(found) == wanted


def test_priorities() -> None:
    priorities = [task.priority for task in plan("mspdipriority.xml").tasks]
    assert [each.value if each else None for each in priorities] == [
        "highest", "highest", "highest", "high", "high", None, "medium", "low", "low", "low",
    ]  # fmt: skip


def test_cost_and_work_of_the_sample() -> None:
    told_ = told("sample.xml")
    second = next(one for one in told_.initiatives if one.title == "Second Task")
    # 200 h at £10 and 300 h at £5, and £11.25 for their use; eight hours are a day.
    assert (second.cost, second.effort) == (3.52625, 62.5)
    assert second.owner == "2"
    notes = {note.text: note.count for note in told_.notes}
    assert notes["Further people on a task: who works most on it is its owner."] == 1
    assert notes["Repetitions of a recurring task are one initiative."] == 2


def test_the_house_of_gantt_project() -> None:
    expected = known()[-1]
    here, root = plan("HouseBuildingSample.gan"), ET.parse(FOLDER / "HouseBuildingSample.gan")
    assert len(here.tasks) == expected["tasks"] == len(list(root.iter("task")))
    assert len(here.summaries) == expected["summaries"]
    ties = {(tie.before, tie.after, tie.type.value, tie.lag) for tie in here.ties}
    assert ties == {(one["pred"], one["succ"], "FS", 0) for one in expected["link_list"]}
    assert len(here.ties) == expected["links"]
    assert [task.name for task in here.tasks if task.zero] == [
        name.strip() for name in expected["milestones"]
    ]
    work = [task for task in here.tasks if not task.zero]
    assert min(task.start for task in work if task.start).isoformat() == expected["earliest_start"]
    last = max(task.finish for task in work if task.finish)
    assert last.isoformat() == expected["latest_bar_inclusive_end"]
    assert len(here.resources) == expected["resources"]
    assert len(here.assigned) == expected["allocations"]
    assert here.calendar.holidays == ((date(2006, 2, 14), ""),)


def test_what_becomes_of_the_house() -> None:
    house = told("HouseBuildingSample.gan")
    assert [batch.name for batch in house.batches] == [
        "Architectural design", "Interior design", "Construction phase", "Decoration phase",
    ]  # fmt: skip
    assert len(house.initiatives) == 12
    assert {(mark.initiative, mark.name) for mark in house.milestones} == {
        ("10", "Agreement on architectural plan"), ("5", "Construction completed"),
        ("15", "Bring your family here"), ("", "GanttProject 3.3"),
    }  # fmt: skip
    pairs = {(link.predecessor, link.successor) for link in house.links}
    # By hand: the agreement (17) leads on to the foundation; interior design (11) ends with 13 and
    # 14; the roof, by way of the completion (18), leads on to the walls and to the connections.
    assert pairs == {
        ("9", "10"), ("9", "12"), ("10", "1"), ("13", "6"), ("14", "6"), ("12", "13"),
        ("12", "14"), ("1", "2"), ("2", "4"), ("4", "5"), ("5", "6"), ("5", "16"), ("6", "15"),
    }  # fmt: skip
    owners = {one.key: one.owner for one in house.initiatives}
    assert owners["9"] == "2"
    assert owners["14"] == "1"
    assert owners["1"] == "6"


def test_milestones_of_the_house_as_initiatives_keep_their_links() -> None:
    house = told("HouseBuildingSample.gan", milestones="initiatives")
    assert len(house.initiatives) == 16
    assert house.milestones == ()
    pairs = {(link.predecessor, link.successor) for link in house.links}
    assert {("10", "17"), ("17", "1"), ("15", "20"), ("49", "9")} <= pairs
