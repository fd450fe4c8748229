"""One principle: a grip that carries it, its name and what it means; and the line that adds one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.services.strategy import principle_problem
from cxdesk.services.strategy_view import Principle
from cxdesk.ui import glyphs, icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.value import Fault, tooltip

_ROW = 30
_GRIP = 40


class Grip(QWidget):
    """Carries its line: by the mouse, or with Alt+Up and Alt+Down while it has the keyboard."""

    # It is carried over a point of the screen: QPoint.
    dragged = Signal(object)
    # It was let go at a point of the screen: QPoint.
    dropped = Signal(object)
    # Carrying was given up.
    given_up = Signal()
    # The line is to be taken away.
    removed = Signal()
    # The line is to be changed.
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("grip")
        self.setFixedSize(_GRIP, _ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(tooltip("Drag to put it elsewhere, or press Alt+Up and Alt+Down"))
        self._number = ""
        self._from: QPoint | None = None
        self._carried = False

    def show_number(self, number: str, name: str) -> None:
        """Show the place in the list."""
        self._number = number
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_GRIP, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        live = self.underMouse() or self.hasFocus() or self._carried
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.control if live else colors.line2)
        for x in (9, 14):
            for y in (-5, 0, 5):
                p.drawEllipse(QRectF(x - 1.25, box.center().y() + y - 1.25, 2.5, 2.5))
        p.setPen(colors.text3)
        p.setFont(typeface.font(13, 600, tabular=True))
        p.drawText(box.adjusted(18, 0, -4, 0), Qt.AlignmentFlag.AlignCenter, self._number)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._from is None:
            return
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._carried:
            self._carried = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # Esc comes here
        if self._carried:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carried = self._carried
        self._end()
        if carried:
            self.dropped.emit(event.globalPosition().toPoint())

    def _end(self) -> None:
        self._from, self._carried = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._carried:
            self._end()
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PrincipleLine(QWidget):
    """A principle that is there. Its fields save when they are left."""

    save: Callable[[PrincipleLine, str, str], bool]
    remove: Callable[[PrincipleLine], None]

    def __init__(self, go: Callable[[Way], None]) -> None:
        super().__init__()
        self.setObjectName("principle")
        self.row = Principle(0, "", "")
        self._marked = False
        self.fault = Fault(go)
        self.grip = Grip()
        self.name = checked(
            TextField(
                "principle-name", "Principle",
                lambda words: self.save(self, words, self.row.text),
                fault=self.fault, role=typeface.ROW_TITLE,
            ),
            principle_problem,
        )  # fmt: skip
        self.text = TextField(
            "principle-text", "What it means",
            lambda words: self.save(self, self.row.name, words),
            fault=self.fault, placeholder="What it means in daily work",
        )  # fmt: skip
        self._remove = QToolButton()
        self._remove.setObjectName("remove")
        self._remove.setFixedSize(26, 26)
        self._remove.clicked.connect(lambda _=False: self.remove(self))
        self.grip.removed.connect(lambda: self.remove(self))
        self.grip.entered.connect(self.name.select_all)
        words = QVBoxLayout()
        words.setSpacing(-3)  # the fields' own room is enough between name and meaning
        for part in (self.name, self.text, self.fault):
            words.addWidget(part)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 6)
        box.setSpacing(0)
        box.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        box.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self.restyle()

    def show_row(self, row: Principle) -> None:
        """Show the principle as it is now."""
        if row.id != self.row.id:
            self.set_marked(False)
        self.row = row
        self.name.show_value(row.id, row.name)
        self.text.show_value(row.id, row.text)
        self._remove.setAccessibleName(f"Remove {row.name}")
        self._remove.setToolTip(tooltip(f"Remove “{row.name}”"))

    def parts(self) -> tuple[QWidget, ...]:
        """What takes the keyboard, in order."""
        return self.grip, self.name, self.text, self._remove

    def set_place(self, place: int, of: int) -> None:
        """Say which place of how many it has."""
        self.grip.show_number(str(place), f"{self.row.name}, {place} of {of}")

    def set_marked(self, marked: bool) -> None:
        """Show whether it is the one that was asked for."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    @property
    def marked(self) -> bool:
        """Whether it is the one that was asked for."""
        return self._marked

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why something was refused."""
        self.fault.refuse(why)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self.fault.clear_fault()

    def restyle(self) -> None:
        """Take the theme's colours."""
        self._remove.setIcon(icons.icon("close", theme.current(), "text3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        box = self.rect()
        if self._marked:
            p.fillRect(box, colors.tint)
            p.fillRect(box.left(), box.top(), 3, box.height(), colors.accent)
        p.fillRect(box.left(), box.bottom(), box.width(), 1, colors.line)


class NewPrinciple(QWidget):
    """The empty line at the end. Enter adds what is written there and begins the next."""

    def __init__(self, go: Callable[[Way], None], add: Callable[[str, str], bool]) -> None:
        super().__init__()
        self._add = add
        self.fault = Fault(go)
        self.name = TextField(
            "new-principle", "New principle", None, fault=self.fault, role=typeface.ROW_TITLE,
            placeholder="New principle",
        )  # fmt: skip
        self.text = TextField(
            "new-principle-text", "What the new principle means", None, fault=self.fault,
            placeholder="What it means in daily work; Enter adds it",
        )  # fmt: skip
        for field in (self.name, self.text):
            field.entered = self._on_enter
            field.textChanged.connect(self._fit)
            field.textChanged.connect(self.clear_fault)
        words = QVBoxLayout()
        words.setSpacing(-3)
        for part in (self.name, self.text, self.fault):
            words.addWidget(part)
        box = column(self, 0, (_GRIP, 6, 26, 6))
        box.addLayout(words)
        self.setFocusProxy(self.name)
        self._fit()

    def _fit(self) -> None:
        """What it means is asked for once there is a name."""
        self.text.setVisible(bool(self.name.words().strip() or self.text.words().strip()))

    def _on_enter(self) -> None:
        name, text = self.name.words().strip(), self.text.words().strip()
        if why := principle_problem(name):
            self.name.refuse(why)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._add(name, text):
            self.text.set_words("")
            self.name.set_words("")
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why it was not added."""
        self.name.refuse(why)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self.name.clear_fault()

    def paintEvent(self, event: QPaintEvent) -> None:
        sign = QRectF(20, 14, 14, 14)
        glyphs.draw(QPainter(self), sign, "plus", theme.current().text3)
