"""Who sits at the computer, and who of the program that is."""

from __future__ import annotations

import getpass
import os
import sys

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.people import Person
from cxdesk.services.search import fold


def computer_user() -> str:
    """The name of the computer's user: the full name where the system knows it, else the login."""
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a user table
        return "cxdesk"
    if sys.platform != "win32":
        import pwd

        try:
            full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
        except KeyError:
            full = ""
        if full and full != login:
            return full
    return login


def matching(session: Session, user: str) -> str:
    """The person of the program that `user` is, by full name or the name before the @.

    `user` itself where nobody, or more than one, fits.
    """
    wanted = fold(user)
    person = Person.__table__.c  # the table, since the window waits for this when it opens
    found = {
        name
        for name, email in session.execute(select(person.name, person.email).where(person.active))
        if wanted in (fold(name), fold(name).replace(" ", "."), fold(email).partition("@")[0])
    }
    return found.pop() if len(found) == 1 else user


def role_of(session: Session, name: str) -> str:
    """The role of the person of this name; empty where nobody, or more than one, has it."""
    person = Person.__table__.c
    roles = session.scalars(select(person.role).where(person.name == name)).all()
    return str(roles[0]) if len(roles) == 1 else ""


def person_of(session: Session, name: str) -> int | None:
    """The active person of this name; None where nobody, or more than one, has it."""
    person = Person.__table__.c
    found = session.scalars(select(person.id).where(person.name == name, person.active)).all()
    return found[0] if len(found) == 1 else None
