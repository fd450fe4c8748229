"""Renders the icons of resources/icons from their SVG drawings: `python tools/render_icons.py`.

Run it after editing a drawing and commit what it wrote; nothing else needs it.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SMALL = 48  # below this the three columns are mud, and a drawing of the letters alone is used


def png(drawing: Path, size: int) -> bytes:
    """The drawing as a PNG of size x size pixels on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon that holds the given PNGs (size in pixels, at most 256 -> bytes)."""
    offset = 6 + 16 * len(pictures)
    entries = b""
    for size, data in pictures.items():
        entries += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return struct.pack("<3H", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def main() -> None:
    """Write cxdesk-SIZE.png for every size, and cxdesk.ico."""
    pictures = {
        size: png(ICONS / ("cxdesk-small.svg" if size < SMALL else "cxdesk.svg"), size)
        for size in SIZES
    }
    for size, data in pictures.items():
        (ICONS / f"cxdesk-{size}.png").write_bytes(data)
    (ICONS / "cxdesk.ico").write_bytes(ico({s: d for s, d in pictures.items() if s <= 256}))


if __name__ == "__main__":
    main()
