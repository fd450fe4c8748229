"""What is open with a person, kind by kind; each line goes to its item."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cxdesk.services.handover import Held
from cxdesk.ui.form.rows import Head, column, fold_button, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.person.subject import KINDS, PersonSubject

_FIRST, _STEP = 6, 50
_SIGNS = {
    "initiative": "kanban", "sponsor": "kanban", "action": "checklist", "batch": "calendar",
    "outcome": "strategy", "seat": "people", "approval": "document", "question": "help",
}  # fmt: skip


class OpenItems(QWidget):
    """Everything that somebody else would have to do if this person left."""

    def __init__(self, subject: PersonSubject) -> None:
        super().__init__()
        self._subject = subject
        self._head = Head("Open with them")
        self._none = label("Nothing is open with them.", "body", "quiet")
        self._blocks = {kind: _Block(subject, kind, words) for kind, (_, words) in KINDS.items()}
        top = column(holder := QWidget(), 0, (PAD_X, 12, PAD_X, 0))
        top.addWidget(self._head)
        top.addWidget(self._none)
        box = column(self)
        box.addWidget(holder)
        for block in self._blocks.values():
            box.addWidget(block)

    def show_loaded(self) -> None:
        """Show what is open now."""
        held = self._subject.sheet.held
        self._head.note.setText(f"{len(held):,}" if held else "")
        self._none.setVisible(not held)
        for kind, block in self._blocks.items():
            block.show_held(self._subject.sheet.row.id, [one for one in held if one.kind == kind])

    def lines(self) -> list[Value]:
        """The lines shown, from top to bottom."""
        return [line for block in self._blocks.values() for line in block.lines()]


class _Block(QWidget):
    """The items of one kind; many are shown step by step."""

    def __init__(self, subject: PersonSubject, kind: str, words: str) -> None:
        super().__init__()
        self._subject, self._kind = subject, kind
        self._title = label(words, "small", "soft")
        self._held: Sequence[Held] = ()
        self._person, self._most = 0, _FIRST
        self._lines: list[Value] = []
        self._more = fold_button(f"more-{kind}", "")
        self._more.clicked.connect(lambda _=False: self._show_more())
        head = column(holder := QWidget(), 0, (PAD_X, 6, PAD_X, 0))
        head.addWidget(self._title)
        inner = QWidget()
        self._rows = column(inner)
        box = column(self)
        for part in (holder, inner, self._more):
            box.addWidget(part)

    def lines(self) -> list[Value]:
        """The lines shown."""
        return [line for line in self._lines if not line.isHidden()]

    def show_held(self, person: int, held: Sequence[Held]) -> None:
        """Show these items of a person."""
        if person != self._person:
            self._person, self._most = person, _FIRST
        self._held = held
        self.setVisible(bool(held))
        shown = held[: self._most]
        while len(self._lines) < len(shown):
            self._add_line(len(self._lines))
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(shown))
            if place < len(shown):
                one = shown[place]
                words = [Span(one.code, "text2", 600), Span(one.text)]
                line.set_value(words, Lead("glyph", _SIGNS[self._kind]))
        rest = len(held) - len(shown)
        self._more.setVisible(rest > 0)
        self._more.set_value([Span(f"{rest:,} more", "accent", 600)])

    def _add_line(self, place: int) -> None:
        made = Value(f"held-{self._kind}-{place}", "")
        made.clicked.connect(lambda _=False: self._subject.open(*self._held[place].opens))
        self._lines.append(made)
        self._rows.addWidget(made)

    def _show_more(self) -> None:
        before = len(self.lines())
        self._most += _STEP
        self.show_held(self._person, self._held)
        self._lines[before].setFocus()
