"""The context menu of the intake: what can be done with the rows it is opened on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cxdesk.model.requests import Evidence, Source
from cxdesk.services.intake import RequestRow
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.request.edits import RequestEdits
from cxdesk.ui.request.steps import Steps

_GONE_MS = 100  # what opens while a menu closes would be closed with it


class IntakeMenu:
    """Makes the actions of the menu. `begin` changes the cell of the current row in a column."""

    def __init__(
        self,
        over: QWidget,
        edits: RequestEdits,
        steps: Steps,
        at: Refusable,
        begin: Callable[[str], object],
    ) -> None:
        self._over, self._edits, self._steps = over, edits, steps
        self._at, self._begin = at, begin

    def actions(self, rows: Sequence[RequestRow]) -> list[QAction]:
        """What is offered for these rows."""
        made = [self._item(step.text, step.act) for step in self._steps.offered(rows)]
        changed = [row for row in rows if row.state.editable]
        if changed:
            made.append(self._item("Checklist…", lambda: self._begin("checks")))
            made.append(
                self._submenu(
                    "Source",
                    [(one.label, one) for one in Source],
                    lambda to: self._edits.come_from(changed, to, self._at),
                )
            )
            made.append(
                self._submenu(
                    "Evidence",
                    [(one.label, one) for one in Evidence],
                    lambda to: self._edits.rest_on(changed, to, self._at),
                )
            )
            made.append(self._item("Outcome…", lambda: self._begin("outcome")))
        if len(changed) == 1:
            row = changed[0]
            words = "Not urgent any more" if row.urgent else "Urgent"
            made.append(self._item(words, lambda: self.hurry(row)))
        return made

    def hurry(self, row: RequestRow) -> bool:
        """Make it urgent, or no more."""
        return self._edits.hurry(row, not row.urgent, row.deadline, self._at)

    def _item(self, text: str, act: Callable[[], object]) -> QAction:
        made = QAction(text.replace("&", "&&"))
        made.triggered.connect(lambda _=False: QTimer.singleShot(_GONE_MS, self._over, act))
        return made

    def _submenu(
        self, text: str, options: Sequence[tuple[str, Any]], chosen: Callable[[Any], object]
    ) -> QAction:
        made, menu = QAction(text), QMenu(self._over)
        for words, value in options:
            item = menu.addAction(words)
            item.triggered.connect(lambda _=False, value=value: chosen(value))
        made.setMenu(menu)
        made.destroyed.connect(menu.deleteLater)
        return made
