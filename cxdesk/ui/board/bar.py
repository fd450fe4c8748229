"""The row above the board: its filters, views, what columns and lanes stand for, the density."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from cxdesk.services.cards import Card
from cxdesk.ui import icons, theme
from cxdesk.ui.board.axis_buttons import columns_button, lanes_button
from cxdesk.ui.cards.filter_bar import FilterBar
from cxdesk.ui.form.editing import Editing

DENSITIES = ("compact", "normal", "detailed")


class BoardBar(FilterBar):
    """Filters and count at the left, and while cards are moved where to; at the right the rest."""

    # The user chose a density.
    density_chosen = Signal(str)
    # The user wants another batch.
    batch_wanted = Signal()
    # The user wants to choose a saved view.
    views_wanted = Signal()

    def __init__(self, editing: Editing, cards: Callable[[], Collection[Card]]) -> None:
        super().__init__(editing, cards)
        self.add_batch = self.add_button(
            "add-batch", "Add batch", "plus", self.batch_wanted.emit,
            "Add a batch: initiatives that are due together  (B)",
        )  # fmt: skip
        self.views = self.add_button(
            "views",
            "Views",
            "bookmark",
            self.views_wanted.emit,
            "Views: what is shown, under a name  (V)",
        )
        self.columns, self.lanes = columns_button(self), lanes_button(self)
        self._moving = QLabel()
        self._moving.setTextFormat(Qt.TextFormat.PlainText)
        self._moving.setProperty("role", "small")
        # What is being moved must not make the window wider.
        self._moving.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.folds = [self._fold_axes]
        self.fold_first = [self.add_batch]
        switch = self._switch()
        # The palette (Ctrl+K) offers all that is left out.
        self.leave_out = [self._moving, self.add_batch, self.views, switch, self.lanes]
        self.lay_out(
            self._moving, self.narrow, self.add_batch, self.views, self.columns, self.lanes, switch
        )

    def _switch(self) -> QWidget:
        """The switch of densities."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._by_density: dict[str, QToolButton] = {}
        for density in DENSITIES:
            button = QToolButton()
            button.setCheckable(True)
            button.setFixedSize(QSize(30, 28))
            button.setToolTip(f"{density.capitalize()} cards")
            button.setAccessibleName(f"{density.capitalize()} cards")
            button.clicked.connect(
                lambda _checked=False, one=density: self.density_chosen.emit(one)
            )
            self._group.addButton(button)
            row.addWidget(button)
            self._by_density[density] = button
        return made

    def _fold_axes(self, on: bool) -> None:
        for button in (self.columns, self.lanes):
            button.fold(on)

    def set_density(self, density: str) -> None:
        """Show which density holds."""
        self._by_density[density].setChecked(True)

    def say(self, text: str) -> None:
        """Say what is being moved; empty says nothing."""
        self._moving.setText(text)

    def restyle(self) -> None:
        super().restyle()
        for density, button in self._by_density.items():
            button.setIcon(icons.icon(density, theme.current()))
