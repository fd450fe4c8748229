"""The RACI table on the screen: one key writes a letter, a click goes on to the next one."""

from __future__ import annotations

from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from cxdesk.services.charter_lines import LETTERS
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.charter.raci_head import LEAST, PAD, RaciHead, name_width
from cxdesk.ui.charter.raci_model import MEANINGS, NOBODY, Index, RaciModel
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.menus import item

_WIDEST = 92  # px of a column of letters
_ROW, _BOX = 30, 22  # px of a row of one line, of the square of a letter
_FIRST = 96  # px that what is to be done has at least
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_NEXT = {"": "R", "R": "A", "A": "C", "C": "I", "I": ""}
_AWAY = (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = "R, A, C or I writes a letter, Space takes it away"


class RaciGrid(QTableView):
    """Rows of what is to be done, a column for each of the team; as high as its rows."""

    # A letter was chosen: the row's id, the member's id, the letter or "".
    letter_given = Signal(object, object, str)
    # What is to be done was written anew: the row's id and the words.
    renamed = Signal(object, str)
    # A row shall go: its id.
    removed = Signal(object)
    # A row shall stand behind another: its id, and that of the other or None for the first place.
    placed = Signal(object, object)
    # Text was pasted: rows of a table.
    pasted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("raci")
        self.setAccessibleName("Who does what: RACI")
        self.setAccessibleDescription(_KEYS)
        self.table = RaciModel(self)
        self.setModel(self.table)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(RaciHead(self, self.table))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self._pressed: tuple[int, int] | None = None
        self.table.modelReset.connect(self._share)
        self.table.dataChanged.connect(self._share)

    def cell(self, row: int, member: int) -> Index:
        """The cell of the n-th row and the n-th of the team."""
        return self.table.index(row, member + 1)

    def enter(self, duty: int | None = None) -> None:
        """Take the keyboard: in a row by its id, else where nobody answers, else in the first."""
        rows = [n for n, one in enumerate(self.table.duties) if one.id == duty]
        rows += [n for n in range(len(self.table.duties)) if self.table.answerable(n) != 1] + [0]
        if self.table.duties:
            self.setCurrentIndex(self.table.index(rows[0], min(1, len(self.table.team))))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Sizes ----------------------------------------------------------------------------------

    def _share(self) -> None:
        """Give the letters the room that names need, what is to be done the rest."""
        team = len(self.table.team)
        room = self.viewport().width()
        wanted = max((name_width(one.named) for one in self.table.team), default=LEAST)
        most = (room - max(_FIRST, room * 0.34)) / team if team else 0
        width = int(max(LEAST, min(wanted, most, _WIDEST)))
        self.setColumnWidth(0, max(_FIRST, room - width * team))
        for n in range(team):
            self.setColumnWidth(n + 1, width)
        metrics = QFontMetricsF(typeface.BODY.font())
        inner = self.columnWidth(0) - 2 * PAD
        for n, duty in enumerate(self.table.duties):
            box = metrics.boundingRect(QRectF(0, 0, inner, 1000), int(_WRAP), duty.text)
            note = typeface.SMALL.line if self.table.live and self.table.answerable(n) != 1 else 0
            self.setRowHeight(n, max(_ROW, ceil(box.height()) + 12 + note))
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar()
        wide = sum(self.columnWidth(n) for n in range(self.table.columnCount()))
        under = bar.sizeHint().height() if wide > self.viewport().width() else 0
        rows = sum(self.rowHeight(n) for n in range(len(self.table.duties)))
        return QSize(300, self.horizontalHeader().sizeHint().height() + rows + under + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share()

    # Changing -------------------------------------------------------------------------------

    def give(self, index: Index, letter: str) -> None:
        """Choose a letter for a cell."""
        if self.table.live and index.column() > 0 and self.table.letter(index) != letter:
            duty, member = self.table.duties[index.row()], self.table.team[index.column() - 1]
            self.letter_given.emit(duty.id, member.id, letter)

    def write(self, row: int) -> None:
        """Write anew what is to be done."""
        writing = self.state() is QAbstractItemView.State.EditingState  # Enter goes on to the view
        if self.table.live and not writing:
            self.setCurrentIndex(self.table.index(row, 0))
            self.edit(self.table.index(row, 0))

    def shift(self, row: int, by: int) -> None:
        """Move a row up or down; at the ends nothing happens."""
        ids = [one.id for one in self.table.duties]
        place = row + by
        if self.table.live and 0 <= place < len(ids):
            rest = [id for id in ids if id != ids[row]]
            self.placed.emit(ids[row], rest[place - 1] if place else None)
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self.table.index(place, column))

    def remove(self, row: int) -> None:
        """Take a row away."""
        if self.table.live:
            self.removed.emit(self.table.duties[row].id)

    # Qt's side ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alone = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
            )  # fmt: skip
            moves = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if (alone and (event.text().upper() in (*LETTERS,) or event.key() in _AWAY)) or (
                moves and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            ):
                event.accept()  # letters and Alt with an arrow are for cells, not for the window
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, letter = self.currentIndex(), event.text().upper()
        row, letters = index.row(), index.column() > 0
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif not index.isValid():
            super().keyPressEvent(event)
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(row, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif letters and letter and letter in LETTERS:
            self.give(index, letter)
        elif letters and event.key() in _AWAY:
            self.give(index, "")
        elif letters and event.key() in _ENTER:
            self.give(index, _NEXT[self.table.letter(index)])
        elif not letters and event.key() == Qt.Key.Key_Delete:
            self.remove(row)
        elif not letters and event.key() in (*_ENTER, Qt.Key.Key_F2):
            self.write(row)
        elif (event.key() == Qt.Key.Key_Up and row == 0) or (
            event.key() == Qt.Key.Key_Down and row == len(self.table.duties) - 1
        ):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._pressed = (index.row(), index.column()) if index.isValid() else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        here = (index.row(), index.column())
        if event.button() is not Qt.MouseButton.LeftButton or here != self._pressed:
            return
        if index.column() > 0:
            self.give(index, _NEXT[self.table.letter(index)])
        elif index.isValid():
            self.write(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() else self.currentIndex()
        if not (index.isValid() and self.table.live):
            return
        self.setCurrentIndex(index)
        self.open_menu(index, event.globalPos())

    def open_menu(self, index: Index, at: QPoint) -> QMenu:
        """What can be done with a cell and its row."""
        menu, row = QMenu(self), index.row()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if index.column() > 0:
            for letter, meaning in MEANINGS.items():
                menu.addAction(f"{letter}  {meaning}", partial(self.give, index, letter))
            menu.addAction("No part\tSpace", partial(self.give, index, ""))
            menu.addSeparator()
        for entry in (
            item("Change the words\tF2", lambda: self.write(row)),
            item("Move up\tAlt+Up", lambda: self.shift(row, -1)),
            item("Move down\tAlt+Down", lambda: self.shift(row, 1)),
            item("Remove the row\tDel", lambda: self.remove(row)),
        ):
            entry.setParent(menu)
            menu.addAction(entry)
        menu.popup(at)
        return menu

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            words = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
            QToolTip.showText(event.globalPos(), tooltip(words), self)
            return True
        return super().viewportEvent(event)


class _Cells(QStyledItemDelegate):
    """Paints what is to be done, and letters; A stands on ink, so that it is found in grey."""

    def __init__(self, grid: RaciGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors, box, table = theme.current(), QRectF(option.rect), self._grid.table
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), colors.line)
        if index.column() == 0:
            self._write(p, box.adjusted(PAD, 6, -PAD, -6), index)
        else:
            middle = QRectF(0, 0, _BOX, _BOX)
            middle.moveCenter(box.center())
            letter = table.letter(index)
            if letter == "A":
                p.setPen(Qt.PenStyle.NoPen)
                p.setBrush(colors.text)
                p.drawRoundedRect(middle, 3, 3)
            elif not letter and table.live:
                p.setPen(QPen(colors.line2, 1))
                p.drawRoundedRect(middle.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            p.setPen(colors.surface if letter == "A" else colors.text)
            p.setFont(typeface.BODY_STRONG.font() if letter in "AR" else typeface.BODY.font())
            p.drawText(middle, Qt.AlignmentFlag.AlignCenter, letter)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(2, 2, -2, -3), 4, 4)
        p.restore()

    def _write(self, p: QPainter, box: QRectF, index: Index) -> None:
        colors, table = theme.current(), self._grid.table
        wrong = table.live and table.answerable(index.row()) != 1
        p.setFont(typeface.BODY.font())
        p.setPen(colors.text)
        under = typeface.SMALL.line if wrong else 0
        p.drawText(box.adjusted(0, 0, 0, -under), int(_WRAP), str(index.data()))
        if wrong:
            p.setFont(typeface.SMALL_STRONG.font())
            p.setPen(colors.warn)
            place = QRectF(box.left(), box.bottom() - under, box.width(), under)
            fits = QFontMetricsF(p.font()).horizontalAdvance(NOBODY) <= place.width()
            words = NOBODY if fits else "No A yet"
            p.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:  # fmt: skip
        made = QLineEdit(parent)
        made.setAccessibleName("What is to be done")
        return made

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        words, duty = editor.text().strip(), self._grid.table.duties[index.row()]
        if words and words != duty.text:
            self._grid.renamed.emit(duty.id, words)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:  # fmt: skip
        box = QRect(option.rect)
        high = min(box.height() - 2, 32)
        editor.setGeometry(box.left(), box.center().y() - high // 2, box.width() - 1, high)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        super().destroyEditor(editor, index)
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
