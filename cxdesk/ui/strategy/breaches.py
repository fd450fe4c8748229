"""What breaks a limit: sentences, each with the initiatives it is about as links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cxdesk.services.limits import Breach
from cxdesk.ui.form.rows import Wrap, column
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.tokens import Token, TokenRow
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead

_SHOWN = 12  # links of a sentence


class Breaches(QWidget):
    """One line a breach. `opens` is given the initiative that was followed."""

    def __init__(self, opens: Callable[[int], object]) -> None:
        super().__init__()
        self._opens = opens
        self._shown: tuple[Breach, ...] = ()
        self._box = column(self)
        self.hide()

    def show_breaches(self, breaches: Sequence[Breach]) -> None:
        """Show these; the same ones stay as they are, so that a link keeps the keyboard."""
        if tuple(breaches) == self._shown:
            return
        self._shown = tuple(breaches)
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for breach in breaches:
            self._box.addWidget(self._line(breach))
        self.setVisible(bool(breaches))

    def words(self) -> list[str]:
        """The sentences, as they are printed."""
        return [breach.text for breach in self._shown]

    def _line(self, breach: Breach) -> QWidget:
        line = QWidget()
        line.setAccessibleName(breach.text)
        said = Value("breach", "", live=False)
        said.set_value([Span(breach.lead, "danger", 600)], Lead("glyph", "alert", ink="danger"))
        parts: list[QWidget] = [said]
        for id, code in breach.initiatives[:_SHOWN]:
            token = Token(TokenRow(id, code), link=True, on_remove=None)
            token.clicked.connect(lambda _=False, id=id: self._opens(id))
            parts.append(token)
        if (rest := len(breach.initiatives) - _SHOWN) > 0:
            more = Value("more", "", live=False)
            more.set_value([Span(f"and {rest:,} more", "text2")])
            parts.append(more)
        Wrap(line, gap=0).put(parts)
        return line
