"""The undo law: do, undo, redo and undo again, and the file holds what it held, for every command.

The same list of commands proves the partial refreshes: what a view reads again after a change is
what it would read from the start.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace

import pytest

import cxdesk.services
from cxdesk.services import cards
from cxdesk.services.cards import Board
from cxdesk.services.search import Hit, SearchIndex
from cxdesk.store.history import ChangeSet
from cxdesk.store.store import Store
from tests.dump import dump
from tests.services.commands import Case
from tests.services.every_command import CASES

# Functions of services that take a session and only read.
QUERIES = {
    "action_list.action_list",
    "action_list.find",
    "action_list.open_initiatives",
    "action_list.owner_of",
    "activity.actors",
    "activity.last_change",
    "activity.of_item",
    "activity.whole",
    "attachments.attachments",
    "attachments.content",
    "board_sheet.read_board",
    "capacity.agreed_person_days",
    "capacity.bars",
    "capacity.bounds",
    "cards.batch_rows",
    "cards.board",
    "cards.cards",
    "cards.touched",
    "charter_print.live_page",
    "charter_print.page",
    "charter_print.page_of",
    "charters.lines",
    "check.broken_rules",
    "comments.comments",
    "detail.detail",
    "detail.find",
    "detail.title_of",
    "flow.records",
    "frame.frame",
    "frame.owner_room",
    "frame.program",
    "frame.wip_room",
    "good_practice.advice",
    "grouping.headings",
    "good_practice.of_groups",
    "handover.held",
    "initiative_list.initiative_list",
    "initiative_list.touched",
    "initiatives.next_code",
    "kanban.lacks",
    "labels.labels",
    "limits.limits",
    "north_star.glance",
    "north_star.north_star",
    "outcome_view.outcome_list",
    "outcome_view.outcome_sheet",
    "outcomes.next_code",
    "people_view.directory",
    "people_view.domains",
    "people_view.groups",
    "people_view.sheet",
    "people_view.some",
    "priorities.priorities",
    "priorities.rated",
    "program_view.program_row",
    "programs.choices",
    "programs.domains",
    "programs.next_batch_code",
    "programs.properties",
    "saved_views.saved_views",
    "session.initiative",
    "session.maybe",
    "session.now",
    "session.one",
    "session.today",
    "session.who",
    "setup.executives",
    "setup.known_people",
    "setup.setup",
    "stakeholders.preferred",
    "stakeholders.slate",
    "stakeholders.standing",
    "strategy_view.newest_value",
    "strategy_view.outcome_rows",
    "strategy_view.points",
    "strategy_view.strategy",
    "templates.days",
    "templates.templates",
    "who.matching",
    "who.person_of",
    "who.role_of",
    "worth.balance",
    "worth.worth",
}

WORDS = ("cx-", "r", "secret", "moretti")


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Callable[[Case], Store]:
    def open_for(case: Case) -> Store:
        store: Store = request.getfixturevalue("empty_store" if case.empty else "store")
        for command in case.before:
            store.do("Prepare", command)
        return store

    return open_for


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_undo_law(case: Case, office: Callable[[Case], Store]) -> None:
    store = office(case)
    before = dump(store.path)
    store.do(case.name, case.command)
    after = dump(store.path)
    assert after != before, "a command that changes nothing proves nothing"
    store.undo()
    assert dump(store.path) == before
    store.redo()
    assert dump(store.path) == after
    store.undo()
    assert dump(store.path) == before


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.empty], ids=lambda case: case.name
)
def test_what_is_read_again_after_a_change_is_what_a_fresh_reading_gives(
    case: Case, office: Callable[[Case], Store]
) -> None:
    store = office(case)
    index = SearchIndex()
    with store.read() as session:
        board = cards.board(session)
        list(index.load(session))
    for step in (lambda: store.do(case.name, case.command)[1], store.undo):
        change = step()
        assert change is not None
        fresh = SearchIndex()
        with store.read() as session:
            board = followed(session, board, change)
            index.update(session, change)
            assert board == cards.board(session)
            list(fresh.load(session))
        assert len(index) == len(fresh)
        assert found(index) == found(fresh)


def followed(session: cards.Session, board: Board, change: ChangeSet) -> Board:
    """The board with only the cards read again that the change touched."""
    ids = cards.touched(session, change)
    if ids is None:
        return cards.board(session)
    kept = [card for card in board.cards if card.id not in ids]
    new = cards.cards(session, board.frame, ids)
    every = sorted([*kept, *new], key=lambda card: (card.position, card.code))
    return replace(board, cards=tuple(every), batches=cards.batch_rows(session))


def found(index: SearchIndex) -> list[list[Hit]]:
    return [index.find(words, most=10_000, each=10_000) for words in WORDS]


def public_functions() -> dict[str, Callable[..., object]]:
    """Every function of services that takes a session first."""
    functions = {}
    for module in pkgutil.iter_modules(cxdesk.services.__path__):
        loaded = importlib.import_module(f"cxdesk.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name.startswith("_") or function.__module__ != loaded.__name__:
                continue
            if next(iter(inspect.signature(function).parameters), "") == "session":
                functions[f"{module.name}.{name}"] = function
    return functions


def test_every_command_is_held_to_the_law() -> None:
    known = {case.name.partition(":")[0] for case in CASES} | QUERIES
    assert set(public_functions()) - known == set(), "add it to commands.py, or to QUERIES"
    assert known - set(public_functions()) == set(), "it is gone"


def test_every_command_and_query_says_what_it_does() -> None:
    assert [name for name, each in public_functions().items() if not each.__doc__] == []


def test_case_names_are_different() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
