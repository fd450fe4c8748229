"""The kanban at 10,000 initiatives and 50 lanes: scrolling, dragging, filtering, grouping, memory.

python benchmarks/kanban.py [LARGE.cxdesk]

A frame is what one step takes until it is painted: of the wheel, or of a lifted card that the
pointer carries, with auto-scroll. Its floor is a bare QListView over the same cards at the same
size, whose delegate paints the same card. Aims: frames p95 <= 16 ms, a key of the filter <= 50 ms,
another grouping <= 250 ms, below 400 MB. Without a file one is made, as in large_program.py.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import large_program
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cxdesk.app import make_application
from cxdesk.services.grouping import Axis
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.board.faces import Faces
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.desk import Desk
from cxdesk.ui.settings import Settings
from cxdesk.ui.window import MainWindow

_FRAMES, _STEP = 300, 90
_GROUPINGS = (
    (Axis.BATCH, Axis.DOMAIN),
    (Axis.OWNER, Axis.BATCH),
    (Axis.STATE, Axis.NONE),
    (Axis.HORIZON, Axis.OWNER),
    (Axis.STATE, Axis.PRIORITY),
    (Axis.STATE, Axis.BATCH),
)


def clock() -> datetime:
    """The day on which the large program is as it was made."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def painted(what: Callable[[], object], *parts: QWidget) -> float:
    """Milliseconds until `what` is done and on the screen."""
    started = time.perf_counter()
    what()
    for part in parts:
        part.repaint()
    return (time.perf_counter() - started) * 1000


def settle() -> None:
    """Let what waits for an idle window happen."""
    for _ in range(400):
        QApplication.processEvents()


class Rows(QAbstractListModel):
    """The same cards, a row each."""

    def __init__(self, cards: list) -> None:
        super().__init__()
        self.cards = cards

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.cards)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return self.cards[index.row()] if role == Qt.ItemDataRole.UserRole else None


class Paints(QStyledItemDelegate):
    """Paints a row as the card it is."""

    def __init__(self, faces: Faces, size: QSize) -> None:
        super().__init__()
        self._faces, self._size = faces, size

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return self._size

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        card = index.data(Qt.ItemDataRole.UserRole)
        self._faces.paint(p, QRectF(option.rect).adjusted(5, 4, -5, -4), card)


def bare(page: BoardPage) -> QListView:
    """A list of Qt's own that shows the cards in as many columns as the board has."""
    view = QListView()
    width = page.board.boxes.columns.open_width
    faces = Faces(theme.current(), "normal", page.desk.today())
    view.setModel(Rows(page.model.cards()))
    delegate = Paints(faces, QSize(width, 141))
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setFlow(QListView.Flow.LeftToRight)
    view.setWrapping(True)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.resize(page.board.size())
    view.show()
    settle()
    return view


def scrolled(view: QListView | QWidget) -> list[float]:
    """What each step of the wheel takes."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    return [
        painted(lambda: bar.setValue(bar.value() + _STEP), view.viewport()) for _ in range(_FRAMES)
    ]


def dragged(page: BoardPage) -> list[float]:
    """What each move of a lifted card takes, to and fro and at the lower edge."""
    board = page.board
    board.verticalScrollBar().setValue(0)
    port, took = board.viewport(), []
    start = next(
        rect.center()
        for card in page.model.cards()
        if (rect := board.visualRect(board.card_model().index_of(card.id))).isValid()
        and port.rect().adjusted(0, 60, 0, -60).contains(rect.center())
    )
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in range(_FRAMES):
        at = QPoint(60 + step * 7 % (port.width() - 120), 60 + step * 11 % (port.height() - 70))
        took.append(painted(lambda at=at: QTest.mouseMove(port, at), port, page.header))
        QApplication.processEvents()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton)
    return took


def told(name: str, took: list[float], floor: list[float] | None = None) -> None:
    """One line: median and 95th percentile, beside the floor's."""

    def two(values: list[float]) -> str:
        return f"{statistics.median(values):6.1f} {statistics.quantiles(values, n=20)[18]:6.1f}"

    print(f"{name:34} {two(took)}   {two(floor) if floor else ''}")


def measure(page: BoardPage, window: MainWindow) -> None:
    """All figures, one after the other."""
    floor = bare(page)
    print(f"{'ms':34} {'median':>6} {'p95':>6}   {'floor':>6} {'p95':>6}")
    for density in ("compact", "normal", "detailed"):
        page.set_density(density)
        settle()
        told(f"scroll, {density}", scrolled(page.board), scrolled(floor))
    page.set_density("normal")
    settle()
    told("drag, normal", dragged(page))
    for columns, lanes in _GROUPINGS:
        took = painted(
            lambda columns=columns, lanes=lanes: page.group(columns, lanes),
            page.board.viewport(), page.header,
        )  # fmt: skip
        settle()
        print(f"columns by {columns}, lanes by {lanes}:".ljust(34), f"{took:6.0f}")
    page.begin_filter()  # as "/" does; what is looked for is made ready while nobody types
    settle()
    for text in ("b", "bi", "bil", "bill", "bil", "cx-104", ""):
        took = painted(lambda text=text: page.bar.narrow.setText(text), window)
        print(f"filter “{text}”".ljust(34), f"{took:6.1f}")
        settle()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory at most, MB':34} {peak:6.0f}")
    floor.close()


def main() -> int:
    """Make the program if none is given, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    given = parser.parse_args().file
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "large.cxdesk"
        if given is None:
            large_program.build(path)
        else:
            shutil.copy(given, path)
        app = make_application(["kanban"])
        theme.apply(app, "light")
        with Store.open(path, home=home, clock=clock) as store:
            window = MainWindow(Desk(store), Settings(home / "settings.ini"))
            window.resize(1440, 900)
            window.show()
            settle()
            gc.freeze()  # as the program does after its first painting
            measure(window.view.page, window)
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
