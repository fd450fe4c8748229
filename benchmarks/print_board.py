"""The whole board of a large program on paper.

python benchmarks/print_board.py LARGE.cxdesk [--paper A3]

The floor is bare reportlab: the same rectangles and strings at the same places, in one typeface and
without measuring, signs, heads of lanes or page numbers. Seconds of the processor are counted:
other work on the machine slows both.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from cxdesk.reports import fonts
from cxdesk.reports.kanban import board_pdf
from cxdesk.reports.kanban_pages import GAP
from cxdesk.reports.kanban_plan import Plan, plan
from cxdesk.reports.page import sheet_size, text_height, text_width
from cxdesk.reports.stopping import Work
from cxdesk.reports.text import Typesetter
from cxdesk.services.board_sheet import read_board
from cxdesk.services.grouping import Axis
from cxdesk.store.store import Store


def bare(made: Plan, paper: str) -> bytes:
    """The cards of a plan drawn by reportlab alone."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=sheet_size(paper, wide=True), pageCompression=1)
    small, size = made.small.leading, made.small.size
    for page in made.pages:
        for part in page.parts:
            for place, column in enumerate(page.tile.columns):
                y = 500.0
                rows = made.cells[part.lane, column][part.start[place] : part.stop[place]]
                for faces in rows:
                    x = 45 + page.tile.lefts[place]
                    for face in faces:
                        canvas.roundRect(x, y - face.height, face.width, face.height, 2.5, fill=0)
                        canvas.rect(x, y - face.height, 3, face.height, stroke=0, fill=1)
                        canvas.setFont(fonts.SEMIBOLD, size)
                        for line, words in enumerate(face.title):
                            canvas.drawString(x + 9, y - line * small, words)
                        canvas.setFont(fonts.MEDIUM, size)
                        for flow in (face.head, face.said):
                            for at, line, piece in flow.pieces:
                                canvas.drawString(x + 9 + at, y - line * small, piece.text)
                        x += face.width + GAP
                    y -= max(face.height for face in faces) + GAP
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("large", type=Path)
    parser.add_argument("--paper", default="A4")
    parser.add_argument("--density", default="normal")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        Store.open(options.large, home=Path(home), read_only=True) as store,
    ):
        for by in (Axis.STATE, Axis.OWNER):
            with store.read() as session:
                sheet = read_board(session, by)
            started = time.process_time()
            data = board_pdf(sheet, options.paper, options.density)
            ours = time.process_time() - started
            size = (
                text_width(options.paper, indent=0, wide=True),
                text_height(options.paper, wide=True),
            )
            work = Work(0, lambda *_: None, lambda: False)
            made = plan(sheet, Typesetter(), options.density, size, work)
            started = time.process_time()
            floor = bare(made, options.paper)
            base = time.process_time() - started
            print(
                f"{sheet.shown:,} cards by {by.value}, {len(made.pages)} pages: {ours:.1f} s, "
                f"{len(data) / 1e6:.1f} MB; bare {base:.1f} s, {len(floor) / 1e6:.1f} MB; "
                f"x {ours / base:.2f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
