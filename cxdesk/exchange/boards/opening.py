"""Files of boards: which program wrote one, and what it says."""

from __future__ import annotations

from cxdesk.exchange.boards import trello
from cxdesk.exchange.boards.jsonish import node
from cxdesk.exchange.boards.opened import OpenedBoard
from cxdesk.exchange.bounded_json import is_object, parsed
from cxdesk.exchange.opened import Into
from cxdesk.exchange.recognise import Found


def opened(found: Found, into: Into) -> OpenedBoard | None:
    """A board that is known by what it holds; None for any other file.

    Raises KnownError for JSON that is damaged or nested too deep.
    """
    if is_object(found.content):
        if b"cards" not in found.content.replace(b"\0", b""):
            return None
        data = node(parsed(found.content, found.name))
        if trello.knows(data):
            return OpenedBoard(trello.read(data, found.name), into)
        return None
    return None
