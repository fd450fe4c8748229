"""A side panel that a change does not concern reads nothing again; the undo law proves it right."""

from __future__ import annotations

from cxdesk.services import actions
from cxdesk.services.relevance import concerned
from cxdesk.store.store import Store
from tests.services.readers import shown


def test_most_panels_are_not_concerned_by_one_action(store: Store) -> None:
    before = [one.value for one in shown(store).details.values()]
    here = next(one for one in before if one.code == "CX-101")
    _, change_set = store.do("Add", lambda s: actions.add(s, here.id, "Ask the vendor"))
    assert change_set is not None
    assert [one.code for one in before if concerned(one, change_set)] == ["CX-101"]
