"""The charter of an initiative as a page to print: live, or as it was when approved.

With an approved version the PDF that was approved may be kept. It comes out again byte for byte on
its paper; on another, or on one page, it is made from the page and the logo that were kept with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.analysis.benefits import realised
from cxdesk.analysis.scores import score
from cxdesk.model.charters import Approval, Charter, Verdict
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.initiatives import Initiative, Link
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Person
from cxdesk.model.plan import Milestone
from cxdesk.model.wording import amount
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.charter_page import (
    ApprovalRow,
    BenefitRow,
    CharterPage,
    CostRow,
    CriterionRow,
    DependencyRow,
    DutyRow,
    ImpactRow,
    MemberRow,
    MilestoneRow,
    PhaseRow,
    ResourceRow,
    RiskRow,
    ServedOutcome,
)
from cxdesk.services.frame import frame, program
from cxdesk.services.letterhead import logo
from cxdesk.services.session import one
from cxdesk.services.strategy_view import newest_value
from cxdesk.store.contents import held


@dataclass(frozen=True, slots=True)
class CharterPaper:
    """A charter version as it is printed: its page, and the logo at its head.

    `kept` is the PDF that was approved, on the paper `size`; `trouble` says why it cannot be read.
    """

    page: CharterPage
    logo: bytes = b""
    kept: bytes = b""
    size: str = ""
    trouble: str = ""


def charter_paper(session: Session, id: int) -> CharterPaper:
    """What one charter version is printed from, without the file, on any paper."""
    here = one(session, Charter, id)
    read = page_of(session, id)
    kept, trouble = b"", ""
    try:
        kept = kept_pdf(session, id, here.paper or "") or b""
    except RuleBroken as broken:
        trouble = broken.text
    return CharterPaper(read, logo(session, read.logo), kept, here.paper or "", trouble)


def kept_pdf(session: Session, id: int, paper: str) -> bytes | None:
    """The PDF of a version that was approved on a paper; None where none is kept.

    Raises RuleBroken where it is damaged.
    """
    here = one(session, Charter, id)
    if here.digest is None or here.paper != paper:
        return None
    found = held(session, here.digest)
    if found is None:
        raise RuleBroken(
            f"The PDF of charter v{here.label} of {here.initiative.code} that was approved is "
            "damaged in the file. A backup may hold it: File, Backups. On other paper it prints "
            "from the page that was kept with it."
        )
    return found


def version_of(session: Session, code: str, version: int | None = None) -> int:
    """The id of a version of an initiative's charter: of `version`, else of the one that counts.

    Raises RuleBroken for an unknown code or version.
    """
    alike = func.lower(Initiative.code) == code.lower()
    found = session.scalars(
        select(Initiative).where(alike).order_by(Initiative.code != code)
    ).first()
    if found is None:
        raise RuleBroken(f"There is no initiative {code} in this program.")
    return _counting(found, version).id


def page_of(session: Session, id: int) -> CharterPage:
    """The printed page of one charter version."""
    here = one(session, Charter, id)
    if here.frozen is not None:
        return CharterPage.from_json(here.frozen)
    return live_page(session, here)


def _counting(here: Initiative, version: int | None) -> Charter:
    if not here.charters:
        raise RuleBroken(
            f"{here.code} has no charter yet.", Way("Open charter", "charter", here.id)
        )
    if version is None:
        return here.approved_charter or here.charters[-1]
    for charter in here.charters:
        if charter.version == version:
            return charter
    raise RuleBroken(f"The charter of {here.code} has no version {version}.")


def live_page(session: Session, charter: Charter) -> CharterPage:
    """The page with the program's data as they are now."""
    here, around, head = charter.initiative, frame(session), program(session)
    value = score(
        (here.impact, here.reach, here.outcome_score, here.urgency),
        here.cost, here.effort, around.weights,
    )  # fmt: skip
    horizon = here.horizon.value if here.horizon else ""
    links = _links(session, here)
    milestones = session.scalars(
        select(Milestone).where(Milestone.initiative_id == here.id).order_by(Milestone.on)
    )
    return CharterPage(
        program=around.name,
        subtitle=around.subtitle,
        code=here.code,
        title=here.title,
        domain=here.domain.short if here.domain else "Org",
        hue=here.domain.hue if here.domain else ORG_HUE,
        version=charter.label,
        state=charter.state.label,
        state_date=charter.state_since,
        owner=here.owner.name if here.owner else "",
        owner_role=here.owner.role if here.owner else "",
        sponsor=here.sponsor.name if here.sponsor else "",
        batch=f"{here.batch.code} {here.batch.name}" if here.batch else "",
        start=here.start,
        end=here.end,
        deadline=here.batch.deadline if here.batch else None,
        cost=here.cost,
        currency=around.currency,
        effort=here.effort,
        priority=(here.priority.value if here.priority else value.priority).capitalize(),
        benefit=value.benefit,
        horizon=horizon,
        depends_on=tuple(link.code for link in links if link.incoming),
        needed_by=tuple(link.code for link in links if not link.incoming),
        summary=charter.summary,
        why=charter.why,
        objectives=charter.objectives,
        benefits=charter.benefits,
        benefit_rows=tuple(
            _benefit(session, link.outcome)
            for link in sorted(here.outcome_links, key=lambda one: one.outcome.code)
        ),
        scope_in=charter.scope_in,
        scope_out=charter.scope_out,
        assumptions=charter.assumptions,
        constraints=charter.constraints,
        criteria=tuple(
            CriterionRow(line.text, line.evidence, _named(line.accepted_by))
            for line in charter.criteria
        ),
        phases=tuple(
            PhaseRow(line.name, line.start, line.end, line.entry, line.exit, line.gate)
            for line in charter.phases
        ),
        milestones=tuple(MilestoneRow(one.name, one.on, one.done) for one in milestones),
        risks=tuple(
            RiskRow(
                line.text, line.probability, line.impact, line.response,
                line.owner.name if line.owner else "",
            )
            for line in charter.risks
        ),
        approvals=tuple(_approval(line) for line in charter.approvals),
        company=head.company,
        logo=head.logo or "",
        north_star=head.north_star,
        strategy=charter.strategy,
        gains=tuple(
            BenefitRow(
                line.text, line.adverse, line.owner.name if line.owner else "", line.measure,
                line.baseline, line.target, line.due,
            )
            for line in charter.benefit_lines
        ),
        processes=charter.processes,
        tools=charter.tools,
        roles=charter.roles,
        dependencies=charter.dependencies,
        links=links,
        costs=tuple(CostRow(line.text, line.year, line.amount) for line in charter.costs),
        resources=tuple(
            ResourceRow(line.domain.short if line.domain else "Org", line.days, line.text)
            for line in charter.resources
        ),
        team=tuple(
            MemberRow(
                line.person.name if line.person else "", line.person.role if line.person else "",
                line.part,
            )
            for line in charter.team
        ),
        duties=tuple(
            DutyRow(line.text, tuple(line.letters.get(str(one.id), "") for one in charter.team))
            for line in charter.duties
        ),
        impacts=tuple(
            ImpactRow(line.text, line.people, line.impact, line.planned)
            for line in charter.impacts
        ),
    )  # fmt: skip


