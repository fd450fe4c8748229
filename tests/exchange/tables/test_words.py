"""What words mean, and whom cells name."""

from __future__ import annotations

import pytest

from cxdesk.exchange.tables.columns import Kind, plain
from cxdesk.exchange.tables.fields import CHOSEN, INITIATIVES, OURS
from cxdesk.exchange.tables.header import field_of
from cxdesk.exchange.tables.who import Everybody, Named, named
from cxdesk.exchange.tables.words import VALUES, meaning
from cxdesk.services.incoming import IncomingPerson


@pytest.mark.parametrize(
    ("kind", "word", "value", "sure"),
    [
        (Kind.STATE, "In progress", "in_progress", True),
        (Kind.STATE, "Zurückgestellt", "on_hold", True),
        (Kind.STATE, "Marketing", "", False),
        (Kind.PRIORITY, "Very high", "highest", True),
        (Kind.PRIORITY, "1 - Critical", "highest", True),
        (Kind.PRIORITY, "(2) hoch", "high", True),
        (Kind.PRIORITY, "P1", "highest", True),
        (Kind.PRIORITY, "1", "highest", False),
        (Kind.PRIORITY, "C", "medium", False),
        (Kind.ACTION_STATE, "yes", "done", True),
        (Kind.ACTION_STATE, "in Arbeit", "doing", True),
        (Kind.ACTION_STATE, "Abgebrochen", "dropped", True),
        (Kind.ACTION_STATE, "Zurückgestellt", "todo", True),
        (Kind.LEVEL, "Geschäftsführung", "executive", True),
        (Kind.HORIZON, "kurzfristig", "short", True),
        (Kind.SOURCE, "VoC", "voc", True),
        (Kind.EVIDENCE, "Bauchgefühl", "gut", True),
        (Kind.LINK, "Finish-Start", "FS", True),
    ],
)
def test_words_of_two_languages_mean_our_values(
    kind: Kind, word: str, value: str, sure: bool
) -> None:
    assert meaning(kind, word) == (value, sure)


def test_what_we_write_means_what_it_is() -> None:
    for kind, values in VALUES.items():
        for value, label in values:
            assert meaning(kind, label) == (value, True)
    for target in OURS:
        for field in target.fields:
            assert field_of(field.title, target) is field


@pytest.mark.parametrize("target", CHOSEN, ids=lambda target: target.key)
def test_no_title_means_two_fields_of_a_table(target: object) -> None:
    titles = [title for field in target.read for title in field.titles]  # type: ignore[attr-defined]
    assert len(titles) == len(set(titles))
    assert "" not in titles


def test_titles_are_the_same_however_they_are_written() -> None:
    assert len({plain(each) for each in ("Start-Date", "start date *", "StartDate", "START_DATE")}
               ) == 1  # fmt: skip
    assert plain("Kosten (k€)") == plain("KOSTEN [Plan]") == "kosten"
    assert plain("% complete") == "%complete"


@pytest.mark.parametrize(
    ("cell", "one", "more"),
    [
        ("Claire Dubois", Named("Claire Dubois"), 0),
        ("Dubois, Claire", Named("Claire Dubois"), 0),
        ("claire.dubois@care.example", Named("Claire Dubois", "claire.dubois@care.example"), 0),
        ("Claire D <c@x.example>", Named("Claire D", "c@x.example"), 0),
        ("Claire D (c@x.example)", Named("Claire D", "c@x.example"), 0),
        ("Claire Dubois (CD)", Named("Claire Dubois", initials="CD"), 0),
        ("Ann & Ben", Named("Ann"), 1),
        ("Ann; Ben; Cal", Named("Ann"), 2),
        ("Ann Lee, Ben Low, Cal Moe", Named("Ann Lee"), 2),
        ("Anna und Ben", Named("Anna"), 1),
        ("TBD", None, 0),
        ("n/a; Ann", Named("Ann"), 0),
        ("-", None, 0),
    ],
)
def test_whom_a_cell_names(cell: str, one: Named | None, more: int) -> None:
    assert named(cell) == (one, more)


def test_everybody_is_one_person_however_they_are_named() -> None:
    everybody = Everybody()
    everybody.add(IncomingPerson(key="a", name="Jo Weber", initials="JW", email="jo@x.example"))
    everybody.add(IncomingPerson(key="b", name="Jo Weber", initials="JO"))
    for cell, key in {
        "Jo Weber (JW)": "a", "Jo Weber (JO)": "b", "JO@x.example": "a", "Jo W <jo@x.example>": "a",
        "Ann Lee": "Ann Lee", "Lee, Ann": "Ann Lee", "ann.lee@x.example": "Ann Lee",
    }.items():  # fmt: skip
        assert everybody.key(cell, "Row 2") == (key, 0)
    assert everybody.people["Ann Lee"].email == "ann.lee@x.example"
    assert len(everybody.people) == 3


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Titel des Vorgangs", "title"),
        ("Name of the project", "title"),
        ("Bearbeitungsstatus", "state"),
        ("Kosten in Tausend Euro", "cost"),
        ("Projektverantwortliche", "owner"),
        ("Stichworte", "labels"),
        ("Planned start date", "start"),
    ],
)
def test_titles_of_several_words_and_compounds_are_known(title: str, key: str) -> None:
    field = field_of(title, INITIATIVES)
    assert field is not None
    assert field.key == key


def test_a_word_that_only_ends_like_a_short_title_is_none() -> None:
    assert field_of("Wochenende", INITIATIVES) is None
