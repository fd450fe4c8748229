"""Everything as one JSON file, which another cxdesk takes in whole: docs/json.md is its format.

A row stands on a line of its own, so that two files compare line by line and `grep` finds an item.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from cxdesk.exchange.out.export import Export, Look
from cxdesk.reports.printed import Chosen
from cxdesk.services.export_program import Everything, everything
from cxdesk.services.incoming import GivenUp, Progress, Stopped
from cxdesk.services.program_shape import (
    CONTENTS,
    FORMAT,
    HISTORY,
    MOVES,
    PROGRAM,
    SECRET_BALLOTS,
    shapes,
)
from cxdesk.services.session import Session

_LOOKED_AT: Final = 20
_row = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(", ", ": ")).encode


def program_json(rows: Everything, progress: Progress, given_up: GivenUp) -> bytes:
    """The file, in UTF-8: equal but for `written` for equal rows. Raises Stopped when given up."""
    parts = [*rows.tables.items(), *_beside(rows)]
    whole = sum(len(some) for _, some in parts) + len(rows.contents)
    done = 0
    head = (
        f'{{\n"format": {_row(FORMAT)},\n"version": {rows.version},\n'
        f'"written": {_row(rows.written)},\n"{PROGRAM}": {_row(rows.program)}'
    )
    out = [head.encode()]
    for key, some in parts:
        if given_up():
            raise Stopped
        progress(done, whole)
        out.extend(_table(key, some))
        done += len(some)
    for piece in _contents(rows.contents):
        if given_up():
            raise Stopped
        out.append(piece)
    out.extend(_table(HISTORY, rows.history))
    out.append(b"\n}\n")
    progress(whole, whole)
    return b"".join(out)


def _beside(rows: Everything) -> tuple[tuple[str, Sequence[Mapping[str, Any]]], ...]:
    return (MOVES, rows.moves), (SECRET_BALLOTS, rows.secret_ballots)


def _table(key: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    # Row by row: long texts put together at once would stop a window that waits beside.
    yield f',\n"{key}": ['.encode()
    before = b"\n"
    for row in rows:
        yield before
        yield _row(row).encode()
        before = b",\n"
    yield b"]" if before == b"\n" else b"\n]"


def _contents(contents: Mapping[str, bytes]) -> Iterator[bytes]:
    yield f',\n"{CONTENTS}": {{'.encode()
    for place, (digest, data) in enumerate(contents.items()):
        yield b"\n" if not place else b",\n"
        yield f'"{digest}": "'.encode() + b64encode(data) + b'"'
    yield b"\n}" if contents else b"}"


def _look(rows: Everything) -> tuple[Look, ...]:
    titles = {key: shape.many.capitalize() for key, shape in shapes().items()}
    parts = [
        (PROGRAM, (rows.program,)), *rows.tables.items(), *_beside(rows), (HISTORY, rows.history)
    ]  # fmt: skip
    return tuple(
        Look(
            titles.get(key) or key.replace("_", " ").capitalize(),
            tuple(some[0]),
            tuple(tuple(map(_shown, row.values())) for row in islice(some, _LOOKED_AT)),
            len(some),
        )
        for key, some in parts
        if some
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _row(value)


def _read(session: Session, _chosen: Chosen) -> Everything:
    return everything(session)


EXPORT: Final = Export(
    key="json",
    title="Everything (JSON)",
    text="All of the program, to keep, to move or for a program of your own",
    suffix=".json",
    holds="Every item with its kept files, signed papers and days in each state. cxdesk takes it "
    "in again as it was; the history can be read in it, but is not taken in.",
    read=_read,
    write=program_json,
    look=_look,
)
