"""The kanban: the landing place of the window, its initiatives shown in several ways."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.ui.board.sheets import Sheets
from cxdesk.ui.desk import Desk
from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _board() -> type[TabPage]:
    from cxdesk.ui.board.page import BoardPage

    return BoardPage


def _list() -> type[TabPage]:
    from cxdesk.ui.board.list_page import ListPage

    return ListPage


def _actions() -> type[TabPage]:
    from cxdesk.ui.board.actions_page import ActionsPage

    return ActionsPage


def _scores() -> type[TabPage]:
    from cxdesk.ui.scores.page import ScoresPage

    return ScoresPage


def _insights() -> type[TabPage]:
    from cxdesk.ui.insights.page import InsightsPage

    return InsightsPage


def _stakeholders() -> type[TabPage]:
    from cxdesk.ui.stakeholders.page import StakeholdersPage

    return StakeholdersPage


class KanbanView(TabbedView):
    """Each tab is a page of its own."""

    key = "kanban"
    title = "Kanban"
    TABS: tuple[Tab, ...] = (
        ("Board", _board, ("initiative", "batch", "charter", "actions")),
        ("List", _list, ("initiative", "charter", "actions", "history")),
        ("Actions", _actions, ("action", "initiative", "charter", "actions", "history")),
        ("Scores", _scores, ("initiative", "score")),
        ("Stakeholders", _stakeholders, ("initiative",)),
        ("Insights", _insights, ("initiative",)),
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sheets = Sheets(self, self.editing)

    def made(self, page: TabPage, name: str) -> None:
        if name == "List":
            from cxdesk.ui.board.list_page import ListPage
            from cxdesk.ui.board.page import BoardPage

            board = self.page_at(0)
            assert isinstance(page, ListPage)
            assert isinstance(board, BoardPage)
            page.board_filter = lambda: board.bar.kept
