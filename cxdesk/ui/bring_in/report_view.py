"""The report of an import, before it is done and after: counts, what became of what, problems."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QWidget,
)

from cxdesk.services.incoming import Report
from cxdesk.ui.bring_in import words
from cxdesk.ui.form.rows import column, label

_MOST_NOTES = 40
_LEAST, _LINE = 4, 32  # problems that are always in sight; px of one
_BESIDE, _BETWEEN = 560, 40  # counts and notes stand beside each other from this width on


class Problems(QListView):
    """Problems by row; Ctrl+C copies the selected ones, or all."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = QStringListModel(self)
        self.setModel(self.lines)
        self.setAccessibleName("Problems")
        self.setWordWrap(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def text(self) -> str:
        """The selected lines, all where none is selected."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        lines = self.lines.stringList()
        return "\n".join(lines[row] for row in rows) if rows else "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)


class ReportView(QScrollArea):
    """Shows a report; `done` says whether it has happened."""

    # The report is wanted in a file.
    save_wanted = Signal()

    def __init__(self, *, done: bool = False) -> None:
        super().__init__()
        self._done = done
        self.report: Report | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("pages")
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        page.setObjectName("page")
        self._box = column(page, 0, (0, 0, 16, 16))
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(_BETWEEN)
        self._box.addLayout(self._parts)
        self.problem_head = label("", "strong")
        self.problems = Problems()
        self.copy = _button("Copy", self._copy)
        self.save = _button("Save as a table…", self.save_wanted.emit)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 6, 0, 0)
        tools.setSpacing(8)
        tools.addWidget(self.copy)
        tools.addWidget(self.save)
        tools.addStretch(1)
        self._row = tools
        self._box.addSpacing(16)
        self._box.addWidget(self.problem_head)
        self._box.addSpacing(6)
        self._box.addWidget(self.problems, 100)
        self._box.addWidget(self._tools)
        self._box.addWidget(QWidget(), 1)
        self.setWidget(page)
        self._show_problems()

    def add_tool(self, tool: QWidget) -> None:
        """Something else to do with the report."""
        self._row.insertWidget(self._row.count() - 1, tool)

    def show_report(self, report: Report) -> None:
        """Show it."""
        self.report = report
        self._clear()
        if any(one.added or one.changed or one.same for one in report.tallies):
            self._parts.addWidget(self._counts(report), 0, Qt.AlignmentFlag.AlignTop)
        else:
            self._parts.addWidget(label("Nothing in this file can be brought in."))
        notes = words.noted(report)
        if notes:
            self._parts.addWidget(self._notes(notes), 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._parts.addStretch(1)
        self._show_problems()

    def say(self, text: str) -> None:
        """Show a sentence in place of a report."""
        self.report = None
        self._clear()
        self._parts.addWidget(label(text, "warn"))
        self._show_problems()

    def _clear(self) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_problems(self) -> None:
        found = () if self.report is None else self.report.problems
        self.problems.lines.setStringList([one.sentence for one in found])
        self.problems.setMaximumHeight(len(found) * _LINE + 8)  # no taller than it need be
        self.problems.setMinimumHeight(min(len(found), _LEAST) * _LINE + 8)
        said = words.problem_line(len(found), done=self._done) if found else ""
        self.problem_head.setText(said)
        for part in (self.problem_head, self.problems, self._tools):
            part.setVisible(bool(found) or (part is self._tools and self._done))

    def _counts(self, report: Report) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(3)
        heads = ("", "new", "changed", "as they are")
        every = [(one.added, one.changed, one.same) for one in report.tallies]
        used = [n for n in range(3) if any(row[n] for row in every)]
        for place, n in enumerate(used, 1):
            grid.addWidget(_figure(heads[n + 1], "small", "quiet"), 0, place)
        row = 1
        for one, figures in zip(report.tallies, every, strict=True):
            if not any(figures):
                continue
            kind = QLabel(one.kind[:1].upper() + one.kind[1:])
            kind.setTextFormat(Qt.TextFormat.PlainText)
            kind.setProperty("role", "body")
            grid.addWidget(kind, row, 0)
            for place, n in enumerate(used, 1):
                role = "strong" if figures[n] and n < 2 else "body"
                tone = "" if figures[n] and n < 2 else "quiet"
                grid.addWidget(_figure(f"{figures[n]:,}" if figures[n] else "–", role, tone),
                               row, place)  # fmt: skip
            row += 1
        grid.setColumnStretch(len(used) + 1, 1)
        made.setAccessibleName(words.counts(report.tallies))
        return made

    def _notes(self, notes: list[tuple[str, int, str]]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        before = ""
        for row, (what, count, text) in enumerate(notes[:_MOST_NOTES]):
            head = _figure("" if what == before else what, "small", "quiet", right=False)
            grid.addWidget(head, row, 0, top)
            grid.addWidget(_figure(f"{count:,}" if count else "", "small", "soft"), row, 1, top)
            grid.addWidget(label(text, "small"), row, 2)
            before = what
        if len(notes) > _MOST_NOTES:
            rest = f"and {len(notes) - _MOST_NOTES:,} more, all of them in the saved report"
            grid.addWidget(label(rest, "small", "quiet"), _MOST_NOTES, 2)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self.width() >= _BESIDE
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if across else direction.TopToBottom)
        self._parts.setSpacing(_BETWEEN if across else 12)

    def _copy(self) -> None:
        if self.report is not None:
            QGuiApplication.clipboard().setText(words.text(self.report))


def _figure(text: str, role: str, tone: str, *, right: bool = True) -> QLabel:
    made = label(text, role, tone)
    made.setWordWrap(False)
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return made


def _button(text: str, slot: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _=False: slot())
    return made
