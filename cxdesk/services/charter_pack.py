"""All charters of a batch, with its summary: what a batch pack is printed from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from cxdesk.model.initiatives import Contribution, Initiative
from cxdesk.services.batch_pack import BatchSummary, batch_summary
from cxdesk.services.charter_page import CharterPage
from cxdesk.services.charter_print import page_of
from cxdesk.services.charter_rows import read_lines
from cxdesk.services.letterhead import logo


@dataclass(frozen=True, slots=True)
class PackCharter:
    """A charter of the pack; `logo` is the picture at its head, b"" for none."""

    page: CharterPage
    logo: bytes = b""


@dataclass(frozen=True)
class BatchPack:
    """A batch with the charters of its initiatives, by their codes; some may have none yet."""

    summary: BatchSummary
    charters: tuple[PackCharter, ...]


def batch_pack(session: Session, batch: int) -> BatchPack:
    """The batch with a charter of each initiative: the approved version, else the newest.

    Raises RuleBroken when the batch is gone.
    """
    summary = batch_summary(session, batch)
    query = (
        select(Initiative).where(Initiative.batch_id == batch).options(
            selectinload(Initiative.charters),
            joinedload(Initiative.owner), joinedload(Initiative.sponsor),
            selectinload(Initiative.outcome_links).joinedload(Contribution.outcome),
        )
    )  # fmt: skip
    found = {here.id: here for here in session.scalars(query)}
    charters = {
        id: here.approved_charter or here.charters[-1]
        for id, here in found.items()
        if here.charters
    }
    read_lines(session, [each for each in charters.values() if each.frozen is None])
    logos: dict[str, bytes] = {}
    pages = []
    for card in summary.initiatives:
        if card.id in charters:
            page = page_of(session, charters[card.id].id)
            if page.logo not in logos:
                logos[page.logo] = logo(session, page.logo)
            pages.append(PackCharter(page, logos[page.logo]))
    return BatchPack(summary, tuple(pages))
