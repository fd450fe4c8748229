"""The main page of the import: where it goes, what is asked, the first rows, what would happen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cxdesk.services.incoming import Report
from cxdesk.ui import theme
from cxdesk.ui.bring_in import words
from cxdesk.ui.bring_in.pages import button, show_progress
from cxdesk.ui.bring_in.preview import PreviewTable
from cxdesk.ui.bring_in.questions import Questions
from cxdesk.ui.bring_in.report_view import ReportView
from cxdesk.ui.bring_in.talk import Look
from cxdesk.ui.bring_in.target import Target
from cxdesk.ui.form.rows import column, label, rule

_WIDE, _LEFT, _TALL = 880, 392, 600
_ROWS, _OUTCOME = 400, 320  # px of what is left, in proportion
_TABS = ("Questions", "First rows", "What will happen")


class AskPage(QWidget):
    """Three parts beside each other; in a narrow window one after the other, behind tabs."""

    # Another file is wanted; the import is left; it is to be done.
    another_wanted = Signal()
    left = Signal()
    wanted = Signal()

    def __init__(self, here: str | None) -> None:
        super().__init__()
        self._wide = True
        self.title, self.about = label("", "title"), label("", "body", "soft")
        self.another = button("Another file…", self.another_wanted.emit)
        self.target = Target(here)
        self.questions, self.preview, self.report = Questions(), PreviewTable(), ReportView()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Parts")
        for text in _TABS:
            self.tabs.addTab(text)
        self.tabs.currentChanged.connect(lambda _: self._arrange())
        self.rows_title = label("", "strong")
        self.rows_hint = label("", "small", "quiet")
        self.outcome_title = label("What will happen", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName("Checking")
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.how_far = label("", "small", "quiet")
        self.said = label("", "small", "soft")
        self.cancel = button("Cancel", self.left.emit)
        self.go = button("Bring in", self.wanted.emit, "primary")
        self._build()

    def _build(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title)
        titles.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(titles, 1)
        top.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 14)
        head.setSpacing(12)
        head.addLayout(top)
        head.addWidget(self.target)
        self._rows = _pane(self.rows_title, self.rows_hint, self.preview)
        self._outcome = _pane(self.outcome_title, self.bar, self.how_far, self.report)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.setChildrenCollapsible(False)
        self._right.setHandleWidth(1)
        self._right.addWidget(self._rows)
        self._right.addWidget(self._outcome)
        self._right.setSizes([_ROWS, _OUTCOME])
        self.questions.setMinimumWidth(280)
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._body.addWidget(self.questions)
        self._between = rule()
        self._between.setFixedSize(1, 16777215)
        self._between.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._between.setMinimumHeight(0)
        self._body.addWidget(self._between)
        self._body.addWidget(self._right, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 12)
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        whole = column(self)
        whole.addLayout(head)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(24, 0, 24, 0)
        tabs.addWidget(self.tabs)
        whole.addLayout(tabs)
        whole.addWidget(rule())
        whole.addLayout(self._body, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)

    # Contents ---------------------------------------------------------------------------------

    def show_file(self, name: str, look: Look) -> None:
        """Show a file as it is read with the answers so far."""
        total = look.preview.total
        self.title.setText(words.named(look.opened))
        rows = f"{total:,} {'row' if total == 1 else 'rows'}"
        self.about.setText(f"{look.opened.kind} · {name} · {rows}")
        self.questions.show_questions(look.questions)
        about_columns = [one for one in look.questions if one.group == "columns"]
        self.preview.show_preview(look.preview, about_columns)
        shown = len(look.preview.rows)
        if not total:
            self.rows_title.setText("There are no rows in it")
        elif shown < total:
            self.rows_title.setText(f"The first {shown:,} of {rows}")
        else:
            self.rows_title.setText(f"All {rows}" if total > 1 else "The one row")
        guesses = sum(not one.sure for one in about_columns)
        hint = "Under each title stands what the column becomes." if about_columns else ""
        if guesses:
            hint += f" {guesses} {'is a guess' if guesses == 1 else 'are guesses'}: look at them."
        self.rows_hint.setText(hint)
        self.rows_hint.setVisible(bool(hint))
        self._arrange()
        self.check()

    def check(self) -> None:
        """What would happen is being worked out."""
        self.bar.setRange(0, 0)
        self.bar.show()
        self.how_far.setText("Checking…")
        self.how_far.show()
        self.go.setText(words.button(None))
        self.go.setEnabled(True)
        self._say_first()

    def tell(self, done: int, every: int) -> None:
        """How far that is."""
        if not self.bar.isHidden():
            show_progress(self.bar, self.how_far, done, every, "")
            self.how_far.setText(f"Checking… {self.how_far.text()}")

    def show_outcome(self, report: Report) -> None:
        """What would happen."""
        self._checked()
        self.report.show_report(report)
        self.go.setText(words.button(report))
        self._let_go(not report.empty)
        self._say_first()
        if report.empty and any(one.same for one in report.tallies):
            self.said.setText("All of it is here already: nothing would be changed.")

    def show_trouble(self, why: str, *, again: bool = False) -> None:
        """It cannot be read or taken in with these answers; `again` where the answers are right."""
        self._checked()
        self.report.say(why)
        self.go.setText(words.button(None))
        self._let_go(again)
        self.said.setText("")

    def _let_go(self, may: bool) -> None:
        """Whether the button may be pressed; what has the keyboard keeps it, or Cancel gets it."""
        if self.go.hasFocus() and not may:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go.setEnabled(may)

    def _checked(self) -> None:
        self.bar.hide()
        self.how_far.hide()

    def _say_first(self) -> None:
        number = self.questions.to_look_at()
        said = "Nothing is written yet. One Ctrl+Z takes all of it back."
        if number:
            guesses = "One guess is" if number == 1 else f"{number} guesses are"
            said = f"{guesses} worth a look. " + said
        self.said.setText(said)
        self.tabs.setTabText(0, f"{_TABS[0]} ({number} to look at)" if number else _TABS[0])

    def first_field(self) -> QWidget:
        """The button: who has nothing to change presses Enter."""
        return self.go

    # Room -------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        asks = bool(self.questions.asked)
        wide = self.width() >= _WIDE and self.height() >= _TALL
        self.tabs.setVisible(not wide)
        self.tabs.setTabVisible(0, asks)
        at = self.tabs.currentIndex()
        self.questions.setVisible(asks and (wide or at == 0))
        self._between.setVisible(asks and wide)
        self._rows.setVisible(wide or at == 1)
        self._outcome.setVisible(wide or at == 2)
        self._right.setVisible(wide or at > 0)
        self.questions.setMaximumWidth(_LEFT if wide else 16777215)
        if wide:
            self.questions.setMinimumWidth(min(_LEFT, self.width() * 2 // 5))
        else:
            self.questions.setMinimumWidth(0)

    def reveal(self, part: QWidget) -> None:
        """Bring what has the keyboard into sight."""
        self.questions.reveal(part)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().surface)


def _pane(*parts: QWidget) -> QWidget:
    made = QWidget()
    box = column(made, 6, (24, 16, 24, 12))
    for part in parts[:-1]:
        box.addWidget(part)
    box.addWidget(parts[-1], 1)
    return made
