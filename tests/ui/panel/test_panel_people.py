"""From the people that an initiative names to the people themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from cxdesk.services import people
from cxdesk.ui.panel.panel import DetailPanel
from tests.ui.panel.panel_hands import Hands


def test_the_owner_and_the_sponsor_are_opened_from_their_rows(
    panel: DetailPanel, hands: Hands
) -> None:
    went: list[tuple[str, int]] = []
    panel.open_requested.connect(lambda kind, id: went.append((kind, id)))
    hands.open("CX-101")
    owner, sponsor = hands.kept().owner, hands.kept().sponsor
    assert owner is not None
    assert sponsor is not None
    button = hands.find("open-owner")
    assert button.accessibleName() == f"Open {owner.name}"
    hands.click("open-owner")
    assert went == [("person", owner.id)]
    hands.click("more-details")
    hands.click("open-sponsor")
    assert went[1:] == [("person", sponsor.id)]
    hands.find("owner").setFocus()
    QTest.keyClick(hands.find("owner"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert went[2:] == [("person", owner.id)]


def test_nobody_is_not_opened(panel: DetailPanel, hands: Hands) -> None:
    hands.open("CX-204")
    assert hands.find("open-owner")
    hands.click("owner")
    hands.choose("Nobody")
    assert hands.kept().owner is None
    button = panel.findChild(QToolButton, "open-owner")
    assert isinstance(button, QToolButton)
    assert not button.isVisible()


def test_namesakes_are_told_apart_where_an_owner_is_picked(
    panel: DetailPanel, hands: Hands
) -> None:
    added = hands.desk.do("Add", lambda s: people.add(s, "Ravi Menon", "Analyst"))
    assert added is not None
    hands.open("CX-204")
    hands.click("owner")
    offered = hands.offered()
    assert {"Ravi Menon (CIO)", "Ravi Menon (Analyst)"} <= set(offered)
    hands.choose("Ravi Menon (Analyst)")
    owner = hands.kept().owner
    assert owner is not None
    assert (owner.id, owner.initials) == (added.result, "RM2")
