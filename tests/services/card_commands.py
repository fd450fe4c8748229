"""Every command on what an initiative carries: comments, files, labels, templates, copies."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.views import CardTemplate
from cxdesk.model.work import Attachment, Comment
from cxdesk.services import (
    attachments,
    blueprint,
    comments,
    duplicates,
    initiatives,
    labels,
    templates,
)
from tests.services.commands import NASTY, Case, bat, ini


def say(s: Session) -> int:
    return comments.add(s, ini(s, "CX-101"), "Legal has agreed")


def attach(s: Session) -> int:
    return attachments.attach(s, ini(s, "CX-101"), "plan.txt", b"first the CRM")


def mark(s: Session) -> None:
    labels.give(s, [ini(s, "CX-101"), ini(s, "CX-304")], "Grün")
    labels.give(s, [ini(s, "CX-101")], "green")


def make(s: Session) -> int:
    return templates.make(s, ini(s, "CX-101"), "System change")


def said(s: Session) -> int:
    return s.scalars(select(Comment.id).order_by(Comment.at.desc())).first() or 0


def file(s: Session) -> int:
    return s.scalars(select(Attachment.id)).first() or 0


def tem(s: Session) -> int:
    return s.scalars(select(CardTemplate.id)).one()


CARRIED = (
    Case(comments.add, "any text", lambda s: comments.add(s, ini(s, "CX-101"), NASTY)),
    Case(comments.edit, "any text", lambda s: comments.edit(s, said(s), NASTY), (say,)),
    Case(comments.remove, "one", lambda s: comments.remove(s, said(s)), (say,)),
    Case(attachments.attach, "bytes", attach),
    Case(attachments.keep, "a file that was read",
         lambda s: attachments.keep(s, ini(s, "CX-101"), attachments.incoming(NASTY, b"x"))),
    Case(attachments.rename, "the file",
         lambda s: attachments.rename(s, file(s), NASTY), (attach,)),
    Case(attachments.remove, "the file", lambda s: attachments.remove(s, file(s)), (attach,)),
    Case(labels.give, "to several",
         lambda s: labels.give(s, [ini(s, "CX-101"), ini(s, "CX-304")], NASTY)),
    Case(labels.take, "from several",
         lambda s: labels.take(s, [ini(s, "CX-101"), ini(s, "CX-304")], "Grün"), (mark,)),
    Case(labels.rename, "to one that is there",
         lambda s: labels.rename(s, "Grün", "green"), (mark, make)),
    Case(labels.remove, "everywhere", lambda s: labels.remove(s, "Grün"), (mark, make)),
    Case(templates.make, "of one with everything", make, (mark,)),
    Case(templates.rename, "any name", lambda s: templates.rename(s, tem(s), NASTY), (make,)),
    Case(templates.remove, "one", lambda s: templates.remove(s, tem(s)), (make,)),
    Case(templates.begin, "from a day on",
         lambda s: templates.begin(s, tem(s), NASTY, batch=bat(s, "B6"), start=date(2027, 4, 1)),
         (mark, make)),
    Case(blueprint.laid_out, "little that is known",
         lambda s: blueprint.laid_out(s, {"start": None, "domain": 1, "actions": [{"title": "a"}]},
                                      NASTY, bat(s, "B1"), lambda _day: date(2027, 1, 4))),
    Case(duplicates.duplicate, "two, one with files and in a family",
         lambda s: duplicates.duplicate(s, [ini(s, "CX-101"), ini(s, "CX-304")]),
         (attach, mark,
          lambda s: initiatives.put_under(s, ini(s, "CX-304"), ini(s, "CX-302")))),
)  # fmt: skip
