"""Charters on paper: a full one, one on one page, and packs of 20 and 100.

python benchmarks/charter_print.py

The floor of a charter is bare reportlab: the same texts as Paragraphs and Tables of the same sizes,
in the same faces, without head, foot, outline, check of scripts, strip of phases or division of
long texts. The processor is counted: other work on the machine slows both. A pack is made in a
process of its own, whose peak of memory is counted less what the program takes before.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from cxdesk.reports import fonts
from cxdesk.reports.charter import charter_furniture, charter_pdf, charter_story, register_faces
from cxdesk.reports.charter_parts import SUBHEAD, TitleBlock
from cxdesk.reports.pack import pack_pdf
from cxdesk.reports.page import HAIR, INDENT, MARGIN, PAPERS, RULE, SectionHead
from cxdesk.reports.text import Typesetter
from cxdesk.services.batch_pack import batch_summary, find_batch
from cxdesk.services.charter_pack import BatchPack, PackCharter
from cxdesk.services.charter_page import CharterPage
from cxdesk.services.charter_print import page_of, version_of
from cxdesk.services.program_file import make_sample
from cxdesk.store.store import Store

ROUNDS = 15
Maker = Callable[[], Flowable]
STYLE = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, RULE),
    ("LINEBELOW", (0, 1), (-1, -1), 0.5, HAIR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 2.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
]


def clock() -> datetime:
    """The sample's day."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def read() -> tuple[CharterPage, BatchPack]:
    """The sample's CX-101, which has something in every part, and its batch."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_sample(home / "sample.cxdesk", clock=clock)
        with (
            Store.open(home / "sample.cxdesk", home=home, clock=clock, read_only=True) as store,
            store.read() as session,
        ):
            one = page_of(session, version_of(session, "CX-101"))
            summary = batch_summary(session, find_batch(session, "B1"))
    return one, BatchPack(summary, ())


def bare(parts: list[Flowable]) -> list[Maker]:
    """What makes the same texts and tables anew."""
    found: list[Maker] = []
    for part in parts:
        if isinstance(part, Paragraph):
            found.append(_paragraph(part))
        elif isinstance(part, Table):
            found.append(_table(part))
        elif isinstance(part, SectionHead):
            found.append(lambda title=part.title: Paragraph(title, SUBHEAD))
        elif isinstance(part, TitleBlock):
            found.append(_paragraph(part._title))
        elif isinstance(part, Spacer):
            found.append(lambda high=part.height: Spacer(1, high))
        else:
            found += bare(getattr(part, "_content", []))
    return found


def _paragraph(part: Paragraph) -> Maker:
    markup = "".join(
        escape(frag.text) + ("<br/>" if getattr(frag, "lineBreak", False) else "")
        for frag in part.frags
    )
    return lambda: Paragraph(markup, part.style, bulletText=part.bulletText)


def _table(part: Table) -> Maker:
    cells: list[list[list[Maker]]] = [
        [bare(cell if isinstance(cell, list) else [cell]) for cell in row if not _text(cell)]
        for row in part._cellvalues
    ]
    widths = list(part._argW)
    return lambda: Table(
        [[[make() for make in cell] for cell in row] for row in cells],
        colWidths=widths, repeatRows=1, splitInRow=1, style=STYLE,
    )  # fmt: skip


def _text(cell: Any) -> bool:
    return isinstance(cell, str)


def laid(makers: list[Maker], paper: str) -> bytes:
    """The floor."""
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=PAPERS[paper], leftMargin=MARGIN + INDENT, rightMargin=MARGIN,
        topMargin=MARGIN + 38, bottomMargin=MARGIN + 20, initialFontName=fonts.REGULAR,
        pageCompression=1, invariant=1,
    )  # fmt: skip
    document.build([make() for make in makers])
    return out.getvalue()


def took(*makes: Callable[[], bytes]) -> list[float]:
    """Milliseconds of the processor of each, the median of some rounds in turn."""
    times: list[list[float]] = [[] for _ in makes]
    for turn in range(ROUNDS + 1):
        for make, taken in zip(makes, times, strict=True):
            gc.collect()
            started = time.process_time()
            make()
            if turn:  # warm
                taken.append((time.process_time() - started) * 1000)
    return [statistics.median(taken) for taken in times]


def pack(many: int, *, one_page: bool) -> None:
    """Print seconds, pages and peak of one pack."""
    one, batch = read()
    card, health = batch.summary.initiatives[0], batch.summary.healths[0]
    codes = [f"CX-{100 + n}" for n in range(many)]
    summary = replace(
        batch.summary,
        initiatives=tuple(replace(card, code=code) for code in codes),
        healths=(health,) * many,
    )
    charters = tuple(PackCharter(replace(one, code=code)) for code in codes)
    charter_pdf(one)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    data = pack_pdf(BatchPack(summary, charters), one_page=one_page)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    pages = data.count(b"/Type /Page\n") + data.count(b"/Type /Page ")
    form = "on one page each" if one_page else "in full"
    print(
        f"pack of {many} {form}: {pages} pages, {seconds:.1f} s, {pages / seconds:.0f} pages/s, "
        f"{len(data) / 1e6:.1f} MB; peak {peak / 1024:.0f} MB over {before / 1024:.0f} MB",
        flush=True,
    )


def charter() -> None:
    """Print the times of a charter beside the floor."""
    one, _ = read()
    register_faces([one])
    furniture = charter_furniture(one)
    makers = bare(charter_story(one, Typesetter(), "A4", furniture))
    ours, base = took(lambda: charter_pdf(one), lambda: laid(makers, "A4"))
    print(f"full charter: {ours:.0f} ms; bare {base:.0f} ms; x {ours / base:.2f}", flush=True)
    short, _ = took(lambda: charter_pdf(one, one_page=True), lambda: b"")
    print(f"on one page: {short:.0f} ms", flush=True)


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=int, help="only one pack of so many charters")
    parser.add_argument("--one-page", action="store_true")
    options = parser.parse_args()
    if options.pack:
        pack(options.pack, one_page=options.one_page)
        return 0
    charter()
    for many, *form in ((20,), (100,), (100, "--one-page")):
        command = [sys.executable, __file__, "--pack", str(many), *map(str, form)]
        subprocess.run(command, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
