"""A view with time across: its scale, zoom about a point, pan, fit, and a scroll bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from cxdesk.ui.roadmap.scale import Scale, closest, widest

USUAL = 2.3
"""The px of a day at 100 %."""
CLOSER = 1.25
"""By how much one step comes closer."""
_AROUND = 370  # days before the first and after the last bar that one can scroll to


class TimeView(QAbstractItemView):
    """Time runs across, from `left` to the right edge; `scale` counts from `left`."""

    # The scale, or the part of time that is seen, changed.
    scale_changed = Signal()
    # Another zoom, which has been the same for a moment.
    zoom_settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = Scale(0.0, USUAL)
        self.left = 0
        self._fitting = False
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)

    def extent(self) -> tuple[float, float]:
        """The first day there is and the one after the last, as ordinals."""
        raise NotImplementedError

    @property
    def width_of_plot(self) -> int:
        """The px right of the labels."""
        return max(self.viewport().width() - self.left, 1)

    def set_scale(self, scale: Scale) -> None:
        """Show another part of time."""
        self.scale = scale
        self._fit_across()
        self.viewport().update()
        self.scale_changed.emit()

    def limits(self) -> tuple[float, float]:
        """The px a day at which five years, or all there is, and at which a week fills the plot."""
        first, last = self.extent()
        return widest(self.width_of_plot, last - first + 2 * _AROUND), closest(self.width_of_plot)

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Come closer or go further away; the day at `about` px of the plot stays there."""
        self.zoom_to(self.scale.px_a_day * factor, about)

    def zoom_to(self, px_a_day: float, about: float | None = None) -> None:
        """Give a day so many px, within a week and five years; `about` stays, or the middle."""
        low, high = self.limits()
        at = self.width_of_plot / 2 if about is None else about
        self.set_scale(self.scale.zoomed(min(max(px_a_day, low), high), at))
        self.zoom_settled.emit()

    def fit(self, first: float, last: float) -> None:
        """Show the time between two days (ordinals) with some room around it."""
        room = max((last - first) * 0.02, 2.0)
        width, span = self.width_of_plot, last - first + 2 * room
        px = min(width / span, closest(width))
        self.set_scale(Scale((first + last) / 2 - width / 2 / px, px))
        self.zoom_settled.emit()

    def pan(self, right: float, down: int) -> None:
        """Look further to the right and further down, in px."""
        if right:
            self.set_scale(self._bounded(self.scale.moved(right)))
        if down:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + down)

    def _days(self) -> tuple[float, float]:
        first, last = self.extent()
        return first - _AROUND, last + _AROUND

    def _bounded(self, scale: Scale) -> Scale:
        """A scale that shows some of the days there are; never further away than now."""
        first, last = self._days()
        half = self.width_of_plot / scale.px_a_day / 2
        low, high = min(first - half, self.scale.origin), max(last - half, self.scale.origin)
        return Scale(min(max(scale.origin, low), high), scale.px_a_day)

    def _reachable(self) -> tuple[float, float]:
        """The days that the scroll bar leads to: all there are, and all that are seen now."""
        first, last = self._days()
        seen = self.scale.origin + self.width_of_plot / self.scale.px_a_day
        return min(first, self.scale.origin), max(last, seen)

    def _fit_across(self) -> None:
        """Let the scroll bar say which part of time is seen."""
        first, last = self._reachable()
        across, px = self.horizontalScrollBar(), self.scale.px_a_day
        self._fitting = True
        across.setRange(0, max(0, round((last - first) * px) - self.width_of_plot))
        across.setPageStep(self.width_of_plot)
        across.setSingleStep(40)
        across.setValue(round((self.scale.origin - first) * px))
        self._fitting = False

    def _on_scrolled(self, value: int) -> None:
        if self._fitting:
            return
        first, _ = self._reachable()
        self.scale = Scale(first + value / self.scale.px_a_day, self.scale.px_a_day)
        self.viewport().update()
        self.scale_changed.emit()
