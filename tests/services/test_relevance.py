"""A side panel that a change does not concern reads nothing again; the undo law proves it right."""

from __future__ import annotations

from cxdesk.services import actions
from cxdesk.services.relevance import concerned
from cxdesk.store.store import Store
from tests.services.readers import panels


def test_most_panels_are_not_concerned_by_one_action(store: Store) -> None:
    before = panels(store)
    one = next(shown for shown in before.values() if shown.code == "CX-101")
    _, change_set = store.do("Add", lambda s: actions.add(s, one.id, "Ask the vendor"))
    assert change_set is not None
    assert [shown.code for shown in before.values() if concerned(shown, change_set)] == ["CX-101"]
