"""Strategy: north star, outcomes, limits, what it returns, and the program itself."""

from __future__ import annotations

from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _north_star() -> type[TabPage]:
    from cxdesk.ui.strategy.north_star import NorthStarPage

    return NorthStarPage


def _outcomes() -> type[TabPage]:
    from cxdesk.ui.strategy.outcomes_page import OutcomesPage

    return OutcomesPage


def _limits() -> type[TabPage]:
    from cxdesk.ui.strategy.limits_page import LimitsPage

    return LimitsPage


def _return() -> type[TabPage]:
    from cxdesk.ui.strategy.return_page import ReturnPage

    return ReturnPage


def _program() -> type[TabPage]:
    from cxdesk.ui.strategy.program_page import ProgramPage

    return ProgramPage


class StrategyView(TabbedView):
    """Each tab is a page of its own."""

    key = "strategy"
    title = "Strategy"
    TABS: tuple[Tab, ...] = (
        ("North star", _north_star, ("frame_item", "north-star")),
        ("Outcomes", _outcomes, ("outcome",)),
        ("Limits", _limits, ("limit",)),
        ("Return", _return, ()),
        ("Program", _program, ("program",)),
    )
