"""The parts of a charter that are plain texts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charters import Section
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import SectionText, TextPart
from cxdesk.ui.panel.subject import Subject

_BESIDE = 420  # px from which two texts stand side by side


class SummaryPart(TextPart):
    """What changes, and for whom."""

    sections = (Section.SUMMARY,)
    hint = "What changes, for whom and by when, in two or three sentences."


class WhyPart(TextPart):
    """The business case and the problem."""

    sections = (Section.WHY,)
    hint = "The problem, who has it, and what it costs to leave it."


class ScopePart(TextPart):
    """What belongs to it and what does not, side by side where there is room, as on paper."""

    sections = (Section.SCOPE_IN, Section.SCOPE_OUT)
    hint = "What belongs to it; and what does not, so that nobody waits for it."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        super().__init__(subject, edits, shown)
        self.box.insertLayout(0, self._pair)

    def add_text(self, section: Section, *, headed: bool | None = None) -> SectionText:
        made = super().add_text(section, headed=headed)
        self.box.removeWidget(made)
        self._pair.addWidget(made, 1, Qt.AlignmentFlag.AlignTop)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways, wide = QBoxLayout.Direction, event.size().width() >= _BESIDE
        self._pair.setDirection(ways.LeftToRight if wide else ways.TopToBottom)


class ChangesPart(TextPart):
    """What changes in processes, tools and roles."""

    sections = (Section.PROCESSES, Section.TOOLS, Section.ROLES)
    hint = "What is done, used and decided differently afterwards."


class AssumptionsPart(TextPart):
    """What must hold, and what binds it."""

    sections = (Section.ASSUMPTIONS, Section.CONSTRAINTS)
