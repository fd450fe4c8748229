"""Domains, people and the groups they form."""

from __future__ import annotations

import enum
from datetime import date

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.wording import count, day, one_line

ORG_HUE = 5  # the hue of what belongs to the whole organisation


class Level(enum.StrEnum):
    """The three levels of people a transformation binds."""

    EXECUTIVE = "executive"
    MANAGER = "manager"
    EMPLOYEE = "employee"


class GroupKind(enum.StrEnum):
    """A board votes, a team works, an advisory group advises."""

    BOARD = "board"
    TEAM = "team"
    ADVISORY = "advisory"


class MemberRole(enum.StrEnum):
    """What a member is in a group; a secretary has no vote."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"


class Domain(Entity):
    """A business area with its capacity in person-days a month."""

    __tablename__ = "domain"

    name: Mapped[str]
    short: Mapped[str]
    hue: Mapped[int] = mapped_column(default=0)
    capacity: Mapped[float] = mapped_column(default=0.0)  # 0: not known, binds nothing
    position: Mapped[float] = mapped_column(default=0.0)

    def rename(self, name: str, short: str) -> None:
        """Set the name and the short form that cards print; neither may be empty."""
        _refuse(name_problem(name, "domain") or name_problem(short, "domain", "short name"))
        self.name, self.short = name.strip(), short.strip()

    def offer(self, capacity: float) -> None:
        """Set the person-days a month it can give, from zero up."""
        _refuse(capacity_problem(capacity))
        self.capacity = capacity


class Person(Entity):
    """Somebody who takes part; without a domain: organisation-wide. Never deleted."""

    __tablename__ = "person"

    name: Mapped[str]
    initials: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    level: Mapped[Level] = mapped_column(one_of(Level), default=Level.EMPLOYEE)
    domain_id: Mapped[int | None] = refers_to("domain", optional=True)
    active: Mapped[bool] = mapped_column(default=True)

    domain: Mapped[Domain | None] = relationship()

    def rename(self, name: str) -> None:
        """Set the name; it may not be empty, but another person may have the same."""
        _refuse(name_problem(name, "person"))
        self.name = name.strip()

    def sign_with(self, initials: str) -> None:
        """Set the initials that stand on cards: one to four characters."""
        _refuse(initials_problem(initials))
        self.initials = initials.strip()

    def write_to(self, email: str) -> None:
        """Set the email address; empty is none."""
        _refuse(email_problem(email))
        self.email = email.strip()


class Group(Entity):
    """A change board, a team or an advisory group; only a board has a quorum."""

    __tablename__ = "grouping"  # GROUP is a word of SQL

    name: Mapped[str]
    kind: Mapped[GroupKind] = mapped_column(one_of(GroupKind))
    quorum: Mapped[int | None]
    urgent_quorum: Mapped[int | None]  # of a meeting out of cycle

    members: Mapped[list[Membership]] = relationship(
        back_populates="group", order_by="Membership.position"
    )

    @property
    def seats(self) -> int:
        """Members with a vote: all but secretaries."""
        return sum(1 for member in self.members if member.role is not MemberRole.SECRETARY)

    def rename(self, name: str) -> None:
        """Set the name; it may not be empty."""
        _refuse(name_problem(name, "group"))
        self.name = name.strip()

    def ask_for(self, quorum: int | None) -> None:
        """Set how many seats must be present: one at least, and not more than there are."""
        if quorum is not None and self.kind is not GroupKind.BOARD:
            raise RuleBroken(f"{self.name} does not vote: only a change board has a quorum.")
        self._refuse_quorum(quorum, self.seats)
        self.quorum = quorum

    @property
    def usual_quorum(self) -> int:
        """The seats that must be filled in its cycle: what was set, else more than half of them."""
        return self.quorum or self.seats // 2 + 1

    def ask_for_urgent(self, quorum: int | None) -> None:
        """Set how many seats must be filled out of cycle: fewer than usual, None for not set."""
        if quorum is not None:
            if self.kind is not GroupKind.BOARD:
                raise RuleBroken(f"{self.name} does not vote: only a change board has a quorum.")
            _refuse(urgent_problem(quorum, self.usual_quorum))
        self.urgent_quorum = quorum

    def admit(self, person: Person, role: MemberRole = MemberRole.MEMBER) -> Membership:
        """Give an active person a place; one each. A new chair takes over from the old one."""
        if any(member.person is person for member in self.members):
            raise RuleBroken(f"{person.name} is already in {self.name}.")
        if not person.active:
            raise RuleBroken(f"{person.name} is no longer active and cannot join {self.name}.")
        last = max((member.position for member in self.members), default=0.0)
        member = Membership(person=person, role=MemberRole.MEMBER, position=last + 1024.0)
        self.members.append(member)
        self.cast(member, role)
        return member

    def cast(self, member: Membership, role: MemberRole) -> None:
        """Set what a member is in it; there is one chair, and the quorum stays within reach."""
        if role is MemberRole.SECRETARY and member.role is not role:
            self._refuse_quorum(self.quorum, self.seats - 1)
        if role is MemberRole.CHAIR:
            for other in self.members:
                if other.role is role:
                    other.role = MemberRole.MEMBER
        member.role = role

    def refuse_leaving(self, member: Membership) -> None:
        """Raise RuleBroken when fewer seats than the quorum would be left without `member`."""
        if member.role is not MemberRole.SECRETARY:
            self._refuse_quorum(self.quorum, self.seats - 1)

    def _refuse_quorum(self, quorum: int | None, seats: int) -> None:
        problem = "" if quorum is None else quorum_problem(quorum, seats)
        if problem:
            raise RuleBroken(f"{self.name}: {problem}", Way(f"Open {self.name}", "group", self.id))


class Membership(Entity):
    """A person's seat in a group."""

    __tablename__ = "membership"
    subject_column = "group_id"

    group_id: Mapped[int] = refers_to("grouping")
    person_id: Mapped[int] = refers_to("person")
    role: Mapped[MemberRole] = mapped_column(one_of(MemberRole), default=MemberRole.MEMBER)
    pin: Mapped[str | None]  # salted digest of what the seat's holder types before a ballot
    position: Mapped[float] = mapped_column(default=0.0)

    group: Mapped[Group] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()
    delegations: Mapped[list[Delegation]] = relationship(
        back_populates="seat", order_by="Delegation.start", cascade="all, delete-orphan"
    )

    def delegate_to(self, person: Person, start: date, end: date) -> Delegation:
        """Let somebody fill this seat of a board on some days, whose last is `end`.

        A delegate fills one seat at a time, and a seat has one delegate at a time.
        """
        group, who = self.group, person.name
        if group.kind is not GroupKind.BOARD:
            raise RuleBroken(f"{group.name} does not vote: only a board's seats have delegates.")
        _refuse(days_problem(start, end))
        if not person.active:
            raise RuleBroken(f"{who} is no longer active and cannot stand in for anybody.")
        for seat in group.members:
            if seat.person is person:
                raise RuleBroken(f"{who} has a place in {group.name} and cannot fill another.")
            for other in seat.delegations:
                if (seat is self or other.person is person) and other.overlaps(start, end):
                    raise RuleBroken(f"{other.in_words()}: choose other days or somebody else.")
        made = Delegation(person=person, start=start, end=end)
        self.delegations.append(made)
        return made


