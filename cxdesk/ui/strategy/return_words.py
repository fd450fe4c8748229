"""How money, returns and paybacks are worded."""

from __future__ import annotations

from cxdesk.analysis.roi import Roi
from cxdesk.model.wording import sign, thousands
from cxdesk.services.sheet import Sheet
from cxdesk.services.worth import Side, Worth
from cxdesk.ui.form.words import number

CASES = ("Low", "Middle", "High")
NOTHING = "–"
_NEVER = 1200  # months of a payback that nobody waits for
_MOST_PERCENT = 100_000
_STEPS = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))


def money(value: float, currency: str) -> str:
    """An amount in three figures: "1.2 M€", "600 k€", "85 €"."""
    if value >= 1e15:
        return f"over 999 tn{sign(currency)}"
    for step, letter in _STEPS:
        if abs(value) >= step * 0.9995:
            return f"{_figures(value / step)} {letter}{sign(currency)}"
    return f"{_figures(value)} {sign(currency)}"


def _figures(value: float) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return number(round(value, digits))


def benefit(case: Roi | None, currency: str) -> str:
    """The benefit a year of a case."""
    return NOTHING if case is None else money(case.benefit, currency)


def percent(case: Roi | None) -> str:
    """The return of the first year: "300 %", with a true minus sign."""
    if case is None or case.percent is None:
        return NOTHING
    if case.percent > _MOST_PERCENT:
        return f"over {_MOST_PERCENT:,} %"
    return f"{case.percent:,.0f} %".replace("-0 %", "0 %").replace("-", "\N{MINUS SIGN}")


def payback(case: Roi | None) -> str:
    """The time until the cost is back: "3.0 months"."""
    if case is None or case.payback is None:
        return NOTHING
    if case.payback > _NEVER:
        return "over 100 years"
    return f"{case.payback:,.1f} months"


def worked(here: Worth) -> str:
    """The formulas with the figures of the middle case, or the first that is given."""
    for place in (1, 0, 2):
        case, points = here.cases[place], here.gains[place]
        if case is not None and points is not None:
            break
    else:
        return ""
    gained = money(case.benefit, here.currency)
    cost = f"{number(here.cost)} {thousands(here.currency)}"
    said = (
        f"{CASES[place]} case: {here.customers:,} × {number(points)} ÷ 100 × "
        f"{number(here.margin)} {sign(here.currency)} = {gained}."
    )
    if case.percent is not None:
        said += f" ({gained} \N{MINUS SIGN} {cost}) ÷ {cost} = {percent(case)}."
    if case.payback is not None:
        said += f" {cost} ÷ {gained} × 12 = {payback(case)}."
    return said


def return_sheet(here: Worth, sides: tuple[Side, ...]) -> Sheet:
    """The cases and the balance as one table."""
    points = tuple(NOTHING if each is None else number(each) for each in here.gains)
    unit = here.currency
    rows: list[tuple[str, ...]] = [
        ("Customers", *(f"{here.customers:,}",) * 3),
        (f"Margin a year ({unit})", *(number(here.margin),) * 3),
        (f"Cost (thousand {unit})", *(number(here.cost),) * 3),
        ("Points gained", *points),
        ("Benefit a year", *(benefit(each, unit) for each in here.cases)),
        ("Return in one year (ROI)", *(percent(each) for each in here.cases)),
        ("Payback", *(payback(each) for each in here.cases)),
        ("", "", "", ""),
        ("Balance", "Initiatives", f"Cost (thousand {unit})", "Person-days"),
    ]
    for side in sides:
        rows.append(
            (side.name.capitalize(), f"{side.number:,}", number(side.cost), number(side.effort))
        )
    return Sheet(("Case", *CASES), tuple(rows), (False, True, True, True), (3.0, 2.0, 2.0, 2.0))
