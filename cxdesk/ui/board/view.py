"""The kanban: the landing place of the window, its initiatives shown in several ways."""

from __future__ import annotations

from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _board() -> type[TabPage]:
    from cxdesk.ui.board.page import BoardPage

    return BoardPage


def _actions() -> type[TabPage]:
    from cxdesk.ui.board.actions_page import ActionsPage

    return ActionsPage


class KanbanView(TabbedView):
    """Each tab is a page of its own."""

    key = "kanban"
    title = "Kanban"
    TABS: tuple[Tab, ...] = (
        ("Board", _board, ("initiative", "batch", "charter", "actions")),
        ("Actions", _actions, ("action",)),
    )
