"""The titles over a table: a click sorts, and an arrow says which way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from cxdesk.ui import glyphs, theme
from cxdesk.ui.table.model import TableModel

_PAD, _ARROW = 8, 10


class TableHead(QHeaderView):
    """First up, then down, then the order of the file."""

    def __init__(self, over: QTableView, model: TableModel[Any]) -> None:
        super().__init__(Qt.Orientation.Horizontal, over)
        self._table = model
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setFixedHeight(32)
        self.setMinimumSectionSize(40)
        self.sectionClicked.connect(self.turn)

    def turn(self, column: int) -> None:
        """Sort by a column, the next way round."""
        now = self._table.sorted_by
        if now is None or now[0] != column:
            self._table.sort(column, Qt.SortOrder.AscendingOrder)
        elif not now[1]:
            self._table.sort(column, Qt.SortOrder.DescendingOrder)
        else:
            self._table.sort(-1)
        self.viewport().update()

    def action(self, column: int) -> QAction:
        """What `turn` does, for a menu: the keyboard sorts by it."""
        now, title = self._table.sorted_by, self._table.columns[column].title
        words = f"Sort by {title}"
        if now is not None and now[0] == column:
            words = "Sort as in the file" if now[1] else f"Sort by {title}, last first"
        made = QAction(words.replace("&", "&&"), self)
        made.triggered.connect(lambda _=False: self.turn(column))
        return made

    def arrow(self, column: int, box: QRect) -> QRectF | None:
        """Where the arrow stands in the title of a column; None when it is not sorted by it."""
        now = self._table.sorted_by
        if now is None or now[0] != column:
            return None
        shown, words = self._table.columns[column], self.fontMetrics()
        wide = words.horizontalAdvance(shown.title)
        if shown.middle:  # narrow: there is room below the words alone
            return QRectF(box.center().x() - 4, box.bottom() - 9, 8, 8)
        if shown.right:
            x = max(box.left(), box.right() - _PAD - wide - _ARROW - 3)
        else:
            x = min(box.right() - _ARROW, box.left() + _PAD + wide + 5)
        return QRectF(x, box.center().y() - _ARROW / 2 + 1, _ARROW, _ARROW)

    def paintSection(self, p: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        p.save()
        super().paintSection(p, rect, logicalIndex)
        p.restore()
        # Qt would put its own arrow over the words of a title at the right.
        if (place := self.arrow(logicalIndex, rect)) is not None:
            down = self._table.sorted_by is not None and self._table.sorted_by[1]
            glyph = "chevron_down" if down else "chevron_up"
            glyphs.draw(p, place, glyph, theme.current().text2)
