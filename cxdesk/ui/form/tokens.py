"""A row of tokens, added and removed here: codes that lead to other initiatives, or labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from cxdesk.ui import glyphs, theme
from cxdesk.ui.form.completion import Completion
from cxdesk.ui.form.fields import LineField
from cxdesk.ui.form.rows import Wrap
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Fault, Value, tooltip

_CROSS = 16


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token: its id, the words on it, and what a tooltip and a screen reader add."""

    id: int | str
    text: str
    more: str = ""


class Token(Value):
    """Words that open something; a cross, or Del, takes it away."""

    def __init__(
        self,
        row: TokenRow,
        *,
        link: bool,
        on_remove: Callable[[], None] | None,
        on_change: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(f"token-{row.text}", "")
        self._on_remove, self._on_change, self._link = on_remove, on_change, link
        ink, weight = ("accent", 600) if link else ("text", 400)
        self.set_value([Span(row.text, ink, weight)])
        self.setAccessibleName(" ".join(part for part in (row.text, row.more) if part))
        self.setToolTip(tooltip(row.more))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def _right(self) -> int:
        return _CROSS if self._on_remove else super()._right()

    def _cross(self) -> QRectF:
        return QRectF(self.width() - _CROSS + 2, self.height() / 2 - 5, 10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colors, p = theme.current(), QPainter(self)
        entered = self.underMouse() or self.hasFocus()
        if not self._link:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(colors.line2)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5), 3, 3)
        if self._on_remove and (entered or not self._link):
            glyphs.draw(p, self._cross(), "close", colors.text2 if entered else colors.text3)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_remove and self.isDown() and event.position().x() >= self._cross().left() - 2:
            self.setDown(False)
            self._on_remove()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._on_remove and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove()
            return
        if self._on_change and event.key() == Qt.Key.Key_F2:
            self._on_change()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # In a side panel F2 renames the item, but on a token that it changes.
        if (
            self._on_change
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
        ):
            event.accept()
            return True
        return super().event(event)

    def _open_menu(self, at: QPoint) -> None:
        if self._on_remove is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._on_change is not None:
            change = QAction("Change…", menu)
            change.triggered.connect(lambda _=False, act=self._on_change: act())
            menu.addAction(change)
        remove = QAction("Remove", menu)
        remove.triggered.connect(lambda _=False, take=self._on_remove: take())
        menu.addAction(remove)
        menu.popup(self.mapToGlobal(at))


class Tokens(QWidget):
    """The tokens with a note behind them, and a field that adds one.

    `on_add(text)` says whether it was taken; without it nothing can be added. `offers` gives words
    to choose from while one is typed.
    """

    def __init__(
        self,
        key: str,
        add: str,
        *,
        fault: Fault,
        link: bool = True,
        on_open: Callable[[int], object] | None = None,
        on_remove: Callable[[TokenRow], object] | None = None,
        on_add: Callable[[str], bool] | None = None,
        on_change: Callable[[TokenRow], object] | None = None,
        offers: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(key)
        self._link, self._on_open, self._on_remove = link, on_open, on_remove
        self._on_add, self._on_change = on_add, on_change
        self._made: dict[TokenRow, Token] = {}
        self._note = Value(f"{key}-note", "", live=False)
        self.field = LineField(f"{key}-add", add, None, fault=fault, placeholder=add)
        self.field.entered = self._on_enter
        if offers is not None:
            Completion(self.field, offers, self._on_enter)
        self._box = Wrap(self, gap=0 if link else 4)

    def show_tokens(
        self, item: int, rows: Sequence[TokenRow], note: str = "", *, wrong: bool = False
    ) -> None:
        """Show these tokens of `item` and a note behind them, of what is `wrong` if it says so."""
        self.field.show_value(item, "")
        made = {row: self._made.get(row) or self._new(row) for row in rows}
        self._made = made
        self._note.set_value([Span(note, "danger" if wrong else "text3", 600 if wrong else 400)])
        self._box.put([*made.values(), self._note, self.field])
        self._note.setVisible(bool(note))
        self.field.setVisible(self._on_add is not None)
        self.updateGeometry()

    def tokens(self) -> list[Token]:
        """The tokens, in order."""
        return list(self._made.values())

    def _new(self, row: TokenRow) -> Token:
        def remove() -> None:
            if self._on_remove is not None:
                self.field.setFocus()  # the token goes; what has the focus must stay
                self._on_remove(row)

        changes = self._on_change
        token = Token(
            row, link=self._link, on_remove=remove if self._on_remove else None,
            on_change=(lambda: changes(row)) if changes is not None else None,
        )  # fmt: skip
        opens, id = self._on_open, row.id
        if opens is not None and isinstance(id, int):
            token.clicked.connect(lambda _=False: opens(id))
        return token

    def _on_enter(self) -> None:
        text = self.field.words().strip()
        if text and self._on_add is not None and self._on_add(text):
            self.field.set_words("")
            self.field.clear_fault()
