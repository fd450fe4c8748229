"""What every step of the assistant is: it shows what the file has, and keeps what is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.wording import count
from cxdesk.services import setup
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.grid import Grid, GridRow
from cxdesk.ui.assistant.parts import Line
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.rows import column


class Step(QWidget):
    """One step; it is empty until `load`.

    `later` is the place where the same is found when the assistant is gone.
    """

    title = ""
    help = ""
    later = ""
    confirms = False
    """Whether going on is enough: what a new program has may be left as it is."""

    # Enter was pressed where there is nothing more to add.
    ended = Signal()
    # A refusal has a way out that was clicked: Way.
    went = Signal(object)

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.here: Setup = editing.read(setup.setup)
        self._keeping = False
        self.box = column(self, 12)

    def load(self) -> None:
        """Show what the file has; what was typed and is not saved stays."""
        if not self._keeping:
            self.here = self.editing.read(setup.setup)
            self.show_setup(self.here)

    def keep(self) -> bool:
        """Save what was typed, as one change; False when something was refused at its field."""
        if not self.dirty:
            return True
        if not self.look():
            return False
        self._keeping = True
        try:
            return self.write()
        finally:
            self._keeping = False
            self.load()

    @staticmethod
    def is_set(here: Setup) -> bool:
        """Whether the file has what this step asks for."""
        raise NotImplementedError

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        raise NotImplementedError

    def show_setup(self, here: Setup) -> None:
        """Put what the file has into the fields."""
        raise NotImplementedError

    def look(self) -> bool:
        """Say at the fields what is wrong; whether nothing is."""
        raise NotImplementedError

    def write(self) -> bool:
        """Write what was typed as one undoable change."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """What has the keyboard when the step is shown."""
        raise NotImplementedError

    def wrong_field(self) -> QWidget:
        """The field that is marked as wrong, else the first."""
        for grid in self.findChildren(Grid):
            if row := next((one for one in grid.rows if one.wrong), None):
                return row.wrong_field()
        found = [one for one in self.findChildren(Line) if one.field.property("invalid")]
        return found[0].field if found else self.first_field()

    def go(self, way: Way) -> None:
        """Follow a way out of a refusal."""
        self.went.emit(way)

    def write_rows(
        self, grid: Grid, label: str, said: str, each: Callable[[Session, GridRow], int],
        after: Callable[[Session, dict[GridRow, int]], object] = lambda _session, _ids: None,
    ) -> bool:  # fmt: skip
        """Keep every row that was typed or changed; a refusal is said at the row it is about.

        `each` writes a row and returns its id, `after` what belongs to them all.
        """
        ids: dict[GridRow, int] = {}
        at = At(grid.rows[0])

        def command(session: Session) -> None:
            for row in grid.filled():
                if row.dirty:
                    at.here = row
                    ids[row] = each(session, row)
            after(session, ids)

        if not self.editing.do(label, command, at, said=said):
            return False
        for row, id in ids.items():
            row.saved(id)
        return True


class At:
    """Says a refusal where the command was when it was refused."""

    def __init__(self, here: Refusable) -> None:
        self.here = here

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why."""
        self.here.refuse(why)

    def clear_fault(self) -> None:
        """Nothing was refused; what is wrong elsewhere stays said."""


def added(grid: Grid, noun: str, plural: str = "") -> tuple[str, str]:
    """What is done to the rows of a grid, for the history and for the message.

    "Add 2 domains, change 1" and "2 domains added, 1 changed".
    """
    rows = [row for row in grid.filled() if row.dirty]
    new = sum(row.id is None for row in rows)
    changed = len(rows) - new
    if not new:
        words = count(changed, noun, plural)
        return f"Change {words}", f"{words} changed"
    words = count(new, noun, plural)
    if not changed:
        return f"Add {words}", f"{words} added"
    return f"Add {words}, change {changed:,}", f"{words} added, {changed:,} changed"
