"""All parts of a charter one below the other, each under its number and title."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QWidget

from cxdesk.services.charter_parts import PARTS, Standing
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.ui.charter.part import Part, Typed
from cxdesk.ui.form.rows import column, label, rule
from cxdesk.ui.form.value import PAD_X

_WIDEST = 760  # px of text, more than that is hard to read
_MARGIN, _GAP = 24, 22
_SETTLES_MS, _TURN_MS = 800, 20
_NEAR = 60  # px below the upper edge that a heading may stand and be the one that is read


class PartFrame(QWidget):
    """A part under its number and title; the part itself is put in when it is made."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.part: Part | None = None
        self.number, self.title = label("", "title", "soft"), label(title, "title")
        self.number.setWordWrap(False)
        self.hint = label("", "body", "soft")
        self.hint.hide()
        self.setAccessibleName(title)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.title, 1)
        head = column(top := QWidget(), 4, (PAD_X, 0, PAD_X, 6))
        head.addLayout(line)
        head.addWidget(self.hint)
        self._box = column(self, 0, (0, _GAP, 0, 0))
        self._box.addWidget(top)

    def hold(self, part: Part) -> None:
        """Put the part in."""
        self.part = part
        self.hint.setText(part.hint)
        self.hint.setVisible(bool(part.hint))
        self._box.addWidget(part)
        self._box.addSpacing(_GAP)
        self._box.addWidget(rule())

    def show_number(self, number: int | None) -> None:
        """Say the number that the part has on paper; none where it does not print."""
        self.number.setText("" if number is None else str(number))
        self.number.setVisible(number is not None)


