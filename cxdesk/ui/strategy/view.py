"""Strategy: north star, outcomes, limits, what it returns, and the program itself."""

from __future__ import annotations

from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _north_star() -> type[TabPage]:
    from cxdesk.ui.strategy.north_star import NorthStarPage

    return NorthStarPage


class StrategyView(TabbedView):
    """Each tab is a page of its own."""

    key = "strategy"
    title = "Strategy"
    TABS: tuple[Tab, ...] = (("North star", _north_star),)
