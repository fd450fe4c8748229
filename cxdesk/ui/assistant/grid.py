"""A small grid of fields, a row for each thing: Enter begins the next row, cells can be pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from cxdesk.exchange.pasted import cells
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.wording import count
from cxdesk.services.search import fold
from cxdesk.ui.assistant.parts import Choice, Options, Say, mark
from cxdesk.ui.form.rows import column, label

MOST_PASTED = 100
_LEAST_CHOICE = 112  # px: "Employee" and the sign beside it
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Cell:
    """A column: `share` of the width, a `sample` in the empty field, `options` for a choice.

    What is wrong with a `late` one is said when it is left: half of it is wrong while it is typed.
    """

    key: str
    title: str
    share: int = 1
    sample: str = ""
    right: bool = False
    late: bool = False
    options: Options | None = None


class Wrong(NamedTuple):
    """What is wrong with a row: the key of the cell and a sentence; `soft` refuses nothing."""

    key: str
    text: str
    soft: bool = False


Check = Callable[["GridRow", bool], Wrong | None]
"""What is wrong with a row, the worst first; with True, what it still lacks is wrong too."""


class CellLine(QLineEdit):
    """A field of a row. Several cells that are pasted are for the grid."""

    def __init__(self, row: GridRow, cell: Cell) -> None:
        super().__init__()
        self._row, self._cell = row, cell
        self.setObjectName(cell.key)
        self.setPlaceholderText(cell.sample)
        self.setMaxLength(2000)
        if cell.right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)  # a text that is too long shows its beginning

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            block = cells(text)
            if len(block) > 1 or any(len(row) > 1 for row in block):
                self._row.grid.take_cells(self._row, self._cell.key, text)
                return
            if block:  # a spreadsheet puts a line break behind a single cell
                self.insert(block[0][0])
                self.textEdited.emit(self.text())
            return
        super().keyPressEvent(event)


class GridRow(QWidget):
    """Fields side by side, and below them what is wrong. `id` is None until the file has it."""

    def __init__(self, grid: Grid, cells_: Sequence[Cell]) -> None:
        super().__init__()
        self.grid = grid
        self.id: int | None = None
        self.fields: dict[str, CellLine | Choice] = {}
        self._kept: dict[str, Any] = {}
        self.fault = Say(grid.go)
        across = QHBoxLayout()
        across.setSpacing(8)
        for cell in cells_:
            field = self._field(cell)
            policy = field.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            field.setSizePolicy(policy)
            if cell.options is not None:
                field.setMinimumWidth(_LEAST_CHOICE)
            self.fields[cell.key] = field
            across.addWidget(field, cell.share, Qt.AlignmentFlag.AlignTop)
        box = column(self, 2)
        box.addLayout(across)
        box.addWidget(self.fault)
        self._kept = self.values()
        self._blank = dict(self._kept)

    def _field(self, cell: Cell) -> CellLine | Choice:
        if cell.options is not None:
            first = next((one.value for one in cell.options()), None)
            choice = Choice(cell.key, cell.title, cell.options, first)
            choice.picked.connect(lambda: self._on_typed(cell, left=True))
            return choice
        line = CellLine(self, cell)
        line.setAccessibleName(cell.title)
        line.textEdited.connect(lambda _text: self._on_typed(cell))
        line.editingFinished.connect(lambda: self._on_typed(cell, left=True))
        return line

    # What stands in it ------------------------------------------------------------------------

    def __getitem__(self, key: str) -> str:
        """The words in a field, without the space around them."""
        field = self.fields[key]
        return field.text().strip() if isinstance(field, CellLine) else str(field.value or "")

    def value(self, key: str) -> Any:
        """What is chosen."""
        field = self.fields[key]
        assert isinstance(field, Choice)
        return field.value

    def values(self) -> dict[str, Any]:
        """Everything in it by column."""
        return {
            key: field.text().strip() if isinstance(field, CellLine) else field.value
            for key, field in self.fields.items()
        }

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(self[key] for key, one in self.fields.items() if isinstance(one, CellLine))

    @property
    def dirty(self) -> bool:
        """Whether it holds something that is not saved."""
        return self.values() != self._kept if self.id is not None else not self.blank

    def put(self, key: str, value: Any) -> None:
        """Put a value into a field."""
        field = self.fields[key]
        if isinstance(field, CellLine):
            if field.text() != value:
                field.setText(value)
                field.setCursorPosition(0)
        else:
            field.show_choice(value)

    def show_row(self, id: int | None, values: Mapping[str, Any]) -> None:
        """Show what the file keeps; what was typed and is not saved stays."""
        clean = not self.dirty or self.id is None
        self.id = id
        if clean:
            for key, value in values.items():
                self.put(key, value)
            self.clear_fault()
        for field in self.fields.values():
            if isinstance(field, CellLine):  # what was left empty here looks filled in with it
                field.setPlaceholderText("")
        self._kept = {key: _bare(value) for key, value in values.items()}

    def saved(self, id: int) -> None:
        """The file has it as it stands."""
        self.id, self._kept = id, self.values()

    def cut_loose(self) -> None:
        """The file has it no more: what was typed since stays, as a new row."""
        if not self.dirty:
            for key, value in self._blank.items():
                self.put(key, value)
        self.id, self._kept = None, dict(self._blank)

    # What is wrong with it --------------------------------------------------------------------

    def look(self, *, whole: bool = False) -> bool:
        """Say what is wrong; whether nothing is that refuses the row."""
        wrong = None if self.blank and self.id is None else self.grid.check(self, whole)
        self.clear_fault()
        if wrong is None:
            return True
        if wrong.soft:
            self.fault.warn(wrong.text)
            return True
        self.refuse(wrong.text, wrong.key)
        return False

    def refuse(self, why: RuleBroken | str, key: str = "") -> None:
        """Say why the row was refused, at a field of it."""
        mark(self.fields[key or next(iter(self.fields))], True)
        self.fault.refuse(why)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        for field in self.fields.values():
            mark(field, False)
        self.fault.clear_fault()

    @property
    def wrong(self) -> bool:
        """Whether something in it is marked as wrong."""
        return any(field.property("invalid") for field in self.fields.values())

    def wrong_field(self) -> QWidget:
        """The field that is marked as wrong, else the first."""
        found = [one for one in self.fields.values() if one.property("invalid")]
        return (found or list(self.fields.values()))[0]

    def _on_typed(self, cell: Cell, *, left: bool = False) -> None:
        wrong = None if self.blank else self.grid.check(self, False)
        half = cell.late and not left and not self.fault.text()
        if not (half and wrong is not None and wrong.key == cell.key):
            self.look()
        self.grid.on_typed()


class Grid(QWidget):
    """Rows of the same fields; there is always an empty one to type into."""

    # Something was typed.
    typed = Signal()
    # Enter was pressed in an empty row: there is no more to add.
    ended = Signal()
    # Several cells were pasted where `elsewhere` takes them: text.
    pasted = Signal(str)

    def __init__(
        self, name: str, columns: Sequence[Cell], check: Check, go: Callable[[Way], None], *,
        least: int = 3, elsewhere: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.check, self.go = check, go
        self._cells, self._least, self._elsewhere = tuple(columns), least, elsewhere
        self.rows: list[GridRow] = []
        self.setObjectName("grid")
        self.setAccessibleName(name)
        head = QHBoxLayout()
        head.setSpacing(8)
        for cell in columns:
            title = label(cell.title, "caption")
            title.setWordWrap(False)
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            if cell.options is not None:
                title.setMinimumWidth(_LEAST_CHOICE)
            if cell.right:
                title.setAlignment(Qt.AlignmentFlag.AlignRight)
            head.addWidget(title, cell.share)
        self.more = label("", "small")
        self.more.hide()
        self._box = column(self, 6)
        self._box.addLayout(head)
        self._box.addWidget(self.more)
        self._fill_up()

    def filled(self) -> list[GridRow]:
        """The rows that hold something."""
        return [row for row in self.rows if not row.blank or row.id is not None]

    def others(self, row: GridRow, whole: bool) -> list[GridRow]:
        """What a row must differ from: all others, but of two that are alike one alone is wrong."""
        found = self.filled()
        before = found.index(row) if row in found else len(found)
        return found[:before] if whole else [one for one in found if one is not row]

    @property
    def dirty(self) -> bool:
        """Whether a row holds something that is not saved."""
        return any(row.dirty for row in self.rows)

    def show_rows(self, kept: Iterable[tuple[int, Mapping[str, Any]]], more: str = "") -> None:
        """Show the file's rows by their ids, before those that are new; `more` is said below."""
        wanted = dict(kept)
        for row in self.rows:
            if row.id is not None and row.id not in wanted:
                row.cut_loose()
        there = {row.id: row for row in self.rows}
        free = [row for row in self.rows if row.id is None and row.blank]
        for id, values in wanted.items():
            row = there.get(id) or (free.pop(0) if free else self._add())
            row.show_row(id, values)
        order = {id: place for place, id in enumerate(wanted)}
        self.rows.sort(key=lambda row: (order.get(row.id or 0, len(order)), row.blank))
        for place, row in enumerate(self.rows):
            self._box.removeWidget(row)
            self._box.insertWidget(1 + place, row)
            row.raise_()  # Tab goes by the order of children
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self._fill_up()

    def look(self) -> GridRow | None:
        """Say what is wrong with every row; the first one that is refused."""
        wrong = [row for row in self.filled() if row.dirty and not row.look(whole=True)]
        return wrong[0] if wrong else None

    def on_typed(self) -> None:
        """Something was typed into a row: what is wrong with others may have gone with it."""
        for row in self.rows:
            if row.fault.text():
                row.look()
        self._fill_up()
        self.typed.emit()

    def first_field(self) -> QWidget:
        """The first field of the first empty row."""
        row = next((one for one in self.rows if one.blank), self.rows[-1])
        return next(iter(row.fields.values()))

    def take_cells(self, row: GridRow, key: str, text: str) -> None:
        """Spread pasted cells over fields, from this one on."""
        if self._elsewhere:
            self.pasted.emit(text)
            return
        block = [one for one in cells(text) if any(one)]
        if len(block) > MOST_PASTED:
            rows = count(len(block), "row")
            row.refuse(f"{rows} are too many to look at here: paste {MOST_PASTED} at a time.", key)
            return
        keys = [cell.key for cell in self._cells]
        for down, words in enumerate(block, self.rows.index(row)):
            here = self.rows[down] if down < len(self.rows) else self._add()
            for cell_key, word in zip(keys[keys.index(key) :], words, strict=False):
                self._type(here, cell_key, word)
            here.look()
        self.on_typed()

    def _type(self, row: GridRow, key: str, word: str) -> None:
        field = row.fields[key]
        if isinstance(field, CellLine):
            field.setText(word)
            return
        cell = next(one for one in self._cells if one.key == key)
        assert cell.options is not None
        for option in cell.options():
            if fold(word) in (fold(option.text), fold(option.note)) and word:
                field.show_choice(option.value)

    def _add(self) -> GridRow:
        row = GridRow(self, self._cells)
        if self.rows:  # one sample teaches, more are noise
            for field in row.fields.values():
                if isinstance(field, CellLine):
                    field.setPlaceholderText("")
        self.rows.append(row)
        self._box.insertWidget(len(self.rows), row)
        return row

    def _fill_up(self) -> None:
        while len(self.rows) < self._least or not self.rows[-1].blank:
            self._add()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = next((one for one in self.rows if one.isAncestorOf(self.focusWidget())), None)
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() not in _ENTER or control or row is None:
            super().keyPressEvent(event)
        elif row.blank and row.id is None:
            self.ended.emit()
        else:
            following = self.rows[self.rows.index(row) + 1]
            next(iter(following.fields.values())).setFocus(Qt.FocusReason.TabFocusReason)


def _bare(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
