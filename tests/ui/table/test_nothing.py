"""What an empty page says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.ui.form.nothing import Nothing


def test_a_long_text_is_shown_whole_above_its_buttons(themed: QApplication, qtbot: QtBot) -> None:
    pressed: list[str] = []
    nothing = Nothing()
    qtbot.addWidget(nothing)
    nothing.say(
        "Noch keine Geschäftsbereiche", "Eine Zeile, die länger ist als breit. " * 6,
        [("Begin", lambda: pressed.append("begin"))],
    )  # fmt: skip
    nothing.resize(900, 500)
    nothing.show()
    QApplication.processEvents()
    button = nothing.findChild(QPushButton)
    assert button is not None
    for text in nothing.findChildren(QLabel):
        assert text.height() >= text.heightForWidth(text.width())
        assert text.geometry().bottom() < button.geometry().top()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["begin"]
