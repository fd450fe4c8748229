"""Who has voted: a line for each seat, never anything of what a ballot says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.model.rounds import RoundState, Voted
from cxdesk.services.voting_view import SeatTurn, Voting
from cxdesk.ui import theme
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.rows import Rows, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.vote import words

_Do = Callable[[SeatTurn], object]


@dataclass(frozen=True, slots=True)
class _Line:
    """A seat as its line shows it: `open` while its round is, `live` where it may be changed."""

    seat: SeatTurn
    state: RoundState | None
    live: bool

    @property
    def id(self) -> int:
        return self.seat.id


class TurnoutCard(HeadedCard):
    """Seats in their order. `collect` and `take_back` are about paper, `pin` sets a PIN."""

    def __init__(self, collect: _Do, take_back: _Do, pin: _Do) -> None:
        super().__init__("Seats")
        self.figure = label("", "title")
        self.figure.setContentsMargins(PAD_X, 0, PAD_X, 0)
        self.squares = _Squares()
        self.fault = Fault(lambda _way: None)
        self.rows = Rows(lambda _row: _SeatRow(collect, take_back, pin))
        self.foot = label("", "small", "soft")
        self.foot.setContentsMargins(PAD_X, 8, PAD_X, 0)
        for part in (self.figure, self.squares, self.fault, self.rows, self.foot):
            self.box.addWidget(part)

    def show_seats(self, here: Voting, *, live: bool) -> None:
        """Show who may vote, and while a round is open who has."""
        state = here.round.state if here.round is not None else None
        voting = state is RoundState.OPEN
        self.head.title.setText("Turnout" if voting else "Seats")
        self.head.note.setText("" if voting else words.quorum_words(here))
        self.figure.setText(words.turnout_words(here))
        self.squares.show_turnout(here.voted, len(here.seats), words.turnout_words(here))
        for part in (self.figure, self.squares):
            part.setVisible(voting)
        self.rows.show_rows([_Line(seat, state, live) for seat in here.seats])
        self.foot.setText(
            "Absent seats need not vote. What a ballot says stays hidden until the round is closed."
        )
        self.foot.setVisible(voting)
        self.fault.clear_fault()


class _SeatRow(QWidget):
    """A seat: who fills it, whether it has voted, paper and PIN."""

    def __init__(self, collect: _Do, take_back: _Do, pin: _Do) -> None:
        super().__init__()
        self._line: _Line | None = None
        self.who = Value("seat", "", live=False)
        self.state = Value("state", "", live=False)
        self.state.setFixedWidth(108)
        self.paper, self.pin = Value("on-paper", ""), Value("pin", "")
        self.paper.clicked.connect(lambda _=False: self._on_paper(collect, take_back))
        self.pin.clicked.connect(lambda _=False: pin(self._shown.seat))
        row = line(spacing=4)
        row.addWidget(self.who, 1)
        for part in (self.state, self.paper, self.pin):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        for button, wide in ((self.paper, 96), (self.pin, 88)):
            button.setFixedWidth(wide)
        column(self, 0, (0, 2, 0, 2)).addLayout(row)

    @property
    def _shown(self) -> _Line:
        assert self._line is not None
        return self._line

    def show_row(self, shown: _Line) -> None:
        """Show a seat."""
        self._line = shown
        seat = shown.seat
        note = words.seat_words(seat)
        self.who.set_value(
            [Span(seat.name, weight=600), Span(note, "text3", 400, 12)],
            Lead("avatar", seat.initials),
        )
        voting = shown.state is RoundState.OPEN
        if voting and seat.state is Voted.TO_COME and not seat.here:
            said, glyph, ink = "not here", "planned", "text3"
        elif voting:
            said, glyph, ink = words.VOTED[seat.state], words.VOTED_GLYPHS[seat.state], "text2"
        else:
            said = "in the room" if seat.here else "not here"
            glyph, ink = ("tick", "text2") if seat.here else ("planned", "text3")
        self.state.set_value([Span(said, "text" if seat.here else "text3")],
                             Lead("glyph", glyph, ink=ink))  # fmt: skip
        self.state.setAccessibleName(f"{seat.name}: {said}")
        self._show_buttons(shown, voting)

    def _show_buttons(self, shown: _Line, voting: bool) -> None:
        seat = shown.seat
        back = seat.state is Voted.PAPER
        for button in (self.paper, self.pin):  # columns, where a line has nothing there too
            keeps = button.sizePolicy()
            keeps.setRetainSizeWhenHidden(shown.live and (voting or button is self.pin))
            button.setSizePolicy(keeps)
        self.paper.setVisible(voting and shown.live and seat.state is not Voted.SEALED)
        self.paper.set_value([_link("Not on paper" if back else "On paper")])
        said = f"{seat.name} handed in no paper" if back else f"{seat.name} voted on paper"
        self.paper.setAccessibleName(said)
        self.paper.setToolTip(tooltip(said))
        self.pin.setVisible(shown.live and seat.member_id is not None and not seat.member)
        glyph = Lead("glyph", "lock", ink="text3") if seat.has_pin else None
        said = "PIN set" if seat.has_pin else "no PIN"
        self.pin.set_value([Span(said, "text3", 400, 12)], glyph)
        self.pin.setAccessibleName(f"{seat.name}: {said}")
        change = "Change" if seat.has_pin else "Set"
        self.pin.setToolTip(tooltip(f"{change} the PIN that is asked before the ballot"))

    def _on_paper(self, collect: _Do, take_back: _Do) -> None:
        seat = self._shown.seat
        (take_back if seat.state is Voted.PAPER else collect)(seat)


def _link(text: str) -> Span:
    return Span(text, "accent", 500, 12)


class _Squares(QWidget):
    """A square a seat, filled for each that has voted."""

    def __init__(self) -> None:
        super().__init__()
        self._voted, self._seats = 0, 0
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_turnout(self, voted: int, seats: int, said: str) -> None:
        """Show how many of the seats have voted."""
        self._voted, self._seats = voted, seats
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(PAD_X + 14 * self._seats, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(colors.text2, 1))
        for place in range(self._seats):
            p.setBrush(colors.text2 if place < self._voted else colors.surface)
            p.drawRoundedRect(QRectF(PAD_X + 0.5 + 14 * place, 6.5, 10, 10), 2, 2)
