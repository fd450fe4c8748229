"""The risks of a charter: what may go wrong, how likely and how bad, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import CharterRow, RiskLine
from cxdesk.services.detail import Detail
from cxdesk.ui import theme
from cxdesk.ui.charter.chips import Chip, say_person
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_edits import RISKS, LineEdits
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import Part
from cxdesk.ui.form.rows import Wrap
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick

PROBABLE = ("rare", "unlikely", "possible", "likely", "nearly certain")
BAD = ("slight", "minor", "moderate", "serious", "severe")
_CELL, _GAP = 4, 1  # px of a square of the sign


class RisksPart(Part):
    """The risks, in the order given or the worst first."""

    hint = "What may go wrong. Probability times impact is the score."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        kept = LineEdits(RISKS, subject, shown)
        self.lines = LineList(
            "risk", "Add risk", lambda lines: RiskCard(lines, kept), subject, kept
        )
        self.sort = QPushButton("Worst first")
        self.sort.setObjectName("sort-risks")
        self.sort.setToolTip("Sort the risks by their score")
        self.sort.clicked.connect(lambda _=False: self._sort())
        foot = Wrap(gap=8)
        foot.addWidget(self.sort)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self._foot.setContentsMargins(0, 8, 0, 0)
        self.box.addWidget(self.lines)
        self.box.addWidget(self._foot)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        live = charter.state is CharterState.DRAFT
        self.lines.show_lines(charter.id, charter.risks, live=live)
        scores = [row.score for row in charter.risks]
        self._foot.setVisible(live and scores != sorted(scores, reverse=True))

    def enter(self, where: str = "") -> None:
        self.lines.enter(where)

    def _sort(self) -> None:
        charter = self.shown().id
        self.subject.do(
            f"Sort the risks of {self.subject.detail.code}, the worst first",
            lambda s: charter_lines.sort_risks(s, charter),
            self.lines.fault,
        )
        self.lines.enter()


class RiskCard(LineCard):
    """One risk."""

    kind = "risk"
    placeholder = "What may go wrong"

    def __init__(self, lines: LineList, kept: LineEdits) -> None:
        self._kept = kept
        super().__init__(lines)

    def fill(self) -> None:
        self.mark = RiskMark()
        self.head.insertWidget(1, self.mark, 0, Qt.AlignmentFlag.AlignTop)
        self.probability = self._level("probability", "Probability", PROBABLE)
        self.impact = self._level("impact", "Impact", BAD)
        self.response = self.text_chip(
            "response", "Response", "Say what is done about it", "what is done about it"
        )
        self.owner = self.person_chip(
            "owner", "Watched by", "Who watches it",
            lambda: self.row.owner.id if self.row.owner else None,
        )  # fmt: skip

    def _level(self, key: str, title: str, words: tuple[str, ...]) -> Chip:
        made = Chip(f"risk-{key}", title)
        options = [Option(n, f"{n}  {word}") for n, word in enumerate(words, 1)]
        made.clicked.connect(
            lambda _=False: made.live and pick(
                made, title, options, getattr(self.row, key),
                lambda n: self.save(self.fault, **{key: n}),
            )
        )  # fmt: skip
        self.chips.addWidget(made)
        return made

    def show_values(self) -> None:
        row: RiskLine = self.row
        for chip, level, words in (
            (self.probability, row.probability, PROBABLE), (self.impact, row.impact, BAD),
        ):  # fmt: skip
            chip.set_live(self.live)
            chip.say(f"{level} {words[level - 1]}")
        self.mark.show_level(row.probability, row.impact)
        self.response.set_live(self.live)
        self.response.show_value(row.id, row.response)
        self.owner.set_live(self.live)
        say_person(self.owner, row.owner, "Name who watches it", needed=False)

    def lacking(self) -> bool:
        return self.live and not self.row.response.strip()

    def enter_lacking(self) -> None:
        self.response.setFocus()

    def save(self, at: Any, **changed: Any) -> bool:
        row: RiskLine = self.row
        values: dict[str, Any] = {
            "probability": row.probability, "impact": row.impact, "response": row.response,
            "owner": row.owner.id if row.owner else None,
        } | changed  # fmt: skip
        text = self.text.words()
        return self._kept.change(
            lambda s: charter_lines.edit_risk(
                s, row.id, text, values["probability"], values["impact"], values["response"],
                values["owner"],
            ),
            at,
        )  # fmt: skip


class RiskMark(QWidget):
    """Where a risk lies in the five by five of probability (up) and impact (right)."""

    def __init__(self) -> None:
        super().__init__()
        self._level = (0, 0)
        side = 5 * _CELL + 4 * _GAP
        self.setFixedSize(QSize(side + 8, side + 4))

    def show_level(self, probability: int, impact: int) -> None:
        """Show another place."""
        self._level = (probability, impact)
        words = f"Score {probability * impact} of 25"
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        probability, impact = self._level
        for up in range(1, 6):
            for right in range(1, 6):
                x, y = 4 + (right - 1) * (_CELL + _GAP), 4 + (5 - up) * (_CELL + _GAP)
                box = QRectF(x, y, _CELL, _CELL)
                here = (up, right) == (probability, impact)
                p.fillRect(box, colors.text if here else colors.press)
                if here:
                    p.setPen(QPen(colors.text, 1))
                    p.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
