"""The steps of a what-if: each a verb with plain values, which runs an ordinary command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from sqlalchemy.orm import Session

from cxdesk.model.base import mint_id
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.states import LinkType, State
from cxdesk.model.wording import day
from cxdesk.services import initiatives, kanban, programs
from cxdesk.services.link_words import kind
from cxdesk.services.session import initiative

Step = list[Any]
"""[verb, argument ...] as the file keeps it: numbers, words, dates in ISO form."""

_ODD = "This step was made by another version of cxdesk, which knows more."


# What users change -------------------------------------------------------------------------


def scheduled(id: int, start: date | None, end: date | None) -> Step:
    """Set the dates of an initiative."""
    return ["schedule", id, start and start.isoformat(), end and end.isoformat()]


def linked(before: int, after: int, type: LinkType = LinkType.FS, lag: int = 0) -> Step:
    """Link two initiatives; the link's id is minted here, so that later steps can name it."""
    return ["link", mint_id(), before, after, type.value, lag]


def relinked(link: int, type: LinkType, lag: int) -> Step:
    """Set type and lag of a link."""
    return ["relink", link, type.value, lag]


def unlinked(link: int) -> Step:
    """Remove a link."""
    return ["unlink", link]


def pinned(id: int, pinned: bool) -> Step:
    """Hold an initiative to its dates, or no longer."""
    return ["pin", id, pinned]


def given(id: int, person: int | None, reason: str = "") -> Step:
    """Set the owner, with a `reason` where one is over a soft limit."""
    return ["give", id, person, reason]


def costed(id: int, cost: float, effort: float) -> Step:
    """Set cost and person-days."""
    return ["cost_effort", id, cost, effort]


def joined(id: int, batch: int | None) -> Step:
    """Put an initiative into a batch."""
    return ["join", id, batch]


def due(batch: int, deadline: date) -> Step:
    """Set the deadline of a batch."""
    return ["deadline", batch, deadline.isoformat()]


def dropped(id: int, reason: str = "") -> Step:
    """Leave an initiative out: once adopted it is cancelled with this reason."""
    return ["drop", id, reason]


def added(
    title: str, start: date | None, end: date | None, effort: float, domain: int | None
) -> Step:
    """Add an initiative; its id is minted here, so that later steps can name it."""
    return [
        "add", mint_id(), title, start and start.isoformat(), end and end.isoformat(), effort,
        domain,
    ]  # fmt: skip


# How they are done ---------------------------------------------------------------------------


def _link(session: Session, id: int, before: int, after: int, type: LinkType, lag: int) -> None:
    if session.get(Link, id) is not None:
        raise RuleBroken("This link is part of the plan already.")
    initiatives.link(session, before, after, type, lag, id=id)


def _drop(session: Session, id: int, reason: str = "") -> None:
    if not initiative(session, id).cancelled:  # it was left out of the plan meanwhile
        kanban.change_state(session, id, State.CANCELLED, reason or "what-if")


def _add(
    session: Session,
    id: int,
    title: str,
    start: date | None,
    end: date | None,
    effort: float,
    domain: int | None,
) -> None:
    if session.get(Initiative, id) is not None:
        raise RuleBroken(f"“{title}” is part of the plan already.")
    initiatives.add(session, title, domain=domain, id=id)
    initiatives.schedule(session, id, start, end)
    initiatives.cost(session, id, 0.0, effort)


