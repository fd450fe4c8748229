"""The tables of the tab Agenda: meetings, the items of an agenda, and who is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QTableView, QWidget

from cxdesk.model.meetings import ItemKind, MeetingKind, MeetingState
from cxdesk.model.wording import day
from cxdesk.services.meeting_rows import AgendaLine, MeetingRow, SeatLine
from cxdesk.ui import glyphs
from cxdesk.ui import type as typeface
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead, draw_lead, lead_width
from cxdesk.ui.meeting import words
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.ordered import OrderedTable
from cxdesk.ui.table.view import TableView
from cxdesk.ui.theme import Theme

_SPARE = ("source", "days", "cost")  # the first goes first
_PAD, _CUT = 8, Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def meeting_columns(today: Callable[[], date]) -> tuple[Column[MeetingRow], ...]:
    """The list of meetings."""
    return (
        Column(
            "on", "Meetings", lambda row: day(row.on), 124, weight=600,
            order=lambda row: row.on, lead=_meeting_sign,
        ),
        Column(
            "state", "State", lambda row: words.state_words(row, today()), 90, 1,
            ink=lambda _row: "text2", note=lambda row: _urgent(row),
        ),
    )  # fmt: skip


def _meeting_sign(row: MeetingRow) -> Lead:
    if row.state is MeetingState.RUNNING:
        return Lead("glyph", "in_progress", ink="accent")
    return Lead("glyph", "planned" if row.state is MeetingState.PLANNED else "delivered")


def _urgent(row: MeetingRow) -> str:
    return "urgent" if row.kind is MeetingKind.URGENT else ""


class AgendaTable(OrderedTable):
    """Items in their order: dragged, or moved with Alt and the arrows; the page scrolls."""

    def __init__(
        self,
        unit: str,
        now: Callable[[], datetime],
        *,
        open_yet: Callable[[AgendaLine], bool],
        retitle: Callable[[AgendaLine, str, Refusable], bool],
        allow: Callable[[AgendaLine, str, Refusable], bool],
        minutes_problem: Callable[[AgendaLine, str], str],
        ratify: Callable[[AgendaLine, QWidget], object],
    ) -> None:
        columns: tuple[Column[AgendaLine], ...] = (
            Column(
                "position", "#", lambda row: str(row.position), 50, order=lambda row: row.position,
                lead=lambda row: Lead("glyph", "chevron_right", ink="accent")
                if row.current else None, ink=lambda _row: "text2",
            ),
            Column("code", "Code", _code, 56, weight=600),
            Column(
                "title", "Item", words.title_of, 160, 6, weight=500, wrap=True,
                typed=lambda row: row.title, save=retitle,
                still=lambda row: row.kind is not ItemKind.OTHER or not open_yet(row),
                note=lambda row: "urgent" if row.urgent else "",
            ),
            Column("source", "Source", lambda row: row.source, 118, ink=lambda _row: "text2"),
            Column(
                "cost", unit, lambda row: _figure(row, row.cost), 54, right=True,
                order=lambda row: row.cost,
            ),
            Column(
                "days", "Days", lambda row: _figure(row, row.days), 54, right=True,
                order=lambda row: row.days,
            ),
            Column(
                "minutes", "Min", lambda row: str(row.minutes), 50, right=True,
                order=lambda row: row.minutes, save=allow, problem=minutes_problem,
                still=lambda row: not open_yet(row),
            ),
            Column(
                "used", "Used", lambda row: _used(row, now()), 62, right=True,
                order=lambda row: row.used(now()),
                ink=lambda row: "danger" if row.used(now()) > row.minutes * 60 else "text2",
            ),
            Column(
                "state", "State",
                lambda row: words.outcome_of(row, over=not open_yet(row)), 104,
                ink=lambda _row: "text2", pick=ratify,
                still=lambda row: row.kind is not ItemKind.RATIFICATION or not open_yet(row),
            ),
        )  # fmt: skip
        self._used = False
        super().__init__("agenda", "Agenda", columns, whole=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_used(self, shown: bool) -> None:
        """Have the column of the time that was used, once the meeting has begun."""
        self._used = shown
        self.setColumnHidden(self._place("used"), not shown)
        self.share()

    def share(self) -> None:
        """Leave out what says least where there is little room; it is copied all the same."""
        columns = self.table.columns
        over = sum(one.width for one in columns) - self.viewport().width()
        if not self._used:
            over -= columns[self._place("used")].width
        for key in _SPARE:
            place, tight = self._place(key), over > 0
            if self.isColumnHidden(place) != tight:
                self.setColumnHidden(place, tight)
            (self.crowded.add if tight else self.crowded.discard)(place)
            over -= columns[place].width if tight else 0
        super().share()

    def _place(self, key: str) -> int:
        return next(n for n, one in enumerate(self.table.columns) if one.key == key)


def _code(row: AgendaLine) -> str:
    return row.decision if row.kind is ItemKind.RATIFICATION else row.code


def _figure(row: AgendaLine, value: float) -> str:
    return number(value) if row.kind is ItemKind.REQUEST else ""


def _used(row: AgendaLine, now: datetime) -> str:
    seconds = row.used(now)
    return words.clock_words(seconds) if seconds or row.since is not None else ""


class SeatsTable(TableView):
    """Who is there. While the meeting runs a click, Space or the seat's digit says it of one."""

    def __init__(
        self,
        here: Callable[[], datetime],
        *,
        running: Callable[[], bool],
        toggle: Callable[[SeatLine], object],
        fill: Callable[[SeatLine, QWidget], object],
        correct: Callable[[SeatLine, str, Refusable], bool],
        problem: Callable[[SeatLine, str], str],
    ) -> None:
        self._toggle, self._running = toggle, running
        columns: tuple[Column[SeatLine], ...] = (
            Column(
                "here", "In", lambda row: "here" if row.here else "", 34,
                order=lambda row: row.here, lead=lambda row: Lead("check", number=row.here),
                brief=lambda _row: "",
            ),
            Column(
                "name", "Seat", lambda row: row.name, 130, 4, note=words.seat_note, paint=_person,
            ),
            Column(
                "times", "There", lambda row: words.stays_words(row.stays, here()), 100,
                ink=lambda _row: "text2", save=correct, problem=problem,
                typed=lambda row: words.stay_words(row.stays[-1], here()),
                still=lambda row: not row.stays,
            ),
            Column(
                "by", "By", lambda row: row.member if row.delegated else "", 32, pick=fill,
                still=lambda row: not row.seat, paint=_chevron,
            ),
        )  # fmt: skip
        super().__init__("seats", "Attendance", columns)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_state(self, state: MeetingState) -> None:
        """Have the columns that say something of a planned, a running or a past meeting."""
        begun = state is not MeetingState.PLANNED
        for key, shown in (
            ("here", state is MeetingState.RUNNING), ("times", begun),
            ("by", state is not MeetingState.CLOSED),
        ):  # fmt: skip
            place = next(n for n, one in enumerate(self.table.columns) if one.key == key)
            self.setColumnHidden(place, not shown)
        self.share()

    def set_rows(self, rows: Sequence[SeatLine]) -> None:
        super().set_rows(rows)
        self._fit()

    def set_density(self, density: str) -> None:
        super().set_density(density)
        self._fit()

    def _fit(self) -> None:
        high = len(self.table.rows) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + high + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        row = self.current_row()
        if not self._running() or event.modifiers():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and row is not None:
            self._toggle(row)
        elif 1 <= digit <= min(9, len(self.table.rows)):
            self._toggle(self.table.rows[digit - 1])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        column = self.table.columns[index.column()] if index.isValid() else None
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and column is not None and column.key == "by":
            QTableView.mouseReleaseEvent(self, event)
            self.begin(index)
        elif plain and column is not None and column.key == "times":
            QTableView.mouseReleaseEvent(self, event)  # a double click corrects the time
        else:
            super().mouseReleaseEvent(event)


