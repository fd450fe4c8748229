"""What approvers said, in words."""

from __future__ import annotations

from cxdesk.model.charters import Verdict
from cxdesk.model.wording import day
from cxdesk.services.charter_rows import ApprovalLine
from cxdesk.services.verdicts import PastVerdict
from cxdesk.ui.form.spans import Span

_SAID = {
    Verdict.APPROVED: "approved", Verdict.REJECTED: "rejected", Verdict.MORE: "asked for more",
}  # fmt: skip


def said_spans(row: ApprovalLine) -> list[Span]:
    """An approver: name and role, then what they said and when, then in which words."""
    spans = [Span(row.person.name, "text", 600), Span(row.person.role, "text2", 400, 12)]
    on = f" {day(row.on)}" if row.on else ""
    if row.verdict is None:
        said = "answered, has not decided yet" if row.answer else "has not answered yet"
    else:
        said = f"{_SAID[row.verdict]}{on}"
    glyph = "✓ " if row.verdict is Verdict.APPROVED else ""
    spans.append(Span(f"{glyph}{said}", "text2", 400, 12, below=True))
    if row.comment:
        asked = row.verdict is Verdict.MORE or row.answer
        spans.append(Span(f"{'Asked: ' if asked else ''}“{row.comment}”", "text", 400, 12, True))
    if row.answer:
        spans.append(Span(f"Answer: “{row.answer}”", "text", 400, 12, True))
    return spans


def past_words(one: PastVerdict) -> str:
    """What was said of an earlier draft: "v0.2 rejected by Elena Rossi on 3 Nov 2026: ..."."""
    on = f" on {day(one.on)}" if one.on else ""
    comment = f": {one.comment}" if one.comment else ""
    answer = f" Answered: {one.answer}" if one.answer else ""
    if one.verdict is Verdict.MORE:
        return f"v{one.label}: {one.name} asked for more{on}{comment}{answer}"
    return f"v{one.label} {_SAID[one.verdict]} by {one.name}{on}{comment}{answer}"
