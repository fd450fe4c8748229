"""How large a change is, known without reading what it holds."""

from __future__ import annotations

from cxdesk.services import detail, initiatives
from cxdesk.store.store import Store


def test_a_change_of_much_text_is_long_to_undo_and_one_of_a_title_is_not(store: Store) -> None:
    with store.read() as session:
        id = detail.find(session, "CX-101")
    assert id is not None
    assert not store.is_long(None)
    store.do("Rename", lambda s: initiatives.rename(s, id, "Zebra"))
    assert not store.is_long(store.head.undo_top)
    store.do("Describe", lambda s: initiatives.describe(s, id, "ä" * 90_000))
    assert store.is_long(store.head.undo_top)
    assert store.label_of(store.head.undo_top) == "Describe"
    store.undo()
    assert store.is_long(store.head.redo_top)
