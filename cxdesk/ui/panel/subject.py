"""The initiative that the panel shows, and the one way in which its parts change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from cxdesk.model.errors import ReasonNeeded, RuleBroken, Way
from cxdesk.services import programs
from cxdesk.services.detail import Detail, PersonRef
from cxdesk.services.programs import Choices
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option


class Refusable(Protocol):
    """Where a refusal is said: a field, or the line below a row."""

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why."""

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""


class Subject(QObject):
    """What all parts of the panel share: the desk, the item's data and what pickers offer."""

    # The user follows a way to an item: Way.
    went = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self._detail: Detail | None = None
        self._choices: Choices | None = None

    @property
    def id(self) -> int | None:
        """The initiative shown; None when there is none."""
        return self._detail.id if self._detail else None

    @property
    def detail(self) -> Detail:
        """Its data. Only asked for while something is shown."""
        assert self._detail is not None
        return self._detail

    def set_detail(self, detail: Detail | None) -> None:
        """Show another item, or newer data."""
        self._detail, self._choices = detail, None

    @property
    def choices(self) -> Choices:
        """What pickers offer, read when first asked for."""
        if self._choices is None:
            with self.desk.read() as session:
                self._choices = programs.choices(session)
        return self._choices

    def read(self, query: Callable[[Session], Any]) -> Any:
        """Rows of a query."""
        with self.desk.read() as session:
            return query(session)

    def do(
        self,
        label: str,
        command: Callable[[Session], object],
        at: Refusable | None = None,
        *,
        said: str = "",
        ask: Callable[[ReasonNeeded], object] | None = None,
    ) -> bool:
        """One undoable change; a refusal is said `at` its place, or `ask` asks for the reason."""

        def refused(broken: RuleBroken) -> None:
            if broken.way == Way(f"Open {self.detail.code}", "initiative", self.detail.id):
                broken.way = None  # it is open already
            if ask is not None and isinstance(broken, ReasonNeeded):
                ask(broken)
            elif at is not None:
                at.refuse(broken)
            else:
                self.desk.refused.emit(broken)

        if self.desk.do(label, command, said=said, refused=refused) is None:
            return False
        if at is not None:
            at.clear_fault()
        return True

    def go(self, way: Way) -> None:
        """Follow a way out of a refusal."""
        self.went.emit(way)

    def people(self, nobody: str = "") -> list[Option]:
        """Everybody to choose from, first `nobody` if that has a name."""
        found = [Option(None, nobody)] if nobody else []
        for one in self.choices.people:
            why = "" if one.active else "no longer active"
            lead = Lead("avatar", programs.initials_of(one.name))
            found.append(Option(one.id, one.name, one.note, lead, why))
        return found

    def name_of(self, person: int | None) -> str:
        """A person's name, "nobody" for None."""
        return next((one.name for one in self.choices.people if one.id == person), "nobody")


def avatar(person: PersonRef | None) -> Lead | None:
    """A person's initials as a sign."""
    return Lead("avatar", person.initials) if person else None
