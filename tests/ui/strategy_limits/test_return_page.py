"""The return on screen: three cases of what is typed, the cost to reckon with, the balance."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.analysis.roi import roi
from cxdesk.model.states import State
from cxdesk.services import initiatives, kanban, programs
from cxdesk.services.session import Session
from cxdesk.services.worth import Worth, worth
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.figure import Figure
from cxdesk.ui.form.tokens import Token
from cxdesk.ui.strategy.calculator import Calculator
from cxdesk.ui.strategy.return_page import ReturnPage
from cxdesk.ui.strategy.return_words import money, payback, percent
from cxdesk.ui.strategy.view import StrategyView
from tests.conftest import clock
from tests.services.commands import ini
from tests.ui.strategy_limits.conftest import Shows

Key = Qt.Key


@pytest.fixture
def view(shows: Shows) -> StrategyView:
    return shows("Return")


@pytest.fixture
def page(view: StrategyView) -> ReturnPage:
    found = view.page
    assert isinstance(found, ReturnPage)
    return found


@pytest.fixture
def calculator(page: ReturnPage) -> Calculator:
    return page.calculator


def enter(qtbot: QtBot, field: Figure, text: str) -> None:
    field.setFocus()
    field.selectAll()
    if text:
        qtbot.keyClicks(field, text)
    else:
        qtbot.keyClick(field, Key.Key_Delete)
    qtbot.keyClick(field, Key.Key_Return)


def column(calculator: Calculator, place: int) -> list[str]:
    return [results[place].text() for results in calculator.results.values()]


def kept(store: Store) -> Worth:
    with store.read() as session:
        return worth(session)


# Three cases ----------------------------------------------------------------------------------


def test_the_worked_figure_and_the_file_after_a_restart(
    calculator: Calculator, qtbot: QtBot, store: Store, sample_file: Path, home: Path
) -> None:
    assert column(calculator, 1) == ["1.2 M€", "−30 %", "17.1 months"]
    enter(qtbot, calculator.cost, "300")
    assert column(calculator, 1) == ["1.2 M€", "300 %", "3.0 months"]
    assert column(calculator, 0) == ["600 k€", "100 %", "6.0 months"]
    assert column(calculator, 2) == ["2.4 M€", "700 %", "1.5 months"]
    assert calculator.formula.text() == (
        "Middle case: 400,000 × 1 ÷ 100 × 300 € = 1.2 M€. (1.2 M€ − 300 k€) ÷ 300 k€ = 300 %. "
        "300 k€ ÷ 1.2 M€ × 12 = 3.0 months."
    )
    store.close()
    with Store.open(sample_file, home=home, clock=clock, read_only=True) as again:
        assert (kept(again).investment, kept(again).gains) == (300, (0.5, 1, 2))


def test_every_figure_is_one_change_that_can_be_taken_back(
    calculator: Calculator, desk: Desk, qtbot: QtBot, store: Store
) -> None:
    before = kept(store)
    for field, text, label in (
        (calculator.customers, "500,000", "Reckon with 500,000 customers"),
        (calculator.margin, "250.5", "Reckon with a margin of 250.5 € a year"),
        (calculator.gains[0], "0.25", "Expect 0.25 points in the low case"),
        (calculator.gains[2], "", "Take the points of the high case back"),
        (calculator.cost, "1,000", "Reckon with a cost of 1,000 k€"),
    ):
        enter(qtbot, field, text)
        assert store.label_of(store.head.seq) == label
    here = kept(store)
    assert (here.customers, here.margin) == (500_000, 250.5)
    assert (here.gains, here.investment) == ((0.25, 1, None), 1000)
    assert column(calculator, 2) == ["–", "–", "–"]
    for _ in range(5):
        desk.undo()
    assert kept(store) == before
    assert calculator.customers.words() == "400,000"


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("customers", "2.5", "Customers are counted in whole numbers."),
        ("customers", "9" * 12, "That is more customers than there are people."),
        ("margin", "lots", "“lots” is not a number of zero or more."),
        ("investment", "9" * 12, "A cost is a number of thousands below a thousand million."),
        ("gain-high", "101", "Points are per cent of all customers: from 0 to 100."),
    ],
)
def test_what_is_wrong_is_said_while_it_is_typed_and_stays(
    calculator: Calculator, qtbot: QtBot, store: Store, key: str, typed: str, why: str
) -> None:
    field = calculator.findChild(Figure, key)
    assert isinstance(field, Figure)
    before = store.head.seq
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, typed)
    fault = calculator.gain_fault if key.startswith("gain") else calculator.fault
    assert fault.text() == why
    qtbot.keyClick(field, Key.Key_Return)
    assert (store.head.seq, field.words(), fault.text()) == (before, typed, why)


def test_cases_out_of_order_are_said_but_kept(
    calculator: Calculator, qtbot: QtBot, store: Store
) -> None:
    assert calculator.note.isHidden()
    enter(qtbot, calculator.gains[0], "1.5")
    assert kept(store).gains == (1.5, 1, 2)
    assert "the low case gains more than the middle one" in calculator.note.words()


def test_an_empty_program_says_what_is_wanted(
    themed: object, empty_store: Store, qtbot: QtBot
) -> None:
    empty_store.do("Begin", lambda s: programs.new(s, "New"))
    view = StrategyView(Desk(empty_store))
    qtbot.addWidget(view)
    view.show_tab(view.tabs.index("Return"))
    page = view.page
    assert isinstance(page, ReturnPage)
    assert page.calculator.note.words().startswith("Say how many customers there are")
    assert column(page.calculator, 1) == ["–", "–", "–"]
    assert not page.balance.sides[0].isVisibleTo(page.balance)


def test_money_percent_and_months_in_words() -> None:
    assert [money(value, "EUR") for value in (0, 85, 999.9, 600_000, 999_999, 1_234_567)] == [
        "0 €", "85 €", "1 k€", "600 k€", "1 M€", "1.23 M€",
    ]  # fmt: skip
    assert money(2e16, "CHF") == "over 999 tnCHF"
    assert percent(roi(100, 1, 300, 300)) == "0 %"
    assert percent(roi(100, 1, 0, 300)) == "−100 %"
    assert percent(roi(100, 1, 300, 0)) == "–"
    assert payback(roi(100, 0, 300, 300)) == "–"
    assert payback(roi(1, 1, 1, 300_000)) == "over 100 years"


# The cost -------------------------------------------------------------------------------------


def test_the_cost_is_chosen_from_what_initiatives_cost(
    calculator: Calculator, qtbot: QtBot, store: Store
) -> None:
    assert calculator.cost.placeholderText() == "1,707"
    assert calculator.source.words() == "What 24 initiatives cost"
    picker = calculator.offer_costs()
    assert picker is not None
    picker.chosen.emit(593.0)
    picker.close()
    assert (kept(store).investment, calculator.cost.words()) == (593, "593")
    assert calculator.source.words() == "A fixed figure"
    enter(qtbot, calculator.cost, "")
    assert kept(store).investment is None
    assert store.label_of(store.head.seq) == "Reckon with what the initiatives cost"


def test_the_cost_of_all_initiatives_follows_them(calculator: Calculator, desk: Desk) -> None:
    def cost(session: Session) -> None:
        initiatives.cost(session, ini(session, "CX-101"), 320, 260)

    desk.do("Cost", cost)
    assert calculator.cost.placeholderText() == "1,807"


# The balance ----------------------------------------------------------------------------------


def test_the_balance_counts_and_leads_to_its_initiatives(
    view: StrategyView, page: ReturnPage, qtbot: QtBot, store: Store
) -> None:
    said = [
        [words.replace("\N{NO-BREAK SPACE}", " ") for words in part.words()]
        for part in page.balance.sides
    ]
    assert [part.name.text() for part in page.balance.sides] == [
        "Culture", "Operations", "Technology",
    ]  # fmt: skip
    assert said[2] == ["6 initiatives, 25 %", "610 k€, 36 %", "720 person-days, 41 %"]
    links = page.balance.sides[2].findChildren(Token)
    assert [link.words() for link in links][:2] == ["CX-101", "CX-103"]
    opened: list[tuple[str, int]] = []
    view.open_requested.connect(lambda kind, id: opened.append((kind, id)))
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    with store.read() as session:
        assert opened == [("initiative", ini(session, "CX-101"))]


def test_a_label_moves_an_initiative_to_another_side(page: ReturnPage, desk: Desk) -> None:
    def change(session: Session) -> None:
        initiatives.label(session, ini(session, "CX-101"), ["Culture"])
        kanban.change_state(session, ini(session, "CX-402"), State.CANCELLED, "No money")

    desk.do("Label", change)
    QApplication.processEvents()  # Qt shows what comes into a layout a moment later
    culture, _, technology = page.balance.sides
    assert culture.words()[0].startswith("9 initiatives")
    assert technology.words()[0].startswith("4 initiatives")
    codes = [link.words() for link in culture.findChildren(Token) if link.isVisible()]
    assert "CX-101" in codes


# On paper -------------------------------------------------------------------------------------


def test_the_return_goes_to_paper_and_to_the_clipboard(page: ReturnPage) -> None:
    page.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "Benefit a year\t600 k€\t1.2 M€\t2.4 M€" in lines
    assert "Technology\t6\t610\t720" in lines
    paper = page.paper()
    assert paper is not None
    assert paper.make("Letter").startswith(b"%PDF")
