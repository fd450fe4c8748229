"""Sheets of names that many initiatives share, changed where they stand: labels and templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QWidget

from cxdesk.model.wording import count
from cxdesk.services import labels, templates
from cxdesk.store.history import ChangeSet
from cxdesk.ui import icons, theme
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Rows, column, label
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.read_only import lock_changes

_MOST_PX = 420


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, with what is said of it."""

    id: int | str
    name: str
    note: str


class NamesSheet(Overlay):
    """Every name in a row: typed over it is renamed, the button at its end removes it.

    A subclass reads the rows and makes the changes.
    """

    width_px = 520
    stays = True
    tables: frozenset[str] = frozenset()
    """The tables whose changes it shows."""
    note_below = False
    """Whether a note stands below its name, not beside it."""

    def __init__(self, over: QWidget, editing: Editing, title: str, help: str, empty: str) -> None:
        super().__init__(over, title)
        self.editing = editing
        self.desk = editing.desk
        self.rows = Rows(lambda row: _Line(self, row))
        self.nothing = label(empty, "body", "soft")
        self.done = QPushButton("Close")
        self.done.clicked.connect(lambda _=False: self.close_overlay())
        inner = _Inner(self)
        kept = column(inner)
        kept.addWidget(self.rows)
        kept.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done)
        box = column(self, 12, (16, 16, 16, 16))
        box.addWidget(label(title, "title"))
        box.addWidget(label(help, "small"))
        box.addWidget(self._area, 1)
        box.addWidget(self.nothing)
        box.addLayout(foot)
        self.setObjectName("names")
        self.closed.connect(self.deleteLater)
        self.desk.changed.connect(self._on_changed)
        self.show_rows()

    # What a subclass says of itself -----------------------------------------------------------

    def read(self) -> Sequence[NameRow]:
        """The rows as they are now."""
        raise NotImplementedError

    def rename(self, row: NameRow, name: str, at: TextField) -> bool:
        """Give a row another name."""
        raise NotImplementedError

    def remove(self, row: NameRow, at: Fault) -> None:
        """Remove a row."""
        raise NotImplementedError

    def use(self, row: NameRow) -> Callable[[], None] | None:
        """What the button before the last does; None without such a button."""
        return None

    # What all do alike ------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Show the names as they are now."""
        rows = self.read()
        self.rows.show_rows(rows)
        self._area.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if self.isVisible():
            self.place()

    def wanted_height(self, width: int) -> int:
        # A scroll area asks for little: what is in it says how much it can use.
        inner, layout = self.rows.layout(), self.layout()
        assert inner is not None
        assert layout is not None
        rows = max(inner.totalHeightForWidth(width - 48), inner.totalSizeHint().height())
        self._area.setFixedHeight(min(rows, _MOST_PX))
        return layout.totalHeightForWidth(width)

    def first_field(self) -> QWidget:
        lines = self.rows.widgets()
        return lines[0].field if lines else self.done

    def _on_changed(self, change_set: ChangeSet) -> None:
        if change_set.tables & self.tables:
            self.show_rows()


class _Inner(QWidget):
    """What scrolls: the sheet is as high as it needs, also once a name has wrapped."""

    def __init__(self, sheet: NamesSheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.setObjectName("page")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._sheet.isVisible():
            QTimer.singleShot(0, self._sheet, self._sheet.place)
        return super().event(event)


class _Line(QWidget):
    """One name with its note and buttons."""

    def __init__(self, sheet: NamesSheet, row: NameRow) -> None:
        super().__init__()
        self._sheet, self.row = sheet, row
        self.fault = Fault(lambda _way: None)
        self.field = TextField("name", "Name", self._save, fault=self.fault)
        self._note = label("", "small", "quiet")
        self._note.setWordWrap(False)
        self.use = QPushButton("Use")
        self.use.clicked.connect(lambda _=False: self._use())
        self.take = QToolButton()
        self.take.setIcon(icons.icon("trash", theme.current()))
        self.take.setFixedSize(26, 26)
        self.take.clicked.connect(lambda _=False: sheet.remove(self.row, self.fault))
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        beside = (self.use, self.take) if sheet.note_below else (self._note, self.use, self.take)
        for part in beside:
            across.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self, 0, (0, 2, 8, 2))
        box.addLayout(across)
        if sheet.note_below:
            self._note.setContentsMargins(PAD_X, 0, 0, 4)
            box.addWidget(self._note)
        else:
            self._note.setFixedHeight(26)
        box.addWidget(self.fault)
        lock_changes(sheet.desk, self.take, self.use)

    def show_row(self, row: NameRow) -> None:
        """Show the name."""
        if row.id != self.row.id:
            self.fault.clear_fault()
        self.row = row
        self.field.show_value(hash(row.id), row.name)
        self._note.setText(row.note)
        self.use.setVisible(self._sheet.use(row) is not None)
        self.use.setAccessibleName(f"Use {row.name}")
        self.take.setAccessibleName(f"Remove {row.name}")
        if self.take.isEnabled():
            self.take.setToolTip(f"Remove {row.name}" if len(row.name) < 30 else "Remove it")

    def _save(self, name: str) -> bool:
        return self._sheet.rename(self.row, name, self.field)

    def _use(self) -> None:
        if (use := self._sheet.use(self.row)) is not None:
            use()


class LabelsSheet(NamesSheet):
    """Every label in use."""

    tables = frozenset({"initiative"})

    def __init__(self, over: QWidget, editing: Editing) -> None:
        super().__init__(
            over, editing, "Labels",
            "A label renamed here is renamed on every initiative and template; given the name of "
            "another, the two become one.",
            "No labels yet. Add one in the panel of an initiative, under More details.",
        )  # fmt: skip

    def read(self) -> Sequence[NameRow]:
        return [
            NameRow(row.name, row.name, count(row.count, "initiative"))
            for row in self.editing.read(labels.labels)
        ]

    def rename(self, row: NameRow, name: str, at: TextField) -> bool:
        return self.editing.do(
            f"Rename the label {row.name} to {name.strip()}",
            lambda s: labels.rename(s, row.name, name),
            at,
        )

    def remove(self, row: NameRow, at: Fault) -> None:
        self.editing.do(
            f"Remove the label {row.name} everywhere", lambda s: labels.remove(s, row.name), at
        )


class TemplatesSheet(NamesSheet):
    """Every template."""

    tables = frozenset({"card_template"})
    note_below = True

    def __init__(self, over: QWidget, editing: Editing) -> None:
        super().__init__(
            over, editing, "Templates",
            "What was made of a template stays as it is when the template goes.",
            "No templates yet. Open an initiative that went well and choose “Make a template of "
            "it” in its menu.",
        )  # fmt: skip

    def read(self) -> Sequence[NameRow]:
        return [
            NameRow(row.id, row.name, row.holds) for row in self.editing.read(templates.templates)
        ]

    def rename(self, row: NameRow, name: str, at: TextField) -> bool:
        id = int(row.id)
        return self.editing.do(
            f"Rename the template {row.name} to {name.strip()}",
            lambda s: templates.rename(s, id, name),
            at,
        )

    def remove(self, row: NameRow, at: Fault) -> None:
        id = int(row.id)
        self.editing.do(f"Remove the template {row.name}", lambda s: templates.remove(s, id), at)

    def use(self, row: NameRow) -> Callable[[], None] | None:
        return lambda: self._begin(int(row.id))

    def _begin(self, id: int) -> None:
        from cxdesk.ui.board.template_form import NewFromTemplate

        home = self._home
        self.close_overlay()
        NewFromTemplate(home, self.editing, id).open()
