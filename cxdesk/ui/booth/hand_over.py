"""The screen between two voters: nothing of a ballot, and the seats to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cxdesk.ui.booth import words
from cxdesk.ui.booth.page import ColumnPage, big_button
from cxdesk.ui.booth.seat_tile import WIDE, SeatTile
from cxdesk.ui.booth.slate import Seat, Slate

_GAP = 12


class HandOverPage(ColumnPage):
    """Who votes now? With `paper`, whose paper ballot is entered, or who handed one in."""

    # A seat was chosen that may vote, whose paper is entered or, in secret, noted or not: Seat.
    chosen = Signal(object)
    # Somebody wants to replace a ballot by its receipt code.
    replacing = Signal()
    # Paper ballots are to be entered (or are no longer).
    paper_wanted = Signal(bool)
    # A paper of a secret round is to be entered, whosever it is.
    paper_begun = Signal()
    # Somebody leaves the booth.
    left = Signal()

    wide = 3 * WIDE + 2 * _GAP + 140

    def __init__(
        self, slate: Slate, seats: Sequence[Seat], papers: int, *, paper: bool = False
    ) -> None:
        self._slate, self._paper, self._papers = slate, paper, papers
        voted = sum(1 for seat in seats if seat.state != "to_come")
        self._done = bool(seats) and voted == len(seats)
        super().__init__(*self._said(len(seats)))
        self.tiles = [SeatTile(seat) for seat in seats]
        for tile in self.tiles:
            tile.clicked.connect(lambda _=False, tile=tile: self._choose(tile))
            tile.walked.connect(lambda key, tile=tile: self._walk(tile, key))
        self.grid = _Grid(self.tiles)
        self.box.addSpacing(8)
        self.box.addWidget(self.grid)
        self.finish()
        self.side = self._buttons(voted)

    def _said(self, number: int) -> tuple[str, str]:
        """Title and words."""
        if not number:
            return "No seat is filled", "Leave the booth, and note who has arrived."
        if self._paper and self._slate.secret:
            return "Who handed in a paper ballot?", (
                "Mark those seats (once more takes it back) and mix the papers. Then enter them "
                "one by one: nobody notes which paper came from which seat."
            )
        if self._paper:
            return "Whose paper ballot do you enter?", (
                "Enter it as it is written. A second person then compares paper and screen."
            )
        if self._done:
            return "Everybody has voted", "Leave the booth to close the round."
        question = f"{self._slate.question}\n" if self._slate.question else ""
        return "Who votes now?", f"{question}Choose your seat. {words.promise(self._slate)}"

    def _buttons(self, voted: int) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.receipt = big_button("I have a receipt code", self.replacing.emit)
        self.paper = big_button(
            "Back to voting here" if self._paper else "Enter paper ballots",
            lambda: self.paper_wanted.emit(not self._paper),
        )
        self.begin = big_button(
            f"Enter a paper ({self._papers:,} left)", self.paper_begun.emit, primary=True
        )
        self.leave = big_button("Leave the booth", self.left.emit, primary=self._done)
        for one in (self.receipt, self.paper, self.leave, self.begin):
            row.addWidget(one)
        self.receipt.setVisible(self._slate.secret and not self._paper and voted > 0)
        self.begin.setVisible(self._paper and self._slate.secret and self._papers > 0)
        return made

    def _choose(self, tile: SeatTile) -> None:
        seat = tile.seat
        wanted = ("to_come", "paper") if self._paper else ("to_come",)
        if seat.state in wanted and (not seat.why or self._paper):
            self.chosen.emit(seat)
            return
        name = seat.name
        if seat.state == "sealed":
            way = " Its receipt code lets its holder replace it." if self._slate.secret else ""
            self.refuse(f"The ballot of {name} is sealed.{way}")
        elif seat.state == "paper":
            self.refuse(f"{name} handed in a paper ballot.")
        else:
            self.refuse(seat.why)

    def reach(self, id: int) -> None:
        """Give a seat the keyboard."""
        self._go_to(next(n for n, tile in enumerate(self.tiles) if tile.seat.id == id))

    def first_field(self) -> QWidget:
        free = [tile for tile in self.tiles if tile.free]
        return free[0] if free else self.begin if not self.begin.isHidden() else self.leave

    def escape(self) -> None:
        if self._paper:
            self.paper_wanted.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures go to a seat."""
        text = event.text()
        if text.isascii() and text.isdigit():
            self._go_to(int(text) - 1)
        else:
            super().keyPressEvent(event)

    def _walk(self, tile: SeatTile, key: int) -> None:
        """Arrows go from tile to tile."""
        across = self.grid.across
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across,
        }  # fmt: skip
        self._go_to(self.tiles.index(tile) + steps[Qt.Key(key)])

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self.tiles):
            self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)


class _Grid(QWidget):
    """The tiles, as many side by side as there is room for."""

    def __init__(self, tiles: Sequence[SeatTile]) -> None:
        super().__init__()
        self.across = 0
        self._tiles = tiles
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._place(3)

    def _place(self, across: int) -> None:
        if across == self.across:
            return
        self.across = across
        for n, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, n // across, n % across)
        for n in range(max(across, self._grid.columnCount())):
            self._grid.setColumnStretch(n, 1 if n < across else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max(1, min(4, (self.width() + _GAP) // (WIDE + _GAP))))
