"""The columns of the actions: what they show and how a cell is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.model.work import ActionState
from cxdesk.services.action_list import ListedAction
from cxdesk.services.search import fold
from cxdesk.ui import chips
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import due_words, read_date, read_week, short
from cxdesk.ui.leads import Lead, draw_check
from cxdesk.ui.panel.action_edits import STATES, ActionEdits
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.table.cell_note import CellNote
from cxdesk.ui.table.columns import Column
from cxdesk.ui.theme import Theme

_BOX = 15
_RANK = {state: place for place, state in enumerate(ActionState)}


class ActionCells:
    """Makes the columns. What is chosen for one of several selected rows is for all of them.

    `chosen(row)` gives the rows that a change in a row is for; `note` is where a choice is refused.
    """

    note: CellNote

    def __init__(
        self,
        editing: Editing,
        edits: ActionEdits,
        chosen: Callable[[ListedAction], Sequence[ListedAction]],
    ) -> None:
        self._editing, self._edits, self._chosen = editing, edits, chosen
        self._today: Callable[[], date] = editing.desk.today

    def columns(self) -> tuple[Column[ListedAction], ...]:
        """All columns, in their order."""
        edits = self._edits
        return (
            Column(
                "done", "Done", lambda row: "✓" if row.state is ActionState.DONE else "", 52,
                middle=True, paint=_paint_box, order=lambda row: _RANK[row.state],
            ),
            Column(
                "title", "Action", lambda row: row.title, 200, 6, ink=_ink, wrap=True,
                order=lambda row: fold(row.title), save=edits.rename,
                problem=lambda _row, text: "" if text.strip() else "An action needs a title.",
            ),
            Column(
                "due", "Due", lambda row: day(row.due) if row.due else "", 116,
                note=self._late, paint=self._paint_due, order=lambda row: row.due,
                save=self._save_due,
            ),
            Column(
                "owner", "Owner", lambda row: row.owner.name if row.owner else "", 136, 1,
                ink=_ink, pick=self.pick_owner,
                lead=lambda row: Lead("avatar", row.owner.initials) if row.owner else None,
                order=lambda row: (
                    (fold(row.owner.name), row.due or date.max) if row.owner else None
                ),
            ),
            Column(
                "initiative", "Initiative", lambda row: row.code, 150, 3, weight=500,
                note=lambda row: row.initiative, ink=lambda _row: "accent",
            ),
            Column(
                "bump", "Road bump", lambda row: row.road_bump, 130, 4,
                ink=lambda row: "text3" if row.over else "warn",
                lead=lambda row: (
                    Lead("glyph", "at_risk", ink="text3" if row.over else "warn")
                    if row.road_bump else None
                ),
                order=lambda row: fold(row.road_bump) or None, save=edits.bump,
            ),
            Column(
                "week", "Week", lambda row: row.week, 60, ink=_ink,
                brief=lambda row: row.week.rpartition("-")[2],
                order=lambda row: row.week or None,
                save=self._save_week,
            ),
            Column(
                "state", "State", lambda row: STATES[row.state], 84, ink=_ink,
                order=lambda row: _RANK[row.state], pick=self.pick_state,
            ),
        )  # fmt: skip

    # Changing -------------------------------------------------------------------------------

    def pick_owner(self, row: ListedAction, anchor: QWidget) -> None:
        """Offer who does the chosen rows."""
        rows = self._chosen(row)
        pick(
            anchor, "Who does it", self._editing.people("Nobody"),
            row.owner.id if row.owner else None,
            lambda person: self._edits.give(rows, person, self.note),
        )  # fmt: skip

    def pick_state(self, row: ListedAction, anchor: QWidget) -> None:
        """Offer the states for the chosen rows."""
        rows = self._chosen(row)
        options = [Option(state, words) for state, words in STATES.items()]
        pick(
            anchor, "State", options, row.state,
            lambda state: self._edits.enter(rows, state, self.note),
        )  # fmt: skip

    def _save_due(self, row: ListedAction, text: str, at: Refusable) -> bool:
        try:
            on = read_date(text, self._today())
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._edits.due(self._chosen(row), on, at)

    def _save_week(self, row: ListedAction, text: str, at: Refusable) -> bool:
        try:
            week = read_week(text, self._today())
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._edits.plan(self._chosen(row), week, at)

    # Showing --------------------------------------------------------------------------------

    def _late(self, row: ListedAction) -> str:
        if row.due is None or row.over:
            return ""
        words, kind = due_words(row.due, self._today())
        return words if kind == "late" else ""

    def _chip(self, row: ListedAction) -> tuple[str, str, chips.Kind]:
        """Words, sign and kind of the chip of the due date."""
        today = self._today()
        if row.state is ActionState.DONE:
            return (short(row.done_on, today) if row.done_on else "done"), "tick", "plain"
        if row.due is None:
            return "", "", "plain"
        if row.over:
            return short(row.due, today), "calendar", "plain"
        words, kind = due_words(row.due, today)
        if kind == "late":
            return words, "alert", "late"
        return (words, "clock", "soon") if kind == "soon" else (words, "calendar", "plain")

    def _paint_due(self, p: QPainter, box: QRectF, row: ListedAction, colors: Theme) -> None:
        words, sign, kind = self._chip(row)
        if words:
            at = QPointF(box.left() + 4, box.center().y() - chips.HEIGHT / 2)
            chips.chip(p, at, words, sign, kind, colors, box.width() - 6)


def _paint_box(p: QPainter, box: QRectF, row: ListedAction, colors: Theme) -> None:
    check = QRectF(0, 0, _BOX, _BOX)
    check.moveCenter(box.center())
    draw_check(p, check, row.state is ActionState.DONE, colors)
    if row.state is ActionState.DOING:  # begun: half of the box
        p.fillRect(check.adjusted(3, 3, -_BOX / 2, -3), colors.text2)
    elif row.state is ActionState.DROPPED:
        p.fillRect(check.adjusted(3, 7, -3, -7), colors.text3)


def _ink(row: ListedAction) -> str:
    return "text3" if row.over else "text"
