"""The ranking: every task of a round from the best down, as high as it needs to be."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget

from cxdesk.services.result_rows import ResultSheet
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.decisions.lanes import CODE
from cxdesk.ui.decisions.ranking_model import Line, PairLine, RankingModel, TaskLine
from cxdesk.ui.decisions.ranking_paint import RankingPainter
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.value import tooltip

Index = QModelIndex | QPersistentModelIndex
_HEAD = 32
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Ranking(QListView):
    """Up and Down walk the tasks, Right shows why one stands above the next, Left hides it."""

    # Another task is current: its id.
    chosen = Signal(object)
    # Enter or a double click on a task: its id.
    opened = Signal(object)
    # A pair is to be settled by show of hands: the id of its upper task.
    settle_wanted = Signal(object)
    # A part of it is to be in sight: QRect.
    shown_at = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ranking")
        self.setAccessibleName("Ranking")
        self.rows = RankingModel(self)
        self.painter = RankingPainter(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.rows.modelReset.connect(self._fit)
        self.rows.dataChanged.connect(lambda *_: self._fit())

    def show_sheet(self, sheet: ResultSheet | None, currency: str, *, live: bool) -> None:
        """Show a result; the task that was current stays so."""
        current = self.current()
        codes = [] if sheet is None else [row.code for row in sheet.tasks]
        metrics = QFontMetricsF(typeface.SMALL_STRONG.font())
        wide = max((metrics.horizontalAdvance(code) for code in codes), default=0)
        self.painter.most_code = max(CODE, int(wide) + 12)
        self.rows.show_sheet(sheet, currency, live=live)
        if current is not None and self.current() != current:
            self.choose(current)
        self._fit()

    def current(self) -> int | None:
        """The task that is current."""
        index = self.currentIndex()
        return self.rows.task(index.row()) if index.isValid() else None

    def choose(self, task: int) -> bool:
        """Make a task current and bring it into sight; False when it is not here."""
        place = self.rows.place(task)
        if place is None:
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(place), flags.ClearAndSelect)
        self._show_current()
        return True

    def step(self, by: int) -> bool:
        """Make the next task current, or the one before; False at an end."""
        tasks, current = self.rows.tasks(), self.current()
        at = tasks.index(current) + by if current in tasks else 0
        return bool(tasks) and 0 <= at < len(tasks) and self.choose(tasks[at])

    def decide(self, task: int | None) -> None:
        """Say which task the panel beside is about."""
        if task != self.painter.deciding:
            self.painter.deciding = task
            self._fit()
            self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        task = self.rows.task(current.row()) if current.isValid() else None
        if task is not None:
            self.chosen.emit(task)

    # Size -----------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Be as high as all rows are: the page scrolls, not the ranking."""
        self.painter.width = max(200, self.viewport().width())
        self.scheduleDelayedItemsLayout()
        height = sum(self.painter.height(line) for line in self.rows.lines)
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _show_current(self) -> None:
        self.executeDelayedItemsLayout()
        self.shown_at.emit(self.visualRect(self.currentIndex()))

    # Keys and pointer -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, tasks = self.current(), self.rows.tasks()
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not event.modifiers():
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Home | Qt.Key.Key_End if tasks:
                self.choose(tasks[0 if event.key() == Qt.Key.Key_Home else -1])
            case Qt.Key.Key_Right | Qt.Key.Key_Left if current is not None:
                self.rows.unfold(current, event.key() == Qt.Key.Key_Right)
            case Qt.Key.Key_Space if current is not None:
                self.rows.unfold(current)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if current is not None:
                self.opened.emit(current)
            case _:
                event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters choose the verdict; nothing is looked for."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().toPoint())
        if isinstance(line, TaskLine):
            super().mousePressEvent(event)
        elif isinstance(line, PairLine) and event.button() == Qt.MouseButton.LeftButton:
            self._on_pair(line, event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().toPoint())
        if isinstance(line, TaskLine):
            self.opened.emit(line.row.id)
        else:
            self.mousePressEvent(event)

    def _on_pair(self, line: PairLine, at: QPoint) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        box = QRectF(self.visualRect(self.indexAt(at)))
        if line.settles and self.painter.settle_box(box).contains(at):
            self.settle_wanted.emit(line.row.upper)
        else:
            self.rows.unfold(line.row.upper)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        line = self._line_at(event.position().toPoint())
        hand = isinstance(line, PairLine)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self._tip(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def _tip(self, at: QPoint) -> str:
        """What more there is to say of a task: its preferences, and why it is not funded."""
        line = self._line_at(at)
        if not isinstance(line, TaskLine):
            return ""
        row = line.row
        said = [f"{row.code}: {row.won:,} preferences won, {row.lost:,} lost."]
        given = ", ".join(
            f"{times:,} × rank {rank}" for rank, times in enumerate(row.given, 1) if times
        )
        said += [given] if given else []
        for number, words in ((row.unranked, "left it below all"), (row.no_opinion, "no opinion")):
            said += [f"{number:,} {words}"] if number else []
        said += line.funding.sentences if line.funding is not None and not row.decided else ()
        return "\n".join(said)

    def _line_at(self, at: QPoint) -> Line | None:
        index = self.indexAt(at)
        found: Line | None = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            p = QPainter(self.viewport())
            p.setPen(QPen(theme.current().accent, 2))
            p.drawRect(self.visualRect(index).adjusted(1, 1, -1, -2))


class _Head(QWidget):
    """The names of the columns, above them."""

    def __init__(self, ranking: Ranking) -> None:
        super().__init__()
        self._ranking = ranking
        self.tasks = 0
        self.setFixedHeight(_HEAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, colors, here = QPainter(self), theme.current(), self._ranking.painter.lanes()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colors.sunken)
        p.drawRoundedRect(QRectF(0, 0, self.width(), _HEAD + 8), 5, 5)
        p.fillRect(QRectF(0, _HEAD - 1, self.width(), 1), colors.line)
        p.setPen(colors.text2)
        p.setFont(typeface.SMALL.font())
        given = f"Ranks given 1–{self.tasks}"
        if QFontMetricsF(p.font()).horizontalAdvance(given) > here.given.wide:
            given = f"Ranks 1–{self.tasks}"
        for lane, words, side in (
            (here.place, "Rank", _LEFT), (here.title, "Task", _LEFT), (here.cost, "Cost", _RIGHT),
            (here.effort, "Effort", _RIGHT), (here.points, "Won : lost", _RIGHT),
            (here.given, given, _LEFT), (here.decision, "Decision", _RIGHT),
        ):  # fmt: skip
            if lane.wide:
                p.drawText(QRectF(lane.left, 0, lane.wide, _HEAD - 1), side | _MIDDLE, words)


class RankingCard(Card):
    """The ranking with its head, on a card."""

    def __init__(self) -> None:
        super().__init__()
        self.ranking = Ranking()
        self.head = _Head(self.ranking)
        box = column(self, 0, (1, 1, 1, 1))
        box.addWidget(self.head)
        box.addWidget(self.ranking)
        self.setFocusProxy(self.ranking)

    def show_sheet(self, sheet: ResultSheet | None, currency: str, *, live: bool) -> None:
        """Show a result."""
        self.head.tasks = 0 if sheet is None else len(sheet.tasks)
        self.ranking.show_sheet(sheet, currency, live=live)
        self.head.update()
