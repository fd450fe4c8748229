"""The row above the timeline: filters and count, what is drawn, lanes and colours, the zoom."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from cxdesk.services.cards import Card
from cxdesk.services.grouping import TIMELINE_AXES
from cxdesk.ui.cards.axis_button import AxisButton
from cxdesk.ui.cards.filter_bar import FilterBar
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.roadmap.looks import Colour
from cxdesk.ui.roadmap.zoom_bar import StepButtons, ZoomButtons


class Links(enum.StrEnum):
    """Which dependencies are drawn."""

    ALL = "all"
    CHAIN = "chain"
    NONE = "none"

    @property
    def label(self) -> str:
        """It in a word or two."""
        return {"all": "All", "chain": "Of the focused", "none": "None"}[self.value]


class RoadmapBar(FilterBar):
    """Filters at the left, at the right what is drawn and how closely one looks.

    `put_beside` adds a button of others, as that of baselines.
    """

    # The whole is to be shown.
    fit_wanted = Signal()

    def __init__(self, editing: Editing, cards: Callable[[], Collection[Card]]) -> None:
        super().__init__(editing, cards)
        self.links = AxisButton(
            "Dependencies", tuple(Links), self, sign="link", tip="Which dependencies are drawn"
        )
        self.links.title = "Show dependencies"
        self.critical = QCheckBox("Critical path")
        self.critical.setChecked(True)
        self.critical.setToolTip("Outline what delays the program if it slips")
        self.lanes = AxisButton("Lanes", TIMELINE_AXES, self, sign="compact")
        self.colour = AxisButton(
            "Colour", tuple(Colour), self, sign="palette", tip="What colours stand for"
        )
        self.steps, self.zoom = StepButtons(), ZoomButtons()
        self.fit_all = self.add_button(
            "fit-all", "Fit", "fit", self.fit_wanted.emit, "Show everything  (0)"
        )
        self.fold_first = [self.fit_all]
        # The zoom, which wheel and keys do too, gives way before words on buttons do.
        less_zoom = partial(self._leave_out, self.zoom)
        self.folds = [self.links.fold, self.colour.fold, self.lanes.fold, less_zoom]
        self._beside: list[QWidget] = []

    def put_beside(self, *parts: QWidget) -> None:
        """Have buttons of others after the critical path."""
        self._beside.extend(parts)

    def arrange(self) -> None:
        """Lay everything out, once all buttons are there."""
        # The palette (Ctrl+K) offers all that is left out.
        self.leave_out = [self.steps, self.zoom, *self._beside, self.critical, self.links]
        self.leave_out.append(self.colour)
        self.lay_out(
            QWidget(), self.narrow, self.links, self.critical, *self._beside, self.lanes,
            self.colour, self.steps, self.zoom, self.fit_all,
        )  # fmt: skip
