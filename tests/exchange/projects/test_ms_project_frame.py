"""What stands around the tasks of MS Project, and files made to harm."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.exchange.opened import Into
from cxdesk.exchange.projects import mspdi
from cxdesk.exchange.recognise import Found
from cxdesk.store.errors import KnownError
from tests.conftest import TODAY
from tests.exchange.projects.plans import (
    after,
    links,
    notes,
    of,
    project,
    read_xml,
    task,
)

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
    assert notes(told_)["Further people on a"] == 1
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


def test_hours_that_are_none_are_those_of_an_office() -> None:
    times = "<WorkingTime><FromTime>09:00:00</FromTime><ToTime>late</ToTime></WorkingTime>"
    working = f"<DayWorking>1</DayWorking><WorkingTimes>{times}</WorkingTimes>"
    day = f"<WeekDay><DayType>2</DayType>{working}</WeekDay>"
    told_ = of(task(1, Finish="2027-03-08T08:00:00"), more=calendar("", day))
    assert told_.initiatives[0].end == date(2027, 3, 5)


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
