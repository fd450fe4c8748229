"""The screen before the seal: the ballot in short, and what its voter may not have meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from cxdesk.analysis.tiers import Tiers
from cxdesk.ui import icons, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.ballot import cut
from cxdesk.ui.ballot.parts import Sign
from cxdesk.ui.ballot.words import BallotRow, Rows
from cxdesk.ui.booth.page import ColumnPage, big_button
from cxdesk.ui.booth.slate import Witness
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick

_PLACE = 40  # px of the column of ranks
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_NOBODY = "choose a name"


class ReviewPage(ColumnPage):
    """Asks, shows, and seals. With `witnesses` one of them says that it is what the paper says."""

    wide = 720

    def __init__(
        self, here: Tiers, recused: frozenset[int], rows: Rows, asked: Sequence[str],
        back: Callable[[], object], seal: Callable[[int | None], object],
        witnesses: Sequence[Witness] | None = None,
    ) -> None:  # fmt: skip
        paper = witnesses is not None
        title = "Does the screen say what the paper says?" if paper else "Is this your ballot?"
        said = "A second person compares them, line by line." if paper else ""
        super().__init__(title, said or "Once it is sealed it counts as it stands here.")
        self._back, self._seal, self._witnesses = back, seal, witnesses
        self.witness: int | None = None
        self.asked = [_Asked(text) for text in asked]
        for one in self.asked:
            self.box.addWidget(one)
        self.lines = _Short(here, recused, rows)
        self.box.addSpacing(4)
        self.box.addWidget(self.lines)
        self.chooser = _Chooser("witness", "Compared by", framed=True)
        self.chooser.set_value([Span(_NOBODY, "text3")])
        self.chooser.clicked.connect(lambda _=False: self._choose())
        if paper:
            across = QHBoxLayout()
            across.setSpacing(12)
            across.addWidget(label("Compared by", "strong"))
            across.addWidget(self.chooser)
            across.addStretch(1)
            self.box.addSpacing(4)
            self.box.addLayout(across)
        else:
            self.chooser.hide()
        self.leave = big_button("Back", back)
        text = "Paper and screen agree: seal" if paper else "Seal ballot"
        self.go_on = big_button(text, self.confirm, primary=True)
        self.go_on.setIcon(icons.icon("lock", theme.current(), "on_accent"))
        self.finish()
        self.side = QWidget()
        row = QHBoxLayout(self.side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.leave)
        row.addWidget(self.go_on)

    def first_field(self) -> QWidget:
        """What is asked about is answered on purpose: Enter at once goes back to the ballot."""
        if self._witnesses is not None:
            return self.chooser
        return self.leave if self.asked else self.go_on

    def confirm(self) -> None:
        if self._witnesses is not None and self.witness is None:
            self.refuse("Choose who compared paper and screen.")
            self.chooser.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._seal(self.witness)

    def escape(self) -> None:
        self._back()

    def loses(self) -> str:
        return "It is not sealed: what is ranked on it is lost."

    def forget(self) -> None:
        self.lines.forget()
        for one in self.asked:
            one.text.clear()

    def _choose(self) -> None:
        options = [
            Option(one.id, one.name, lead=Lead("avatar", one.initials))
            for one in self._witnesses or ()
        ]
        if options:
            pick(self.chooser, "Who compared them?", options, self.witness, self._on_chosen)
        else:
            self.refuse("Nobody else can confirm it: add a person in People first.")

    def _on_chosen(self, id: int) -> None:
        self.witness = id
        one = next(one for one in self._witnesses or () if one.id == id)
        self.chooser.set_value([Span(one.name)], Lead("avatar", one.initials))
        self.refuse("")


class _Chooser(Value):
    """The name of the second person; Ctrl+Enter on it seals, as elsewhere on the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Asked(QFrame):
    """A question in a box of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = label(text, "strong")
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 9, 12, 9)
        across.setSpacing(10)
        across.addWidget(Sign("help"), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.text, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(colors.control)
        p.setBrush(colors.tint)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


class _Short(QFrame):
    """The ballot as lines of text: rank, codes and titles."""

    def __init__(self, here: Tiers, recused: frozenset[int], rows: Rows) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _PLACE)
        self._grid.setColumnStretch(2, 1)
        column(self, 0, (16, 12, 16, 12)).addLayout(self._grid)
        self._said: list[str] = []

        rank = 1
        for place, tier in enumerate(here.ranked):
            if place == cut.level(here):
                self._add_cut()
            for id in tier:
                tied = "" if id == tier[0] else "="
                self._add(tied or f"{rank}", rows[id], "strong")
            rank += len(tier)
        if here.ranked and cut.level(here) == len(here.ranked):
            self._add_cut()
        without = [id for id in here.no_opinion if id not in recused]
        for head, ids in (
            ("Below all ranked", here.unranked), ("No opinion", without),
            ("Recused", [id for id in here.no_opinion if id in recused]),
        ):  # fmt: skip
            if ids:
                self._head(head)
                for id in ids:
                    self._add("", rows[id], "body")

    def _add(self, left: str, row: BallotRow, role: str) -> None:
        self._said.append(f"{left} {row.code} {row.title}".strip())
        at = self._grid.rowCount()
        mark, code, title = (
            label(left, "strong"),
            label(row.code, "strong"),
            label(row.title, role),
        )
        for place, part in enumerate((mark, code, title)):
            part.setWordWrap(part is title)
            part.setAlignment((_RIGHT if part is mark else _LEFT) | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(part, at, place)

    def _head(self, text: str) -> None:
        self._said.append(text)
        head = label(text, "small")
        head.setContentsMargins(0, 10, 0, 0)
        self._grid.addWidget(head, self._grid.rowCount(), 1, 1, 2)

    def _add_cut(self) -> None:
        row = self._grid.rowCount()
        self._said.append(cut.TITLE)
        self._grid.addWidget(_CutLine(), row, 0, 1, 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(colors.line2)
        p.setBrush(colors.surface)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def said(self) -> list[str]:
        """The lines, as they are read."""
        return list(self._said)

    def forget(self) -> None:
        """Show nothing any more."""
        self._said.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class _CutLine(QWidget):
    """The line between what is for this cycle and what is not."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(24)
        self.setAccessibleName(cut.TITLE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setFont(typeface.SMALL_STRONG.font())
        p.setPen(colors.text)
        left = _PLACE + 12
        wide = p.fontMetrics().horizontalAdvance(cut.TITLE)
        p.drawText(
            QRectF(left, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, cut.TITLE
        )
        y = self.height() / 2 - 1
        p.fillRect(QRectF(0, y, left - 8, 2), colors.text)
        p.fillRect(QRectF(left + wide + 8, y, self.width() - left - wide - 8, 2), colors.text)
