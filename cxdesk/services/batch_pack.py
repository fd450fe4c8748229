"""What stands before the charters of a batch pack: the batch, its initiatives, what it hangs on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.analysis.health import Health
from cxdesk.analysis.workdays import work_days
from cxdesk.model.batches import Batch
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.people import Person
from cxdesk.model.states import LinkType
from cxdesk.model.wording import listed
from cxdesk.services import cards, link_slack
from cxdesk.services.action_list import action_list
from cxdesk.services.cards import SHOWN, Card
from cxdesk.services.frame import frame, program
from cxdesk.services.grouping import Axis, Heading
from cxdesk.services.letterhead import Letterhead, letterhead
from cxdesk.services.roadmap import MilestoneRow, milestones
from cxdesk.services.search import fold
from cxdesk.services.session import today

_batch, _person, _initiative = (kind.__table__.c for kind in (Batch, Person, Initiative))
_link = Link.__table__.c
_MANY = 5_000  # initiatives beyond which all are read: a statement takes only so many ids

Crossing = tuple[LinkType, int, int, int]
"""Type and lag of a link, its predecessor and its successor."""


@dataclass(frozen=True, slots=True)
class AcrossLink:
    """A link that leaves or enters the batch; `inward` says that the batch waits.

    `batch` is the code of the other end's, "" for none. `slack` in working days by the planned
    dates, negative where the link is broken by so many, None where an end has no dates.
    """

    before: Card
    after: Card
    type: LinkType
    lag: int
    inward: bool
    batch: str
    slack: int | None

    @property
    def own(self) -> Card:
        """The end that is of this batch."""
        return self.after if self.inward else self.before

    @property
    def other(self) -> Card:
        """The end that is of another."""
        return self.before if self.inward else self.after


@dataclass(frozen=True)
class BatchSummary:
    """A batch on one day. `initiatives` are cards by their codes, each with one of the `healths`.

    `milestones` are those still to be reached, by date. `overdue` counts open actions whose day
    has passed.
    """

    program: str
    letterhead: Letterhead
    currency: str
    north_star: str
    on: date
    id: int
    code: str
    name: str
    lead: str
    lead_role: str
    deadline: date
    health: Health
    initiatives: tuple[Card, ...]
    healths: tuple[Health, ...]
    actions: int
    overdue: int
    milestones: tuple[MilestoneRow, ...]
    links: tuple[AcrossLink, ...]

    @property
    def title(self) -> str:
        """Code and name: "B1 Ask Once"."""
        return f"{self.code} {self.name}".strip()

    @property
    def cost(self) -> float:
        """What its initiatives cost together, in thousands of the currency."""
        return sum(card.cost for card in self.initiatives)

    @property
    def effort(self) -> float:
        """Their person-days together."""
        return sum(card.effort for card in self.initiatives)

    @property
    def delivered(self) -> int:
        """How many are delivered."""
        return sum(card.delivered for card in self.initiatives)

    @property
    def approved(self) -> int:
        """How many have an approved charter."""
        return sum(card.charter[1] == "approved" for card in self.initiatives)

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """Codes of the outcomes that it serves."""
        return tuple(sorted({code for card in self.initiatives for code in card.outcomes}))


def find_batch(session: Session, code: str) -> int:
    """The batch of a code, however it is written. Raises RuleBroken naming those that there are."""
    query = select(_batch.id, _batch.code).order_by(_batch.position, _batch.code)
    rows = session.execute(query).all()
    found: dict[str, int] = {fold(each): id for id, each in rows}
    if (id := found.get(fold(code.strip()))) is not None:
        return id
    known = listed([each for _, each in rows[:12]] + (["more"] if len(rows) > 12 else []))
    said = f"There are: {known}." if known else "There is none yet."
    raise RuleBroken(f"There is no batch {code.strip()}. {said}")


def batch_summary(session: Session, batch: int) -> BatchSummary:
    """A batch with all that its summary says. Raises RuleBroken when it is gone."""
    row = session.execute(
        select(_batch.code, _batch.name, _batch.deadline, _person.name.label("lead"), _person.role)
        .select_from(Batch.__table__)
        .join(Person.__table__, _batch.lead_id == _person.id, isouter=True)
        .where(_batch.id == batch)
    ).one_or_none()
    if row is None:
        raise RuleBroken("This batch is no longer there: it was removed or undone meanwhile.")
    here, on = frame(session), today(session)
    ids = set(session.scalars(select(_initiative.id).where(SHOWN, _initiative.batch_id == batch)))
    crossing = _crossing(session, ids)
    near = ids | {id for link in crossing for id in link[2:]}
    every = {card.id: card for card in cards.cards(session, here, _asked(near))}
    own = sorted((every[id] for id in ids), key=cards.by_code)
    heading = Heading(Axis.BATCH, batch, row.name, row.code, row.lead or "", row.deadline)
    health = cards.lane(heading, own, on, here.calendar).health
    assert health is not None  # since it has a deadline
    dues = [each.due for each in action_list(session, of=_asked(ids)) if each.initiative_id in ids]
    actions, overdue = len(dues), sum(1 for due in dues if due is not None and due < on)
    return BatchSummary(
        here.name, letterhead(session), here.currency, program(session).north_star, on, batch,
        row.code, row.name, row.lead or "", row.role or "", row.deadline, health, tuple(own),
        tuple(cards.health_of(card, row.deadline, on, here.calendar) for card in own),
        actions, overdue,
        tuple(each for each in milestones(session) if each.initiative_id in ids and not each.done),
        tuple(_links(crossing, ids, every, _codes(session), here.calendar)),
    )  # fmt: skip


def _asked(ids: Collection[int]) -> Collection[int] | None:
    return None if len(ids) > _MANY else ids


def _crossing(session: Session, ids: Collection[int]) -> list[Crossing]:
    """The links with one end in the batch."""
    rows = session.execute(
        select(_link.type, _link.lag, _link.predecessor_id, _link.successor_id).order_by(_link.id)
    )
    return [
        (type, lag, before, after)
        for type, lag, before, after in rows
        if (before in ids) is not (after in ids)
    ]


def _codes(session: Session) -> dict[int | None, str]:
    return dict(session.execute(select(_batch.id, _batch.code)).all())


def _links(
    crossing: Iterable[Crossing],
    ids: Collection[int],
    every: dict[int, Card],
    codes: dict[int | None, str],
    calendar: WorkCalendar,
) -> Iterator[AcrossLink]:
    """What the batch waits for, then what waits for it; without what was cancelled or archived."""
    work = work_days(calendar)
    found = []
    for type, lag, before_id, after_id in crossing:
        if before_id not in every or after_id not in every:
            continue
        before, after, inward = every[before_id], every[after_id], after_id in ids
        other = before if inward else after
        left = link_slack.slack(
            type, lag, (before.start, before.end), (after.start, after.end), work
        )  # fmt: skip
        found.append(
            AcrossLink(before, after, type, lag, inward, codes.get(other.batch_id, ""), left)
        )
    yield from sorted(found, key=lambda link: (not link.inward, link.own.code, link.other.code))
