"""A booth passed from seat to seat, by keyboard and mouse, on a bare window."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui import theme
from cxdesk.ui.ballot.cut import CUT
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.booth import words
from cxdesk.ui.booth.ballot_page import BallotPage
from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.entry import EntryPage
from cxdesk.ui.booth.guard import Guard
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.page import AskPage
from cxdesk.ui.booth.review import ReviewPage
from cxdesk.ui.booth.sealed import SealedPage
from cxdesk.ui.booth.slate import Seat, Slate
from tests.ui.ballot.voter import ALT, LEFT, NONE, Drag, go_to, press, settle
from tests.ui.booth.office import CODE, SEATS, SLATE, TASKS, Box
from tests.ui.popup import choose

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Clock:
    """Seconds that a test lets pass."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def window(themed: QApplication, qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    below = QPushButton("Below", shown)
    below.setObjectName("below")
    shown.resize(1440, 900)
    shown.show()
    shown.activateWindow()
    settle()
    return shown


Opener = Callable[..., tuple[Booth, Box]]


@pytest.fixture
def opened(window: QWidget) -> Opener:
    def make(slate: Slate = SLATE, guard: Guard | None = None) -> tuple[Booth, Box]:
        box = Box(secret=slate.secret)
        booth = Booth(window, slate, box, guard)
        booth.open()
        settle()
        return booth, box

    return make


def click(button: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(button, LEFT, NONE, at or button.rect().center())
    settle()


def seat(booth: Booth, id: int) -> QWidget:
    assert isinstance(booth.page, HandOverPage)
    return next(tile for tile in booth.page.tiles if tile.seat.id == id)


def ballot_page(booth: Booth) -> BallotPage:
    assert isinstance(booth.page, BallotPage)
    return booth.page


def review_page(booth: Booth) -> ReviewPage:
    assert isinstance(booth.page, ReviewPage)
    return booth.page


def sealed_page(booth: Booth) -> SealedPage:
    assert isinstance(booth.page, SealedPage)
    return booth.page


def entry(booth: Booth) -> EntryPage:
    assert isinstance(booth.page, EntryPage)
    return booth.page


def answer(booth: Booth, text: str) -> None:
    """Type into the field and press Enter."""
    assert QApplication.focusWidget() is entry(booth).field
    QTest.keyClicks(entry(booth).field, text)
    press(Key.Key_Return)
    settle()


def read_aloud(root: QWidget) -> str:
    """Everything that a screen reader or an eye finds below a widget."""
    said = []
    for one in (root, *root.findChildren(QWidget)):
        said += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel | QLineEdit | QPushButton):
            said.append(one.text())
        face = QAccessible.queryAccessibleInterface(one)
        if face is not None:
            said += [
                face.child(n).text(QAccessible.Text.Name)
                for n in range(face.childCount())
                if face.child(n) is not None
            ]
    return "\n".join(filter(None, said))


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
    click(booth.page.go_on)  # type: ignore[attr-defined]
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


def test_five_wrong_pins_make_everybody_wait_for_that_seat(
    opened: Opener, window: QWidget, qtbot: QtBot
) -> None:
    clock = Clock()
    guard = Guard(clock)
    booth, _box = opened(guard=guard)
    click(seat(booth, 5))
    for _ in range(5):
        answer(booth, "0000")
    page = entry(booth)
    assert page.field.echoMode() == QLineEdit.EchoMode.Password
    assert page.fault.text() == "That was wrong 5 times. Try again in 30 s."
    assert not page.field.isEnabled()
    press(Key.Key_Escape)
    booth.leave()
    again, _ = opened(guard=guard)
    click(seat(again, 6))
    assert isinstance(again.page, BallotPage), "another seat votes meanwhile"
    press(Key.Key_Escape)
    click(seat(again, 5))
    clock.now += 29.5
    press(Key.Key_Return, CTRL)
    assert entry(again).fault.text().endswith("Try again in 1 s.")
    clock.now += 1
    qtbot.waitUntil(entry(again).field.isEnabled, timeout=2000)
    assert entry(again).fault.text() == ""
    answer(again, "5555")
    assert isinstance(again.page, BallotPage)


def test_a_receipt_code_replaces_a_ballot(opened: Opener) -> None:
    booth, box = opened()
    page = booth.page
    assert isinstance(page, HandOverPage)
    assert page.receipt.isHidden(), "nothing is sealed yet"
    click(seat(booth, 3))
    press(Key.Key_1)
    click(ballot_page(booth).seal)
    click(review_page(booth).go_on)
    click(sealed_page(booth).go_on)
    click(booth.page.receipt)
    answer(booth, "nothing")
    assert entry(booth).fault.text().startswith("No ballot of this round has this receipt code.")
    answer(booth, "k7qm-4t2x 9rwd-hj5p")
    assert booth.head.name.text() == "Replacing a sealed ballot"
    assert "voting now" not in read_aloud(booth.foot)
    assert ballot_page(booth).ballot.tiers.ranked == (), "a fresh ballot, not the one before"
    go_to(ballot_page(booth).ballot, 704)
    press(Key.Key_1)
    click(ballot_page(booth).seal)
    click(review_page(booth).go_on)
    assert sealed_page(booth).code.isHidden()
    assert sealed_page(booth).words.text().endswith("The same receipt code goes on until closing.")
    assert box.cast[-1] == f"None: R704 ; R701 R702 R703 R705 R706 ;  replaces {CODE}"


