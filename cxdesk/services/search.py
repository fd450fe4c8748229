"""Search as you type over everything: an index in memory, kept up to date by what changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Person
from cxdesk.model.requests import Request
from cxdesk.model.work import Action, Comment
from cxdesk.store.history import ChangeSet

CHUNK = 5000
KINDS = ("initiative", "person", "batch", "outcome", "request", "action", "comment")


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding; `opens` is the item to open: the initiative of an action or comment."""

    kind: str
    id: int
    code: str
    text: str
    note: str
    opens: tuple[str, int]


class SearchIndex:
    """What can be found, folded to plain lower-case letters.

    Fill it with `load`, a step at a time, so that no step blocks the window; `update` follows
    each change.
    """

    def __init__(self) -> None:
        self._hits: dict[str, dict[int, tuple[str, Hit]]] = {kind: {} for kind in KINDS}

    def load(self, session: Session) -> Iterator[int]:
        """Read everything, yielding the number of items after each chunk."""
        for kind in KINDS:
            self._hits[kind].clear()
        for kind in KINDS:
            batch: list[Hit] = []
            for hit in _read(session, kind, None):
                batch.append(hit)
                if len(batch) == CHUNK:
                    self._add(batch)
                    batch.clear()
                    yield len(self)
            self._add(batch)
            yield len(self)

    def update(self, session: Session, change_set: ChangeSet) -> None:
        """Read again what a change touched."""
        for kind in KINDS:
            ids = change_set.ids(kind)
            for id in ids:
                self._hits[kind].pop(id, None)
            if ids:
                self._add(_read(session, kind, ids))

    def __len__(self) -> int:
        """How many items can be found."""
        return sum(len(hits) for hits in self._hits.values())

    def find(self, text: str, most: int = 30) -> list[Hit]:
        """The best findings for words that all occur: codes first, then beginnings of titles."""
        words = fold(text).split()
        if not words:
            return []
        found: list[tuple[int, int, int, str, Hit]] = []
        first = words[0]
        whole = " ".join(words)
        for order, kind in enumerate(KINDS):
            matches = [pair for pair in self._hits[kind].values() if first in pair[0]]
            for word in words[1:]:
                matches = [pair for pair in matches if word in pair[0]]
            for folded, hit in matches:
                found.append((_rank(folded, whole), order, len(folded), hit.code, hit))
        found.sort(key=lambda one: one[:4])
        return [one[4] for one in found[:most]]

    def _add(self, hits: Iterable[Hit]) -> None:
        for hit in hits:
            self._hits[hit.kind][hit.id] = (fold(f"{hit.code} {hit.text} {hit.note}"), hit)


def fold(text: str) -> str:
    """Text without case and accents: "Tomás" is found by "tomas"."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _rank(folded: str, words: str) -> int:
    code, _, rest = folded.partition(" ")
    if words in (code, code.removeprefix("cx-")):
        return 0
    if code.startswith(words) or code.removeprefix("cx-").startswith(words):
        return 1
    if rest.startswith(words):
        return 2
    return 3 if f" {words}" in folded else 4


def _read(session: Session, kind: str, ids: Iterable[int] | None) -> Iterator[Hit]:
    query, own = _QUERIES[kind]
    if ids is not None:
        query = query.where(own.in_(list(ids)))
    for id, code, text, note, opens in session.execute(query.execution_options(yield_per=CHUNK)):
        target = ("initiative", opens) if kind in ("action", "comment") else (kind, id)
        yield Hit(kind, id, code or "", text, note or "", target)


_OWNER = select(Person.name).where(Person.id == Initiative.owner_id).scalar_subquery()
# Each gives id, code, text, note, and the initiative to open for what has no place of its own.
_QUERIES: dict[str, tuple[Select[Any, Any, Any, Any, Any], Any]] = {
    "initiative": (
        select(Initiative.id, Initiative.code, Initiative.title, _OWNER, Initiative.id),
        Initiative.id,
    ),
    "person": (
        select(Person.id, Person.initials, Person.name, Person.role, Person.id),
        Person.id,
    ),
    "batch": (select(Batch.id, Batch.code, Batch.name, literal(""), Batch.id), Batch.id),
    "outcome": (
        select(Outcome.id, Outcome.code, Outcome.name, literal(""), Outcome.id),
        Outcome.id,
    ),
    "request": (
        select(Request.id, Request.code, Request.title, literal(""), Request.id),
        Request.id,
    ),
    "action": (
        select(Action.id, Initiative.code, Action.title, literal(""), Action.initiative_id).join(
            Initiative, Action.initiative_id == Initiative.id
        ),
        Action.id,
    ),
    "comment": (
        select(
            Comment.id, Initiative.code, Comment.text, Comment.author, Comment.initiative_id
        ).join(Initiative, Comment.initiative_id == Initiative.id),
        Comment.id,
    ),
}
