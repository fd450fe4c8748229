"""People, domains, groups and outcomes: what each refuses, in whole sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.model.errors import RuleBroken
from cxdesk.model.outcomes import Direction, Outcome, Reading
from cxdesk.model.people import (
    Domain,
    Group,
    GroupKind,
    MemberRole,
    email_problem,
    initials_problem,
    name_problem,
)
from cxdesk.model.wording import one_line
from tests.model.office import outcome, person

BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"]


def said(change: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        change()
    return caught.value.text


# Names and addresses ------------------------------------------------------------------------


@pytest.mark.parametrize("line_break", BREAKS)
def test_names_and_emails_stay_on_one_line(line_break: str) -> None:
    here = person()
    for text in (f"a@b.example{line_break}Bcc: all", f"a@b.example{line_break}"):
        assert said(lambda text=text: here.write_to(text)) == (
            "An email address stays on one line: take the line break out."
        )
    assert said(lambda: here.rename(f"Ravi{line_break}Menon")) == (
        "A name stays on one line: take the line break out."
    )


@pytest.mark.parametrize(
    "text", ["ravi", "@b.example", "ravi@", "ra vi@b.example", "a@b c", "a@@b.example"]
)
def test_what_is_no_email_address_is_said_to_be_none(text: str) -> None:
    assert email_problem(text) == (
        f"“{text}” is no email address: write it as name@company.example."
    )


@pytest.mark.parametrize("text", ["", " ", " ravi@b.example ", "o'hara+cx@b", "ü@é.example"])
def test_an_email_address_or_none_is_kept_without_its_spaces(text: str) -> None:
    here = person()
    here.write_to(text)
    assert here.email == text.strip()


def test_a_name_and_initials_are_needed() -> None:
    here = person()
    assert said(lambda: here.rename(" \t")) == "A person needs a name."
    for text in ("", "  ", "ABCDE", "A\nB"):
        assert said(lambda text=text: here.sign_with(text)).startswith("Initials are one to four")
    here.sign_with(" AD ")
    assert here.initials == "AD"
    assert (initials_problem("RM"), name_problem("Ravi", "person")) == ("", "")


@given(st.text())
def test_a_line_is_one_that_splitlines_leaves_alone(text: str) -> None:
    assert one_line(text) == ("\n".join(text.splitlines()) == text and "\n" not in text)


# Domains ------------------------------------------------------------------------------------


def test_a_capacity_is_a_number_from_zero_up() -> None:
    here = Domain(name="Care", short="Care", capacity=100.0)
    assert said(lambda: here.offer(-0.5)) == (
        "Capacity cannot be below zero: 0 says that it is not known."
    )
    for odd in (float("nan"), float("inf")):
        assert (
            said(lambda odd=odd: here.offer(odd)) == "Capacity is a number of person-days a month."
        )
    here.offer(0)
    assert here.capacity == 0
    assert said(lambda: here.rename("", "C")) == "A domain needs a name."
    assert said(lambda: here.rename("Care", " ")) == "A domain needs a short name."


# Groups -------------------------------------------------------------------------------------


def board(seats: int = 4, quorum: int | None = 3) -> Group:
    group = Group(name="Change board", kind=GroupKind.BOARD, quorum=None)
    for number in range(seats):
        group.admit(person(f"Seat {number}"))
    group.admit(person("Sofia"), MemberRole.SECRETARY)
    group.ask_for(quorum)
    return group


def test_a_quorum_is_within_the_seats_and_a_secretary_has_none() -> None:
    group = board()
    assert group.seats == 4
    assert said(lambda: group.ask_for(5)) == (
        "Change board: a quorum of 5 cannot be met with 4 seats."
    )
    assert said(lambda: group.ask_for(0)) == "Change board: a quorum is one seat at least."
    group.ask_for(4)
    group.ask_for(None)
    team = Group(name="CX team", kind=GroupKind.TEAM, quorum=None)
    assert said(lambda: team.ask_for(1)) == (
        "CX team does not vote: only a change board has a quorum."
    )


def test_no_seat_goes_that_the_quorum_needs() -> None:
    group = board(seats=3)
    first, *_, secretary = group.members
    for change in (
        lambda: group.refuse_leaving(first),
        lambda: group.cast(first, MemberRole.SECRETARY),
    ):
        assert said(change) == "Change board: a quorum of 3 cannot be met with 2 seats."
    group.refuse_leaving(secretary)
    group.cast(secretary, MemberRole.MEMBER)
    group.refuse_leaving(first)
    assert group.seats == 4


def test_a_new_chair_takes_over_from_the_old_one() -> None:
    group = board()
    first, second, *_ = group.members
    group.cast(first, MemberRole.CHAIR)
    group.cast(second, MemberRole.CHAIR)
    third = group.admit(person("New"), MemberRole.CHAIR)
    assert [one for one in group.members if one.role is MemberRole.CHAIR] == [third]
    assert first.role is second.role is MemberRole.MEMBER


def test_somebody_sits_once_and_only_while_they_take_part() -> None:
    group = board()
    assert (
        said(lambda: group.admit(group.members[0].person)) == "Seat 0 is already in Change board."
    )
    assert said(lambda: group.admit(person("Gone", active=False))) == (
        "Gone is no longer active and cannot join Change board."
    )


# Outcomes -----------------------------------------------------------------------------------


def test_a_target_differs_from_its_baseline_and_gives_the_direction() -> None:
    here = outcome()
    assert said(lambda: here.aim(5, 5.0)) == (
        "O3 needs a target other than its baseline: nothing would change."
    )
    assert said(lambda: here.aim(5, float("nan"))) == (
        "O3 needs a baseline and a target that are numbers."
    )
    assert (here.baseline, here.target) == (58.0, 72.0)
    here.aim(26, 8)
    assert here.direction is Direction.DOWN


def test_an_outcome_is_due_after_the_program_started() -> None:
    here, start = outcome(), date(2026, 2, 2)
    for day in (start, date(2025, 12, 31)):
        assert said(lambda day=day: here.fall_due(day, start)).endswith(
            "the program starts 2 Feb 2026."
        )
    here.fall_due(date(2026, 2, 3), start)
    assert here.due == date(2026, 2, 3)
    assert said(lambda: here.rename("two\nlines")) == "O3 needs a name on one line."


def reading() -> Reading:
    return Reading(outcome=Outcome(code="O2", name="NPS"), on=date(2026, 9, 18))


def test_a_split_survey_gives_value_and_number() -> None:
    here = reading()
    here.take(None, None, (160, 144, 96))
    assert (here.value, here.n) == (16.0, 400)
    assert (here.promoters, here.passives, here.detractors) == (160, 144, 96)
    here.take(11.5, 400, (146, 154, 100))
    assert here.value == 11.5
    here.take(3.25)
    assert (here.value, here.n, here.promoters) == (3.25, None, None)


@pytest.mark.parametrize(
    ("value", "n", "split", "text"),
    [
        (None, None, None, "A reading needs a number."),
        (float("inf"), None, None, "A reading needs a number."),
        (1.0, -1, None, "The number of answers cannot be below zero."),
        (None, None, (0, 0, 0), "Promoters, passives and detractors count answers: one at least."),
        (None, None, (-1, 2, 0), "Promoters, passives and detractors count answers: one at least."),
        (61.0, None, (60, 25, 15), "60 promoters, 25 passives and 15 detractors are 100 answers "
         "and a score of 45, not 100 and 61."),
        (45.0, 99, (60, 25, 15), "60 promoters, 25 passives and 15 detractors are 100 answers "
         "and a score of 45, not 99 and 45."),
        (float("nan"), None, (1, 0, 0), "1 promoters, 0 passives and 0 detractors are 1 answer "
         "and a score of 100, not 1 and nan."),
    ],
)  # fmt: skip
def test_a_reading_that_is_none_is_refused_and_nothing_is_set(
    value: float | None, n: int | None, split: tuple[int, int, int] | None, text: str
) -> None:
    here = reading()
    here.take(16.0, 400)
    assert said(lambda: here.take(value, n, split)) == text
    assert (here.value, here.n, here.promoters) == (16.0, 400, None)
