"""What a broken rule says: a sentence meant for the user, and a way to what is missing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a refusal: the words on its button and the item it opens.

    `kind` is one of the kinds the window can open: "initiative", "charter", "actions", "batch".
    """

    label: str
    kind: str
    id: int


class RuleBroken(Exception):
    """A rule of the program office forbids the change; its text says what to do."""

    def __init__(self, text: str, way: Way | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.way = way


class ReasonNeeded(RuleBroken):
    """The change goes over a soft limit: it is allowed once a reason is given, which is kept."""
