"""A charter as something to print, from the panel and from the full width."""

from __future__ import annotations

from cxdesk.services.charter_print import CharterPaper
from cxdesk.ui.printing import Paper


def charter_paper(rows: CharterPaper) -> Paper:
    """A charter version as something to print."""
    page = rows.page

    def make(size: str) -> bytes:
        from cxdesk.reports.signed import charter_paper_pdf  # reportlab costs start-up time

        return charter_paper_pdf(rows, size)

    return Paper(
        f"Charter {page.code} v{page.version}", f"{page.code} charter v{page.version}", make
    )
