"""What an initiative carries and passes on: comments, labels, templates and copies."""

from __future__ import annotations

from datetime import date

import pytest

from cxdesk.analysis.calendar import WorkCalendar
from cxdesk.model.errors import RuleBroken
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import (
    actions,
    attachments,
    calendar,
    comments,
    detail,
    duplicates,
    initiatives,
    labels,
    people,
    saved_views,
    templates,
)
from cxdesk.services.cards import board
from cxdesk.services.detail import Detail
from cxdesk.services.frame import frame
from cxdesk.services.labels import LabelRow
from cxdesk.services.search import SearchIndex
from cxdesk.store.store import Store
from tests.services.commands import bat, ini, per


def shown(store: Store, id: int) -> Detail:
    with store.read() as session:
        found = detail.detail(session, id)
    assert found is not None
    return found


def of(store: Store, code: str) -> Detail:
    with store.read() as session:
        return shown(store, ini(session, code))


def test_who_said_something_changes_it_and_takes_it_back_and_nobody_else(store: Store) -> None:
    id = store.do("Say", lambda s: comments.add(s, ini(s, "CX-101"), "שלום\n\nagreed"))[0]
    assert (of(store, "CX-101").comments[0].text, of(store, "CX-101").comments[0].edited) == (
        "שלום\n\nagreed", False,
    )  # fmt: skip
    store.do("Edit", lambda s: comments.edit(s, id, "not agreed"))
    assert of(store, "CX-101").comments[0].edited
    store.undo()
    assert not of(store, "CX-101").comments[0].edited
    store.who = "Jonas Weber"
    for command in (lambda s: comments.edit(s, id, "x"), lambda s: comments.remove(s, id)):
        with pytest.raises(RuleBroken, match="Sofia Marques wrote this"):
            store.do("Other", command)
    store.who = "Sofia Marques"
    with pytest.raises(RuleBroken, match="Write something first"):
        store.do("Empty", lambda s: comments.edit(s, id, " \n"))
    store.do("Remove", lambda s: comments.remove(s, id))
    assert id not in [one.id for one in of(store, "CX-101").comments]


def test_labels_are_spelled_as_they_are_in_use_and_renamed_everywhere(store: Store) -> None:
    store.do("A", lambda s: labels.give(s, [ini(s, "CX-101"), ini(s, "CX-102")], " Kräuter "))
    store.do("B", lambda s: labels.give(s, [ini(s, "CX-204")], "KRAUTER"))
    store.do("C", lambda s: labels.give(s, [ini(s, "CX-204")], "law"))
    template = store.do("T", lambda s: templates.make(s, ini(s, "CX-204"), "Legal"))[0]
    view = {"columns": "state", "filter": {"labels": ["law", "", "Kräuter"], "text": "law"}}
    store.do("V", lambda s: saved_views.add(s, "Legal", view))
    with store.read() as session:
        assert LabelRow("Kräuter", 3) in labels.labels(session)
    store.do("Rename", lambda s: labels.rename(s, "law", "kräuter"))
    with store.read() as session:
        (kept,) = saved_views.saved_views(session)
    assert kept.content == view | {"filter": {"labels": ["Kräuter", ""], "text": "law"}}
    assert "law" not in of(store, "CX-204").labels
    assert of(store, "CX-204").labels.count("Kräuter") == 1
    made = store.do("Use", lambda s: templates.begin(s, template, "New"))[0]
    assert shown(store, made).labels == of(store, "CX-204").labels
    store.do("Remove", lambda s: labels.remove(s, "Kräuter"))
    assert "Kräuter" not in (*of(store, "CX-101").labels, *of(store, "CX-204").labels)
    again = store.do("Use", lambda s: templates.begin(s, template, "Newer"))[0]
    assert "Kräuter" not in shown(store, again).labels
    for text, why in ((" ", "needs a word"), ("a\nb", "one line"), ("x" * 61, "60 letters")):
        with pytest.raises(RuleBroken, match=why):
            store.do("Bad", lambda s, text=text: labels.give(s, [ini(s, "CX-101")], text))


def test_a_copy_has_the_work_and_nothing_of_its_history(store: Store) -> None:
    store.do("Mark", lambda s: labels.give(s, [ini(s, "CX-101")], "crm"))
    store.do("File", lambda s: attachments.attach(s, ini(s, "CX-101"), "a.txt", b"x"))
    store.do("Say", lambda s: comments.add(s, ini(s, "CX-101"), "Well"))
    dropped = of(store, "CX-101").actions[-1]
    store.do("Drop", lambda s: actions.set_state(s, dropped.id, ActionState.DROPPED))
    here = of(store, "CX-101")
    made = store.do("Copy", lambda s: duplicates.duplicate(s, [here.id]))[0][0]
    copy = shown(store, made)
    assert (copy.code, copy.title, copy.state) == ("CX-105", "Single customer ID (copy)",
                                                   State.BACKLOG)  # fmt: skip
    assert (copy.batch_id, copy.owner, copy.sponsor) == (here.batch_id, here.owner, here.sponsor)
    assert (copy.cost, copy.effort, copy.scores) == (here.cost, here.effort, here.scores)
    assert (copy.labels, [one.code for one in copy.outcomes]) == (here.labels, ["O3"])
    assert "crm" in copy.labels
    assert (copy.start, copy.end) == (None, date(2027, 2, 26)), "it starts anew; the end is ahead"
    assert [one.title for one in copy.actions] == [one.title for one in here.actions][:-1]
    assert {one.state for one in copy.actions} == {ActionState.TODO}
    assert all(one.due is None or one.due >= date(2026, 11, 23) for one in copy.actions)
    assert [one.label for one in copy.charters] == ["0.1"]
    old, new = here.charters[-1], copy.charters[0]
    assert new.sections == old.sections
    assert [one.text for one in new.criteria] == [one.text for one in old.criteria]
    assert not any(one.ticked_on for one in new.criteria)
    assert [one.text for one in new.phases] == [one.text for one in old.phases]
    assert [one.text for one in new.risks] == [one.text for one in old.risks]
    assert (copy.comments, [one.name for one in copy.attachments]) == ((), ["a.txt"])


