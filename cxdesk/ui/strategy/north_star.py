"""The north star: the sentence every decision is measured against, why, and the principles."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cxdesk.model.wording import day
from cxdesk.services import north_star, strategy, strategy_view
from cxdesk.services.north_star import NorthStar
from cxdesk.services.strategy_view import Strategy
from cxdesk.store.history import ChangeSet
from cxdesk.ui import icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Head, column, label, line
from cxdesk.ui.form.two_columns import GAP, TwoColumns
from cxdesk.ui.form.value import PAD_X, Fault, Value, tooltip
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.strategy.glance import GlanceCard, review_words
from cxdesk.ui.strategy.principles import Principles
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.view import Hint

_SIDE = 312  # px
_STAR = "One sentence that every decision is measured against"
_EXAMPLE = (
    "Such as: “Every contact ends with the customer certain it is handled.” Short enough to be "
    "known by heart, clear enough to say no with."
)
_WHY = "What customers suffer today, and what it costs them and you"
_COUNTED = {
    "outcome", "reading", "contribution", "initiative", "domain", "person", "holiday",
}  # fmt: skip
_HINTS = (
    Hint(("Enter",), "save"),
    Hint(("Alt", "↑"), "move up"),
    Hint(("Alt", "↓"), "move down"),
)
_GRIP_HINTS = (
    Hint(("F2",), "rename the principle"),
    Hint(("Delete",), "remove the principle"),
)


class NorthStarPage(TabPage):
    """The sentence, the why, the principles and how all of it stands."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._rows: NorthStar | None = None
        self._changed: set[int] = set()  # items of the frame that changed since the glance
        self._judged, self._stale = False, True
        self._look = QTimer(self, singleShot=True, interval=0)  # what is written comes first
        self._look.timeout.connect(self._show_glance)
        self.principles = Principles(editing)
        self.glance = GlanceCard(editing, self.tab_requested.emit)
        self.area = TwoColumns(self, self._make_main(), self._make_side(), wide=_SIDE)
        column(self).addWidget(self.area)
        self.setFocusProxy(self.area)
        self._new = make_action(
            self, "new-principle", "New principle", "Strategy", self.add, shortcuts=("N",)
        )
        make_action(self, "print-poster", "Print the strategy poster", "Strategy",
                    self.print_poster)  # fmt: skip
        lock_changes(self.desk, self._new)
        self.restyle()

    def _make_main(self) -> QWidget:
        star_fault, why_fault = Fault(self.editing.go), Fault(self.editing.go)
        self.star = TextField(
            "north-star", "North star", self._save_star, fault=star_fault,
            role=typeface.BALLOT_SEAT, placeholder=_STAR,
        )  # fmt: skip
        self.why = TextField(
            "why", "Why", self._save_why, fault=why_fault, lines=True, placeholder=_WHY
        )
        self.example = label(_EXAMPLE, "body", "soft")
        self.example.setContentsMargins(PAD_X, 0, PAD_X, 0)
        main = QWidget()
        top = Card()
        box = column(top, 0, (20 - PAD_X, 16, 20 - PAD_X, 16))
        for words, field, fault in (
            ("North star", self.star, star_fault), ("Why", self.why, why_fault),
        ):  # fmt: skip
            named = label(words, "small", "quiet")
            named.setContentsMargins(PAD_X, 0, 0, 0)
            box.addWidget(named)
            box.addWidget(field)
            box.addWidget(fault)
            if field is self.star:
                box.addWidget(self.example)
                box.addSpacing(12)
        rules = Card()
        column(rules, 0, (20 - PAD_X, 16, 20 - PAD_X, 8)).addWidget(self.principles)
        upright = column(main, GAP)
        upright.addWidget(top)
        upright.addWidget(rules)
        return main

    def _make_side(self) -> QWidget:
        self._review_fault = Fault(self.editing.go)
        self.review = DateField(
            "next-review", "Next review", self._save_review, self.desk.today,
            fault=self._review_fault, placeholder="set a date",
        )  # fmt: skip
        self.review_note = Value("review-note", "", live=False)
        self.print_button = QPushButton(" Print poster")
        self.print_button.setObjectName("print-poster")
        self.print_button.setAccessibleName("Print poster")
        self.print_button.setToolTip(tooltip("North star, principles and outcomes on one page"))
        self.print_button.clicked.connect(lambda _=False: self.print_poster())
        self.print_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        review = Card()
        head = Head("Next review")
        head.setContentsMargins(PAD_X, 0, 0, 0)
        box = column(review, 0, (20 - PAD_X, 16, 20 - PAD_X, 12))
        box.addWidget(head)
        box.addLayout(line(self.review, self.review_note, 1))
        box.addWidget(self._review_fault)
        side = QWidget()
        upright = column(side, GAP)
        for part in (review, self.glance, self.print_button):
            upright.addWidget(part)
        return side

    # Showing ------------------------------------------------------------------------------------

    def load(self) -> None:
        before, rows = self._rows, self.editing.read(north_star.north_star)
        self._rows = rows
        self.star.show_value(rows.id, rows.north_star)
        self.example.setVisible(not rows.north_star)
        self.why.show_value(rows.id, rows.why)
        self.review.show_date(rows.id, rows.next_review)
        spans, lead = review_words(rows.next_review, self.desk.today())
        self.review_note.set_value(spans, lead)
        self.review_note.setVisible(bool(spans))
        self.principles.show_rows(rows.principles)
        self._set_tab_order()
        if self._is_stale(before, rows):
            self._look.start()
        self._judged, self._changed = False, set()

    def concerned(self, change_set: ChangeSet) -> bool:
        self._stale = self._stale or bool(change_set.tables & _COUNTED)
        self._changed |= change_set.ids("frame_item")
        self._judged = True
        return bool(change_set.tables & (_COUNTED | {"program", "frame_item"}))

    def _is_stale(self, before: NorthStar | None, rows: NorthStar) -> bool:
        """Whether how it stands may be another: words alone do not change that.

        Reckoning loads takes a third of a second with ten thousand initiatives.
        """
        if before is None or not self._judged:
            self._stale = True
        else:
            principles = {one.id for one in (*before.principles, *rows.principles)}
            basis = (before.currency, before.week) != (rows.currency, rows.week)
            self._stale = self._stale or basis or bool(self._changed - principles)
        return self._stale

    def _show_glance(self) -> None:
        self._stale = False
        self.glance.show_glance(self.editing.read(north_star.glance))
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Tab goes as one reads: Qt would take the order in which the parts were made."""
        parts = [
            self.star, self.why, *self.principles.parts(),
            self.review, *self.glance.links(), self.print_button,
        ]  # fmt: skip
        for one, following in pairwise(parts):
            self.setTabOrder(one, following)

    def reveal(self, kind: str, id: int) -> bool:
        if kind == "north-star":
            QTimer.singleShot(0, self, lambda: self.area.bring(self.star))
            return True
        found = kind == "frame_item" and self.principles.mark(id)
        if found:
            # Not before the page is shown and laid out: it may have been made just now.
            QTimer.singleShot(0, self, lambda: self._bring(id))
        return found

    def _bring(self, id: int) -> None:
        found = self.principles.line(id)
        if found is not None:
            found.grip.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.bring(found)

    def primary_action(self) -> QAction:
        return self._new

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def all_hints(self) -> tuple[Hint, ...]:
        return (*_HINTS, *_GRIP_HINTS)

    def paper(self) -> Paper:
        return poster_paper(self.editing.read(strategy_view.strategy), self.desk.today())

    def restyle(self) -> None:
        self.print_button.setIcon(icons.icon("printer", theme.current(), "text"))

    # Doing --------------------------------------------------------------------------------------

    def add(self) -> None:
        """Begin a principle at the end of the list."""
        self.principles.new.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.area.bring(self.principles.new)

    def _save_star(self, text: str) -> bool:
        return self.editing.do(
            "Write the north star", lambda s: strategy.set_north_star(s, text), self.star
        )

    def _save_why(self, text: str) -> bool:
        return self.editing.do("Write the why", lambda s: strategy.set_why(s, text), self.why)

    def _save_review(self, on: date | None) -> bool:
        words = f"Set the next review to {day(on)}" if on else "Take the next review away"
        return self.editing.do(words, lambda s: strategy.set_review(s, on), self.review)

    def print_poster(self) -> None:
        """Print the strategy on one page."""
        self.print_requested.emit(self.paper())


def poster_paper(rows: Strategy, today: date) -> Paper:
    """The strategy on one page, to print."""

    def make(paper: str) -> bytes:
        from cxdesk.reports.poster import poster_pdf  # reportlab costs start-up time

        return poster_pdf(rows, today, paper)

    return Paper("Strategy poster", f"{rows.name} strategy", make)
