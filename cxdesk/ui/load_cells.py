"""Load cells: person-days of each month in a row; what is over the bound is red, with a mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxdesk.analysis.load import excess
from cxdesk.model.wording import MONTHS
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.theme import Theme

HEIGHT = 20
_ALL = Qt.AlignmentFlag.AlignCenter


def load_text(load: float, bound: float | None) -> str:
    """A load as its cell prints it: "108 !" over the bound, "" for none."""
    if not load:
        return ""
    words = f"{load:,.0f}" if load >= 0.5 else "<1"
    return f"{words} !" if is_over(load, bound) else words


def is_over(load: float, bound: float | None) -> bool:
    """Whether a load is more than what a month may hold."""
    return bool(excess(load, bound))


@lru_cache(maxsize=4000)
def fitting_text(load: float, bound: float | None, room: float) -> str:
    """A load as a cell of this width prints it: in a narrow one without mark, or in thousands."""
    words = load_text(load, bound)
    metrics = QFontMetricsF(_font(is_over(load, bound)))
    forms = [words, words.replace(" ", ""), words.removesuffix(" !")]
    for unit, sign in ((1_000, "k"), (1_000_000, "M")):
        if load >= 0.9 * unit:
            forms += [f"{load / unit:,.1f}{sign}", f"{load / unit:,.0f}{sign}"]
    return next((form for form in forms if metrics.horizontalAdvance(form) <= room), forms[-1])


def draw_load(p: QPainter, box: QRectF, load: float, bound: float | None, colors: Theme) -> None:
    """Paint one cell; the stronger its grey, the nearer the load is to the bound."""
    over = is_over(load, bound)
    p.fillRect(box, load_ground(load, bound, colors))
    p.setFont(_font(over))
    p.setPen(colors.on_danger if over else colors.text)
    p.drawText(box, _ALL, fitting_text(load, bound, box.width()))


def load_ground(load: float, bound: float | None, colors: Theme) -> QColor:
    """The colour of a cell."""
    return colors.danger if is_over(load, bound) else _grey(load, bound, colors)


def _font(over: bool) -> QFont:
    return typeface.font(11, 700 if over else 500, tabular=True)


def _grey(load: float, bound: float | None, colors: Theme) -> QColor:
    share = min(load / bound, 1.0) if bound else min(load / 100, 1.0)
    if not colors.dark:
        return colors.faded(colors.line2, colors.sunken, share)
    # Steps as small as those on white cannot be told apart near black. At 0.75 the number on it
    # still has a contrast of 4.5.
    return colors.faded(colors.control, colors.sunken, 0.15 + 0.6 * share if load else 0.0)


class LoadStrip(QWidget):
    """The cells of the coming months with the months' names above them."""

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[date, ...] = ()
        self._loads: tuple[float, ...] = ()
        self._bound: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_loads(
        self, months: Sequence[date], loads: Sequence[float], bound: float | None
    ) -> None:
        """Show person-days by month against what a month may hold (None: nothing says)."""
        self._months, self._loads, self._bound = tuple(months), tuple(loads), bound
        self.setAccessibleName("Load by month: " + ", ".join(self._said(n) for n in self._places()))
        self.update()

    def _places(self) -> list[int]:
        return [n for n, load in enumerate(self._loads) if load]

    def _said(self, place: int) -> str:
        month, load = self._months[place], self._loads[place]
        of = "" if self._bound is None else f" of {self._bound:,.6g}"
        over = ", over" if is_over(load, self._bound) else ""
        return f"{MONTHS[month.month - 1]} {month.year} {load:,.1f}{of} person-days{over}"

    def _cell(self, place: int) -> QRectF:
        gap, count = 2.0, max(1, len(self._months))
        wide = (self.width() - gap * (count - 1)) / count
        return QRectF(place * (wide + gap), 16, wide, HEIGHT)

    def head_of(self, place: int) -> tuple[str, bool]:
        """What stands above a cell: its month, and the mark for which the cell has no room."""
        width, load = self._cell(place).width(), self._loads[place]
        name = MONTHS[self._months[place].month - 1]
        fits = fitting_text(load, self._bound, width).endswith("!")
        marked = is_over(load, self._bound) and not fits
        return (name if width >= 26 else name[:1]) + (" !" if marked else ""), marked

    def sizeHint(self) -> QSize:
        return QSize(300, 16 + HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 16 + HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        for place in range(len(self._months)):
            box = self._cell(place)
            name, marked = self.head_of(place)
            p.setFont(_font(True) if marked else typeface.CAPTION.font())
            p.setPen(colors.danger if marked else colors.text3)
            p.drawText(QRectF(box.left(), 0, box.width(), 14), _ALL, name)
            draw_load(p, box, self._loads[place], self._bound, colors)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for place in range(len(self._months)):
                if self._cell(place).adjusted(-1, -16, 1, 0).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), tooltip(self._said(place)), self)
                    return True
        return super().event(event)
