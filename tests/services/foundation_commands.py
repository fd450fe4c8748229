"""Every command of Strategy and People, once or more, as it would be given in the sample."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.outcomes import Reading
from cxdesk.model.people import (
    Delegation,
    Group,
    GroupKind,
    Level,
    MemberRole,
    Membership,
    Person,
)
from cxdesk.model.program import FrameItem, FrameKind, Holiday, Measure, Program
from cxdesk.services import (
    calendar,
    domains,
    groups,
    handover,
    letterhead,
    outcomes,
    people,
    programs,
    setup,
    strategy,
)
from cxdesk.services.attachments import incoming
from cxdesk.services.session import one
from tests.conftest import TODAY
from tests.services.commands import CHAIR, NASTY, Case, dom, out, per

ONE_LINE = NASTY.replace("\n", " ")
PIXEL = (
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a494441"
    "5478da63f80f00010101001cb08c990000000049454e44ae426082"
)  # a PNG
BOARD, TEAM, ADVISERS = "Change board", "CX team", "Advisory group"


def grp(s: Session, name: str) -> int:
    return s.scalars(select(Group.id).where(Group.name == name)).one()


def mem(s: Session, group: str, person: str) -> int:
    found = select(Membership.id).where(
        Membership.group_id == grp(s, group), Membership.person_id == per(s, person)
    )
    return s.scalars(found).one()


def stand_in(s: Session, member: str, delegate: str, start: date = TODAY, end: date = TODAY) -> int:
    """Let somebody fill the seat of a board member."""
    return groups.delegate(s, mem(s, BOARD, member), per(s, delegate), start, end)


def _set_logo(s: Session) -> None:
    """Set a logo of one white pixel."""
    letterhead.set_logo(s, incoming("logo.png", bytes.fromhex(PIXEL)))


def pri(s: Session, name: str) -> int:
    found = select(FrameItem.id).where(FrameItem.kind == FrameKind.PRINCIPLE)
    return s.scalars(found.where(FrameItem.name == name)).one()


def rea(s: Session, code: str) -> int:
    """The newest reading of an outcome."""
    found = select(Reading.id).where(Reading.outcome_id == out(s, code))
    return s.scalars(found.order_by(Reading.on.desc())).first() or 0


def hol(s: Session, on: date) -> int:
    return s.scalars(select(Holiday.id).where(Holiday.on == on)).one()


def _program(s: Session) -> int:
    return s.scalars(select(Program.id)).one()


def _second_jonas(s: Session) -> int:
    return people.add(s, "Jonas Weber", "Lawyer")


PEOPLE = (
    Case(people.add, "with everything",
         lambda s: people.add(s, ONE_LINE, "CTO", level=Level.EXECUTIVE, domain=dom(s, "IT"),
                              email="x@y.example", initials="RD")),
    Case(people.add, "of a name that is there", _second_jonas),
    Case(people.add_all, "three at once",
         lambda s: people.add_all(s, [people.NewPerson("Kim"), people.NewPerson("Kim", "CEO"),
                                      people.NewPerson("Bo", domain=dom(s, "Care"))])),
    Case(people.edit, "everything",
         lambda s: people.edit(s, per(s, CHAIR), name=ONE_LINE, initials="Z", email="",
                               role=NASTY, level=Level.EMPLOYEE)),
    Case(people.belong, "to a domain", lambda s: people.belong(s, per(s, CHAIR), dom(s, "Field"))),
    Case(people.hand_over, "all that is open with one in every group",
         lambda s: people.hand_over(s, per(s, "Claire Dubois"), per(s, "Ben Carter"))),
    Case(people.hand_over, "approvals, sponsorships and the chair",
         lambda s: people.hand_over(s, per(s, CHAIR), per(s, "Hana Sato"))),
    Case(handover.give_all, "what is open, to one who asks and approves already",
         lambda s: handover.give_all(s, one(s, Person, per(s, CHAIR)),
                                     one(s, Person, per(s, "Elena Rossi")))),
    Case(people.deactivate, "leaving everything",
         lambda s: people.deactivate(s, per(s, CHAIR))),
    Case(people.deactivate, "handing everything over",
         lambda s: people.deactivate(s, per(s, "Luca Moretti"), per(s, "Ravi Menon"))),
    Case(people.bring_back, "one who left", lambda s: people.bring_back(s, per(s, CHAIR)),
         (lambda s: people.deactivate(s, per(s, CHAIR)),)),
)  # fmt: skip

DOMAINS = (
    Case(domains.add, "the sixth", lambda s: domains.add(s, ONE_LINE, "Law", 20.5)),
    Case(domains.rename, "both", lambda s: domains.rename(s, dom(s, "Fin"), ONE_LINE, "F&C")),
    Case(domains.offer, "half", lambda s: domains.offer(s, dom(s, "IT"), 50.0)),
    Case(domains.colour, "another", lambda s: domains.colour(s, dom(s, "IT"), 4)),
    Case(domains.move, "to the top", lambda s: domains.move(s, dom(s, "Field"), None)),
)  # fmt: skip

GROUPS = (
    Case(groups.add, "a board with a quorum",
         lambda s: groups.add(s, ONE_LINE, GroupKind.BOARD, [per(s, CHAIR), per(s, "Hana Sato")],
                              2)),
    Case(groups.rename, "any text", lambda s: groups.rename(s, grp(s, BOARD), ONE_LINE)),
    Case(groups.ask_for, "all seven", lambda s: groups.ask_for(s, grp(s, BOARD), 7)),
    Case(groups.ask_for, "no quorum", lambda s: groups.ask_for(s, grp(s, BOARD), None)),
    Case(groups.seat, "a new chair",
         lambda s: groups.seat(s, grp(s, BOARD), per(s, "Hana Sato"), MemberRole.CHAIR)),
    Case(groups.cast, "another chair",
         lambda s: groups.cast(s, mem(s, BOARD, "Elena Rossi"), MemberRole.CHAIR)),
    Case(groups.unseat, "one", lambda s: groups.unseat(s, mem(s, BOARD, "Elena Rossi"))),
    Case(groups.move, "to the top",
         lambda s: groups.move(s, mem(s, TEAM, "Aisha Khan"), None)),
    Case(setup.name_chair, "somebody who had no seat",
         lambda s: setup.name_chair(s, GroupKind.BOARD, per(s, "Hana Sato"))),
    Case(groups.dissolve, "a team with its seats", lambda s: groups.dissolve(s, grp(s, TEAM))),
    Case(groups.delegate, "for a day", lambda s: stand_in(s, "Elena Rossi", "Hana Sato")),
    Case(groups.undelegate, "one",
         lambda s: groups.undelegate(s, s.scalars(select(Delegation.id)).one()),
         (lambda s: stand_in(s, "Elena Rossi", "Hana Sato"),)),
    Case(groups.unseat, "one with delegates",
         lambda s: groups.unseat(s, mem(s, BOARD, "Elena Rossi")),
         (lambda s: stand_in(s, "Elena Rossi", "Hana Sato"),)),
    Case(people.hand_over, "what a delegate has to do",
         lambda s: people.hand_over(s, per(s, "Hana Sato"), per(s, "Ben Carter")),
         (lambda s: stand_in(s, "Elena Rossi", "Hana Sato"),)),
    Case(people.hand_over, "what a delegate has to do, to another member",
         lambda s: people.hand_over(s, per(s, "Hana Sato"), per(s, CHAIR)),
         (lambda s: stand_in(s, "Elena Rossi", "Hana Sato"),)),
    Case(people.hand_over, "a seat to its own delegate",
         lambda s: people.hand_over(s, per(s, "Elena Rossi"), per(s, "Hana Sato")),
         (lambda s: stand_in(s, "Elena Rossi", "Hana Sato"),)),
)  # fmt: skip

OUTCOMES = (
    Case(outcomes.add, "the fifth",
         lambda s: outcomes.add(s, ONE_LINE, 0.1, -2.5, date(2027, 6, 30), unit="h",
                                owner=per(s, CHAIR))),
    Case(outcomes.edit, "everything",
         lambda s: outcomes.edit(s, out(s, "O4"), name=ONE_LINE, unit="min", baseline=8.0,
                                 target=26.0, due=date(2028, 1, 1), owner=None)),
    Case(outcomes.make_headline, "another", lambda s: outcomes.make_headline(s, out(s, "O4"))),
    Case(outcomes.make_headline, "none", lambda s: outcomes.make_headline(s, None)),
    Case(outcomes.move, "to the top", lambda s: outcomes.move(s, out(s, "O4"), None)),
    Case(outcomes.remove, "one added by mistake", lambda s: outcomes.remove(s, out(s, "O5")),
         (lambda s: outcomes.add(s, ONE_LINE, 1, 2, date(2027, 6, 30), owner=per(s, CHAIR)),)),
    Case(outcomes.read, "a survey",
         lambda s: outcomes.read(s, out(s, "O2"), date(2026, 11, 20), None, None, (60, 25, 15))),
    Case(outcomes.read_all, "new days and one that is there",
         lambda s: outcomes.read_all(s, out(s, "O4"), [
             outcomes.NewReading(date(2026, 9, 18), 16.5, 100),
             outcomes.NewReading(date(2026, 10, 18), 15.5)])),
    Case(outcomes.correct, "day and figures",
         lambda s: outcomes.correct(s, rea(s, "O4"), date(2026, 9, 17), 0.1 + 0.2, 7)),
    Case(outcomes.remove_reading, "the newest",
         lambda s: outcomes.remove_reading(s, rea(s, "O2"))),
)  # fmt: skip

STRATEGY = (
    Case(strategy.set_north_star, "any text", lambda s: strategy.set_north_star(s, NASTY)),
    Case(strategy.set_why, "any text", lambda s: strategy.set_why(s, NASTY)),
    Case(strategy.set_review, "no day", lambda s: strategy.set_review(s, None)),
    Case(strategy.set_worth, "other figures", lambda s: strategy.set_worth(s, 500_000, 0.5)),
    Case(strategy.expect_gain, "two of three",
         lambda s: strategy.expect_gain(s, 0.1 + 0.2, 1.5, None)),
    Case(strategy.reckon_with, "a figure", lambda s: strategy.reckon_with(s, 300.5)),
    Case(strategy.add_principle, "any text", lambda s: strategy.add_principle(s, NASTY, NASTY)),
    Case(strategy.edit_principle, "any text",
         lambda s: strategy.edit_principle(s, pri(s, "Ask once"), NASTY, NASTY)),
    Case(strategy.move_principle, "between two others",
         lambda s: strategy.move_principle(s, pri(s, "Fix causes"), pri(s, "Ask once"))),
    Case(strategy.remove_principle, "one",
         lambda s: strategy.remove_principle(s, pri(s, "Ask once"))),
    Case(strategy.set_limit, "a smaller budget",
         lambda s: strategy.set_limit(s, Measure.BUDGET, 1500.5)),
    Case(strategy.set_limit, "of a domain",
         lambda s: strategy.set_limit(s, Measure.PERSON_DAYS, 80, dom(s, "IT"))),
    Case(strategy.set_limit, "none", lambda s: strategy.set_limit(s, Measure.WIP, None)),
    Case(strategy.make_wip_hard, "yes", lambda s: strategy.make_wip_hard(s, True)),
)  # fmt: skip

CALENDAR = (
    Case(calendar.start_on, "earlier", lambda s: calendar.start_on(s, date(2026, 1, 1))),
    Case(calendar.set_horizons, "others",
         lambda s: calendar.set_horizons(s, date(2027, 3, 31), date(2027, 12, 31))),
    Case(calendar.set_working_week, "Sunday to Thursday",
         lambda s: calendar.set_working_week(s, [6, 0, 1, 2, 3])),
    Case(calendar.set_holidays, "one less, one more, one named",
         lambda s: calendar.set_holidays(s, {date(2027, 1, 1): NASTY, date(2027, 1, 6): ""})),
    Case(calendar.add_holidays, "two",
         lambda s: calendar.add_holidays(s, {date(2027, 11, 1): ONE_LINE, date(2027, 11, 2): ""})),
    Case(calendar.change_holiday, "day and name",
         lambda s: calendar.change_holiday(s, hol(s, date(2027, 1, 1)), date(2027, 1, 2),
                                           ONE_LINE)),
    Case(calendar.remove_holidays, "one",
         lambda s: calendar.remove_holidays(s, [hol(s, date(2027, 1, 1))])),
    Case(programs.set_currency, "another", lambda s: programs.set_currency(s, _program(s), "CHF")),
    Case(programs.set_subtitle, "any text",
         lambda s: programs.set_subtitle(s, _program(s), NASTY)),
    Case(letterhead.set_company, "a name", lambda s: letterhead.set_company(s, "Größe & Söhne")),
    Case(letterhead.set_logo, "a picture", _set_logo),
    Case(letterhead.remove_logo, "the picture", letterhead.remove_logo, (_set_logo,)),
    Case(programs.set_weights, "others", lambda s: programs.set_weights(s, 0, 0.1 + 0.2, 1, 5.5)),
)  # fmt: skip

FOUNDATION = (*PEOPLE, *DOMAINS, *GROUPS, *OUTCOMES, *STRATEGY, *CALENDAR)
