"""The page of a charter: what it prints, that it stays as approved, and its JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import amount
from cxdesk.services import charters, comments, initiatives, programs
from cxdesk.services.charter_page import (
    ApprovalRow,
    CharterPage,
    CriterionRow,
    MilestoneRow,
    PhaseRow,
    RiskRow,
    ServedOutcome,
)
from cxdesk.services.charter_print import page_of, version_of
from cxdesk.store.store import Store
from tests.services.commands import cha, ini, out, per


def printed(store: Store, code: str, version: int | None = None) -> CharterPage:
    with store.read() as session:
        return page_of(session, version_of(session, code, version))


def test_the_page_of_cx_101_says_what_was_agreed(store: Store) -> None:
    its = printed(store, "CX-101")
    assert (its.program, its.code, its.title, its.version, its.state) == (
        "Meridian Telecom", "CX-101", "Single customer ID", "1.0", "Approved",
    )  # fmt: skip
    assert (its.owner, its.owner_role, its.domain, its.batch) == (
        "Ravi Menon", "CIO", "IT", "B1 Ask Once",
    )  # fmt: skip
    assert (its.cost, its.currency, its.effort, its.benefit, its.priority) == (
        220, "EUR", 260, 4.9, "Highest",
    )  # fmt: skip
    assert (its.start, its.end, its.deadline, its.horizon) == (
        date(2026, 10, 5), date(2027, 2, 26), date(2027, 4, 30), "short",
    )  # fmt: skip
    assert (its.depends_on, its.needed_by) == ((), ("CX-102", "CX-103", "CX-202"))
    assert [row.outcome.partition(" ")[0] for row in its.benefit_rows] == ["O3"]
    assert len(its.criteria) == 4
    assert its.phases
    assert its.risks
    assert [row.decision for row in its.approvals] == ["Approved"]


def test_an_approved_page_prints_the_same_after_everything_changed(store: Store) -> None:
    def change(session: initiatives.Session) -> None:
        id = ini(session, "CX-101")
        initiatives.rename(session, id, "Another title")
        initiatives.cost(session, id, 1, 1)
        initiatives.give(session, id, per(session, "Luca Moretti"))
        initiatives.serve(session, id, [out(session, "O1")])
        comments.add(session, id, "Well done")
        programs.rename(session, programs.program(session).id, "Another program")

    before = printed(store, "CX-101")
    store.do("Change", change)
    after = printed(store, "CX-101")
    assert after == before
    assert after.to_json() == before.to_json()
    assert after.check == before.check


def test_a_draft_prints_what_is_true_now(store: Store) -> None:
    assert printed(store, "CX-103").version == "0.3"
    store.do("Rename", lambda s: initiatives.rename(s, ini(s, "CX-103"), "Another title"))
    assert printed(store, "CX-103").title == "Another title"


def test_the_next_version_prints_once_it_is_approved_and_the_old_one_stays(store: Store) -> None:
    old = printed(store, "CX-101")

    def renew(session: charters.Session) -> int:
        id = charters.start(session, ini(session, "CX-101"))
        charters.write(session, id, charters.Section.OBJECTIVES, "Two IDs")
        return id

    store.do("Renew", renew)
    assert printed(store, "CX-101") == old
    assert printed(store, "CX-101", 2).objectives == "Two IDs"
    assert printed(store, "CX-101", 2).version == "1.1"
    chair = "Amara Diallo"
    store.do("Submit", lambda s: charters.submit(s, cha(s, "CX-101").id, [per(s, chair)]))
    store.do("Approve", lambda s: charters.approve(s, cha(s, "CX-101").id, per(s, chair)))
    assert (printed(store, "CX-101").version, printed(store, "CX-101").state) == ("1.1", "Approved")
    assert printed(store, "CX-101", 1) == old


@pytest.mark.parametrize(
    ("code", "version", "said"),
    [
        ("CX-999", None, "There is no initiative CX-999 in this program."),
        ("CX-204", None, "CX-204 has no charter yet."),
        ("CX-101", 7, "The charter of CX-101 has no version 7."),
    ],
)
def test_what_cannot_be_printed_is_said(
    store: Store, code: str, version: int | None, said: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        printed(store, code, version)
    assert caught.value.text == said


def test_amounts_have_no_needless_decimals() -> None:
    assert [amount(84.6, "%"), amount(58.0, "%"), amount(17, "h"), amount(16, "")] == [
        "84.6 %", "58 %", "17 h", "16",
    ]  # fmt: skip


WORDS = st.text(max_size=20)
DAYS = st.none() | st.dates()
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
LEVELS = st.integers(1, 5)


def rows(kind: type, *fields: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(st.builds(kind, *fields), max_size=3).map(tuple)


PAGES = st.builds(
    CharterPage,
    state_date=st.dates(),
    start=DAYS,
    end=DAYS,
    deadline=DAYS,
    cost=NUMBERS,
    effort=NUMBERS,
    benefit=NUMBERS,
    depends_on=st.lists(WORDS, max_size=3).map(tuple),
    needed_by=st.lists(WORDS, max_size=3).map(tuple),
    benefit_rows=rows(ServedOutcome, WORDS, WORDS, WORDS, WORDS, WORDS, DAYS),
    criteria=rows(CriterionRow, WORDS, WORDS, WORDS),
    phases=rows(PhaseRow, WORDS, DAYS, DAYS, WORDS, WORDS),
    milestones=rows(MilestoneRow, WORDS, st.dates(), st.booleans()),
    risks=rows(RiskRow, WORDS, LEVELS, LEVELS, WORDS, WORDS),
    approvals=rows(ApprovalRow, WORDS, WORDS, WORDS, DAYS, WORDS),
)


@given(PAGES)
@settings(max_examples=40, deadline=None)
def test_a_page_comes_back_from_its_json(it: CharterPage) -> None:
    back = CharterPage.from_json(it.to_json())
    assert back == it
    assert back.to_json() == it.to_json()
    assert back.check == it.check


def test_the_check_is_twelve_hex_digits_of_the_whole_page(store: Store) -> None:
    its = printed(store, "CX-101")
    assert [len(part) for part in its.check.split()] == [4, 4, 4]
    assert int(its.check.replace(" ", ""), 16) >= 0
    assert printed(store, "CX-102").check != its.check


@given(PAGES, st.data())
@settings(max_examples=40, deadline=None)
def test_a_page_of_an_older_program_lacks_fields_which_are_then_empty(
    it: CharterPage, data: st.DataObject
) -> None:
    kept = json.loads(it.to_json())
    gone = data.draw(st.sampled_from(sorted(kept)))
    del kept[gone]
    for risk in kept.get("risks", ()):
        del risk["owner"]
    kept["unheard_of"] = 1
    back = CharterPage.from_json(json.dumps(kept))
    assert getattr(back, gone) in ("", 0, None, ())
    assert all(risk.owner == "" for risk in back.risks)
    if gone != "title":
        assert back.title == it.title


def test_a_code_is_found_however_it_is_written(store: Store) -> None:
    with store.read() as session:
        assert version_of(session, "cx-101") == version_of(session, "CX-101")
