"""How requests are worded and signed: states, urgency, and effort as it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from cxdesk.exchange.numbers import Unclear, number_of
from cxdesk.model.requests import RequestState
from cxdesk.model.wording import day, listed
from cxdesk.services.programs import Choice
from cxdesk.services.search import fold
from cxdesk.ui.leads import Lead

EFFORT_HINT = "such as IT 25, Care 10"
SHORT = 60
_GLYPHS = {
    RequestState.SUBMITTED: "backlog",
    RequestState.INFO_NEEDED: "help",
    RequestState.QUALIFIED: "on_track",
    RequestState.ON_AGENDA: "week",
    RequestState.RANKED: "in_progress",
    RequestState.ACCEPTED: "delivered",
    RequestState.DEFERRED: "on_hold",
    RequestState.DECLINED: "cancelled",
    RequestState.MERGED: "link",
    RequestState.REJECTED: "cancelled",
}


def sign(state: RequestState) -> Lead:
    """The glyph of a state."""
    return Lead("glyph", _GLYPHS[state], ink="text")


def short(text: str) -> str:
    """A text as it stands in a label of the history."""
    text = " ".join(text.split())
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def urgency(urgent: bool, deadline: date | None) -> str:
    """Whether it is urgent and until when: "urgent, by 1 Mar 2027"."""
    until = f"by {day(deadline)}" if deadline else ""
    return ", ".join(part for part in ("urgent" if urgent else "", until) if part)


def effort_text(effort: Mapping[int | None, float], domains: Sequence[Choice]) -> str:
    """Person-days by domain as a field shows them, and reads them again: "IT 25, Care 10"."""
    names: dict[int | None, str] = {one.id: one.name for one in domains}
    parts = [f"{names.get(id, '')} {days:.10g}".strip() for id, days in effort.items()]
    return ", ".join(parts)


def read_effort(text: str, domains: Sequence[Choice]) -> dict[int | None, float]:
    """Person-days by domain as they were typed: "IT 25, Care 10"; a number alone has no domain.

    Raises ValueError with a sentence for the user.
    """
    known = {fold(name): one.id for one in domains for name in (one.name, one.note) if name}
    found: dict[int | None, float] = {}
    for part in re.split(r",(?!\d)|[;\n]", text):  # "12,5" is one figure
        words = part.split()
        if not words:
            continue
        if words[-1].casefold() in ("d", "days", "pd") and len(words) > 1:
            words.pop()
        name, figure = " ".join(words[:-1]).rstrip(":"), words[-1]
        try:
            days = number_of(figure)
        except Unclear:
            raise ValueError(
                f"“{' '.join(words)}” has no number: write it {EFFORT_HINT}."
            ) from None
        if days < 0:
            raise ValueError("Person-days are a number of zero or more.")
        domain = known.get(fold(name)) if name else None
        if name and domain is None:
            names = listed([one.name for one in domains], "or") or "none yet"
            raise ValueError(f"There is no domain “{name}”: it is {names}.")
        found[domain] = found.get(domain, 0.0) + days
    return {domain: days for domain, days in found.items() if days}
