"""The ballot: a ranking made by hand, with ties, below-all and no opinion, by mouse or keyboard.

It keeps nothing in the file: who shows it takes its `tiers` when they are sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.analysis import tiers as moves
from cxdesk.analysis.tiers import Spot, Tiers, Zone
from cxdesk.ui.ballot.face import Face
from cxdesk.ui.ballot.keys import BallotKeys
from cxdesk.ui.ballot.legend import Legend
from cxdesk.ui.ballot.menu import open_menu
from cxdesk.ui.ballot.model import lines_of
from cxdesk.ui.ballot.parts import Lifted, ZoneBox
from cxdesk.ui.ballot.words import BallotRow, moved_words, place_words
from cxdesk.ui.ballot.zone import ZoneList
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.overlay import announce

_HELP = "Most important first. Drag, or press a number; drop one on another to tie them."
_FEW = 10  # things that are shown in large type
_TICK, _EDGE = 16, 40  # ms between two steps of scrolling; px from an edge where it begins
_TIE = (0.33, 0.67)  # the part of a card on which a drop ties

_Move = tuple[int, Tiers]  # what was moved, and where everything was before


@dataclass(slots=True)
class _Carry:
    """What the pointer carries: from where, and where it would drop (None: nowhere)."""

    id: int
    start: Tiers
    source: ZoneList
    at: QPoint
    spot: Spot | None


class Ballot(QWidget):
    """Rows in three zones. `tiers` says where each is; every move can be taken back."""

    # Something was moved, or taken back: Tiers.
    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, BallotRow] = {}
        self.tiers = Tiers()
        self._past: list[_Move] = []
        self._future: list[_Move] = []
        self._carry: _Carry | None = None
        ranked = ZoneList("ranked", "Your ranking", "Drop what matters most here, or press 1 on it")
        below = ZoneList("unranked", "Below all ranked", "Everything has its rank")
        none = ZoneList("no_opinion", "No opinion", "Drop what you cannot or may not judge")
        self.lists: dict[Zone, ZoneList] = {one.zone: one for one in (ranked, below, none)}
        self.below = ZoneBox(
            "chevron_down", "Below all ranked", "Counts as last. Everything here is equal.", below
        )
        self.none = ZoneBox(
            "cancelled", "No opinion, or recused", "Left out of every comparison.", none
        )
        self.title, self.help = label("Your ranking", "title"), label(_HELP, "muted")
        self.legend = Legend()
        self._left = QWidget()
        self._right = QWidget()
        self._lifted = Lifted(self)
        self._scroll = QTimer(self, interval=_TICK)
        self._scroll.timeout.connect(self._on_scroll)
        self.keys = BallotKeys(self)
        self._build()
        for one in self.lists.values():
            one.key_pressed.connect(self.keys.press)
            one.drag_begun.connect(self._on_drag_begun)
            one.dragged.connect(self._on_dragged)
            one.dropped.connect(self._on_dropped)
            one.doubleClicked.connect(lambda _index, one=one: self._on_double_clicked(one))
            one.customContextMenuRequested.connect(lambda at, one=one: open_menu(self, one, at))
        none.height_changed.connect(self._fit)
        self.setFocusProxy(below)

    def _build(self) -> None:
        left = column(self._left, 2)
        left.addWidget(self.title)
        left.addWidget(self.help)
        left.addSpacing(10)
        left.addWidget(self.lists["ranked"], 1)
        right = column(self._right, 14)
        right.addWidget(self.below, 1)
        right.addWidget(self.none)
        right.addWidget(self.legend)
        across = QHBoxLayout(self)
        across.setContentsMargins(40, 16, 40, 12)
        across.setSpacing(32)
        across.addWidget(self._left, 1)
        across.addWidget(self._right)

    # What is ranked -------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[BallotRow], tiers: Tiers) -> None:
        """Rank these things, beginning with `tiers`; whatever that does not hold is unranked."""
        self.rows = {row.id: row for row in rows}
        self.tiers = tiers.only(self.rows).with_new(self.rows)
        self._past, self._future = [], []
        self._carry = None
        self._dress()
        self._show()
        self._fit()
        for one in self.lists.values():
            one.choose_place(0)
        self.setFocusProxy(self.lists["unranked" if self.tiers.unranked else "ranked"])

    def list_of(self, id: int) -> ZoneList:
        """The list in which a thing stands."""
        return self.lists[moves.spot_of(self.tiers, id).zone]

    def move_to(self, id: int, here: Tiers, *, follow: bool = True) -> None:
        """Keep a move of one thing; the keyboard follows it, or stays where the next one is."""
        if here == self.tiers:
            announce(self, moved_words(here, id, self.rows))
            return
        source = self.list_of(id)
        place = source.rows.index_of(id).row()
        self._past.append((id, self.tiers))
        self._future.clear()
        self._set(here)
        if follow or not source.rows.lines:
            self._go_to(id)
        else:
            target = self.list_of(id)
            target.scrollTo(target.rows.index_of(id))
            source.choose_place(place)
        announce(self, moved_words(here, id, self.rows))

    def undo(self) -> None:
        """Take back the last move."""
        self._walk(self._past, self._future, "Taken back")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._walk(self._future, self._past, "Done again")

    def put_back(self, id: int, here: Tiers) -> None:
        """Go back to what was before a lift: the moves since then are no moves."""
        while self._past and self.tiers != here:
            self.tiers = self._past.pop()[1]
        self._set(here)
        self._go_to(id)

    def _go_to(self, id: int) -> None:
        """Bring the keyboard to where a thing stands."""
        here = self.list_of(id)
        here.choose(id)
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _walk(self, these: list[_Move], those: list[_Move], said: str) -> None:
        if not these:
            announce(self, "Nothing to take back")
            return
        id, here = these.pop()
        those.append((id, self.tiers))
        self._set(here)
        self._go_to(id)
        announce(self, said)

    def _set(self, here: Tiers) -> None:
        self.tiers = here
        self._show()
        self.changed.emit(here)

    def _show(self, here: Tiers | None = None) -> None:
        """Show where everything is, or would be while something is carried."""
        here = here or self.tiers
        carried = None if self._carry is None else self._carry.id
        for zone, one in self.lists.items():
            one.set_lines(lines_of(here, zone, self.rows, carried))
        for box in (self.below, self.none):
            number = len(box.zone.rows.lines)
            box.count.setText(f"{number:,}" if number else "")
        ranked = sum(len(tier) for tier in here.ranked)
        self.title.setText(f"Your ranking: {ranked:,} of {len(self.rows):,}")

    # Size -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Large type for a few things; a narrow or low window keeps room for the ranking."""
        wide, high = self.width(), self.height()
        margin = 40 if wide >= 1200 else 20
        box = self.layout()
        if box is not None:
            box.setContentsMargins(margin, 16, margin, 12)
        self._right.setFixedWidth(412 if wide >= 1200 else max(280, wide * 36 // 100))
        self.legend.setVisible(high >= 560)
        if self._roomy() != self.lists["ranked"].face.roomy:
            self._dress()
        least = self.none.head_height() + 48
        most = max(least, high * 3 // 10)
        wanted = self.none.head_height() + self.none.zone.content_height()
        self.none.setFixedHeight(min(max(wanted, least), most))

    def _roomy(self) -> bool:
        return len(self.rows) <= _FEW and self.width() >= 1000

    def _dress(self) -> None:
        for zone, one in self.lists.items():
            rows = self.rows.values()
            one.set_face(Face(roomy=self._roomy(), ranks=zone == "ranked", rows=rows))

    # Dragging -------------------------------------------------------------------------------

    @property
    def carrying(self) -> bool:
        """Whether the pointer carries something."""
        return self._carry is not None

    def _on_drag_begun(self, id: int, grab: QPoint, at: QPoint) -> None:
        self.keys.drop()
        source = self.list_of(id)
        self._carry = _Carry(id, self.tiers, source, at, moves.spot_of(self.tiers, id))
        self._lifted.lift(self.rows[id], source.face, source.viewport().width(), grab)
        self._on_dragged(at)

    def _on_dragged(self, at: QPoint) -> None:
        if self._carry is None:
            return
        self._carry.at = at
        self._lifted.follow(self.mapFromGlobal(at))
        self._aim()
        if not self._scroll.isActive() and self._push() is not None:
            self._scroll.start()

    def _aim(self) -> None:
        carry = self._carry
        if carry is None:
            return
        zone = self._zone_under(carry.at)
        for box in (self.below, self.none):
            if box.aimed != (box.zone is zone):
                box.aimed = box.zone is zone
                box.update()
        carry.spot = None if zone is None else self._spot_in(zone, carry)
        spot = carry.spot
        self._show(carry.start if spot is None else moves.put(carry.start, carry.id, spot))

    def _zone_under(self, at: QPoint) -> ZoneList | None:
        parts = ((self._left, "ranked"), (self.below, "unranked"), (self.none, "no_opinion"))
        for part, zone in parts:
            if QRect(part.mapToGlobal(QPoint()), part.size()).contains(at):
                return self.lists[zone]  # type: ignore[index]
        return None

    def _spot_in(self, zone: ZoneList, carry: _Carry) -> Spot:
        """Where it would drop: on the middle of a ranked card it ties, else it goes between."""
        y = zone.viewport().mapFromGlobal(carry.at).y()
        rest = carry.start.only(set(carry.start) - {carry.id})
        found = zone.line_at(y)
        if found is None:
            return Spot(zone.zone, len(rest.ranked))
        line, card = found
        share = (y - card.top()) / max(card.height(), 1)
        if line.row.id == carry.id:  # over its own slot it stays, but for the foot of a tie
            spot = carry.spot or moves.spot_of(carry.start, carry.id)
            leaves = spot.tied and line.last and share > _TIE[1]
            return Spot("ranked", spot.tier + 1) if leaves else spot
        over = moves.spot_of(rest, line.row.id)
        if zone.zone != "ranked":
            return Spot(zone.zone, at=(over.at or 0) + (share > 0.5))
        members = rest.ranked[over.tier] if rest.ranked else ()
        if share < _TIE[0] and line.row.id == members[0]:
            return Spot("ranked", over.tier)
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
        carry = self._end_carry()
        if carry is None:
            return
        self._show()
        if carry.spot is None:
            announce(self, f"{self.rows[carry.id].code} is where it was")
            carry.source.choose(carry.id)
        else:
            self.move_to(carry.id, moves.put(carry.start, carry.id, carry.spot))

    def cancel_drag(self) -> None:
        """Put back what the pointer carries."""
        carry = self._end_carry()
        if carry is not None:
            carry.source.end_drag()
            self._show()
            carry.source.choose(carry.id)
            announce(self, f"{self.rows[carry.id].code} is where it was")

    def _end_carry(self) -> _Carry | None:
        carry, self._carry = self._carry, None
        self._scroll.stop()
        self._lifted.hide()
        for box in (self.below, self.none):
            box.aimed = False
            box.update()
        return carry

    def _on_double_clicked(self, zone: ZoneList) -> None:
        """What is not ranked becomes the last ranked, as by Enter."""
        id = zone.current_id()
        if id is not None and zone.zone != "ranked":
            last = Spot("ranked", len(self.tiers.ranked))
            self.move_to(id, moves.put(self.tiers, id, last), follow=False)

    # For the keys ---------------------------------------------------------------------------

    def say_lifted(self, id: int | None) -> None:
        """Show that a row is lifted and say how it is moved; None: nothing is lifted."""
        for one in self.lists.values():
            one.lifted = id
            one.viewport().update()
        if id is None:
            self.help.setText(_HELP)
            return
        at = place_words(self.tiers, id, self.rows)
        self.help.setText(
            f"Lifted {self.rows[id].code}, {at}. Up and Down move it, Space drops it, "
            "Esc puts it back."
        )
        announce(self, self.help.text())
