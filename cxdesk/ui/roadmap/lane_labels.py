"""The labels of lanes: name, count and those without dates; painted, and found by a point."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from cxdesk.services.grouping import Heading
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.roadmap.plan import shown_words

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.canvas import Canvas
    from cxdesk.ui.roadmap.plan import Lane

WIDTH = 116
_LEFT, _RIGHT, _TOP, _STRIPE = 14, 8, 5, 4
_LINE, _SMALL, _MOST = 16, 14, 3  # px of a line of the name, of the others; lines of a name
_VOWELS, _TOGETHER = frozenset("aeiouyäöü"), ("ch", "ck", "ph", "qu", "sh", "th")
_JOINTS = ("ungs", "ions", "heits", "keits", "schafts")  # which join German words
_SOFT = "\N{SOFT HYPHEN}"  # where a word is broken, until the line is painted
_NAME, _COUNT = typeface.BODY_STRONG, typeface.CAPTION


@dataclass(frozen=True, slots=True)
class Label:
    """Where the parts of a label stand in the viewport; null what is not there."""

    name: QRect
    count: QRect
    dateless: QRect


@lru_cache(maxsize=500)
def _lines(name: str, width: int) -> tuple[str, ...]:
    """A name in lines, broken at words and hyphens; a word too long alone is hyphenated."""
    metrics = QFontMetrics(_NAME.font())

    def fits(text: str) -> bool:
        return metrics.horizontalAdvance(text.replace(_SOFT, "-").rstrip()) <= width

    lines = [""]
    for part in name.replace(_SOFT, "").replace("-", "-\0").replace(" ", " \0").split("\0"):
        if lines[-1] and not fits(lines[-1] + part):
            lines.append("")
        while not fits(part):
            most = next((n for n in range(len(part) - 1, 1, -1) if fits(part[:n] + _SOFT)), 1)
            cut = _syllable(part, most)
            lines[-1] = part[:cut] + _SOFT
            lines.append("")
            part = part[cut:]
        lines[-1] += part
    if len(lines) > _MOST:
        rest = "".join(lines[_MOST - 1 :]).replace(_SOFT, "")
        last = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        lines = [*lines[: _MOST - 1], last]
    return tuple(line.rstrip().replace(_SOFT, "-") for line in lines)


def _syllable(word: str, most: int) -> int:
    """Where a word may be hyphenated: behind a joint, or before a consonant and its vowel."""
    folded = word.lower()
    for n in range(min(most, len(folded.rstrip("- ")) - 3), 2, -1):
        if folded[:n].endswith(_JOINTS):
            return n
        if (
            folded[n : n + 1].isalpha()
            and folded[n] not in _VOWELS
            and folded[n + 1 : n + 2] in _VOWELS
            and folded[n - 1].isalpha()
            and not folded[: n + 1].endswith(_TOGETHER + _JOINTS)
        ):
            return n
    return most


def least_height(heading: Heading, dateless: int) -> int:
    """The px that a lane needs for its label."""
    lines = _lines(heading.title, WIDTH - _LEFT - _RIGHT)
    return _TOP + len(lines) * _LINE + _SMALL * (2 if dateless else 1) + 5


def label_of(canvas: Canvas, lane: Lane) -> Label:
    """Where the label of a lane stands: at its top, or where that is scrolled away, in sight."""
    head = canvas.plot_rect().top()
    top = lane.top - canvas.verticalOffset() + head
    width = canvas.left - _LEFT - _RIGHT
    if lane.folded:
        return Label(QRect(_LEFT, top, width, lane.height - 1), QRect(), QRect())
    lines = len(_lines(lane.heading.title, width))
    rows = lines * _LINE + _SMALL * (2 if lane.dateless else 1)
    y = top + _TOP
    if y < head + _TOP:
        y = min(head + _TOP, top + lane.height - rows - 5)
    name = QRect(_LEFT, y, width, lines * _LINE + 2)
    number = QRect(_LEFT, y + lines * _LINE + 1, width + _RIGHT, _SMALL)
    bare = number.translated(0, _SMALL) if lane.dateless else QRect()
    return Label(name, number, bare)


def dateless_at(canvas: Canvas, at: QPoint) -> Lane | None:
    """The lane whose words on initiatives without dates stand at a point."""
    if not 0 <= at.x() < canvas.left or at.y() < canvas.plot_rect().top():
        return None
    y = at.y() - canvas.plot_rect().top() + canvas.verticalOffset()
    lane = canvas.plan.lane_at(y)
    return lane if lane is not None and label_of(canvas, lane).dateless.contains(at) else None


def paint_label(p: QPainter, canvas: Canvas, lane: Lane, here: theme.Theme) -> None:
    """Paint the label of a lane and the stripe before it."""
    top = lane.top - canvas.verticalOffset() + canvas.plot_rect().top()
    ground = QRect(0, top, canvas.left, lane.height - 1)
    hovered = lane.heading == canvas.hovered_lane
    p.fillRect(ground, here.hover if hovered else here.surface)
    hue = lane.heading.hue
    stripe = here.line2 if hue is None else here.domain(hue)[0]
    p.fillRect(QRect(0, top, _STRIPE, lane.height - 1), stripe)
    label = label_of(canvas, lane)
    p.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    p.setFont(_NAME.font())
    p.setPen(here.text)
    name = lane.heading.title
    if lane.folded:
        room = label.name.width() - 14
        name = p.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        p.drawText(label.name, Qt.AlignmentFlag.AlignVCenter, name)
    else:
        for n, line in enumerate(_lines(name, label.name.width())):
            place = QRect(_LEFT, label.name.top() - 1 + n * _LINE, canvas.left - _LEFT, 18)
            p.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
    if lane.folded or hovered:
        box = QRectF(canvas.left - 17, label.name.top(), 12, 12)
        if lane.folded:
            box.moveTop(label.name.center().y() - 6)
        glyphs.draw(p, box, "chevron_right" if lane.folded else "chevron_down", here.text2)
    p.setFont(_COUNT.font())
    p.setPen(here.text2)
    if not label.count.isNull():
        p.drawText(label.count, Qt.AlignmentFlag.AlignVCenter, shown_words(lane.shown, lane.count))
    if not label.dateless.isNull():
        words = f"{len(lane.dateless):,} without dates"
        p.drawText(label.dateless, Qt.AlignmentFlag.AlignVCenter, words)
        wide = p.fontMetrics().horizontalAdvance(words)
        p.fillRect(QRect(_LEFT, label.dateless.bottom(), wide, 1), here.control)
