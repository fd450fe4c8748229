"""Tables that leave come back the same: into a new program, by workbook and by CSV files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.exchange.opened import Into, never, no_progress, ready
from cxdesk.exchange.out.cells import Value, book
from cxdesk.exchange.out.tables import CSV, XLSX
from cxdesk.exchange.recognise import Found
from cxdesk.exchange.tables.fields import INITIATIVES, OURS
from cxdesk.exchange.tables.opened import opened
from cxdesk.model.people import Level
from cxdesk.model.program import Horizon
from cxdesk.model.requests import Evidence, Source
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.work import ActionState
from cxdesk.services import programs
from cxdesk.services.bring_in import bring_in
from cxdesk.services.export_tables import Table, Tables, read_tables
from cxdesk.services.incoming import (
    Incoming,
    IncomingAction,
    IncomingBaseline,
    IncomingBatch,
    IncomingCalendar,
    IncomingComment,
    IncomingDomain,
    IncomingInitiative,
    IncomingLink,
    IncomingMilestone,
    IncomingOutcome,
    IncomingPerson,
    IncomingReading,
    IncomingRequest,
)
from cxdesk.store.store import Store
from tests.conftest import TODAY, clock

HOSTILE = "=cmd|' /C calc'!A0"
LONG = 'First line, "quoted"; second\n=SUM(A1)\n\n  indented 😀 ünïcode\t<r>x</r>'

AWKWARD = Incoming(
    source="test",
    title="Awkward",
    calendar=IncomingCalendar(holidays=((date(2026, 12, 25), "Christmas; all day"),)),
    domains=(
        IncomingDomain(name="S&M", short="S&M", capacity=12.5),
        IncomingDomain(name="Field 2", short="F2", capacity=0),
    ),
    people=(
        IncomingPerson(key="1", name="Jo Weber", initials="JW", email="jo@x.example",
                       role="+Lead", level=Level.MANAGER, domain="S&M"),
        IncomingPerson(key="2", name="Jo Weber", initials="J2", email="j2@x.example",
                       level=Level.EXECUTIVE, domain=""),
        IncomingPerson(key="3", name="-Minus", initials="M", active=False, domain="Field 2"),
    ),
    outcomes=(
        IncomingOutcome(code="O1", name="@Retention", unit="%", baseline=84.25, target=86,
                        due=date(2027, 12, 31), owner="2", headline=True),
        IncomingOutcome(code="O2", name="NPS", baseline=12, target=-3.5, due=date(2028, 2, 29)),
    ),
    readings=(
        IncomingReading(outcome="O1", on=date(2026, 2, 2), value=0.30000004, n=12_345),
        IncomingReading(outcome="O2", on=date(2026, 2, 2), value=None, split=(160, 144, 96)),
        IncomingReading(outcome="O2", on=date(1999, 12, 31), value=-12.5),
    ),
    batches=(
        IncomingBatch(key="b", code="B1", name="=Ask once", lead="1", deadline=date(2027, 4, 30)),
        IncomingBatch(key="c", code="B2", name="'Quoted", deadline=date(2029, 1, 1)),
    ),
    initiatives=(
        IncomingInitiative(
            key="a", code="CX-101", title=HOSTILE, description=LONG, domain="S&M", owner="1",
            sponsor="2", batch="b", state=State.IN_PROGRESS, since=date(2026, 10, 1),
            priority=Priority.HIGHEST, horizon=Horizon.LONG, start=date(2026, 9, 1),
            end=date(2027, 2, 26), pinned=True, progress=45, cost=12.75, effort=0.5,
            scores=(5, 4, 3, 2), expected="'=kept", outcomes=("O1", "O2"), blocked="+Waits",
            labels=("=a", "b c"),
            comments=(IncomingComment("Jo Weber", datetime(2026, 11, 1, 8, 30, 15), LONG),),
        ),
        IncomingInitiative(key="d", code="CX-102", title="007", batch="b", parent="a",
                           state=State.BACKLOG, domain="", owner="3"),
        IncomingInitiative(key="e", code="CX-203", title="1.0", state=State.CANCELLED,
                           since=date(2026, 8, 3), archived=True, domain="Field 2"),
        IncomingInitiative(key="f", code="CX-204", title="- dash", state=State.DELIVERED,
                           since=date(2026, 9, 9), batch="c", owner="2", domain=""),
    ),
    actions=(
        IncomingAction(key="1", initiative="CX-101", title="@Call", owner="1", week="2026-W48",
                       due=date(2026, 12, 1), state=ActionState.DOING, road_bump=LONG),
        IncomingAction(key="2", initiative="CX-101", title="Same", state=ActionState.DONE,
                       done_on=date(2026, 11, 2)),
        IncomingAction(key="3", initiative="CX-101", title="Same", state=ActionState.DROPPED),
    ),
    requests=(
        IncomingRequest(key="1", code="R1", title="\t=Tab", description=LONG, cost=3.25,
                        source=Source.VOC, evidence=Evidence.BOTH, urgent=True,
                        deadline=date(2027, 3, 1), submitted_by="2",
                        submitted_on=date(2026, 10, 6), outcome="O1",
                        effort=(("", 2.0), ("Field 2", 10.5), ("S&M", 3.0))),
        IncomingRequest(key="2", code="R2", title="Plain", source=Source.CUSTOMER_GROUP,
                        evidence=Evidence.GUT, submitted_on=date(2026, 10, 7),
                        effort=(("", 7.5),)),
    ),
    links=(
        IncomingLink(predecessor="CX-101", successor="CX-204", type=LinkType.SS, lag=-3),
        IncomingLink(predecessor="CX-102", successor="CX-204", lag=2),
    ),
    milestones=(
        IncomingMilestone(initiative="CX-101", name="+Go", on=date(2027, 1, 4), done=True),
        IncomingMilestone(initiative="", name="Fair", on=date(2027, 5, 5)),
    ),
    baselines=(
        IncomingBaseline(name="=Base", taken_on=date(2026, 9, 1),
                         bars=(("CX-101", date(2026, 9, 1), date(2027, 1, 29)),)),
    ),
)  # fmt: skip


@pytest.fixture
def awkward(empty_store: Store) -> Store:
    """A program of everything that trips a spreadsheet."""
    empty_store.do("New", lambda s: programs.new(s, "Awkward"))
    report, _ = empty_store.do("Bring", lambda s: bring_in(s, AWKWARD, no_progress, never))
    assert report.problems == ()
    return empty_store


@pytest.fixture
def other(blank: Path, tmp_path: Path) -> Iterator[Store]:
    """A new program, empty but for its frame."""
    with _new(blank, tmp_path) as store:
        yield store


def _new(blank: Path, folder: Path) -> Store:
    file = folder / "other.cxdesk"
    shutil.copyfile(blank, file)
    store = Store(file, home=folder, clock=clock, durable=False)
    store.do("New", lambda s: programs.new(s, "Other"))
    return store


def tables(store: Store) -> dict[str, list[tuple[Value, ...]]]:
    """The columns that come back, of all tables that do."""
    sheets = {sheet.key: sheet for sheet in book(store.ask_beside(read_tables)).sheets}
    found = {}
    for target in OURS:
        sheet = sheets[target.key]
        own = {field.key for field in target.fields} - {"id"}  # which names a row of one file
        kept = [at for at, field in enumerate(sheet.fields) if field.key in own]
        found[target.key] = [tuple(row[at] or None for at in kept) for row in sheet.rows]
    return found


def by_workbook(source: Store, other: Store) -> None:
    """Take everything over by one workbook."""
    rows = source.ask_beside(lambda s: XLSX.read(s, {}))
    written = XLSX.write(rows, no_progress, never)
    assert isinstance(written, bytes)
    take(other, "book.xlsx", written)


def by_csv(source: Store, other: Store) -> None:
    """Take everything over by a file after the other."""
    files = CSV.write(source.ask_beside(lambda s: CSV.read(s, {})), no_progress, never)
    assert isinstance(files, Mapping)
    for target in OURS:
        name = f"{target.title}.csv"
        # A comment is part of an initiative: alone in a file it has none that it could go to.
        if target.key != "comments" and files[name].count(b"\r\n") > 1:
            take(other, name, files[name])


def take(store: Store, name: str, content: bytes) -> None:
    """Bring a file in; nothing in it is wrong, and nothing needs an answer."""
    file = opened(Found(name, content), Into(TODAY))
    assert file is not None
    assert all(question.sure for question in file.questions)
    report, _ = store.do("Bring in", ready(file, no_progress, never).command)
    assert [problem.sentence for problem in report.problems] == []


WAYS = pytest.mark.parametrize("way", [by_workbook, by_csv], ids=["xlsx", "csv"])


@WAYS
def test_an_awkward_program_comes_back_the_same(awkward: Store, other: Store, way: object) -> None:
    assert callable(way)
    way(awkward, other)
    was, now = tables(awkward), tables(other)
    for key, rows in was.items():
        assert rows, key
        if (key, way) != ("comments", by_csv):
            assert now[key] == rows, key


def _one_line(text: str) -> str:
    return " ".join(text.split())


_LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)
_ROWS = st.lists(
    st.tuples(
        st.text(_LETTERS, min_size=1, max_size=20).map(_one_line).filter(bool)
        | st.sampled_from(("=1", "'=1", "+4", "-", "1.0", "2026-01-02", "TRUE", "n/a", "x; y")),
        st.text(_LETTERS | st.just("\n"), max_size=30).map(str.strip) | st.just(LONG),
        st.dates(date(1900, 3, 1)) | st.none(),
        st.integers(0, 10**9).map(lambda number: number / 100),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(_ROWS)
def test_any_text_day_and_number_comes_back(
    rows: list[tuple[str, str, date | None, float]],
) -> None:
    columns = ("code", "title", "description", "start", "cost")
    made = tuple((f"CX-{at}", *row) for at, row in enumerate(rows))
    others = tuple(field.key for field in INITIATIVES.fields if field.key not in columns)
    empty = (None,) * len(others)
    whole = Table("initiatives", (*columns, *others), tuple((*row, *empty) for row in made))
    read = Tables("P", "EUR", datetime(2026, 11, 23), {"initiatives": whole})
    files = CSV.write(read, no_progress, never)
    book = XLSX.write(read, no_progress, never)
    assert isinstance(files, Mapping)
    assert isinstance(book, bytes)
    for name, content in (("Initiatives.csv", files["Initiatives.csv"]), ("b.xlsx", book)):
        file = opened(Found(name, content), Into(TODAY))
        assert file is not None
        incoming = file.incoming(no_progress, never)
        assert incoming.problems == ()
        found = [
            (one.code, one.title, one.description or "", one.start, one.cost)
            for one in incoming.initiatives
        ]
        assert found == list(made)
