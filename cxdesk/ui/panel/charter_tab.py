"""The charter in the panel: one version's texts, criteria, phases and risks."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.services.charter_rows import CharterRow, LineRow
from cxdesk.services.charters import Section
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Head, Rows, column, page
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.panel.charter_edits import SECTIONS, CharterEdits
from cxdesk.ui.panel.charter_lines import CharterLine
from cxdesk.ui.panel.charter_top import CharterTop
from cxdesk.ui.panel.subject import Subject

_LINES = {
    "criterion": ("Definition of the completed task", "Add criterion"),
    "phase": ("Phases", "Add phase"),
    "risk": ("Risks", "Add risk"),
}


class CharterTab(QScrollArea):
    """One version of the charter, the newest unless another was chosen."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._chosen: dict[int, int] = {}  # by initiative: the version looked at
        self.edits = CharterEdits(subject, lambda: self.charter)
        self.top = CharterTop(subject, self.edits, self)
        self._body = QWidget()
        body = column(self._body)
        self.sections = {section: self._section(section) for section in Section}
        for widget in self.sections.values():
            body.addWidget(widget)
        self.parts = {kind: LinesPart(kind, self) for kind in _LINES}
        for part in self.parts.values():
            body.addWidget(part)
        box = page(self)
        box.addWidget(self.top)
        box.addWidget(self._body)
        box.addStretch(1)

    @property
    def subject(self) -> Subject:
        """What the panel shows."""
        return self._subject

    @property
    def charter(self) -> CharterRow | None:
        """The version shown; None when there is none."""
        it = self._subject.detail
        chosen = self._chosen.get(it.id)
        found = [one for one in it.charters if one.id == chosen] or list(it.charters[-1:])
        return found[0] if found else None

    def choose(self, version: int | None) -> None:
        """Look at a version; None: at the newest."""
        self._chosen.pop(self._subject.detail.id, None)
        if version is not None:
            self._chosen[self._subject.detail.id] = version
        self.show_detail()

    def show_detail(self) -> None:
        """Show the charter as it is now."""
        charter = self.charter
        self.top.show_charter(charter)
        self._body.setVisible(charter is not None)
        if charter is None:
            return
        for section, part in self.sections.items():
            part.show_text(charter, charter.sections[section])
        for kind, rows in (
            ("criterion", charter.criteria), ("phase", charter.phases), ("risk", charter.risks),
        ):  # fmt: skip
            self.parts[kind].show_lines(charter, rows)

    def _section(self, section: Section) -> SectionPart:
        return SectionPart(section, self)


class SectionPart(QWidget):
    """A heading and its text; left out while it is empty and cannot be written."""

    def __init__(self, section: Section, tab: CharterTab) -> None:
        super().__init__()
        title, hint = SECTIONS[section]
        self.fault = Fault(tab.subject.go)
        self.field = TextField(
            f"charter-{section.value}", title,
            lambda text: tab.edits.write(section, text, self.field),
            fault=self.fault, lines=True, placeholder=hint,
        )  # fmt: skip
        box = column(self)
        box.addWidget(headed(title))
        box.addWidget(self.field)
        box.addWidget(self.fault)

    def show_text(self, charter: CharterRow, text: str) -> None:
        """Show the text of this version."""
        draft = charter.state is CharterState.DRAFT
        self.field.set_read_only(not draft)
        self.field.show_value(charter.id, text)
        self.setVisible(draft or bool(text.strip()))


class LinesPart(QWidget):
    """Criteria, phases or risks under their heading, with room to add one to a draft."""

    def __init__(self, kind: str, tab: CharterTab) -> None:
        super().__init__()
        self._kind, self._tab = kind, tab
        title, add = _LINES[kind]
        self.rows = Rows(self._make, 4)
        self.fault = Fault(tab.subject.go)
        self.field = TextField(f"add-{kind}", add, None, fault=self.fault, placeholder=add)
        self.field.entered = self._on_enter
        box = column(self)
        box.addWidget(headed(title))
        for widget in (self.rows, self.field, self.fault):
            box.addWidget(widget)

    def _make(self, _row: LineRow) -> CharterLine:
        return CharterLine(self._kind, self._tab.subject, self._tab.edits, self._shown)

    def _shown(self) -> CharterRow:
        shown = self._tab.charter
        assert shown is not None
        return shown

    def show_lines(self, charter: CharterRow, rows: tuple[LineRow, ...]) -> None:
        """Show the lines of this version."""
        draft = charter.state is CharterState.DRAFT
        self.rows.show_rows(rows)
        self.field.show_value(charter.id, "")
        self.field.setVisible(draft)
        self.setVisible(draft or bool(rows))

    def _on_enter(self) -> None:
        text = self.field.words().strip()
        if text and self._tab.edits.add(self._kind, text, self.field):
            self.field.set_words("")


def headed(text: str) -> QWidget:
    """A heading with the space above it."""
    made = QWidget()
    column(made, 0, (PAD_X, 12, PAD_X, 0)).addWidget(Head(text))
    return made
