"""What can be done with requests where they stand: qualify, send back, merge, reject and so on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import Way
from cxdesk.model.requests import RequestState
from cxdesk.services import meeting_view, request_view
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.read_only import refused
from cxdesk.ui.request.edits import RequestEdits
from cxdesk.ui.request.forms import AskForm, MergeForm, RejectForm

_OPEN = (RequestState.SUBMITTED, RequestState.INFO_NEEDED)
_FROM: dict[str, tuple[str, tuple[RequestState, ...], bool]] = {
    "qualify": ("Qualify", (RequestState.SUBMITTED, RequestState.DEFERRED), True),
    "answer": ("Answer the question…", (RequestState.INFO_NEEDED,), False),
    "ask": ("Send back…", (RequestState.SUBMITTED,), False),
    "merge": ("Merge…", _OPEN, True),
    "reject": ("Reject…", _OPEN, True),
    "urgent": (
        "Call an urgent meeting…",
        (RequestState.QUALIFIED, RequestState.ON_AGENDA),
        False,
    ),
    "reopen": ("Back to submitted", (RequestState.QUALIFIED,), True),
    "again": (
        "Submit again",
        (RequestState.REJECTED, RequestState.DECLINED, RequestState.MERGED),
        False,
    ),
}
"""For each step its words, the states from which it leads, and whether several go at once."""


class Standing(Protocol):
    """A row about a request that says where it stands."""

    @property
    def id(self) -> int:
        """Of the request."""

    @property
    def code(self) -> str:
        """Of the request."""

    @property
    def state(self) -> RequestState:
        """Of the request."""

    @property
    def urgent(self) -> bool:
        """Whether it may be decided out of cycle."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done now: its key, the words on it, and what does it."""

    key: str
    text: str
    act: Callable[[], object]


class Steps:
    """Offers the steps for requests and takes them; what is refused is said `at` its place."""

    def __init__(
        self, editing: Editing, edits: RequestEdits, over: QWidget, at: Callable[[], Refusable]
    ) -> None:
        self._editing, self._edits, self._over, self._at = editing, edits, over, at

    def offered(self, rows: Sequence[Standing]) -> list[Step]:
        """What can be done with all of these, or some of them."""
        return [
            Step(key, text, lambda key=key: self.take(key, rows))  # type: ignore[misc]
            for key, (text, states, many) in _FROM.items()
            if (many or len(rows) == 1)
            and any(row.state in states for row in rows)
            and (key != "urgent" or (rows[0].urgent and self._can_be_called(rows[0])))
        ]

    def _can_be_called(self, row: Standing) -> bool:
        """Whether no meeting is at it, and none out of cycle is called for it."""
        if row.state is RequestState.QUALIFIED:
            return True
        return any(one.id == row.id for one in self._editing.read(meeting_view.urgent))

    def take(self, key: str, rows: Sequence[Standing]) -> None:
        """Do it with those of the rows for which it can be done."""
        rows = [row for row in rows if row.state in _FROM[key][1]]
        if not rows or refused(self._over):
            return
        match key:
            case "qualify":
                self._edits.qualify(rows, self._at())
            case "reopen":
                self._edits.reopen(rows, self._at())
            case "again":
                if (id := self._edits.again(rows[0])) is not None:
                    self._editing.go(Way("", "request", id))
            case "answer":
                self._editing.go(Way("", "answer", rows[0].id))
            case "urgent":
                self._editing.go(Way("", "urgent-meeting", rows[0].id))
            case "ask":
                self._ask(rows[0])
            case "merge":
                self._merge(rows)
            case "reject":
                RejectForm(self._over, self._edits, rows).open()

    def _ask(self, row: Standing) -> None:
        here = self._editing.read(lambda s: request_view.request_sheet(s, row.id))
        by = here.submitted_by if here is not None else None
        person = by.id if by is not None and by.active else None
        AskForm(self._over, self._editing, self._edits, row, person).open()

    def _merge(self, rows: Sequence[Standing]) -> None:
        here = self._editing.read(lambda s: request_view.request_sheet(s, rows[0].id))
        alike = here.alike if here is not None and len(rows) == 1 else ()
        MergeForm(self._over, self._editing, self._edits, rows, alike).open()
