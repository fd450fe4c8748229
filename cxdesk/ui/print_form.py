"""What is asked before something is printed that may be printed in several ways."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.printing import Paper


class PrintForm(SmallForm):
    """A list for each choice; Enter goes on to the file. `last` is what was chosen last time."""

    # The choices were made: what was chosen, by key.
    chosen = Signal(object)
    # It is to be looked at first, as chosen: by key.
    preview_wanted = Signal(object)

    def __init__(self, over: QWidget, paper: Paper, last: Mapping[str, str]) -> None:
        super().__init__(over, f"Print: {paper.name}", paper.about, "Save as PDF…")
        self.lists: dict[str, QComboBox] = {}
        for choice in paper.choices:
            made = self.lists[choice.key] = QComboBox()
            for value, words in choice.options:
                made.addItem(words, value)
            at = made.findData(last.get(choice.key, choice.first))
            made.setCurrentIndex(at if at >= 0 else made.findData(choice.first))
            self.add_row(choice.name, made)
        self.finish()
        self.preview = QPushButton("Preview…")
        self.preview.clicked.connect(lambda _=False: self._go_on(self.preview_wanted))
        self.buttons.insertWidget(self.buttons.count() - 1, self.preview)

    def keep(self) -> None:
        """Go on with what is chosen."""
        self._go_on(self.chosen)

    def _go_on(self, to: SignalInstance) -> None:
        found = {key: str(made.currentData()) for key, made in self.lists.items()}
        self.close_overlay()
        to.emit(found)
