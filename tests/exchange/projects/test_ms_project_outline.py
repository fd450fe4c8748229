"""The outline of MS Project's plans, their links and milestones."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.services.incoming import Incoming
from cxdesk.store.errors import KnownError
from tests.exchange.projects.plans import (
    MILESTONE,
    after,
    days,
    links,
    notes,
    of,
    project,
    read_xml,
    task,
    told,
)

# --- outline ----------------------------------------------------------------------------------

DEEP = (
    task(1, "Program", 1), task(2, "Phase A", 2), task(3, "Design", 3), task(4, level=4),
    task(5, level=3), task(6, "Phase B", 2), task(7, "Design", 3), task(8, level=4),
)  # fmt: skip


def batches(told_: Incoming) -> dict[str, str | None]:
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


def marks(told_: Incoming) -> set[tuple[str, str, bool]]:
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