@pytest.mark.parametrize("secret", [True, False])
def test_paper_ballots_are_entered_and_confirmed_by_a_second_person(
    opened: Opener, secret: bool
) -> None:
    booth, box = opened(replace(SLATE, secret=secret))
    click(booth.page.paper)
    press(Key.Key_Escape)
    assert booth.page.title.text() == "Who votes now?"
    click(booth.page.paper)
    if secret:
        assert booth.page.title.text() == "Who handed in a paper ballot?"
        click(seat(booth, 7))
        click(seat(booth, 1))
        assert booth.foot.quorum.text() == "2 papers to enter"
        assert QApplication.focusWidget() is seat(booth, 1)
        click(seat(booth, 1))
        assert booth.foot.quorum.text() == "1 paper to enter", "taken back"
        click(seat(booth, 2))
        click(booth.page.paper)
        click(seat(booth, 2))
        assert booth.page.fault.text() == "Jonas Weber handed in a paper ballot."
        click(booth.page.paper)
        click(booth.page.begin)
        assert booth.head.name.text() == "A paper ballot"
    else:
        click(seat(booth, 5))
        assert booth.head.name.text() == "Paper ballot of Claire Dubois", "and no PIN is asked for"
    press(Key.Key_1)
    click(ballot_page(booth).seal)
    review = review_page(booth)
    assert review.title.text() == "Does the screen say what the paper says?"
    assert QApplication.focusWidget() is review.chooser
    press(Key.Key_Return, CTRL)
    assert review.fault.text() == "Choose who compared paper and screen."
    assert box.cast == []
    press(Key.Key_Return)
    choose("Ben Carter")
    assert review.chooser.words() == "Ben Carter"
    click(review.go_on)
    who = "None" if secret else "5"
    assert box.cast == [f"{who}: R701 ; R702 R703 R704 R705 R706 ;  paper 22"]
    click(sealed_page(booth).go_on)
    assert isinstance(booth.page, HandOverPage)
    if secret:
        assert booth.page.begin.text() == "Enter a paper (1 left)"


def test_fifty_long_titles_in_small_windows_and_the_dark(
    opened: Opener, window: QWidget, themed: QApplication
) -> None:
    theme.apply(themed, "dark")
    title = "Benachrichtigung bei Versorgungsunterbrechungen einschließlich Entschädigungsantrag "
    tasks = tuple(BallotRow(n, f"R{n}", title * 2, "Markt", ("60 k€",)) for n in range(1, 51))
    booth, box = opened(replace(SLATE, tasks=tasks, budget=None))
    for size in ((1440, 900), (1000, 640), (720, 450)):  # the last: 1440 x 900 at 200 %
        window.resize(*size)
        settle()
        assert booth.geometry() == window.rect()
        assert isinstance(booth.page, HandOverPage)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert not focus.visibleRegion().isEmpty(), "what has the keyboard is in sight"
        for one in (booth.page.paper, booth.page.leave):
            assert booth.rect().contains(one.rect().translated(one.mapTo(booth, QPoint())))
        for tile in booth.page.tiles:
            assert tile.height() >= tile.heightForWidth(tile.width())
        click(seat(booth, 2))
        page = ballot_page(booth)
        for one in (page.abstain, page.seal, booth.head.hand_over):
            assert booth.rect().contains(one.rect().translated(one.mapTo(booth, QPoint())))
        for zone in page.ballot.lists.values():
            assert zone.height() >= 40
        press(Key.Key_Escape)
        settle()
    click(seat(booth, 2))
    ballot = ballot_page(booth).ballot
    for id in range(1, 13):
        go_to(ballot, id)
        press(Key.Key_Return)
    go_to(ballot, 50)
    press(Key.Key_1)
    press(Key.Key_2)
    assert ballot.tiers.ranked[11] == (50,), "two figures are one rank"
    press(Key.Key_Up, ALT)
    assert ballot.tiers.ranked[10] == (50,)
    press(Key.Key_Return, CTRL)
    settle()
    review = review_page(booth)
    bar = review.area.verticalScrollBar()
    assert bar.maximum() > 0
    press(Key.Key_PageDown)
    assert bar.value() > 0
    click(review.go_on)
    assert box.cast[0].startswith("2: R1 > R2 > ")
    strip = booth.foot.strip
    strip.show_seats([Seat(n, f"Name {n}", "NN") for n in range(15)], 3)
    for wide, tile in ((1800, 114), (700, 40), (400, 0)):
        strip.resize(wide, 52)
        assert strip.tile_width() == tile


def test_what_is_asked_before_the_seal() -> None:
    rows = {task.id: task for task in TASKS}
    ids = tuple(rows)

    def asked(here: Tiers) -> list[str]:
        found = words.questions(here, rows)
        assert all(one.endswith(" Is that what you mean?") for one in found)
        return [one.removesuffix(" Is that what you mean?") for one in found]

    assert asked(Tiers(tuple((id,) for id in ids), cut=3)) == []
    assert asked(Tiers(tuple((id,) for id in ids))) == [
        "The line was not moved: all 6 ranked are for this cycle."
    ]
    assert asked(Tiers((ids,), cut=1)) == [
        "All 6 ranked tasks are tied: you prefer none of them to another."
    ]
    assert asked(Tiers((), ids)) == [
        "Nothing is ranked. All 6 tasks are below the line, as if to wait with everything."
    ]
    assert asked(Tiers((), (), ids)) == [
        "You have no opinion on any task: your ballot counts for none of them."
    ]
    assert asked(Tiers((ids[:1], ids[1:2]), ids[2:], cut=0)) == [
        "4 tasks are below all ranked, as equals.",
        "Everything is below the line: you would rather wait with every task.",
    ]
    assert (
        words.seat_note(SEATS[3], SEATS)
        == "Seat 4 of 7 · Product owner · as delegate of Ravi Menon"
    )
    assert words.turnout(SEATS, 4, 0) == ("0 of 7 sealed", "quorum 4")
    assert (
        words.about(SLATE) == "Secret ballot, round 1 · tally hidden until close · open since 14:05"
    )
