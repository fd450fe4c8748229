"""The list of initiatives says what the board says, and more; so does what is read of a few."""

from __future__ import annotations

from cxdesk.services import action_list, cards, initiative_list, initiatives, people
from cxdesk.services.who import person_of
from cxdesk.store.store import Store
from tests.services.every_command import CASES


def test_a_row_has_what_its_card_has(store: Store) -> None:
    with store.read() as session:
        board = cards.board(session)
        rows = {row.id: row for row in initiative_list.initiative_list(session)}
    shared = (
        "code", "title", "batch_id", "column", "state", "domain", "hue", "level", "quadrant",
        "owner_id", "owner", "initials", "start", "end", "since", "cost", "effort", "done",
        "actions", "overdue_actions", "charter", "after", "blocked", "check_due", "reason",
        "delivered", "domain_id", "horizon", "labels", "score",
    )  # fmt: skip
    for card in board.cards:
        row = rows.pop(card.id)
        assert [getattr(row, key) for key in shared] == [getattr(card, key) for key in shared]
    assert all(row.over for row in rows.values())


def test_what_is_read_again_is_what_a_fresh_reading_gives(store: Store) -> None:
    kinds = ("initiatives.", "actions.", "kanban.", "charters.")
    cases = [one for one in CASES if one.name.startswith(kinds) and not (one.before or one.empty)]
    assert len(cases) > 20
    with store.read() as session:
        rows = {row.id: row for row in initiative_list.initiative_list(session)}
    for case in cases:
        done = store.do(case.name, case.command)[1]
        for change in (done, store.undo()):
            assert change is not None
            with store.read() as session:
                ids = initiative_list.touched(session, change)
                fresh = initiative_list.initiative_list(session)
                again = fresh if ids is None else initiative_list.initiative_list(session, ids)
            rows = {id: row for id, row in rows.items() if ids is not None and id not in ids}
            rows |= {row.id: row for row in again}
            assert sorted(rows.values(), key=initiative_list.place) == list(fresh), case.name


def test_actions_of_what_is_archived_or_cancelled_are_over(store: Store) -> None:
    with store.read() as session:
        before = action_list.action_list(session)
        row = next(row for row in action_list.action_list(session, over=True) if row.over)
        assert row.id not in {one.id for one in before}
        assert action_list.find(session, row.id) == row
        assert action_list.find(session, 1) is None
        homes = action_list.open_initiatives(session)
        assert row.code not in [code for _, code, _ in homes] or row.done_on
        me = person_of(session, "Sofia Marques")
        assert me is not None
        assert person_of(session, "Nobody at all") is None
    owned = next(one for one in before if one.owner is not None and one.owner.id == me)
    store.do("Own", lambda s: initiatives.give(s, owned.initiative_id, me))
    with store.read() as session:
        assert action_list.owner_of(session, owned.initiative_id) == me
    store.do("Leave", lambda s: people.deactivate(s, me))
    with store.read() as session:
        assert action_list.owner_of(session, owned.initiative_id) is None
        assert person_of(session, "Sofia Marques") is None
