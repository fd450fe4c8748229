"""What goes to paper of the roadmap: lanes, months, links, loads, baseline, and the table of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cxdesk.model.errors import RuleBroken
from cxdesk.model.states import LinkType
from cxdesk.services import initiatives
from cxdesk.services.grouping import Axis
from cxdesk.services.roadmap_print import Material, find_baseline, material, roadmap_sheet
from cxdesk.services.roadmap_sheet import RoadmapSheet, table
from cxdesk.store.store import Store
from tests.services.commands import ini


def read(store: Store, *names: str) -> Material:
    with store.read() as session:
        return material(session, [find_baseline(session, name) for name in names])


def row(sheet: RoadmapSheet, code: str) -> dict[str, str]:
    """A row of the table by its titles."""
    made = table(sheet)
    return next(
        dict(zip(made.titles, one, strict=True)) for one in made.rows if one[0] == code
    )  # fmt: skip


def test_the_sample_from_its_first_month_to_its_last_deadline(store: Store) -> None:
    sheet = roadmap_sheet(read(store))
    assert (sheet.first, sheet.last) == (date(2026, 9, 1), date(2027, 12, 31))
    assert [lane.title for lane in sheet.lanes] == [
        "IT", "Care", "Finance", "Sales & marketing", "Field", "Organisation-wide",
    ]  # fmt: skip
    assert (sheet.shown, len(sheet.links), sheet.prefix) == (24, 12, "CX-")
    cards = {card.id: card.code for lane in sheet.lanes for card in lane.cards}
    assert {cards[id] for id in sheet.critical} == {"CX-101", "CX-103", "CX-403", "CX-404"}
    care = next(one for one in sheet.load.rows if one.name == "Care")
    assert round(care.over(sheet.load.months.index(date(2027, 3, 1)))) == 9
    # What was done counts as under the bars: CX-104 is delivered.
    assert [round(one.loads[0]) for one in sheet.load.rows] == [0, 0, 6, 0, 0, 0]
    assert sheet.outcomes[0].figures == "84.0 → 86.0 %, now 84.6 %"
    assert sheet.counts == (
        "24 initiatives, 1,707 of 1,800 k€ · 2 delivered (1 with its six-month check overdue), "
        "1 embedded, 6 in progress (limit 8), 1 blocked"
    )


def test_the_check_tells_contents_apart(store: Store) -> None:
    first = roadmap_sheet(read(store))
    assert roadmap_sheet(read(store)).check == first.check
    with store.read() as session:
        id = ini(session, "CX-404")
    store.do("Move", lambda s: initiatives.schedule(s, id, date(2027, 9, 7), date(2027, 12, 17)))
    assert roadmap_sheet(read(store)).check != first.check
    assert roadmap_sheet(read(store), Axis.BATCH).check != roadmap_sheet(read(store)).check


def test_lanes_links_and_months_are_as_they_were_chosen(store: Store) -> None:
    source = read(store)
    owners = roadmap_sheet(source, Axis.OWNER)
    assert all(lane.count for lane in owners.lanes), "nobody looks for who owns nothing"
    assert sum(lane.count for lane in roadmap_sheet(source, Axis.OUTCOME).lanes) == 24
    sheet = roadmap_sheet(source, links="critical", first=date(2027, 1, 15), last=date(2027, 2, 2))
    assert (sheet.first, sheet.last) == (date(2027, 1, 1), date(2027, 2, 28))
    assert all(one.critical for one in sheet.links)
    assert len(sheet.every) == 12
    assert all(len(one.loads) == 2 for one in sheet.load.rows)
    with pytest.raises(RuleBroken, match="ends before it starts"):
        roadmap_sheet(source, first=date(2027, 2, 1), last=date(2027, 1, 1))
    some = frozenset(card.id for card in source.roadmap.board.cards if card.domain == "IT")
    shown = roadmap_sheet(source, shown=some, filters=("Domain IT",))
    assert shown.shown == 5
    assert [lane.said for lane in shown.lanes][:2] == ["5 initiatives", "0 of 5 initiatives"]
    assert {one.before for one in shown.links} | {one.after for one in shown.links} <= some
    assert shown.counts.startswith("5 initiatives, 540 k€")


def test_many_that_ended_long_ago_have_their_months(store: Store) -> None:
    source = read(store)
    board = source.roadmap.board
    old = [
        replace(card, id=n, code=f"CX-9{n}")
        for card in board.cards if card.code == "CX-304"
        for n in range(5)
    ]  # fmt: skip
    here = replace(source.roadmap, board=replace(board, cards=(*board.cards, *old)))
    assert roadmap_sheet(replace(source, roadmap=here)).first == date(2026, 2, 1)


def test_a_row_of_the_table_says_slack_predecessors_and_slip(store: Store) -> None:
    with store.read() as session:
        link = next(
            one.id for one in material(session).roadmap.links
            if one.after == ini(session, "CX-102")
        )  # fmt: skip
    store.do("Relink", lambda s: initiatives.relink(s, link, LinkType.SS, 2))
    made = roadmap_sheet(
        read(store, " 1 sep 2026"), baseline=read(store, "1 Sep 2026").baselines[0][0].key
    )
    first = row(made, "CX-101")
    assert (first["Start"], first["End"], first["Days"]) == ("2026-10-05", "2027-02-26", "103")
    assert (first["Critical"], first["Slack"], first["Owner"]) == ("yes", "0", "Ravi Menon")
    assert (first["End in 1 Sep 2026"], first["Slip"]) == ("2027-01-31", "20")
    assert row(made, "CX-102")["Predecessors"] == "CX-101 SS+2"
    assert row(made, "CX-103")["Predecessors"] == "CX-101"
    assert row(made, "CX-202")["Slip"] == "0"
    assert row(made, "CX-104")["Slack"] == "", "of what is done nobody asks it"
    assert "Slip" not in row(roadmap_sheet(read(store)), "CX-101")


def test_a_baseline_that_is_not_there_is_told_with_those_that_are(store: Store) -> None:
    with store.read() as session, pytest.raises(RuleBroken) as refused:
        find_baseline(session, "1 Oct 2026")
    assert refused.value.text == (
        "There is no baseline “1 Oct 2026”. There are: “1 Sep 2026” and “Approved charters”."
    )
