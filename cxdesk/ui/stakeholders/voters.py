"""Who ranked, and when; a click ranks anew, a cross withdraws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from cxdesk.services.stakeholders import Standing, Voter
from cxdesk.ui import icons, theme
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.rows import Rows, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.stakeholders.words import voter_words

_NOBODY = (
    "Nobody has ranked yet. Ask sponsors, heads of domains and who speaks for customers: each "
    "puts the open initiatives in order on a ballot of their own."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """Somebody with a ranking, or with one that is begun and not sealed."""

    id: int
    name: str
    initials: str
    words: str
    voter: Voter | None


class VotersCard(HeadedCard):
    """A line for each. `rank(person)` opens a ballot, `withdraw(voter)` takes a ranking away."""

    def __init__(
        self, rank: Callable[[int], object], withdraw: Callable[[Voter], object],
        ask: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__("Who ranked")
        self._nobody = label(_NOBODY, "body", "soft")
        self._nobody.setContentsMargins(PAD_X, 0, PAD_X, 0)
        self.rows = Rows(lambda _row: _VoterLine(rank, withdraw))
        self.ask = QPushButton("Rank now")
        self.ask.setObjectName("rank-now")
        self.ask.clicked.connect(lambda _=False: ask())
        self.ask.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAD_X, 8, PAD_X, 0)
        foot.addWidget(self.ask)
        foot.addStretch(1)
        for part in (self._nobody, self.rows):
            self.box.addWidget(part)
        self.box.addLayout(foot)

    def show_voters(
        self, here: Standing, drafts: Mapping[int, tuple[str, str]], today: date, *, live: bool
    ) -> None:
        """Show who ranked, and whose ballot is begun (name and initials by id) and not sealed."""
        lines = [
            _Line(one.id, one.name, one.initials, voter_words(one, today), one)
            for one in here.voters
            if one.id not in drafts
        ]
        lines += [
            _Line(id, name, initials, "begun, not sealed", None)
            for id, (name, initials) in drafts.items()
        ]
        self.rows.show_rows(sorted(lines, key=lambda line: line.name))
        self._nobody.setVisible(not lines)
        self.head.note.setText(f"{len(here.voters):,}" if here.voters else "")
        self.ask.setEnabled(live)
        self.ask.setToolTip("" if live else READ_ONLY)


class _VoterLine(QWidget):
    """A name with what was ranked, and the cross."""

    def __init__(self, rank: Callable[[int], object], withdraw: Callable[[Voter], object]) -> None:
        super().__init__()
        self._line: _Line | None = None
        self.who = Value("voter", "")
        self.who.clicked.connect(lambda _=False: rank(self._shown.id))
        self.cross = QToolButton()
        self.cross.setObjectName("withdraw")
        self.cross.setFixedSize(26, 26)
        self.cross.setIconSize(QSize(12, 12))
        self.cross.clicked.connect(
            lambda _=False: withdraw(self._shown.voter) if self._shown.voter else None
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.who, 1)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.restyle()

    @property
    def _shown(self) -> _Line:
        assert self._line is not None
        return self._line

    def show_row(self, line: _Line) -> None:
        """Show who it is."""
        self._line = line
        self.who.set_value(
            [Span(line.name, weight=500), Span(line.words, "text3", 400, 12)],
            Lead("avatar", line.initials),
        )
        active = line.voter is None or line.voter.active
        self.who.setToolTip(tooltip("Rank again" if active else ""))
        self.cross.setVisible(line.voter is not None)
        self.cross.setAccessibleName(f"Withdraw the ranking of {line.name}")
        self.cross.setToolTip(tooltip(f"Withdraw the ranking of {line.name}"))

    def restyle(self) -> None:
        """Take the icon of the theme that now holds."""
        self.cross.setIcon(icons.icon("close", theme.current()))
