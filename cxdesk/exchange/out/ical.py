"""The days of a program as an iCalendar file, for Outlook, Google and all other calendars."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any, Final

from cxdesk.exchange.out.export import Export, Look
from cxdesk.exchange.out.letters import held, one_kind_of_line_end
from cxdesk.reports.printed import ON, Choice, Chosen
from cxdesk.services.export_calendar import (
    Calendar,
    Event,
    EventKind,
    read_calendar,
    those_concerned,
)
from cxdesk.services.incoming import GivenUp, Progress, Stopped
from cxdesk.services.session import Session

_STEP: Final = 100  # events between two looks at whether anybody still waits
_ROWS: Final = 20
_END: Final = b"END:VCALENDAR\r\n"
_KEYS: Final = {
    EventKind.BATCH: "batches",
    EventKind.REQUEST: "requests",
    EventKind.MILESTONE: "milestones",
    EventKind.MEETING: "meetings",
    EventKind.END: "ends",
    EventKind.CHECK: "checks",
    EventKind.OUTCOME: "outcomes",
    EventKind.ACTION: "actions",
}


def ical(read: Calendar, progress: Progress, given_up: GivenUp) -> bytes:
    """The calendar; equal events read at the same moment make equal bytes. Raises Stopped.

    What was changed since an earlier one has the same UID and a higher SEQUENCE.
    """
    from icalendar import Calendar as Ical  # calendars are seldom taken out

    made = Ical()
    made.add("prodid", "-//cxdesk//cxdesk//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _text(read.program))
    parts = [made.to_ical().removesuffix(_END)]
    for done, event in enumerate(read.events):
        if done % _STEP == 0:
            if given_up():
                raise Stopped
            progress(done, len(read.events))
        parts.append(_event(event).to_ical())
    if given_up():
        raise Stopped
    return b"".join([*parts, _END])


def _event(event: Event) -> Any:
    from icalendar import Event as IcalEvent

    made = IcalEvent()
    made.add("uid", f"{event.id}@cxdesk")
    made.add("sequence", event.revision)
    made.add("dtstamp", event.changed.replace(tzinfo=UTC))
    made.add("last-modified", event.changed.replace(tzinfo=UTC))
    made.add("summary", _text(event.title))
    if event.text:
        made.add("description", _text(event.text))
    if event.place:
        made.add("location", _text(event.place))
    made.add("categories", [event.kind.value])
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.start is not None and event.end is not None:
        made.add("dtstart", event.start.replace(tzinfo=UTC))
        made.add("dtend", event.end.replace(tzinfo=UTC))
    else:
        made.add("dtstart", event.on)
        if event.on < event.on.max:  # it ends on the day before its end
            made.add("dtend", event.on + timedelta(days=1))
        made.add("transp", "TRANSPARENT")
    return made


def _text(text: str) -> str:
    return held(one_kind_of_line_end(text))


def _options(session: Session) -> tuple[Choice, ...]:
    people = tuple((name, name) for name in those_concerned(session))
    kinds = (
        Choice(
            _KEYS[kind], kind.value, (("", "Leave out"), (ON, "Take")),
            "" if kind is EventKind.ACTION else ON,
        )
        for kind in EventKind
    )  # fmt: skip
    about = "Only what somebody owns, leads or takes part in."
    return (Choice("person", "For", (("", "Everybody"), *people), "", about), *kinds)


def _read(session: Session, chosen: Chosen) -> Calendar:
    kinds = {kind for kind, key in _KEYS.items() if chosen.get(key) == ON}
    return read_calendar(session, kinds, chosen.get("person", ""))


def _look(read: Calendar) -> tuple[Look, ...]:
    rows = (
        (event.on.isoformat(), event.title, event.who, "cancelled" if event.cancelled else "")
        for event in read.events[:_ROWS]
    )
    return (Look("Events", ("Date", "What", "Who", "State"), tuple(rows), len(read.events)),)


EXPORT: Final = Export(
    "ics", "Calendar (ICS)", "Deadlines, milestones and meetings, for any calendar", ".ics",
    _read, ical,
    "Whole days, and meetings with their hours. Taken out and opened again later, the events that "
    "are there already are brought up to date.",
    _options, _look,
)  # fmt: skip
