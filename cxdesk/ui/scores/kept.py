"""Which initiatives the scores show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cxdesk.model.states import State
from cxdesk.services.priorities import Rated


@dataclass(frozen=True, slots=True)
class Kept:
    """Empty tuples keep every domain, batch and state; delivered ones are kept if it says so."""

    domains: tuple[int | None, ...] = ()
    batches: tuple[int | None, ...] = ()
    states: tuple[State, ...] = ()
    delivered: bool = False

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        return {
            "domains": list(self.domains),
            "batches": list(self.batches),
            "states": [one.value for one in self.states],
            "delivered": self.delivered,
        }

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps everything that is to be delivered yet."""
        try:
            match kept:
                case {
                    "domains": list(domains),
                    "batches": list(batches),
                    "states": list(states),
                    "delivered": bool(done),
                }:
                    named = tuple(State(one) for one in states)
                    return cls(_ids(domains), _ids(batches), named, done)
        except ValueError:
            pass
        return cls()

    def test(self) -> Callable[[Rated], bool]:
        """Whether an initiative is kept."""
        domains, batches, states = set(self.domains), set(self.batches), set(self.states)
        return lambda row: (
            (self.delivered or not row.delivered)
            and (not domains or row.domain_id in domains)
            and (not batches or row.batch_id in batches)
            and (not states or row.state in states)
        )


def _ids(given: list[Any]) -> tuple[int | None, ...]:
    return tuple(id for id in given if id is None or (isinstance(id, int) and id > 0))
