"""Initiatives: the projects of the program, their way from Backlog to Embedded (rules 1 to 5)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.batches import Batch
from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.errors import ReasonNeeded, RuleBroken, Way
from cxdesk.model.needs import dates_need, lacking, needs_of
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Horizon
from cxdesk.model.states import PATH, LinkType, Need, Priority, State, WipRoom
from cxdesk.model.wording import day
from cxdesk.model.work import Action


class Initiative(Entity):
    """A project of the program. Its code is never reused; it is cancelled, not deleted."""

    __tablename__ = "initiative"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    domain_id: Mapped[int | None] = refers_to("domain", optional=True)
    owner_id: Mapped[int | None] = refers_to("person", optional=True)
    sponsor_id: Mapped[int | None] = refers_to("person", optional=True)
    batch_id: Mapped[int | None] = refers_to("batch", optional=True)
    parent_id: Mapped[int | None] = refers_to("initiative", optional=True)
    state: Mapped[State] = mapped_column(one_of(State), default=State.BACKLOG)
    state_since: Mapped[date]
    held_from: Mapped[State | None] = mapped_column(one_of(State))
    reason: Mapped[str] = mapped_column(default="")  # why on hold, cancelled, or over a limit
    priority: Mapped[Priority | None] = mapped_column(one_of(Priority))
    horizon: Mapped[Horizon | None] = mapped_column(one_of(Horizon))
    start: Mapped[date | None]
    end: Mapped[date | None]
    pinned: Mapped[bool | None]  # its dates are agreed: no other initiative's slip moves them
    progress: Mapped[int] = mapped_column(default=0)  # per cent, 0-100
    cost: Mapped[float] = mapped_column(default=0.0)  # thousands of the program's currency
    effort: Mapped[float] = mapped_column(default=0.0)  # person-days
    impact: Mapped[int] = mapped_column(default=1)  # the four benefit scores, 1-5
    reach: Mapped[int] = mapped_column(default=1)
    outcome_score: Mapped[int] = mapped_column(default=1)
    urgency: Mapped[int] = mapped_column(default=1)
    expected: Mapped[str] = mapped_column(default="")
    blocked: Mapped[bool] = mapped_column(default=False)
    blocked_reason: Mapped[str] = mapped_column(default="")
    blocked_by_id: Mapped[int | None] = refers_to("initiative", optional=True)
    labels: Mapped[list[Any]] = mapped_column(JSON, default=list)
    archived: Mapped[bool] = mapped_column(default=False)
    position: Mapped[float] = mapped_column(default=0.0)
    # The furthest state it came from elsewhere in: up to there our rules did not bind it.
    brought_as: Mapped[State | None] = mapped_column(one_of(State))

    domain: Mapped[Domain | None] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    sponsor: Mapped[Person | None] = relationship(foreign_keys=[sponsor_id])
    batch: Mapped[Batch | None] = relationship(back_populates="initiatives")
    outcome_links: Mapped[list[Contribution]] = relationship(
        back_populates="initiative", cascade="all, delete-orphan"
    )
    charters: Mapped[list[Charter]] = relationship(
        back_populates="initiative", order_by="Charter.version"
    )
    actions: Mapped[list[Action]] = relationship(
        back_populates="initiative", order_by="Action.position"
    )
    predecessors: Mapped[list[Link]] = relationship(
        foreign_keys="Link.successor_id", back_populates="successor"
    )
    checks: Mapped[list[SixMonthCheck]] = relationship(
        back_populates="initiative", order_by="SixMonthCheck.due", cascade="all, delete-orphan"
    )

    # What it is ---------------------------------------------------------------------------

    @property
    def standing(self) -> State:
        """The state on the path; for one on hold, the one it returns to."""
        return self.held_from or State.BACKLOG if self.state is State.ON_HOLD else self.state

    @property
    def cancelled(self) -> bool:
        """Whether it was given up."""
        return self.state is State.CANCELLED

    @property
    def delivered(self) -> bool:
        """Whether its work is done."""
        return self.state in (State.DELIVERED, State.EMBEDDED)

    @property
    def committed(self) -> bool:
        """Whether rule 1 binds it: planned or beyond, and not cancelled."""
        return not self.cancelled and self.standing is not State.BACKLOG

    @property
    def came_so_far(self) -> bool:
        """Whether it came from elsewhere in the state where it stands, or a later one."""
        return self.brought_as is not None and _place(self.standing) <= _place(self.brought_as)

    @property
    def approved_charter(self) -> Charter | None:
        """The charter that holds now."""
        for charter in reversed(self.charters):
            if charter.state is CharterState.APPROVED:
                return charter
        return None

    @property
    def open_actions(self) -> list[Action]:
        """Actions neither done nor dropped."""
        return [action for action in self.actions if action.open]

    # What it needs ------------------------------------------------------------------------

    def needs(self, state: State) -> list[Need]:
        """The conditions for entering `state` from the one before it, met and unmet."""
        return needs_of(self, state)

    def unmet(self, state: State) -> list[Need]:
        """What `state` still asks for; nothing where it came from elsewhere in it, or beyond."""
        if self.brought_as is not None and _place(state) <= _place(self.brought_as):
            return []
        return [need for need in self.needs(state) if not need.met]

    def _way(self) -> Way:
        return Way(f"Open {self.code}", "initiative", self.id)

    # What it does -------------------------------------------------------------------------

    def arrive(
        self, state: State, since: date, *, today: date, held_from: State = State.BACKLOG
    ) -> None:
        """Stand where it stood elsewhere, since that day: as found, whatever our rules ask.

        `held_from` is where one on hold returns to. Of what was delivered less than six months ago
        the check is still to come.
        """
        self.held_from = held_from if state is State.ON_HOLD else None
        self.reason = "Cancelled before it came here" if state is State.CANCELLED else ""
        self.state, self.state_since = state, min(since, today)
        reached = max(self.standing, self.brought_as or State.BACKLOG, key=_place)
        self.brought_as = reached if _place(reached) else None
        due = six_months_after(self.state_since)
        if state is State.DELIVERED and due > today and not self.checks:
            self.checks.append(SixMonthCheck(due=due))

    def next_state(self) -> State | None:
        """The state one step further on the path; None at its end or beside it."""
        if self.state not in PATH or self.state is PATH[-1]:
            return None
        return PATH[PATH.index(self.state) + 1]

    def move_to(
        self, state: State, *, today: date, room: WipRoom | None = None, reason: str = ""
    ) -> None:
        """Enter `state` today; `room` is needed for In progress.

        Raises RuleBroken with what is missing, ReasonNeeded over a soft limit without `reason`.
        """
        if state is self.state:
            return
        if state is State.ON_HOLD:
            self._hold(reason)
        elif state is State.CANCELLED:
            self._cancel(reason)
        elif self.state is State.ON_HOLD:
            self._resume(state, room, reason)
        elif self.state is State.CANCELLED:
            raise RuleBroken(
                f"{self.code} is cancelled and stays so: add a new initiative to take it up again."
            )
        else:
            self._step(state, today, room, reason)
        self.state = state
        self.state_since = today

    def _hold(self, reason: str) -> None:
        if self.delivered or self.cancelled:
            raise RuleBroken(f"{self.code} is {self.state.label.lower()}: it cannot go on hold.")
        self.held_from, self.reason = self.state, reason.strip()

    def _cancel(self, reason: str) -> None:
        if self.delivered:
            raise RuleBroken(f"{self.code} is {self.state.label.lower()}: it cannot be cancelled.")
        if not reason.strip():
            raise ReasonNeeded(f"Say why {self.code} is cancelled.", self._way())
        self.held_from, self.reason = None, reason.strip()

    def _resume(self, state: State, room: WipRoom | None, reason: str) -> None:
        if state is not self.held_from:
            was = self.standing.label
            raise RuleBroken(f"{self.code} is on hold: it returns to {was}, where it was.")
        self.reason = self._admitted(room, reason) if state is State.IN_PROGRESS else ""
        self.held_from = None

    def _step(self, state: State, today: date, room: WipRoom | None, reason: str) -> None:
        step = PATH.index(state) - PATH.index(self.state)
        if abs(step) > 1:
            towards = PATH[PATH.index(self.state) + (1 if step > 0 else -1)]
            raise RuleBroken(
                f"{self.code} goes one step at a time: from {self.state.label} "
                f"to {towards.label} first."
            )
        if step < 0:
            if self.state is State.DELIVERED:
                self.checks = [check for check in self.checks if check.passed is not None]
            self.reason = ""
            return
        unmet = self.unmet(state)
        if unmet:
            raise RuleBroken(
                f"{self.code} stays {self.state.place}: {lacking(unmet)}.", unmet[0].way
            )
        self.reason = self._admitted(room, reason) if state is State.IN_PROGRESS else ""
        if state is State.DELIVERED:
            self.progress = 100
            self.checks.append(SixMonthCheck(due=six_months_after(today)))

    def _admitted(self, room: WipRoom | None, reason: str) -> str:
        """Why it goes over a soft limit; empty where there is room. Refused over a hard one."""
        excess = (room or WipRoom()).excess(self.owner.name if self.owner else "The owner")
        if not excess:
            return ""
        if room is not None and room.hard:
            raise RuleBroken(f"{self.code} stays {self.state.place}: {excess}.", self._way())
        if not reason.strip():
            raise ReasonNeeded(f"{self.code}: {excess}. Say why it goes ahead.", self._way())
        return reason.strip()

    def join(self, batch: Batch | None) -> None:
        """Put it into a batch, or into none; one that is planned needs a batch it ends within."""
        if self.committed:
            if batch is None:
                raise RuleBroken(
                    f"{self.code} is {self.state.label.lower()} and needs a batch.", self._way()
                )
            self._refuse_dates(self.start, self.end, batch)
        self.batch = batch

    def schedule(self, start: date | None, end: date | None) -> None:
        """Set start and end (inclusive days); one that is planned stays within its batch."""
        if start is not None and end is not None and start > end:
            raise RuleBroken(f"{self.code} cannot end {day(end)}, before it starts {day(start)}.")
        if self.committed:
            self._refuse_dates(start, end, self.batch)
        self.start, self.end = start, end

    def pin(self, pinned: bool) -> None:
        """Hold it to its dates, whatever its predecessors do, or let these move it again."""
        if pinned and (self.start is None or self.end is None):
            raise RuleBroken(
                f"{self.code} has no dates to hold it to: set its start and end first.", self._way()
            )
        self.pinned = pinned

    def _refuse_dates(self, start: date | None, end: date | None, batch: Batch | None) -> None:
        if self.came_so_far and (start is None or end is None):
            return  # it had none where it came from: they may be set one after the other
        need = dates_need(self, start, end, batch)
        if not need.met:
            raise RuleBroken(f"The dates of {self.code} do not fit: {need.lack}.", need.way)

    def give_to(self, owner: Person | None, room: WipRoom | None = None, reason: str = "") -> None:
        """Set the owner; one that is planned keeps having one, one in progress an active one.

        `room` is what a new owner of one in progress has left: beyond it as rule 3 has it, with a
        `reason` over a soft limit (ReasonNeeded), never over a hard one.
        """
        if owner is None and self.committed:
            raise RuleBroken(
                f"{self.code} is {self.state.label.lower()} and needs an owner.", self._way()
            )
        if owner is not None and not owner.active and owner is not self.owner:
            raise RuleBroken(f"{owner.name} is no longer active and cannot own {self.code}.")
        if owner is not None and owner is not self.owner and self.state is State.IN_PROGRESS:
            self.reason = self._taken_on(owner, room or WipRoom(), reason) or self.reason
        self.owner = owner

    def _taken_on(self, owner: Person, room: WipRoom, reason: str) -> str:
        """Why a new owner takes it on over a soft limit; empty where there is room."""
        excess = room.excess(owner.name)
        if excess and room.hard:
            keeps = f"stays with {self.owner.name}" if self.owner else "has no owner yet"
            raise RuleBroken(f"{self.code} {keeps}: {excess}.", self._way())
        if excess and not reason.strip():
            raise ReasonNeeded(
                f"{self.code}: {excess}. Say why {owner.name} takes it on.", self._way()
            )
        return reason.strip() if excess else ""

    def serve(self, outcomes: list[Outcome]) -> None:
        """Set the outcomes it serves; one that is planned keeps at least one."""
        if not outcomes and self.committed:
            raise RuleBroken(
                f"{self.code} is {self.state.label.lower()} and needs an outcome.", self._way()
            )
        kept = {link.outcome_id: link for link in self.outcome_links}
        self.outcome_links = [
            kept.get(outcome.id) or Contribution(outcome=outcome) for outcome in outcomes
        ]

    def rename(self, title: str) -> None:
        """Set the title, kept exactly as typed; it may not be empty."""
        if not title.strip():
            raise RuleBroken(f"{self.code} needs a title.", self._way())
        self.title = title

    def block(self, reason: str, by: Initiative | None = None) -> None:
        """Flag it as blocked, with a reason in words or the initiative that blocks it."""
        if not reason.strip() and by is None:
            raise RuleBroken(f"Say what blocks {self.code}.", self._way())
        if by is self:
            raise RuleBroken(f"{self.code} cannot block itself.", self._way())
        self.blocked, self.blocked_reason = True, reason
        self.blocked_by_id = None if by is None else by.id

    def unblock(self) -> None:
        """Take the flag away."""
        self.blocked, self.blocked_reason, self.blocked_by_id = False, "", None

    def score(self, impact: int, reach: int, outcome: int, urgency: int) -> None:
        """Set the four benefit scores, each 1 to 5."""
        if not all(1 <= value <= 5 for value in (impact, reach, outcome, urgency)):
            raise RuleBroken(f"{self.code}: a score is a whole number from 1 to 5.", self._way())
        self.impact, self.reach, self.outcome_score, self.urgency = impact, reach, outcome, urgency


class Contribution(Entity):
    """An initiative serves an outcome."""

    __tablename__ = "contribution"
    subject_column = "initiative_id"

    initiative_id: Mapped[int] = refers_to("initiative")
    outcome_id: Mapped[int] = refers_to("outcome")

    initiative: Mapped[Initiative] = relationship(back_populates="outcome_links")
    outcome: Mapped[Outcome] = relationship()


class Link(Entity):
    """The successor waits for the predecessor; lag in working days, negative = overlap."""

    __tablename__ = "link"
    subject_column = "successor_id"

    predecessor_id: Mapped[int] = refers_to("initiative")
    successor_id: Mapped[int] = refers_to("initiative")
    type: Mapped[LinkType] = mapped_column(one_of(LinkType), default=LinkType.FS)
    lag: Mapped[int] = mapped_column(default=0)

    predecessor: Mapped[Initiative] = relationship(foreign_keys=[predecessor_id])
    successor: Mapped[Initiative] = relationship(
        foreign_keys=[successor_id], back_populates="predecessors"
    )


class SixMonthCheck(Entity):
    """Six months after delivery: did the outcome come? `passed` is None until somebody looked."""

    __tablename__ = "six_month_check"
    subject_column = "initiative_id"

    initiative_id: Mapped[int] = refers_to("initiative")
    due: Mapped[date]
    passed: Mapped[bool | None]
    checked_on: Mapped[date | None]
    checked_by_id: Mapped[int | None] = refers_to("person", optional=True)
    note: Mapped[str] = mapped_column(default="")

    initiative: Mapped[Initiative] = relationship(back_populates="checks")
    checked_by: Mapped[Person | None] = relationship()


def _place(state: State) -> int:
    """How far along the path a state is; what stands beside it is nowhere yet."""
    return PATH.index(state) if state in PATH else 0


def six_months_after(on: date) -> date:
    """The same day six calendar months later, clamped to the month's end (rule 4)."""
    years, month = divmod(on.month - 1 + 6, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))
