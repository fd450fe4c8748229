"""The report after an import: what was done, a way to see it, and a way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.services.incoming import Report
from cxdesk.ui.bring_in import words
from cxdesk.ui.bring_in.pages import button
from cxdesk.ui.bring_in.report_view import ReportView
from cxdesk.ui.form.rows import column, label, rule
from cxdesk.ui.toasts import FOOT_BAR

_WIDEST = 900


class DonePage(QWidget):
    """Undo at the left, what to look at next at the right."""

    # It is to be taken back; shown in its place; printed; nothing more.
    undo_wanted = Signal()
    show_wanted = Signal(str)
    print_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place = ""
        self.title, self.about = label("", "title"), label("", "body", "soft")
        self.view = ReportView(done=True)
        self.said = label("", "small", "soft")
        self.undo = button("Undo", self.undo_wanted.emit)
        self.print = button("Print…", self.print_wanted.emit)
        self.close_button = button("Close", self.left.emit)
        self.show_it = button("", lambda: self.show_wanted.emit(self._place), "primary")
        self.view.add_tool(self.print)
        head = QWidget()
        head_box = column(head, 2, (0, 20, 0, 14))
        head_box.addWidget(self.title)
        head_box.addWidget(self.about)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        inner_box = column(inner)
        inner_box.addWidget(head)
        inner_box.addWidget(self.view, 1)
        across = QHBoxLayout()
        across.setContentsMargins(24, 0, 24, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)
        bar = QWidget()
        bar.setObjectName(FOOT_BAR)  # messages stand above it
        foot = QHBoxLayout(bar)
        foot.setContentsMargins(24, 12, 24, 12)
        foot.setSpacing(8)
        foot.addWidget(self.undo)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.show_it)
        whole = column(self)
        whole.addLayout(across, 1)
        whole.addWidget(rule())
        whole.addWidget(bar)

    def show_report(self, report: Report) -> None:
        """Show what was done."""
        self._place, text = words.shown_in(report)
        self.title.setText(words.outcome(report))
        self.about.setText(f"From {report.title}.")
        self.view.show_report(report)
        self.show_it.setText(text)
        self.undo.setEnabled(not report.empty)
        self.said.setText("Ctrl+Z takes all of it back." if not report.empty else "")

    def taken_back(self) -> None:
        """It was undone."""
        self.title.setText("All of it was taken back")
        self.said.setText("Nothing of it is left. Ctrl+Y brings it in again.")
        self.undo.setEnabled(False)

    def say(self, text: str) -> None:
        """Say something at the foot."""
        self.said.setText(text)

    def first_field(self) -> QWidget:
        """What takes the keyboard."""
        return self.show_it
