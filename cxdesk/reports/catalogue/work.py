"""What is printed to follow work up: actions by owner, the sheet of the week."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from cxdesk.model.wording import day
from cxdesk.reports.printed import LETTERS, ON, Choice, Chosen, Printed, Ready, switch, typed_day
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.services.session import Session, today

GROUP: Final = "Follow-up"


def _actions(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.owner_actions import owner_actions

    rows = owner_actions(session)

    def make(progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.owner_actions import owner_actions_pdf

        return owner_actions_pdf(
            rows, chosen["paper"], progress, cancelled, page_each=chosen["page-each"] == ON
        )

    return Ready("Actions by owner", f"{rows.program} actions by owner", make)


def _follow_up(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.follow_up import follow_up

    by: Final = "batch" if chosen["by"] == "batch" else "owner"
    rows = follow_up(session, typed_day(chosen["week"]), by)

    def make(progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.follow_up import follow_up_pdf

        return follow_up_pdf(rows, chosen["paper"], progress, cancelled)

    week = f"{rows.monday.isocalendar().year}-W{rows.monday.isocalendar().week:02}"
    return Ready("Weekly follow-up", f"{rows.program} follow-up {week}", make)


def _weeks(session: Session, _of: str) -> tuple[Choice, ...]:
    monday = today(session) - timedelta(days=today(session).weekday())
    near = [monday + timedelta(weeks=n) for n in (1, 2, -1)]
    options = [(each.isoformat(), f"From {day(each)}") for each in near]
    return (Choice("week", "Week", (("", f"This one, {day(monday)}"), *options), ""),)


PRINTED: Final = (
    Printed(
        "actions", "Actions by owner", "What everybody has to do, overdue first, to tick off",
        GROUP, "the actions", _actions,
        (
            LETTERS,
            switch("page-each", "Owners", "One after the other", "A page for each",
                   "a page for each owner, to be handed out"),
        ),
    ),
    Printed(
        "follow-up", "Weekly follow-up", "The sheet for the Monday meeting, to write on", GROUP,
        "the follow-up sheet", _follow_up,
        (
            LETTERS,
            Choice("by", "Groups", (("owner", "By owner"), ("batch", "By batch")), "owner",
                   "who or what the actions are grouped by"),
            Choice("week", "Week", (), "", "a day of the week, YYYY-MM-DD; this week unless given"),
        ),
        more=_weeks,
    ),
)  # fmt: skip
