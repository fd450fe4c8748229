"""The sidebar: the program, its places in their groups, and who sits at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cxdesk.ui import theme as themes
from cxdesk.ui.desk import Desk
from cxdesk.ui.places import Place, listed
from cxdesk.ui.side_buttons import PersonButton, PlaceButton, ProgramButton, SideButton

WIDE, NARROW = 176, 52
_FOOT = "Foot"  # the group above the person, without a label


class Sidebar(QWidget):
    """176 px wide with words, 52 without."""

    # A place was chosen: its key.
    place_requested = Signal(str)
    # The program's block was chosen.
    properties_requested = Signal()
    # The person's block was chosen.
    preferences_requested = Signal()

    def __init__(self, parent: QWidget, places: Sequence[Place]) -> None:
        super().__init__(parent)
        self.setAccessibleName("Places")
        self.program = ProgramButton(self)
        self.person = PersonButton(self)
        self.places: dict[str, PlaceButton] = {}
        places = listed(places)
        self._counted = [place for place in places if place.badge is not None]
        self._labels: list[QLabel] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.program)
        group = ""
        for number, place in enumerate(places, 1):
            if place.group != group:
                group = place.group
                if group == _FOOT:
                    layout.addStretch()
                else:
                    layout.addWidget(self._label(group))
            key = f"Ctrl+{number}" if number <= 9 else ""
            button = PlaceButton(self, place.title, place.icon, key)
            button.clicked.connect(lambda _on=False, it=place.key: self.place_requested.emit(it))
            layout.addWidget(button)
            self.places[place.key] = button
        if group == _FOOT:
            layout.addSpacing(8)
        else:
            layout.addStretch()
        layout.addWidget(self.person)
        self.program.clicked.connect(self.properties_requested)
        self.person.clicked.connect(self.preferences_requested)
        self.setFixedWidth(WIDE)

    def set_folded(self, folded: bool) -> None:
        """Show signs alone, or words too."""
        self.setFixedWidth(NARROW if folded else WIDE)
        for button in self.findChildren(SideButton):
            button.set_folded(folded)
        for label in self._labels:
            label.setText("" if folded else label.property("words"))

    def show_badges(self, desk: Desk) -> None:
        """Say how much waits in each place."""
        if not self._counted:
            return
        with desk.read() as session:
            for place in self._counted:
                assert place.badge is not None
                number = place.badge(session)
                self.places[place.key].set_badge(number, place.waits[number != 1])

    @property
    def folded(self) -> bool:
        """Whether only signs are shown."""
        return self.width() == NARROW

    def set_current(self, key: str) -> None:
        """Mark the place that is shown."""
        if key in self.places:
            self.places[key].setChecked(True)

    def current(self) -> PlaceButton:
        """The button of the place that is shown."""
        return next(button for button in self.places.values() if button.isChecked())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = themes.current(), QPainter(self)
        p.fillRect(self.rect(), theme.side)
        p.fillRect(QRect(self.width() - 1, 0, 1, self.height()), theme.line)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "caption")
        label.setProperty("words", text)
        label.setContentsMargins(16, 14, 8, 5)
        label.setFixedHeight(14 + 14 + 5)
        self._labels.append(label)
        return label
