"""Views under a name: shown, saved, brought up to date, put in order, removed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxdesk.services import saved_views
from cxdesk.services.card_filter import CardFilter, Due
from cxdesk.services.grouping import Axis
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.read_only import READ_ONLY
from tests.conftest import clock
from tests.ui.filters.sieve import Sieve
from tests.ui.popup import choose, open_picker

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
SAVE, ARRANGE = "Save what is shown as a view…", "Arrange the views…"


def save(sieve: Sieve, name: str) -> None:
    sieve.run("save-view")
    form = sieve.page.filtering.views.form
    assert form is not None
    form.name.insert(name)
    QTest.keyClick(form.name, Key.Key_Return)


def test_a_view_brings_back_what_was_shown_and_how(sieve: Sieve) -> None:
    chosen: list[str] = []
    sieve.view.density_chosen.connect(chosen.append)
    sieve.page.group(Axis.OWNER, Axis.DOMAIN)
    sieve.filter("Due", "Overdue", "Later")
    sieve.bar.narrow.insert("é")
    sieve.view.set_density("compact")
    sieve.page.board.toggle_lane(sieve.board.boxes.lanes[0])
    kept = sieve.page.filtering.give()
    save(sieve, "Überfällig & später")
    assert sieve.views() == ["Überfällig & später"]
    sieve.run("clear-filters")
    sieve.page.group(Axis.STATE, Axis.BATCH)
    sieve.view.set_density("normal")
    sieve.board.setFocus()
    sieve.press(Key.Key_V)
    assert open_picker().model.chosen == [None]
    choose("Überfällig & später")
    assert chosen == ["compact"], "the window sets it everywhere"
    sieve.view.set_density("compact")
    assert sieve.page.filtering.give() == kept
    assert kept["filter"] == {"text": "é", "due": ["overdue", "later"]}
    assert len(kept["folded_lanes"]) == 1


def test_ready_made_views_filter_alone(sieve: Sieve) -> None:
    sieve.page.group(Axis.OWNER, Axis.NONE)
    for name, codes in (
        ("My initiatives", "601 602 603"), ("Overdue", "603"), ("Blocked", "102"),
    ):  # fmt: skip
        sieve.click("views")
        choose(name)
        assert sieve.shown() == codes
        sieve.click("views")
        now = open_picker()
        assert [one.text for one in now.model.shown if one.value in now.model.chosen] == [name]
        now.close()
    assert sieve.page.data.columns_by is Axis.OWNER


def test_names_are_checked_and_a_changed_view_is_updated(sieve: Sieve) -> None:
    sieve.filter("Batch", "B1 Ask Once")
    save(sieve, "Monday")
    sieve.run("save-view")
    form = sieve.page.filtering.views.form
    assert form is not None
    QTest.keyClicks(form.name, "MONDAY")
    assert form.trouble.text() == "There is already a view Monday: choose another name."
    QTest.keyClick(form.name, Key.Key_Return)
    assert form.name.text() == "MONDAY", "nothing typed is lost"
    QTest.keyClick(form.name, Key.Key_Escape)
    sieve.filter("State", "Planned")
    sieve.click("views")
    assert "Update “Monday”" in sieve.offered()
    choose("Update “Monday”")
    with sieve.desk.read() as session:
        (row,) = saved_views.saved_views(session)
    assert row.content == sieve.page.filtering.give()
    sieve.click("views")
    assert "Update “Monday”" not in sieve.offered()
    open_picker().close()
    sieve.desk.undo()
    sieve.click("views")
    choose("Monday")
    assert sieve.bar.kept.states == ()


def test_views_are_renamed_ordered_and_removed_in_a_list(sieve: Sieve) -> None:
    for name in ("One", "Two", "Three"):
        save(sieve, name)
    sieve.click("views")
    choose(ARRANGE)
    listed = sieve.page.filtering.views.list
    assert listed is not None
    table = listed.table
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Up, ALT)
    assert sieve.views() == ["Two", "One", "Three"]
    QTest.keyClick(table, Key.Key_Return)
    field = table.editor()
    assert field is not None
    field.selectAll()
    field.insert("three")
    assert field.note.text() == "There is already a view Three: choose another name."
    field.selectAll()
    field.insert("Zweite")
    QTest.keyClick(field, Key.Key_Return)
    assert sieve.views() == ["Zweite", "One", "Three"]
    assert table.model().index(0, 1).data() == "columns by state · lanes by batch"
    table.selectAll()
    QTest.keyClick(table, Key.Key_Delete)
    assert sieve.views() == []
    assert sieve.said() == "Remove 3 views"
    assert listed.isHidden()
    sieve.desk.undo()
    assert sieve.views() == ["Zweite", "One", "Three"]


def test_bad_content_shows_what_makes_sense_of_it(sieve: Sieve) -> None:
    bad = {"filter": {"due": ["overdue", "never"], "owners": "x"}, "columns": 7, "lanes": "moon",
           "density": "huge", "folded_columns": [3], "folded_lanes": {}}  # fmt: skip
    sieve.desk.do("Add", lambda s: saved_views.add(s, "Odd", bad))
    sieve.click("views")
    choose("Odd")
    assert sieve.bar.kept == CardFilter(due=(Due.OVERDUE,))
    assert sieve.page.data.columns_by is Axis.STATE


def test_a_file_that_is_only_read_offers_its_views(
    store: Store, themed: object, qtbot: object, home: object
) -> None:
    store.do("Add", lambda s: saved_views.add(s, "Monday", {"filter": {"due": ["overdue"]}}))
    path = store.path
    store.close()
    with Store.open(path, read_only=True, home=home, clock=clock) as reading:  # type: ignore[arg-type]
        sieve = Sieve(Desk(reading), qtbot)  # type: ignore[arg-type]
        sieve.click("views")
        whys = {one.text: one.why for one in open_picker().model.shown}
        assert (whys[SAVE], whys[ARRANGE], whys["Monday"]) == (READ_ONLY, READ_ONLY, "")
        choose("Monday")
        assert sieve.shown() == "603"
        action = next(a for a in sieve.page.actions() if a.objectName() == "save-view")
        assert not action.isEnabled()
