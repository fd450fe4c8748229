"""The assistant: the steps from a new file to a kanban, over the window, each saved as it is left.

Nothing has to be filled in: every step can be skipped, left and come back to, and what a step asks
is found later in its own place. What cannot be saved yet stays typed in its step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.errors import Way
from cxdesk.ui import theme
from cxdesk.ui.application import application
from cxdesk.ui.assistant.batch_step import BatchStep
from cxdesk.ui.assistant.domain_step import DomainStep
from cxdesk.ui.assistant.limit_step import LimitStep
from cxdesk.ui.assistant.outcome_step import OutcomeStep
from cxdesk.ui.assistant.people_step import PeopleStep
from cxdesk.ui.assistant.program_step import ProgramStep
from cxdesk.ui.assistant.star_step import StarStep
from cxdesk.ui.assistant.step import Step
from cxdesk.ui.assistant.step_list import StepList
from cxdesk.ui.assistant.time_step import TimeStep
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import label
from cxdesk.ui.overlay import Overlay, announce
from cxdesk.ui.view import Hint

if TYPE_CHECKING:
    from cxdesk.store.history import ChangeSet
    from cxdesk.ui.window import MainWindow

STEPS: tuple[type[Step], ...] = (
    ProgramStep, TimeStep, DomainStep, PeopleStep, StarStep, OutcomeStep, LimitStep, BatchStep,
)  # fmt: skip
_FIRST = 1  # the program itself was made in the dialog
_WIDEST, _LIST_FROM = 960, 820
_HINTS = (
    Hint(("Enter",), "next"),
    Hint(("Ctrl", "Enter"), "next step"),
    Hint(("Alt", "←"), "back"),
    Hint(("Esc",), "finish later"),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Assistant(Overlay):
    """Lies over the place and its top bar; sidebar and status bar stay in sight."""

    stays = True

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Set up the program")
        self.setParent(window.centralWidget())  # messages are shown over it
        self.hide()
        self._window = window
        self.desk = window.desk
        self.editing = Editing(self.desk, self)
        self.at = _FIRST
        self._gone_on: set[int] = set()
        self._steps: dict[int, Step] = {}
        self.list = StepList([(one.title, one.later) for one in STEPS])
        self.stack = QStackedWidget()
        self.pages = [QScrollArea() for _ in STEPS]
        for area in self.pages:
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setObjectName("pages")
            area.viewport().setAutoFillBackground(False)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.stack.addWidget(area)
        self.number, self.title = label("", "caption"), label("", "title")
        self.words = label("", "body", "soft")
        self.later = self._button("Finish later", self.leave, "flat")
        self.back = self._button("Back", lambda: self.go_to(self.at - 1))
        self.skip = self._button("Skip", lambda: self.go_to(self.at + 1))
        self.next = self._button("Next", self.go_on, "primary")
        self._build()
        self.list.chosen.connect(self.go_to)
        self.desk.changed.connect(self._on_changed)
        window.stage.currentChanged.connect(self._on_elsewhere)
        window.body.panel_toggled.connect(self._on_elsewhere)
        window.body.installEventFilter(self)
        application().focusChanged.connect(self._on_focus)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.go_to(self.at + by))
        self.setObjectName("assistant")

    def _button(self, text: str, slot: object, role: str = "") -> QPushButton:
        made = QPushButton(text)
        made.setAutoDefault(False)
        if role:
            made.setProperty("role", role)
        made.clicked.connect(lambda _=False: slot())  # type: ignore[operator]
        return made

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(32, 24, 32, 16)
        head.setSpacing(4)
        for one in (self.number, self.title, self.words):
            head.addWidget(one)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 32, 12)
        foot.setSpacing(8)
        foot.addWidget(self.later)
        foot.addStretch(1)
        for button in (self.back, self.skip, self.next):
            foot.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self.stack, 1)
        right.addWidget(_hairline())
        right.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.list)
        across.addLayout(right, 1)

    # The steps --------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step that is shown, made on the first visit."""
        found = self._steps.get(self.at)
        if found is None:
            found = self._steps[self.at] = STEPS[self.at](self.editing)
            found.ended.connect(lambda: self.next.setFocus(Qt.FocusReason.TabFocusReason))
            found.went.connect(self._on_went)
            page = QWidget()
            page.setObjectName("page")
            box = QVBoxLayout(page)
            box.setContentsMargins(32, 4, 32, 24)
            found.setMaximumWidth(_WIDEST)
            box.addWidget(found)
            box.addStretch(1)
            self.pages[self.at].setWidget(page)
        return found

    def open(self) -> None:
        """Show it where it was left."""
        if self.isHidden():
            self._show_step()
            self._window.status.show_hints(_HINTS)
        super().open()

    def go_on(self) -> None:
        """Save the step and go on; what is wrong stays, with the keyboard at its field."""
        if not self.step.keep():
            self._at_fault()
            return
        self._gone_on.add(self.at)
        if self.at + 1 < len(STEPS):
            self._turn(self.at + 1)
            return
        unsaved = [n for n, one in self._steps.items() if one.dirty]
        if unsaved:
            self._turn(unsaved[0])
            self._at_fault()
            return
        self.close_overlay()
        self._window.show_place("kanban")

    def go_to(self, place: int) -> None:
        """Go to another step; this one is saved if it can be, and else stays typed."""
        if 0 <= place < len(STEPS):
            self.step.keep()
            self._turn(place)

    def leave(self) -> None:
        """Close, with what can be saved saved; the rest stays typed here for the next time."""
        if self.isHidden():
            return
        saved = self.step.keep()
        self.close_overlay()
        if not saved:
            self.desk.said.emit(
                Toast(f"{self.step.title}: not all of it is saved yet.", button="Go back",
                      action=self.open, warning=True)
            )  # fmt: skip

    def end(self) -> None:
        """Save what can be saved and go: another file is opened."""
        self.leave()
        application().focusChanged.disconnect(self._on_focus)
        self.setParent(None)
        self.deleteLater()

    def close_overlay(self, *, give_back: bool = True) -> None:
        was_open = not self.isHidden()
        super().close_overlay(give_back=False)
        if was_open:
            self._window.view.hints_changed.emit()
            if give_back:
                self._window.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, place: int) -> None:
        self.at = place
        self._show_step()
        if self.isVisible():
            self.first_field().setFocus(Qt.FocusReason.TabFocusReason)
            announce(self, f"{self.number.text()}: {self.title.text()}. {self.words.text()}")

    def _show_step(self) -> None:
        step = self.step
        step.load()
        self.stack.setCurrentIndex(self.at)
        self.number.setText(f"Step {self.at + 1} of {len(STEPS)} · later under {step.later}")
        self.title.setText(step.title)
        self.words.setText(step.help)
        last = self.at + 1 == len(STEPS)
        self.back.setEnabled(self.at > 0)
        self.skip.setVisible(not last)
        self.next.setText("To the kanban" if last else "Next")
        self._show_list()

    def _show_list(self) -> None:
        here = self.step.here
        self.list.show_steps(
            self.at,
            [
                one.is_set(here) or (one.confirms and n in self._gone_on)
                for n, one in enumerate(STEPS)
            ],
            [n in self._steps and n != self.at and self._steps[n].dirty
             for n in range(len(STEPS))],
        )  # fmt: skip

    def _at_fault(self) -> None:
        field = self.step.wrong_field()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()  # so that it is typed over
        self.pages[self.at].ensureWidgetVisible(field)

    # What happens elsewhere -------------------------------------------------------------------

    def _on_changed(self, _change_set: ChangeSet) -> None:
        self.editing.forget()
        if self.isVisible():
            self.step.load()
            self._show_list()

    def _on_went(self, way: Way) -> None:
        self.leave()
        self._window.open(way.kind, way.id)

    def _on_elsewhere(self, _index: int = 0) -> None:
        """The window shows something else: it is not to be hidden."""
        if self.isVisible():
            self.leave()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and self.step.isAncestorOf(new):
            self.pages[self.at].ensureWidgetVisible(new, 0, 32)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window.body and event.type() in (
            QEvent.Type.Resize, QEvent.Type.Move,
        ):  # fmt: skip
            self.place()
        elif watched is self._window and event.type() == QEvent.Type.Close and self.isVisible():
            self.step.keep()
        return super().eventFilter(watched, event)

    # Keys and looks ---------------------------------------------------------------------------

    def first_field(self) -> QWidget:
        return self.step.first_field()

    def place(self) -> None:
        window = self._window
        # Both are children of the central widget, as this is; the body alone is followed.
        top, body = window.topbar.geometry().top(), window.body.geometry()
        self.setGeometry(body.left(), top, body.width(), body.bottom() + 1 - top)

    def event(self, event: QEvent) -> bool:
        # Letters are no shortcuts of the place below, whatever has the keyboard here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.text() and modifiers == Qt.KeyboardModifier.NoModifier:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER:
            if isinstance(focus, QPushButton) and not control:
                focus.click()
            else:
                self.go_on()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setVisible(self.width() >= _LIST_FROM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().surface)


def _hairline() -> QFrame:
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made