def _person(p: QPainter, box: QRectF, row: SeatLine, colors: Theme) -> None:
    """Paint who fills a seat, and below whose it is, or why they are there without one."""
    lead, note = Lead("avatar", row.initials), words.seat_note(row)
    draw_lead(p, box.adjusted(_PAD, 0, 0, 0), lead, colors)
    room = box.adjusted(_PAD + lead_width(lead), 0, -_PAD, 0)
    roles = [(typeface.BODY_STRONG, row.name, colors.text)]
    if note and box.height() >= 2 * typeface.CAPTION.line:
        roles = [(typeface.SMALL_STRONG, row.name, colors.text),
                 (typeface.CAPTION, note, colors.text2)]  # fmt: skip
    top = room.center().y() - sum(role.line for role, _, _ in roles) / 2
    for role, text, ink in roles:
        shown = QFontMetricsF(role.font()).elidedText(text, _CUT, room.width())
        p.setFont(role.font())
        p.setPen(ink)
        p.drawText(QRectF(room.left(), top, room.width() + 1, role.line), _LEFT, shown)
        top += role.line


def _chevron(p: QPainter, box: QRectF, row: SeatLine, colors: Theme) -> None:
    """Paint that a list opens here."""
    if row.seat:
        sign = QRectF(box.center().x() - 5, box.center().y() - 5, 10, 10)
        glyphs.draw(p, sign, "chevron_down", colors.text3)
