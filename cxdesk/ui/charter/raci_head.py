"""The head of the RACI table: names on up to three lines, initials where there is no room."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip

from cxdesk.services.charter_rows import MemberLine
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.charter.raci_model import RaciModel, short
from cxdesk.ui.form.value import tooltip

PAD, HEAD_LINES = 8, 3
LEAST = 34  # px of a column of letters


class RaciHead(QHeaderView):
    """The names of the team on up to three lines; where there is no room for one, initials."""

    def __init__(self, view: QTableView, table: RaciModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._table = table
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(LEAST)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(typeface.SMALL.font())
        lines = max(
            (
                ceil(metrics.boundingRect(QRectF(0, 0, self._room(n), 500), self._flags,
                                          self._words(n)).height() / metrics.lineSpacing() - 0.1)
                for n in range(self.count())
            ),
            default=1,
        )  # fmt: skip
        return QSize(100, min(lines, HEAD_LINES) * typeface.SMALL.line + 10)

    _flags = int(
        Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    )

    def _room(self, section: int) -> float:
        return self.sectionSize(section) - 4.0

    def _words(self, section: int) -> str:
        if section == 0:
            return "To be done"
        member = self._table.team[section - 1]
        return member.named if all(map(self._fits, self._table.team)) else short(member)

    def _fits(self, member: MemberLine) -> bool:
        """Whether a name has room; where one has none, all stand as initials."""
        room = max(self._room(1), 1.0)
        widest = max((word_width(word) for word in member.named.split()), default=0.0)
        return widest <= room and word_width(member.named) / room < HEAD_LINES - 0.5

    def paintSection(self, p: QPainter, rect: QRect, section: int) -> None:
        colors, box = theme.current(), QRectF(rect)
        p.save()
        p.fillRect(box, colors.sunken)
        p.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), colors.line2)
        p.setFont(typeface.SMALL.font())
        p.setPen(colors.text2)
        flags = self._flags
        if section == 0:
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            box.adjust(PAD - 2, 0, 0, 0)
        p.drawText(box.adjusted(2, 4, -2, -5), flags, self._words(section))
        p.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self.logicalIndexAt(event.pos())
            if section > 0:
                member = self._table.team[section - 1]
                words = f"{member.named}, {member.part}" if member.person else member.part
                QToolTip.showText(event.globalPos(), tooltip(words.removesuffix(", ")), self)
                return True
        return super().viewportEvent(event)


def word_width(words: str) -> float:
    """The px that words take on one line of the head."""
    return float(QFontMetricsF(typeface.SMALL.font()).horizontalAdvance(words))


def name_width(name: str) -> float:
    """The px that a column needs to show a name, a word a line."""
    return max((word_width(word) for word in name.split()), default=0.0) + 10
