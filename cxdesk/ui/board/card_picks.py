"""What is chosen for cards on the board: by their chips, by letters, from menu and bulk bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from cxdesk.model.states import PATH, Priority
from cxdesk.services.cards import Card
from cxdesk.services.search import fold
from cxdesk.ui.actions import make_action
from cxdesk.ui.board.card_changes import CardChanges, named
from cxdesk.ui.board.card_zones import Anchor
from cxdesk.ui.desk import Toast
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.read_only import refused as read_only

if TYPE_CHECKING:
    from cxdesk.ui.board.page import BoardPage
    from cxdesk.ui.options import Option

Cards = Sequence[Card]
_MIXED = object()  # what several cards have that differ: no option is ticked


class CardPicks(QObject):
    """Offers people, dates, priorities, batches, domains and labels for cards of a page.

    Each is for the cards given, else for those that are selected, else for the focused one; it
    opens at `anchor`, else at the part of the card that it is about.
    """

    def __init__(self, page: BoardPage, changes: CardChanges) -> None:
        super().__init__(page)
        self._page, self._changes = page, changes
        self._anchor = Anchor(page.board)
        self.kinds: dict[str, Callable[[Cards, QWidget], object]] = {
            "owner": self._owner, "due": self._due, "priority": self._priority,
            "batch": self._batch, "domain": self._domain, "labels": self._labels,
            "state": self._state,
        }  # fmt: skip
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self.actions = {}
        for kind, text, keys in (
            ("owner", "Give to an owner…", "O"), ("due", "Set the due date…", "D"),
            ("priority", "Set the priority…", "P"), ("batch", "Move to batch…", "M"),
            ("labels", "Labels of the selected initiatives…", "L"),
            ("domain", "Set the domain…", ""), ("state", "Move to a state…", ""),
            ("blocked", "Blocked, or no more", "X"),
        ):  # fmt: skip
            self.actions[kind] = make_action(
                page, f"card-{kind}", text, "Card", partial(self.offer, kind),
                shortcuts=(keys,) if keys else (), context=within,
            )  # fmt: skip
            lock_changes(page.desk, self.actions[kind])

    def of(self, card: Card) -> Cards:
        """The cards that a change of this one is for: all that are selected with it."""
        chosen = self._page.board.selected_cards()
        return chosen if any(one.id == card.id for one in chosen) else [card]

    def chosen(self) -> Cards:
        """The selected cards, else the focused one."""
        board = self._page.board
        current = board.current_card()
        return board.selected_cards() or ([current] if current is not None else [])

    def offer(self, kind: str, cards: Cards | None = None, anchor: QWidget | None = None) -> None:
        """Offer what there is to choose, by the name of a zone."""
        if self._page.board.carry is not None or read_only(self._page):
            return
        cards = self.chosen() if cards is None else cards
        if not cards:
            self._page.desk.said.emit(Toast("Choose a card first: the arrow keys move the focus."))
            return
        lead = next((one for one in cards if one is self._page.board.current_card()), cards[0])
        if kind == "blocked":
            self._blocked(lead, toggle=True)
        else:
            self.kinds[kind](cards, anchor or self._anchor.put(lead, kind))

    def click(self, card: Card, zone: str) -> None:
        """A zone of a card was clicked."""
        if zone in ("charter", "actions"):
            self._page.editing.open(zone, card.id)
        elif read_only(self._page):
            return
        elif zone == "blocked":
            self._blocked(card, toggle=False)
        else:
            self.offer(zone, self.of(card), self._anchor.put(card, zone))

    # What is offered ------------------------------------------------------------------------

    def _owner(self, cards: Cards, anchor: QWidget) -> None:
        self._pick(
            anchor, f"Who owns {named(cards)}", self._page.editing.people("Nobody"),
            _shared(card.owner_id for card in cards),
            lambda person: self._changes.give(cards, person),
        )  # fmt: skip

    def _due(self, cards: Cards, anchor: QWidget) -> None:
        from cxdesk.ui.board.due_popup import DuePopup

        on = _shared(card.end for card in cards)
        DuePopup(
            anchor, f"End of {named(cards)}", None if on is _MIXED else on,
            self._page.desk.today(), lambda to: self._changes.end_on(cards, to),
        ).open()  # fmt: skip

    def _priority(self, cards: Cards, anchor: QWidget) -> None:
        from cxdesk.services import initiative_list
        from cxdesk.ui.leads import Lead
        from cxdesk.ui.options import Option

        ids = [card.id for card in cards]
        rows = self._page.editing.read(lambda s: initiative_list.initiative_list(s, ids))
        options = [
            Option(one, one.value.capitalize(), lead=Lead("priority", number=4 - n))
            for n, one in enumerate(Priority)
        ]
        options.append(Option(None, "As its benefit says", "not set by hand"))
        self._pick(
            anchor, f"Priority of {named(cards)}", options, _shared(row.priority for row in rows),
            lambda priority: self._changes.prioritise(cards, priority),
        )  # fmt: skip

    def _batch(self, cards: Cards, anchor: QWidget) -> None:
        from cxdesk.ui.options import Option

        options = [Option(one.id, one.name, one.note) for one in self._page.editing.choices.batches]
        self._pick(
            anchor, f"Batch of {named(cards)}", [*options, Option(None, "No batch")],
            _shared(card.batch_id for card in cards),
            lambda batch: self._changes.join(cards, batch),
        )  # fmt: skip

    def _domain(self, cards: Cards, anchor: QWidget) -> None:
        self._pick(
            anchor, f"Domain of {named(cards)}", self._page.editing.domains(),
            _shared(card.domain_id for card in cards),
            lambda domain: self._changes.belong(cards, domain),
        )  # fmt: skip

    def _state(self, cards: Cards, anchor: QWidget) -> None:
        from cxdesk.ui.leads import Lead
        from cxdesk.ui.options import Option

        options = [Option(one, one.label, lead=Lead("glyph", one.value)) for one in PATH]
        self._pick(
            anchor, f"State of {named(cards)}", options, _shared(card.column for card in cards),
            lambda state: self._page.moves.to_state(cards, state),
        )  # fmt: skip

    def _labels(self, cards: Cards, anchor: QWidget) -> None:
        from cxdesk.services import labels
        from cxdesk.ui.options import Option
        from cxdesk.ui.pickers import pick_many

        has = Counter(one for card in cards for one in card.labels)
        every = [one for one, times in has.items() if times == len(cards)]
        options = [
            Option(row.name, row.name, self._share(has[row.name], len(cards)))
            for row in self._page.editing.read(labels.labels)
        ]

        def keep(chosen: list[str]) -> None:
            more = [one for one in chosen if one not in every]
            less = [one for one in every if one not in chosen]
            self._changes.label(cards, more, less)

        def new(text: str) -> Option:
            return Option(text, f"New label “{text}”", why=labels.problem(text))

        pick_many(anchor, "Find or add a label", options, every, keep, new)

    @staticmethod
    def _share(times: int, number: int) -> str:
        return f"on {times} of {number}" if 0 < times < number else ""

    def _blocked(self, card: Card, *, toggle: bool) -> None:
        from cxdesk.ui.board.block_form import BlockForm

        if card.blocked and toggle:
            self._changes.unblock(card)
        else:
            BlockForm(self._page, self._page.editing, self._changes, card).open()

    def _pick(
        self,
        anchor: QWidget,
        title: str,
        options: list[Option],
        current: Any,
        chosen: Callable[[Any], object],
    ) -> None:
        from cxdesk.ui.pickers import pick  # the window starts without pickers

        pick(
            anchor, title, options, current,
            lambda value: None if value == current else chosen(value),
        )  # fmt: skip


def _shared(values: Iterable[Any]) -> Any:
    """What all have; `_MIXED` where they differ."""
    found = list(dict.fromkeys(values))
    return found[0] if len(found) == 1 else _MIXED


def known_titles(cards: Iterable[Card]) -> set[str]:
    """The titles of cards, folded."""
    return {fold(card.title) for card in cards}
