"""The dashed frame around what an empty place says."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from cxdesk.ui import theme


def draw_dashed(p: QPainter, box: QRectF) -> None:
    """Paint the frame that says: nothing is here yet."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.current().line2, 1)
    pen.setDashPattern([4, 3])
    p.setPen(pen)
    p.setBrush(theme.current().sunken)
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
