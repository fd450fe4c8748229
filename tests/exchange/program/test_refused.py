"""Files that are no program, or hold what no program holds: said in words, the rest taken in."""

from __future__ import annotations

import contextlib
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from cxdesk.exchange.opened import Manner, never, no_progress, ready
from cxdesk.model.errors import RuleBroken
from cxdesk.services.incoming import Problem
from cxdesk.services.program_shape import Kind, shapes
from cxdesk.services.taking import values
from cxdesk.services.taking.rows import Checked, checked
from cxdesk.store.errors import KnownError, NewerFile
from cxdesk.store.store import Store
from tests.dump import dump
from tests.exchange.program import full
from tests.exchange.program.conftest import Left
from tests.services.taking_commands import document

PERSON = {"id": "5", "name": "Ada", "initials": "A"}
LONG = ("actions", "comments", "milestones", "criteria", "phases", "risks", "resources", "costs",
        "duties", "team_members", "benefits", "group_impacts", "request_checks", "turns",
        "contributions", "readings", "baseline_bars")  # fmt: skip
"""Tables that cost time and prove nothing more here."""
WORK = {"id": "7", "code": "X-1", "title": "Call back", "state_since": "2026-10-01"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 8}, "written by a newer cxdesk"),
        ({"version": 6}, "of version 6 of the format, and this cxdesk reads version 7"),
        ({"version": "7"}, "does not say of which version"),
        ({"version": None}, "does not say of which version"),
        ({"version": True}, "does not say of which version"),
        ({"program": None}, "does not say which program"),
        ({"program": {"name": " "}}, "does not say which program"),
        ({"program": [1]}, "does not say which program"),
    ],
)
def test_files_of_other_versions(
    left: Left, tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(KnownError, match=words) as refused:
        full.opened(tmp_path / "all.json", full.changed(left.exported, **change))
    assert isinstance(refused.value, NewerFile) == (change.get("version") == 8)


def test_files_that_break_off_or_go_too_deep(left: Left, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="breaks off or is damaged"):
        full.opened(tmp_path / "all.json", left.exported[:-100])
    deep = left.exported.replace(b'"holidays": [', b'"holidays": [' + b"[" * 5000, 1)
    with pytest.raises(KnownError, match="nested deeper"):
        full.opened(tmp_path / "all.json", deep)


def _read(**tables: list[Any]) -> Checked:
    return checked(document({"program": [], **tables}))


ODD = ({"a": [1]}, -1.5, ["x", {}], 10**400, "9" * 30, True, "01:61", "", 0.5, [[]], {"1": "Z"})


def test_every_kind_of_value_is_looked_at() -> None:
    """What is of no kind at all is refused by each field, and none fails over it."""
    for key, shape in shapes().items():
        for field in shape.fields:
            taken = []
            for odd in ODD:
                with contextlib.suppress(ValueError):
                    taken.append((odd, values.read(key, field, odd)))
            assert len(taken) <= 3, (key, field.key, taken)
            assert all(_fits(field.kind, made) for _, made in taken), (key, field.key, taken)


def _fits(kind: Kind, value: Any) -> bool:
    """Whether a value is what the columns of its kind take."""
    lists = (Kind.IDS, Kind.TIERS, Kind.TEXTS, Kind.STEPS)
    kinds: dict[Kind, type] = {
        Kind.TEXT: str, Kind.FLAG: bool, Kind.NUMBER: float, Kind.OBJECT: dict, Kind.WHOLE: int,
        **dict.fromkeys(lists, list),
    }  # fmt: skip
    return type(value) is kinds[kind]


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("people", PERSON | {"id": "0"}, "Its id (0) is no id: left out."),
        ("people", PERSON | {"id": "9223372036854775808"}, "is no id"),
        ("people", PERSON | {"id": True}, "is no id"),
        ("people", PERSON | {"name": " "}, "Its name ( ) is empty: left out."),
        ("people", PERSON | {"name": None}, "Its name is missing: left out."),
        ("people", PERSON | {"level": "king"}, "Its level (king) is none of"),
        ("people", PERSON | {"domain": "x"}, "Its domain (x) is no id: left empty."),
        ("people", PERSON | {"active": "yes"}, "is neither true nor false: left as usual."),
        ("people", PERSON | {"name": "n" * 1_000_001}, "is longer than 1,000,000 letters"),
        ("initiatives", WORK | {"state_since": "1.2.2026"}, "is no date such as 2026-11-23"),
        ("initiatives", WORK | {"end": "0001-01-01"}, "is not between 1900 and 2200: left empty."),
        ("initiatives", WORK | {"start": "2026-02-01", "end": "2026-01-01"},
         "Its end is before its start: left out."),
        ("initiatives", WORK | {"progress": 101}, "is not between 0 and 100: left as usual."),
        ("initiatives", WORK | {"impact": 2.5}, "is no whole number"),
        ("initiatives", WORK | {"cost": 1e300}, "is too large a number"),
        ("initiatives", WORK | {"labels": [1]}, "is no text"),
        ("initiatives", WORK | {"labels": "x"}, "is no list"),
        ("actions", {"id": 1, "initiative": 7, "title": "T", "week": "2026-W60"}, "is no week"),
        ("comments", {"id": 1, "initiative": 7, "author": "A", "text": "t", "at": "today"},
         "is no time such as"),
        ("attachments", {"id": 1, "initiative": 7, "name": "a", "size": 1, "digest": "../x"},
         "is no SHA-256"),
        ("duties", {"id": 1, "charter": 2, "text": "t", "letters": {"5": "X"}},
         "holds something else than R, A, C and I"),
        ("stakeholder_rankings", {"id": 1, "person": 5, "on": "2026-01-01", "tiers": [["1"], [1]]},
         "names something twice"),
        ("what_ifs", {"id": 1, "name": "n", "made_on": "2026-01-01", "steps": [[1]]},
         "is no list of steps"),
        ("memberships", {"id": 1, "group": 1, "person": 5, "pin": "1234"}, "is no PIN"),
        ("program", {"id": 1, "name": "n", "start": "2026-01-01", "short_ends": "2026-02-01",
                     "mid_ends": "2026-03-01", "working_week": [7]}, "is no list of days"),
        ("people", "Ada", "This is no row: left out."),
    ],
)  # fmt: skip
def test_a_bad_value_is_a_problem(table: str, row: Any, words: str) -> None:
    good = {"people": PERSON, "initiatives": WORK}.get(table)
    made = _read(**{table: [row] + ([good | {"id": "99"}] if good else [])})
    [problem] = made.problems
    assert words in problem.text
    if good:
        assert 99 in made.tables[table], "the good ones are taken in"


