"""How something is printed: of what, in which ways, how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cxdesk.reports.printed import Choice, Printed, Subject
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.pickers import Option, pick

_OF = {"initiative": "Initiative", "batch": "Batch", "meeting": "Meeting"}
_MOST_COPIES = 99
_NAME, _ROW = 92, 32  # px of the name of a choice


class Options(QWidget):
    """The options of one thing; `foot` stands below them, the `buttons` in it."""

    # It is to be printed of something else: what it is asked by.
    subject_chosen = Signal(str)
    # It is to be printed in another way.
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._subjects: tuple[Subject, ...] = ()
        self._choices: tuple[Choice, ...] | None = None
        self.subject = ""
        self.lists: dict[str, QComboBox] = {}
        self.at_foot: list[QWidget] = []  # what the keyboard can be in there
        self.title, self.about = label("", "row-title"), label("", "body", "soft")
        self.of = Value("printed-of", "", framed=True)
        self.of.line = 22  # as high as the fields below it
        self.of.clicked.connect(lambda _=False: self.offer())
        self.copies = QSpinBox()
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.setAccessibleName("Copies")
        self.copies.setToolTip("How often it is sent to a printer")
        inner = QWidget()
        inner.setObjectName("page")
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(8)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._of_name = _name("Of")
        self._rows.addRow(self._of_name, self.of)
        self._rows.addRow(_name("Copies"), self.copies)
        box = column(inner, 4, (16, 12, 16, 12))
        box.addWidget(self.title)
        box.addWidget(self.about)
        box.addSpacing(8)
        box.addLayout(self._rows)
        box.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (self.area.viewport(), inner):
            part.setAutoFillBackground(False)  # the ground is the place's
        self.buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.buttons.setSpacing(8)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(16, 8, 16, 16)
        self.foot.setSpacing(8)
        self.foot.addLayout(self.buttons)
        whole = column(self)
        whole.addWidget(self.area, 1)
        whole.addLayout(self.foot)

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """The parts in the order of Tab.

        They are not read from the layout: PySide keeps its items, and rows of it are removed.
        """
        return (self.of, *self.lists.values(), self.copies, *self.at_foot)

    # What is shown --------------------------------------------------------------------------

    def show_thing(self, thing: Printed, subjects: Sequence[Subject], of: str) -> None:
        """Show what it is, and of what it can be printed."""
        self._subjects, self.subject = tuple(subjects), of
        self.title.setText(thing.title)
        self.about.setText(f"{thing.about}.")
        self._rows.setRowVisible(self.of, bool(thing.subject) and bool(subjects))
        if not thing.subject:
            return
        name = _OF[thing.subject]
        self._of_name.setText(name)
        here = next((each for each in subjects if each.value == of), None)
        note = Span(here.note, "text3", px=12) if here is not None else Span("")
        self.of.setAccessibleName(name)
        self.of.set_value([Span(here.text if here else "Choose one", weight=500), note])

    def show_plain(self, title: str, about: str) -> None:
        """Show what is for no printer, and of what there is one alone."""
        self.title.setText(title)
        self.about.setText(about)
        for field in (self.of, self.copies):
            self._rows.setRowVisible(field, False)

    def show_choices(self, choices: tuple[Choice, ...], chosen: Mapping[str, str]) -> None:
        """Offer these choices; the lists that stand there stay where they are the same."""
        if choices != self._choices:
            self._choices = choices
            self._lay_out(choices)
        for choice in choices:
            made = self.lists[choice.key]
            at = made.findData(chosen.get(choice.key, choice.first))
            made.blockSignals(True)
            made.setCurrentIndex(at if at >= 0 else max(made.findData(choice.first), 0))
            made.blockSignals(False)

    def _lay_out(self, choices: tuple[Choice, ...]) -> None:
        for made in self.lists.values():
            self._take_out(made)
        self.lists.clear()
        for choice in choices:
            made = self.lists[choice.key] = QComboBox()
            made.setAccessibleName(choice.name)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made.setMinimumWidth(120)
            for value, words in choice.options:
                made.addItem(words, value)
            made.currentIndexChanged.connect(lambda _at: self.changed.emit())
            self._rows.insertRow(self._rows.rowCount() - 1, _name(choice.name), made)

    def _take_out(self, made: QComboBox) -> None:
        # Not by removeRow alone, which deletes at once what may have the keyboard or be open: the
        # program would end with it.
        place: Any = self._rows.getWidgetPosition(made)  # row and role, which the stubs do not know
        for widget in (self._rows.labelForField(made), made):
            self._rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows.removeRow(place[0])

    def chosen(self) -> dict[str, str]:
        """What is chosen of each choice."""
        return {key: str(made.currentData()) for key, made in self.lists.items()}

    def offer(self) -> None:
        """Offer everything that it can be printed of."""
        options = [Option(one.value, one.text, one.note, why=one.why) for one in self._subjects]
        pick(self.of, self.of.accessibleName(), options, self.subject, self.subject_chosen.emit)


def _name(text: str) -> QLabel:
    made = label(text, "body", "soft")
    made.setFixedSize(_NAME, _ROW)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made
