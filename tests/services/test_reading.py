"""What the side panel, search and history read of the sample."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.model.charter_lines import Criterion
from cxdesk.model.charters import CharterState
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import (
    actions,
    activity,
    charter_lines,
    charters,
    comments,
    initiatives,
    programs,
)
from cxdesk.services.detail import Detail, detail, find, title_of
from cxdesk.services.search import SearchIndex, fold
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import act, bat, cha, dom, ini, line, per, state


def of(store: Store, code: str) -> Detail:
    with store.read() as session:
        found = detail(session, ini(session, code))
    assert found is not None
    return found


# The side panel -----------------------------------------------------------------------------


def test_the_panel_of_cx_101_shows_the_figures_of_the_picture(store: Store) -> None:
    here = of(store, "CX-101")
    assert (here.code, here.title, here.domain, here.batch) == (
        "CX-101", "Single customer ID", "IT", "B1 Ask Once",
    )  # fmt: skip
    assert here.owner is not None
    assert (here.owner.name, here.owner.role, here.owner.initials) == ("Ravi Menon", "CIO", "RM")
    assert (here.start, here.end) == (date(2026, 10, 5), date(2027, 2, 26))
    assert (here.horizon, here.horizon_ends) == ("short", date(2027, 2, 28))
    assert (here.cost, here.effort, here.currency) == (220, 260, "EUR")
    assert (here.benefit, here.cost_score, here.score) == (4.9, 4.0, 1.225)
    assert (here.priority, here.quadrant) == ("highest", "Major project")
    assert here.charter is not None
    assert (here.charter.label, here.charter.state) == ("1.0", CharterState.APPROVED)
    assert [one.code for one in here.successors] == ["CX-102", "CX-103", "CX-202"]
    assert {one.start for one in here.successors} == {date(2027, 3, 1)}
    (effort,) = here.outcomes
    assert (effort.baseline, effort.now, effort.target) == ("58 %", "63 %", "72 %")
    assert (round(effort.realised or 0), effort.due) == (36, date(2027, 12, 31))
    done = [one for one in here.counted_actions if one.state is ActionState.DONE]
    assert (len(done), len(here.counted_actions)) == (3, 5)


def test_the_panel_says_what_the_next_state_needs(store: Store) -> None:
    here = of(store, "CX-101")
    assert here.next_state is State.DELIVERED
    assert [(need.text, need.met) for need in here.needs] == [
        ("2 actions still open", False),
        ("3 of 4 done criteria not ticked", False),
        ("Charter v1.0 approved", True),
    ]
    assert [(need.text, need.met) for need in of(store, "CX-102").needs] == [
        ("Batch B1", True),
        ("Owner Claire Dubois", True),
        ("1 Mar 2027 to 16 Apr 2027", True),
        ("Serves O3", True),
        ("Charter v1.0 approved", True),
        ("CX-101 is not delivered", False),
    ]
    assert of(store, "CX-304").next_state is None


def test_the_panel_shows_neighbours_blocks_and_checks(store: Store) -> None:
    here = of(store, "CX-102")
    assert here.blocked_by is not None
    assert here.blocked_by[1] == "CX-101"
    assert [(one.code, one.type, one.lag) for one in here.predecessors] == [("CX-101", "FS", 0)]
    assert of(store, "CX-104").check_due == date(2027, 4, 30)
    assert of(store, "CX-603").parent is None


def test_an_item_that_is_gone_has_no_panel(store: Store) -> None:
    with store.read() as session:
        assert detail(session, 1) is None
        assert find(session, "CX-999") is None
        assert title_of(session, find(session, "CX-101") or 0) == "CX-101 Single customer ID"


# Search -------------------------------------------------------------------------------------


@pytest.fixture
def index(store: Store) -> SearchIndex:
    made = SearchIndex()
    with store.read() as session:
        sizes = list(made.load(session))
    assert sizes == sorted(sizes)
    assert sizes[-1] == len(made)
    return made


def first(index: SearchIndex, words: str) -> str:
    hit = index.find(words)[0]
    return f"{hit.kind} {hit.code} {hit.text}"


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("101", "initiative CX-101 Single customer ID"),
        ("cx-101", "initiative CX-101 Single customer ID"),
        ("SINGLE", "initiative CX-101 Single customer ID"),
        ("tomas", "person TV Tomás Vidal"),
        ("TOMÁS vid", "person TV Tomás Vidal"),
        ("b2", "batch B2 Clear Bills"),
        ("o4", "outcome O4 Median first response"),
        ("r2", "request R2 One-click cancellation"),
        ("menon single", "initiative CX-101 Single customer ID"),
    ],
)
def test_search_finds_codes_titles_and_names(index: SearchIndex, words: str, best: str) -> None:
    assert first(index, words).startswith(best[:28])


def test_every_word_must_occur_and_no_word_finds_nothing(index: SearchIndex) -> None:
    assert index.find("single nonsense") == []
    assert index.find("   ") == []
    assert len(index.find("cx", most=5)) == 5


def test_a_code_comes_before_a_title_and_its_beginning_before_its_middle(store: Store) -> None:
    def add(session: initiatives.Session) -> None:
        for title in ("Rebill fees", "All bills", "Bills first"):
            initiatives.add(session, title)
        initiatives.add(session, "Something", code="BILLS")

    store.do("Add", add)
    index = SearchIndex()
    with store.read() as session:
        list(index.load(session))
    titles = [hit.text for hit in index.find("bill", each=50) if hit.kind == "initiative"]
    assert titles[0] == "Something"
    assert set(titles[1:3]) == {"Bill-shock alert", "Bills first"}
    assert set(titles[3:6]) == {"Plain-language bill", "First-bill call", "All bills"}
    assert titles[6:] == ["Rebill fees"]


def test_actions_and_comments_open_their_initiative(store: Store, index: SearchIndex) -> None:
    change = store.do("Comment", lambda s: comments.add(s, ini(s, "CX-101"), "Zebra"))[1]
    assert change is not None
    with store.read() as session:
        index.update(session, change)
        (hit,) = index.find("zebra")
        assert (hit.kind, hit.opens) == ("comment", ("initiative", ini(session, "CX-101")))
    undone = store.undo()
    assert undone is not None
    with store.read() as session:
        index.update(session, undone)
    assert index.find("zebra") == []


@given(st.text())
@settings(deadline=None)
def test_folding_twice_is_folding_once_and_ignores_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_accents_ligatures_and_sharp_s_fold() -> None:
    assert [fold(text) for text in ("Tomás", "STRASSE", "Straße", "ﬁn", "Ⅳ")] == [
        "tomas", "strasse", "strasse", "fin", "iv",
    ]  # fmt: skip


# The history --------------------------------------------------------------------------------


def newest(store: Store, code: str = "CX-101") -> activity.Entry:
    with store.read() as session:
        return activity.of_item(session, ini(session, code))[0]


def test_an_items_history_shows_its_actions_and_its_charters_lines(store: Store) -> None:
    store.do("Add an action", lambda s: actions.add(s, ini(s, "CX-101"), "Call"))
    assert newest(store).label == "Add an action"
    store.do("Bump", lambda s: actions.bump(s, act(s, "CX-101", ActionState.TODO), "No time"))
    assert newest(store).details == ("Road bump: none → No time",)
    tick = next(one for one in of(store, "CX-101").charter.criteria if one.ticked_on is None)  # type: ignore[union-attr]
    store.do("Tick", lambda s: charter_lines.tick_criterion(s, tick.id, True))
    assert newest(store).details == ("Ticked on: none → 23 Nov 2026",)
    store.do(
        "Edit",
        lambda s: charter_lines.edit_criterion(s, line(s, Criterion, "CX-103"), "New", "", None),
    )
    assert newest(store, "CX-103").label == "Edit"
    assert newest(store).label == "Tick"


def test_the_history_speaks_in_words(store: Store) -> None:
    def change(session: initiatives.Session) -> None:
        id = ini(session, "CX-204")
        initiatives.rename(session, id, "20261123")
        initiatives.give(session, id, per(session, "Luca Moretti"))
        initiatives.join(session, id, bat(session, "B5"))
        initiatives.belong(session, id, None)
        initiatives.schedule(session, id, None, date(2027, 5, 1))
        initiatives.cost(session, id, 12.5, 55)
        initiatives.label(session, id, ["a", "b"])
        initiatives.block(session, id, "", ini(session, "CX-101"))

    store.do("Change", change)
    assert set(newest(store, "CX-204").details) == {
        "Title: One-contact disputes → 20261123",
        "Owner: Ben Carter → Luca Moretti",
        "Batch: B2 → B5",
        "Domain: Fin → none",
        "Start: 15 Mar 2027 → none",
        "End: 21 May 2027 → 1 May 2027",
        "Cost: 35 → 12.5",
        "Labels: operations, billing → a, b",
        "Blocked: no → yes",
        "Blocked by: none → CX-101",
    }


def test_of_a_long_entry_an_item_tells_its_own_part(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(session: initiatives.Session) -> None:
        for code in ("CX-204", "CX-303"):
            initiatives.rename(session, ini(session, code), f"New {code}")
        actions.bump(session, act(session, "CX-101", ActionState.TODO), "No time")

    store.do("Bring in a table", change)
    monkeypatch.setattr(activity, "_LONG", 100)
    assert newest(store, "CX-204").details == ("Title: One-contact disputes → New CX-204",)
    assert newest(store, "CX-101").details == ("Road bump: none → No time",)
    with store.read() as session:
        whole = activity.whole(session)[0]
    assert (whole.label, whole.details) == ("Bring in a table", ())


def test_states_of_every_kind_are_words(store: Store) -> None:
    store.do("Move", state("CX-101", State.ON_HOLD, "Waits"))
    assert "State: In progress → On hold" in newest(store).details
    store.do("Start", lambda s: actions.set_state(
        s, act(s, "CX-103", ActionState.TODO), ActionState.DOING))  # fmt: skip
    assert newest(store, "CX-103").details == ("State: To do → Doing",)
    store.do("Submit", lambda s: charters.submit(s, cha(s, "CX-103").id, [per(s, "Ravi Menon")]))
    assert "State: Draft → In review" in newest(store, "CX-103").details


def test_undo_and_redo_are_named(store: Store) -> None:
    store.do("Rename CX-101", lambda s: initiatives.rename(s, ini(s, "CX-101"), "ID"))
    store.undo()
    store.redo()
    with store.read() as session:
        entries = activity.of_item(session, ini(session, "CX-101"))[:3]
    assert [entry.text for entry in entries] == [
        "Redone: Rename CX-101", "Undone: Rename CX-101", "Rename CX-101",
    ]  # fmt: skip
    assert entries[1].details == ("Title: ID → Single customer ID",)
    assert {entry.who for entry in entries} == {"Sofia Marques"}


def test_the_whole_history_is_filtered_and_paged(store: Store) -> None:
    with store.read() as session:
        page, newest = activity.whole(session, most=50), store.head.seq
        assert [entry.seq for entry in page] == list(range(newest, newest - 50, -1))
        assert activity.whole(session, before=newest - 49, most=1)[0].seq == newest - 50
        mine = activity.whole(session, who="Amara Diallo", text="approve THE charter")
        assert mine
        assert {entry.who for entry in mine} == {"Amara Diallo"}
        assert all(entry.label.startswith("Approve the charter") for entry in mine)
        assert all("%" in entry.label for entry in activity.whole(session, text="%"))
        assert "Amara Diallo" in activity.actors(session)
        assert activity.last_change(session) == datetime(2026, 11, 20, 8, 11, tzinfo=UTC)


def test_an_empty_file_has_no_last_change(empty_store: Store) -> None:
    with empty_store.read() as session:
        assert activity.last_change(session) is None


def test_choices_and_properties_for_pickers_and_dialogs(store: Store) -> None:
    with store.read() as session:
        offered = programs.choices(session)
        assert [one.name for one in offered.batches] == ["B1", "B2", "B3", "B4", "B5", "B6"]
        assert [one.name for one in offered.people] == sorted(one.name for one in offered.people)
        assert len(offered.people) == 12
        assert {one.name for one in offered.domains} == {"IT", "Care", "Fin", "S&M", "Field"}
        assert [one.name for one in offered.outcomes] == ["O1", "O2", "O3", "O4"]
        its = programs.properties(session)
        assert (its.name, its.initiatives, its.people, its.batches, its.cost) == (
            "Meridian Telecom", 24, 12, 6, 1707,
        )  # fmt: skip
        assert dom(session, "IT")
        assert programs.today(session) == TODAY
