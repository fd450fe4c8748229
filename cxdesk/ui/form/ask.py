"""A question in place: why on hold, why over the limit, what the check showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import PAD_X, Fault

Answer = tuple[str, Callable[[str], bool]]
"""The words on a button, and what is done with the text; False when that was refused."""


class Ask(QWidget):
    """A sentence, room for an answer and buttons. Hidden until something is asked."""

    def __init__(self, go: Callable[[Way], None]) -> None:
        super().__init__()
        self.setObjectName("ask")
        self._answers: Sequence[Answer] = ()
        self._left: dict[str, str] = {}  # what was typed to a question and not given yet
        self._asker: QWidget | None = None  # what had the focus before, and has it after
        self._sentence = label("", "small")
        self.fault = Fault(go)
        self.field = _AnswerField("answer", "Answer", None, fault=self.fault)
        self.field.entered = self._on_enter
        self.field.setProperty("quiet", False)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        box = column(self, 6, (PAD_X, 6, PAD_X, 6))
        box.addWidget(self._sentence)
        box.addWidget(self.field)
        box.addWidget(self.fault)
        box.addLayout(self._buttons)
        self.hide()

    def ask(self, sentence: str, answers: Sequence[Answer], text: str = "") -> None:
        """Ask; Enter gives the first answer, Esc none. `text` is written there already.

        What was typed before Esc is there again when the same is asked.
        """
        self._answers = answers
        focus = self.window().focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._asker = focus
        self._sentence.setText(sentence)
        self.field.setAccessibleName(sentence)
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words, answer in answers:
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, answer=answer: self._give(answer))
            self._buttons.addWidget(button)
        never = QPushButton("Never mind")
        never.setProperty("role", "flat")
        never.clicked.connect(lambda _=False: self._leave())
        self._buttons.addWidget(never)
        self._buttons.addStretch(1)
        self.field.show_value(0, text)
        self.field.set_words(self._left.pop(sentence, text))
        self.fault.clear_fault()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_into_sight)  # it has no place before it is laid out

    def _bring_into_sight(self) -> None:
        """Scroll the page that it is on: the buttons are part of the question."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and self.isVisible():
            page.ensureWidgetVisible(self)

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why the answer was refused."""
        self.field.refuse(why)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self.field.clear_fault()

    def close_question(self) -> None:
        """Ask no more, and forget what was typed."""
        self._left.clear()
        self.field.show_value(0, "")
        self.field.set_words("")
        self.clear_fault()
        focus, asker = self.window().focusWidget(), self._asker
        if focus is not None and self.isAncestorOf(focus) and asker is not None:
            asker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _leave(self) -> None:
        sentence, words = self._sentence.text(), self.field.words()
        self.close_question()
        if words.strip():
            self._left[sentence] = words

    def _give(self, answer: Callable[[str], bool]) -> None:
        if answer(self.field.words().strip()):
            self.close_question()

    def _on_enter(self) -> None:
        self._give(self._answers[0][1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


class _AnswerField(TextField):
    """Esc is the question's."""

    def _escaped(self, event: QKeyEvent) -> bool:
        return False
