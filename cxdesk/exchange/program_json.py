"""A whole program of ours in JSON, on its way back: docs/json.md is its format."""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from cxdesk.exchange.bounded_json import is_object, parsed
from cxdesk.exchange.opened import Into, Opened, Preview, Question
from cxdesk.exchange.recognise import Found
from cxdesk.services.bring_in import Manner
from cxdesk.services.incoming import (
    Fate,
    GivenUp,
    Incoming,
    Note,
    Problem,
    Progress,
    Report,
)
from cxdesk.services.program_shape import (
    CONTENTS,
    FORMAT,
    HISTORY,
    MOVES,
    PROGRAM,
    SECRET_BALLOTS,
    SPECIAL,
    shapes,
)
from cxdesk.services.session import Session
from cxdesk.services.take_over import take_over
from cxdesk.services.taking.rows import Checked, Document, checked
from cxdesk.services.taking.values import shown
from cxdesk.store.errors import KnownError, NewerFile
from cxdesk.store.schema import SCHEMA_VERSION

_HEAD: Final = ("format", "version", "written")
_LOOKED_FOR: Final = 4096  # bytes among which our own files say what they are
_MOST_ROWS: Final = 1_000_000  # of one table
_SHOWN: Final = (("initiatives", ("code", "title", "state")), ("actions", ("title", "state")),
                 ("people", ("name", "role")))  # fmt: skip


def opened(found: Found, _into: Into) -> Opened | None:
    """The program that a file holds; None where it is of another kind.

    Raises KnownError for one that is damaged, NewerFile for one of a newer cxdesk.
    """
    head = found.content[:_LOOKED_FOR]
    if not is_object(found.content) or b'"format"' not in head or b'"cxdesk"' not in head:
        return None
    data = parsed(found.content, found.name)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    _refuse_version(data.get("version"), found.name)
    program = data.get(PROGRAM)
    name = program.get("name") if isinstance(program, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise KnownError(f"{found.name} does not say which program it holds: it is damaged.")
    return WholeProgram(name.strip(), data)


def _refuse_version(version: Any, name: str) -> None:
    if type(version) is not int:
        raise KnownError(f"{name} does not say of which version it is: it is damaged.")
    if version > SCHEMA_VERSION:
        raise NewerFile(
            f"{name} was written by a newer cxdesk: bring this one up to date, or take the program "
            "out as tables there."
        )
    if version < SCHEMA_VERSION:
        raise KnownError(
            f"{name} is of version {version} of the format, and this cxdesk reads version "
            f"{SCHEMA_VERSION}. Open the program itself (.cxdesk) here and take it out anew."
        )


@dataclass(frozen=True)
class WholeProgram:
    """A program as its file says it; it leaves nothing open."""

    program: str
    data: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return "Program of cxdesk (JSON)"

    @property
    def title(self) -> str:
        """Which one it is, as the history names it."""
        return f"the program “{shown(self.program)}”"

    @property
    def questions(self) -> tuple[Question, ...]:
        """None: it is our own."""
        return ()

    def answered(self, answers: Mapping[str, str]) -> WholeProgram:
        """The same. Raises KnownError for any answer: nothing was asked."""
        for key in answers:
            raise KnownError(f"Nothing is asked about a whole program: leave {key} out.")
        return self

    def preview(self, most: int = 20) -> Preview:
        """The first initiatives; where there are none, actions or people."""
        for key, fields in _SHOWN:
            rows = self.checked.tables[key].values()
            if rows:
                titles = tuple(each.replace("_", " ").capitalize() for each in fields)
                said = sorted(tuple(_said(row[each]) for each in fields) for row in rows)
                return Preview(titles, tuple(said[:most]), len(rows))
        return Preview(("Name",), (), 0)

    def incoming(self, progress: Progress, given_up: GivenUp) -> Incoming:
        """It has none: see `opened.Entire`."""
        raise TypeError("A whole program takes itself in: call exchange.opened.ready.")

    def take_over(
        self, session: Session, progress: Progress, given_up: GivenUp, manner: Manner | None
    ) -> Report:
        """Take it in, row by row."""
        strict = manner is not None and manner.strict
        return take_over(session, self.checked, progress, given_up, strict=strict)

    @cached_property
    def checked(self) -> Checked:
        """Its rows, each looked at by itself."""
        return checked(_document(self.title, self.data))


def _said(value: Any) -> str:
    """A value as the window says it."""
    return "" if value is None else str(getattr(value, "label", value))


def _document(title: str, data: Mapping[str, Any]) -> Document:
    notes: list[Note] = []
    problems: list[Problem] = []
    tables: dict[str, Sequence[Any]] = {PROGRAM: [data[PROGRAM]]}
    for key in shapes():
        if key != PROGRAM:
            tables[key] = _rows(data, key, problems)
    history = _rows(data, HISTORY, problems)
    if history:
        text = "Who did what when stays to be read in the file: here a history of its own begins."
        notes.append(Note(Fate.DROPPED, text, len(history)))
    for key in data.keys() - {*_HEAD, *shapes(), *SPECIAL}:
        many = len(data[key]) if isinstance(data[key], list | dict) else 1
        notes.append(Note(Fate.DROPPED, f"“{shown(key)}” is not known here.", many))
    return Document(
        title,
        tables,
        _rows(data, MOVES, problems),
        _rows(data, SECRET_BALLOTS, problems),
        _contents(data.get(CONTENTS), problems),
        tuple(sorted(notes, key=lambda note: note.text)),
        tuple(problems),
    )


def _rows(data: Mapping[str, Any], key: str, problems: list[Problem]) -> Sequence[Any]:
    rows = data.get(key, [])
    at = key.replace("_", " ").capitalize()
    if not isinstance(rows, list):
        problems.append(Problem(at, "This is no list of rows: left out."))
        return []
    if len(rows) > _MOST_ROWS:
        problems.append(
            Problem(at, f"These are more than {_MOST_ROWS:,} rows: the rest stays out.")
        )
        return rows[:_MOST_ROWS]
    return rows


def _contents(held: Any, problems: list[Problem]) -> dict[str, bytes]:
    """The bytes of kept files that fit their digest."""
    found: dict[str, bytes] = {}
    if held is None:
        return found
    if not isinstance(held, dict):
        problems.append(Problem(CONTENTS.capitalize(), "These are no contents: left out."))
        return found
    for digest, text in held.items():
        try:
            data = b64decode(text, validate=True)
        except (TypeError, ValueError, binascii.Error):
            data = None
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            at = f"{CONTENTS.capitalize()} {shown(digest)[:12]}"
            problems.append(Problem(at, "The bytes are not those that were kept: left out."))
            continue
        found[digest] = data
    return found