class PartColumn(QScrollArea):
    """Fills the parts one after the other while the first can be read already."""

    # Another part is read or written now: its key.
    current_changed = Signal(str)
    # Words are typed that are not kept yet.
    typed_changed = Signal()

    def __init__(self, make: Callable[[str], Part]) -> None:
        super().__init__()
        self._make = make
        self.current = ""
        self._charter: CharterRow | None = None
        self._detail: Detail | None = None
        self._anchor, self._below = "", 0  # the part that is held, so far below the upper edge
        self._scrolls = False  # by itself, not by the user
        self._showing = False
        self._waiting: list[str] = []  # parts that do not show the charter yet, in their order
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = self._inner = QWidget()
        inner.setObjectName("page")
        self.frames = {part.key: PartFrame(part.key, part.title) for part in PARTS}
        held = QWidget()
        held.setMaximumWidth(_WIDEST)
        box = column(held, 0, (0, 0, 0, 40))
        for frame in self.frames.values():
            box.addWidget(frame)
        box.addStretch(1)
        across = QHBoxLayout(inner)
        across.setContentsMargins(_MARGIN - PAD_X, 0, _MARGIN - PAD_X, 0)
        across.addWidget(held, 1)
        self.setWidget(inner)
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._on_time)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self._settled)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._hold())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    # Making and showing ---------------------------------------------------------------------

    @property
    def charter(self) -> int:
        """The id of the version that the parts show, 0 for none."""
        return 0 if self._charter is None else self._charter.id

    @property
    def complete(self) -> bool:
        """Whether every part shows the charter."""
        return not self._waiting

    def part(self, key: str) -> Part:
        """A part, filled now if it was not yet, with all before it: nothing above may grow."""
        while key in self._waiting:
            self._fill_next()
        found = self.frames[key].part
        assert found is not None
        return found

    def parts(self) -> Mapping[str, Part]:
        """The parts that are made."""
        return {key: frame.part for key, frame in self.frames.items() if frame.part is not None}

    def show_charter(
        self, charter: CharterRow, detail: Detail, standings: tuple[Standing, ...]
    ) -> None:
        """Show a version; what is being typed stays where it is."""
        other = self._detail is None or detail.id != self._detail.id
        before = self._charter
        if not other and before is not None and before.state is not charter.state:
            self._stay()  # what is only read is lower than what may be written
        self._charter, self._detail = charter, detail
        for standing in standings:
            self.frames[standing.key].show_number(standing.number)
        if other:
            self._waiting = list(self.frames)
            for part in self.parts().values():
                part.hide()  # what is of another initiative is neither read nor written
            self._fill_next()
        else:
            for key, part in self.parts().items():
                if key not in self._waiting:
                    self._fill(part)
        self._go_on()

    def stop(self) -> None:
        """Fill no more: the version was undone, or there is none."""
        self._more.stop()
        self._charter = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and self._charter is not None and self.isVisible():
            # What is in sight at once; then the worker that makes the pages has its turns too.
            self._more.start(
                0 if self._top(self._waiting[0]) < self.viewport().height() else _TURN_MS
            )

    def _fill(self, part: Part) -> None:
        assert self._charter is not None
        assert self._detail is not None
        self._showing = True
        part.show_charter(self._charter, self._detail)
        self._showing = False

    def _fill_next(self) -> None:
        frame = self.frames[self._waiting[0]]
        if frame.part is None:
            part = self._make(frame.key)
            part.typed_changed.connect(self._on_typed)
            frame.hold(part)
        else:
            part = frame.part
        self._fill(part)
        part.show()
        del self._waiting[0]

    def _on_time(self) -> None:
        if self._waiting and self._charter is not None:
            self._fill_next()
        self._go_on()

    def _on_typed(self) -> None:
        if not self._showing:  # what the file keeps is put into a field
            self.typed_changed.emit()

    def typed(self) -> dict[str, Typed]:
        """What is typed and not kept yet, by the names of a printed page."""
        return {name: text for part in self.parts().values() for name, text in part.typed().items()}

    def restyle(self) -> None:
        """Take the theme's colours."""
        for child in self._inner.findChildren(QWidget):
            if hasattr(child, "restyle"):
                child.restyle()

    # Going about ----------------------------------------------------------------------------

    def go_to(self, key: str, *, enter: bool = False, where: str = "") -> None:
        """Bring a part to the upper edge; with `enter` the keyboard goes into it."""
        part = self.part(key)
        if enter or where:
            part.enter(where)
        self._keep(key, 0)
        self._set_current(key)

    def _keep(self, key: str, below: int) -> None:
        """Hold a part so far below the upper edge until all have their heights."""
        self._anchor, self._below = key, below
        self._settling.start()
        self._hold()

    def _hold(self) -> None:
        """Have the part that is held where it belongs, whatever grew or shrank above it."""
        if not self._anchor:
            return
        bar, layout = self.verticalScrollBar(), self._inner.layout()
        if layout is not None:
            layout.activate()
        self._scrolls = True
        bar.setValue(self._top(self._anchor) - self._below)
        focus = QApplication.focusWidget()
        if focus is not None and self.frames[self._anchor].isAncestorOf(focus):
            self.ensureWidgetVisible(focus)
        self._scrolls = False

    def _settled(self) -> None:
        self._hold()
        self._let_go()

    def _let_go(self) -> None:
        self._anchor = ""

    def _top(self, key: str) -> int:
        return self.frames[key].mapTo(self._inner, QPoint(0, 0)).y()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Narrower texts are higher: what is read stays where it is read.
        if event.oldSize().width() != event.size().width():
            self._stay()
        super().resizeEvent(event)

    def _stay(self) -> None:
        """Have what is read where it is read, however high all above it becomes."""
        if self.current and not self._anchor:
            self._keep(self.current, self._top(self.current) - self.verticalScrollBar().value())

    def beside(self, by: int) -> str:
        """The key of the part `by` places after the current one."""
        keys = list(self.frames)
        at = keys.index(self.current) if self.current in keys else 0
        return keys[min(max(at + by, 0), len(keys) - 1)]

    def _set_current(self, key: str) -> None:
        if key != self.current:
            self.current = key
            self.current_changed.emit(key)

    def _on_scrolled(self, value: int) -> None:
        if self._scrolls:  # the one asked for, though it may be too near the end to come up
            return
        self._let_go()
        focus = QApplication.focusWidget()
        if focus is not None and not focus.visibleRegion().isEmpty() and self.isAncestorOf(focus):
            self._on_focus(None, focus)  # what is written in sight, though it is not uppermost
            return
        found = next(iter(self.frames))
        for key in self.frames:
            if self._top(key) > value + _NEAR:
                break
            found = key
        self._set_current(found)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        for key, frame in self.frames.items():
            if frame.isAncestorOf(new):
                self._set_current(key)
                return
