"""The initiative that the panel shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import Way
from cxdesk.services.detail import Detail
from cxdesk.services.person_ref import PersonRef
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.leads import Lead

if TYPE_CHECKING:
    from cxdesk.ui.options import Option

__all__ = ["Refusable", "Subject", "avatar"]


class Subject(Editing):
    """What all parts of the panel share: the item's data, and how it is changed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self._detail: Detail | None = None

    @property
    def panel(self) -> QWidget:
        """The panel itself, over which a question is asked."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent

    @property
    def id(self) -> int | None:
        """The initiative shown; None when there is none."""
        return self._detail.id if self._detail else None

    @property
    def here(self) -> tuple[str, int] | None:
        return ("initiative", self._detail.id) if self._detail else None

    def leads_here(self, way: Way, at: Refusable | None) -> bool:
        charter = way.kind == "charter" and way.id == self.id
        return super().leads_here(way, at) or (charter and _in_charter(at))

    @property
    def detail(self) -> Detail:
        """Its data. Only asked for while something is shown."""
        assert self._detail is not None
        return self._detail

    def set_detail(self, detail: Detail | None) -> None:
        """Show another item, or newer data."""
        self._detail = detail
        self.forget()

    def people(self, nobody: str = "") -> list[Option]:
        found = super().people(nobody)
        if not self.choices.people:
            from cxdesk.ui.options import MORE, Option  # the window starts without pickers

            why = "Add people in the place People, then choose here."
            found.append(Option(MORE, "Nobody is in the program yet", why=why))
        return found


def _in_charter(at: object) -> bool:
    """Whether a place belongs to a part of a charter, which says so by a property."""
    while isinstance(at, QWidget):
        if at.property("charter-part"):
            return True
        at = at.parentWidget()
    return False


def avatar(person: PersonRef | None) -> Lead | None:
    """A person's initials as a sign."""
    return Lead("avatar", person.initials) if person else None
