"""A long entry of the history, as an import has: an item finds its own part in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.store import history
from cxdesk.store.recorder import RowChange

_FIELDS = st.dictionaries(
    st.sampled_from(["title", "owner_id", "tiers"]),
    st.one_of(
        st.sampled_from(['],["a",5,', ",5]", '"],["', '],["']),
        st.just(5),
        st.lists(st.lists(st.sampled_from(["a", "],[", 5]), max_size=2), max_size=3),
    ),
    max_size=3,
)
_ROW_CHANGES = st.lists(
    st.builds(
        RowChange,
        st.sampled_from(["action", "initiative"]),
        st.integers(3, 7),
        st.none() | _FIELDS,
        st.none() | _FIELDS,
        st.sampled_from([0, 5, 6]),
    ),
    max_size=6,
)


@settings(max_examples=200)
@given(_ROW_CHANGES)
def test_the_changes_of_one_item_are_picked_out_of_a_long_entry(changes: list[RowChange]) -> None:
    text = history.encode(changes)
    wanted = tuple(one for one in history.decode(text) if 5 in (one.id, one.subject))
    assert history.decode_of(text, 5) == wanted
