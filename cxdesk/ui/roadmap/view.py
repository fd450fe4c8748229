"""The roadmap: what is done when, what waits for what, and how far it is from its baseline."""

from __future__ import annotations

from cxdesk.services.cards import Board
from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _timeline() -> type[TabPage]:
    from cxdesk.ui.roadmap.page import TimelinePage

    return TimelinePage


def _dependencies() -> type[TabPage]:
    from cxdesk.ui.roadmap.dependencies_page import DependenciesPage

    return DependenciesPage


def _baselines() -> type[TabPage]:
    from cxdesk.ui.roadmap.baselines_page import BaselinesPage

    return BaselinesPage


class RoadmapView(TabbedView):
    """Each tab is a page of its own."""

    key = "roadmap"
    title = "Roadmap"
    TABS: tuple[Tab, ...] = (
        ("Timeline", _timeline, ("initiative", "milestone")),
        ("Dependencies", _dependencies, ("link", "initiative")),
        ("Baselines", _baselines, ("initiative",)),
    )

    def made(self, page: TabPage, name: str) -> None:
        if name == "Dependencies":  # what would push others is asked about on the timeline
            from cxdesk.ui.roadmap.dependencies_page import DependenciesPage

            assert isinstance(page, DependenciesPage)
            page.timeline = lambda: self.page_at(self.tabs.index("Timeline"))
            page.known = self._known_board

    def _known_board(self) -> Board | None:
        """The cards that the timeline has read, if they are those of now."""
        at = self.tabs.index("Timeline")
        page = self._pages.get(at)
        if page is None or at in self._stale:
            return None
        from cxdesk.ui.roadmap.page import TimelinePage

        assert isinstance(page, TimelinePage)
        return None if page.rows.roadmap is None else page.rows.roadmap.board
