"""The changes of requests, of one or of many, each with the sentence that the history keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from cxdesk.model.requests import Evidence, RequestState, Source
from cxdesk.model.wording import count, day
from cxdesk.services import qualification, requests
from cxdesk.services.request_view import Reference
from cxdesk.services.requests import NewRequest
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.request.words import short


class Coded(Protocol):
    """A row about a request."""

    @property
    def id(self) -> int:
        """Of the request."""

    @property
    def code(self) -> str:
        """Of the request."""


Rows = Sequence[Coded]


class RequestEdits:
    """Each is True when it was kept; else `at` says why not. Of several all change, or none."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing

    # What it says ---------------------------------------------------------------------------

    def rename(self, row: Coded, title: str, at: Refusable | None) -> bool:
        """Set the title."""
        title = title.strip()
        return self._editing.do(
            f"Rename {row.code} to “{short(title)}”",
            lambda s: requests.edit(s, row.id, title=title), at,
        )  # fmt: skip

    def describe(self, row: Coded, text: str, at: Refusable | None) -> bool:
        """Set the description."""
        return self._editing.do(
            f"Describe {row.code}", lambda s: requests.edit(s, row.id, description=text), at
        )

    def come_from(self, rows: Rows, source: Source, at: Refusable | None) -> bool:
        """Set the source."""
        return self._each(
            f"{named(rows)} from {source.label.lower()}", rows,
            lambda s, row: requests.edit(s, row.id, source=source), at,
        )  # fmt: skip

    def rest_on(self, rows: Rows, evidence: Evidence, at: Refusable | None) -> bool:
        """Set the evidence."""
        return self._each(
            f"Evidence of {named(rows)}: {evidence.label.lower()}", rows,
            lambda s, row: requests.edit(s, row.id, evidence=evidence), at,
        )  # fmt: skip

    def hurry(self, row: Coded, urgent: bool, deadline: date | None, at: Refusable | None) -> bool:
        """Say whether it is urgent, and until when."""
        words = "is urgent" if urgent else "is not urgent"
        words += f", needed by {day(deadline)}" if deadline else ""
        return self._editing.do(
            f"{row.code} {words}", lambda s: requests.hurry(s, row.id, urgent, deadline), at
        )

    def serve(self, rows: Rows, outcome: int | None, at: Refusable | None) -> bool:
        """Link to an outcome."""
        known = self._editing.choices.outcomes
        code = next((one.name for one in known if one.id == outcome), "no outcome")
        verb = "serves" if len(rows) == 1 else "serve"
        return self._each(
            f"{named(rows)} {verb} {code}", rows,
            lambda s, row: requests.serve(s, row.id, outcome), at,
        )  # fmt: skip

    def credit(self, row: Coded, person: int | None, at: Refusable | None) -> bool:
        """Say who submitted it."""
        return self._editing.do(
            f"{row.code} comes from {self._editing.name_of(person)}",
            lambda s: requests.credit(s, row.id, person), at,
        )  # fmt: skip

    def cost(self, rows: Rows, cost: float, unit: str, at: Refusable | None) -> bool:
        """Set the cost."""
        verb = "costs" if len(rows) == 1 else "cost"
        return self._each(
            f"{named(rows)} {verb} {cost:,.10g} {unit}", rows,
            lambda s, row: requests.edit(s, row.id, cost=cost), at,
        )  # fmt: skip

    def size(self, rows: Rows, effort: Mapping[int | None, float], at: Refusable | None) -> bool:
        """Set the person-days by domain."""
        verb = "takes" if len(rows) == 1 else "take"
        return self._each(
            f"{named(rows)} {verb} {sum(effort.values()):,.10g} person-days", rows,
            lambda s, row: requests.size(s, row.id, effort), at,
        )  # fmt: skip

    def require(self, row: Coded, needed: Sequence[Reference], at: Refusable | None) -> bool:
        """Say which requests must come before it."""
        codes = ", ".join(one.code for one in needed) or "nothing first"
        return self._editing.do(
            f"{row.code} needs {codes}",
            lambda s: requests.require(s, row.id, [one.id for one in needed]), at,
        )  # fmt: skip

    # Qualifying -----------------------------------------------------------------------------

    def tick(self, row: Coded, check: int, text: str, ticked: bool, at: Refusable | None) -> bool:
        """Tick a line of the checklist, or take the tick away."""
        return self._editing.do(
            f"{'Tick' if ticked else 'Untick'} “{short(text)}” of {row.code}",
            lambda s: requests.tick(s, check, ticked), at,
        )  # fmt: skip

    def tick_lines(self, rows: Rows, lines: Mapping[str, bool], at: Refusable | None) -> bool:
        """Tick these lines, or take their ticks away."""
        return bool(lines) and self._each(
            f"Checklist of {named(rows)}", rows,
            lambda s, row: qualification.tick_lines(s, row.id, lines), at,
        )  # fmt: skip

    def qualify(self, rows: Rows, at: Refusable | None) -> bool:
        """Say that they are ready for the board."""
        ids = [row.id for row in rows]
        return bool(rows) and self._editing.do(
            f"Qualify {named(rows)}", lambda s: qualification.qualify(s, ids), at,
            said=f"{named(rows)} {'is' if len(rows) == 1 else 'are'} qualified",
        )  # fmt: skip

    def reopen(self, rows: Rows, at: Refusable | None) -> bool:
        """Take back that they were qualified."""
        return self._each(
            f"{named(rows)} back to submitted", rows,
            lambda s, row: requests.move(s, row.id, RequestState.SUBMITTED), at,
        )  # fmt: skip

    def ask(self, row: Coded, question: str, person: int, at: Refusable | None) -> bool:
        """Send it back with a question."""
        name = self._editing.name_of(person)
        return self._editing.do(
            f"Ask {name} about {row.code}",
            lambda s: requests.ask(s, row.id, question, person), at,
            said=f"{row.code} waits for {name}",
        )  # fmt: skip

    def answer(self, row: Coded, text: str, at: Refusable | None) -> bool:
        """Take the answer to its question."""
        return self._editing.do(
            f"Answer the question about {row.code}",
            lambda s: requests.answer(s, row.id, text), at,
        )  # fmt: skip

    def reject(self, rows: Rows, reason: str, at: Refusable | None) -> bool:
        """Turn them away for a reason."""
        return self._each(
            f"Reject {named(rows)}", rows,
            lambda s, row: requests.reject(s, row.id, reason), at,
        )  # fmt: skip

    def merge(self, rows: Rows, into: Reference, at: Refusable | None) -> bool:
        """Make them part of an initiative or of another request."""
        initiative = into.id if into.kind == "initiative" else None
        request = into.id if into.kind == "request" else None
        return self._each(
            f"Merge {named(rows)} into {into.code}", rows,
            lambda s, row: requests.merge(s, row.id, initiative, request=request), at,
        )  # fmt: skip

    # New ones -------------------------------------------------------------------------------

    def again(self, row: Coded) -> int | None:
        """Submit it anew; the id of the new one."""
        done = self._editing.desk.do(
            f"Submit {row.code} again", lambda s: requests.submit_again(s, row.id)
        )
        return None if done is None else done.result

    def submit(self, new: NewRequest) -> int | str:
        """The id of a new request, or the reason why it could not be added."""
        why: list[str] = []
        done = self._editing.desk.do(
            f"Submit “{short(new.title)}”", lambda s: requests.submit_new(s, new),
            refused=lambda broken: why.append(broken.text),
        )  # fmt: skip
        if done is None:
            return why[0] if why else "It could not be added: the message says why."
        return done.result

    def submit_all(self, rows: Sequence[NewRequest]) -> str:
        """Add pasted requests; the reason of a refusal, "" for none."""
        why: list[str] = []
        words = count(len(rows), "request")
        done = self._editing.desk.do(
            f"Submit {words}", lambda s: requests.submit_all(s, rows), said=f"{words} added",
            refused=lambda broken: why.append(broken.text),
        )  # fmt: skip
        if done is None:
            return why[0] if why else "They could not be added: the message says why."
        return ""

    def _each(
        self,
        label: str,
        rows: Rows,
        command: Callable[[Session, Coded], object],
        at: Refusable | None,
    ) -> bool:
        def all_of_them(session: Session) -> None:
            for row in rows:
                command(session, row)

        return bool(rows) and self._editing.do(label, all_of_them, at)


def named(rows: Rows) -> str:
    """One by its code, many by their number."""
    return rows[0].code if len(rows) == 1 else count(len(rows), "request")
