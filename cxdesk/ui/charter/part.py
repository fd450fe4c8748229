"""One part of a charter as a widget, which the editor and the panel's tab show alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charters import Section
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.edits import SECTIONS, CharterEdits
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Head, column, label
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.panel.subject import Subject

W = TypeVar("W", bound=QWidget)
Typed = str | Callable[[Any], Any]
"""A text, or what makes the rows of a page those that are typed."""


class Part(QWidget):
    """What stands below the heading of a part; number, title and `hint` are drawn around it.

    A part works from 290 px, the panel, to 480 and more, the editor. It changes a draft only.
    """

    # Words are typed that are not kept yet: what `typed` returns is different now.
    typed_changed = Signal()

    hint = ""
    """One sentence below the title: what belongs here."""

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__()
        self.subject, self.edits, self.shown = subject, edits, shown
        self.setProperty("charter-part", True)  # no way leads to the charter from here
        self.box = column(self)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        """Show a version as it is now; what is being typed stays."""
        raise NotImplementedError

    def enter(self, where: str = "") -> None:
        """Put the keyboard into the field named `where`, else into the first one."""
        found = self.findChild(QWidget, where) if where else None
        if found is None or not found.isEnabled():
            found = next(
                (
                    each
                    for each in self.findChildren(QWidget)
                    if each.focusPolicy() & Qt.FocusPolicy.TabFocus
                    and each.isEnabled()
                    and each.isVisibleTo(self)
                ),
                None,
            )
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring(found)

    def bring(self, widget: QWidget) -> None:
        """Scroll the page so that `widget` is in sight."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)

    def typed(self) -> Mapping[str, Typed]:
        """What is typed and not kept yet, by the names that a printed page gives it."""
        return {}

    def restyle(self) -> None:
        """Take the theme's colours, where they are not taken when painting."""


class TextPart(Part):
    """One text of a charter or several, each saved when the typing rests or the field is left."""

    sections: tuple[Section, ...] = ()

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        self.texts = {section: self.add_text(section) for section in self.sections}
        self.nothing = label("Nothing was written here.", "body", "quiet")
        self.nothing.setContentsMargins(PAD_X, 4, PAD_X, 4)
        self.box.addWidget(self.nothing)

    def add_text(self, section: Section, *, headed: bool | None = None) -> SectionText:
        """Put a text in, with its own heading where the part has several."""
        several = len(self.sections) > 1 if headed is None else headed
        made = SectionText(section, self, headed=several)
        self.box.addWidget(made)
        return made

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        for section, text in self.texts.items():
            text.show_text(charter, charter.sections[section])
        self.nothing.setVisible(all(text.isHidden() for text in self.texts.values()))

    def typed(self) -> Mapping[str, Typed]:
        return {
            section.value: text.field.words()
            for section, text in self.texts.items()
            if text.field.dirty
        }


class SectionText(QWidget):
    """One text with its heading; left out while it is empty and cannot be written."""

    def __init__(self, section: Section, part: Part, *, headed: bool) -> None:
        super().__init__()
        title, hint = SECTIONS[section]
        self.fault = Fault(part.subject.go)
        self.field = TextField(
            f"charter-{section.value}", title,
            lambda text: part.edits.write(section, text, self.field),
            fault=self.fault, lines=True, placeholder=hint,
        )  # fmt: skip
        self.field.textChanged.connect(part.typed_changed)
        box = column(self)
        if headed:
            box.addWidget(headed_by(title))
        box.addWidget(self.field)
        box.addWidget(self.fault)

    def show_text(self, charter: CharterRow, text: str) -> None:
        """Show the text of this version."""
        draft = charter.state is CharterState.DRAFT
        self.field.set_read_only(not draft)
        self.field.show_value(charter.id, text)
        self.setVisible(draft or bool(text.strip()))


def headed_by(text: str, above: int = 8) -> QWidget:
    """A heading within a part, with the space above it."""
    made = QWidget()
    column(made, 0, (PAD_X, above, PAD_X, 0)).addWidget(Head(text))
    return made
