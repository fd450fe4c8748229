"""The title of a card, edited where it stands: a field that grows with its lines."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame

from cxdesk.model.errors import RuleBroken
from cxdesk.services.cards import Card
from cxdesk.ui import type as typeface
from cxdesk.ui.board.canvas import BoardCanvas
from cxdesk.ui.board.card_changes import CardChanges
from cxdesk.ui.form.fields import STAYS, TextField
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.value import Fault
from cxdesk.ui.overlay import announce

_PAD = 6  # px from the frame's edge to the letters
_LEAST = 150


class TitleField(QFrame):
    """Lies over the title of one card. Enter or going elsewhere keeps it, Esc leaves it."""

    def __init__(self, canvas: BoardCanvas, changes: CardChanges) -> None:
        super().__init__(canvas.viewport())
        self._canvas, self._changes = canvas, changes
        self._card: Card | None = None
        self.setObjectName("title-field")
        self.fault = Fault(lambda _way: None)
        self.field = _Field(self)
        box = column(self, 0, (0, 0, 0, 0))
        box.addWidget(self.field)
        box.addWidget(self.fault)
        canvas.columns_changed.connect(self.settle)
        canvas.verticalScrollBar().valueChanged.connect(self.settle)
        self.hide()

    @property
    def card(self) -> Card | None:
        """The card whose title is edited."""
        return self._card

    def begin(self, card: Card) -> None:
        """Open over the title of a card."""
        if self._card is not None and not self.field.commit():
            return  # what was refused waits there to be mended
        self._card = card
        self.field.setFont(self._role().font())
        self.field.setAccessibleName(f"Title of {card.code}")
        self.field.show_value(card.id, card.title)
        self.fault.clear_fault()
        self.show()
        self.raise_()
        self.settle()
        self.field.select_all()

    def finish(self, *, give_back: bool = True) -> None:
        """Close; what was typed and not kept is gone."""
        if self._card is None:
            return
        self._card = None
        self.field.restore()
        self.hide()
        if give_back:
            self._canvas.setFocus()

    def save(self, title: str) -> bool:
        """Keep a title; a refusal is said here."""
        if self._card is None:
            return True
        kept = self._changes.rename(self._card, title, self.field)
        if not kept:
            announce(self, self.fault.text(), urgent=True)
            self.settle()
        return kept

    def _role(self) -> typeface.Role:
        return typeface.SMALL if self._canvas.boxes.spacing.head == 32 else typeface.CARD_TITLE

    def settle(self) -> None:
        """Lie over the title wherever its card stands now; gone with it, it is left."""
        card, canvas = self._card, self._canvas
        if card is None:
            return
        rect = canvas.boxes.rect_of(card.id)
        if canvas.faces is None or rect.isNull():
            self.finish(give_back=False)
            return
        now = canvas.card_model().card(card.id) or card
        title = canvas.faces.rect_of("title", now, rect.width()).toAlignedRect()
        offset = canvas.board_point(QPoint())
        at = rect.topLeft() - offset + title.topLeft() - QPoint(_PAD, 5)
        # No wider than its card, and on a compact one not as narrow as its title may be.
        width = max(title.width() + 2 * _PAD, min(_LEAST, rect.width() - 8))
        at.setX(max(0, min(at.x(), rect.right() - offset.x() - 3 - width)))
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        high = self.field.height()
        if not self.fault.isHidden():
            high += self.fault.heightForWidth(width)
        high = min(high, max(60, canvas.viewport().height() - 8))
        at.setY(max(4, min(at.y(), canvas.viewport().height() - high - 4)))
        self.setGeometry(at.x(), at.y(), width, high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finish()


class _Field(TextField):
    """Tells its frame when it needs another height, and when it is left."""

    def __init__(self, frame: TitleField) -> None:
        self._frame: TitleField | None = None
        super().__init__("card-title", "Title", frame.save, fault=frame.fault)
        self._frame = frame
        self.entered = frame.finish

    def refuse(self, why: RuleBroken | str) -> None:
        # Without a way: what is missing is missing here.
        super().refuse(why if isinstance(why, str) else why.text)

    def fit(self) -> None:
        before = self.height()
        super().fit()
        if self._frame is not None and self.height() != before:
            self._frame.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._frame is not None:
            self._frame.finish()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self._frame is not None and not self.hasFocus():  # it may be open again
            self._frame.finish(give_back=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        frame = self._frame
        stays = (*STAYS, Qt.FocusReason.ActiveWindowFocusReason)
        if frame is not None and event.reason() not in stays and not self.dirty:
            QTimer.singleShot(0, frame, self._leave)
