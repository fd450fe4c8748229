"""Labels: the words that initiatives are marked with, renamed or removed everywhere at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.views import CardTemplate
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
    """Spell a label anew wherever it is, templates included; one that is there becomes one."""
    new = _checked(new)
    others = [row.name for row in labels(session) if row.name != old]
    new = next((name for name in others if fold(name) == fold(new)), new)
    for here in _marked(session, old):
        here.labels = list(dict.fromkeys(new if each == old else each for each in here.labels))
    for template in _templates_with(session, old):
        kept = dict.fromkeys(new if each == old else each for each in template.content["labels"])
        template.content = template.content | {"labels": list(kept)}


def remove(session: Session, label: str) -> None:
    """Take a label from everything that has it, templates included."""
    for here in _marked(session, label):
        here.labels = [each for each in here.labels if each != label]
    for template in _templates_with(session, label):
        rest = [each for each in template.content["labels"] if each != label]
        template.content = template.content | {"labels": rest}


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


def _templates_with(session: Session, label: str) -> Iterator[CardTemplate]:
    for template in session.scalars(select(CardTemplate)).all():
        if label in template.content.get("labels", ()):
            yield template
