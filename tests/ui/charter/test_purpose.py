"""Why a charter is written: strategic link, objectives with their hints, benefits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxdesk.services.charters import Section
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from tests.conftest import clock
from tests.ui.charter.bench import Bench


def opened(desk: Desk, qtbot: QtBot, *keys: str, code: str = "CX-103") -> Bench:
    made = Bench(desk, code, keys)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.settle()
    return made


def test_the_strategy_is_shown_and_outcomes_are_chosen(desk: Desk, qtbot: QtBot) -> None:
    bench = opened(desk, qtbot, "strategy")
    assert "Every contact ends" in bench.part("north-star").words()
    assert bench.part("outcome-figures").words() == (
        "Baseline 58 % Now 63 % Target 72 % By 31 Dec 2027 Achieved 36 %"
    )
    bench.click("north-star")
    bench.click("outcome-name")
    assert bench.wents == [
        ("north-star", bench.parts["strategy"]._program),
        ("outcome", bench.subject.detail.outcomes[0].id),
    ]
    bench.click("serve-outcomes")
    bench.choose("O4")
    assert [one.code for one in bench.subject.detail.outcomes] == ["O3", "O4"]
    assert "26 h" in bench.part("outcome-figures", 1).words()
    bench.click("remove-outcome", 0)
    assert [one.code for one in bench.subject.detail.outcomes] == ["O4"]
    bench.click("remove-outcome", 0)  # a planned initiative serves one
    assert bench.faults() != []
    assert [one.code for one in bench.subject.detail.outcomes] == ["O4"]
    bench.write("charter-strategy", "Kürzere Wege", enter=False)
    bench.part("charter-strategy").commit()
    assert bench.shown().sections[Section.STRATEGY] == "Kürzere Wege"


def test_hints_follow_the_typing_and_refuse_nothing(desk: Desk, qtbot: QtBot) -> None:
    bench = opened(desk, qtbot, "objectives")
    hints = bench.part("smart-hints")
    assert hints.words() == "2 Say by when. 3 Say by when."
    bench.write("charter-objectives", "Improve it\nBy May 2027 all agents see 24 months",
                enter=False)  # fmt: skip
    assert hints.words().startswith("1 Say in a sentence what will be true. Say how much")
    assert "2 " not in hints.words()
    field = bench.part("charter-objectives")
    assert bench.parts["objectives"].typed()["objectives"] == field.words()
    assert field.commit()
    assert bench.shown().sections[Section.OBJECTIVES] == field.words()
    bench.paste("By May 2027 all agents see 24 months")
    assert not hints.isVisible()
    desk.undo()
    approved = opened(desk, qtbot, "objectives", code="CX-101")
    with pytest.raises(AssertionError):  # what is signed is not judged
        approved.part("smart-hints")


def test_a_benefit_has_a_kind_figures_a_date_and_an_owner(desk: Desk, qtbot: QtBot) -> None:
    bench = opened(desk, qtbot, "benefit")
    count = len(bench.shown().benefit_lines)
    bench.write("add-benefit", "Agents type less")
    assert len(bench.shown().benefit_lines) == count + 1
    assert bench.part("benefit-person", count).words() == "Name who owns it"
    bench.click("benefit-sort", count)
    bench.choose("Dis-benefit")
    bench.write("benefit-measure", "Minutes a contact", count)
    bench.write("benefit-baseline", "4,5", count)
    bench.write("benefit-target", "3", count)
    bench.click("benefit-due", count)
    bench.paste("31 Dec 2027", enter=True)
    bench.click("benefit-person", count)
    bench.choose("Claire Dubois")
    line = bench.shown().benefit_lines[-1]
    assert (line.adverse, line.measure, line.baseline, line.target, line.due) == (
        True, "Minutes a contact", "4,5", "3", date(2027, 12, 31),
    )  # fmt: skip
    assert line.owner is not None
    assert line.owner.name == "Claire Dubois"
    assert bench.part("benefit-sort", count).words() == "Dis-benefit"
    assert bench.part("benefit-due", count).words() == "By 31 Dec 2027"
    bench.click("benefit-due", count)
    bench.paste("someday", enter=True)
    assert "is no date" in bench.faults()[0]
    assert bench.part("benefit-due-field").text() == "someday"
    bench.press(Qt.Key.Key_Escape)
    assert (bench.faults(), bench.part("benefit-due", count).hasFocus()) == ([], True)
    bench.click("benefit-due", count)
    bench.paste(" ", enter=True)  # nothing: no date
    assert bench.shown().benefit_lines[-1].due is None
    assert bench.part("benefit-due", count).words() == "By when"


def test_a_file_open_for_reading_only_is_read(
    sample_file: Path, home: Path, themed: object, qtbot: QtBot
) -> None:
    with Store(sample_file, home=home, clock=clock, read_only=True) as store:
        desk = Desk(store)
        said: list[str] = []
        desk.said.connect(lambda toast: said.append(toast.text))
        bench = opened(desk, qtbot, "benefit", "completed", "strategy")
        assert bench.part("criterion-text").isReadOnly()
        bench.click("criterion-text")
        bench.press(Qt.Key.Key_X)
        assert len(said) == 1
        assert "reading only" in said[0]
        bench.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        bench.click("criterion-evidence")
        for name in ("grip", "remove", "add-criterion", "criterion-evidence-field"):
            with pytest.raises(AssertionError):
                bench.part(name)
        assert not bench.part("serve-outcomes").isEnabled()
        bench.close()
