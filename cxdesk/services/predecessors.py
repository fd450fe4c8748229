"""Predecessors as text: "101; 103SS+2", written for tables and files, and read when typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cxdesk.model.states import LinkType
from cxdesk.services import detail as details
from cxdesk.services.card_words import code_prefix
from cxdesk.services.initiatives import LAG_BOUND, MOST_LAG
from cxdesk.services.roadmap import LinkRow

_TAIL = re.compile(
    r"(?P<code>.*?)\s*(?P<type>FS|SS|FF|SF)?"
    r"\s*(?:(?P<lag>[+−-]\s*\d+)\s*(?:d|days?|wd)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link that somebody typed: the predecessor's id, the ends that it ties, working days."""

    before: int
    type: LinkType
    lag: int


class Codes:
    """What initiatives are called, in full and in short.

    The short code leaves out what all codes begin with, "CX-" of CX-101; where they differ in
    that, it is the whole code.
    """

    def __init__(self, codes: Mapping[int, str]) -> None:
        self._codes = codes
        self._ids = {code.casefold(): id for id, code in codes.items()}
        self.prefix = code_prefix(codes.values())

    def short(self, id: int) -> str:
        """The code of one without what all begin with."""
        return self._codes[id].removeprefix(self.prefix)

    def id(self, text: str) -> int | None:
        """The one that is called so, in full or in short; None when none is."""
        words = text.casefold()
        return self._ids.get(words, self._ids.get(f"{self.prefix.casefold()}{words}"))

    def knows(self, id: int) -> bool:
        """Whether there is such a one."""
        return id in self._codes


def written(links: Iterable[LinkRow], codes: Codes) -> str:
    """The predecessors that some links name: "101; 103SS+2"."""
    rows = sorted(links, key=lambda link: _by_number(codes.short(link.before)))
    return "; ".join(f"{codes.short(link.before)}{tied(link.type, link.lag)}" for link in rows)


def tied(type: LinkType, lag: int) -> str:
    """The ends and the lag behind a code: "", "SS", "FS+2"."""
    if type is LinkType.FS and not lag:
        return ""
    return f"{type.value}{lag:+d}" if lag else type.value


def read(text: str, codes: Codes, of: int) -> tuple[Wanted, ...]:
    """The predecessors of initiative `of` that were typed, with ; or , between them.

    Raises ValueError with a sentence for the user.
    """
    found: list[Wanted] = []
    for item in items(text):
        one = _read(item, codes)
        name = codes.short(one.before)
        if one.before == of:
            raise ValueError(f"{codes.prefix}{name} cannot wait for itself.")
        if any(one.before == other.before for other in found):
            raise ValueError(f"{codes.prefix}{name} is named twice.")
        if abs(one.lag) > MOST_LAG:
            raise ValueError(LAG_BOUND)
        found.append(one)
    return tuple(found)


def items(text: str) -> list[str]:
    """What was typed for each predecessor."""
    return [words for one in re.split("[;,\n]", text) if (words := " ".join(one.split()))]


def _read(item: str, codes: Codes) -> Wanted:
    whole = codes.id(item)
    if whole is not None:  # "CX-101" is a code, and no lead of 101 days before "CX"
        return Wanted(whole, LinkType.FS, 0)
    code, type, lag = parted(item)
    id = codes.id(code)
    if id is None:
        known = code if item[len(code) :].strip()[:1] in ("F", "S", "f", "s") else ""
        raise ValueError(
            f"No initiative of the roadmap is called “{known or item}”. "
            "Write codes like 101; 103SS+2."
        )
    return Wanted(id, type, lag)


def parted(item: str) -> tuple[str, LinkType, int]:
    """What may be the code of one that was typed, and the ends and the lag behind it."""
    match = _TAIL.fullmatch(item)
    assert match is not None  # the code may be anything
    lag = re.sub(r"\s", "", match["lag"] or "0").replace("−", "-")
    return match["code"], LinkType((match["type"] or "FS").upper()), int(lag)


def find(session: Session, text: str, like: str) -> tuple[int, str, LinkType, int] | None:
    """A predecessor as people write it, "101", "103SS+2": its id and code, the type and the lag.

    `like` is the code of another, which lends what stands before the number.
    """
    whole = details.written(session, text, like)
    if whole is not None:
        return (*whole, LinkType.FS, 0)
    code, type, lag = parted(" ".join(text.split()))
    other = details.written(session, code, like) if code else None
    return None if other is None else (*other, type, lag)


@dataclass(frozen=True, slots=True)
class Difference:
    """What turns the links of an initiative into those typed: remove, set anew, add."""

    gone: tuple[LinkRow, ...]
    changed: tuple[tuple[LinkRow, Wanted], ...]
    added: tuple[Wanted, ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.changed or self.added)


def difference(links: Iterable[LinkRow], wanted: Sequence[Wanted]) -> Difference:
    """What is to be done with the `links` of one initiative so that they are those `wanted`."""
    there = {link.before: link for link in links}
    then = {one.before: one for one in wanted}
    return Difference(
        tuple(link for before, link in there.items() if before not in then),
        tuple(
            (link, then[before])
            for before, link in there.items()
            if before in then and (link.type, link.lag) != (then[before].type, then[before].lag)
        ),
        tuple(one for one in wanted if one.before not in there),
    )


def _by_number(code: str) -> tuple[int, str]:
    return len(code), code
