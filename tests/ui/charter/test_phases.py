"""Phases of a charter: the table, the timeline, what does not fit, and milestones."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.charters import CharterState
from cxdesk.services import charters
from cxdesk.services.charter_lines import remove_line
from cxdesk.services.session import Session
from cxdesk.ui.charter.milestones import named_day
from cxdesk.ui.desk import Desk
from tests.ui.charter.bench import Bench

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot) -> Bench:
    made = Bench(desk, "CX-103", ["phases", "milestones"])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.settle()
    return made


def dates(bench: Bench, place: int = 0) -> tuple[date | None, date | None]:
    phase = bench.shown().phases[place]
    return phase.start, phase.end


def test_a_phase_is_written_in_its_row(bench: Bench, desk: Desk) -> None:
    assert bench.part("phases-said").text() == (
        "1 March to 30 April 2027. The last phase ends on the deadline of batch B1: no slack."
    )
    assert [bench.part("phase-start").text(), bench.part("phase-end").text()] == ["1 Mar", "12 Mar"]
    bench.write("phase-end", "10 Mar")  # the year is that of the others
    assert dates(bench) == (date(2027, 3, 1), date(2027, 3, 10))
    assert "“Design” and “Build”" in bench.part("phases-warnings").words()
    bench.write("phase-start", "12 Mar")
    assert bench.faults() == [
        "Phase “Design” cannot end 10 Mar 2027, before it starts 12 Mar 2027."
    ]
    assert bench.part("phase-start").text() == "12 Mar"
    bench.write("phase-end", "never")
    assert dates(bench) == (date(2027, 3, 1), date(2027, 3, 10))
    assert "is no date" in bench.faults()[0]
    bench.write("phase-end", "19.3.")
    assert (bench.faults(), dates(bench)) == ([], (date(2027, 3, 12), date(2027, 3, 19)))

    gate, entry = bench.shown().phases[0].gate, bench.shown().phases[0].entry
    bench.write("phase-text", "Entwurf")
    bench.write("phase-gate", "Vorstand gibt frei")
    bench.write("phase-exit", "CX-101 fertig")
    phase = bench.shown().phases[0]
    assert (phase.text, phase.gate, phase.exit) == (
        "Entwurf", "Vorstand gibt frei", "CX-101 fertig",
    )  # fmt: skip
    assert phase.entry == entry
    for _ in range(3):
        desk.undo()
    assert bench.shown().phases[0].gate == gate

    bench.write("add-phase", "After care")
    assert bench.shown().phases[-1].text == "After care"
    assert "1 phase without dates." in bench.part("phases-warnings").words()
    bench.parts["phases"].enter()
    assert QApplication.focusWidget() is bench.part("phase-start", 4)
    bench.part("grip", 4).setFocus()
    bench.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert bench.shown().phases[3].text == "After care"


def test_phases_give_dates_and_take_them(bench: Bench) -> None:
    strip = bench.part("phase-strip")
    bars = strip._bars
    assert [(bar.number, bar.name, bar.lane) for bar in bars] == [
        (1, "Design", 0), (2, "Build", 0), (3, "Trial in care", 0), (4, "Roll-out", 0),
    ]  # fmt: skip
    assert strip.box(bars[0]).left() < 2 < strip.box(bars[3]).right() < strip.width()
    assert "3 Trial in care, 12 Apr 2027 – 23 Apr 2027" in strip.accessibleName()
    middle = strip.box(bars[2]).center()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPointF(middle).toPoint())
    assert QApplication.focusWidget() is bench.part("phase-text", 2)

    with pytest.raises(AssertionError):  # they have the same dates
        bench.part("take-dates")
    bench.write("phase-end", "28 Apr", 3)
    bench.click("take-dates")
    assert (bench.subject.detail.start, bench.subject.detail.end) == (
        date(2027, 3, 1), date(2027, 4, 28),
    )  # fmt: skip
    bench.write("phase-end", "14 May", 3)
    bench.click("take-dates")  # past the deadline of the batch
    assert "30 Apr 2027" in bench.faults()[0]
    bench.click("spread-phases")
    assert bench.faults() == []
    assert dates(bench, 3)[1] == date(2027, 4, 28)
    assert dates(bench, 0)[0] == date(2027, 3, 1)
    for n in range(3):
        before, after = dates(bench, n)[1], dates(bench, n + 1)[0]
        assert before is not None
        assert after is not None
        assert 0 < (after - before).days <= 3  # a weekend at the most


def test_an_empty_table_offers_the_usual_phases(bench: Bench, desk: Desk) -> None:
    phases = bench.shown().phases
    desk.do("Clear", lambda s: [remove_line(s, "phase", one.id) for one in phases])
    bench.settle()
    assert "What it goes through" in bench.part("phases-said").text()
    for name in ("phase-strip", "phases-warnings", "spread-phases"):
        with pytest.raises(AssertionError):
            bench.part(name)
    bench.click("begin-phases")
    assert [one.text for one in bench.shown().phases] == ["Design", "Build", "Trial", "Roll-out"]
    assert dates(bench, 3)[1] == bench.subject.detail.end
    assert QApplication.focusWidget() is bench.part("phase-text", 0)
    desk.undo()
    assert bench.shown().phases == ()


def test_milestones_are_added_named_ticked_and_moved(bench: Bench, desk: Desk) -> None:
    def points() -> list[tuple[str, date, bool]]:
        return [(one.name, one.on, one.done) for one in bench.subject.detail.milestones]

    old = points()
    bench.write("add-milestone", "Trial begins, 12 Apr")
    assert ("Trial begins", date(2027, 4, 12), False) in points()
    bench.paste("Release 2.1\n• Half trained\t2027-03-24")
    assert ("Half trained", date(2027, 3, 24), False) in points()
    assert ("Release 2.1", date(2027, 4, 30), False) in points()  # the initiative's end
    desk.undo()
    assert len(points()) == len(old) + 1

    at = [name for name, _, _ in points()].index("Trial begins")
    bench.write("milestone-text", "Trial starts", at)
    bench.click("tick", at)
    assert points()[at] == ("Trial starts", date(2027, 4, 12), True)
    bench.write("milestone-on", "", at)
    assert "has a date" in bench.faults()[0]
    bench.write("milestone-on", "1 Mar 2027", at)
    assert bench.faults() == []
    assert points()[0] == ("Trial starts", date(2027, 3, 1), True)  # they stand by their dates
    assert bench.part("milestone-text", 0).words() == "Trial starts"
    bench.click("milestones-roadmap")
    assert bench.wents == [("milestone", bench.subject.detail.milestones[0].id)]
    bench.click("remove", 4)
    assert points() == old


def test_in_a_narrow_panel_all_is_there_and_what_is_agreed_is_read(
    desk: Desk, qtbot: QtBot
) -> None:
    bench = Bench(desk, "CX-103", ["phases", "milestones"], 290)
    qtbot.addWidget(bench)
    bench.show()
    bench.settle()
    name, start, gate = (bench.part(f"phase-{key}") for key in ("text", "start", "gate"))
    tops = [each.mapTo(bench, each.rect().topLeft()).y() for each in (name, start, gate)]
    assert tops == sorted(set(tops))

    def review(session: Session) -> None:
        sponsor = bench.subject.detail.sponsor
        assert sponsor is not None
        charters.submit(session, bench.shown().id, [sponsor.id])

    desk.do("Submit", review)
    bench.settle()
    assert bench.shown().state is CharterState.IN_REVIEW
    assert all(each.isReadOnly() for each in (name, start, gate))
    assert not bench.part("grip").isEnabled()  # its number stays
    for key in ("add-phase", "take-dates", "spread-phases", "add-milestone", "remove"):
        with pytest.raises(AssertionError):
            bench.part(key)
    bench.click("tick")  # what is reached is said while the work goes on
    assert bench.subject.detail.milestones[0].done


@pytest.mark.parametrize(
    ("text", "name", "on"),
    [
        ("Trial begins 12 Apr 2027", "Trial begins", date(2027, 4, 12)),
        ("Trial begins: 12.04.2027", "Trial begins", date(2027, 4, 12)),
        ("Trial begins – Apr 12", "Trial begins", date(2027, 4, 12)),
        ("Übergabe 2027-04-12", "Übergabe", date(2027, 4, 12)),
        ("Release 2.1", "Release 2.1", None),
        ("Phase 2", "Phase 2", None),
        ("12 Apr 2027", "12 Apr 2027", None),  # a day alone is a name
        ("Go-live", "Go-live", None),
    ],
)
def test_a_milestone_is_a_name_and_a_day(text: str, name: str, on: date | None) -> None:
    assert named_day(text, date(2027, 3, 1)) == (name, on)
