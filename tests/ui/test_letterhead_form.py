"""Company and logo in a program's properties: typed, chosen, refused in words, undone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.services.letterhead import Letterhead, letterhead, set_company
from cxdesk.services.sheet import Sheet
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.properties import PropertiesDialog
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.table.paper import table_paper
from tests.services.test_letterhead import picture


def head(desk: Desk) -> Letterhead:
    with desk.read() as session:
        return letterhead(session)


def choose(dialog: PropertiesDialog, path: Path) -> None:
    QTest.mouseClick(dialog.letterhead.choose, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.reject()
    asked.setParent(None)


def test_company_and_logo_are_set_refused_and_undone(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = PropertiesDialog(None, desk, Jobs())
    qtbot.addWidget(dialog)
    dialog.show()
    form = dialog.letterhead
    assert form.company.text() == ""
    assert not form.remove.isVisible()

    form.company.setFocus()
    form.company.insert("Größe & Söhne <AG>")
    QTest.keyClick(form.company, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert head(desk).lines == ("Größe & Söhne <AG>", "Meridian Telecom")
    form.company.selectAll()
    form.company.insert("x" * 121)
    form.company.textEdited.emit(form.company.text())
    assert "120 letters" in form.fault.text()
    assert head(desk).company == "Größe & Söhne <AG>"
    form.company.setText("Größe & Söhne <AG>")
    form.company.textEdited.emit(form.company.text())
    assert form.fault.text() == ""

    wrong, right = tmp_path / "wrong.png", tmp_path / "right.png"
    wrong.write_bytes(b"GIF89a, as it happens")
    right.write_bytes(picture((90, 30)).data)
    choose(dialog, wrong)
    assert form.fault.text().endswith("wrong.png is no PNG.")
    QApplication.processEvents()  # the dialog grows: nothing stands over anything
    assert form.choose.geometry().top() > form.preview.geometry().bottom()
    with wrong.open("r+b") as huge:
        huge.truncate(26 * 1024 * 1024)
    choose(dialog, wrong)
    assert "at most 256 KB" in form.fault.text()
    assert form.fault.text().endswith("wrong.png has 26 MB.")
    choose(dialog, right)
    assert form.fault.text() == ""
    assert head(desk).logo
    assert "a logo" in form.preview.accessibleName()
    shown = form.preview.grab().toImage()
    scale = shown.devicePixelRatio()
    assert shown.pixelColor(int(20 * scale), int(22 * scale)) == QColor("black")

    pdf = table_paper(desk, "People", Sheet(("Name",), (("Ada",),), (False,), (1.0,))).make("A4")
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert [image.image.size for image in page.images if image.image] == [(90, 30)]
    words = " ".join(page.extract_text().split())
    assert words.startswith("Größe & Söhne <AG> People Meridian Telecom")

    with desk.store._engine.begin() as connection:  # as another program would
        connection.exec_driver_sql("UPDATE content SET data = x'00'")
    desk.do("Company", lambda s: set_company(s, "Another"))
    desk.undo()
    assert form.fault.text().startswith("The logo is damaged in the file")
    assert form.remove.isVisible()
    choose(dialog, right)
    assert form.fault.text() == ""
    assert "a logo" in form.preview.accessibleName()

    QTest.mouseClick(form.remove, Qt.MouseButton.LeftButton)
    assert head(desk).logo == b""
    assert form.findChild(QPushButton, "choose-logo") is form.choose
    desk.undo()
    assert form.remove.isVisible()
    desk.undo()
    assert not form.remove.isVisible()
    desk.undo()
    assert form.company.text() == ""
