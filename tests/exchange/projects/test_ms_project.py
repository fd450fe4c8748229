"""MS Project's XML: what trips importers, and what each thing becomes with us."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.exchange.opened import Into
from cxdesk.exchange.projects import mspdi
from cxdesk.exchange.recognise import Found
from cxdesk.model.states import Priority, State
from cxdesk.store.errors import KnownError
from tests.conftest import TODAY
from tests.exchange.projects.plans import (
    after,
    days,
    links,
    notes,
    project,
    read_xml,
    task,
    told,
)

MILESTONE = {
    "Start": "2027-03-05T17:00:00", "Finish": "2027-03-05T17:00:00", "Duration": "PT0H0M0S",
}  # fmt: skip


def of(*tasks: str, more: str = "", **answers: str):  # type: ignore[no-untyped-def]
    return told(read_xml(project(*tasks, more=more)), **answers)


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


# --- outline ----------------------------------------------------------------------------------

DEEP = (
    task(1, "Program", 1), task(2, "Phase A", 2), task(3, "Design", 3), task(4, level=4),
    task(5, level=3), task(6, "Phase B", 2), task(7, "Design", 3), task(8, level=4),
)  # fmt: skip


def batches(told_) -> dict[str, str | None]:  # type: ignore[no-untyped-def]
    names = {batch.key: batch.name for batch in told_.batches}
    return {one.key: names.get(one.batch or "") for one in told_.initiatives}


def test_which_summaries_become_batches_is_asked() -> None:
    plan = read_xml(project(*DEEP))
    asked = {each.key: each for each in plan.questions}["batches"]
    assert asked.answer == "2"
    assert not asked.sure
    assert [value for value, _ in asked.options] == ["1", "2", "3", "inner", "-"]
    assert batches(told(plan)) == {"4": "Phase A", "5": "Phase A", "8": "Phase B"}
    assert batches(told(plan, batches="1")) == dict.fromkeys("458", "Program")
    assert batches(told(plan, batches="inner")) == {
        "4": "Phase A: Design", "5": "Phase A", "8": "Phase B: Design",
    }  # fmt: skip
    assert set(batches(told(plan, batches="-")).values()) == {None}
    assert told(plan).initiatives[0].description == "Design"
    assert told(plan, batches="1").initiatives[0].description == "Phase A › Design"
    with pytest.raises(KnownError, match="no answer to batches"):
        plan.answered({"batches": "9"})
    with pytest.raises(KnownError, match="Nothing is asked"):
        plan.answered({"colour": "9"})


def test_an_outline_that_skips_levels_or_says_none() -> None:
    told_ = of(task(1, "Phase", 3), task(2, level=9), task(3, level=3))
    assert batches(told_) == {"2": "Phase", "3": None}
    by_number = [
        task(uid, level=None, OutlineNumber=number)  # type: ignore[arg-type]
        for uid, number in enumerate(("1", "1.1", "2"), 1)
    ]
    assert batches(of(*by_number)) == {"2": "T1", "3": None}


def test_the_repetitions_of_a_recurring_task_are_one() -> None:
    told_ = of(
        task(1, "Weekly", Recurring=1, **days("2027-03-01", "2027-03-31")),
        task(2, level=2, Recurring=1), task(3, level=2, Recurring=1),
    )  # fmt: skip
    assert [(one.title, one.end, one.batch) for one in told_.initiatives] == [
        ("Weekly", date(2027, 3, 31), None)
    ]
    assert told_.batches == ()


# --- links ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (after(1), ("FS", 0)), (after(1, 0), ("FF", 0)), (after(1, 2), ("SF", 0)),
        (after(1, 3, 4800), ("SS", 1)), (after(1, "", -9600), ("FS", -2)),
        (after(1, 1, 7200), ("FS", 2)),  # a day and a half
        (after(1, 1, 50, 19), ("FS", 3)),  # half of its five days
        (after(1, 1, -100, 20), ("FS", -5)),
        (after(1, 1, 7 * 14_400, 8), ("FS", 5)),  # a week by the clock
        (after(1, 1, 10**11), ("FS", 2600)),
        ("<PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink>", ("FS", 0)),
    ],
)  # fmt: skip
def test_types_and_lags(link: str, expected: tuple[str, int]) -> None:
    told_ = of(task(1, **days("2027-03-01", "2027-03-05")), task(2, within=link))
    assert links(told_) == {("1", "2", *expected)}


def test_links_to_nowhere_are_counted() -> None:
    told_ = of(task(1, within=after(1) + after(99)), task(2, within=after(1)))
    assert links(told_) == {("1", "2", "FS", 0)}
    assert notes(told_)["Links to tasks that"] == 2


def test_a_second_link_between_two_is_none_of_ours() -> None:
    told_ = of(task(1), task(2, within=after(1, 3) + after(1, 1, 4800)))
    assert links(told_) == {("1", "2", "FS", 1)}
    assert notes(told_)["Links that have no"] == 1


def test_links_of_summaries_hold_for_what_begins_and_ends_there() -> None:
    told_ = of(
        task(1, "A"), task(2, level=2), task(3, level=2, within=after(2)), task(4, level=2),
        task(5, "B", within=after(1, 1, 4800)), task(6, level=2), task(7, level=2, within=after(6)),
        task(8, within=after(5, 3)),
    )  # fmt: skip
    assert links(told_) == {
        ("2", "3", "FS", 0), ("6", "7", "FS", 0), ("3", "6", "FS", 1), ("4", "6", "FS", 1),
        ("6", "8", "SS", 0),
    }  # fmt: skip
    assert notes(told_)["Links of summary tasks"] == 2


def test_a_summary_cannot_wait_for_what_is_in_it() -> None:
    told_ = of(task(1, "A", within=after(2)), task(2, level=2, within=after(1)))
    assert told_.links == ()


def test_links_go_through_milestones() -> None:
    told_ = of(
        task(1), task(2, within=after(1, 1, 4800), **MILESTONE),
        task(3, within=after(2), **MILESTONE), task(4, within=after(3, 1, 9600)),
        task(5, within=after(2, 3)), task(6, within=after(3, 0)),
    )  # fmt: skip
    assert links(told_) == {("1", "4", "FS", 3), ("1", "5", "FS", 1), ("1", "6", "FF", 1)}


def test_a_gate_between_too_many_is_no_thousand_links() -> None:
    many = [task(uid) for uid in range(1, 40)]
    gate = task(50, within="".join(after(uid) for uid in range(1, 40)), **MILESTONE)
    later = [task(uid, within=after(50)) for uid in range(60, 100)]
    told_ = of(*many, gate, *later)
    assert told_.links == ()
    assert notes(told_)["Links that have no"] == 79


def test_milestones_in_a_circle_end() -> None:
    told_ = of(
        task(1, within=after(2), **MILESTONE), task(2, within=after(1), **MILESTONE),
        task(3, within=after(2)),
    )  # fmt: skip
    assert told_.links == ()


def test_dates_stay_and_what_recalculating_would_do_is_told() -> None:
    late = task(2, within=after(1), **days("2027-03-02", "2027-03-03"))
    early = task(3, within=after(1), **days("2027-03-15", "2027-03-15"))
    held = task(4, within=after(1), ConstraintType=2)
    told_ = of(task(1, **days("2027-03-01", "2027-03-05")), late, early, held)
    assert [one.start for one in told_.initiatives if one.start] == [
        date(2027, 3, day) for day in (1, 2, 15, 1)
    ]
    text = "Recalculating would move 2 initiatives: 1 later, 1 earlier."
    assert any(text in note.text for note in told_.notes)


# --- milestones -------------------------------------------------------------------------------


def marks(told_) -> set[tuple[str, str, bool]]:  # type: ignore[no-untyped-def]
    return {(one.initiative, one.name, one.done) for one in told_.milestones}


def test_a_milestone_stands_with_what_it_waits_for() -> None:
    rows = (
        task(1, "Phase"), task(2, level=2), task(3, level=2, **days("2027-03-01", "2027-03-04")),
        task(4, "Gate", 2, after(2) + after(3), PercentComplete=100, **MILESTONE),
        task(5, "Kick-off", 2, **MILESTONE), task(6, "Gate", **MILESTONE),
        task(7, "Gate", **MILESTONE), task(8, "Long " * 30, **MILESTONE),
    )  # fmt: skip
    found = marks(of(*rows))
    assert {
        ("3", "Gate", True), ("", "Phase: Kick-off", False), ("", "Gate", False),
        ("", "Gate (2)", False),
    } < found  # fmt: skip
    assert max(len(name) for _, name, _ in found) == 80
    assert of(*rows, milestones="-").milestones == ()
    as_work = of(*rows, milestones="initiatives")
    assert as_work.milestones == ()
    assert len(as_work.initiatives) == 7


# --- people, baselines, calendar --------------------------------------------------------------

PEOPLE = """<Resources>
<Resource><UID>0</UID><Type>1</Type></Resource>
<Resource><UID>1</UID><Name>Ann Bell</Name><Type>1</Type><Group>IT</Group><Initials>AB</Initials>
<EmailAddress>ann@x.example</EmailAddress></Resource>
<Resource><UID>2</UID><Name>Bo Carl</Name><Group>Care</Group><IsInactive>1</IsInactive></Resource>
<Resource><UID>3</UID><Name>Cement</Name><Type>0</Type></Resource>
<Resource><UID>4</UID><Name>Travel</Name><IsCostResource>1</IsCostResource></Resource>
<Resource><UID>5</UID><Name>Developer</Name><IsGeneric>1</IsGeneric></Resource></Resources>
<Assignments>
<Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Work>PT8H0M0S</Work></Assignment>
<Assignment><TaskUID>2</TaskUID><ResourceUID>2</ResourceUID><Work>PT9H0M0S</Work></Assignment>
<Assignment><TaskUID>2</TaskUID><ResourceUID>3</ResourceUID><Work>PT99H0M0S</Work></Assignment>
<Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment>
<Assignment><TaskUID>3</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>
</Assignments>"""


def test_people_own_what_they_work_on_most() -> None:
    rows = task(1, "Phase"), task(2, level=2), task(3, level=2)
    told_ = of(*rows, more=PEOPLE)
    assert [(one.name, one.email, one.domain, one.active) for one in told_.people] == [
        ("Ann Bell", "ann@x.example", "IT", True), ("Bo Carl", None, "Care", False),
    ]  # fmt: skip
    assert [one.name for one in told_.domains] == ["IT", "Care"]
    assert [one.owner for one in told_.initiatives] == ["2", None]
    assert told_.batches[0].lead == "1"
    assert notes(told_)["Only who works most"] == 1
    assert notes(told_)["Resources that are no"] == 3
    assert of(*rows, more=PEOPLE, groups="-").domains == ()


def test_baselines() -> None:
    def bar(number: int, first: str, last: str) -> str:
        span = f"<Start>{first}T08:00:00</Start><Finish>{last}T17:00:00</Finish>"
        return f"<Baseline><Number>{number}</Number>{span}</Baseline>"

    saved = "<LastSaved>2027-01-15T12:00:00</LastSaved>"
    told_ = of(
        task(1, within=bar(0, "2027-02-01", "2027-02-05") + bar(3, "2027-02-09", "2027-02-08")),
        task(2, within=bar(0, "2027-02-08", "2027-02-12") + bar(11, "2027-02-08", "2027-02-12")),
        more=saved,
    )
    assert [(one.name, one.taken_on) for one in told_.baselines] == [
        ("Baseline of Move", date(2027, 1, 15))
    ]
    assert told_.baselines[0].bars == (
        ("1", date(2027, 2, 1), date(2027, 2, 5)), ("2", date(2027, 2, 8), date(2027, 2, 12)),
    )  # fmt: skip
    assert notes(told_)["Bars of baselines that"] == 1


def calendar(exceptions: str, days_: str = "", base: int = -1) -> str:
    return (
        "<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><IsBaseCalendar>1"
        f"</IsBaseCalendar><BaseCalendarUID>{base}</BaseCalendarUID><WeekDays>{days_}</WeekDays>"
        f"<Exceptions>{exceptions}</Exceptions></Calendar></Calendars>"
    )


def exception(first: str, last: str, name: str = "Off", **said: object) -> str:
    values = {"Name": name, "DayWorking": 0} | said
    span = f"<FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate>"
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in values.items())
    return f"<Exception><TimePeriod>{span}</TimePeriod>{inner}</Exception>"


def test_week_and_holidays() -> None:
    week = (
        "<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
        "<WeekDay><DayType>1</DayType><DayWorking>1</DayWorking></WeekDay>"
    )
    told_ = of(task(1), more=calendar(exception("2027-03-04", "2027-03-08", "Fair"), week))
    assert told_.calendar is not None
    assert told_.calendar.week == (0, 1, 2, 3, 6)
    assert told_.calendar.holidays == tuple(
        (date(2027, 3, day), "Fair") for day in (4, 7, 8)
    )  # neither on Friday nor on Saturday anybody works


def test_days_off_for_ever_end_a_year_after_the_plan() -> None:
    yearly = exception(
        "2020-12-25", "2149-12-31", "Christmas", Type=2, Month=11, MonthDay=25, Period=1
    )
    daily = exception("1984-01-01", "2149-12-31", "Closed", Type=1)
    told_ = of(task(1), more=calendar(yearly))
    assert told_.calendar is not None
    assert told_.calendar.holidays == (
        (date(2027, 12, 25), "Christmas"), (date(2028, 12, 25), "Christmas"),
    )  # fmt: skip
    closed = of(task(1), more=calendar(daily)).calendar
    assert closed is not None
    assert closed.holidays[-1][0] == date(2028, 12, 29)
    assert len(closed.holidays) == 521  # the working days of two years


def test_calendars_of_people_and_of_single_weeks_are_told() -> None:
    off = exception("2027-03-04", "2027-03-04")
    weeks = "<WorkWeeks><WorkWeek><Name>Sprint</Name></WorkWeek></WorkWeeks>"
    person = (
        "<Calendar><UID>2</UID><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1"
        f"</BaseCalendarUID><Exceptions>{off}</Exceptions></Calendar></Calendars>"
    )
    both = calendar("").replace("</Calendar></Calendars>", f"{weeks}</Calendar>{person}")
    told_ = of(task(1), more=both)
    assert told_.calendar is not None
    assert told_.calendar.holidays == ()
    assert notes(told_)["Calendars of single people"] == 1
    assert notes(told_)["Weeks that are worked"] == 1


def test_a_calendar_that_is_its_own_base_ends() -> None:
    told_ = of(task(1), more=calendar(exception("2027-03-04", "2027-03-04"), base=1))
    assert told_.calendar is not None
    assert len(told_.calendar.holidays) == 1


# --- made to harm -----------------------------------------------------------------------------

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    "<Project><Tasks><Task><UID>1</UID><Name>&b;</Name></Task></Tasks></Project>"
)
OUTSIDE = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project><Tasks>&x;</Tasks></Project>'
)
REMOTE = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><Project><Tasks/></Project>'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LAUGHS, "declares entities"), (OUTSIDE, "declares entities"), (REMOTE, "declares"),
        ("<Project><Tasks>" + "<Task>" * 70, "nested deeper than 60"),
        ("<Project><Tasks><Task><UID>1</UID>", "cut off"), ("<Project>&nbsp;</Project>", "damaged"),
        ("<Project><a>" + "<b>" * 200, "nested deeper"), ("<Project", "cut off"),
        ('<?xml version="1.0" encoding="utf-7"?><Project><Tasks/></Project>', "encoding"),
    ],
)  # fmt: skip
def test_what_is_made_to_harm_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(KnownError, match=why):
        mspdi.opened(Found("bad.xml", text.encode()), Into(TODAY))


def test_giant_numbers_and_missing_elements_harm_nothing() -> None:
    nines = "9" * 40
    told_ = of(
        task(
            1, OutlineLevel=nines, PercentComplete=nines, Priority=nines, Cost=nines,
            Duration=f"PT{nines}H0M0S", Work=f"PT{nines}H0M0S", Start=None, ID=nines,
        ),
        task(2, within=after(1, 9, 0) + "<PredecessorLink/><Baseline/><ExtendedAttribute/>"),
        "<Task><UID>3</UID></Task>",
        more="<MinutesPerDay>0</MinutesPerDay><Calendars><Calendar/></Calendars>"
        "<Resources><Resource/></Resources><Assignments><Assignment/></Assignments>",
    )  # fmt: skip
    assert [one.key for one in told_.initiatives] == ["1", "2", "3"]
    assert told_.initiatives[0].progress == 0
    assert links(told_) == {("1", "2", "FS", 0)}


def test_too_many_of_a_kind_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdesk.exchange.projects.xml_nodes.MOST_ITEMS", 5)
    with pytest.raises(KnownError, match="more than 5 elements of a kind"):
        read_xml(project(*(task(uid) for uid in range(1, 8))))
