"""The program's name, time and holidays, as its page shows and changes them."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.model.errors import RuleBroken
from cxdesk.services import calendar, frame, programs
from cxdesk.services.program_view import ProgramRow, program_row
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store

NEW_YEAR = date(2027, 1, 1)


def shown(store: Store) -> ProgramRow:
    with store.read() as session:
        return program_row(session)


def test_the_page_has_the_program_and_its_time(store: Store) -> None:
    here = shown(store)
    assert (here.name, here.subtitle, here.currency) == (
        "Meridian Telecom", "Customer experience", "EUR",
    )  # fmt: skip
    assert (here.short_ends, here.mid_ends) == (date(2027, 2, 28), date(2027, 8, 31))
    assert here.week == (0, 1, 2, 3, 4)
    days = [one.on for one in here.holidays]
    assert NEW_YEAR in days
    assert days == sorted(days)


def test_a_file_without_a_program_says_so(empty_store: Store) -> None:
    with pytest.raises(KnownError, match="holds no program"):
        shown(empty_store)


def test_the_subtitle_is_set_and_may_be_empty(store: Store) -> None:
    id = shown(store).id
    for words in ("Kundenerlebnis", ""):
        store.do("Subtitle", lambda s, words=words: programs.set_subtitle(s, id, words))
        assert shown(store).subtitle == words


@pytest.mark.parametrize(
    ("words", "fine"), [("EUR", True), (" € ", True), ("", False), ("E R", False), ("EUR1", False)]
)
def test_a_currency_is_letters_or_a_sign(store: Store, words: str, fine: bool) -> None:
    assert (programs.currency_problem(words) == "") is fine
    id = shown(store).id
    if fine:
        store.do("Currency", lambda s: programs.set_currency(s, id, words))
        assert shown(store).currency == words.strip()
    else:
        with pytest.raises(RuleBroken, match="three letters"):
            store.do("Currency", lambda s: programs.set_currency(s, id, words))


def test_holidays_are_added_changed_and_removed_one_by_one(store: Store) -> None:
    before = {one.on: one for one in shown(store).holidays}
    added = {date(2027, 11, 1): "Allerheiligen", date(2027, 11, 2): ""}
    store.do("Add", lambda s: calendar.add_holidays(s, added))
    kept = {one.on: one for one in shown(store).holidays}
    assert kept.keys() == before.keys() | added.keys()
    assert kept[date(2027, 11, 1)].name == "Allerheiligen"

    id = kept[date(2027, 11, 1)].id
    store.do("Change", lambda s: calendar.change_holiday(s, id, date(2027, 11, 3), "Moved"))
    moved = next(one for one in shown(store).holidays if one.id == id)
    assert (moved.on, moved.name) == (date(2027, 11, 3), "Moved")
    store.do("Rename", lambda s: calendar.change_holiday(s, id, date(2027, 11, 3), "Again"))

    gone = [kept[NEW_YEAR].id, id]
    store.do("Remove", lambda s: calendar.remove_holidays(s, gone))
    assert {one.on for one in shown(store).holidays} == before.keys() - {NEW_YEAR} | {
        date(2027, 11, 2)
    }
    with store.read() as session:
        works = frame.frame(session).calendar
    assert works.works(NEW_YEAR)
    assert not works.works(date(2027, 11, 2))


def test_a_day_is_a_holiday_once(store: Store) -> None:
    id = next(one.id for one in shown(store).holidays if one.on == NEW_YEAR)
    store.do("Name", lambda s: calendar.change_holiday(s, id, NEW_YEAR, "New Year"))
    said, kept = "1 Jan 2027 is a holiday already: New Year.", shown(store).holidays
    with pytest.raises(RuleBroken) as refused:
        store.do("Add", lambda s: calendar.add_holidays(s, {date(2027, 11, 1): "", NEW_YEAR: ""}))
    assert refused.value.text == said
    other = next(one for one in kept if one.on != NEW_YEAR)
    with pytest.raises(RuleBroken) as refused:
        store.do("Move", lambda s: calendar.change_holiday(s, other.id, NEW_YEAR, ""))
    assert refused.value.text == said
    assert shown(store).holidays == kept


@pytest.mark.parametrize(
    ("name", "said"), [("New\nYear", "stays on one line"), ("x" * 201, "200 letters at most")]
)
def test_the_name_of_a_holiday_is_a_short_line(store: Store, name: str, said: str) -> None:
    assert said in calendar.holiday_problem(name)
    there = shown(store).holidays[0]
    with pytest.raises(RuleBroken, match=said):
        store.do("Add", lambda s: calendar.add_holidays(s, {date(2027, 11, 1): name}))
    with pytest.raises(RuleBroken, match=said):
        store.do("Change", lambda s: calendar.change_holiday(s, there.id, there.on, name))
