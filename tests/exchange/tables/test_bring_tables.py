"""Tables on their way into a program: the mess, its later editions, and back again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from cxdesk.exchange.opened import Opened, never, no_progress, ready
from cxdesk.model.batches import Batch
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Domain, Person
from cxdesk.model.states import State
from cxdesk.services import programs
from cxdesk.services.incoming import Report
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store
from tests.exchange.tables.books import table

MESS = (
    "Projektliste;;;;;;;;\nStand: 12.11.2026;;;;;;;;\n\n"
    "Kennung;Vorhaben;Bereich;Gruppe;Verantwortlich;Start;Ende;Status;Kosten (€)\n"
    "P-17;Eine Kundennummer;IT;Rechnung;Menon, Ravi;05.10.26;26.02.27;In Arbeit;220.000,00\n"
    "P-18;Nicht doppelt fragen;Service;Rechnung;Claire Dubois;;16.04.27;Wartet;45.000,00\n"
    "P-19;Klare Rechnung;IT;;ravi.menon@x.example;;32.13.26;Erledigt;\n"
    ";;;;;;;;\n;;Service;;;;;;\n"
)


def bring(store: Store, file: Opened) -> Report:
    report, _ = store.do("Bring in a table", ready(file, no_progress, never).command)
    return report


def news(report: Report) -> dict[str, tuple[int, int, int]]:
    return {one.kind: (one.added, one.changed, one.same) for one in report.tallies}


@pytest.fixture
def office(empty_store: Store) -> Store:
    empty_store.do("New", lambda s: programs.new(s, "Kundenerlebnis"))
    return empty_store


def test_a_messy_list_becomes_a_program_and_goes_by_one_undo(office: Store) -> None:
    report = bring(office, table("Projekte.csv", MESS.encode("cp1252")))
    assert news(report) == {
        "people": (2, 0, 0), "batches": (1, 0, 0), "initiatives": (3, 0, 0), "domains": (2, 0, 0),
    }  # fmt: skip
    assert [one.sentence for one in report.problems] == [
        "Row 7: “32.13.26” is no date: write it as 2026-09-18.",
        "Row 9: An initiative needs a title: the row was left out.",
    ]
    with office.read() as session:
        rows = session.scalars(select(Initiative).order_by(Initiative.code)).all()
        assert [(one.code, one.title, one.state, one.cost) for one in rows] == [
            ("P-17", "Eine Kundennummer", State.IN_PROGRESS, 220.0),
            ("P-18", "Nicht doppelt fragen", State.ON_HOLD, 45.0),
            ("P-19", "Klare Rechnung", State.DELIVERED, 0.0),
        ]
        assert [one.owner.name for one in rows if one.owner] == [
            "Ravi Menon", "Claire Dubois", "Ravi Menon",
        ]  # fmt: skip
    office.undo()
    with office.read() as session:
        for kind in (Initiative, Person, Domain, Batch):
            assert session.scalar(select(func.count()).select_from(kind)) == 0


def test_a_later_edition_changes_what_it_says_anew(office: Store) -> None:
    bring(office, table("Mai.csv", MESS.encode("cp1252")))
    same = bring(office, table("Mai.csv", MESS.encode("cp1252")))
    assert {kind: one[:2] for kind, one in news(same).items()} == {
        "people": (0, 0), "batches": (0, 0), "initiatives": (0, 0),
    }  # fmt: skip
    later = MESS.replace("Klare Rechnung", "Verständliche Rechnung").replace("\n\nK", "\nK")
    later += "P-20;Neu;IT;;;;;Offen;12.000,00\n"
    report = bring(office, table("Juni.csv", later))
    assert news(report)["initiatives"] == (1, 1, 2)
    with office.read() as session:
        titles = session.scalars(select(Initiative.title).order_by(Initiative.code)).all()
    assert titles == ["Eine Kundennummer", "Nicht doppelt fragen", "Verständliche Rechnung", "Neu"]


def test_actions_find_an_initiative_by_its_title_too(store: Store) -> None:
    file = table(
        "Tasks.csv",
        "Task,Project,Who,Due\nAsk Finance,single customer ID,Ravi Menon,2026-12-01\n"
        "Ask Care,CX-102,,\nAsk nobody,Brand new,,\n",
    )
    report = bring(store, file)
    assert news(report)["initiatives"] == (1, 0, 1)
    assert news(report)["actions"] == (3, 0, 0)
    assert report.problems == ()


# Whatever stands in cells and whatever is answered, it is read or refused in words.
_CELLS = st.one_of(
    st.sampled_from(
        ["", "Title", "Owner", "Status", "Cost (€)", "End", "Name", "Email", "Date", "NPS", "Done",
         "1,234", "1.234,5", "45 %", "03/04/26", "31.12.2026", "2026-02-30", "a@b.example", "-",
         "In progress", "x", "=1+1", "Ann & Ben", "Dubois, Claire", "IT 25; Care x", "½", "١٢",
         "9" * 400, "1e999", "nan", "inf", "²", "0/0/0", "00000-00-00", "\u202e", "k€", "€", "12 h"]
    ),
    st.text(max_size=6),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.lists(_CELLS, min_size=1, max_size=5), min_size=1, max_size=6),
       st.randoms(use_true_random=False))  # fmt: skip
def test_any_cells_and_answers_are_read_or_refused_in_words(
    rows: list[list[str]], chance: random.Random
) -> None:
    text = "\n".join(";".join(cell.replace('"', "") for cell in row) for row in rows)
    try:
        file = table("a.csv", text.encode("utf-8", "replace"))
        for _ in range(4):
            question = chance.choice(file.questions)
            file = file.answered({question.key: chance.choice(question.options)[0]})
            file.preview()
        read = file.incoming(no_progress, never)
    except KnownError:
        return
    assert all(one.at and one.text.endswith(".") for one in read.problems)
