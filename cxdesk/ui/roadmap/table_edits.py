"""The changes made in the cells of the table, of one initiative or of those selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count, day
from cxdesk.services import initiatives, link_words
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.cards import Card
from cxdesk.services.predecessors import Difference, Wanted, difference
from cxdesk.services.session import Session
from cxdesk.services.what_if_steps import Step
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.roadmap.drag_shift import started
from cxdesk.ui.roadmap.planning import Dates, Planning
from cxdesk.ui.roadmap.table_facts import TableFacts

Cards = Sequence[Card]
IN_PLAN_ONLY = (
    "A what-if tries dates, links, owners, batches and costs. Close it to change this in the plan "
    "itself."
)


class Propose(Protocol):
    """Saves dates that push nobody, asks about others; whether they were saved."""

    def __call__(
        self, label: str, moves: Mapping[int, tuple[date, date]], *, at: Refusable | None
    ) -> bool:
        """Set first and last days, by ids."""
        ...


class TableEdits:
    """Each is True when it was kept or waits for an answer; else `at` says why not."""

    def __init__(self, planning: Planning, facts: TableFacts, propose: Propose) -> None:
        self._planning, self._facts, self._propose = planning, facts, propose

    # Dates ----------------------------------------------------------------------------------

    def start_on(self, cards: Cards, on: date | None, at: Refusable) -> bool:
        """Set the start. What has not begun moves and keeps its working days."""
        moves = {card.id: self._begun_on(card, on) for card in cards}
        return self.dates(cards, moves, at)

    def _begun_on(self, card: Card, on: date | None) -> Dates:
        if on is None or card.start is None or card.end is None or _begun(card):
            return on, card.end
        network = self._facts.rows.network
        return on, network.end_of(on, network.days(card.start, card.end))

    def end_on(self, cards: Cards, on: date | None, at: Refusable) -> bool:
        """Set the end; the start stays."""
        return self.dates(cards, {card.id: (card.start, on) for card in cards}, at)

    def last(self, cards: Cards, days: int, at: Refusable) -> bool:
        """Set the working days: the end moves, or where there is none but an end, the start."""
        bare = next((one for one in cards if one.start is None and one.end is None), None)
        if bare is not None:
            at.refuse(f"Give {bare.code} a start first: its end follows from the days.")
            return False
        moves = {card.id: self._lasting(card, days) for card in cards}
        return self.dates(cards, moves, at)

    def _lasting(self, card: Card, days: int) -> Dates:
        network = self._facts.rows.network
        if card.start is not None:
            return card.start, network.end_of(card.start, days)
        assert card.end is not None
        return network.start_of(card.end, days), card.end

    def dated(self, card: Card, values: Mapping[str, Any]) -> Dates:
        """The dates that follow from new values of "start", "end" and "days", as if typed."""
        start, end = values.get("start", card.start), values.get("end", card.end)
        if "days" in values and "end" not in values and start is not None:
            return start, self._facts.rows.network.end_of(start, values["days"])
        if "start" in values and "end" not in values:
            return self._begun_on(card, start)
        return start, end

    def dates(self, cards: Cards, moves: Mapping[int, Dates], at: Refusable) -> bool:
        """Set start and end of each."""
        there = {card.id: card for card in cards}
        moves = {
            id: dates for id, dates in moves.items()
            if dates != (there[id].start, there[id].end)
        }  # fmt: skip
        if not moves:
            at.clear_fault()
            return True
        for id, (start, end) in moves.items():
            if start is not None and end is not None and end < start:
                at.refuse(f"{there[id].code} would end {day(end)}, before it starts {day(start)}.")
                return False
        full = {
            id: (start, end) for id, (start, end) in moves.items()
            if start is not None and end is not None
        }  # fmt: skip
        label = self._label([there[id] for id in moves], moves)
        if len(full) < len(moves):  # nobody is pushed by what has no bar
            return self._planning.dates(label, moves, at)
        heard = _Heard(at)
        # What is not saved and not refused waits above the bars: nothing that was typed is lost.
        if not self._propose(label, full, at=heard) and heard.refused:
            return False
        at.clear_fault()
        return True

    @staticmethod
    def _label(cards: Cards, moves: Mapping[int, Dates]) -> str:
        if len(cards) > 1:
            return f"Dates of {count(len(cards), 'initiative')}"
        start, end = moves[cards[0].id]
        if start is None or end is None:
            one = f"starts {day(start)}" if start else f"ends {day(end)}" if end else "has no dates"
            return f"{cards[0].code} {one}"
        return f"{cards[0].code} runs {day(start)} to {day(end)}"

    # Predecessors ---------------------------------------------------------------------------

    def wait_for(self, card: Card, wanted: Sequence[Wanted], at: Refusable) -> bool:
        """Make these its predecessors: links that are not among them go, others come."""
        gap = difference(self._facts.links(card), wanted)
        if not gap:
            at.clear_fault()
            return True

        return self._by_steps(self._waiting(card, wanted, gap), link_steps(card, gap), at)

    def _waiting(self, card: Card, wanted: Sequence[Wanted], gap: Difference) -> str:
        """What it waits for; where only the type or lag of one is another, what that asks for."""

        def code(one: Wanted) -> str:
            return f"{self._facts.codes.prefix}{self._facts.codes.short(one.before)}"

        if not (gap.gone or gap.added) and len(gap.changed) == 1:
            one = gap.changed[0][1]
            return link_words.sentence(code(one), card.code, one.type, one.lag)
        odd = [(code(one), link_words.brief(one.type, one.lag)) for one in wanted]
        names = ", ".join(f"{name} ({how})" if how else name for name, how in odd)
        return f"{card.code} waits for {names or 'nothing'}"

    # The rest -------------------------------------------------------------------------------

    def pin(self, cards: Cards, pinned: bool, at: Refusable) -> bool:
        """Hold to their dates, or let predecessors move them."""
        moved = [card for card in cards if card.pinned is not pinned]
        verb = "Pin" if pinned else "Unpin"
        return bool(moved) and self._by_steps(
            f"{verb} {named(moved)}", [steps_of.pinned(card.id, pinned) for card in moved], at
        )

    def give(self, cards: Cards, person: int | None, at: Refusable) -> bool:
        """Set the owner."""
        label = f"Give {named(cards)} to {self._planning.editing.name_of(person)}"
        return self._by_steps(label, [steps_of.given(card.id, person) for card in cards], at)

    def join(self, cards: Cards, batch: int | None, at: Refusable) -> bool:
        """Put into a batch, or into none."""
        batches = self._planning.editing.choices.batches
        name = next((one.name for one in batches if one.id == batch), "")
        label = f"Put {named(cards)} into {name}" if name else f"Take {named(cards)} out of a batch"
        return self._by_steps(label, [steps_of.joined(card.id, batch) for card in cards], at)

    def cost(self, cards: Cards, cost: float, unit: str, at: Refusable) -> bool:
        """Set the cost."""
        verb = "costs" if len(cards) == 1 else "cost"
        return self._by_steps(
            f"{named(cards)} {verb} {cost:,.10g} {unit}",
            [steps_of.costed(card.id, cost, card.effort) for card in cards], at,
        )  # fmt: skip

    def effort(self, cards: Cards, days: float, at: Refusable) -> bool:
        """Set the effort in person-days."""
        verb = "takes" if len(cards) == 1 else "take"
        return self._by_steps(
            f"{named(cards)} {verb} {days:,.10g} person-days",
            [steps_of.costed(card.id, card.cost, days) for card in cards], at,
        )  # fmt: skip

    def _by_steps(self, label: str, steps: Sequence[Step], at: Refusable) -> bool:
        """One change that does what steps of a what-if say."""

        def change(session: Session) -> None:
            for step in steps:
                steps_of.apply(session, step)

        return self._planning.change(label, change, steps, at)

    # What is no part of a what-if -------------------------------------------------------------

    def rename(self, card: Card, title: str, at: Refusable) -> bool:
        """Set the title of one."""
        title = title.strip()
        short = title if len(title) <= 60 else f"{title[:59]}…"
        return self._in_plan(
            f"Rename {card.code} to “{short}”",
            lambda s: initiatives.rename(s, card.id, title), at,
        )  # fmt: skip

    def progress(self, cards: Cards, percent: int, at: Refusable) -> bool:
        """Set how far the work is."""
        verb = "is" if len(cards) == 1 else "are"

        def change(session: Session) -> None:
            for card in cards:
                initiatives.progress(session, card.id, percent)

        return self._in_plan(f"{named(cards)} {verb} {percent} % done", change, at)

    def _in_plan(self, label: str, command: Callable[[Session], object], at: Refusable) -> bool:
        if self._planning.what_if is not None:
            at.refuse(IN_PLAN_ONLY)
            return False
        return self._planning.editing.do(label, command, at)


class _Heard:
    """Passes a refusal on, and remembers that there was one."""

    def __init__(self, at: Refusable) -> None:
        self._at, self.refused = at, False

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why."""
        self.refused = True
        self._at.refuse(why)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self._at.clear_fault()


def link_steps(card: Card, gap: Difference) -> list[Step]:
    """What makes the predecessors of an initiative those wanted."""
    return [
        *(steps_of.unlinked(link.id) for link in gap.gone),
        *(steps_of.relinked(link.id, one.type, one.lag) for link, one in gap.changed),
        *(steps_of.linked(one.before, card.id, one.type, one.lag) for one in gap.added),
    ]


def named(cards: Cards) -> str:
    """One by its code, many by their number."""
    return cards[0].code if len(cards) == 1 else count(len(cards), "initiative")


def _begun(card: Card) -> bool:
    """Whether its start is a fact: a new one corrects it, and moves nothing."""
    return card.delivered or started(card)
