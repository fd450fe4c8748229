"""The change board: requests from their intake to the board's decision."""

from __future__ import annotations

from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _intake() -> type[TabPage]:
    from cxdesk.ui.intake.page import IntakePage

    return IntakePage


def _agenda() -> type[TabPage]:
    from cxdesk.ui.meeting.page import AgendaPage

    return AgendaPage


def _vote() -> type[TabPage]:
    from cxdesk.ui.vote.page import VotePage

    return VotePage


def _decisions() -> type[TabPage]:
    from cxdesk.ui.decisions.page import DecisionsPage

    return DecisionsPage


def _register() -> type[TabPage]:
    from cxdesk.ui.register.page import RegisterPage

    return RegisterPage


class ChangeBoardView(TabbedView):
    """Each tab is a page of its own."""

    key = "change_board"
    title = "Change board"
    TABS: tuple[Tab, ...] = (
        ("Intake", _intake, ("request",)),
        ("Agenda", _agenda, ("meeting", "urgent-meeting", "request")),
        ("Vote", _vote, ("round",)),
        ("Decisions", _decisions, ("round", "request")),
        ("Register", _register, ("decision", "request")),
    )

    def reveal(self, kind: str, id: int) -> bool:
        """A round that was counted is shown with its result, any other where it is voted on."""
        result = self.tabs.index("Decisions")
        if kind == "round" and self.page_at(result).reveal(kind, id):
            self.show_tab(result)
            return True
        return super().reveal(kind, id)
