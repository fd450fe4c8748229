"""What-ifs: changes kept beside the plan, shown as if they were made, adopted all or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from sqlalchemy.orm import Session

from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.states import LinkType, State
from cxdesk.services import initiatives, kanban, programs, what_if
from cxdesk.services import what_if_steps as steps
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import Roadmap, roadmap
from cxdesk.store.store import Store
from tests.dump import dump
from tests.services.commands import NASTY, bat, ini, per
from tests.services.what_if_commands import every_step, lin

T = TypeVar("T")


def read(store: Store, query: Callable[[Session], T]) -> T:
    with store.read() as session:
        return query(session)


def begun(store: Store, make: Callable[[Session], list[steps.Step]], name: str = "Move IT") -> int:
    id, _ = store.do("Begin", lambda s: what_if.begin(s, name))
    store.do("Steps", lambda s: what_if.add_step(s, id, *make(s)))
    return id


def shown(store: Store, id: int) -> tuple[what_if.Shown | None, Roadmap]:
    return store.rehearse(lambda s: (what_if.shown(s, id), roadmap(s)))


def said(store: Store, id: int) -> list[str]:
    return [row.text for row in read(store, lambda s: what_if.steps_in_words(s, id))]


def card(here: Roadmap, code: str) -> Card:
    return next(one for one in here.board.cards if one.code == code)


def shift(s: Session, code: str, start: date, end: date) -> list[steps.Step]:
    return [steps.scheduled(ini(s, code), start, end)]


def test_each_kind_of_step_is_shown_said_and_adopted_as_one_change(store: Store) -> None:
    before = read(store, roadmap)
    id = begun(store, every_step)
    assert read(store, roadmap) == before  # the plan itself is as it was
    found, here = shown(store, id)
    assert found is not None
    assert (found.name, found.changes, found.trouble) == ("Move IT", 11, "")
    assert card(here, "CX-201").end == date(2027, 2, 19)
    new = next(one for one in here.board.cards if one.title == NASTY)
    assert (new.start, new.end, new.effort, new.domain) == (
        date(2027, 3, 1), date(2027, 3, 31), 12.5, "IT",
    )  # fmt: skip
    ties = {(link.before, link.after): (link.type, link.lag) for link in here.links}
    assert ties[card(here, "CX-201").id, new.id] == (LinkType.SS, -2)
    assert ties[card(here, "CX-101").id, card(here, "CX-102").id] == (LinkType.FF, 3)
    assert (card(here, "CX-502").id, card(here, "CX-503").id) not in ties
    assert card(here, "CX-302").pinned
    assert (card(here, "CX-302").cost, card(here, "CX-302").effort) == (60.5, 80)
    assert card(here, "CX-602").owner == "Claire Dubois"
    assert card(here, "CX-204").batch_id is None
    assert {one.code: one.deadline for one in here.board.batches}["B5"] == date(2028, 1, 31)
    assert "CX-404" not in {one.code for one in here.board.cards}
    assert found.bars >= {new.id, card(here, "CX-201").id, card(here, "CX-602").id}
    assert card(here, "CX-102").id not in found.bars

    title = NASTY
    assert said(store, id) == [
        "CX-201: 19 Oct 2026 to 19 Feb 2027",
        f"new: “{title}”, 1 Mar 2027 to 31 Mar 2027",
        f"“{title}” waits for CX-201 (SS \N{MINUS SIGN}2 d)",
        "the link CX-101 → CX-102 is FF +3 d",
        "no link CX-502 → CX-503",
        "CX-302 is held to its dates",
        "CX-602 goes to Claire Dubois",
        "CX-302: cost 60.5 thousand, effort 80 person-days",
        "CX-204 stands in no batch",
        "the deadline of B5 is 31 Jan 2028",
        "CX-404 is left out",
    ]

    _, change = store.do("Adopt", lambda s: what_if.adopt(s, id))
    assert change is not None
    assert read(store, roadmap) == here  # the very same, ids of what is new included
    assert read(store, what_if.what_ifs) == ()
    store.undo()
    assert read(store, roadmap) == before
    assert [row.name for row in read(store, what_if.what_ifs)] == ["Move IT"]
    assert shown(store, id) == (found, here)
    assert store.problems() == []


def test_a_refused_step_is_never_kept(store: Store) -> None:
    id = begun(store, lambda s: shift(s, "CX-201", date(2026, 10, 19), date(2027, 2, 19)))
    before = dump(store)
    for wrong, why in (
        (lambda s: shift(s, "CX-103", date(2027, 3, 1), date(2027, 5, 3)), "the deadline of B1"),
        (lambda s: shift(s, "CX-201", date(2027, 2, 2), date(2027, 2, 1)), "cannot end 1 Feb 2027"),
        (lambda s: [steps.linked(ini(s, "CX-404"), ini(s, "CX-101"))], "close a cycle"),
        (lambda s: [steps.dropped(ini(s, "CX-104"))], "cannot be cancelled"),
        (lambda s: [steps.due(bat(s, "B1"), date(2027, 4, 1))], "CX-102 and CX-103 end after"),
        (lambda s: [steps.scheduled(5, None, None)], "no longer there"),
        (lambda s: [["fly", 1]], "another version of cxdesk"),
        (lambda s: [*shift(s, "CX-602", date(2027, 2, 8), date(2027, 5, 1)),
                    *shift(s, "CX-103", date(2027, 3, 1), date(2027, 5, 3))], "deadline of B1"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=why):
            store.do("Wrong", lambda s, wrong=wrong: what_if.add_step(s, id, *wrong(s)))
    with pytest.raises(ReasonNeeded):  # a soft limit asks for a reason here too
        store.do("Over", lambda s: what_if.add_step(
            s, id, steps.given(ini(s, "CX-301"), per(s, "Ben Carter")),
            steps.given(ini(s, "CX-401"), per(s, "Ben Carter")),
            steps.given(ini(s, "CX-601"), per(s, "Ben Carter"))))  # fmt: skip
    assert dump(store) == before
    # What is refused alone fits after what makes room for it.
    store.do("Room", lambda s: what_if.add_step(
        s, id, steps.due(bat(s, "B1"), date(2027, 5, 31)),
        *shift(s, "CX-103", date(2027, 3, 1), date(2027, 5, 3))))  # fmt: skip
    _, here = shown(store, id)
    assert card(here, "CX-103").end == date(2027, 5, 3)


def test_steps_about_the_same_thing_are_one(store: Store) -> None:
    def many(s: Session) -> list[steps.Step]:
        tie = steps.linked(ini(s, "CX-201"), ini(s, "CX-602"))
        gone = steps.linked(ini(s, "CX-504"), ini(s, "CX-602"))
        new, never = (steps.added(title, None, None, 1, None) for title in ("New", "Never"))
        return [
            *shift(s, "CX-201", date(2026, 10, 19), date(2027, 2, 15)),
            tie, gone, new, never,
            steps.pinned(ini(s, "CX-302"), True),
            *shift(s, "CX-201", date(2026, 10, 19), date(2027, 2, 19)),
            steps.relinked(tie[1], LinkType.FF, 2),
            steps.unlinked(gone[1]),
            steps.scheduled(never[1], date(2027, 1, 4), date(2027, 1, 5)),
            steps.dropped(never[1]),
            steps.relinked(lin(s, "CX-101", "CX-102"), LinkType.SS, 0),
            steps.unlinked(lin(s, "CX-101", "CX-102")),
            *shift(s, "CX-404", date(2027, 9, 6), date(2027, 12, 10)),
            steps.dropped(ini(s, "CX-404"), "too dear"),
            steps.pinned(ini(s, "CX-302"), False),
        ]  # fmt: skip

    id = begun(store, many)
    assert said(store, id) == [
        "CX-602 waits for CX-201 (FF +2 d)",
        "new: “New”, no dates",
        "CX-201: 19 Oct 2026 to 19 Feb 2027",
        "no link CX-101 → CX-102",
        "CX-404 is left out",
        "CX-302 is no longer held to its dates",
    ]
    found, here = shown(store, id)
    assert found is not None
    assert found.trouble == ""
    assert card(here, "CX-201").end == date(2027, 2, 19)

    # A shorter way that the rules close is not taken: both dates of CX-103 are kept.
    store.do("Earlier", lambda s: what_if.add_step(
        s, id, *shift(s, "CX-103", date(2027, 3, 1), date(2027, 4, 1)),
        *shift(s, "CX-102", date(2027, 3, 1), date(2027, 4, 1)),
        steps.due(bat(s, "B1"), date(2027, 4, 1))))  # fmt: skip
    store.do("Still earlier", lambda s: what_if.add_step(
        s, id, *shift(s, "CX-103", date(2027, 3, 1), date(2027, 3, 31))))  # fmt: skip
    assert sum(text.startswith("CX-103:") for text in said(store, id)) == 2
    assert shown(store, id)[0].unfit == ()  # type: ignore[union-attr]


def test_the_plan_goes_on_beneath_and_what_no_longer_fits_is_named(store: Store) -> None:
    id = begun(store, lambda s: [
        *shift(s, "CX-103", date(2027, 3, 1), date(2027, 4, 28)),
        *shift(s, "CX-602", date(2027, 2, 8), date(2027, 5, 21)),
        steps.dropped(ini(s, "CX-503")),
    ])  # fmt: skip
    store.do("Rename", lambda s: initiatives.rename(s, ini(s, "CX-602"), "Another title"))
    found, here = shown(store, id)
    assert card(here, "CX-602").title == "Another title"
    assert card(here, "CX-602").end == date(2027, 5, 21)

    def meanwhile(s: Session) -> None:
        initiatives.schedule(s, ini(s, "CX-103"), date(2027, 3, 1), date(2027, 4, 16))
        programs.move_deadline(s, bat(s, "B1"), date(2027, 4, 20))
        kanban.change_state(s, ini(s, "CX-503"), State.CANCELLED, "no money")

    store.do("Meanwhile", meanwhile)
    found, here = shown(store, id)
    assert found is not None
    assert found.trouble == "1 step no longer fits: CX-103: 1 Mar 2027 to 28 Apr 2027."
    assert found.bars == {card(here, "CX-602").id}  # what is really otherwise
    assert card(here, "CX-103").end == date(2027, 4, 16)
    assert card(here, "CX-602").end == date(2027, 5, 21)

    before = dump(store)
    with pytest.raises(RuleBroken) as broken:
        store.do("Adopt", lambda s: what_if.adopt(s, id))
    assert broken.value.text == (
        "“Move IT” cannot be adopted. This step no longer fits: CX-103: 1 Mar 2027 to 28 Apr 2027. "
        "The dates of CX-103 do not fit: it ends 28 Apr 2027, after the deadline of B1, "
        "20 Apr 2027."
    )
    assert dump(store) == before
    # Further changes are still possible, and so is going on without it.
    store.do("More", lambda s: what_if.add_step(s, id, steps.pinned(ini(s, "CX-302"), True)))
    store.do("Without", lambda s: what_if.without_step(s, id, 0))
    store.do("Adopt", lambda s: what_if.adopt(s, id))
    assert card(read(store, roadmap), "CX-602").end == date(2027, 5, 21)


def test_a_step_goes_with_those_that_need_it(store: Store) -> None:
    def some(s: Session) -> list[steps.Step]:
        new = steps.added("New", date(2027, 3, 1), date(2027, 3, 31), 10, None)
        return [
            new, steps.linked(ini(s, "CX-201"), new[1]),
            steps.scheduled(new[1], date(2027, 4, 1), date(2027, 4, 30)),
            steps.pinned(ini(s, "CX-302"), True),
        ]  # fmt: skip

    id = begun(store, some)
    store.do("Without", lambda s: what_if.without_step(s, id, 0))
    assert said(store, id) == ["CX-302 is held to its dates"]
    with pytest.raises(RuleBroken, match="no longer there"):
        store.do("Gone", lambda s: what_if.without_step(s, id, 1))
    store.do("Without", lambda s: what_if.without_step(s, id, 0))
    with pytest.raises(RuleBroken, match="changes nothing yet"):
        store.do("Adopt", lambda s: what_if.adopt(s, id))


def test_names_are_one_line_and_each_once(store: Store) -> None:
    id = begun(store, lambda s: [])
    for wrong, why in (
        (" ", "needs a name"), ("a\u2028b", "stays on one line"), ("x" * 61, "60 letters"),
        ("move it", "already a what-if “Move IT”"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=why):
            store.do("Begin", lambda s, wrong=wrong: what_if.begin(s, wrong))
    store.do("Rename", lambda s: what_if.rename(s, id, " MOVE IT "))
    store.do("Begin", lambda s: what_if.begin(s, "Äpfel zuerst"))
    names = [(row.name, row.changes) for row in read(store, what_if.what_ifs)]
    assert names == [("Äpfel zuerst", 0), ("MOVE IT", 0)]
    for wanted, free in (
        ("Move it", "Move it 2"), (" Free\n one ", "Free one"), ("", "What-if"),
        ("x" * 99, "x" * 60),
    ):  # fmt: skip
        assert read(store, lambda s, wanted=wanted: what_if.free_name(s, wanted)) == free
    store.do("Discard", lambda s: what_if.discard(s, id))
    assert shown(store, id)[0] is None
    assert read(store, lambda s: what_if.steps_in_words(s, id)) == ()


ODD: tuple[Any, ...] = (
    [], "schedule", ["schedule"], ["schedule", 1, "2027-02-30", None],
    ["schedule", "1", None, None],
    ["link", 98, 2, 3, "XX", 0], ["pin", 1, "yes"], ["cost_effort", 1, float("1e400"), 0],
    ["give", 1, None, 5], ["drop", 1, "", "more"],
    ["add", 99, None, None, None, 1, None], [None, 1],
)  # fmt: skip


def test_steps_of_another_version_are_left_out_and_said(store: Store) -> None:
    id = begun(store, lambda s: [])

    def odd(s: Session) -> None:
        s.get(what_if.WhatIf, id).steps = [*ODD, steps.pinned(ini(s, "CX-302"), True)]  # type: ignore[union-attr]

    store.do("Odd", odd)
    found, here = shown(store, id)
    assert found is not None
    assert found.unfit == ("a step of another version of cxdesk",) * len(ODD)
    assert card(here, "CX-302").pinned
    with pytest.raises(RuleBroken, match="another version of cxdesk, which knows more"):
        store.do("Adopt", lambda s: what_if.adopt(s, id))
    store.do("More", lambda s: what_if.add_step(s, id, steps.pinned(ini(s, "CX-302"), False)))
    for _ in ODD:
        store.do("Without", lambda s: what_if.without_step(s, id, 0))
    assert said(store, id) == ["CX-302 is no longer held to its dates"]
