"""What waiting changes come to, row by row: old and new dates, deadlines and outcomes they hit."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cxdesk.model.wording import count
from cxdesk.services import slip
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.words import short
from cxdesk.ui.roadmap import pending_words as words
from cxdesk.ui.roadmap.pending import Proposal
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.roadmap.planning import Planning

_ROW, _EDGE, _MOST = 20, 16, 200
_SHOWN = 8  # rows in sight before it scrolls

Line = tuple[str, str, str, bool]
"""What, from which dates to which, how far, and whether that is wrong."""


class Details(QScrollArea):
    """A list that is read, not changed."""

    def __init__(self, pending: Pending, planning: Planning) -> None:
        super().__init__()
        self._pending, self._planning = pending, planning
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("What moves")
        self._list = _Lines()
        self.setWidget(self._list)
        self.viewport().setAutoFillBackground(False)
        self._list.setAutoFillBackground(False)

    def follow(self) -> None:
        """Show what waits now."""
        here = self._pending.proposal
        if here is None or self.isHidden():
            return
        lines = self.lines(here)
        self._list.show_lines(lines)
        self.setFixedHeight(min(len(lines), _SHOWN) * _ROW + 8)
        self.setAccessibleDescription("\n".join(" ".join(one[:3]) for one in lines))

    def lines(self, here: Proposal) -> list[Line]:
        """Everything that moves, what stays, and what that hits."""
        network, today = self._pending.network, self._pending.today
        moves = {**here.asked, **here.pushed}
        lines: list[Line] = []
        for id, new in moves.items():
            old = here.before[id]
            start, end = words.differs(old, new, network)
            before = "no dates"
            if old.start is not None and old.end is not None:
                before = words.span((old.start, old.end), today)
            far = words.later(end or start) if start or end else ""
            name = f"{old.code} {old.title}"
            lines.append((name, f"{before}  →  {words.span(new, today)}", far, False))
        if len(lines) > _MOST:
            lines[_MOST:] = [(f"{len(lines) - _MOST:,} more", "", "", False)]
        lines += [(f"{one.why}: it stays", "", "", True) for one in here.kept]
        lines += [
            (words.passed(one, today), "", "", True) for one in (*here.over, *here.over_pushed)
        ]
        rows = self._planning.read(lambda s: slip.outcomes_hit(s, network, moves))
        lines += [_outcome(row, today) for row in rows]
        return lines

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def _outcome(row: slip.OutcomeHit, today: date) -> Line:
    due = f"due {short(row.due, today)}"
    return (
        f"{row.code} {row.name}, {due}",
        f"last initiative ends {short(row.ends, today)}  →  {short(row.new_ends, today)}",
        f"{count((row.new_ends - row.due).days, 'day')} after it is due" if row.late else "",
        row.late,
    )


class _Lines(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        self._lines = lines
        self.setFixedHeight(len(lines) * _ROW + 8)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        font = typeface.SMALL.font()
        p.setFont(font)
        measure = QFontMetricsF(font)
        first = max(0, event.rect().top() // _ROW)
        last = event.rect().bottom() // _ROW + 1
        table = [(what, dates) for what, dates, _, _ in self._lines if dates]
        widths = [
            max((measure.horizontalAdvance(each[n]) for each in table), default=0) for n in range(2)
        ]
        room = self.width() - 2 * _EDGE
        name = min(widths[0], max(room - widths[1] - 200, 120)) + 16
        for number, (what, dates, far, wrong) in enumerate(self._lines[first:last], first):
            box = QRectF(_EDGE, number * _ROW, room, _ROW)
            ink = here.danger if wrong else here.text
            if wrong:
                sign = QRectF(_EDGE, box.top() + 4, 12, 12)
                glyphs.draw(p, sign, "alert", here.danger)
                box.setLeft(_EDGE + 18)
            p.setPen(ink)
            wide = name if dates else box.width()
            what = measure.elidedText(what, Qt.TextElideMode.ElideRight, wide - 16)
            p.drawText(box, Qt.AlignmentFlag.AlignVCenter, what)
            box.setLeft(_EDGE + name)
            p.setPen(here.text2)
            p.drawText(box, Qt.AlignmentFlag.AlignVCenter, dates)
            box.setLeft(_EDGE + name + widths[1] + 16)
            p.setPen(ink)
            p.drawText(box, Qt.AlignmentFlag.AlignVCenter, far)
