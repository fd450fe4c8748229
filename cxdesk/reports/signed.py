"""A charter on paper as it is to be: as it was approved, byte for byte, or made from its page."""

from __future__ import annotations

from cxdesk.model.errors import RuleBroken
from cxdesk.services.charter_print import CharterPaper


def charter_paper_pdf(rows: CharterPaper, paper: str = "A4", *, one_page: bool = False) -> bytes:
    """The PDF of a charter version on a paper, or the most of it on `one_page`.

    Raises RuleBroken where the one that was approved on this paper is damaged.
    """
    if paper == rows.size and not one_page:
        if rows.trouble:
            raise RuleBroken(rows.trouble)
        if rows.kept:
            return rows.kept
    from cxdesk.reports.charter import charter_pdf  # reportlab costs start-up time

    return charter_pdf(rows.page, paper, one_page, logo=rows.logo)
