"""What the table says of an initiative beyond its bar: slack, links, working days."""

from __future__ import annotations

from datetime import date

from cxdesk.services.cards import Card
from cxdesk.services.predecessors import Codes, written
from cxdesk.services.roadmap import LinkRow, Roadmap
from cxdesk.services.schedule import Planned
from cxdesk.ui.roadmap.canvas import Canvas

_NONE: tuple[LinkRow, ...] = ()


class TableFacts:
    """Answers for one initiative at a time, for the rows in sight; reads nothing from the file."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.rows = canvas, canvas.rows
        self._read: Roadmap | None = None
        self._ins: dict[int, list[LinkRow]] = {}
        self._codes = Codes({})
        self._batches: dict[int | None, str] = {}
        self._texts: dict[int, str] = {}

    def _look(self) -> None:
        """Sort what was read by initiative, once after each reading."""
        here = self.rows.roadmap
        if here is self._read or here is None:
            return
        self._read, self._ins, self._texts = here, {}, {}
        for link in here.links:
            self._ins.setdefault(link.after, []).append(link)
        self._codes = Codes({card.id: card.code for card in here.board.cards})
        self._batches = {row.id: row.code for row in here.board.batches}

    @property
    def codes(self) -> Codes:
        """What all on the roadmap are called."""
        self._look()
        return self._codes

    def links(self, card: Card) -> list[LinkRow] | tuple[LinkRow, ...]:
        """The links to its predecessors."""
        self._look()
        return self._ins.get(card.id, _NONE)

    def predecessors(self, card: Card) -> str:
        """What it waits for, as it is typed: "101; 103SS+2"."""
        links = self.links(card)
        if not links:
            return ""
        found = self._texts.get(card.id)
        if found is None:
            found = self._texts[card.id] = written(links, self._codes)
        return found

    def broken(self, card: Card) -> bool:
        """Whether its dates break a link to a predecessor."""
        links = self.links(card)
        if not links:
            return False
        broken = self.rows.network.broken()
        return any(link.id in broken for link in links)

    def batch(self, card: Card) -> str:
        """The code of its batch."""
        self._look()
        return self._batches.get(card.batch_id, "")

    def planned(self, card: Card) -> Planned | None:
        """Its early and late dates and slack; None without dates."""
        return self.rows.schedule.of(card.id)

    def start(self, card: Card) -> date | None:
        """Its start, or the one that waits to be saved."""
        moved = self.canvas.moved.get(card.id)
        return card.start if moved is None else moved[0]

    def end(self, card: Card) -> date | None:
        """Its end, or the one that waits to be saved."""
        moved = self.canvas.moved.get(card.id)
        return card.end if moved is None else moved[1]

    def days(self, card: Card) -> int | None:
        """Its working days, one at least; None without dates."""
        start, end = self.start(card), self.end(card)
        if start is None or end is None:
            return None
        return self.rows.network.days(start, end)

    def slack(self, card: Card) -> int | None:
        """How far it may slip in working days; None without dates, or when it is done."""
        return self.rows.schedule.slack(card.id)
