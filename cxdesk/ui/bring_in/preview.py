"""The first rows of a file as they will be read, under titles that say what each column becomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from cxdesk.exchange.opened import LEAVE_OUT, Preview, Question
from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.overlay import announce
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.table.anchor import CellAnchor

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_NARROW, _WIDE, _CHOOSER = 96, 280, 168
_HEAD, _HEAD_WITH = 32, 68
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_F4)
_MOST_SHOWN = 300  # characters of a cell


class FirstRows(QAbstractTableModel):
    """Rows of text; row numbers are those of the file."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = Preview((), (), 0)
        self.questions: tuple[Question, ...] = ()

    def show(self, preview: Preview, questions: Sequence[Question]) -> None:
        """Show these rows; a question for each column, or none at all."""
        self.beginResetModel()
        self.preview, self.questions = preview, tuple(questions)
        self.endResetModel()

    def question(self, column: int) -> Question | None:
        """What is asked of a column."""
        return self.questions[column] if column < len(self.questions) else None

    def taken_for(self, column: int) -> str:
        """What a column becomes, in words; "" where nothing is asked."""
        one = self.question(column)
        return "" if one is None else dict(one.options).get(one.answer, "–")

    def left_out(self, column: int) -> bool:
        """Whether a column is not taken."""
        one = self.question(column)
        return one is not None and one.answer == LEAVE_OUT

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.preview.rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.preview.titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.preview.rows[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text[:_MOST_SHOWN].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text[:2000])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.preview.first + section)
        return self.preview.titles[section]


