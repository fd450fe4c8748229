"""The form of a new link: what waits for what, which ends are tied, and the lag."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.states import LinkType
from cxdesk.services import link_words
from cxdesk.services.cards import Card
from cxdesk.services.search import fold
from cxdesk.ui.form.completion import Completion
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import fault_of
from cxdesk.ui.roadmap.links_form import read_lag

HELP = "The successor waits for the predecessor. Type a code or a part of a title."
Take = Callable[[int, int, LinkType, int, Refusable], bool]
"""Keeps a link from one initiative to another; a refusal is said at the form."""


class NewLinkForm(SmallForm):
    """Enter links and makes room for the next, Esc leaves."""

    def __init__(
        self,
        over: QWidget,
        cards: Mapping[int, Card],
        refusal: Callable[[int, int], str],
        take: Take,
    ) -> None:
        super().__init__(over, "New link", HELP, "Link and next")
        self._take, self._refusal = take, refusal
        self._named = {f"{card.code} {card.title}": card.id for card in cards.values()}
        self._codes = {fold(card.code): card.id for card in cards.values()}
        self._numbers = {card.code.rpartition("-")[2]: card.id for card in cards.values()}
        self._cards = cards
        self.leave.setText("Done")
        self.before = self._end("Predecessor", "What has to come first")
        self.after = self._end("Successor", "What waits for it")
        self.type = QComboBox()
        for one, words in link_words.NAMES.items():
            self.type.addItem(f"{one.value}  {words}", one)
        self.add_row("Type", self.type)
        self.lag = self.line_edit(
            "Lag", "0 working days; below zero they overlap", partial(fault_of, read_lag)
        )
        self.finish()

    def _end(self, name: str, placeholder: str) -> QLineEdit:
        field = self.line_edit(name, placeholder)
        Completion(field, lambda: list(self._named), lambda: None)
        field.editingFinished.connect(self._check)
        return field

    def begin_with(self, before: int | None) -> None:
        """Begin with a predecessor that is likely."""
        if before is not None and before in self._cards:
            card = self._cards[before]
            self.before.setText(f"{card.code} {card.title}")

    def named(self, text: str) -> int | None:
        """The initiative that was typed: its code, the number of it, or all of its title."""
        words = text.strip()
        first = words.partition(" ")[0]
        return (
            self._named.get(words)
            or self._codes.get(fold(first))
            or self._numbers.get(first)
            or next((id for name, id in self._named.items() if words and fold(words) in fold(name)),
                    None)
        )  # fmt: skip

    def _check(self) -> None:
        """Say what is wrong with the two as soon as both are there."""
        before, after = self.named(self.before.text()), self.named(self.after.text())
        if before is not None and after is not None and (why := self._refusal(before, after)):
            self._mark(self.after, why)

    def keep(self) -> None:
        ids = []
        for field, what in ((self.before, "predecessor"), (self.after, "successor")):
            typed = field.text().strip()
            found = self.named(typed)
            if found is None:
                said = f"There is no initiative {typed}." if typed else f"Name the {what}."
                super().refuse(said, field)
                return
            ids.append(found)
        try:
            lag = read_lag(self.lag.text())
        except ValueError as wrong:
            super().refuse(str(wrong), self.lag)
            return
        type = LinkType(self.type.currentData())  # Qt keeps the text of it alone
        if not self._take(ids[0], ids[1], type, lag, self):
            return
        first, second = (self._cards[id].code for id in ids)
        self.clear_fault()
        self.said.setText(f"{link_words.sentence(first, second, type, lag)}: linked.")
        self.said.show()
        self.after.clear()
        self.lag.clear()
        self.after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()

    def refuse(self, why: RuleBroken | str, field: QLineEdit | None = None) -> None:
        super().refuse(why, field or self.after)
