"""What the import says: counts, the one button, and the report as text, table and file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxdesk.exchange.opened import Opened
from cxdesk.services.incoming import Fate, Report, Tally
from cxdesk.services.sheet import Sheet

_ONE = {"people": "person", "batches": "batch", "days off": "day off"}
_SHOWN_IN = {
    "initiatives": ("kanban", "Show on the board"),
    "actions": ("kanban", "Show on the board"),
    "batches": ("kanban", "Show on the board"),
    "requests": ("change_board", "Show the requests"),
    "people": ("people", "Show the people"),
    "outcomes": ("strategy", "Show the outcomes"),
    "readings": ("strategy", "Show the outcomes"),
}
_CHIEF = ("initiatives", "requests", "actions", "readings", "outcomes", "people", "batches")
_FATES = {Fate.KEPT: "Kept", Fate.CHANGED: "Changed", Fate.DROPPED: "Dropped"}


def counted(number: int, kind: str) -> str:
    """A number of things of a kind: "1 initiative", "1,204 people"."""
    one = _ONE.get(kind) or kind.removesuffix("s")
    return f"{number:,} {one if number == 1 else kind}"


def counts(tallies: Iterable[Tally]) -> str:
    """All counts in a line: "12 initiatives new · 3 changed · 34 actions new"."""
    said = []
    for one in tallies:
        parts = [(one.added, "new"), (one.changed, "changed"), (one.same, "as they are")]
        named = False
        for number, what in parts:
            if number:
                said.append(f"{f'{number:,}' if named else counted(number, one.kind)} {what}")
                named = True
    return " · ".join(said)


def _chief(tallies: Iterable[Tally]) -> list[Tally]:
    """What is added or changed, the kind that people look for first."""
    found = [one for one in tallies if one.added or one.changed]
    place = {kind: n for n, kind in enumerate(_CHIEF)}
    return sorted(found, key=lambda one: place.get(one.kind, len(place)))


def button(report: Report | None) -> str:
    """The words of the one button: "Bring in 12 initiatives"."""
    if report is None:
        return "Bring in"
    chief = _chief(report.tallies)
    if not chief:
        return "Nothing to bring in"
    added = next((one for one in chief if one.added), None)
    if added is not None:
        return f"Bring in {counted(added.added, added.kind)}"
    return f"Change {counted(chief[0].changed, chief[0].kind)}"


def outcome(report: Report) -> str:
    """What was done, as a title: "12 initiatives were brought in"."""
    chief = _chief(report.tallies)
    if not chief:
        return "Nothing was changed: all of it was here already"
    added = next((one for one in chief if one.added), None)
    number, kind, done = (
        (chief[0].changed, chief[0].kind, "changed")
        if added is None
        else (added.added, added.kind, "brought in")
    )
    return f"{counted(number, kind)} {'was' if number == 1 else 'were'} {done}"


def shown_in(report: Report) -> tuple[str, str]:
    """The place that shows most of it, and the words of the way there."""
    for one in _chief(report.tallies):
        if one.kind in _SHOWN_IN:
            return _SHOWN_IN[one.kind]
    return _SHOWN_IN["initiatives"]


def label(title: str) -> str:
    """How the history calls it."""
    return f"Bring in {title}"


def named(opened: Opened) -> str:
    """The file as a heading: "Trello board “Project 100”"."""
    name = opened.title.removeprefix("the ")
    return name[:1].upper() + name[1:] if name else opened.kind


def program_name(opened: Opened, stem: str) -> str:
    """What a program made of the file is called: what stands in quotes in its title, else `stem`.

    The name of a file with an extension is no name of a program.
    """
    found = re.search(r"“(.+)”", opened.title)
    name = found[1] if found else stem
    return re.sub(r"\.[A-Za-z0-9]{2,5}$", "", name).strip() or "Program"


def noted(report: Report) -> list[tuple[str, int, str]]:
    """What was kept, changed and dropped: (which, how often, the sentence); dropped comes last."""
    order = list(_FATES)
    notes = sorted(report.notes, key=lambda one: order.index(one.fate))
    return [(_FATES[one.fate], one.count, one.text) for one in notes]


def problem_line(number: int, *, done: bool) -> str:
    """How many problems there are, or were."""
    things = "1 thing" if number == 1 else f"{number:,} things"
    it = "it" if number == 1 else "they"
    if done:
        return f"{things} could not be taken as {it} stood. Everything else came along."
    stand = "stands" if number == 1 else "stand"
    return f"{things} cannot be taken as {it} {stand}. Everything else comes along."


def sheet(report: Report) -> Sheet:
    """The whole report as a table: what, how many or where, and in words."""
    rows = [("New" if n == 0 else "Changed" if n == 1 else "As it was", f"{number:,}", one.kind)
            for one in report.tallies
            for n, number in enumerate((one.added, one.changed, one.same)) if number]  # fmt: skip
    rows += [(what, f"{count:,}" if count else "", text) for what, count, text in noted(report)]
    rows += [("Problem", one.at, one.text) for one in report.problems]
    return Sheet(("What", "How many or where", "In words"), tuple(rows), (False,) * 3, (1, 2, 7))


def title(report: Report) -> str:
    """Of what it is, as a heading: "Trello board “Project 100”"."""
    words = report.title.removeprefix("the ")
    return words[:1].upper() + words[1:]


def text(report: Report) -> str:
    """The whole report as lines of text."""
    lines = [title(report), counts(report.tallies) or "Nothing is new or changed."]
    for what, count, sentence in noted(report):
        lines.append(f"{what}: {f'{count:,} × ' if count else ''}{sentence}")
    lines += [f"Problem: {one.sentence}" for one in report.problems]
    return "\n".join(lines) + "\n"
