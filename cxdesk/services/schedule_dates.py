"""Early and late dates, slack and the critical path, one initiative at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """Early and late dates of a network; an initiative without dates has none.

    A view of it: what is found is kept there, so that the two do not hold on to one another.
    """

    def __init__(self, network: Network) -> None:
        self._network = network

    @property
    def ends(self) -> date | None:
        """The last day of all at the earliest; None where nothing has dates."""
        network = self._network
        return network.work.day(network.times.ends - 1) if network.bars else None

    @property
    def critical(self) -> frozenset[int]:
        """Those that may not slip: without slack, and not finished."""
        return self._network.critical

    @property
    def critical_links(self) -> frozenset[int]:
        """Links between critical ones that leave no working day."""
        return self._network.critical_links

    def slack(self, id: int) -> int | None:
        """The total slack of one, in working days; None without dates, and when it is finished."""
        node = self._network.nodes.get(id)
        if node is None or self._network.held.get(node) == "finished":
            return None
        times = self._network.times
        return times.late[node] - times.early[node]

    def of(self, id: int) -> Planned | None:
        """The dates of one; None without dates."""
        known = self._network.planned
        found = known.get(id)
        if found is None and (node := self._network.nodes.get(id)) is not None:
            found = known[id] = self._planned(node)
        return found

    def _planned(self, node: int) -> Planned:
        network = self._network
        times, card, days = network.times, network.bars[node], network.lasts[node]
        early, late, day = times.early[node], times.late[node], network.work.day
        return Planned(
            card.id, card.code, day(early), day(early + days - 1), day(late), day(late + days - 1),
            late - early, times.free[node], card.id in network.critical,
            schedule_words.driver(network, node),
        )  # fmt: skip
