"""Weights that are tried: ranked live, asked about, kept as one change or given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import programs
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from tests.conftest import clock
from tests.ui.scores.analyst import CONTROL, LEFT, Analyst


def follow(analyst: Analyst, qtbot: QtBot) -> None:
    """The table follows the sliders when these rest."""
    qtbot.waitUntil(lambda: not analyst.page._later.isActive())


def test_sliders_rank_live_and_what_is_tried_is_kept_or_given_up(
    analyst: Analyst, qtbot: QtBot
) -> None:
    page, seq = analyst.page, analyst.desk.store.head.seq
    assert page.asks.isHidden()
    assert analyst.cell("CX-101", "moved") == ""
    analyst.slide(3, 7.5)
    follow(analyst, qtbot)
    assert page.trial == (4, 2, 3, 7.5)
    assert page.weights.fields[3].text() == "7.5"
    assert analyst.cell("CX-301", "benefit") == "4.6"  # (16 + 8 + 15 + 37.5) / 16.5 = 4.64
    gains = {code: analyst.row(code).moved for code in analyst.codes()}
    assert sum(by > 0 for by in gains.values()) > 2
    up = next(code for code, by in gains.items() if by > 0)
    assert analyst.cell(up, "moved") == f"{gains[up]} up"
    said = page.asks.words.text()
    assert said.startswith("Other weights are tried, not kept:")
    assert f"{sum(map(bool, gains.values()))} of 21 initiatives would change rank" in said
    assert (analyst.kept(), analyst.desk.store.head.seq) == ((4, 2, 3, 1), seq)

    QTest.mouseClick(page.asks.back, LEFT)
    follow(analyst, qtbot)
    assert page.asks.isHidden()
    assert page.weights.fields[3].value() == 1
    assert analyst.row("CX-301").moved == 0

    analyst.slide(0, 6)
    QTest.mouseClick(page.asks.keep, LEFT)
    assert analyst.kept() == (6, 2, 3, 1)
    assert analyst.desk.store.head.seq == seq + 1
    assert analyst.labels()[0] == "Weigh impact 6, reach 2, outcome 3, urgency 1"
    assert (page.trial, page.asks.isHidden()) == (None, True)
    assert analyst.row("CX-301").moved == 0, "they are the ranks that count now"
    analyst.desk.undo()
    assert page.weights.fields[0].value() == 4
    assert analyst.kept() == (4, 2, 3, 1)


def test_weights_are_typed_and_refused_in_words(analyst: Analyst) -> None:
    panel = analyst.page.weights
    for place, field in enumerate(panel.fields):
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(field, "0" if place else "1,5")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert analyst.page.trial == (1.5, 0, 0, 0)
    assert panel.fault.text() == ""
    analyst.slide(0, 0)
    assert panel.fault.text().startswith("One of the four must weigh something")
    assert analyst.page.trial == (0.5, 0, 0, 0), "the last that made sense"
    QTest.keyClick(panel.fields[1], Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(panel.fields[1], "x250")
    QTest.keyClick(panel.fields[1], Qt.Key.Key_Return)
    assert analyst.page.trial == (0, 25, 0, 0), "a third figure would be more than 100"
    assert panel.sliders[1].maximum() == 50
    assert panel.fault.text() == ""
    analyst.run("keep-weights")
    assert analyst.kept() == (0, 25, 0, 0)


def test_what_is_tried_is_never_lost_silently(
    analyst: Analyst, open_scores: Callable[[Desk], Analyst], qtbot: QtBot
) -> None:
    habits: dict[str, object] = {}
    analyst.home.habit_changed.connect(habits.__setitem__)
    analyst.slide(1, 5)
    other = QWidget()  # another tab of the place
    analyst.home.stack.addWidget(other)
    analyst.home.stack.setCurrentWidget(other)
    assert analyst.said[-1] == "The weights tried in Scores are not kept; they wait there."
    analyst.home.stack.setCurrentWidget(analyst.page)
    assert analyst.page.trial == (4, 5, 3, 1)
    id = analyst.row("CX-101").id
    analyst.desk.do("Elsewhere", lambda s: programs.set_weights(s, 4, 2, 3, 2))
    assert (analyst.page.trial, analyst.row("CX-101").id) == ((4, 5, 3, 1), id)
    again = open_scores(analyst.desk)
    again.home.recall(habits)
    again.page.load()
    assert again.page.trial == (4, 5, 3, 1)
    assert not again.page.asks.isHidden()
    again.desk.do("Elsewhere", lambda s: programs.set_weights(s, 4, 5, 3, 1))
    assert again.page.trial is None, "they are kept now"


def test_weights_are_tried_in_a_file_open_for_reading(
    sample_file: Path, home: Path, themed: QApplication, open_scores: Callable[[Desk], Analyst]
) -> None:
    with Store.open(sample_file, home=home, clock=clock, read_only=True) as store:
        desk = Desk(store)
        analyst = open_scores(desk)
        analyst.slide(2, 6)
        assert analyst.page.trial == (4, 2, 6, 1)
        assert not analyst.page.asks.keep.isEnabled()
        assert analyst.page.asks.keep.toolTip() == "This file is open for reading only."
        analyst.matrix.setFocus()
        analyst.keys(Qt.Key.Key_Home, Qt.Key.Key_Space)
        assert analyst.matrix.lift is None
        assert analyst.said[-1] == "This file is open for reading only. Save a copy to change it."
        analyst.run("discard-weights")
        analyst.run("copy-scores")
        assert "CX-101" in QGuiApplication.clipboard().text()
        desk.deleteLater()