class _Cells(QStyledItemDelegate):
    """Columns that are left out are grey."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        assert isinstance(model, FirstRows)
        if model.left_out(index.column()):
            faded = theme.current().faded(theme.current().text)
            option.palette.setColor(option.palette.ColorRole.Text, faded)


class ColumnHead(QHeaderView):
    """The file's own titles, and under each what it becomes: Enter or a click offers others."""

    def __init__(self, over: QTableView, model: FirstRows) -> None:
        super().__init__(Qt.Orientation.Horizontal, over)
        self._rows = model
        self.current = 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(60)
        self.setStretchLastSection(True)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD_WITH if self._rows.questions else _HEAD)

    def box(self, column: int) -> QRect:
        """Where the chooser of a column stands in the viewport."""
        x = self.sectionViewportPosition(column)
        return QRect(x + 6, 33, self.sectionSize(column) - 12, 28)

    def paintSection(self, p: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        colors = theme.current()
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(rect, colors.sunken)
        p.setPen(QPen(colors.line2, 1))
        p.drawLine(rect.bottomLeft(), rect.bottomRight())
        title = QRectF(rect.left() + 8, rect.top(), rect.width() - 14, _HEAD)
        p.setFont(typeface.SMALL_STRONG.font())
        p.setPen(colors.text2)
        words = str(self._rows.headerData(logicalIndex, Qt.Orientation.Horizontal))
        p.drawText(title, _MIDDLE, _cut(p, words, title.width()))
        question = self._rows.question(logicalIndex)
        if question is not None:
            self._chooser(p, QRectF(self.box(logicalIndex)), logicalIndex, question)
        p.restore()

    def _chooser(self, p: QPainter, box: QRectF, column: int, question: Question) -> None:
        colors = theme.current()
        box.adjust(0.5, 0.5, -0.5, -0.5)
        table = self.parentWidget()
        here = column == self.current and table is not None and table.hasFocus()
        p.setPen(QPen(colors.accent, 2) if here else QPen(colors.control, 1))
        p.setBrush(colors.surface)
        p.drawRoundedRect(box, 5, 5)
        x = box.left() + 8
        if not question.sure:
            glyphs.draw(p, QRectF(x, box.center().y() - 7, 14, 14), "help", colors.warn)
            x += 19
        left_out = self._rows.left_out(column)
        p.setFont((typeface.BODY if left_out else typeface.BODY_MEDIUM).font())
        p.setPen(colors.text3 if left_out else colors.text)
        room = box.right() - 22 - x
        p.drawText(
            QRectF(x, box.top(), room, box.height()),
            _MIDDLE, _cut(p, self._rows.taken_for(column), room),
        )  # fmt: skip
        sign = QRectF(box.right() - 18, box.center().y() - 6, 12, 12)
        glyphs.draw(p, sign, "chevron_down", colors.text2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        column = self.logicalIndexAt(at)
        table = self.parentWidget()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and column >= 0
            and self._rows.question(column) is not None
            and self.box(column).contains(at)
            and isinstance(table, PreviewTable)
        ):
            table.offer(column)
            return
        super().mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self.logicalIndexAt(event.pos())
            if column >= 0:
                one = self._rows.question(column)
                parts = [self._rows.preview.titles[column], self._rows.taken_for(column)]
                hint = one.hint if one is not None else ""
                said = "\n".join(part for part in (*parts, hint) if part)
                QToolTip.showText(event.globalPos(), tooltip(said), self)
            return True
        return super().viewportEvent(event)


class PreviewTable(QTableView):
    """Arrows walk; Enter offers what the current column may become."""

    # A column became something else: the key of its question and the answer.
    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows = FirstRows()
        self.setModel(self.rows)
        self.head = ColumnHead(self, self.rows)
        self.setHorizontalHeader(self.head)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("First rows of the file")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("roomy", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(28)
        self._titles: tuple[str, ...] = ()

    def show_preview(self, preview: Preview, questions: Sequence[Question]) -> None:
        """Show these rows; widths and place stay while the columns are the same."""
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        places = [bar.value() for bar in bars]
        at = self.currentIndex()
        row, column = max(0, at.row()), min(self.head.current, max(0, len(preview.titles) - 1))
        self.rows.show(preview, questions)
        self.head.setFixedHeight(self.head.sizeHint().height())
        if preview.titles != self._titles:
            self._titles = preview.titles
            self._fit_columns()
        for bar, value in zip(bars, places, strict=True):
            bar.setValue(value)
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(min(row, self.rows.rowCount() - 1), column))
        self.head.current = column
        self._name()

    def _fit_columns(self) -> None:
        words = self.fontMetrics()
        least = _CHOOSER if self.rows.questions else _NARROW
        rows = self.rows.preview.rows[:12]
        for n, title in enumerate(self.rows.preview.titles):
            cells = [row[n][:60] for row in rows if n < len(row)]
            wide = max((words.horizontalAdvance(text) for text in (title, *cells)), default=0)
            self.setColumnWidth(n, max(least, min(_WIDE, wide + 24)))

    def offer(self, column: int) -> None:
        """Let somebody choose what a column becomes."""
        question = self.rows.question(column)
        if question is None:
            return
        self._go_to(column)
        anchor = CellAnchor(self.head.viewport(), self)
        anchor.setGeometry(self.head.box(column))
        anchor.show()
        options = [Option(value, words) for value, words in question.options]
        title = f"{self.rows.preview.titles[column]} is"
        pick(anchor, title, options, question.answer,
             lambda answer: self.answered.emit(question.key, answer))  # fmt: skip

    def _go_to(self, column: int) -> None:
        self.head.current = column
        if self.rows.rowCount():
            row = max(0, self.currentIndex().row())
            self.setCurrentIndex(self.rows.index(row, column))
        self._name()
        self.head.viewport().update()

    def _name(self) -> None:
        """Say which column is current to who does not see it."""
        at, titles = self.head.current, self.rows.preview.titles
        if at < len(titles):
            taken = self.rows.taken_for(at)
            said = f"Column {at + 1} of {len(titles)}, {titles[at]}"
            said += f": becomes {taken}. Enter offers others." if taken else ""
            self.setAccessibleDescription(said)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.column() != self.head.current:
            self.head.current = current.column()
            self.head.viewport().update()
            self._name()
            if self.hasFocus():
                announce(self, self.accessibleDescription())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in _OPENS and not event.modifiers() and self.rows.questions:
            self.offer(self.head.current)
        elif step and not self.rows.rowCount():  # there is no cell to walk on
            last = len(self.rows.preview.titles) - 1
            self._go_to(max(0, min(last, self.head.current + step)))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters look for nothing in the first column."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.head.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.head.viewport().update()


def _cut(p: QPainter, text: str, room: float) -> str:
    return p.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
