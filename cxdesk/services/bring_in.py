"""Taking what another program's file says into this one: the one command of every import."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services.bringing.frame import (
    bring_calendar,
    bring_domains,
    bring_outcomes,
    bring_people,
)
from cxdesk.services.bringing.ledger import Ledger
from cxdesk.services.bringing.plan import bring_batches, bring_initiatives
from cxdesk.services.bringing.ties import bring_baselines, bring_links, bring_milestones
from cxdesk.services.bringing.work import bring_actions, bring_requests
from cxdesk.services.incoming import GivenUp, Incoming, Progress, Report

# Each part names what those before it have found or added.
_PARTS = (
    bring_calendar,
    bring_domains,
    bring_people,
    bring_outcomes,
    bring_batches,
    bring_initiatives,
    bring_actions,
    bring_requests,
    bring_links,
    bring_milestones,
    bring_baselines,
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is taken in. `strict` refuses all when anything is wrong, as RuleBroken."""

    strict: bool = False


def bring_in(
    session: Session,
    incoming: Incoming,
    progress: Progress,
    given_up: GivenUp,
    manner: Manner | None = None,
) -> Report:
    """Add what is new, change what the file says anew, and tell what became of everything.

    The same file again finds its items by their keys; what was changed here since then stays,
    unless the file says something else by now. Initiatives stand where the file has them: our rules
    bind them from there on. Nothing that is there is removed.
    Raises Stopped when it is given up, RuleBroken where `manner` is strict and a row is wrong.
    """
    ledger = Ledger(session, incoming, progress, given_up)
    with session.no_autoflush:
        for part in _PARTS:
            part(ledger)
    ledger.finish()
    session.flush()
    problems = ledger.problems
    if manner is not None and manner.strict and problems:
        more = f" ({count(len(problems), 'problem')} in all)" if len(problems) > 1 else ""
        raise RuleBroken(f"Nothing was brought in: {problems[0].sentence}{more}")
    return ledger.report()
