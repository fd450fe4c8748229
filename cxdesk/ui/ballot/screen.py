"""The ballot over the whole window: whose it is, what they rank, what is left, and the seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.wording import count
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.ballot.ballot import Ballot
from cxdesk.ui.ballot.parts import Avatar
from cxdesk.ui.ballot.words import BallotRow, review
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import Fault
from cxdesk.ui.overlay import Overlay, announce

HEAD, FOOT = 76, 84


class BallotScreen(Overlay):
    """`seal(tiers)` keeps the ranking and returns why not, "" when it did.

    What is left unranked is asked about before it is sealed. `head` and `foot` are rows of widgets
    that others may add to.
    """

    # It was left with another ranking than it began with, not sealed: Tiers.
    left = Signal(object)

    stays = True

    def __init__(
        self, over: QWidget, name: str, initials: str, note: str, about: tuple[str, str],
        seal: Callable[[Tiers], str],
    ) -> None:  # fmt: skip
        super().__init__(over, f"Ballot of {name}")
        self._seal, self._asked = seal, False
        self._begun = Tiers()
        self.ballot = Ballot()
        self.said, self.fault = label("", "muted"), Fault(lambda _way: None)
        self.leave = QPushButton("Leave")
        self.leave.clicked.connect(lambda _=False: self.close_overlay())
        self.go_on = QPushButton("Seal ranking")
        self.go_on.setProperty("role", "primary")
        self.go_on.clicked.connect(lambda _=False: self.seal())
        for button in (self.leave, self.go_on):
            button.setProperty("big", True)
            button.setAutoDefault(False)
        self.head, self.foot = QHBoxLayout(), QHBoxLayout()
        self._build(name, initials, note, about)
        self.ballot.changed.connect(self._on_changed)
        self.closed.connect(self._on_closed)

    def _build(self, name: str, initials: str, note: str, about: tuple[str, str]) -> None:
        who, what = QWidget(), QWidget()
        named = label(name, "")  # whose font no style sets
        named.setFont(typeface.BALLOT_SEAT.font())
        named.setWordWrap(False)
        left = column(who, 0)
        left.addWidget(named)
        left.addWidget(label(note, "muted"))
        right = column(what, 2)
        for text, role in zip(about, ("strong", "muted"), strict=True):
            line = label(text, role)
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            right.addWidget(line)
        self.head.setContentsMargins(40, 0, 40, 0)
        self.head.setSpacing(14)
        self.head.addWidget(Avatar(initials), 0, Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(who, 2, Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(what, 3, Qt.AlignmentFlag.AlignVCenter)
        self.foot.setContentsMargins(40, 0, 40, 0)
        self.foot.setSpacing(12)
        words = QWidget()
        said = column(words, 2)
        said.addWidget(self.fault)
        said.addWidget(self.said)
        self.foot.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.foot.addWidget(self.leave)
        self.foot.addWidget(self.go_on)
        box = column(self)
        for row, high in ((self.head, HEAD), (None, 0), (self.foot, FOOT)):
            if row is None:
                box.addWidget(self.ballot, 1)
                continue
            part = QWidget()
            part.setFixedHeight(high)
            part.setLayout(row)
            box.addWidget(part)

    def set_rows(self, rows: Sequence[BallotRow], tiers: Tiers) -> None:
        """Rank these, beginning with `tiers`."""
        self.ballot.set_rows(rows, tiers)
        self._begun = self.ballot.tiers
        self._on_changed()

    # Sealing --------------------------------------------------------------------------------

    def seal(self) -> None:
        """Keep the ranking; what is unranked is asked about first."""
        here = self.ballot.tiers
        self.ballot.keys.drop()
        if here.unranked and here.ranked and not self._asked:
            self._asked = True
            self.go_on.setText(f"Seal with {len(here.unranked):,} unranked")
            words = review(here, self.ballot.rows)
            self.said.setText(f"{words} Seal it like this, or rank them first.")
            announce(self, self.said.text(), urgent=True)
            return
        why = self._seal(here)
        if why:
            self.fault.refuse(why)
            self.said.hide()
            announce(self, why, urgent=True)
            return
        self._begun = here
        self.close_overlay()

    def _on_changed(self, _here: object = None) -> None:
        self._asked = False
        self.fault.clear_fault()
        here = self.ballot.tiers
        ranked = sum(len(tier) for tier in here.ranked)
        words = review(here, self.ballot.rows)
        if not ranked:
            words = "Give at least one a rank, then seal."
        elif not words:
            words = f"All {ranked:,} are ranked." if ranked > 1 else "It is ranked."
        self.said.setText(words)
        self.said.show()
        self.go_on.setText("Seal ranking")
        self.go_on.setAccessibleDescription(f"{count(ranked, 'rank')} given. {words}")

    def _on_closed(self) -> None:
        if self.ballot.tiers != self._begun:
            self.left.emit(self.ballot.tiers)
        self.deleteLater()

    # The overlay ----------------------------------------------------------------------------

    def first_field(self) -> QWidget:
        return self.ballot.focusProxy() or self.ballot

    def place(self) -> None:
        self.setGeometry(self._over.rect())

    def event(self, event: QEvent) -> bool:
        # No shortcut of the window reaches below a ballot but that of the help.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() != Qt.Key.Key_F1)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        how = event.modifiers()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and how & Qt.KeyboardModifier.ControlModifier:
            self.seal()
        elif enter and isinstance(button := self.focusWidget(), QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), colors.canvas)
        p.fillRect(QRectF(0, 0, self.width(), HEAD), colors.surface)
        p.fillRect(QRectF(0, HEAD - 1, self.width(), 1), colors.line2)
        foot = self.height() - FOOT
        p.fillRect(QRectF(0, foot, self.width(), FOOT), colors.surface)
        p.fillRect(QRectF(0, foot, self.width(), 1), colors.line2)
