"""Tables that we wrote, read back as they stand."""

from __future__ import annotations

from cxdesk.exchange.tables.columns import Target
from cxdesk.exchange.tables.grid import Grid, said
from cxdesk.exchange.tables.rows import Reading
from cxdesk.exchange.tables.values import Manner, key_of
from cxdesk.exchange.tables.words import VALUES


def written_by_us(grid: Grid, target: Target) -> bool:
    """Whether a table has all our titles in its first row, as we write them."""
    titles = {said(cell) for cell in grid.rows[0]} if grid.rows else set()
    return titles.issuperset(target.titles)


def of_ours(target: Target, grid: Grid) -> Reading:
    """A table as we write it, its titles in the first row."""
    own = {field.title: field for field in target.fields}
    titles = [said(cell) for cell in grid.rows[0]]
    columns = {place: own[title] for place, title in enumerate(titles) if title in own}
    keys = (place for place, field in columns.items() if field.key in ("id", "code"))
    return Reading(grid, 0, target, columns, _OUR_MANNER, next(keys, None), grid.name)


_OUR_MANNER = Manner(
    decimal=".",
    words={(kind, key_of(label)): value for kind, all_ in VALUES.items() for value, label in all_},
    ours=True,
)
