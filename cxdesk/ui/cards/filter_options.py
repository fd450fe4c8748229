"""What the filters of cards offer: every value of a field, with how many cards it would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from cxdesk.model.states import State
from cxdesk.services.card_filter import ME, CardFilter, Field, facets, said
from cxdesk.services.cards import ORG_HUE, Card
from cxdesk.services.search import fold
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.leads import Lead
from cxdesk.ui.options import Option


class NamesOf(Mapping[str, Mapping[Any, str]]):
    """What people call owners, domains and batches, each read when first asked for."""

    def __init__(self, editing: Editing) -> None:
        self._read: dict[str, Callable[[], dict[Any, str]]] = {
            "owners": lambda: {one.id: one.name for one in editing.choices.people},
            "domains": lambda: {one.id: one.name for one in editing.domain_choices},
            "batches": lambda: {one.id: one.name for one in editing.choices.batches},
        }
        self._found: dict[str, dict[Any, str]] = {}

    def __getitem__(self, key: str) -> Mapping[Any, str]:
        if key not in self._found:
            self._found[key] = self._read[key]()
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        return key in self._read  # Mapping's own would read it

    def __iter__(self) -> Any:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def options(
    editing: Editing, cards: Collection[Card], kept: CardFilter, field: Field
) -> list[Option]:
    """The values of a field to choose from, each with its number of cards."""
    today, me = editing.desk.today(), editing.desk.store.who
    counts = facets(cards, kept, field, today, me)
    match field.key:
        case "owners":
            return _owners(editing, cards, kept, counts)
        case "domains":
            return _domains(editing, counts)
        case "batches":
            return _batches(editing, counts)
        case "labels":
            there = {label for card in cards for label in card.labels} | set(kept.labels) - {""}
            values: Iterable[Any] = (*sorted(there, key=fold), "")
        case _:
            values = field.choices
    return [
        Option(one, said(field.key, one, {}), f"{counts[one]:,}", _lead(field.key, one))
        for one in values
    ]


def _owners(
    editing: Editing, cards: Iterable[Card], kept: CardFilter, counts: Counter[Any]
) -> list[Option]:
    """Me, everybody who owns an initiative or is kept already, and nobody."""
    me = editing.desk.store.who
    owning = {card.owner_id for card in cards} | set(kept.owners)
    found = [Option(ME, "Me", f"{me} · {counts[ME]:,}", Lead("glyph", "people"))] if me else []
    for one in editing.choices.people:
        if one.id in owning:
            lead = Lead("avatar", one.initials)
            found.append(Option(one.id, one.name, f"{counts[one.id]:,}", lead))
    return [*found, Option(None, said("owners", None, {}), f"{counts[None]:,}")]


def _domains(editing: Editing, counts: Counter[Any]) -> list[Option]:
    found = []
    for one in editing.domain_choices:
        name = one.note or one.name
        note = f"{counts[one.id]:,}" if name == one.name else f"{one.name} · {counts[one.id]:,}"
        found.append(Option(one.id, name, note, Lead("swatch", number=one.hue)))
    lead = Lead("swatch", number=ORG_HUE)
    return [*found, Option(None, "Organisation-wide", f"Org · {counts[None]:,}", lead)]


def _batches(editing: Editing, counts: Counter[Any]) -> list[Option]:
    found = [
        Option(one.id, f"{one.name} {one.note}".strip(), f"{counts[one.id]:,}")
        for one in editing.choices.batches
    ]
    return [*found, Option(None, said("batches", None, {}), f"{counts[None]:,}")]


def _lead(key: str, value: Any) -> Lead | None:
    match key:
        case "states":
            return Lead("glyph", State(value).value)
        case "priorities":
            return Lead("priority", number=value)
        case "horizons" if value is not None:
            return Lead("horizon", value.value[0].upper())
        case _:
            return None
