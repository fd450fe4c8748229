"""reportlab's paragraph, which breaks its lines once where a table asks three times."""

from __future__ import annotations

from reportlab.platypus import Paragraph as _Paragraph


class Paragraph(_Paragraph):  # type: ignore[misc]  # reportlab is untyped
    """A paragraph whose text and style no longer change."""

    _broken_at: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points; lines are broken anew for another width alone."""
        if width != self._broken_at or not hasattr(self, "blPara"):  # which a split may take away
            size: tuple[float, float] = super().wrap(width, height)
            self._broken_at = width
            return size
        return self.width, self.height
