"""What stands in the top bar while a charter is written: whose it is, how it stands, and tools."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import day
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.ui import glyphs, icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.value import tooltip

_GLYPHS = {
    CharterState.DRAFT: "backlog", CharterState.IN_REVIEW: "in_progress",
    CharterState.APPROVED: "delivered", CharterState.SUPERSEDED: "history",
}  # fmt: skip
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StatePill(QAbstractButton):
    """State and version in a frame, dashed for a draft; with several versions it offers them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("charter-version")
        self._state, self._several = CharterState.DRAFT, False
        self.setFixedHeight(26)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_state(self, charter: CharterRow, *, several: bool) -> None:
        """Show how a version stands."""
        self._state, self._several = charter.state, several
        self.setText(f"{charter.state.label} v{charter.label}")
        more = "; choose another version" if several else ""
        since = f"{charter.state.label} since {day(charter.since)}"
        self.setAccessibleName(f"Version: {self.text()}{more}")
        self.setToolTip(tooltip(f"{since}{more}"))
        self.setEnabled(several)
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(typeface.BODY_MEDIUM.font()).horizontalAdvance(self.text())
        return QSize(round(9 + 14 + 7 + wide + (22 if self._several else 10)), 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colors.control, 1)
        if self._state is CharterState.DRAFT:
            pen.setDashPattern([4, 3])
        p.setPen(pen)
        p.setBrush(colors.hover if self.underMouse() and self.isEnabled() else colors.surface)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        past = self._state is CharterState.SUPERSEDED
        ink = colors.text2 if past else colors.text
        glyphs.draw(p, QRectF(9, 6, 14, 14), _GLYPHS[self._state], ink)
        p.setFont(typeface.BODY_MEDIUM.font())
        p.setPen(ink)
        p.drawText(QRectF(30, 0, self.width() - 30, self.height()), _LEFT, self.text())
        if self._several:
            chevron = QRectF(self.width() - 18, 8, 10, 10)
            glyphs.draw(p, chevron, "chevron_down", colors.text2)


class _Title(QWidget):
    """Title and code; a title that has no room ends in an ellipsis, and is said in the tip."""

    def __init__(self) -> None:
        super().__init__()
        self._title = self._code = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def show_words(self, title: str, code: str) -> None:
        """Show of which initiative the charter is."""
        self._title, self._code = title, code
        self.setAccessibleName(f"{title}, {code}")
        self.setToolTip(tooltip(f"{title}\n{code}"))
        self.updateGeometry()
        self.update()

    def _code_width(self) -> float:
        return QFontMetricsF(typeface.BODY.font()).horizontalAdvance(self._code)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(typeface.TITLE.font()).horizontalAdvance(self._title)
        return QSize(round(wide + 8 + self._code_width()) + 2, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(60 + self._code_width()), 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        code = self._code_width()
        p.setFont(typeface.TITLE.font())
        metrics = QFontMetricsF(p.font())
        room = max(0.0, self.width() - code - 9)
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        p.setPen(colors.text)
        p.drawText(QRectF(0, 0, room + 1, self.height()), _LEFT, title)
        x = min(metrics.horizontalAdvance(title), room) + 8
        p.setFont(typeface.BODY.font())
        p.setPen(colors.text2)
        p.drawText(QRectF(x, 1, code + 2, self.height()), _LEFT, self._code)


class EditorHead(QWidget):
    """The way back, title and code, and the state of the version."""

    # Back to where one came from.
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = QToolButton()
        self.back.setObjectName("charter-back-button")
        self.back.setFixedSize(32, 32)
        self.back.setToolTip("Back  (Alt+Left)")
        self.back.setAccessibleName("Back")
        self.back.clicked.connect(lambda _=False: self.back_requested.emit())
        self.title, self.pill = _Title(), StatePill()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.pill)
        row.addStretch(1)
        self.restyle()

    def show_charter(self, detail: Detail | None, charter: CharterRow | None) -> None:
        """Show whose charter it is, and which version."""
        self.title.show_words(
            detail.title if detail else "Charter", f"{detail.code} charter" if detail else ""
        )
        self.pill.setVisible(charter is not None)
        if charter is not None and detail is not None:
            self.pill.show_state(charter, several=len(detail.charters) > 1)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.back.setIcon(icons.icon("chevron_left", theme.current()))


class EditorTools(QWidget):
    """Buttons before the accent button: what changed, the preview where it is folded, print."""

    def __init__(self, print_it: Callable[[], object], preview: Callable[[], object]) -> None:
        super().__init__()
        self.preview = QPushButton(" Preview")
        self.preview.setObjectName("charter-preview-button")
        self.preview.setAccessibleName("Preview")
        self.preview.setToolTip("The pages as they print  (Ctrl+Shift+P)")
        self.preview.setCheckable(True)
        self.preview.clicked.connect(lambda _=False: preview())
        self.print = QPushButton(" Print")
        self.print.setObjectName("charter-print")
        self.print.setAccessibleName("Print")
        self.print.setToolTip("Print this charter  (Ctrl+P)")
        self.print.clicked.connect(lambda _=False: print_it())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for button in (self.preview, self.print):
            button.setFixedHeight(32)
            self._row.addWidget(button)
        self.restyle()

    def hold(self, button: QWidget) -> None:
        """Put another tool before the others."""
        self._row.insertWidget(0, button)

    def set_narrow(self, narrow: bool) -> None:
        """Show signs alone where words have no room."""
        self.preview.setText("" if narrow else " Preview")
        self.print.setText("" if narrow else " Print")

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.preview.setIcon(icons.icon("document", theme.current(), "text"))
        self.print.setIcon(icons.icon("printer", theme.current(), "text"))