def test_a_copy_stands_behind_its_original_in_the_backlog(store: Store) -> None:
    with store.read() as session:
        first, second = ini(session, "CX-204"), ini(session, "CX-404")
    store.do("Together", lambda s: initiatives.join(s, second, bat(s, "B2")))
    copies = store.do("Copy", lambda s: duplicates.duplicate(s, [first, second]))[0]
    with store.read() as session:
        order = [one.id for one in board(session).cards
                 if one.batch_id == bat(session, "B2") and one.column is State.BACKLOG]  # fmt: skip
    assert [order[order.index(first) + 1], order[order.index(second) + 1]] == copies


def test_a_template_lays_its_days_out_by_working_days(store: Store) -> None:
    here = of(store, "CX-101")
    with store.read() as session:
        before = frame(session).calendar
    id = store.do("Make", lambda s: templates.make(s, here.id, "System change"))[0]
    store.do("Off", lambda s: calendar.add_holidays(s, {date(2027, 4, 5): "Easter"}))
    with store.read() as session:
        week = frame(session).calendar
        days = templates.days(session, id, date(2027, 3, 29))
    made = shown(store, store.do("Begin", lambda s: templates.begin(
        s, id, "New", batch=bat(s, "B6"), start=date(2027, 3, 29)))[0])  # fmt: skip
    assert (made.start, made.end, made.batch_id) == (date(2027, 3, 29), days.end, made.batch_id)
    assert here.start is not None
    for old, new in ((here.end, made.end), *zip(
        [one.due for one in here.actions], [one.due for one in made.actions], strict=True
    )):  # fmt: skip
        assert (old is None) == (new is None)
        if old is not None and new is not None and made.start is not None:
            assert week.days_between(made.start, new) == before.days_between(here.start, old)
            assert week.works(new)
    due = sorted(one.due for one in made.actions if one.due)
    assert (days.first_due, days.last_due) == (due[0], due[-1])
    bare = shown(store, store.do("Begin", lambda s: templates.begin(s, id, "Bare"))[0])
    assert (bare.start, bare.end, bare.batch_id) == (None, None, None)
    assert {one.due for one in bare.actions} == {None}
    assert {phase.start for phase in bare.charters[0].phases} == {None}


def test_a_template_outlives_what_it_names(store: Store) -> None:
    id = store.do("Make", lambda s: templates.make(s, ini(s, "CX-602"), "Training"))[0]
    with store.read() as session:
        owner = per(session, "Sofia Marques")
        (row,) = templates.templates(session)
    assert (row.name, row.title) == ("Training", "Manager behaviours")
    assert "action" in row.holds
    store.do("Leave", lambda s: people.deactivate(s, owner))
    made = shown(store, store.do("Begin", lambda s: templates.begin(s, id, "Again"))[0])
    assert made.owner is None
    assert made.title == "Again"
    for name, why in (
        (" ", "A template needs a name."),
        ("TRAINING", "There is a template “Training” already."),
        ("x" * 81, "The name of a template has 80 letters at most."),
    ):
        with pytest.raises(RuleBroken, match=why):
            store.do("Make", lambda s, name=name: templates.make(s, ini(s, "CX-101"), name))
    store.do("Same", lambda s: templates.rename(s, id, "training"))
    with pytest.raises(RuleBroken, match="needs a title"):
        store.do("Begin", lambda s: templates.begin(s, id, " "))


def test_what_is_archived_is_off_the_board_and_found(store: Store) -> None:
    index = SearchIndex()
    with store.read() as session:
        id = ini(session, "CX-304")
        list(index.load(session))
    change = store.do("Archive", lambda s: initiatives.archive(s, id))[1]
    assert change is not None
    with store.read() as session:
        assert id not in [card.id for card in board(session).cards]
        index.update(session, change)
    assert [(hit.code, hit.note) for hit in index.find("archived detractors")] == [
        ("CX-304", "archived, Claire Dubois")
    ]
    assert of(store, "CX-304").archived
    store.do("Restore", lambda s: initiatives.archive(s, id, False))
    with store.read() as session:
        assert id in [card.id for card in board(session).cards]


def test_shifted_is_the_opposite_of_days_between() -> None:
    here = WorkCalendar(holidays=frozenset({date(2027, 4, 5)}))
    start = date(2027, 4, 1)
    for days in range(-30, 30):
        on = here.shifted(start, days)
        assert here.days_between(start, on) == days
        assert not days or here.works(on)
