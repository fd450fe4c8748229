"""MS Project's XML: what trips importers, and what its tasks become with us."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.exchange.opened import Into
from cxdesk.exchange.projects import mspdi
from cxdesk.exchange.recognise import Found
from cxdesk.model.states import Priority, State
from tests.conftest import TODAY
from tests.exchange.projects.plans import (
    after,
    notes,
    of,
    project,
    read_xml,
    task,
    told,
)

# --- what it is -------------------------------------------------------------------------------


def test_a_namespace_may_be_missing_and_is_not_that_of_another_program() -> None:
    assert len(told(read_xml(project(task(1), space=False))).initiatives) == 1
    for other in (
        b'<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><Tasks/></Project>',
        b"<Project><Target/></Project>", b"<html><Tasks/></html>", b"Task;Start\n", b"PK\x03\x04",
        b'{"Project": 1}', b"<", b"<!DOCTYPE html><html></html>",
    ):  # fmt: skip
        assert mspdi.opened(Found("some.txt", other), Into(TODAY)) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = project(task(1, "Übergabe")).decode()
    named = "utf-8" if encoding.startswith("utf-8") else encoding.removesuffix("-be")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    content = f'{mark}<?xml version="1.0" encoding="{named}"?>{text}'.encode(encoding)
    assert told(read_xml(content)).initiatives[0].title == "Übergabe"


def test_the_source_stays_when_a_plan_is_saved_again_under_another_name() -> None:
    created = "<CreationDate>2026-01-05T08:00:00</CreationDate>"
    first = read_xml(project(task(1), more=created), "a.xml").plan
    second = read_xml(project(task(1), task(2), more=created + "<Name>b.xml</Name>"), "b.xml").plan
    assert first.source == second.source
    other = read_xml(project(task(1), more=created.replace("05T", "06T")), "a.xml").plan
    assert other.source != first.source


@pytest.mark.parametrize(
    ("title", "name"), [("Office move", "Office move"), ("Projekt1", "Umzug"), ("", "Umzug")]
)
def test_what_ms_project_calls_a_new_plan_is_no_name(title: str, name: str) -> None:
    content = project(task(1)).replace(b"Move", title.encode())
    assert told(read_xml(content, "Umzug.xml")).program == name


# --- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "finish", "first", "last"),
    [
        ("2027-03-01T08:00:00", "2027-03-05T17:00:00", (3, 1), (3, 5)),
        ("2027-03-01T08:00:00", "2027-03-08T08:00:00", (3, 1), (3, 5)),  # at once on Monday
        ("2027-03-01T08:00:00", "2027-03-06T00:00:00", (3, 1), (3, 5)),  # midnight
        ("2027-03-05T17:00:00", "2027-03-09T17:00:00", (3, 8), (3, 9)),  # after hours
        ("2027-03-01T08:00:00", "2027-03-02T12:00:00", (3, 1), (3, 2)),  # half a day is a day
        ("2027-03-01T08:00:00", "2027-03-06T12:00:00", (3, 1), (3, 6)),  # on a Saturday
        ("2027-03-01T13:00:00", "2027-03-01T13:30:00", (3, 1), (3, 1)),
        ("2027-03-01", "2027-03-02", (3, 1), (3, 1)),
    ],
)
def test_days_count_on_which_there_is_work(
    start: str, finish: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    one = of(task(1, Start=start, Finish=finish)).initiatives[0]
    assert (one.start, one.end) == (date(2027, *first), date(2027, *last))


def test_one_date_and_a_duration_make_the_other() -> None:
    started = of(task(1, Start="2027-03-04T08:00:00", Finish=None, Duration="PT24H0M0S"))
    assert started.initiatives[0].end == date(2027, 3, 8)  # Thursday, Friday, Monday
    ended = of(task(1, Start=None, Finish="2027-03-08T17:00:00", Duration="PT24H0M0S"))
    assert ended.initiatives[0].start == date(2027, 3, 4)
    per_day = "<MinutesPerDay>1440</MinutesPerDay>"
    longer = of(task(1, Finish=None, Duration="PT72H0M0S"), more=per_day).initiatives[0]
    assert longer.end == date(2027, 3, 3)


def test_dates_that_are_none_are_told_and_the_task_stays() -> None:
    told_ = of(
        task(1, Start="2027-02-30T08:00:00"),
        task(2, Finish="2027-02-01T17:00:00"),
        task(3, Start="9999-01-01T00:00:00", Deadline="soon"),
        task(4, Start=None, Finish=None, Duration=None),
    )
    assert [(one.start, one.end) for one in told_.initiatives] == [
        (date(2027, 3, 1), date(2027, 3, 1)),  # by its finish and its eight hours
        (date(2027, 3, 1), None), (date(2027, 3, 1), date(2027, 3, 1)), (None, None),
    ]  # fmt: skip
    assert [one.sentence for one in told_.problems] == [
        "Task 1 “T1”: Its start is left out: “2027-02-30T08:00:00” is no date of a plan.",
        "Task 2 “T2”: It ends before it starts: its end is left out.",
        "Task 3 “T3”: Its start is left out: “9999-01-01T00:00:00” is no date of a plan.",
        "Task 3 “T3”: Its deadline is left out: “soon” is no date of a plan.",
    ]


# --- tasks ------------------------------------------------------------------------------------


def test_what_is_no_task_of_the_plan_is_left_out() -> None:
    told_ = of(
        task(0, level=0), task(1), "<Task><UID>2</UID><IsNull>1</IsNull></Task>",
        task(3, ExternalTask=1), task(4, within=after(3)), task(5, IsSubproject=1), "<Task/>",
    )  # fmt: skip
    assert [one.key for one in told_.initiatives] == ["1", "4", "5"]
    assert told_.links == ()
    assert notes(told_)["Tasks of other projects"] == 1


def test_flags_are_not_believed() -> None:
    told_ = of(
        task(1, "Phase", Summary=0), task(2, level=2, Milestone=1), task(3, "Alone", Summary=1)
    )
    assert [batch.name for batch in told_.batches] == ["Phase"]
    assert [(one.key, one.batch) for one in told_.initiatives] == [("2", "1"), ("3", None)]
    assert told_.milestones == ()


def test_tasks_without_name_or_number() -> None:
    told_ = of(task(1, Name=" ", ID=7), task(1, "Twin"), task(9, UID=None))
    assert [one.title for one in told_.initiatives] == ["Task 7", "Twin", "T9"]
    assert [one.text for one in told_.problems] == [
        "It has no name: it is called “Task 7”.",
        "It has the same number as another: links to it are lost.",
        "It has no number of its own: links to it are lost.",
    ]


@pytest.mark.parametrize(
    ("percent", "more", "state"),
    [
        (0, {}, State.PLANNED), (40, {}, State.IN_PROGRESS), (100, {}, State.DELIVERED),
        (0, {"Start": None, "Finish": None}, State.BACKLOG), (30, {"Active": 0}, State.CANCELLED),
        (10**11, {}, State.DELIVERED), ("x", {}, State.PLANNED),
    ],
)  # fmt: skip
def test_states_by_progress(percent: object, more: dict[str, object], state: State) -> None:
    row = task(1, PercentComplete=percent, **more)
    assert of(row).initiatives[0].state is state
    assert of(row, states="backlog").initiatives[0].state is State.BACKLOG


def test_since_when_it_stands_there() -> None:
    one, two = of(
        task(1, PercentComplete=50, ActualStart="2027-03-02T08:00:00"),
        task(2, PercentComplete=100, ActualFinish="2027-03-09T17:00:00"),
    ).initiatives
    assert (one.since, two.since) == (date(2027, 3, 2), date(2027, 3, 9))


def test_fields() -> None:
    one, two, three = of(
        task(
            1, Notes="First\r\nsecond", Priority=900, Cost=1_250_000, Work="PT20H0M0S",
            ConstraintType=2, Deadline="2027-03-10T17:00:00",
        ),
        task(2, Priority=500, Cost="1e400", Work="nonsense", Manual=1),
        task(3, Manual=1, Start=None, Finish=None),
    ).initiatives  # fmt: skip
    assert (one.description, one.priority) == ("First\nsecond", Priority.HIGHEST)
    assert (one.cost, one.effort, one.pinned) == (12.5, 2.5, True)
    assert (two.cost, two.effort, two.priority, two.pinned) == (None, None, None, True)
    assert three.pinned is None


def test_what_has_no_place_is_told() -> None:
    told_ = of(
        task(1, "Phase", Notes="Why"), task(2, level=2, Cost=100_000),
        more="<CurrencyCode>CHF</CurrencyCode>",
    )  # fmt: skip
    assert notes(told_)["Notes of summary tasks"] == 1
    assert any(note.text.endswith("in CHF.") for note in told_.notes)


def test_a_deadline_is_a_milestone_of_its_initiative_and_the_deadline_of_its_batch() -> None:
    told_ = of(
        task(1, "Phase", Deadline="2027-06-30T17:00:00"),
        task(2, level=2, Deadline="2027-03-10T17:00:00", PercentComplete=100),
    )
    assert told_.batches[0].deadline == date(2027, 6, 30)
    mark = told_.milestones[0]
    assert (mark.initiative, mark.name, mark.on, mark.done) == (
        "2", "Deadline", date(2027, 3, 10), True,
    )  # fmt: skip
