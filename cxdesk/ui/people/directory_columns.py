"""The columns of the directory: what they show and how a cell is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cxdesk.model.people import Level, email_problem, name_problem
from cxdesk.services.people_view import PersonRow
from cxdesk.services.search import fold
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.leads import Lead
from cxdesk.ui.load_cells import is_over
from cxdesk.ui.person.edits import PersonEdits, swatch
from cxdesk.ui.pickers import pick
from cxdesk.ui.table.columns import Column

_RANK = {level: place for place, level in enumerate(Level)}


class DirectoryCells:
    """Makes the columns. A pick in one of several selected rows is for all of them.

    `chosen(row)` gives the rows that a pick in a row is for.
    """

    def __init__(
        self,
        editing: Editing,
        edits: PersonEdits,
        chosen: Callable[[PersonRow], Sequence[PersonRow]],
    ) -> None:
        self._editing, self._edits = editing, edits
        self._chosen = chosen

    def columns(self) -> tuple[Column[PersonRow], ...]:
        """All columns, in their order."""
        edits = self._edits
        return (
            Column(
                "name", "Name", lambda row: row.label, 160, 7, weight=500,
                note=lambda row: "" if row.active else "no longer active",
                order=lambda row: fold(row.name), lead=lambda row: Lead("avatar", row.initials),
                typed=lambda row: row.name,
                problem=lambda _row, text: name_problem(text, "person"), save=edits.rename,
            ),
            Column(
                "role", "Role", lambda row: row.role, 178, 1, ink=_ink, save=edits.call,
                order=lambda row: fold(row.role) or None,
            ),
            Column(
                "level", "Level", lambda row: row.level.value.capitalize(), 78, ink=_ink,
                order=lambda row: _RANK[row.level], pick=self.pick_level,
            ),
            Column(
                "domain", "Domain", lambda row: row.domain, 78, ink=_ink,
                lead=lambda row: swatch(row.hue), pick=self.pick_domain,
            ),
            Column(
                "initiatives", "Initiatives", _initiatives, 98,
                order=lambda row: (row.initiatives, row.running) if row.initiatives else None,
            ),
            Column(
                "actions", "Actions", _actions, 118,
                order=lambda row: (row.overdue, row.actions) if row.actions else None,
                ink=lambda row: "danger" if row.overdue else "text",
                lead=lambda row: Lead("glyph", "alert", ink="danger") if row.overdue else None,
            ),
            Column(
                "load", "Load this month", _load, 128, right=True,
                order=lambda row: row.load or None,
                ink=lambda row: "danger" if row.over else "text",
            ),
            Column(
                "groups", "Groups", lambda row: ", ".join(row.groups), 128, brief=_groups,
                order=lambda row: fold(", ".join(row.groups)) or None,
            ),
            Column(
                "email", "Email", lambda row: row.email, 224, 1, ink=_ink,
                order=lambda row: fold(row.email) or None,
                problem=lambda _row, text: email_problem(text), save=edits.write_to,
            ),
        )  # fmt: skip

    def pick_level(self, row: PersonRow, anchor: QWidget) -> None:
        """Offer the levels for the chosen rows."""
        who = self._chosen(row)
        pick(
            anchor, "Level", self._edits.levels(), row.level,
            lambda level: self._edits.rank(who, level),
        )  # fmt: skip

    def pick_domain(self, row: PersonRow, anchor: QWidget) -> None:
        """Offer the domains for the chosen rows."""
        who = self._chosen(row)
        pick(
            anchor, "Domain", self._editing.domains(), row.domain_id,
            lambda domain: self._edits.belong(who, domain),
        )  # fmt: skip

    def pick_heir(self, row: PersonRow, anchor: QWidget) -> None:
        """Offer who takes over from the chosen rows."""
        who = self._chosen(row)
        pick(
            anchor, "Who takes over", self._edits.heirs(who), None,
            lambda to: self._edits.hand_over(who, to),
        )  # fmt: skip


def _ink(row: PersonRow) -> str:
    return "text" if row.active else "text3"


def _groups(row: PersonRow) -> str:
    """The first group alone, a board if there is one, and how many more."""
    more = len(row.groups) - 1
    return f"{row.groups[0]} +{more}" if more > 0 else "".join(row.groups)


def _initiatives(row: PersonRow) -> str:
    if not row.initiatives:
        return ""
    return f"{row.initiatives:,}" + (f" · {row.running:,} running" if row.running else "")


def _actions(row: PersonRow) -> str:
    if not row.actions:
        return ""
    return f"{row.actions:,}" + (f" · {row.overdue:,} overdue" if row.overdue else "")


def _load(row: PersonRow) -> str:
    if row.load <= 0:
        return ""
    days = f"{row.load:,.0f}" if row.load >= 0.5 else "<1"
    if row.capacity is None:
        return days
    return f"{days} of {row.capacity:,.0f}" + (" !" if is_over(row.load, row.capacity) else "")
