"""Several titles pasted at once: looked through, then added in one go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cxdesk.model.wording import count
from cxdesk.services.search import fold
from cxdesk.ui.form.rows import label
from cxdesk.ui.overlay import Overlay, announce

_BULLET = re.compile(r"^(?:[-–*•·]|\d{1,3}[.)])\s+")
_NAMED = 3  # titles that a sentence names


@dataclass(frozen=True, slots=True)
class Titles:
    """What pasted lines hold: titles to add, lines without one, and what stood there already."""

    titles: tuple[str, ...]
    empty: int = 0
    twice: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def notes(self) -> list[str]:
        """What is worth knowing before they are added, as sentences."""
        said = []
        if self.twice:
            said.append(f"More than once in the list, added once: {_names(self.twice)}.")
        if self.known:
            said.append(f"Already the title of another initiative: {_names(self.known)}.")
        if self.empty:
            said.append(f"{count(self.empty, 'empty line')} left out.")
        return said


def lines_of(text: str) -> list[str]:
    """The lines of a text, without the empty ones around it."""
    return text.replace("\u2028", "\n").replace("\u2029", "\n").strip("\r\n").splitlines()


def read_titles(text: str, known: Collection[str]) -> Titles:
    """The titles in pasted text, one a line; marks of a list before them go.

    `known` are the titles there are, folded.
    """
    lines = lines_of(text)
    cleaned = [_BULLET.sub("", " ".join(line.split())) for line in lines]
    named = [title for title in cleaned if title]
    times = Counter(fold(title) for title in named)
    once = {fold(title): title for title in reversed(named)}
    titles = tuple(dict.fromkeys(once[fold(title)] for title in named))
    return Titles(
        titles,
        len(lines) - len(named),
        tuple(title for title in titles if times[fold(title)] > 1),
        tuple(title for title in titles if fold(title) in known),
    )


def _names(titles: Sequence[str]) -> str:
    short = [one if len(one) <= 60 else f"{one[:59]}…" for one in titles[:_NAMED]]
    more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    return ", ".join(f"“{one}”" for one in short) + more


class PasteTitles(Overlay):
    """Asks once, with the titles in a field in which they can still be changed.

    `keep` adds them and answers with the reason of a refusal, "" for none.
    """

    width_px = 560
    top_px = 96
    stays = True  # what was pasted is not lost by a click beside it

    def __init__(
        self,
        over: QWidget,
        where: str,
        text: str,
        known: Collection[str],
        keep: Callable[[Sequence[str]], str],
    ) -> None:
        super().__init__(over, "Add several initiatives")
        self._where, self._known, self._keep = where, known, keep
        self.found = Titles(())
        self.question = label("", "title")
        self.field = QPlainTextEdit()
        self.field.setAccessibleName("Titles, one a line")
        self.field.setPlaceholderText("One title a line")
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(120)
        self.notes = label("", "body", "soft")
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
        box.addWidget(self.question)
        box.addWidget(self.field, 1)
        box.addWidget(self.notes)
        box.addLayout(buttons)
        self.closed.connect(self.deleteLater)
        self.field.setPlainText("\n".join(lines_of(text)))
        self.field.textChanged.connect(self._look)
        self._look()

    def wanted_height(self, width: int) -> int:
        lines = max(6, min(22, self.field.blockCount()))
        text = lines * self.field.fontMetrics().lineSpacing() + 26
        return super().wanted_height(width) + text - self.field.sizeHint().height()

    def first_field(self) -> QWidget:
        return self.add if self.add.isEnabled() else self.field

    def _look(self) -> None:
        self.found = read_titles(self.field.toPlainText(), self._known)
        number = count(len(self.found.titles), "initiative")
        self.question.setText(f"Add {number} to {self._where}?")
        self.add.setText(f"Add {number}")
        self.add.setEnabled(bool(self.found.titles))
        self.notes.setText("\n".join(self.found.notes()))
        self.notes.setVisible(bool(self.notes.text()))
        self.place()

    def _on_add(self) -> None:
        if not self.found.titles:
            return
        if why := self._keep(self.found.titles):
            self.notes.setText(why)
            self.notes.show()
            announce(self, why, urgent=True)
            return
        self.close_overlay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._on_add()
            elif isinstance(button, QPushButton):
                button.click()
            return
        super().keyPressEvent(event)
