"""Minutes: who may approve them and when, what is fixed then, and how they are corrected."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision
from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import AgendaItem
from cxdesk.services import agenda, board_print, decisions, minutes, minutes_page, people, sitting
from cxdesk.services.local_time import local, time_of
from cxdesk.store.store import Store
from tests import boards
from tests.services.commands import CHAIR, per
from tests.services.minutes_commands import finished, over


def _refused(store: Store, words: str, command: object) -> None:
    before = store.head
    with pytest.raises(RuleBroken, match=words):
        store.do("Refused", command)  # type: ignore[arg-type]
    assert store.head == before


def test_minutes_are_approved_frozen_and_corrected(voted_store: Store) -> None:
    store, meeting = voted_store, boards.again(voted_store).meeting

    def approve(person: str, pdf: bytes = b"first", correction: str = "") -> object:
        return lambda s: minutes.approve(s, meeting, per(s, person), finished(s, pdf, correction))

    _refused(store, "is not over yet", approve(CHAIR))
    store.do("Decide and end", over)
    _refused(store, "Sofia Marques cannot approve", approve("Sofia Marques"))  # she wrote them
    _refused(store, "Luca Moretti cannot approve", approve("Luca Moretti"))
    with store.read() as session:
        early = finished(session)
        names = [each[1] for each in minutes.approvers(session, meeting)]
    assert names[0] == CHAIR
    assert len(names) == len(set(names)) == 7
    store.do("Note", lambda s: sitting.note(s, meeting, "Churn comes next."))
    _refused(store, "Something was changed while the minutes were printed",
             lambda s: minutes.approve(s, meeting, per(s, CHAIR), early))  # fmt: skip
    before = store.head
    store.do("Approve", approve(CHAIR), lasting=True)
    assert store.undo() is None

    # What they say stays.
    with store.read() as session:
        item = session.scalars(select(AgendaItem.id).limit(1)).one()
        decision = session.scalars(select(Decision.id).limit(1)).one()
        (first,) = minutes.approved(session, meeting)
        assert (first.version, first.by, first.chain) == (1, CHAIR, before.hash)
        assert minutes.frozen(session, first.id) == b"first"
    _refused(store, "its notes stay as they are", lambda s: agenda.note(s, item, "Other"))
    _refused(store, "its notes stay as they are", lambda s: sitting.note(s, meeting, "Other"))
    _refused(store, "approved", lambda s: decisions.amend(s, decision, "Other"))

    # A mistake is corrected by a new version.
    _refused(store, "say what the new version corrects", approve("Elena Rossi", b"second"))
    correction = "Jonas Weber came at 14:10."
    with store.read() as session:
        page = minutes_page.page(session, meeting, per(session, "Elena Rossi"), correction)
    assert page.version == 2
    assert page.earlier == (first,)
    assert page.notes == f"Churn comes next.\n\nCorrection of 23 Nov 2026: {correction}"
    store.do("Correct", approve("Elena Rossi", b"second", correction), lasting=True)
    with store.read() as session:
        found = minutes.approved(session, meeting)
        assert [(one.version, one.by, one.size) for one in found] == [
            (1, CHAIR, 5), (2, "Elena Rossi", 6),
        ]  # fmt: skip
        assert [minutes.frozen(session, one.id) for one in found] == [b"first", b"second"]
        assert minutes_page.page(session, meeting).notes == page.notes
    assert store.sweep() == 0
    assert store.problems() == []


def test_who_left_the_office_approves_nothing(voted_store: Store) -> None:
    store, meeting = voted_store, boards.again(voted_store).meeting
    store.do("Decide and end", over)
    who = "Ingrid Larsen"
    store.do("Leave", lambda s: people.deactivate(s, per(s, who)))
    _refused(
        store, f"{who} cannot approve",
        lambda s: minutes.approve(s, meeting, per(s, who), finished(s)),
    )  # fmt: skip


def test_a_meeting_is_found_by_number_and_day(voted_store: Store) -> None:
    with voted_store.read() as session:
        here = boards.again(voted_store).meeting
        found = [board_print.find_meeting(session, text) for text in ("", "1", "#1", "2026-11-23")]
        assert found == [here] * 4
        for text in ("2", "2026-11-24", "Monday"):
            with pytest.raises(RuleBroken, match=f"no meeting {text}"):
                board_print.find_meeting(session, text)


def test_there_is_no_meeting_yet(store: Store) -> None:
    with store.read() as session, pytest.raises(RuleBroken, match="no meeting in this program"):
        board_print.find_meeting(session)


def test_times_are_those_of_the_clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 10, 5, 12, 2)

    def told(now: datetime, session: Session) -> str:
        session.info["clock"] = lambda: now
        assert local(session, at) == at.replace(tzinfo=UTC)
        return time_of(session, at)

    with store.read() as session:
        elsewhere = timezone(timedelta(hours=9))
        assert told(datetime(2026, 11, 23, 18, tzinfo=elsewhere), session) == "21:02"
        assert time_of(session, None) == ""
        if not hasattr(time, "tzset"):
            return
        # It was summer in October: the winter's hour is not put on it.
        with monkeypatch.context() as zone:
            zone.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
            time.tzset()
            assert told(datetime(2026, 11, 23, 18).astimezone(), session) == "14:02"
        time.tzset()


def test_the_agenda_runs_by_its_timeboxes(store: Store) -> None:
    here = boards.planned(store)
    with store.read() as session:
        pack = board_print.agenda_pack(session, here.meeting)
    assert [item.time for item in pack.items[:3]] == ["14:00", "14:10", "14:20"]
    assert (pack.head.starts, pack.head.ends) == ("14:00", "15:00")
    assert all(one.number < other.number for one, other in pairwise(pack.items))
