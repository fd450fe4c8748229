"""The places of the window, in the order of the sidebar, which lists those with a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from cxdesk.services.session import Session
from cxdesk.ui.view import View

Group = Literal["Work", "Rhythm", "Foundation", "Foot", ""]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the window. `icon` is a key of glyphs.GLYPHS; `load` imports the view.

    It is an entry of the sidebar under its `group`; without one an item leads there, and back.

    `kinds` are the kinds of items that the view can reveal. `badge` counts what waits there, and
    `waits` are the words for one and for several of it.
    """

    key: str
    title: str
    group: Group
    icon: str
    load: Callable[[], type[View]]
    kinds: tuple[str, ...] = ()
    badge: Callable[[Session], int] | None = None
    waits: tuple[str, str] = ("", "")


def listed(places: Iterable[Place]) -> tuple[Place, ...]:
    """Those that the sidebar lists."""
    return tuple(place for place in places if place.group)


def _kanban() -> type[View]:
    from cxdesk.ui.board.view import KanbanView

    return KanbanView


def _change_board() -> type[View]:
    from cxdesk.ui.change_board.view import ChangeBoardView

    return ChangeBoardView


def _requests_waiting(session: Session) -> int:
    from cxdesk.services.intake import waiting

    return waiting(session)


def _roadmap() -> type[View]:
    from cxdesk.ui.roadmap.view import RoadmapView

    return RoadmapView


def _strategy() -> type[View]:
    from cxdesk.ui.strategy.view import StrategyView

    return StrategyView


def _people() -> type[View]:
    from cxdesk.ui.people.view import PeopleView

    return PeopleView


def _print() -> type[View]:
    from cxdesk.ui.print_center.view import PrintView

    return PrintView


def _charter() -> type[View]:
    from cxdesk.ui.charter.view import CharterView

    return CharterView


PLACES: tuple[Place, ...] = (
    Place(
        "kanban",
        "Kanban",
        "Work",
        "kanban",
        _kanban,
        ("initiative", "batch", "action", "score"),
    ),
    Place(
        "change_board",
        "Change board",
        "Work",
        "board",
        _change_board,
        ("request", "round", "decision", "meeting", "urgent-meeting"),
        _requests_waiting,
        ("request waits for the office or the board", "requests wait for the office or the board"),
    ),
    Place("roadmap", "Roadmap", "Work", "roadmap", _roadmap, ("initiative", "milestone")),
    Place(
        "strategy",
        "Strategy",
        "Foundation",
        "strategy",
        _strategy,
        ("program", "north-star", "frame_item", "outcome", "limit"),
    ),
    Place("people", "People", "Foundation", "people", _people, ("person", "group", "domain")),
    Place("print", "Print & data", "Foot", "printer", _print),
    Place("charter", "Charter", "", "document", _charter, ("charter-page",)),
)
