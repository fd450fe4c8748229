"""Comments in Jira's CSV: "date;author;text" in one cell each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from cxdesk.exchange.boards import dates
from cxdesk.exchange.boards.board import Remark
from cxdesk.exchange.boards.notes import Notes
from cxdesk.exchange.numbers import Unclear


def remarks_of(
    cells: Iterable[str],
    month_first: bool | None,
    names: Mapping[str, str],
    notes: Notes,
    created: datetime | None,
) -> tuple[Remark, ...]:
    """The comments of an issue, oldest first; `names` are those of accounts by their ids.

    One without a date is from the day on which its issue was `created`; without that, it is told.
    """
    found: list[Remark] = []
    for cell in cells:
        first, _, rest = cell.partition(";")
        author, sign, text = rest.partition(";")
        at: datetime | None
        try:
            at = dates.moment(first, month_first)
        except Unclear:
            at, author, text = created, "", cell
        if not sign and text is not cell:
            author, text = "", rest
        if not text.strip():
            continue
        if at is None:
            notes.dropped("Comments without a date were left out.")
            continue
        author = notes.line(names.get(author.strip(), author)) or "Somebody"
        found.append(Remark(author, dates.utc(at), notes.long(text)))
    return tuple(sorted(found, key=lambda remark: remark.at))
