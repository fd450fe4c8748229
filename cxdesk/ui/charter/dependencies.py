"""The dependencies of a charter: what it waits for, what waits for it, and others than initiatives.

Links belong to the initiative, not to the version: they change also while a charter is agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QToolButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.errors import Way
from cxdesk.model.states import LinkType
from cxdesk.model.wording import day
from cxdesk.services import link_words
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail, InitiativeRef
from cxdesk.ui import icons, theme
from cxdesk.ui.charter.add_field import AddField
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import SectionText, TextPart, headed_by
from cxdesk.ui.form.rows import ROW, Rows, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.subject import Subject


class DependenciesPart(TextPart):
    """Links in and out, then the text about others."""

    hint = "What must be there before it, and who waits for it."
    sections = (Section.DEPENDENCIES,)

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        self._links = Edits(subject)
        super().__init__(subject, edits, shown)
        self.waits = Rows(lambda _row: LinkLine(subject, self._links, incoming=True))
        self.needed = Rows(lambda _row: LinkLine(subject, self._links, incoming=False))
        self.nobody = label("Nothing waits for it.", "body", "quiet")
        self.nobody.setContentsMargins(PAD_X, 4, PAD_X, 4)
        self.fault = Fault(subject.go)
        self.add = AddField("add-link", "Add what it waits for", self._add, fault=self.fault)
        self.add.setPlaceholderText("")
        self.add.setToolTip("A code, and how it is tied: 101, or 101SS+2")
        foot = line(self.add, 1)
        above = column(holder := QWidget())
        above.addWidget(headed_by("Waits for", 0))
        above.addWidget(self.waits)
        above.addLayout(foot)
        above.addWidget(self.fault)
        above.addWidget(headed_by("Needed by"))
        above.addWidget(self.needed)
        above.addWidget(self.nobody)
        self.box.insertWidget(0, holder)

    def add_text(self, section: Section, *, headed: bool | None = None) -> SectionText:
        return super().add_text(section, headed=True)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        super().show_charter(charter, detail)
        self.nothing.hide()
        self.waits.show_rows(detail.predecessors)
        self.needed.show_rows(detail.successors)
        self.nobody.setVisible(not detail.successors)
        self.add.show_value(detail.id, "")
        state = charter.state
        self.add.setVisible(state is not CharterState.SUPERSEDED)

    def _add(self, codes: Sequence[str]) -> bool:
        return all(self._links.wait_for(code, self.add) for code in codes)


class LinkLine(QWidget):
    """Another initiative with how it is tied; it opens there, the cross takes the link away."""

    def __init__(self, subject: Subject, edits: Edits, *, incoming: bool) -> None:
        super().__init__()
        self._subject, self._edits, self._incoming = subject, edits, incoming
        self.row: InitiativeRef | None = None
        self.fault = Fault(subject.go)
        self.words = Value("link", "Initiative")
        self.words.clicked.connect(lambda _=False: self._open())
        self.cross = QToolButton()
        self.cross.setObjectName("remove")
        self.cross.setFixedSize(ROW, ROW)
        self.cross.clicked.connect(lambda _=False: self._remove())
        box = column(self)
        across = line(self.cross)
        across.insertWidget(0, self.words, 1)
        box.addLayout(across)
        box.addWidget(self.fault)
        self.cross.setVisible(incoming)
        self.restyle()

    def show_row(self, row: InitiativeRef) -> None:
        """Show another link, or this one as it is now."""
        self.row, own = row, self._subject.detail.code
        before, after = (row.code, own) if self._incoming else (own, row.code)
        type = LinkType(row.type)
        brief, broken = link_words.brief(type, row.lag), (row.slack or 0) < 0
        spans = [Span(row.code, "accent", 600), Span(row.title)]
        if brief:
            spans.append(Span(brief, "text2"))
        if row.start and not self._incoming:
            spans.append(Span(f"starts {day(row.start)}", "text3"))
        if broken or row.slack is not None:
            spans.append(Span(link_words.standing(row.slack), "danger" if broken else "text3"))
        self.words.set_value(spans, Lead("glyph", "alert", ink="danger") if broken else None)
        said = link_words.spoken(before, after, type, row.lag, row.slack)
        self.words.setAccessibleName(f"{row.code} {row.title}: {said}")
        self.words.setToolTip(tooltip(said))
        self.cross.setAccessibleName(f"Take the link with {row.code} away")
        self.cross.setToolTip(f"Take the link with {row.code} away")

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.cross.setIcon(icons.icon("close", theme.current(), "text3"))

    def _open(self) -> None:
        if self.row is not None:
            self._subject.go(Way("", "initiative", self.row.id))

    def _remove(self) -> None:
        if self.row is not None:
            self._edits.unlink(self.row.link, self.row.code, self.fault)
