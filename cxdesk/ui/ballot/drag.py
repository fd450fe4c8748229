"""Dragging on a ballot: what the pointer carries, where it would drop, and scrolling at an edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer

from cxdesk.analysis import tiers as moves
from cxdesk.analysis.tiers import Spot, Tiers
from cxdesk.ui.ballot import cut
from cxdesk.ui.ballot.cut import CUT
from cxdesk.ui.ballot.parts import Lifted
from cxdesk.ui.ballot.zone import ZoneList
from cxdesk.ui.overlay import announce

if TYPE_CHECKING:
    from cxdesk.ui.ballot.ballot import Ballot

_TICK, _EDGE = 16, 40  # ms between two steps of scrolling; px from an edge where it begins
_TIE = (0.33, 0.67)  # the part of a card on which a drop ties


@dataclass(slots=True)
class _Carry:
    """What the pointer carries: from where, and where everything would be if it dropped now.

    `spot` is where a thing would be put; None for the line, and where nothing would drop.
    """

    id: int
    start: Tiers
    source: ZoneList
    at: QPoint
    spot: Spot | None
    there: Tiers | None


class Drag(QObject):
    """Follows the pointer; what it carries is moved when it is let go."""

    def __init__(self, ballot: Ballot) -> None:
        super().__init__(ballot)
        self._ballot = ballot
        self._carry: _Carry | None = None
        self._lifted = Lifted(ballot)
        self._scroll = QTimer(self, interval=_TICK)
        self._scroll.timeout.connect(self._on_scroll)
        for one in ballot.lists.values():
            one.drag_begun.connect(self._on_begun)
            one.dragged.connect(self._on_dragged)
            one.dropped.connect(self._on_dropped)

    @property
    def carried(self) -> int | None:
        """What the pointer carries, by its id."""
        return None if self._carry is None else self._carry.id

    def cancel(self) -> None:
        """Put back what the pointer carries."""
        carry = self._end()
        if carry is not None:
            carry.source.end_drag()
            self._stay(carry)

    def forget(self) -> None:
        """Carry nothing any more, and keep nothing of it."""
        self._end()
        self._lifted.forget()

    def _on_begun(self, id: int, grab: QPoint, at: QPoint) -> None:
        ballot = self._ballot
        ballot.keys.drop()
        source, here = ballot.list_of(id), ballot.tiers
        spot = None if id == CUT else moves.spot_of(here, id)
        self._carry = _Carry(id, here, source, at, spot, here)
        if id == CUT:
            ballot.mark_lifted(id)
        else:
            self._lifted.lift(ballot.rows[id], source.face, source.viewport().width(), grab)
        self._on_dragged(at)

    def _on_dragged(self, at: QPoint) -> None:
        if self._carry is None:
            return
        self._carry.at = at
        self._lifted.follow(self._ballot.mapFromGlobal(at))
        self._aim()
        if not self._scroll.isActive() and self._push() is not None:
            self._scroll.start()

    def _aim(self) -> None:
        carry, ballot = self._carry, self._ballot
        if carry is None:
            return
        zone = self._zone_under(carry.at)
        if carry.id == CUT:
            ranked = ballot.lists["ranked"]
            carry.there = self._cut_at(carry) if zone is ranked else None
        else:
            ballot.aim(zone)
            carry.spot = None if zone is None else self._spot_in(zone, carry)
            spot = carry.spot
            carry.there = None if spot is None else moves.put(carry.start, carry.id, spot)
        ballot.show_lines(carry.there or carry.start)

    def _zone_under(self, at: QPoint) -> ZoneList | None:
        for zone, part in self._ballot.rooms().items():
            if QRect(part.mapToGlobal(QPoint()), part.size()).contains(at):
                return self._ballot.lists[zone]
        return None

    def _cut_at(self, carry: _Carry) -> Tiers:
        """The line where its middle comes nearest to the pointer."""
        zone = self._ballot.lists["ranked"]
        y = zone.viewport().mapFromGlobal(carry.at).y() + zone.verticalScrollBar().value()
        wide = zone.viewport().width()
        foot, best, level, tier = 0, abs(y - zone.cut_height() / 2), 0, 0
        for line in zone.rows.lines:
            if line.is_cut:
                continue
            foot += zone.face.line_height(line, wide)
            if line.last:
                tier += 1
                away = abs(y - foot - zone.cut_height() / 2)
                if away < best:
                    best, level = away, tier
        return carry.start.with_line(level)

    def _spot_in(self, zone: ZoneList, carry: _Carry) -> Spot:
        """Where it would drop: on the middle of a ranked card it ties, else it goes between."""
        y = zone.viewport().mapFromGlobal(carry.at).y()
        rest = carry.start.only(set(carry.start) - {carry.id})
        found = zone.line_at(y)
        if found is None:
            return Spot(zone.zone, len(rest.ranked), below=True)
        line, card = found
        share = (y - card.top()) / max(card.height(), 1)
        if line.is_cut:
            return Spot("ranked", cut.level(rest), below=share > 0.5)
        if line.row.id == carry.id:  # over its own slot it stays, but for the foot of a tie
            spot = carry.spot or moves.spot_of(carry.start, carry.id)
            leaves = spot.tied and line.last and share > _TIE[1]
            return Spot("ranked", spot.tier + 1) if leaves else spot
        over = moves.spot_of(rest, line.row.id)
        if zone.zone != "ranked":
            return Spot(zone.zone, at=(over.at or 0) + (share > 0.5))
        members = rest.ranked[over.tier] if rest.ranked else ()
        if share < _TIE[0] and line.row.id == members[0]:
            return Spot("ranked", over.tier, below=over.below)
        if share > _TIE[1] and line.row.id == members[-1]:
            return Spot("ranked", over.tier + 1)
        return Spot("ranked", over.tier, tied=True, at=members.index(line.row.id) + 1)

    def _push(self) -> tuple[ZoneList, int] | None:
        """The list to scroll, and by how many px in one tick."""
        if self._carry is None or (zone := self._zone_under(self._carry.at)) is None:
            return None
        view = zone.viewport()
        y = view.mapFromGlobal(self._carry.at).y()
        if y < _EDGE:
            return zone, -max(1, (_EDGE - max(0, y)) // 2)
        if y > view.height() - _EDGE:
            return zone, max(1, (_EDGE - max(0, view.height() - y)) // 2)
        return None

    def _on_scroll(self) -> None:
        push = self._push()
        if push is None:
            self._scroll.stop()
            return
        zone, by = push
        bar = zone.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by)
        if bar.value() == before:
            self._scroll.stop()
        else:
            self._aim()

    def _on_dropped(self, _at: QPoint) -> None:
        carry = self._end()
        if carry is None:
            return
        if carry.there is None:
            self._stay(carry)
        else:
            self._ballot.show_lines(self._ballot.tiers)
            self._ballot.move_to(carry.id, carry.there)

    def _stay(self, carry: _Carry) -> None:
        ballot = self._ballot
        ballot.show_lines(ballot.tiers)
        carry.source.choose(carry.id)
        said = "The line" if carry.id == CUT else ballot.rows[carry.id].code
        announce(ballot, f"{said} is where it was")

    def _end(self) -> _Carry | None:
        carry, self._carry = self._carry, None
        self._scroll.stop()
        self._lifted.hide()
        self._ballot.aim(None)
        self._ballot.mark_lifted(None)
        return carry
