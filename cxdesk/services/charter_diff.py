"""How two pages of a charter differ: two versions, or what was signed and what is true now.

State, version and what approvers said are not compared: they tell the versions apart.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cxdesk.analysis.word_diff import Run, Runs, paired, runs
from cxdesk.model.wording import day, thousands
from cxdesk.services.charter_page import CharterPage
from cxdesk.services.charter_parts import PARTS


class Kind(enum.StrEnum):
    """What became of something."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a page says, on both sides, cut where words differ.

    `part` is a key of charter_parts, `label` names it ("Dates", "Criterion 2"), `topic` what it is
    one of ("dates", "criteria").
    """

    part: str
    label: str
    topic: str
    kind: Kind
    before: Runs
    after: Runs

    @property
    def texts(self) -> tuple[str, str]:
        """Both sides as plain text."""
        old, new = ("".join(run.text for run in side) for side in (self.before, self.after))
        return old, new


def compared(before: CharterPage, after: CharterPage) -> tuple[Difference, ...]:
    """All that both pages say, part by part, the same too."""
    found: dict[str, list[Difference]] = {part.key: [] for part in PARTS}
    for part, label, old, new in _texts(before, after):
        if old or new:
            found[part].append(_text(part, label, label.lower(), old, new))
    for part, name, topic, olds, news in _lists(before, after):
        if part == "approval" and not (olds and news):
            continue  # a draft names them when it is submitted
        found[part] += _lines(part, name, topic, olds, news)
    return tuple(one for part in PARTS for one in found[part.key])


def differences(before: CharterPage, after: CharterPage) -> tuple[Difference, ...]:
    """What both pages say differently."""
    return tuple(one for one in compared(before, after) if one.kind is not Kind.SAME)


def topics(found: Sequence[Difference]) -> tuple[str, ...]:
    """What differs, in few words: "dates", "cost", "criteria"."""
    return tuple(dict.fromkeys(one.topic for one in found))


# Texts and facts ----------------------------------------------------------------------------

_TEXTS: Final = (
    ("summary", "Summary", "summary"), ("why", "Why", "why"),
    ("strategy", "Strategic link", "strategy"), ("objectives", "Objectives", "objectives"),
    ("benefit", "Benefits", "benefits"), ("scope", "Inside the scope", "scope_in"),
    ("scope", "Outside the scope", "scope_out"), ("changes", "Processes", "processes"),
    ("changes", "Tools", "tools"), ("changes", "Roles", "roles"),
    ("dependencies", "Dependencies in words", "dependencies"),
    ("assumptions", "Assumptions", "assumptions"), ("assumptions", "Constraints", "constraints"),
)  # fmt: skip


def _texts(before: CharterPage, after: CharterPage) -> Iterator[tuple[str, str, str, str]]:
    for (label, old), (_, new) in zip(_facts(before), _facts(after), strict=True):
        yield "control", label, old, new
    if before.north_star and after.north_star:  # pages of older programs do not say it
        yield "strategy", "North star", before.north_star, after.north_star
    for part, label, name in _TEXTS:
        yield part, label, getattr(before, name), getattr(after, name)


def _facts(page: CharterPage) -> Iterator[tuple[str, str]]:
    yield "Program", page.program
    yield "Company", page.company
    yield "Logo", f"picture {page.logo[:8]}" if page.logo else ""
    yield "Title", page.title
    yield "Domain", page.domain
    yield "Owner", ", ".join(filter(None, (page.owner, page.owner_role)))
    yield "Sponsor", page.sponsor
    yield "Batch", page.batch
    yield "Dates", _span(page.start, page.end)
    yield "Batch deadline", _day(page.deadline)
    money = f"{page.cost:,.10g} {thousands(page.currency)}"
    yield "Cost", money if page.cost else ""
    yield "Effort", f"{page.effort:,.10g} person-days" if page.effort else ""
    yield "Priority", page.priority
    yield "Benefit score", f"{page.benefit:.1f}" if page.benefit else ""
    yield "Horizon", page.horizon


def _text(part: str, label: str, topic: str, old: str, new: str) -> Difference:
    kind = Kind.SAME if old == new else Kind.CHANGED
    if not old or not new:
        kind = Kind.ADDED if new else Kind.REMOVED
    return Difference(part, label, topic, kind, *runs(old, new))


# Lines --------------------------------------------------------------------------------------

_Line = tuple[tuple[str, str], ...]
"""What a line says, each with its name; what it is known by comes first, without one."""
_List = tuple[str, str, str, tuple[_Line, ...], tuple[_Line, ...]]
"""Part, name of a line, topic, and the lines on both sides."""


def _lists(before: CharterPage, after: CharterPage) -> Iterator[_List]:
    for (part, name, topic, olds), (_, _, _, news) in zip(
        _lines_of(before), _lines_of(after), strict=True
    ):
        yield part, name, topic, olds, news
    yield "dependencies", "Link", "dependencies", *_links(before, after)


def _lines_of(page: CharterPage) -> Iterator[tuple[str, str, str, tuple[_Line, ...]]]:
    money = thousands(page.currency)
    team = _told_apart([one.name or one.part for one in page.team])
    yield "strategy", "Outcome", "outcomes", tuple(
        (("", row.outcome), ("Baseline", row.baseline), ("Now", row.now),
         ("Target", row.target), ("Achieved", row.achieved), ("By", _day(row.by)))
        for row in page.benefit_rows
    )  # fmt: skip
    yield "benefit", "Benefit", "benefits", tuple(
        (("", row.text), ("Kind", "dis-benefit" if row.adverse else ""), ("Owner", row.owner),
         ("Measure", row.measure), ("From", row.baseline), ("To", row.target),
         ("By", _day(row.due)))
        for row in page.gains
    )  # fmt: skip
    yield (
        "completed",
        "Criterion",
        "criteria",
        tuple(
            (("", row.text), ("Evidence", row.evidence), ("Accepted by", row.accepted_by))
            for row in page.criteria
        ),
    )
    yield "phases", "Phase", "phases", tuple(
        (("", row.name), ("Dates", _span(row.start, row.end)), ("Gate", row.gate),
         ("May open when", row.entry), ("May close when", row.exit))
        for row in page.phases
    )  # fmt: skip
    # That one is reached changes nothing that was agreed.
    yield (
        "milestones",
        "Milestone",
        "milestones",
        tuple((("", row.name), ("On", _day(row.on))) for row in page.milestones),
    )
    yield "risks", "Risk", "risks", tuple(
        (("", row.text), ("Probability", str(row.probability)), ("Impact", str(row.impact)),
         ("Response", row.response), ("Owner", row.owner))
        for row in page.risks
    )  # fmt: skip
    yield (
        "budget",
        "Cost",
        "budget",
        tuple(
            (("", f"{row.year} {row.text}".strip()), ("Amount", f"{row.amount:,.10g} {money}"))
            for row in page.costs
        ),
    )
    yield (
        "budget",
        "Person-days",
        "resources",
        tuple(
            (("", f"{row.domain} {row.text}".strip()), ("Person-days", f"{row.days:,.10g}"))
            for row in page.resources
        ),
    )
    yield (
        "team",
        "Member",
        "team",
        tuple(
            (("", row.name or row.part), ("Role", row.role), ("Does", row.part if row.name else ""))
            for row in page.team
        ),
    )
    yield (
        "team",
        "Duty",
        "RACI",
        tuple((("", row.text), *zip(team, row.letters, strict=False)) for row in page.duties),
    )
    yield "people", "Group", "people side", tuple(
        (("", row.text), ("People", "" if row.people is None else f"{row.people:,}"),
         ("Impact", row.impact), ("Planned", row.planned))
        for row in page.impacts
    )  # fmt: skip
    yield (
        "approval",
        "Approver",
        "approvers",
        tuple((("", row.name), ("Role", row.role)) for row in page.approvals),
    )


def _told_apart(names: Sequence[str]) -> list[str]:
    """The names, the second of the same name with a number."""
    seen = Counter[str]()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return found


def _links(before: CharterPage, after: CharterPage) -> tuple[tuple[_Line, ...], tuple[_Line, ...]]:
    """What it waits for and what waits for it; pages of older programs tell their codes alone."""
    whole = all(page.links or not (page.depends_on or page.needed_by) for page in (before, after))

    def lines(page: CharterPage) -> tuple[_Line, ...]:
        if not whole:
            sides = (("waits for", page.depends_on), ("is needed by", page.needed_by))
            return tuple((("", f"{words} {code}"),) for words, codes in sides for code in codes)
        return tuple(
            (("", f"{'waits for' if row.incoming else 'is needed by'} {row.code}"),
             ("Title", row.title), ("Owner", row.owner), ("Type", row.kind),
             ("Ends" if row.incoming else "Starts", _day(row.on)))
            for row in page.links
        )  # fmt: skip

    return lines(before), lines(after)


def _lines(
    part: str, name: str, topic: str, olds: tuple[_Line, ...], news: tuple[_Line, ...]
) -> Iterator[Difference]:
    pairs = paired([line[0][1] for line in olds], [line[0][1] for line in news])
    for old, new, moved in pairs:
        line = olds[old] if old is not None else ()
        other = news[new] if new is not None else ()
        sides = _sides(line, other)
        place = (new if new is not None else old) or 0
        kind = Kind.SAME if line == other else Kind.CHANGED
        if old is None or new is None:
            kind = Kind.REMOVED if new is None else Kind.ADDED
        elif moved and kind is Kind.SAME:
            kind = Kind.MOVED
        label = f"{name} {place + 1}"
        if moved and old is not None and new is not None:
            label += f", was {old + 1}"
        yield Difference(part, label, topic, kind, *sides)


def _sides(old: _Line, new: _Line) -> tuple[Runs, Runs]:
    """Both lines, each field on a line of its own, compared with the same field."""
    sides: tuple[list[Run], list[Run]] = ([], [])
    known = dict(old), dict(new)
    for name in dict.fromkeys((*known[0], *known[1])):
        values = [side.get(name, "") for side in known]
        for side, value, cut in zip(sides, values, runs(*values), strict=True):
            if value:
                same = bool(old and new)
                if side:
                    side.append(Run("\n", same))
                if name:
                    side.append(Run(f"{name}: ", same and all(values)))
                side += cut
    return tuple(sides[0]), tuple(sides[1])


def _day(on: date | None) -> str:
    return day(on) if on is not None else ""


def _span(start: date | None, end: date | None) -> str:
    return " – ".join(filter(None, (_day(start), _day(end))))
