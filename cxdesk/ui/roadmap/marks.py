"""Milestones and deadlines without the mouse: listed, opened and added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import day
from cxdesk.services.roadmap_days import Mark, MarkItem, Tone
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast
from cxdesk.ui.leads import Lead
from cxdesk.ui.read_only import lock_changes

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Marks(QObject):
    """Belongs to a timeline page, whose menu opens what a mark stands for."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._canvas = page, page.canvas
        add = make_action(
            page, "add-milestone", "Add a milestone…", "Timeline", self.add, shortcuts=("M",),
            context=_WITHIN,
        )  # fmt: skip
        make_action(
            page, "marks", "Milestones and deadlines…", "Timeline", self.offer,
            shortcuts=("Shift+M",), context=_WITHIN,
        )  # fmt: skip
        lock_changes(page.desk, add)

    def add(self) -> None:
        """Ask for a milestone, of the focused bar if there is one."""
        card = self._canvas.current_card()
        self._page.menu.add_milestone(None, None if card is None else card.id)

    def _note(self, mark: Mark, item: MarkItem) -> str:
        """Its day, and whose it is; of an initiative what is due of it."""
        if item.kind == "initiative":
            return mark.words
        card = None if mark.initiative is None else self._page.rows.card(mark.initiative)
        return day(mark.on) if card is None else f"{day(mark.on)} · {card.code}"

    def _lead(self, mark: Mark) -> Lead | None:
        """What is late has its sign, as on the canvas."""
        return Lead("glyph", "alert", ink="danger") if mark.tone is Tone.LATE else None

    def offer(self) -> None:
        """List the days that stand out, what is over last; the one chosen is opened."""
        from cxdesk.ui.pickers import Option, pick

        ordered = sorted(self._page.rows.marks, key=lambda mark: (mark.tone is Tone.DONE, mark.on))
        found = [
            Option((one.kind, one.id), one.name, self._note(mark, one), self._lead(mark))
            for mark in ordered for one in mark.items
        ]  # fmt: skip
        if not found:
            self._page.desk.said.emit(Toast("There are no milestones or deadlines yet."))
            return
        anchor = QWidget(self._canvas.viewport())
        anchor.setGeometry(self._canvas.left + 8, self._canvas.head, 10, 10)
        anchor.show()
        picker = pick(
            anchor, "Milestones and deadlines", found, None,
            lambda item: self._page.menu.open_mark(*item),
        )  # fmt: skip
        picker.destroyed.connect(anchor.deleteLater)
