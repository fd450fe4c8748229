"""A person at the change board who has only a keyboard: in its booth, and at its pickers."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from cxdesk.ui.ballot.zone import ZoneList
from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.review import ReviewPage
from cxdesk.ui.booth.sealed import SealedPage
from cxdesk.ui.change_board.view import ChangeBoardView
from cxdesk.ui.pickers import Picker
from cxdesk.ui.tabbed import TabPage
from tests.journeys.person import CONTROL, Key, focus
from tests.journeys.typist import Typist


class BoardTypist(Typist):
    """Sees what is on the screen, and does nothing but press keys."""

    @property
    def page(self) -> TabPage:
        """The tab that is shown."""
        view = self.window.view
        assert isinstance(view, ChangeBoardView)
        return view.page

    def tick(self, *texts: str) -> None:
        """Walk down the list of many that is open, tick and keep."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        for text in texts:
            for _ in popup.model.shown:
                if popup.model.shown[popup.list.currentIndex().row()].text == text:
                    break
                self.press(Key.Key_Down)
            self.press(Key.Key_Return)
        self.press(Key.Key_Return, modifier=CONTROL)
        assert QApplication.activePopupWidget() is None

    def over(self) -> Booth:
        """The booth that covers the window."""
        found = [one for one in self.window.findChildren(Booth) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def reads(self, words: str) -> bool:
        """Whether something in the booth says these words."""
        return any(
            words in one.text() for one in self.over().findChildren(QLabel) if one.isVisible()
        ) or any(
            words in one.accessibleName()
            for one in self.over().findChildren(QWidget)
            if one.isVisible()
        )

    def go_to(self, code: str) -> None:
        """Walk to a task of the ballot: down its list, else over to the other lists."""
        for key in (Key.Key_Home, Key.Key_Left, Key.Key_Right):
            self.press(key)
            zone = focus(self.window)
            assert isinstance(zone, ZoneList)
            codes = [line.row.code for line in zone.rows.lines]
            if code not in codes:
                continue
            self.press(Key.Key_Home)
            for _ in range(codes.index(code)):
                self.press(Key.Key_Down)
            return
        raise AssertionError(f"the arrows do not reach {code}")

    def mark(self, code: str, *keys: Key) -> None:
        """Walk to a task and press keys on it."""
        self.go_to(code)
        self.press(*keys)

    def rank(self, digits: str) -> None:
        """Rank tasks one after the other with Enter."""
        for digit in digits:
            self.mark(f"R{digit}", Key.Key_Return)

    def seal(self, *, ask: bool = True) -> str:
        """Ctrl+Enter reviews and seals; the receipt code that is shown until Enter hands over.

        With `ask` the review asks something, which Enter alone would not answer.
        """
        self.press(Key.Key_Return, modifier=CONTROL)
        review = self.over().page
        assert isinstance(review, ReviewPage)
        assert bool(review.asked) is ask, [one.text.text() for one in review.asked]
        self.press(Key.Key_Return, modifier=CONTROL)
        sealed = self.over().page
        assert isinstance(sealed, SealedPage)
        code = sealed.code.text()
        if code:  # it has the keyboard: a second Enter at the seal must not take it away unseen
            self.press(Key.Key_Return)
        self.press(Key.Key_Return)
        return code

    def tab_to_button(self, text: str) -> None:
        """Press Tab until the button that says `text` has the keyboard."""
        for _ in range(20):
            here = focus(self.window)
            if isinstance(here, QPushButton) and here.text() == text:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {text}")

    def record(self) -> None:
        """Ctrl+Enter records a decision; the next task has the keyboard."""
        self.press(Key.Key_Return, modifier=CONTROL)
