"""All tables of the program as a workbook and as CSV files, read back by other readers."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from sqlalchemy import func, select

from cxdesk.analysis.tiers import Tiers
from cxdesk.exchange.copied import guarded, unguarded
from cxdesk.exchange.out import catalogue, xlsx
from cxdesk.exchange.out.cells import Book, Sheet, book
from cxdesk.exchange.out.sheets import SHEETS
from cxdesk.exchange.out.tables import CSV, XLSX
from cxdesk.exchange.tables.columns import Field, Kind
from cxdesk.model.charter_lines import CharterLine
from cxdesk.model.work import Action
from cxdesk.reports.printed import ON
from cxdesk.services import comments, initiatives, people, stakeholders
from cxdesk.services.export_tables import Tables, read_tables
from cxdesk.services.incoming import Stopped
from cxdesk.store.schema import HISTORY, METADATA
from cxdesk.store.store import Store
from tests.conftest import clock

HOSTILE = (
    "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-2", "\t=1", "\r=1", "'=kept", "''-1", "=", "{=A1}",
    "http://example.org", "<r>x</r>", "<r><t>x</t></r>", "_x0041_", "a\nb, \"c\"; d", "😀 naïve",
    " lead", "1.0", "007", "TRUE", "#N/A", "internal:A1",
)  # fmt: skip


def nothing(_done: int, _all: int) -> None:
    """Nobody looks."""


def never() -> bool:
    """Somebody waits."""
    return False


def workbook(rows: Book) -> Workbook:
    """The workbook of a book, as openpyxl reads it."""
    return openpyxl.load_workbook(BytesIO(xlsx.xlsx(rows, nothing, never)))


def of_texts(*texts: str, kind: Kind = Kind.LONG) -> Book:
    """A book with one text in each row."""
    sheet = Sheet("t", "Texts", "", (Field("text", "Text", kind),), tuple((t,) for t in texts))
    return Book("P", datetime(2026, 11, 23, 9), (sheet,))


def csv_rows(data: bytes) -> list[list[str]]:
    """The rows of a CSV file, as the csv module reads it."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def office(voted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample after a vote, with a ranking, an objection and hostile words."""
    file = tmp_path_factory.mktemp("office") / "meridian.cxdesk"
    shutil.copyfile(voted, file)
    with Store(file, home=file.parent, clock=clock, who="Sofia", durable=False) as store:
        with store.read() as session:
            ids = {row.code: row.id for row in session.execute(_CODES)}
            who = session.scalar(select(METADATA.tables["person"].c.id).limit(1))
        assert who is not None
        tiers = Tiers(
            ((ids["CX-402"],), (ids["CX-501"], ids["CX-503"])), no_opinion=(ids["CX-204"],)
        )
        store.do("Say", lambda s: comments.add(s, ids["CX-101"], HOSTILE[0]))
        store.do("Block", lambda s: initiatives.block(s, ids["CX-102"], "=2+2"))
        store.do("Object", lambda s: stakeholders.object_to(s, ids["CX-204"], who, "+Never"))
        store.do("Rank", lambda s: stakeholders.rank(s, who, tiers))
        yield store


@pytest.fixture(scope="module")
def read(office: Store) -> Tables:
    """Its tables."""
    return office.ask_beside(read_tables)


_CODES = select(METADATA.tables["initiative"].c.code, METADATA.tables["initiative"].c.id)


