"""What a charter still lacks before people are asked to sign it, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cxdesk.services.charter_rows import CharterRow

_NEEDED: Final = {
    "objectives": ("objectives", "charter-objectives", "The objectives are not written"),
    "benefits": ("benefit", "charter-benefits", "The benefit is not written"),
    "a definition of the completed task": (
        "completed", "add", "Nothing says when the task is completed",
    ),
    "at least one phase": ("phases", "add", "There is no phase"),
}  # fmt: skip
_SHORT: Final = 60  # characters of a line that is named


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: in which part, at which line or field, and in words.

    One that `refuses` stands in the way of submitting; others are for whoever signs to judge.
    """

    part: str
    where: str
    text: str
    refuses: bool


def gaps(charter: CharterRow) -> tuple[Gap, ...]:
    """All that is missing, what refuses first, each in the order of the parts."""
    found = list(_gaps(charter))
    return tuple(sorted(found, key=lambda gap: not gap.refuses))


def _gaps(charter: CharterRow) -> Iterator[Gap]:
    for name, (part, where, text) in _NEEDED.items():
        if name in charter.missing:
            yield Gap(part, where, text, True)
    for line in charter.criteria:
        if not line.evidence.strip():
            yield Gap("completed", str(line.id), f"“{_short(line.text)}” has no evidence", False)
        if line.accepted_by is None:
            yield Gap("completed", str(line.id), f"Nobody accepts “{_short(line.text)}”", False)
    for phase in charter.phases:
        if phase.start is None or phase.end is None:
            yield Gap("phases", str(phase.id), f"Phase “{_short(phase.text)}” has no dates", False)
    for duty in charter.duties:
        many = sum(letter == "A" for letter in duty.letters.values())
        if many != 1:
            who = "Nobody answers" if not many else f"{many} people answer"
            text = f"{who} for “{_short(duty.text)}”: give exactly one A"
            yield Gap("team", str(duty.id), text, True)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else f"{plain[: _SHORT - 1]}…"
