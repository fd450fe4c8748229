"""The screen after the seal: the receipt code, once, and the way to the next voter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.booth import words
from cxdesk.ui.booth.page import ColumnPage, big_button
from cxdesk.ui.form.rows import label

_ONCE = "It is shown once: nobody can look it up later."


class SealedPage(ColumnPage):
    """Says that the ballot is in the box, and nothing of what it holds."""

    def __init__(
        self, title: str, said: str, receipt: str, hint: str, on: Callable[[], object],
        pin: tuple[str, Callable[[], object]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, said)
        self._has_code, self._on = bool(receipt), on
        self.code = _Code(words.grouped(receipt))
        letters = ", ".join(" ".join(group) for group in words.grouped(receipt).split())
        self.code.setAccessibleName(f"Receipt code: {letters}" if receipt else "")
        self.hint = label(f"{hint} {_ONCE}" if receipt else "")
        self.go_on = big_button("Hand over", on, primary=True)
        self.box.addSpacing(8)
        self.box.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self.hint)
        for one in (self.code, self.hint):
            one.setVisible(bool(receipt))
        self.pin = big_button(pin[0], pin[1]) if pin is not None else None
        self.finish(*(one for one in (self.go_on, self.pin) if one is not None))

    def first_field(self) -> QWidget:
        """The code is read first: Enter pressed twice at the seal must not take it away unseen."""
        return self.code if self._has_code else self.go_on

    def enter(self) -> None:
        """Enter on the code goes to the button below it."""
        self.go_on.setFocus(Qt.FocusReason.TabFocusReason)

    def loses(self) -> str:
        return "The receipt code is not shown again." if self._has_code else ""

    def forget(self) -> None:
        self.code.clear()
        self.code.setAccessibleName("")
        self.code.setAttribute(Qt.WidgetAttribute.WA_Disabled)


class _Code(QLabel):
    """The receipt code, with a ring while it has the keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(typeface.font(28, 600, tabular=True))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContentsMargins(8, 4, 8, 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(theme.current().accent, 2))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
