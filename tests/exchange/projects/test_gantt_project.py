"""GanttProject's files: what trips importers, and what each thing becomes with us."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.exchange.opened import Into
from cxdesk.exchange.projects import gan
from cxdesk.exchange.recognise import Found
from cxdesk.model.states import Priority, State
from cxdesk.services.incoming import Incoming
from cxdesk.store.errors import KnownError
from tests.conftest import TODAY
from tests.exchange.projects.plans import links, notes, read_gan, told


def bar(id: int, name: str = "", within: str = "", **said: object) -> str:
    """A task of five days from Monday, 1 March 2027, unless `said` tells another."""
    values = {
        "id": id, "name": name or f"T{id}", "start": "2027-03-01", "duration": 5, "complete": 0,
        "meeting": "false",
    } | {key.replace("_", "-"): value for key, value in said.items()}  # fmt: skip
    about = "".join(f' {key}="{value}"' for key, value in values.items() if value is not None)
    return f"<task{about}>{within}</task>"


def before(id: int, type: int = 2, lag: int = 0, hardness: str = "Rubber") -> str:
    """A link that stands at the predecessor."""
    return f'<depend id="{id}" type="{type}" difference="{lag}" hardness="{hardness}"/>'


def plan(*tasks: str, calendar: str = "", more: str = "", name: str = "Move") -> str:
    return (
        f'<project name="{name}"><calendars><day-types/>{calendar}</calendars>'
        f"<tasks>{''.join(tasks)}</tasks>{more}</project>"
    )


def of(*tasks: str, calendar: str = "", more: str = "", **answers: str) -> Incoming:
    return told(read_gan(plan(*tasks, calendar=calendar, more=more)), **answers)


def test_only_its_own_files_are_taken() -> None:
    maven = b'<project xmlns="http://maven.apache.org/POM/4.0.0"><tasks/></project>'
    for other in (maven, b"<project><target/></project>", b"<Project><tasks/></Project>", b"{}"):
        assert gan.opened(Found("pom.xml", other), Into(TODAY)) is None
    assert read_gan(plan(bar(1), name=""), "Umzug.gan").title == "the GanttProject plan “Umzug”"


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2027-03-01", 1, date(2027, 3, 1)), ("2027-03-01", 5, date(2027, 3, 5)),
        ("2027-03-04", 3, date(2027, 3, 8)), ("2027-03-06", 1, date(2027, 3, 8)),
        ("2027-03-22", 5, date(2027, 3, 30)),  # the Friday and the Monday of Easter are off
    ],
)  # fmt: skip
def test_a_bar_is_so_many_working_days(start: str, days: int, last: date) -> None:
    easter = (
        '<date year="2027" month="3" date="26" type="HOLIDAY">Good Friday</date>'
        '<date year="2027" month="3" date="29" type="HOLIDAY"/>'
        '<date year="2027" month="3" date="30" type="NEUTRAL"/>'
    )
    one = of(bar(1, start=start, duration=days), calendar=easter).initiatives[0]
    assert (one.start, one.end) == (date.fromisoformat(start), last)


def test_week_and_holidays() -> None:
    week = '<default-week id="1" sun="1" mon="1" tue="0" wed="0" thu="0" fri="0" sat="0"/>'
    text = plan(
        bar(1),
        calendar='<date year="" month="5" date="1" type="HOLIDAY">1 May</date>'
        '<date year="2027" month="13" date="1" type="HOLIDAY"/>'
        '<date year="2027" month="3" date="7" type="WORKING_DAY"/>',
    ).replace("<day-types/>", f"<day-types>{week}</day-types>")
    told_ = told(read_gan(text.replace("<calendars>", '<calendars base-id="de">')))
    assert told_.calendar is not None
    assert told_.calendar.week == (1, 2, 3, 4, 5)
    assert told_.calendar.holidays == ((date(2027, 5, 1), "1 May"), (date(2028, 5, 1), "1 May"))
    said = notes(told_)
    assert said["The holidays of “de”"] == 0
    assert said["Days off that are"] == said["Days that are worked"] == 1


def test_weekends_that_are_only_shown_are_worked() -> None:
    week = (
        '<default-week id="1" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/>'
        '<only-show-weekends value="true"/>'
    )
    text = plan(bar(1, duration=7)).replace("<day-types/>", f"<day-types>{week}</day-types>")
    assert told(read_gan(text)).initiatives[0].end == date(2027, 3, 7)


def test_fields() -> None:
    one, two = of(
        bar(
            1, "R&amp;D\u00a0", "<notes><![CDATA[\n  One <two>\n]]></notes>", complete=100,
            priority=4, cost_manual_value="1500.5",
        ),
        bar(2, complete=140, priority=1, fixed_start="true"),
    ).initiatives  # fmt: skip
    assert (one.title, one.description, one.cost) == ("R&D", "One <two>", 1.5005)
    assert (one.state, one.priority, one.pinned) == (State.DELIVERED, Priority.HIGHEST, None)
    assert (two.progress, two.priority, two.pinned) == (100, None, True)


def test_links_stand_at_the_predecessor() -> None:
    told_ = of(
        bar(1, within=before(2) + before(3, 1, 2, "Strong") + before(4, 3, -1) + before(5, 4)
            + before(99) + before(1)),
        bar(2), bar(3), bar(4), bar(5),
    )  # fmt: skip
    assert links(told_) == {
        ("1", "2", "FS", 0), ("1", "3", "SS", 2), ("1", "4", "FF", -1), ("1", "5", "SF", 0),
    }  # fmt: skip
    assert notes(told_)["Links to tasks that"] == 2
    assert notes(told_)["Strong links hold a"] == 1


def test_only_a_strong_link_would_pull_its_successor_forward() -> None:
    def moves(hardness: str) -> bool:
        told_ = of(bar(1, within=before(2, hardness=hardness)), bar(2, start="2027-04-01"))
        return any("Recalculating" in note.text for note in told_.notes)

    assert moves("Strong")
    assert not moves("Rubber")


def test_what_is_in_a_task_makes_it_a_batch() -> None:
    told_ = of(bar(1, "Phase", bar(2, within=before(4)) + bar(3, meeting="true")), bar(4))
    assert [batch.name for batch in told_.batches] == ["Phase"]
    assert [(one.key, one.batch) for one in told_.initiatives] == [("2", "1"), ("4", None)]
    assert [(one.name, one.on) for one in told_.milestones] == [("Phase: T3", date(2027, 3, 1))]


def test_people() -> None:
    told_ = of(
        bar(1), bar(2),
        more='<resources><resource id="0" name="Ann" function="7" contacts="ann@x.example"/>'
        '<resource id="1" name="Bo" function="Default:0"/><resource id="2" name=""/></resources>'
        '<allocations><allocation task-id="1" resource-id="0" load="100.0"/>'
        '<allocation task-id="1" resource-id="1" responsible="true" load="10.0"/>'
        '<allocation task-id="2" resource-id="1" load="x"/>'
        '<allocation task-id="2" resource-id="0" load="20.0"/></allocations>'
        '<vacations><vacation start="2027-01-01" end="2027-01-02" resourceid="0"/></vacations>'
        '<roles><role id="7" name="Architect"/></roles>',
    )  # fmt: skip
    assert [(one.name, one.email, one.role) for one in told_.people] == [
        ("Ann", "ann@x.example", "Architect"), ("Bo", None, None),
    ]  # fmt: skip
    assert [one.owner for one in told_.initiatives] == ["1", "0"]
    assert notes(told_)["Further people on a"] == 2
    assert notes(told_)["Days on which single"] == 1


def test_baselines() -> None:
    told_ = of(
        bar(1),
        more='<previous><previous-tasks name="Plan A">'
        '<previous-task id="1" start="2027-02-01" duration="3"/>'
        '<previous-task id="1" start="never" duration="3"/>'
        '<previous-task id="9" start="2027-02-01" duration="3"/></previous-tasks></previous>',
    )
    assert [(one.name, one.taken_on, one.bars) for one in told_.baselines] == [
        ("Plan A of Move", TODAY, (("1", date(2027, 2, 1), date(2027, 2, 3)),))
    ]


def test_odd_tasks_are_told() -> None:
    told_ = of(
        bar(1, start="soon"), bar(2, duration="9" * 30), bar(2), bar(3, duration=-4),
        "<task/>", '<task id="7"/>', bar(8, "", start="2199-12-30", duration=99_999),
    )  # fmt: skip
    assert [(one.start, one.end) for one in told_.initiatives[:3]] == [
        (None, None), (date(2027, 3, 1), None), (date(2027, 3, 1), date(2027, 3, 5)),
    ]  # fmt: skip
    assert told_.initiatives[-1].end is None
    texts = [one.text for one in told_.problems]
    assert "“soon” is no date: it has none." in texts
    assert texts.count("How long it lasts is no number of days: it has no end.") == 4
    assert "It has the same number as another: links to it are lost." in texts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE p [<!ENTITY a "b">]><project name="&a;"><tasks/></project>', "declares"),
        ("<project><tasks>" + '<task id="1">' * 70, "nested deeper than 60"),
        ("<project><tasks>", "cut off"), ("<pro", "cut off"),
    ],
)  # fmt: skip
def test_what_is_made_to_harm_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(KnownError, match=why):
        gan.opened(Found("bad.gan", text.encode()), Into(TODAY))
