"""The context menus of the timeline: of a bar, a lane, a mark, and of the ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from cxdesk.model.wording import day
from cxdesk.services.cards import Card
from cxdesk.services.roadmap import MilestoneRow
from cxdesk.services.roadmap_days import Mark
from cxdesk.ui.menus import item, item_later, submenu
from cxdesk.ui.roadmap.paint_head import mark_at
from cxdesk.ui.roadmap.plan import shown_words

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

BarActions = Callable[[int], Sequence[QAction]]
"""What else the menu of a bar offers, by the initiative's id."""


class BarMenu(QObject):
    """Belongs to a timeline page; `bars` is added to by others."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._canvas = page, page.canvas
        self.bars: list[BarActions] = []
        self.menu: QMenu | None = None
        self._canvas.menu_requested.connect(self._open)
        self._canvas.clicked_at.connect(self._on_clicked)
        self._canvas.mouse.hovers.append(self._hover)
        self._canvas.tips.append(self._words_at)

    def _open(self, id: int | None, at: QPoint, where: QPoint) -> None:
        groups = self.of_bar(id) if id is not None else self.of_place(at)
        menu = self.menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in groups:
            if not menu.isEmpty() and group:
                menu.addSeparator()
            for action in group:
                if action.parent() is None:
                    action.setParent(menu)
                menu.addAction(action)
        menu.popup(where)

    # A bar ----------------------------------------------------------------------------------

    def of_bar(self, id: int) -> list[Sequence[QAction]]:
        """What is offered for a bar, in groups."""
        page, card = self._page, self._page.rows.card(id)
        if card is None:
            return []

        def opener(kind: str) -> Callable[[], object]:
            return lambda: page.editing.open(kind, id)

        ways = [
            item(text, opener(kind))
            for text, kind in (
                ("Open", "initiative"), ("Open charter", "charter"),
                ("Open charter full width", "charter-page"), ("Open actions", "actions"),
            )
        ]  # fmt: skip
        return [
            ways,
            page.gestures.menu_actions(id),
            page.links.menu(id),
            *(more(id) for more in self.bars),
            [] if page.desk.store.read_only else [
                item_later(page, "Add a milestone…", lambda: self.add_milestone(None, id)),
                *self._of_milestones(id),
            ],
            [item("Fit this bar", self._canvas.fit_selection),
             item("Copy code", lambda: self._copy(card))],
        ]  # fmt: skip

    def _milestones(self) -> Sequence[MilestoneRow]:
        here = self._page.rows.roadmap
        return () if here is None else here.milestones

    def _of_milestones(self, bar: int) -> list[QAction]:
        """What changes the milestones of a bar, and says that the next one is reached."""
        rows = [row for row in self._milestones() if row.initiative_id == bar]
        if not rows:
            return []
        options = [(f"{row.name}, {day(row.on)}", row.id) for row in rows]
        return [
            submenu(self._page, "Change a milestone", options, self._change_later),
            *self._ticks([row for row in rows if not row.done][:1]),
        ]

    def _change_later(self, id: int) -> None:
        QTimer.singleShot(100, self, lambda: self.open_mark("milestone", id))  # the menu is gone

    def _ticks(self, rows: Sequence[MilestoneRow]) -> list[QAction]:
        """What says that milestones are reached, or are not."""
        from cxdesk.ui.roadmap.milestone_form import tick_milestone

        if self._page.desk.store.read_only:
            return []
        return [
            item(f"“{row.name}” is {'not ' if row.done else ''}reached",
                 partial(tick_milestone, self._page, row))
            for row in rows
        ]  # fmt: skip

    def _copy(self, card: Card) -> None:
        QGuiApplication.clipboard().setText(card.code)

    # Anything else --------------------------------------------------------------------------

    def of_place(self, at: QPoint) -> list[Sequence[QAction]]:
        """What is offered for a point where no bar stands, in groups."""
        canvas, page = self._canvas, self._page
        mark = mark_at(canvas, at.x(), at.y())
        zone = canvas.mouse.zone_at(at, None)
        on = canvas.scale.date_at(at.x() - canvas.left)
        groups: list[Sequence[QAction]] = []
        if mark is not None:
            ids = {one.id for one in mark.items if one.kind == "milestone"}
            groups.append([
                *(item(f"Open {one.name}", partial(self.open_mark, one.kind, one.id))
                  for one in mark.items),
                *self._ticks([row for row in self._milestones() if row.id in ids]),
            ])  # fmt: skip
        lane = canvas.plan.lane_at(at.y() - canvas.head + canvas.verticalOffset())
        if zone == "lane" and lane is not None:
            words = "Open this lane" if lane.folded else "Fold this lane"
            key = lane.heading.key
            groups.append([item(words, lambda: canvas.toggle_lane(key))])
        groups.append([
            item("Fold all lanes", canvas.fold_lanes), item("Open all lanes", canvas.open_lanes)
        ])  # fmt: skip
        if not page.desk.store.read_only:
            key = None if lane is None else lane.heading.key
            start = page.rows.network.snap(on) if zone == "ground" else None
            groups.append([
                item_later(page, "New initiative here…", lambda: page.adding.add(key, start)),
                item_later(page, "Add a milestone here…", lambda: self.add_milestone(on, None)),
                item_later(page, "Set where horizons end…", page.horizons.ask),
            ])  # fmt: skip
        groups.append([
            item("Show everything", canvas.fit_all), item("Go to today", canvas.go_to_today),
            item_later(page, "Recalculate…", page.gestures.open_recalculate),
            item_later(page, "Print…", self._print),
        ])  # fmt: skip
        return groups

    def _print(self) -> None:
        paper = self._page.paper()
        if paper is not None:
            self._page.print_requested.emit(paper)

    def add_milestone(self, on: date | None, initiative: int | None) -> None:
        """Ask for a milestone, on a day or of an initiative that were pointed at."""
        from cxdesk.ui.roadmap.milestone_form import add_milestone

        add_milestone(self._page, on, initiative)

    # Marks ----------------------------------------------------------------------------------

    def _hover(self, pos: QPoint, card: Card | None, zone: str) -> Qt.CursorShape | None:
        found = zone == "head" and mark_at(self._canvas, pos.x(), pos.y()) is not None
        return Qt.CursorShape.PointingHandCursor if found else None

    def _words_at(self, at: QPoint) -> str:
        mark = mark_at(self._canvas, at.x(), at.y())
        if mark is not None:
            return "\n".join([mark.words, *(one.name for one in mark.items)])
        canvas = self._canvas
        lane = canvas.plan.lane_at(at.y() - canvas.head + canvas.verticalOffset())
        if lane is None or canvas.mouse.zone_at(at, None) != "lane":
            return ""
        many = shown_words(lane.shown, lane.count)
        does = "opens" if lane.folded else "folds"
        return f"{lane.heading.title}\n{many}\nA click {does} the lane"

    def _on_clicked(self, at: QPoint) -> None:
        """A click on a mark opens what it stands for; of several, the user chooses."""
        mark = mark_at(self._canvas, at.x(), at.y())
        if mark is None:
            return
        if len(mark.items) == 1:
            self.open_mark(mark.items[0].kind, mark.items[0].id)
        else:
            self._offer(mark, at)

    def _offer(self, mark: Mark, at: QPoint) -> None:
        menu = self.menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in mark.items:
            action = menu.addAction(one.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=one: self.open_mark(one.kind, one.id))
        menu.popup(self._canvas.viewport().mapToGlobal(at))

    def open_mark(self, kind: str, id: int) -> None:
        """Open what a mark stands for."""
        if kind == "milestone":
            from cxdesk.ui.roadmap.milestone_form import edit_milestone

            edit_milestone(self._page, id)
        else:
            self._page.editing.open(kind, id)
