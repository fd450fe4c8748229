"""The calculator of the return: what it is reckoned from, and three cases side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from cxdesk.model.wording import count, sign, thousands
from cxdesk.services import strategy
from cxdesk.services.worth import Worth
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.figure import Figure
from cxdesk.ui.form.rows import column, label, rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, Picker, pick
from cxdesk.ui.strategy.return_words import CASES, benefit, payback, percent, worked

_NAME = 184  # px of the column of names
_ABOUT = (
    "What it brings when more customers stay: the points gained are per cent of all customers, "
    "each worth the margin of a year."
)
_FORMULAS = (
    "Benefit a year = customers × points gained ÷ 100 × margin a year.",
    "Return in one year = (benefit a year \N{MINUS SIGN} cost) ÷ cost.",
    "Payback = cost ÷ benefit a year × 12 months.",
)
_WANTED = (
    "Say how many customers there are, what one brings a year, and how many points you expect."
)
_CROSSED = "The cases are not in order: the {} case gains more than the {} one."


class Calculator(HeadedCard):
    """Every figure is kept in the file and changed where it stands."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("Return on investment")
        self._editing = editing
        self.shown: Worth | None = None
        self.fault = Fault(editing.go)
        self.gain_fault = Fault(editing.go)
        self.customers = self._figure(
            "customers", "Customers", self._save_customers, strategy.customers_problem
        )
        self.margin = self._figure(
            "margin", "Margin a year from one customer", self._save_margin, strategy.margin_problem
        )
        self.cost = self._figure("investment", "Cost", self._save_cost, strategy.investment_problem)
        self.source = Value("cost-source", "Reckoned with", framed=True)
        self.source.clicked.connect(lambda _=False: self.offer_costs())
        self.gains = [
            self._figure(
                f"gain-{name.lower()}", f"Points gained, {name.lower()} case",
                partial(self._save_gain, place), strategy.gain_problem, self.gain_fault,
            )
            for place, name in enumerate(CASES)
        ]  # fmt: skip
        self.results = {
            key: [self._result() for _ in CASES] for key in ("benefit", "return", "payback")
        }
        self._units = [label("", "body", "soft") for _ in range(3)]
        self.note = Value("return-note", "", live=False)
        self.formula = label("", "body", "soft")
        self._build()

    def _figure(
        self,
        key: str,
        name: str,
        save: Callable[[float | None], bool],
        problem: Callable[[float], str],
        fault: Fault | None = None,
    ) -> Figure:
        made = Figure(key, name, save, problem=problem, fault=fault or self.fault, least=96)
        made.setReadOnly(self._editing.desk.store.read_only)
        return made

    def _result(self) -> QLabel:
        made = label("", "row-title")
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _build(self) -> None:
        about = label(_ABOUT, "body", "soft")
        about.setContentsMargins(PAD_X, 0, PAD_X, 8)
        self.box.addWidget(about)
        customers, margin, cost = self._units
        for name, field, *after in (
            ("Customers", self.customers, customers),
            ("Margin a year", self.margin, margin),
            ("Cost", self.cost, cost, self.source),
        ):
            self.box.addWidget(_row(name, field, *after))
        self.box.addWidget(self.fault)
        self.box.addSpacing(8)
        self.box.addWidget(rule())
        self.box.addWidget(self._make_cases())
        self.box.addWidget(self.gain_fault)
        self.box.addWidget(self.note)
        self.box.addSpacing(4)
        self.box.addWidget(rule())
        said = QWidget()
        inner = column(said, 2, (PAD_X, 10, PAD_X, 0))
        for words in _FORMULAS:
            inner.addWidget(label(words, "body", "soft"))
        inner.addWidget(self.formula)
        self.box.addWidget(said)

    def _make_cases(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(PAD_X, 10, PAD_X, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, name in enumerate(CASES, 1):
            grid.addWidget(label(f"{name} case", "strong"), 0, place)
            grid.addWidget(self.gains[place - 1], 1, place)
            grid.setColumnStretch(place, 1)
        grid.setColumnStretch(len(CASES) + 1, 1)
        names = ("Points gained", "Benefit a year", "Return in one year (ROI)", "Payback")
        for line, name in enumerate(names, 1):
            head = label(name, "body", "soft")
            head.setFixedWidth(_NAME - PAD_X - 8)
            grid.addWidget(head, line, 0)
        for line, results in enumerate(self.results.values(), 2):
            for place, result in enumerate(results, 1):
                grid.addWidget(result, line, place)
        return made

    # Showing ------------------------------------------------------------------------------------

    def show_worth(self, here: Worth) -> None:
        """Show the figures and what follows from them."""
        self.shown = here
        unit = sign(here.currency)
        self.customers.show_figure(here.id, here.customers or None)
        self.margin.show_figure(here.id, here.margin or None)
        self.cost.setPlaceholderText(number(here.whole.cost))
        self.cost.show_figure(here.id, here.investment)
        for words, said in zip(
            self._units, ("in all", f"{unit} from one customer", thousands(here.currency)),
            strict=True,
        ):  # fmt: skip
            words.setText(said)
        own = here.investment is not None
        source = "A fixed figure" if own else self._all_cost()
        self.source.set_value([Span(source)])
        for field, points in zip(self.gains, here.gains, strict=True):
            field.show_figure(here.id, points)
        for place, case in enumerate(here.cases):
            texts = (benefit(case, here.currency), percent(case), payback(case))
            for results, name, text in zip(
                self.results.values(), ("Benefit a year", "Return", "Payback"), texts, strict=True
            ):
                results[place].setText(text)
                results[place].setAccessibleName(f"{name}, {CASES[place].lower()} case: {text}")
        self._show_note(here)
        self.formula.setText(worked(here))
        self.formula.setVisible(bool(self.formula.text()))

    def _show_note(self, here: Worth) -> None:
        given = [
            (name.lower(), points)
            for name, points in zip(CASES, here.gains, strict=True)
            if points is not None
        ]
        crossed = next(
            ((low, high) for low, high in pairwise(given) if low[1] > high[1]),
            None,
        )
        spans: list[Span] = []
        lead = None
        if not here.customers or not here.margin or not given:
            spans = [Span(_WANTED, "text2")]
        elif crossed:
            (low, _), (high, _) = crossed
            spans = [Span(_CROSSED.format(low, high), "warn", 600)]
            lead = Lead("glyph", "at_risk", ink="warn")
        self.note.set_value(spans, lead)
        self.note.setVisible(bool(spans))

    def _all_cost(self) -> str:
        assert self.shown is not None
        whole = self.shown.whole
        if not whole.number:
            return "What the initiatives will cost"
        return f"What {count(whole.number, 'initiative')} cost{'s' * (whole.number == 1)}"

    # Changing -----------------------------------------------------------------------------------

    def offer_costs(self) -> Picker | None:
        """Offer the costs to reckon with: of all initiatives, or of those of an outcome."""
        here = self.shown
        if here is None or self._editing.desk.store.read_only:
            return None
        options = [Option(None, self._all_cost(), _k(here, here.whole.cost))]
        options += [
            Option(part.cost, f"{part.name}, {count(part.number, 'initiative')}",
                   _k(here, part.cost))
            for part in here.parts
        ]  # fmt: skip
        return pick(self.source, "Reckon with", options, here.investment, self._choose_cost)

    def _choose_cost(self, thousand: float | None) -> None:
        if self.shown is not None and thousand != self.shown.investment:
            self.cost.restore()
            self._save_cost(thousand)

    def _save_customers(self, typed: float | None) -> bool:
        customers = int(typed or 0)
        return self._save_worth(
            f"Reckon with {count(customers, 'customer')}", customers, self._worth.margin,
            self.customers,
        )  # fmt: skip

    def _save_margin(self, typed: float | None) -> bool:
        margin = typed or 0.0
        words = f"Reckon with a margin of {number(margin)} {sign(self._worth.currency)} a year"
        return self._save_worth(words, self._worth.customers, margin, self.margin)

    def _save_worth(self, words: str, customers: int, margin: float, at: Figure) -> bool:
        return self._editing.do(words, lambda s: strategy.set_worth(s, customers, margin), at)

    def _save_cost(self, thousand: float | None) -> bool:
        words = "Reckon with what the initiatives cost"
        if thousand is not None:
            words = f"Reckon with a cost of {_k(self._worth, thousand)}"
        return self._editing.do(words, lambda s: strategy.reckon_with(s, thousand), self.cost)

    def _save_gain(self, place: int, points: float | None) -> bool:
        gains = list(self._worth.gains)
        gains[place] = points
        low, middle, high = gains
        case = f"the {CASES[place].lower()} case"
        words = f"Take the points of {case} back"
        if points is not None:
            words = f"Expect {number(points)} points in {case}"
        return self._editing.do(
            words, lambda s: strategy.expect_gain(s, low, middle, high), self.gains[place]
        )

    @property
    def _worth(self) -> Worth:
        assert self.shown is not None
        return self.shown


def _k(here: Worth, thousand: float) -> str:
    return f"{number(thousand)} {thousands(here.currency)}"


def _row(name: str, *parts: QWidget) -> QWidget:
    made = QWidget()
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 3, 0, 3)
    box.setSpacing(8)
    head = Value("name", "", live=False)
    head.set_value([Span(name, "text2")])
    head.setFixedWidth(_NAME)
    box.addWidget(head, 0, Qt.AlignmentFlag.AlignVCenter)
    for part in parts:
        box.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        if isinstance(part, QLabel):
            part.setWordWrap(False)
    box.addStretch(1)
    return made
