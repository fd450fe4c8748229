"""Looks at a PDF as it is drawn: margins kept, and no words upon words."""

from __future__ import annotations

import pypdfium2

from cxdesk.reports.page import MARGIN


def check_drawn(data: bytes) -> None:
    """Nothing is drawn outside of the margins, and no text upon another, on any page."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        _check_page(page)


def _check_page(page: pypdfium2.PdfPage) -> None:
    image = page.render(scale=1, grayscale=True).to_numpy() < 200
    columns, lines = image.any(axis=0).nonzero()[0], image.any(axis=1).nonzero()[0]
    high, wide = image.shape
    assert min(columns[0], lines[0], wide - 1 - columns[-1]) >= MARGIN - 1.5
    assert high - 1 - lines[-1] >= MARGIN - 3.5  # letters of the foot reach below their line
    text = page.get_textpage()
    rects = [text.get_rect(n) for n in range(text.count_rects())]
    rects = [rect for rect in rects if rect[3] - rect[1] < 60]  # a watermark lies under all
    for place, (left, foot, right, top) in enumerate(rects):
        for other in rects[place + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            assert across < 1.5 or min(top, other[3]) - max(foot, other[1]) < 2.5, (
                text.get_text_bounded(left, foot, right, top), text.get_text_bounded(*other)
            )  # fmt: skip
