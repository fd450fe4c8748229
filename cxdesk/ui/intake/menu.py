"""The context menu of the intake: what can be done with the rows it is opened on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cxdesk.model.requests import Evidence, Source
from cxdesk.services.intake import RequestRow
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.menus import item_later, submenu
from cxdesk.ui.request.edits import RequestEdits
from cxdesk.ui.request.steps import Steps


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
        made = [item_later(self._over, step.text, step.act) for step in self._steps.offered(rows)]
        changed = [row for row in rows if row.state.editable]
        if changed:
            made.append(item_later(self._over, "Checklist…", lambda: self._begin("checks")))
            made.append(
                submenu(
                    self._over,
                    "Source",
                    [(one.label, one) for one in Source],
                    lambda to: self._edits.come_from(changed, to, self._at),
                )
            )
            made.append(
                submenu(
                    self._over,
                    "Evidence",
                    [(one.label, one) for one in Evidence],
                    lambda to: self._edits.rest_on(changed, to, self._at),
                )
            )
            made.append(item_later(self._over, "Outcome…", lambda: self._begin("outcome")))
        if len(changed) == 1:
            row = changed[0]
            words = "Not urgent any more" if row.urgent else "Urgent"
            made.append(item_later(self._over, words, lambda: self.hurry(row)))
        return made

    def hurry(self, row: RequestRow) -> bool:
        """Make it urgent, or no more."""
        return self._edits.hurry(row, not row.urgent, row.deadline, self._at)
