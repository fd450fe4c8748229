"""What users do with the frame: north star, why, principles, limits, review and worth."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Domain
from cxdesk.model.program import FrameItem, FrameKind, Measure
from cxdesk.services.frame import program
from cxdesk.services.order import put_behind
from cxdesk.services.session import maybe, one

LIMIT_NAMES = {
    Measure.BUDGET: "Budget",
    Measure.WIP: "Work in progress",
    Measure.OWNER_WIP: "Work in progress of one owner",
    Measure.PERSON_DAYS: "Person-days a month of a domain",
}


def set_north_star(session: Session, text: str) -> None:
    """Set the sentence everything is measured against."""
    program(session).north_star = text


def set_why(session: Session, text: str) -> None:
    """Say why it is worth it."""
    program(session).why = text


def set_review(session: Session, on: date | None) -> None:
    """Set the day on which the frame is looked at again; None is no day yet."""
    program(session).next_review = on


# What it returns ----------------------------------------------------------------------------


def set_worth(session: Session, customers: int, margin: float) -> None:
    """Set how many customers there are and what one brings a year: the ROI calculator uses both."""
    if not (0 <= customers < 10**10 and 0 <= margin < 1e9):
        raise RuleBroken("Customers and margin are numbers of zero or more.")
    here = program(session)
    here.customers, here.margin = customers, margin


def expect_gain(
    session: Session, low: float | None, middle: float | None, high: float | None
) -> None:
    """Set how many points more of all customers are expected to stay, in three cases."""
    for points in (low, middle, high):
        if points is not None and (problem := gain_problem(points)):
            raise RuleBroken(problem)
    here = program(session)
    here.gain_low, here.gain_middle, here.gain_high = low, middle, high


def reckon_with(session: Session, investment: float | None) -> None:
    """Set the thousands that the return is reckoned against; None is what initiatives cost."""
    if investment is not None and (problem := investment_problem(investment)):
        raise RuleBroken(problem)
    program(session).investment = investment


def customers_problem(customers: float) -> str:
    """What is wrong with a number of customers, as a sentence for its field; "" for nothing."""
    if not 0 <= customers < 10**10:
        return "That is more customers than there are people."
    return "" if customers == int(customers) else "Customers are counted in whole numbers."


def margin_problem(margin: float) -> str:
    """What is wrong with a margin a year, as a sentence for its field; "" for nothing."""
    return "" if 0 <= margin < 1e9 else "A margin is a number below a thousand million."


def gain_problem(points: float) -> str:
    """What is wrong with points gained, as a sentence for their field; "" for nothing."""
    return "" if 0 <= points <= 100 else "Points are per cent of all customers: from 0 to 100."


def investment_problem(thousands: float) -> str:
    """What is wrong with an investment, as a sentence for its field; "" for nothing."""
    return (
        "" if 0 <= thousands < 1e9 else "A cost is a number of thousands below a thousand million."
    )


# Principles ---------------------------------------------------------------------------------


def add_principle(session: Session, name: str, text: str = "") -> int:
    """Add a principle at the end and return its id."""
    others = _principles(session)
    new = FrameItem(kind=FrameKind.PRINCIPLE, name=_named(name), text=text, position=0.0)
    put_behind(others, new, others[-1].id if others else None)
    session.add(new)
    return new.id


def edit_principle(session: Session, id: int, name: str, text: str) -> None:
    """Set the name of a principle and what it means."""
    here = one(session, FrameItem, id)
    here.name, here.text = _named(name), text


def move_principle(session: Session, id: int, after: int | None) -> None:
    """Put a principle behind another; first for None."""
    put_behind(_principles(session), one(session, FrameItem, id), after)


def remove_principle(session: Session, id: int) -> None:
    """Remove a principle."""
    session.delete(one(session, FrameItem, id))


def principle_problem(name: str) -> str:
    """What is wrong with the name of a principle, for its field; "" when nothing is."""
    return "" if name.strip() else "A principle needs a name."


# Limits -------------------------------------------------------------------------------------


def set_limit(
    session: Session, measure: Measure, limit: float | None, domain: int | None = None
) -> None:
    """Agree a limit, change it, or lift it with None; `domain` is for person-days alone.

    Raises RuleBroken for one below zero, or work in progress that is no whole number.
    """
    name = LIMIT_NAMES[measure]
    within = maybe(session, Domain, domain)
    if within is not None and measure is not Measure.PERSON_DAYS:
        raise RuleBroken(f"{name} is a limit of the whole program, not of a domain.")
    if limit is not None:
        _refuse_limit(measure, limit)
    kept = session.scalars(
        select(FrameItem).where(
            FrameItem.kind == FrameKind.LIMIT,
            FrameItem.measure == measure,
            FrameItem.domain_id.is_(None) if domain is None else FrameItem.domain_id == domain,
        )
    ).all()
    for item in kept if limit is None else kept[1:]:
        session.delete(item)
    if limit is not None and kept:
        kept[0].limit = limit
    elif limit is not None:
        session.add(
            FrameItem(
                kind=FrameKind.LIMIT, name=name, text="", measure=measure, limit=limit,
                domain=within, position=0.0,
            )
        )  # fmt: skip


def make_wip_hard(session: Session, hard: bool) -> None:
    """Refuse more work in progress than the limit (hard), or let it go on with a reason."""
    program(session).wip_hard = hard


def limit_problem(measure: Measure, limit: float) -> str:
    """What is wrong with a limit, as a sentence for its field; "" when nothing is."""
    name = LIMIT_NAMES[measure]
    if limit < 0:
        return f"{name} cannot be limited below zero."
    if not limit < 1e9:
        return f"{name} is limited by a number."
    if measure in (Measure.WIP, Measure.OWNER_WIP) and limit != int(limit):
        return f"{name} counts initiatives: give a whole number."
    return ""


def _refuse_limit(measure: Measure, limit: float) -> None:
    problem = limit_problem(measure, limit)
    if problem:
        raise RuleBroken(problem)


def _named(name: str) -> str:
    if problem := principle_problem(name):
        raise RuleBroken(problem)
    return name


def _principles(session: Session) -> list[FrameItem]:
    query = select(FrameItem).where(FrameItem.kind == FrameKind.PRINCIPLE)
    return list(session.scalars(query.order_by(FrameItem.position, FrameItem.name)))
