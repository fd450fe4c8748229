"""Every command of charters and their lines, as it would be given in the sample."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from cxdesk.model.charter_lines import (
    Benefit,
    Cost,
    Criterion,
    Duty,
    GroupImpact,
    Phase,
    Resource,
    Risk,
    TeamMember,
)
from cxdesk.services import charter_lines, charter_phases, charters
from tests.services.commands import (
    CHAIR,
    DRAFT,
    NASTY,
    REVIEW,
    Case,
    approver,
    cha,
    dom,
    ini,
    line,
    per,
)


def _everything(s: Session) -> None:
    """One line more of each kind in the draft."""
    id = cha(s, DRAFT).id
    charter_lines.add_benefit(s, id, "Fewer repeated calls", owner=per(s, CHAIR))
    charter_lines.add_criterion(s, id, "Shown to care")
    charter_lines.add_phase(s, id, "Aftercare")
    charter_lines.add_risk(s, id, "Nobody looks")
    charter_lines.add_cost(s, id, "Licences", 2027, 20.0)
    charter_lines.add_resource(s, id, None, 5.0, "Training")
    taken = {each.person_id for each in cha(s, DRAFT).team}
    first = next(each for each in (CHAIR, "Elena Rossi") if per(s, each) not in taken)
    charter_lines.add_member(s, id, per(s, first), "Sponsor")
    lead = charter_lines.add_member(s, id, None, "Lead in care")
    charter_lines.add_duty(s, id, "Accept the screens", {lead: "A"})
    charter_lines.add_impact(s, id, "Care agents", 240, "New screens", "Training")


def _later(s: Session) -> None:
    """The first phase of the draft starts a day later."""
    here = cha(s, DRAFT).phases[0]
    charter_lines.edit_phase(
        s, here.id, here.name, date(2027, 3, 2), here.end, entry=here.entry, exit=here.exit
    )


def _phaseless(s: Session) -> None:
    """The draft has no phases."""
    for phase in list(cha(s, DRAFT).phases):
        charter_lines.remove_line(s, "phase", phase.id)


CHARTERS = (
    Case(charters.start, "the first", lambda s: charters.start(s, ini(s, "CX-204"))),
    Case(charters.start, "the next, with all lines",
         lambda s: charters.start(s, ini(s, "CX-101"))),
    Case(charters.write, "a section",
         lambda s: charters.write(s, cha(s, DRAFT).id, charters.Section.OBJECTIVES, NASTY)),
    Case(charter_lines.add_criterion, "one",
         lambda s: charter_lines.add_criterion(s, cha(s, DRAFT).id, NASTY, "a log", per(s, CHAIR))),
    Case(charter_lines.edit_criterion, "one",
         lambda s: charter_lines.edit_criterion(s, line(s, Criterion, DRAFT), NASTY, NASTY, None)),
    Case(charter_lines.tick_criterion, "as met",
         lambda s: charter_lines.tick_criterion(
             s, next(c.id for c in cha(s, "CX-101").criteria if c.ticked_on is None), True)),
    Case(charter_lines.add_phase, "one",
         lambda s: charter_lines.add_phase(s, cha(s, DRAFT).id, NASTY, date(2027, 1, 1), None,
                                      entry="a", exit="b")),
    Case(charter_lines.edit_phase, "one",
         lambda s: charter_lines.edit_phase(s, line(s, Phase, DRAFT), NASTY, None, date(2027, 1, 1),
                                       entry=NASTY, exit="")),
    Case(charter_lines.add_risk, "one",
         lambda s: charter_lines.add_risk(s, cha(s, DRAFT).id, NASTY, 1, 5, NASTY, per(s, CHAIR))),
    Case(charter_lines.edit_risk, "one",
         lambda s: charter_lines.edit_risk(s, line(s, Risk, DRAFT), NASTY, 5, 1, NASTY, None)),
    Case(charters.submit, "to two people",
         lambda s: charters.submit(s, cha(s, DRAFT).id, [per(s, CHAIR), per(s, "Elena Rossi")])),
    Case(charters.submit, "once more",
         lambda s: charters.submit(s, cha(s, REVIEW).id, [per(s, CHAIR)]),
         (lambda s: charters.send_back(s, cha(s, REVIEW).id, approver(s), NASTY),)),
    Case(charters.send_back, "as a rejection",
         lambda s: charters.send_back(s, cha(s, REVIEW).id, approver(s), NASTY)),
    Case(charters.approve, "by the last approver",
         lambda s: charters.approve(s, cha(s, REVIEW).id, approver(s), NASTY)),
    Case(charters.approve, "the version after the first",
         lambda s: charters.approve(s, cha(s, "CX-101").id, per(s, CHAIR)),
         (lambda s: charters.start(s, ini(s, "CX-101")),
          lambda s: charters.submit(s, cha(s, "CX-101").id, [per(s, CHAIR)]))),
    Case(charter_lines.add_benefit, "a dis-benefit",
         lambda s: charter_lines.add_benefit(
             s, cha(s, DRAFT).id, NASTY, adverse=True, owner=per(s, CHAIR), measure=NASTY,
             baseline="26 h", target="8 h", due=date(2027, 12, 31))),
    Case(charter_lines.edit_benefit, "one",
         lambda s: charter_lines.edit_benefit(
             s, line(s, Benefit, DRAFT), NASTY, adverse=False, owner=None, measure="",
             baseline="", target=NASTY, due=None), (_everything,)),
    Case(charter_lines.add_cost, "one",
         lambda s: charter_lines.add_cost(s, cha(s, DRAFT).id, NASTY, 2027, 12.5)),
    Case(charter_lines.edit_cost, "one",
         lambda s: charter_lines.edit_cost(s, line(s, Cost, DRAFT), NASTY, 2028, 0.0),
         (_everything,)),
    Case(charter_lines.add_resource, "of a domain",
         lambda s: charter_lines.add_resource(s, cha(s, DRAFT).id, dom(s, "IT"), 40.0, NASTY)),
    Case(charter_lines.edit_resource, "of all",
         lambda s: charter_lines.edit_resource(s, line(s, Resource, DRAFT), None, 1.5, ""),
         (_everything,)),
    Case(charter_lines.add_member, "a person",
         lambda s: charter_lines.add_member(s, cha(s, DRAFT).id, per(s, "Ingrid Larsen"), NASTY)),
    Case(charter_lines.edit_member, "a part to be filled",
         lambda s: charter_lines.edit_member(s, line(s, TeamMember, DRAFT), None, NASTY),
         (_everything,)),
    Case(charter_lines.add_duty, "with letters",
         lambda s: charter_lines.add_duty(
             s, cha(s, DRAFT).id, NASTY, {line(s, TeamMember, DRAFT): "A"}), (_everything,)),
    Case(charter_lines.edit_duty, "all of it",
         lambda s: charter_lines.edit_duty(
             s, line(s, Duty, DRAFT), NASTY, {line(s, TeamMember, DRAFT): "C"}), (_everything,)),
    Case(charter_lines.give_letter, "the A to another",
         lambda s: charter_lines.give_letter(
             s, line(s, Duty, DRAFT), cha(s, DRAFT).team[1].id, "A"), (_everything,)),
    Case(charter_lines.add_impact, "one",
         lambda s: charter_lines.add_impact(s, cha(s, DRAFT).id, NASTY, 240, NASTY, NASTY)),
    Case(charter_lines.edit_impact, "one",
         lambda s: charter_lines.edit_impact(
             s, line(s, GroupImpact, DRAFT), NASTY, None, "", NASTY), (_everything,)),
    *(Case(charter_lines.remove_line, f"a {kind}",
           lambda s, kind=kind, of=of: charter_lines.remove_line(s, kind, line(s, of, DRAFT)),
           (_everything,))
      for kind, of in charter_lines.KINDS.items()),
    *(Case(charter_lines.place_line, f"a {kind} last",
           lambda s, kind=kind, of=of: charter_lines.place_line(
               s, kind, line(s, of, DRAFT), charter_lines.lines(s, cha(s, DRAFT).id, kind)[-1]),
           (_everything, _everything))
      for kind, of in charter_lines.KINDS.items() if kind != "member"),
    Case(charters.start, "the next, with lines of all kinds",
         lambda s: charters.start(s, ini(s, DRAFT)),
         (_everything, lambda s: charters.submit(s, cha(s, DRAFT).id, [per(s, CHAIR)]),
          lambda s: charters.approve(s, cha(s, DRAFT).id, per(s, CHAIR)))),
    Case(charter_phases.take_dates, "a later start",
         lambda s: charter_phases.take_dates(s, cha(s, DRAFT).id), (_later,)),
    Case(charter_phases.begin, "the usual ones, over its dates",
         lambda s: charter_phases.begin(s, cha(s, DRAFT).id), (_phaseless,)),
    Case(charter_phases.spread, "from the start to the end",
         lambda s: charter_phases.spread(s, cha(s, DRAFT).id), (_later,)),
    Case(charter_lines.sort_risks, "the worst first",
         lambda s: charter_lines.sort_risks(s, cha(s, DRAFT).id),
         (lambda s: charter_lines.add_risk(s, cha(s, DRAFT).id, "Worst", 5, 5),)),
    Case(charters.ask_more, "one question",
         lambda s: charters.ask_more(s, cha(s, REVIEW).id, approver(s), NASTY)),
    Case(charters.answer, "it",
         lambda s: charters.answer(s, cha(s, REVIEW).id, approver(s), NASTY),
         (lambda s: charters.ask_more(s, cha(s, REVIEW).id, approver(s), NASTY),)),
)  # fmt: skip
