"""The objectives, with quiet hints on what each lacks to be SMART."""

from __future__ import annotations

from collections.abc import Callable

from cxdesk.analysis import smart
from cxdesk.model.charters import CharterState
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import TextPart
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.panel.subject import Subject

_MOST_LETTERS = 20_000  # of a text that is looked through at every key
_MOST_HINTS = 20  # lines; who has more lacking is helped by the first of them


class ObjectivesPart(TextPart):
    """One objective a line. The hints follow the typing; nothing is ever refused."""

    sections = (Section.OBJECTIVES,)
    hint = "Each says how much and by when; what one still lacks is said below."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self._draft = False
        self.hints = Value("smart-hints", "", live=False)
        self.hints.line = 17
        self.box.addWidget(self.hints)
        self.field = self.texts[Section.OBJECTIVES].field
        self.field.textChanged.connect(self._look)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        self._draft = charter.state is CharterState.DRAFT
        super().show_charter(charter, detail)
        self._look()

    def _look(self) -> None:
        words = self.field.words()
        found = smart.objectives(words) if self._draft and len(words) <= _MOST_LETTERS else ()
        lacking = [one for one in found if one.hints]
        spans: list[Span] = []
        for one in lacking[:_MOST_HINTS]:
            said = ". ".join(hint.text for hint in one.hints)
            spans.append(Span(str(one.number), "text2", 600, 12, below=True))
            spans.append(Span(f"{said}.", "text3", 400, 12))
        self.hints.set_value(spans)
        self.hints.setVisible(bool(spans))
