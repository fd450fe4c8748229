"""What is changed of initiatives from the board, of one or of many, each as one undo step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel

from cxdesk.model.errors import ReasonNeeded, RuleBroken
from cxdesk.model.states import Priority
from cxdesk.model.wording import count, day
from cxdesk.services import initiatives
from cxdesk.services.cards import Card
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.reason import ask_reason

if TYPE_CHECKING:
    from cxdesk.ui.board.page import BoardPage

Cards = Sequence[Card]


class CardChanges:
    """Of several all change, or none: the one that does not says why, at its card."""

    def __init__(self, page: BoardPage) -> None:
        self._page = page

    def give(self, cards: Cards, person: int | None) -> None:
        """Set the owner."""
        self._each(
            f"Give {named(cards)} to {self._page.editing.name_of(person)}", cards,
            lambda s, card, reason: initiatives.give(s, card.id, person, reason),
        )  # fmt: skip

    def end_on(self, cards: Cards, on: date | None) -> None:
        """Set the end; the start stays."""
        verb = "ends" if len(cards) == 1 else "end"
        self._each(
            f"{named(cards)} {verb} {day(on) if on else 'on no date'}", cards,
            lambda s, card, _reason: initiatives.schedule(s, card.id, card.start, on),
        )  # fmt: skip

    def prioritise(self, cards: Cards, priority: Priority | None) -> None:
        """Set the priority; None follows from the benefit."""
        words = priority.value if priority else "as its benefit says"
        self._each(
            f"Priority of {named(cards)}: {words}", cards,
            lambda s, card, _reason: initiatives.prioritise(s, card.id, priority),
        )  # fmt: skip

    def join(self, cards: Cards, batch: int | None) -> None:
        """Put into a batch, or into none."""
        code = next((one.name for one in self._page.editing.choices.batches if one.id == batch), "")
        label = f"Put {named(cards)} into {code}" if code else f"Take {named(cards)} out of a batch"
        self._each(label, cards, lambda s, card, _reason: initiatives.join(s, card.id, batch))

    def belong(self, cards: Cards, domain: int | None) -> None:
        """Set the domain; None is the whole organisation."""
        found = (one.name for one in self._page.editing.domain_choices if one.id == domain)
        verb = "belongs" if len(cards) == 1 else "belong"
        self._each(
            f"{named(cards)} {verb} to {next(found, 'Org')}", cards,
            lambda s, card, _reason: initiatives.belong(s, card.id, domain),
        )  # fmt: skip

    def label(self, cards: Cards, more: Collection[str], less: Collection[str]) -> None:
        """Give and take labels."""
        from cxdesk.services import labels

        said = [f"label {', '.join(more)}"] if more else []
        said += [f"no label {', '.join(less)}"] if less else []

        def command(session: Session) -> None:
            ids = [card.id for card in cards]
            for one in more:
                labels.give(session, ids, one)
            for one in less:
                labels.take(session, ids, one)

        self._write(f"Give {named(cards)} {' and '.join(said)}", cards, command)

    def block(self, card: Card, text: str, at: Refusable) -> bool:
        """Block one: `text` is a reason, a code, or a code and then a reason."""
        from cxdesk.services import detail as details  # reads charters, which the board does not

        editing = self._page.editing
        reason, by, code = editing.read(lambda s: details.blocker(s, text, card.code))
        return editing.do(
            f"Block {card.code}: {' '.join(part for part in (code, reason) if part)}",
            lambda s: initiatives.block(s, card.id, reason, by),
            at,
        )

    def unblock(self, card: Card) -> None:
        """Take the flag away."""
        self._each(
            f"{card.code} is blocked no more", [card],
            lambda s, card, _reason: initiatives.unblock(s, card.id),
        )  # fmt: skip

    def rename(self, card: Card, title: str, at: Refusable) -> bool:
        """Set the title of one."""
        title = title.strip()
        short = title if len(title) <= 60 else f"{title[:59]}…"
        return self._page.editing.do(
            f"Rename {card.code} to “{short}”", lambda s: initiatives.rename(s, card.id, title), at
        )

    def _each(
        self, label: str, cards: Cards, change: Callable[[Session, Card, str], object]
    ) -> None:
        """Change one card after the other; a reason that one needs is asked for once, for all."""
        at = [cards[0].id]

        def run(reason: str = "") -> None:
            def command(session: Session) -> None:
                for card in cards:
                    at[0] = card.id
                    change(session, card, reason)

            def refused(broken: RuleBroken) -> None:
                if isinstance(broken, ReasonNeeded) and not reason:
                    ask_reason(self._page, broken.text, run)
                else:
                    self._page.moves.refuse(at[0], broken)

            self._write(label, cards, command, refused)

        run()

    def _write(
        self,
        label: str,
        cards: Cards,
        command: Callable[[Session], None],
        refused: Callable[[RuleBroken], None] | None = None,
    ) -> None:
        def say(broken: RuleBroken) -> None:
            self._page.moves.refuse(cards[0].id, broken)

        if self._page.desk.do(label, command, refused=refused or say) is not None:
            self._keep_selected(cards)

    def _keep_selected(self, cards: Cards) -> None:
        """What was changed stays selected and in sight, wherever it stands now."""
        board, model = self._page.board, self._page.model
        if not board.selectionModel().hasSelection():
            for card in cards:
                index = model.index_of(card.id)
                if index.isValid() and self._page.data.shows(card.id):
                    board.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        current = board.current_card()
        if current is not None:
            board.scrollTo(board.currentIndex())


def named(cards: Cards) -> str:
    """One by its code, many by their number."""
    return cards[0].code if len(cards) == 1 else count(len(cards), "initiative")
