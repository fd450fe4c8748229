"""Search as you type over everything: an index in memory, kept up to date by what changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Any

from sqlalchemy import Select, Text, case, cast, func, literal, select
from sqlalchemy.orm import Session

from cxdesk.model.batches import Batch
from cxdesk.model.decisions import Decision
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import Meeting
from cxdesk.model.outcomes import Outcome
from cxdesk.model.people import Group, Person
from cxdesk.model.program import FrameItem, FrameKind
from cxdesk.model.requests import Request
from cxdesk.model.wording import day
from cxdesk.model.work import Action, Comment
from cxdesk.store.history import ChangeSet

CHUNK = 1000
KINDS = (
    "initiative", "person", "batch", "outcome", "frame_item", "request", "decision", "meeting",
    "action", "comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding; `opens` is the item to open: the initiative of a comment.

    `state` is the state of what has one ("in_progress", "doing"), else empty.
    """

    kind: str
    id: int
    code: str
    text: str
    note: str
    opens: tuple[str, int]
    state: str = ""


# Made so that entries sort as they are, in the order of their codes (CX-99 before CX-101); no two
# ids are equal, so that hits are never compared. The text has marks before the code, after it and
# before the rest, and a space before each word: every rank is then one search for a needle, which
# is several times faster than comparing the parts.
_Entry = tuple[int, str, int, Hit]
_CODE, _END, _REST = "\x01", "\x02", "\x03"


class SearchIndex:
    """What can be found, folded to plain lower-case letters.

    Fill it with `step` until that says False, or with `load` in one go; `update` follows each
    change, also between steps.
    """

    def __init__(self) -> None:
        self._entries: dict[str, dict[int, _Entry]] = {kind: {} for kind in KINDS}
        self._left = list(KINDS)
        self._last_id = 0

    def step(self, session: Session) -> bool:
        """Read the next 1,000 items; False once everything is there.

        Each step may have a session of its own, so that none keeps the file busy between steps.
        """
        if not self._left:
            return False
        query, own = _QUERIES[self._left[0]]
        query = query.where(own > self._last_id).order_by(own).limit(CHUNK)
        read = list(_hits(session, self._left[0], query))
        self._add(read)
        if len(read) == CHUNK:
            self._last_id = read[-1].id
        else:
            self._left.pop(0)
            self._last_id = 0
        return bool(self._left)

    def load(self, session: Session) -> Iterator[int]:
        """Read everything, yielding the number of items after each step."""
        while self._left:
            self.step(session)
            yield len(self)

    def update(self, session: Session, change_set: ChangeSet) -> None:
        """Read again what a change touched."""
        for kind in KINDS:
            ids = change_set.ids(kind)
            for id in ids:
                self._entries[kind].pop(id, None)
            if ids:
                query, own = _QUERIES[kind]
                self._add(_hits(session, kind, query.where(own.in_(ids))))
        if requests := change_set.ids("request"):  # whose titles are those of their decisions
            query, _ = _QUERIES["decision"]
            self._add(_hits(session, "decision", query.where(Decision.request_id.in_(requests))))
        if boards := change_set.ids("grouping"):  # whose names are those of their meetings
            query, _ = _QUERIES["meeting"]
            self._add(_hits(session, "meeting", query.where(Meeting.group_id.in_(boards))))
        if owners := change_set.ids("person"):  # whose names stand with their initiatives
            query, _ = _QUERIES["initiative"]
            self._add(_hits(session, "initiative", query.where(Initiative.owner_id.in_(owners))))

    def __len__(self) -> int:
        """How many items can be found."""
        return sum(len(entries) for entries in self._entries.values())

    def find(self, text: str, most: int = 30, each: int = 8) -> list[Hit]:
        """The best findings for words that all occur: codes first, then beginnings of titles.

        At most `most`, and at most `each` of one kind, so that no kind crowds out the others.
        """
        words = list(dict.fromkeys(fold(text).split()))
        if not words:
            return []
        found: list[tuple[int, int, _Entry]] = []
        for order, entries in enumerate(self._entries.values()):
            matches = list(entries.values())
            for word in words:
                # A letter alone is in nearly everything: it counts as the start of a word.
                needle = word if len(word) > 1 else f" {word}"
                matches = [entry for entry in matches if needle in entry[1]]
            best = _best(matches, " ".join(words), each)
            found += [(rank, order, entry) for rank, entry in best]
        return [entry[3] for _, _, entry in sorted(found)[:most]]

    def _add(self, hits: Iterable[Hit]) -> None:
        for hit in hits:
            code = fold(hit.code)
            bare = code.removeprefix("cx-")
            words = fold(f"{hit.text} {hit.note}")
            text = f"{_CODE} {code}{_END}{_CODE} {bare}{_END}{_REST} {words}"
            self._entries[hit.kind][hit.id] = (len(code), text, hit.id, hit)


