"""The front of a batch pack: cover, contents and summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from cxdesk.model.errors import RuleBroken
from cxdesk.model.states import LinkType
from cxdesk.reports import fonts
from cxdesk.reports.batch_summary import (
    FACES,
    NO_INITIATIVES,
    SUMMARY,
    SUMMARY_KEY,
    Entry,
    initiative_entries,
    pack_front,
)
from cxdesk.reports.page import Furniture, build_pdf
from cxdesk.reports.text import Typesetter
from cxdesk.services import actions, initiatives, milestones, programs
from cxdesk.services.batch_pack import BatchSummary, batch_summary, find_batch
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.paper import words
from tests.reports.drawn import check_drawn
from tests.services.commands import ini

NASTY = 'R&D <5% & "x" <img src=/secret.png>'


def read(store: Store, code: str = "B1") -> BatchSummary:
    with store.read() as session:
        return batch_summary(session, find_batch(session, code))


def front(rows: BatchSummary, entries: Sequence[Entry] = ()) -> bytes:
    fonts.register(*FACES)
    text = Typesetter()
    furniture = Furniture(
        left=rows.letterhead.lines, right=("Batch pack", ""), foot=lambda _: rows.title
    )
    return build_pdf(
        pack_front(rows, text, "A4", entries), furniture, text, paper="A4", title=rows.title,
        author=rows.program, subject="Batch pack",
    )  # fmt: skip


def pages(data: bytes) -> list[str]:
    return words(data)


def test_a_batch_is_found_by_its_code_and_named_where_it_is_not(store: Store) -> None:
    assert read(store, " b3 ").name == "Answer Faster"
    with store.read() as session:
        with pytest.raises(RuleBroken, match=r"no batch B9\. There are: B1, B2, B3, B4, B5 and B6"):
            find_batch(session, "B9")
        with pytest.raises(RuleBroken, match="no longer there"):
            batch_summary(session, 1)


def test_the_summary_has_the_batchs_own_figures(store: Store) -> None:
    def change(s: Any) -> None:
        here = ini(s, "CX-103")
        actions.add(s, here, "Late", due=TODAY - timedelta(days=1))
        initiatives.link(s, ini(s, "CX-304"), ini(s, "CX-102"), LinkType.FS, 2)
        milestones.add(s, "Missed", TODAY - timedelta(days=2), here)

    before = read(store)
    store.do("Change", change)
    rows = read(store)
    assert [card.code for card in rows.initiatives] == ["CX-101", "CX-102", "CX-103", "CX-104"]
    assert (rows.cost, rows.effort, rows.delivered, rows.approved) == (368, 455, 1, 3)
    assert (rows.actions, rows.overdue) == (before.actions + 1, before.overdue + 1)
    assert (rows.lead, rows.health.level, rows.outcomes) == ("Ravi Menon", "at_risk", ("O3",))
    across = [(link.before.code, link.after.code, link.inward, link.batch) for link in rows.links]
    assert across == [
        ("CX-304", "CX-102", True, "B3"),
        ("CX-101", "CX-202", False, "B2"),
        ("CX-103", "CX-403", False, "B4"),
    ]  # fmt: skip
    assert rows.links[1].slack == 0
    assert [each.name for each in rows.milestones][:2] == ["Missed", "Test load reconciled"]
    assert all(not each.done for each in rows.milestones)
    store.do("Archive", lambda s: initiatives.archive(s, ini(s, "CX-304")))
    assert len(read(store).links) == 2


def test_cover_contents_and_summary(store: Store) -> None:
    def change(s: Any) -> None:
        initiatives.rename(s, ini(s, "CX-103"), NASTY)
        milestones.add(s, "Missed", TODAY - timedelta(days=2), ini(s, "CX-103"))

    store.do("Change", change)
    rows = read(store)
    entries = [
        Entry(SUMMARY, "", SUMMARY_KEY, 3),
        *(replace(entry, key="", page=4) for entry in initiative_entries(rows)),
    ]
    data = front(rows, entries)
    check_drawn(data)
    cover, contents, summary = pages(data)
    for text in (
        "B1 Batch pack", "Ask Once", "Lead (CIO)", "Ravi Menon", "30 Apr 2027, 158 days left",
        "At risk: no slack left", "1 of 4", "368 k€, 455 days", "3 of 4",
        "Summary and 4 charters, as of 23 November 2026.",
    ):  # fmt: skip
        assert text in cover, text
    for text in ("Contents", "Batch summary 3", "CX-101 Single customer ID", NASTY):
        assert text in contents, text
    assert "Charter v1.0, approved 4" in contents
    for text in (
        "CX-101 Single customer ID", "Ravi Menon · IT", "5 Oct 2026 – 26 Feb 2027", "220 k€",
        "260 days", "v1.0 approved", "Blocked by CX-101", "Check due 30 Apr 2027", "4 initiatives",
        NASTY, "Next milestones", "21 Nov 2026, overdue Missed CX-103", "Needed by other batches",
        "CX-202 starts after CX-101 ends", "B2 · Luca Moretti · Planned", "No day to spare",
    ):  # fmt: skip
        assert text in summary, text
    reader = PdfReader(BytesIO(data))
    assert [entry["/Title"] for entry in reader.outline] == ["B1 Ask Once", "Contents", SUMMARY]
    (link,) = reader.pages[1]["/Annots"]
    there = link.get_object()["/Dest"][0].get_object()
    assert there == reader.pages[2].get_object()
    assert front(rows, entries) == data


def test_a_large_batch_goes_on_and_an_empty_one_says_so(store: Store) -> None:
    rows = read(store)
    card, health = rows.initiatives[0], rows.healths[0]
    many = tuple(replace(card, code=f"CX-{n}", title=f"Title {n:03}") for n in range(120))
    data = front(replace(rows, initiatives=many, healths=(health,) * 120))
    summary = pages(data)[2:]
    assert len(summary) > 4
    assert "Initiatives continued" in summary[1]
    assert [n for n in range(120) if f"Title {n:03}" not in " ".join(summary)] == []
    assert "120 initiatives" in " ".join(summary)

    store.do("Add", lambda s: programs.add_batch(s, "B7", NASTY * 20, TODAY - timedelta(days=3)))
    data = front(read(store, "B7"))
    check_drawn(data)
    assert NO_INITIATIVES in pages(data)[-1]
    assert "20 Nov 2026, 3 days over" in pages(data)[0]
    assert "Not named" in pages(data)[0]
