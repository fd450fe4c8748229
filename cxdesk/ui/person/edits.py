"""The changes of people, each with the sentence that the history keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdesk.model.people import Level
from cxdesk.model.wording import count
from cxdesk.services import people
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option

_LONGEST = 60


class Somebody(Protocol):
    """A row about a person."""

    @property
    def id(self) -> int:
        """Of the person."""

    @property
    def label(self) -> str:
        """The name, told apart from others of the same name."""


class PersonEdits:
    """Each is True when it was kept; else `at` says why not, or a message does."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing

    def rename(self, who: Somebody, name: str, at: Refusable | None = None) -> bool:
        """Set the name."""
        label = f"Rename {_short(who.label)} to {_short(name.strip())}"
        return self._editing.do(label, lambda s: people.edit(s, who.id, name=name), at)

    def sign(self, who: Somebody, initials: str, at: Refusable | None = None) -> bool:
        """Set the initials."""
        label = f"{_short(who.label)} signs as {_short(initials.strip())}"
        return self._editing.do(label, lambda s: people.edit(s, who.id, initials=initials), at)

    def write_to(self, who: Somebody, email: str, at: Refusable | None = None) -> bool:
        """Set the email address."""
        label = f"Set the email of {_short(who.label)}"
        return self._editing.do(label, lambda s: people.edit(s, who.id, email=email), at)

    def call(self, who: Somebody, role: str, at: Refusable | None = None) -> bool:
        """Set the role."""
        role = " ".join(role.split())
        label = f"Set the role of {_short(who.label)}"
        return self._editing.do(label, lambda s: people.edit(s, who.id, role=role), at)

    def rank(self, who: Sequence[Somebody], level: Level, at: Refusable | None = None) -> bool:
        """Set the level of one or of many."""

        def command(session: Session) -> None:
            for one in who:
                people.edit(session, one.id, level=level)

        return self._editing.do(f"Set the level of {named(who)} to {level.value}", command, at)

    def belong(
        self, who: Sequence[Somebody], domain: int | None, at: Refusable | None = None
    ) -> bool:
        """Set the domain of one or of many; None is the whole organisation."""

        def command(session: Session) -> None:
            for one in who:
                people.belong(session, one.id, domain)

        return self._editing.do(
            f"Put {named(who)} into {self._domain(domain)}" if domain else
            f"{_short(named(who))} {'works' if len(who) == 1 else 'work'} organisation-wide",
            command, at,
        )  # fmt: skip

    def hand_over(self, who: Sequence[Somebody], to: int, at: Refusable | None = None) -> bool:
        """Give everything that is open with one or many to somebody else."""

        def command(session: Session) -> None:
            for one in who:
                people.hand_over(session, one.id, to)

        label = f"Hand over from {named(who)} to {_short(self._editing.name_of(to))}"
        return self._editing.do(label, command, at)

    def deactivate(self, who: Somebody, to: int | None, at: Refusable | None = None) -> bool:
        """See a person off; what is open goes to `to`, or stays for None."""
        name = _short(who.label)
        label = f"Deactivate {name}"
        if to is not None:
            label = f"Deactivate {name} and hand over to {_short(self._editing.name_of(to))}"
        return self._editing.do(label, lambda s: people.deactivate(s, who.id, to), at)

    def bring_back(self, who: Somebody, at: Refusable | None = None) -> bool:
        """Let a person take part again."""
        label = f"Bring back {_short(who.label)}"
        return self._editing.do(label, lambda s: people.bring_back(s, who.id), at)

    # What pickers offer -------------------------------------------------------------------

    def levels(self) -> list[Option]:
        """The three levels."""
        return [Option(one, one.value.capitalize()) for one in Level]

    def heirs(self, but: Sequence[Somebody]) -> list[Option]:
        """Active people who can take over from some."""
        leaving = {one.id for one in but}
        return [one for one in self._editing.people() if one.value not in leaving and not one.why]

    def _domain(self, id: int) -> str:
        return next((one.note for one in self._editing.domain_choices if one.id == id), "")


def named(who: Sequence[Somebody]) -> str:
    """One by name, many by their number."""
    return _short(who[0].label) if len(who) == 1 else count(len(who), "person", "people")


def swatch(hue: int) -> Lead:
    """The colour of a domain."""
    return Lead("swatch", number=hue)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
