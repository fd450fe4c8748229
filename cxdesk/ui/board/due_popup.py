"""A popup for a due date: typed in words, or chosen from the month below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from cxdesk.model.wording import day
from cxdesk.ui import theme
from cxdesk.ui.form.dates import Month
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import Fault
from cxdesk.ui.form.words import read_date

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DuePopup(QFrame):
    """Enter takes what is typed, Down goes into the month, Esc leaves."""

    def __init__(
        self,
        anchor: QWidget,
        title: str,
        on: date | None,
        today: date,
        chosen: Callable[[date | None], object],
    ) -> None:
        super().__init__(anchor, Qt.WindowType.Popup)
        self.setObjectName("due")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._today, self._chosen = today, chosen
        self.field = QLineEdit(day(on) if on else "")
        self.field.setPlaceholderText("Such as 26 Feb, or Friday")
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.field.textEdited.connect(self._on_typed)
        self.fault = Fault(lambda _way: None)
        self.days = Month(on or today, today)
        self.days.setAccessibleName(title)
        self.days.clicked.connect(self._on_day)
        self.days.activated.connect(self._on_day)
        self.none = QPushButton("No date")
        self.none.setEnabled(on is not None)
        self.none.clicked.connect(lambda _=False: self._take(None))
        foot = QHBoxLayout()
        foot.addWidget(self.none)
        foot.addStretch(1)
        box = column(self, 6, (8, 8, 8, 8))
        box.addWidget(label(title, "small", "soft"))
        box.addWidget(self.field)
        box.addWidget(self.fault)
        box.addWidget(self.days)
        box.addLayout(foot)
        self.days.setFixedSize(self.days.sizeHint())
        self.setFixedWidth(max(280, self.days.width() + 18))

    def open(self) -> None:
        """Show it below its anchor, or above where there is no room."""
        self._place()
        self.show()
        self.field.setFocus()

    def _place(self) -> None:
        anchor, layout = self.parentWidget(), self.layout()
        assert anchor is not None
        assert layout is not None
        self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        screen = anchor.screen().availableGeometry()
        at = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        if at.y() + self.height() > screen.bottom():
            at.setY(max(screen.top(), at.y() - anchor.height() - 4 - self.height()))
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        self.move(at)

    def _on_typed(self) -> None:
        """The month shows what is typed as soon as it is a date."""
        self._mark("")
        try:
            on = read_date(self.field.text(), self._today)
        except ValueError:
            return
        if on is not None:
            self.days.setSelectedDate(QDate(on.year, on.month, on.day))

    def _on_day(self, on: QDate) -> None:
        self._take(date(on.year(), on.month(), on.day()))

    def _on_enter(self) -> None:
        try:
            on = read_date(self.field.text(), self._today)
        except ValueError as wrong:
            self._mark(str(wrong))
        else:
            self._take(on)

    def _mark(self, why: str) -> None:
        self.field.setProperty("invalid", bool(why))
        theme.restyle(self.field)
        if why:
            self.fault.refuse(why)
        else:
            self.fault.clear_fault()
        self._place()

    def _take(self, on: date | None) -> None:
        self.close()
        self._chosen(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = self.field.hasFocus()
        if typing and event.key() in _ENTER:
            self._on_enter()
        elif typing and event.key() == Qt.Key.Key_Down:
            self.days.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        anchor = self.parentWidget()
        if anchor is not None:
            anchor.setFocus(Qt.FocusReason.PopupFocusReason)
