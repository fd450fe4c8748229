"""The booth over the whole window: hand over, PIN, ballot, review, seal, and hand over again.

A booth knows nothing of the file. It is given the round and a box, shows one voter's screen at a
time, and forgets a ballot the moment it is sealed or thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QWidget

from cxdesk.ui import theme
from cxdesk.ui.application import application
from cxdesk.ui.booth import words
from cxdesk.ui.booth.ballot_page import BallotPage
from cxdesk.ui.booth.entry import EntryPage, pin_page, receipt_page
from cxdesk.ui.booth.foot import Foot
from cxdesk.ui.booth.guard import Guard
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.booth.head import Head
from cxdesk.ui.booth.new_pin import NewPinPage
from cxdesk.ui.booth.page import AskPage, ColumnPage, Page
from cxdesk.ui.booth.review import ReviewPage
from cxdesk.ui.booth.sealed import SealedPage
from cxdesk.ui.booth.slate import BallotBox, Cast, Seat, Slate
from cxdesk.ui.dropped import take_nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.overlay import Overlay, announce

_Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Whose ballot is in hand: a seat's, or nobody's that replaces one or comes from paper."""

    seat: Seat | None = None
    replaces: str = ""
    paper: bool = False


class Booth(Overlay):
    """`Booth(over, slate, box).open()` covers the window of `over` until somebody leaves it.

    Nothing of the program is reached meanwhile: keys stop here, and closing the window asks while
    a ballot is in hand. `guard` counts wrong PINs; keep one for all booths of a round.
    """

    # A ballot was sealed: the id of its seat, None for one without. Never what it says.
    sealed = Signal(object)
    # A seat was noted to have handed in a paper ballot, or not to have, after all.
    turnout_changed = Signal()
    # Somebody left the booth; it is gone.
    left = Signal()

    stays = True

    def __init__(
        self, over: QWidget, slate: Slate, box: BallotBox, guard: Guard | None = None
    ) -> None:
        super().__init__(over, "Voting booth")
        self._slate, self._box, self._guard = slate, box, guard or Guard()
        self._turn: _Turn | None = None
        self._asking = False
        self.head, self.foot, self._pages = Head(slate), Foot(), QStackedWidget()
        self.head.handed_over.connect(lambda: self._ask_to(self.hand_over))
        whole = column(self)
        whole.addWidget(self.head)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self.foot)
        self.setAcceptDrops(True)  # a file dropped here is not opened below
        self.closed.connect(self._on_closed)
        self.hand_over()

    @property
    def page(self) -> Page:
        """The screen that is shown."""
        shown = self._pages.currentWidget()
        assert isinstance(shown, Page)
        return shown

    # Screens --------------------------------------------------------------------------------

    def hand_over(self, *, paper: bool = False) -> None:
        """Forget whatever was in hand and let somebody choose their seat."""
        page = HandOverPage(self._slate, self._box.seats(), self._box.papers(), paper=paper)
        page.chosen.connect(lambda seat: self._on_chosen(seat, paper))
        page.replacing.connect(self._ask_receipt)
        page.paper_wanted.connect(lambda wanted: self.hand_over(paper=wanted))
        page.paper_begun.connect(lambda: self._begin(_Turn(paper=True)))
        page.left.connect(self.leave)
        self._show(page, None)

    def leave(self) -> None:
        """Leave the booth; what is in hand is asked about first."""
        self._ask_to(lambda: self.close_overlay())

    def _show(self, page: Page, turn: _Turn | None, *, sealed: bool = False) -> None:
        """Show a screen in place of all those before, which forget what they held."""
        self._turn = turn
        self._asking = False
        self._pass_focus()
        self.foot.hold(None)
        while (old := self._pages.widget(0)) is not None:
            self._drop(old)
        self._show_voter(sealed=sealed)
        self._push(page)

    def _push(self, page: Page) -> None:
        """Show a screen over the one before, which stays as it is."""
        self._pass_focus()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.foot.strip.setVisible(not isinstance(page, HandOverPage))  # which has larger tiles
        self.foot.hold(page.side)
        if self.isVisible():
            page.first_field().setFocus(Qt.FocusReason.PopupFocusReason)
            if isinstance(page, ColumnPage):  # its places are known once it is laid out
                QTimer.singleShot(0, page, lambda: page.show_field(page.first_field()))
            if isinstance(page, HandOverPage | AskPage | ReviewPage | SealedPage | NewPinPage):
                announce(self, f"{page.title.text()} {page.words.text()}")

    def _back(self) -> None:
        """Return from the screen on top to the one below it."""
        self._asking = False
        self._pass_focus()
        self.foot.hold(None)
        self._drop(self.page)
        self.foot.hold(self.page.side)
        self.page.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _pass_focus(self) -> None:
        """Take the keyboard from a page that is about to be hidden."""
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, page: QWidget) -> None:
        assert isinstance(page, Page)
        page.forget()
        self._pages.removeWidget(page)
        for part in (page.side, page):
            if part is not None:
                part.hide()
                part.deleteLater()

    def _show_voter(self, *, sealed: bool = False) -> None:
        seats, turn = self._box.seats(), self._turn
        seat = None if turn is None else turn.seat
        if turn is None:
            self.head.show_voter("Voting booth", "", "", "")
        elif turn.replaces:
            note = "Whoever has its receipt code ranks anew"
            self.head.show_voter("Replacing a sealed ballot", "", note, "Hand over")
        elif turn.paper:
            name = f"Paper ballot of {seat.name}" if seat else "A paper ballot"
            note = words.seat_note(seat, seats) if seat else "of those handed in"
            self.head.show_voter(name, seat.initials if seat else "", note, "Hand over")
        elif seat is not None:
            button = f"Not {words.first_name(seat.name)}? Hand over"
            self.head.show_voter(seat.name, seat.initials, words.seat_note(seat, seats), button)
        if sealed:
            self.head.hand_over.hide()
        said = words.turnout(seats, self._slate.quorum, self._box.papers())
        self.foot.show_seats(seats, None if seat is None or sealed else seat.id, said)

    # A turn ---------------------------------------------------------------------------------

    def _on_chosen(self, seat: Seat, paper: bool) -> None:
        if paper and self._slate.secret:
            note = self._box.take_back if seat.state == "paper" else self._box.hand_in
            why = note(seat.id)
            if why:
                self.page.refuse(why)
                return
            self.hand_over(paper=True)
            if isinstance(self.page, HandOverPage):
                self.page.reach(seat.id)
            self.turnout_changed.emit()
        elif seat.has_pin and not paper:
            opens, begin = self._box.opens, lambda: self._begin(_Turn(seat))
            page = pin_page(seat, self._guard, opens, begin, self.hand_over)
            self._show(page, _Turn(seat))
        else:
            self._begin(_Turn(seat, paper=paper))

    def _ask_receipt(self) -> None:
        def begin(code: str) -> None:
            self._begin(_Turn(replaces=code))

        self._show(receipt_page(self._guard, self._box.replaceable, begin, self.hand_over), None)

    def _begin(self, turn: _Turn) -> None:
        """Give out a fresh ballot."""
        page = BallotPage(self._slate, paper=turn.paper)
        page.reviewed.connect(self._review)
        page.abstained.connect(self._ask_abstain)
        page.escaped.connect(lambda: self._ask_to(self.hand_over))
        self._show(page, turn)

    def _ballot(self) -> BallotPage:
        """The ballot in hand, which may lie below another screen."""
        found = self._pages.widget(0)
        assert isinstance(found, BallotPage)
        return found

    def _review(self) -> None:
        ballot, turn = self._ballot().ballot, self._turn
        assert turn is not None
        asked = [] if turn.paper else words.questions(ballot.tiers, ballot.rows)
        witnesses = self._slate.witnesses if turn.paper else None

        def seal(witness: int | None) -> None:
            self._seal(
                Cast(
                    self._seat_id(), ballot.tiers, ballot.recused,
                    replaces=turn.replaces, paper=turn.paper, witness=witness,
                )
            )  # fmt: skip

        self._push(
            ReviewPage(
                ballot.tiers, ballot.recused, ballot.rows, asked, self._back, seal, witnesses
            )
        )

    def _ask_abstain(self) -> None:
        turn = self._turn
        assert turn is not None
        cast = Cast(self._seat_id(), abstains=True, replaces=turn.replaces, paper=turn.paper)
        self._ask(
            "Abstain?",
            "The seat has voted then and counts towards the quorum, but prefers no task to another."
            " What is ranked on this ballot is thrown away.",
            "Back to the ballot", "Abstain", lambda: self._seal(cast),
        )  # fmt: skip

    def _seat_id(self) -> int | None:
        seat = self._turn.seat if self._turn is not None else None
        return None if seat is None else seat.id

    def _seal(self, cast: Cast) -> None:
        """Put a ballot into the box; what the box refuses is said, and nothing is lost."""
        answer = self._box.seal(cast)
        if answer.why:
            self.page.refuse(answer.why)
            return
        turn = self._turn
        assert turn is not None
        title = "Abstention sealed" if cast.abstains else "Sealed"
        if turn.paper:
            said = "The paper ballot is in the box."
            hint = "Write it on the paper if its voter may want to replace it before closing."
        else:
            said = "Your ballot is in the box."
            hint = "Write it down now if you may want to replace your ballot before closing."
        if turn.replaces:
            said = "The fresh ballot is in the box, the one before it is gone."
            said += "" if answer.receipt else " The same receipt code goes on until closing."
        seat = cast.seat
        on = (lambda: self.hand_over(paper=True)) if turn.paper else self.hand_over
        pin = None
        if turn.seat is not None and not turn.paper and not turn.seat.member:
            text = "Change my PIN" if turn.seat.has_pin else "Set a PIN"
            pin = text, self._ask_new_pin
        self._show(SealedPage(title, said, answer.receipt, hint, on, pin), turn, sealed=True)
        self.sealed.emit(seat)

    def _ask_new_pin(self) -> None:
        """Let the holder, who has just voted, choose a PIN; the receipt stays below."""
        seat = self._turn.seat if self._turn is not None else None
        assert seat is not None

        def done(said: str) -> None:
            self._back()
            assert isinstance(self.page, SealedPage)
            self.page.words.setText(said)
            if self.page.pin is not None:
                self.page.pin.hide()
            announce(self, said)

        self._push(
            NewPinPage(
                seat.name, lambda pin: self._box.set_pin(seat.id, pin), done, self._back,
                has_pin=seat.has_pin, loses=self.page.loses(),
            )
        )  # fmt: skip

    # Questions ------------------------------------------------------------------------------

    def _ask(self, title: str, about: str, stay: str, leave: str, act: _Act) -> None:
        self._asking = True
        self._push(AskPage(title, about, stay, self._back, leave, act))

    def _ask_to(self, act: _Act) -> bool:
        """Do something that ends the turn, once it is sure; whether it was done at once."""
        if self._asking:
            return False
        lost = self.page.loses()
        if not lost:
            act()
            return True
        if isinstance(self.page, SealedPage):
            title, stay, leave = "Is the receipt code written down?", "Not yet", "Yes, go on"
        else:
            title, stay, leave = "Throw this ballot away?", "Go on with it", "Throw it away"
        self._ask(title, lost, stay, leave, act)
        return False

    # The overlay ----------------------------------------------------------------------------

    def open(self) -> None:
        if self.isHidden():
            application().focusChanged.connect(self._keep_focus)
        super().open()

    def first_field(self) -> QWidget:
        return self.page.first_field()

    def place(self) -> None:
        self.setGeometry(self._over.rect())

    def _on_closed(self) -> None:
        application().focusChanged.disconnect(self._keep_focus)
        while (old := self._pages.widget(0)) is not None:
            self._drop(old)
        self.left.emit()
        self.deleteLater()

    def _keep_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard does not leave for what lies below."""
        if self.isHidden() or new in (None, self) or new.window() is not self._over:
            return
        if not self.isAncestorOf(new):
            self.page.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(self.page, ColumnPage):
            self.page.show_field(new)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._over and not self.isHidden():
            if self._asking or self.page.loses():
                event.ignore()
                self._ask_to(self._close_window)
                return True
            return False
        return super().eventFilter(watched, event)

    def _close_window(self) -> None:
        self.hand_over()
        self._over.close()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()  # no shortcut of the window reaches below a ballot
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():  # a key that is held seals nothing
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.page.escape()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.page.confirm()
        elif enter and isinstance(focus, QAbstractButton):
            focus.click()
        elif enter and isinstance(self.page, EntryPage | NewPinPage):
            self.page.confirm()
        elif enter and isinstance(self.page, SealedPage):
            self.page.enter()
        elif isinstance(self.page, ColumnPage):
            self.page.turn(event.key())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        take_nothing(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit(self.width(), self.height())
        self.foot.fit(self.width(), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().canvas)
