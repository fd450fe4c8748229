"""A person at the links of the timeline: draws, clicks and walks them, looks into the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.services.dependencies import dependencies
from cxdesk.services.roadmap import LinkRow
from cxdesk.ui.desk import Desk
from cxdesk.ui.roadmap.links_draft import handle
from cxdesk.ui.roadmap.links_form import LinkForm
from tests.ui.roadmap.bar_hands import LEFT, NONE, BarHands


class LinkHands(BarHands):
    """Hands at a page that stands alone."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        super().__init__(desk, qtbot)
        self.links, self.state = self.page.links, self.page.links.state
        self.canvas.grab()
        self.went: list[int] = []
        self.page.editing.went.connect(lambda way: self.went.append(way.id))

    # What there is --------------------------------------------------------------------------

    def in_file(self) -> dict[str, tuple[str, int]]:
        """Type and lag of all links in the file, by the codes of their ends."""
        with self.desk.read() as session:
            rows = dependencies(session)
        return {
            f"{r.before.code[3:]}-{r.after.code[3:]}": (r.type.value, r.lag) for r in rows
        }  # fmt: skip

    def link(self, before: str, after: str) -> LinkRow:
        found = self.state.chains.between(self.card(before).id, self.card(after).id)
        assert found is not None
        return found

    def form(self) -> LinkForm:
        assert self.links.form is not None
        return self.links.form

    # The mouse ------------------------------------------------------------------------------

    def over(self, at: QPoint) -> None:
        """Move the pointer without a button, and have what it shows painted."""
        view = self.canvas.viewport()
        where = QPointF(view.mapToGlobal(at))
        none = Qt.MouseButton.NoButton
        QApplication.sendEvent(
            view, QMouseEvent(QEvent.Type.MouseMove, QPointF(at), where, none, none, NONE)
        )
        self.canvas.grab()

    def middle(self, code: str, share: float = 0.5) -> QPoint:
        """A point of a bar, so far from its start."""
        rect = self.canvas.rect_of(self.card(code).id)
        return QPoint(round(rect.left() + rect.width() * share), round(rect.center().y()))

    def draw(self, code: str, side: str) -> None:
        """Take hold of the handle at the start, "S", or finish, "F", of a bar."""
        self.over(self.middle(code))
        at = handle(self.state, self.card(code).id, side)
        assert at is not None
        self.over(at.toPoint())
        assert self.canvas.viewport().cursor().shape() is Qt.CursorShape.CrossCursor
        QTest.mousePress(self.canvas.viewport(), LEFT, NONE, at.toPoint())

    def carry_to(self, code: str, share: float) -> str:
        """Carry it over another bar; what is said there."""
        self.hover(self.middle(code, share))
        self.canvas.grab()
        draft = self.links.grip.draft
        assert draft is not None
        return draft.words(self.state)

    def let_go(self) -> None:
        self.drop(QPoint(400, 400))

    def point_of(self, link: LinkRow) -> QPoint:
        """A point of a link that no bar covers."""
        self.canvas.grab()
        way = self.state.ways.way(link)
        assert way is not None
        room = self.canvas.plot_rect()
        for line in way.lines:
            for share in (0.5, 0.25, 0.75, 0.1, 0.9):
                place = line.pointAt(share)
                at = self.state.to_view(place.x(), place.y()).toPoint()
                if room.contains(at) and self.state.link_at(at) == link and (
                    self.canvas.card_at(at) is None
                ):  # fmt: skip
                    return at
        raise AssertionError("it is hidden everywhere")

    def click(self, at: QPoint) -> None:
        self.over(at)
        QTest.mouseClick(self.canvas.viewport(), LEFT, NONE, at)
        QApplication.processEvents()

    def write(self, field: Any, text: str, *, enter: bool = True) -> None:
        """Replace what stands in a field."""
        field.setFocus()
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
