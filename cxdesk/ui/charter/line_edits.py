"""The changes that lists of lines make in a charter, each with the sentence the history keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cxdesk.model.wording import count
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.session import Session
from cxdesk.ui.panel.subject import Refusable, Subject

Add = Callable[..., object]
"""Adds a line to the charter of this id: of these words, and of those in cells beside them."""


class Kind(NamedTuple):
    """A kind of lines: its key among `charter_lines.KINDS`, what one and many of it are called.

    Of a row copied from a table `cells` are kept apart.
    """

    key: str
    one: str
    many: str
    add: Add
    cells: int = 1


BENEFITS = Kind("benefit", "benefit", "benefits", charter_lines.add_benefit)
CRITERIA = Kind("criterion", "criterion", "criteria", charter_lines.add_criterion, cells=2)
PHASES = Kind("phase", "phase", "phases", charter_lines.add_phase)
RISKS = Kind("risk", "risk", "risks", charter_lines.add_risk)


class LineEdits:
    """Changes of one kind of lines; each is True when it was kept, else `at` says why not."""

    def __init__(
        self, kind: Kind, subject: Subject, shown: Callable[[], CharterRow | None]
    ) -> None:
        self.kind, self._subject, self._shown = kind, subject, shown

    @property
    def _of(self) -> str:
        return f"the charter of {self._subject.detail.code}"

    def add(self, texts: Sequence[str], at: Refusable) -> bool:
        """Add a line for each of the texts, at the end and in one step."""
        shown, kind = self._shown(), self.kind
        if shown is None:
            return False
        what = kind.one if len(texts) == 1 else count(len(texts), kind.one, kind.many)

        def add(session: Session) -> None:
            for text in texts:
                kind.add(session, shown.id, *_cells(text, kind.cells))

        return self._subject.do(f"Add {what} to {self._of}", add, at)

    def place(self, row: Any, after: int | None, at: Refusable) -> bool:
        """Put a line behind another; None: first."""
        key = self.kind.key
        return self._subject.do(
            f"Move {self.named(row)} in {self._of}",
            lambda s: charter_lines.place_line(s, key, row.id, after),
            at,
        )

    def remove(self, row: Any, at: Refusable) -> bool:
        """Remove a line."""
        key = self.kind.key
        return self._subject.do(
            f"Remove {self.named(row)} from {self._of}",
            lambda s: charter_lines.remove_line(s, key, row.id),
            at,
        )

    def change(self, command: Callable[[Session], object], at: Refusable, what: str = "") -> bool:
        """Change a line, or say `what` of it is changed: "Evidence"."""
        noun = self.kind.one.capitalize()
        label = f"{what} of a {self.kind.one}, {self._of}" if what else f"{noun} of {self._of}"
        return self._subject.do(label, command, at)

    def named(self, row: Any) -> str:
        """A line as sentences name it."""
        text = row.text if len(row.text) <= 60 else f"{row.text[:57].rstrip()}…"
        return f"{self.kind.one} “{text}”"


def _cells(text: str, count: int) -> list[str]:
    """The cells of a row of a table, the last of them with all that follow."""
    found = [cell.strip() for cell in text.split("\t")]
    rest = ", ".join(cell for cell in found[count - 1 :] if cell)
    return [*found[: count - 1], rest]
