"""Baselines are taken, named and compared; milestones are kept, refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.model.errors import RuleBroken
from cxdesk.model.states import State
from cxdesk.services import baselines, drift, initiatives, kanban, milestones
from cxdesk.services.baselines import CHARTERS, BaselineKind, BaselineRow, Key
from cxdesk.services.cards import board
from cxdesk.services.drift import DriftReport, Verdict, compare, ghosts
from cxdesk.services.roadmap import roadmap
from cxdesk.services.roadmap_days import Mark, Tone, marks, request_days
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import NASTY, ini
from tests.services.plan_commands import base, mile


def rows(store: Store) -> tuple[BaselineRow, ...]:
    with store.read() as session:
        return baselines.baselines(session)


def report(store: Store, key: Key) -> DriftReport:
    with store.read() as session:
        return drift.drift(session, key)


def take(store: Store, name: str) -> int:
    return store.do("Take", lambda s: baselines.take(s, name))[0]


def test_baselines_stand_newest_first_and_approved_charters_last(
    store: Store, empty_store: Store
) -> None:
    new = take(store, "  Before the board ")
    newest, sample, chartered = rows(store)
    assert (newest.key, newest.name, newest.on) == (new, "Before the board", TODAY)
    assert (sample.name, sample.on) == ("1 Sep 2026", date(2026, 9, 1))
    assert (chartered.key, chartered.kind) == (CHARTERS, BaselineKind.CHARTERS)
    assert chartered.on == date(2026, 11, 13)
    with store.read() as session:
        held = baselines.bars(session, new)
        assert len(held) == 24
        assert len(baselines.bars(session, sample.key)) == 15
        charters = baselines.bars(session, CHARTERS)
        assert len(charters) == 15
        bill = ini(session, "CX-201")
        assert charters[bill] == (date(2026, 10, 19), date(2027, 2, 12))
        past = baselines.past_row(date(2026, 9, 1))
        assert baselines.row_of(session, past.key) == past
        assert baselines.bars(session, past.key) == baselines.bars(session, sample.key)
        assert past.name == "As it was on 1 Sep 2026"
    assert rows(empty_store) == ()


def test_names_are_proposed_and_refused(store: Store, empty_store: Store) -> None:
    def proposed() -> str:
        with store.read() as session:
            return baselines.proposed_name(session)

    taken = [take(store, proposed()) for _ in range(3)]
    assert [row.name for row in rows(store)[:3]] == [
        "23 Nov 2026 (3)", "23 Nov 2026 (2)", "23 Nov 2026",
    ]  # fmt: skip
    for name, why in (
        ("  ", "needs a name"), ("x" * 81, "80 letters"), ("a\nb", "one line"),
        ("approved CHARTERS", "by themselves"), ("1 SEP 2026", "“1 Sep 2026”"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=why):
            take(store, name)
        with pytest.raises(RuleBroken, match=why):
            store.do("Rename", lambda s, name=name: baselines.rename(s, taken[0], name))
    store.do("Rename", lambda s: baselines.rename(s, taken[0], "23 nov 2026"))
    store.do("Remove", lambda s: baselines.remove(s, taken[0]))
    assert taken[0] not in {row.key for row in rows(store)}
    with pytest.raises(KnownError, match="no longer there"):
        report(store, taken[0])
    with pytest.raises(RuleBroken, match="No initiative has dates"):
        take(empty_store, "Too early")


def test_the_drift_of_the_sample_is_in_working_days(store: Store) -> None:
    with store.read() as session:
        found = drift.drift(session, base(session))
    slips = {row.code[3:]: (row.start_slip, row.end_slip, row.stretch) for row in found.rows}
    assert {code: slip for code, slip in slips.items() if slip[1]} == {
        "101": (0, 20, 20), "201": (0, 5, 5), "302": (5, 10, 5), "401": (20, 20, 0),
        "402": (20, 20, 0),
    }  # fmt: skip
    said = found.summary
    assert (said.later, said.earlier, said.kept, said.new, said.gone) == (5, 0, 10, 9, 0)
    assert said.mean == pytest.approx(75 / 15)
    assert said.worst is not None
    assert (said.worst.code, said.was_end, said.end) == (
        "CX-101", date(2027, 7, 2), date(2027, 12, 17),
    )  # fmt: skip
    assert {row.verdict for row in found.rows if row.was_end is None} == {Verdict.NEW}


def test_what_was_given_up_taken_off_or_left_undated_is_told_apart(store: Store) -> None:
    key = take(store, "Now")
    with store.read() as session:
        ids = {code: ini(session, f"CX-{code}") for code in ("204", "404", "603", "503", "301")}

    def change(s: Session) -> None:
        kanban.change_state(s, ids["204"], State.CANCELLED, "no budget")
        initiatives.archive(s, ids["603"])
        initiatives.schedule(s, ids["404"], None, None)
        # From a Monday to the Saturday before it, and from a Friday to the Sunday after it.
        initiatives.schedule(s, ids["503"], date(2027, 9, 4), date(2027, 11, 28))
        initiatives.schedule(s, ids["301"], date(2026, 10, 12), date(2026, 12, 11))

    store.do("Change", change)
    found = {row.code[3:]: row for row in report(store, key).rows}
    said = {code: row.verdict for code, row in found.items() if row.verdict is not Verdict.KEPT}
    assert said == {
        "204": Verdict.CANCELLED, "603": Verdict.ARCHIVED, "404": Verdict.UNDATED,
        "301": Verdict.EARLIER,
    }  # fmt: skip
    assert (found["503"].start_slip, found["503"].end_slip) == (0, 0)
    assert (found["301"].end_slip, found["404"].end_slip) == (-5, None)
    summary = report(store, key).summary
    assert (summary.gone, summary.undated, summary.earlier, summary.worst) == (2, 1, 1, None)
    assert summary.end == date(2027, 11, 28)
    with store.read() as session:
        both = compare(session, [key, base(session), "2026-09-28", CHARTERS])
        shadows = ghosts(session, key, board(session).cards, board(session).frame.calendar)
    cells = {row.code[3:]: (row.ends, row.slips) for row in both.rows}
    late = date(2027, 1, 31)
    now = date(2027, 2, 26)
    assert cells["101"] == ((now, late, late, now), (0, 20, 20, 0))
    assert cells["204"] == ((date(2027, 5, 21), None, date(2027, 5, 21), None), (None,) * 4)
    assert [one.name for one in both.baselines][:2] == ["Now", "1 Sep 2026"]
    assert (both.ends[0], both.slips[0], both.end) == (
        date(2027, 12, 17), -15, date(2027, 11, 28),
    )  # fmt: skip
    assert shadows[ids["301"]].slip == -5
    assert ids["204"] not in shadows


def at(store: Store, today: date = TODAY) -> dict[str, Mark]:
    with store.read() as session:
        found = marks(roadmap(session), today, request_days(session))
    assert [mark.on for mark in found] == sorted(mark.on for mark in found)
    return {mark.title: mark for mark in found}


def test_marks_say_deadlines_outside_dates_and_what_is_overdue(store: Store) -> None:
    here = at(store)
    both = here["B1, B3"]
    assert (both.note, both.filled, both.tone) == ("30 Apr", True, Tone.PLAIN)
    assert [(item.kind, item.name) for item in both.items] == [
        ("batch", "B1 Ask Once"), ("batch", "B3 Answer Faster"),
    ]  # fmt: skip
    deadline = here["Regulator deadline"]
    assert (deadline.note, deadline.filled, deadline.minor) == ("R2, 1 Mar", False, False)
    assert [item.kind for item in deadline.items] == ["milestone", "request"]
    assert deadline.words == "Regulator deadline, R2, 1 Mar 2027"
    check = here["603 six-month check"]
    assert (check.note, check.tone) == ("due 8 Nov, 15 d late", Tone.LATE)
    assert check.items[0].kind == "initiative"
    reached, ahead = here["Matching rules agreed"], here["Switch-over complete"]
    assert (reached.tone, ahead.tone, ahead.minor) == (Tone.DONE, Tone.PLAIN, True)
    assert ahead.note == "CX-101, 26 Feb"
    later = at(store, date(2027, 5, 3))
    assert (later["B1, B3"].note, later["B1, B3"].tone) == ("30 Apr, 3 d late", Tone.LATE)
    assert later["Regulator deadline"].tone is Tone.LATE
    assert later["Switch-over complete"].note == "CX-101, 26 Feb, 66 d late"
    store.do("Remove", lambda s: milestones.remove(s, mile(s)))
    alone = at(store)["One-click cancellation"]
    assert (alone.note, alone.filled) == ("R2, 1 Mar", False)


def test_milestones_are_refused_in_words(store: Store) -> None:
    with store.read() as session:
        backlog = ini(session, "CX-404")
    store.do("Cancel", lambda s: kanban.change_state(s, backlog, State.CANCELLED, "no budget"))
    for name, home, why in (
        (" ", None, "needs a name"), ("x" * 81, None, "80 letters"), (f"{NASTY}\n", None, ""),
        ("a\u2028b", None, "one line"), ("Ramp", backlog, "CX-404 is cancelled"),
    ):  # fmt: skip
        if not why:
            store.do("Add", lambda s, name=name: milestones.add(s, name, TODAY))
            continue
        with pytest.raises(RuleBroken, match=why):
            store.do("Add", lambda s, n=name, h=home: milestones.add(s, n, TODAY, h))
    with store.read() as session:
        assert NASTY in {row.name for row in roadmap(session).milestones}
        on = mile(session, "First mailing")
    with pytest.raises(RuleBroken, match="CX-404 is cancelled"):
        store.do("Assign", lambda s: milestones.assign(s, on, backlog))
    with pytest.raises(RuleBroken, match="needs a name"):
        store.do("Rename", lambda s: milestones.rename(s, on, ""))
