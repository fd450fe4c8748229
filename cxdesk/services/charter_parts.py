"""The parts of a charter: their order and names, how complete each is, and the numbers they bear.

The editor counts the parts of the charter that is written, paper those of the page that is printed:
both number by the same rule, so that "6" is the same part on either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from cxdesk.services.charter_page import CharterPage
    from cxdesk.services.charter_rows import CharterRow
    from cxdesk.services.detail import Detail

State = Literal["full", "half", "empty", "locked"]


@dataclass(frozen=True, slots=True)
class PartName:
    """A part of a charter; `needed` before it is submitted, `short` where room is scarce."""

    key: str
    title: str
    needed: bool = False
    short: str = ""

    @property
    def brief(self) -> str:
        """Its title where room is scarce."""
        return self.short or self.title


PARTS: Final = (
    PartName("control", "Control"),
    PartName("summary", "Summary"),
    PartName("why", "Why"),
    PartName("strategy", "Strategic link"),
    PartName("objectives", "Objectives", needed=True),
    PartName("benefit", "Benefit", needed=True),
    PartName("scope", "Scope"),
    PartName("changes", "What changes"),
    PartName("completed", "Official definition of a completed task", True, "Completed task"),
    PartName("phases", "Phases", needed=True),
    PartName("milestones", "Milestones"),
    PartName("dependencies", "Dependencies"),
    PartName("assumptions", "Assumptions and constraints", short="Assumptions"),
    PartName("risks", "Risks"),
    PartName("budget", "Budget and resources", short="Budget"),
    PartName("team", "Team and RACI"),
    PartName("people", "People side"),
    PartName("approval", "Approval"),
)
TITLES: Final[Mapping[str, str]] = {part.key: part.title for part in PARTS}


@dataclass(frozen=True, slots=True)
class Standing:
    """How complete a part is; `number` None where it does not print, `note` is what it lacks."""

    key: str
    number: int | None
    title: str
    state: State
    note: str = ""


def standings(charter: CharterRow, detail: Detail) -> tuple[Standing, ...]:
    """Every part of a charter version in order, with its number and how complete it is."""
    numbered = _numbered(_written(charter, detail))
    found = []
    for part in PARTS:
        state, note = _STATES[part.key](charter, detail)
        found.append(Standing(part.key, numbered.get(part.key), part.title, state, note))
    return tuple(found)


def numbers(page: CharterPage) -> dict[str, int]:
    """The number of every part that a page prints, by its key."""
    return _numbered(_printed(page))


def _numbered(there: Collection[str]) -> dict[str, int]:
    """The needed parts print always, others once something is in them; Control has no number."""
    keys = [part.key for part in PARTS if part.needed or part.key in there]
    return {key: place for place, key in enumerate(keys, 1)}


def _written(it: CharterRow, detail: Detail) -> set[str]:
    text = {section.value: words for section, words in it.sections.items()}
    return _filled(
        text,
        strategy=detail.outcomes, benefit=it.benefit_lines, completed=it.criteria,
        phases=it.phases, milestones=detail.milestones,
        dependencies=(*detail.predecessors, *detail.successors), risks=it.risks,
        budget=(*it.costs, *it.resources), figures=(detail.cost, detail.effort),
        team=(*it.team, *it.duties), people=it.impacts, approval=it.approvals,
    )  # fmt: skip


def _printed(page: CharterPage) -> set[str]:
    texts = {name for names in _TEXTS.values() for name in names}
    return _filled(
        {name: getattr(page, name) for name in texts},
        strategy=page.benefit_rows, benefit=page.gains, completed=page.criteria,
        phases=page.phases, milestones=page.milestones,
        dependencies=(*page.links, *page.depends_on, *page.needed_by), risks=page.risks,
        budget=(*page.costs, *page.resources), figures=(page.cost, page.effort),
        team=(*page.team, *page.duties), people=page.impacts, approval=page.approvals,
    )  # fmt: skip


# The texts of a part, as a charter names them.
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "summary": ("summary",), "why": ("why",), "strategy": ("strategy",),
    "objectives": ("objectives",), "benefit": ("benefits",), "scope": ("scope_in", "scope_out"),
    "changes": ("processes", "tools", "roles"), "dependencies": ("dependencies",),
    "assumptions": ("assumptions", "constraints"),
}  # fmt: skip


def _filled(
    texts: Mapping[str, str], *, figures: Sequence[float], **lines: Sequence[object]
) -> set[str]:
    """The parts with something in them; cost and effort make a budget without lines."""
    found = {key for key, names in _TEXTS.items() if any(texts[name].strip() for name in names)}
    found |= {key for key, rows in lines.items() if rows}
    return found | {"budget"} if any(figures) else found


# How complete a part is ---------------------------------------------------------------------

_Told = tuple[State, str]
_FULL: Final[_Told] = ("full", "")
_EMPTY: Final[_Told] = ("empty", "")


def _lacking(*counts: tuple[int, str, str]) -> _Told:
    """Full where nothing lacks; else half, with what lacks: how many, and its two words."""
    there = [(count, one, many) for count, one, many in counts if count]
    if not there:
        return _FULL
    if len(there) > 1:
        return "half", f"{sum(count for count, _, _ in there)} gaps"
    count, one, many = there[0]
    return "half", f"{count} {one if count == 1 else many}"


def _control(_it: CharterRow, detail: Detail) -> _Told:
    facts = {
        "owner": detail.owner, "sponsor": detail.sponsor, "start": detail.start,
        "end": detail.end, "cost": detail.cost or detail.effort,
    }  # fmt: skip
    lacks = [name for name, fact in facts.items() if not fact]
    if len(lacks) == len(facts):
        return _EMPTY
    return _FULL if not lacks else ("half", lacks[0] if len(lacks) == 1 else f"{len(lacks)} facts")


def _texts(key: str) -> _Teller:
    def told(it: CharterRow, _detail: Detail) -> _Told:
        text = {section.value: words.strip() for section, words in it.sections.items()}
        return _FULL if any(text[name] for name in _TEXTS[key]) else _EMPTY

    return told


def _strategy(it: CharterRow, detail: Detail) -> _Told:
    if detail.outcomes:
        return _FULL
    return ("half", "no outcome") if _texts("strategy")(it, detail) == _FULL else _EMPTY


def _benefit(it: CharterRow, detail: Detail) -> _Told:
    gains = any(not row.adverse for row in it.benefit_lines)
    if not gains and _texts("benefit")(it, detail) == _EMPTY:
        return ("half", "no benefit") if it.benefit_lines else _EMPTY
    return _lacking((sum(row.owner is None for row in it.benefit_lines), "name", "names"))


def _scope(it: CharterRow, _detail: Detail) -> _Told:
    inside, outside = (
        bool(words.strip())
        for name in ("scope_in", "scope_out")
        for section, words in it.sections.items()
        if section.value == name
    )
    if inside and outside:
        return _FULL
    return ("half", "outside" if inside else "inside") if inside or outside else _EMPTY


def _completed(it: CharterRow, _detail: Detail) -> _Told:
    if not it.criteria:
        return _EMPTY
    return _lacking(
        (sum(not row.evidence.strip() for row in it.criteria), "evidence", "evidence"),
        (sum(row.accepted_by is None for row in it.criteria), "name", "names"),
    )


def _phases(it: CharterRow, _detail: Detail) -> _Told:
    if not it.phases:
        return _EMPTY
    return _lacking(
        (sum(row.start is None or row.end is None for row in it.phases), "date", "dates")
    )


def _milestones(_it: CharterRow, detail: Detail) -> _Told:
    return _FULL if detail.milestones else _EMPTY


def _dependencies(it: CharterRow, detail: Detail) -> _Told:
    links = (*detail.predecessors, *detail.successors)
    if not links:
        return _texts("dependencies")(it, detail)
    return _lacking((sum((link.slack or 0) < 0 for link in links), "late", "late"))


def _risks(it: CharterRow, _detail: Detail) -> _Told:
    if not it.risks:
        return _EMPTY
    return _lacking(
        (sum(not row.response.strip() for row in it.risks), "response", "responses"),
        (sum(row.owner is None for row in it.risks), "name", "names"),
    )


def _budget(it: CharterRow, detail: Detail) -> _Told:
    lacks = [
        (bool(detail.cost and not it.costs), "by year"),
        (bool(detail.effort and not it.resources), "by domain"),
    ]
    if it.costs or it.resources or any((detail.cost, detail.effort)):
        notes = [note for missing, note in lacks if missing]
        return ("half", notes[0]) if notes else _FULL
    return _EMPTY


def _team(it: CharterRow, _detail: Detail) -> _Told:
    if not it.team and not it.duties:
        return _EMPTY
    unclear = sum(list(row.letters.values()).count("A") != 1 for row in it.duties)
    return _lacking(
        (sum(row.person is None for row in it.team), "role", "roles"), (unclear, "row", "rows")
    )


def _people(it: CharterRow, _detail: Detail) -> _Told:
    if not it.impacts:
        return _EMPTY
    return _lacking((sum(not row.planned.strip() for row in it.impacts), "plan", "plans"))


def _approval(it: CharterRow, _detail: Detail) -> _Told:
    match it.state.value:
        case "draft":
            return "locked", ""
        case "in_review":
            said = sum(
                one.verdict is not None and one.verdict.value == "approved" for one in it.approvals
            )
            return "half", f"{said} of {len(it.approvals)}"
        case _:
            return _FULL


if TYPE_CHECKING:
    from collections.abc import Callable

    _Teller = Callable[[CharterRow, Detail], _Told]

_STATES: Final[Mapping[str, _Teller]] = {
    "control": _control, "summary": _texts("summary"), "why": _texts("why"),
    "strategy": _strategy, "objectives": _texts("objectives"), "benefit": _benefit,
    "scope": _scope, "changes": _texts("changes"), "completed": _completed, "phases": _phases,
    "milestones": _milestones, "dependencies": _dependencies,
    "assumptions": _texts("assumptions"), "risks": _risks, "budget": _budget, "team": _team,
    "people": _people, "approval": _approval,
}  # fmt: skip
