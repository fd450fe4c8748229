"""One zone of a ballot: a list of its rows that is walked by keyboard and dragged from."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from cxdesk.analysis.tiers import Zone
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.ballot.face import Face
from cxdesk.ui.ballot.model import LINE, Line, ZoneModel
from cxdesk.ui.ballot.paint import switch_halves
from cxdesk.ui.dashed import draw_dashed

DRAG_AFTER = 8  # px
_Index = QModelIndex | QPersistentModelIndex
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Painter(QStyledItemDelegate):
    def __init__(self, zone: ZoneList) -> None:
        super().__init__(zone)
        self._zone = zone

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line: Line = index.data(LINE)
        width = self._zone.viewport().width()
        return QSize(width, self._zone.face.line_height(line, width))

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        zone = self._zone
        line: Line = index.data(LINE)
        zone.face.paint_line(
            p, QRectF(option.rect), line, theme.current(),
            hover=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focus=index == zone.currentIndex() and zone.hasFocus(),
            lifted=line.row.id == zone.lifted,
        )  # fmt: skip


class ZoneList(QListView):
    """The rows of a zone. What a key or the pointer does to them is for the ballot to say."""

    # A key was pressed on a row: the id, QKeyEvent. Accepted by whoever knows it.
    key_pressed = Signal(object, object)
    # A row is being dragged: id, where in the card it was grabbed, where the pointer is (global).
    drag_begun = Signal(object, object, object)
    # The pointer moved while it drags, and was let go (global).
    dragged = Signal(object)
    dropped = Signal(object)
    # The foot of a card was clicked: id, whether it is left out because its voter is recused.
    switched = Signal(object, bool)
    # The keyboard came here.
    focused = Signal()
    # Rows came or went.
    height_changed = Signal()

    def __init__(self, zone: Zone, name: str, empty: str) -> None:
        super().__init__()
        self.zone, self._empty = zone, empty
        self.rows = ZoneModel()
        self.face = Face(roomy=True, ranks=zone == "ranked")
        self.lifted: int | None = None  # the row that arrows move
        self._pressed: QPoint | None = None
        self._dragging = False
        self.setObjectName(f"ballot-{zone}")
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.verticalScrollBar().setSingleStep(20)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    # Rows -----------------------------------------------------------------------------------

    def set_face(self, face: Face) -> None:
        """Paint the rows in another size."""
        self.face = face
        self.scheduleDelayedItemsLayout()

    def set_lines(self, lines: list[Line]) -> None:
        """Show these lines."""
        self.rows.set_lines(lines)
        self.scheduleDelayedItemsLayout()
        self.height_changed.emit()

    def content_height(self) -> int:
        """The px that show every row."""
        width = self.viewport().width()
        return sum(self.face.line_height(line, width) for line in self.rows.lines)

    def cut_height(self) -> int:
        """The px of the line *not this cycle*."""
        wide = self.viewport().width()
        return next((self.face.line_height(one, wide) for one in self.rows.lines if one.is_cut), 0)

    def current_id(self) -> int | None:
        """The row that the keyboard is on."""
        index = self.currentIndex()
        return self.rows.lines[index.row()].row.id if index.isValid() else None

    def choose(self, id: int) -> bool:
        """Put the keyboard on a row and bring it into sight; False when it is not here."""
        index = self.rows.index_of(id)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def choose_place(self, place: int) -> None:
        """Put the keyboard on the row at a place, or on the last."""
        if self.rows.lines:
            self.choose(self.rows.lines[min(place, len(self.rows.lines) - 1)].row.id)

    def line_at(self, y: int) -> tuple[Line, QRectF] | None:
        """The line at a height of the viewport and where its card stands; None below the last."""
        for place, line in enumerate(self.rows.lines):
            box = QRectF(self.visualRect(self.rows.index(place)))
            if y < box.bottom() + 1:
                return line, self.face.card(box, line)
        return None

    # Qt's own events ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Keys that move a row are no shortcuts of the window; Ctrl+Z takes back a move.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() != Qt.Key.Key_F1)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(self.current_id(), event)
        if event.isAccepted():
            return
        if event.key() in (*_ARROWS, Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are moves, not a search."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            at = event.position().toPoint()
            self._pressed = at if self.indexAt(at).isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._dragging:
            self.dragged.emit(event.globalPosition().toPoint())
        elif self._pressed is None:
            super().mouseMoveEvent(event)
        elif (at - self._pressed).manhattanLength() >= DRAG_AFTER:
            found = self.line_at(self._pressed.y())
            if found is not None:
                self._dragging = True
                line, card = found
                grab = self._pressed - card.topLeft().toPoint()
                self.drag_begun.emit(line.row.id, grab, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        dragging = self._dragging
        self.end_drag()
        if dragging:
            self.dropped.emit(event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)
        at = event.position()
        found = self.line_at(at.toPoint().y())
        if found is not None and found[0].recused is not None:
            for half, recused in zip(switch_halves(found[1]), (False, True), strict=True):
                if half.contains(at):
                    self.switched.emit(found[0].row.id, recused)

    def end_drag(self) -> None:
        """Nothing is dragged any more."""
        self._pressed, self._dragging = None, False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.height_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows.lines:
            return
        colors, p = theme.current(), QPainter(self.viewport())
        box = QRectF(self.viewport().rect()).adjusted(self.face.gutter, 0, 0, 0)
        box.setHeight(min(box.height(), 96 if self.face.ranks else 44))
        if self.face.ranks:
            draw_dashed(p, box)
        p.setPen(colors.text2)
        p.setFont(typeface.BODY.font())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        p.drawText(box.adjusted(16, 4, -16, -4), flags, self._empty)
