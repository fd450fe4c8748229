"""The logo at the head of a page: laid on white and no finer than paper shows."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any, Final

HIGHEST: Final = 24.0  # points, and
WIDEST: Final = 90.0
_FINE: Final = 600 / 72  # pixels a point


def logo_size(logo: bytes, highest: float = HIGHEST) -> tuple[float, float]:
    """Width and height in points, in its proportions; (0, 0) without a logo."""
    if not logo:
        return 0.0, 0.0
    wide, high = _image(logo, False).size
    scale = min(WIDEST / HIGHEST * highest / wide, highest / high)
    return wide * scale, high * scale


def draw_logo(canvas: Any, logo: bytes, x: float, top: float) -> float:
    """Draw below `top`, in the middle of what a logo may take; returns the width it took."""
    wide, high = logo_size(logo)
    if wide:
        canvas.drawImage(reader(logo), x, top - (HIGHEST + high) / 2, wide, high)
    return wide


@lru_cache(maxsize=4)
def reader(logo: bytes, grey: bool = False) -> Any:
    """The picture as reportlab takes it."""
    from reportlab.lib.utils import ImageReader

    return ImageReader(_image(logo, grey))


@lru_cache(maxsize=4)
def as_png(logo: bytes, grey: bool = False) -> bytes:
    """The picture as a file of its own."""
    out = BytesIO()
    _image(logo, grey).save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=4)
def _image(logo: bytes, grey: bool) -> Any:
    from PIL import Image

    with Image.open(BytesIO(logo), formats=("PNG",)) as opened:
        seen = opened.convert("RGBA")
    most = round(WIDEST * _FINE), round(HIGHEST * _FINE)
    if seen.width > most[0] or seen.height > most[1]:
        seen.thumbnail(most, Image.Resampling.LANCZOS)
    page = Image.new("RGB", seen.size, "white")
    page.paste(seen, mask=seen.getchannel("A"))
    return page.convert("L") if grey else page
