"""Parts of a charter on a page of their own, read anew after each change as in the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cxdesk.services import charters
from cxdesk.services import detail as details
from cxdesk.services.charter_rows import CharterRow
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import headed_by
from cxdesk.ui.charter.parts import make_part
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.scroll import scrolled
from cxdesk.ui.form.value import Fault
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.tab_order import follow_layout, in_order
from tests.ui.popup import choose


class Bench(QWidget):
    """Some parts below one another; `version` chooses one that is not the newest."""

    def __init__(self, desk: Desk, code: str, keys: Sequence[str], width: int = 480) -> None:
        super().__init__()
        self.desk = desk
        self.subject = Subject(desk, self)
        self.wents: list[tuple[str, int]] = []
        self.subject.went.connect(lambda way: self.wents.append((way.kind, way.id)))
        self.version: int | None = None
        self._code = code
        self.load()
        inner = QWidget()
        box = QVBoxLayout(inner)
        self.parts: dict[str, Any] = {}
        self.edits = CharterEdits(self.subject, self.shown)
        for key in keys:
            self.parts[key] = make_part(key, self.subject, self.edits, self.shown)
            box.addWidget(headed_by(key))
            box.addWidget(self.parts[key])
        box.addStretch(1)
        self.area = scrolled(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.setObjectName("bench")
        desk.changed.connect(self._on_changed)
        self.show_parts()
        self.resize(width + 20, 900)

    def focusNextPrevChild(self, forward: bool) -> bool:
        follow_layout(self)
        with in_order(self):
            return super().focusNextPrevChild(forward)

    def shown(self) -> CharterRow:
        found = [one for one in self.subject.detail.charters if one.id == self.version]
        return (found or self.subject.detail.charters)[-1]

    def load(self) -> None:
        with self.desk.read() as session:
            id = details.find(session, self._code)
            assert id is not None
            self.subject.set_detail(details.detail(session, id))

    def show_parts(self) -> None:
        for part in self.parts.values():
            part.show_charter(self.shown(), self.subject.detail)

    def _on_changed(self, _changes: object) -> None:
        self.load()
        self.show_parts()

    # A person at it -------------------------------------------------------------------------

    def part(self, name: str, at: int = 0) -> Any:
        """The visible widget of this name, the first unless told."""
        found = [one for one in self.findChildren(QWidget, name) if one.isVisible()]
        found.sort(key=lambda one: one.mapTo(self, QPoint(0, 0)).y())
        assert len(found) > at, f"{len(found)} visible widgets are named {name}"
        return found[at]

    def click(self, name: str, at: int = 0) -> Any:
        widget = self.part(name, at)
        target = widget.viewport() if hasattr(widget, "viewport") else widget
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        return widget

    def press(self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, how)
        QApplication.processEvents()

    def paste(self, text: str, *, enter: bool = False) -> None:
        """Over whatever stands in the field that has the keyboard."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        if enter:
            QTest.keyClick(focus, Qt.Key.Key_Return)
        QApplication.processEvents()

    def write(self, name: str, text: str, at: int = 0, *, enter: bool = True) -> None:
        self.click(name, at)
        self.paste(text, enter=enter)

    def choose(self, *texts: str) -> None:
        choose(*texts)
        QApplication.processEvents()

    def faults(self) -> list[str]:
        return [text for one in self.findChildren(Fault) if (text := one.text())]

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def new_version(desk: Desk, code: str) -> int:
    """Begin a draft of an initiative."""
    with desk.read() as session:
        id = details.find(session, code)
    assert id is not None
    done = desk.do("Start", lambda s: charters.start(s, id))
    assert done is not None
    return done.result
