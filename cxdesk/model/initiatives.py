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
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Horizon
from cxdesk.model.states import PATH, LinkType, Need, Priority, State, WipRoom
from cxdesk.model.wording import count, day
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
        match state:
            case State.PLANNED:
                return self._needs_of_a_plan()
            case State.READY:
                return [*self._needs_of_a_plan(), self._charter_need()]
            case State.IN_PROGRESS:
                return [
                    *self._needs_of_a_plan(),
                    self._charter_need(),
                    *self._owner_active(),
                    *self._predecessors_delivered(),
                ]
            case State.DELIVERED:
                return self._needs_of_delivery()
            case State.EMBEDDED:
                return [self._check_need()]
            case _:
                return []

    def _way(self, label: str = "", kind: str = "initiative") -> Way:
        return Way(label or f"Open {self.code}", kind, self.id)

    def _needs_of_a_plan(self) -> list[Need]:
        batch, owner, here = self.batch, self.owner, self._way()
        outcomes = sorted(link.outcome.code for link in self.outcome_links)
        return [
            Need(f"Batch {batch.code}" if batch else "No batch yet", batch is not None, here),
            Need(f"Owner {owner.name}" if owner else "No owner yet", owner is not None, here),
            self._dates_need(self.start, self.end, batch),
            Need(
                f"Serves {', '.join(outcomes)}" if outcomes else "No outcome named yet",
                bool(outcomes),
                here,
            ),
        ]

    def _dates_need(self, start: date | None, end: date | None, batch: Batch | None) -> Need:
        here = self._way()
        if start is None or end is None:
            return Need("No start and end yet", False, here)
        if start > end:
            return Need(f"It ends {day(end)}, before it starts {day(start)}", False, here)
        if batch is not None and end > batch.deadline:
            late = f"It ends {day(end)}, after the deadline of {batch.code}, {day(batch.deadline)}"
            return Need(late, False, here)
        return Need(f"{day(start)} to {day(end)}", True, here)

    def _charter_need(self) -> Need:
        way = self._way("Open charter", "charter")
        charter = self.approved_charter
        if charter is not None:
            return Need(f"Charter v{charter.label} approved", True, way)
        latest = self.charters[-1] if self.charters else None
        if latest is None:
            return Need("No charter yet", False, way)
        return Need(f"Charter v{latest.label} is not approved", False, way)

    def _owner_active(self) -> list[Need]:
        owner = self.owner
        if owner is None or owner.active:
            return []  # a missing owner is already named
        return [Need(f"Owner {owner.name} is no longer active", False, self._way())]

    def _predecessors_delivered(self) -> list[Need]:
        links = [link for link in self.predecessors if link.type is LinkType.FS]
        return [
            Need(
                f"{before.code} delivered",
                True,
                Way(f"Open {before.code}", "initiative", before.id),
            )
            if before.delivered
            else Need(
                f"{before.code} is not delivered",
                False,
                Way(f"Open {before.code}", "initiative", before.id),
            )
            for before in sorted((link.predecessor for link in links), key=lambda one: one.code)
        ]

    def _needs_of_delivery(self) -> list[Need]:
        still_open = len(self.open_actions)
        charter = self.approved_charter
        criteria = charter.criteria if charter else []
        unticked = sum(1 for criterion in criteria if criterion.ticked_on is None)
        actions = self._way("Open actions", "actions")
        definition = self._way("Open charter", "charter")
        return [
            Need(f"{count(still_open, 'action')} still open", False, actions)
            if still_open
            else Need("No open action", True, actions),
            Need(f"{unticked} of {len(criteria)} done criteria not ticked", False, definition)
            if unticked
            else Need("Every done criterion ticked", bool(criteria), definition),
            self._charter_need(),
        ]

    def _check_need(self) -> Need:
        if any(check.passed for check in self.checks):
            return Need("Six-month check passed", True, self._way())
        due = [check.due for check in self.checks if check.passed is None]
        if due:
            return Need(
                f"The six-month check, due {day(due[0])}, is not passed", False, self._way()
            )
        return Need("No six-month check is passed", False, self._way())

    # What it does -------------------------------------------------------------------------

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
            raise RuleBroken(f"{self.code} is cancelled and stays so. Undo brings it back.")
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
        self.reason = ""
        if state is State.IN_PROGRESS:
            self._enter_work(room, reason)
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
        unmet = [need for need in self.needs(state) if not need.met]
        if unmet:
            what = "; ".join(
                need.text if need.text.startswith("CX-") else need.text[0].lower() + need.text[1:]
                for need in unmet
            )
            raise RuleBroken(f"{self.code} stays in {self.state.label}: {what}.", unmet[0].way)
        self.reason = ""
        if state is State.IN_PROGRESS:
            self._enter_work(room, reason)
        if state is State.DELIVERED:
            self.progress = 100
            self.checks.append(SixMonthCheck(due=six_months_after(today)))

    def _enter_work(self, room: WipRoom | None, reason: str) -> None:
        excess = (room or WipRoom()).excess(self.owner.name if self.owner else "The owner")
        if not excess:
            return
        if room is not None and room.hard:
            raise RuleBroken(f"{self.code} stays in {self.standing.label}: {excess}.")
        if not reason.strip():
            raise ReasonNeeded(f"{self.code}: {excess}. Say why it goes ahead.")
        self.reason = reason.strip()

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

    def _refuse_dates(self, start: date | None, end: date | None, batch: Batch | None) -> None:
        need = self._dates_need(start, end, batch)
        if not need.met:
            raise RuleBroken(f"{self.code}: {need.text[0].lower()}{need.text[1:]}.", need.way)

    def give_to(self, owner: Person | None) -> None:
        """Set the owner; one that is planned keeps having one, one in progress an active one."""
        if owner is None and self.committed:
            raise RuleBroken(
                f"{self.code} is {self.state.label.lower()} and needs an owner.", self._way()
            )
        if owner is not None and not owner.active:
            raise RuleBroken(f"{owner.name} is no longer active and cannot own {self.code}.")
        self.owner = owner

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


def six_months_after(on: date) -> date:
    """The same day six calendar months later, clamped to the month's end (rule 4)."""
    years, month = divmod(on.month - 1 + 6, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))
