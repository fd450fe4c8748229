"""Rows pasted from a spreadsheet: looked through while they stand there, added in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cxdesk.exchange.pasted import Problem, only
from cxdesk.model.wording import count
from cxdesk.ui.form.rows import label
from cxdesk.ui.overlay import Overlay, announce

_SHOWN = 6  # problems in words; the others are counted
_PAUSE_MS = 150
_MANY = 500  # rows whose adding takes long enough to say so
_LARGE = 20_000  # characters that are looked through after a pause, not at every key


@dataclass(frozen=True, slots=True)
class Found:
    """What pasted text holds: the rows that can be added, and what is wrong with the others.

    `heading` is 1 where the first row names the columns; `notes` hinder nothing.
    """

    rows: Sequence[Any]
    problems: Sequence[Problem]
    heading: int = 0
    notes: Sequence[str] = ()


class PasteForm(Overlay):
    """A field for copied cells. Ctrl+Enter adds what can be added, Esc leaves it.

    `read` looks through the text; `keep` adds the rows and answers with the reason of a refusal,
    "" for none. Rows with problems stay in the field, so that nothing pasted is lost.
    """

    width_px = 640
    top_px = 96
    stays = True  # what was pasted is not lost by a click beside it

    def __init__(
        self,
        over: QWidget,
        title: str,
        columns: str,
        noun: str,
        read: Callable[[str], Found],
        keep: Callable[[Sequence[Any]], str],
        text: str = "",
    ) -> None:
        super().__init__(over, title)
        self._noun, self._read, self._keep = noun, read, keep
        self._found = Found((), ())
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(columns)
        self.field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(180)
        self.said = label("", "strong")
        self.trouble = label("", "body", "soft")
        self.add = QPushButton("Add")
        self.add.setProperty("role", "primary")
        self.add.clicked.connect(lambda _=False: self._on_add())
        leave = QPushButton("Leave it")
        leave.clicked.connect(lambda _=False: self.close_overlay())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(leave)
        buttons.addWidget(self.add)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        box.addWidget(label(title, "title"))
        box.addWidget(
            label(f"Copy the cells in a spreadsheet and paste them here. {columns}", "small")
        )
        box.addWidget(self.field, 1)
        box.addWidget(self.said)
        box.addWidget(self.trouble)
        box.addLayout(buttons)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.field.textChanged.connect(self._on_text)
        self.closed.connect(self.deleteLater)
        self.field.setPlainText(text)
        self._look()

    def wanted_height(self, width: int) -> int:
        return max(460, super().wanted_height(width))

    def first_field(self) -> QWidget:
        return self.field

    def _on_text(self) -> None:
        if self.field.document().characterCount() > _LARGE:
            self._pause.start()
        else:
            self._look()

    def _look(self) -> None:
        self._pause.stop()
        self._found = found = self._read(self.field.toPlainText())
        good, bad = len(found.rows), len(found.problems)
        self.add.setEnabled(bool(good))
        self.add.setText(f"Add {self._counted(good)}" if good else "Add")
        if not good and not bad:
            self.said.setText("")
        elif bad:
            self.said.setText(
                f"{self._counted(good).capitalize()} can be added, {count(bad, 'row')} cannot:"
            )
        else:
            self.said.setText(f"{self._counted(good).capitalize()} can be added.")
        lines = [*found.notes, *(problem.sentence for problem in found.problems[:_SHOWN])]
        if bad > _SHOWN:
            lines.append(f"… and {count(bad - _SHOWN, 'more row')}.")
        self.trouble.setText("\n".join(lines))
        self.trouble.setVisible(bool(lines))
        self.place()

    def _counted(self, number: int) -> str:
        plural = {"person": "people"}.get(self._noun, f"{self._noun}s")
        return count(number, self._noun, plural)

    def _on_add(self) -> None:
        if self._pause.isActive():
            self._look()
        if not self._found.rows:
            return
        if why := self._kept(self._found.rows):
            self.said.setText(why)
            announce(self, why, urgent=True)
            return
        if not self._found.problems:
            self.close_overlay()
            return
        # What was added goes, what could not be stays to be mended: looking again says so.
        wrong = {problem.row for problem in self._found.problems}
        kept = wrong | set(range(1, self._found.heading + 1))
        self.field.setPlainText(only(self.field.toPlainText(), kept))
        self._look()

    def _kept(self, rows: Sequence[Any]) -> str:
        """Add the rows; many hold the window for some seconds, which is said before."""
        if len(rows) <= _MANY:
            return self._keep(rows)
        words = f"Adding {self._counted(len(rows))}…"
        announce(self, words)
        self.said.setText(words)
        self.said.repaint()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return self._keep(rows)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            control or not self.field.hasFocus()
        ):
            if isinstance(button := self.focusWidget(), QPushButton):
                button.click()
            else:
                self._on_add()
            return
        super().keyPressEvent(event)
