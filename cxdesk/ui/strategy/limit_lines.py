"""The lines of the limits: the field of a limit, its use as a meter, and what breaks it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.model.program import Measure
from cxdesk.services import strategy
from cxdesk.services.limits import LimitRow
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.figure import Figure
from cxdesk.ui.form.rows import column, rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead
from cxdesk.ui.load_cells import LoadStrip
from cxdesk.ui.meter import Meter
from cxdesk.ui.strategy.breaches import Breaches
from cxdesk.ui.strategy.limit_words import binds, limit_after, unit_words, use_words

NAME = 216  # px of the column of names
_MONTHS = 18  # as many cells as can be read in a narrow window
_NAMES = {
    Measure.BUDGET: "the budget",
    Measure.WIP: "work in progress",
    Measure.OWNER_WIP: "work in progress of one owner",
    Measure.PERSON_DAYS: "every domain",
}


@dataclass(frozen=True, slots=True)
class DomainShown:
    """A domain's limit beside the one of every domain; `id` is the domain's."""

    id: int
    limit: LimitRow
    common: float | None
    currency: str


class LimitField(QWidget):
    """A name, the field of its limit with a unit, and below it why a limit was refused.

    `item` tells the file's limits of a measure apart: a domain's id, or the program's.
    """

    def __init__(
        self, editing: Editing, measure: Measure, placeholder: str, domain: bool = False
    ) -> None:
        super().__init__()
        self._editing, self._measure, self._domain = editing, measure, domain
        self._item, self._name, self._currency = 0, "", ""
        self.name = Value("limit-name", "", live=False)
        self.name.setFixedWidth(NAME)
        self.unit = Value("limit-unit", "", live=False)
        self.fault = Fault(editing.go)
        self.field = Figure(
            f"limit-{measure.value}", "Limit", self._save, fault=self.fault,
            problem=partial(strategy.limit_problem, measure), placeholder=placeholder, least=72,
        )  # fmt: skip
        self.field.setReadOnly(editing.desk.store.read_only)
        box = column(self)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        for part in (self.name, self.field, self.unit):
            across.addWidget(part, part is self.unit, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(across)
        box.addWidget(self.fault)

    def show_limit(
        self, item: int, name: str, limit: float | None, currency: str, hue: int | None = None
    ) -> None:
        """Show the limit that is agreed, None for none."""
        self._item, self._name, self._currency = item, name, currency
        lead = None if hue is None else Lead("swatch", number=hue)
        self.name.set_value([Span(name, weight=600)], lead)
        self.field.setAccessibleName(f"Limit: {name}, {unit_words(self._measure, currency)}")
        self.field.show_figure(item, limit)

    def _save(self, limit: float | None) -> bool:
        what = self._name if self._domain else _NAMES[self._measure]
        words = f"Lift the limit of {what}"
        if limit is not None:
            after = limit_after(self._measure, self._currency)
            words = f"Limit {what} to {number(limit)}{after}"
        domain = self._item if self._domain else None
        return self._editing.do(
            words, lambda s: strategy.set_limit(s, self._measure, limit, domain), self.field
        )


class LimitLine(QWidget):
    """A limit of the program: its field, its meter, its use in words and what breaks it."""

    def __init__(self, editing: Editing, measure: Measure) -> None:
        super().__init__()
        self.measure = measure
        self.limit = LimitField(editing, measure, "no limit")
        self.field, self.meter = self.limit.field, Meter()
        self.use = Value("limit-use", "", live=False)
        self.breaches = Breaches(lambda id: editing.open("initiative", id))
        self.box = column(self, 4, (0, 8, 0, 10))
        self.box.addWidget(self.limit)
        self.box.addWidget(_Use(self.meter, self.use))
        self.box.addWidget(self.breaches)

    def show_row(self, item: int, row: LimitRow, currency: str) -> None:
        """Show a limit and its use."""
        self.limit.show_limit(item, row.name, row.limit, currency)
        self.limit.unit.set_value([Span(unit_words(row.measure, currency), "text2")])
        _show_use(row, currency, self.meter, self.use)
        self.breaches.show_breaches(row.breaches)


class DomainLine(QWidget):
    """A domain: its own limit, what binds it, its fullest month, and all months in a strip."""

    def __init__(self, editing: Editing, _row: object = None) -> None:
        super().__init__()
        self._domain = 0
        self.limit = LimitField(editing, Measure.PERSON_DAYS, "as all", domain=True)
        self.field, self.meter, self.strip = self.limit.field, Meter(), LoadStrip()
        self.use = Value("limit-use", "", live=False)
        self.bound = self.limit.unit
        self.bound.clicked.connect(lambda _=False: editing.open("domain", self._domain))
        self.breaches = Breaches(lambda id: editing.open("initiative", id))
        box = column(self, 4, (0, 0, 0, 12))
        box.addWidget(rule())
        box.addSpacing(4)
        box.addWidget(self.limit)
        box.addWidget(_Use(self.meter, self.use))
        box.addWidget(_inset(self.strip))
        box.addWidget(self.breaches)

    def show_row(self, row: DomainShown) -> None:
        """Show a domain, its limits and its months."""
        limit = row.limit
        self._domain = row.id
        self.limit.show_limit(row.id, limit.name, limit.own, row.currency, limit.hue)
        said, capacity = binds(limit, row.common)
        self.bound.set_live(capacity)
        way = [Span("Change capacity", "accent", 600)] if capacity else []
        self.bound.set_value([Span(said, "text2"), *way])
        _show_use(limit, row.currency, self.meter, self.use)
        self.strip.show_loads(limit.months[:_MONTHS], limit.loads[:_MONTHS], limit.limit)
        self.strip.setVisible(any(limit.loads))
        self.meter.setVisible(limit.limit is not None)
        self.breaches.show_breaches(limit.breaches)


class _Use(QWidget):
    """A meter and its words beside it."""

    def __init__(self, meter: Meter, words: Value) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(PAD_X, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(meter, 2)
        box.addWidget(words, 3)


def _show_use(row: LimitRow, currency: str, meter: Meter, use: Value) -> None:
    words = use_words(row, currency)
    meter.show_use(row.used, row.limit, f"{row.name}: {words}")
    broken = bool(row.breaches)
    ink, weight = ("danger", 600) if broken else ("text", 400)
    use.set_value([Span(words, ink, weight)])


def _inset(part: QWidget) -> QWidget:
    """In line with the words of values."""
    made = QWidget()
    column(made, 0, (PAD_X, 0, PAD_X, 0)).addWidget(part)
    return made
