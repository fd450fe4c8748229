"""The button over the timeline that says which baseline stands behind the bars as ghosts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from cxdesk.services import baselines
from cxdesk.services.baselines import Bars, BaselineKind, BaselineRow, Key, past_row
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.roadmap.baselines_reader import DriftReader
from cxdesk.ui.roadmap.baselines_tables import SIGNS, of_words

_OTHER_DAY = "other day"  # no key of a baseline
_LETTERS = 30  # of a name on the button
_SETTLE_MS = 100  # a popup that opens while another closes is closed with it


class CompareButton(Value):
    """Picks no baseline, one that was taken, the approved charters, or a past day.

    `chosen` tells of the baseline at once, and `bars` is its dates when they are there: at once in
    a small program, a moment later for a past day of a large one. A baseline that is removed is
    chosen no more.
    """

    # Another baseline is chosen: BaselineRow, or None for none.
    chosen = Signal(object)
    # The dates of the chosen baseline: start and end by the initiative's id; empty without one.
    bars_changed = Signal(object)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__("baseline", "", framed=True, parent=parent)
        self._editing = editing
        self.row: BaselineRow | None = None
        self.bars: Bars = {}
        self._reader = DriftReader(editing.desk, self)
        self._reader.bars_read.connect(self._on_bars)
        self._reader.failed.connect(editing.desk.refused)
        self.clicked.connect(lambda _=False: self.offer())
        self._say()

    @property
    def key(self) -> Key | None:
        """The chosen baseline, to be chosen again the next time by `choose`."""
        return None if self.row is None else self.row.key

    def choose(self, key: Key | None) -> None:
        """Compare with a baseline; none for None, and for a key of which nothing is known."""
        found: BaselineRow | None = None
        if key is not None:
            try:
                found = self._editing.read(lambda s: baselines.row_of(s, key))
            except ValueError:  # kept by somebody else's hand
                found = None
        self._set(found)

    def follow(self, tables: frozenset[str]) -> None:
        """Show a change of these tables: a name, other dates of a charter, one that is gone."""
        if self.row is not None and tables & {"baseline", "baseline_bar", "charter", "phase"}:
            self.choose(self.row.key)
        elif self.row is not None and self.row.key == self._editing.desk.today().isoformat():
            self._reader.ask_bars(self.row.key)

    def offer(self) -> None:
        """Offer everything there is to compare with."""
        rows = self._editing.read(baselines.baselines)
        now = self.row
        options = [Option(None, "No baseline"), *_options(rows)]
        if now is not None and now.kind is BaselineKind.PAST:
            options += _options([now])
        options.append(Option(_OTHER_DAY, "As it was on…", lead=Lead("glyph", "history")))
        pick(self, "Compare with", options, self.key, self._take)

    def _take(self, value: Key | None) -> None:
        if value == _OTHER_DAY:
            QTimer.singleShot(_SETTLE_MS, self, self.ask_day)
        else:
            self.choose(value)

    def ask_day(self) -> None:
        """Ask for a past day to compare with."""
        from cxdesk.ui.roadmap.baselines_day import PastDayForm

        form = PastDayForm(self, self._editing)
        form.chosen.connect(lambda row: self._set(past_row(row.on)))
        form.open()

    def _set(self, row: BaselineRow | None) -> None:
        changed, self.row = row != self.row, row
        self._say()
        if changed:
            self.chosen.emit(row)
        if row is None:
            self._on_bars({})
        else:
            self._reader.ask_bars(row.key)

    def _on_bars(self, bars: Bars) -> None:
        self.bars = bars if self.row is not None else {}
        self.bars_changed.emit(self.bars)

    def _say(self) -> None:
        row = self.row
        taken = row is None or row.kind is BaselineKind.TAKEN
        name = "" if row is None else row.name
        cut = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
        self.set_value([Span("Baseline" if taken else "", "text2"), Span(cut, "text", 600)])
        help = "Show where bars stood before, as strips below them"
        self.setToolTip(tooltip(help if row is None else name if cut != name else ""))


def _options(rows: Sequence[BaselineRow]) -> list[Option]:
    return [
        Option(row.key, row.name, of_words(row), Lead("glyph", SIGNS[row.kind])) for row in rows
    ]
