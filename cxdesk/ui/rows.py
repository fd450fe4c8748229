"""Rows under a field: what search, palette and help list, with the matching letters marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cxdesk.services.search import fold
from cxdesk.ui import chips, glyphs
from cxdesk.ui import theme as themes
from cxdesk.ui import type as typeface
from cxdesk.ui.marked import spans
from cxdesk.ui.overlay import announce

Index = QModelIndex | QPersistentModelIndex

_HEADING, _ROW, _PAD = 28, 34, 12
_GLYPH, _GAP = 16, 8
_CODE_WIDTH = 58
_LONGEST = 160  # letters of a comment that are shown, around the first match


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `glyph` is a key of glyphs.GLYPHS; a change of `heading` starts a new group."""

    text: str
    heading: str = ""
    code: str = ""
    note: str = ""
    glyph: str = ""
    keys: tuple[str, ...] = ()
    data: Any = None


class RowModel(QAbstractListModel):
    """The rows with their headings; headings cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[Row | str] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._lines = []
        heading = ""
        for row in rows:
            if row.heading and row.heading != heading:
                heading = row.heading
                self._lines.append(heading)
            self._lines.append(row)
        self.endResetModel()

    def lines(self) -> Sequence[Row | str]:
        """All rows and headings."""
        return self._lines

    def line(self, index: Index) -> Row | str:
        """The row at `index`, or the text of a heading."""
        return self._lines[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line if isinstance(line, str) else spoken(line)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowList(QListView):
    """A list steered from the field above it: it never takes the focus itself."""

    # A row was chosen, by click or Enter: Row.
    chosen = Signal(object)

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.words: tuple[str, ...] = ()
        self.setModel(self.rows)
        self._painter = _RowPainter(self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setProperty("bare", True)
        # What lies below is not painted again at every key stroke.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.clicked.connect(self._choose)

    def show_rows(self, rows: Sequence[Row], words: str = "") -> None:
        """List `rows`, marking `words` in them; the first one is current."""
        self.words = tuple(fold(words).split())
        self._painter.forget()
        self.rows.set_rows(rows)
        self.scrollToTop()
        self.step(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self.viewport())
        p.fillRect(event.rect(), themes.current().surface)
        p.end()
        super().paintEvent(event)

    def current(self) -> Row | None:
        """The row that Enter chooses."""
        index = self.currentIndex()
        line = self.rows.line(index) if index.isValid() else None
        return line if isinstance(line, Row) else None

    def step(self, by: int) -> None:
        """Make the next row current, or the one before (`by` 1 or -1), past headings, round."""
        count = self.rows.rowCount()
        at = self.currentIndex().row() if self.currentIndex().isValid() else min(-by, 0)
        for _ in range(count):
            at = (at + by) % count
            index = self.rows.index(at)
            if isinstance(line := self.rows.line(index), Row):
                self.setCurrentIndex(index)
                announce(self, spoken(line))
                return

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key of the field means for the list; False when it means nothing."""
        match event.key():
            case Qt.Key.Key_Down:
                self.step(1)
            case Qt.Key.Key_Up:
                self.step(-1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                for _ in range(8):
                    self.step(1 if event.key() == Qt.Key.Key_PageDown else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if (row := self.current()) is None:
                    return False
                self.chosen.emit(row)
            case _:
                return False
        return True

    def wanted_height(self, width: int) -> int:
        """The px that show every row at this width."""
        return sum(self._painter.height(line, width) for line in self.rows.lines()) + 8

    def _choose(self, index: QModelIndex) -> None:
        if isinstance(row := self.rows.line(index), Row):
            self.chosen.emit(row)


class _RowPainter(QStyledItemDelegate):
    """Paints rows and headings; a text too long for its line wraps."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[int, int], int] = {}

    def forget(self) -> None:
        """Measure anew: other rows are shown, or other words marked."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self.height(self._view.rows.line(index), width))

    def height(self, line: Row | str, width: int) -> int:
        if isinstance(line, str):
            return _HEADING
        key = (id(line), width)
        if key not in self._heights:
            text, room = _snippet(line.text, self._view.words), width - sum(_sides(line))
            fits = _advance(typeface.BODY.font(), text) < room  # measuring is five times faster
            lines = 1 if fits else self._layout(line, width).lineCount()
            self._heights[key] = lines * typeface.BODY.line + _ROW - typeface.BODY.line
        return self._heights[key]

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, theme = self._view.rows.line(index), themes.current()
        rect: QRect = option.rect
        p.save()
        if isinstance(line, str):
            _write(p, rect.adjusted(_PAD, 6, -_PAD, 0), line, typeface.CAPTION_STRONG, theme.text3)
        else:
            self._paint_row(p, option, rect, line, theme)
        p.restore()

    def _paint_row(
        self, p: QPainter, option: QStyleOptionViewItem, rect: QRect, row: Row, theme: themes.Theme
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            p.fillRect(rect, theme.tint)
            p.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            p.fillRect(rect, theme.hover)
        first = QRect(rect.left() + _PAD, rect.top(), rect.width() - 2 * _PAD, _ROW)
        if row.glyph:
            box = QRectF(first.left(), first.top() + (_ROW - _GLYPH) / 2, _GLYPH, _GLYPH)
            glyphs.draw(p, box, row.glyph, theme.text2)
        if row.code:
            code = first.adjusted(_GLYPH + _GAP, 0, 0, 0)
            self._mark(p, code, row.code, typeface.SMALL_STRONG, theme)
            _write(p, code, row.code, typeface.SMALL_STRONG, theme.text2)
        left, right = _sides(row)
        p.setPen(theme.text)
        layout = self._layout(row, rect.width(), theme)
        top = rect.top() + (rect.height() - layout.boundingRect().height()) / 2
        layout.draw(p, QPointF(rect.left() + left, top))
        x = float(rect.right() + 1 - right + _GAP)
        if row.note:
            note = QRect(round(x), first.top(), round(_note_width(row)) + 1, _ROW)
            self._mark(p, note, _short_note(row), typeface.SMALL, theme)
            _write(p, note, _short_note(row), typeface.SMALL, theme.text2)
            x += _note_width(row) + (_GAP if row.keys else 0)
        for key in row.keys:
            cap = chips.keycap(p, QPointF(x, first.top() + (_ROW - 16) / 2), key, theme)
            x = cap.right() + 3

    def _mark(
        self, p: QPainter, box: QRect, text: str, role: typeface.Role, theme: themes.Theme
    ) -> None:
        """Lay the ground under matching letters of a single line."""
        for start, end in spans(text, self._view.words):
            left = _advance(role.font(), text[:start])
            width = _advance(role.font(), text[start:end])
            y = box.center().y() - role.line / 2 + 1
            p.fillRect(QRectF(box.left() + left, y, width, role.line), theme.tint2)

    def _layout(self, row: Row, width: int, theme: themes.Theme | None = None) -> QTextLayout:
        left, right = _sides(row)
        text = _snippet(row.text, self._view.words)
        layout = QTextLayout(text, typeface.BODY.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if theme is not None:
            mark = QTextCharFormat()
            mark.setBackground(theme.tint2)
            layout.setFormats([_range(span, text, mark) for span in spans(text, self._view.words)])
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width - left - right))
            line.setPosition(QPointF(0, y))
            y += typeface.BODY.line
        layout.endLayout()
        return layout


def spoken(row: Row) -> str:
    """A row as it is read aloud."""
    parts = (row.code, row.text, row.note, "+".join(row.keys))
    return ", ".join(part for part in parts if part)


def _snippet(text: str, words: Sequence[str]) -> str:
    text = " ".join(text[:20_000].split())
    if len(text) <= _LONGEST:
        return text
    first = next(iter(spans(text, words)), (0, 0))[0]
    start = max(0, min(first - 40, len(text) - _LONGEST))
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _range(span: tuple[int, int], text: str, mark: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = _units(text[: span[0]])
    made.length = _units(text[span[0] : span[1]])
    made.format = mark
    return made


def _units(text: str) -> int:
    """Letters as Qt counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _sides(row: Row) -> tuple[int, int]:
    """The px that a row needs left and right of its text."""
    left = _PAD + (_GLYPH + _GAP if row.glyph else 0) + (_CODE_WIDTH if row.code else 0)
    keys = sum(chips.keycap_width(key) + 3 for key in row.keys)
    right = _PAD + (_GAP + _note_width(row) if row.note else 0) + (_GAP + keys if keys else 0)
    return left, round(right)


def _short_note(row: Row) -> str:
    return row.note if len(row.note) <= 28 else row.note[:27] + "…"


def _note_width(row: Row) -> float:
    return _advance(typeface.SMALL.font(), _short_note(row))


def _advance(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def _write(p: QPainter, rect: QRect, text: str, role: typeface.Role, ink: QColor) -> None:
    p.setFont(role.font())
    p.setPen(ink)
    p.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