def _id(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError(value)
    return value


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not isfinite(value):
        raise TypeError(value)
    return float(value)


def _or_none(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else kind(value)


_day = date.fromisoformat


@dataclass(frozen=True)
class Verb:
    """What a verb runs and how its arguments are read; those beyond `least` may be missing.

    A step with a verb that `replaces` takes the place of an earlier one about the same thing.
    """

    run: Callable[..., object]
    kinds: tuple[Callable[[Any], Any], ...]
    least: int
    replaces: bool = True


VERBS: Mapping[str, Verb] = {
    "schedule": Verb(initiatives.schedule, (_id, _or_none(_day), _or_none(_day)), 3),
    "link": Verb(_link, (_id, _id, _id, LinkType, _id), 5, False),
    "relink": Verb(initiatives.relink, (_id, LinkType, _id), 3),
    "unlink": Verb(initiatives.unlink, (_id,), 1),
    "pin": Verb(initiatives.pin, (_id, _flag), 2),
    "give": Verb(initiatives.give, (_id, _or_none(_id), _words), 2),
    "cost_effort": Verb(initiatives.cost, (_id, _number, _number), 3),
    "join": Verb(initiatives.join, (_id, _or_none(_id)), 2),
    "deadline": Verb(programs.move_deadline, (_id, _day), 2),
    "drop": Verb(_drop, (_id, _words), 1),
    "add": Verb(
        _add, (_id, _words, _or_none(_day), _or_none(_day), _number, _or_none(_id)), 6, False
    ),
}
_ON_INITIATIVES = ("schedule", "pin", "give", "cost_effort", "join", "drop", "add")
_ON_LINKS = ("link", "relink", "unlink")


def kept(steps: object) -> list[Step]:
    """The steps as the file has them; one that is none is there and never fits."""
    found = steps if isinstance(steps, list) else []
    return [one if isinstance(one, list) and len(one) > 1 else ["", 0] for one in found]


def read(step: Step) -> tuple[Verb, tuple[Any, ...]]:
    """The verb and the arguments of a step. Raises RuleBroken for one nobody here can read."""
    try:
        verb = VERBS[step[0]]
        values = step[1:]
        if not verb.least <= len(values) <= len(verb.kinds):
            raise ValueError(step)
        return verb, tuple(kind(value) for kind, value in zip(verb.kinds, values, strict=False))
    except (KeyError, TypeError, ValueError) as error:
        raise RuleBroken(_ODD) from error


def apply(session: Session, step: Step) -> None:
    """Do what a step says. Raises RuleBroken where it does not fit."""
    verb, values = read(step)
    verb.run(session, *values)
    session.flush()


# Keeping them few ----------------------------------------------------------------------------


def merged(steps: Sequence[Step], step: Step) -> list[Step]:
    """`steps` and a new one, without those that it makes pointless.

    They lead to the same plan, but not by the same way: the shorter one may be refused.
    """
    verb, about = step[0], step[1]
    made = any(one[0] in ("link", "add") and one[1] == about for one in steps)
    if verb == "unlink" and made:
        return [one for one in steps if not _about(one, _ON_LINKS, about)]
    if verb == "drop" and made:
        return [one for one in steps if about not in one[1:]]
    if verb == "relink" and made:
        return [
            [*one[:4], *step[2:]] if one[0] == "link" and one[1] == about else one for one in steps
        ]
    if verb == "unlink":
        gone: tuple[str, ...] = _ON_LINKS
    elif verb == "drop":
        gone = _ON_INITIATIVES
    else:
        gone = (verb,) if verb in VERBS and VERBS[verb].replaces else ()
    return [*(one for one in steps if not _about(one, gone, about)), step]


def without(steps: Sequence[Step], place: int) -> list[Step]:
    """`steps` without one, and without those that need what it made."""
    gone = steps[place]
    made = gone[1] if gone[0] in ("link", "add") else None
    return [
        one for at, one in enumerate(steps)
        if at != place and (made is None or made not in one[1:])
    ]  # fmt: skip


def _about(step: Step, verbs: Sequence[str], about: Any) -> bool:
    return step[0] in verbs and step[1] == about


def bar_of(step: Step) -> int | None:
    """The initiative whose bar a step changes."""
    return step[1] if step[0] in _ON_INITIATIVES and type(step[1]) is int else None


# Saying them ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """What the things are called that steps name by id; one that is gone has no name."""

    initiatives: Mapping[int, str]
    people: Mapping[int, str]
    batches: Mapping[int, str]
    links: Mapping[int, tuple[int, int]]

    def of(self, id: int) -> str:
        """An initiative."""
        return self.initiatives.get(id, "an initiative that is gone")

    def batch(self, id: int | None) -> str:
        """A batch."""
        return "no batch" if id is None else self.batches.get(id, "a batch that is gone")

    def link(self, id: int) -> str:
        """A link by its ends."""
        ends = self.links.get(id)
        return "a link that is gone" if ends is None else f"{self.of(ends[0])} → {self.of(ends[1])}"


def words(step: Step, names: Names) -> str:
    """A step as a clause: "CX-201: 19 Oct 2026 to 19 Feb 2027"."""
    try:
        values = read(step)[1]
    except RuleBroken:
        return "a step of another version of cxdesk"
    first = values[0]
    match step[0]:
        case "schedule":
            return f"{names.of(first)}: {_span(values[1], values[2])}"
        case "link":
            return f"{names.of(values[2])} waits for {names.of(values[1])} ({kind(*values[3:])})"
        case "relink":
            return f"the link {names.link(first)} is {kind(*values[1:])}"
        case "unlink":
            return f"no link {names.link(first)}"
        case "pin":
            return f"{names.of(first)} {'is' if values[1] else 'is no longer'} held to its dates"
        case "give":
            who = "nobody" if values[1] is None else names.people.get(values[1], "somebody unknown")
            return f"{names.of(first)} goes to {who}"
        case "cost_effort":
            cost, effort = (f"{value:,.10g}" for value in values[1:])
            return f"{names.of(first)}: cost {cost} thousand, effort {effort} person-days"
        case "join":
            return f"{names.of(first)} stands in {names.batch(values[1])}"
        case "deadline":
            return f"the deadline of {names.batch(first)} is {day(values[1])}"
        case "drop":
            return f"{names.of(first)} is left out"
        case _:
            return f"new: “{values[1]}”, {_span(values[2], values[3])}"


def _span(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return "no dates"
    return f"{day(start) if start else 'no start'} to {day(end) if end else 'no end'}"
