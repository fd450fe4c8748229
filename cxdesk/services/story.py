"""The whole story of a request: from its submission to what became of it, each step with its day.

What the history records and still stands is told as it happened; what came of it is read from the
decision, the initiative, its charter and its six-month check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from json import JSONDecoder
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.charters import Charter, CharterState, charter_label
from cxdesk.model.decisions import Decision, Verdict
from cxdesk.model.initiatives import Initiative, SixMonthCheck
from cxdesk.model.meetings import Meeting
from cxdesk.model.people import Group, Person
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.rounds import Round
from cxdesk.model.states import State
from cxdesk.model.wording import day
from cxdesk.model.work import Action
from cxdesk.services.flow import standing
from cxdesk.services.local_time import local
from cxdesk.store.history import decode
from cxdesk.store.recorder import RowChange
from cxdesk.store.schema import HISTORY, HISTORY_ITEM

_request, _decision, _initiative, _charter, _check = (
    kind.__table__.c for kind in (Request, Decision, Initiative, Charter, SixMonthCheck)
)
_S = RequestState
_UNREAD = (_S.SUBMITTED, _S.INFO_NEEDED)
_SAYS = {"title", "description", "source", "evidence", "urgent", "deadline", "cost", "outcome_id"}
_LARGE = 50_000  # characters; to read all of a larger entry takes as long as a click may
_DECODER = JSONDecoder()


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A step: when, its key (a state or "initiative", "charter" ...), in words, and a link.

    `code` is the part of the words that leads to the item `kind` and `opens`; `more` says more.
    """

    id: int
    on: date
    step: str
    text: str
    more: str = ""
    code: str = ""
    kind: str = ""
    opens: int = 0
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The request that an initiative came from, with the decision; none for one merged into it."""

    request: int
    code: str
    title: str
    decision: int | None = None
    number: int | None = None


def story(session: Session, id: int) -> tuple[StoryLine, ...]:
    """Everything that happened to a request and to what became of it, the oldest first."""
    here = session.execute(select(Request.__table__).where(_request.id == id)).one_or_none()
    if here is None:
        return ()
    decisions = _decisions(session, id)
    lines = [
        *_recorded(session, here, {one.seq: one for one in _entries(session, id)}, decisions),
        *_merged(session, id),
    ]
    for one in decisions:
        lines.append(_decided(session, one))
        if one.initiative_id is not None:
            lines += _carried_out(session, one.initiative_id, one.on, "Became ")
        elif one.action_id is not None:
            lines += _acted(session, one.action_id, one.on)
    if here.merged_into_id is not None:
        after = _carried_out(session, here.merged_into_id, None, "")
        lines += [line for line in after if line.on >= here.state_since]
    order = {line: place for place, line in enumerate(lines)}
    lines.sort(key=lambda line: (line.ahead, line.on, order[line]))
    return tuple(
        StoryLine(
            place, line.on, line.step, line.text, line.more, line.code, line.kind, line.opens,
            line.ahead,
        )
        for place, line in enumerate(lines, 1)
    )  # fmt: skip


def origins(session: Session, initiative: int) -> tuple[Origin, ...]:
    """The requests that an initiative came from, and those that were merged into it."""
    decided = session.execute(
        select(_request.id, _request.code, _request.title, _decision.id, _decision.number)
        .select_from(
            Decision.__table__.join(Request.__table__, _decision.request_id == _request.id)
        )
        .where(_decision.initiative_id == initiative)
        .order_by(_decision.number)
    )
    merged = session.execute(
        select(_request.id, _request.code, _request.title)
        .where(_request.merged_into_id == initiative)
        .order_by(_request.code)
    )
    return (*(Origin(*row) for row in decided), *(Origin(*row) for row in merged))


# What the history recorded ------------------------------------------------------------------


def _entries(session: Session, id: int) -> Iterator[Any]:
    touching = select(HISTORY_ITEM.c.seq).where(HISTORY_ITEM.c.item == id)
    rows = session.execute(
        select(HISTORY).where(HISTORY.c.seq.in_(touching)).order_by(HISTORY.c.seq)
    ).all()
    return standing(rows)


def _recorded(
    session: Session, here: Any, entries: dict[int, Any], decisions: list[Any]
) -> Iterator[StoryLine]:
    """The states that it entered, and what was changed after it was qualified.

    What came without a history says what is known of it.
    """
    before: RequestState | None = None
    decided = {one.id for one in decisions}
    for entry in entries.values():
        changes = _changes(entry.changes, here.id)
        own = next((one for one in changes if one.id == here.id), None)
        after = (own.after if own is not None else None) or {}
        if own is None or "state" not in after:
            if (
                before is not None
                and before.editable
                and before not in _UNREAD
                and _worded(here.id, changes)
            ):
                by = f"by {entry.who}, after it was qualified"
                yield StoryLine(0, _day_of(session, entry), "edited", entry.label, by)
            continue
        if before is None and own.before is not None:
            yield _submitted(session, here, here.submitted_on)
        state, since = _S(after["state"]), after.get("state_since")
        on = date.fromisoformat(since) if since else _day_of(session, entry)
        if not any(other.table == "decision" and other.id in decided for other in changes):
            yield _entered(session, here, entry, changes, own, before, state, on)
        before = state
    if before is None:
        yield _submitted(session, here, here.submitted_on)
    if before is not here.state and here.state is not _S.SUBMITTED and not decisions:
        yield StoryLine(0, here.state_since, here.state.value, here.state.label, here.reason or "")


def _worded(id: int, changes: tuple[RowChange, ...]) -> bool:
    """Whether an entry changed what a request says, asks or needs."""
    tables = ("request_effort", "prerequisite")
    return any(
        (one.table in tables and one.subject == id)
        or (one.id == id and one.before is not None and bool(_SAYS & (one.after or {}).keys()))
        for one in changes
    )


def _day_of(session: Session, entry: Any) -> date:
    return local(session, datetime.fromisoformat(entry.at)).date()


def _changes(text: str, id: int) -> tuple[RowChange, ...]:
    """What an entry changed; of an import of many rows only the request itself."""
    if len(text) < _LARGE:
        return decode(text)
    start = text.find(f'["request",{id},')
    return () if start < 0 else (RowChange(*_DECODER.raw_decode(text, start)[0]),)


def _submitted(session: Session, here: Any, on: date) -> StoryLine:
    by = _name(session, here.submitted_by_id)
    text = f"Submitted by {by}" if by else "Submitted"
    return StoryLine(
        0, on, _S.SUBMITTED.value, text, here.source.label, by, "person" if by else "",
        here.submitted_by_id or 0,
    )  # fmt: skip


def _entered(
    session: Session,
    here: Any,
    entry: Any,
    changes: tuple[RowChange, ...],
    change: RowChange,
    before: RequestState | None,
    state: RequestState,
    on: date,
) -> StoryLine:
    after = change.after or {}
    text, more, code, kind, opens = state.label, "", "", "", 0
    match state:
        case _S.SUBMITTED if before is None:
            return _submitted(session, here, here.submitted_on)
        case _S.SUBMITTED:
            text = "Answered" if before is _S.INFO_NEEDED else "Put back to submitted"
            more = f"by {entry.who}"
        case _S.INFO_NEEDED:
            code = _name(session, after.get("asked_id"))
            text, more = f"Sent back to {code}" if code else "Sent back", after.get("question", "")
            kind, opens = ("person", int(after["asked_id"])) if code else ("", 0)
        case _S.QUALIFIED:
            words = {_S.ON_AGENDA: "Taken off the agenda", _S.DEFERRED: "Qualified again"}
            text, more = words.get(before, "Qualified"), f"by {entry.who}"  # type: ignore[arg-type]
        case _S.ON_AGENDA:
            meeting = _of(changes, "agenda_item", "meeting_id")
            code = _meeting_name(session, meeting)
            text = f"On the agenda of {code}" if code else "On an agenda"
            kind, opens = ("meeting", meeting) if code else ("", 0)
        case _S.RANKED:
            round_ = next((one.id for one in changes if one.table == "round"), 0)
            code = _round_name(session, round_)
            text = f"Ranked in {code}" if code else "Ranked by the board"
            kind, opens = ("round", round_) if code else ("", 0)
        case _S.MERGED:
            kind, opens, code = _target(session, here)
            text, more = f"Merged into {code}" if code else "Merged", f"by {entry.who}"
        case _S.REJECTED:
            more = here.reason or ""
    return StoryLine(0, on, state.value, text, more, code, kind, opens)


def _of(changes: tuple[RowChange, ...], table: str, column: str) -> int:
    """The value that a row new in a table has in a column; 0 where none is."""
    found = (one.after.get(column) for one in changes if one.table == table and one.after)
    return next((int(value) for value in found if value), 0)


def _target(session: Session, here: Any) -> tuple[str, int, str]:
    for kind, entity, id in (
        ("initiative", Initiative, here.merged_into_id),
        ("request", Request, here.merged_request_id),
    ):
        if id is not None:
            columns = entity.__table__.c
            code = session.scalar(select(columns.code).where(columns.id == id))
            return kind, id, code or ""
    return "", 0, ""


def _merged(session: Session, id: int) -> Iterator[StoryLine]:
    rows = session.execute(
        select(_request.id, _request.code, _request.title, _request.state_since).where(
            _request.merged_request_id == id
        )
    )
    for other, code, title, on in rows:
        yield StoryLine(
            0, on, "merged", f"{code} was merged into it", title, code, "request", other
        )


# What came of it ----------------------------------------------------------------------------


def _decisions(session: Session, id: int) -> list[Any]:
    rows = select(Decision.__table__).where(_decision.request_id == id)
    return list(session.execute(rows.order_by(_decision.number)).all())


def _decided(session: Session, one: Any) -> StoryLine:
    code = f"D-{one.number}"
    until = f" to {day(one.until)}" if one.until and one.verdict is Verdict.DEFERRED else ""
    place = f"ranked {one.rank}" if one.rank else "urgent, out of cycle" if one.urgent else ""
    words = f"{one.verdict.label}{until}, decision {code}"
    more = " · ".join(part for part in (place, one.reason) if part)
    return StoryLine(0, one.on, one.verdict.value, words, more, code, "decision", one.id)


def _acted(session: Session, id: int, on: date) -> Iterator[StoryLine]:
    action = Action.__table__.c
    row = session.execute(select(action.title, action.due).where(action.id == id)).one_or_none()
    if row is not None:
        due = f"due {day(row.due)}" if row.due else ""
        yield StoryLine(
            0, on, "action", f"Became the action {row.title}", due, row.title, "action", id
        )


def _carried_out(session: Session, id: int, on: date | None, became: str) -> Iterator[StoryLine]:
    """What became of an initiative; without `on` it was there already."""
    row = session.execute(select(Initiative.__table__).where(_initiative.id == id)).one_or_none()
    if row is None:
        return
    if on is not None:
        yield StoryLine(
            0, on, "initiative", f"{became}{row.code}", row.title, row.code, "initiative", id
        )
    charter = session.execute(
        select(_charter.version, _charter.revision, _charter.state, _charter.state_since)
        .where(_charter.initiative_id == id, _charter.state == CharterState.APPROVED)
        .limit(1)
    ).one_or_none()
    if charter is not None:
        words = f"Charter v{charter_label(*charter[:3])}"
        yield StoryLine(
            0, charter.state_since, "charter", f"{words} of {row.code} approved", "", words,
            "charter", id,
        )  # fmt: skip
    delivered = _delivered(session, row)
    if delivered is not None:
        yield StoryLine(
            0, delivered, "delivered", f"{row.code} delivered", "", row.code, "initiative", id
        )
    elif row.state is State.CANCELLED:
        yield StoryLine(
            0, row.state_since, "cancelled", f"{row.code} cancelled", row.reason, row.code,
            "initiative", id,
        )  # fmt: skip
    for check in session.execute(
        select(_check.due, _check.passed, _check.checked_on, _check.note)
        .where(_check.initiative_id == id)
        .order_by(_check.due)
    ):
        ahead = check.passed is None
        said = "due" if ahead else "passed" if check.passed else "not passed"
        yield StoryLine(
            0, check.checked_on or check.due, "check", f"Six-month check of {row.code} {said}",
            check.note, row.code, "initiative", id, ahead,
        )  # fmt: skip


def _delivered(session: Session, row: Any) -> date | None:
    """The day on which an initiative was delivered, if it still is."""
    if row.state is State.DELIVERED:
        return row.state_since  # type: ignore[no-any-return]
    if row.state is not State.EMBEDDED:
        return None
    found = None
    entries = (one for one in _entries(session, row.id) if '"delivered"' in one.changes)
    for entry in entries:
        for change in decode(entry.changes):
            after = change.after or {}
            if change.id == row.id and after.get("state") == State.DELIVERED.value:
                since = after.get("state_since")
                found = date.fromisoformat(since) if since else _day_of(session, entry)
    return found


# Names --------------------------------------------------------------------------------------


def _name(session: Session, person: Any) -> str:
    if person is None:
        return ""
    columns = Person.__table__.c
    return session.scalar(select(columns.name).where(columns.id == int(person))) or ""


def _meeting_name(session: Session, id: int) -> str:
    meeting, group = Meeting.__table__, Group.__table__
    row = session.execute(
        select(group.c.name, meeting.c.on)
        .select_from(meeting.join(group, meeting.c.group_id == group.c.id))
        .where(meeting.c.id == id)
    ).one_or_none()
    return "" if row is None else f"{row.name}, {day(row.on)}"


def _round_name(session: Session, id: int) -> str:
    columns = Round.__table__.c
    row = session.execute(
        select(columns.number, columns.meeting_id).where(columns.id == id)
    ).one_or_none()
    return "" if row is None else f"round {row.number} of {_meeting_name(session, row.meeting_id)}"
