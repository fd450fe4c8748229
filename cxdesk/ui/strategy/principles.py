"""The guiding principles: written, put in order and taken away where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from cxdesk.services import strategy
from cxdesk.services.strategy_view import Principle
from cxdesk.ui.application import application
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Head, Rows, column, label
from cxdesk.ui.form.value import PAD_X
from cxdesk.ui.overlay import announce
from cxdesk.ui.strategy.principle_line import NewPrinciple, PrincipleLine

HELP = (
    "Three to five rules for daily work that settle an argument without a meeting, such as: "
    "Ask once."
)


class Principles(QWidget):
    """The list, what adds to it, and the moves within it."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._rows: tuple[Principle, ...] = ()
        self.head = Head("Guiding principles")
        self.empty = label(HELP, "body", "soft")
        self.lines = Rows(self._make)
        self.new = NewPrinciple(editing.go, self._add)
        self._slot = QFrame(self)
        self._slot.setObjectName("slot")
        self._slot.hide()
        box = column(self)
        for part in (self.head, self.empty, self.lines, self.new):
            box.addWidget(part)
        for part in (self.head, self.empty):
            part.setContentsMargins(PAD_X, 0, PAD_X, 0)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda by=by: self._step(by))
        application().focusChanged.connect(self._on_focus)

    def show_rows(self, rows: Sequence[Principle]) -> None:
        """Show these principles."""
        had = self._line_of(QApplication.focusWidget())
        at = self._places().get(had.row.id, 0) if had is not None else 0
        self._rows = tuple(rows)
        self.head.note.setText(str(len(rows)) if rows else "")
        self.empty.setVisible(not rows)
        self.lines.show_rows(rows)
        for place, one in enumerate(self.lines.widgets(), 1):
            one.set_place(place, len(rows))
        if had is not None and had.row.id not in self._places():
            self._focus_at(at)  # the one that had the keyboard is gone

    def parts(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which one reads."""
        lines = [part for one in self.lines.widgets() for part in one.parts()]
        return [*lines, self.new.name, self.new.text]

    def mark(self, id: int) -> bool:
        """Mark the principle; False when there is none such."""
        found = self.line(id)
        for one in self.lines.widgets():
            one.set_marked(one is found)
        return found is not None

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        here = self._line_of(new)
        if here is not None and not here.marked:  # the mark stays while one looks elsewhere
            for one in self.lines.widgets():
                one.set_marked(False)

    def line(self, id: int) -> PrincipleLine | None:
        """The line of a principle."""
        return next((one for one in self.lines.widgets() if one.row.id == id), None)

    # Changing -----------------------------------------------------------------------------------

    def _make(self, _row: Principle) -> PrincipleLine:
        made = PrincipleLine(self._editing.go)
        made.save = self._save
        made.remove = self._remove
        made.grip.dragged.connect(lambda at, made=made: self._drag(made, at))
        made.grip.dropped.connect(lambda at, made=made: self._drop(made, at))
        made.grip.given_up.connect(self._slot.hide)
        return made

    def _add(self, name: str, text: str) -> bool:
        return self._editing.do(
            f"Add the principle “{name}”",
            lambda s: strategy.add_principle(s, name, text),
            self.new,
        )

    def _save(self, line: PrincipleLine, name: str, text: str) -> bool:
        row, field = line.row, line.name if name != line.row.name else line.text
        renamed = f"Rename the principle “{row.name}”"
        written = f"Say what “{row.name}” means"
        return self._editing.do(
            renamed if name != row.name else written,
            lambda s: strategy.edit_principle(s, row.id, name, text),
            field,
        )

    def _remove(self, line: PrincipleLine) -> None:
        id = line.row.id
        self._editing.do(
            f"Remove the principle “{line.row.name}”",
            lambda s: strategy.remove_principle(s, id),
            line,
        )

    # Order --------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        line = self._line_of(QApplication.focusWidget())
        if line is None:
            return
        place = self._places()[line.row.id]
        if 0 <= place + by < len(self._rows):
            self._move(line, place + by + (by > 0))

    def _move(self, line: PrincipleLine, gap: int) -> None:
        """Put a line into the gap before the row at `gap`, counted as the rows stand now."""
        here = self._places()[line.row.id]
        if gap in (here, here + 1):
            return
        after = self._rows[gap - 1].id if gap else None
        id, name = line.row.id, line.row.name
        if self._editing.do(
            f"Move the principle “{name}”",
            lambda s: strategy.move_principle(s, id, after),
            line,
        ):
            place = self._places()[id] + 1
            announce(self, f"{name} is number {place} of {len(self._rows)}")

    def _gap_at(self, at: QPoint) -> int:
        """The gap nearest to a point of the screen."""
        y = self.lines.mapFromGlobal(at).y()
        middles = [one.geometry().center().y() for one in self.lines.widgets()]
        return sum(y > middle for middle in middles)

    def _drag(self, line: PrincipleLine, at: QPoint) -> None:
        gap, widgets = self._gap_at(at), self.lines.widgets()
        edge = widgets[gap].y() if gap < len(widgets) else widgets[-1].geometry().bottom() + 1
        y = self.lines.y() + edge - 1
        here = self._places()[line.row.id]
        self._slot.setGeometry(PAD_X, y, self.width() - 2 * PAD_X, 2)
        self._slot.setVisible(gap not in (here, here + 1))
        self._slot.raise_()

    def _drop(self, line: PrincipleLine, at: QPoint) -> None:
        self._slot.hide()
        self._move(line, self._gap_at(at))

    # Where the keyboard is ----------------------------------------------------------------------

    def _places(self) -> dict[int, int]:
        return {row.id: place for place, row in enumerate(self._rows)}

    def _line_of(self, widget: QWidget | None) -> PrincipleLine | None:
        while widget is not None and not isinstance(widget, PrincipleLine):
            widget = widget.parentWidget()
        return widget if widget in self.lines.widgets() else None

    def _focus_at(self, place: int) -> None:
        widgets = self.lines.widgets()
        if widgets:
            widgets[min(place, len(widgets) - 1)].grip.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
