"""The head of a meeting: when, where, who leads it, and what to know before it begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import MeetingKind, MeetingState, read_start
from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import LineField, TextField
from cxdesk.ui.form.rows import Row, column, fold_button, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.meeting import words
from cxdesk.ui.meeting.changes import Changes
from cxdesk.ui.pickers import pick
from cxdesk.ui.read_only import READ_ONLY

_LABEL, _BESIDE = 92, 560  # px of the names of fields; the card from which they stand side by side


class HeadCard(Card):
    """What kind of meeting it is, its fields, warnings, and the buttons of the whole meeting."""

    def __init__(
        self,
        editing: Editing,
        changes: Changes,
        buttons: Sequence[tuple[str, Callable[[], object]]],
    ) -> None:
        super().__init__()
        self._editing, self._changes = editing, changes
        self._folded = True
        self._state: MeetingState | None = None
        self.setAccessibleName("Meeting")
        today = editing.desk.today
        rows = {
            name: Row(text, editing.go, _LABEL)
            for name, text in (
                ("on", "Date"), ("starts", "Starts"), ("place", "Place"), ("chair", "Chair"),
                ("window", "Planning"), ("quorum", "Quorum"), ("reason", "Reason"),
            )
        }  # fmt: skip
        self.title = label("", "title")
        self.on = DateField(
            "meeting-date", "Date", lambda on: changes.move_to(on, self.on), today,
            fault=rows["on"].fault,
        )  # fmt: skip
        self.starts = checked(
            LineField("meeting-start", "Starts at", lambda t: changes.start_at(t, self.starts),
                      fault=rows["starts"].fault, placeholder="no time"),
            _start_problem,
        )  # fmt: skip
        self.place = TextField(
            "meeting-place", "Place", lambda text: changes.hold_in(text, self.place),
            fault=rows["place"].fault, placeholder="no place",
        )  # fmt: skip
        self.chair = Value("meeting-chair", "Chair", framed=True)
        self.chair.clicked.connect(lambda _=False: self._pick_chair())
        fault = rows["window"].fault
        self.first = DateField(
            "plan-from", "Planning from", lambda on: changes.spread(on, self._last(), self.first),
            today, fault=fault,
        )  # fmt: skip
        self.last = DateField(
            "plan-to", "Planning to", lambda on: changes.spread(self._first(), on, self.last),
            today, fault=fault,
        )  # fmt: skip
        self.quorum = label("", "body")
        self.reason = TextField(
            "meeting-reason", "Reason", lambda text: changes.give_reason(text, self.reason),
            fault=rows["reason"].fault,
        )  # fmt: skip
        self.warnings = QWidget()
        self._warning_box = column(self.warnings)
        self.board = Value("board-changed", "")
        self.board.clicked.connect(lambda _=False: changes.follow_board())
        self.buttons = [self._button(text, act) for text, act in buttons]
        self._build(rows)

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.clicked.connect(lambda _=False: act())
        if text.startswith("Cancel"):
            made.setProperty("role", "flat")
        return made

    def _build(self, rows: dict[str, Row]) -> None:
        self._rows = rows
        box = column(self, 0, (20 - PAD_X, 14, 20 - PAD_X, 12))
        head = QHBoxLayout()
        head.setContentsMargins(PAD_X, 0, PAD_X, 8)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for button in sorted(self.buttons, key=lambda one: one.property("role") == "flat"):
            head.addWidget(button)
        box.addLayout(head)
        self.to = label("to", "body", "soft")
        self.to.setFixedHeight(26)
        rows["on"].hold(line(self.on, 1))
        rows["starts"].hold(line(self.starts, 1))
        rows["place"].hold(self.place)
        rows["chair"].hold(self.chair)
        rows["window"].hold(line(self.first, self.to, self.last, 1, spacing=2))
        self.quorum.setContentsMargins(PAD_X, 4, 0, 4)
        rows["quorum"].hold(self.quorum)
        rows["reason"].hold(self.reason)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(0)
        for names in (("on", "starts", "place"), ("chair", "quorum", "window")):
            part = QWidget()
            side = column(part, 2)
            for name in names:
                side.addWidget(rows[name])
            self._across.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        self.facts = label("", "body", "soft")
        self.details = fold_button("meeting-details", "")
        self.details.clicked.connect(lambda _=False: self._fold(not self._folded))
        self._brief = QWidget()
        brief = QHBoxLayout(self._brief)
        brief.setContentsMargins(PAD_X, 0, PAD_X, 0)
        brief.setSpacing(8)
        brief.addWidget(self.facts, 1)
        brief.addWidget(self.details)
        box.addWidget(self._brief)
        self._fields = QWidget()
        fields = column(self._fields)
        fields.addLayout(self._across)
        fields.addWidget(rows["reason"])
        box.addWidget(self._fields)
        box.addWidget(self.warnings)
        box.addWidget(self.board)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if self.width() >= _BESIDE else way.TopToBottom)

    def _fold(self, folded: bool) -> None:
        """Show the fields of a meeting that has begun, or just its facts in a line."""
        self._folded = folded
        self._fields.setVisible(not folded)
        words_ = "Details" if folded else "Fewer details"
        self.details.set_value([Span(words_, "accent", 600)])

    # Showing ----------------------------------------------------------------------------------

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show a meeting; what is being typed stays."""
        here, id = self._editing.desk.store.clock(), sheet.row.id
        read_only = self._editing.desk.store.read_only
        planned = sheet.row.state is MeetingState.PLANNED
        over = sheet.row.state is MeetingState.CLOSED
        self.title.setText(words.KINDS[sheet.row.kind])
        self.facts.setText(f"{words.held_words(sheet, here)} · {words.facts(sheet)}")
        self._brief.setVisible(not planned)
        if sheet.row.state is not self._state:
            self._state = sheet.row.state
            self._fold(not planned)
        self.on.show_date(id, sheet.row.on)
        self.starts.show_value(id, sheet.row.starts)
        self.place.show_value(id, sheet.place)
        self.reason.show_value(id, sheet.reason)
        self.first.show_date(id, sheet.plan_from)
        self.last.show_date(id, sheet.plan_to)
        self.quorum.setText(words.quorum_words(sheet))
        self._rows["reason"].setVisible(sheet.row.kind is MeetingKind.URGENT)
        for field in (self.on, self.starts):
            field.set_read_only(not planned)
        for other in (self.place, self.reason, self.first, self.last):
            other.set_read_only(over)
        initials = next(
            (one.initials for one in self._editing.choices.people if one.id == sheet.chair_id), ""
        )
        if sheet.chair:
            self.chair.set_value([Span(sheet.chair)], Lead("avatar", initials))
        else:
            self.chair.set_value([Span("Choose who leads", "text3")])
        self.chair.setEnabled(not over and not read_only)
        self._show_warnings(words.warnings(sheet, here.date()))
        self._show_board(words.board_words(sheet), live=not read_only)
        for button in self.buttons[1:]:
            button.setEnabled(not read_only)
            button.setToolTip(READ_ONLY if read_only else "")

    def _show_warnings(self, sentences: Sequence[str]) -> None:
        while self._warning_box.count() > len(sentences):
            item = self._warning_box.takeAt(0)
            if item is not None and (spare := item.widget()) is not None:
                spare.hide()
                spare.deleteLater()
        for place, text in enumerate(sentences):
            item = self._warning_box.itemAt(place)
            made = item.widget() if item is not None else None
            if made is None:
                made = Value("warning", "To know", live=False)
                self._warning_box.addWidget(made)
            assert isinstance(made, Value)
            made.set_value([Span(text)], Lead("glyph", "at_risk", ink="warn"))
        self.warnings.setVisible(bool(sentences))

    def _show_board(self, text: str, *, live: bool) -> None:
        spans = [Span(text)]
        if live:
            spans.append(Span("Update the seats", "accent", 600))
        self.board.set_live(live)
        self.board.set_value(spans, Lead("glyph", "at_risk", ink="warn"))
        self.board.setVisible(bool(text))

    def said(self) -> list[str]:
        """The warnings shown."""
        found = [one for one in self.warnings.findChildren(Value) if not one.isHidden()]
        said = [one.words() for one in found]
        return [*said, self.board.words()] if not self.board.isHidden() else said

    # Changing ---------------------------------------------------------------------------------

    def _pick_chair(self) -> None:
        pick(
            self.chair, "Who leads the meeting", self._editing.people(),
            self._changes.sheet.chair_id,
            lambda person: self._changes.chair_by(person, self._rows["chair"].fault),
        )  # fmt: skip

    def _first(self) -> date:
        return self._changes.sheet.plan_from

    def _last(self) -> date:
        return self._changes.sheet.plan_to


def _start_problem(text: str) -> str:
    try:
        read_start(text)
    except RuleBroken as wrong:
        return wrong.text
    return ""
