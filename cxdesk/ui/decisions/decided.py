"""A decision that was recorded: what it says, what it committed, what it became."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.model.decisions import Verdict
from cxdesk.model.wording import day, thousands
from cxdesk.services import decisions
from cxdesk.services.decision_sheet import DecisionSheet
from cxdesk.services.decisions import reason_name
from cxdesk.services.register import RegisterRow, verdict_words, waiver_words
from cxdesk.ui.decisions.words import GLYPH_OF
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Row, column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead

_LABEL = 92
_MINUTED = "The minutes are approved: its words stay."
_OPEN = "Its reason can be reworded until the minutes are approved."


class Decided(QWidget):
    """Its reason can be reworded until the minutes are approved, the rest stands."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._row: RegisterRow | None = None
        go = editing.go
        self.head = Value("verdict", "", live=False)
        self.becomes = Value("becomes", "Becomes")
        self.becomes.clicked.connect(lambda _=False: self._open())
        self.values = {
            name: Value(name, name, live=False)
            for name in ("Rank", "Deadline", "Owner", "Asked", "Committed", "Over", "Waived")
        }
        self._rows = {name: Row(name, go, _LABEL).hold(value)
                      for name, value in self.values.items()}  # fmt: skip
        self._becomes_row = Row("Becomes", go, _LABEL).hold(self.becomes)
        self._reason_row = Row("Reason", go, _LABEL)
        self.reason = TextField(
            "decision-reason", "Reason", self._save, fault=self._reason_row.fault, lines=True,
            placeholder="No reason was given",
        )  # fmt: skip
        self._reason_row.hold(self.reason)
        self.note = label("", "small")
        self.note.setContentsMargins(6, 6, 0, 0)
        box = column(self, 4)
        for part in (
            self.head, self._becomes_row, *self._rows.values(), self._reason_row, self.note
        ):  # fmt: skip
            box.addWidget(part)

    def show_sheet(self, sheet: DecisionSheet) -> None:
        """Show the decision on a task."""
        row = self._row = sheet.decided
        if row is None:
            return
        accepted = row.verdict is Verdict.ACCEPTED
        self.head.set_value(
            [Span(f"{row.code}", weight=600), Span(verdict_words(row), weight=600),
             Span(day(row.on), "text2")],
            Lead("glyph", GLYPH_OF[row.verdict.value]),
        )  # fmt: skip
        self._becomes_row.setVisible(bool(row.becomes))
        self.becomes.set_value([Span(row.becomes, "accent", 600)])
        money = thousands(sheet.currency)
        committed = [f"{number(row.cost)} {money}"]
        committed += [f"{each.name} {number(each.committed)} d" for each in sheet.effort
                      if each.committed]  # fmt: skip
        asked = [f"{number(sheet.cost)} {money}"]
        asked += [f"{each.name} {number(each.days)} d" for each in sheet.effort if each.days]
        ratified = f"urgent; {row.ratification}" if row.urgent else ""
        for name, words in (
            ("Rank", f"{row.rank} in round {row.round}" if row.rank else ratified),
            ("Deadline", "" if row.deadline is None else day(row.deadline)),
            ("Owner", row.owner if accepted else ""),
            ("Asked", ", ".join(asked) if accepted else ""),
            ("Committed", ", ".join(committed) if accepted else ""),
            ("Over", "; ".join(row.limits)), ("Waived", waiver_words(row)),
        ):  # fmt: skip
            self._rows[name].setVisible(bool(words))
            lead = Lead("avatar", row.initials) if name == "Owner" and row.initials else None
            self.values[name].set_value([Span(words)], lead)
        self.reason.setAccessibleName(reason_name(row.verdict))
        self.reason.show_value(row.id, row.reason)
        still = row.minuted or self._editing.desk.store.read_only
        self.reason.set_read_only(still)
        self.note.setText(
            _MINUTED
            if row.minuted
            else "Its reason can be reworded until the minutes are approved."
        )

    def _save(self, text: str) -> bool:
        row = self._row
        assert row is not None
        return self._editing.do(
            f"Reword {row.code}", lambda s: decisions.amend(s, row.id, text), self.reason
        )

    def _open(self) -> None:
        if self._row is not None and self._row.opens is not None:
            self._editing.open(*self._row.opens)
