"""The north star: its sentence, why, review, how the strategy stands, and the poster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from cxdesk.model.program import Measure
from cxdesk.services import calendar, domains, limits, outcomes, programs, strategy
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.two_columns import TwoColumns
from cxdesk.ui.printing import Paper
from cxdesk.ui.strategy.principle_line import PrincipleLine
from tests.conftest import TODAY
from tests.ui.strategy.conftest import opened
from tests.ui.strategy.strategy_hands import StrategyHands

LONG = "Jede Kundenbeziehungsangelegenheit wird beim ersten Kontakt abschließend geklärt. " * 4


def test_the_sidebar_leads_to_the_north_star(at: StrategyHands) -> None:
    at.window.show_place("kanban")
    at.click(at.window.sidebar.places["strategy"])
    assert at.page.star.words() == at.strategy().north_star
    assert at.page.why.words() == at.strategy().why
    assert at.shown() == at.names() == ["Ask once", "Own to the end", "Plain words", "Fix causes"]


def test_the_star_is_the_largest_text_of_the_page(at: StrategyHands) -> None:
    sizes = {
        one.font().pixelSize()
        for one in at.page.findChildren(type(at.page.star))
        if one.isVisible()
    }
    assert at.page.star.font().pixelSize() == max(sizes) == 22


def test_what_is_written_is_kept_in_one_step_and_undone(at: StrategyHands) -> None:
    before = at.strategy().north_star
    at.write(at.page.star, "Nobody asks twice & <b>nobody</b> waits.")
    assert at.strategy().north_star == "Nobody asks twice & <b>nobody</b> waits."
    assert at.desk.store.label_of(at.desk.store.head.undo_top) == "Write the north star"
    at.undo()
    assert at.strategy().north_star == at.page.star.words() == before


def test_the_why_may_have_paragraphs(at: StrategyHands) -> None:
    at.write(at.page.why, "Because.\nAnd because.", enter=False)
    QTest.keyClick(at.page.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert at.strategy().why == "Because.\nAnd because."


def test_a_long_sentence_wraps_and_grows_where_it_is_narrow(at: StrategyHands, qtbot) -> None:
    at.write(at.page.star, LONG.strip())
    qtbot.waitUntil(lambda: at.page.star.height() > 60)
    for width in (1000, 900):
        at.window.resize(width, 800)
        star = at.page.star

        def fits(star=star) -> bool:
            lines = star.document().firstBlock().layout().lineCount()
            return star.viewport().height() >= lines * star.fontMetrics().lineSpacing()

        qtbot.waitUntil(fits)


def test_in_a_narrow_window_the_glance_stands_below(at: StrategyHands) -> None:
    area = at.page.findChild(TwoColumns)
    box = area.widget().layout()
    assert box.direction() == QBoxLayout.Direction.LeftToRight
    at.window.resize(700, 800)
    QApplication.processEvents()
    assert box.direction() == QBoxLayout.Direction.TopToBottom
    assert area.widget().width() <= area.viewport().width()


# The next review ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "said", "ink"),
    [
        (45, "in 45 days", "text2"),
        (1, "in 1 day", "warn"),
        (0, "today", "warn"),
        (-1, "1 day overdue", "danger"),
    ],
)
def test_the_review_says_how_far_away_it_is(
    at: StrategyHands, days: int, said: str, ink: str
) -> None:
    on = TODAY + timedelta(days)
    at.write(at.page.review, on.isoformat())
    assert at.strategy().next_review == on
    note = at.find("review-note")
    assert note.words() == said
    assert [span.ink for span in note._spans] == [ink]


def test_no_review_is_no_note_and_nonsense_is_refused_at_the_field(at: StrategyHands) -> None:
    at.write(at.page.review, "sooner")
    assert at.faults() == [
        "“sooner” is no date. Write it like 5 Oct 2026, 2026-10-05 or 05.10.2026."
    ]
    assert at.page.review.words() == "sooner"
    at.write(at.page.review, "")
    assert at.faults() == []
    assert at.strategy().next_review is None
    assert at.page.review_note.isHidden()


# At a glance ----------------------------------------------------------------------------------


def test_the_glance_shows_headline_outcomes_and_what_is_over(at: StrategyHands) -> None:
    assert at.find("headline").words() == "O2 NPS"
    assert at.find("served").words() == "All 4 outcomes have an initiative"
    over = [one.words() for one in at.page.glance.findChildren(type(at.find("served")))]
    assert "IT 111 of 100 person-days in Apr 2027, 11 over" in over


def test_the_headline_leads_to_its_outcome(at: StrategyHands) -> None:
    asked: list[tuple[str, int]] = []
    at.window.view.open_requested.connect(lambda kind, id: asked.append((kind, id)))
    at.click(at.find("headline"))
    headline = next(one for one in at.strategy().outcomes if one.headline)
    assert asked == [("outcome", headline.id)]


def test_an_outcome_that_nothing_serves_is_named(at: StrategyHands) -> None:
    at.desk.do("Add", lambda s: outcomes.add(s, "Ruhe & <i>Zeit</i>", 0, 9, date(2027, 6, 30)))
    assert at.find("unserved").words() == "O5 Ruhe & <i>Zeit</i> has no initiative"
    asked: list[str] = []
    at.window.view.open_requested.connect(lambda kind, _id: asked.append(kind))
    at.click(at.find("unserved"))
    assert asked == ["outcome"]


def test_words_alone_do_not_reckon_the_glance_again(at: StrategyHands, qtbot) -> None:
    at.find("headline")
    asked: list[str] = []
    at.page._look.timeout.connect(lambda: asked.append("glance"))
    at.write(at.page.why, "Other words", enter=False)
    at.page.why.commit()
    at.write(at.page.principles.new.name, "One more")
    at.click(at.find("remove", at.line("Ask once")))
    assert not at.page._look.isActive()
    assert asked == []
    at.desk.do("Week", lambda s: calendar.set_working_week(s, [0, 1, 2]))
    qtbot.waitUntil(lambda: asked == ["glance"])
    at.desk.do("Limit", lambda s: strategy.set_limit(s, Measure.WIP, 1))
    qtbot.waitUntil(lambda: asked == ["glance"] * 2)


def test_a_broken_limit_leads_to_its_tab(at: StrategyHands, qtbot) -> None:
    at.find("headline")
    broken = at.page.glance.findChildren(QWidget, "broken-limit")
    at.click(broken[0])
    assert at.window.view.tabs[at.window.view.current_tab()] == "Limits"


def test_limits_that_are_raised_hold(at: StrategyHands) -> None:
    def lift(session: Session) -> None:
        areas = [row.domain_id for row in limits.limits(session)]
        for each in filter(None, areas):
            domains.offer(session, each, 500)
            strategy.set_limit(session, Measure.PERSON_DAYS, 500, each)

    at.desk.do("Lift", lift)
    assert at.find("limits-hold").words().endswith("limits hold")


# On paper -------------------------------------------------------------------------------------


def test_the_poster_is_what_ctrl_p_and_the_button_print(at: StrategyHands, tmp_path) -> None:
    at.write(at.page.star, "R&D asks <b>once</b>")
    wanted: list[Paper] = []
    at.window.view.print_requested.connect(wanted.append)
    at.click(at.find("print-poster"))
    (paper,) = wanted
    assert paper.name == "Strategy poster"
    file = tmp_path / "poster.pdf"
    file.write_bytes(paper.make("A4"))
    text = " ".join(PdfReader(file).pages[0].extract_text().split())
    assert "R&D asks <b>once</b>" in text
    assert "Own to the end" in text
    shown = at.window.view.paper()
    assert shown is not None
    assert shown.make("A4") == paper.make("A4")


# First use, and reading only ------------------------------------------------------------------


def test_an_empty_program_is_told_what_to_write(empty_store: Store, themed, qtbot) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "Neu"))
    at = StrategyHands(opened(Desk(empty_store), qtbot), qtbot)
    assert "every decision is measured against" in at.page.star.placeholderText()
    assert at.page.example.isVisible()
    assert at.page.principles.empty.isVisible()
    assert at.find("first-outcome").words() == "Add the first outcome"
    at.write(at.page.star, "Einmal fragen.")
    assert at.page.example.isHidden()
    assert at.strategy().north_star == "Einmal fragen."
    at.window.index.stop()


def test_a_file_for_reading_takes_no_word_and_says_so(
    at_copy_for_reading: StrategyHands,
) -> None:
    at = at_copy_for_reading
    said: list[str] = []
    at.desk.said.connect(lambda toast: said.append(toast.text))
    assert not at.window.topbar.primary.isEnabled()
    assert "reading only" in at.window.topbar.primary.toolTip()
    before = at.strategy().north_star
    at.write(at.page.star, "Typed")
    assert at.page.star.words() == before
    assert len(said) == 1
    assert "reading only" in said[0]
    assert at.strategy().north_star == before


def test_nothing_typed_is_lost_when_something_else_changes(at: StrategyHands) -> None:
    at.write(at.page.star, "Half a sent", enter=False)
    at.desk.do("Write", lambda s: strategy.set_why(s, "Other"))
    assert at.page.star.words() == "Half a sent"
    assert at.page.why.words() == "Other"
    QGuiApplication.clipboard().clear()


def test_tab_goes_as_one_reads(at: StrategyHands) -> None:
    at.find("headline")
    at.line("Ask once").grip.setFocus()
    at.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    at.page.star.setFocus()
    seen = []
    while at.page.isAncestorOf(QApplication.focusWidget()):
        seen.append(QApplication.focusWidget())
        at.press(Qt.Key.Key_Tab)
    assert [one.row.name for one in map(lines_of(at), seen) if one is not None][::4] == at.names()
    assert [one.objectName() for one in seen if lines_of(at)(one) is None] == [
        "north-star", "why", "new-principle", "next-review",
        "headline", "served", "broken-limit", "broken-limit", "print-poster",
    ]  # fmt: skip


def lines_of(at: StrategyHands) -> Callable[[QWidget], PrincipleLine | None]:
    """Finds the principle in whose line a widget stands."""
    lines = at.page.principles.lines.widgets()
    return lambda widget: next((one for one in lines if one.isAncestorOf(widget)), None)
