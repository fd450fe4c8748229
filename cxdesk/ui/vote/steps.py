"""The cards at the side of a round: what can be done with it now, and the rounds so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.wording import count
from cxdesk.services.voting_view import RoundLine, Voting
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.rows import Rows, column, label, rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.vote import words

_GLYPHS = {
    "draft": "backlog", "open": "in_progress", "closed": "planned", "published": "delivered",
    "abandoned": "cancelled",
}  # fmt: skip


class StepsCard(HeadedCard):
    """Sentences, and a button for each action that can be taken."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._said = label("", "body", "soft")
        self._said.setContentsMargins(PAD_X, 0, PAD_X, 8)
        self._buttons: list[QPushButton] = []
        self._inner = QWidget()
        self._column = column(self._inner, 8, (PAD_X, 0, PAD_X, 0))
        self.box.addWidget(self._said)
        self.box.addWidget(self._inner)

    def say(self, sentences: Sequence[str], actions: Sequence[QAction]) -> None:
        """Show sentences, and a button for each action, the plain ones last."""
        self._said.setText("\n".join(sentences))
        self._said.setVisible(bool(sentences))
        while len(self._buttons) < len(actions):
            made = QPushButton()
            made.clicked.connect(lambda _=False, made=made: self._act(made))
            self._buttons.append(made)
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(actions))
            if place < len(actions):
                action = actions[place]
                button.setProperty("does", action)
                button.setObjectName(f"{action.objectName()}-button")
                button.setText(action.text())
                button.setEnabled(action.isEnabled())
                button.setToolTip(tooltip("" if action.isEnabled() else action.toolTip()))

    def _act(self, button: QPushButton) -> None:
        action = button.property("does")
        if isinstance(action, QAction):
            action.trigger()


def paper_words(here: Voting) -> str:
    """What stands at the paper ballots."""
    if here.papers:
        return f"{count(here.papers, 'paper ballot')} handed in and still to be entered."
    return "Mark who hands one in, then enter it; a second person compares paper and screen."


class RoundsCard(HeadedCard):
    """Every round of the meeting, the newest first, with what binds its ballots."""

    def __init__(self) -> None:
        super().__init__("Rounds of this meeting")
        self.rows = Rows(lambda _row: _RoundRow(lambda: self._now))
        self._now = datetime.min
        self.box.addWidget(self.rows)

    def show_rounds(self, rounds: Sequence[RoundLine], now: datetime) -> None:
        """Show them with times of day where the user sits."""
        self._now = now
        self.head.note.setText(f"{len(rounds):,}" if rounds else "")
        self.rows.show_rows(rounds)


class _RoundRow(QWidget):
    """A round in a few lines."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.name = Value("round", "", live=False)
        self.digest = label("", "small", "quiet")
        self.digest.setContentsMargins(PAD_X + 21, 0, PAD_X, 6)
        self.digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = column(self, 0, (0, 2, 0, 2))
        box.addWidget(rule())
        box.addWidget(self.name)
        box.addWidget(self.digest)

    def show_row(self, shown: RoundLine) -> None:
        """Show a round."""
        notes = words.line_notes(shown, self._now())
        self.name.set_value(
            [
                Span(f"Round {shown.number}", weight=600),
                *(Span(note, "text2", 400, 12, below=True) for note in notes),
            ],
            Lead("glyph", _GLYPHS[shown.state.value]),
        )
        self.digest.setText(f"Digest of the ballots: {shown.digest[:16]}…" if shown.digest else "")
        self.digest.setToolTip(
            tooltip(
                f"{shown.digest}\nThe history keeps it: a ballot that is changed, put in or taken "
                "out outside cxdesk is found by it."
            )
        )
        self.digest.setVisible(bool(shown.digest))
