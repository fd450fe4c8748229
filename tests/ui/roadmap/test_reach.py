"""The roadmap without the mouse and for who listens: Tab reaches all, all has a name, F1 tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget

from cxdesk.ui.keys import plain_text
from cxdesk.ui.overlay import Overlay
from tests.journeys.conftest import Sit, sit
from tests.journeys.person import ALT, CONTROL, SHIFT, Key, focus
from tests.journeys.roadmap_typist import RoadmapTypist

__all__ = ["sit"]

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

NO_FOCUS = Qt.FocusPolicy.NoFocus
KEYS_OF_THE_MOUSE = {
    "click on a bar": "move focus", "Ctrl click": "select, or select no more",
    "Shift click": "select more", "double click": "open", "right click":
    "what can be done with the bar", "drag": "move by a working day", "Alt drag": "move by a week",
    "drag the end": "end a day later", "drag the start": "start a day later",
    "let go in the bar above": "save what waits", "draw a link": "Link to…",
    "click a link": "change a link", "wheel": "look further on", "Ctrl wheel": "zoom",
    "click a lane": "fold the lane", "click a cell": "change the cell",
    "drag an edge of a horizon": "Set where horizons end…",
    "click a diamond": "Milestones and deadlines…", "right click above": "Add a milestone…",
    "click “2 without dates”": "Initiatives without dates…",
    "drag the edge of the table": "Make the table wider",
}  # fmt: skip
"""What tells in the help how each function of the mouse is done by keys."""


def _name(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return "" if found is None else found.text(QAccessible.Text.Name)


def _nameless(home: QWidget) -> list[str]:
    """What can have the keyboard and is not called anything."""
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in home.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() is not NO_FOCUS and one.focusProxy() is None
        and one.objectName() != "qt_spinbox_lineedit" and not _name(one)
    ]  # fmt: skip


def _round(person: RoadmapTypist) -> list[QWidget]:
    """What Tab goes through until it comes back to where it began."""
    first = focus(person.window)
    passed = [first]
    for _ in range(60):
        QTest.keyClick(focus(person.window), Key.Key_Tab)
        QApplication.processEvents()
        here = focus(person.window)
        if here is first:
            return passed
        assert here not in passed, f"Tab goes in circles: {_name(here)}"
        passed.append(here)
    raise AssertionError("Tab does not come back")


def _all_reached(person: RoadmapTypist) -> list[str]:
    """The names of what Tab goes through on the page, which is every button that can be used."""
    page = person.roadmap
    ready = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    able = {one for one in ready if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    passed = _round(person)
    groups = {one.group() for one in passed if isinstance(one, QAbstractButton) and one.group()}
    missed = [
        _name(one) for one in able - set(passed)
        # One of a group is reached, arrows lead to the others.
        if one.group() not in groups and not (isinstance(one, QToolButton) and one.autoExclusive())
    ]  # fmt: skip
    assert missed == []
    assert _nameless(page) == []
    return [_name(one) for one in passed if page.isAncestorOf(one)]


def test_tab_goes_through_all_of_the_roadmap_and_all_is_called_something(
    sit: Sit, sample_file: Path
) -> None:
    person = sit(sample_file, RoadmapTypist)
    person.command("Roadmap")
    canvas = person.page.canvas
    person.press(Key.Key_B)
    passed = _all_reached(person)
    at = passed.index("Filter")  # as one reads: what narrows, what is shown, the table, the bars
    wanted = ["Filter", "Filter cards", "Table", "Lanes: Domain", "Choose the columns",
              "Table of the roadmap", "Roadmap"]  # fmt: skip
    order = passed[at:] + passed[:at]
    assert [one for one in order if one in wanted] == wanted
    assert order[-1] == "Capacity by month"
    person.press(Key.Key_B)

    canvas.setFocus()
    assert canvas.focus_bar(person.bar_of("CX-103").id)
    person.press(Key.Key_Right, Key.Key_Right, modifier=ALT)
    passed = _all_reached(person)
    assert "Discard" in passed
    canvas.setFocus()
    person.press(Key.Key_Escape)

    person.press(Key.Key_W, modifier=SHIFT)
    person.pick("Begin a what-if…")
    person.words("Später")
    person.press(Key.Key_Return)
    person.command("Differences of the what-if")
    passed = _all_reached(person)
    assert {"Discard", "Close", "Differences from the plan"} <= set(passed)
    for tab in ("Dependencies", "Drift since a baseline"):
        person.press(Key.Key_PageDown, modifier=CONTROL)
        assert tab in _all_reached(person)


def test_forms_are_called_something_and_the_help_tells_the_key_for_what_the_mouse_does(
    sit: Sit, sample_file: Path
) -> None:
    person = sit(sample_file, RoadmapTypist)
    person.command("Roadmap")
    canvas = person.page.canvas
    assert canvas.focus_bar(person.bar_of("CX-201").id)
    for keys, name in (
        ((Key.Key_D,), "Dates of CX-201"), ((Key.Key_W,), "Why is CX-201 here?"),
        ((Key.Key_S,), "What moves if CX-201 slips?"), ((Key.Key_N,), "New initiative"),
        ((Key.Key_M,), "New milestone"),
        ((Key.Key_BracketRight, Key.Key_Return), "CX-501 starts after CX-201 ends"),
    ):  # fmt: skip
        person.press(*keys)
        (form,) = [one for one in person.window.findChildren(Overlay) if one.isVisible()]
        assert _name(form).startswith(name)
        assert form.isAncestorOf(focus(person.window))
        assert _nameless(form) == []
        person.press(Key.Key_Escape)
        person.press(Key.Key_Escape)
        canvas.setFocus()

    person.press(Key.Key_F1)
    help = person.window.commands._help
    assert help is not None
    rows = [help.list.rows.line(help.list.rows.index(n)) for n in range(help.list.rows.rowCount())]
    told = {getattr(row, "text", "") for row in rows}
    assert {how for how in KEYS_OF_THE_MOUSE.values() if how not in told} == set()
    assert {plain_text(one) for one in person.page.actions() if one.isEnabled()} <= told