def test_every_row_of_the_file_is_in_a_table(office: Store, read: Tables) -> None:
    of = {
        "frame_item": "frame", "holiday": "holidays", "domain": "domains", "person": "people",
        "delegation": "delegates", "outcome": "outcomes", "reading": "readings",
        "batch": "batches", "initiative": "initiatives", "link": "links",
        "milestone": "milestones", "action": "actions", "comment": "comments",
        "six_month_check": "checks", "baseline_bar": "baselines", "attachment": "attachments",
        "charter": "charters", "approval": "approvals", "request": "requests",
        "request_check": "checklists", "prerequisite": "prerequisites", "meeting": "meetings",
        "agenda_item": "agenda", "seat": "seats", "attendance": "attendance", "round": "rounds",
        "decision": "decisions", "objection": "objections",
        "benefit": "benefits", "phase": "phases", "criterion": "criteria", "risk": "risks",
        "cost_line": "costs", "resource": "resources", "team_member": "team", "duty": "duties",
        "group_impact": "impacts",
    }  # fmt: skip
    assert {line.__tablename__ for line in CharterLine.__subclasses__()} <= of.keys()
    with office.read() as session:
        for table, key in of.items():
            there = session.scalar(select(func.count()).select_from(METADATA.tables[table]))
            assert len(read.tables[key].rows) == there, key
    # What stands within the rows of another, is kept apart, or is the program's own business.
    elsewhere = {
        "program", "grouping", "membership", "contribution", "request_effort", "decision_effort",
        "minutes", "baseline", "earlier_move", "stakeholder_ranking", "origin", "saved_view",
        "card_template", "what_if", "content", "turn", "open_ballot", "urn", "settlement",
    }  # fmt: skip
    kept = set(METADATA.tables) - {"history", "history_item"}
    assert kept - of.keys() - elsewhere == set()


def test_every_table_has_its_sheet_and_every_column_its_title(read: Tables) -> None:
    assert [one.key for one in SHEETS if one.key != "history"] == [
        sheet.key for sheet in book(read).sheets
    ]
    assert {one.key for one in SHEETS} == {*read.tables, "history"}
    for sheet in book(read).sheets:
        assert len(sheet.title) <= 31
        assert len(set(sheet.titles)) == len(sheet.titles)
        assert len(sheet.titles) == len(read.tables[sheet.key].columns)


def test_a_workbook_has_real_dates_and_numbers_and_no_formula(read: Tables) -> None:
    found, rows = workbook(book(read)), {sheet.title: sheet for sheet in book(read).sheets}
    assert found.sheetnames == ["About", *(t for t, sheet in rows.items() if sheet.rows)]
    kinds = set()
    for page in found.worksheets[1:]:
        sheet = rows[page.title]
        titles, *cells = page.iter_rows()
        assert tuple(cell.value for cell in titles) == sheet.titles
        assert all(cell.font.b and cell.fill.fgColor.rgb == "FFECEDFB" for cell in titles)
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref == page.dimensions
        for row, values in zip(cells, sheet.rows, strict=True):
            for field, cell, value in zip(sheet.fields, row, values, strict=True):
                assert cell.data_type != "f"
                kinds.add((field.kind, type(value)))
                match value:
                    case datetime():
                        assert (cell.value, cell.is_date) == (value.replace(microsecond=0), True)
                    case date():
                        assert (cell.value.date(), cell.is_date) == (value, True)
                    case None | "":
                        assert cell.value is None
                    case _:
                        assert (cell.value, cell.is_date) == (value, False)
        for letter, column in page.column_dimensions.items():
            assert 8 <= column.width <= 61, letter
    assert {(Kind.DATE, date), (Kind.MOMENT, datetime), (Kind.NUMBER, float)} < kinds
    about = [cell.value for cell in found["About"]["A"]]
    assert about[0] == "Meridian Telecom"
    assert about[1] == "Tables of 2026-11-23 09:00 UTC, written by cxdesk"
    assert found["About"]["A5"].hyperlink.location == "'Program'!A1"


def test_long_texts_wrap_and_dates_are_written_out(read: Tables) -> None:
    found = workbook(book(read))["Initiatives"]
    by_title = {cell.value: cell.column for cell in found[1]}
    assert found.cell(2, by_title["Description"]).alignment.wrap_text
    assert not found.cell(2, by_title["Title"]).alignment.wrap_text
    assert found.cell(2, by_title["Start"]).number_format == "yyyy-mm-dd"
    assert found.cell(2, by_title["Cost (thousands)"]).number_format == "#,##0"


