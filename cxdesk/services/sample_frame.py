"""The sample's frame and people: what stood before the first initiative."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.outcomes import Outcome, Reading
from cxdesk.model.people import Domain, Group, GroupKind, Level, MemberRole, Membership, Person
from cxdesk.model.program import FrameItem, FrameKind, Holiday, Measure, Program
from cxdesk.services.order import STEP

Parts = tuple[date, int, str, str, str, Callable[[Session], object]]

OFFICE = "P08"


class Keys:
    """Ids by the sample's own keys ("P01", "IT", "CX-101"), and people's names."""

    def __init__(self, names: dict[str, str]) -> None:
        self.ids: dict[str, int] = {}
        self._names = names

    def name(self, key: str | None) -> str:
        """The name of a person; of the program office for None."""
        return self._names[key or OFFICE]

    def get(self, key: str | None) -> int | None:
        """The id behind a key; None for none."""
        return None if key is None else self.ids[key]


def day(text: str | None) -> date | None:
    """A date from ISO text; None for none."""
    return None if text is None else date.fromisoformat(text)


def events(data: dict[str, Any], keys: Keys) -> Iterator[Parts]:
    """Frame, people, groups, outcomes and batches, and each reading on its day."""
    first = _first_day(data)
    office = keys.name(OFFICE)
    steps = (
        ("Set up Meridian Telecom", _program),
        ("Add domains and people", _people),
        ("Add outcomes", _outcomes),
        ("Add batches", _batches),
    )
    for turn, (label, step) in enumerate(steps):
        yield first, turn - 10, "", label, office, _with(step, data, keys)
    for outcome in data["outcomes"]:
        for reading in outcome["readings"]:
            yield (
                date.fromisoformat(reading["on"]),
                20,
                outcome["key"],
                f"Read {outcome['key']} {outcome['name']}",
                office,
                _with(_reading, {"outcome": outcome["key"], **reading}, keys),
            )


def _with(
    step: Callable[[Session, dict[str, Any], Keys], None], data: dict[str, Any], keys: Keys
) -> Callable[[Session], None]:
    return lambda session: step(session, data, keys)


def _first_day(data: dict[str, Any]) -> date:
    days = [one["history"]["created"] for one in data["initiatives"]]
    days += [reading["on"] for one in data["outcomes"] for reading in one["readings"]]
    return date.fromisoformat(min([*days, data["program"]["start"]]))


def _program(session: Session, data: dict[str, Any], keys: Keys) -> None:
    it, limits = data["program"], data["limits"]
    session.add(
        Program(
            name=it["name"],
            subtitle=it["subtitle"],
            north_star=it["north_star"],
            why=it["why"],
            currency=it["currency"],
            start=date.fromisoformat(it["start"]),
            short_ends=date.fromisoformat(it["short_ends"]),
            mid_ends=date.fromisoformat(it["mid_ends"]),
            next_review=day(it["next_review"]),
            customers=it["customers"],
            margin=float(it["margin"]),
            gain_low=float(it["gains"][0]),
            gain_middle=float(it["gains"][1]),
            gain_high=float(it["gains"][2]),
            working_week=it["working_week"],
            **{f"weight_{name}": float(value) for name, value in it["weights"].items()},
        )
    )
    for on in it["holidays"]:
        session.add(Holiday(on=date.fromisoformat(on)))
    for place, principle in enumerate(data["principles"], 1):
        session.add(
            FrameItem(
                kind=FrameKind.PRINCIPLE,
                name=principle["name"],
                text=principle["text"],
                position=place * STEP,
            )
        )
    for name, measure, key in (
        ("Budget", Measure.BUDGET, "budget"),
        ("Work in progress", Measure.WIP, "wip"),
        ("Work in progress of one owner", Measure.OWNER_WIP, "owner_wip"),
        ("Person-days a month of a domain", Measure.PERSON_DAYS, "capacity"),
    ):
        session.add(
            FrameItem(kind=FrameKind.LIMIT, name=name, measure=measure, limit=float(limits[key]))
        )


def _people(session: Session, data: dict[str, Any], keys: Keys) -> None:
    for place, it in enumerate(data["domains"], 1):
        domain = Domain(
            name=it["name"],
            short=it["key"],
            hue=it["hue"],
            capacity=float(it["capacity"]),
            position=place * STEP,
        )
        session.add(domain)
        keys.ids[it["key"]] = domain.id
    for it in data["people"]:
        person = Person(
            name=it["name"],
            initials=it["initials"],
            email=it["email"],
            role=it["role"],
            level=Level(it["level"]),
            domain_id=keys.get(it.get("domain")),
        )
        session.add(person)
        keys.ids[it["key"]] = person.id
    for it in data["groups"]:
        group = Group(name=it["name"], kind=GroupKind(it["kind"]), quorum=it.get("quorum"))
        session.add(group)
        seats = [(key, MemberRole.MEMBER) for key in it["members"]]
        if it.get("secretary"):
            seats[0] = (seats[0][0], MemberRole.CHAIR)
            seats.append((it["secretary"], MemberRole.SECRETARY))
        for place, (key, role) in enumerate(seats, 1):
            session.add(
                Membership(
                    group_id=group.id, person_id=keys.ids[key], role=role, position=place * STEP
                )
            )


def _outcomes(session: Session, data: dict[str, Any], keys: Keys) -> None:
    for place, it in enumerate(data["outcomes"], 1):
        outcome = Outcome(
            code=it["key"],
            name=it["name"],
            unit=it.get("unit", ""),
            due=date.fromisoformat(it["due"]),
            owner_id=keys.get(it.get("owner")),
            headline=it.get("headline", False),
            position=place * STEP,
        )
        outcome.aim(float(it["baseline"]), float(it["target"]))
        session.add(outcome)
        keys.ids[it["key"]] = outcome.id


def _batches(session: Session, data: dict[str, Any], keys: Keys) -> None:
    for place, it in enumerate(data["batches"], 1):
        batch = Batch(
            code=it["code"],
            name=it["name"],
            lead_id=keys.get(it.get("lead")),
            deadline=date.fromisoformat(it["deadline"]),
            position=place * STEP,
        )
        session.add(batch)
        keys.ids[it["code"]] = batch.id


def _reading(session: Session, it: dict[str, Any], keys: Keys) -> None:
    session.add(
        Reading(
            outcome_id=keys.ids[it["outcome"]],
            on=date.fromisoformat(it["on"]),
            value=float(it["value"]),
            n=it.get("n"),
            promoters=it.get("promoters"),
            passives=it.get("passives"),
            detractors=it.get("detractors"),
        )
    )
