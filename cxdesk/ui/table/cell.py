"""A cell of a table: how it is painted, and the field in which its text is changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.fields import STAYS
from cxdesk.ui.form.value import Fault
from cxdesk.ui.leads import draw_lead, lead_width
from cxdesk.ui.table.columns import Column

if TYPE_CHECKING:
    from cxdesk.ui.table.view import TableView

Index = QModelIndex | QPersistentModelIndex
PAD, NOTE_GAP = 8, 8
_SMALL, _LEAD = 12, 15  # px of two lines in a cell
_NOTE = (12, 400, False)  # as typeface.SMALL
# Joined once: there are hundreds of cells in a window, and Python's flags are slow to join.
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _LINE, Qt.AlignmentFlag.AlignRight | _LINE
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellPainter(QStyledItemDelegate):
    """Paints a cell and makes its field. A text too long ends in an ellipsis; its tip has all."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self.editor: CellField | None = None

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors, box = theme.current(), QRectF(option.rect)
        row = self._view.table.rows[index.row()]
        column: Column[Any] = self._view.table.columns[index.column()]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        p.save()
        p.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # of each text by itself
        if selected:
            p.fillRect(box, colors.tint)
            if index.column() == 0:
                p.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colors.accent)
        elif self._view.hovered == index.row():
            p.fillRect(box, colors.hover)
        p.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colors.line)
        if column.paint is not None:
            column.paint(p, box.adjusted(0, 0, 0, -1), row, colors)
        else:
            self._write(p, box, row, column)
        if self._view.hasFocus() and index == self._view.currentIndex():
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(2, 2, -2, -3), 4, 4)
        p.restore()

    def _write(self, p: QPainter, box: QRectF, row: Any, column: Column[Any]) -> None:
        """Lead and text of a cell."""
        colors = theme.current()
        left, right = box.left() + PAD, box.right() - PAD
        lead = column.lead(row) if column.lead is not None else None
        if lead is not None:
            room = QRectF(left, box.top(), lead_width(lead), box.height() - 1)
            draw_lead(p, room, lead, colors)
            left += lead_width(lead)
        role = (13, column.weight, column.right)
        words = column.text(row) if column.brief is None else column.brief(row)
        if not words:
            return
        text = " ".join(words.split())
        room = QRectF(left, box.top(), right - left, box.height() - 1)
        p.setPen(getattr(colors, column.ink(row)) if column.ink is not None else colors.text)
        if column.wrap and _advance(role, text) > right - left:
            role = (_SMALL, column.weight, column.right)
            upper, lower = two_lines(role, text, round(right - left))
            p.setFont(typeface.font(_SMALL, column.weight, tabular=column.right))
            if lower:
                middle = room.center().y()
                p.drawText(QRectF(left, middle - _LEAD, right - left, _LEAD), _LEFT, upper)
                room = QRectF(left, middle, right - left, _LEAD)
            text = lower or upper
        else:
            text = _elided(role, text, round(right - left))
            p.setFont(typeface.font(13, column.weight, tabular=column.right))
        p.drawText(room, _RIGHT if column.right else _LEFT, text)
        if column.note is not None and (note := column.note(row)):
            left += ceil(_advance(role, text)) + NOTE_GAP
            if right - left >= 24:  # room for an ellipsis and a letter or two
                p.setFont(typeface.SMALL.font())
                p.setPen(colors.text3)
                note = _elided(_NOTE, note, round(right - left))
                p.drawText(QRectF(left, room.top(), right - left, room.height()), _LEFT, note)

    def words(self, index: Index) -> str:
        """The whole text of a cell."""
        column: Column[Any] = self._view.table.columns[index.column()]
        return column.words(index.data(Qt.ItemDataRole.UserRole))

    def is_cut(self, index: Index) -> bool:
        """Whether a cell does not show its whole text."""
        column = self._view.table.columns[index.column()]
        if column.paint is not None:
            return False
        row = index.data(Qt.ItemDataRole.UserRole)
        lead = column.lead(row) if column.lead is not None else None
        room = float(self._view.columnWidth(index.column()) - 2 * PAD)
        room -= lead_width(lead) if lead is not None else 0
        text, role = column.text(row), (13, column.weight, column.right)
        if column.note is not None and (note := column.note(row)):
            room -= NOTE_GAP + _advance(_NOTE, note)
        brief = text if column.brief is None else column.brief(row)
        if column.wrap and _advance(role, text) > room:
            role = (_SMALL, column.weight, column.right)
            return two_lines(role, " ".join(text.split()), round(room))[1].endswith("…")
        return brief != text or "\n" in text or _advance(role, text) > room

    # The field --------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self.editor = CellField(parent, self._view, QPersistentModelIndex(index))
        return self.editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        pass  # the field has it from the start, and what is typed stays whatever else changes

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        pass  # the field saves by itself

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -2))
        if isinstance(editor, CellField):
            editor.place_note()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return False  # Qt would close a field whose words were refused

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
            if self._view.state() == self._view.State.EditingState:
                self._view.setState(self._view.State.NoState)  # Qt does not, when the row goes
        if isinstance(editor, CellField):
            editor.note.deleteLater()
        super().destroyEditor(editor, index)


