"""The balance of the initiatives over culture, operations and technology."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.model.wording import thousands
from cxdesk.services.worth import Side
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.rows import Wrap, column, label, rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.tokens import Token, TokenRow
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.form.words import number
from cxdesk.ui.meter import ShareBar

_ABOUT = (
    "What the initiatives change first. A label “culture”, “operations” or “technology” decides. "
    "Without one the domain does: what belongs to the whole organisation is culture, a domain of "
    "systems is technology, any other is operations. Change it with a label in the panel of the "
    "initiative."
)
_EMPTY = "No initiative yet. The balance shows once there are some."
_NONE = "None. A transformation that leaves this side out rarely lasts."
_SHOWN = 40  # links of a side


class BalanceCard(HeadedCard):
    """Number, cost and person-days of each side as bars; its initiatives as links."""

    def __init__(self, opens: Callable[[int], object]) -> None:
        super().__init__("Balance")
        about = label(_ABOUT, "body", "soft")
        about.setContentsMargins(PAD_X, 0, PAD_X, 8)
        self.box.addWidget(about)
        self._empty = label(_EMPTY, "body", "soft")
        self._empty.setContentsMargins(PAD_X, 0, PAD_X, 0)
        self.box.addWidget(self._empty)
        self.sides = [SidePart(opens) for _ in range(3)]
        for side in self.sides:
            self.box.addWidget(side)

    def show_sides(self, sides: Sequence[Side], currency: str) -> None:
        """Show the three sides beside the whole."""
        whole = (
            sum(side.number for side in sides),
            sum(side.cost for side in sides),
            sum(side.effort for side in sides),
        )
        self._empty.setVisible(not whole[0])
        for part, side in zip(self.sides, sides, strict=True):
            part.setVisible(bool(whole[0]))
            part.show_side(side, whole, currency)


class SidePart(QWidget):
    """One side."""

    def __init__(self, opens: Callable[[int], object]) -> None:
        super().__init__()
        self._opens = opens
        self._members: tuple[object, ...] | None = None
        self.name = label("", "strong")
        self.figures = [label("", "body") for _ in range(3)]
        self.bars = [ShareBar() for _ in range(3)]
        grid = QGridLayout()
        grid.setContentsMargins(PAD_X, 6, PAD_X, 4)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.name, 0, 0)
        grid.setColumnMinimumWidth(0, 96)
        for place, (figure, bar) in enumerate(zip(self.figures, self.bars, strict=True), 1):
            grid.addWidget(figure, 0, place)
            grid.addWidget(bar, 1, place, Qt.AlignmentFlag.AlignVCenter)
            grid.setColumnStretch(place, 1)
        self._links = QWidget()
        self._wrap = Wrap(self._links, gap=0)
        box = column(self, 0, (0, 0, 0, 6))
        box.addWidget(rule())
        box.addLayout(grid)
        box.addWidget(self._links)

    def show_side(self, side: Side, whole: tuple[float, float, float], currency: str) -> None:
        """Show a side beside the whole: number, cost and person-days."""
        self.name.setText(side.name.capitalize())
        units = (
            "initiative" if side.number == 1 else "initiatives",
            thousands(currency),
            "person-days",
        )
        for value, total, unit, figure, bar in zip(
            (side.number, side.cost, side.effort), whole, units, self.figures, self.bars,
            strict=True,
        ):  # fmt: skip
            share = value / total if total else 0.0
            figure.setText(f"{number(value)} {unit}, {share * 100:.0f}\N{NO-BREAK SPACE}%")
            bar.show_share(share)
        self._show_links(side)

    def _show_links(self, side: Side) -> None:
        if side.members == self._members:  # a link that has the keyboard keeps it
            return
        self._members = side.members
        parts: list[QWidget] = []
        for member in side.members[:_SHOWN]:
            row = TokenRow(member.id, member.code, member.title)
            token = Token(row, link=True, on_remove=None)
            token.clicked.connect(lambda _=False, id=member.id: self._opens(id))
            parts.append(token)
        rest = side.number - _SHOWN
        words = _NONE if not side.number else f"and {rest:,} more" if rest > 0 else ""
        if words:
            more = Value("rest", "", live=False)
            more.set_value([Span(words, "text2")])
            parts.append(more)
        self._wrap.put(parts)

    def words(self) -> list[str]:
        """The figures as they are shown."""
        return [figure.text() for figure in self.figures]
