"""What names of lists and statuses mean."""

from __future__ import annotations

import pytest

from cxdesk.exchange.state_words import state_of, tells_states
from cxdesk.model.states import State


@pytest.mark.parametrize("state", State)
def test_our_own_names_mean_our_states(state: State) -> None:
    assert {state_of(state.label), state_of(state.value), state_of(state.label.upper())} == {state}


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("Todo", State.BACKLOG),
        ("Nicht begonnen", State.BACKLOG),
        ("💡 Ideas", State.BACKLOG),
        ("To be done", State.BACKLOG),
        ("Not done", State.BACKLOG),
        ("Nächste Woche", State.PLANNED),
        ("Selected for Development", State.READY),
        ("Ready", State.READY),
        ("2. Doing 🚧 (3)", State.IN_PROGRESS),
        ("Ready for review", State.IN_PROGRESS),
        ("In Bearbeitung", State.IN_PROGRESS),
        ("In Progress [WIP 5]", State.IN_PROGRESS),
        ("Läuft", State.IN_PROGRESS),
        ("Done last week", State.DELIVERED),
        ("Gelöst", State.DELIVERED),
        ("Waiting for customer", State.ON_HOLD),
        ("Zurückgestellt", State.ON_HOLD),
        ("Won’t do", State.CANCELLED),
        ("Verworfen", State.CANCELLED),
        ("Verankert", State.EMBEDDED),
    ],
)  # fmt: skip
def test_words_of_other_programs(said: str, state: State) -> None:
    assert state_of(said) is state


@pytest.mark.parametrize(
    "said", ["", "12", "✓", "Marketing", "Personal", "New York", "Open source", "Test cases",
             "Things that I want to do today or tomorrow", "Stage 1", "x" * 100_000],
)  # fmt: skip
def test_other_names_tell_no_state(said: str) -> None:
    assert state_of(said) is None


def test_lists_are_states_when_half_of_them_are_and_they_differ() -> None:
    assert tells_states(["Todo", "In Progress", "Done"])
    assert tells_states(["To do", "Legal", "With Anna", "Erledigt"])
    assert not tells_states(["Personal", "Lab", "Drill"])
    assert not tells_states(["Marketing", "IT", "Done", "Care", "Sales"])
    assert not tells_states(["Done", "Done 2025"])
    assert not tells_states([])
