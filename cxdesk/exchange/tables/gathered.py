"""What the rows of one or more tables say, gathered: each row an incoming one of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from cxdesk.exchange.numbers import Unclear
from cxdesk.exchange.tables.columns import Target
from cxdesk.exchange.tables.who import Everybody
from cxdesk.model.people import Level
from cxdesk.model.program import Horizon
from cxdesk.model.requests import Evidence, Source
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.work import ActionState
from cxdesk.services.incoming import (
    Fate,
    Incoming,
    IncomingAction,
    IncomingBaseline,
    IncomingBatch,
    IncomingCalendar,
    IncomingComment,
    IncomingDomain,
    IncomingInitiative,
    IncomingLink,
    IncomingMilestone,
    IncomingOutcome,
    IncomingPerson,
    IncomingReading,
    IncomingRequest,
    Note,
    Problem,
)
from cxdesk.services.search import fold

Said = dict[str, Any]
"""What a row says: values by the keys of fields, without those it does not say."""

_CODE = re.compile(r"[A-Za-z]{1,8}-\d{1,6}")
_CODE_AND_TITLE = re.compile(r"([A-Za-z]{1,8}-\d{1,6})(?:\s*[:·–—]\s*|\s+-?\s*)(\S.*)")
_BATCH_CODE = re.compile(r"[A-Z]{1,3}\d{1,3}")
_SCORES = ("impact", "reach", "serves", "urgency")
_AS_SAID = frozenset(
    {"description", "domain", "parent", "since", "start", "end", "pinned", "progress", "cost",
     "effort", "expected", "outcomes", "labels", "archived"}
)  # fmt: skip
"""What an initiative says in the words of its fields."""
_SPLIT = ("promoters", "passives", "detractors")


class Gathered:
    """All rows so far. `ours` says that a file of ours is read, whose codes are our own.

    `home` is what actions belong to, and readings are of, where no column says it.
    """

    def __init__(self, ours: bool = False, home: str = "") -> None:
        self.everybody = Everybody()
        self.problems: list[Problem] = []
        self.notes: Counter[tuple[Fate, str]] = Counter()
        self._ours, self._home = ours, home
        self._rows: dict[str, list[Any]] = {}
        self._batches: dict[str, IncomingBatch] = {}
        self._named: dict[str, str] = {}  # initiatives that other tables name, by folded name
        self._comments: dict[str, list[IncomingComment]] = {}
        self._bars: dict[tuple[str, date], list[tuple[str, date, date]]] = {}
        self._keys: Counter[tuple[str, str]] = Counter()

    def take(self, target: Target, said: Said, key: str, at: str) -> None:
        """One row, known by `key`. Raises Unclear for one that cannot be brought in."""
        _TAKERS[target.key](self, said, key, at)

    def incoming(self, source: str, title: str, program: str) -> Incoming:
        """All of it."""
        rows = {kind: tuple(found) for kind, found in self._rows.items()}
        initiatives = tuple(
            replace(one, comments=tuple(comments))
            if (comments := self._comments.pop(one.code, None) or self._comments.pop(one.key, None))
            else one
            for one in rows.pop("initiatives", ())
        )
        for left in self._comments:
            text = f"“{left[:60]}” is not in this file: its comments were left out."
            self.problems.append(Problem("Comments", text))
        holidays = rows.pop("holidays", ())
        return Incoming(
            source=source,
            title=title,
            program=program,
            calendar=IncomingCalendar(holidays=holidays) if holidays else None,
            people=tuple(self.everybody.people.values()),
            batches=tuple(self._batches.values()),
            initiatives=initiatives,
            baselines=tuple(
                IncomingBaseline(name=name, taken_on=on, bars=tuple(bars))
                for (name, on), bars in self._bars.items()
            ),
            notes=tuple(Note(fate, text, many) for (fate, text), many in self.notes.items()),
            problems=tuple(self.problems),
            **rows,
        )

    # What rows share ------------------------------------------------------------------------

    def _add(self, kind: str, row: object) -> None:
        self._rows.setdefault(kind, []).append(row)

    def _person(self, said: Said, name: str, at: str) -> str | None:
        if name not in said:
            return None
        key, more = self.everybody.key(said[name], at)
        if more:
            text = "There is one owner: where a cell names several, the first was taken."
            self.notes[Fate.CHANGED, text] += 1
        return key

    def _batch(self, name: str | None, at: str) -> str | None:
        if name is None:
            return None
        key = name if self._ours else fold(name)
        if key not in self._batches:
            code = name if _BATCH_CODE.fullmatch(name) else ""
            self._batches[key] = IncomingBatch(key=key, name=name, code=code, at=at)
        return key

    def _initiative(self, name: str | None, at: str) -> str:
        """The initiative that another row names; one that is no code is brought in with it."""
        if name is None:
            name = self._home
        if self._ours or _CODE.fullmatch(name):
            return name
        both = _CODE_AND_TITLE.fullmatch(name)
        if both is not None and both[1].upper().startswith("CX-"):
            return both[1]
        if fold(name) not in self._named:
            key, title = both.groups() if both is not None else (name, name)
            self._named[fold(name)] = key
            code = key if both is not None else ""
            self._add("initiatives", IncomingInitiative(key=key, title=title, code=code, at=at))
        return self._named[fold(name)]

    def _once(self, kind: str, key: str) -> str:
        """The key, told apart from those of rows before that have the same one."""
        self._keys[kind, key] += 1
        many = self._keys[kind, key]
        return key if many == 1 else f"{key} ({many})"


def _need(said: Said, name: str, sentence: str) -> Any:
    if name not in said:
        raise Unclear(sentence)
    return said[name]


def _take_initiative(to: Gathered, said: Said, key: str, at: str) -> None:
    title = _need(said, "title", "An initiative needs a title: the row was left out.")
    code = str(said.get("code", ""))
    if not to._ours and not _CODE.fullmatch(code):
        code = ""
    scores = [said[name] for name in _SCORES if name in said]
    if scores and len(scores) < len(_SCORES):
        to.problems.append(Problem(at, "The four scores are given together: left out."))
    blocked = said.get("blocked")
    if blocked is not None and fold(blocked) in ("no", "nein", "false", "-", "0"):
        blocked = ""
    elif blocked is not None and fold(blocked) in ("yes", "ja", "true", "x", "1"):
        blocked = "Blocked"
    to._add(
        "initiatives",
        IncomingInitiative(
            key=key if code and key == code else to._once("initiatives", key),
            title=title,
            code=code,
            owner=to._person(said, "owner", at),
            sponsor=to._person(said, "sponsor", at),
            batch=to._batch(said.get("batch"), at),
            state=State(said["state"]) if "state" in said else None,
            priority=Priority(said["priority"]) if "priority" in said else None,
            horizon=Horizon(said["horizon"]) if "horizon" in said else None,
            scores=tuple(scores) if len(scores) == len(_SCORES) else None,
            blocked=blocked,
            at=at,
            **{name: said[name] for name in said.keys() & _AS_SAID},
        ),
    )


def _take_action(to: Gathered, said: Said, key: str, at: str) -> None:
    title = _need(said, "title", "An action needs a title: the row was left out.")
    home = to._initiative(said.get("initiative"), at)
    if key == title:
        key = f"{home}: {title}"
    done = ActionState.DONE if "done_on" in said else None
    to._add(
        "actions",
        IncomingAction(
            key=to._once("actions", key),
            initiative=home,
            title=title,
            owner=to._person(said, "owner", at),
            due=said.get("due"),
            week=said.get("week"),
            state=ActionState(said["state"]) if "state" in said else done,
            done_on=said.get("done_on"),
            road_bump=said.get("road_bump"),
            at=at,
        ),
    )


def _take_request(to: Gathered, said: Said, key: str, at: str) -> None:
    title = _need(said, "title", "A request needs a title: the row was left out.")
    code = str(said.get("code", ""))
    if not to._ours and not re.fullmatch(r"R-?\d{1,6}", code):
        code = ""
    to._add(
        "requests",
        IncomingRequest(
            key=key if code and key == code else to._once("requests", key),
            title=title,
            code=code,
            description=said.get("description"),
            source=Source(said["source"]) if "source" in said else None,
            evidence=Evidence(said["evidence"]) if "evidence" in said else None,
            urgent=said.get("urgent"),
            deadline=said.get("deadline"),
            submitted_by=to._person(said, "submitted_by", at),
            submitted_on=said.get("submitted_on"),
            cost=said.get("cost"),
            effort=said.get("effort"),
            outcome=said.get("outcome"),
            at=at,
        ),
    )


def _take_person(to: Gathered, said: Said, key: str, at: str) -> None:
    name = said.get("name") or " ".join(said[part] for part in ("first", "last") if part in said)
    if not name:
        raise Unclear("A person needs a name: the row was left out.")
    if not to._ours and name.count(",") == 1:  # the family name first
        last, first = (part.strip() for part in name.split(","))
        name = f"{first} {last}".strip()
    to.everybody.add(
        IncomingPerson(
            key=to._once("people", key or name),
            name=name,
            email=said.get("email"),
            initials=said.get("initials"),
            role=said.get("role"),
            level=Level(said["level"]) if "level" in said else None,
            domain=said.get("domain"),
            active=said.get("active"),
            at=at,
        )
    )


def _take_reading(to: Gathered, said: Said, key: str, at: str) -> None:
    on = _need(said, "on", "A reading needs a date: the row was left out.")
    split = [said[name] for name in _SPLIT if name in said]
    if split and len(split) < len(_SPLIT):
        raise Unclear("Promoters, passives and detractors are given together, or not at all.")
    if not split and "value" not in said:
        raise Unclear("A reading needs a number: the row was left out.")
    outcome = said.get("outcome") or to._home
    if not outcome:
        raise Unclear("A reading needs its outcome: the row was left out.")
    to._add(
        "readings",
        IncomingReading(
            outcome=outcome,
            on=on,
            value=said.get("value"),
            n=said.get("n"),
            split=tuple(split) if split else None,
            at=at,
        ),
    )


def _take_domain(to: Gathered, said: Said, key: str, at: str) -> None:
    name = _need(said, "name", "A domain needs a name: the row was left out.")
    to._add(
        "domains",
        IncomingDomain(name=name, short=said.get("short"), capacity=said.get("capacity"), at=at),
    )


def _take_outcome(to: Gathered, said: Said, key: str, at: str) -> None:
    to._add(
        "outcomes",
        IncomingOutcome(
            code=said.get("code", ""),
            name=_need(said, "name", "An outcome needs a name: the row was left out."),
            unit=said.get("unit"),
            baseline=said.get("baseline"),
            target=said.get("target"),
            due=said.get("due"),
            owner=to._person(said, "owner", at),
            headline=said.get("headline"),
            at=at,
        ),
    )


def _take_batch(to: Gathered, said: Said, key: str, at: str) -> None:
    name = _need(said, "name", "A batch needs a name: the row was left out.")
    code = said.get("code", "")
    to._batches[code or name] = IncomingBatch(
        key=code or name,
        name=name,
        code=code,
        lead=to._person(said, "lead", at),
        deadline=said.get("deadline"),
        at=at,
    )


def _take_link(to: Gathered, said: Said, key: str, at: str) -> None:
    both = "A link needs a predecessor and a successor: the row was left out."
    to._add(
        "links",
        IncomingLink(
            predecessor=_need(said, "predecessor", both),
            successor=_need(said, "successor", both),
            type=LinkType(said.get("type", LinkType.FS)),
            lag=int(said.get("lag", 0)),
            at=at,
        ),
    )


def _take_milestone(to: Gathered, said: Said, key: str, at: str) -> None:
    to._add(
        "milestones",
        IncomingMilestone(
            initiative=said.get("initiative", ""),
            name=_need(said, "name", "A milestone needs a name: the row was left out."),
            on=_need(said, "on", "A milestone needs a date: the row was left out."),
            done=said.get("done", False),
            at=at,
        ),
    )


def _take_comment(to: Gathered, said: Said, key: str, at: str) -> None:
    home = _need(said, "initiative", "A comment needs its initiative: the row was left out.")
    text = _need(said, "text", "A comment needs a text: the row was left out.")
    when = _need(said, "at", "A comment needs the time it was written: the row was left out.")
    comment = IncomingComment(said.get("author", ""), when, text)
    to._comments.setdefault(home, []).append(comment)


def _take_bar(to: Gathered, said: Said, key: str, at: str) -> None:
    whole = "A baseline needs a name, its day, an initiative and its dates: the row was left out."
    name, on = _need(said, "name", whole), _need(said, "taken_on", whole)
    bar = tuple(_need(said, part, whole) for part in ("initiative", "start", "end"))
    to._bars.setdefault((name, on), []).append(bar)


def _take_holiday(to: Gathered, said: Said, key: str, at: str) -> None:
    on = _need(said, "on", "A holiday needs a date: the row was left out.")
    to._add("holidays", (on, said.get("name", "")))


_TAKERS: dict[str, Callable[[Gathered, Said, str, str], None]] = {
    "initiatives": _take_initiative,
    "actions": _take_action,
    "requests": _take_request,
    "people": _take_person,
    "readings": _take_reading,
    "domains": _take_domain,
    "outcomes": _take_outcome,
    "batches": _take_batch,
    "links": _take_link,
    "milestones": _take_milestone,
    "comments": _take_comment,
    "baselines": _take_bar,
    "holidays": _take_holiday,
}
