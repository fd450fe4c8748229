"""The ground of every chart: matplotlib set up once, its inks and type, and what becomes of it.

matplotlib takes a second to import, and keeps settings and letters for the whole process: what
draws holds DRAWING, so that two threads never do at once. A point is a pixel of the window; what a
screen of another ratio shows is drawn in its own pixels, not enlarged.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from threading import RLock
from typing import Any, Final

from cxdesk import paths
from cxdesk.reports import fonts, scripts
from cxdesk.reports.faces import is_ours
from cxdesk.reports.picture import Inks
from cxdesk.reports.text import MISSING, plain

DRAWING: Final = RLock()
SIZE: Final = 11.0  # of the type in a chart
_WEIGHTS: Final = {400: fonts.REGULAR, 600: fonts.SEMIBOLD}
_FAMILY: Final = "Inter"


@cache
def _ready() -> None:
    """Set matplotlib up: its cache among ours, our type, and no text taken for mathematics."""
    os.environ.setdefault("MPLCONFIGDIR", str(paths.cache() / "matplotlib"))
    # It would tell of fonts that it looks for once on a machine, and that DejaVu has no weight 600.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    import matplotlib
    from matplotlib import font_manager

    for weight, name in _WEIGHTS.items():
        entry = font_manager.FontEntry(
            fname=str(fonts.file(name)), name=_FAMILY, style="normal", variant="normal",
            weight=weight, stretch="normal", size="scalable",
        )  # fmt: skip
        font_manager.fontManager.ttflist.append(entry)
    matplotlib.rcParams.update({
        "font.family": [_FAMILY, "DejaVu Sans"],
        "text.parse_math": False,
        "svg.fonttype": "none",  # words stay words: they can be read, found and edited
        "svg.hashsalt": "cxdesk",
        "text.hinting": "none",
        "path.simplify": False,
    })  # fmt: skip


def new_figure(width: float, height: float, ratio: float, inks: Inks) -> Any:
    """An empty figure of so many pixels of the window."""
    _ready()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(width / 72, height / 72), dpi=72 * ratio, facecolor=inks.surface)
    FigureCanvasAgg(made)
    return made


@cache
def _sized(size: float, weight: int) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=[_FAMILY, "DejaVu Sans"], size=size, weight=weight)


def text_width(text: str, size: float = SIZE, weight: int = 400) -> float:
    """The width of one line of text."""
    _ready()
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(text, _sized(size, weight), False)
    return float(width)


def type_of(size: float = SIZE, weight: int = 400) -> dict[str, Any]:
    """What makes a text of matplotlib stand in our type."""
    return {"fontproperties": _sized(size, weight)}


def printable(text: str) -> str:
    """The text on one line as it is read, what has no letters in our type as "[?]".

    matplotlib puts letters in their order and joins them itself.
    """
    known = (char if is_ours(char) else "\0" for char in scripts.whole(plain(text)))
    return re.sub("\0+", MISSING, "".join(known))


def wrapped(text: str, width: float, size: float = SIZE, weight: int = 400) -> list[str]:
    """The text in lines that `width` holds; a word longer than that stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near those wanted, in the same order, at least `gap` apart and within bounds.

    `wanted` goes from low to high. Where there is no room for all, the last ones pass `low`.
    """
    places: list[float] = []
    for one in wanted:
        places.append(max(one, low, places[-1] + gap if places else low))
    limit = high
    for n in reversed(range(len(places))):
        places[n] = min(places[n], limit)
        limit = places[n] - gap
    return places


def pixels(figure: Any) -> tuple[int, int, bytes]:
    """Draw a figure: width, height, and four bytes a pixel."""
    canvas = figure.canvas
    canvas.draw()
    width, height = canvas.get_width_height(physical=True)
    return width, height, bytes(canvas.buffer_rgba())


def png(figure: Any, title: str) -> bytes:
    """A figure as a PNG file."""
    out = BytesIO()
    figure.savefig(out, format="png", dpi=figure.dpi, metadata={"Title": title, "Software": None})
    return out.getvalue()


def svg(figure: Any, title: str) -> bytes:
    """A figure as an SVG file; equal figures give equal bytes."""
    out = BytesIO()
    metadata = {"Title": title, "Creator": "cxdesk", "Date": None}
    figure.savefig(out, format="svg", metadata=metadata)
    return out.getvalue()
