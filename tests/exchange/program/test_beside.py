"""A program comes into one that holds something: brought up to date by id, never thinned out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person
from cxdesk.model.program import Program
from cxdesk.services import initiatives, people
from cxdesk.services.incoming import Report, Tally
from cxdesk.store.store import Store
from tests.dump import dump
from tests.exchange.program import full
from tests.exchange.program.conftest import Left

Said = dict[str, list[dict[str, Any]]]


def _in(store: Store, path: Path, left: Left, **tables: list[dict[str, Any]]) -> Report:
    """Take in these tables alone; the file has no others."""
    said = json.loads(left.exported)
    head = {key: said[key] for key in ("format", "version", "written", "program", "contents")}
    return full.bring_in(store, path / "some.json", json.dumps(head | tables).encode())


def _tallies(report: Report) -> dict[str, Tally]:
    return {each.kind: each for each in report.tallies}


def test_same_ids_are_brought_up_to_date_and_nothing_is_removed(
    left: Left, full_store: Store, tmp_path: Path
) -> None:
    said: Said = json.loads(left.exported)
    first, *others = said["initiatives"]
    was = dict(first)
    first |= {"title": "Ünïque", "labels": ["new"], "end": "2027-09-30"}
    new = {**others[0], "id": "123", "code": "CX-999", "owner": None}
    before, entries = dump(full_store), full_store.head.seq
    report = _in(full_store, tmp_path, left, initiatives=[first, others[1], new])
    assert report.problems == ()
    assert _tallies(report)["initiatives"] == Tally("initiatives", 1, 1, 1)
    after = dump(full_store)
    assert {name for name in after if after[name] != before[name]} == {"initiative"}
    assert len(after["initiative"]) == len(before["initiative"]) + 1
    with full_store.read() as session:
        here = session.get_one(Initiative, int(was["id"]))
        assert (here.title, here.labels, here.code) == ("Ünïque", ["new"], was["code"])
    assert full_store.head.seq == entries + 1
    full_store.undo()
    assert dump(full_store) == before


def test_a_code_that_another_has_is_a_problem(
    left: Left, full_store: Store, tmp_path: Path
) -> None:
    said: Said = json.loads(left.exported)
    taken = said["initiatives"][0]
    other = {**taken, "id": "124", "title": "Another"}
    action = {**said["actions"][0], "id": "125", "initiative": "124"}
    day = {**said["holidays"][0], "id": "126"}
    before = dump(full_store)
    report = _in(full_store, tmp_path, left, initiatives=[other], actions=[action], holidays=[day])
    assert [each.sentence for each in report.problems] == [
        f"Initiative {taken['code']}: Another initiative has the code {taken['code']} already: "
        "left out, and with it what belongs to it.",
        f"Action “{action['title']}”: Its initiative is not there: left out.",
    ]
    assert report.empty
    assert dump(full_store) == before


def test_what_is_signed_and_sealed_here_stays(
    left: Left, full_store: Store, tmp_path: Path
) -> None:
    said: Said = json.loads(left.exported)
    [secret] = [row for row in said["rounds"] if row["secret"]]
    signed = next(row for row in said["charters"] if row["state"] == "approved" and row["digest"])
    [ticked, *_] = [row for row in said["criteria"] if row["charter"] == signed["id"]]
    [minutes] = said["minutes"]
    extra = {**said["turns"][0], "id": "131"}
    criteria = [{**ticked, "ticked_on": "2026-11-20"}, {**ticked, "id": "132"}]
    before = dump(full_store)
    report = _in(
        full_store, tmp_path, left, rounds=[{**secret, "question": "Other?"}],
        charters=[{**signed, "why": "Other"}], criteria=criteria,
        minutes=[{**minutes, "size": 3}], turns=[extra],
    )  # fmt: skip
    assert {each.text for each in report.problems} == {"It is sealed here: it stays as it is."}
    at = {each.at.partition(" v")[0] for each in report.problems}
    assert at == {"Round 1", "Charter", f"Minutes {minutes['id']}"}
    assert any(" of CX-" in each.at for each in report.problems)
    after = dump(full_store)
    assert {name for name in after if after[name] != before[name]} == {"criterion"}
    assert len(after["criterion"]) == len(before["criterion"])


def test_the_frame_of_another_program_stays_outside(
    left: Left, store: Store, tmp_path: Path
) -> None:
    said: Said = json.loads(left.exported)
    program: Any = said["program"]
    content = full.changed(left.exported, program=program | {"id": "141", "name": "Other"})
    report = full.bring_in(store, tmp_path / "other.json", content)
    assert any("Name, north star, weights" in note.text for note in report.notes)
    with store.read() as session:
        assert session.scalars(select(Program.name)).all() == ["Meridian Telecom"]
        assert session.scalar(select(Person.id).limit(1)) is not None


def test_a_program_that_went_on_is_merged_by_what_changed(
    left: Left, full_store: Store, tmp_path: Path
) -> None:
    """A copy that left is changed elsewhere and comes back; what is new here stays."""
    with full_store.read() as session:
        id = session.scalars(select(Initiative.id).where(Initiative.code == "CX-103")).one()
        draft = select(Charter.id).where(Charter.state == CharterState.DRAFT)
        assert session.scalars(draft).first() is not None
    full_store.do("Add", lambda s: people.add(s, "Here since"))
    full_store.do("Rename", lambda s: initiatives.rename(s, id, "Renamed here"))
    report = full.bring_in(full_store, tmp_path / "all.json", left.exported)
    assert report.problems == ()
    assert {each.kind for each in report.tallies if each.added} == set()
    assert _tallies(report)["initiatives"].changed == 1, "the file says the older title"
    with full_store.read() as session:
        assert session.scalars(select(Person).where(Person.name == "Here since")).one()
