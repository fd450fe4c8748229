"""The bar above the canvas while changed dates wait: what was moved, what breaks, what to do."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from cxdesk.ui import theme
from cxdesk.ui.cap_button import CapButton
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.overlay import announce
from cxdesk.ui.roadmap import pending_words as words
from cxdesk.ui.roadmap.pending import Proposal
from cxdesk.ui.roadmap.pending_details import Details
from cxdesk.ui.roadmap.pending_flow import Pending
from cxdesk.ui.roadmap.planning import Planning

_EDGE, _TALL = 16, 28
_WORDS = 380  # px that the words need beside the buttons


class PendingBar(QWidget):
    """Follows a `Pending`; Enter takes the first button, Esc discards."""

    def __init__(self, pending: Pending, planning: Planning, home: QWidget) -> None:
        super().__init__()
        self._pending, self._home = pending, home
        self._spoken = ""
        self.setObjectName("pending")
        self.setAccessibleName("Not saved")
        self.said = Value("pending-said", "", live=False)
        self.trouble = Value("pending-trouble", "", live=False)
        self._sentences = _Sentences(self.said, self.trouble)
        self.more = QPushButton("Details")
        self.more.setCheckable(True)
        self.more.setProperty("role", "flat")
        self.more.toggled.connect(self._on_more)
        self.go = CapButton(self, height=_TALL)
        self.go.clicked.connect(self.choose)
        self.keep = QPushButton("Keep and flag")
        self.keep.clicked.connect(lambda _=False: pending.save(pushed=False))
        self.drop = QPushButton("Discard")
        self.drop.setToolTip(tooltip("Everything stays as it was (Esc)"))
        self.drop.clicked.connect(lambda _=False: self.discard())
        for button in (self.more, self.keep, self.drop):
            button.setAutoDefault(True)  # Enter presses it, as Space does
            button.setProperty("tight", True)
        self._buttons = QWidget()
        side = QHBoxLayout(self._buttons)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addStretch(1)
        for each in (self.more, self.go, self.keep, self.drop):
            side.addWidget(each)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setContentsMargins(_EDGE - 6, 4, _EDGE, 4)
        row.setSpacing(4)
        row.addWidget(self._sentences, 1)
        row.addWidget(self._buttons)
        self.details = Details(pending, planning)
        box = column(self)
        box.addLayout(row)
        box.addWidget(self.details)
        self.details.hide()
        self.hide()
        pending.changed.connect(self.follow)

    def follow(self) -> None:
        """Show what waits."""
        here = self._pending.proposal
        if here is None:
            self._leave()
            return
        network, today = self._pending.network, self._pending.today
        asked = words.asked(here, network, today) or f"{words.label(here, network)}."
        wrong = words.trouble(here, network, today)
        if self._pending.refusal is not None:
            wrong = [self._pending.refusal.text]
        self.said.set_value((Span("Not saved", weight=600), Span(asked)))
        self.trouble.set_value(
            tuple(Span(one, "danger", 600) for one in wrong), Lead("glyph", "alert", ink="danger")
        )
        self.trouble.setVisible(bool(wrong))
        first = self._first(here)
        self.go.show_text(first, "Enter")
        self.keep.setText(words.keep(here, today))
        self.keep.setVisible(bool(here.pushed) or here.instead is not None)
        alone = "Nobody else moves; the links that break are shown in red."
        due = words.deadlines(here, pushed=False)
        self.keep.setToolTip(tooltip(f"{alone} {due}".strip()))
        self.go.setToolTip(tooltip(words.deadlines(here, pushed=bool(here.pushed))))
        self.more.setVisible(len(here.pushed) + len(here.asked) > 1 or bool(here.over_pushed))
        if self.more.isHidden():
            self.more.setChecked(False)
        self._fold()
        self._sentences.fit()
        self.details.follow()
        self.show()
        choice = () if here.harmless else (f"{first}: Enter.",)
        self._speak(" ".join((asked, *wrong, *choice)))

    def _fold(self) -> None:
        """Put the buttons below the words where both have no room beside each other."""
        narrow = self.width() - self._buttons.sizeHint().width() < _WORDS
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _first(self, here: Proposal) -> str:
        """What the accent button says."""
        network, today = self._pending.network, self._pending.today
        if here.pushed:
            return words.push(here, network, today)
        return words.keep(here, today) if here.instead is None else words.instead(here, today)

    def choose(self) -> None:
        """Do what the accent button says."""
        here = self._pending.proposal
        if here is not None:
            self._back()
            if here.instead is not None:
                self._pending.propose("", dict.fromkeys(here.asked, here.instead))
            else:
                self._pending.save(pushed=bool(here.pushed))

    def discard(self) -> None:
        """Let everything stay as it was."""
        self._back()
        self._pending.discard()
        announce(self._home, "Discarded: nothing was changed.")

    def text(self) -> str:
        """What it says; empty while nothing waits."""
        if self.isHidden():
            return ""
        wrong = "" if self.trouble.isHidden() else self.trouble.words()
        return f"{self.said.words()} {wrong}".strip()

    def _leave(self) -> None:
        self._spoken = ""
        self.more.setChecked(False)
        self._back()
        self.hide()

    def _back(self) -> None:
        """Give the keyboard back to the canvas before the button under it goes."""
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus():
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _speak(self, text: str) -> None:
        if text != self._spoken:
            self._spoken = text
            announce(self._home, text, urgent=True)

    def _on_more(self, on: bool) -> None:
        self.details.setVisible(on)
        self.details.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.discard()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.tint)
        p.fillRect(0, self.height() - 1, self.width(), 1, here.line2)


class _Sentences(QWidget):
    """What was moved and what is wrong: side by side where there is room, else one below."""

    def __init__(self, said: Value, trouble: Value) -> None:
        super().__init__()
        self._said, self._trouble = said, trouble
        for one in (said, trouble):
            one.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return max((box.bottom() for _, box in self._boxes(width)), default=0) + 1

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        wide = sum(one.sizeHint().width() for one, _ in self._boxes(1 << 20))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 26)

    def fit(self) -> None:
        """Other words stand in it."""
        self.updateGeometry()
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        boxes = self._boxes(self.width())
        spare = max(0, self.height() - max((box.bottom() + 1 for _, box in boxes), default=0))
        for one, box in boxes:
            one.setGeometry(box.translated(0, spare // 2))

    def _boxes(self, width: int) -> list[tuple[Value, QRect]]:
        shown = [one for one in (self._said, self._trouble) if not one.isHidden()]
        x = y = high = 0
        boxes = []
        for one in shown:
            wide = min(one.sizeHint().width() + 1, width)
            if x and x + wide > width:
                x, y, high = 0, y + high, 0
            box = QRect(x, y, wide, one.heightForWidth(wide))
            boxes.append((one, box))
            x, high = box.right() + 5, max(high, box.height())
        return boxes