def test_words_are_those_of_the_window(read: Tables) -> None:
    sheet = next(sheet for sheet in book(read).sheets if sheet.key == "initiatives")
    rows = [dict(zip(sheet.titles, row, strict=True)) for row in sheet.rows]
    first = rows[0]
    assert (first["State"], first["Priority"], first["Priority in effect"]) == (
        "In progress", None, "Highest",
    )  # fmt: skip
    assert (first["Horizon in effect"], first["Benefit (1-5)"]) == ("Short", 4.9)
    assert (first["Owner"], first["Domain"], first["Archived"]) == ("Ravi Menon", "IT", "no")
    assert {row["Priority in effect"] for row in rows} == {"Highest", "High", "Medium", "Low"}


def test_equal_rows_make_equal_bytes(office: Store, read: Tables) -> None:
    again = office.ask_beside(read_tables)
    assert again == read
    small = replace(read, tables={k: t for k, t in read.tables.items() if k != "charters"})
    assert xlsx.xlsx(book(small), nothing, never) == xlsx.xlsx(book(small), nothing, never)


def test_a_person_is_named_so_that_it_is_clear_who(store: Store) -> None:
    before = _leads(store)
    assert "Jonas Weber" in before
    store.do("Add", lambda s: people.add(s, "Jonas Weber", initials="JX"))
    assert _leads(store) == [
        "Jonas Weber (JW)" if name == "Jonas Weber" else name for name in before
    ]


def _leads(store: Store) -> list[str]:
    table = store.ask_beside(read_tables).tables["initiatives"]
    return [str(row[table.columns.index("owner")]) for row in table.rows]


def test_a_ranking_has_a_row_for_each_initiative(read: Tables) -> None:
    rows = [row[2:] for row in read.tables["rankings"].rows]
    assert rows == [
        ("CX-402", 1, ""), ("CX-501", 2, ""), ("CX-503", 2, ""), ("CX-204", None, "No opinion"),
    ]  # fmt: skip


def test_csv_files_are_read_by_the_csv_module(read: Tables) -> None:
    files = CSV.write(read, nothing, never)
    assert isinstance(files, Mapping)
    sheets = book(read).sheets
    assert list(files) == ["About.csv", *(f"{sheet.title}.csv" for sheet in sheets)]
    for sheet in sheets:
        titles, *rows = csv_rows(files[f"{sheet.title}.csv"])
        assert titles == list(sheet.titles)
        assert len(rows) == len(sheet.rows)
        for row, values in zip(rows, sheet.rows, strict=True):
            for cell, value in zip(row, values, strict=True):
                assert cell[:1] not in ("=", "@", "+", "\t", "\r")
                match value:
                    case None:
                        assert cell == ""
                    case str():
                        assert unguarded(cell) == value
                    case datetime():
                        assert datetime.fromisoformat(cell) == value.replace(microsecond=0)
                    case date():
                        assert date.fromisoformat(cell) == value
                    case _:
                        assert float(cell) == value
    lines = files["Initiatives.csv"].decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("CX-101,Single customer ID,")
    about = csv_rows(files["About.csv"])
    assert ["Initiatives.csv", "24", sheets[1].about] in about
    assert "Meridian Telecom, 2026-11-23 09:00 UTC" in about[-2]


