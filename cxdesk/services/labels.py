"""Labels: the words that initiatives are marked with, renamed or removed everywhere at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.views import CardTemplate, SavedView
from cxdesk.model.wording import one_line
from cxdesk.services.search import fold
from cxdesk.services.session import initiative

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label in use, and how many initiatives have it, archived ones included."""

    name: str
    count: int


def labels(session: Session) -> tuple[LabelRow, ...]:
    """Every label in use, in alphabetical order."""
    it = Initiative.__table__.c
    found: Counter[str] = Counter()
    for (each,) in session.execute(select(it.labels).where(func.json_array_length(it.labels) > 0)):
        found.update(each)
    return tuple(LabelRow(name, found[name]) for name in sorted(found, key=lambda n: (fold(n), n)))


def give(session: Session, ids: Sequence[int], label: str) -> None:
    """Give a label to initiatives; one in use with other capitals is spelled as it is there.

    Raises RuleBroken for an empty or overlong one.
    """
    label = _spelled(session, _checked(label))
    for id in ids:
        here = initiative(session, id)
        if label not in here.labels:
            here.labels = [*here.labels, label]


def take(session: Session, ids: Sequence[int], label: str) -> None:
    """Take a label from initiatives."""
    for id in ids:
        here = initiative(session, id)
        here.labels = [each for each in here.labels if each != label]


def rename(session: Session, old: str, new: str) -> None:
    """Spell a label anew wherever it is; with the name of another, the two become one.

    Templates and saved views follow.
    """
    new = _checked(new)
    others = [row.name for row in labels(session) if row.name != old]
    new = next((name for name in others if fold(name) == fold(new)), new)
    for here in _marked(session, old):
        here.labels = _spelled_anew(here.labels, old, [new])
    _follow(session.scalars(select(CardTemplate)), old, [new])
    _follow(session.scalars(select(SavedView)), old, [new])


def remove(session: Session, label: str) -> None:
    """Take a label from everything that has it, templates included."""
    for here in _marked(session, label):
        here.labels = _spelled_anew(here.labels, label, [])
    _follow(session.scalars(select(CardTemplate)), label, [])


def problem(label: str) -> str:
    """What is wrong with a label; "" when nothing is."""
    if not label.strip():
        return "A label needs a word."
    if not one_line(label):
        return "A label stays on one line: take the line break out."
    return "" if len(label.strip()) <= _LONGEST else f"A label has {_LONGEST} letters at most."


def _checked(label: str) -> str:
    if why := problem(label):
        raise RuleBroken(why)
    return label.strip()


def _spelled(session: Session, label: str) -> str:
    names = [row.name for row in labels(session)]
    if label in names:
        return label
    return next((name for name in names if fold(name) == fold(label)), label)


def _marked(session: Session, label: str) -> Iterator[Initiative]:
    it = Initiative.__table__.c
    rows = session.execute(select(it.id, it.labels).where(func.json_array_length(it.labels) > 0))
    for id in [id for id, each in rows if label in each]:
        yield initiative(session, id)


def _follow(rows: Iterable[CardTemplate | SavedView], old: str, new: Sequence[str]) -> None:
    for here in list(rows):
        changed = _relabelled(here.content, old, new)
        if changed != here.content:
            here.content = changed


def _relabelled(content: Any, old: str, new: Sequence[str]) -> Any:
    """Plain values with a label spelled anew, wherever labels are among them."""
    if not isinstance(content, dict):
        return content
    return {
        key: _spelled_anew(value, old, new)
        if key == "labels" and isinstance(value, list)
        else _relabelled(value, old, new)
        for key, value in content.items()
    }


def _spelled_anew(names: Sequence[Any], old: str, new: Sequence[str]) -> list[Any]:
    found = (name for each in names for name in (new if each == old else (each,)))
    return list(dict.fromkeys(found))
