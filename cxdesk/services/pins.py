"""PINs of seats: a few signs that their holders type before a ballot, kept as a salted digest."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable

from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import Membership
from cxdesk.services.session import one

LEAST, MOST = 4, 12
Command = Callable[[Session], None]
_WORK = (2**14, 8, 1)  # of scrypt: 16 MB and some 50 ms for each guess


def pin_problem(text: str) -> str:
    """What is wrong with a PIN; "" when nothing is."""
    plain = _plain(text)
    if LEAST <= len(plain) <= MOST and plain.isalnum():
        return ""
    return f"A PIN is {LEAST} to {MOST} digits or letters."


def set_pin(session: Session, member: int, pin: str) -> None:
    """Give a seat a PIN in the place of any before. Raises RuleBroken for too few signs."""
    here = one(session, Membership, member)
    if problem := pin_problem(pin):
        raise RuleBroken(problem)
    salt = secrets.token_bytes(16)
    here.pin = f"{salt.hex()}:{_digest(pin, salt)}"


def remove_pin(session: Session, member: int) -> None:
    """Let a seat vote without a PIN."""
    one(session, Membership, member).pin = None


def fits(session: Session, member: int, pin: str) -> bool:
    """Whether this is the PIN of a seat; any is where it has none."""
    kept = one(session, Membership, member).pin
    if kept is None:
        return True
    salt, _, digest = kept.partition(":")
    return hmac.compare_digest(_digest(pin, bytes.fromhex(salt)), digest)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _digest(pin: str, salt: bytes) -> str:
    n, r, p = _WORK
    return hashlib.scrypt(_plain(pin).encode(), salt=salt, n=n, r=r, p=p, dklen=32).hex()
