"""What is added on the timeline: a new initiative in a lane, and dates for those without any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.model.wording import count, day
from cxdesk.services import bars
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.cards import Card
from cxdesk.services.grouping import Axis, Heading, Key
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import date_fault, read_date, read_days
from cxdesk.ui.overlay import announce
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.roadmap.lane_labels import dateless_at, label_of

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

FIRST_DAYS = 20
"""The working days of a bar that is new."""
_HELP = "It begins in Backlog, with the next free code. Without a start it has no bar yet."


class Adding(QObject):
    """Belongs to a timeline page."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._canvas = page, page.canvas
        self.form: NewForm | None = None
        self.new = make_action(
            page, "new-bar", "New initiative", "Timeline", self.add, shortcuts=("N",),
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        self.dates = make_action(
            page, "dateless", "Initiatives without dates…", "Timeline", self.offer_dateless
        )
        lock_changes(page.desk, self.new)
        self._canvas.mouse.grips.append(self)
        self._canvas.mouse.hovers.append(self._hover)

    def action(self) -> QAction:
        """The one accent button of the top bar."""
        return self.new

    # New ones -------------------------------------------------------------------------------

    def add(self, lane: Key | None = None, start: date | None = None) -> None:
        """Ask for a new initiative: in the lane of the focused bar, else in the first in sight."""
        if refused(self._page):
            return
        headings = self._page.rows.headings
        if lane is None:
            lane = self._lane()
        at = next((n for n, one in enumerate(headings) if one.key == lane), 0)
        self.form = NewForm(self._page, headings, at, start or self.middle())
        self.form.open()

    def _lane(self) -> Key:
        canvas, card = self._canvas, self._canvas.current_card()
        lane = None if card is None else canvas.plan.lane_of(card.id)
        lane = lane or canvas.plan.lane_at(canvas.verticalOffset())
        return None if lane is None else lane.heading.key

    def middle(self) -> date:
        """The working day in the middle of what is seen."""
        canvas = self._canvas
        return self._page.rows.network.snap(canvas.scale.date_at(canvas.width_of_plot / 2))

    # Those without dates --------------------------------------------------------------------

    def press(self, pos: QPoint, card: Card | None, zone: str) -> bool:
        """A click on "2 without dates" lists them."""
        lane = dateless_at(self._canvas, pos) if card is None else None
        if lane is not None:
            self.offer(lane.dateless, label_of(self._canvas, lane).dateless)
        return lane is not None

    def move(self, pos: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Nothing is dragged."""

    def release(self) -> None:
        """The list stays."""

    def cancel(self) -> None:
        """The list stays."""

    def _hover(self, pos: QPoint, card: Card | None, zone: str) -> Qt.CursorShape | None:
        return Qt.CursorShape.PointingHandCursor if dateless_at(self._canvas, pos) else None

    def offer_dateless(self) -> None:
        """List those without dates, of the lane of the focused bar first."""
        lanes = sorted(self._canvas.plan.lanes, key=lambda one: one.heading.key != self._lane())
        cards = [card for lane in lanes for card in lane.dateless]
        self.offer(cards, QRect(self._canvas.left + 8, self._canvas.head, 10, 10))

    def offer(self, cards: Sequence[Card], at: QRect) -> None:
        """List initiatives without dates; the one that is chosen gets some and is shown."""
        from cxdesk.ui.desk import Toast
        from cxdesk.ui.leads import Lead
        from cxdesk.ui.pickers import Option, pick

        if not cards:
            self._page.desk.said.emit(Toast("Every initiative shown has its dates."))
            return
        anchor = QWidget(self._canvas.viewport())
        anchor.setGeometry(at)
        anchor.show()
        options = [
            Option(one.id, f"{one.code} {one.title}", one.owner, Lead("glyph", one.state.value))
            for one in cards
        ]
        days = f"{count(FIRST_DAYS, 'working day')} from {day(self.middle())}"
        picker = pick(anchor, f"Give a bar: {days}", options, None, self.give_dates)
        picker.destroyed.connect(anchor.deleteLater)

    def give_dates(self, id: int) -> None:
        """Let one begin in the middle of what is seen; it is dragged on from there."""
        card = self._page.rows.card(id)
        if card is None or refused(self._page):
            return
        start = self.middle()
        end = self._page.rows.network.end_of(start, FIRST_DAYS)
        label = f"Schedule {card.code}: {day(start)} to {day(end)}"
        if self._page.propose(label, {id: (start, end)}):
            self._canvas.focus_bar(id)
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self._canvas, f"{card.code} stands from {day(start)} to {day(end)}.")


class NewForm(SmallForm):
    """Enter adds the initiative and shows its bar, Esc leaves it."""

    def __init__(
        self, page: TimelinePage, headings: Sequence[Heading], at: int, start: date
    ) -> None:
        super().__init__(page, "New initiative", _HELP, "Add")
        self._page = page
        self.title = self.line_edit("Title", "What is to change")
        self.title.setMaxLength(10_000)
        self.lane = QComboBox()
        for one in headings:
            self.lane.addItem(one.title, one)
        self.lane.setCurrentIndex(at)
        self.lane.setMinimumContentsLength(12)
        self.lane.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.lane.setAccessibleName(page.rows.lanes_by.label)
        if page.rows.lanes_by is not Axis.NONE:
            self.add_row(page.rows.lanes_by.label, self.lane)
        self.start = self.line_edit("Start", "Such as 5 Oct 2026", date_fault(page.rows.today))
        self.start.setText(day(start))
        self.days = self.line_edit("Working days", "Such as 20")
        self.days.setText(str(FIRST_DAYS))
        self.finish()

    def first_field(self) -> QWidget:
        return self.title

    def keep(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.refuse("An initiative needs a title.", self.title)
            return
        try:
            start = read_date(self.start.text(), self._page.rows.today)
        except ValueError as wrong:
            self.refuse(str(wrong), self.start)
            return
        try:
            days = read_days(self.days.text())
        except ValueError as wrong:
            self.refuse(str(wrong), self.days)
            return
        end = None if start is None else self._page.rows.network.end_of(start, days)
        self._add(title, start, end)

    def _add(self, title: str, start: date | None, end: date | None) -> None:
        heading: Heading = self.lane.currentData()
        axis, page = self._page.rows.lanes_by, self._page
        domain = heading.key if axis is Axis.DOMAIN and isinstance(heading.key, int) else None
        step = steps_of.added(title, start, end, 0.0, domain)
        steps = [step]
        if axis is Axis.BATCH and isinstance(heading.key, int):
            steps.append(steps_of.joined(step[1], heading.key))
        if axis is Axis.OWNER and isinstance(heading.key, int):
            steps.append(steps_of.given(step[1], heading.key))
        known = {card.id for card in page.rows.all_cards()}
        short = title if len(title) <= 60 else f"{title[:59]}…"
        kept = page.planning.change(
            f"Add “{short}”",
            lambda s: bars.add_bar(s, title, axis, heading.key, start, end),
            steps,
            self,
        )
        if not kept:
            return
        self.close_overlay()
        new = next((one.id for one in page.rows.all_cards() if one.id not in known), None)
        if new is not None:
            page.canvas.focus_bar(new)
        page.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
