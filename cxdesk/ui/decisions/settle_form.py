"""A show of hands between two tasks that the ballots leave open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cxdesk.services import rounds
from cxdesk.services.result_rows import PairRow, ResultSheet, RoundHead
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_number

_HELP = (
    "The ballots do not say which of the two comes first: they are even, or in a circle of "
    "majorities. The board settles it; the hands stand in the minutes."
)


class SettleForm(SmallForm):
    """The hands for each of the two; the one with more comes first."""

    def __init__(
        self, over: QWidget, editing: Editing, head: RoundHead, pair: PairRow,
        titles: tuple[str, str], done: Callable[[], object],
    ) -> None:  # fmt: skip
        upper, lower = pair.codes
        super().__init__(over, f"{upper} or {lower} first?", _HELP, "Settle")
        self._editing, self._head, self._pair, self._done = editing, head, pair, done
        self.above = self.line_edit(f"Hands for {upper}", titles[0], self._problem)
        self.below = self.line_edit(f"Hands for {lower}", titles[1], self._problem)
        self.note = self.line_edit("Note", "for the minutes, if there is more to say")
        self.finish()

    def _problem(self, text: str) -> str:
        try:
            self._hands(text)
        except ValueError as wrong:
            return str(wrong)
        return ""

    def _hands(self, text: str) -> int:
        if not text.strip():
            raise ValueError("Count the hands for each of the two.")
        number = read_number(text)
        if number != int(number):
            raise ValueError("Hands are whole.")
        if number > self._head.seats:
            raise ValueError(f"The board has {self._head.seats:,} seats.")
        return int(number)

    def keep(self) -> None:
        hands = []
        for field in (self.above, self.below):
            try:
                hands.append(self._hands(field.text()))
            except ValueError as wrong:
                self.refuse(str(wrong), field)
                return
        first, second = hands
        if first == second:
            self.refuse("As many hands for each: talk on, and ask again.", self.above)
            return
        if first + second > self._head.seats:
            self.refuse(
                f"{first + second:,} hands, and the board has {self._head.seats:,} seats.",
                self.below,
            )
            return
        up = first > second
        ids = (self._pair.upper, self._pair.lower) if up else (self._pair.lower, self._pair.upper)
        codes = self._pair.codes if up else self._pair.codes[::-1]
        done = self._editing.do(
            f"Settle {codes[0]} before {codes[1]} by show of hands",
            lambda s: rounds.settle(
                s, self._head.id, *ids, max(hands), min(hands), self.note.text()
            ),
            self,
        )
        if done:
            self.close_overlay()
            self._done()


def pair_to_settle(sheet: ResultSheet, task: int) -> tuple[PairRow | None, str]:
    """The open pair of a task, that with the one below it first; else why there is none."""
    around = [pair for pair in sheet.pairs if task in (pair.upper, pair.lower) and pair.open]
    if not around:
        return None, "No show of hands is needed here: the ballots decide."
    if not sheet.head.may_publish:
        return None, "The round is published: its order stays."
    return next((pair for pair in around if pair.upper == task), around[0]), ""
