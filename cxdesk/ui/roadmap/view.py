"""The roadmap: what is done when, what waits for what, and how far it is from its baseline."""

from __future__ import annotations

from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _timeline() -> type[TabPage]:
    from cxdesk.ui.roadmap.page import TimelinePage

    return TimelinePage


def _baselines() -> type[TabPage]:
    from cxdesk.ui.roadmap.baselines_page import BaselinesPage

    return BaselinesPage


class RoadmapView(TabbedView):
    """Each tab is a page of its own."""

    key = "roadmap"
    title = "Roadmap"
    TABS: tuple[Tab, ...] = (
        ("Timeline", _timeline, ("initiative",)),
        ("Baselines", _baselines, ("initiative",)),
    )
