"""What is done with whole initiatives from a card or a row: copied, archived, stopped, reused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.states import State
from cxdesk.model.wording import count
from cxdesk.services import initiatives, kanban
from cxdesk.services.cards import Card
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.read_only import refused as read_only
from cxdesk.ui.reason import ask_reason

Refused = Callable[[int, RuleBroken], object]
"""Says at an initiative why something was refused."""


class Coded(Protocol):
    """A card or a row of an initiative."""

    @property
    def id(self) -> int: ...

    @property
    def code(self) -> str: ...


class CardEdits(QObject):
    """Changes of whole initiatives, each one undo step; forms open over `page`."""

    def __init__(self, page: QWidget, editing: Editing, refused: Refused | None = None) -> None:
        super().__init__(page)
        self._page, self._editing, self._refused = page, editing, refused

    def duplicate(self, cards: Sequence[Coded]) -> None:
        """Copy initiatives; one copy alone is opened."""
        from cxdesk.services import duplicates  # reads charters, which the board does not need

        if not cards:
            return
        named = _named(cards)
        done = self._editing.desk.do(
            f"Duplicate {named}",
            lambda s: duplicates.duplicate(s, [card.id for card in cards]),
            said=f"{named} duplicated",
        )
        if done is not None and len(done.result) == 1:
            self._editing.open("initiative", done.result[0])

    def archive(self, cards: Sequence[Card]) -> None:
        """Take finished initiatives off the board."""

        def command(session: Session) -> None:
            for card in cards:
                initiatives.archive(session, card.id)

        named = _named(cards)
        self._editing.desk.do(
            f"Archive {named}",
            command,
            said=f"{named} archived: search still finds {'it' if len(cards) == 1 else 'them'}",
            refused=lambda broken: self._refuse(cards[0].id, broken),
        )

    def stop(self, card: Card, state: State) -> None:
        """Put an initiative on hold, or cancel it, once the reason is given."""
        if read_only(self._page):
            return
        held = state is State.ON_HOLD
        question = (
            f"Why does {card.code} go on hold?"
            if held
            else f"Why is {card.code} cancelled? It leaves the board and is not taken up again."
        )

        def move(reason: str) -> None:
            self._editing.desk.do(
                f"{'Put' if held else 'Cancel'} {card.code}{' on hold' if held else ''}",
                lambda s: kanban.change_state(s, card.id, state, reason),
                said=f"{card.code} is {'on hold' if held else 'cancelled'}",
                refused=lambda broken: self._refuse(card.id, broken),
            )

        ask_reason(self._page, question, move)

    def make_template(self, card: Card) -> None:
        """Ask for the name of a template made of an initiative."""
        from cxdesk.ui.board.template_form import TemplateName

        if read_only(self._page):
            return
        TemplateName(self._page, self._editing, card.id, card.code, card.title).open()

    def _refuse(self, id: int, broken: RuleBroken) -> None:
        if self._refused is not None:
            self._refused(id, broken)
        else:
            self._editing.desk.refused.emit(broken)


def _named(cards: Sequence[Coded]) -> str:
    return cards[0].code if len(cards) == 1 else count(len(cards), "initiative")
