"""A person at the change board who has only a mouse: its tables, its booth and its papers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cxdesk.ui.ballot.ballot import Ballot
from cxdesk.ui.booth.ballot_page import BallotPage
from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.review import ReviewPage
from cxdesk.ui.booth.sealed import SealedPage
from cxdesk.ui.change_board.view import ChangeBoardView
from cxdesk.ui.decisions.page import DecisionsPage
from cxdesk.ui.decisions.ranking_model import TaskLine
from cxdesk.ui.intake.page import IntakePage
from cxdesk.ui.meeting.page import AgendaPage
from cxdesk.ui.pickers import Picker
from cxdesk.ui.table.view import TableView
from cxdesk.ui.vote.page import VotePage
from tests.journeys.person import LEFT, NONE, settle
from tests.journeys.pointer import Pointer
from tests.ui.ballot.voter import Drag


class BoardPointer(Pointer):
    """Goes from tab to tab of the change board, as its buttons lead."""

    def _page(self, kind: type[Any]) -> Any:
        view = self.window.view
        assert isinstance(view, ChangeBoardView)
        assert isinstance(view.page, kind), f"{type(view.page).__name__} is shown"
        return view.page

    @property
    def intake(self) -> IntakePage:
        page: IntakePage = self._page(IntakePage)
        return page

    @property
    def agenda(self) -> AgendaPage:
        page: AgendaPage = self._page(AgendaPage)
        return page

    @property
    def vote(self) -> VotePage:
        page: VotePage = self._page(VotePage)
        return page

    @property
    def decisions(self) -> DecisionsPage:
        page: DecisionsPage = self._page(DecisionsPage)
        return page

    def go_on(self, text: str) -> None:
        """Click the accent button of the top bar, which says `text`."""
        primary = self.window.topbar.primary
        assert primary.text() == text
        self.click(primary)

    # Tables, popups -----------------------------------------------------------------------------

    def spot_in(self, table: TableView, code: str, key: str = "title") -> QPoint:
        """The middle of a cell of the row with this code."""
        shown = table.table.rows
        place = next(
            n for n, one in enumerate(shown) if code in (getattr(one, "code", ""), one.title)
        )
        keys = [one.key for one in table.table.columns]
        index = table.table.index(place, keys.index(key))
        table.scrollTo(index)
        return table.visualRect(index).center()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on something once it stands in the window: nested layouts take some rounds."""
        top, middle = widget.window(), widget.rect().center()
        for _ in range(3):
            if not top.rect().contains(widget.mapTo(top, middle)):
                settle()
        super().click(widget, at)

    def codes(self, table: TableView) -> list[str]:
        """The codes of the rows, from top to bottom."""
        return [row.code for row in table.table.rows]

    def drag_row(self, table: TableView, code: str, above: str) -> None:
        """Drag a row above another."""
        start, end = self.spot_in(table, code), self.spot_in(table, above)
        end.setY(table.visualRect(table.indexAt(end)).top() + 2)
        port = table.viewport()
        QTest.mousePress(port, LEFT, NONE, start)
        for part in (0.1, 0.5, 1.0):
            QTest.mouseMove(port, start + (end - start) * part)
        QTest.mouseRelease(port, LEFT, NONE, end)
        settle()

    def menu(self, part: Any, at: QPoint, words: str) -> None:
        """Click something with the right button and choose from what is offered."""
        port = part.viewport()
        why = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(port, QContextMenuEvent(why, at, port.mapToGlobal(at)))
        settle()
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        action = next(one for one in popup.actions() if one.text().split("\t")[0] == words)
        QTest.mouseClick(popup, LEFT, NONE, popup.actionGeometry(action).center())
        settle()

    def pick(self, button: QWidget, text: str) -> None:
        """Click what opens a list and choose from it, by how its row begins."""
        self.click(button)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        row = next(n for n, one in enumerate(popup.model.shown) if one.text.startswith(text))
        index = popup.model.index(row)
        popup.list.scrollTo(index)  # as the wheel would
        at = popup.list.visualRect(index).center()
        QTest.mouseClick(popup.list.viewport(), LEFT, NONE, at)
        settle()
        assert QApplication.activePopupWidget() is None

    # The booth ----------------------------------------------------------------------------------

    @property
    def booth(self) -> Booth:
        booth = self.vote.booth
        assert booth is not None
        return booth

    def take_seat(self, place: int) -> Ballot:
        """Choose a seat; its ballot lies on the table."""
        page = self.booth.page
        assert isinstance(page, HandOverPage)
        self.click(page.tiles[place])
        page = self.booth.page
        assert isinstance(page, BallotPage)
        return page.ballot

    def point(self, ballot: Ballot, id: int) -> tuple[Any, QPoint]:
        """The list in which a task stands, and where."""
        here = ballot.list_of(id)
        index = here.rows.index_of(id)
        here.scrollTo(index)
        return here, here.visualRect(index).center()

    def rank_last(self, ballot: Ballot, id: int) -> None:
        """Rank a task behind the others with a double click."""
        here, at = self.point(ballot, id)
        QTest.mouseClick(here.viewport(), LEFT, NONE, at)
        QTest.mouseDClick(here.viewport(), LEFT, NONE, at)

    def menu_last(self, ballot: Ballot, id: int) -> None:
        """Rank it behind the others from its menu."""
        here, at = self.point(ballot, id)
        self.menu(here, at, "Rank as the last")

    def drag_last(self, ballot: Ballot, id: int) -> None:
        """Drag a task to the lower edge of the one ranked last."""
        carried, ranked = Drag(ballot, id), ballot.tiers.ranked
        if ranked:
            carried.over(ranked[-1][-1], 0.9).let_go()
        else:
            zone = ballot.lists["ranked"].viewport()
            carried.to_global(zone.mapToGlobal(QPoint(zone.width() // 2, 40))).let_go()

    def seal(self) -> str:
        """Seal the ballot in hand and hand over; the receipt code that was shown."""
        page = self.booth.page
        assert isinstance(page, BallotPage)
        self.click(page.seal)
        review = self.booth.page
        assert isinstance(review, ReviewPage)
        self.click(review.go_on)
        sealed = self.booth.page
        assert isinstance(sealed, SealedPage), self.booth.page
        code = sealed.code.text().replace(" ", "")
        self.click(sealed.go_on)
        return code

    # Deciding -----------------------------------------------------------------------------------

    def choose_task(self, code: str) -> None:
        """Click a task of the ranking."""
        ranking = self.decisions.ranking
        place = next(
            n for n, line in enumerate(ranking.rows.lines)
            if isinstance(line, TaskLine) and line.row.code == code
        )  # fmt: skip
        at = ranking.visualRect(ranking.rows.index(place)).center()
        area = self.decisions.area
        area.ensureVisible(0, ranking.mapTo(area.widget(), at).y())  # as the wheel would
        self.click(ranking, at)

    def lines(self) -> list[str]:
        """Every row of the ranking, read out."""
        rows = self.decisions.ranking.rows
        return [str(rows.data(rows.index(n))) for n in range(rows.rowCount())]