def fold(text: str) -> str:
    """Text without case and accents: "Tomás" is found by "tomas"."""
    if text.isascii():
        return text.lower()
    # Decomposing comes first: there are letters whose plain form is a capital.
    return unicodedata.normalize("NFKD", text).translate(_BARE).casefold()


class _Bare(dict[int, int | None]):
    """What becomes of a character: an accent goes, any other stays; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.combining(chr(code)) else code
        return kept


_BARE = _Bare()


def _best(matches: list[_Entry], words: str, each: int) -> Iterator[tuple[int, _Entry]]:
    """The best matches with their rank: whole code, start of a code, of a title, of a word, rest.

    Matches of a rank that is not needed are not looked at.
    """
    start = f" {words}"
    needles = (f"{_CODE}{start}{_END}", f"{_CODE}{start}", f"{_REST}{start}", start, "")
    left = each
    for rank, needle in enumerate(needles):
        chosen = [entry for entry in matches if needle in entry[1]]
        for entry in nsmallest(left, chosen):
            yield rank, entry
        left -= len(chosen)
        if left <= 0:
            return
        if chosen:
            matches = [entry for entry in matches if needle not in entry[1]]


def _hits(session: Session, kind: str, query: Select[*tuple[Any, ...]]) -> Iterator[Hit]:
    for id, code, text, note, opens, state in session.execute(query):
        target = ("initiative", opens) if kind == "comment" else (kind, id)
        said = day(note) if isinstance(note, date) else note or ""
        yield Hit(kind, id, code or "", text, said, target, state or "")


_OWNER = select(Person.name).where(Person.id == Initiative.owner_id).scalar_subquery()
_STANDS = case(
    (
        Initiative.archived,
        literal("archived").concat(func.coalesce(literal(", ").concat(_OWNER), "")),
    ),
    else_=_OWNER,
)
_NO = literal("")
# Each gives id, code, text, note, the initiative to open for what has no place of its own, state.
_QUERIES: dict[str, tuple[Select[*tuple[Any, ...]], Any]] = {
    "initiative": (
        select(
            Initiative.id, Initiative.code, Initiative.title, _STANDS, Initiative.id,
            Initiative.state,
        ),
        Initiative.id,
    ),
    "person": (
        select(Person.id, Person.initials, Person.name, Person.role, Person.id, _NO),
        Person.id,
    ),
    "batch": (select(Batch.id, Batch.code, Batch.name, _NO, Batch.id, _NO), Batch.id),
    "outcome": (
        select(Outcome.id, Outcome.code, Outcome.name, _NO, Outcome.id, _NO),
        Outcome.id,
    ),
    "frame_item": (
        select(
            FrameItem.id, _NO, FrameItem.name, FrameItem.text, FrameItem.id, _NO
        ).where(FrameItem.kind == FrameKind.PRINCIPLE),
        FrameItem.id,
    ),
    "request": (
        select(Request.id, Request.code, Request.title, _NO, Request.id, Request.state),
        Request.id,
    ),
    "decision": (
        select(
            Decision.id, literal("D-").concat(cast(Decision.number, Text)), Request.title,
            Decision.reason, Decision.id, _NO,
        ).join(Request, Decision.request_id == Request.id),
        Decision.id,
    ),
    "meeting": (
        select(
            Meeting.id, _NO, Group.name.concat(" meeting"), Meeting.on, Meeting.id, _NO
        ).join(Group, Meeting.group_id == Group.id),
        Meeting.id,
    ),
    "action": (
        select(
            Action.id, Initiative.code, Action.title, _NO, Action.initiative_id, Action.state
        ).join(Initiative, Action.initiative_id == Initiative.id),
        Action.id,
    ),
    "comment": (
        select(
            Comment.id, Initiative.code, Comment.text, Comment.author, Comment.initiative_id, _NO
        ).join(Initiative, Comment.initiative_id == Initiative.id),
        Comment.id,
    ),
}  # fmt: skip
