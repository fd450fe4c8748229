"""Tables that we wrote say nothing new to their program, but for what was changed in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.exchange.opened import Into, Opened, never, no_progress, ready
from cxdesk.exchange.out.tables import CSV, XLSX
from cxdesk.exchange.recognise import open_file
from cxdesk.exchange.tables.fields import OURS
from cxdesk.model.batches import Batch
from cxdesk.model.work import Action
from cxdesk.services.incoming import Report
from cxdesk.store.store import Store
from tests.conftest import TODAY, clock
from tests.exchange.tables.books import table

INTO = Into(TODAY)


@pytest.fixture(scope="module")
def folder(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables of the sample: a workbook, and a folder's files beside it."""
    place = tmp_path_factory.mktemp("tables")
    shutil.copyfile(played, place / "a.cxdesk")
    file = place / "a.cxdesk"
    with Store(file, home=place, clock=clock, durable=False) as store, store.read() as session:
        rows = XLSX.read(session, XLSX.settled(session, {}))
    book, files = XLSX.write(rows, no_progress, never), CSV.write(rows, no_progress, never)
    assert isinstance(book, bytes)
    assert not isinstance(files, bytes)
    for name, content in {**files, "Meridian.xlsx": book}.items():
        (place / name).write_bytes(content)
    return place


def bring(store: Store, file: Opened) -> Report:
    report, _ = store.do("Bring in tables", ready(file, no_progress, never).command)
    return report


def news(report: Report) -> list[str]:
    return [f"{one.kind}: {one.added} {one.changed}" for one in report.tallies
            if one.added or one.changed]  # fmt: skip


def test_a_workbook_of_ours_says_nothing_new_to_the_program_it_is_of(
    store: Store, folder: Path
) -> None:
    file = open_file(folder / "Meridian.xlsx", INTO)
    assert file.kind == "Tables of cxdesk (XLSX)"
    assert [(question.key, question.sure) for question in file.questions] == [("sheet", True)]
    report = bring(store, file)
    assert (news(report), report.problems) == ([], ())
    (left,) = [one.text for one in report.notes if "JSON" in one.text]
    assert "Charters, " in left
    assert "Actions" not in left


def test_each_file_of_ours_says_nothing_new_to_the_program_it_is_of(
    store: Store, folder: Path
) -> None:
    for target in OURS:
        file = open_file(folder / f"{target.title}.csv", INTO)
        assert file.kind == "Table of cxdesk (CSV)"
        report = bring(store, file)
        problems = [one.text for one in report.problems if target.key != "comments"]
        assert (target.key, news(report), problems) == (target.key, [], [])
    with store.read() as session:
        names = set(session.scalars(select(Batch.name)))
    assert "Ask Once" in names  # initiatives name batches by code alone


def test_an_action_of_ours_is_found_by_its_number_when_it_is_called_otherwise(
    store: Store, folder: Path
) -> None:
    text = (folder / "Actions.csv").read_text("utf-8-sig")
    with store.read() as session:
        title = session.scalars(select(Action.title).order_by(Action.title)).first()
    assert title is not None
    assert text.count(title) == 1
    report = bring(store, table("Actions.csv", text.replace(title, "Called otherwise")))
    assert news(report) == ["actions: 0 1"]
    with store.read() as session:
        titles = set(session.scalars(select(Action.title)))
    assert "Called otherwise" in titles
    assert title not in titles


def test_one_sheet_of_ours_may_be_chosen(folder: Path) -> None:
    file = open_file(folder / "Meridian.xlsx", INTO)
    people, all_ = file.answered({"sheet": "People"}), file.incoming(no_progress, never)
    assert people.title == "the table “People” of “Meridian.xlsx”"
    one = people.incoming(no_progress, never)
    assert [person.key for person in one.people] == [person.key for person in all_.people]
    assert (one.initiatives, one.actions) == ((), ())
    assert len(all_.initiatives) == 24
