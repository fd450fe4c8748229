"""What is asked of a board: guesses that need no answer, and answers that are heard."""

from __future__ import annotations

import pytest

from cxdesk.exchange.boards.asking import guessed_states
from cxdesk.exchange.boards.board import Lane
from cxdesk.model.states import State
from cxdesk.store.errors import KnownError
from tests.exchange.boards.files import as_json, asked, board_of, card, id_of, said, trello


def lanes(*names: str) -> tuple[Lane, ...]:
    return tuple(Lane(name, name) for name in names)


def guesses(*names: str) -> list[tuple[str, bool]]:
    found = guessed_states(lanes(*names))
    return [(found[name][0].value, found[name][1]) for name in names]


def named(*names: str):  # type: ignore[no-untyped-def]
    lists = [
        {"id": id_of(n), "name": name, "pos": n, "idBoard": "b"} for n, name in enumerate(names, 1)
    ]
    cards = [card(100 + n, f"Card {n}", n % len(names) + 1) for n in range(3 * len(names))]
    return board_of("b.json", as_json(trello(lists=lists, cards=cards)))


def test_what_each_list_most_likely_means() -> None:
    assert guesses("To do", "Doing", "Done") == [
        ("backlog", True), ("in_progress", True), ("delivered", True),
    ]  # fmt: skip
    # “To do” beside a backlog is what was chosen from it.
    assert [state for state, _ in guesses("Backlog", "To Do", "Doing", "Done")] == [
        "backlog", "planned", "in_progress", "delivered",
    ]  # fmt: skip
    # A name that tells nothing is what the list before it is, but never on hold.
    assert guesses("Ideas", "Blocked", "Legal", "Doing", "With Anna", "Done") == [
        ("backlog", True), ("on_hold", True), ("backlog", False), ("in_progress", True),
        ("in_progress", False), ("delivered", True),
    ]  # fmt: skip
    assert guesses("Doing", "Done", "Links")[-1] == ("backlog", False)
    assert guesses("Stage 1", "Stage 2", "Stage 3") == [
        ("backlog", False), ("in_progress", False), ("delivered", False),
    ]  # fmt: skip
    assert guesses("Alone") == [("backlog", False)]


@pytest.mark.parametrize(
    ("names", "answer", "sure"),
    [
        (("To do", "Doing", "Done"), "states", True),
        (("Offen", "Mit Anna", "Erledigt"), "states", True),
        (("Marketing", "IT", "Care"), "batches", True),
        (("Marketing", "IT", "Done", "Care"), "batches", False),
        (("Stage 1", "Stage 2", "Stage 3"), "states", False),
        (("Backlog",), "states", True),
        (("Marketing",), "batches", True),
    ],
)  # fmt: skip
def test_what_lists_are(names: tuple[str, ...], answer: str, sure: bool) -> None:
    question = asked(named(*names))["lists"]
    assert (question.answer, question.sure) == (answer, sure)


def test_lists_of_one_card_each_are_no_batches() -> None:
    names = [f"Topic {chr(65 + n)}" for n in range(12)]
    lists = [{"id": id_of(n), "name": name, "idBoard": "b"} for n, name in enumerate(names)]
    cards = [card(100 + n, "A", n) for n in range(12)]
    board = board_of("b.json", as_json(trello(lists=lists, cards=cards)))
    assert asked(board)["lists"].answer == "labels"


def test_a_plain_board_asks_nothing_that_must_be_answered() -> None:
    board = named("To do", "Doing", "Done")
    assert [question.key for question in board.questions if not question.sure] == []
    assert {question.group for question in board.questions} == {"values", "into"}
    assert all(question.answer in dict(question.options) for question in board.questions)


def test_answers_stay_and_one_that_no_longer_fits_is_forgotten() -> None:
    board = named("To do", "Doing", "Done").answered({"list:To do": "ready"})
    assert asked(board)[f"list:{id_of(1)}"].answer == "ready"
    batches = board.answered({"lists": "batches", f"list:{id_of(2)}": "-"})
    assert asked(batches)[f"list:{id_of(1)}"].answer == "keep"
    assert "batch" not in asked(batches)
    assert {one.name for one in said(batches).batches} == {"To do", "Done"}
    again = batches.answered({"lists": "states"})
    assert asked(again)[f"list:{id_of(1)}"].answer == "ready"
    assert {one.state for one in said(again).initiatives} == {State.READY, State.DELIVERED}


@pytest.mark.parametrize(
    ("answers", "said_"),
    [({"nothing": "x"}, "Nothing is asked by the name “nothing”"),
     ({"lists": "states", "batch": "code:B9"}, "“code:B9” is no answer to batch"),
     ({"lists": "batches", "batch": "none"}, "Nothing is asked by the name “batch”")],
)  # fmt: skip
def test_what_is_not_asked_is_no_answer(answers: dict[str, str], said_: str) -> None:
    board = named("To do", "Doing", "Done")
    with pytest.raises(KnownError, match=said_):
        board.answered(answers)
    assert asked(board)["lists"].answer == "states"
