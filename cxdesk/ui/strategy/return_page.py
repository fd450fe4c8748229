"""What the program returns, and whether its initiatives are in balance."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.exchange.copied import tsv
from cxdesk.services.sheet import Sheet
from cxdesk.services.worth import Side, Worth, balance, worth
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import column
from cxdesk.ui.printing import Paper
from cxdesk.ui.strategy.balance_card import BalanceCard
from cxdesk.ui.strategy.calculator import Calculator
from cxdesk.ui.strategy.return_words import return_sheet, worked
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.view import Hint

_EDGE, _GAP, _MOST = 24, 16, 900  # px
_TABLES = {"program", "initiative", "contribution", "outcome", "domain"}
_HINTS = (Hint(("Enter",), "save"), Hint(("Esc",), "take back"), Hint(("Tab",), "next"))


class ReturnPage(TabPage):
    """The calculator, and the balance below it."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._worth: Worth | None = None
        self._sides: tuple[Side, ...] = ()
        self.calculator = Calculator(editing)
        self.balance = BalanceCard(lambda id: editing.open("initiative", id))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inner = QWidget()
        inner.setObjectName("page")
        box = column(inner, _GAP, (_EDGE, _EDGE, _EDGE, _EDGE))
        for card in (self.calculator, self.balance):
            card.setMaximumWidth(_MOST)
            box.addWidget(card)
        box.addStretch(1)
        self.area.setWidget(inner)
        column(self).addWidget(self.area)
        self.setFocusProxy(self.area)
        make_action(self, "copy-return", "Copy the return as a table", "Strategy", self.copy)

    def load(self) -> None:
        self._worth, self._sides = self.editing.read(lambda s: (worth(s), balance(s)))
        self.calculator.show_worth(self._worth)
        self.balance.show_sides(self._sides, self._worth.currency)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def paper(self) -> Paper | None:
        assert self._worth is not None
        return table_paper(self.desk, "Return and balance", self.sheet(), worked(self._worth))

    def sheet(self) -> Sheet:
        """The cases and the balance as one table."""
        assert self._worth is not None
        return return_sheet(self._worth, self._sides)

    def copy(self) -> None:
        """Put the cases and the balance on the clipboard as a table."""
        QGuiApplication.clipboard().setText(tsv(self.sheet()))
