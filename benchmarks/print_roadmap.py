"""The roadmap of a large program on paper, and the geometry that screen and paper share.

python benchmarks/print_roadmap.py LARGE.cxdesk [--paper A1] [--links 10000]

The floor is bare reportlab: the same rectangles, strings and lines at the same places, in one
typeface and without measuring, packing, routing or signs. Seconds of the processor are counted:
other work on the machine slows both.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from cxdesk.analysis.packing import pack
from cxdesk.analysis.routing import route
from cxdesk.model.states import LinkType
from cxdesk.reports import fonts, roadmap
from cxdesk.reports.page import MARGIN
from cxdesk.reports.roadmap_drawing import Drawing
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import LinkRow
from cxdesk.services.roadmap_print import Material, material, roadmap_sheet
from cxdesk.store.store import Store


def linked(source: Material, number: int) -> Material:
    """The same with so many links, each from a bar to one that starts after it ends."""
    chance = random.Random(7)
    cards = [card for card in source.roadmap.board.cards if card.start and card.end]
    cards.sort(key=lambda card: str(card.start))
    links = []
    while len(links) < number:
        at = chance.randrange(len(cards))
        before, after = cards[at], cards[min(at + chance.randrange(1, 3000), len(cards) - 1)]
        if follows(before, after):
            links.append(LinkRow(len(links) + 1, before.id, after.id, LinkType.FS, 0))
    return replace(source, roadmap=replace(source.roadmap, links=tuple(links)))


def follows(before: Card, after: Card) -> bool:
    return bool(before.end and after.start and before.end < after.start)


def bare(made: Drawing) -> bytes:
    """The bars and links of a drawing by reportlab alone."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=made.size, pageCompression=1)
    plot, high = MARGIN + made.m.label, made.m.bar
    for parts in made.windows:
        for part in parts:
            top = made.size[1] - 140 + parts[0].top
            for row in part.lane.rows[part.first : part.last]:
                for face in row:
                    y = top - face.top
                    x = plot + face.x
                    canvas.roundRect(x, y, face.end - face.x, high, 2.4)
                    canvas.rect(x, y, 3, high, stroke=0, fill=1)
                    canvas.setFont(fonts.REGULAR, made.m.text)
                    canvas.drawString(x + 7, y + 4, f"{face.card.code} {face.card.outcomes}")
                    canvas.drawString(x + 40, y + 4, face.card.title)
        for line in made.lines:
            if line.bottom < parts[0].top or line.top > parts[-1].bottom:
                continue
            path = canvas.beginPath()
            path.moveTo(*line.points[0])
            for point in line.points[1:]:
                path.lineTo(*point)
            canvas.drawPath(path)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def geometry() -> None:
    """Packing of ten thousand bars into one lane, and a plain link."""
    chance = random.Random(1)
    firsts = [chance.random() * 10_000 for _ in range(10_000)]
    spans = [(n, first, first + chance.random() * 200) for n, first in enumerate(firsts)]
    started = time.process_time()
    rows = pack(spans)
    fresh = time.process_time() - started
    started = time.process_time()
    sorted(spans, key=lambda span: span[1])
    base = time.process_time() - started
    started = time.process_time()
    pack(spans, {key: row for key, row in rows.items() if key % 10})
    kept = time.process_time() - started
    print(
        f"pack 10,000 bars: {1000 * fresh:.0f} ms, nine of ten kept {1000 * kept:.0f} ms; "
        f"sorting alone {1000 * base:.0f} ms"
    )
    started = time.process_time()
    for _ in range(20_000):
        route("FS", (0, 0, 100, 30), (200, 111, 300, 141))
    print(f"route a plain link: {(time.process_time() - started) / 20_000 * 1e6:.1f} us")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path)
    parser.add_argument("--paper", default="A1")
    parser.add_argument("--links", type=int, default=10_000)
    options = parser.parse_args()
    geometry()
    with (
        tempfile.TemporaryDirectory() as home,
        Store.open(options.large, home=Path(home), read_only=True) as store,
        store.read() as session,
    ):
        source = material(session)
    for number in (0, options.links):
        sheet = roadmap_sheet(linked(source, number))
        started = time.process_time()
        data = roadmap.roadmap_pdf(sheet, options.paper)
        ours = time.process_time() - started
        size = roadmap._size(options.paper, upright=False)
        made = roadmap._many(sheet, roadmap._ready(), size, options.paper, "", lambda: None)
        started = time.process_time()
        assert len(made.lines) <= number
        routed = time.process_time() - started
        started = time.process_time()
        floor = bare(made)
        base = time.process_time() - started
        print(
            f"{sheet.shown:,} bars, {number:,} links, {len(made.wheres())} sheets "
            f"{options.paper}: {ours:.1f} s (routing {routed:.1f} s), {len(data) / 1e6:.1f} MB; "
            f"bare {base:.1f} s, {len(floor) / 1e6:.1f} MB; x {ours / base:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
