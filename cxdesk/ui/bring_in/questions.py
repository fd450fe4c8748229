"""What a file leaves open, as labelled choices: what somebody should look at comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QScrollArea, QWidget

from cxdesk.exchange.opened import LEAVE_OUT, Question
from cxdesk.ui.assistant.parts import Choice
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option

_TITLES = {
    "look": "Please look at these",
    "into": "Where it goes",
    "values": "What its words mean",
    "file": "How the file is read",
}
_MOST = 60  # of a group; a widget costs a millisecond
_LABEL = 150


class Questions(QScrollArea):
    """Every question that is not about a column. None has to be answered."""

    # A question was answered: its key and the answer.
    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("questions")
        self.setAccessibleName("Questions")
        self._unsure: dict[str, None] = {}  # what was a guess stands first for good
        self._looked_at: set[str] = set()
        self._all: set[str] = set()  # groups that show more than the first
        self._made: tuple[object, ...] = ()
        self.asked: tuple[Question, ...] = ()
        self.choices: dict[str, Choice] = {}
        self.setWidget(QWidget())

    def show_questions(self, asked: Sequence[Question]) -> None:
        """Show these, with their answers; the keyboard stays where it was."""
        self.asked = tuple(one for one in asked if one.group != "columns")
        for one in self.asked:
            if not one.sure:
                self._unsure.setdefault(one.key)
        shape = tuple((one.key, one.text, one.hint, one.options) for one in self.asked)
        made = (shape, tuple(self._unsure), tuple(self._all))
        if made != self._made:
            self._made = made
            self._rebuild()
        for one in self.asked:
            if (choice := self.choices.get(one.key)) is not None:
                self._show(choice, one)

    def to_look_at(self) -> int:
        """How many guesses nobody has looked at."""
        there = {one.key for one in self.asked}
        return len([key for key in self._unsure if key in there and key not in self._looked_at])

    def first_field(self) -> QWidget | None:
        """The first question; None where there is none."""
        return next(iter(self.choices.values()), None)

    def reveal(self, part: QWidget) -> None:
        """Bring a choice that has the keyboard into sight."""
        if self.isAncestorOf(part):
            self.ensureWidgetVisible(part, 0, 40)

    def _groups(self) -> list[tuple[str, list[Question]]]:
        by_key = {one.key: one for one in self.asked}
        first = [by_key[key] for key in self._unsure if key in by_key]
        groups = [("look", first)]
        for group in ("into", "values", "file"):
            rest = [q for q in self.asked if q.group == group and q.key not in self._unsure]
            groups.append((group, rest))
        return [(group, found) for group, found in groups if found]

    def _rebuild(self) -> None:
        focus = QApplication.focusWidget()
        held = next((key for key, one in self.choices.items() if one is focus), None)
        place = self.verticalScrollBar().value()
        page = QWidget()
        page.setObjectName("page")
        box = column(page, 0, (24, 16, 16, 16))
        self.choices = {}
        for number, (group, found) in enumerate(self._groups()):
            if number:
                box.addSpacing(20)
            box.addWidget(label(_TITLES[group], "strong"))
            if group == "look":
                box.addWidget(
                    label("Guessed from the file. Change what is wrong, leave the rest.", "small")
                )
            box.addSpacing(8)
            shown = found if group in self._all else found[:_MOST]
            box.addLayout(self._grid(shown))
            if len(shown) < len(found):
                more = QPushButton(f"Show all {len(found):,}")
                more.setProperty("role", "flat")
                more.clicked.connect(lambda _=False, group=group: self._show_all(group))
                box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)
        if held in self.choices:
            self.choices[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _grid(self, found: Sequence[Question]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(found):
            words = QWidget()
            words.setFixedWidth(_LABEL)
            inside = column(words, 0, (0, 6, 0, 4))
            inside.addWidget(label(one.text))
            if one.hint:
                inside.addWidget(label(one.hint, "small", "quiet"))
            choice = Choice(one.key, _spoken(one), _offered(one), one.answer)
            choice.picked.connect(lambda key=one.key: self._on_picked(key))
            choice.line = 20
            self.choices[one.key] = choice
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(choice, row, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _show(self, choice: Choice, one: Question) -> None:
        words = dict(one.options).get(one.answer, "–")
        ink = "text3" if one.answer == LEAVE_OUT else "text"
        choice.value = one.answer
        lead = None
        if one.key in self._unsure:
            done = one.key in self._looked_at
            lead = Lead("glyph", "tick") if done else Lead("glyph", "help", ink="warn")
        choice.set_value([Span(words, ink)], lead)

    def _on_picked(self, key: str) -> None:
        self._looked_at.add(key)
        self.answered.emit(key, self.choices[key].value)

    def _show_all(self, group: str) -> None:
        self._all.add(group)
        self.show_questions(self.asked)


def _offered(one: Question) -> Callable[[], Sequence[Option]]:
    options = [Option(value, words) for value, words in one.options]
    return lambda: options


def _spoken(one: Question) -> str:
    guess = "" if one.sure else ", a guess"
    return f"{one.text}{f' ({one.hint})' if one.hint else ''}{guess}"
