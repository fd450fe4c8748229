"""Links and parents given one after the other never close a cycle, and no free one is refused."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdesk.model.errors import RuleBroken
from cxdesk.services import initiatives
from cxdesk.store.store import Store
from tests.leaf_order import is_free

SIX = range(6)
# (True, a, b) links a to b, (False, a, b) puts a under b.
STEPS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(SIX), st.sampled_from(SIX)).filter(
        lambda step: step[1] != step[2]
    ),
    min_size=4,
    max_size=14,
)


def above(node: int, parents: dict[int, int]) -> set[int]:
    found = set()
    while node in parents:
        node = parents[node]
        found.add(node)
    return found


@given(steps=STEPS)
@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_would_close_a_cycle_is_refused_and_nothing_else(
    empty_store: Store, steps: list[tuple[bool, int, int]]
) -> None:
    links: list[tuple[int, int]] = []
    parents: dict[int, int] = {}
    with empty_store.write("Try") as session:
        ids = [initiatives.add(session, f"Number {number}") for number in SIX]
        for is_link, one, other in steps:
            if is_link and (one, other) in links:
                continue
            wished = (
                ([*links, (one, other)], parents) if is_link else (links, parents | {one: other})
            )
            family_free = is_link or (one not in above(other, parents))
            try:
                if is_link:
                    initiatives.link(session, ids[one], ids[other])
                else:
                    initiatives.put_under(session, ids[one], ids[other])
                    session.flush()
            except RuleBroken:
                assert not (family_free and is_free(*wished)), (links, parents, one, other)
            else:
                assert family_free
                assert is_free(*wished), (links, parents, one, other)
                links, parents = wished
