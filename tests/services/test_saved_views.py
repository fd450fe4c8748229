"""Saved views: names, order and content, and what is refused."""

from __future__ import annotations

import pytest

from cxdesk.model.errors import RuleBroken
from cxdesk.services import saved_views
from cxdesk.services.saved_views import ViewRow
from cxdesk.store.store import Store

CONTENT = {"filter": {"owners": [2**62, None], "text": "Zürich"}, "columns": "owner"}


def views(store: Store) -> tuple[ViewRow, ...]:
    with store.read() as session:
        return saved_views.saved_views(session)


def names(store: Store) -> list[str]:
    return [row.name for row in views(store)]


def test_views_are_kept_in_the_order_they_are_given(store: Store) -> None:
    ids = [
        store.do(name, lambda s, name=name: saved_views.add(s, name, CONTENT))[0]
        for name in ("  Monday round ", "Board", "Zähler")
    ]
    assert names(store) == ["Monday round", "Board", "Zähler"]
    assert [dict(row.content) for row in views(store)] == [CONTENT] * 3
    store.do("Move", lambda s: saved_views.move(s, ids[2], None))
    assert names(store) == ["Zähler", "Monday round", "Board"]
    store.do("Move", lambda s: saved_views.move(s, ids[2], ids[0]))
    assert names(store) == ["Monday round", "Zähler", "Board"]
    store.do("Replace", lambda s: saved_views.replace(s, ids[1], {"lanes": "none"}))
    assert dict(views(store)[2].content) == {"lanes": "none"}
    store.do("Remove", lambda s: saved_views.remove(s, ids[0]))
    assert names(store) == ["Zähler", "Board"]
    store.undo()
    assert names(store) == ["Monday round", "Zähler", "Board"]


def test_a_name_is_needed_is_short_and_is_given_once(store: Store) -> None:
    id = store.do("Add", lambda s: saved_views.add(s, "Zähler", {}))[0]
    for name, why in (
        (" ", "A view needs a name."),
        ("ZAHLER ", "There is already a view Zähler: choose another name."),
        ("x" * 61, "at most 60 letters"),
    ):
        with pytest.raises(RuleBroken, match=why):
            store.do("Add", lambda s, name=name: saved_views.add(s, name, {}))
    store.do("Rename", lambda s: saved_views.rename(s, id, "zähler"))
    assert names(store) == ["zähler"]
