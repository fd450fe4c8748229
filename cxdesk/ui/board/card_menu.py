"""The menu of a card: what can be done with it where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from cxdesk.model.states import PATH, State
from cxdesk.services import kanban
from cxdesk.services.cards import Card
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.card_edits import CardEdits
from cxdesk.ui.desk import Toast
from cxdesk.ui.read_only import lock_changes

if TYPE_CHECKING:
    from cxdesk.ui.board.page import BoardPage

Item = tuple[str, Callable[[], object]]
"""Words and what they do; without words, a line between groups."""

_LINE: Item = ("", lambda: None)
_MENU_GONE_MS = 100


class CardMenu(QObject):
    """Offers a menu for a card of a page."""

    def __init__(self, page: BoardPage) -> None:
        super().__init__(page)
        self._page = page
        self.edits = CardEdits(page, page.editing, lambda id, why: page.moves.refuse(id, why))
        duplicate = make_action(
            page, "duplicate", "Duplicate the selected initiatives", "Kanban",
            lambda: self.edits.duplicate(page.board.selected_cards()),
            shortcuts=("Ctrl+D",), context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        lock_changes(page.desk, duplicate)
        make_action(
            page, "charter-wide", "Charter of the card over the full width", "Card",
            self._open_charter, shortcuts=("Ctrl+Shift+E",),
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        page.board.menu_requested.connect(self._open)

    def _open_charter(self) -> None:
        card = self._page.board.current_card()
        if card is None:
            said = "Choose a card first: the arrow keys move the focus."
            self._page.desk.said.emit(Toast(said))
        else:
            self._page.editing.open("charter-page", card.id)

    def _open(self, id: int, at: QPoint) -> None:
        card = self._page.model.card(id)
        if card is None:
            return
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in self.items(card):
            if text:
                menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
            else:
                menu.addSeparator()
        menu.popup(at)

    def items(self, card: Card) -> list[Item]:
        """What the menu offers for a card."""
        return [
            *self._ways(card),
            _LINE,
            *self._moves(card),
            _LINE,
            *self._facts(card),
            _LINE,
            *self._whole(card),
            _LINE,
            ("Copy code", lambda: QGuiApplication.clipboard().setText(card.code)),
        ]

    def _ways(self, card: Card) -> list[Item]:
        def opener(kind: str) -> Callable[[], object]:
            return lambda: self._page.editing.open(kind, card.id)

        kinds = (
            ("Open", "initiative"), ("Open charter", "charter"),
            ("Open charter full width", "charter-page"), ("Open actions", "actions"),
        )  # fmt: skip
        return [(text, opener(kind)) for text, kind in kinds]

    def _moves(self, card: Card) -> list[Item]:
        if card.state is State.ON_HOLD:
            return [(f"Take up again in {card.column.label}", lambda: self._resume(card))]

        def mover(state: State) -> Callable[[], object]:
            return lambda: self._page.moves.to_state([card], state)

        at = PATH.index(card.column)
        return [
            (f"Move to {PATH[to].label}", mover(PATH[to]))
            for to in (at + 1, at - 1)
            if 0 <= to < len(PATH)
        ]

    def _facts(self, card: Card) -> list[Item]:
        """What is changed of it, or of all that are selected with it, with the key for it."""
        if self._page.desk.store.read_only:
            return []
        changing = self._page.changing
        cards = changing.picks.of(card)

        def offer(kind: str) -> Callable[[], object]:
            # A popup opened while the menu closes is closed with it.
            return lambda: QTimer.singleShot(
                _MENU_GONE_MS, self, lambda: changing.picks.offer(kind, cards)
            )

        items = [
            (f"{words}…\t{key}".rstrip("\t"), offer(kind))
            for words, key, kind in (
                ("Owner", "O", "owner"), ("Due date", "D", "due"), ("Priority", "P", "priority"),
                ("Batch", "M", "batch"), ("Domain", "", "domain"), ("Labels", "L", "labels"),
            )
        ]  # fmt: skip
        if len(cards) == 1:
            items.append(
                ("No longer blocked\tX" if card.blocked else "Blocked…\tX", offer("blocked"))
            )
            items.append(("Edit the title\tF2", lambda: changing.begin_title(card)))
        return items

    def _whole(self, card: Card) -> list[Item]:
        """What is done with it, or with all that are selected with it, as a whole."""
        chosen = self._page.board.selected_cards()
        cards = chosen if card.id in {one.id for one in chosen} else [card]
        if len(cards) > 1:
            items: list[Item] = [
                (f"Duplicate {len(cards)} initiatives", lambda: self.edits.duplicate(cards))
            ]
        else:
            items = [
                ("Duplicate", lambda: self.edits.duplicate(cards)),
                ("Make a template…", lambda: self.edits.make_template(card)),
            ]
        if all(one.delivered for one in cards):
            many = f" {len(cards)} initiatives" if len(cards) > 1 else ""
            items.append((f"Archive{many}", lambda: self.edits.archive(cards)))
        elif len(cards) == 1:
            if card.state is not State.ON_HOLD:
                items.append(("Put on hold…", lambda: self.edits.stop(card, State.ON_HOLD)))
            items.append(("Cancel…", lambda: self.edits.stop(card, State.CANCELLED)))
        return items

    def _resume(self, card: Card) -> None:
        page = self._page
        page.desk.do(
            f"Take up {card.code} again",
            lambda s: kanban.change_state(s, card.id, card.column),
            refused=lambda broken: page.moves.refuse(card.id, broken),
        )
