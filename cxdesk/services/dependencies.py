"""Dependencies: every link with both its ends, who hands over to whom, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.model.states import LinkType
from cxdesk.services import link_slack, link_words
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.schedule import Network, network


@dataclass(frozen=True, slots=True)
class Dependency:
    """A link: `slack` in working days by the planned dates, negative where it is broken by so many,
    None where an end has no dates; `warning` where a shorter term waits for a longer one.
    """

    id: int
    before: Card
    after: Card
    type: LinkType
    lag: int
    slack: int | None
    critical: bool
    warning: str = ""

    @property
    def title(self) -> str:
        """Both ends by their codes."""
        return f"{self.before.code} → {self.after.code}"

    @property
    def hand_off(self) -> bool:
        """Whether one domain hands over to another."""
        return self.before.domain_id != self.after.domain_id

    @property
    def broken(self) -> int:
        """The working days that are missing."""
        return max(0, -(self.slack or 0))

    @property
    def ready_on(self) -> date | None:
        """When the end it waits for is there, by plan."""
        return self.before.end if self.type[0] == "F" else self.before.start

    @property
    def needed_on(self) -> date | None:
        """When the other end is planned that waits."""
        return self.after.start if self.type[1] == "S" else self.after.end


def of_network(here: Network) -> tuple[Dependency, ...]:
    """Every link of a network, in the order in which they are needed."""
    broken = here.broken()
    found = (_dependency(here, link, broken.get(link.id, 0)) for link in here.links.values())
    return tuple(sorted(found, key=_by_need))


def dependency(here: Network, link: LinkRow) -> Dependency:
    """One link of a network."""
    return _dependency(here, link, here.broken().get(link.id, 0))


def _dependency(here: Network, link: LinkRow, missing: int) -> Dependency:
    before, after = here.cards[link.before], here.cards[link.after]
    slack = link_slack.slack(
        link.type, link.lag, (before.start, before.end), (after.start, after.end), here.work
    )
    if missing:  # by what is in a parent, should that be later than the parent itself
        slack = min(slack or 0, -missing)
    return Dependency(
        link.id, before, after, link.type, link.lag, slack,
        link.id in here.schedule().critical_links,
        link_words.warning(before.code, before.horizon, after.code, after.horizon),
    )  # fmt: skip


def dependencies(session: Session) -> tuple[Dependency, ...]:
    """Every link between initiatives that are not cancelled or archived, as they are needed."""
    return of_network(network(session))


def _by_need(one: Dependency) -> tuple[object, ...]:
    on = one.needed_on
    return (on is None, on or date.max, one.before.code, one.after.code, one.id)
