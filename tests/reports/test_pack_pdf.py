"""The batch pack, read back by pypdf: contents, links, outline, both counts of pages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from cxdesk.reports.pack import pack_pdf
from cxdesk.reports.stopping import Stopped
from cxdesk.services import charters, initiatives
from cxdesk.services.batch_pack import find_batch
from cxdesk.services.charter_pack import BatchPack, batch_pack
from cxdesk.store.store import Store
from tests.paper import words
from tests.reports.drawn import check_drawn
from tests.reports.test_charter_pdf import squeezed
from tests.services.commands import ini


def read(store: Store, code: str = "B1") -> BatchPack:
    with store.read() as session:
        return batch_pack(session, find_batch(session, code))


def outline(pdf: PdfReader, entries: Any = None, level: int = 0) -> Iterator[tuple[int, str, int]]:
    """Level, title and page (from 1) of every entry."""
    for entry in pdf.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(pdf, entry, level + 1)
        else:
            yield level, entry.title, pdf.get_destination_page_number(entry) + 1


def links(pdf: PdfReader, number: int) -> list[tuple[float, int]]:
    """The links of a page (from 1): how high they stand, and the page where they lead."""
    found = []
    for each in pdf.pages[number - 1].get("/Annots", ()):
        link = each.get_object()
        found.append(
            (float(link["/Rect"][1]), pdf.get_page_number(link["/Dest"][0].get_object()) + 1)
        )
    return sorted(found, reverse=True)


def test_a_pack_holds_the_batch_and_all_its_charters(store: Store) -> None:
    pack = read(store)
    codes = [charter.page.code for charter in pack.charters]
    assert codes == ["CX-101", "CX-102", "CX-103", "CX-104"]
    steps: list[tuple[int, int]] = []
    data = pack_pdf(pack, progress=lambda done, many: steps.append((done, many)))
    assert steps == [(n, 4) for n in range(5)]
    pdf = PdfReader(BytesIO(data))
    text = words(data)
    many = len(text)

    entries = list(outline(pdf))
    top = [(title, page) for level, title, page in entries if level == 0]
    assert [title for title, _ in top[:3]] == ["B1 Ask Once", "Contents", "Batch summary"]
    starts = dict(zip(codes, [page for _, page in top[3:]], strict=True))
    assert [title.split()[0] for title, _ in top[3:]] == codes
    below = [title for level, title, _ in entries if level == 1]
    assert below.count("Approval") == 4
    for (_, page), following in zip(top[3:], [*starts.values()][1:], strict=False):
        assert page < following

    # The contents name the pages, and lead there.
    contents = dict(top)["Contents"]
    for code, page in starts.items():
        assert re.search(rf"{code}  ?\w.*", text[contents - 1])
        assert squeezed(text[page - 1]).count("CharterCX") == 0
        assert code in text[page - 1]
    wanted = [dict(top)["Batch summary"], *starts.values()]
    assert [page for _, page in links(pdf, contents)] == wanted
    lines = pdf.pages[contents - 1].extract_text()
    numbers = re.findall(r"^(\d+)$", lines, re.MULTILINE)
    assert [int(number) for number in numbers] == wanted

    # Every charter counts its own pages, its head those of the pack and leads to the contents.
    ends = [*[*starts.values()][1:], many + 1]
    for (code, start), end in zip(starts.items(), ends, strict=True):
        for page in range(start, end):
            assert f"Page {page - start + 1} of {end - start}" in text[page - 1]
            assert f"Batch pack B1, page {page}" in text[page - 1]
            assert f"{code} charter v" in text[page - 1]
            assert links(pdf, page)[0][1] == contents
    for page in range(1, starts["CX-101"]):
        assert f"Page {page} of {many}" in text[page - 1]

    # What a charter waits for or is needed by leads to that charter, where the pack holds it.
    dependencies = next(page for _, title, page in entries if title == "Dependencies")
    assert [to for _, to in links(pdf, dependencies)[1:]] == [
        starts["CX-102"], starts["CX-103"],  # not CX-202, which is of another batch
    ]  # fmt: skip

    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.metadata.title == "B1 Ask Once: batch pack"
    signed = next(each for each in text if "CX-101 charter v" in each)
    assert f"signatures on page {ends[0] - starts['CX-101']}" in signed
    fonts = {
        font.get_object()["/BaseFont"]: "/FontFile2" in font.get_object()["/FontDescriptor"]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all(fonts.values())
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in fonts)


def test_on_one_page_each_on_letter_paper(store: Store) -> None:
    data = pack_pdf(read(store), "Letter", one_page=True)
    check_drawn(data)
    pdf = PdfReader(BytesIO(data))
    assert len(pdf.pages) == 3 + 4
    assert [round(side) for side in pdf.pages[5].mediabox[2:]] == [612, 792]
    assert all("Page 1 of 1" in said for said in words(data)[3:])
    assert pack_pdf(read(store), "Letter", one_page=True) == data


def test_what_was_approved_prints_as_it_was_signed(store: Store) -> None:
    def change(s: Any) -> None:
        initiatives.rename(s, ini(s, "CX-101"), "Another title")
        charters.start(s, ini(s, "CX-102"))

    store.do("Change", change)
    pack = read(store)
    titles = {charter.page.code: charter.page for charter in pack.charters}
    assert titles["CX-101"].title == "Single customer ID"
    assert titles["CX-102"].state == "Approved"  # the one that holds, not the draft after it
    assert titles["CX-103"].state == "Draft"


def test_initiatives_without_a_charter_and_an_empty_batch(store: Store) -> None:
    pack = read(store)
    few = replace(pack, charters=pack.charters[:1])
    pdf = PdfReader(BytesIO(pack_pdf(few, one_page=True)))
    assert len(pdf.pages) == 4
    assert [page for _, page in links(pdf, 2)] == [3, 4]  # the others lead nowhere
    nobody = replace(
        pack, charters=(), summary=replace(pack.summary, initiatives=(), healths=(), links=())
    )  # fmt: skip
    pdf = PdfReader(BytesIO(pack_pdf(nobody)))
    assert [title for _, title, _ in outline(pdf)] == ["B1 Ask Once", "Contents", "Batch summary"]


def test_a_long_contents_counts_its_own_pages(store: Store) -> None:
    pack = read(store)
    card, health = pack.summary.initiatives[0], pack.summary.healths[0]
    codes = [f"CX-{n}" for n in range(900, 980)]
    summary = replace(
        pack.summary, healths=(health,) * 80,
        initiatives=tuple(replace(card, code=code) for code in codes),
    )  # fmt: skip
    last = replace(pack.charters[0], page=replace(pack.charters[0].page, code=codes[-1]))
    pdf = PdfReader(BytesIO(pack_pdf(BatchPack(summary, (last,)), one_page=True)))
    top = {title: page for level, title, page in outline(pdf) if level == 0}
    assert top["Contents"] == 2
    assert top["Batch summary"] > 4
    assert len(pdf.pages) == max(top.values())
    assert f"page {len(pdf.pages)} ·" in pdf.pages[-1].extract_text()
    pages = [to for page in range(2, top["Batch summary"]) for _, to in links(pdf, page)]
    assert pages == [top["Batch summary"], len(pdf.pages)]


def test_it_stops_when_nobody_waits(store: Store) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(Stopped):
        pack_pdf(read(store), cancelled=cancelled)
    assert len(asked) == 2
    with pytest.raises(KeyError):
        pack_pdf(read(store), "A3")
