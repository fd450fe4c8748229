"""Files of boards for tests: how they are opened and read, and small boards written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from cxdesk.exchange.boards.opened import OpenedBoard
from cxdesk.exchange.boards.opening import opened
from cxdesk.exchange.opened import Into, Question, never, no_progress
from cxdesk.exchange.recognise import Found
from cxdesk.services.incoming import Incoming, IncomingInitiative

BOARDS = Path(__file__).parents[4] / "shared" / "reference" / "boards"
TODAY = date(2026, 11, 23)
INTO = Into(TODAY, "Meridian", (("B1", "Ask Once"), ("B2", "Clear Bills")))


def reference(name: str) -> Path:
    """A real file of another program; the test is skipped where it is not."""
    path = BOARDS / name
    if not path.exists():
        pytest.skip("the reference boards are not beside the project")
    return path


def board_of(name: str, content: bytes | str, into: Into = INTO) -> OpenedBoard:
    """A file as a recognised board."""
    data = content.encode() if isinstance(content, str) else content
    found = opened(Found(name, data), into)
    assert found is not None, f"{name} was not recognised"
    return found


def said(board: OpenedBoard, **answers: str) -> Incoming:
    """What a board says, with these answers."""
    return board.answered(answers).incoming(no_progress, never)


def by_title(incoming: Incoming) -> dict[str, IncomingInitiative]:
    """The initiatives by their titles."""
    return {one.title: one for one in incoming.initiatives}


def notes(incoming: Incoming) -> dict[str, int]:
    """The notes with their counts."""
    return {note.text: note.count for note in incoming.notes}


def asked(board: OpenedBoard) -> dict[str, Question]:
    """The questions by their keys."""
    return {question.key: question for question in board.questions}


def states(one: IncomingInitiative) -> list[tuple[str, str]]:
    """The moves of an initiative, as (state, day)."""
    return [(move.state.value, move.on.isoformat()) for move in one.moves]


# Boards written by hand ---------------------------------------------------------------------


def id_of(number: int, on: str = "2026-03-02") -> str:
    """An id as Trello makes them: the moment of its making and a number."""
    days = (date.fromisoformat(on) - date(1970, 1, 1)).days
    return f"{days * 86400 + 43200:08x}{number:016x}"


def trello(**parts: Any) -> dict[str, Any]:
    """A Trello board of three lists, with these parts."""
    lists = [
        {"id": id_of(1), "name": "To do", "pos": 1, "closed": False, "idBoard": id_of(9)},
        {"id": id_of(2), "name": "Doing", "pos": 2, "closed": False, "idBoard": id_of(9)},
        {"id": id_of(3), "name": "Done", "pos": 3, "closed": False, "idBoard": id_of(9)},
    ]
    return {
        "id": id_of(9), "name": "Ask Once", "shortUrl": "https://trello.example/b/x",
        "lists": lists, "cards": [], "members": [], "labels": [], "checklists": [],
        "customFields": [], "actions": [],
    } | parts  # fmt: skip


def card(number: int, name: str, place: int = 1, **more: Any) -> dict[str, Any]:
    """A card of a Trello board in the list of that number."""
    return {"id": id_of(number), "name": name, "idList": id_of(place), "pos": number} | more


def happened(kind: str, at: str, of: int, **data: Any) -> dict[str, Any]:
    """An action of a Trello board upon a card."""
    return {"type": kind, "date": at, "data": {"card": {"id": id_of(of)}} | data}


def as_json(data: Mapping[str, Any]) -> bytes:
    """A board as a file."""
    return json.dumps(data).encode()


def csv_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a CSV file."""
    import csv

    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def xlsx_of(rows: Sequence[Sequence[Any]], title: str = "Tasks") -> bytes:
    """Rows as a workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
