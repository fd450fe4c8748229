"""What differs from what was signed: the page that was approved beside the page as it is now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cxdesk.model.charters import Charter
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
