"""The order by every method side by side, and the best-value set: what else could have come out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.services.result_rows import MethodColumn, ResultSheet
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.rows import fold_button, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.leads import Lead

_ROW, _HEAD, _PLACE, _LEAST = 24, 44, 36, 96
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ABOUT = {
    "Kemeny": "the order that overrules the fewest preferences",
    "Schulze": "who beats whom along the strongest chains of majorities",
    "Ranked pairs": "the largest majorities first, as long as they close no circle",
    "Borda": "points alone: preferences won less lost",
}


class MethodsCard(HeadedCard):
    """What each method makes of the same ballots; folded until somebody asks."""

    def __init__(self) -> None:
        super().__init__("By every method")
        self.table = _Table()
        self.fold = fold_button("show-methods", "")
        self.fold.clicked.connect(lambda _=False: self.unfold(self.table.isHidden()))
        self.about = label("", "small")
        self.about.setContentsMargins(6, 8, 6, 0)
        for part in (self.fold, self.table, self.about):
            self.box.addWidget(part)
        self.unfold(False)

    def unfold(self, on: bool) -> None:
        """Show the orders, or hide them."""
        self.table.setVisible(on)
        self.about.setVisible(on)
        words = "Hide the orders" if on else "Show the orders side by side"
        self.fold.set_value(
            [Span(words, "accent", 600)],
            Lead("glyph", "chevron_down" if on else "chevron_right", ink="accent"),
        )

    def show_sheet(self, sheet: ResultSheet) -> None:
        """Show these orders; places that differ from the round's own are marked."""
        others = [one for one in sheet.methods if one.differs]
        if others:
            names = ", ".join(one.name for one in others)
            said = f"{names}: other places, marked ≠"
        else:
            said = "all four agree"
        self.head.note.setText(said if sheet.proven else f"{said}; not proven")
        self.table.show_columns(sheet.methods, {row.id: row.code for row in sheet.tasks})
        self.about.setText("; ".join(f"{name}: {words}" for name, words in _ABOUT.items()) + ".")


class _Table(QWidget):
    """A column a method, a row a place."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[MethodColumn, ...] = ()
        self._cells: list[list[str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_columns(self, columns: Sequence[MethodColumn], codes: dict[int, str]) -> None:
        self.columns = tuple(columns)
        self._cells = [method_cells(one, codes) for one in columns]
        self.setAccessibleName(
            "; ".join(f"{one.name}: {', '.join(cells)}"
                      for one, cells in zip(columns, self._cells, strict=True))
        )  # fmt: skip
        self.setFixedHeight(_HEAD + _ROW * max((len(each) for each in self._cells), default=0))
        self.update()

    def cells(self) -> list[list[str]]:
        """What stands in each column."""
        return self._cells

    def minimumSizeHint(self) -> QSize:
        return QSize(_PLACE + _LEAST * 2, _HEAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, colors = QPainter(self), theme.current()
        step = (self.width() - _PLACE) / max(1, len(self.columns))
        rows = max((len(each) for each in self._cells), default=0)
        p.setFont(typeface.SMALL.font())
        p.setPen(colors.text2)
        for place in range(rows):
            y = _HEAD + place * _ROW
            p.fillRect(QRectF(0, y, self.width(), 1), colors.line)
            p.drawText(QRectF(6, y, _PLACE, _ROW), _LEFT, f"{place + 1}")
        for at, (one, cells) in enumerate(zip(self.columns, self._cells, strict=True)):
            left = _PLACE + at * step
            p.setFont(typeface.BODY_STRONG.font())
            p.setPen(colors.text)
            own = f"{one.name} (this round)" if one.own else one.name
            if QFontMetricsF(p.font()).horizontalAdvance(own) > step - 8:
                own = one.name
            p.drawText(QRectF(left, 4, step, 18), _LEFT, own)
            p.setFont(typeface.SMALL.font())
            p.setPen(colors.text2)
            kept = one.kept.removeprefix("keeps ").removesuffix(" opinions")
            p.drawText(QRectF(left, 22, step, 16), _LEFT, f"keeps {kept}")
            for place, words in enumerate(cells):
                marked = words.endswith("≠")
                p.setFont((typeface.BODY_STRONG if marked else typeface.BODY).font())
                p.setPen(colors.text)
                p.drawText(QRectF(left, _HEAD + place * _ROW, step, _ROW), _LEFT, words)


def method_cells(one: MethodColumn, codes: dict[int, str]) -> list[str]:
    """An order place by place: "R2", "R1 = R5" where they tie, "R3 ≠" where the place differs."""
    found: list[str] = []
    for tier in one.order:
        mark = " ≠" if any(id in one.differs for id in tier) else ""
        found.append(" = ".join(codes.get(id, "?") for id in tier) + mark)
        found += [""] * (len(tier) - 1)
    return found


class BestCard(HeadedCard):
    """The best-value set beside the line: a what-if, worked out when somebody asks."""

    # It is to be worked out.
    asked = Signal()

    def __init__(self) -> None:
        super().__init__("Best value for the same limits")
        self.fold = fold_button("show-best", "")
        self.fold.set_value(
            [Span("Work it out", "accent", 600)], Lead("glyph", "chevron_right", ink="accent")
        )
        self.fold.clicked.connect(lambda _=False: self.asked.emit())
        self.text = label("", "body")
        self.text.setContentsMargins(6, 0, 6, 0)
        self.text.hide()
        self.box.addWidget(self.fold)
        self.box.addWidget(self.text)

    def say(self, text: str) -> None:
        """Show what was found; "" offers to work it out."""
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.fold.setVisible(not text)
