"""Popups to choose from a short or long list, with the keyboard or the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from math import ceil
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QCursor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxdesk.ui import glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import label
from cxdesk.ui.leads import Lead, draw_lead, lead_width
from cxdesk.ui.options import Create, Option, Options
from cxdesk.ui.wrap import Wrapper

__all__ = ["Option", "Picker", "pick", "pick_many"]

_ROW, _LINE, _MOST_ROWS, _SEARCH_FROM, _EDGE = 28, 14, 11, 8, 6
_LEFT, _CHECK, _RIGHT, _BAR = 9, 22, 26, 10  # px of a row before, for a box, after, for a bar
_TEXT, _NOTE = typeface.BODY_MEDIUM, typeface.SMALL
_Index = QModelIndex | QPersistentModelIndex


_KEEPS = "Ctrl+Enter keeps, Esc leaves"


class _Painter(QStyledItemDelegate):
    """Paints an option: sign, words, note, a tick at what is chosen, the reason below."""

    def __init__(self, picker: Picker) -> None:
        super().__init__(picker)
        self.picker = picker

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        found: Option = index.data(Qt.ItemDataRole.UserRole)
        width = self.picker.row_width  # not the list's: a bar that comes and goes changes that
        return QSize(width, _height(found, width, self.picker.model.many))

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        found: Option = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        assert isinstance(model, Options)
        colors, box = theme.current(), QRectF(option.rect)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colors.tint)
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        if found.why:
            p.setOpacity(0.75)
        row = QRectF(box.left() + _LEFT, box.top(), _CHECK, _ROW)
        set_now = found.value in model.chosen
        if model.many:
            draw_lead(p, row, Lead("check", number=set_now), colors)
            row.moveLeft(row.right())
        if found.lead is not None:
            draw_lead(p, row, found.lead, colors)
        left = box.left() + _before(found, model.many)
        words, right = _TEXT.font(), box.left() + self.picker.row_width - _RIGHT
        lines = _lines(_TEXT, found.text, right - left) or ("",)
        p.setFont(words)
        p.setPen(theme.current().text3 if found.why else colors.text)
        top = box.top() + (_ROW - 18) / 2
        for line in lines:
            p.drawText(QPointF(left, top + 13.5), line)
            top += 18
        note_left = left + _wide(_TEXT, lines[-1]) + 8
        p.setFont(_NOTE.font())
        p.setPen(colors.text3)
        if _inline(found, right - left):
            p.drawText(QPointF(note_left, top - 4.5), found.note)
        for line in _below(found, right - left):
            p.drawText(QPointF(left, top + 10), line)
            top += _LINE
        if set_now and not model.many:
            tick = QRectF(box.right() - 22, box.top() + 8, 12, 12)
            glyphs.draw(p, tick, "tick", colors.text2)
        p.restore()


@cache
def _wrapper(role: typeface.Role) -> Wrapper:
    return Wrapper(role.font())


def _lines(role: typeface.Role, text: str, room: float) -> tuple[str, ...]:
    return _wrapper(role).lines(text, max(int(room), 40))


@lru_cache(maxsize=4096)
def _wide(role: typeface.Role, text: str) -> float:
    return QFontMetricsF(role.font()).horizontalAdvance(text)


def _inline(option: Option, room: float) -> bool:
    wide = _wide(_TEXT, option.text) + 8 + _wide(_NOTE, option.note)
    return bool(option.note) and wide <= room


def _below(option: Option, room: float) -> tuple[str, ...]:
    note = () if _inline(option, room) else _lines(_NOTE, option.note, room)
    return (*note, *_lines(_NOTE, option.why, room))


def _before(option: Option, many: bool) -> float:
    """What stands before the words, from the edge of the row."""
    return _LEFT + (_CHECK if many else 0) + (lead_width(option.lead) if option.lead else 0)


def _height(option: Option, width: int, many: bool) -> int:
    room = width - _RIGHT - _before(option, many)
    lines = max(1, len(_lines(_TEXT, option.text, room)))
    below = len(_below(option, room))
    return _ROW + 18 * (lines - 1) + (_LINE * below + 4 if below else 0)


class Picker(QFrame):
    """The popup. Type to narrow, arrows to walk, Enter to choose, Esc to leave.

    Of many, Enter chooses one after the other; Ctrl+Enter or a click beside it keeps them.
    """

    # One option was chosen: its value; of many: the list of values, when the popup closes.
    chosen = Signal(object)

    def __init__(
        self,
        anchor: QWidget,
        title: str,
        options: Sequence[Option],
        current: Sequence[Any] = (),
        *,
        many: bool = False,
        create: Create | None = None,
    ) -> None:
        super().__init__(anchor, Qt.WindowType.Popup)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.Box)
        self._many, self._before, self._drop = many, list(current), False
        self.row_width = 0  # px, known when it is placed
        self.model = Options(options, current, many, create)
        self._creates = create is not None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(title)
        self.search.setAccessibleName(title)
        self.search.setFont(typeface.BODY.font())
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self))
        self.list.setAccessibleName(title)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("bare", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._on_entered)
        self._pointer = QCursor.pos()
        self.list.clicked.connect(self._take)
        self.list.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        box.setSpacing(5)
        box.addWidget(self.search)
        box.addWidget(self.list)
        self.help = label(_KEEPS, "small", "quiet")
        self.help.setWordWrap(False)
        self.help.setIndent(_LEFT)
        box.addWidget(self.help)
        self.help.setVisible(many)
        self.search.setVisible(len(options) >= _SEARCH_FROM or self._creates)
        self._place(anchor, self.model.shown)

    def _place(self, anchor: QWidget, options: Sequence[Option]) -> None:
        bar = _BAR if len(options) > _MOST_ROWS else 0
        around = 2 * _EDGE + 2
        wide = max((_wanted(one, self._many) for one in options), default=0) + around + bar
        width = min(max(anchor.width(), 200, ceil(wide)), 340)
        self.row_width = width - around - bar
        rows = [_height(one, self.row_width, self._many) for one in options[:_MOST_ROWS]]
        height = sum(rows) + around + (_ROW if self._creates and not rows else 0)
        height += 37 if not self.search.isHidden() else 0
        height += self.help.sizeHint().height() + 5 if self._many else 0
        screen = anchor.screen().availableGeometry()
        self.resize(width, min(height, screen.height() - 20))
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        if below.y() + self.height() > screen.bottom():
            below.setY(max(screen.top(), below.y() - anchor.height() - 4 - self.height()))
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.width())))
        self.move(below)

    def open(self) -> None:
        """Show it, on what is chosen now."""
        self.show()
        (self.list if self.search.isHidden() else self.search).setFocus()
        rows = [n for n, one in enumerate(self.model.shown) if one.value in self.model.chosen]
        self.list.setCurrentIndex(self.model.index(rows[0] if rows else 0))

    def _on_typed(self, text: str) -> None:
        self.model.narrow(text)
        self.list.setCurrentIndex(self.model.index(0))

    def _on_entered(self, index: QModelIndex) -> None:
        """The row under the pointer is current, but not when rows scroll below one that rests."""
        here = QCursor.pos()
        if here != self._pointer:
            self._pointer = here
            self.list.setCurrentIndex(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if self._many and enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.close()
                return True
            if self._on_key(event.key(), watched is self.search):
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, key: int, typing: bool) -> bool:
        # Space ticks one of many as Enter does, until it may be between two words.
        space = key == Qt.Key.Key_Space and not (typing and (self.search.text() or not self._many))
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or space:
            self._take(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self._drop = True
            self.close()
            return True
        if typing and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self.list.currentIndex().row() + step
            if 0 <= row < self.model.rowCount():
                self.list.setCurrentIndex(self.model.index(row))
            return True
        return False

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        option = self.model.shown[index.row()]
        if option.why:
            return
        if self._many:
            chosen = self.model.chosen
            self.model.hold(option)
            if option.value in chosen:
                chosen.remove(option.value)
            else:
                chosen.append(option.value)
            self.model.dataChanged.emit(index, index)
            return
        self._drop = True
        self.close()
        self.chosen.emit(option.value)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        anchor = self.parentWidget()
        if anchor is not None:
            anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        if self._many and not self._drop and self.model.chosen != self._before:
            self.chosen.emit(self.model.chosen)


def _wanted(option: Option, many: bool) -> float:
    note = 8 + _wide(_NOTE, option.note) if option.note else 0
    return _before(option, many) + _wide(_TEXT, option.text) + note + _RIGHT


def pick(
    anchor: QWidget,
    title: str,
    options: Sequence[Option],
    current: Any,
    chosen: Callable[[Any], object],
) -> Picker:
    """Offer one of `options` below `anchor`; `chosen` gets its value."""
    made = Picker(anchor, title, options, [current])
    made.chosen.connect(chosen)
    made.open()
    return made


def pick_many(
    anchor: QWidget,
    title: str,
    options: Sequence[Option],
    current: Sequence[Any],
    chosen: Callable[[list[Any]], object],
    create: Create | None = None,
) -> Picker:
    """Offer any number of `options`; `chosen` gets their values once, when the popup closes.

    `create` makes one of words that are none yet.
    """
    made = Picker(anchor, title, options, current, many=True, create=create)
    made.chosen.connect(chosen)
    made.open()
    return made
