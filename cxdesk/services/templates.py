"""Templates: what a new initiative of a kind begins with, taken from one that was done before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.errors import RuleBroken
from cxdesk.model.views import CardTemplate
from cxdesk.model.wording import count, listed
from cxdesk.services.blueprint import laid_out, taken
from cxdesk.services.frame import frame
from cxdesk.services.naming import name_fault
from cxdesk.services.order import STEP
from cxdesk.services.search import fold
from cxdesk.services.session import initiative, one, today

_MOST_DAYS = 20_000  # a lifetime: farther off nothing is due
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template; `title` is what initiatives of it begin their title with, `holds` in words."""

    id: int
    name: str
    title: str
    holds: str


@dataclass(frozen=True, slots=True)
class Days:
    """What a template comes to from a start on: its end, and the first and last due day."""

    end: date | None
    first_due: date | None
    last_due: date | None


def templates(session: Session) -> tuple[TemplateRow, ...]:
    """Every template, in the order they were made."""
    rows = session.scalars(select(CardTemplate).order_by(CardTemplate.position, CardTemplate.name))
    return tuple(
        TemplateRow(row.id, row.name, row.content.get("title", ""), _holds(row.content))
        for row in rows
    )


def make(session: Session, initiative_id: int, name: str) -> int:
    """Make a template of an initiative; days are kept as working days after its start.

    Raises RuleBroken for a name that is empty or already another's.
    """
    here = initiative(session, initiative_id)
    calendar = frame(session).calendar
    days = [here.start, here.end, *(each.due for each in here.actions)]
    base = here.start or min((on for on in days if on is not None), default=today(session))

    def written(on: date | None) -> int | None:
        return None if on is None else calendar.days_between(base, on)

    last = session.scalars(select(CardTemplate.position)).all()
    new = CardTemplate(
        name="", content=taken(here, written), position=max(last, default=0.0) + STEP
    )
    new.rename(_free(session, name))
    session.add(new)
    session.flush()
    return new.id


def rename(session: Session, id: int, name: str) -> None:
    """Set the name of a template. Raises RuleBroken when it is empty or already another's."""
    here = one(session, CardTemplate, id)
    here.rename(_free(session, name, here))


def remove(session: Session, id: int) -> None:
    """Remove a template; what was made of it stays."""
    session.delete(one(session, CardTemplate, id))


def begin(
    session: Session,
    id: int,
    title: str,
    *,
    batch: int | None = None,
    start: date | None = None,
) -> int:
    """Add an initiative made of a template and return its id.

    Its days are as many working days after `start` as the template says; without one it has none.
    """
    here = one(session, CardTemplate, id)
    calendar = frame(session).calendar
    return laid_out(session, here.content, title, batch, lambda off: _day(calendar, start, off))


def days(session: Session, id: int, start: date) -> Days:
    """What a template comes to when it starts on this day."""
    content = one(session, CardTemplate, id).content
    calendar = frame(session).calendar
    due = [_day(calendar, start, each.get("due")) for each in content.get("actions", ())]
    there = [on for on in due if on is not None]
    return Days(
        _day(calendar, start, content.get("end")),
        min(there, default=None),
        max(there, default=None),
    )


def name_problem(name: str) -> str:
    """What is wrong with the name of a template; "" when nothing is."""
    return name_fault(name, "template", _LONGEST_NAME)


def _free(session: Session, name: str, own: CardTemplate | None = None) -> str:
    if why := name_problem(name):
        raise RuleBroken(why)
    for other in session.scalars(select(CardTemplate)):
        if other is not own and fold(other.name) == fold(name.strip()):
            raise RuleBroken(f"There is a template “{other.name}” already.")
    return name


def _day(calendar: WorkCalendar, start: date | None, off: Any) -> date | None:
    if start is None or not isinstance(off, int) or abs(off) > _MOST_DAYS:
        return None
    try:
        return calendar.shifted(start, off)
    except OverflowError:
        return None


def _holds(content: dict[str, Any]) -> str:
    charter = content.get("charter") or {}
    parts = [
        count(len(content.get("actions", ())), "action"),
        count(len(charter.get("phases", ())), "phase"),
        count(len(charter.get("criteria", ())), "criterion", "criteria"),
    ]
    return listed([part for part in parts if not part.startswith("0 ")]) or "texts and figures"
