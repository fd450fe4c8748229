"""Tables that we wrote come back: to the program they are of, and to a new one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from cxdesk.exchange.opened import Into, Opened, never, no_progress, ready
from cxdesk.exchange.out.tables import CSV, XLSX
from cxdesk.exchange.recognise import Found, open_file
from cxdesk.exchange.tables.fields import OURS
from cxdesk.exchange.tables.opened import opened
from cxdesk.model.batches import Batch
from cxdesk.model.work import Action
from cxdesk.services.incoming import Report
from cxdesk.store.store import Store
from tests.conftest import TODAY

INTO = Into(TODAY)


def workbook_of(store: Store) -> bytes:
    with store.read() as session:
        rows = XLSX.read(session, XLSX.settled(session, {}))
    written = XLSX.write(rows, no_progress, never)
    assert isinstance(written, bytes)
    return written


def files_of(store: Store) -> dict[str, bytes]:
    with store.read() as session:
        rows = CSV.read(session, CSV.settled(session, {}))
    written = CSV.write(rows, no_progress, never)
    assert not isinstance(written, bytes)
    return dict(written)


def bring(store: Store, file: Opened) -> Report:
    report, _ = store.do("Bring in tables", ready(file, no_progress, never).command)
    return report


def news(report: Report) -> list[str]:
    return [f"{one.kind}: {one.added} {one.changed}" for one in report.tallies
            if one.added or one.changed]  # fmt: skip


def test_a_workbook_of_ours_says_nothing_new_to_the_program_it_is_of(store: Store) -> None:
    file = opened(Found("Meridian.xlsx", workbook_of(store)), INTO)
    assert file is not None
    assert file.kind == "Tables of cxdesk (XLSX)"
    assert [(question.key, question.sure) for question in file.questions] == [("sheet", True)]
    report = bring(store, file)
    assert (news(report), report.problems) == ([], ())
    (left,) = [one.text for one in report.notes if "JSON" in one.text]
    assert "Charters, " in left
    assert "Actions" not in left


def test_each_file_of_ours_says_nothing_new_to_the_program_it_is_of(
    store: Store, tmp_path: Path
) -> None:
    for name, content in files_of(store).items():
        if name.removesuffix(".csv") in {target.title for target in OURS}:
            (tmp_path / name).write_bytes(content)
            file = open_file(tmp_path / name, INTO)
            assert file.kind == "Table of cxdesk (CSV)"
            report = bring(store, file)
            problems = [one.text for one in report.problems if name != "Comments.csv"]
            assert (name, news(report), problems) == (name, [], [])
    with store.read() as session:
        names = set(session.scalars(select(Batch.name)))
    assert "Ask Once" in names  # initiatives name batches by code alone


def test_what_is_changed_in_a_workbook_of_ours_changes_here(store: Store) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_of(store)))
    sheet = book["Actions"]
    titles = [cell.value for cell in sheet[1]]
    row = sheet[2]
    before = row[titles.index("Title")].value
    row[titles.index("Title")].value = "Called otherwise"
    out = BytesIO()
    book.save(out)
    file = opened(Found("Meridian.xlsx", out.getvalue()), INTO)
    assert file is not None
    assert news(bring(store, file)) == ["actions: 0 1"]
    with store.read() as session:
        found = set(session.scalars(select(Action.title)))
    assert "Called otherwise" in found
    assert before not in found


@pytest.mark.parametrize("sheet", ["Initiatives", "People"])
def test_one_sheet_of_ours_may_be_chosen(store: Store, sheet: str) -> None:
    file = opened(Found("Meridian.xlsx", workbook_of(store)), INTO)
    assert file is not None
    one = file.answered({"sheet": sheet})
    assert one.title == f"the table “{sheet}” of “Meridian.xlsx”"
    incoming = one.incoming(no_progress, never)
    assert bool(incoming.initiatives) is (sheet == "Initiatives")
    assert not incoming.actions
