"""The limits: each changed where it stands, beside its use and what breaks it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QWidget

from cxdesk.exchange.copied import tsv
from cxdesk.model.program import Measure
from cxdesk.services import strategy
from cxdesk.services.capacity import agreed_person_days
from cxdesk.services.frame import Frame, frame
from cxdesk.services.limits import LimitRow, limits
from cxdesk.services.session import Session
from cxdesk.services.sheet import Sheet
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.card import headed_card
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Rows, column, label, rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, tooltip
from cxdesk.ui.form.words import number
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.strategy.limit_lines import DomainLine, DomainShown, LimitField, LimitLine
from cxdesk.ui.strategy.limit_words import bound_words, limit_after, use_words
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.table.paper import table_paper
from cxdesk.ui.view import Hint

_EDGE, _GAP, _MOST = 24, 16, 1040  # px
_TABLES = {"program", "frame_item", "initiative", "person", "domain", "holiday"}
_MONEY = "What the strategy agreed to spend and to run at once. An empty field is no limit."
_DAYS = (
    "What a domain may be asked for in one month. Its own limit holds, or else the one of every "
    "domain, but never more than its capacity."
)
_HARD = "What is over the limit does not start: something has to be finished first."
_SOFT = "Soft now: what is over the limit may start with a reason, which is kept."
_NO_DOMAIN = "No domain yet. Domains and their capacity are kept in People, under Domains."
_HINTS = (Hint(("Enter",), "save"), Hint(("Esc",), "take back"), Hint(("Tab",), "next"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows."""

    frame: Frame
    common: float | None
    rows: tuple[LimitRow, ...]

    @property
    def domains(self) -> tuple[LimitRow, ...]:
        """The limits of domains."""
        return tuple(row for row in self.rows if row.measure is Measure.PERSON_DAYS)


def read(session: Session) -> Shown:
    """The frame, the limit of every domain, and all limits with their use."""
    return Shown(frame(session), agreed_person_days(session).get(None), limits(session))


class LimitsPage(TabPage):
    """Money and work in progress on one card, person-days of the domains on another."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.shown: Shown | None = None
        self.lines = {
            measure: LimitLine(editing, measure)
            for measure in (Measure.BUDGET, Measure.WIP, Measure.OWNER_WIP)
        }
        self.hard = QCheckBox("Hard limit")
        self.hard.setObjectName("wip-hard")
        self.hard.clicked.connect(self._save_hard)
        self._hard_note = label("", "body", "soft")
        self.common = LimitField(editing, Measure.PERSON_DAYS, "no limit")
        self.common.setContentsMargins(0, 2, 0, 10)
        self.domains = Rows(lambda _row: DomainLine(editing))
        self._none = label(_NO_DOMAIN, "body", "soft")
        self._none.setContentsMargins(PAD_X, 6, PAD_X, 0)
        budget, wip, owner = self.lines.values()
        wip.box.insertWidget(2, self._make_hard())
        money = headed_card(
            "Money and work in progress", _MONEY, budget, rule(), wip, rule(), owner
        )
        days = headed_card("Person-days a month", _DAYS, self.common, self.domains, self._none)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inner = QWidget()
        inner.setObjectName("page")
        box = column(inner, _GAP, (_EDGE, _EDGE, _EDGE, _EDGE))
        for card in (money, days):
            card.setMaximumWidth(_MOST)
            box.addWidget(card)
        box.addStretch(1)
        self.area.setWidget(inner)
        column(self).addWidget(self.area)
        self.setFocusProxy(self.area)
        make_action(self, "copy-limits", "Copy limits as a table", "Strategy", self.copy)
        if self.desk.store.read_only:
            self.hard.setEnabled(False)
            self.hard.setToolTip(tooltip(READ_ONLY))

    def _make_hard(self) -> QWidget:
        made = QWidget()
        box = QHBoxLayout(made)
        box.setContentsMargins(PAD_X, 0, PAD_X, 0)
        box.setSpacing(16)
        box.addWidget(self.hard)
        box.addWidget(self._hard_note, 1)
        return made

    # Showing ------------------------------------------------------------------------------------

    def load(self) -> None:
        self.shown = shown = self.editing.read(read)
        here = shown.frame
        for row in shown.rows:
            if row.measure in self.lines:
                self.lines[row.measure].show_row(here.id, row, here.currency)
        self.hard.setChecked(here.wip_hard)
        self._hard_note.setText(_HARD if here.wip_hard else _SOFT)
        self.common.show_limit(here.id, "Every domain", shown.common, here.currency)
        self.common.unit.set_value([Span("person-days a month, where a domain has no own limit",
                                         "text2")])  # fmt: skip
        self.domains.show_rows(
            DomainShown(row.domain_id or 0, row, shown.common, here.currency)
            for row in shown.domains
        )
        self._none.setVisible(not shown.domains)

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        """`id` is a domain's, for its line; any other shows the top."""
        found = kind == "limit"
        if found:
            # Not before the lines are laid out: a page just made has no places yet.
            QTimer.singleShot(0, self, lambda: self._bring(id))
        return found

    def _bring(self, id: int) -> None:
        rows = self.shown.domains if self.shown is not None else ()
        for row, line in zip(rows, self.domains.widgets(), strict=True):
            if row.domain_id == id:
                self.area.ensureWidgetVisible(line, 0, _EDGE)

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def paper(self) -> Paper | None:
        return table_paper(self.desk, "Limits", self.sheet())

    def sheet(self) -> Sheet:
        """The limits as a table."""
        assert self.shown is not None
        shown, currency = self.shown, self.shown.frame.currency
        rows = []
        for row in shown.rows:
            agreed = "none"
            if row.limit is not None:
                agreed = f"{number(row.limit)}{limit_after(row.measure, currency)}"
            broken = [breach.text for breach in row.breaches]
            if row.measure is Measure.PERSON_DAYS:
                agreed = bound_words(row, shown.common)
            elif row.measure is Measure.WIP and row.limit is not None:
                agreed += ", hard" if shown.frame.wip_hard else ", soft"
            rows.append((row.name, agreed, use_words(row, currency), "\n".join(broken)))
        return Sheet(
            ("Limit", "Agreed", "Use", "What breaks it"), tuple(rows), (False,) * 4,
            (2.0, 2.0, 3.0, 4.0),
        )  # fmt: skip

    # Doing --------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the limits on the clipboard as a table."""
        QGuiApplication.clipboard().setText(tsv(self.sheet()))

    def _save_hard(self, hard: bool) -> None:
        words = "Make the limit of work in progress hard" if hard else (
            "Make the limit of work in progress soft"
        )  # fmt: skip
        if not self.editing.do(words, lambda s: strategy.make_wip_hard(s, hard)):
            self.hard.setChecked(not hard)
