"""Every command of saved views, as it would be given in the sample."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.views import SavedView
from cxdesk.services import saved_views
from tests.services.commands import NASTY, Case

ONE_LINE = NASTY.replace("\n", " ")
CONTENT = {"filter": {"text": NASTY, "labels": [NASTY], "owners": [2**62, None]}, "lanes": "owner"}


def vie(s: Session, name: str) -> int:
    return s.scalars(select(SavedView.id).where(SavedView.name == name)).one()


def _two(s: Session) -> None:
    saved_views.add(s, "Monday", CONTENT)
    saved_views.add(s, "Friday", {})


VIEWS = (
    Case(saved_views.add, "any text", lambda s: saved_views.add(s, ONE_LINE, CONTENT)),
    Case(saved_views.rename, "any text",
         lambda s: saved_views.rename(s, vie(s, "Monday"), ONE_LINE), (_two,)),
    Case(saved_views.replace, "another content",
         lambda s: saved_views.replace(s, vie(s, "Monday"), {"filter": {}}), (_two,)),
    Case(saved_views.move, "to the top",
         lambda s: saved_views.move(s, vie(s, "Friday"), None), (_two,)),
    Case(saved_views.remove, "one", lambda s: saved_views.remove(s, vie(s, "Monday")), (_two,)),
)  # fmt: skip
