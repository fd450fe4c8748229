"""Fields of a decision: nothing in them is kept before the decision is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.services.decision_sheet import DecisionSheet
from cxdesk.services.decisions import figure_problem
from cxdesk.services.programs import Choice
from cxdesk.ui import type as typeface
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.figure import Figure
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead


class OpenDate(DateField):
    """A date that stays as it is typed."""

    def __init__(
        self, key: str, name: str, today: Callable[[], date], fault: Fault, placeholder: str
    ) -> None:
        super().__init__(key, name, lambda _on: True, today, fault=fault, placeholder=placeholder)
        self.setProperty("quiet", False)
        self.setFixedHeight(28)

    def _fit(self) -> None:
        self.setFixedWidth(168)

    def commit(self) -> bool:
        return True

    def typed(self) -> date | None:
        """The date, None for nothing; a wrong one is said. Raises ValueError for a wrong one."""
        try:
            return self.value()
        except ValueError as wrong:
            self.refuse(str(wrong))
            raise


class OpenFigure(Figure):
    """A number that stays as it is typed."""

    def __init__(self, key: str, name: str, fault: Fault) -> None:
        super().__init__(
            key, name, lambda _value: True, problem=figure_problem, fault=fault, placeholder="0"
        )
        self.setFont(typeface.font(13, 500, tabular=True))
        self.setFixedHeight(28)

    def _fit(self) -> None:
        self.setFixedWidth(84)

    def commit(self) -> bool:
        return True

    def value(self) -> float | None:
        typed = super().value()
        if typed is not None and (wrong := figure_problem(typed)):
            raise ValueError(wrong)
        return typed


class Resources(Card):
    """Money and person-days by domain: what is asked beside what is committed."""

    def __init__(self, changed: Callable[[], object], fault: Fault) -> None:
        super().__init__()
        self._changed, self._fault = changed, fault
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 4, 6, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._request = 0
        self._parts: list[QWidget] = []
        self._added: dict[int, list[Choice]] = {}  # domains added by the board, by request
        self.money = OpenFigure("committed-money", "Money committed", fault)
        self.money.setParent(self)
        self.money.textChanged.connect(lambda _text: changed())
        self.days: dict[int | None, OpenFigure] = {}

    def show_sheet(self, sheet: DecisionSheet, currency: str) -> None:
        """Show what a task asks for; what was typed for it before stands there again."""
        wanted = [(each.id, each.name, each.hue, each.days) for each in sheet.effort]
        wanted += [
            (one.id, one.name, one.hue, 0.0)
            for one in self._added.get(sheet.id, ())
            if one.id not in {each.id for each in sheet.effort}
        ]
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for domain in set(self.days) - {each[0] for each in wanted}:
            gone = self.days.pop(domain)
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._request = sheet.id
        self._head()
        self._line(1, [Span("Money")], None, f"{number(sheet.cost)} {currency}", self.money)
        self.money.show_figure(sheet.id, sheet.cost)
        for place, (id, name, hue, days) in enumerate(wanted, 2):
            field = self.days.get(id)
            if field is None:
                field = OpenFigure("committed-days", "", self._fault)
                field.textChanged.connect(lambda _text: self._changed())
                self.days[id] = field
            field.setAccessibleName(f"Person-days of {name} committed")
            self._line(place, [Span(name)], Lead("swatch", number=hue), f"{number(days)} d", field)
            field.show_figure(sheet.id, days)
        before = self.money
        for field in (self.days[each[0]] for each in wanted):
            QWidget.setTabOrder(before, field)
            before = field

    def add(self, domain: Choice) -> None:
        """Commit person-days of a domain that the task did not ask."""
        there = self._added.setdefault(self._request, [])
        if domain.id not in {one.id for one in there}:
            there.append(domain)

    def typed(self) -> tuple[float, dict[int | None, float]]:
        """Money and person-days by domain. Raises ValueError with a sentence."""
        cost = self.money.value() or 0.0
        return cost, {id: field.value() or 0.0 for id, field in self.days.items()}

    def wrong(self) -> QWidget:
        """The first field with no number that can be committed, else the first of all."""
        fields = (self.money, *self.days.values())
        return next((one for one in fields if one.fault_of(one.words())), self.money)

    def _head(self) -> None:
        for column, words in ((1, "Asked"), (2, "Committed")):
            part = label(words, "caption")
            part.setWordWrap(False)
            self._parts.append(part)
            side = Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(part, 0, column, side)

    def _line(
        self, row: int, name: list[Span], lead: Lead | None, asked: str, field: OpenFigure
    ) -> None:  # fmt: skip
        who = Value("resource", "", live=False)
        who.set_value(name, lead)
        said = label(asked, "body", "soft")
        said.setWordWrap(False)
        self._parts += [who, said]
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(who, row, 0, middle)
        self._grid.addWidget(said, row, 1, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(field, row, 2, middle)
        field.show()
