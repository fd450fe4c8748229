"""A person who has only a keyboard: keys go to whatever has the focus."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMenu

from cxdesk.ui.pickers import Picker
from tests.journeys.person import CONTROL, NONE, SHIFT, Key, Person, focus

_MOST = 80  # presses of Tab that somebody would bear


class Typist(Person):
    """Walks with Tab and arrows, chooses with Enter, and knows the shortcuts and the palette."""

    def here(self) -> str:
        """What has the keyboard, by the name of the widget, else as it is read out."""
        widget = focus(self.window)
        return widget.objectName() or widget.accessibleName() or type(widget).__name__

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until something has the keyboard."""
        passed: list[str] = []
        while self.here() != name:
            passed.append(self.here())
            assert len(passed) < _MOST, f"Tab does not reach {name}: {passed}"
            self.press(Key.Key_Backtab if back else Key.Key_Tab, modifier=SHIFT if back else NONE)

    def words(self, text: str) -> None:
        """Type over what stands in the field."""
        self.press(Key.Key_A, modifier=CONTROL)
        self.type(text)

    def fill(self, **fields: str) -> None:
        """Walk from field to field of the panel and type."""
        for name, text in fields.items():
            self.tab_to(name.replace("_", "-"))
            self.words(text)

    def choose(self, text: str, *, many: bool = False) -> None:
        """Open what a row offers and walk down to a choice."""
        self.press(Key.Key_Return)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, Picker)
        for _ in range(len(popup.model.shown)):
            row = popup.list.currentIndex().row()
            if row >= 0 and popup.model.shown[row].text.startswith(text):
                break
            self.press(Key.Key_Down)
        else:
            raise AssertionError(f"Down does not reach {text}")
        self.press(Key.Key_Return)
        if many:
            self.press(Key.Key_Return, modifier=CONTROL)
        assert QApplication.activePopupWidget() is None

    def command(self, words: str) -> None:
        """Do something from the palette."""
        self.press(Key.Key_K, modifier=CONTROL)
        self.type(words)
        self.press(Key.Key_Return)
        assert self.here() != "Command", f"the palette has no {words}"

    def menu(self, words: str) -> None:
        """Walk down the menu that is open to a line, and choose it."""
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        for _ in popup.actions():
            self.press(Key.Key_Down)
            active = popup.activeAction()
            if active is not None and active.text() == words:
                self.press(Key.Key_Return)
                return
        raise AssertionError(f"Down does not reach {words}")
