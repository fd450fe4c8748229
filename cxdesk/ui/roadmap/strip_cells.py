"""What the cells of the capacity strip say: months or longer stretches, person-days and money."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cxdesk.analysis.load import excess, months_from
from cxdesk.model.people import ORG_HUE
from cxdesk.model.wording import MONTH_NAMES
from cxdesk.services.timeline_load import LoadRow, TimelineLoad, rounded, unit_words
from cxdesk.ui.roadmap.scale import Scale

NARROWEST = 26  # px in which a number can still be read
_MONTH = 28  # days of the shortest
_MOST = 400  # columns; more are not seen at once


@dataclass(frozen=True, slots=True)
class Stretch:
    """One month, a quarter or a year: where its cells begin and end in the plot, in px."""

    months: tuple[date, ...]
    left: float
    right: float

    @property
    def words(self) -> str:
        """Its name as it is spoken: "March 2027", "January to March 2027", "2027"."""
        first, last = self.months[0], self.months[-1]
        if len(self.months) == 12:
            return str(first.year)
        name = MONTH_NAMES[first.month - 1]
        if first == last:
            return f"{name} {first.year}"
        return f"{name} to {MONTH_NAMES[last.month - 1]} {last.year}"


def step_of(scale: Scale) -> int:
    """How many months a cell stands for, so that its number can be read: 1, 3 or 12."""
    month = scale.px_a_day * _MONTH
    return next((step for step in (1, 3) if month * step >= NARROWEST), 12)


def stretches(scale: Scale, width: float) -> list[Stretch]:
    """The columns that are seen in a plot of this width, from left to right."""
    step, first = step_of(scale), scale.date_at(0)
    at = date(first.year, (first.month - 1) // step * step + 1, 1)
    found: list[Stretch] = []
    while len(found) < _MOST:
        if at.year >= 9998:
            break
        *months, after = months_from(at, step + 1)
        left, right = scale.x_of(at), scale.x_of(after)
        if left >= width:
            break
        if right >= 1:  # a sliver of the one before is none
            found.append(Stretch(tuple(months), left, right))
        at = after
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and what binds it; `words` is how it is spoken."""

    amount: float
    bound: float | None
    words: str

    @property
    def over(self) -> bool:
        """Whether it is more than it may be."""
        return bool(excess(self.amount, self.bound))


class DomainLine:
    """A row of person-days. Of several months the fullest one is told."""

    money = False

    def __init__(self, load: TimelineLoad, row: LoadRow) -> None:
        self.row = row
        self.label, self.name, self.hue = row.short, row.name, row.hue
        self._by = dict(zip(load.months, row.loads, strict=True))

    def cell(self, stretch: Stretch) -> Cell:
        """What its cell of a stretch says."""
        month, amount = max(
            ((month, self._by.get(month, 0.0)) for month in stretch.months), key=lambda one: one[1]
        )
        bound = self.row.bound
        of = "" if bound is None else f" of {bound:,.6g}"
        said = f"{rounded(amount)}{of} person-days"
        if len(stretch.months) > 1 and amount:
            said += f" in {MONTH_NAMES[month.month - 1]}, the fullest month"
        if by := excess(amount, bound):
            said += f", {rounded(by)} over the limit"
        return Cell(amount, bound, said)


class CostLine:
    """The row of what is spent in each stretch."""

    money, row, hue = True, None, ORG_HUE

    def __init__(self, load: TimelineLoad) -> None:
        self._unit = load.currency
        self.label, self.name = load.currency, f"Money, in {load.currency}"
        self._by = dict(zip(load.months, load.money, strict=True))

    def cell(self, stretch: Stretch) -> Cell:
        """What its cell of a stretch says."""
        amount = sum(self._by.get(month, 0.0) for month in stretch.months)
        return Cell(amount, None, f"{rounded(amount)} {self._unit}")


class SpentLine:
    """The row of what is spent by the end of each stretch, against the budget."""

    money, row, hue = True, None, ORG_HUE

    def __init__(self, load: TimelineLoad) -> None:
        self._load = load
        self.label = f"{load.currency} so far"
        self.name = f"Total so far, {load.currency}"

    def cell(self, stretch: Stretch) -> Cell:
        """What its cell of a stretch says."""
        here = self._load
        past = bisect_right(here.months, stretch.months[-1])
        # Where nothing is planned any more the sum would only be said again and again.
        amount = here.spent[past - 1] if past and stretch.months[0] <= here.months[-1] else 0.0
        of = "" if here.budget is None else f" of {here.budget:,.10g}"
        said = f"{rounded(amount)}{of} {here.currency} by the end of it"
        if by := excess(amount, here.budget):
            said += f", {rounded(by)} over the budget"
        if here.undated:
            said += f"; {rounded(here.undated)} {here.currency} more have no dates"
        return Cell(amount, here.budget, said)


Line = DomainLine | CostLine | SpentLine


def lines_of(load: TimelineLoad) -> Sequence[Line]:
    """The rows of the strip: each domain, and the money."""
    domains = [DomainLine(load, row) for row in load.rows]
    return [*domains, CostLine(load), SpentLine(load)]


def head_words(load: TimelineLoad, scale: Scale, *, filtered: bool) -> str:
    """What the numbers are, as the head says it."""
    said = unit_words(load, step_of(scale))
    return said + ("; the filter changes nothing here" if filtered else "")
