"""The projector: a window of its own for everybody in the room, on another screen if there is one.

It follows what the office does. Of a round it shows how many have voted and, once it is published,
the order; it never holds a ballot.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from cxdesk.model.meetings import MeetingState
from cxdesk.services import meeting_view, projection, result_count
from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.services.projection import Place
from cxdesk.services.result_count import Votes
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.projector.canvas import Canvas
from cxdesk.ui.projector.scene import Scene, scene

_KEYS = "F11 full screen, T light or dark, R result or item"
_open: list[Projector] = []
"""Windows without a parent live as long as somebody holds them."""


class Projector(QWidget):
    """F11 or a double click fills the screen, T turns the colours, R shows the item or the result.

    It closes with the program, never keeps it running, and takes no part in its look.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle("Projector – cxdesk")
        self.setAccessibleName("Projector")
        self.setMinimumSize(480, 270)
        self.resize(1280, 720)
        self.desk = desk
        self.dark = theme.current().dark
        self.item_first = False
        self.meeting = 0  # the one to show; 0: the one that runs, else the next
        self.sheet: MeetingSheet | None = None
        self.scene = Scene()
        self._order: tuple[Place, ...] | None = None
        self._votes: Votes | None = None
        self._jobs: Jobs | None = None
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.tick)
        desk.changed.connect(self._on_changed)
        self.load()

    # What is shown ------------------------------------------------------------------------------

    def load(self) -> None:
        """Read where the meeting stands."""

        def read(session: Session) -> tuple[MeetingSheet | None, Votes | None]:
            rows = meeting_view.meetings(session)
            ids = {row.id for row in rows if row.state is not MeetingState.CLOSED}
            running = meeting_view.running(rows)
            here = running.id if running is not None else self.meeting
            if here not in ids:
                here = next((row.id for row in rows), 0)
            sheet = meeting_view.sheet(session, here)
            return sheet, projection.published(session, sheet) if sheet is not None else None

        with self.desk.read() as session:
            self.sheet, votes = read(session)
        if votes != self._votes:
            self._votes, self._order = votes, None
            if votes is not None:
                self._count(votes)
        self.tick()

    def _count(self, votes: Votes) -> None:
        """Find the order: at once for few tasks, beside the window for many."""
        sheet = self.sheet
        assert sheet is not None
        if result_count.known_count(votes) is not None:
            self._order = projection.order(votes, sheet)
            return

        def done(order: tuple[Place, ...]) -> None:
            if self._votes is votes:
                self._order = order
                self.tick()

        self._jobs = self._jobs or Jobs(self)
        self._jobs.run(
            lambda _progress, _cancelled: projection.order(votes, sheet), done=done,
            failed=self._on_failed,
        )  # fmt: skip

    def _on_failed(self, error: object) -> None:
        self.desk.refused.emit(error)

    def tick(self) -> None:
        """Show the times as they are now."""
        here = self.desk.store.clock()
        self.scene = scene(self.sheet, self._order, here, item_first=self.item_first)
        said = self.scene.words()
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
        self.update()

    def _on_changed(self, _change_set: object) -> None:
        try:
            self.load()
        except KnownError as error:
            self.desk.refused.emit(error)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.DARK if self.dark else theme.LIGHT
        name = self.sheet.row.name if self.sheet is not None else ""
        time = f"{self.desk.store.clock():%H:%M}"
        Canvas(QPainter(self), QRectF(self.rect()), colors).paint(self.scene, name, time)

    # What it is told ----------------------------------------------------------------------------

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no more."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def turn_colors(self) -> None:
        """Light or dark; the program's own look stays."""
        self.dark = not self.dark
        self.update()

    def turn_item(self) -> None:
        """Show the current item in place of the result, or the result again."""
        self.item_first = not self.item_first
        self.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_F11 | Qt.Key.Key_F:
                self.toggle_full_screen()
            case Qt.Key.Key_T:
                self.turn_colors()
            case Qt.Key.Key_R:
                self.turn_item()
            case Qt.Key.Key_Escape if self.isFullScreen():
                self.toggle_full_screen()
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle_full_screen()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        full = "Leave full screen" if self.isFullScreen() else "Full screen"
        colors = "Light colours" if self.dark else "Dark colours"
        shown = "Show the result" if self.item_first else "Show the item, not the result"
        for text, keys, slot in (
            (full, "F11", self.toggle_full_screen), (colors, "T", self.turn_colors),
            (shown, "R", self.turn_item), ("Close", "Esc", self.close),
        ):  # fmt: skip
            action = QAction(f"{text}\t{keys}", menu)
            action.triggered.connect(lambda _=False, slot=slot: slot())
            menu.addAction(action)
        menu.popup(event.globalPos())

    # Its life -----------------------------------------------------------------------------------

    def place_beside(self, owner: QWidget) -> None:
        """Stand on another screen than the window of `owner`, if there is one."""
        home = owner.screen()
        other = next((one for one in home.virtualSiblings() if one is not home), home)
        room = other.availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        self.move(room.center() - self.rect().center())
        owner.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self.close()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tick.stop()
        self.desk.changed.disconnect(self._on_changed)
        if self in _open:
            _open.remove(self)
        super().closeEvent(event)


def open_projector(editing: Editing, owner: QWidget, meeting: int = 0) -> Projector:
    """Show the projector of an open file, one at most; it closes with the place it belongs to."""
    there = next((one for one in _open if one.desk is editing.desk), None)
    if there is None:
        there = Projector(editing.desk)
        _open.append(there)
        editing.destroyed.connect(there.close)
        there.place_beside(owner)
        there.setToolTip(_KEYS)
    there.meeting = meeting
    there.load()
    there.show()
    there.raise_()
    there.activateWindow()
    return there
