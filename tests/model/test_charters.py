"""Charters: draft, review, approval, the next version; an approved one never changes (rule 2)."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.model.charter_lines import Benefit, Criterion, Duty, Phase
from cxdesk.model.charters import Charter, CharterState, Verdict
from cxdesk.model.errors import RuleBroken
from tests.model.office import TODAY, approval, bare, charter, person, planned

DRAFT, REVIEW = CharterState.DRAFT, CharterState.IN_REVIEW
APPROVED, SUPERSEDED = CharterState.APPROVED, CharterState.SUPERSEDED


@pytest.mark.parametrize(
    ("version", "revision", "state", "label"),
    [
        (1, 1, DRAFT, "0.1"),
        (1, 2, REVIEW, "0.2"),
        (1, 12, DRAFT, "0.12"),
        (1, 2, APPROVED, "1.0"),
        (1, 2, SUPERSEDED, "1.0"),
        (2, 1, DRAFT, "1.1"),
        (2, 3, APPROVED, "1.1"),
        (3, 1, REVIEW, "1.2"),
    ],
)
def test_versions_are_called_as_people_say_them(
    version: int, revision: int, state: CharterState, label: str
) -> None:
    assert Charter(version=version, revision=revision, state=state).label == label


def test_a_charter_goes_to_review_back_to_draft_and_to_approval() -> None:
    here, chair, money = charter(planned(), DRAFT), person("Amara Diallo"), person("Elena Rossi")
    here.submit([chair, money], today=TODAY)
    assert (here.state, here.label) == (REVIEW, "0.1")
    here.return_to_draft(today=TODAY, rejected_by=money, comment="Too dear")
    assert (here.state, here.label) == (DRAFT, "0.2")
    assert [one.verdict for one in here.approvals] == [None, Verdict.REJECTED]
    here.submit([chair, money], today=TODAY)
    assert [one.verdict for one in here.approvals] == [None, None]
    assert not here.approve(chair, today=TODAY)
    assert here.state is REVIEW
    assert here.approve(money, today=date(2026, 11, 24), comment="Fine")
    assert (here.state, here.label, here.state_since) == (APPROVED, "1.0", date(2026, 11, 24))
    assert [one.comment for one in here.approvals] == ["", "Fine"]


def test_an_approver_named_twice_signs_once() -> None:
    here, chair = charter(planned(), DRAFT), person("Amara Diallo")
    here.submit([chair, chair], today=TODAY)
    assert here.approve(chair, today=TODAY)


def test_the_next_version_supersedes_the_one_before_and_keeps_its_ticks() -> None:
    owner = planned()
    old = charter(owner, APPROVED, criteria=[Criterion(text="Merged", ticked_on=TODAY)])
    new = charter(owner, REVIEW, criteria=[Criterion(text="Merged"), Criterion(text="Checked")])
    chair = person()
    new.approvals = [approval(chair)]
    assert owner.approved_charter is old
    new.approve(chair, today=TODAY)
    assert (old.state, new.state, new.label) == (SUPERSEDED, APPROVED, "1.1")
    assert owner.approved_charter is new
    assert [line.ticked_on for line in new.criteria] == [TODAY, None]


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"objectives": "  \n"}, "objectives"),
        ({"benefits": ""}, "benefits"),
        ({"benefits": "", "benefit_lines": [Benefit(text="More calls", adverse=True)]}, "benefits"),
        (
            {"duties": [Duty(text="Count", letters={"7": "R"})]},
            "one person who answers (A) for each row of the RACI table",
        ),
        ({"criteria": []}, "a definition of the completed task"),
        ({"criteria": [Criterion(text=" ")]}, "a definition of the completed task"),
        ({"phases": []}, "at least one phase"),
        (
            {"objectives": "", "benefits": "", "criteria": [], "phases": [Phase(name=" ")]},
            "objectives, benefits, a definition of the completed task and at least one phase",
        ),
    ],
)
def test_submitting_says_what_the_charter_still_needs(
    missing: dict[str, object], said: str
) -> None:
    here = charter(planned("CX-103"), DRAFT, **missing)
    with pytest.raises(RuleBroken) as caught:
        here.submit([person()], today=TODAY)
    assert caught.value.text == f"The charter of CX-103 still needs {said}."
    assert caught.value.way is not None
    assert (caught.value.way.label, caught.value.way.kind) == ("Open charter", "charter")
    assert here.state is DRAFT


def test_a_benefit_as_a_line_is_one_and_one_answers_for_each_duty() -> None:
    here = charter(
        planned(), DRAFT, benefits="", benefit_lines=[Benefit(text="Fewer calls", adverse=False)],
        duties=[Duty(text="Count", letters={"7": "R", "8": "A"})],
    )  # fmt: skip
    here.submit([person()], today=TODAY)
    assert here.state is REVIEW


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (
            REVIEW,
            "Charter v0.1 of CX-101 is in review and does not change: send it back to draft first.",
        ),
        (
            APPROVED,
            "Charter v1.0 of CX-101 is approved and does not change: start a new version.",
        ),
        (
            SUPERSEDED,
            "Charter v1.0 of CX-101 is superseded and does not change: start a new version.",
        ),
    ],
)
def test_only_a_draft_changes(state: CharterState, said: str) -> None:
    here = charter(planned(), state)
    assert not here.editable
    with pytest.raises(RuleBroken) as caught:
        here.refuse_change()
    assert caught.value.text == said
    charter(planned(), DRAFT).refuse_change()


def test_each_step_of_a_charter_has_one_state_to_start_from() -> None:
    chair = person()
    for state in CharterState:
        here = charter(planned(), state, approvals=[approval(chair)])
        steps = {
            "submitted": (DRAFT, "a draft", lambda one=here: one.submit([chair], today=TODAY)),
            "sent back": (REVIEW, "in review", lambda one=here: one.return_to_draft(today=TODAY)),
            "approved": (REVIEW, "in review", lambda one=here: one.approve(chair, today=TODAY)),
        }
        for doing, (needed, noun, step) in steps.items():
            if needed is state:
                continue
            with pytest.raises(RuleBroken) as caught:
                step()
            assert caught.value.text == (
                f"Charter v{here.label} of CX-101 is {state.noun}: "
                f"only one that is {noun} can be {doing}."
            )
            assert here.state is state


def test_only_its_approvers_decide() -> None:
    here = charter(planned(), REVIEW, approvals=[approval(person())])
    other = person("Ben Carter")
    said = r"^Ben Carter is not an approver of the charter of CX-101\.$"
    with pytest.raises(RuleBroken, match=said):
        here.approve(other, today=TODAY)
    with pytest.raises(RuleBroken, match=said):
        here.return_to_draft(today=TODAY, rejected_by=other)


def test_somebody_who_is_there_must_approve() -> None:
    here = charter(planned(), DRAFT)
    with pytest.raises(RuleBroken, match=r"^Name who approves the charter of CX-101\.$"):
        here.submit([], today=TODAY)
    with pytest.raises(RuleBroken, match="Jonas Weber is no longer active"):
        here.submit([person("Jonas Weber", active=False)], today=TODAY)


def test_a_phase_does_not_end_before_it_starts() -> None:
    phase = Phase(name="Design")
    with pytest.raises(RuleBroken) as caught:
        phase.schedule(date(2027, 1, 2), date(2027, 1, 1))
    assert caught.value.text == (
        "Phase “Design” cannot end 1 Jan 2027, before it starts 2 Jan 2027."
    )
    phase.schedule(date(2027, 1, 2), date(2027, 1, 2))
    phase.schedule(None, date(2027, 1, 2))
    assert (phase.start, phase.end) == (None, date(2027, 1, 2))


def test_an_initiative_without_charter_has_none_that_holds() -> None:
    assert bare().approved_charter is None
