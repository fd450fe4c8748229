"""What a board leaves open: questions with a guess each, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxdesk.exchange.boards.board import Axis, Board, Lane
from cxdesk.exchange.opened import LEAVE_OUT, Into, Question
from cxdesk.exchange.state_words import state_of, tells_states
from cxdesk.model.states import State
from cxdesk.model.wording import count
from cxdesk.store.errors import KnownError

LANES, DATES, BATCH = "lists", "dates", "batch"
LABELS, ARCHIVED, ITEMS, COST = "labels", "archived", "checklists", "cost"
STATES, BATCHES, DOMAINS, KEEP = "states", "batches", "domains", "keep"
WHOLE, NONE = "board", "none"
LANE, EACH, CODE = "list:", "each:", "code:"
MOST_LANES = 200
"""Of so many lists each is asked for; the others are taken for what they are guessed to be."""
_FEW = 5
"""So many lists may be batches however few cards are in each."""
_THOUSANDS, _UNITS = "thousands", "units"
_MUCH = 5_000
"""A cost above that is hardly in thousands."""

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the answers say; states by key of a lane, None for one that is left out."""

    lanes: str
    states: Mapping[str, State | None]
    left_out: frozenset[str]  # keys of lanes
    batch: str
    labels: str
    archived: bool
    items: bool
    cost_unit: float  # of the file's costs, in thousands


def questions(board: Board, into: Into, answers: Answers) -> tuple[Question, ...]:
    """What is open, with the answers given so far; one that no longer fits is forgotten."""
    asked: list[Question] = []
    if board.month_first is not None:
        asked.append(_dates(board))
    lanes = STATES
    if board.lanes_vary and board.lanes:
        asked.append(_answered(_lanes(board), answers))
        lanes = asked[-1].answer
    asked += _each_lane(board, lanes)
    if lanes != BATCHES:
        asked.append(_batch(board, into))
    if any(card.labels for card in board.cards):
        asked.append(_labels(board))
    if any(card.items for card in board.cards):
        asked.append(_items(board))
    if any(card.cost for card in board.cards):
        asked.append(_cost(board))
    if any(card.archived for card in board.cards):
        asked.append(_archived(board))
    return tuple(_answered(question, answers) for question in asked)


def accepted(board: Board, into: Into, given: Answers, new: Answers) -> dict[str, str]:
    """The answers given so far with the new ones. Raises KnownError for one that there is not.

    A list may be named instead of keyed: "list:To do".
    """
    named = {LANE + lane.name: LANE + lane.key for lane in reversed(board.lanes)}
    taken, left = dict(given), {named.get(key, key): answer for key, answer in new.items()}
    while left:
        # What lists are decides what is asked of each, and so is heard first.
        known = {each.key: each for each in questions(board, into, taken)}
        now = [key for key in (LANES,) if key in left and key in known] or [
            key for key in left if key in known
        ]
        if not now:
            key = next(iter(left))
            raise KnownError(f"Nothing is asked by the name “{key[:60]}” of this file.")
        for key in now:
            options = [option for option, _ in known[key].options]
            if left[key] not in options:
                raise KnownError(
                    f"“{left[key][:60]}” is no answer to {key}: {', '.join(options)[:300]} are."
                )
            taken[key] = left.pop(key)
    return taken


def choices(board: Board, into: Into, answers: Answers) -> Choices:
    """What the answers mean for the cards."""
    said = {each.key: each.answer for each in questions(board, into, answers)}
    lanes = said.get(LANES, STATES)
    states: dict[str, State | None] = {}
    left_out: set[str] = set()
    guesses = guessed_states(board.lanes)
    for lane in board.lanes:
        answer = said.get(LANE + lane.key, KEEP)
        if answer == LEAVE_OUT:
            left_out.add(lane.key)
            states[lane.key] = None
        elif lanes == STATES:
            states[lane.key] = State(answer) if answer != KEEP else guesses[lane.key][0]
    return Choices(
        lanes, states, frozenset(left_out), said.get(BATCH, NONE),
        said.get(LABELS, LABELS), said.get(ARCHIVED, KEEP) == KEEP,
        said.get(ITEMS, "actions") == "actions", 0.001 if said.get(COST) == _UNITS else 1.0,
    )  # fmt: skip


def guessed_states(lanes: tuple[Lane, ...]) -> dict[str, tuple[State, bool]]:
    """What each lane means, and whether its name tells.

    One whose name tells nothing is what the lane before it is, Backlog after one where work is
    done; of lanes that all tell nothing the first is Backlog, the last Delivered, and those between
    are In progress.
    """
    told = {lane.key: lane.state or state_of(lane.name) for lane in lanes}
    if State.BACKLOG in told.values():
        # “To do” beside a backlog is what was chosen from it.
        backlogs = [lane for lane in lanes if told[lane.key] is State.BACKLOG]
        if any("backlog" in lane.name.lower() for lane in backlogs):
            for lane in backlogs:
                if lane.name.lower().replace(" ", "").strip("-_.:!0123456789") in _CHOSEN:
                    told[lane.key] = State.PLANNED
    silent = not any(told.values())
    found: dict[str, tuple[State, bool]] = {}
    before = State.BACKLOG
    for place, lane in enumerate(lanes):
        state = told[lane.key]
        if state is None and silent and place:
            last = place == len(lanes) - 1
            found[lane.key] = (State.DELIVERED if last else State.IN_PROGRESS, False)
        else:
            found[lane.key] = (state or before, state is not None)
            if state in _GOING:
                before = state
            elif state in (State.DELIVERED, State.EMBEDDED):
                before = State.BACKLOG
    return found


