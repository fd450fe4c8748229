"""Domains, people and the groups they form."""

from __future__ import annotations

import enum

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxdesk.model.base import Entity, one_of, refers_to


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
    capacity: Mapped[float] = mapped_column(default=0.0)
    position: Mapped[float] = mapped_column(default=0.0)


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


class Group(Entity):
    """A change board, a team or an advisory group; only a board has a quorum."""

    __tablename__ = "grouping"  # GROUP is a word of SQL

    name: Mapped[str]
    kind: Mapped[GroupKind] = mapped_column(one_of(GroupKind))
    quorum: Mapped[int | None]

    members: Mapped[list[Membership]] = relationship(
        back_populates="group", order_by="Membership.position"
    )


class Membership(Entity):
    """A person's seat in a group."""

    __tablename__ = "membership"
    subject_column = "group_id"

    group_id: Mapped[int] = refers_to("grouping")
    person_id: Mapped[int] = refers_to("person")
    role: Mapped[MemberRole] = mapped_column(one_of(MemberRole), default=MemberRole.MEMBER)
    position: Mapped[float] = mapped_column(default=0.0)

    group: Mapped[Group] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()
