"""The card of one line: its words, small values below them, and what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout

from cxdesk.ui import icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.charter.chips import Chip, TextChip, moves
from cxdesk.ui.charter.grip import Grip
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import ROW, Wrap, column
from cxdesk.ui.form.value import Fault, Value
from cxdesk.ui.menus import item
from cxdesk.ui.pickers import pick

if TYPE_CHECKING:
    from cxdesk.ui.charter.line_list import LineList


class LineText(TextField):
    """The words of a line, kept on a pause and when they are left; empty, Backspace removes it."""

    def __init__(
        self, card: LineCard, key: str, name: str, placeholder: str, role: typeface.Role
    ) -> None:
        self._card = card
        super().__init__(
            key, name, lambda _text: card.save(self), fault=card.fault, placeholder=placeholder,
            role=role,
        )  # fmt: skip
        self.entered = card.lines.next_line
        self._dress()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._dress()

    def _dress(self) -> None:
        """A card shows the ring around itself, so its words need none."""
        if self.property("quiet") is True and not self._card.lines.joined:
            self.setProperty("quiet", "bare")
            theme.restyle(self)

    def _on_text_changed(self) -> None:
        super()._on_text_changed()
        if self.dirty:
            self._card.lines.typed_changed.emit()
        if self.dirty and self.words().strip():
            self._idle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if moves(event):
            event.ignore()  # as the card does
        elif event.key() == Qt.Key.Key_Backspace and not self.words() and not self.isReadOnly():
            self._card.remove()
        else:
            super().keyPressEvent(event)


class LineCard(QFrame):
    """One line. A kind adds its fields in `fill`, shows them in `show_values`, keeps in `save`."""

    kind = "line"
    placeholder = ""
    words_role = typeface.BODY
    numbered = False  # its number stands where it is held

    def __init__(self, lines: LineList) -> None:
        super().__init__()
        self.setObjectName(f"{self.kind}-card")
        self.lines, self.subject = lines, lines.subject
        self.row: Any = None
        self.live, self.entered, self._last = True, False, False
        self._seen: tuple[Any, ...] = ()
        self._cross_ink: tuple[str, bool] | None = None
        self.fault = Fault(self.subject.go)
        self.grip = Grip(f"Handle of the {self.kind}")
        self.grip.pressed.connect(self._on_grip)
        self.grip.dragged.connect(lambda y: lines.drag(self, y))
        self.grip.dropped.connect(lines.drop)
        self.text = LineText(
            self, f"{self.kind}-text", self.kind.capitalize(), self.placeholder, self.words_role
        )
        self.cross = QToolButton()
        self.cross.setObjectName("remove")
        self.cross.setAccessibleName(f"Remove {self.kind}")
        self.cross.setToolTip(f"Remove this {self.kind} (Del on its handle)")
        self.cross.setFixedSize(ROW, ROW)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.clicked.connect(lambda _=False: self.remove())
        self.across = QHBoxLayout()
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(0)
        self.head.addWidget(self.text, 1)
        self.head.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2)
        self.chips = Wrap(gap=6)
        self.arrange()
        self.fill()
        self.body.addWidget(self.fault)
        edge = 3 if lines.joined else 5
        box = column(self, 0, (6, edge, 4, edge))
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(2)
        self.across.insertWidget(0, self.grip, 0, Qt.AlignmentFlag.AlignTop)
        self.across.addLayout(self.body, 1)
        box.addLayout(self.across)
        self.restyle()

    # What a kind adds -------------------------------------------------------------------------

    def arrange(self) -> None:
        """Put the words and the row of chips into the card."""
        self.body.addLayout(self.head)
        inset = QHBoxLayout()
        inset.setContentsMargins(6, 0, 4, 2)  # in line with the words
        inset.addLayout(self.chips, 1)
        self.body.addLayout(inset)

    def fill(self) -> None:
        """Add the chips and fields of this kind."""

    def show_values(self) -> None:
        """Show what `row` says in these."""

    def save(self, at: Any, **changed: Any) -> bool:
        """Keep what stands in the fields, and what a chip `changed`."""
        raise NotImplementedError

    def lacking(self) -> bool:
        """Whether something is missing that the kind needs."""
        return False

    def enter_lacking(self) -> None:
        """Put the keyboard where something is missing, else into the words."""
        self.text.at_end()

    # Making parts ---------------------------------------------------------------------------

    def text_chip(self, field: str, title: str, missing: str, hint: str = "") -> TextChip:
        """A chip of words that `save` keeps as `field`."""
        made = TextChip(
            f"{self.kind}-{field}", title, missing,
            lambda text: self.save(made.field, **{field: text}), fault=self.fault, hint=hint,
        )  # fmt: skip
        self.chips.addWidget(made)
        return made

    def person_chip(
        self, field: str, title: str, asked: str, now: Callable[[], int | None]
    ) -> Chip:
        """A chip that chooses a person, whom `save` keeps as `field`; `now` is who it is."""
        made = Chip(f"{self.kind}-person", title)
        made.clicked.connect(
            lambda _=False: made.live and pick(
                made, asked, self.subject.people("Nobody"), now(),
                lambda id: self.save(self.fault, **{field: id}),
            )
        )  # fmt: skip
        self.chips.addWidget(made)
        return made

    def tick_box(self, name: str, ticked: Callable[[], object]) -> Value:
        """A box at the left that says whether the line is reached."""
        made = Value("tick", name)
        made.setFixedSize(26, ROW)  # without words it has no height of its own
        made.clicked.connect(lambda _=False: ticked())
        self.across.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return made

    # Showing --------------------------------------------------------------------------------

    def show_row(self, row: Any) -> None:
        """Show the line as it is now."""
        live, face = self.lines.live, self.lines.face
        if (row, live, face) == self._seen:
            return
        self._seen = (row, live, face)
        self.row, self.live = row, live
        self.text.set_read_only(not live)
        self.text.show_value(row.id, row.text)
        self.grip.setVisible(self.lines.ordered and (live or self.numbered))
        self.grip.set_live(live)
        self.cross.setVisible(live)
        self.show_values()
        self.chips.invalidate()
        self.setAccessibleName(f"{self.kind.capitalize()}: {row.text}")

    def set_place(self, number: int, *, last: bool) -> None:
        """Which of the lines it is, from 1."""
        if last != self._last:
            self._last = last
            self.update()

    def set_entered(self, entered: bool) -> None:
        """The keyboard came into it, or left."""
        self.entered = entered
        self.restyle()
        self.update()

    def enter(self) -> None:
        """Put the keyboard into it."""
        if self.live and self.lacking():
            self.enter_lacking()
        else:
            self.text.at_end()

    def restyle(self) -> None:
        """Take the theme's colours; the cross is seen where pointer or keyboard is."""
        near = self.live and (self.entered or self.underMouse())
        ink = "text3" if near else ""
        colors = theme.current()
        if self._cross_ink != (ink, colors.dark):
            self._cross_ink = (ink, colors.dark)
            self.cross.setIcon(icons.icon("close", colors, ink) if ink else QIcon())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.restyle()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if not self.lines.joined:
            p.setPen(QPen(colors.line2, 1))
            p.setBrush(colors.surface)
            p.drawRoundedRect(box, 5, 5)
        elif not self._last:
            p.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colors.line)
        if self.entered and self.live and not self.lines.joined:
            p.setPen(QPen(colors.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    # Keys and menu --------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the line away."""
        if self.live:
            self.lines.remove(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.live and moves(event):
            self.lines.shift(self, -1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _on_grip(self, what: str) -> None:
        if what in ("up", "down"):
            self.lines.go(self, -1 if what == "up" else 1)
        elif what == "remove":
            self.remove()
        else:
            self.text.at_end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.live:
            self.open_menu(event.globalPos())

    def open_menu(self, at: QPoint) -> QMenu:
        """What can be done with the line as a whole."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = []
        if self.lines.ordered:
            cards = self.lines.cards()
            up = item("Move up\tAlt+Up", lambda: self.lines.shift(self, -1))
            down = item("Move down\tAlt+Down", lambda: self.lines.shift(self, 1))
            up.setEnabled(cards[0] is not self)
            down.setEnabled(cards[-1] is not self)
            entries = [up, down]
        entries.append(item("Remove\tDel", self.remove))
        for entry in entries:
            entry.setParent(menu)
            menu.addAction(entry)
        menu.popup(at)
        return menu
