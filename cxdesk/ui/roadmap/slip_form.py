"""What would move, told before it is applied: if one slips, or if all were recalculated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services import slip
from cxdesk.services.cards import Card
from cxdesk.services.initiatives import MOST_LAG
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import Fault, tooltip
from cxdesk.ui.overlay import Overlay, announce
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.roadmap import pending_words as words
from cxdesk.ui.roadmap.pending import Proposal
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.roadmap.planning import Planning
from cxdesk.ui.roadmap.slip_lines import Line, LineList, as_sheet, as_text
from cxdesk.ui.roadmap.slip_report import of_proposal, of_slip
from cxdesk.ui.table.paper import table_paper

_FIRST = 10  # working days
_SHOWN = 16  # lines in sight before they scroll

Print = Callable[[Paper], object]


class MovesForm(Overlay):
    """Enter applies what it shows as one change, Esc leaves; nothing moves before."""

    width_px = 720
    top_px = 88
    stays = True

    def __init__(
        self, over: QWidget, pending: Pending, planning: Planning, title: str, printed: Print
    ) -> None:
        super().__init__(over, title)
        self.pending, self.planning, self._print = pending, planning, printed
        self.proposal: Proposal | None = None
        self.head = label(title, "title")
        self.fault = Fault(lambda _way: None)
        self.list = LineList(title, _SHOWN, edge=0)
        self.copy = self._button("Copy", self._copy)
        self.paper = self._button("Print…", self._on_print)
        self.leave = self._button("Close", self.close_overlay)
        self.branch = self._button("Try as what-if", self._try)
        self.go_on = self._button("Apply as one change", self.keep)
        self.go_on.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.paper)
        buttons.addStretch(1)
        for button in (self.leave, self.branch, self.go_on):
            buttons.addWidget(button)
        self.box = column(self, 12, (16, 16, 16, 16))
        self.box.addWidget(self.head)
        self.box.addWidget(self.fault)
        self.box.addWidget(self.list)
        self.box.addLayout(buttons)
        self.closed.connect(self.deleteLater)

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.clicked.connect(lambda _=False: act())
        return made

    def title(self) -> str:
        """What the list is called on paper."""
        return self.head.text()

    def label(self) -> str:
        """What the history calls it."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        return self.go_on if self.go_on.isEnabled() else self.leave

    def show_moves(self, proposal: Proposal | None, lines: Sequence[Line]) -> None:
        """Show what would move."""
        self.proposal = proposal
        self.list.show_lines(lines)
        moves = proposal is not None and bool(proposal.asked)
        for button in (self.copy, self.paper):
            button.setEnabled(bool(lines))
        for button in (self.go_on, self.branch):
            button.setEnabled(moves)
        if proposal is not None and moves:
            due = words.with_deadlines(proposal, pushed=True).removeprefix(" and")
            self.go_on.setText(f"Apply, move{due}" if due else "Apply as one change")
            self.go_on.setToolTip(tooltip(words.deadlines(proposal, pushed=True)))
        lock_changes(self.planning.editing.desk, self.go_on, self.branch)
        if self.isVisible():
            self.place()

    def keep(self) -> None:
        """Apply it as one change; what is refused is said here."""
        here = self.proposal
        if here is None or not self.go_on.isEnabled():
            return
        if self.pending.apply(here, self.label(), self):
            self.close_overlay()

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why it was not applied."""
        self.fault.refuse(why if isinstance(why, str) else why.text)
        self.place()
        announce(self, self.fault.text(), urgent=True)

    def clear_fault(self) -> None:
        """Nothing is wrong."""
        self.fault.clear_fault()

    def _try(self) -> None:
        here = self.proposal
        if here is not None and self.pending.try_out(here, self.title().rstrip("?"), self):
            self.close_overlay()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self.title(), self.list.lines))
        announce(self, "Copied.")

    def _on_print(self) -> None:
        sheet = as_sheet(self.list.lines)
        self._print(table_paper(self.planning.editing.desk, self.title(), sheet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(button := self.focusWidget(), QPushButton):
            button.click()
        else:
            self.keep()


class SlipForm(MovesForm):
    """What moves if an initiative slips; reckoned anew while the days are typed.

    Enter after typing goes on to the button that applies it.
    """

    def __init__(
        self, over: QWidget, pending: Pending, planning: Planning, card: Card, printed: Print
    ) -> None:
        title = f"What moves if {card.code} slips?"
        super().__init__(over, pending, planning, title, printed)
        self._card = card
        self.days = QSpinBox()
        self.days.setRange(1, MOST_LAG)
        self.days.setValue(_FIRST)
        self.days.setAccessibleName(f"Working days by which {card.code} slips")
        self.days.valueChanged.connect(lambda _value: self.tell())
        ask = QHBoxLayout()
        ask.setSpacing(8)
        for part in ("It slips by", self.days, "working days"):
            if isinstance(part, str):
                said = QLabel(part)
                said.setTextFormat(Qt.TextFormat.PlainText)
                ask.addWidget(said)
            else:
                ask.addWidget(part)
        ask.addStretch(1)
        self.box.insertWidget(1, label(f"{card.code} {card.title}", "body", "soft"))
        self.box.insertLayout(2, ask)
        self.tell()

    def first_field(self) -> QWidget:
        return self.days

    def open(self) -> None:
        super().open()
        self.days.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.days.hasFocus()
        if entered and self.go_on.isEnabled():
            self.go_on.setFocus(Qt.FocusReason.TabFocusReason)  # who asks has not decided yet
        else:
            super().keyPressEvent(event)

    def title(self) -> str:
        return f"What moves if {self._card.code} slips by {self._by()}"

    def label(self) -> str:
        many = 0 if self.proposal is None else len(self.proposal.pushed)
        behind = f", and {count(many, 'successor')} with it" if many else ""
        return f"Let {self._card.code} slip by {self._by()}{behind}"

    def tell(self) -> None:
        """Reckon it."""
        days, id = self.days.value(), self._card.id
        network, today = self.pending.network, self.pending.today
        try:
            report = self.planning.read(lambda s: slip.slip(s, id, days, network))
        except RuleBroken as broken:
            self.show_moves(None, ())
            self.refuse(broken)
            return
        self.clear_fault()
        proposal = self.pending.alone({id: report.moves[id]})
        self.show_moves(proposal, of_slip(report, network, today))
        if self.isVisible():
            many = len(report.moved) - 1
            verb = "moves" if many == 1 else "move"
            hits = count(len(report.deadlines), "deadline")
            announce(self.days, f"{count(many, 'successor')} {verb}, {hits} passed.")

    def _by(self) -> str:
        return count(self.days.value(), "working day")


class RecalculateForm(MovesForm):
    """What would move if all that wait for another stood as early as their links allow."""

    def __init__(self, over: QWidget, pending: Pending, planning: Planning, printed: Print) -> None:
        network, today = pending.network, pending.today
        moves = pending.network.pull_in()
        self._many = len(moves)
        title = f"Recalculating would move {count(self._many, 'initiative')}"
        super().__init__(over, pending, planning, title, printed)
        help = (
            "Every initiative that waits for another is put where its links let it start, earlier"
            " or later than now. What is pinned, started or finished stays."
        )
        if not moves:
            self.head.setText("Recalculating would move nothing")
            help = "Every initiative stands as early as its links allow, or is held to its dates."
        self.box.insertWidget(1, label(help, "small", "soft"))
        proposal = pending.alone(dict(sorted(moves.items(), key=lambda item: item[1])))
        rows = planning.read(lambda s: slip.outcomes_hit(s, network, moves))
        self.show_moves(proposal, of_proposal(proposal, network, rows, today) if moves else ())

    def label(self) -> str:
        return f"Recalculate: move {count(self._many, 'initiative')}"
