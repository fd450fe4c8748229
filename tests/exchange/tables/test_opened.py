"""What a table is taken for, what is asked about it, and what it says by the answers."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.exchange.opened import never, no_progress
from cxdesk.model.states import Priority, State
from cxdesk.store.errors import KnownError
from tests.exchange.tables.books import answer, said, table, unsure, xlsx


def columns(name: str, content: bytes | str) -> list[str]:
    return [one.answer for one in table(name, content).questions if one.group == "columns"]


# Titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("Title,Owner,End\nA,B,2026-01-01\n", "1"),
        ("Our portfolio\nas of May 2026\n\nProject,Who,Until\nA,B,2026-01-01\n", "4"),
        ("Vorhaben;Wer;Bis wann\nA;B;1.1.2026\n", "1"),
        ("Alpha,Beta,Gamma\nA,12,2026-01-01\n", "1"),  # texts above values
        ("A,12,2026-01-01\nB,13,2026-01-02\n", "0"),
        ("Buy stamps,ann@x.example\nSell stamps,ben@x.example\n", "0"),
        ("Title\nA\nB\n", "1"),
        ("Buy stamps\nSell stamps\n", "0"),
    ],
)
def test_the_row_of_titles_is_found(content: str, row: str) -> None:
    assert answer(table("list.csv", content), "header") == row


def test_another_row_of_titles_may_be_chosen() -> None:
    file = table("list.csv", "x,y,z\nTitle,Owner,End\nA,B,2026-01-01\n")
    assert answer(file, "header") == "2"
    assert file.preview().titles == ("Title", "Owner", "End")
    none = file.answered({"header": "0"})
    assert none.preview().titles == ("Column A", "Column B", "Column C")
    assert (none.preview().first, none.preview().total) == (1, 3)
    first = file.answered({"header": "1"})
    assert (first.preview().titles, first.preview().first) == (("x", "y", "z"), 2)


# What it is, and its columns ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "titles", "target"),
    [
        ("list.csv", "Title,Owner,Start,End,Status", "initiatives"),
        ("list.csv", "Projekt;Verantwortlich;Beginn;Ende;Status", "initiatives"),
        ("list.csv", "Task,Project,Assignee,Due date", "actions"),
        ("Aufgaben.csv", "Was;Wer;Bis wann;Status", "actions"),
        ("list.csv", "Idea,Requested by,Source,Needed by", "requests"),
        ("list.csv", "Name,E-Mail,Department", "people"),
        ("list.csv", "Vorname;Nachname;E-Mail", "people"),
        ("list.csv", "Date,NPS,Responses", "readings"),
        ("list.csv", "Kennzahl;Monat;Wert", "readings"),
    ],
)
def test_what_rows_are_is_guessed(name: str, titles: str, target: str) -> None:
    file = table(name, f"{titles}\n")
    assert answer(file, "target") == target
    assert "target" not in unsure(file)


def test_columns_are_known_by_their_titles_in_two_languages() -> None:
    english = (
        "Ref,Project name,Details,Stage,Department,Project owner,Sponsor,Workstream,Prio,"
        "Planned start date,Due Date,% complete,Budget k€,Person-days,Tags,Favourite colour"
    )
    german = ("Kennung;Vorhaben;Beschreibung;Status;Abteilung;Verantwortlich;Auftraggeber;Welle;"
              "Priorität;Startdatum;Enddatum;Fortschritt;Kosten (T€);Personentage;Schlagwörter;"
              "Lieblingsfarbe")  # fmt: skip
    wanted = ["code", "title", "description", "state", "domain", "owner", "sponsor", "batch",
              "priority", "start", "end", "progress", "cost", "effort", "labels", "-"]  # fmt: skip
    assert columns("list.csv", english) == wanted
    assert columns("list.csv", german) == wanted


def test_columns_without_known_titles_are_known_by_their_cells() -> None:
    file = table(
        "list.csv",
        "Buy stamps,ann@x.example,2026-09-18,2026-10-18,Done\n"
        "Sell stamps,ben@x.example,2026-09-19,2026-10-19,In progress\n",
    )
    kinds = [one.answer for one in file.questions if one.group == "columns"]
    assert kinds == ["title", "owner", "start", "end", "state"]
    assert {"column.1", "column.5"} <= set(unsure(file))


def test_dates_under_other_titles_are_a_guess_unless_they_plan_nothing() -> None:
    file = table("list.csv", "Title,Phase 1,Phase 9,Created\nA,2026-01-01,2026-12-31,2025-01-01\n")
    assert [one.answer for one in file.questions if one.group == "columns"] == [
        "title", "start", "end", "-",
    ]  # fmt: skip
    assert {"column.2", "column.3"} <= set(unsure(file))
    assert columns("list.csv", "Title,Up to\nA,2026-01-01\n") == ["title", "end"]
    assert columns("list.csv", "Title,Kick-off,Go-live (planned)\nA,,\n") == [
        "title", "start", "end",
    ]  # fmt: skip
    many = "Title,One,Two,Three\nA,2026-01-01,2026-01-02,2026-01-03\n"
    assert columns("list.csv", many) == ["title", "-", "-", "-"]


def test_a_column_called_progress_that_holds_words_is_the_state() -> None:
    assert columns("list.csv", "Title,Progress\nA,Not started\nB,In progress\n")[1] == "state"
    assert columns("list.csv", "Title,Progress\nA,10 %\nB,20 %\n")[1] == "progress"


def test_titles_that_repeat_are_told_apart_by_their_place() -> None:
    incoming = said("list.csv", "Title,Labels,Labels,Owner,Owner\nA,one,two;three,Ann,Ben\n")
    (one,) = incoming.initiatives
    assert (one.labels, one.owner) == (("one", "two", "three"), "Ann")
    assert incoming.notes[0].text == "Column “Owner” was left out."


def test_a_column_may_be_chosen_and_takes_the_field_from_another_one() -> None:
    file = table("list.csv", "Title,Name,Owner\nA,Better name,Ann\n")
    assert [one.answer for one in file.questions if one.group == "columns"] == [
        "title", "-", "owner",
    ]  # fmt: skip
    chosen = file.answered({"column.2": "title"})
    assert [one.answer for one in chosen.questions if one.group == "columns"] == [
        "-", "title", "owner",
    ]  # fmt: skip
    assert chosen.incoming(no_progress, never).initiatives[0].title == "Better name"
    assert answer(file, "column.1") == "title"  # the file itself never changes


def test_another_target_begins_with_its_own_columns() -> None:
    file = table("list.csv", "Title,Owner,Due\nA,Ann,2026-01-01\n").answered({"column.3": "start"})
    actions = file.answered({"target": "actions", "column.2": "-"})
    assert [one.answer for one in actions.questions if one.group == "columns"] == [
        "title", "-", "due",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"colour": "red"}, "Nothing is asked by the name “colour”"),
        ({"target": "ducks"}, "Its rows are: “ducks” is not"),
        ({"column.1": "weight"}, "“weight” is not"),
        ({"header": "77"}, "“77” is not"),
        ({"target": "people", "column.1": "start"}, "“start” is not"),
    ],
)
def test_an_answer_that_there_is_not_is_refused(answers: dict[str, str], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        table("list.csv", "Title,Owner\nA,Ann\n").answered(answers)


def test_a_table_without_what_a_row_needs_says_which_column_is_missing() -> None:
    file = table("list.csv", "Title,Owner\nA,Ann\n").answered({"column.1": "-"})
    with pytest.raises(KnownError, match=r"column of list\.csv is the title of an initiative"):
        file.incoming(no_progress, never)


# Dates, numbers and words ---------------------------------------------------------------------


def test_the_order_of_dates_is_asked_where_nothing_tells_it() -> None:
    text = "Title,Start,End\nA,03/04/2026,05/05/2026\n"
    file = table("list.csv", text)
    assert unsure(file) == ["dates"]
    for order, start in (("day", date(2026, 4, 3)), ("month", date(2026, 3, 4))):
        chosen = file.answered({"dates": order})
        assert unsure(chosen) == []
        assert chosen.preview().rows[0][1] == start.isoformat()
        assert chosen.incoming(no_progress, never).initiatives[0].start == start
    told = table("list.csv", text + "B,03/24/2026,\n")
    assert unsure(told) == []
    assert told.incoming(no_progress, never).initiatives[0].start == date(2026, 3, 4)
    elsewhere = table("list.csv", text.replace("End", "Filed") + "B,,31/12/2026\n")
    assert elsewhere.incoming(no_progress, never).initiatives[0].start == date(2026, 4, 3)


def test_numbers_are_read_by_what_others_of_them_tell() -> None:
    german = said("list.csv", "Title;Kosten k€;Tage\nA;1.234;12,5\nB;2.345,5;3\n")
    assert [(one.cost, one.effort) for one in german.initiatives] == [(1234, 12.5), (2345.5, 3)]
    english = said("list.csv", 'Title,Cost k€,Days\nA,"1,234",12.5\n')
    assert english.initiatives[0].cost == 1234
    doubtful = table("list.csv", 'Title,Days\nA,"1,234"\n')
    assert "decimals" in unsure(doubtful)
    assert doubtful.incoming(no_progress, never).initiatives[0].effort == 1234
    assert doubtful.answered({"decimals": ","}).preview().rows[0][1] == "1.234"


@pytest.mark.parametrize(
    ("title", "cells", "cost", "doubt"),
    [
        ("Cost (k€)", "45", 45, False),
        ("Budget T€", "45", 45, False),
        ("Cost (€)", "45000", 45, False),
        ("Kosten in EUR", "45.000 €", 45, False),
        ("Cost", "45", 45, False),
        ("Cost", "45000", 45, True),
        ("Cost", "45k", 45, False),
        ("Cost", "€1.2m", 1200, False),
    ],
)
def test_costs_are_thousands_whatever_the_file_has(
    title: str, cells: str, cost: float, doubt: bool
) -> None:
    file = table("list.csv", f"Title;{title}\nA;{cells}\nB;{cells}\n")
    assert file.incoming(no_progress, never).initiatives[0].cost == cost
    assert ("cost" in unsure(file)) is doubt


def test_effort_has_units() -> None:
    incoming = said("list.csv", "Title,Effort\nA,12 PT\nB,16 h\nC,2 weeks\nD,3.5\nE,lots\n")
    assert [one.effort for one in incoming.initiatives] == [12, 2, 10, 3.5, None]
    assert [one.sentence for one in incoming.problems] == ["Row 6: “lots” is no number."]


def test_words_of_states_and_priorities_are_questions_and_those_unknown_stand_out() -> None:
    file = table(
        "list.csv",
        "Title,Status,Priority\nA,In Arbeit,Hoch\nB,erledigt,2\nC,Frobnicated,sehr hoch\n"
        "D,in arbeit,\n",
    )
    words = {one.key: (one.answer, one.sure, one.hint) for one in file.questions
             if one.group == "values"}  # fmt: skip
    assert words == {
        "state:in arbeit": ("in_progress", True, "2 rows"),
        "state:erledigt": ("delivered", True, "1 row"),
        "state:frobnicated": ("-", False, "1 row"),
        "priority:hoch": ("high", True, "1 row"),
        "priority:2": ("high", False, "1 row"),
        "priority:sehr hoch": ("highest", True, "1 row"),
    }
    chosen = file.answered({"state:frobnicated": "on_hold", "priority:2": "low"})
    assert "state:frobnicated" not in unsure(chosen)
    assert [(one.state, one.priority) for one in chosen.incoming(no_progress, never).initiatives
            ] == [
        (State.IN_PROGRESS, Priority.HIGH), (State.DELIVERED, Priority.LOW),
        (State.ON_HOLD, Priority.HIGHEST), (State.IN_PROGRESS, None),
    ]  # fmt: skip


def test_a_percentage_of_a_workbook_is_one() -> None:
    incoming = table("list.xlsx", xlsx(["Title", "Progress"], ["A", 0.45], ["B", 1.0])).incoming(
        no_progress, never
    )
    assert [one.progress for one in incoming.initiatives] == [45, 100]