class CellField(QLineEdit):
    """Enter saves, Tab goes on to the next cell, Esc leaves it as it was.

    What is refused stays, with the sentence that says why below it.
    """

    def __init__(self, parent: QWidget, view: TableView, index: QPersistentModelIndex) -> None:
        super().__init__(parent)
        self._view, self._index = view, index
        self._row: Any = index.data(Qt.ItemDataRole.UserRole)
        self._column: Column[Any] = view.table.columns[index.column()]
        self._saving = False
        self.note = FaultNote(parent, view.go)
        self.setFont(typeface.font(13, 400, tabular=self._column.right))
        if self._column.right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setObjectName(f"cell-{self._column.key}")
        self.setAccessibleName(self._column.title)
        self.setMaxLength(10_000)
        self._kept = str(index.data(Qt.ItemDataRole.EditRole))
        self.setText(self._kept)
        self.selectAll()
        self.setProperty("cell", True)
        self.textEdited.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        problem = self._column.problem(self._row, text) if self._column.problem else ""
        if problem:
            self.refuse(problem)
        else:
            self.clear_fault()

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why the words were refused."""
        self._mark(True)
        self.note.refuse(why)
        self.place_note()

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self._mark(False)
        self.note.hide()

    def place_note(self) -> None:
        """Put the sentence below the cell, or above where there is no room."""
        self.note.place(self.geometry())

    def commit(self) -> bool:
        """Save and close; False when it was refused."""
        if self._saving:
            return False
        if self.text() != self._kept:
            assert self._column.save is not None
            self._saving = True
            try:
                row = self._index.data(Qt.ItemDataRole.UserRole) if self._index.isValid() else None
                if not self._column.save(self._row if row is None else row, self.text(), self):
                    return False
            finally:
                self._saving = False
        self.close_cell()
        return True

    def close_cell(self) -> None:
        """Go, and save nothing more: a field that goes loses the keyboard first."""
        self._saving = True
        self._view.end_edit(self)

    def _mark(self, invalid: bool) -> None:
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            theme.restyle(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS and not self._saving:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.commit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_cell()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            by = 1 if event.key() == Qt.Key.Key_Tab else -1
            view, index = self._view, self._index
            if self.commit():
                view.edit_next(QModelIndex(index), by)  # type: ignore[call-overload]
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False  # Tab comes to keyPressEvent


class FaultNote(QFrame):
    """A refusal in a small frame beside its cell."""

    def __init__(self, parent: QWidget, go: Callable[[Way], None]) -> None:
        super().__init__(parent)
        self.setObjectName("fault-note")
        self._fault = Fault(go)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 2, 4, 2)
        box.addWidget(self._fault)
        self.hide()

    def text(self) -> str:
        """The sentence; empty when nothing is wrong."""
        return "" if self.isHidden() else self._fault.words()

    def refuse(self, why: RuleBroken | str) -> None:
        """Show the sentence."""
        self._fault.refuse(why)
        self.show()
        self.raise_()

    def place(self, cell: QRect) -> None:
        """Stand beside `cell`, within the parent."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        width = min(max(cell.width(), 320), parent.width() - 8)
        height = self._fault.heightForWidth(width - 10) + 6
        x = max(2, min(cell.left(), parent.width() - width - 4))
        y = cell.bottom() + 2
        if y + height > parent.height():
            y = max(2, cell.top() - height - 2)
        self.setGeometry(x, y, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(colors.danger, 1))
        p.setBrush(colors.surface)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


def _metrics(role: tuple[int, int, bool]) -> QFontMetricsF:
    px, weight, tabular = role
    return QFontMetricsF(typeface.font(px, weight, tabular=tabular))


@lru_cache(maxsize=8192)
def _advance(role: tuple[int, int, bool], text: str) -> float:
    return _metrics(role).horizontalAdvance(text)


@lru_cache(maxsize=8192)
def _elided(role: tuple[int, int, bool], text: str, room: int) -> str:
    metrics = _metrics(role)
    if metrics.horizontalAdvance(text) <= room:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=8192)
def two_lines(role: tuple[int, int, bool], text: str, room: int) -> tuple[str, str]:
    """A text in one line or two, parted at a space, else in a word; the second may be cut."""
    if _advance(role, text) <= room:
        return text, ""
    fits = bisect_right(range(1, len(text)), room, key=lambda n: ceil(_advance(role, text[:n])))
    space = text.rfind(" ", 0, fits + 1)
    first, rest = (text[:space], text[space + 1 :]) if space > 0 else (text[:fits], text[fits:])
    return first, _elided(role, rest, room)