_GOING = (State.BACKLOG, State.PLANNED, State.READY, State.IN_PROGRESS)
_CHOSEN = {"todo", "todos", "zuerledigen", "zutun", "tobedone"}


# Questions ----------------------------------------------------------------------------------


def _answered(question: Question, answers: Answers) -> Question:
    answer = answers.get(question.key, question.answer)
    if answer == question.answer or answer not in (option for option, _ in question.options):
        return question
    return Question(
        question.key, question.text, question.group, question.options, answer, question.hint
    )


def _dates(board: Board) -> Question:
    options = (("month", "Month first: 12/31/2026"), ("day", "Day first: 31/12/2026"))
    answer = "month" if board.month_first else "day"
    hint = f"e.g. {board.dates_like}" if board.dates_like else ""
    return Question(DATES, "Dates", "file", options, answer, hint, board.dates_sure)


def _lanes(board: Board) -> Question:
    lanes = board.words.lanes
    options = (
        (STATES, "States of the work"),
        (BATCHES, "Batches"),
        (DOMAINS, "Domains"),
        (LABELS, "Labels"),
    )
    telling = tells_states([lane.name for lane in board.lanes])
    known = sum(state_of(lane.name) is not None for lane in board.lanes)
    telling = telling or known == len(board.lanes)
    answer = STATES if telling or _staged(board.lanes) else BATCHES
    if answer == BATCHES and len(board.lanes) > max(_FEW, len(board.cards) // 2):
        answer = LABELS  # batches of a single card order nothing
    # Doubtful is what lies between: some names tell a state, or none does but all are numbered.
    sure = telling or (known == 0 and answer != STATES)
    names = ", ".join(lane.name for lane in board.lanes[:4])
    more = " …" if len(board.lanes) > 4 else ""
    text = f"What the {lanes} are"
    return Question(LANES, text, "values", options, answer, f"{names}{more}"[:120], sure)


def _staged(lanes: tuple[Lane, ...]) -> bool:
    """Whether the lanes are numbered stages of one thing: "Stage 1", "Stage 2"."""
    heads = {lane.name.rstrip("0123456789 .:-").lower() for lane in lanes}
    return len(lanes) > 1 and len(heads) == 1 and heads <= _STAGES


_STAGES = {"stage", "step", "status", "state", "phase", "stufe", "schritt", "zustand"}


def _each_lane(board: Board, lanes: str) -> list[Question]:
    words, asked = board.words, []
    many: dict[str, int] = {}
    for card in board.cards:
        many[card.lane] = many.get(card.lane, 0) + 1
    guesses = guessed_states(board.lanes)
    for lane in board.lanes[:MOST_LANES]:
        hint = count(many.get(lane.key, 0), words.card, words.cards)
        key, text = LANE + lane.key, lane.name
        if lanes == STATES:
            options = (*((state.value, state.label) for state in State), _LEFT)
            state, told = guesses[lane.key]
            sure = told or not many.get(lane.key)
            asked.append(Question(key, text, "values", options, state.value, hint, sure))
        else:
            kept = {BATCHES: "A batch", DOMAINS: "A domain"}.get(lanes, "A label")
            asked.append(Question(key, text, "values", ((KEEP, kept), _LEFT), KEEP, hint))
    return asked


_LEFT = (LEAVE_OUT, "Leave out")


def _batch(board: Board, into: Into) -> Question:
    words = board.words
    options = [(WHOLE, f"One batch: {board.name}")]
    options += [(EACH + axis.key, f"One for each {axis.one}") for axis in _telling(board)]
    options += [(CODE + code, f"{code} {name}") for code, name in into.batches]
    options.append((NONE, "No batch"))
    usual = EACH + board.usual
    answer = usual if usual in dict(options) else WHOLE
    hint = count(len(board.cards), words.card, words.cards)
    return Question(BATCH, f"Where the {words.cards} go", "into", tuple(options), answer, hint)


def _telling(board: Board) -> list[Axis]:
    return [axis for axis in board.axes if axis.names]


def _labels(board: Board) -> Question:
    names = list(dict.fromkeys(label for card in board.cards for label in card.labels))
    options = ((LABELS, "Labels"), (DOMAINS, "Domains: the first label of each"), _LEFT)
    hint = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
    return Question(LABELS, "What labels become", "into", options, LABELS, hint[:120])


def _items(board: Board) -> Question:
    many = sum(len(card.items) for card in board.cards)
    options = (("actions", "Actions"), _LEFT)
    text = board.words.items.capitalize()
    return Question(ITEMS, text, "into", options, "actions", count(many, board.words.item))


def _archived(board: Board) -> Question:
    words = board.words
    many = count(sum(card.archived for card in board.cards), words.card, words.cards)
    options = ((KEEP, "Bring along, archived"), _LEFT)
    return Question(ARCHIVED, f"Archived {words.cards}", "into", options, KEEP, many)


def _cost(board: Board) -> Question:
    costs = [card.cost for card in board.cards if card.cost]
    options = ((_THOUSANDS, "Thousands, as here"), (_UNITS, "Single units of the currency"))
    answer = _UNITS if max(costs) > _MUCH else _THOUSANDS
    return Question(COST, "Costs are in", "file", options, answer, f"e.g. {costs[0]:,.10g}", False)
