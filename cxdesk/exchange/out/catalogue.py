"""Everything that can be taken out, in the order in which it is offered.

Each writer is a module beside this one with its `Export`s; what is heavy it imports when it writes.
"""

from __future__ import annotations

from typing import Final

from cxdesk.exchange.out import gan, ical, mspdi, program_json, tables
from cxdesk.exchange.out.export import Export
from cxdesk.store.errors import KnownError

EXPORTS: Final[tuple[Export, ...]] = (
    program_json.EXPORT,
    tables.XLSX,
    tables.CSV,
    mspdi.EXPORT,
    gan.EXPORT,
    ical.EXPORT,
)


def export(key: str) -> Export:
    """The one of a key."""
    return next(one for one in EXPORTS if one.key == key)


def export_for(suffix: str) -> Export:
    """The one that writes files of an ending, ".xlsx" in any case; "" is a folder.

    Raises KnownError for an ending that none writes.
    """
    found = next((one for one in EXPORTS if one.suffix == suffix.lower()), None)
    if found is None:
        kinds = ", ".join(f"{one.suffix} ({one.text})" for one in EXPORTS if one.suffix)
        raise KnownError(
            f"Nothing is taken out as {suffix}. There are: {kinds}, or a folder of CSV files."
        )
    return found
