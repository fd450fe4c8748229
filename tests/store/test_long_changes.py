"""Changes of a long entry are written and read a part at a time, letter by letter as in one go."""

from __future__ import annotations

import hashlib
import json

import pytest

from cxdesk.store import history
from cxdesk.store.recorder import RowChange

ROWS = tuple(
    RowChange(
        "initiative", n, None if n % 3 else {"title": "a, b]"}, {"title": f"Größe “{n}”, ["}, 7
    )
    for n in range(1, 1204)
)


def in_one_go(rows: tuple[RowChange, ...]) -> str:
    plain = [[one.table, one.id, one.before, one.after, one.subject] for one in rows]
    return json.dumps(plain, separators=(",", ":"))


@pytest.mark.parametrize("number", [0, 1, 499, 500, 501, 1000, 1203])
def test_parts_make_the_same_text(number: int) -> None:
    assert history.encode(ROWS[:number]) == in_one_go(ROWS[:number])


def test_a_long_text_reads_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = history.encode(ROWS)
    assert history.decode(text) == ROWS
    monkeypatch.setattr(history, "_WHOLE", 0)
    assert history.decode(text) == ROWS
    assert history.decode(history.encode(ROWS[:1])) == ROWS[:1]


@pytest.mark.parametrize(
    "text",
    [" ", "{}", "[1]", "[[]]", "[", '["a"', '[["a",1,null,null,0],]', '[["a",1,null,null,0]]x',
     '[["a",1,null,null,0]}'],
)  # fmt: skip
def test_what_was_never_written_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_WHOLE", 0)
    with pytest.raises((ValueError, TypeError)):
        history.decode(text)


def test_a_long_entry_has_the_hash_of_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("seq", "at", "who", "label", "kind", "target", "below", "undo_top", "redo_top")
    text = history.encode(ROWS) + "\ud800 “𝄞”"  # damaged on disk: no JSON, and no plain letters
    entry = dict.fromkeys(names, "“R&D”") | {"seq": 3, "target": None, "changes": text}
    whole = json.dumps([entry[name] for name in (*names, "changes")], separators=(",", ":"))
    wanted = hashlib.sha256(("f" * 64 + whole).encode()).hexdigest()
    for size in (10**9, 1000, 7):
        monkeypatch.setattr(history, "_WHOLE", size)
        assert history.chain_hash("f" * 64, entry) == wanted
