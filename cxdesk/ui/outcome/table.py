"""Outcomes as a table that is read at a glance: from where, how far, to where, by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from cxdesk.exchange.numbers import Unclear, number_of
from cxdesk.model.wording import count, day
from cxdesk.services.outcome_view import ListedOutcome
from cxdesk.services.programs import initials_of
from cxdesk.services.strategy_view import Serving
from cxdesk.ui import type as typeface
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import read_date
from cxdesk.ui.leads import Lead
from cxdesk.ui.outcome.bar import draw_share
from cxdesk.ui.outcome.edits import OutcomeEdits, aimed, due_trouble, name_problem
from cxdesk.ui.outcome.words import NO_READING, amount, days_left, plain, share
from cxdesk.ui.pickers import pick
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.sparing import SparingTable
from cxdesk.ui.theme import Theme

NOTHING_SERVES = "nothing serves it"
_PAD, _NUMBER = 8, 44
_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# What a narrow table leaves out, first what the side panel shows best.
SPARE = ("readings", "owner", "due", "served")


class ShortTable(SparingTable):
    """A table as high as its rows, up to `most` of them; `spare` columns go when it is narrow."""

    def __init__(
        self,
        key: str,
        name: str,
        columns: Sequence[Column[Any]],
        most: int | None = None,
        spare: Sequence[str] = (),
    ) -> None:
        super().__init__(key, name, columns, spare)
        self._most = most

    def set_rows(self, rows: Sequence[Any]) -> None:
        super().set_rows(rows)
        self.updateGeometry()

    def set_density(self, density: str) -> None:
        super().set_density(density)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = len(self.table.rows)
        rows = rows if self._most is None else min(rows, self._most)
        head, row = self.horizontalHeader().height(), self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar()
        return QSize(600, head + rows * row + 2 + (bar.height() if bar.isVisible() else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self.sizeHint().height(), 140))


class OutcomeColumns:
    """The columns of the table of outcomes, and what changing a cell does."""

    def __init__(self, editing: Editing, edits: OutcomeEdits) -> None:
        self._editing, self._edits = editing, edits
        self.start = editing.desk.today()  # of the program, once it is read

    def columns(self) -> Sequence[Column[ListedOutcome]]:
        """All of them, from left to right."""
        return (
            Column(
                "code", "Code", lambda one: one.row.code, 64, weight=600,
                order=lambda one: (len(one.row.code), one.row.code),
                lead=lambda one: Lead("glyph", "strategy") if one.row.headline else None,
            ),
            Column(
                "name", "Outcome", _name, 160, 3, typed=lambda one: one.row.name,
                save=lambda one, text, at: self._edits.rename(one.row, text, at),
                problem=lambda _one, text: name_problem(text),
            ),
            self._figure("baseline", "Baseline", lambda one: one.row.baseline),
            Column(
                "now", "Now", _now, 66, right=True, order=lambda one: one.row.latest,
                paint=lambda p, box, one, colors: _paint_figure(
                    p, box, one.row.latest, one.row.unit, 600, colors
                ),
            ),
            self._figure("target", "Target", lambda one: one.row.target),
            Column(
                "realised", "Benefit realised", lambda one: share(one.row.realised) or NO_READING,
                128, 1, order=lambda one: one.row.realised, paint=_paint_share,
            ),
            Column(
                "readings", "Readings", lambda one: f"{one.row.readings:,}", 116,
                order=lambda one: one.row.readings, paint=_paint_spark,
            ),
            Column(
                "due", "Due", lambda one: day(one.row.due), 104, order=lambda one: one.row.due,
                ink=self._due_ink, save=self._save_due,
                problem=lambda one, text: due_trouble(
                    one.row.code, text, self.start, self._editing.desk.today()
                ),
            ),
            Column(
                "owner", "Owner", lambda one: one.row.owner, 140, 1, pick=self.pick_owner,
                lead=_owner_lead,
            ),
            Column(
                "served", "Served by", _served, 140, order=lambda one: len(one.row.initiatives),
                ink=lambda one: "text2" if one.row.served else "warn",
                lead=lambda one: None if one.row.served else Lead("glyph", "alert", ink="warn"),
            ),
        )  # fmt: skip

    def _figure(
        self, key: str, title: str, value: Callable[[ListedOutcome], float]
    ) -> Column[ListedOutcome]:
        def texts(one: ListedOutcome, typed: str) -> tuple[str, str]:
            both = {"baseline": plain(one.row.baseline), "target": plain(one.row.target)}
            both[key] = typed
            return both["baseline"], both["target"]

        def problem(one: ListedOutcome, typed: str) -> str:
            return aimed(one.row.code, *texts(one, typed), one.row.unit)

        def save(one: ListedOutcome, typed: str, at: Refusable) -> bool:
            try:
                new = number_of(typed, one.row.unit)
            except Unclear as unclear:
                at.refuse(str(unclear))
                return False
            both = {"baseline": one.row.baseline, "target": one.row.target, key: new}
            return self._edits.aim(one.row, both["baseline"], both["target"], at)

        return Column(
            key, title, lambda one: amount(value(one), one.row.unit), 70, right=True, order=value,
            typed=lambda one: plain(value(one)), problem=problem, save=save,
            paint=lambda p, box, one, colors: _paint_figure(
                p, box, value(one), one.row.unit, 400, colors
            ),
        )  # fmt: skip

    def _due_ink(self, one: ListedOutcome) -> str:
        return "danger" if days_left(one.row, self._editing.desk.today())[1] else "text"

    def _save_due(self, one: ListedOutcome, text: str, at: Refusable) -> bool:
        try:
            on = read_date(text, self._editing.desk.today())
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        if on is None:
            at.refuse(f"{one.row.code} needs a day it is due.")
            return False
        return self._edits.fall_due(one.row, on, at)

    def pick_owner(self, one: ListedOutcome, anchor: Any) -> None:
        """Offer everybody to own it."""
        pick(
            anchor, f"Who owns {one.row.code}", self._editing.people("Nobody"), one.row.owner_id,
            lambda person: self._edits.own(one.row, person, None),
        )  # fmt: skip


SERVING_COLUMNS: tuple[Column[Serving], ...] = (
    Column(
        "code", "Code", lambda one: one.code, 100, weight=600,
        lead=lambda one: Lead("glyph", one.state.value, ink="text"),
    ),
    Column("title", "Initiative", lambda one: one.title, 200, 1),
    Column("state", "State", lambda one: one.state.label, 120, ink=lambda _one: "text2"),
)  # fmt: skip
"""The columns of initiatives that serve no outcome."""


def _name(one: ListedOutcome) -> str:
    return f"{one.row.name} (headline)" if one.row.headline else one.row.name


def _now(one: ListedOutcome) -> str:
    return "" if one.row.latest is None else amount(one.row.latest, one.row.unit)


def _owner_lead(one: ListedOutcome) -> Lead | None:
    return Lead("avatar", initials_of(one.row.owner)) if one.row.owner else None


def _served(one: ListedOutcome) -> str:
    return count(len(one.row.initiatives), "initiative") if one.row.served else NOTHING_SERVES


def _paint_figure(
    p: QPainter, box: QRectF, value: float | None, unit: str, weight: int, colors: Theme
) -> None:
    """A number, never cut; its unit where there is room for it."""
    if value is None:
        return
    inner, font = box.adjusted(_PAD, 0, -_PAD, 0), typeface.font(13, weight, tabular=True)
    text = amount(value, unit)
    if QFontMetricsF(font).horizontalAdvance(text) > inner.width():
        text = plain(value)
    p.setFont(font)
    p.setPen(colors.text)
    p.drawText(inner, _MIDDLE, text)


def _paint_share(p: QPainter, box: QRectF, one: ListedOutcome, colors: Theme) -> None:
    """A bar and its per cent; a sentence before the first reading."""
    text = share(one.row.realised)
    inner = box.adjusted(_PAD, 0, -_PAD, 0)
    if one.row.realised is None:
        p.setFont(typeface.BODY.font())
        p.setPen(colors.text3)
        p.drawText(inner, Qt.AlignmentFlag.AlignVCenter, NO_READING)
        return
    font = typeface.font(13, 600, tabular=True)
    number = max(_NUMBER, QFontMetricsF(font).horizontalAdvance(text) + 8)
    bar = QRectF(inner.left(), box.center().y() - 3, max(0, inner.width() - number), 6)
    draw_share(p, bar, one.row.realised, colors)
    p.setFont(font)
    p.setPen(colors.text)
    p.drawText(inner, _MIDDLE, text)


def _paint_spark(p: QPainter, box: QRectF, one: ListedOutcome, colors: Theme) -> None:
    """The readings as a line without axes, the target as a hairline."""
    if not one.spark:
        return
    inner = box.adjusted(_PAD, 7, -_PAD - 3, -7)
    values = [value for _, value in one.spark]
    low = min(*values, one.row.baseline, one.row.target)
    high = max(*values, one.row.baseline, one.row.target)
    first, last = one.spark[0][0].toordinal(), one.spark[-1][0].toordinal()

    def at(day: int, value: float) -> QPointF:
        across = (day - first) / (last - first) if last > first else 1.0
        up = (value - low) / (high - low)
        return QPointF(inner.left() + across * inner.width(), inner.bottom() - up * inner.height())

    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(colors.control, 1))
    target = round(at(first, one.row.target).y()) + 0.5
    p.drawLine(QPointF(inner.left(), target), QPointF(inner.right(), target))
    p.setPen(QPen(colors.text2, 1.5))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPolyline(QPolygonF([at(on.toordinal(), value) for on, value in one.spark]))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colors.text)
    p.drawEllipse(at(last, values[-1]), 2.5, 2.5)
