"""What the menu of an initiative offers, in the matrix and in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cxdesk.model.states import Priority
from cxdesk.services.priorities import Ranked
from cxdesk.ui.menus import item
from cxdesk.ui.scores.edits import ScoreEdits


def menu_actions(
    over: QWidget,
    rows: Sequence[Ranked],
    edits: ScoreEdits,
    open_it: Callable[[str, int], object],
    reads: bool,
) -> list[QAction]:
    """Actions for these rows: Open for one alone, and the priorities unless the file `reads`."""
    made = []
    if len(rows) == 1:
        made.append(item("Open", lambda: open_it("initiative", rows[0].id)))
    if rows and not reads:
        action, menu = QAction("Priority"), QMenu(over)
        for one in Priority:
            _add(menu, one.value.capitalize(), partial(edits.prioritise, rows, one))
        menu.addSeparator()
        _add(menu, "Derived from benefit", partial(edits.prioritise, rows, None))
        action.setMenu(menu)
        action.destroyed.connect(menu.deleteLater)
        made.append(action)
    return made


def _add(menu: QMenu, text: str, act: Callable[[], object]) -> None:
    menu.addAction(text).triggered.connect(lambda _=False: act())