def test_what_is_not_known_is_noted_and_dropped(left: Left, tmp_path: Path) -> None:
    said = json.loads(left.exported)
    for row in said["people"]:
        row["shoe_size"] = 42
    content = full.changed(left.exported, people=said["people"], moons=[1, 2], sun={"a": 1})
    file = full.opened(tmp_path / "all.json", content)
    notes = {note.text: note.count for note in file.checked.notes}  # type: ignore[attr-defined]
    assert notes["“shoe_size” of people is not known here."] == len(said["people"])
    assert (notes["“moons” is not known here."], notes["“sun” is not known here."]) == (2, 1)


def _problems(left: Left, store: Store, path: Path, **tables: Any) -> list[str]:
    """What is wrong with the file when these tables are others; none of it harms the program."""
    content = full.changed(left.exported, **({key: [] for key in LONG} | tables))
    file = full.opened(path / "all.json", content)
    report, _ = store.do("Bring in", ready(file, no_progress, never).command)
    assert store.problems() == []
    return [problem.sentence for problem in report.problems]


def test_rows_that_lead_nowhere(left: Left, new_store: Store, tmp_path: Path) -> None:
    said = json.loads(left.exported)
    gone, [code] = said["batches"][0]["id"], [said["batches"][0]["code"]]
    links = [*said["links"], said["links"][0] | {"id": "12", "successor": "13"}]
    rankings = [said["stakeholder_rankings"][0] | {"no_opinion": ["13"]}]
    found = _problems(
        left, new_store, tmp_path, batches=said["batches"][1:], links=links,
        stakeholder_rankings=rankings,
    )  # fmt: skip
    own = [row["code"] for row in said["initiatives"] if row["batch"] == gone]
    assert own, code
    assert {f"Initiative {code}: Its batch is not there: left empty." for code in own} <= {*found}
    assert "Link 12: Its successor is not there: left out." in found
    assert any("It ranks what is not there" in each for each in found)
    assert len(found) == len(own) + 2


