"""Every thing that can be printed, in the order in which it is listed."""

from __future__ import annotations

from typing import Final

from cxdesk.reports.catalogue import board, initiatives, program, work
from cxdesk.reports.printed import Printed

PRINTED: Final[tuple[Printed, ...]] = (
    *initiatives.PRINTED, *program.PRINTED, *work.PRINTED, *board.PRINTED,
)  # fmt: skip


def printed(key: str) -> Printed:
    """The thing of a key; KeyError for one that there is not."""
    return _BY_KEY[key]


_BY_KEY: Final = {one.key: one for one in PRINTED}
