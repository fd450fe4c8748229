"""The changes that the charter's parts make, each with the sentence the history keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cxdesk.services import charter_lines, charters
from cxdesk.services.charter_rows import CharterRow, CriterionLine
from cxdesk.services.charters import Section
from cxdesk.ui.panel.subject import Refusable, Subject

SECTIONS = {
    Section.SUMMARY: ("Summary", "In two sentences: what changes, and for whom"),
    Section.WHY: ("Why", "The pain it takes away"),
    Section.STRATEGY: ("Strategic link", "How it serves the north star and the outcomes"),
    Section.OBJECTIVES: ("Objectives", "What is true at the end, one a line"),
    Section.BENEFITS: ("Benefits", "What customers and the company gain"),
    Section.SCOPE_IN: ("Inside the scope", "What belongs to it"),
    Section.SCOPE_OUT: ("Outside the scope", "What does not"),
    Section.PROCESSES: ("Processes", "What runs differently"),
    Section.TOOLS: ("Tools", "Which systems come, change or go"),
    Section.ROLES: ("Roles", "Who does what differently"),
    Section.DEPENDENCIES: ("Depends on others than initiatives", "Suppliers, laws, other programs"),
    Section.ASSUMPTIONS: ("Assumptions", "What must hold"),
    Section.CONSTRAINTS: ("Constraints", "What binds it"),
}
"""The text parts in their order: heading, and what stands in an empty one."""


class CharterEdits:
    """Changes of one charter version; each is True when it was kept, else `at` says why not."""

    def __init__(self, subject: Subject, shown: Callable[[], CharterRow | None]) -> None:
        self._subject, self._shown = subject, shown

    @property
    def _charter(self) -> CharterRow:
        shown = self._shown()
        assert shown is not None
        return shown

    @property
    def _named(self) -> str:
        return f"charter of {self._subject.detail.code}"

    def start(self, at: Refusable) -> bool:
        """Begin the first version, or the next as a copy of the newest."""
        it = self._subject.detail
        label = f"Start a new version of the {self._named}" if it.charters else (
            f"Write the {self._named}"
        )  # fmt: skip
        return self._subject.do(label, lambda s: charters.start(s, it.id), at)

    def write(self, section: Section, text: str, at: Refusable) -> bool:
        """Set a text part. Of a version that was undone meanwhile the words wait in the field."""
        shown = self._shown()
        if shown is None:
            return False
        id = shown.id
        return self._subject.do(
            f"{SECTIONS[section][0]} of the {self._named}",
            lambda s: charters.write(s, id, section, text),
            at,
            said=None,  # it is kept at every pause, and the message would stand over what is typed
        )

    def submit(self, approvers: Sequence[int], at: Refusable) -> bool:
        """Put it before its approvers."""
        here = self._charter
        return self._subject.do(
            f"Submit the {self._named} for approval",
            lambda s: charters.submit(s, here.id, approvers),
            at,
        )

    def send_back(self, person: int | None, comment: str, at: Refusable) -> bool:
        """Return it from review to draft, in the name of an approver or of nobody."""
        here = self._charter
        return self._subject.do(
            f"Send the {self._named} back to draft",
            lambda s: charters.send_back(s, here.id, person, comment),
            at,
        )

    def tick(self, row: CriterionLine, at: Refusable) -> bool:
        """Tick a criterion as met, or take the tick away."""
        code, on = self._subject.detail.code, row.ticked_on is None
        return self._subject.do(
            f"{'Met' if on else 'Not met'}: “{row.text}” ({code})",
            lambda s: charter_lines.tick_criterion(s, row.id, on),
            at,
        )
