"""A person at the tab Scores: drags, slides, types, and looks into the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.analysis.matrix import Bubble
from cxdesk.services import priorities
from cxdesk.services.activity import whole
from cxdesk.services.priorities import Ranked, Rated
from cxdesk.ui.scores.page import ScoresPage
from cxdesk.ui.tabbed import Tab, TabbedView

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class ScoresHome(TabbedView):
    """A place with this one tab."""

    key = "scores-home"
    title = "Scores"
    TABS: tuple[Tab, ...] = (("Scores", lambda: ScoresPage, ("initiative",)),)


class Analyst:
    """What hands do with the matrix, the weights and the table."""

    def __init__(self, home: ScoresHome) -> None:
        page = home.page
        assert isinstance(page, ScoresPage)
        self.home, self.page, self.desk = home, page, home.desk
        self.matrix, self.table, self.bar = page.matrix, page.table, page.bar
        self.opened: list[tuple[str, int]] = []
        self.said: list[str] = []
        self.refused: list[str] = []
        home.open_requested.connect(lambda kind, id: self.opened.append((kind, id)))
        self.desk.said.connect(lambda toast: self.said.append(toast.text))
        self.desk.refused.connect(lambda broken: self.refused.append(broken.text))

    # What the file says -----------------------------------------------------------------------

    def file(self, code: str) -> Rated:
        with self.desk.read() as session:
            rows = priorities.priorities(session).rows
        return next(row for row in rows if row.code == code)

    def kept(self) -> tuple[float, ...]:
        with self.desk.read() as session:
            return priorities.priorities(session).weights

    def labels(self) -> list[str]:
        """What undo would take back, newest first."""
        with self.desk.read() as session:
            return [entry.text for entry in whole(session)]

    # The matrix -------------------------------------------------------------------------------

    def row(self, code: str) -> Ranked:
        return next(row for row in self.matrix.rows.values() if row.it.code == code)

    def bubble(self, code: str) -> Bubble:
        found = self.matrix.bubble_of(self.row(code).id)
        assert found is not None
        return found

    def at(self, code: str) -> QPoint:
        bubble = self.bubble(code)
        return QPoint(round(bubble.x), round(bubble.y))

    def height(self, benefit: float) -> int:
        """Where a benefit stands."""
        return round(self.matrix.laid().plot.y(benefit))

    def press(self, code: str, modifier: Any = NONE) -> QPoint:
        at = self.at(code)
        QTest.mousePress(self.matrix, LEFT, modifier, at)
        return at

    def move(self, to: QPoint) -> None:
        # QTest moves no pointer that holds a button.
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(to), self.matrix.mapToGlobal(QPointF(to)),
            Qt.MouseButton.NoButton, LEFT, NONE,
        )  # fmt: skip
        QApplication.sendEvent(self.matrix, event)

    def drag(self, code: str, benefit: float) -> None:
        """Drag a bubble to a benefit, and drop it."""
        start = self.press(code)
        end = QPoint(start.x() + 2, self.height(benefit))
        for to in ((start + end) / 2, end):
            self.move(to)
        QTest.mouseRelease(self.matrix, LEFT, NONE, end)
        QApplication.processEvents()

    def click(self, code: str, modifier: Any = NONE) -> None:
        QTest.mouseClick(self.matrix, LEFT, modifier, self.at(code))

    def keys(self, *keys: Any) -> None:
        for key in keys:
            QTest.keyClick(self.matrix, key)

    def reads(self) -> tuple[str, str]:
        """The read-out at what is lifted."""
        assert self.matrix.lift is not None
        return self.matrix.lift.says("EUR")

    # The table --------------------------------------------------------------------------------

    def codes(self) -> list[str]:
        return [row.it.code for row in self.table.table.rows]

    def index(self, code: str, key: str) -> QModelIndex:
        keys = [column.key for column in self.table.table.columns]
        return self.table.table.index(self.codes().index(code), keys.index(key))

    def cell(self, code: str, key: str) -> str:
        return str(self.index(code, key).data())

    def selected(self) -> set[str]:
        return {row.it.code for row in self.table.selected()}

    def change(self, code: str, key: str, text: str) -> Any:
        """Type into a cell and press Enter; its field, if it stayed open."""
        index = self.index(code, key)
        self.table.scrollTo(index)
        centre = self.table.visualRect(index).center()
        QTest.mouseDClick(self.table.viewport(), LEFT, NONE, centre)
        field = self.table.editor()
        assert field is not None
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
        return self.table.editor()

    # Weights ----------------------------------------------------------------------------------

    def slide(self, place: int, weight: float) -> None:
        """Move a slider with the keyboard."""
        slider = self.page.weights.sliders[place]
        slider.setFocus()
        steps = round(weight * 2) - slider.value()
        for _ in range(abs(steps)):
            QTest.keyClick(slider, Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left)

    def run(self, key: str) -> None:
        """Do an action of the page, as the palette would."""
        action = next(one for one in self.page.actions() if one.objectName() == key)
        assert action.isEnabled()
        action.trigger()
        QApplication.processEvents()
