"""What differs from what was signed: the page that was approved beside the page as it is now.

A new version begins as a copy of the words; dates and money are those of now. Its phases are words:
where the initiative has moved they may be laid out anew over its dates (`charter_phases.spread`).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cxdesk.model.charters import Charter, CharterState
from cxdesk.services.charter_diff import Difference, differences
from cxdesk.services.charter_page import CharterPage
from cxdesk.services.charter_print import live_page, page_of
from cxdesk.services.session import one


def page_now(session: Session, id: int) -> CharterPage:
    """The page of a version with the data of now, approved or not."""
    return live_page(session, one(session, Charter, id))


def since_signed(session: Session, id: int) -> tuple[Difference, ...]:
    """What the program says otherwise than the page that was approved; () where none was."""
    here = one(session, Charter, id)
    if here.frozen is None:
        return ()
    return differences(page_of(session, id), live_page(session, here))


def since_version(session: Session, before: int, after: int) -> tuple[Difference, ...]:
    """What one version says otherwise than another."""
    return differences(page_of(session, before), page_of(session, after))


def signed_before(session: Session, id: int) -> int | None:
    """The version that was signed last before this one."""
    here = one(session, Charter, id)
    found = [each for each in here.initiative.charters if each.version < here.version]
    return next((each.id for each in reversed(found) if each.frozen is not None), None)


def phases_left_behind(session: Session, id: int) -> bool:
    """Whether a draft has the phases of what was signed, and the initiative has moved since."""
    here, before = one(session, Charter, id), signed_before(session, id)
    if before is None or here.state is not CharterState.DRAFT:
        return False
    signed, it = page_of(session, before), here.initiative
    if it.start is None or it.end is None or (signed.start, signed.end) == (it.start, it.end):
        return False
    mine = [(phase.start, phase.end) for phase in here.phases]
    dated = any(start and end for start, end in mine)
    return dated and mine == [(phase.start, phase.end) for phase in signed.phases]
