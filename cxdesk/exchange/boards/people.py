"""People whom a table names: by name, by address, or by the name under which they sign in."""

from __future__ import annotations

from cxdesk.exchange.boards.board import Member
from cxdesk.exchange.boards.notes import Notes
from cxdesk.services.search import fold


class People:
    """Everybody a table names, each once."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._found: dict[str, Member] = {}

    def key(self, name: str, id: str = "") -> str:
        """The key of somebody by this name, who is known from now on; "" for nobody."""
        name = self._notes.line(name)
        if not name:
            return ""
        key = id or fold(name)
        if key not in self._found:
            email = name if "@" in name.strip("@") and " " not in name else None
            self._found[key] = Member(key, _spoken(name) if email else name, email)
        return key

    def name(self, key: str) -> str:
        """What somebody is called."""
        return self._found[key].name if key in self._found else ""

    def all(self) -> tuple[Member, ...]:
        """Everybody, in the order in which they came up."""
        return tuple(self._found.values())


def _spoken(email: str) -> str:
    """A name out of an address: "jane.doe@example.org" is Jane Doe."""
    words = email.split("@")[0].replace(".", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or email
