"""Names: what is wrong with one, and people of the same name told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cxdesk.model.wording import one_line
from cxdesk.services.search import fold


def name_fault(name: str, of: str, most: int) -> str:
    """What is wrong with the name of a "milestone", as a sentence; "" for nothing.

    It has a word, stays on one line, and has `most` letters at most.
    """
    if not name.strip():
        return f"A {of} needs a name."
    if not one_line(name):
        return f"The name of a {of} stays on one line: take the line break out."
    return f"The name of a {of} has {most} letters at most." if len(name.strip()) > most else ""


def taken_fault(name: str, of: str, taken: Iterable[str]) -> str:
    """That a name is one of those `taken`, however it is written; "" when it is free."""
    wanted = fold(name.strip())
    found = next((other for other in taken if fold(other) == wanted), None)
    return f"There is already a {of} “{found}”: choose another name." if found else ""


def told_apart(people: Sequence[tuple[str, ...]]) -> list[str]:
    """A label for each person, given as name and then what may tell people of a name apart.

    A name that only one has stands alone. Others get the first of role, domain, email ... that
    differs among all of the name: "Jonas Weber (VP CX)"; when none does, a number.
    """
    # Folding costs more than counting: only names that are there twice as typed, or nearly so.
    folded = [fold(each[0]) for each in people]
    times = Counter(folded)
    if len(times) == len(folded):
        return [each[0] for each in people]
    alike: dict[str, list[int]] = {}
    for place, name in enumerate(folded):
        if times[name] > 1:
            alike.setdefault(name, []).append(place)
    labels = [each[0] for each in people]
    for places in alike.values():
        notes = _differing([people[place][1:] for place in places])
        for number, place in enumerate(places, 1):
            labels[place] += f" ({notes[number - 1] if notes else number})"
    return labels


def _differing(notes: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The first kind of note that everybody has and that no two share."""
    for column in zip(*notes, strict=True):
        if all(column) and len({fold(note) for note in column}) == len(column):
            return column
    return ()
