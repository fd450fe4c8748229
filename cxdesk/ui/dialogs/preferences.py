"""What the user prefers: colours, density, paper, and who of the program they are."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from cxdesk.services import frame, programs
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.dialog import Dialog, label
from cxdesk.ui.settings import SETTINGS, Settings

_WORDS = {
    "auto": "As the system",
    "light": "Light",
    "dark": "Dark",
    "compact": "Compact",
    "normal": "Normal",
    "detailed": "Detailed",
}


class Preferences(Dialog):
    """Every choice holds at once; there is nothing to confirm."""

    def __init__(self, parent: QWidget | None, settings: Settings, desk: Desk | None) -> None:
        super().__init__(parent, "Preferences", 440)
        self._settings, self._desk = settings, desk
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        self.theme = self._choice("theme", "Colours")
        self.density = self._choice("density", "Density")
        self.paper = self._choice("paper", "Paper")
        form.addRow("&Colours", self.theme)
        form.addRow("&Density", self.density)
        form.addRow("&Paper", self.paper)
        self.body.addLayout(form)
        if desk is not None:
            self.who = self._person(desk)
            form.addRow("&I am", self.who)
            self.body.addWidget(
                label("This name stands in the history beside everything you change.", "small")
            )
        self.body.addStretch(1)
        self.add_button("Close", self.accept, role="primary")

    def _choice(self, key: str, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for word in SETTINGS[key].allowed:
            made.addItem(_WORDS.get(word, word), word)
        made.setCurrentIndex(made.findData(self._settings.get(key)))
        made.currentIndexChanged.connect(lambda _at: self._settings.set(key, made.currentData()))
        return made

    def _person(self, desk: Desk) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName("I am")
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        with desk.read() as session:
            self._program = frame.program(session).id
            people = programs.choices(session).people
        made.addItems([person.name for person in people if person.active])
        made.setEditText(desk.store.who)
        made.activated.connect(lambda _at: self._keep_who())
        edit = made.lineEdit()
        assert edit is not None
        edit.setMaxLength(120)
        edit.editingFinished.connect(self._keep_who)
        return made

    def _keep_who(self) -> None:
        assert self._desk is not None
        name = self.who.currentText().strip()
        if not name:
            self.who.setEditText(self._desk.store.who)
        elif name != self._desk.store.who:
            self._settings.set_who(self._program, name)

    def done(self, result: int) -> None:
        """Close; a name half typed counts."""
        if self._desk is not None:
            self._keep_who()
        super().done(result)
