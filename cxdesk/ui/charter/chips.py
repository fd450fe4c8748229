"""Small framed values on the card of a line: read there, changed with a click or Enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.services.person_ref import PersonRef
from cxdesk.ui import theme
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import STAYS, TextField
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.spans import Span, flow, natural_width
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.leads import Lead, draw_lead, lead_width

_PAD_X, _PAD_Y, _LINE, _PX = 6, 3, 16, 12
_WARNING = Lead("glyph", "alert", ink="warn")


def moves(event: QKeyEvent) -> bool:
    """Whether a key moves the line it is pressed in: Alt+Up and Alt+Down."""
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)


class Chip(Value):
    """What it is in grey (unless `bare`), then the words; dashed where something is missing."""

    def __init__(self, key: str, title: str, *, bare: bool = False) -> None:
        super().__init__(key, title)
        self.line, self._bare = _LINE, bare
        self._title, self._dashed, self._warns = title, False, False

    def say(self, words: str, missing: str = "", *, needed: bool = False) -> None:
        """Show the words; without any what is `missing`, as a warning where it is `needed`."""
        self._dashed, self._warns = not words, not words and needed
        if words:
            title = "" if self._bare else self._title
            self.set_value([Span(title, "text3", 400, _PX), Span(words, "text", 400, _PX)])
            self.setAccessibleName(f"{self._title}: {words}")
        elif self._warns:
            self.set_value([Span(missing, "warn", 600, _PX)], _WARNING)
        else:
            self.set_value([Span(missing, "text3", 400, _PX)])
        # A locked line has nothing to say where nothing was written.
        self.setVisible(bool(words) or (self.live and bool(missing)))
        self.update()

    def _before(self) -> int:
        return _PAD_X + (lead_width(self._lead) - 3 if self._lead else 0)

    def heightForWidth(self, width: int) -> int:
        room = max(20, width - self._before() - _PAD_X)
        return flow(self._spans, room, self.line).height + 2 * _PAD_Y

    def sizeHint(self) -> QSize:
        wide = natural_width(self._spans) + self._before() + _PAD_X
        return QSize(int(wide) + 2, self.line + 2 * _PAD_Y)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 60), self.line + 2 * _PAD_Y)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colors.warn if self._warns else colors.line2, 1)
        if self._dashed:
            pen.setColor(colors.warn if self._warns else colors.control)
            pen.setDashPattern([3, 2])
        p.setPen(pen)
        fill = colors.press if self.isDown() else colors.hover if self._hovered() else None
        p.setBrush(fill or colors.surface)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self._lead is not None:
            room = QRectF(_PAD_X, _PAD_Y, 20, self.line)
            draw_lead(p, room, self._lead, colors)
        width = max(20, self.width() - self._before() - _PAD_X)
        laid_out = flow(self._spans, width, self.line)
        laid_out.paint(p, QPointF(self._before(), _PAD_Y), colors, faded=not self.isEnabled())
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if moves(event):
            event.ignore()  # the card does
        else:
            super().keyPressEvent(event)


def say_person(chip: Chip, person: PersonRef | None, missing: str, *, needed: bool = True) -> None:
    """Show a person, or that somebody has to be named."""
    chip.say(person.name if person else "", missing, needed=needed)


class _InPlace:
    """Of a field that stands in the place of a chip: tells when it is left. A mixin."""

    on_left: Callable[[bool], object]  # with True the keyboard goes back to the chip

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # it closes this field alone, not the panel around it
            return True
        return bool(super().event(event))  # type: ignore[misc]  # the field's, as below

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]
        if event.reason() not in (*STAYS, Qt.FocusReason.ActiveWindowFocusReason):
            self.on_left(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.restore()  # type: ignore[attr-defined]
            self.on_left(True)
        else:
            super().keyPressEvent(event)  # type: ignore[misc]


class _TextInPlace(_InPlace, TextField):
    def sizeHint(self) -> QSize:
        return QSize(2000, self.height())  # the whole line


class _DateInPlace(_InPlace, DateField):
    pass


class FieldChip(QWidget):
    """A chip that becomes a field while it is written; refused words stay in it."""

    def __init__(self, key: str, title: str, missing: str) -> None:
        super().__init__()
        self._key, self._title, self.missing = key, title, missing
        self._item, self._value, self._live = 0, None, True
        self.chip = Chip(key, title)
        self.chip.clicked.connect(lambda _=False: self.begin())
        self.field: Any = None  # made when it is first written
        self.setFocusProxy(self.chip)
        self._box = column(self, 0, (0, 2, 0, 2))
        self._box.addWidget(self.chip)

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What Tab goes to."""
        return (self.chip,) if self.field is None else (self.chip, self.field)

    def set_live(self, live: bool) -> None:
        """Whether it can be written."""
        self._live = live
        self.chip.set_live(live)

    def _show(self, item: int, value: Any, words: str) -> None:
        self._item, self._value = item, value
        self.chip.say(words, self.missing)
        if self.field is not None:
            self._fill()
            self._turn(self.field.hasFocus() or (self.field.dirty and self._live))
        elif self._live or words:
            self.show()
        else:
            self.hide()

    def begin(self) -> None:
        """Write it."""
        if not self._live:
            return
        if self.field is None:
            self.field = self._make()
            self.field.setProperty("quiet", False)
            self.field.on_left = self._on_left
            self.field.entered = lambda: self._close(True)
            self._box.addWidget(self.field)
            self._fill()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self._turn(True)

    def _make(self) -> Any:
        raise NotImplementedError

    def _fill(self) -> None:
        raise NotImplementedError

    def _turn(self, writing: bool) -> None:
        """Show the field, or the chip."""
        if self.chip.words() or not writing:
            self.chip.setVisible(not writing)
        self.field.setVisible(writing)
        self.setVisible(writing or self._live or not self.chip.isHidden())
        self.updateGeometry()

    def _on_left(self, back: bool) -> None:
        if back:
            self._close(True)
        elif not self.field.dirty:
            QTimer.singleShot(0, self, lambda: self._close(False))

    def _close(self, back: bool) -> None:
        if self.field.hasFocus() and not back:
            return  # it was entered again meanwhile
        if back:
            self.chip.show()
            self.chip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turn(False)


