"""Fields that stand as text until they are entered: title, sentences, notes, numbers.

A field knows the text the file keeps and what was typed instead. Leaving it saves; Esc takes the
typing back; a refusal leaves both the words and the sentence that says why. Words typed for one
item and refused wait there until the panel shows that item again. In a file that is open for
reading only the words are selected and copied, no more.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextDocumentLayout,
    QPlainTextEdit,
    QWidget,
)

from cxdesk.model.errors import RuleBroken
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import Fault
from cxdesk.ui.read_only import READ_ONLY, is_read_only
from cxdesk.ui.read_only import refused as told_read_only
from cxdesk.ui.theme import restyle

_IDLE_MS = 1000
_TAB = 20  # px; lists of a word processor have a tab behind each bullet
STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Save = Callable[[str], bool]
"""Keeps the words typed; False when they were refused, which was said at the field.

A field without it keeps nothing by itself: its words wait there for Enter."""


class Kept:
    """What the fields share, as a mixin of a widget with `words` and `set_words`."""

    widget: QLineEdit | QPlainTextEdit
    fault: Fault | None
    entered: Callable[[], object] | None

    def _keep(self, key: str, label: str, save: Save | None, fault: Fault | None) -> None:
        assert isinstance(self, QLineEdit | QPlainTextEdit)
        self.widget = self
        self.fault = fault
        self.entered = None
        self._save, self._item, self._kept, self._saving = save, 0, "", False
        self._typed: dict[int, str] = {}
        self.setObjectName(key)
        self.setAccessibleName(label)
        self.setProperty("quiet", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def words(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    def set_words(self, text: str) -> None:
        """Put this into the field."""
        raise NotImplementedError

    def show_value(self, item: int, text: str) -> None:
        """Show what the file keeps for `item`, but for words typed and not yet saved."""
        if item != self._item:
            if self.dirty and self._item:
                self._typed[self._item] = self.words()
            self._item, self._kept = item, text
            self.clear_fault()
            self.set_words(self._typed.pop(item, text))
            return
        clean = not self.dirty
        self._kept = text
        if clean and text != self.words():
            self.set_words(text)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.words() != self._kept

    def commit(self) -> bool:
        """Save what was typed; False when it was refused."""
        if self._saving or self._save is None:
            return True
        if not self.dirty:
            self.clear_fault()
            return True
        self._saving = True
        try:
            if not self._save(self.words()):
                return False
        finally:
            self._saving = False
        self.clear_fault()
        if self.words() != self._kept:
            self.set_words(self._kept)
        return True

    def restore(self) -> None:
        """Take back what was typed."""
        self.set_words(self._kept)
        self.clear_fault()

    def refuse(self, why: RuleBroken | str) -> None:
        """Say at the field why the words were refused."""
        self._mark(True)
        if self.fault is not None:
            self.fault.refuse(why)

    def clear_fault(self) -> None:
        """Nothing is wrong here any more."""
        if self.widget.property("invalid"):
            self._mark(False)
            if self.fault is not None:
                self.fault.clear_fault()

    def set_read_only(self, read_only: bool) -> None:
        """Forbid typing; the text can still be selected and copied."""
        read_only = read_only or is_read_only(self.widget)
        if read_only != self.widget.isReadOnly():
            self.widget.setReadOnly(read_only)
            if self.widget.property("quiet") is not False:
                self.widget.setProperty("quiet", "still" if read_only else True)
            restyle(self.widget)

    def _mark(self, invalid: bool) -> None:
        self.widget.setProperty("invalid", invalid)
        restyle(self.widget)

    # What the two kinds of field do with events ---------------------------------------------

    def event(self, event: QEvent) -> bool:
        self._shown(event)
        if self._to_desk(event):
            event.ignore()
            return False
        return bool(super().event(event))  # type: ignore[misc]  # the widget's, as below

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]
        self._left(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.widget.isReadOnly():
            self._typed_in_vain(event)
            super().keyPressEvent(event)  # type: ignore[misc]
        elif event.key() in _ENTER and self._enters(event):
            self._on_enter()
        elif event.key() == Qt.Key.Key_Escape:
            if not self._escaped(event):
                event.ignore()
        else:
            super().keyPressEvent(event)  # type: ignore[misc]

    def _enters(self, event: QKeyEvent) -> bool:
        """Whether Enter, pressed like this, keeps the words."""
        return True

    def _shown(self, event: QEvent) -> None:
        """Where a field stands, and so whether it may be typed into, is known when it is shown."""
        if event.type() == QEvent.Type.Show and is_read_only(self.widget):
            self.set_read_only(True)
            self.widget.setToolTip(READ_ONLY)

    def _typed_in_vain(self, event: QKeyEvent) -> None:
        text, control = event.text(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        typed = text and text.isprintable() and not control
        if typed or event.matches(QKeySequence.StandardKey.Paste):
            told_read_only(self.widget)

    def _left(self, event: QFocusEvent) -> None:
        if event.reason() not in STAYS:
            self.commit()

    def _to_desk(self, event: QEvent) -> bool:
        """Whether Ctrl+Z means the program's last change: nothing typed here is left to undo."""
        if event.type() != QEvent.Type.ShortcutOverride or self.dirty:
            return False
        assert isinstance(event, QKeyEvent)
        keys = QKeySequence.StandardKey
        return event.matches(keys.Undo) or event.matches(keys.Redo)

    def _escaped(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape or not self.dirty:
            return False
        self.restore()
        return True

    def _on_enter(self) -> None:
        if self.commit() and self.entered is not None:
            self.entered()


class TextField(Kept, QPlainTextEdit):
    """Text that wraps and grows. One paragraph, or with `lines` several, saved when idle."""

    def __init__(
        self,
        key: str,
        label: str,
        save: Save | None,
        *,
        fault: Fault | None = None,
        lines: bool = False,
        role: typeface.Role = typeface.BODY,
        placeholder: str = "",
    ) -> None:
        super().__init__()
        self._keep(key, label, save, fault)
        self._lines = lines
        self.setFont(role.font())
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setTabStopDistance(_TAB)
        # As high as its text it has nothing to scroll, but Qt reckons that it has while hidden.
        self.verticalScrollBar().rangeChanged.connect(self._hold)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.commit)
        self.textChanged.connect(self._on_text_changed)
        # Queued: a height set while Qt still lays the field out leaves its viewport too small.
        self.document().documentLayout().documentSizeChanged.connect(
            self.fit, Qt.ConnectionType.QueuedConnection
        )
        self.fit()

    def words(self) -> str:
        # Not toPlainText, which turns no-break spaces into spaces.
        return self.document().toRawText().replace("\u2029", "\n")

    def set_words(self, text: str) -> None:
        at = self.textCursor().position() if self.hasFocus() else 0
        self.setPlainText(text)
        if at:  # undone or redone while one writes here: the caret stays where it was
            cursor = self.textCursor()
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self._idle.stop()

    def show_value(self, item: int, text: str) -> None:
        # Compared as the field would give it back: it knows one kind of line end only.
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
        super().show_value(item, text)

    @Slot()
    def fit(self) -> None:
        """Be as high as the text needs."""
        lines = max(1, int(self.document().size().height()))
        height = lines * ceil(QFontMetricsF(self.font()).lineSpacing()) + 10
        if height != self.height() or self.minimumHeight() != self.maximumHeight():
            self.setFixedHeight(height)

    @Slot()
    def _hold(self) -> None:
        """Never scroll a line out of sight."""
        self.verticalScrollBar().setRange(0, 0)

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.height())

    def _on_text_changed(self) -> None:
        self.fit()
        if self._lines and self.dirty:
            self._idle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # A narrower field wraps anew, and Qt does not say that the text has more lines now.
            QTimer.singleShot(0, self, self._fit_width)

    def _fit_width(self) -> None:
        layout, block = self.document().documentLayout(), self.document().firstBlock()
        assert isinstance(layout, QPlainTextDocumentLayout)
        while block.isValid():
            layout.ensureBlockLayout(block)
            block = block.next()
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the field

    def _left(self, event: QFocusEvent) -> None:
        super()._left(event)
        if event.reason() not in (*STAYS, Qt.FocusReason.ActiveWindowFocusReason):
            cursor = self.textCursor()  # a line edit does so by itself
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _escaped(self, event: QKeyEvent) -> bool:
        if self._idle.isActive():  # a moment later it would have been kept by itself
            self.commit()
            return True
        return super()._escaped(event)

    def _enters(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return control or not self._lines

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return super().canInsertFromMimeData(source) and not _holds_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        self.insertPlainText(text if self._lines else " ".join(text.splitlines()))

    def select_all(self) -> None:
        """Enter the field with all of it selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def at_end(self) -> None:
        """Enter the field behind its text."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.moveCursor(QTextCursor.MoveOperation.End)


class LineField(Kept, QLineEdit):
    """A short value on one line, as wide as its text."""

    def __init__(
        self,
        key: str,
        label: str,
        save: Save | None,
        *,
        fault: Fault | None = None,
        placeholder: str = "",
        least: int = 40,
    ) -> None:
        super().__init__()
        self._keep(key, label, save, fault)
        self._least, self._extra = least, 0
        self.setFixedHeight(26)
        self.setFont(typeface.BODY.font())
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(lambda _text: self._fit())
        self._fit()

    def words(self) -> str:
        return self.text()

    def set_words(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def _fit(self) -> None:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text() or self.placeholderText())
        self.setFixedWidth(max(self._least, min(ceil(wide) + 14 + self._extra, 240)))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason and not self.dirty:
            QTimer.singleShot(0, self, self.selectAll)


def _holds_files(source: QMimeData) -> bool:
    """Whether files are dragged: they are for the form around a field, not words for it."""
    return any(url.isLocalFile() for url in source.urls())


def fields_of(root: QWidget) -> list[Any]:
    """Every field below `root`."""
    return [one for one in root.findChildren(QWidget) if isinstance(one, Kept)]
