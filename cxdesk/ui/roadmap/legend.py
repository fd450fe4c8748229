"""The legend below the timeline: what signs, outlines, lines and colours mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cxdesk.model.program import Horizon
from cxdesk.model.states import PATH, State
from cxdesk.services.card_words import PRIORITIES
from cxdesk.services.grouping import Axis
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.roadmap.links_paint import legend_sample
from cxdesk.ui.roadmap.looks import (
    Colour,
    health_colours,
    horizon_greys,
    priority_greys,
    state_greys,
)
from cxdesk.ui.roadmap.paint_head import diamond

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

HEIGHT = 30
_EDGE, _SIGN, _GAP, _APART, _RULE = 14, 13, 5, 13, 8
_HEALTH = {"on_track": "on track", "at_risk": "at risk", "off_track": "off track"}

Item = tuple[str, str]
"""How it looks ("state ready", "swatch 3", "critical" ...) and what it means; "|" is a rule."""


class Legend(QWidget):
    """One row; what has no room is left out from the right, and said by its tooltip."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__()
        self._page = page
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Legend")
        self._items: list[Item] = []
        self._right = ""
        self.follow()

    def follow(self) -> None:
        """Say what holds now."""
        self._items = list(self._parts())
        outcomes = [f"{code} {name}" for code, name in self._page.rows.outcomes.items()]
        self._right = "   ".join(outcomes)
        said = ", ".join(self.words())
        self.setToolTip(tooltip("\n".join([said, *outcomes])))
        self.setAccessibleDescription(said)
        self.update()

    def words(self) -> list[str]:
        """What it says, from left to right."""
        return [words for look, words in self._items if look != "|"]

    def _colours(self) -> Iterator[Item]:
        """What the colours of bars say, where lanes do not say it."""
        canvas = self._page.canvas
        match canvas.colour:
            case Colour.PRIORITY:
                yield from ((f"priority-{n}", PRIORITIES[n]) for n in (4, 3, 2, 1))
            case Colour.HORIZON:
                yield from ((f"horizon-{h}", f"{h.value.capitalize()} term") for h in Horizon)
            case Colour.HEALTH:
                yield from ((f"health-{level}", words) for level, words in _HEALTH.items())
            case Colour.STATE:
                yield from ((f"grey-{state}", state.label) for state in PATH)
            case Colour.DOMAIN if canvas.rows.lanes_by is not Axis.DOMAIN:
                yield from ((f"hue-{hue}", name) for name, hue in self._page.rows.domains)

    def _parts(self) -> Iterator[Item]:
        canvas, colours = self._page.canvas, list(self._colours())
        yield from colours
        if canvas.colour is not Colour.STATE:
            if colours:
                yield "|", ""
            yield from ((f"state-{state}", state.label) for state in PATH)
        if canvas.colour is not Colour.PRIORITY:
            yield "|", ""
            yield "level-4", "highest"
            yield "level-1", "low"
        yield "|", ""
        if canvas.show_critical:
            yield "critical", "critical"
        if canvas.ghosts:
            yield "baseline", "baseline"
        if self._page.links.state.shown != "none":
            yield "depends", "depends"
            yield "handoff", "hand-off"
            yield "broken", "broken"
        if canvas.rows.marks:
            yield "|", ""
            yield "milestone", "milestone"
            yield "reached", "reached"
        if canvas.changed:
            yield "changed", "changed in the what-if"

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.surface)
        p.fillRect(QRectF(0, 0, self.width(), 1), here.line2)
        metrics = QFontMetricsF(typeface.CAPTION.font())
        x, ruled = float(_EDGE), False
        for look, words in self._items:
            if look == "|":
                x, ruled = x + _RULE, True
                continue
            wide = _width(look)
            if x + wide + _GAP + metrics.horizontalAdvance(words) > self.width() - _EDGE:
                break
            if ruled:
                p.fillRect(QRectF(x - _RULE - 3, 8, 1, HEIGHT - 15), here.line2)
                ruled = False
            self._draw(p, look, QRectF(x, 1 + (HEIGHT - _SIGN) / 2, wide, _SIGN), here)
            x += wide + _GAP
            p.setFont(typeface.CAPTION.font())
            p.setPen(here.text2)
            room = metrics.horizontalAdvance(words)
            p.drawText(QRectF(x, 1, room + 2, HEIGHT), Qt.AlignmentFlag.AlignVCenter, words)
            x += room + _APART
        free = self.width() - _EDGE - x - 16
        if self._right and metrics.horizontalAdvance(self._right) <= free:
            p.setPen(here.text2)
            p.setFont(typeface.CAPTION.font())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            p.drawText(QRectF(x, 1, self.width() - _EDGE - x, HEIGHT), right, self._right)

    def _draw(self, p: QPainter, look: str, box: QRectF, here: theme.Theme) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind, _, value = look.partition("-")
        behind = QRectF(box.right() - _SIGN, box.top(), _SIGN, _SIGN)  # a swatch
        match kind:
            case "state":
                glyphs.state(p, box, value, here)
            case "level":
                glyphs.priority(p, box, int(value), here)
            case "grey":
                _swatch(p, box, state_greys(here)[State(value)])
                glyphs.state(p, behind, value, here)
            case "priority":
                _swatch(p, box, priority_greys(here)[int(value)])
                glyphs.priority(p, behind, int(value), here)
            case "horizon":
                _swatch(p, box, horizon_greys(here)[Horizon(value)])
                p.setBrush(Qt.BrushStyle.NoBrush)
                glyphs.horizon(p, behind, value[0].upper(), here)
            case "health":
                _swatch(p, box, health_colours(here)[value])
                glyphs.health(p, behind, value, here)
            case "hue":
                _swatch(p, box, here.domain(int(value)))
            case "critical":
                _outline(p, box, here.text, 2)
            case "changed":
                _outline(p, box, here.accent, 1.5)
            case "milestone" | "reached":
                ground = here.text if kind == "milestone" else here.surface
                diamond(p, box.center().x(), box.center().y(), 4, here.text, ground)
            case "baseline":
                p.setPen(QPen(here.control, 1))
                p.setBrush(here.line2)
                p.drawRoundedRect(QRectF(box.left(), box.center().y() - 2, box.width(), 4), 2, 2)
            case _:
                legend_sample(p, box, kind)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _width(look: str) -> float:
    kind = look.partition("-")[0]
    if kind in ("milestone", "reached"):
        return 9
    if kind in ("state", "level"):
        return _SIGN
    if kind in ("grey", "priority", "horizon", "health"):
        return 16 + 3 + _SIGN
    return 16 if kind == "hue" else 24


def _swatch(p: QPainter, box: QRectF, pair: tuple[QColor, QColor]) -> None:
    stripe, ground = pair
    place = QRectF(box.left() + 0.5, box.top() + 1.5, 15, 10)
    p.setPen(QPen(stripe, 1))
    p.setBrush(ground)
    p.drawRoundedRect(place, 2, 2)
    p.fillRect(QRectF(place.left(), place.top(), 4, place.height()), stripe)


def _outline(p: QPainter, box: QRectF, ink: QColor, wide: float) -> None:
    p.setPen(QPen(ink, wide))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(QRectF(box.left() + 1, box.top() + 1.5, box.width() - 2, 10), 2.5, 2.5)
