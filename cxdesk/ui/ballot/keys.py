"""The keys of a ballot: what each does to the row that the keyboard is on."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from cxdesk.analysis import tiers as moves
from cxdesk.analysis.tiers import Spot, Tiers
from cxdesk.ui.ballot import cut
from cxdesk.ui.ballot.cut import CUT
from cxdesk.ui.ballot.menu import open_menu
from cxdesk.ui.overlay import announce

if TYPE_CHECKING:
    from cxdesk.ui.ballot.ballot import Ballot

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DIGITS_S = 1.0  # a second digit typed as fast goes to a rank of two digits


class BallotKeys(QObject):
    """Space lifts a row: then arrows move it, Space drops it and Esc puts it back."""

    def __init__(self, ballot: Ballot) -> None:
        super().__init__(ballot)
        self._ballot = ballot
        self._lifted: tuple[int, Tiers] | None = None  # and what was before
        self._typed: tuple[int, int, float] = (0, 0, 0.0)  # a rank, for which row, when

    @property
    def lifted(self) -> int | None:
        """The row that arrows move."""
        return None if self._lifted is None else self._lifted[0]

    def press(self, id: int | None, event: QKeyEvent) -> None:
        """A key was pressed on a row; accepted if it does something."""
        if self._press(id, event):
            event.accept()

    def _press(self, id: int | None, event: QKeyEvent) -> bool:
        ballot, key = self._ballot, event.key()
        if ballot.carrying:
            if key == Qt.Key.Key_Escape:
                ballot.drag.cancel()
            return True
        if event.matches(QKeySequence.StandardKey.Undo):
            self.drop()
            ballot.undo()
            return True
        if event.matches(QKeySequence.StandardKey.Redo) or (
            key == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.drop()
            ballot.redo()
            return True
        if key == Qt.Key.Key_Menu and id is not None and id != CUT:
            zone = ballot.list_of(id)
            open_menu(ballot, zone, zone.visualRect(zone.currentIndex()).center())
            return True
        how = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if how == Qt.KeyboardModifier.AltModifier:
            return id is not None and self._move(id, key)
        if how not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        if self._lifted is not None and id == self._lifted[0]:
            return self._press_lifted(id, key, event.text())
        self.drop()
        if id is not None and self._change(id, key, event.text()):
            return True
        return self._walk(id, key)

    def drop(self) -> None:
        """Let go of a lifted row where it is."""
        if self._lifted is not None:
            self._lifted = None
            self._ballot.say_lifted(None)

    def forget(self) -> None:
        """Keep nothing of what was lifted or typed."""
        self._lifted, self._typed = None, (0, 0, 0.0)

    # Moving ---------------------------------------------------------------------------------

    def _move(self, id: int, key: int) -> bool:
        """Up, Down, Home and End as moves."""
        here, mark = self._ballot.tiers, id == CUT
        match key:
            case Qt.Key.Key_Up:
                here = cut.up(here) if mark else moves.up(here, id)
            case Qt.Key.Key_Down:
                here = cut.down(here) if mark else moves.down(here, id)
            case Qt.Key.Key_Home:
                here = cut.first(here) if mark else moves.jump(here, id, 1)
            case Qt.Key.Key_End:
                rows = len(self._ballot.rows)
                here = cut.last(here) if mark else moves.jump(here, id, rows)
            case _:
                return False
        self._ballot.move_to(id, here)
        return True

    def _change(self, id: int, key: int, text: str) -> bool:
        """Letters, digits, Del, Enter and Space on a row."""
        ballot, here = self._ballot, self._ballot.tiers
        if key == Qt.Key.Key_Space:
            self._lifted = (id, here)
            ballot.say_lifted(id)
        elif key == Qt.Key.Key_L and ballot.lined:
            self._draw_line(id)
        elif id == CUT:
            return False
        elif key == Qt.Key.Key_T:
            ballot.move_to(id, moves.tie(here, id))
        elif key in (Qt.Key.Key_B, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            ballot.move_to(id, moves.put(here, id, Spot("unranked")), follow=False)
        elif key == Qt.Key.Key_O and ballot.recusals and id in here.no_opinion:
            ballot.recuse(id, id not in ballot.recused)
        elif key == Qt.Key.Key_O:
            ballot.move_to(id, moves.put(here, id, Spot("no_opinion")), follow=False)
        elif key in _ENTER and moves.rank_of(here, id) is None:
            ballot.move_to(id, moves.put(here, id, Spot("ranked", len(here.ranked))), follow=False)
        elif text.isascii() and text.isdigit():
            ballot.move_to(id, moves.jump(here, id, self._rank(id, int(text))))
        else:
            return False
        return True

    def _draw_line(self, id: int) -> None:
        """Draw the line below a ranked row, above it when it is there; from elsewhere, go to it."""
        ballot, here = self._ballot, self._ballot.tiers
        if not here.ranked:
            announce(ballot, "Rank something first: the line stands among the ranked")
        elif id == CUT or moves.rank_of(here, id) is None:
            ballot.go_to(CUT)
        else:
            ballot.move_to(CUT, cut.at(here, id), then=id)

    def _rank(self, id: int, digit: int) -> int:
        """The rank that was typed: two digits typed fast are one number."""
        before, whose, when = self._typed
        now = monotonic()
        rank = digit
        if whose == id and now - when < _DIGITS_S and 10 * before + digit <= len(self._ballot.rows):
            rank = 10 * before + digit
        self._typed = (rank, id, now)
        return max(rank, 1)

    # Lifted ---------------------------------------------------------------------------------

    def _press_lifted(self, id: int, key: int, text: str) -> bool:
        assert self._lifted is not None
        before = self._lifted[1]
        if key == Qt.Key.Key_Space or key in _ENTER:
            self.drop()
        elif key == Qt.Key.Key_Escape:
            self._lifted = None
            self._ballot.put_back(id, before)
            self._ballot.say_lifted(None)
        elif self._move(id, key) or self._change(id, key, text):
            self._ballot.say_lifted(id)
        return True

    # Walking --------------------------------------------------------------------------------

    def _walk(self, id: int | None, key: int) -> bool:
        """Left and Right go to the other zones; so do Up and Down from the last row of one."""
        ballot = self._ballot
        ranked, below, none = (ballot.lists[z] for z in ("ranked", "unranked", "no_opinion"))
        here = next((one for one in (ranked, below, none) if one.hasFocus()), ranked)
        target = None
        first = id is None or here.currentIndex().row() == 0
        last = id is None or here.currentIndex().row() == len(here.rows.lines) - 1
        if key == Qt.Key.Key_Right and here is ranked:
            target = below if below.rows.lines else none
        elif key == Qt.Key.Key_Left and here is not ranked:
            target = ranked
        elif key == Qt.Key.Key_Down and here is below and last:
            target = none
        elif key == Qt.Key.Key_Up and here is none and first:
            target = below
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if target.current_id() is None:
            target.choose_place(0)
        return True
