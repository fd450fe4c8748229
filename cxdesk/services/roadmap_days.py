"""The days that stand out on the roadmap: deadlines, milestones, outside dates, overdue checks."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.decisions import Decision, Verdict
from cxdesk.model.initiatives import Initiative
from cxdesk.model.requests import Request, RequestState
from cxdesk.model.states import State
from cxdesk.model.wording import MONTHS, day
from cxdesk.services.card_words import code_prefix
from cxdesk.services.roadmap import MilestoneRow, Roadmap

_OVER = (RequestState.MERGED, RequestState.REJECTED, RequestState.DECLINED)
_DONE = (State.DELIVERED, State.EMBEDDED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class RequestDay:
    """A request that must be done not later than a day."""

    id: int
    code: str
    title: str
    on: date


class Tone(enum.StrEnum):
    """How loud a mark speaks: `LATE` is for what is overdue, `DONE` for what is behind us."""

    PLAIN = "plain"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class MarkItem:
    """What a mark opens: kind ("batch", "milestone", "initiative", "request"), id and name."""

    kind: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A diamond above the bars; several of a kind on one day are one.

    `title` and `note` are its two lines. A hollow one (not `filled`) is a date from outside the
    program. A `minor` one is a milestone of an `initiative`, of which there are many: its words
    are shown where there is room. `items` are what it opens.
    """

    on: date
    title: str
    note: str
    filled: bool
    tone: Tone
    items: tuple[MarkItem, ...]
    minor: bool = False
    initiative: int | None = None

    @property
    def words(self) -> str:
        """Both lines as one with the year, as it is read out."""
        return f"{self.title}, {self.note.replace(_short(self.on), day(self.on))}"


def bands(short: date, mid: date) -> tuple[tuple[str, str, str], ...]:
    """The horizons that end on these days: letter, name, and how far each reaches in words."""
    return (
        ("S", "Short", f"to {day(short)}"),
        ("M", "Mid", f"to {day(mid)}"),
        ("L", "Long", f"after {day(mid)}"),
    )


def request_days(session: Session) -> tuple[RequestDay, ...]:
    """The deadlines of requests that are urgent or accepted, until what they ask for is done."""
    rows = session.execute(_REQUESTS).all()
    return tuple(RequestDay(id, code, title, on) for id, code, title, on in rows)


def marks(roadmap: Roadmap, today: date, requests: Sequence[RequestDay] = ()) -> tuple[Mark, ...]:
    """All marks by date; `requests` as `request_days` reads them."""
    found = [
        *_deadlines(roadmap, today),
        *_outside(roadmap.milestones, requests, today),
        *_milestones(roadmap.milestones, today),
        *_checks(roadmap, today),
    ]
    return tuple(sorted(found, key=lambda mark: (mark.on, mark.minor, mark.title)))


def late_words(on: date, today: date) -> str:
    """A date that has passed: "8 Nov, 15 d late"."""
    return f"{_short(on)}, {(today - on).days:,} d late"


_request, _decision, _initiative = (kind.__table__.c for kind in (Request, Decision, Initiative))
_DELIVERED = (
    select(_decision.request_id)
    .join(Initiative.__table__, _decision.initiative_id == _initiative.id)
    .where(_decision.verdict == Verdict.ACCEPTED, _initiative.state.in_(_DONE))
)
_REQUESTS = (
    select(_request.id, _request.code, _request.title, _request.deadline)
    .where(
        _request.deadline.is_not(None), _request.state.not_in(_OVER),
        _request.urgent.is_(True) | (_request.state == RequestState.ACCEPTED),
        _request.id.not_in(_DELIVERED),
    )
    .order_by(_request.deadline, _request.position, _request.code)
)  # fmt: skip


def _deadlines(roadmap: Roadmap, today: date) -> Iterator[Mark]:
    """Batches, those of one day together; late while something in one is to be delivered yet."""
    waiting = {card.batch_id for card in roadmap.board.cards if not card.delivered}
    due: dict[date, list[tuple[int, str, str]]] = {}
    for batch in roadmap.board.batches:
        if batch.deadline is not None and batch.id is not None:
            due.setdefault(batch.deadline, []).append((batch.id, batch.code, batch.name))
    for on, batches in due.items():
        late = on < today and any(id in waiting for id, _, _ in batches)
        yield Mark(
            on, ", ".join(code for _, code, _ in batches), _when(on, today, late), True,
            _tone(late, on < today),
            tuple(MarkItem("batch", id, f"{code} {name}") for id, code, name in batches),
        )  # fmt: skip


def _outside(
    milestones: Iterable[MilestoneRow], requests: Sequence[RequestDay], today: date
) -> Iterator[Mark]:
    """Dates from outside, and requests that must be done by that day, together."""
    rows = [row for row in milestones if row.initiative_id is None]
    for on in sorted({row.on for row in rows} | {one.on for one in requests}):
        here = [row for row in rows if row.on == on]
        asked = [one for one in requests if one.on == on]
        done = not asked and all(row.done for row in here)
        late = on < today and not done
        title = ", ".join(row.name for row in here) or ", ".join(one.title for one in asked)
        when = _when(on, today, late)
        yield Mark(
            on, title, ", ".join([*(one.code for one in asked), when]), False, _tone(late, done),
            (*(MarkItem("milestone", row.id, row.name) for row in here),
             *(MarkItem("request", one.id, f"{one.code} {one.title}") for one in asked)),
        )  # fmt: skip


def _milestones(rows: Iterable[MilestoneRow], today: date) -> Iterator[Mark]:
    for row in rows:
        if row.initiative_id is None:
            continue
        late = row.on < today and not row.done
        when = _when(row.on, today, late)
        yield Mark(
            row.on, row.name, f"{row.code}, {when}", True, _tone(late, row.done),
            (MarkItem("milestone", row.id, row.name),), True, row.initiative_id,
        )  # fmt: skip


def _checks(roadmap: Roadmap, today: date) -> Iterator[Mark]:
    """Six-month checks that are overdue."""
    cards = roadmap.board.cards
    overdue = [card for card in cards if card.check_due is not None and card.check_due < today]
    prefix = code_prefix([card.code for card in cards]) if overdue else ""
    for card in overdue:
        assert card.check_due is not None
        yield Mark(
            card.check_due, f"{card.code.removeprefix(prefix)} six-month check",
            f"due {late_words(card.check_due, today)}", True, Tone.LATE,
            (MarkItem("initiative", card.id, f"{card.code} {card.title}"),), False, card.id,
        )  # fmt: skip


def _tone(late: bool, done: bool) -> Tone:
    return Tone.LATE if late else Tone.DONE if done else Tone.PLAIN


def _when(on: date, today: date, late: bool) -> str:
    return late_words(on, today) if late else _short(on)


def _short(on: date) -> str:
    """A date without its year, which the axis below says."""
    return f"{on.day} {MONTHS[on.month - 1]}"
