"""The timeline: bars in lanes over time, a table beside them and the load beneath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from cxdesk.services.card_filter import CardFilter
from cxdesk.services.grouping import Axis
from cxdesk.services.schedule import Dates
from cxdesk.services.session import Session
from cxdesk.store.history import ChangeSet
from cxdesk.ui.cards.shared import share, shared
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.printing import Paper
from cxdesk.ui.roadmap.adding import Adding
from cxdesk.ui.roadmap.bar import RoadmapBar
from cxdesk.ui.roadmap.bar_menu import BarMenu
from cxdesk.ui.roadmap.comparing import Comparing
from cxdesk.ui.roadmap.data import MANY, RoadmapData
from cxdesk.ui.roadmap.empty import Empty
from cxdesk.ui.roadmap.filtering import Filtering
from cxdesk.ui.roadmap.gestures import Gestures
from cxdesk.ui.roadmap.horizons import Horizons
from cxdesk.ui.roadmap.keys import ALL_HINTS, HINTS
from cxdesk.ui.roadmap.legend import Legend
from cxdesk.ui.roadmap.links import Linking
from cxdesk.ui.roadmap.links_keys import HINTS as LINK_HINTS
from cxdesk.ui.roadmap.marks import Marks
from cxdesk.ui.roadmap.model import RoadmapModel
from cxdesk.ui.roadmap.nudge import HINTS as NUDGE_HINTS
from cxdesk.ui.roadmap.nudge import WAITING
from cxdesk.ui.roadmap.outlook import Outlook
from cxdesk.ui.roadmap.paint import layers
from cxdesk.ui.roadmap.paper import export_actions, roadmap_paper
from cxdesk.ui.roadmap.planning import planning_of
from cxdesk.ui.roadmap.strip import Strip
from cxdesk.ui.roadmap.table_half import HINTS as TABLE_HINTS
from cxdesk.ui.roadmap.table_half import TableHalf
from cxdesk.ui.roadmap.timeline import Timeline
from cxdesk.ui.roadmap.what_if_part import WhatIfs
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.view import Hint

_SHIFT = Qt.KeyboardModifier.ShiftModifier


class TimelinePage(TabPage):
    """The canvas with its bar above, the table at its left, and the strip of loads below.

    `above` holds what asks or tells something across the whole width: a what-if, what a move would
    push. `across` holds the table and the canvas.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        # Not `data`: see Canvas.
        self.rows = RoadmapData()
        self.model = RoadmapModel(self.rows, self)
        # Every read and every change of the timeline: see `planning`.
        self.planning = planning_of(editing)
        self.planning.branch_changed.connect(self.follow)
        self.canvas = Timeline(self.rows)
        self.canvas.setModel(self.model)
        self.canvas.layers.extend(layers())
        self.bar = RoadmapBar(editing, self.rows.all_cards)
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.addWidget(self.canvas)
        self.across.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addLayout(self.above)
        box.addWidget(self.across, 1)
        box.addLayout(self.below)
        foot = QVBoxLayout()
        box.addLayout(foot)
        self.setFocusProxy(self.canvas)
        self.gestures = Gestures(self)
        self.links = Linking(self)
        self.table = TableHalf(self)
        self.strip = Strip(self)
        self.below.addWidget(self.strip)
        self.what_ifs = WhatIfs(self)
        self.comparing = Comparing(self)
        self.filtering = Filtering(self)
        self.legend = Legend(self)
        foot.addWidget(self.legend)
        self.bar.arrange()
        self.outlook = Outlook(self)
        self.adding = Adding(self)
        self.horizons = Horizons(self)
        self.menu = BarMenu(self)
        self.menu.bars.append(self.what_ifs.menu)
        self.marks = Marks(self)
        self.empty = Empty(self)
        export_actions(self)
        self.canvas.opened.connect(lambda id: self.editing.open("initiative", id))

    # Showing --------------------------------------------------------------------------------

    def load(self) -> None:
        self.follow(None)

    def concerned(self, change_set: ChangeSet) -> bool:
        return change_set.tables != {"what_if"}  # of which the planning tells

    def follow(self, change_set: ChangeSet | None) -> None:
        current = self.canvas.current_card()
        self.filtering.remember()
        changed = self.planning.read(lambda session: self._read(session, change_set))
        assert self.rows.roadmap is not None
        if changed is None:
            self.model.set_board(self.rows.roadmap.board)
        else:
            there = [card for id in changed if (card := self.rows.card(id)) is not None]
            self.model.update(there, changed - {card.id for card in there})
        self.filtering.apply()
        self.canvas.show_data(keep=changed is not None)
        self._show_counts()
        if changed is None and current is not None:
            self.canvas.focus_bar(current.id)
        self.gestures.follow()
        self.links.follow()
        self.table.follow()
        self.strip.follow()
        self.what_ifs.follow()
        self.comparing.follow(change_set)
        self.filtering.follow(everything=changed is None)
        self._look_critical()

    def show_filtered(self) -> None:
        """Lay out what passes the filter now."""
        self.canvas.lay()
        self._show_counts()
        self.table.follow()

    def _show_counts(self) -> None:
        """Say how many bars there are, and how many of them show."""
        self.bar.set_count(self.rows.count_shown(), len(self.rows.all_cards()))
        self.legend.follow()

    def _look_critical(self) -> None:
        """Find out what is critical: at once, or among many after they are painted."""
        if len(self.rows.all_cards()) < MANY:
            self._show_critical()
        else:
            self.canvas.ready = self.canvas.seen
            QTimer.singleShot(0, self, self._show_critical)

    def _show_critical(self) -> None:
        self.canvas.ready = True
        self.canvas.critical = self.rows.schedule.critical
        self.rows.network.cascade({})  # so that the first drag finds all ready
        self.canvas.changed = self.planning.changed_ids()
        self.legend.follow()
        self.canvas.viewport().update()

    def _read(self, session: Session, change_set: ChangeSet | None) -> set[int] | None:
        """Read what a change touched and return the ids; None when all was read."""
        changed = None
        if change_set is not None and self.rows.roadmap is not None:
            changed = self.rows.follow(session, change_set)
        if changed is None:
            store, today = self.desk.store, self.desk.today()
            self.rows.load(session, None if self.planning.what_if else shared(store, today))
        if not self.planning.what_if and self.rows.roadmap is not None:
            share(self.desk.store, self.rows.roadmap.board)
        return changed

    def propose(self, label: str, moves: Mapping[int, Dates]) -> bool:
        """The one door for changed dates: saved where that pushes nobody, else asked about.

        Without a `label` the history says what moved and where to.
        """
        return self.gestures.propose(label, moves)

    def group(self, axis: Axis) -> None:
        """Put the bars into lanes by something else."""
        if axis is self.rows.lanes_by:
            return
        if self.rows.roadmap is None:
            self.rows.lanes_by = axis
        else:
            self.planning.read(lambda session: self.rows.group(session, axis))
            self.canvas.lay()
        self.bar.lanes.show_axis(axis)
        self.legend.follow()
        self.habit_changed.emit("lanes", axis.value)

    def recall(self, habits: Mapping[str, Any]) -> None:
        self.outlook.recall(habits)
        self.comparing.recall(habits)
        if "filter" in habits:
            self.bar.keep(CardFilter.of(habits["filter"]))
        self.table.recall(habits)
        self.strip.recall(habits)

    def reveal(self, kind: str, id: int) -> bool:
        if kind == "milestone":  # at the bar that it belongs to
            rows = self.rows.roadmap.milestones if self.rows.roadmap is not None else ()
            of = next((row.initiative_id for row in rows if row.id == id), None)
            return of is not None and self.reveal("initiative", of)
        if kind == "initiative":
            self.filtering.reveal(id)
        return kind == "initiative" and (self.canvas.focus_bar(id) or self.table.reveal(id))

    def begin_filter(self) -> bool:
        self.bar.narrow.begin()
        return True

    def primary_action(self) -> QAction:
        return self.adding.action()

    def paper(self) -> Paper | None:
        return roadmap_paper(self) if self.rows.roadmap is not None else None

    def hints(self) -> tuple[Hint, ...]:
        keys = (self.gestures.hints, self.table.hints, self.links.keys.hints)
        return next((found for each in keys if (found := each())), HINTS)

    def all_hints(self) -> tuple[Hint, ...]:
        return (*ALL_HINTS, *LINK_HINTS, *NUDGE_HINTS, *WAITING, *TABLE_HINTS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Who has just pressed a button of the bar zooms on without a click into the timeline.
        held = event.modifiers() & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier)
        at_bar = self.bar.isAncestorOf(self.focusWidget() or self)
        if not (at_bar and not held and self.canvas.keys.look(Qt.Key(event.key()))):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        self.bar.restyle()
        self.legend.update()
        self.canvas.viewport().update()
