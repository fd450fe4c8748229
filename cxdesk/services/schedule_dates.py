"""Early and late dates, slack and the critical path, one initiative at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cxdesk.services import schedule_words
from cxdesk.services.schedule_words import Driver

if TYPE_CHECKING:
    from cxdesk.services.schedule import Network


@dataclass(frozen=True, slots=True)
class Planned:
    """How early and how late an initiative could stand; dates are inclusive, slack in working days.

    `total_slack` is how far it may slip before the program ends later or a pinned one is pushed,
    `free_slack` before any successor is.
    """

    id: int
    code: str
    early_start: date
    early_finish: date
    late_start: date
    late_finish: date
    total_slack: int
    free_slack: int
    critical: bool
    driver: Driver


class Schedule:
    """Early and late dates of a network; an initiative without dates has none."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[int, Planned] = {}
        times, bars = network.times, network.bars
        held = network.held
        self._critical = {
            node
            for node, (late, early) in enumerate(zip(times.late, times.early, strict=True))
            if late <= early and held.get(node) != "finished"
        }
        self.critical = frozenset(bars[node].id for node in self._critical)
        self.ends = network.work.day(times.ends - 1) if bars else None

    @cached_property
    def critical_links(self) -> frozenset[int]:
        """Links between critical ones that leave no working day."""
        early = self._network.times.early
        return frozenset(
            one.link
            for node in self._critical
            for one in self._network.times.outs[node]
            if one.after in self._critical and early[one.after] - one.weight <= early[node]
        )

    def slack(self, id: int) -> int | None:
        """The total slack of one alone, for orders of many; None without dates."""
        if (node := self._network.nodes.get(id)) is None:
            return None
        times = self._network.times
        return times.late[node] - times.early[node]

    def of(self, id: int) -> Planned | None:
        """The dates of one; None without dates."""
        found = self._known.get(id)
        if found is None and (node := self._network.nodes.get(id)) is not None:
            found = self._known[id] = self._planned(node)
        return found

    def _planned(self, node: int) -> Planned:
        network = self._network
        times, card, days = network.times, network.bars[node], network.lasts[node]
        early, late, day = times.early[node], times.late[node], network.work.day
        return Planned(
            card.id, card.code, day(early), day(early + days - 1), day(late), day(late + days - 1),
            late - early, times.free[node], node in self._critical,
            schedule_words.driver(network, node),
        )  # fmt: skip
