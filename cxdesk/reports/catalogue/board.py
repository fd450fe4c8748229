"""What is printed of the change board: papers of a meeting, its result, requests, stakeholders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import day
from cxdesk.reports.catalogue import tables
from cxdesk.reports.printed import LETTERS, Choice, Chosen, Printed, Ready, Subject, typed_day
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.services.session import Session, today

GROUP: Final = "Board"


def _meetings(session: Session) -> tuple[Subject, ...]:
    from cxdesk.services.meeting_view import meetings

    return tuple(
        Subject(
            str(row.number),
            f"{row.board}, {day(row.on)}",
            f"no. {row.number}, {row.state.value}",
        )
        for row in meetings(session)
    )


def _agenda(session: Session, of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.board_print import agenda_pack, find_meeting

    pack = agenda_pack(session, find_meeting(session, of))

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.agenda_pack import agenda_pdf

        return agenda_pdf(pack, chosen["paper"])

    return Ready(f"Agenda pack, {pack.head.name}", f"{pack.head.file} agenda", make)


def _ballots(session: Session, of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.board_print import find_meeting, paper_ballots

    rows = paper_ballots(session, find_meeting(session, of))

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.paper_ballot import ballots_pdf

        return ballots_pdf(rows, chosen["paper"])

    return Ready(f"Ballots, {rows.head.name}", f"{rows.head.file} ballots", make)


def _minutes(session: Session, of: str, chosen: Chosen) -> Ready:
    from cxdesk.services import board_print, minutes, minutes_page

    meeting = board_print.find_meeting(session, of)
    approved = minutes.approved(session, meeting)
    version = int(chosen["version"]) if chosen["version"] else None
    if version is not None and not 0 < version <= len(approved):
        raise RuleBroken(f"There is no approved version {version} of these minutes.")
    if approved:
        one = approved[(version or 0) - 1]
        head = board_print.board_head(session, board_print.meeting_sheet(session, meeting))
        data = minutes.frozen(session, one.id)
        return Ready(
            f"Minutes, version {one.version}, {head.name}",
            f"{head.file} minutes v{one.version}",
            lambda _progress, _cancelled: data,
        )
    page = minutes_page.page(session, meeting)

    def make(_progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.minutes import minutes_pdf

        return minutes_pdf(page, chosen["paper"], cancelled)

    return Ready(f"Minutes, draft, {page.head.name}", f"{page.head.file} minutes draft", make)


def _versions(session: Session, of: str) -> tuple[Choice, ...]:
    from cxdesk.services import minutes
    from cxdesk.services.board_print import find_meeting

    try:
        approved = minutes.approved(session, find_meeting(session, of))
    except RuleBroken:
        approved = ()
    options = tuple((str(one.version), f"{one.version}, {one.words}") for one in approved)
    holds = (("", "The one that holds"), *options) if len(options) > 1 else ()
    return (Choice("version", "Version", holds, ""),)


def _register(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.board_print import find_meeting
    from cxdesk.services.register import register_paper

    meeting = find_meeting(session, chosen["meeting"]) if chosen["meeting"] else None
    rows = register_paper(
        session, first=typed_day(chosen["from"]), last=typed_day(chosen["to"]), meeting=meeting
    )

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.register import register_pdf

        return register_pdf(rows, chosen["paper"])

    return Ready("Decision register", f"{rows.program} register of decisions", make)


def _which(session: Session, _of: str) -> tuple[Choice, ...]:
    on = today(session)
    days = [date(on.year, 1, 1), on - timedelta(days=365), on - timedelta(days=91)]
    begin = tuple((each.isoformat(), f"From {day(each)}") for each in days)
    meetings = tuple((each.value, each.text) for each in _meetings(session))
    return (
        Choice("from", "Begins", (("", "With the first decision"), *begin), ""),
        Choice("meeting", "Meeting", (("", "All meetings"), *meetings) if meetings else (), ""),
    )


def _result(session: Session, of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.board_print import find_meeting
    from cxdesk.services.result import result, rounds_read, without_vote
    from cxdesk.services.result_sheet import result_note, result_sheet
    from cxdesk.services.session import now

    meeting = find_meeting(session, of)
    heads = [head for head in rounds_read(session) if head.meeting_id == meeting]
    if not heads:
        raise RuleBroken("No round of this meeting is closed yet: there is no result to print.")
    head = next((each for each in heads if each.superseded_by is None), heads[0])
    here = result(session, head.id) if head.voted else without_vote(session, meeting)
    note = result_note(here, now(session))
    made = tables.table(session, chosen, "Result of the board", result_sheet(here), note)
    return Ready(f"Result, {head.meeting}, {day(head.on)}", made.file, made.make)


PRINTED: Final = (
    Printed(
        "agenda", "Agenda pack", "The agenda, and a page for each request on it", GROUP,
        "an agenda", _agenda, subject="meeting", subjects=_meetings,
    ),
    Printed(
        "ballots", "Ballots", "A blank ballot for each seat", GROUP, "ballots", _ballots,
        subject="meeting", subjects=_meetings,
    ),
    Printed(
        "minutes", "Minutes", "What was voted and decided: as approved, else a draft", GROUP,
        "minutes", _minutes,
        (LETTERS, Choice("version", "Version", (), "", "1, 2 ...; without it the one that holds")),
        subject="meeting", subjects=_meetings, more=_versions,
    ),
    Printed(
        "result", "Result of the board", "The ranking, the funding line and what was decided",
        GROUP, "a result", _result, subject="meeting", subjects=_meetings,
    ),
    Printed(
        "register", "Decision register", "All decisions with owner, deadline and reason", GROUP,
        "the register", _register,
        (
            LETTERS,
            Choice("from", "Begins", (), "", "the first day, YYYY-MM-DD"),
            Choice("to", "Ends", (), "", "the last day"),
            Choice("meeting", "Meeting", (), "", "of one meeting: its number or date"),
        ),
        more=_which,
    ),
    Printed(
        "intake", "Requests", "All requests and where they stand, in a table", GROUP,
        "the intake", lambda session, _of, chosen: tables.intake(session, chosen),
    ),
    Printed(
        "stakeholders", "Stakeholder ranking", "What stakeholders prefer, beside the score",
        GROUP, "the stakeholders",
        lambda session, _of, chosen: tables.stakeholders(session, chosen),
    ),
)  # fmt: skip