class TextChip(FieldChip):
    """A chip of words, on as many lines as they need."""

    def __init__(
        self,
        key: str,
        title: str,
        missing: str,
        save: Callable[[str], bool],
        *,
        fault: Fault,
        hint: str = "",
    ) -> None:
        super().__init__(key, title, missing)
        self._save, self._fault, self._hint = save, fault, hint or missing

    def show_value(self, item: int, text: str) -> None:
        """Show what the file keeps for `item`."""
        self._show(item, text, " ".join(text.split()))

    def _make(self) -> _TextInPlace:
        return _TextInPlace(
            f"{self._key}-field", self._title, self._save, fault=self._fault,
            placeholder=self._hint,
        )  # fmt: skip

    def _fill(self) -> None:
        self.field.show_value(self._item, self._value)


class DateChip(FieldChip):
    """A chip of a date; in the field Alt+Down opens a calendar."""

    def __init__(
        self,
        key: str,
        title: str,
        missing: str,
        save: Callable[[date | None], bool],
        today: Callable[[], date],
        *,
        fault: Fault,
    ) -> None:
        super().__init__(key, title, missing)
        self._save, self._today, self._fault = save, today, fault

    def show_date(self, item: int, on: date | None) -> None:
        """Show what the file keeps for `item`."""
        self._show(item, on, day(on) if on else "")

    def _make(self) -> _DateInPlace:
        return _DateInPlace(
            f"{self._key}-field", self._title, self._save, self._today, fault=self._fault
        )

    def _fill(self) -> None:
        self.field.show_date(self._item, self._value)