def test_hostile_texts_stay_texts() -> None:
    found = workbook(of_texts(*HOSTILE))["Texts"]
    cells = [row[0] for row in found.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [t.replace("\r", "\n") for t in HOSTILE]
    again = python_calamine.load_workbook(BytesIO(xlsx.xlsx(of_texts(*HOSTILE), nothing, never)))
    rows = again.get_sheet_by_name("Texts").to_python()
    assert [row[0] for row in rows[1:]] == [t.replace("\r", "\n") for t in HOSTILE]
    assert not any(cell.hyperlink for cell in cells)
    for text in HOSTILE:
        safe = guarded(text)
        assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert unguarded(safe) == text


def test_what_xml_cannot_hold_is_replaced(read: Tables) -> None:
    bad = "a\x00b\x01c\x0b\x1f\ud800d\ufffe"
    comment = replace(read.tables["comments"], rows=(("CX-1", None, "x", bad),))
    rows = book(replace(read, tables={"comments": comment}))
    assert rows.sheets[0].rows[0][3] == "a�b�c���d�"
    assert workbook(rows)["Comments"]["D2"].value == "a�b�c���d�"


def test_texts_longer_than_a_cell_are_cut_and_named() -> None:
    found = workbook(of_texts("x" * 40_000, "😀" * 20_000, "y" * 32_767))
    cells = [row[0].value for row in found["Texts"].iter_rows(min_row=2)]
    assert cells == ["x" * 32_767, "😀" * 16_383, "y" * 32_767]
    notes = [cell.value for cell in found["About"]["C"] if cell.value]
    assert "Texts, A2: 40,000 characters, 32,767 of them here" in notes
    assert "Texts, A3: 20,000 characters, 16,383 of them here" in notes
    assert not [note for note in notes if "A4" in note]


def test_more_rows_than_a_sheet_holds_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    found = workbook(of_texts("a", "b", "c"))
    assert found["Texts"].max_row == 3
    assert "Texts: 1 row more" in [cell.value for cell in found["About"]["C"]]


def test_days_before_workbooks_begin_are_text() -> None:
    days = (date(1899, 12, 31), date(1900, 2, 28), date(1900, 3, 1), date(9999, 12, 31))
    sheet = Sheet("d", "Days", "", (Field("on", "On", Kind.DATE),), tuple((d,) for d in days))
    found = workbook(Book("P", datetime(2026, 11, 23), (sheet,)))["Days"]
    values = [row[0].value for row in found.iter_rows(min_row=2)]
    assert values[:2] == ["1899-12-31", "1900-02-28"]
    assert [value.date() for value in values[2:]] == list(days[2:])


def test_it_can_be_given_up() -> None:
    seen: list[tuple[int, int]] = []
    texts = of_texts(*map(str, range(2_000)))
    with pytest.raises(Stopped):
        xlsx.xlsx(texts, lambda done, every: seen.append((done, every)), lambda: len(seen) == 2)
    assert seen == [(0, 4000), (500, 4000)]
    xlsx.xlsx(texts, lambda done, every: seen.append((done, every)), never)
    assert seen[-1] == (1500, 4000)


def test_the_history_comes_only_when_it_is_wanted(store: Store) -> None:
    short = store.ask_beside(lambda s: XLSX.read(s, XLSX.settled(s, {})))
    whole = store.ask_beside(lambda s: XLSX.read(s, XLSX.settled(s, {"history": ON})))
    assert "history" not in short.tables
    with store.read() as session:
        there = session.scalar(select(func.count()).select_from(HISTORY))
    assert len(whole.tables["history"].rows) == there
    alone = replace(whole, tables={"history": whole.tables["history"]})
    assert workbook(book(alone)).sheetnames == ["About", "Changes"]  # "History" Excel refuses
    look = {one.title: one for one in XLSX.look(whole)}
    assert look["Changes"].total == there
    assert len(look["Changes"].rows) == 20
    assert look["Actions"].total == len(whole.tables["actions"].rows) == 83


def test_the_catalogue_has_both() -> None:
    assert catalogue.export_for(".xlsx") is XLSX
    assert catalogue.export_for("") is CSV


def test_actions_are_known_by_something_no_spreadsheet_rounds(store: Store) -> None:
    with store.read() as session:
        ids = {f"A{id}" for id in session.scalars(select(Action.id))}
    table = store.ask_beside(read_tables).tables["actions"]
    assert {row[table.columns.index("id")] for row in table.rows} == ids


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@settings(max_examples=25)
@given(st.lists(_TEXT | st.sampled_from(HOSTILE), min_size=1, max_size=30))
def test_any_text_is_found_again(texts: list[str]) -> None:
    rows = of_texts(*texts)
    read = [row[0] for row in csv_rows(_csv(rows))[1:]]
    assert [unguarded(text) for text in read] == texts
    page = workbook(rows)["Texts"]
    found = [page.cell(2 + at, 1).value or "" for at in range(len(texts))]
    assert found == [text.replace("\r", "\n") for text in texts]


def _csv(rows: Book) -> bytes:
    from cxdesk.exchange.out.csv_folder import csv_folder

    files = csv_folder(rows, nothing, never)
    assert isinstance(files, Mapping)
    return files["Texts.csv"]
