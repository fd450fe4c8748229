"""The other ways through a booth: PINs, receipt codes, paper; small windows; what is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui import theme
from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.booth import words
from cxdesk.ui.booth.ballot_page import BallotPage
from cxdesk.ui.booth.guard import Guard
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.slate import Seat
from tests.ui.ballot.voter import ALT, go_to, press, settle
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
from tests.ui.booth.office import CODE, SEATS, SLATE, TASKS
from tests.ui.popup import choose


class Clock:
    """Seconds that a test lets pass."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


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
