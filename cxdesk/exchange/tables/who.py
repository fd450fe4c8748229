"""People as cells name them: by name, by email, several in one cell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from cxdesk.services.incoming import IncomingPerson
from cxdesk.services.search import fold

_EMAIL = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+")
_BOTH = re.compile(r"(.*?)[\s<(\[]+([^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+)[>)\]]*")
_INITIALS = re.compile(r"(.+) \((\S{1,4})\)")
_SEVERAL = re.compile(r"\s*(?:[;\n|]|\s&\s|\s\+\s|\s/\s|\sand\s|\sund\s)\s*", re.IGNORECASE)
_SAID_NOBODY = "- – — n/a na none nobody tbd tba ? unassigned niemand offen keiner n.n. nn"
_NOBODY = frozenset(_SAID_NOBODY.split())


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a cell names them."""

    name: str
    email: str = ""
    initials: str = ""


def named(text: str) -> tuple[Named | None, int]:
    """The first whom a cell names, None for nobody, and how many more it names.

    "Claire Dubois", "Dubois, Claire", "claire.dubois@care.example", "Claire Dubois (CD)" and
    "Claire <claire@care.example>" are one each.
    """
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) == 1 and "," in text:
        pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
        if len(pieces) == 2 and not any("@" in piece or " " in piece for piece in pieces):
            return Named(f"{pieces[1]} {pieces[0]}"), 0  # the family name first
        parts = pieces
    parts = [part for part in parts if fold(part) not in _NOBODY]
    return (_one(parts[0]), len(parts) - 1) if parts else (None, 0)


def _one(text: str) -> Named:
    if both := _BOTH.fullmatch(text):
        if name := both[1].strip(" \"'"):
            return Named(name, both[2])
        text = both[2]
    if _EMAIL.fullmatch(text):
        words = re.split(r"[._\-+]+", text.split("@")[0])
        return Named(" ".join(word.capitalize() for word in words if word) or text, text)
    if (short := _INITIALS.fullmatch(text)) is not None:
        return Named(short[1], initials=short[2])
    return Named(text)


class Everybody:
    """Everybody whom a file names, each once, by what they are called in it."""

    def __init__(self) -> None:
        self.people: dict[str, IncomingPerson] = {}
        self._by: dict[str, str | None] = {}  # None: several are called so
        self._times: Counter[str] = Counter()
        self._cells: dict[str, tuple[str, int]] = {}

    def add(self, person: IncomingPerson) -> None:
        """Somebody who has a row."""
        self.people[person.key] = person
        names = [person.name, person.email or ""]
        self._times[fold(person.name)] += 1
        for note in (person.initials, person.email, self._times[fold(person.name)]):
            names.append(f"{person.name} ({note})")  # as we tell namesakes apart
        for name in dict.fromkeys(fold(name) for name in names if name):
            self._by[name] = None if name in self._by else person.key

    def key(self, cell: str, at: str) -> tuple[str, int]:
        """The key of whom a cell names, "" for nobody, and how many more it names."""
        if cell not in self._cells:
            self._cells[cell] = self._found(cell, at)
        return self._cells[cell]

    def _found(self, cell: str, at: str) -> tuple[str, int]:
        whole = self._by.get(fold(cell))
        if whole is not None:
            return whole, 0
        one, more = named(cell)
        if one is None:
            return "", 0
        for name in (one.email, f"{one.name} ({one.initials})", one.name):
            key = self._by.get(fold(name)) if name else None
            if key is not None and not self._namesake(key, one):
                if one.email and not self.people[key].email:
                    self.people[key] = replace(self.people[key], email=one.email)
                return key, more
        key = one.email or (f"{one.name} ({one.initials})" if one.initials else one.name)
        if key in self.people:  # several are called so, and the first has the key
            return key, more
        self.add(
            IncomingPerson(
                key=key,
                name=one.name,
                email=one.email or None,
                initials=one.initials or None,
                at=at,
            )
        )
        return key, more

    def _namesake(self, key: str, one: Named) -> bool:
        """Whether somebody of this name signs with other initials, and so is another person."""
        known = self.people[key].initials
        return bool(known and one.initials) and fold(known or "") != fold(one.initials)