def _links(session: Session, here: Initiative) -> tuple[DependencyRow, ...]:
    """What it waits for, then what waits for it, each by code."""
    found = []
    for incoming, mine, other in (
        (True, Link.successor_id, Link.predecessor_id),
        (False, Link.predecessor_id, Link.successor_id),
    ):
        rows = session.execute(
            select(Initiative, Link).join(Link, Initiative.id == other).where(mine == here.id)
            .order_by(Initiative.code)
        )  # fmt: skip
        for each, link in rows:
            kind = f"{link.type.value} {link.lag:+d}" if link.lag else link.type.value
            owner, on = each.owner.name if each.owner else "", each.end if incoming else each.start
            found.append(DependencyRow(each.code, each.title, owner, kind, on, incoming))
    return tuple(found)


def _benefit(session: Session, outcome: Outcome) -> ServedOutcome:
    now = newest_value(session, outcome.id)
    part = None if now is None else realised(outcome.baseline, outcome.target, now)
    return ServedOutcome(
        f"{outcome.code} {outcome.name}",
        amount(outcome.baseline, outcome.unit),
        "" if now is None else amount(now, outcome.unit),
        amount(outcome.target, outcome.unit),
        "" if part is None else f"{part:.0f} %",
        outcome.due,
    )


def _approval(line: Approval) -> ApprovalRow:
    words = {
        None: "", Verdict.APPROVED: "Approved", Verdict.REJECTED: "Rejected",
        Verdict.MORE: "More asked",
    }  # fmt: skip
    return ApprovalRow(
        line.person.name,
        line.person.role,
        words[line.verdict],
        line.decided_on,
        line.comment,
        line.answer,
    )


def _named(person: Person | None) -> str:
    if person is None:
        return ""
    return f"{person.name}, {person.role}" if person.role else person.name
