"""The ballot: a ranking made by hand, with ties, below-all and no opinion, by mouse or keyboard.

It keeps nothing in the file: who shows it takes its `tiers` when they are sealed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.analysis import tiers as moves
from cxdesk.analysis.tiers import Spot, Tiers, Zone
from cxdesk.ui.ballot import cut
from cxdesk.ui.ballot.cut import CUT
from cxdesk.ui.ballot.drag import Drag
from cxdesk.ui.ballot.face import Face
from cxdesk.ui.ballot.keys import BallotKeys
from cxdesk.ui.ballot.legend import Legend
from cxdesk.ui.ballot.menu import open_menu
from cxdesk.ui.ballot.model import lines_of
from cxdesk.ui.ballot.parts import ZoneBox
from cxdesk.ui.ballot.words import BallotRow, moved_words, place_words
from cxdesk.ui.ballot.zone import ZoneList
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.overlay import announce

_HELP = "Most important first. Drag, or press a number; drop one on another to tie them."
_HELP_LINED = (
    "Most important first. Drop a task on another to tie them. Move the line to where the board "
    "should stop this cycle."
)
_FEW = 10  # things that are shown in large type
_LOW = 560  # px of height below which what merely explains is left out

_Move = tuple[int, Tiers, frozenset[int]]  # what was moved, and how everything was before


class Ballot(QWidget):
    """Rows in three zones. `tiers` says where each is; every move can be taken back.

    `lined` draws the line *not this cycle* among the ranked. With `recusals` what is left out is
    either without an opinion or among `recused`.
    """

    # Something was moved, or taken back: Tiers.
    changed = Signal(object)

    def __init__(self, *, lined: bool = False, recusals: bool = False) -> None:
        super().__init__()
        self.lined, self.recusals = lined, recusals
        self.rows: dict[int, BallotRow] = {}
        self.tiers = Tiers()
        self.recused: frozenset[int] = frozenset()
        self._past: list[_Move] = []
        self._future: list[_Move] = []
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
        self.heading = "Your ranking"
        self.title, self.help = label(self.heading, "title"), label("", "muted")
        self._help = _HELP_LINED if lined else _HELP
        self.help.setText(self._help)
        self.legend = Legend(lined=lined)
        self._left = QWidget()
        self._right = QWidget()
        self.side = column(self._right, 14)
        """The right column: the two zones, what others put there, and the keys."""
        self.under = label("", "muted")
        """What others say below the ranking."""
        self.keys = BallotKeys(self)
        self.drag = Drag(self)
        self._build()
        for one in self.lists.values():
            one.key_pressed.connect(self.keys.press)
            one.doubleClicked.connect(lambda _index, one=one: self._on_double_clicked(one))
            one.customContextMenuRequested.connect(lambda at, one=one: open_menu(self, one, at))
            one.switched.connect(self.recuse)
            one.focused.connect(lambda one=one: self.setFocusProxy(one))
        none.height_changed.connect(self._fit)
        self.setFocusProxy(below)

    def _build(self) -> None:
        left = column(self._left, 2)
        left.addWidget(self.title)
        left.addWidget(self.help)
        left.addSpacing(10)
        left.addWidget(self.lists["ranked"], 1)
        left.addWidget(self.under)
        self.side.addWidget(self.below, 1)
        self.side.addWidget(self.none)
        self.side.addWidget(self.legend)
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
        self.recused = frozenset()
        self._past, self._future = [], []
        self._dress()
        self.show_lines(self.tiers)
        self._fit()
        for one in self.lists.values():
            one.choose_place(0)
        self.setFocusProxy(self.lists["unranked" if self.tiers.unranked else "ranked"])

    def forget(self) -> None:
        """Keep nothing of what was ranked, nor of what could be taken back."""
        self.keys.forget()
        self.drag.forget()
        self.help.setText(self._help)
        self.set_rows((), Tiers())

    def list_of(self, id: int) -> ZoneList:
        """The list in which a thing stands, or the line."""
        return self.lists["ranked" if id == CUT else moves.spot_of(self.tiers, id).zone]

    def move_to(
        self, id: int, here: Tiers, *, follow: bool = True, then: int | None = None
    ) -> None:
        """Keep a move of one thing or of the line.

        The keyboard follows it, or stays where the next one is, or goes to `then`.
        """
        if here == self.tiers:
            self._say(id)
            return
        source = self.list_of(id)
        place = source.rows.index_of(id).row()
        self._keep(id)
        self._set(here, self.recused)
        if then is not None:
            self.go_to(then)
        elif follow or not source.rows.lines:
            self.go_to(id)
        else:
            target = self.list_of(id)
            target.scrollTo(target.rows.index_of(id))
            source.choose_place(place)
        self._say(id)

    def recuse(self, id: int, recused: bool) -> None:
        """Say of something left out whether its voter may not judge, or has no opinion."""
        if (id in self.recused) != recused:
            self._keep(id)
            self._set(self.tiers, self.recused ^ {id})
        self._say(id)

    def undo(self) -> None:
        """Take back the last move."""
        self._walk(self._past, self._future, "Taken back")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._walk(self._future, self._past, "Done again")

    def put_back(self, id: int, here: Tiers) -> None:
        """Go back to what was before a lift: the moves since then are no moves."""
        recused = self.recused
        while self._past and self.tiers != here:
            _, self.tiers, recused = self._past.pop()
        self._set(here, recused)
        self.go_to(id)

    def go_to(self, id: int) -> None:
        """Bring the keyboard to where a thing stands, or the line."""
        here = self.list_of(id)
        here.choose(id)
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, id: int) -> None:
        if id == CUT:
            announce(self, f"{cut.TITLE}: the line stands {cut.words(self.tiers, self.rows)}")
        else:
            announce(self, moved_words(self.tiers, id, self.rows, self.recused))

    def _keep(self, id: int) -> None:
        self._past.append((id, self.tiers, self.recused))
        self._future.clear()

    def _walk(self, these: list[_Move], those: list[_Move], said: str) -> None:
        if not these:
            announce(self, "Nothing to take back" if these is self._past else "Nothing to redo")
            return
        id, here, recused = these.pop()
        those.append((id, self.tiers, self.recused))
        self._set(here, recused)
        self.go_to(id)
        announce(self, said)

    def _set(self, here: Tiers, recused: frozenset[int]) -> None:
        self.tiers = here if here.ranked else here.with_line(None)  # no line without a ranking
        self.recused = recused & set(here.no_opinion)
        self.show_lines(self.tiers)
        self.changed.emit(self.tiers)

    def show_lines(self, here: Tiers) -> None:
        """Show where everything is, or would be while something is carried."""
        recused = self.recused if self.recusals else None
        for zone, one in self.lists.items():
            lines = lines_of(
                here, zone, self.rows, self.drag.carried, lined=self.lined, recused=recused
            )
            one.set_lines(lines)
        for box in (self.below, self.none):
            number = len(box.zone.rows.lines)
            box.count.setText(f"{number:,}" if number else "")
        ranked = sum(len(tier) for tier in here.ranked)
        self.title.setText(f"{self.heading}: {ranked:,} of {len(self.rows):,}")

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
        self.legend.setVisible(high >= _LOW)
        self.under.setVisible(high >= _LOW and bool(self.under.text()))
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
            asks = self.recusals and zone == "no_opinion"
            one.set_face(Face(roomy=self._roomy(), ranks=zone == "ranked", rows=rows, asks=asks))

    # For the pointer -------------------------------------------------------------------------

    @property
    def carrying(self) -> bool:
        """Whether the pointer carries something."""
        return self.drag.carried is not None

    def rooms(self) -> dict[Zone, QWidget]:
        """Where something may be dropped, and the zone it then goes to."""
        return {"ranked": self._left, "unranked": self.below, "no_opinion": self.none}

    def aim(self, zone: ZoneList | None) -> None:
        """Show in which of the framed zones something would drop."""
        for box in (self.below, self.none):
            if box.aimed != (box.zone is zone):
                box.aimed = box.zone is zone
                box.update()

    def mark_lifted(self, id: int | None) -> None:
        """Show a row as lifted; None: nothing is."""
        for one in self.lists.values():
            one.lifted = id
            one.viewport().update()

    def _on_double_clicked(self, zone: ZoneList) -> None:
        """What is not ranked becomes the last ranked, as by Enter."""
        id = zone.current_id()
        if id is not None and zone.zone != "ranked":
            last = Spot("ranked", len(self.tiers.ranked))
            self.move_to(id, moves.put(self.tiers, id, last), follow=False)

    # For the keys ---------------------------------------------------------------------------

    def say_lifted(self, id: int | None) -> None:
        """Show that a row is lifted and say how it is moved; None: nothing is lifted."""
        self.mark_lifted(id)
        if id is None:
            self.help.setText(self._help)
            return
        if id == CUT:
            what = f"the line, {cut.words(self.tiers, self.rows)}"
        else:
            what = f"{self.rows[id].code}, {place_words(self.tiers, id, self.rows, self.recused)}"
        self.help.setText(f"Lifted {what}. Up and Down move it, Space drops it, Esc puts it back.")
        announce(self, self.help.text())
