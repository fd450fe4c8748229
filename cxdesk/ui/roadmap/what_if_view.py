"""What a what-if changes and what comes of it: its steps, and a table of all differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from cxdesk.model.wording import count
from cxdesk.services.what_if import StepRow
from cxdesk.services.what_if_diff import Difference, Kind, summary
from cxdesk.ui.form.rows import label
from cxdesk.ui.leads import Lead
from cxdesk.ui.menus import item
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView

_KINDS = list(Kind)
_STEPS_WIDE, _REST = 280, 960


@dataclass(frozen=True, slots=True)
class _Line:
    """A step as a row of a table."""

    id: int
    text: str
    initiative_id: int | None


class _Steps(TableView):
    # The current step is to be taken out (Del): its row.
    removed = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current_row():
            self.removed.emit(self.current_row())
        else:
            super().keyPressEvent(event)


class WhatIfView(QWidget):
    """Stands below the bar. `without` is given the place of a step to take out."""

    # An item is to be opened: its kind and id.
    open_wanted = Signal(str, object)
    # An initiative that is not there yet is to be added.
    add_wanted = Signal()
    # The differences are wanted on paper.
    print_wanted = Signal()

    def __init__(self, without: Callable[[int], object], *, read_only: bool) -> None:
        super().__init__()
        self.setObjectName("what-if-view")
        self._without, self._read_only = without, read_only
        self.steps = _Steps("what-if-steps", "Changes of the what-if", _step_columns())
        self.steps.set_density("compact")
        self.steps.opened.connect(self._on_step)
        self.steps.removed.connect(self._remove)
        self.steps.set_menu(self._menu)
        self.steps.current_changed.connect(lambda _row: self._offer())
        self.table = TableView("what-if-differences", "Differences from the plan", _columns())
        self.table.set_density("compact")
        self.table.opened.connect(self._on_difference)
        self.said = label("", "body", "soft")
        self.add = QPushButton("Add…")
        self.add.setToolTip("Add an initiative that is not in the plan")
        self.add.setEnabled(not read_only)
        self.add.clicked.connect(lambda _=False: self.add_wanted.emit())
        self.take_out = QPushButton("Take out")
        self.take_out.setToolTip("Take the current change out of the what-if (Del)")
        self.take_out.clicked.connect(lambda _=False: self._remove(self.steps.current_row()))
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copy all differences as a table")
        self.copy.clicked.connect(lambda _=False: self.table.copy(everything=True))
        self.print = QPushButton("Print…")
        self.print.setToolTip("Save the differences as a PDF")
        self.print.clicked.connect(lambda _=False: self.print_wanted.emit())
        for button in (self.add, self.take_out, self.copy, self.print):
            button.setProperty("tight", True)
            button.setAutoDefault(True)
        self._count = label("", "strong")
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(_half(self.steps, self._count, self.add, self.take_out))
        halves.addWidget(_half(self.table, self.said, self.copy, self.print))
        halves.setChildrenCollapsible(False)
        halves.setSizes([_STEPS_WIDE, _REST])
        halves.setStretchFactor(1, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(halves)
        self.hide()

    def show_steps(self, rows: Sequence[StepRow]) -> None:
        """Show what it changes."""
        self.steps.set_rows([_Line(row.place + 1, row.text, row.initiative_id) for row in rows])
        self._count.setText(count(len(rows), "change") if rows else "No change yet")
        self._offer()

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show what comes of it."""
        self.table.set_rows(found)
        self.said.setText(summary(found))
        for button in (self.copy, self.print):
            button.setEnabled(bool(found))

    def show_busy(self) -> None:
        """Say that the differences are being worked out."""
        self.said.setText("Comparing with the plan…")

    def _offer(self) -> None:
        self.take_out.setEnabled(self.steps.current_row() is not None and not self._read_only)

    def _remove(self, row: _Line | None) -> None:
        if row is not None and not self._read_only:
            self._without(row.id - 1)

    def _menu(self, row: _Line) -> list[QAction]:
        made = [item("Take out of the what-if", lambda: self._remove(row))]
        if row.initiative_id is not None:
            made.append(item("Open the initiative", lambda: self._on_step(row)))
        return made

    def _on_step(self, row: _Line) -> None:
        if row.initiative_id is not None:
            self.open_wanted.emit("initiative", row.initiative_id)

    def _on_difference(self, row: Difference) -> None:
        if row.opens is not None:
            self.open_wanted.emit(*row.opens)


def _half(table: QWidget, said: QWidget, *buttons: QWidget) -> QWidget:
    made = QWidget()
    head = QHBoxLayout()
    head.setContentsMargins(16, 4, 8, 4)
    head.setSpacing(8)
    head.addWidget(said, 1)
    for button in buttons:
        head.addWidget(button)
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addLayout(head)
    box.addWidget(table, 1)
    return made


def _step_columns() -> tuple[Column[_Line], ...]:
    return (
        Column("step", "What it changes", lambda row: row.text, 180, 1, order=lambda row: row.id,
               wrap=True),
    )  # fmt: skip


def _columns() -> tuple[Column[Difference], ...]:
    return (
        Column("kind", "About", lambda row: row.kind.value, 84,
               order=lambda row: (_KINDS.index(row.kind), row.id), ink=lambda _row: "text2"),
        Column("what", "What", lambda row: row.what, 190, 2, weight=500,
               wrap=True),
        Column("before", "Plan", lambda row: row.before, 188, 1),
        Column("after", "What-if", lambda row: row.after, 188, 1),
        Column("change", "Difference", lambda row: row.change, 170, 2,
               ink=lambda row: "danger" if row.wrong else "text",
               lead=_warning, wrap=True),
    )  # fmt: skip


def _warning(row: Difference) -> Lead | None:
    return Lead("glyph", "alert", ink="danger") if row.wrong else None
