"""The one way in which the parts of a form read the file, change it and say what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from cxdesk.model.errors import ReasonNeeded, RuleBroken, Way
from cxdesk.services import programs
from cxdesk.services.programs import Choice, Choices
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk

if TYPE_CHECKING:
    from cxdesk.ui.options import Option

T = TypeVar("T")


class Refusable(Protocol):
    """Where a refusal is said: a field, or the line below a row."""

    def refuse(self, why: RuleBroken | str) -> None:
        """Say why."""

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""


class Editing(QObject):
    """What all parts of a form share: the desk, and what pickers offer."""

    # The user follows a way to an item: Way.
    went = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self._choices: Choices | None = None
        self._domains: tuple[Choice, ...] | None = None

    @property
    def here(self) -> tuple[str, int] | None:
        """Kind and id of the item that the form shows; no way leads to where one is."""
        return None

    def leads_here(self, way: Way, at: Refusable | None) -> bool:
        """Whether who is refused `at` this place stands already where the way leads."""
        return (way.kind, way.id) == self.here

    def forget(self) -> None:
        """Read what pickers offer anew: something was changed."""
        self._choices = self._domains = None

    @property
    def choices(self) -> Choices:
        """What pickers offer, read when first asked for."""
        if self._choices is None:
            self._choices = self.read(programs.choices)
        return self._choices

    @property
    def domain_choices(self) -> tuple[Choice, ...]:
        """The domains alone, which are read at once however many people there are."""
        if self._domains is None:
            self._domains = self.read(programs.domains)
        return self._domains

    def read(self, query: Callable[[Session], T]) -> T:
        """Rows of a query."""
        with self.desk.read() as session:
            return query(session)

    def do(
        self,
        label: str,
        command: Callable[[Session], object],
        at: Refusable | None = None,
        *,
        said: str | None = "",
        ask: Callable[[ReasonNeeded], object] | None = None,
        lasting: bool = False,
    ) -> bool:
        """One undoable change; a refusal is said `at` its place, or `ask` asks for the reason.

        A `lasting` one cannot be undone.
        """

        def refused(broken: RuleBroken) -> None:
            if broken.way is not None and self.leads_here(broken.way, at):
                broken.way = None
            if ask is not None and isinstance(broken, ReasonNeeded):
                ask(broken)
            elif at is not None:
                at.refuse(broken)
            else:
                self.desk.refused.emit(broken)

        if self.desk.do(label, command, said=said, refused=refused, lasting=lasting) is None:
            return False
        if at is not None:
            at.clear_fault()
        return True

    def go(self, way: Way) -> None:
        """Follow a way out of a refusal."""
        self.went.emit(way)

    def open(self, kind: str, id: int) -> None:
        """Go to an item."""
        self.went.emit(Way("", kind, id))

    def people(self, nobody: str = "") -> list[Option]:
        """Everybody to choose from, first `nobody` if that has a name."""
        from cxdesk.ui.leads import Lead  # the window starts without pickers
        from cxdesk.ui.options import Option

        found = [Option(None, nobody)] if nobody else []
        for one in self.choices.people:
            why = "" if one.active else "no longer active"
            lead = Lead("avatar", one.initials)
            found.append(Option(one.id, one.name, one.note, lead, why))
        return found

    def domains(self) -> list[Option]:
        """Every domain to choose from, first the whole organisation."""
        from cxdesk.ui.leads import Lead
        from cxdesk.ui.options import Option

        whole = Option(None, "Organisation-wide", "no domain", Lead("swatch", number=5))
        return [
            whole,
            *(
                Option(one.id, one.note, one.name, Lead("swatch", number=one.hue))
                for one in self.domain_choices
            ),
        ]

    def name_of(self, person: int | None) -> str:
        """A person's name, "nobody" for None."""
        return next((one.name for one in self.choices.people if one.id == person), "nobody")
