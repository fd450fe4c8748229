"""What the steps of the assistant are made of: choices, paragraphs, labelled lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.ui import theme
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick

LABEL, FIELD = 160, 32
_OPENS = (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Options = Callable[[], Sequence[Option]]


def mark(field: QWidget, invalid: bool) -> None:
    """Show that a field is wrong, or no more."""
    if bool(field.property("invalid")) != invalid:
        field.setProperty("invalid", invalid)
        theme.restyle(field)


class Say(Fault):
    """Why something is refused; or, said more softly, what to look at twice."""

    def warn(self, text: str) -> None:
        """Show a sentence that refuses nothing."""
        self.refuse(text)
        self.set_value([Span(text, "warn", 600, 12)], Lead("glyph", "alert", ink="warn"))


class Choice(Value):
    """One of several. Space or Down offers them, a letter takes the next that begins with it.

    Enter is for the step.
    """

    # Another one was chosen.
    picked = Signal()

    def __init__(self, key: str, label: str, options: Options, value: Any = None) -> None:
        super().__init__(key, label, framed=True)
        self.line = FIELD - 8
        self._title, self._options, self.value = label, options, value
        self.clicked.connect(self._offer)
        self.show_choice(value)

    def show_choice(self, value: Any) -> None:
        """Show the option with this value."""
        self.value = value
        found = next((one for one in self._options() if one.value == value), None)
        self.show_option(found or Option(None, "–"))

    def show_option(self, option: Option) -> None:
        """Show these words for what is chosen."""
        ink = "text3" if option.value is None else "text"
        self.set_value([Span(option.text, ink)], option.lead)

    def take(self, value: Any) -> None:
        """Choose."""
        if value != self.value:
            self.show_choice(value)
            self.picked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():  # the outline of the fields beside it
            p = QPainter(self)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(theme.current().control, 1))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _offer(self) -> None:
        pick(self, self._title, self._options(), self.value, self.take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        if event.key() in (*_ENTER, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        elif event.key() in _OPENS:
            self._offer()
        elif letter.isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            fitting = [one.value for one in self._options() if not one.why
                       and one.text.casefold().startswith(letter)]  # fmt: skip
            if fitting:
                at = fitting.index(self.value) + 1 if self.value in fitting else 0
                self.take(fitting[at % len(fitting)])
        else:
            super().keyPressEvent(event)


class Paragraph(TextField):
    """Sentences that wrap. Enter is for the step; Esc takes nothing back."""

    def __init__(self, key: str, label: str, placeholder: str) -> None:
        super().__init__(key, label, None, placeholder=placeholder)
        self.setProperty("quiet", False)

    def _escaped(self, event: QKeyEvent) -> bool:
        return False

    @Slot()
    def fit(self) -> None:
        lines = max(1, int(self.document().size().height()))
        self.setFixedHeight(lines * ceil(QFontMetricsF(self.font()).lineSpacing()) + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Line(QWidget):
    """A label and its field, a few words on them, and below what is wrong."""

    def __init__(
        self, text: str, field: QWidget, go: Callable[[Way], None], *, note: str = "",
        wide: int = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self.field = field
        self.fault = Say(go)
        self.head = head = QLabel(text)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setProperty("role", "body")
        head.setProperty("tone", "soft")
        head.setFixedWidth(LABEL)
        head.setWordWrap(True)
        head.setMinimumHeight(FIELD)
        if isinstance(field, QLineEdit):
            field.setAccessibleName(text)
        right = QVBoxLayout()
        right.setSpacing(2)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(field, 0 if wide else 1)
        right.addLayout(across)
        self.note = label(note, "small")
        if wide:
            field.setFixedWidth(wide)
            across.addWidget(self.note, 1)  # empty too, it holds the field at the left
        else:
            right.addWidget(self.note)
            if not note:
                self.note.hide()
        right.addWidget(self.fault)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(right, 1)

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why the words were refused."""
        mark(self.field, True)
        self.fault.refuse(why)

    def clear_fault(self) -> None:
        """Nothing is wrong here any more."""
        mark(self.field, False)
        self.fault.clear_fault()

    def say(self, why: str) -> bool:
        """Say what is wrong, "" for nothing; whether nothing is."""
        if why:
            self.refuse(why)
        else:
            self.clear_fault()
        return not why


class Words:
    """What a plain field was given by the file, and whether something else stands in it now."""

    def __init__(self, field: QLineEdit | Paragraph) -> None:
        self.field, self.kept = field, ""

    @property
    def text(self) -> str:
        """What stands in the field, without the space around it."""
        words = self.field.words() if isinstance(self.field, Paragraph) else self.field.text()
        return words.strip()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.text != self.kept.strip()

    def show(self, text: str) -> None:
        """Show what the file keeps; words typed and not saved stay."""
        clean = not self.dirty
        self.kept = text
        if clean and self.text != text.strip():
            if isinstance(self.field, Paragraph):
                self.field.set_words(text)
            else:
                self.field.setText(text)
