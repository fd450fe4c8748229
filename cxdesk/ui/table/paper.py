"""A table as something to print."""

from __future__ import annotations

from cxdesk.services.letterhead import letterhead
from cxdesk.services.sheet import Sheet
from cxdesk.ui.desk import Desk
from cxdesk.ui.printing import Paper


def table_paper(desk: Desk, title: str, sheet: Sheet, note: str = "") -> Paper:
    """The table as it is shown now; `note` says below the title what of it is shown."""
    with desk.read() as session:
        head = letterhead(session)
    on = desk.today()

    def make(paper: str) -> bytes:
        from cxdesk.reports.table import table_pdf  # reportlab costs start-up time

        return table_pdf(
            sheet, title=title, note=note, letterhead=head, on=on,
            paper=paper,
        )  # fmt: skip

    return Paper(title, f"{head.program} {title.lower()}", make)
