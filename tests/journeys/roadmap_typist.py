"""A person at the roadmap who has only a keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QAbstractButton, QApplication

from cxdesk.services.cards import Card
from cxdesk.ui.pickers import Picker
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.view import RoadmapView
from tests.journeys.board_typist import BoardTypist
from tests.journeys.person import ALT, CONTROL, NONE, SHIFT, Key, focus

_MOST = 60  # presses of an arrow that somebody would bear


class RoadmapTypist(BoardTypist):
    """Sees the timeline, and does nothing but press keys."""

    @property
    def roadmap(self) -> Any:
        """The tab of the roadmap that is shown."""
        view = self.window.view
        assert isinstance(view, RoadmapView)
        return view.page

    @property
    def page(self) -> TimelinePage:
        page = self.roadmap
        assert isinstance(page, TimelinePage)
        return page

    def bar_of(self, code: str) -> Card:
        """An initiative as the timeline shows it."""
        return next(one for one in self.page.rows.all_cards() if one.code == code)

    def current(self) -> str:
        """The code of the bar that has the keyboard."""
        assert focus(self.window) is self.page.canvas
        card = self.page.canvas.current_card()
        return "" if card is None else card.code

    def walk_to(self, code: str) -> None:
        """Walk with arrows to a bar: to its lane, then along and down."""
        for key in (Key.Key_PageUp, Key.Key_PageUp, Key.Key_Home):
            self.press(key)
        for _ in range(_MOST):
            if self.current() == code:
                return
            before = self.current()
            self.press(Key.Key_Right)
            if self.current() == before:
                self.press(Key.Key_PageDown, Key.Key_Home)
        raise AssertionError(f"the arrows do not reach {code}")

    def nudge(self, key: Key, days: int, *, weeks: int = 0) -> None:
        """Ctrl+Shift and an arrow move the bar by weeks, Alt and an arrow by working days."""
        self.press(*[key] * weeks, modifier=CONTROL | SHIFT)
        self.press(*[key] * days, modifier=ALT)

    def tie(self, before: str, digits: str, *, types: int = 0) -> None:
        """L, the digits of the code that is to wait, T until the type is right, Enter."""
        self.walk_to(before)
        self.press(Key.Key_L)
        self.press(*(Key(Key.Key_0.value + int(digit)) for digit in digits))
        self.press(*[Key.Key_T] * types)
        self.press(Key.Key_Return)

    def new_bar(self, title: str, lane: int, start: str, days: str) -> None:
        """N, and the form field by field; `lane` is how often Down is pressed."""
        self.press(Key.Key_N)
        self.words(title)
        self.press(Key.Key_Tab)
        self.press(Key.Key_Home, *[Key.Key_Down] * lane)
        for text in (start, days):
            self.press(Key.Key_Tab)
            self.words(text)
        self.press(Key.Key_Return)

    def cell_of(self, code: str, key: str) -> None:
        """Walk with arrows to a cell of the table, which has the keyboard."""
        side = self.page.table.side
        assert side is not None
        assert focus(self.window) is side.table
        table = side.table.table
        place = next(n for n, row in enumerate(table.rows) if getattr(row, "code", "") == code)
        column = [one.key for one in table.columns].index(key)
        for _ in range(_MOST):
            at = side.table.currentIndex()
            if (at.row(), at.column()) == (place, column):
                return
            if at.row() != place:
                self.press(Key.Key_Down if at.row() < place else Key.Key_Up)
            else:
                self.press(Key.Key_Right if at.column() < column else Key.Key_Left)
        raise AssertionError(f"the arrows do not reach {key} of {code}")

    def tab_to_button(self, text: str, *, back: bool = False) -> None:
        """Press Tab until the button that says `text` has the keyboard."""
        for _ in range(_MOST):
            here = focus(self.window)
            if isinstance(here, QAbstractButton) and here.text() == text:
                return
            self.press(Key.Key_Backtab if back else Key.Key_Tab, modifier=SHIFT if back else NONE)
        raise AssertionError(f"Tab does not reach {text}")

    def pick(self, text: str) -> None:
        """Walk down the list that is open to a row, and choose it."""
        popup = self.picker()
        for _ in popup.model.shown:
            row = popup.list.currentIndex().row()
            if row >= 0 and popup.model.shown[row].text == text:
                break
            self.press(Key.Key_Down)
        else:
            raise AssertionError(f"Down does not reach {text}")
        self.press(Key.Key_Return)

    def picker(self) -> Picker:
        """The list that is open."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        return popup
