"""A board at the tab Decisions: a page that stands alone, and the file behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cxdesk.model.decisions import Decision
from cxdesk.model.requests import Request
from cxdesk.store.history import ChangeSet
from cxdesk.ui.decisions.page import DecisionsPage
from cxdesk.ui.decisions.ranking_model import PairLine, TaskLine
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from tests.boards import Sitting
from tests.ui.popup import choose

CONTROL = Qt.KeyboardModifier.ControlModifier


class BoardHands:
    """What hands do with the page; `went` is where its links lead."""

    def __init__(self, desk: Desk, here: Sitting, qtbot: QtBot, width: int = 1264) -> None:
        self.desk, self.here, self.qtbot = desk, here, qtbot
        self.page = page = DecisionsPage(Editing(desk, desk))
        self.went: list[tuple[str, int]] = []
        self.said: list[str] = []
        page.editing.went.connect(lambda way: self.went.append((way.kind, way.id)))
        desk.said.connect(lambda toast: self.said.append(toast.text))
        desk.changed.connect(self._on_changed)
        qtbot.addWidget(page)
        page.resize(width, 780)
        page.load()
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.ranking.setFocus()

    def _on_changed(self, change_set: ChangeSet) -> None:
        self.page.editing.forget()
        if self.page.concerned(change_set):
            self.page.follow(change_set)

    @property
    def panel(self) -> Any:
        return self.page.panel

    def focus(self) -> QWidget:
        """What has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            QTest.keyClick(self.focus(), key, CONTROL if control else Qt.KeyboardModifier(0))

    def pick(self, *texts: str) -> None:
        """Choose from the popup that is open; the page is active again."""
        choose(*texts)
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.isActiveWindow)

    def record(self) -> None:
        """Record the decision with the keyboard."""
        self.press(Qt.Key.Key_Return, control=True)

    def type(self, text: str) -> None:
        """Type over what stands in the field with the keyboard."""
        field: Any = self.focus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def current(self) -> str:
        """The code of the current task."""
        return self.code(self.page.ranking.current())

    def code(self, id: int | None) -> str:
        """The code of a request."""
        return next(code for code, each in self.here.requests.items() if each == id)

    def said_of(self, code: str) -> str:
        """What the ranking reads out of a task."""
        rows = self.page.ranking.rows
        place = rows.place(self.here.requests[code])
        assert place is not None
        return str(rows.data(rows.index(place)))

    def lines(self) -> list[str]:
        """Every row of the ranking, read out."""
        rows = self.page.ranking.rows
        return [str(rows.data(rows.index(n))) for n in range(rows.rowCount())]

    def click_pair(self, upper: str, *, settle: bool = False) -> None:
        """Click the row below a task, at its left or on what settles it."""
        ranking = self.page.ranking
        place = next(
            n for n, line in enumerate(ranking.rows.lines)
            if isinstance(line, PairLine) and line.row.codes[0] == upper
        )  # fmt: skip
        box = ranking.visualRect(ranking.rows.index(place))
        at = box.topRight() + QPoint(-30, 12) if settle else box.topLeft() + QPoint(20, 12)
        QTest.mouseClick(ranking.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def click_task(self, code: str, *, double: bool = False) -> None:
        """Click a task."""
        ranking = self.page.ranking
        place = next(
            n for n, line in enumerate(ranking.rows.lines)
            if isinstance(line, TaskLine) and line.row.code == code
        )  # fmt: skip
        at = ranking.visualRect(ranking.rows.index(place)).center()
        click = QTest.mouseDClick if double else QTest.mouseClick
        click(ranking.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def decisions(self) -> dict[str, Decision]:
        """The decisions in the file by the codes of their requests, with what they name."""
        with self.desk.read() as session:
            found = session.execute(
                select(Request.code, Decision).join(Request, Decision.request_id == Request.id)
            ).all()
            for _, one in found:
                _ = (one.owner, one.initiative, one.waiver_by, [e.domain for e in one.effort])
            return dict(found)  # type: ignore[arg-type]
