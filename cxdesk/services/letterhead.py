"""What stands at the head of all paper: company, program and logo; read, and changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import byte_size, one_line
from cxdesk.services import png
from cxdesk.services.attachments import Incoming, read_file
from cxdesk.services.frame import program
from cxdesk.store.contents import held, hold

MOST_BYTES = 256 * 1024
MOST_PIXELS = 2000  # of width and of height
LONGEST = 120  # letters of the company's name
RULE = (
    f"A logo is a PNG picture of at most {byte_size(MOST_BYTES)} and "
    f"{MOST_PIXELS} × {MOST_PIXELS} pixels"
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks on paper; `line` says what the program is for, `logo` is a PNG or nothing.

    `damaged` says that there is a logo which the file cannot give back.
    """

    program: str
    line: str
    company: str = ""
    logo: bytes = b""
    damaged: bool = False

    @property
    def lines(self) -> tuple[str, str]:
        """The two lines of the head: the company before its program, where there is one."""
        return (self.company, self.program) if self.company else (self.program, self.line)


def letterhead(session: Session) -> Letterhead:
    """The head as it is now; a logo that is damaged in the file is left out."""
    here = program(session)
    found = logo(session, here.logo)
    damaged = here.logo is not None and not found
    return Letterhead(here.name, here.subtitle, here.company, found, damaged)


def logo(session: Session, digest: str | None) -> bytes:
    """The picture of a digest; nothing where it is none, gone or damaged."""
    return (held(session, digest) if digest else None) or b""


def set_company(session: Session, name: str) -> None:
    """Set the company that stands first on paper; without one the program does."""
    if problem := company_problem(name):
        raise RuleBroken(problem)
    program(session).company = name.strip()


def company_problem(name: str) -> str:
    """What is wrong with the name of a company, for its field; "" when nothing is."""
    if not one_line(name):
        return "The name of the company stays on one line: take the line break out."
    if len(name.strip()) > LONGEST:
        return f"The name of the company has {LONGEST} letters at most."
    return ""


def set_logo(session: Session, file: Incoming) -> None:
    """Set the logo, the picture alone of what the file holds. Raises RuleBroken, in words."""
    program(session).logo = hold(session, picture(file))


def logo_file(path: Path) -> Incoming:
    """Read a file that is to be the logo, no larger than one may be. Raises RuleBroken."""
    try:
        if path.is_file():
            _refuse_size(path.name, path.stat().st_size)
    except OSError:
        pass  # reading it says what is the matter
    return read_file(path)


def _refuse_size(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise RuleBroken(f"{RULE}: {name} has {byte_size(size)}.")


def picture(file: Incoming) -> bytes:
    """The picture of a file that may be a logo. Raises RuleBroken for one that may not."""
    _refuse_size(file.name, len(file.data))
    try:
        wide, high = png.measure(file.data)
        if wide > MOST_PIXELS or high > MOST_PIXELS:
            raise RuleBroken(f"{RULE}: {file.name} has {wide:,} × {high:,}.")
        return png.plain(file.data)
    except png.BadPicture as trouble:
        if file.data[:4] != b"\x89PNG":
            raise RuleBroken(f"{RULE}: {file.name} is no PNG.") from trouble
        raise RuleBroken(f"{RULE}: {file.name} is damaged or not whole.") from trouble


def remove_logo(session: Session) -> None:
    """Print without a logo; its bytes stay as long as undo may need them."""
    program(session).logo = None
