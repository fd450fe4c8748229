"""Texts as tables: letters, marks between cells, quotes, and what was made to harm."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.exchange.bounds import MOST_CELL, MOST_CELLS, MOST_ROWS, TooLarge
from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.recognise import Found
from cxdesk.exchange.tables import grid
from cxdesk.exchange.tables.csv_grid import csv_grid, delimiter_of, encoding_of, text_of
from cxdesk.exchange.tables.opened import opened
from cxdesk.store.errors import KnownError
from tests.conftest import TODAY
from tests.exchange.tables.books import answer, table

_TEXT = "Titel;Zuständig\nGrößere Rechnung – schöner;Jörg Müller\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (_TEXT.encode(), "utf-8"),
        (_TEXT.encode("utf-8-sig"), "utf-8"),
        (_TEXT.encode("utf-16"), "utf-16"),
        (_TEXT.encode("utf-16-le"), "utf-16"),
        (_TEXT.encode("utf-16-be"), "utf-16"),
        (_TEXT.encode("cp1252"), "cp1252"),
        (b"Title\nplain", "utf-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02\x03", ""),
        (bytes(1000), ""),
    ],
)
def test_the_encoding_is_found(content: bytes, encoding: str) -> None:
    assert encoding_of(content) == encoding
    if encoding and b"plain" not in content:
        assert text_of(content, encoding) == _TEXT


def test_another_encoding_may_be_chosen() -> None:
    file = table("plan.csv", "Titel,Ort\nŁódź,Köln\n".encode("cp1250"))
    assert answer(file, "encoding") == "cp1252"
    assert file.preview().rows == (("£ódŸ", "Köln"),)
    assert file.answered({"encoding": "cp1250"}).preview().rows == (("Łódź", "Köln"),)
    assert file.answered({"encoding": "utf-8"}).preview().rows[0][1] == "K\ufffdln"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Title,Owner\nA,B\n", ","),
        ("Titel;Kosten;Tage\nA;1,5;2,5\nB;2,5;3,5\n", ";"),
        ("Title\tDescription\nA\tone, two, three\nB\tone, two\n", "\t"),
        ("Title|Owner\nA|B\n", "|"),
        ('Title,Owner\n"a;b;c",x\n"d;e;f",y\n', ","),
        ("My plan, as of May\n\nTitle;Owner;End\nA;B;C\nD;E;F\n", ";"),
        ("sep=#\nTitle#Owner\nA#B\n", "#"),
        ("Wish\nBigger bills\nFaster calls\n", ""),
        ('"Title";"Owner"\r\n"A\nB";"C"\r\n', ";"),
    ],
)
def test_what_stands_between_cells_is_found(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_another_delimiter_may_be_chosen() -> None:
    file = table("plan.csv", "Title,Owner;End\nA,B;C\n")
    assert file.answered({"delimiter": ";"}).preview().titles == ("Title,Owner", "End")
    assert file.answered({"delimiter": "none"}).preview().titles == ("Title,Owner;End",)


def test_quotes_line_breaks_and_empty_rows_keep_the_numbers_of_rows() -> None:
    file = table("plan.csv", 'Title,Description\r\n\r\n"A ""one""","first\nsecond"\r\n,,\r\nB,\r\n')
    incoming = file.incoming(no_progress, never)
    assert [(one.title, one.description, one.at) for one in incoming.initiatives] == [
        ('A "one"', "first\nsecond", "Row 3"),
        ("B", None, "Row 5"),
    ]


def test_a_quote_that_never_closes_was_typed() -> None:
    file = table("plan.csv", 'Title,Owner\n"Big" bills,Ann\n"Faster calls,Ben\nThird,Cal\n')
    assert [one.title for one in file.incoming(no_progress, never).initiatives] == [
        '"Big" bills', '"Faster calls', "Third",
    ]  # fmt: skip


def test_an_apostrophe_before_what_looks_like_a_formula_is_no_part_of_it() -> None:
    file = table("plan.csv", "Title,Owner\n'=1+1,'Ann\n''@all,'-\n'til May,\n")
    titles = [one.title for one in file.incoming(no_progress, never).initiatives]
    assert titles == ["=1+1", "'@all", "'til May"]


def test_signs_that_cannot_be_shown_are_left_out() -> None:
    file = table("plan.csv", "Title,Owner\nA\x00B\x07,Ann\u200b\n\ufeffC\u00a0,\x1b[31mBen\n")
    titles = [one.title for one in file.incoming(no_progress, never).initiatives]
    assert titles == ["AB", "C"]


def test_a_text_that_is_too_long_is_cut_and_its_row_said() -> None:
    file = table("plan.csv", f"Title,Description\nA,{'x' * 1_000_000}\nB,short\n")
    incoming = file.incoming(no_progress, never)
    assert [len(one.description or "") for one in incoming.initiatives] == [MOST_CELL, 5]
    assert [one.sentence for one in incoming.problems] == [
        "Row 2: A text was cut after 100,000 characters."
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Title\n" + "x\n" * MOST_ROWS, "more than 100,000 rows"),
        ("Title" + ",x" * 1_000, "more than 1,000 columns"),
        ("Title,Owner\n" + "," * (4 * MOST_CELLS), "more than 5,000,000 cells"),
    ],
    ids=["rows", "columns", "cells"],
)
def test_a_table_beyond_the_bounds_is_refused(content: str, words: str) -> None:
    with pytest.raises(TooLarge, match=words):
        table("plan.csv", content)


def test_empty_lines_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_MOST_LINES", 1_000)
    with pytest.raises(TooLarge, match="most of them empty"):
        table("plan.csv", "Title,Owner\n" + "\n" * 1_000 + "a,b")


def test_what_is_no_table_is_left_to_others_or_said() -> None:
    into = Into(TODAY)
    assert opened(Found("a.json", b'{"Title": 1, "Owner": 2}'), into) is None
    assert opened(Found("a.pdf", b"%PDF-1.7\n\x00\x01\x02\x03"), into) is None
    assert opened(Found("a.md", b"# Title, and more\nOwner"), into) is None
    assert opened(Found("a.dat", b"Title,Owner\nA,B\n"), into) is not None
    with pytest.raises(KnownError, match=r"a\.csv holds no text"):
        opened(Found("a.csv", bytes(range(32)) * 9), into)
    with pytest.raises(KnownError, match=r"a\.csv holds nothing"):
        opened(Found("a.csv", b"\n ,\n"), into)


_CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=12)


@settings(max_examples=60)
@given(st.lists(st.lists(_CELLS, min_size=2, max_size=4), max_size=6),
       st.sampled_from([",", ";", "\t", "|"]))  # fmt: skip
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], mark: str) -> None:
    out = StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(rows)
    read = csv_grid(text_of(out.getvalue().encode("utf-8-sig"), "utf-8"), mark, "a.csv")
    kept = [list(row) for row in read.rows]
    wanted = [list(row) for row in rows]
    for row in (*kept, *wanted):
        while row and not row[-1]:
            row.pop()
    while wanted and not wanted[-1]:
        wanted.pop()
    assert kept == wanted


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_are_refused_in_words(content: bytes) -> None:
    with suppress(KnownError):
        file = opened(Found("a.csv", content), Into(TODAY))
        assert file is not None
        file.preview()
        file.incoming(no_progress, never)
