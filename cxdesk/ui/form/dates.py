"""A date typed in words or chosen from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout

from cxdesk.model.wording import day
from cxdesk.ui import icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.fields import STAYS, LineField
from cxdesk.ui.form.value import Fault
from cxdesk.ui.form.words import read_date

_LEAST, _ENTERED = 70, 116  # px: "no date" alone; "30 Sep 2026" and the calendar's sign

SaveDate = Callable[[date | None], bool]


class DateField(LineField):
    """A date; Alt+Down or the sign at its right opens a calendar."""

    def __init__(
        self,
        key: str,
        label: str,
        save: SaveDate,
        today: Callable[[], date],
        *,
        fault: Fault | None = None,
        placeholder: str = "no date",
    ) -> None:
        super().__init__(
            key, label, self._read_and_save, fault=fault, placeholder=placeholder, least=_LEAST
        )
        self._save_date, self._today = save, today
        self._calendar_action = QAction(self)
        self._calendar_action.setToolTip("Calendar (Alt+Down)")
        self._calendar_action.triggered.connect(lambda _checked=False: self.open_calendar())
        self.addAction(self._calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        self._calendar_action.setVisible(False)
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours."""
        self._calendar_action.setIcon(icons.icon("calendar", theme.current(), "text3"))

    def show_date(self, item: int, on: date | None) -> None:
        """Show what the file keeps."""
        self.show_value(item, day(on) if on else "")

    def value(self) -> date | None:
        """What stands in the field. Raises ValueError with a sentence."""
        return read_date(self.words(), self._today())

    def _read_and_save(self, _text: str) -> bool:
        try:
            on = self.value()
        except ValueError as wrong:
            self.refuse(str(wrong))
            return False
        return self._save_date(on)

    def open_calendar(self) -> None:
        """Offer a calendar on the date that is set."""
        if self.isReadOnly():
            return
        try:
            on = self.value()
        except ValueError:
            on = None
        made = Calendar(self, on or self._today())
        made.show()

    def take(self, on: date) -> None:
        """Set the date chosen from the calendar."""
        self.set_words(day(on))
        self.commit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._offer_calendar(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._offer_calendar(self.hasFocus() or event.reason() in STAYS)

    def _offer_calendar(self, on: bool) -> None:
        on = on and not self.isReadOnly()
        self._calendar_action.setVisible(on)
        self._least = _ENTERED if on else _LEAST  # no narrower while it is typed into
        self._extra = 22 if on else 0
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _opens(event):
            event.accept()  # elsewhere in the panel Alt+Down goes to the next initiative
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _opens(event):
            self.open_calendar()
        else:
            super().keyPressEvent(event)


def _opens(event: QEvent) -> bool:
    """Whether a key opens the calendar: Alt+Down or F4."""
    assert isinstance(event, QKeyEvent)
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down)


class Month(QCalendarWidget):
    """The days of a month: today in the accent colour, none of them red."""

    def __init__(self, on: date, today: date) -> None:
        super().__init__()
        self.setFont(typeface.BODY.font())
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.setSelectedDate(QDate(on.year, on.month, on.day))
        self._paint(today)
        for name, sign in (("prev", "chevron_left"), ("next", "chevron_right")):
            button = self.findChild(QToolButton, f"qt_calendar_{name}month")
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(sign, theme.current()))

    def _paint(self, today: date) -> None:
        plain, colors = QTextCharFormat(), theme.current()
        plain.setForeground(colors.text)
        for weekday in Qt.DayOfWeek:  # Qt would paint week ends red, which means late here
            self.setWeekdayTextFormat(weekday, plain)
        head = QTextCharFormat()
        head.setForeground(colors.text3)
        head.setBackground(colors.surface)
        head.setFontWeight(QFont.Weight.DemiBold)
        self.setHeaderTextFormat(head)
        now = QTextCharFormat()
        now.setForeground(colors.accent)
        now.setFontWeight(QFont.Weight.Bold)
        self.setDateTextFormat(QDate(today.year, today.month, today.day), now)


class Calendar(QFrame):
    """The popup of a date field."""

    def __init__(self, field: DateField, on: date) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = field
        self.days = Month(on, field._today())
        self.days.setAccessibleName(field.accessibleName())
        self.days.activated.connect(self._on_chosen)
        self.days.clicked.connect(self._on_chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.days)
        self.adjustSize()
        below = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below.setY(below.y() - field.height() - 4 - self.height())
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.width())))
        self.move(below)
        self.days.setFocus()

    def _on_chosen(self, on: QDate) -> None:
        self.close()
        self._field.setFocus()
        self._field.take(date(on.year(), on.month(), on.day()))
