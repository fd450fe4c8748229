"""A booth passed from seat to seat, by keyboard and mouse, on a bare window."""

from __future__ import annotations

import gc
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui.ballot.cut import CUT
from cxdesk.ui.booth.ballot_page import BallotPage
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.page import AskPage
from tests.ui.ballot.voter import LEFT, NONE, Drag, go_to, press, settle
from tests.ui.booth.hands import (
    CTRL,
    Key,
    Opener,
    answer,
    ballot_page,
    click,
    entry,
    read_aloud,
    review_page,
    sealed_page,
    seat,
)
from tests.ui.booth.office import CODE, SLATE, TASKS


def test_a_secret_ballot_by_keyboard_alone_leaves_nothing_behind(
    opened: Opener, qtbot: QtBot
) -> None:
    booth, box = opened()
    assert booth.foot.turnout.text() == "0 of 7 sealed"
    tile = QApplication.focusWidget()
    assert tile is seat(booth, 1)
    assert tile.accessibleName() == "Amara Diallo, COO, to come"
    assert "as delegate of Ravi Menon" in seat(booth, 4).accessibleName()
    press(Key.Key_Right)
    press(Key.Key_Down)
    assert QApplication.focusWidget() is seat(booth, 5)
    press(Key.Key_7)
    press(Key.Key_Return)
    assert booth.page.fault.text() == "Ingrid Larsen has not arrived."
    press(Key.Key_5)
    press(Key.Key_Return)
    settle()
    answer(booth, "1234")
    assert (
        entry(booth).fault.text()
        == "That is not the PIN of Claire Dubois. 4 tries left before a wait."
    )
    assert entry(booth).field.text() == ""
    answer(booth, "5555")
    page = ballot_page(booth)
    assert "5555" not in read_aloud(booth)
    assert booth.head.note.text() == "Seat 5 of 7 · Head of care"
    assert booth.head.hand_over.text() == "Not Claire? Hand over"
    here = page.ballot.lists["unranked"]
    assert QApplication.focusWidget() is here
    assert [line.row.id for line in here.rows.lines] == [task.id for task in TASKS]
    press(Key.Key_End)
    press(Key.Key_O)
    go_to(page.ballot, 706)
    press(Key.Key_O)
    go_to(page.ballot, 705)
    press(Key.Key_1)
    for id in (701, 702, 704):
        go_to(page.ballot, id)
        press(Key.Key_Return)
    go_to(page.ballot, 702)
    press(Key.Key_T)
    press(Key.Key_L)
    press(Key.Key_Return, CTRL)
    settle()
    review = review_page(booth)
    assert [one.text.text() for one in review.asked] == [
        "R703 is below all ranked: it counts as last. Is that what you mean?"
    ]
    assert review.lines.said() == [
        "1 R705 Chat transcript to technician", "2 R701 Outage texts",
        "= R702 One-click cancellation", "Not this cycle", "4 R704 Merged care teams’ routing",
        "Below all ranked", "R703 Price-match scripts", "Recused", "R706 Large-print bills",
    ]  # fmt: skip
    assert QApplication.focusWidget() is review.leave, "what is asked is not answered by Enter"
    press(Key.Key_Escape)
    settle()
    assert ballot_page(booth) is page
    assert QApplication.focusWidget() is page.ballot.lists["ranked"], "back where it was"
    press(Key.Key_Return, CTRL)
    with qtbot.waitSignal(booth.sealed) as sealed:
        press(Key.Key_Return, CTRL)
    assert sealed.args == [5]
    assert box.cast == ["5: R705 > R701=R702 | > R704 ; R703 ; R706!"]
    del page, here, review, tile
    done = sealed_page(booth)
    assert done.code.text() == "K7QM  4T2X  9RWD  HJ5P"
    assert done.code.accessibleName() == "Receipt code: K 7 Q M, 4 T 2 X, 9 R W D, H J 5 P"
    assert "voting now" not in read_aloud(booth)
    press(Key.Key_Escape)
    assert booth.page is done, "nothing but its button leads on"
    press(Key.Key_Return)
    assert booth.page is done, "Enter pressed twice at the seal takes no code away"
    press(Key.Key_Return)
    del done
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert isinstance(booth.page, HandOverPage)
    heard = read_aloud(booth)
    assert not any(task.code in heard or task.title in heard for task in TASKS)
    assert CODE[:4] not in heard
    left = [one for one in gc.get_objects() if isinstance(one, Tiers) and 705 in one]
    assert left == [], "nothing of the ballot is kept in memory"
    assert booth.foot.turnout.text() == "1 of 7 sealed"
    press(Key.Key_5)
    press(Key.Key_Return)
    assert booth.page.fault.text() == (
        "The ballot of Claire Dubois is sealed. Its receipt code lets its holder replace it."
    )


