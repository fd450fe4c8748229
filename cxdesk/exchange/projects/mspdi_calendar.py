"""The calendars of an MS Project plan: hours of the week, days off, and whose base is whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from cxdesk.exchange.projects.recurring import (
    DAILY,
    MONTHLY,
    MONTHLY_NTH,
    YEARLY,
    YEARLY_NTH,
    Recurring,
)
from cxdesk.exchange.projects.times import STANDARD, Hours, Odd, moment
from cxdesk.exchange.projects.xml_nodes import Node
from cxdesk.services.incoming import Fate, IncomingCalendar, Note

MOST_HOLIDAYS = 5_000
_MOST_BASES = 10  # calendars above one another
_NAME = 200  # letters of a holiday's name
_SINGLE = {YEARLY, YEARLY_NTH, MONTHLY, MONTHLY_NTH}  # kinds that fall on single days


@dataclass(frozen=True)
class Calendars:
    """The calendars of a plan by their UID; `standard` is that of the whole project."""

    by_uid: dict[str, Node]
    standard: str

    def hours(self, uid: str) -> Hours:
        """When one opens and closes; that of the project for a UID that there is not."""
        if uid not in self.by_uid:
            uid = self.standard
        opens, closes = dict(STANDARD.opens), dict(STANDARD.closes)
        for calendar in reversed(self._bases(uid)):
            for day in _all(calendar, "WeekDays", "WeekDay"):
                weekday = _weekday(day)
                if weekday is None:
                    continue
                opens.pop(weekday, None)
                closes.pop(weekday, None)
                if _true(day.said("DayWorking")):
                    opens[weekday], closes[weekday] = _open(day)
        return Hours(opens, closes)

    def exceptions(self, uid: str) -> list[Recurring]:
        """The days that differ from the week, those of the calendar itself last."""
        return [
            one for calendar in reversed(self._bases(uid)) for one in _exceptions(calendar)
        ]  # fmt: skip

    def left_out(self) -> Iterator[Note]:
        """What has no place of calendars other than that of the project, and of single weeks."""
        used = self._bases(self.standard)
        own = [
            each for each in self.by_uid.values()
            if each not in used and not _true(each.said("IsBaseCalendar"))
            and any(each.first(group) for group in ("WeekDays", "Exceptions"))
        ]  # fmt: skip
        if own:
            text = "Calendars of single people have no place here."
            yield Note(Fate.DROPPED, text, len(own))
        if weeks := sum(1 for each in used for _ in _all(each, "WorkWeeks", "WorkWeek")):
            text = "Weeks that are worked otherwise than all others have no place here."
            yield Note(Fate.DROPPED, text, weeks)

    def _bases(self, uid: str) -> list[Node]:
        found: list[Node] = []
        while (here := self.by_uid.get(uid)) is not None and len(found) < _MOST_BASES:
            found.append(here)
            uid = here.said("BaseCalendarUID")
            if any(self.by_uid.get(uid) is each for each in found):
                break
        return found


def calendars(project: Node) -> Calendars:
    """The calendars of a project."""
    by_uid = {each.said("UID"): each for each in _all(project, "Calendars", "Calendar")}
    bases = [uid for uid, each in by_uid.items() if _true(each.said("IsBaseCalendar"))]
    standard = project.said("CalendarUID")
    if standard not in by_uid:
        standard = next(iter([*bases, *by_uid]), "")
    return Calendars(by_uid, standard)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The holidays of a plan within its span, and what to say of the others."""

    holidays: dict[date, str]
    notes: tuple[Note, ...]


