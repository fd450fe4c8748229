"""Taking what another program's file says into this one: the one command of every import."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cxdesk.services.incoming import GivenUp, Incoming, Progress, Report


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

    Raises Stopped when it is given up, RuleBroken where `manner` is strict and a row is wrong.
    """
    raise NotImplementedError