class Delegation(Entity):
    """Days on which somebody else fills a seat of a board, the first and the last included."""

    __tablename__ = "delegation"
    subject_column = "membership_id"

    membership_id: Mapped[int] = refers_to("membership")
    person_id: Mapped[int] = refers_to("person")
    start: Mapped[date]
    end: Mapped[date]

    seat: Mapped[Membership] = relationship(back_populates="delegations")
    person: Mapped[Person] = relationship()

    def overlaps(self, start: date, end: date) -> bool:
        """Whether some of these days are among its own."""
        return self.start <= end and start <= self.end

    def in_words(self) -> str:
        """Who stands in for whom and when."""
        days = f"from {day(self.start)} to {day(self.end)}"
        if self.start == self.end:
            days = f"on {day(self.start)}"
        return f"{self.person.name} stands in for {self.seat.person.name} {days}"


# What is wrong with a value, as a sentence for the field it is typed into; "" when nothing is.


def name_problem(text: str, of: str, what: str = "name") -> str:
    """What is wrong with the name of a "person", "domain" or "group"."""
    if not text.strip():
        return f"A {of} needs a {what}."
    return "" if one_line(text) else f"A {what} stays on one line: take the line break out."


def initials_problem(text: str) -> str:
    """What is wrong with initials."""
    fits = one_line(text) and 1 <= len(text.strip()) <= 4
    return "" if fits else "Initials are one to four letters, such as AD."


def email_problem(text: str) -> str:
    """What is wrong with an email address; none at all is fine."""
    words = text.split()
    if not words:
        return ""
    if not one_line(text):
        return "An email address stays on one line: take the line break out."
    name, at, place = words[0].rpartition("@")
    if len(words) > 1 or not (name and at and place) or "@" in name:
        return f"“{text.strip()[:60]}” is no email address: write it as name@company.example."
    return ""


def capacity_problem(days: float) -> str:
    """What is wrong with person-days a month."""
    if days < 0:
        return "Capacity cannot be below zero: 0 says that it is not known."
    return "" if days < 1e9 else "Capacity is a number of person-days a month."


def quorum_problem(quorum: int, seats: int) -> str:
    """What is wrong with a quorum in a board of so many seats."""
    if quorum < 1:
        return "a quorum is one seat at least."
    if quorum > seats:
        return f"a quorum of {quorum} cannot be met with {count(seats, 'seat')}."
    return ""


def urgent_problem(quorum: int, usual: int) -> str:
    """What is wrong with a quorum out of cycle, where so many seats are usual."""
    if 1 <= quorum < usual:
        return ""
    if usual <= 1:
        return "Out of cycle a board needs fewer seats than usual, and one is usual here."
    return f"Out of cycle a board needs fewer seats than usual: 1 to {usual - 1}."


def days_problem(start: date, end: date) -> str:
    """What is wrong with the first and the last day of a delegate."""
    return "" if start <= end else f"The last day is before the first one, {day(start)}."


def _refuse(problem: str) -> None:
    if problem:
        raise RuleBroken(problem)
