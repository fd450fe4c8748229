"""The screen after the seal: the receipt code, once, and the way to the next voter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

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
        self.code = label(words.grouped(receipt), "")
        self.code.setFont(typeface.font(28, 600, tabular=True))
        letters = ", ".join(" ".join(group) for group in words.grouped(receipt).split())
        self.code.setAccessibleName(f"Receipt code: {letters}" if receipt else "")
        self.hint = label(f"{hint} {_ONCE}" if receipt else "")
        self.go_on = big_button("Hand over", on, primary=True)
        self.box.addSpacing(8)
        self.box.addWidget(self.code)
        self.box.addWidget(self.hint)
        for one in (self.code, self.hint):
            one.setVisible(bool(receipt))
        self.pin = big_button(pin[0], pin[1]) if pin is not None else None
        self.finish(*(one for one in (self.go_on, self.pin) if one is not None))

    def first_field(self) -> QWidget:
        return self.go_on

    def loses(self) -> str:
        return "The receipt code is not shown again." if self._has_code else ""

    def forget(self) -> None:
        self.code.clear()
        self.code.setAccessibleName("")
        self.code.setAttribute(Qt.WidgetAttribute.WA_Disabled)
