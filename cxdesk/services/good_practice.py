"""Where good practice is missed: a warning for each, with a way to it; nothing is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import Way
from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.people import Domain, GroupKind, Level, MemberRole, Person
from cxdesk.model.states import State
from cxdesk.model.wording import count, listed
from cxdesk.model.work import Action, ActionState
from cxdesk.services.people_view import GroupRow, SeatRow, groups

ADVISERS = range(10, 13)
ENOUGH_DOMAINS = 3
NO_BOARD, NO_TEAM = 0, -1
_AT_WORK = (State.PLANNED, State.READY, State.IN_PROGRESS)
_initiative, _action, _link = Initiative.__table__.c, Action.__table__.c, Link.__table__.c
_person, _domain = Person.__table__.c, Domain.__table__.c


@dataclass(frozen=True, slots=True)
class Advice:
    """One warning: what is missed, in a sentence, and the item to open for it.

    `kind` is "owner", "lead", "seat", "advisers" or "team". A way to a group that is yet to be
    founded has the id NO_BOARD or NO_TEAM.
    """

    kind: str
    text: str
    way: Way


def advice(session: Session) -> tuple[Advice, ...]:
    """All warnings, those about the whole program first."""
    return (*of_groups(session), *_teams(session))


def of_groups(session: Session) -> tuple[Advice, ...]:
    """The warnings about boards, teams and advisers: their members, and that there are any."""
    found = groups(session)
    return (
        *_owner(session, [group for group in found if group.kind is GroupKind.BOARD]),
        *_lead([group for group in found if group.kind is GroupKind.TEAM]),
        *_seats(found),
        *_advisers(session, [group for group in found if group.kind is GroupKind.ADVISORY]),
    )


def _owner(session: Session, boards: Sequence[GroupRow]) -> Iterator[Advice]:
    """The executive who owns the program is who chairs its change board."""
    if not boards:
        way = Way("Add a change board", "group", NO_BOARD)
        yield Advice("owner", "The program has no change board, so nobody decides for it.", way)
    for board in boards:
        way = Way(f"Open {board.name}", "group", board.id)
        chair = next((each for each in board.members if each.seat is MemberRole.CHAIR), None)
        if chair is None:
            yield Advice("owner", f"{board.name} has no chair: name an executive.", way)
            continue
        level = session.scalar(select(_person.level).where(_person.id == chair.person_id))
        if level is not Level.EXECUTIVE:
            text = (
                f"The program has no executive owner: {chair.name}, who chairs the "
                f"{board.name}, is {_one(level)}."
            )
            yield Advice("owner", text, way)


def _one(level: Level | None) -> str:
    return "a manager" if level is Level.MANAGER else "an employee"


def _lead(teams: Sequence[GroupRow]) -> Iterator[Advice]:
    """The lead of the CX team is its chair, else its first member."""
    named = [team for team in teams if re.search(r"\b(cx|customer)\b", team.name.casefold())]
    if not teams:
        text = "The program has no CX team: name those who drive it every day."
        yield Advice("lead", text, Way("Add a CX team", "group", NO_TEAM))
    for team in named or (teams if len(teams) == 1 else ()):
        way = Way(f"Open {team.name}", "group", team.id)
        leads = sorted(team.members, key=lambda each: each.seat is not MemberRole.CHAIR)
        if not leads:
            yield Advice("lead", f"{team.name} has no members: name its lead first.", way)
        elif leads[0].domain != "Org":
            text = (
                f"{leads[0].name} leads {team.name} from inside {leads[0].domain}: "
                "a lead outside all departments is heard by each of them."
            )
            yield Advice("lead", text, way)


def _seats(found: Sequence[GroupRow]) -> Iterator[Advice]:
    for group in found:
        gone = [each.name for each in group.members if not each.active]
        if gone:
            has, takes = ("has", "takes") if len(gone) == 1 else ("have", "take")
            text = f"{listed(gone)} {has} a place in {group.name} but no longer {takes} part."
            yield Advice("seat", text, Way(f"Open {group.name}", "group", group.id))
        for member in group.members:
            for each in member.delegates:
                if not each.active:
                    text = (
                        f"{each.name} stands in for {member.name} in {group.name} but no longer "
                        "takes part."
                    )
                    yield Advice("seat", text, Way(f"Open {group.name}", "group", group.id))


def _advisers(session: Session, advisory: Sequence[GroupRow]) -> Iterator[Advice]:
    """An advisory group has 10 to 12 members, from three domains or more, no domain ruling it."""
    domains = len(session.scalars(select(_domain.id)).all()) if advisory else 0
    for group in advisory:
        way = Way(f"Open {group.name}", "group", group.id)
        members = [each for each in group.members if each.active]
        if len(members) not in ADVISERS:
            few = "are too few to hear all sides" if len(members) < 10 else "are too many to talk"
            text = f"{group.name}: {count(len(members), 'member')} {few}; 10 to 12 work best."
            yield Advice("advisers", text, way)
        yield from (
            Advice("advisers", f"{group.name} is not cross-functional: {why}.", way)
            for why in (_one_sided(members, min(ENOUGH_DOMAINS, domains)) if members else ())
        )


def _one_sided(members: Sequence[SeatRow], enough: int) -> Iterator[str]:
    names = [each.domain for each in members if each.domain != "Org"]
    present = sorted(set(names))
    if len(present) < enough:
        yield f"it hears {listed(present)} alone" if present else "nobody in it is from a domain"
    elif most := [name for name in present if names.count(name) * 2 > len(members)]:
        yield f"more than half of it is from {most[0]}"


def _teams(session: Session) -> Iterator[Advice]:
    """An initiative touches its own domain and those of what it waits for or is waited for by; one
    of the whole organisation touches all. Its team are its owner and those who have its actions.
    """
    shorts = dict(session.execute(select(_domain.id, _domain.short)).all())
    at_work = {
        row.id: row
        for row in session.execute(
            select(
                _initiative.id, _initiative.code, _initiative.domain_id, _initiative.owner_id
            ).where(_initiative.state.in_(_AT_WORK)).order_by(_initiative.code)
        )
    }  # fmt: skip
    domain_of = dict(session.execute(select(_initiative.id, _initiative.domain_id)).all())
    touched: dict[int, set[int | None]] = {id: {row.domain_id} for id, row in at_work.items()}
    for before, after in session.execute(select(_link.predecessor_id, _link.successor_id)):
        for here, other in ((before, after), (after, before)):
            if here in touched:
                touched[here].add(domain_of.get(other))
    people = dict(session.execute(select(_person.id, _person.domain_id)).all())
    teams = {id: {row.owner_id} for id, row in at_work.items()}
    for id, owner in session.execute(
        select(_action.initiative_id, _action.owner_id)
        .where(_action.state != ActionState.DROPPED)
        .distinct()
    ):
        if id in teams:
            teams[id].add(owner)
    for id, row in at_work.items():
        team = {people.get(person) for person in teams[id] if person is not None}
        areas = sorted(shorts[each] for each in touched[id] if each in shorts)
        from_one = len(team) == 1 and None not in team
        if from_one and (row.domain_id is None or len(areas) > 1):
            what = "the whole organisation" if row.domain_id is None else listed(areas)
            home = shorts.get(next(iter(team)) or 0, "one domain")
            text = f"{row.code} touches {what}, but everybody who works on it is from {home}."
            yield Advice("team", text, Way(f"Open {row.code}", "initiative", id))