def test_an_open_ballot_by_mouse_is_refused_kept_and_sealed(
    opened: Opener, window: QWidget
) -> None:
    booth, box = opened(replace(SLATE, secret=False, quorum=1))
    click(seat(booth, 4))
    assert booth.head.note.text() == "Seat 4 of 7 · Product owner · as delegate of Ravi Menon"
    page = ballot_page(booth)
    ballot = page.ballot
    for id in (702, 703, 701):
        zone = ballot.list_of(id)
        at = zone.visualRect(zone.rows.index_of(id)).center()
        QTest.mouseClick(zone.viewport(), LEFT, NONE, at)
        QTest.mouseDClick(zone.viewport(), LEFT, NONE, at)
        settle()
    assert page.budget is not None
    assert page.budget.figures.text() == "135 of 93 k€ free, 42 over"
    Drag(ballot, CUT).over(703, 0.3).let_go()
    settle()
    assert ballot.tiers.cut == 1
    assert page.budget.figures.text() == "45 of 93 k€ free"
    assert (page.budget.sum.text(), page.budget.days.text()) == ("R702 45 k€", "50 person-days")
    assert page.counts.text() == "3 below all"
    click(page.seal)
    assert [one.text.text() for one in review_page(booth).asked] == [
        "3 tasks are below all ranked, as equals. Is that what you mean?"
    ]
    box.trouble = "The round was closed at 14:31."
    click(review_page(booth).go_on)
    assert review_page(booth).fault.text() == box.trouble
    click(review_page(booth).leave)
    assert ballot.tiers.ranked == ((702,), (703,), (701,)), "what is refused is not lost"
    click(page.abstain)
    assert isinstance(booth.page, AskPage)
    click(booth.page.go_on)
    assert booth.page.fault.text() == box.trouble
    click(booth.page.stay)
    assert ballot_page(booth) is page
    box.trouble = ""
    click(page.seal)
    click(review_page(booth).go_on)
    assert box.cast == ["4: R702 | > R703 > R701 ; R704 R705 R706 ; "]
    assert sealed_page(booth).code.isHidden(), "no receipt in an open round"
    click(sealed_page(booth).go_on)
    assert booth.foot.quorum.text() == "quorum 1 reached"
    click(seat(booth, 6))
    click(ballot_page(booth).abstain)
    click(booth.page.go_on)
    assert box.cast[-1] == "6:  ;  ;  abstains"


def test_leaving_asks_while_a_ballot_is_in_hand(
    opened: Opener, window: QWidget, qtbot: QtBot
) -> None:
    below = window.findChild(QWidget, "below")
    below.setFocus()
    booth, box = opened()
    below.setFocus()
    assert QApplication.focusWidget() is seat(booth, 1), "the keyboard does not leave the booth"
    click(seat(booth, 2))
    press(Key.Key_Escape)
    assert isinstance(booth.page, HandOverPage), "an untouched ballot is left at once"
    click(seat(booth, 2))
    press(Key.Key_1)
    press(Key.Key_Space)
    press(Key.Key_Escape)
    assert isinstance(booth.page, BallotPage), "Esc puts back what is lifted, no more"
    for ask in (
        lambda: press(Key.Key_Escape),
        lambda: click(booth.head.hand_over),
        booth.leave,
        window.close,
    ):
        ask()
        settle()
        assert isinstance(booth.page, AskPage)
        assert booth.page.title.text() == "Throw this ballot away?"
        assert window.isVisible()
        press(Key.Key_Escape)
        assert ballot_page(booth).ballot.tiers.ranked == ((701,),)
    window.close()
    settle()
    window.close()
    assert window.isVisible(), "asking twice throws nothing away"
    press(Key.Key_Escape)
    click(ballot_page(booth).seal)
    click(review_page(booth).go_on)
    assert not window.close()
    assert booth.page.title.text() == "Is the receipt code written down?"
    click(booth.page.stay)
    assert "K7QM" in sealed_page(booth).code.text()
    click(sealed_page(booth).go_on)
    click(seat(booth, 1))
    press(Key.Key_1)
    click(booth.head.hand_over)
    click(booth.page.go_on)
    assert isinstance(booth.page, HandOverPage)
    assert len(box.cast) == 1
    with qtbot.waitSignal(booth.left):
        click(booth.page.leave)
    assert booth.isHidden()
    assert QApplication.focusWidget() is below


def test_closing_the_window_after_throwing_the_ballot_away(opened: Opener, window: QWidget) -> None:
    booth, box = opened()
    click(seat(booth, 1))
    press(Key.Key_1)
    assert not window.close()
    settle()
    click(booth.page.go_on)
    assert not window.isVisible()
    assert box.cast == []
