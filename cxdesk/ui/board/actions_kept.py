"""Which actions are shown: whose, due when, of which batch."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cxdesk.analysis.calendar import week_end
from cxdesk.services.action_list import ListedAction


class Due(enum.StrEnum):
    """When an action is due."""

    OVERDUE = "overdue"
    WEEK = "this week"
    NEXT = "next week"
    LATER = "later"
    NONE = "no date"


@dataclass(frozen=True, slots=True)
class Kept:
    """Empty tuples keep every owner, date and batch; `done` keeps what is over too."""

    mine: bool = True
    owners: tuple[int | None, ...] = ()
    due: tuple[Due, ...] = ()
    batches: tuple[int | None, ...] = ()
    bump: bool = False
    done: bool = False

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        return {
            "mine": self.mine, "owners": list(self.owners), "due": [one.value for one in self.due],
            "batches": list(self.batches), "bump": self.bump, "done": self.done,
        }  # fmt: skip

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps one's own open actions."""
        try:
            match kept:
                case {
                    "mine": bool(mine), "owners": list(owners), "due": list(due),
                    "batches": list(batches), "bump": bool(bump), "done": bool(done),
                }:  # fmt: skip
                    days = tuple(Due(one) for one in due)
                    return cls(mine, _ids(owners), days, _ids(batches), bump, done)
        except ValueError:
            pass
        return cls()

    def test(
        self, me: int | None, today: date, stay: Collection[int]
    ) -> Callable[[ListedAction], bool]:
        """Whether an action is shown; those of `stay` were ticked just now and stay in sight."""
        owners = {me} if self.mine and me is not None else set(self.owners)
        due, batches, bump, done = set(self.due), set(self.batches), self.bump, self.done
        return lambda row: (
            (done or not row.over or row.id in stay)
            and (not owners or (row.owner.id if row.owner else None) in owners)
            and (not batches or row.batch_id in batches)
            and (not bump or bool(row.road_bump))
            and (not due or due_of(row, today) in due)
        )


def due_of(row: ListedAction, today: date) -> Due:
    """When an action is due; what is over is overdue no more."""
    if row.due is None:
        return Due.NONE
    if row.due < today and not row.over:
        return Due.OVERDUE
    sunday = week_end(today)
    if row.due <= sunday:
        return Due.WEEK
    return Due.NEXT if row.due <= sunday + timedelta(days=7) else Due.LATER


def _ids(plain: list[object]) -> tuple[int | None, ...]:
    return tuple(id for id in plain if id is None or isinstance(id, int))
