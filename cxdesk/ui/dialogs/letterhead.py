"""Company and logo, which stand at the head of all paper: changed in a program's properties."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import byte_size
from cxdesk.services.letterhead import (
    LONGEST,
    MOST_BYTES,
    Letterhead,
    company_problem,
    letterhead,
    logo_file,
    remove_logo,
    set_company,
    set_logo,
)
from cxdesk.store.history import ChangeSet
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.dialog import ask_for_file, button, label
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.value import Fault
from cxdesk.ui.read_only import lock_changes

_HIGH = 56  # px of the head as it is shown
_DAMAGED = "The logo is damaged in the file and printed nowhere: choose it again, or remove it."
_LOGO = QSize(108, 29)  # what a logo takes on paper, at 1.2 px a point


class HeadPreview(QWidget):
    """The head of a page as it prints: on white, whatever the theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("letterhead-preview")
        self.setFixedHeight(_HIGH)
        self._head, self._logo = Letterhead("", ""), QPixmap()

    def show_head(self, head: Letterhead) -> None:
        """Show this head."""
        self._head, self._logo = head, QPixmap()
        if head.logo:
            self._logo.loadFromData(head.logo, "PNG")
        first, second = head.lines
        logo = "a logo, " if head.logo else ""
        self.setAccessibleName(f"Head of all paper: {logo}{first}, {second}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        light = theme.LIGHT  # paper is white in the dark too
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.setPen(QPen(theme.current().control, 1))
        p.setBrush(light.surface)
        p.drawRoundedRect(box, 3, 3)
        x = 12.0
        if not self._logo.isNull():
            size = self._logo.size().scaled(_LOGO, Qt.AspectRatioMode.KeepAspectRatio)
            room = QRectF(x, (_HIGH - 12 - size.height()) / 2, size.width(), size.height())
            p.drawPixmap(room, self._logo, QRectF(self._logo.rect()))
            x += size.width() + 12
        for words, role, ink, y in (
            (self._head.lines[0], typeface.SMALL_STRONG, light.text, 7),
            (self._head.lines[1], typeface.SMALL, light.text2, 23),
        ):
            p.setFont(role.font())
            p.setPen(ink)
            room = QRectF(x, y, self.width() - x - 12, role.line)
            text = p.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, round(room.width())
            )
            p.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        p.fillRect(QRectF(12, _HIGH - 11, self.width() - 24, 2), light.text)


class LetterheadForm(QWidget):
    """The company's name, its logo and how both look; every change can be undone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.company = QLineEdit()
        self.company.setObjectName("company")
        self.company.setAccessibleName("Company, the first line of all paper")
        self.company.setPlaceholderText("The first line of all paper, above the program")
        self.company.setMaxLength(LONGEST + 1)
        self.company.textEdited.connect(self._on_edited)
        self.company.editingFinished.connect(self._save)
        self.fault = Fault(lambda _way: None)
        self.preview = HeadPreview()
        self.choose = button("Choose logo…", self._choose)
        self.choose.setObjectName("choose-logo")
        self.remove = button("Remove logo", self._remove)
        self.remove.setObjectName("remove-logo")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        self._bounds = label(f"PNG, at most {byte_size(MOST_BYTES)}", "small")
        self._bounds.setWordWrap(False)
        row.insertWidget(2, self._bounds)
        box = column(self, 6)
        for part in (self.company, self.fault, self.preview):
            box.addWidget(part)
        box.addLayout(row)
        desk.changed.connect(self._on_changed)
        self._show()

    def _show(self) -> None:
        with self.desk.read() as session:
            self.head = letterhead(session)
        if not self.company.hasFocus() or not self.company.isModified():
            self.company.setText(self.head.company)
        self.preview.show_head(self.head)
        self.remove.setVisible(bool(self.head.logo) or self.head.damaged)
        if self.head.damaged:
            self.fault.refuse(_DAMAGED)
        self._bounds.setVisible(not self.head.logo)
        self.choose.setText("Choose another logo…" if self.head.logo else "Choose logo…")
        if self.desk.store.read_only:
            self.company.setReadOnly(True)
            lock_changes(self.desk, self.choose, self.remove)

    def _on_changed(self, change_set: ChangeSet) -> None:
        if "program" in change_set.tables:
            self._show()

    def _refuse(self, why: RuleBroken | str) -> None:
        self.fault.refuse(why)
        self._mark(True)

    def _mark(self, wrong: bool) -> None:
        if bool(self.company.property("invalid")) != wrong:
            self.company.setProperty("invalid", wrong)
            theme.restyle(self.company)

    def _on_edited(self, text: str) -> None:
        if problem := company_problem(text):
            self._refuse(problem)
        else:
            self.fault.clear_fault()
            self._mark(False)

    def _save(self) -> None:
        name = self.company.text()
        if name.strip() == self.head.company or self.desk.store.read_only:
            return
        self.company.setModified(False)
        said = f"{name.strip()} stands on all paper" if name.strip() else "No company on paper"
        kept = self.desk.do(said, lambda s: set_company(s, name), refused=self._refuse)
        if kept is not None:
            self.fault.clear_fault()
            self._mark(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter keeps the name and does not close the dialog.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _choose(self) -> None:
        ask_for_file(self, "Choose a logo", self.take, filter="PNG pictures (*.png)")

    def take(self, path: Path) -> None:
        """Set the logo to the picture in a file, or say why it cannot be."""
        try:
            file = logo_file(path)
        except RuleBroken as broken:
            self.fault.refuse(broken)
            return
        kept = self.desk.do(
            f"Set the logo {file.name}", lambda s: set_logo(s, file), refused=self.fault.refuse
        )
        if kept is not None:
            self.fault.clear_fault()
            self._show()  # which was mended, where it is the same as before

    def _remove(self) -> None:
        if self.desk.do("Remove the logo", remove_logo, refused=self.fault.refuse) is not None:
            self.fault.clear_fault()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
