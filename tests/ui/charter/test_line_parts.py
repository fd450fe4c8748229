"""Risks, money, person-days, groups touched and dependencies in the charter."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.ui.desk import Desk
from tests.dump import dump
from tests.ui.charter.part_hands import Hands
from tests.ui.popup import choose


def test_risks_are_weighed_and_sorted_the_worst_first(desk: Desk, qtbot: QtBot) -> None:
    here, before = Hands(desk, "risks", "CX-103", qtbot), dump(desk.store)
    here.add(here.part.lines.add, "Nobody looks at it")
    card = here.part.lines.card(here.shown().risks[-1].id)
    assert here.part.lines.cards()[-1] is card
    assert card.lacking()  # nothing is said of what is done about it
    here.write(card.response, "Shown in every morning round")
    for chip, words in ((card.probability, "5  nearly certain"), (card.impact, "5  severe")):
        chip.click()
        choose(words)
    row = here.shown().risks[-1]
    assert (row.probability, row.impact, row.response) == (5, 5, "Shown in every morning round")
    assert card.mark.accessibleName() == "Score 25 of 25"
    here.part.sort.click()
    scores = [one.probability * one.impact for one in here.shown().risks]
    assert scores == sorted(scores, reverse=True)
    assert here.shown().risks[0].text == "Nobody looks at it"
    assert here.part.sort.parentWidget().isHidden()
    for _ in range(5):
        desk.undo()
    assert dump(desk.store) == before


def test_money_and_days_are_held_against_the_initiative(desk: Desk, qtbot: QtBot) -> None:
    here, part = Hands(desk, "budget", "CX-103", qtbot), None
    part = here.part
    assert part.money_sum.words.text() == "Together 95 k€, as the initiative says"
    assert part.days_sum.words.text() == "Together 120 person-days, as the initiative says"
    here.add(part.costs.add, "Translation")
    card = part.costs.card(here.shown().costs[-1].id)
    assert here.shown().costs[-1].year == 2027  # as the line before
    here.write(card.amount, "12,5")
    here.write(card.year, "2028")
    assert (here.shown().costs[-1].amount, here.shown().costs[-1].year) == (12.5, 2028)
    assert part.money_sum.words.text() == (
        "2027: 95 k€ · 2028: 12.5 k€ · together 107.5, 12.5 k€ more than the 95 of the initiative"
    )
    here.write(card.year, "soon")
    assert card.fault.isVisible()
    assert card.year.field.words() == "soon"  # nothing typed is lost
    assert here.shown().costs[-1].year == 2028
    part.money_sum.set.click()
    assert here.subject.detail.cost == 107.5
    assert part.money_sum.set.isHidden()
    here.add(part.days.add, "Translators")
    share = part.days.card(here.shown().resources[-1].id)
    share.domain.click()
    choose("Care")
    here.write(share.days, "5")
    row = here.shown().resources[-1]
    assert (row.domain, row.days, row.text) == ("Care", 5, "Translators")
    assert part.days_sum.set.text() == "Set the initiative's effort to 125"


def test_groups_touched_say_what_changes_for_them(desk: Desk, qtbot: QtBot) -> None:
    here = Hands(desk, "people", "CX-103", qtbot)
    here.add(here.part.lines.add, "Shop staff")
    card = here.part.lines.card(here.shown().impacts[-1].id)
    here.write(card.people, "some")
    assert "some" in card.fault.text()
    here.write(card.people, "1,900")
    here.write(card.impact, "Another screen")
    here.write(card.planned, "Half a day")
    row = here.shown().impacts[-1]
    assert (row.text, row.people, row.impact, row.planned) == (
        "Shop staff", 1900, "Another screen", "Half a day",
    )  # fmt: skip
    assert not card.lacking()
    card.remove()
    assert [one.text for one in here.shown().impacts] == ["Care agents", "Technicians"]


def test_links_are_added_by_their_code_and_taken_away(desk: Desk, qtbot: QtBot) -> None:
    here, before = Hands(desk, "dependencies", "CX-403", qtbot), dump(desk.store)
    codes = [one.code for one in here.subject.detail.predecessors]
    assert codes == ["CX-103", "CX-401"]
    here.add(here.part.add, "404")  # which waits for it
    assert "CX-404" in here.part.fault.text()
    assert here.part.add.words() == "404"
    here.part.add.set_words("")
    here.add(here.part.add, "102SS+2")
    assert [one.code for one in here.subject.detail.predecessors] == ["CX-102", *codes]
    line = here.part.waits.widgets()[0]
    assert line.words.accessibleName().startswith("CX-102 Stop re-asking account number: ")
    line.cross.click()
    assert [one.code for one in here.subject.detail.predecessors] == codes
    went: list[object] = []
    here.subject.went.connect(went.append)
    here.part.needed.widgets()[0].words.click()
    QApplication.processEvents()
    assert len(went) == 1
    desk.undo()
    desk.undo()
    assert dump(desk.store) == before
