"""What good practice asks for and the program does not have yet, each with the way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from cxdesk.model.errors import Way
from cxdesk.services import good_practice
from cxdesk.services.good_practice import Advice
from cxdesk.services.sheet import Sheet
from cxdesk.store.history import ChangeSet
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Head, Rows, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.printing import Paper
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.view import Hint

WHY = {
    "owner": (
        "Executive owner",
        "Change crosses departments: an executive who chairs the board can decide for all of them.",
    ),
    "lead": (
        "CX lead",
        "A lead who stands outside all departments is heard by each of them.",
    ),
    "seat": (
        "Seats",
        "Who no longer takes part cannot vote or advise, yet their seat still counts.",
    ),
    "advisers": (
        "Advisers",
        "Ten to twelve people from several domains hear all sides and can still talk.",
    ),
    "team": (
        "Teams of initiatives",
        "Work stops at the border of a domain when nobody from the other side is in the team.",
    ),
}
_PAGE = 50  # warnings of a kind that are shown at first, and with each "more"
_EDGE, _WIDE = 14, 880  # px; a way stands near its sentence
_TABLES = {
    "grouping", "membership", "delegation", "person", "domain", "initiative", "link", "action",
}  # fmt: skip
_NOTE = (
    "Good practice warns and never forbids: the program goes on, and what is mended leaves here."
)
_GOOD = (
    "An executive owns the program, its lead stands outside the departments, every seat is filled, "
    "and each team has people from all the domains it touches."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A warning at its place in the list of its kind."""

    id: int
    advice: Advice


class PracticePage(TabPage):
    """A card for each kind of warning; good news when there is none."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.advice: tuple[Advice, ...] = ()
        self.cards = {kind: _KindCard(kind, editing.go) for kind in WHY}
        self.note = label(_NOTE, "body", "soft")
        self.good = _Good()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("page")
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        box = column(inner, 12, (16, 14, 16, 16))
        for part in (self.note, self.good, *self.cards.values()):
            part.setMaximumWidth(_WIDE)
            box.addWidget(part)
        box.addStretch(1)
        column(self).addWidget(area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def load(self) -> None:
        self.advice = self.editing.read(good_practice.advice)
        for kind, card in self.cards.items():
            card.show_advice([one for one in self.advice if one.kind == kind])
        self.good.setVisible(not self.advice)
        self.note.setVisible(bool(self.advice))

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        ids = [one.way.id for one in self.advice if one.way.kind == kind]
        at = ids.index(id) + by if id in ids else -1
        return ids[at] if 0 <= at < len(ids) else None

    def paper(self) -> Paper:
        lines = tuple((WHY[one.kind][0], one.text, WHY[one.kind][1]) for one in self.advice)
        titles = ("Of", "What is missed", "Why it matters")
        sheet = Sheet(titles, lines, (False,) * 3, (90, 260, 200))
        note = _NOTE if self.advice else f"Nothing is missed. {_GOOD}"
        return table_paper(self.desk, "Good practice", sheet, note)

    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("Tab",), "next"), Hint(("Enter",), "go there"))


class _KindCard(Card):
    """The warnings of one kind, and why they matter."""

    def __init__(self, kind: str, go: Callable[[Way], object]) -> None:
        super().__init__()
        self.setObjectName(f"practice-{kind}")
        self._go, self._most = go, _PAGE
        self._found: Sequence[Advice] = ()
        title, why = WHY[kind]
        self.setAccessibleName(title)
        self.head = Head(title)
        self.rows = Rows(lambda _row: _AdviceLine(go))
        self.more = Value("more", "")
        self.more.clicked.connect(lambda _=False: self._show_more())
        box = column(self, 0, (_EDGE - PAD_X, 12, _EDGE - PAD_X, 10))
        self.head.setContentsMargins(PAD_X, 0, PAD_X, 0)
        reason = label(why, "body", "soft")
        reason.setContentsMargins(PAD_X, 0, PAD_X, 6)
        for part in (self.head, reason, self.rows, self.more):
            box.addWidget(part)

    def show_advice(self, found: Sequence[Advice]) -> None:
        """Show these warnings; without one the card is not there."""
        self._found = found
        self.setVisible(bool(found))
        self.head.note.setText(str(len(found)))
        self.rows.show_rows([_Line(n, one) for n, one in enumerate(found[: self._most], 1)])
        rest = len(found) - self._most
        self.more.set_value([Span(f"Show {min(rest, _PAGE)} of {rest:,} more", "accent", 600)])
        self.more.setVisible(rest > 0)

    def _show_more(self) -> None:
        first = len(self.rows.widgets())
        self._most += _PAGE
        self.show_advice(self._found)
        self.rows.widgets()[first].way.setFocus(Qt.FocusReason.OtherFocusReason)


class _AdviceLine(QWidget):
    """A triangle, the sentence, and the way to what it is about."""

    def __init__(self, go: Callable[[Way], object]) -> None:
        super().__init__()
        self._go = go
        self._way = Way("", "", 0)
        self.text = Value("advice", "", live=False)
        self.way = Value("way", "")
        self.way.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.way.clicked.connect(lambda _=False: self._follow())
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.text, 1)
        box.addWidget(self.way, 0, Qt.AlignmentFlag.AlignTop)

    def _follow(self) -> None:
        self._go(self._way)

    def show_row(self, row: _Line) -> None:
        """Show a warning."""
        self._way = row.advice.way
        self.text.set_value([Span(row.advice.text)], Lead("glyph", "at_risk", ink="warn"))
        self.way.set_value([Span(row.advice.way.label, "accent", 600)])
        self.way.setAccessibleDescription(row.advice.text)


class _Good(Card):
    """The good news."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("good-news")
        said = Value("good-news-words", "", live=False)
        said.set_value([Span("Nothing is missed", weight=600)], Lead("glyph", "tick"))
        more = label(_GOOD, "body", "soft")
        more.setContentsMargins(PAD_X, 0, PAD_X, 0)
        box = column(self, 2, (_EDGE - PAD_X, 12, _EDGE - PAD_X, 14))
        box.addWidget(said)
        box.addWidget(more)
