"""What the rows of a table say, what is wrong with them, and what tells them apart."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.exchange.opened import never, no_progress
from cxdesk.model.people import Level
from cxdesk.model.requests import Evidence, Source
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services.incoming import Fate, Stopped
from tests.exchange.tables.books import answer, said, table, unsure

# Rows -----------------------------------------------------------------------------------------


def test_an_initiative_has_all_that_its_row_says() -> None:
    incoming = said(
        "list.csv",
        "Code;Titel;Beschreibung;Status;Abteilung;Verantwortlich;Gruppe;Beginn;Ende;Fortschritt;"
        "Impact;Reach;Outcome score;Urgency;Ziele;Blockiert;Tags;Archiviert\n"
        "CX-101;Eine Kennung;Text;In Arbeit;IT;Weber, Jonas;Rechnungen;1.10.26;26. Feb 2027;45 %;"
        "5;5;5;4;O1, O3;Wartet auf Daten;a, b;nein\n"
        "17;Zweite;;;Org;jonas.weber@x.example;;;;;5;;;;;nein;;ja\n",
    )
    first, second = incoming.initiatives
    assert (first.key, first.code, first.title, first.description) == (
        "CX-101", "CX-101", "Eine Kennung", "Text",
    )  # fmt: skip
    assert (first.state, first.domain, first.owner, first.batch) == (
        State.IN_PROGRESS, "IT", "Jonas Weber", "rechnungen",
    )  # fmt: skip
    assert (first.start, first.end, first.progress) == (date(2026, 10, 1), date(2027, 2, 26), 45)
    assert (first.scores, first.outcomes, first.blocked) == (
        (5, 5, 5, 4), ("O1", "O3"), "Wartet auf Daten",
    )  # fmt: skip
    assert (first.labels, first.archived, first.at) == (("a", "b"), False, "Row 2")
    assert (second.key, second.code, second.domain, second.blocked) == ("17", "", "", "")
    assert second.archived is True
    assert [(one.name, one.email) for one in incoming.people] == [
        ("Jonas Weber", "jonas.weber@x.example"),
    ]  # fmt: skip
    assert [one.sentence for one in incoming.problems] == [
        "Row 3: The four scores are given together: left out."
    ]


def test_actions_are_of_the_initiatives_that_they_name_or_of_the_file() -> None:
    incoming = said(
        "list.csv",
        "Task,Project,Who,Until,Done,Week,Completed on\n"
        "Call,Single ID,Ann,2026-09-18,x,2026-W38,\nWrite,CX-101,,,,,\nCall,Single ID,Ben,,no,,\n"
        "Sign,CX-101,,,,,2026-10-01\n",
    )
    assert [(one.key, one.initiative, one.title, one.state) for one in incoming.actions] == [
        ("Single ID: Call", "Single ID", "Call", ActionState.DONE),
        ("CX-101: Write", "CX-101", "Write", None),
        ("Single ID: Call (2)", "Single ID", "Call", ActionState.TODO),
        ("CX-101: Sign", "CX-101", "Sign", ActionState.DONE),
    ]
    assert [(one.key, one.title) for one in incoming.initiatives] == [("Single ID", "Single ID")]
    both = said(
        "list.csv", "Task,Project\nCall,CX-101 Single ID\nAsk,PX-7: Bills\nSay,PX-7: Bills\n"
    )
    assert [one.initiative for one in both.actions] == ["CX-101", "PX-7", "PX-7"]
    assert [(one.code, one.title) for one in both.initiatives] == [("PX-7", "Bills")]
    alone = said("Actions for care.csv", "Task,Who,Due\nCall,Ann,2026-09-18\n")
    assert alone.actions[0].initiative == alone.initiatives[0].key == "Actions for care"


def test_requests_people_and_readings_have_all_that_their_rows_say() -> None:
    (request,) = said(
        "list.csv",
        "Request,Source,Evidence,Urgent,Needed by,Requested by,Cost k€,Effort,Outcome\n"
        "Texts,Kunde,both,ja,2027-03-01,Ann Lee,30,IT 25; Care 10.5,O4\n",
    ).requests
    assert (request.source, request.evidence, request.urgent) == (Source.VOC, Evidence.BOTH, True)
    assert (request.deadline, request.submitted_by) == (date(2027, 3, 1), "Ann Lee")
    assert (request.cost, request.effort, request.outcome) == (
        30, (("IT", 25.0), ("Care", 10.5)), "O4",
    )  # fmt: skip
    one, two = said(
        "list.csv",
        "Vorname;Nachname;E-Mail;Ebene;Abteilung;Rolle;Aktiv\n"
        "Ann;Lee;ann@x.example;Leitung;IT;Head of IT;ja\nBen;;ben@x.example;Mitarbeiter;;;nein\n",
    ).people
    assert (one.key, one.name, one.email, one.level) == (
        "ann@x.example", "Ann Lee", "ann@x.example", Level.MANAGER,
    )  # fmt: skip
    assert (one.domain, one.role, one.active) == ("IT", "Head of IT", True)
    assert (two.name, two.level, two.active) == ("Ben", Level.EMPLOYEE, False)
    reading, other = said(
        "NPS.csv",
        "Date,Score,Answers,Promoters,Passives,Detractors\n2026-09-18,25,1000,600,250,150\n"
        "2026-10-18,26,,,,\n2026-11-18,,,1,2,\n",
    ).readings
    assert (reading.outcome, reading.on, reading.value) == ("NPS", date(2026, 9, 18), 25)
    assert (reading.n, reading.split, other.split) == (1000, (600, 250, 150), None)


def test_what_is_wrong_is_said_by_its_row_and_the_rest_is_kept() -> None:
    incoming = said(
        "list.csv",
        "Title,Start,Progress,Days\nA,32.13.2026,45,3\n\n,2026-01-01,,\nB,2026-01-01,450,x\n",
    )
    assert [one.sentence for one in incoming.problems] == [
        "Row 2: “32.13.2026” is no date: write it as 2026-09-18.",
        "Row 4: An initiative needs a title: the row was left out.",
        "Row 5: “450” is no progress: it is 0 to 100 per cent.",
        "Row 5: “x” is no number.",
    ]
    assert [(one.title, one.start, one.progress) for one in incoming.initiatives] == [
        ("A", None, 45), ("B", date(2026, 1, 1), None),
    ]  # fmt: skip


def test_what_is_left_out_is_said() -> None:
    incoming = said("list.csv", "Title,Owner,Colour,Empty\nA,Ann & Ben,red,\nB,Cal,,\n")
    assert {(one.fate, one.text, one.count) for one in incoming.notes} == {
        (Fate.DROPPED, "Column “Colour” was left out.", 1),
        (Fate.CHANGED,
         "There is one owner: where a cell names several, the first was taken.", 1),
    }  # fmt: skip


def test_a_row_of_totals_at_the_end_is_left_out() -> None:
    incoming = said("list.csv", "Title,Days\nA,3\nTotal,4\nB,5\nTotal,12\n")
    assert [one.title for one in incoming.initiatives] == ["A", "Total", "B"]
    assert [one.text for one in incoming.notes] == ["A row of totals was left out."]


# What tells rows apart ------------------------------------------------------------------------


def test_a_later_edition_of_a_table_is_the_same_source_and_has_the_same_keys() -> None:
    first = said("May.csv", "Project ID,Title,Owner\n17,A,Ann\n18,B,Ben\n")
    later = said("June.csv", "Remarks\n\nProject-ID;Owner;Title;Cost k€\n18;Cal;B2;9\n".replace(
        "Remarks", "As of June"))  # fmt: skip
    assert first.source == later.source
    assert [one.key for one in later.initiatives] == ["18"]
    assert said("May.csv", "Title,Owner\nA,Ann\n").source != first.source


def test_rows_of_one_name_stay_apart_and_the_key_may_be_chosen() -> None:
    file = table("list.csv", "Title,Owner,Ticket\nA,Ann,7\nA,Ben,8\n")
    assert answer(file, "key") == "1"
    assert "key" in unsure(file)
    assert [one.key for one in file.incoming(no_progress, never).initiatives] == ["A", "A (2)"]
    chosen = file.answered({"key": "3"})
    assert [one.key for one in chosen.incoming(no_progress, never).initiatives] == ["7", "8"]
    assert "key" not in unsure(chosen)


def test_numbers_of_rows_are_no_key_but_numbers_of_things_are() -> None:
    assert answer(table("list.csv", "Nr,Title\n1,A\n2,B\n3,C\n"), "key") == "2"
    assert answer(table("list.csv", "Nr,Title\n4,A\n2,B\n,C\n"), "key") == "1"
    assert answer(table("list.csv", "Nr,Title\n4,A\n4,B\n,C\n"), "key") == "2"


def test_reading_is_given_up_when_nobody_waits() -> None:
    file = table("list.csv", "Title\n" + "".join(f"Task {n}\n" for n in range(2_000)))
    seen: list[tuple[int, int]] = []
    with pytest.raises(Stopped):
        file.incoming(lambda done, all_: seen.append((done, all_)), lambda: len(seen) == 2)
    assert seen == [(500, 2_000), (1_000, 2_000)]
