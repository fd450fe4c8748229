"""Every thing that can be printed, in the order in which it is listed."""

from __future__ import annotations

from typing import Final

from cxdesk.reports.catalogue import board, initiatives, program
from cxdesk.reports.printed import Printed

PRINTED: Final[tuple[Printed, ...]] = (*initiatives.PRINTED, *program.PRINTED, *board.PRINTED)


def printed(key: str) -> Printed:
    """The thing of a key; KeyError for one that there is not."""
    return next((one for one in PRINTED if one.key == key), None) or _missing(key)


def _missing(key: str) -> Printed:
    raise KeyError(key)
