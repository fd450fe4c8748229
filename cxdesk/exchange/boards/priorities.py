"""Words for priorities on boards, and ours."""

from __future__ import annotations

import re

from cxdesk.model.states import Priority
from cxdesk.services.search import fold

_WORDS = {
    Priority.HIGHEST: "highest blocker critical urgent dringend kritisch immediate sofort p0 p1 "
                      "hochste showstopper",
    Priority.HIGH: "high important major wichtig hoch p2",
    Priority.MEDIUM: "medium normal moderate mittel standard p3",
    Priority.LOW: "low lowest minor trivial niedrig niedrigste gering unwichtig p4 p5",
}  # fmt: skip
_KNOWN = {word: priority for priority, words in _WORDS.items() for word in words.split()}


def priority_of(text: str) -> Priority | None:
    """The priority that a word means, in English or German; None for others."""
    words = re.sub(r"[\W_]+", " ", fold(text[:60])).split()
    found = [_KNOWN[word] for word in words if word in _KNOWN]
    return found[0] if len(set(found)) == 1 else None