def test_cycles_are_cut(left: Left, new_store: Store, tmp_path: Path) -> None:
    said = json.loads(left.exported)
    one, two, three, *_ = said["initiatives"]
    one["parent"], two["parent"], three["parent"] = two["id"], one["id"], three["id"]
    links = [{"id": "21", "predecessor": row["successor"], "successor": row["predecessor"]}
             for row in said["links"][:1]]  # fmt: skip
    selves = [{"id": "22", "predecessor": one["id"], "successor": one["id"]}]
    found = _problems(
        left, new_store, tmp_path, initiatives=said["initiatives"],
        links=[*said["links"], *links, *selves],
    )  # fmt: skip
    assert sum("Its parent closes a cycle: left empty." in each for each in found) == 2
    assert sum("It closes a cycle: left out." in each for each in found) == 2
    assert len(found) == 4


def test_contents_that_are_others(left: Left, new_store: Store, tmp_path: Path) -> None:
    said = json.loads(left.exported)
    [file] = said["attachments"]
    contents = {digest: b64encode(b"other").decode() for digest in said["contents"]}
    odd = said["attachments"][0] | {"id": "31", "name": "../../etc/passwd"}
    found = _problems(left, new_store, tmp_path, contents=contents, attachments=[file, odd])
    assert sum(each.startswith("Contents ") for each in found) == 4
    assert sum("does not hold its" in each for each in found) == 6
    rows = dump(new_store)
    assert rows["attachment"] == rows["minutes"] == []
    named = [{**file, "size": 3}, odd]
    found = _problems(left, new_store, tmp_path, attachments=named)
    assert any("It is not as large as it is said to be" in each for each in found)
    assert any("Its name is a path" in each for each in found)


@pytest.mark.parametrize(
    ("ballots", "row", "words"),
    [
        ([], {}, "Its ballots are not those that were sealed: left out."),
        (None, {"state": "open"}, "It is secret and still open"),
        (None, {"tasks": ["1", "2"]}, "Its ballots are not those"),
    ],
)
def test_secret_ballots_that_were_touched(
    left: Left, new_store: Store, tmp_path: Path, ballots: Any, row: Any, words: str
) -> None:
    said = json.loads(left.exported)
    [secret] = said["secret_ballots"]
    rounds = [each | row if each["secret"] else each for each in said["rounds"]]
    secrets = [secret if ballots is None else secret | {"ballots": ballots}]
    found = _problems(left, new_store, tmp_path, rounds=rounds, secret_ballots=secrets)
    assert any(words in each for each in found), found
    assert dump(new_store)["urn"] == []


def test_one_mistake_in_ten_thousand_rows_is_told_a_thousand_times() -> None:
    made = _read(holidays=[{"id": n, "on": "never"} for n in range(1, 5001)])
    assert len(made.problems) == 1001
    assert made.problems[-1] == Problem("", "4,000 more problems are not named.")


def test_strict_brings_in_all_or_nothing(left: Left, new_store: Store, tmp_path: Path) -> None:
    said = json.loads(left.exported)
    said["people"].append(PERSON | {"level": "king"})
    file = full.opened(tmp_path / "all.json", full.changed(left.exported, people=said["people"]))
    before = dump(new_store)
    command = ready(file, no_progress, never, Manner(strict=True)).command
    with pytest.raises(RuleBroken, match="Nothing was brought in: Person “Ada”: Its level"):
        new_store.do("Bring in", command)
    assert dump(new_store) == before