def days_off(exceptions: Iterable[Recurring], hours: Hours, first: date, last: date) -> DaysOff:
    """The days off between two days; those of a year around them are kept as well.

    Of whole stretches only what would be worked counts: the Sundays in them are no holidays.
    """
    first, last = date(first.year, 1, 1), date(min(last.year + 1, 2200), 12, 31)
    holidays: dict[date, str] = {}
    worked: set[date] = set()
    week = hours.works.week
    early = cut = 0
    for one in exceptions:
        days = one.between(first, last)
        if one.working:
            worked.update(day for day in days if day.weekday() not in week)
            for day in days:
                holidays.pop(day, None)
            continue
        early += one.first < first or one.last > last
        single = one.first == one.last or one.kind in _SINGLE
        for day in days:
            if single or day.weekday() in week:
                holidays.setdefault(day, one.name)
    if len(holidays) > MOST_HOLIDAYS:
        cut = len(holidays) - MOST_HOLIDAYS
        holidays = dict(sorted(holidays.items())[:MOST_HOLIDAYS])
    return DaysOff(holidays, tuple(_notes(len(worked), early, cut, last)))


def _notes(worked: int, outside: int, cut: int, last: date) -> Iterator[Note]:
    if outside:
        yield Note(
            Fate.CHANGED,
            "Days off that come again are kept from the first year of the plan until the year "
            f"after its last: up to {last.year}.",
            outside,
        )
    if worked:
        yield Note(
            Fate.DROPPED,
            "Days that are worked although their weekday is not have no place here.",
            worked,
        )
    if cut:
        yield Note(Fate.DROPPED, f"There are more than {MOST_HOLIDAYS:,} days off.", cut)


def incoming_calendar(hours: Hours, off: DaysOff) -> IncomingCalendar:
    """Week and holidays as we have them."""
    return IncomingCalendar(
        tuple(sorted(hours.works.week)),
        tuple((day, " ".join(name.split())[:_NAME]) for day, name in sorted(off.holidays.items())),
    )


def _exceptions(calendar: Node) -> Iterator[Recurring]:
    """Those of 2007 and later; of older files the single days among the weekdays."""
    found = [*_all(calendar, "Exceptions", "Exception")]
    older = [day for day in _all(calendar, "WeekDays", "WeekDay") if day.said("DayType") == "0"]
    for node in found or older:
        if (one := _exception(node)) is not None:
            yield one


def _exception(node: Node) -> Recurring | None:
    period = node.first("TimePeriod")
    try:
        first = moment(period.said("FromDate")) if period else None
        last = moment(period.said("ToDate")) if period else None
    except Odd:
        return None
    if first is None:
        return None
    if last is not None and last.time() == time.min and last > first:
        last -= timedelta(days=1)  # until the beginning of that day
    said = node.values()
    return Recurring(
        first=first.date(), last=max(first, last or first).date(), name=said.get("Name", ""),
        working=_true(said.get("DayWorking", "0")), kind=_number(said, "Type", DAILY),
        period=_number(said, "Period", 1), days=_number(said, "DaysOfWeek", 0),
        times=_number(said, "Occurrences", 0) if _true(said.get("EnteredByOccurrences", "")) else 0,
        month=_number(said, "Month", 0), month_day=_number(said, "MonthDay", 1),
        item=_number(said, "MonthItem", 0), position=_number(said, "MonthPosition", 0),
    )  # fmt: skip


def _number(said: dict[str, str], name: str, otherwise: int) -> int:
    text = said.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _weekday(day: Node) -> int | None:
    """0 for Monday of the day types 1, Sunday, to 7; None for a day that is another."""
    kind = day.said("DayType")
    return (int(kind) + 5) % 7 if kind in {"1", "2", "3", "4", "5", "6", "7"} else None


def _open(day: Node) -> tuple[time, time]:
    """From when until when a weekday is worked; midnight closes a day that is worked through."""
    spans: list[tuple[time, time]] = []
    for span in _all(day, "WorkingTimes", "WorkingTime"):
        try:
            first, last = (span.said(end)[:8] for end in ("FromTime", "ToTime"))
            spans.append((time.fromisoformat(first), time.fromisoformat(last)))
        except ValueError:
            continue
    if not spans:
        return time(8), time(17)
    closes = [last for _, last in spans]
    return min(spans)[0], time.min if time.min in closes else max(closes)


def _all(node: Node, group: str, name: str) -> Iterator[Node]:
    found = node.first(group)
    return found.all(name) if found else iter(())


def _true(text: str) -> bool:
    return text.strip().lower() in ("1", "true")
