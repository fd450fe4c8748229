"""Two pages of a charter side by side: what was signed, and what is true now."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from cxdesk.model.initiatives import Initiative
from cxdesk.services import charter_print, initiatives
from cxdesk.services.charter_diff import Difference, Kind, compared, differences, topics
from cxdesk.services.charter_page import (
    CharterPage,
    CriterionRow,
    DependencyRow,
    DutyRow,
    MemberRow,
)
from cxdesk.store.store import Store
from tests.services.commands import cha, ini


def pages(store: Store, code: str) -> tuple[CharterPage, CharterPage]:
    """The page that was signed, and that of now."""
    with store.read() as session:
        here = cha(session, code)
        return charter_print.page_of(session, here.id), charter_print.live_page(session, here)


def said(found: tuple[Difference, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.part, one.label, *one.texts) for one in found]


def test_nothing_differs_in_a_page_and_itself(store: Store) -> None:
    signed, _ = pages(store, "CX-101")
    assert differences(signed, signed) == ()
    everything = compared(signed, signed)
    assert {one.kind for one in everything} == {Kind.SAME}
    assert {"control", "objectives", "completed", "phases"} <= {one.part for one in everything}


def test_what_changed_since_it_was_signed_is_named(store: Store) -> None:
    signed, before = pages(store, "CX-101")

    def change(session) -> None:  # type: ignore[no-untyped-def]
        id = ini(session, "CX-101")
        initiatives.schedule(session, id, date(2026, 10, 5), date(2027, 3, 26))

    store.do("Change", change)
    _, now = pages(store, "CX-101")
    found = differences(before, now)
    assert ("control", "Dates", "5 Oct 2026 – 26 Feb 2027", "5 Oct 2026 – 26 Mar 2027") in said(
        found
    )
    assert "dates" in topics(found)
    dates = next(one for one in found if one.label == "Dates")
    assert [run.text for run in dates.after if not run.same] == ["Mar"]
    assert signed.start == now.start


def test_lines_are_added_removed_reworded_and_moved(store: Store) -> None:
    page, _ = pages(store, "CX-101")
    first, second, third, *more = page.criteria
    other = replace(
        page,
        criteria=(
            second, first, replace(third, evidence="A signed protocol"),
            *more[1:], CriterionRow("Quite another line", "", ""),
        ),
    )  # fmt: skip
    found = differences(page, other)
    kinds = [(one.label, one.kind) for one in found]
    assert kinds == [
        ("Criterion 1, was 2", Kind.MOVED),
        ("Criterion 3", Kind.CHANGED),
        (f"Criterion {len(other.criteria)}", Kind.ADDED),
        ("Criterion 4", Kind.REMOVED),
    ]
    changed = found[1]
    assert changed.topic == "criteria"
    assert f"Evidence: {third.evidence}" in changed.texts[0]
    assert "Evidence: A signed protocol" in changed.texts[1]
    assert all(run.same for run in changed.after if third.text in run.text)
    assert found[2].before == ()
    assert topics(found) == ("criteria",)


def test_every_field_of_a_page_is_compared(store: Store) -> None:
    """A change of any field but those that tell versions apart is a difference."""
    page, _ = pages(store, "CX-101")
    page = replace(
        page, links=(DependencyRow("CX-9", "Nine", "", "FS", None, True),),
        team=(MemberRow("A", "", ""), MemberRow("A", "", "")), duties=(DutyRow("Do", ("A", "R")),),
        north_star="One", company="Before", depends_on=(), needed_by=(),
    )  # fmt: skip
    apart = {
        "version", "state", "state_date", "code", "hue", "currency", "subtitle",
        "depends_on", "needed_by",
    }  # fmt: skip
    for field in dataclasses.fields(CharterPage):
        value = getattr(page, field.name)
        if field.name in apart:
            continue
        if isinstance(value, str):
            other: object = value + " more"
        elif isinstance(value, float):
            other = value + 1
        elif isinstance(value, date):
            other = date(2030, 1, 1)
        else:
            assert isinstance(value, tuple)
            if not value:
                continue
            row = value[0]
            for one in dataclasses.fields(row):
                if field.name == "approvals" and one.name not in ("name", "role"):
                    continue
                if (field.name, one.name) == ("milestones", "done"):  # reached is not changed
                    continue
                there = getattr(row, one.name)
                if isinstance(there, bool):
                    new: object = not there
                elif isinstance(there, str):
                    new = there + " more"
                elif isinstance(there, int | float):
                    new = there + 1
                elif isinstance(there, tuple):
                    new = ("R", *there[1:])
                else:
                    new = date(2030, 1, 1)
                rows = (replace(row, **{one.name: new}), *value[1:])
                assert differences(page, replace(page, **{field.name: rows})), one.name
            if field.name == "approvals":  # of a draft nobody is named yet
                continue
            other = value[1:]
        assert differences(page, replace(page, **{field.name: other})), field.name


def test_a_page_of_an_older_program_is_not_blamed_for_what_it_could_not_say(store: Store) -> None:
    with store.read() as session:
        linked = session.scalars(select(Initiative.code)).all()
    assert linked
    signed, now = pages(store, "CX-102")
    now = replace(now, depends_on=("CX-101",), north_star="Once")
    old = replace(now, links=(), north_star="", gains=now.gains)
    assert [one for one in differences(old, now) if one.part in ("dependencies", "strategy")] == []
    other = replace(old, depends_on=("CX-101", "CX-103"))
    assert [one.texts for one in differences(other, now)] == [("waits for CX-103", "")]
    assert signed.code == now.code
