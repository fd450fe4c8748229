"""The members of a group, in their order: what they are in it, and who fills their seats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from cxdesk.model.people import GroupKind, MemberRole
from cxdesk.services.people_view import SeatRow
from cxdesk.ui import glyphs
from cxdesk.ui import type as typeface
from cxdesk.ui.leads import Lead
from cxdesk.ui.people.group_words import SEATS, delegate_words
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.ordered import OrderedTable
from cxdesk.ui.theme import Theme

Pick = Callable[[SeatRow, QWidget], object]
_PAD, _SIGN = 8, 10
_DELEGATE, _PIN = 4, 5  # the places of the columns that boards alone have


class MembersTable(OrderedTable):
    """One row a member; the page scrolls, not the table."""

    def __init__(self, today: Callable[[], date], cast: Pick, delegate: Pick, pin: Pick) -> None:
        columns: tuple[Column[SeatRow], ...] = (
            Column(
                "name", "Name", _name, 170, 4, weight=600, lead=_avatar,
                ink=lambda row: "text" if row.active else "text3",
            ),
            Column("role", "Role", lambda row: row.role, 120, 3, ink=lambda _row: "text2"),
            Column(
                "domain", "Domain", lambda row: row.domain, 90, 1,
                lead=lambda row: Lead("swatch", number=row.hue),
            ),
            Column(
                "seat", "Takes part as", lambda row: SEATS[row.seat][0], 110, 1, pick=cast,
                order=lambda row: list(SEATS).index(row.seat),
                paint=lambda p, box, row, colors: _choice(p, box, SEATS[row.seat][0], colors),
            ),
            Column(
                "delegate", "Delegate", lambda row: delegate_words(row, today()), 150, 3,
                pick=delegate,
                paint=lambda p, box, row, colors: _choice(
                    p, box, delegate_words(row, today()), colors, "nobody"
                ),
            ),
            Column(
                "pin", "PIN", pin_words, 76, pick=pin,
                paint=lambda p, box, row, colors: (
                    None if row.seat is MemberRole.SECRETARY
                    else _choice(p, box, pin_words(row), colors, "none")
                ),
            ),
        )  # fmt: skip
        super().__init__("members", "Members", columns, whole=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_kind(self, kind: GroupKind) -> None:
        """Have the column of delegates for a board alone."""
        for place in (_DELEGATE, _PIN):
            self.setColumnHidden(place, kind is not GroupKind.BOARD)


def pin_words(row: SeatRow) -> str:
    """Whether a PIN is asked before the ballot of a seat; "" for none."""
    return "set" if row.has_pin else ""


def _name(row: SeatRow) -> str:
    return row.name if row.active else f"{row.name} (no longer active)"


def _avatar(row: SeatRow) -> Lead:
    return Lead("avatar", row.initials)


def _choice(p: QPainter, box: QRectF, text: str, colors: Theme, nothing: str = "") -> None:
    """Paint words with the sign of a list that opens behind them."""
    font = typeface.BODY.font()
    metrics = QFontMetricsF(font)
    room = box.width() - 2 * _PAD - _SIGN - 5
    shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room)
    p.setFont(font)
    p.setPen(colors.text if text else colors.text3)
    shown = shown or nothing
    place = box.adjusted(_PAD, 0, -_PAD, 0)
    p.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    x = place.left() + metrics.horizontalAdvance(shown) + 5
    glyphs.draw(p, QRectF(x, box.center().y() - 4, _SIGN, _SIGN), "chevron_down", colors.text3)
