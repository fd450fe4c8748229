"""The capacity strip under the timeline: person-days of each domain, and money, by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cxdesk.services.timeline_load import (
    Ground,
    Share,
    TimelineLoad,
    ground,
    over_words,
    payers,
    sharers,
    timeline_load,
)
from cxdesk.ui.roadmap.strip_cells import DomainLine, Line, Stretch, head_words, lines_of
from cxdesk.ui.roadmap.strip_grid import ROW, StripGrid
from cxdesk.ui.roadmap.strip_head import StripHead

if TYPE_CHECKING:
    from cxdesk.ui.pickers import Picker
    from cxdesk.ui.roadmap.page import TimelinePage

_MOST_ROWS = 12  # seen at once; the rest scrolls
_AT_ONCE = 2000  # initiatives up to which it is counted at once, not when nothing else is to do


class Strip(QWidget):
    """Stands below the canvas of a timeline and follows its time; a click lists who.

    `follow` counts anew; of a large program when the window has nothing else to do.
    """

    # It shows other figures.
    counted = Signal()

    def __init__(self, page: TimelinePage) -> None:
        super().__init__()
        self.setObjectName("capacity-strip")
        self._page = page
        self.load: TimelineLoad | None = None
        self._ground: Ground | None = None
        self._filtered, self._over = False, ""
        self.head = StripHead()
        self.grid = StripGrid(page.canvas)
        self.who: Picker | None = None
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.grid)
        self._anchor = QWidget(self.grid)  # where the popup opens
        self._anchor.setFocusProxy(self.grid)
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addWidget(self._area)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._count)
        self.head.toggled.connect(self._on_toggled)
        self.grid.opened.connect(self._on_opened)
        page.canvas.scale_changed.connect(self._on_scale)
        page.canvas.relaid.connect(self._on_relaid)
        page.canvas.viewport().installEventFilter(self)

    def follow(self) -> None:
        """Count what the timeline holds now."""
        if len(self._page.rows.all_cards()) <= _AT_ONCE:
            self._count()
        else:
            self._idle.start(0)

    def recall(self, habits: Mapping[str, Any]) -> None:
        """Be folded or open as it was left."""
        self.head.setChecked(habits.get("strip", True) is not False)

    # Inside ---------------------------------------------------------------------------------

    def _count(self) -> None:
        self._ground = self._page.planning.read(ground)
        self.load = timeline_load(self._ground, self._page.rows.all_cards())
        on = self.load.today
        self.grid.show_lines(lines_of(self.load), on.year * 12 + on.month - 1)
        rows = len(self.load.rows) + 2
        self._area.setFixedHeight(min(rows, _MOST_ROWS) * ROW + 2)
        self._over = over_words(self.load)
        self._on_relaid()
        self.counted.emit()

    def _on_relaid(self) -> None:
        """Whether bars are hidden is asked when they are placed, not each time they are moved."""
        self._filtered = not self._page.rows.shows_all()
        self._say()

    def _say(self) -> None:
        if self.load is not None:
            unit = head_words(self.load, self._page.canvas.scale, filtered=self._filtered)
            self.head.show_words(unit, self._over, self.grid.plot_left())

    def _on_scale(self) -> None:
        self.grid.update()
        self._say()

    def _on_toggled(self, shown: bool) -> None:
        self._area.setVisible(shown)
        self._page.habit_changed.emit("strip", shown)

    def _on_opened(self, line: Line, stretch: Stretch, at: QRect) -> None:
        """List who stands behind a cell; a line of the list opens what it names."""
        from cxdesk.ui.pickers import pick
        from cxdesk.ui.roadmap.strip_who import who_options

        shares, cell = self._shares(line, stretch), line.cell(stretch)
        if not shares or self.load is None:
            return
        unit = self.load.currency if line.money else "person-days"
        title = f"{line.name}, {stretch.words}"
        self._anchor.setGeometry(at)
        self._anchor.show()
        options = who_options(title, cell.words, shares, unit)
        self.who = pick(self._anchor, title, options, self, self._go)  # none is chosen before
        self.who.list.setCurrentIndex(self.who.model.index(1))  # below the head

    def _shares(self, line: Line, stretch: Stretch) -> Sequence[Share]:
        here, cards = self._ground, self._page.rows.all_cards()
        if here is None:
            return ()
        if isinstance(line, DomainLine):
            return sharers(here, cards, line.row.domain_id, stretch.months)
        return payers(here, cards, stretch.months)

    def _go(self, value: object) -> None:
        if isinstance(value, tuple):
            self._page.editing.open(*value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._say()
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        """Paint with the theme that now holds."""
        self.update()
