"""Stubs: what is left of a link whose other end is hidden by the filter or in a folded lane."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from cxdesk.services.roadmap import LinkRow
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.links_state import LinkState

_LINE, _SIGN, _PAD = 6.0, 5.0, 3.0  # px: the line, the sign at its end, around the words
_MOST = 3  # codes that are named


def paint_stubs(p: QPainter, state: LinkState) -> None:
    """A stub at each end that leads to what is hidden; where it stands is kept for clicks."""
    here = theme.current()
    p.setFont(typeface.CAPTION_MEDIUM.font())
    chain = state.chain()
    facing = {bar: (bool(into), bool(out)) for bar, (into, out) in state.sight.stubs.items()}
    for bar, sides in state.sight.stubs.items():
        box = state.canvas.rect_of(bar)
        for out, links in enumerate(sides):
            if not links or box.isNull():
                continue
            faded = chain is not None and not any(link.id in chain.links for link in links)
            ink = here.faded(here.text2, here.canvas, 0.35) if faded else here.text2
            words = stub_words(state, links, bool(out))
            way, edge = (1, box.right()) if out else (-1, box.left())
            room = _room(state, bar, bool(out), facing)
            if room < _LINE + _SIGN:
                continue
            wide = _wide(words)
            if room < _LINE + wide + 2 * _PAD:
                words, wide = "", _SIGN
            end = edge + way * _LINE
            p.setPen(QPen(ink, 1.3))
            p.drawLine(QPointF(edge, box.center().y()), QPointF(end, box.center().y()))
            reach = _LINE + wide + 2 * _PAD
            place = QRectF(edge if out else edge - reach, box.top(), reach, box.height())
            if words:
                ground = QRectF(end if out else end - wide - 2 * _PAD, box.center().y() - 8,
                                wide + 2 * _PAD, 16)  # fmt: skip
                p.fillRect(ground, here.canvas)
                text = place.adjusted(_LINE + _PAD, 0, 4, 0) if out else place.adjusted(
                    -4, 0, -_LINE - _PAD, 0)  # fmt: skip
                side = Qt.AlignmentFlag.AlignLeft if out else Qt.AlignmentFlag.AlignRight
                p.drawText(text, side | Qt.AlignmentFlag.AlignVCenter, words)
            else:
                _sign(p, QPointF(end, box.center().y()), way)
            state.stub_boxes.append((place, bar, bool(out)))


def stub_words(state: LinkState, links: list[LinkRow], out: bool) -> str:
    """What a stub says: "‹ after 101", "then 103, 104 ›"."""
    codes = sorted(state.code(link.after if out else link.before) for link in links)
    numbers = [code.removeprefix(state.canvas.rows.prefix) for code in codes]
    more = len(numbers) - _MOST
    named = ", ".join(numbers[:_MOST]) + (f" +{more}" if more > 0 else "")
    return f"then {named} ›" if out else f"‹ after {named}"


def _room(state: LinkState, bar: int, out: bool, facing: Mapping[int, tuple[bool, bool]]) -> float:
    """The px to the next bar of the row, or to the edge of the plot; half where both have one."""
    canvas = state.canvas
    lane, number = canvas.plan.place_of(bar)
    row, card = lane.rows[number], canvas.plan.cards[bar]
    assert card.start is not None
    at = bisect_left(row.starts, card.start.toordinal())
    box, left = canvas.rect_of(bar), canvas.left
    px, origin = canvas.scale.px_a_day, canvas.scale.origin
    if out:
        edge = float(canvas.viewport().width())
        if at + 1 < len(row.starts):
            edge = min(edge, left + (row.starts[at + 1] - origin) * px)
            both = facing.get(row.ids[at + 1], (False, False))[0]
            return (edge - box.right()) / (2 if both else 1) - 2
        return edge - box.right() - 2
    edge = float(left)
    if at > 0:
        edge = max(edge, left + (row.ends[at - 1] + 1 - origin) * px)
        both = facing.get(row.ids[at - 1], (False, False))[1]
        return (box.left() - edge) / (2 if both else 1) - 2
    return box.left() - edge - 2


def _sign(p: QPainter, at: QPointF, way: int) -> None:
    """A small angle that points on."""
    for up in (-3.0, 3.0):
        p.drawLine(QPointF(at.x(), at.y() + up), QPointF(at.x() + way * 3.5, at.y()))


@lru_cache(maxsize=2048)
def _wide(words: str) -> float:
    return QFontMetricsF(typeface.CAPTION_MEDIUM.font()).horizontalAdvance(words)
