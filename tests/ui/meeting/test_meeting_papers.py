"""What a meeting has on paper, from its page: agenda pack, ballots, minutes and their approval."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services import minutes, sitting
from cxdesk.services.minutes_rows import Approved
from cxdesk.store.store import Store
from cxdesk.ui.change_board.papers import AGENDA, BALLOTS, MINUTES, SHOWN, board_papers
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.jobs import jobs_of
from cxdesk.ui.printing import Paper
from tests import boards
from tests.paper import words
from tests.services.minutes_commands import over
from tests.ui.meeting.conftest import Keeper

Keep = Callable[[Desk], Keeper]


def _text(data: bytes) -> str:
    return " ".join(words(data))


def _options(paper: Paper | None) -> dict[str, str]:
    assert paper is not None
    return dict(paper.choices[0].options)


def test_before_the_meeting_there_are_agenda_and_ballots(desk: Desk, keep: Keep) -> None:
    here = boards.planned(desk.store)
    keeper = keep(desk)
    wanted: list[Paper] = []
    keeper.agenda.print_requested.connect(wanted.append)
    pack, shown, approve = keeper.agenda.head.buttons[3:]
    assert (shown.isHidden(), approve.isHidden()) == (True, True)
    keeper.click_on(pack)
    assert wanted[0].file == "Change board 2026-11-23 agenda"
    assert "Agenda, 23 November 2026" in _text(wanted[0].make("A4"))
    paper = keeper.agenda.paper()
    assert paper is not None
    assert paper.choices[0].first == AGENDA
    assert [*_options(paper)] == [AGENDA, SHOWN, BALLOTS, MINUTES]
    assert paper.work is not None

    def made(what: str) -> str:
        assert paper.work is not None
        chosen = {"what": what, "paper": "Letter"}
        return _text(paper.work(chosen, lambda _done, _all: None, lambda: False))

    assert "Signature" in made(BALLOTS)
    assert "Not begun" in made(MINUTES)
    assert "6 items, 1 h" in made(SHOWN)
    assert paper.files[BALLOTS] == "Change board 2026-11-23 ballots"
    assert board_papers(desk, here.meeting + 1, AGENDA) is None
    keeper.agenda.papers.approve()
    assert keeper.said == ["Change board, 23 Nov 2026 is not over yet: its minutes are approved "
                           "once it has ended."]  # fmt: skip


def test_minutes_are_approved_and_corrected_in_the_window(
    voted_store: Store, themed: QApplication, keep: Keep, qtbot: QtBot
) -> None:
    desk, meeting = Desk(voted_store), boards.again(voted_store).meeting
    desk.do("Decide and end", over)
    keeper = keep(desk)
    page = keeper.agenda
    desk.changed.connect(page.follow)
    wanted: list[Paper] = []
    page.print_requested.connect(wanted.append)
    pack, shown, approve = page.head.buttons[3:]
    assert (pack.isHidden(), approve.text()) == (True, "Approve the minutes")
    keeper.click_on(shown)
    assert "Not approved" in _text(wanted.pop().make("A4"))

    def versions() -> tuple[Approved, ...]:
        with desk.read() as session:
            return minutes.approved(session, meeting)

    def approved(number: int) -> bool:
        return len(versions()) == number and not jobs_of(page).busy

    # The chair approves them: Enter is enough.
    keeper.click_on(approve)
    form = page.papers.form
    assert isinstance(form, SmallForm)
    assert form.person.currentText() == "Amara Diallo, COO, sponsor and chair"
    assert form.correction.isHidden()
    QTest.keyClick(form.person, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: approved(1))
    assert keeper.said[-1] == "Minutes approved by Amara Diallo"
    assert desk.store.head.undo_top is None
    keeper.click_on(shown)
    kept = wanted.pop()
    assert kept.file == "Change board 2026-11-23 minutes v1"
    first = kept.make("Letter")
    assert "Minutes, version 1" in _text(first)
    assert page.notes.note.isReadOnly()

    # A correction is asked for, and makes a second version; the first stays.
    assert approve.text() == "Correct the minutes"
    keeper.click_on(approve)
    form = page.papers.form
    assert isinstance(form, SmallForm)
    QTest.keyClick(form.correction, Qt.Key.Key_Return)
    assert form.trouble.text() == "Say what the new version corrects."
    form.correction.insert("Jonas Weber kam um 14:10 – “später”")
    form.person.setCurrentIndex(2)
    QTest.keyClick(form.correction, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: approved(2))
    assert versions()[1].by == "Elena Rossi"
    paper = page.paper()
    assert [*_options(paper).values()][2:] == [
        "Minutes, version 2, Elena Rossi, 23 Nov 2026",
        "Minutes, version 1, Amara Diallo, 23 Nov 2026",
    ]
    assert paper is not None
    assert paper.work is not None
    chosen = {"what": f"{MINUTES}-1", "paper": "A4"}
    assert paper.work(chosen, lambda _done, _all: None, lambda: False) == first
    assert "Correction of 23 Nov 2026: Jonas Weber kam um 14:10" in _text(paper.make("A4"))

    # What changes while they are printed is not approved by mistake.
    keeper.click_on(approve)
    form = page.papers.form
    assert isinstance(form, SmallForm)
    form.correction.insert("Again")
    QTest.keyClick(form.correction, Qt.Key.Key_Return)
    desk.do("Plan on", lambda s: sitting_elsewhere(s, meeting))
    qtbot.waitUntil(lambda: not jobs_of(page).busy)
    assert "Something was changed while the minutes were printed" in keeper.said[-1]
    assert len(versions()) == 2


def sitting_elsewhere(s: sitting.Session, meeting: int) -> None:
    """Something else in the file changes."""
    from cxdesk.model.meetings import Meeting

    s.get_one(Meeting, meeting).group.name = "Board of changes"
