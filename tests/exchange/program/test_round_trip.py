"""Everything leaves and comes back equal: into a new program, and into the one it left."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from cxdesk.exchange.opened import Into, never, no_progress, ready
from cxdesk.exchange.out.catalogue import export_for
from cxdesk.exchange.out.program_json import program_json
from cxdesk.exchange.recognise import open_file
from cxdesk.model.errors import RuleBroken
from cxdesk.services import activity, flow, people
from cxdesk.services.ballots import ballots_of
from cxdesk.services.check import broken_rules
from cxdesk.services.export_program import everything
from cxdesk.services.incoming import Fate, Stopped
from cxdesk.services.program_shape import shapes
from cxdesk.store.store import Store
from tests import boards
from tests.conftest import TODAY, clock
from tests.dump import Dump, dump, dump_all
from tests.exchange.program import full
from tests.exchange.program.conftest import Left
from tests.services.commands import NASTY


def _comparable(rows: Dump) -> Dump:
    """Without earlier moves, which hold the history of before, and the ids of urns."""
    return {name: sorted((row[1:] if name == "urn" else row for row in some), key=repr)
            for name, some in rows.items() if name != "earlier_move"}  # fmt: skip


def test_the_file_holds_something_of_every_kind(left: Left) -> None:
    said = json.loads(left.exported)
    assert (said["format"], said["version"], said["written"]) == (
        "cxdesk", 7, "2026-11-23T09:00:00Z"
    )  # fmt: skip
    assert [key for key in shapes() if not said[key]] == []
    assert [
        key for key in ("moves", "secret_ballots", "contents", "history") if not said[key]
    ] == []
    by_code = {row["code"]: row for row in said["initiatives"]}
    assert by_code["CX-102"]["title"] == NASTY
    assert by_code["CX-101"]["owner"] in {row["id"] for row in said["people"]}
    ids = [row["id"] for key in shapes() if key != "program" for row in said[key]]
    assert all(isinstance(id, str) for id in ids)
    assert len(ids) == len(set(ids))
    assert said["history"][0].keys() == {"entry", "at", "who", "what", "kind", "of", "items"}
    assert left.exported.count(b'{"id": "') == len(ids) + 1
    assert f'\n{{"id": "{ids[5]}"'.encode() in left.exported, "a row on a line of its own"


def test_it_comes_back_as_it_was(left: Left, new_store: Store, tmp_path: Path) -> None:
    before, entries = dump(new_store), new_store.head.seq
    report = full.bring_in(new_store, tmp_path / "all.json", left.exported)
    assert report.problems == ()
    assert [(note.fate, note.count) for note in report.notes] == [
        (Fate.DROPPED, len(json.loads(left.exported)["history"]))
    ]
    tallies = {each.kind: each for each in report.tallies}
    assert (tallies["initiatives"].added, tallies["initiatives"].same) == (24, 0)
    assert _comparable(dump(new_store)) == _comparable(left.rows)
    assert full.state(full.taken_out(new_store)) == full.state(left.exported)
    assert new_store.head.seq == entries + 1
    assert new_store.problems() == []
    with new_store.read() as session:
        assert list(broken_rules(session)) == []
        newest = activity.whole(session)
        secret = [row["round"] for row in everything(session).secret_ballots]
        assert len(ballots_of(session, int(secret[0]))) == len(boards.BALLOTS)
    assert "the program “Meridian Telecom”" in str(newest)
    after = dump(new_store)
    new_store.undo()
    assert dump(new_store) == before
    new_store.sweep()  # as closing the file does
    new_store.redo()
    assert dump(new_store) == after
    assert new_store.problems() == []
    new_store.undo()
    new_store.do("Go on", lambda s: people.add(s, "Ada"))
    assert new_store.sweep() == len(json.loads(left.exported)["contents"]) + 1, "and the ballots"
    assert dump_all(new_store.path)["content"] == []


def test_ageing_and_flow_go_on(
    left: Left, full_store: Store, new_store: Store, tmp_path: Path
) -> None:
    full.bring_in(new_store, tmp_path / "all.json", left.exported)
    found = []
    for store in (full_store, new_store):
        with store.read() as session:
            found.append({(one.code, one.stays, one.columns)
                          for one in flow.flow(flow.records(session)).tracked})  # fmt: skip
    assert found[0] == found[1]
    assert max(len(stays) for _, stays, _ in found[0]) >= 3


def test_what_it_left_takes_nothing_new_in(left: Left, full_store: Store, tmp_path: Path) -> None:
    before = full_store.path.read_bytes()
    report = full.bring_in(full_store, tmp_path / "all.json", left.exported)
    assert report.empty
    assert report.problems == ()
    assert sum(each.same for each in report.tallies) > 700
    assert full_store.path.read_bytes() == before


def test_two_files_of_one_state_differ_in_the_moment_alone(left: Left, full_store: Store) -> None:
    full_store.clock = lambda: clock() + timedelta(hours=1)
    again = full.taken_out(full_store)
    assert again != left.exported
    assert again == left.exported.replace(b"2026-11-23T09:00:00Z", b"2026-11-23T10:00:00Z", 1)


def test_no_file_leaves_while_ballots_could_be_told_apart(store: Store) -> None:
    boards.opened(store, secret=True)
    with store.read() as session, pytest.raises(RuleBroken, match="A secret round is open"):
        everything(session)


def test_a_secret_ballot_leads_to_no_seat(left: Left) -> None:
    said = json.loads(left.exported)
    [round] = said["secret_ballots"]
    assert round.keys() == {"round", "ballots"}
    assert round["ballots"] == sorted(round["ballots"])
    assert all(set(json.loads(each)) == {"ranked", "below", "none", "recused", "line"}
               for each in round["ballots"])  # fmt: skip
    [row] = [row for row in said["rounds"] if row["id"] == round["round"]]
    turns = [turn for turn in said["turns"] if turn["round"] == row["id"]]
    assert {frozenset(turn) for turn in turns} == {frozenset(
        {"id", "round", "seat", "state", "cast_by", "transcribed_by", "confirmed_by", "position"}
    )}  # fmt: skip
    assert [each for each in said["open_ballots"] if each["round"] == row["id"]] == []


def test_a_rehearsal_writes_nothing_and_giving_up_keeps_nothing(
    left: Left, new_store: Store, tmp_path: Path
) -> None:
    before = new_store.path.read_bytes()
    file = full.opened(tmp_path / "all.json", left.exported)
    report = new_store.rehearse(ready(file, no_progress, never).command)
    assert not report.empty
    with pytest.raises(Stopped):
        new_store.do("Bring in", ready(file, no_progress, lambda: True).command)
    assert new_store.path.read_bytes() == before


def test_progress_and_giving_up_while_it_is_written(full_store: Store) -> None:
    with full_store.read() as session:
        rows = everything(session)
    said: list[tuple[int, int]] = []
    program_json(rows, lambda done, whole: said.append((done, whole)), never)
    assert said == sorted(said)
    assert said[-1][0] == said[-1][1] > 900
    with pytest.raises(Stopped):
        program_json(rows, no_progress, lambda: True)


def test_it_is_looked_at_before_it_is_written(full_store: Store) -> None:
    export = export_for(".JSON")
    with full_store.read() as session:
        looks = {each.title: each for each in export.look(export.read(session, {}))}
    assert looks["Initiatives"].total == 24
    assert len(looks["Initiatives"].rows) == 20
    assert looks["Initiatives"].titles[:3] == ("id", "code", "title")
    assert all(
        isinstance(cell, str) for look in looks.values() for row in look.rows for cell in row
    )
    assert looks["Program"].total == 1


def test_the_assistant_sees_what_it_is(left: Left, tmp_path: Path) -> None:
    file = full.opened(tmp_path / "anything at all", left.exported)
    assert (file.kind, file.title) == ("Program of cxdesk (JSON)", "the program “Meridian Telecom”")
    assert file.questions == ()
    preview = file.preview(5)
    assert (preview.titles, preview.total) == (("Code", "Title", "State"), 24)
    assert len(preview.rows) == 5
    assert preview.rows[0] == ("CX-101", "Single customer ID", "In progress")
    assert ready(file, no_progress, never).program == "Meridian Telecom"
    assert open_file(tmp_path / "anything at all", Into(TODAY)).kind == file.kind
