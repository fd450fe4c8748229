"""A round on the tab Vote: set up, voted on from seat to seat, closed and published."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.meetings import Seat
from cxdesk.model.rounds import Method, Round, RoundState, Turn, Voted
from cxdesk.services import ballots, rounds, sitting
from cxdesk.store.store import Store
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.new_pin import NewPinPage
from cxdesk.ui.change_board.lasting import LastingForm
from cxdesk.ui.desk import Desk
from tests import boards
from tests.conftest import clock
from tests.services.commands import per
from tests.ui.ballot.voter import press, settle
from tests.ui.booth.hands import (
    CTRL,
    Key,
    answer,
    click,
    entry,
    read_aloud,
    review_page,
    sealed_page,
    seat,
)
from tests.ui.popup import choose
from tests.ui.vote.clerk import Clerk


def test_a_secret_round_from_draft_to_published(clerk: Clerk, qtbot: QtBot) -> None:
    page, store = clerk.page, clerk.store
    assert "Plan one on the agenda" in page.nothing.words()
    assert clerk.primary() == ""
    here = boards.begun(store)
    page.load()
    assert page.nothing.words() == (
        "The board has not voted Open round 1 once 4 members are present."
    )
    clerk.go_on()

    # Set up, by keyboard: the question has it already.
    assert QApplication.focusWidget() is page.question.field
    clerk.type(page.question.field, "Was zuerst, meine Damen und Herren?")
    page.how.secret.setFocus()
    press(Key.Key_Space)
    assert [check.words() for check in page.ready._lines] == [
        "The meeting is running", "7 of 7 seats filled, quorum 4", "6 tasks to rank",
        "Enough seats for a secret ballot",
    ]  # fmt: skip
    assert "R7 IVR asks twice (merged into CX-102), R8 VIP line (information needed)" in (
        page.tasks.left_out.text()
    )
    assert clerk.primary() == "Open round 1"
    page.setFocus()
    press(Key.Key_O)
    settle()
    assert clerk.labels()[:3] == [
        "Open round 1", "Make round 1 a secret ballot", "Word the question of the round",
    ]  # fmt: skip
    assert clerk.seats()[0] == "Amara Diallo: to come"

    # A PIN by its holder.
    clerk.click(page.turnout.rows.widgets()[0].pin)
    clerk.type(clerk.form_field(), "12", enter=False)
    form = page.changes.form
    assert form is not None
    assert form.trouble.text() == "A PIN is 4 to 12 digits or letters."
    clerk.type(form.fields[0], "zürich7", enter=False)
    clerk.type(form.fields[1], "zürich8")
    assert "not the same" in form.trouble.text()
    clerk.type(form.fields[1], "zürich7")
    assert form.isHidden()
    assert clerk.labels()[0] == "Set the PIN of Amara Diallo"

    # The laptop goes round.
    clerk.go_on()
    assert QApplication.focusWidget() is seat(clerk.booth, here.seats[0])
    press(Key.Key_Return)
    settle()
    answer(clerk.booth, "0000")
    assert "That is not the PIN of Amara Diallo." in entry(clerk.booth).fault.text()
    field = entry(clerk.booth).field
    field.insert("zürich7")
    press(Key.Key_Return)
    settle()
    orders = [[here.requests[f"R{digit}"] for digit in digits] for digits in boards.BALLOTS]
    first = [here.requests[f"R{digit}"] for digit in "463521"]  # no other test's
    clerk.rank(first)
    clerk.toasts.clear()
    click(review_page(clerk.booth).go_on)
    assert clerk.toasts == []  # nothing lies over the booth
    code = sealed_page(clerk.booth).code.text().replace(" ", "")
    assert len(code) == 16
    press(Key.Key_Return)  # once more, after the seal: the code is not gone unseen
    assert sealed_page(clerk.booth).go_on.hasFocus()
    button = sealed_page(clerk.booth).pin
    assert button is not None
    click(button)
    assert isinstance(clerk.booth.page, NewPinPage)
    click(clerk.booth.page.remove)
    assert clerk.labels()[0] == "Remove the PIN of Amara Diallo"
    sealed_page(clerk.booth).go_on.setFocus()
    press(Key.Key_Return)
    settle()
    assert isinstance(clerk.booth.page, HandOverPage)
    assert code not in read_aloud(clerk.booth).replace(" ", "")
    assert clerk.booth.foot.turnout.text() == "1 of 7 sealed"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    ranked = tuple((id,) for id in first)
    assert not [one for one in gc.get_objects() if isinstance(one, Tiers) and one.ranked == ranked]

    # It comes back for another ballot.
    click(clerk.booth.page.receipt)
    answer(clerk.booth, "AAAA-BBBB-CCCC-DDDD")
    assert "No ballot of this round has that code" in entry(clerk.booth).fault.text()
    answer(clerk.booth, code.lower())
    clerk.rank(orders[1])
    click(review_page(clerk.booth).go_on)
    clerk.booth.hand_over()
    clerk.booth.leave()
    settle()
    assert page.booth is None
    assert clerk.seats()[0] == "Amara Diallo: sealed"

    # Five by hand, one on paper.
    with store.read() as session:
        round = session.scalars(select(Round.id)).one()
    for place in range(1, 6):
        mark = boards.mark(here, boards.BALLOTS[place])
        store.do("Seal", lambda s, place=place, mark=mark: rounds.seal(
            s, round, here.seats[place], mark), lasting=True)  # type: ignore[misc]  # fmt: skip
    page.load()
    clerk.click(page.turnout.rows.widgets()[6].paper)
    assert page.turnout.figure.text() == "7 of 7 have voted, quorum 4 reached"
    assert clerk.desk.undo() is None
    assert "C" not in clerk.primary()
    clerk.run("enter-paper")
    click(clerk.booth.page.begin)
    clerk.rank(orders[6])
    review = review_page(clerk.booth)
    click(review.chooser)
    choose("Hana Sato")
    settle()
    press(Key.Key_Return, CTRL)
    settle()
    clerk.booth.hand_over()
    clerk.booth.leave()
    settle()

    # The end.
    assert clerk.primary() == "Close round 1…"
    page.setFocus()
    press(Key.Key_C)
    form = page.changes.form
    assert isinstance(form, LastingForm)
    assert "Every seat has voted." in read_aloud(form)
    click(form.go_on)
    assert clerk.toasts[-1].text == "Close round 1"
    assert not clerk.toasts[-1].undo
    assert clerk.primary() == "Publish round 1…"
    clerk.go_on()
    form = page.changes.form
    assert form is not None
    click(form.go_on)
    assert clerk.primary() == "Go to the result"
    clerk.go_on()
    assert clerk.turned == ["Decisions"]
    with store.read() as session:
        counted = [one.marked.tiers.ranked for one in ballots.ballots_of(session, round)]
        shown_round = session.get_one(Round, round)
        assert shown_round.digest[:16] in read_aloud(page.rounds_card)
        cast = session.scalars(select(Turn).where(Turn.state == Voted.SEALED)).all()
    wanted = [orders[1], *orders[1:]]
    assert sorted(counted) == sorted(tuple((id,) for id in order) for order in wanted)
    assert len(cast) == 6  # the seventh is on paper: which paper, nobody knows
    assert store.problems() == []

    clerk.run("vote-again")
    form = page.changes.form
    assert form is not None
    click(form.go_on)
    assert form.trouble.text() == "Say why: it stands in the minutes."
    clerk.type(form.fields[0], "Ein Brief kam dazwischen")
    assert "In the place of round 1: Ein Brief kam dazwischen" in read_aloud(page.rounds_card)
    assert clerk.primary() == "Open round 2"
    clerk.run("discard-round")
    assert clerk.primary() == "Go to the result"


def test_an_open_round_that_is_not_ready_is_refused_where_it_is_opened(clerk: Clerk) -> None:
    page, store = clerk.page, clerk.store
    here = boards.planned(store)
    page.load()
    assert "It can be set up before the meeting begins." in page.nothing.words()
    clerk.go_on()
    assert [check.accessibleName() for check in page.ready._lines] == [
        "The meeting has not begun: missing", "0 of 7 seats filled, quorum 4: missing",
        "6 tasks to rank: there",
    ]  # fmt: skip
    clerk.type(page.question.field, " ")
    assert page.question.fault.text() == "Say what the board is asked."
    page.question.field.restore()
    clerk.click(page.ready.open_round)
    assert page.ready.fault.text() == "Begin Change board, 23 Nov 2026 before you open a round."
    clerk.click(page.ready.agenda)
    assert clerk.turned == ["Agenda"]
    clerk.click(page.how.method)
    choose("Schulze")
    settle()
    page.how.budget.setFocus()
    press(Key.Key_Space)
    boards.begun(store, here=here)

    # Ravi's delegate votes for him; Ingrid goes before it begins.
    with store.read() as session:
        delegate = per(session, "Luca Moretti")
        ingrid = session.get_one(Seat, here.seats[6]).person_id
    store.do("Delegate", lambda s: sitting.fill_seat(s, here.seats[3], delegate))
    store.do("Go", lambda s: sitting.leave(s, here.meeting, ingrid))
    page.load()
    clerk.go_on()
    with store.read() as session:
        round = session.scalars(select(Round)).one()
        assert (round.state, round.method, round.show_budget) == (
            RoundState.OPEN, Method.SCHULZE, True,
        )  # fmt: skip
    assert clerk.seats()[6] == "Ingrid Larsen: not here"
    clerk.go_on()
    assert "as delegate of Ravi Menon" in seat(clerk.booth, here.seats[3]).accessibleName()
    click(seat(clerk.booth, here.seats[6]))
    assert "Ingrid Larsen is not in the room" in clerk.booth.page.fault.text()
    click(seat(clerk.booth, here.seats[3]))
    assert "of 93" in read_aloud(clerk.booth)
    clerk.rank([here.requests[f"R{digit}"] for digit in "251463"])
    click(review_page(clerk.booth).go_on)
    clerk.booth.hand_over()
    clerk.booth.leave()
    settle()
    with store.read() as session:
        turn = session.scalars(select(Turn).where(Turn.state == Voted.SEALED)).one()
        assert turn.cast_by_id == delegate

    clerk.click(page.turnout.rows.widgets()[6].paper)
    clerk.click(page.turnout.rows.widgets()[6].paper)  # it was not, after all
    assert clerk.labels()[:2] == [
        "Take no paper ballot of Ingrid Larsen", "Take the paper ballot of Ingrid Larsen",
    ]  # fmt: skip
    clerk.desk.undo()
    clerk.run("close-round")
    form = page.changes.form
    assert form is not None
    assert "1 paper ballot is still to be entered first." in read_aloud(form)
    click(form.go_on)
    assert "still to be transcribed" in form.trouble.text()
    form.close_overlay()
    clerk.run("abandon-round")
    form = page.changes.form
    assert form is not None
    clerk.type(form.fields[0], "Falsche Aufgaben")
    assert "Abandoned: Falsche Aufgaben" in read_aloud(page.rounds_card)
    assert clerk.primary() == "Set up round 2"
    paper = page.paper()
    assert paper is not None
    assert paper.choices[0].first == "minutes"
    assert page.reveal("round", round.id)
    assert not page.reveal("round", 1)


def test_blank_ballots_are_printed_while_there_is_a_round(clerk: Clerk) -> None:
    boards.opened(clerk.store)
    clerk.page.load()
    asked: list[object] = []
    clerk.page.print_requested.connect(asked.append)
    clerk.run("print-ballots")
    paper = clerk.page.paper()
    assert paper is not None
    assert asked == [paper] or len(asked) == 1
    assert paper.make("A4").startswith(b"%PDF")


def test_a_file_that_is_only_read_shows_the_vote_and_changes_nothing(
    store: Store, home: Path, qtbot: QtBot, themed: QApplication
) -> None:
    boards.opened(store)
    with Store.open(store.path, home=home, read_only=True, clock=clock) as reading:
        clerk = Clerk(Desk(reading), qtbot)
        action = clerk.page.primary_action()
        assert action is not None
        assert not action.isEnabled()
        assert action.toolTip() == "This file is open for reading only."
        assert clerk.can() == {"print-ballots", "projector"}
        assert clerk.page.turnout.rows.widgets()[0].pin.isHidden()
        assert clerk.page.turnout.rows.widgets()[0].paper.isHidden()
