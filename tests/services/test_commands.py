"""What commands answer and refuse, beyond the rules that the entities hold themselves."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.program import FrameItem, Program
from cxdesk.model.requests import RequestState, Source
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import (
    actions,
    attachments,
    charter_lines,
    charters,
    comments,
    frame,
    initiatives,
    programs,
    requests,
)
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import Command, act, bat, cha, ini, per, req, state

REFUSED: list[tuple[Command, str]] = [
    (
        lambda s: initiatives.add(s, "Again", code="CX-101"),
        "CX-101 is already “Single customer ID”: a code is never used twice.",
    ),
    (lambda s: initiatives.add(s, " "), "CX-605 needs a title."),
    (
        lambda s: initiatives.cost(s, ini(s, "CX-101"), float("nan"), 1),
        "CX-101: cost and effort are numbers of zero or more.",
    ),
    (
        lambda s: initiatives.cost(s, ini(s, "CX-101"), 1, -1),
        "CX-101: cost and effort are numbers of zero or more.",
    ),
    (
        lambda s: initiatives.progress(s, ini(s, "CX-101"), 101),
        "CX-101: progress is a number from 0 to 100.",
    ),
    (
        lambda s: initiatives.archive(s, ini(s, "CX-101")),
        "CX-101 is in progress: only a delivered, embedded or cancelled initiative "
        "can be archived.",
    ),
    (
        lambda s: initiatives.link(s, ini(s, "CX-101"), ini(s, "CX-102")),
        "CX-102 already depends on CX-101.",
    ),
    (
        lambda s: initiatives.link(s, ini(s, "CX-101"), ini(s, "CX-101")),
        "CX-101 cannot wait for itself.",
    ),
    (
        lambda s: initiatives.link(s, ini(s, "CX-403"), ini(s, "CX-101")),
        "This link would close a cycle: CX-403 → CX-101 → CX-103 → CX-403.",
    ),
    (
        lambda s: initiatives.put_under(s, ini(s, "CX-403"), ini(s, "CX-101")),
        "CX-403 cannot be part of CX-101: their links would close a cycle, "
        "CX-101 → CX-103 → CX-403 → CX-101.",
    ),
    (
        lambda s: initiatives.check(s, ini(s, "CX-101"), True),
        "CX-101 is not delivered: there is nothing to check yet.",
    ),
    (
        lambda s: initiatives.rename(s, 1, "x"),
        "This is no longer there: it was removed or undone meanwhile.",
    ),
    (
        lambda s: actions.add(s, ini(s, "CX-104"), "More"),
        "CX-104 is delivered: move it back before adding an action.",
    ),
    (
        lambda s: actions.tick(s, act(s, "CX-104", ActionState.DONE), False),
        "CX-104 is delivered: move it back before reopening “",
    ),
    (lambda s: actions.add(s, ini(s, "CX-101"), " "), "An action needs a title."),
    (lambda s: comments.add(s, ini(s, "CX-101"), "\n"), "Write something first."),
    (
        lambda s: attachments.attach(s, ini(s, "CX-101"), "film.mp4", b"x" * (26 * 1024 * 1024)),
        "film.mp4 has 26 MB; a file kept here may have 25 MB at most.",
    ),
    (
        lambda s: charters.start(s, ini(s, "CX-103")),
        "Charter v0.3 of CX-103 is still a draft.",
    ),
    (
        lambda s: charters.start(s, ini(s, "CX-104")),
        "CX-104 is delivered: its charter gets no new version.",
    ),
    (
        lambda s: charters.write(s, cha(s, "CX-101").id, charters.Section.WHY, "x"),
        "Charter v1.0 of CX-101 is approved and does not change: start a new version.",
    ),
    (
        lambda s: charter_lines.remove_line(s, "risk", cha(s, "CX-101").risks[0].id),
        "Charter v1.0 of CX-101 is approved and does not change: start a new version.",
    ),
    (
        lambda s: charter_lines.edit_phase(
            s, cha(s, "CX-101").phases[0].id, "x", None, None, entry="", exit=""
        ),
        "Charter v1.0 of CX-101 is approved and does not change: start a new version.",
    ),
    (
        lambda s: charter_lines.edit_criterion(s, cha(s, "CX-101").criteria[0].id, "x", "", None),
        "Charter v1.0 of CX-101 is approved and does not change: start a new version.",
    ),
    (
        lambda s: charter_lines.edit_risk(s, cha(s, "CX-101").risks[0].id, "x", 1, 1, "", None),
        "Charter v1.0 of CX-101 is approved and does not change: start a new version.",
    ),
    (
        lambda s: charter_lines.add_risk(s, cha(s, "CX-103").id, "x", 0, 5),
        "Probability and impact of a risk are whole numbers from 1 to 5.",
    ),
    (
        lambda s: charter_lines.add_criterion(s, cha(s, "CX-103").id, " "),
        "A criterion needs words.",
    ),
    (lambda s: charter_lines.add_phase(s, cha(s, "CX-103").id, " "), "A phase needs words."),
    (
        lambda s: charter_lines.tick_criterion(s, cha(s, "CX-103").criteria[0].id, True),
        "The charter of CX-103 is not approved: nothing is ticked before that.",
    ),
    (
        lambda s: charter_lines.tick_criterion(s, cha(s, "CX-104").criteria[0].id, False),
        "CX-104 is delivered: move it back before changing its criteria.",
    ),
    (
        lambda s: charters.send_back(s, cha(s, "CX-202").id, per(s, "Hana Sato"), "No"),
        "Hana Sato is not an approver of the charter of CX-202.",
    ),
    (lambda s: requests.submit(s, " ", Source.VOC), "A request needs a title."),
    (
        lambda s: requests.submit(s, "Again", Source.VOC, code="R2"),
        "R2 is already “One-click cancellation”: a code is never used twice.",
    ),
    (
        lambda s: requests.tick(s, req(s, "R1").checks[0].id, False),
        "R1 is qualified: its checklist is closed.",
    ),
    (
        lambda s: programs.new(s, "Another"),
        "This file already holds the program “Meridian Telecom”: make a new file.",
    ),
    (
        lambda s: programs.rename(s, programs.program(s).id, " "),
        "The program needs a name.",
    ),
    (
        lambda s: programs.add_batch(s, "B1", "Again", TODAY),
        "There is already a batch B1: choose another code.",
    ),
    (lambda s: programs.add_batch(s, "", " ", TODAY), "The batch needs a name."),
    (lambda s: programs.edit_batch(s, bat(s, "B1"), " ", None), "B1 needs a name."),
    (
        lambda s: programs.move_deadline(s, bat(s, "B1"), date(2027, 4, 1)),
        "The deadline of B1 stays 30 Apr 2027: CX-102 and CX-103 end after 1 Apr 2027.",
    ),
]


@pytest.mark.parametrize(("command", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_refusal_says_why_and_changes_nothing(store: Store, command: Command, said: str) -> None:
    seq = store.head.seq
    with pytest.raises(RuleBroken) as caught:
        store.do("Refused", command)
    assert caught.value.text.startswith(said)
    assert store.head.seq == seq


# Codes --------------------------------------------------------------------------------------


def add(store: Store, batch: str = "", code: str = "") -> str:
    def command(session: Session) -> str:
        where = bat(session, batch) if batch else None
        id = initiatives.add(session, "New", batch=where, code=code)
        return initiatives.initiative(session, id).code

    return store.do("Add", command)[0]


def test_a_new_initiative_gets_the_next_code_of_its_batch(store: Store) -> None:
    assert [add(store, "B1"), add(store, "B1"), add(store, "B6"), add(store)] == [
        "CX-105", "CX-106", "CX-605", "CX-606",
    ]  # fmt: skip


def test_a_code_is_not_used_again_after_a_cancellation_or_a_change_of_batch(store: Store) -> None:
    assert add(store, "B1") == "CX-105"
    store.do("Cancel", state("CX-105", State.CANCELLED, "No"))
    assert add(store, "B1") == "CX-106"
    store.do("Move", lambda s: initiatives.join(s, ini(s, "CX-106"), bat(s, "B2")))
    assert add(store, "B1") == "CX-107"


def test_a_full_batch_gets_codes_after_the_highest(store: Store) -> None:
    add(store, "B1", "CX-199")
    assert add(store, "B1") == "CX-605"


def test_the_first_code_of_an_empty_program(empty_store: Store) -> None:
    assert add(empty_store) == "CX-001"


# Programs -----------------------------------------------------------------------------------


def test_a_new_program_has_horizons_of_six_and_twelve_months_and_a_limit(
    empty_store: Store,
) -> None:
    with pytest.raises(RuleBroken, match=r"^The program needs a name\.$"):
        empty_store.do("Begin", lambda s: programs.new(s, " "))
    empty_store.do("Begin", lambda s: programs.new(s, "Nova & Söhne <1>", "CHF"))
    with empty_store.read() as session:
        made = session.scalars(select(Program)).one()
        assert (made.name, made.currency, made.start) == ("Nova & Söhne <1>", "CHF", TODAY)
        assert (made.short_ends, made.mid_ends) == (date(2027, 5, 22), date(2027, 11, 22))
        assert [limit.limit for limit in session.scalars(select(FrameItem))] == [8.0]
        assert frame.frame(session).wip == 8
        assert programs.properties(session).initiatives == 0


def test_a_file_that_lost_its_program_says_so(empty_store: Store) -> None:
    with empty_store.read() as session:
        for reading in (frame.frame, programs.properties):
            with pytest.raises(KnownError, match="This file holds no program"):
                reading(session)


def test_batches_get_the_next_code(store: Store) -> None:
    store.do("Add", lambda s: programs.add_batch(s, " ", "Next", date(2027, 9, 30)))
    with store.read() as session:
        assert bat(session, "B7")
        assert programs.next_batch_code(session) == "B8"


# Requests -----------------------------------------------------------------------------------


def test_a_request_goes_from_its_checklist_to_the_agenda(store: Store) -> None:
    def submit(session: Session) -> int:
        return requests.submit(session, "Quiet hours", Source.VOC)

    id = store.do("Submit", submit)[0]
    with store.read() as session:
        assert req(session, "R9").id == id
        assert [check.text for check in req(session, "R9").checks] == list(requests.CHECKLIST)
    with pytest.raises(RuleBroken, match=r"^R9 is not qualified yet: tick “Complete”, "):
        store.do("Qualify", lambda s: requests.move(s, id, RequestState.QUALIFIED))
    store.do("Tick", lambda s: requests.tick_named(s, id, requests.CHECKLIST))
    store.do("Qualify", lambda s: requests.move(s, id, RequestState.QUALIFIED))
    store.do("Put on", lambda s: requests.move(s, id, RequestState.ON_AGENDA))
    with store.read() as session:
        assert (req(session, "R9").state, req(session, "R9").state_since) == (
            RequestState.ON_AGENDA, TODAY,
        )  # fmt: skip


def test_requests_never_stand_on_the_kanban(store: Store) -> None:
    store.do("Submit", lambda s: requests.submit(s, "Quiet hours", Source.VOC))
    with store.read() as session:
        assert len(session.scalars(select(Initiative.id)).all()) == 24
