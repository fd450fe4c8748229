"""Charters: the signed document of an initiative, its versions and what each says."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.charter_lines import (
    Benefit,
    CharterLine,
    Cost,
    Criterion,
    Duty,
    GroupImpact,
    Phase,
    Resource,
    Risk,
    TeamMember,
)
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.people import Person
from cxdesk.model.wording import listed

if TYPE_CHECKING:
    from cxdesk.model.initiatives import Initiative


class CharterState(enum.StrEnum):
    """Where a charter version stands; an approved one never changes."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """The state in words: "In review"."""
        return self.value.replace("_", " ").capitalize()

    @property
    def noun(self) -> str:
        """One in this state, in a sentence: "a draft", "in review"."""
        return "a draft" if self is CharterState.DRAFT else self.label.lower()


class Verdict(enum.StrEnum):
    """What an approver said."""

    APPROVED = "approved"
    REJECTED = "rejected"
    MORE = "more"


ONE_ANSWERS: Final = "one person who answers (A) for each row of the RACI table"


def charter_label(version: int, revision: int, state: CharterState) -> str:
    """A version as people say it: "0.3" a draft of the first, "1.0" approved, "1.1" the second."""
    if version > 1:
        return f"1.{version - 1}"
    return "1.0" if state in (CharterState.APPROVED, CharterState.SUPERSEDED) else f"0.{revision}"


def _in_order(kind: str) -> Any:
    """The lines of one kind that belong to a charter, in the order that users gave them."""
    return relationship(
        back_populates="charter", order_by=f"{kind}.position", cascade="all, delete-orphan"
    )


class Charter(Entity):
    """One version of an initiative's charter."""

    __tablename__ = "charter"
    subject_column = "initiative_id"

    initiative_id: Mapped[int] = refers_to("initiative")
    version: Mapped[int] = mapped_column(default=1)  # 1, 2, 3 ... of this initiative
    revision: Mapped[int] = mapped_column(default=1)  # drafts of this version so far
    state: Mapped[CharterState] = mapped_column(one_of(CharterState), default=CharterState.DRAFT)
    state_since: Mapped[date]
    summary: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    strategy: Mapped[str] = mapped_column(default="")  # how it serves the north star
    objectives: Mapped[str] = mapped_column(default="")
    benefits: Mapped[str] = mapped_column(default="")
    scope_in: Mapped[str] = mapped_column(default="")
    scope_out: Mapped[str] = mapped_column(default="")
    processes: Mapped[str] = mapped_column(default="")  # what changes in them; so tools and roles
    tools: Mapped[str] = mapped_column(default="")
    roles: Mapped[str] = mapped_column(default="")
    dependencies: Mapped[str] = mapped_column(default="")  # on others than initiatives
    assumptions: Mapped[str] = mapped_column(default="")
    constraints: Mapped[str] = mapped_column(default="")
    # The printed page as it was when approved, as JSON; prints the same ever after.
    frozen: Mapped[str | None]
    # The PDF that was approved, its paper, and the logo that the page shows: Contents by digest.
    digest: Mapped[str | None] = mapped_column(index=True)
    paper: Mapped[str | None]
    logo: Mapped[str | None] = mapped_column(index=True)

    initiative: Mapped[Initiative] = relationship(back_populates="charters")
    benefit_lines: Mapped[list[Benefit]] = _in_order("Benefit")
    phases: Mapped[list[Phase]] = _in_order("Phase")
    criteria: Mapped[list[Criterion]] = _in_order("Criterion")
    risks: Mapped[list[Risk]] = _in_order("Risk")
    costs: Mapped[list[Cost]] = _in_order("Cost")
    resources: Mapped[list[Resource]] = _in_order("Resource")
    team: Mapped[list[TeamMember]] = _in_order("TeamMember")
    duties: Mapped[list[Duty]] = _in_order("Duty")
    impacts: Mapped[list[GroupImpact]] = _in_order("GroupImpact")
    approvals: Mapped[list[Approval]] = _in_order("Approval")

    @property
    def label(self) -> str:
        """The version as people say it: "0.3" a draft of the first, "1.0", "1.1" the second."""
        return charter_label(self.version, self.revision, self.state)

    @property
    def editable(self) -> bool:
        """Whether its words may change: only a draft's may."""
        return self.state is CharterState.DRAFT

    def lines(self, kind: type[CharterLine]) -> list[Any]:
        """Its lines of one kind, in order."""
        found: list[Any] = getattr(self, kind.among)
        return found

    def missing(self) -> list[str]:
        """What rule 2 still asks for, in words."""
        parts = {
            "objectives": bool(self.objectives.strip()),
            "benefits": bool(self.benefits.strip())
            or any(line.text.strip() for line in self.benefit_lines if not line.adverse),
            "a definition of the completed task": any(c.text.strip() for c in self.criteria),
            "at least one phase": any(phase.name.strip() for phase in self.phases),
        }
        return [name for name, there in parts.items() if not there]

    def missing_to_submit(self) -> list[str]:
        """What stands in the way of submitting it, in words: rule 2, and who answers for what."""
        clear = all(duty.answerable == 1 for duty in self.duties)
        return self.missing() + ([] if clear else [ONE_ANSWERS])

    def refuse_change(self) -> None:
        """Raise RuleBroken unless this version is a draft."""
        if not self.editable:
            hint = (
                "send it back to draft first"
                if self.state is CharterState.IN_REVIEW
                else "start a new version"
            )
            raise RuleBroken(
                f"Charter v{self.label} of {self.initiative.code} is "
                f"{self.state.label.lower()} and does not change: {hint}.",
                self._way(),
            )

    def submit(self, approvers: list[Person], *, today: date) -> None:
        """Put the draft before its approvers; refused while something is missing."""
        self._expect(CharterState.DRAFT, "submitted")
        missing = self.missing_to_submit()
        if missing:
            raise RuleBroken(
                f"The charter of {self.initiative.code} still needs {listed(missing)}.", self._way()
            )
        if not approvers:
            raise RuleBroken(
                f"Name who approves the charter of {self.initiative.code}.", self._way()
            )
        for person in approvers:
            if not person.active:
                raise RuleBroken(
                    f"{person.name} is no longer active and cannot approve the charter of "
                    f"{self.initiative.code}: name somebody else.",
                    self._way(),
                )
        self.approvals = [
            Approval(person=person, position=float(place))
            for place, person in enumerate(dict.fromkeys(approvers), 1)
        ]
        self._enter(CharterState.IN_REVIEW, today)

    def return_to_draft(
        self, *, today: date, rejected_by: Person | None = None, comment: str = ""
    ) -> None:
        """Take it out of review; the next draft counts one higher.

        With `rejected_by` it is that approver's rejection, with a comment that says why.
        """
        self._expect(CharterState.IN_REVIEW, "sent back")
        if rejected_by is not None:
            self._decide(rejected_by, Verdict.REJECTED, today, comment)
        self.revision += 1
        self._enter(CharterState.DRAFT, today)

    def approve(self, person: Person, *, today: date, comment: str = "") -> bool:
        """Record one approval; True when it was the last one and the version now holds."""
        self._expect(CharterState.IN_REVIEW, "approved")
        self._decide(person, Verdict.APPROVED, today, comment)
        if any(one.verdict is not Verdict.APPROVED for one in self.approvals):
            return False
        for other in self.initiative.charters:
            if other is not self and other.state is CharterState.APPROVED:
                other._enter(CharterState.SUPERSEDED, today)
                self._keep_ticks(other)
        self._enter(CharterState.APPROVED, today)
        return True

    def ask_more(self, person: Person, *, today: date, comment: str) -> None:
        """Record that an approver asks for more before deciding; it stays in review."""
        self._expect(CharterState.IN_REVIEW, "asked about")
        self._decide(person, Verdict.MORE, today, comment)

    def answer(self, person: Person, text: str) -> None:
        """Answer what an approver asked; the approver decides anew."""
        self._expect(CharterState.IN_REVIEW, "asked about")
        mine = next((one for one in self.approvals if one.person is person), None)
        if mine is None or mine.verdict is not Verdict.MORE:
            raise RuleBroken(f"{person.name} has asked nothing.", self._way())
        if not text.strip():
            raise RuleBroken(f"Write what {person.name} is to know.", self._way())
        mine.verdict, mine.answer = None, text

    def _decide(self, person: Person, verdict: Verdict, today: date, comment: str) -> None:
        mine = next((one for one in self.approvals if one.person is person), None)
        if mine is None:
            raise RuleBroken(
                f"{person.name} is not an approver of the charter of {self.initiative.code}.",
                self._way(),
            )
        if verdict is not Verdict.APPROVED and not comment.strip():
            doing = "rejects it" if verdict is Verdict.REJECTED else "wants to know"
            asked = "why" if verdict is Verdict.REJECTED else "what"
            raise RuleBroken(f"Write {asked} {person.name} {doing}.", self._way())
        mine.verdict, mine.decided_on, mine.comment = verdict, today, comment
        mine.answer = ""  # it was to another question

    def _keep_ticks(self, other: Charter) -> None:
        # What was met under the version before stays met, where its words stayed the same.
        ticked = {line.text: line.ticked_on for line in other.criteria}
        for line in self.criteria:
            line.ticked_on = ticked.get(line.text)

    def _expect(self, state: CharterState, doing: str) -> None:
        if self.state is not state:
            raise RuleBroken(
                f"Charter v{self.label} of {self.initiative.code} is {self.state.noun}: "
                f"only one that is {state.noun} can be {doing}.",
                self._way(),
            )

    def _enter(self, state: CharterState, today: date) -> None:
        self.state, self.state_since = state, today

    def _way(self) -> Way:
        return Way("Open charter", "charter", self.initiative_id or self.initiative.id)


class Approval(Entity):
    """An approver of one version and what they said; `verdict` is None until then."""

    __tablename__ = "approval"
    subject_column = "charter_id"

    charter_id: Mapped[int] = refers_to("charter")
    person_id: Mapped[int] = refers_to("person")
    verdict: Mapped[Verdict | None] = mapped_column(one_of(Verdict))
    decided_on: Mapped[date | None]
    comment: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")  # to what was asked; the verdict is open again
    position: Mapped[float] = mapped_column(default=0.0)

    charter: Mapped[Charter] = relationship(back_populates="approvals")
    person: Mapped[Person] = relationship()
