"""A value that is read where it stands and changed with a click or Enter; and what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.ui import glyphs, theme
from cxdesk.ui.form.spans import Span, flow, natural_width, plain
from cxdesk.ui.leads import Lead, draw_lead, lead_width

PAD_X, PAD_Y = 6, 4
_CHEVRON = 10


def tooltip(text: str) -> str:
    """`text` as a tooltip that shows it as typed: Qt would take tags in it for markup."""
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>" if text else ""


class Value(QAbstractButton):
    """Words with a sign before them; grey on hover. `framed` is a drop-down button 26 px high.

    Named `key` for tests; a screen reader hears `label` and the words.
    """

    def __init__(
        self,
        key: str,
        label: str,
        *,
        framed: bool = False,
        live: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(key)
        self._label, self._framed = label, framed
        self._spans: tuple[Span, ...] = ()
        self._lead: Lead | None = None
        self.line = 18
        self.set_live(live)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(label)

    def set_live(self, live: bool) -> None:
        """Whether it can be changed (or followed) here."""
        self.live = live
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.NoFocus)

    def set_value(self, spans: Sequence[Span], lead: Lead | None = None) -> None:
        """Show these words and this sign."""
        if tuple(spans) == self._spans and lead == self._lead:
            return
        self._spans, self._lead = tuple(spans), lead
        words = plain(self._spans)
        self.setAccessibleName(f"{self._label}: {words}" if self._label else words)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words shown."""
        return plain(self._spans)

    # Size ---------------------------------------------------------------------------------

    def _left(self) -> int:
        return (9 if self._framed else PAD_X) + (lead_width(self._lead) if self._lead else 0)

    def _right(self) -> int:
        return 8 + _CHEVRON + 7 if self._framed else PAD_X

    def heightForWidth(self, width: int) -> int:
        room = max(20, width - self._left() - self._right())
        return flow(self._spans, room, self.line).height + 2 * PAD_Y

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        wide = natural_width(self._spans) + self._left() + self._right() + 1
        return QSize(int(wide) + 1, self.line + 2 * PAD_Y)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 60), self.line + 2 * PAD_Y)

    # Looks --------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill = colors.press if self.isDown() else colors.hover if self._hovered() else None
        if fill is not None or self._framed:
            p.setPen(
                QPen(colors.control if fill else colors.line2)
                if self._framed
                else Qt.PenStyle.NoPen
            )
            p.setBrush(fill or colors.surface)
            p.drawRoundedRect(box, 5, 5)
        faded = not self.isEnabled()
        if self._lead is not None:
            x = 9 if self._framed else PAD_X
            draw_lead(p, QRectF(x, PAD_Y, 22, self.line), self._lead, colors)
        room = max(20, self.width() - self._left() - self._right())
        laid_out = flow(self._spans, room, self.line)
        laid_out.paint(p, QPointF(self._left(), PAD_Y), colors, faded=faded)
        if self._framed:
            chevron = QRectF(box.right() - 7 - _CHEVRON, box.center().y() - 5, _CHEVRON, _CHEVRON)
            glyphs.draw(p, chevron, "chevron_down", colors.text2)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _hovered(self) -> bool:
        return self.live and self.isEnabled() and self.underMouse()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.live and bare and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class Fault(Value):
    """Why something was refused: a triangle and a sentence, with the way out of it on a click."""

    def __init__(self, go: Callable[[Way], None], parent: QWidget | None = None) -> None:
        super().__init__("fault", "", live=False, parent=parent)
        self.line = 16
        self._way: Way | None = None
        self._go = go
        self.clicked.connect(self._on_clicked)
        self.hide()

    def refuse(self, broken: RuleBroken | str) -> None:
        """Show the sentence."""
        text = broken if isinstance(broken, str) else broken.text
        self._way = None if isinstance(broken, str) else broken.way
        spans = [Span(text, "danger", 600, 12)]
        if self._way is not None:
            spans.append(Span(self._way.label, "accent", 600, 12))
        self.set_live(self._way is not None)
        self.set_value(spans, Lead("glyph", "alert", ink="danger"))
        self.show()

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self.hide()

    def text(self) -> str:
        """The sentence shown; empty when nothing is wrong."""
        return "" if self.isHidden() else self.words()

    def _on_clicked(self) -> None:
        if self._way is not None:
            self._go(self._way)
