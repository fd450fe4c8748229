"""Which cards are shown: by words, owner, domain, batch, due date and whatever else they carry."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cxdesk.analysis.calendar import week_end
from cxdesk.model.charters import CharterState
from cxdesk.model.program import Horizon
from cxdesk.model.states import PATH, State
from cxdesk.services.cards import Card
from cxdesk.services.search import fold

Test = Callable[[Card], bool]
Names = Mapping[str, Mapping[Any, str]]
"""By the key of a field, what people call its values: {"batches": {4711: "B1"}}."""

ME = "me"
"""Among the owners of pickers and words: whoever sits at the computer."""

_SOON = timedelta(days=30)


class Due(enum.StrEnum):
    """When something of an initiative is due: its end, or its six-month check."""

    OVERDUE = "overdue"
    WEEK = "this week"
    MONTH = "next 30 days"
    LATER = "later"
    NONE = "no date"


class Obstacle(enum.StrEnum):
    """What keeps an initiative from going on."""

    BLOCKED = "blocked"
    WAITING = "waiting"
    ON_HOLD = "on hold"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Field:
    """A kind of filter: its attribute in CardFilter, its name, and the values that a card has.

    `read` makes a value of a plain one, or raises ValueError; `choices` are the values there are,
    empty where these are whatever the program holds.
    """

    key: str
    name: str
    values: Callable[[Card, date], Collection[Any]]
    read: Callable[[Any], Any]
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Values of one field are alternatives; the fields, and all words of `text`, must all hold.

    None among ids and horizons, and "" among labels and charters, are cards without one. `mine`
    is one more alternative among the owners. Empty everywhere it keeps every card.
    """

    text: str = ""
    mine: bool = False
    owners: tuple[int | None, ...] = ()
    domains: tuple[int | None, ...] = ()
    batches: tuple[int | None, ...] = ()
    states: tuple[State, ...] = ()
    priorities: tuple[int, ...] = ()
    due: tuple[Due, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    charters: tuple[str, ...] = ()
    horizons: tuple[Horizon | None, ...] = ()
    labels: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it may leave out anything."""
        return bool(self.terms()) or bool(self.active())

    def test(self, today: date, me: str) -> Test | None:
        """Whether a card is shown to the person named `me`; None when all are."""
        checks = [*self._checks(today, me)]
        if terms := self.terms():
            checks.append(_with(terms))
        if len(checks) < 2:
            return checks[0] if checks else None

        def passes(card: Card) -> bool:
            for check in checks:  # noqa: SIM110 - a generator would take most of the time
                if not check(card):
                    return False
            return True

        return passes

    def _checks(self, today: date, me: str) -> Iterator[Test]:
        for field in self.active():
            kept = frozenset(getattr(self, field.key))
            if field.key == "owners":
                yield _owned(kept, me if self.mine else "")
            else:
                yield _holding(field.values, kept, today)

    def terms(self) -> tuple[str, ...]:
        """The words looked for, without case and accents."""
        return tuple(dict.fromkeys(fold(self.text).split()))

    def active(self) -> list[Field]:
        """The fields that hold back anything, in their order."""
        return [field for field in FIELDS if self.values(field.key)]

    def values(self, key: str) -> tuple[Any, ...]:
        """The values kept of a field; ME among the owners."""
        kept: tuple[Any, ...] = getattr(self, key)
        return (ME, *kept) if key == "owners" and self.mine else kept

    def keep(self, key: str, values: Collection[Any]) -> CardFilter:
        """The same with other values of one field; ME among the owners; none keep them all."""
        kept = tuple(dict.fromkeys(values))
        if key != "owners":
            return self._with({key: kept})
        return replace(self, mine=ME in kept, owners=tuple(one for one in kept if one != ME))

    def _with(self, values: Mapping[str, Any]) -> CardFilter:
        return replace(self, **values)

    # In words and as plain values -----------------------------------------------------------

    def words(self, names: Names) -> tuple[tuple[str, str], ...]:
        """Each field that holds, and its values: ("Batch", "B1, B2, B6"); the words typed last."""
        found = [
            (field.name, ", ".join(said(field.key, one, names) for one in self.values(field.key)))
            for field in self.active()
        ]
        if text := " ".join(self.text.split()):
            found.append(("Words", f"“{text}”"))
        return tuple(found)

    def plain(self) -> dict[str, Any]:
        """The same as plain values, without what is empty."""
        found: dict[str, Any] = {"text": self.text, "mine": self.mine}
        for field in FIELDS:
            found[field.key] = [
                one.value if isinstance(one, enum.Enum) else one for one in getattr(self, field.key)
            ]
        return {key: value for key, value in found.items() if value}

    @classmethod
    def of(cls, plain: object) -> CardFilter:
        """What `plain` gave; what makes no sense in it keeps every card."""
        if not isinstance(plain, dict):
            return cls()
        text = plain.get("text")
        made = cls(text if isinstance(text, str) else "", plain.get("mine") is True)
        for field in FIELDS:
            values = plain.get(field.key)
            if isinstance(values, list):
                made = made._with({field.key: tuple(_read(field, values))})
        return made

    def known(self, names: Names) -> CardFilter:
        """The same without values that `names` does not know: they are gone from the program."""
        kept = {
            key: tuple(one for one in getattr(self, key) if one is None or one in names[key])
            for key in names
            if getattr(self, key)
        }
        return self._with(kept)


_WITHOUT = {
    "owners": "Nobody", "domains": "Org", "batches": "No batch", "horizons": "No dates",
    "charters": "None", "labels": "No label",
}  # fmt: skip


def said(key: str, value: Any, names: Names) -> str:
    """A value of a field as people call it: "B1", "Overdue", "Nobody" for no owner."""
    if value is None:
        return _WITHOUT[key]
    if key in names:
        return names[key].get(value, "") or ("Me" if value == ME else "gone")
    match value:
        case "":
            return _WITHOUT[key]
        case str() if key == "labels":
            return str(value)
        case State():
            return value.label
        case int():
            return ("", "Low", "Medium", "High", "Highest")[value]
        case _:
            return str(value).capitalize()


def due(card: Card, today: date) -> Collection[Due]:
    """When it is due; an initiative and its six-month check may be due on different days."""
    if card.end is None and card.check_due is None:
        return (Due.NONE,)
    days = [None if card.delivered else card.end, card.check_due]
    return {one for day in days if day is not None for one in _due_on(day, today)}


def _due_on(day: date, today: date) -> tuple[Due, ...]:
    if day < today:
        return (Due.OVERDUE,)
    if day > today + _SOON:
        return (Due.LATER,)
    return (Due.WEEK, Due.MONTH) if day <= week_end(today) else (Due.MONTH,)


def obstacles(card: Card, _today: date) -> Collection[Obstacle]:
    """What keeps it from going on; there may be several reasons."""
    found = [
        obstacle
        for obstacle, there in (
            (Obstacle.BLOCKED, card.blocked),
            (Obstacle.WAITING, card.after),
            (Obstacle.ON_HOLD, card.state is State.ON_HOLD),
        )
        if there
    ]
    return found or (Obstacle.NONE,)


# Every keystroke asks for the same cards again: what is searched in each is folded once.
_FOLDED: dict[int, tuple[Card, str]] = {}
_MOST_FOLDED = 2**15


def prepare(cards: Iterable[Card]) -> None:
    """Fold what is searched in cards ahead of the first word that is typed."""
    for card in cards:
        if _FOLDED.get(card.id, (None,))[0] is not card:
            _searched(card)


def _searched(card: Card) -> str:
    if len(_FOLDED) >= _MOST_FOLDED:
        _FOLDED.clear()
    text = fold(" ".join((card.code, card.title, card.owner, *card.labels)))
    _FOLDED[card.id] = (card, text)
    return text


def _with(terms: tuple[str, ...]) -> Test:
    held, nothing = _FOLDED.get, (None, "")

    def passes(card: Card) -> bool:
        known, text = held(card.id, nothing)
        if known is not card:
            text = _searched(card)
        for term in terms:  # noqa: SIM110 - a generator would take most of the time
            if term not in text:
                return False
        return True

    return passes


def _owned(kept: frozenset[Any], me: str) -> Test:
    if me:
        return lambda card: card.owner_id in kept or card.owner == me
    return lambda card: card.owner_id in kept


def _holding(
    values: Callable[[Card, date], Collection[Any]], kept: frozenset[Any], today: date
) -> Test:
    return lambda card: not kept.isdisjoint(values(card, today))


def _read(field: Field, values: list[Any]) -> Iterator[Any]:
    seen = set()
    for plain in values:
        try:
            value = field.read(plain)
        except (ValueError, TypeError):
            continue
        if value not in seen:
            seen.add(value)
            yield value


def _id(plain: Any) -> int | None:
    if plain is None or type(plain) is int:
        return plain
    raise ValueError(plain)


def _horizon(plain: Any) -> Horizon | None:
    return None if plain is None else Horizon(plain)


def _one_of(*choices: Any) -> Callable[[Any], Any]:
    def read(plain: Any) -> Any:
        if type(plain) is type(choices[0]) and plain in choices:
            return plain
        raise ValueError(plain)

    return read


def _label(plain: Any) -> str:
    if isinstance(plain, str):
        return plain
    raise ValueError(plain)


_CHARTERS = ("", *(state.label.lower() for state in CharterState if state != "superseded"))
_LEVELS = (4, 3, 2, 1)

FIELDS = (
    Field("owners", "Owner", lambda card, _: (card.owner_id,), _id),
    Field("domains", "Domain", lambda card, _: (card.domain_id,), _id),
    Field("batches", "Batch", lambda card, _: (card.batch_id,), _id),
    Field("states", "State", lambda card, _: (card.state,), State, (*PATH, State.ON_HOLD)),
    Field("priorities", "Priority", lambda card, _: (card.level,), _one_of(*_LEVELS), _LEVELS),
    Field("due", "Due", due, Due, tuple(Due)),
    Field("obstacles", "Obstacle", obstacles, Obstacle, tuple(Obstacle)),
    Field(
        "charters", "Charter", lambda card, _: (card.charter[1],), _one_of(*_CHARTERS), _CHARTERS
    ),
    Field("horizons", "Horizon", lambda card, _: (card.horizon,), _horizon, (*Horizon, None)),
    Field("labels", "Label", lambda card, _: card.labels or ("",), _label),
)
"""What cards can be filtered by, in the order in which it is offered."""


def facets(
    cards: Iterable[Card], kept: CardFilter, field: Field, today: date, me: str
) -> Counter[Any]:
    """How many cards each value of a field would show, by what else is kept; ME too."""
    test = kept.keep(field.key, ()).test(today, me)
    found: Counter[Any] = Counter()
    for card in cards:
        if test is None or test(card):
            found.update(field.values(card, today))
            if field.key == "owners" and me and card.owner == me:
                found[ME] += 1
    return found
