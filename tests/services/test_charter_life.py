"""A charter goes to its approvers and comes back; nothing that was said of it is lost."""

from __future__ import annotations

import pytest

from cxdesk.model.charters import Charter, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.services import charter_lines, charters
from cxdesk.services.charter_gaps import gaps
from cxdesk.services.charter_rows import charter_row
from cxdesk.services.verdicts import earlier_verdicts
from cxdesk.store.store import Store
from tests.services.commands import CHAIR, DRAFT, cha, ini, per


@pytest.fixture
def draft(store: Store) -> int:
    with store.read() as session:
        return cha(session, DRAFT).id


def people(store: Store) -> tuple[int, int]:
    with store.read() as session:
        return per(session, CHAIR), per(session, "Elena Rossi")


def said(store: Store, id: int) -> list[tuple[str, str, Verdict, str]]:
    with store.read() as session:
        return [
            (one.label, one.name, one.verdict, one.comment) for one in earlier_verdicts(session, id)
        ]


def test_what_was_said_of_earlier_drafts_stays_through_submitting_and_undo(
    store: Store, draft: int
) -> None:
    chair, money = people(store)
    with store.read() as session:
        first = session.get_one(Charter, draft).label
        before = len(earlier_verdicts(session, draft))
    store.do("Submit", lambda s: charters.submit(s, draft, [chair, money]))
    store.do("More", lambda s: charters.ask_more(s, draft, chair, "Who pays?"))
    store.do("Answer", lambda s: charters.answer(s, draft, chair, "Finance"))
    store.do("Approve", lambda s: charters.approve(s, draft, chair, "Fine"))
    store.do("Reject", lambda s: charters.send_back(s, draft, money, "Too dear"))
    assert said(store, draft)[before:] == [
        (first, CHAIR, Verdict.MORE, "Who pays?"),
        (first, CHAIR, Verdict.APPROVED, "Fine"),
        (first, "Elena Rossi", Verdict.REJECTED, "Too dear"),
    ]
    store.do("Submit", lambda s: charters.submit(s, draft, [money]))
    store.do("Back", lambda s: charters.send_back(s, draft))
    kept = said(store, draft)
    assert len(kept) == before + 3  # nobody said anything of the second
    store.do("Submit", lambda s: charters.submit(s, draft, [money]))
    assert said(store, draft) == kept
    for _ in range(3):  # submitting, sending back, submitting
        store.undo()
    assert said(store, draft) == kept
    store.undo()
    assert len(said(store, draft)) == before + 1  # the question alone
    store.undo()
    assert len(said(store, draft)) == before
    store.redo()
    store.redo()
    assert said(store, draft) == kept


def test_a_question_waits_for_its_answer_and_for_the_verdict(store: Store, draft: int) -> None:
    chair, _ = people(store)
    store.do("Submit", lambda s: charters.submit(s, draft, [chair]))
    store.do("More", lambda s: charters.ask_more(s, draft, chair, "Who pays?"))
    with pytest.raises(RuleBroken, match="Write what"):
        store.do("Answer", lambda s: charters.answer(s, draft, chair, " "))
    store.do("Answer", lambda s: charters.answer(s, draft, chair, "Finance"))
    with store.read() as session:
        (one,) = charter_row(session.get_one(Charter, draft)).approvals
    assert (one.verdict, one.comment, one.answer) == (None, "Who pays?", "Finance")


def test_gaps_are_named_with_the_part_and_the_line(store: Store) -> None:
    id, _ = store.do("Write", lambda s: charters.start(s, ini(s, "CX-404")))

    def read() -> list[tuple[str, str, bool]]:
        with store.read() as session:
            found = gaps(charter_row(session.get_one(Charter, id)))
        return [(gap.part, gap.text, gap.refuses) for gap in found]

    assert [part for part, _, refuses in read() if refuses] == [
        "objectives", "benefit", "completed", "phases",
    ]  # fmt: skip
    store.do("A", lambda s: charter_lines.add_criterion(s, id, "Every part is counted " * 9))
    store.do("B", lambda s: charter_lines.add_phase(s, id, "Build"))
    store.do("C", lambda s: charter_lines.add_duty(s, id, "Count", {}))
    found = read()
    assert ("team", "Nobody answers for “Count”: give exactly one A", True) in found
    assert ("phases", "Phase “Build” has no dates", False) in found
    assert any(text.endswith("…” has no evidence") for _, text, _ in found)
    assert [refuses for *_, refuses in found] == sorted((r for *_, r in found), reverse=True)
