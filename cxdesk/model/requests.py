"""Requests: new tasks on their way to the board, and their qualification."""

from __future__ import annotations

import enum
from datetime import date

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.wording import day, listed


class Source(enum.StrEnum):
    """Where a request comes from."""

    MARKET = "market"
    ORGANISATION = "organisation"
    VOC = "voc"
    REGULATION = "regulation"
    EXECUTIVE = "executive"
    EMPLOYEE = "employee"
    CUSTOMER_GROUP = "customer_group"

    @property
    def label(self) -> str:
        """The source in words: "Voice of customer"."""
        if self is Source.VOC:
            return "Voice of customer"
        return self.value.replace("_", " ").capitalize()


class Evidence(enum.StrEnum):
    """What speaks for it."""

    DATA = "data"
    GUT = "gut"
    BOTH = "both"

    @property
    def label(self) -> str:
        """The evidence in words: "Data and gut"."""
        return {"data": "Data", "gut": "Gut only", "both": "Data and gut"}[self.value]


class RequestState(enum.StrEnum):
    """Where a request stands."""

    SUBMITTED = "submitted"
    INFO_NEEDED = "info_needed"
    QUALIFIED = "qualified"
    MERGED = "merged"
    REJECTED = "rejected"
    ON_AGENDA = "on_agenda"
    RANKED = "ranked"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The state in words: "Info needed"."""
        return self.value.replace("_", " ").capitalize()

    @property
    def editable(self) -> bool:
        """Whether its words and figures may change: what stands on an agenda is fixed."""
        return self in _EDITABLE

    @property
    def over(self) -> bool:
        """Whether nothing more happens to the request itself."""
        return not _MOVES.get(self)


_EDITABLE = frozenset(
    {
        RequestState.SUBMITTED,
        RequestState.INFO_NEEDED,
        RequestState.QUALIFIED,
        RequestState.DEFERRED,
    }
)
_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.SUBMITTED: frozenset(
        {
            RequestState.INFO_NEEDED,
            RequestState.QUALIFIED,
            RequestState.MERGED,
            RequestState.REJECTED,
        }
    ),
    RequestState.INFO_NEEDED: frozenset(  # an answer that never comes must not hold it for ever
        {RequestState.SUBMITTED, RequestState.MERGED, RequestState.REJECTED}
    ),
    RequestState.QUALIFIED: frozenset({RequestState.ON_AGENDA, RequestState.SUBMITTED}),
    RequestState.ON_AGENDA: frozenset(
        {
            RequestState.RANKED,
            RequestState.QUALIFIED,
            RequestState.ACCEPTED,  # by an urgent decision, or one that passes over it
            RequestState.DEFERRED,
            RequestState.DECLINED,
            RequestState.INFO_NEEDED,
        }
    ),
    RequestState.RANKED: frozenset(
        {
            RequestState.ACCEPTED,
            RequestState.DEFERRED,
            RequestState.DECLINED,
            RequestState.INFO_NEEDED,
        }
    ),
    RequestState.DEFERRED: frozenset({RequestState.QUALIFIED}),
}


class Request(Entity):
    """A new task on its way to the board; it never stands on the kanban."""

    __tablename__ = "request"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    source: Mapped[Source] = mapped_column(one_of(Source))
    evidence: Mapped[Evidence] = mapped_column(one_of(Evidence), default=Evidence.DATA)
    urgent: Mapped[bool] = mapped_column(default=False)
    deadline: Mapped[date | None]
    submitted_by_id: Mapped[int | None] = refers_to("person", optional=True)
    submitted_on: Mapped[date]
    cost: Mapped[float] = mapped_column(default=0.0)  # thousands of the program's currency
    outcome_id: Mapped[int | None] = refers_to("outcome", optional=True)
    state: Mapped[RequestState] = mapped_column(
        one_of(RequestState), default=RequestState.SUBMITTED
    )
    state_since: Mapped[date]
    merged_into_id: Mapped[int | None] = refers_to("initiative", optional=True)
    merged_request_id: Mapped[int | None] = refers_to("request", optional=True)
    reason: Mapped[str | None]  # why it was rejected
    question: Mapped[str] = mapped_column(default="")
    asked_id: Mapped[int | None] = refers_to("person", optional=True)
    position: Mapped[float] = mapped_column(default=0.0)

    submitted_by: Mapped[Person | None] = relationship(foreign_keys=[submitted_by_id])
    asked: Mapped[Person | None] = relationship(foreign_keys=[asked_id])
    outcome: Mapped[Outcome | None] = relationship()
    merged_into: Mapped[Initiative | None] = relationship()
    merged_request: Mapped[Request | None] = relationship(
        foreign_keys=[merged_request_id], remote_side="Request.id"
    )
    needs: Mapped[list[Prerequisite]] = relationship(
        foreign_keys="Prerequisite.request_id",
        back_populates="request",
        cascade="all, delete-orphan",
    )
    effort: Mapped[list[RequestEffort]] = relationship(
        back_populates="request", cascade="all, delete-orphan"
    )
    checks: Mapped[list[RequestCheck]] = relationship(
        back_populates="request", order_by="RequestCheck.position", cascade="all, delete-orphan"
    )

    def move_to(self, state: RequestState, *, today: date) -> None:
        """Enter `state` today; Qualified is refused while a line of the checklist is open."""
        if state is self.state:
            return
        ways = _MOVES.get(self.state, frozenset())
        if state not in ways:
            here = f"{self.code} is {self.state.label.lower()}"
            if not ways:
                raise RuleBroken(f"{here} and stays so: submit a new request to take it up again.")
            following = listed([each.label for each in RequestState if each in ways], "or")
            raise RuleBroken(f"{here}: next comes {following}, not {state.label}.")
        if state is RequestState.QUALIFIED and self.state is RequestState.SUBMITTED:
            unticked = [f"“{check.text}”" for check in self.checks if not check.ticked]
            if unticked:
                raise RuleBroken(
                    f"{self.code} is not qualified yet: tick {listed(unticked)} first.", self._way()
                )
            if not self.checks:
                raise RuleBroken(
                    f"{self.code} is not qualified yet: it has no checklist to tick.", self._way()
                )
        self.state, self.state_since = state, today

    def _way(self) -> Way:
        return Way(f"Open {self.code}", "request", self.id)

    def tick(self, check: RequestCheck, ticked: bool) -> None:
        """Tick a line of its checklist, or take the tick away, until it is qualified."""
        if check.ticked is ticked:
            return
        if self.state not in (RequestState.SUBMITTED, RequestState.INFO_NEEDED):
            raise RuleBroken(f"{self.code} is {self.state.label.lower()}: its checklist is closed.")
        check.ticked = ticked

    def ask(self, question: str, of: Person, *, today: date) -> None:
        """Send it back with a question to somebody."""
        if not question.strip():
            raise RuleBroken(f"Say what {self.code} still has to tell.")
        if not of.active:
            raise RuleBroken(f"{of.name} is no longer active and cannot answer: ask somebody else.")
        self.move_to(RequestState.INFO_NEEDED, today=today)
        self.question, self.asked = question.strip(), of

    def answer(self, text: str, *, today: date) -> None:
        """Take the answer to its question, which stands in the description from then on."""
        if self.state is not RequestState.INFO_NEEDED:
            raise RuleBroken(f"{self.code} is {self.state.label.lower()}: nothing was asked.")
        if not text.strip():
            raise RuleBroken(f"Write what the answer for {self.code} is.")
        whom = f" {self.asked.name}" if self.asked is not None else ""
        said = (
            f"{day(self.state_since)}, asked{whom}: {self.question}\n"
            f"{day(today)}, answered: {text.strip()}"
        )
        self.description = f"{self.description.rstrip()}\n\n{said}".lstrip()
        self.move_to(RequestState.SUBMITTED, today=today)
        self.question, self.asked = "", None

    def reject(self, reason: str, *, today: date) -> None:
        """Turn it away for a reason, which is kept."""
        if not reason.strip():
            raise RuleBroken(f"Say why {self.code} is rejected.")
        self.move_to(RequestState.REJECTED, today=today)
        self.reason = reason.strip()

    def merge(self, initiative: Initiative, *, today: date) -> None:
        """Make it part of an initiative that already does the work."""
        self.move_to(RequestState.MERGED, today=today)
        self.merged_into = initiative

    def merge_with(self, other: Request, *, today: date) -> None:
        """Make it part of another request, which goes on for both."""
        if other is self:
            raise RuleBroken(f"{self.code} cannot be merged into itself.")
        if other.state.over and other.state is not RequestState.ACCEPTED:
            whole = other.merged_into or other.merged_request
            hint = f": merge {self.code} into {whole.code} instead" if whole is not None else ""
            raise RuleBroken(
                f"{other.code} is {other.state.label.lower()} itself{hint}.",
                Way(f"Open {other.code}", "request", other.id),
            )
        self.move_to(RequestState.MERGED, today=today)
        self.merged_request = other


class Prerequisite(Entity):
    """A request that must be taken before, or together with, another one."""

    __tablename__ = "prerequisite"
    subject_column = "request_id"

    request_id: Mapped[int] = refers_to("request")
    needed_id: Mapped[int] = refers_to("request")

    request: Mapped[Request] = relationship(foreign_keys=[request_id], back_populates="needs")
    needed: Mapped[Request] = relationship(foreign_keys=[needed_id])


class RequestEffort(Entity):
    """Person-days a request asks of one domain."""

    __tablename__ = "request_effort"
    subject_column = "request_id"

    request_id: Mapped[int] = refers_to("request")
    domain_id: Mapped[int | None] = refers_to("domain", optional=True)
    days: Mapped[float]

    request: Mapped[Request] = relationship(back_populates="effort")
    domain: Mapped[Domain | None] = relationship()


class RequestCheck(Entity):
    """A line of the qualification checklist."""

    __tablename__ = "request_check"
    subject_column = "request_id"

    request_id: Mapped[int] = refers_to("request")
    text: Mapped[str]
    ticked: Mapped[bool] = mapped_column(default=False)
    position: Mapped[float] = mapped_column(default=0.0)

    request: Mapped[Request] = relationship(back_populates="checks")
