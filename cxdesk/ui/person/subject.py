"""The person whom the panel shows."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.model.wording import count, listed
from cxdesk.services.handover import Held
from cxdesk.services.people_view import PersonSheet
from cxdesk.ui.form.editing import Editing

KINDS = {
    "initiative": ("initiative", "Owns"), "sponsor": ("initiative to sponsor", "Sponsors"),
    "action": ("action", "Actions"), "batch": ("batch", "Leads"),
    "outcome": ("outcome", "Outcomes"), "seat": ("seat", "Seats"),
    "approval": ("charter to approve", "Charters to approve"),
    "question": ("question to answer", "Questions to answer"),
}  # fmt: skip
"""What is open with somebody, by the kind of `Held`: one of it, and the heading of them."""
_PLURALS = {
    "batch": "batches", "sponsor": "initiatives to sponsor", "approval": "charters to approve",
    "question": "questions to answer",
}  # fmt: skip


class PersonSubject(Editing):
    """What all parts of the panel share: the person's data, and how they are changed."""

    _sheet: PersonSheet | None = None

    @property
    def id(self) -> int | None:
        """The person shown; None when there is none."""
        return self._sheet.row.id if self._sheet else None

    @property
    def here(self) -> tuple[str, int] | None:
        return ("person", self._sheet.row.id) if self._sheet else None

    @property
    def sheet(self) -> PersonSheet:
        """Their data. Only asked for while somebody is shown."""
        assert self._sheet is not None
        return self._sheet

    def set_sheet(self, sheet: PersonSheet | None) -> None:
        """Show somebody else, or newer data."""
        self._sheet = sheet
        self.forget()


def counted(held: Sequence[Held]) -> str:
    """What is open, kind by kind: "2 initiatives, 5 actions and 1 seat"."""
    parts = []
    for kind, (one, _) in KINDS.items():
        number = sum(1 for each in held if each.kind == kind)
        if number:
            parts.append(count(number, one, _PLURALS.get(kind, "")))
    return listed(parts)
