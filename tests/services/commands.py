"""Every command of the services, once or more, as it would be given in the sample program.

`CASES` is what the undo law and the partial refreshes are tested with; a new command belongs here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.charter_lines import CharterLine
from cxdesk.model.charters import Charter
from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Domain, Person
from cxdesk.model.program import Horizon, Program
from cxdesk.model.requests import Request, RequestState, Source
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.work import Action, ActionState
from cxdesk.services import (
    actions,
    charter_lines,
    charters,
    initiatives,
    kanban,
    programs,
    requests,
    slip,
)
from cxdesk.services.grouping import Axis

Command = Callable[[Session], object]
NASTY = 'R&D <5% <img src="/secret.png"> \u202eשלום 🧭'


@dataclass(frozen=True)
class Case:
    """One use of `function`, after `before`."""

    function: Callable[..., Any]
    note: str
    command: Command
    before: tuple[Command, ...] = ()
    empty: bool = False

    @property
    def name(self) -> str:
        module = self.function.__module__.rpartition(".")[2]
        return f"{module}.{self.function.__name__}: {self.note}"


# Who is who in the sample -------------------------------------------------------------------


def ini(s: Session, code: str) -> int:
    return s.scalars(select(Initiative.id).where(Initiative.code == code)).one()


def bat(s: Session, code: str) -> int:
    return s.scalars(select(Batch.id).where(Batch.code == code)).one()


def per(s: Session, name: str) -> int:
    return s.scalars(select(Person.id).where(Person.name == name)).one()


def out(s: Session, code: str) -> int:
    return s.scalars(select(Outcome.id).where(Outcome.code == code)).one()


def dom(s: Session, short: str) -> int:
    return s.scalars(select(Domain.id).where(Domain.short == short)).one()


def req(s: Session, code: str) -> Request:
    return s.scalars(select(Request).where(Request.code == code)).one()


def act(s: Session, code: str, *states: ActionState) -> int:
    """The first action of an initiative that is in one of `states`."""
    found = select(Action.id).where(Action.initiative_id == ini(s, code), Action.state.in_(states))
    return s.scalars(found.order_by(Action.position)).first() or 0


def cha(s: Session, code: str) -> Charter:
    """The newest charter of an initiative."""
    found = select(Charter).where(Charter.initiative_id == ini(s, code))
    return s.scalars(found.order_by(Charter.version.desc())).first() or Charter()


def line(s: Session, kind: type[CharterLine], code: str) -> int:
    """The first line of a kind in the newest charter of an initiative."""
    found = select(kind.id).where(kind.charter_id == cha(s, code).id).order_by(kind.position)
    return s.scalars(found).first() or 0


TODO, DOING, DONE, DROPPED = ActionState
DRAFT = "CX-103"  # v0.3 is a draft
REVIEW = "CX-202"  # v0.2 is in review
CHAIR = "Amara Diallo"


def approver(s: Session) -> int:
    return cha(s, REVIEW).approvals[0].person_id


def state(code: str, goal: State, reason: str = "") -> Command:
    return lambda s: kanban.change_state(s, ini(s, code), goal, reason)


def _family(s: Session) -> None:
    initiatives.put_under(s, ini(s, "CX-204"), ini(s, "CX-404"))


def _open_request(s: Session) -> int:
    return requests.submit(s, "Quiet hours", Source.VOC, checklist=["Complete", "Sized"])


# The cases ----------------------------------------------------------------------------------

KANBAN = (
    Case(kanban.move, "several cards into another place of their cells",
         lambda s: kanban.move(s, [ini(s, "CX-403"), ini(s, "CX-402")], before=ini(s, "CX-401"))),
    Case(kanban.move, "one step and between two others",
         lambda s: kanban.move(s, [ini(s, "CX-302")], {Axis.STATE: State.IN_PROGRESS},
                               after=ini(s, "CX-301"))),
    Case(kanban.move, "into another batch and back a step",
         lambda s: kanban.move(s, [ini(s, "CX-203")],
                               {Axis.STATE: State.PLANNED, Axis.BATCH: bat(s, "B4")})),
    Case(kanban.move, "out of every batch",
         lambda s: kanban.move(s, [ini(s, "CX-204")], {Axis.BATCH: None})),
    Case(kanban.move, "to another priority, horizon, domain and owner",
         lambda s: kanban.move(s, [ini(s, "CX-204")], {
             Axis.PRIORITY: 4, Axis.HORIZON: Horizon.LONG, Axis.DOMAIN: None, Axis.OWNER: None})),
    Case(kanban.add, "three at once into a domain of a batch", lambda s: kanban.add(
        s, ["Letters", "Calls", "Visits"],
        {Axis.STATE: State.BACKLOG, Axis.BATCH: bat(s, "B2"), Axis.PRIORITY: 3})),
    Case(kanban.change_state, "to Planned", state("CX-204", State.PLANNED)),
    Case(kanban.change_state, "to Ready once the charter is approved",
         state(REVIEW, State.READY),
         (lambda s: charters.approve(s, cha(s, REVIEW).id, approver(s)),)),
    Case(kanban.change_state, "to Delivered, where others wait for it",
         state("CX-301", State.DELIVERED),
         (lambda s: [actions.set_state(s, one.id, DONE)
                     for one in initiatives.initiative(s, ini(s, "CX-301")).open_actions],
          lambda s: [charter_lines.tick_criterion(s, one.id, True)
                     for one in cha(s, "CX-301").criteria])),
    Case(kanban.change_state, "back from Delivered", state("CX-104", State.IN_PROGRESS)),
    Case(kanban.change_state, "back from Embedded", state("CX-304", State.DELIVERED)),
    Case(kanban.change_state, "on hold", state("CX-101", State.ON_HOLD, "Waits for law")),
    Case(kanban.change_state, "off hold", state("CX-101", State.IN_PROGRESS),
         (state("CX-101", State.ON_HOLD),)),
    Case(kanban.change_state, "cancelled, where others wait for it",
         state("CX-101", State.CANCELLED, "No budget")),
)  # fmt: skip

INITIATIVES = (
    Case(initiatives.add, "with batch and domain",
         lambda s: initiatives.add(s, NASTY, batch=bat(s, "B1"), domain=dom(s, "IT"))),
    Case(initiatives.rename, "any text",
         lambda s: initiatives.rename(s, ini(s, "CX-101"), NASTY)),
    Case(initiatives.describe, "any text",
         lambda s: initiatives.describe(s, ini(s, "CX-101"), NASTY)),
    Case(initiatives.expect, "any text", lambda s: initiatives.expect(s, ini(s, "CX-101"), NASTY)),
    Case(initiatives.give, "another owner",
         lambda s: initiatives.give(s, ini(s, "CX-101"), per(s, "Luca Moretti"))),
    Case(initiatives.give, "nobody, in the backlog",
         lambda s: initiatives.give(s, ini(s, "CX-204"), None)),
    Case(initiatives.sponsor, "another",
         lambda s: initiatives.sponsor(s, ini(s, "CX-101"), per(s, "Hana Sato"))),
    Case(initiatives.join, "another batch",
         lambda s: initiatives.join(s, ini(s, "CX-101"), bat(s, "B4"))),
    Case(initiatives.belong, "to the organisation",
         lambda s: initiatives.belong(s, ini(s, "CX-101"), None)),
    Case(initiatives.schedule, "other days",
         lambda s: initiatives.schedule(s, ini(s, "CX-101"), date(2026, 10, 6), date(2027, 3, 1))),
    Case(initiatives.schedule, "no days, in the backlog",
         lambda s: initiatives.schedule(s, ini(s, "CX-204"), None, None)),
    Case(initiatives.prioritise, "low",
         lambda s: initiatives.prioritise(s, ini(s, "CX-101"), Priority.LOW)),
    Case(initiatives.place_in, "no horizon of its own",
         lambda s: initiatives.place_in(s, ini(s, "CX-101"), None)),
    Case(initiatives.place_in, "long",
         lambda s: initiatives.place_in(s, ini(s, "CX-101"), Horizon.LONG)),
    Case(initiatives.cost, "other figures",
         lambda s: initiatives.cost(s, ini(s, "CX-101"), 0.1 + 0.2, 261.5)),
    Case(initiatives.rate, "other scores",
         lambda s: initiatives.rate(s, ini(s, "CX-101"), 1, 2, 3, 4)),
    Case(initiatives.progress, "half", lambda s: initiatives.progress(s, ini(s, "CX-101"), 50)),
    Case(initiatives.serve, "other outcomes",
         lambda s: initiatives.serve(s, ini(s, "CX-101"), [out(s, "O1"), out(s, "O3")])),
    Case(initiatives.serve, "none, in the backlog",
         lambda s: initiatives.serve(s, ini(s, "CX-204"), [])),
    Case(initiatives.label, "some", lambda s: initiatives.label(s, ini(s, "CX-101"), ["a", NASTY])),
    Case(initiatives.block, "by a reason",
         lambda s: initiatives.block(s, ini(s, "CX-101"), "The contract is not signed")),
    Case(initiatives.block, "by another",
         lambda s: initiatives.block(s, ini(s, "CX-204"), "", ini(s, "CX-503"))),
    Case(initiatives.unblock, "one", lambda s: initiatives.unblock(s, ini(s, "CX-102"))),
    Case(initiatives.archive, "one that is embedded",
         lambda s: initiatives.archive(s, ini(s, "CX-304"))),
    Case(initiatives.archive, "back again",
         lambda s: initiatives.archive(s, ini(s, "CX-304"), False),
         (lambda s: initiatives.archive(s, ini(s, "CX-304")),)),
    Case(initiatives.link, "finish to start",
         lambda s: initiatives.link(s, ini(s, "CX-503"), ini(s, "CX-204"))),
    Case(initiatives.relink, "of another type, with a lead",
         lambda s: initiatives.relink(s, s.scalars(
             select(Link.id).where(Link.successor_id == ini(s, "CX-303"))).one(),
             LinkType.SS, -3)),
    Case(initiatives.pin, "to its dates", lambda s: initiatives.pin(s, ini(s, "CX-103"))),
    Case(slip.apply, "what moves with CX-401",
         lambda s: slip.apply(s, slip.slip(s, ini(s, "CX-401"), 10).moves)),
    Case(initiatives.link, "of another type",
         lambda s: initiatives.link(s, ini(s, "CX-503"), ini(s, "CX-204"), LinkType.SS, -3)),
    Case(initiatives.unlink, "one",
         lambda s: initiatives.unlink(s, s.scalars(
             select(Link.id).where(Link.successor_id == ini(s, "CX-303"))).one())),
    Case(initiatives.put_under, "another", _family),
    Case(initiatives.put_under, "none",
         lambda s: initiatives.put_under(s, ini(s, "CX-204"), None), (_family,)),
    Case(initiatives.check, "passed",
         lambda s: initiatives.check(s, ini(s, "CX-603"), True, NASTY, per(s, "Jonas Weber"))),
    Case(initiatives.check, "once more",
         lambda s: initiatives.check(s, ini(s, "CX-603"), True),
         (lambda s: initiatives.check(s, ini(s, "CX-603"), False),)),
)  # fmt: skip

ACTIONS = (
    Case(actions.add, "with owner and day",
         lambda s: actions.add(s, ini(s, "CX-204"), NASTY, owner=per(s, CHAIR),
                               due=date(2026, 11, 1), week="2026-W44")),
    Case(actions.edit, "everything",
         lambda s: actions.edit(s, act(s, "CX-101", TODO, DOING), title=NASTY, owner=None,
                                due=date(2026, 11, 1))),
    Case(actions.tick, "done", lambda s: actions.tick(s, act(s, "CX-101", TODO, DOING), True)),
    Case(actions.tick, "open", lambda s: actions.tick(s, act(s, "CX-101", DONE), False)),
    Case(actions.set_state, "dropped",
         lambda s: actions.set_state(s, act(s, "CX-101", TODO, DOING), DROPPED)),
    Case(actions.bump, "a road bump",
         lambda s: actions.bump(s, act(s, "CX-502", TODO, DOING), NASTY)),
)  # fmt: skip

REQUESTS = (
    Case(requests.submit, "with effort",
         lambda s: requests.submit(s, NASTY, Source.VOC, by=per(s, CHAIR), cost=3.5,
                                   effort={dom(s, "IT"): 4.0}, outcome=out(s, "O4"))),
    Case(requests.tick, "a line",
         lambda s: requests.tick(s, next(c.id for c in req(s, "R9").checks), True),
         (_open_request,)),
    Case(requests.tick_named, "two lines",
         lambda s: requests.tick_named(s, req(s, "R9").id, ["Complete", "Sized"]),
         (_open_request,)),
    Case(requests.move, "to the agenda",
         lambda s: requests.move(s, req(s, "R1").id, RequestState.ON_AGENDA)),
    Case(requests.ask, "somebody",
         lambda s: requests.ask(s, req(s, "R9").id, NASTY, per(s, CHAIR)), (_open_request,)),
    Case(requests.merge, "into an initiative",
         lambda s: requests.merge(s, req(s, "R9").id, ini(s, "CX-102")), (_open_request,)),
)  # fmt: skip

PROGRAMS = (
    Case(programs.new, "in an empty file", lambda s: programs.new(s, NASTY, "CHF"), empty=True),
    Case(programs.rename, "any text",
         lambda s: programs.rename(s, s.scalars(select(Program.id)).one(), NASTY)),
    Case(programs.add_batch, "with a lead",
         lambda s: programs.add_batch(s, "", NASTY, date(2027, 9, 30), per(s, CHAIR))),
    Case(programs.move_deadline, "later",
         lambda s: programs.move_deadline(s, bat(s, "B1"), date(2027, 5, 31))),
    Case(programs.edit_batch, "name and lead",
         lambda s: programs.edit_batch(s, bat(s, "B1"), NASTY, None)),
)  # fmt: skip

CASES = (*KANBAN, *INITIATIVES, *ACTIONS, *REQUESTS, *PROGRAMS)
