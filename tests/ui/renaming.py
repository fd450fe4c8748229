"""A change to make and to look for: the title of CX-101."""

from __future__ import annotations

from cxdesk.services import detail, initiatives
from cxdesk.ui.desk import Desk


def rename(desk: Desk, title: str) -> None:
    with desk.read() as session:
        here = detail.find(session, "CX-101")
    assert here is not None
    assert desk.do("Rename", lambda session: initiatives.rename(session, here, title))


def title(desk: Desk) -> str:
    with desk.read() as session:
        here = detail.find(session, "CX-101")
        assert here is not None
        return detail.title_of(session, here)
