"""The import in narrow windows, with very many columns, with none, and with awkward words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cxdesk.services.incoming import Fate, Note, Problem, Report, Tally
from cxdesk.ui.bring_in import words
from cxdesk.ui.places import PLACES
from tests.ui.bring_in.conftest import Hands, Key
from tests.ui.popup import choose

# What the offscreen screen cannot do with a popup.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_in_a_narrow_window_the_parts_stand_behind_tabs(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Titel;Status\nEins;Xyzzy\n", encoding="utf-8")
    hands.take(path)
    ask = hands.sheet.ask
    assert not ask.tabs.isVisible()
    assert all(one.isVisible() for one in (ask.questions, ask.preview, ask.report))
    hands.window.resize(720, 460)
    hands.qtbot.waitUntil(ask.tabs.isVisible)
    shown = []
    for place in range(3):
        ask.tabs.setCurrentIndex(place)
        shown.append([one.isVisible() for one in (ask.questions, ask.preview, ask.report)])
        assert hands.window.rect().contains(hands.sheet.geometry())
        right = ask.go.mapTo(hands.window, ask.go.rect().bottomRight())
        assert hands.window.rect().contains(right)
    assert shown == [[True, False, False], [False, True, False], [False, False, True]]
    assert "to look at" in ask.tabs.tabText(0)


def test_three_hundred_columns_are_walked_and_one_of_them_is_left_out(
    hands: Hands, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    titles = ["Titel", *(f"Spalte {n}" for n in range(299))]
    path.write_text(";".join(titles) + "\n" + ";".join(f"w{n}" for n in range(300)) + "\n")
    hands.take(path)
    preview = hands.sheet.ask.preview
    assert preview.rows.columnCount() == 300
    preview.setFocus()
    hands.press(Key.Key_End)
    assert preview.head.current == 299
    hands.press(Key.Key_Return)
    choose("Description")
    hands.wait()
    assert preview.rows.taken_for(299) == "Description"
    assert preview.head.current == 299
    assert preview.horizontalScrollBar().value() > 0, "the place stays"


def test_a_table_without_rows_says_so(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "leer.csv"
    path.write_text("Titel;Status;Start\n", encoding="utf-8")
    hands.take(path)
    if hands.sheet.page is hands.sheet.trouble:
        assert hands.sheet.trouble.words.text()
        return
    ask = hands.sheet.ask
    assert ask.rows_title.text() == "There are no rows in it"
    assert (ask.go.text(), ask.go.isEnabled()) == ("Nothing to bring in", False)
    ask.preview.setFocus()
    hands.press(Key.Key_Right)
    assert ask.preview.head.current == 1


def test_no_text_of_the_file_is_markup(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "<b>fett & <img src=x>.csv"
    path.write_text("Titel;<i>Status</i>\n<b>Eins</b>;<u>?</u>\n", encoding="utf-8")
    hands.take(path)
    labels = hands.sheet.findChildren(QLabel)
    assert any("<b>fett" in one.text() for one in labels)
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels if "<" in one.text())


def test_counts_and_the_one_button_in_words() -> None:
    def report(*tallies: Tally) -> Report:
        notes = (Note(Fate.DROPPED, "Gone.", 3), Note(Fate.KEPT, "Kept."))
        return Report("the board “A”", tallies, notes, (Problem("Row 2", "No date."),))

    some = report(
        Tally("people", 1), Tally("initiatives", 12, 3, 5), Tally("actions", 0, 1), Tally("links")
    )
    assert words.counts(some.tallies) == (
        "1 person new · 12 initiatives new · 3 changed · 5 as they are · 1 action changed"
    )
    assert words.button(some) == "Bring in 12 initiatives"
    assert words.outcome(some) == "12 initiatives were brought in"
    assert words.button(report(Tally("people", 0, 1), Tally("batches", 2))) == "Bring in 2 batches"
    assert words.button(report(Tally("people", 0, 1))) == "Change 1 person"
    assert words.outcome(report(Tally("people", 0, 1))) == "1 person was changed"
    assert words.button(report(Tally("people", 0, 0, 9))) == "Nothing to bring in"
    assert words.button(None) == "Bring in"
    assert words.problem_line(1, done=False).startswith("1 thing cannot be taken as it stands.")
    assert words.problem_line(2, done=True).startswith("2 things could not be taken as they stood")
    assert words.counted(1, "days off") == "1 day off"
    assert words.counted(1204, "batches") == "1,204 batches"
    assert [line[0] for line in words.noted(some)] == ["Kept", "Dropped"]
    assert words.text(some).splitlines() == [
        "Board “A”",
        words.counts(some.tallies),
        "Kept: Kept.",
        "Dropped: 3 × Gone.",
        "Problem: Row 2: No date.",
    ]
    assert (
        words.shown_in(report(Tally("people", 2), Tally("requests", 1)))[1] == "Show the requests"
    )


@pytest.mark.parametrize(
    "kind", ["initiatives", "actions", "batches", "requests", "people", "outcomes", "readings"]
)
def test_what_was_brought_in_is_shown_in_a_place_that_there_is(kind: str) -> None:
    place, _ = words.shown_in(Report("x", (Tally(kind, 1),), (), ()))
    assert place in {one.key for one in PLACES}
