"""A person at one part of a charter, which follows the file as it does in the editor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.services import detail as details
from cxdesk.services.charter_rows import CharterRow
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.parts import make_part
from cxdesk.ui.desk import Desk
from cxdesk.ui.panel.subject import Subject


class Hands:
    """A person at the part `key` of one charter."""

    def __init__(self, desk: Desk, key: str, code: str, qtbot: QtBot) -> None:
        self.desk, self.holder = desk, QScrollArea()
        self.subject = Subject(desk, self.holder)
        with desk.read() as session:
            self.id = details.find(session, code) or 0
        self.load()
        edits = CharterEdits(self.subject, self.shown)
        self.part: Any = make_part(key, self.subject, edits, self.shown)
        self.holder.setWidgetResizable(True)
        self.holder.setWidget(self.part)
        self.show()
        desk.changed.connect(self.follow)
        qtbot.addWidget(
            self.holder, before_close_func=lambda _: desk.changed.disconnect(self.follow)
        )
        self.holder.resize(620, 800)
        self.holder.show()
        QApplication.processEvents()

    def load(self) -> None:
        with self.desk.read() as session:
            self.subject.set_detail(details.detail(session, self.id))

    def shown(self) -> CharterRow:
        """The newest version, as the file has it."""
        return self.subject.detail.charters[-1]

    def show(self) -> None:
        self.part.show_charter(self.shown(), self.subject.detail)

    def follow(self, _changes: object) -> None:
        self.load()
        self.show()

    def letters(self, row: int) -> str:
        """The letters of a row in the order of the team, "-" for none."""
        charter = self.shown()
        return "".join(charter.duties[row].letters.get(one.id, "-") for one in charter.team)

    def press(self, *keys: Qt.Key, widget: QWidget | None = None) -> None:
        for key in keys:
            QTest.keyClick(widget or self.part.grid, key)
        QApplication.processEvents()

    def write(self, chip: Any, text: str) -> None:
        """Write into a chip, and press Enter."""
        chip.begin()
        chip.field.set_words(text)
        QTest.keyClick(chip.field, Qt.Key.Key_Return)
        QApplication.processEvents()

    def add(self, field: Any, text: str) -> None:
        """Write into the field that adds a line, and press Enter."""
        field.setFocus()
        field.insertPlainText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
