"""The list of what can be taken out: each is made of the sample and of an empty program alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cxdesk.exchange import bounds
from cxdesk.exchange.out.catalogue import EXPORTS, export, export_for
from cxdesk.exchange.out.export import Export, Written
from cxdesk.services import programs
from cxdesk.services.incoming import Stopped
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store

each_export = pytest.mark.parametrize("one", EXPORTS, ids=lambda one: one.key)


def _made(one: Export, store: Store, *, given_up: bool = False) -> Written:
    told: list[tuple[int, int]] = []
    with store.read() as session:
        rows = one.read(session, one.settled(session, {}))
    made = one.write(rows, lambda done, all: told.append((done, all)), lambda: False)
    assert all(0 <= done <= whole for done, whole in told)
    if given_up:
        with pytest.raises(Stopped):
            one.write(rows, lambda _done, _all: None, lambda: True)
    for look in one.look(rows):
        assert len(look.rows) <= min(look.total, 20)
        assert {len(row) for row in look.rows} <= {len(look.titles)}
        assert look.title
    return made


@each_export
def test_each_is_made_and_made_alike_again(one: Export, store: Store) -> None:
    made = _made(one, store)
    if one.suffix:
        assert isinstance(made, bytes)
    else:
        assert not isinstance(made, bytes)
        assert all("/" not in name and name.endswith(".csv") for name in made)
    assert _made(one, store, given_up=True) == made
    assert one.text


@each_export
def test_each_can_be_made_of_an_empty_program(one: Export, empty_store: Store) -> None:
    empty_store.do("New", lambda s: programs.new(s, "Neu / “Ä” <&>"))
    assert _made(one, empty_store)


def test_they_are_found_by_key_and_by_ending(store: Store) -> None:
    assert len({one.key for one in EXPORTS}) == len({one.suffix for one in EXPORTS}) == len(EXPORTS)
    for one in EXPORTS:
        assert export(one.key) is one
        assert export_for(one.suffix.upper()) is one
        name = "Meridian 2026-11-23" + one.suffix
        assert one.file("Meridian", date(2026, 11, 23)) == name
    with pytest.raises(KnownError, match=r"Nothing is taken out as \.docx\. There are: \.json"):
        export_for(".docx")


@each_export
def test_options_that_there_are_not_are_refused(one: Export, store: Store) -> None:
    with store.read() as session:
        with pytest.raises(KnownError, match="has no option nonsense"):
            one.settled(session, {"nonsense": "1"})
        for choice in one.options(session):
            assert one.settled(session, {})[choice.key] == choice.first
            for value, words in choice.options:
                assert words
                assert one.settled(session, {choice.key: value})[choice.key] == value
            if choice.options:
                with pytest.raises(KnownError, match=f"{choice.key} can be one of"):
                    one.settled(session, {choice.key: "no such value"})


def test_the_guide_tells_the_bounds_that_hold() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "import-export.md").read_text("utf-8")
    for said in (
        f"{bounds.MOST_BYTES // bounds.MB} MB, {bounds.MOST_UNPACKED // bounds.MB} MB when it is",
        f"{bounds.MOST_ROWS:,} rows, {bounds.MOST_COLUMNS:,} columns",
        f"{bounds.MOST_CELLS:,} cells", f"{bounds.MOST_CELL:,} characters",
        f"{bounds.MOST_ITEMS:,} items of a kind and {bounds.MOST_DEPTH} levels",
    ):  # fmt: skip
        assert said in " ".join(guide.split()), said
    for one in EXPORTS:
        assert (one.suffix.removeprefix(".") or "csv").upper() in guide.upper()
