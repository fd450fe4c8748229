"""The cards of a round that is being set up: the question, how it votes, and what it ranks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QRadioButton, QWidget

from cxdesk.model.rounds import Method
from cxdesk.services import rounds
from cxdesk.services.voting_view import RoundLine, TaskLine, Voting
from cxdesk.ui import type as typeface
from cxdesk.ui.form.card import HeadedCard
from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Row, Rows, Wrap, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.options import Option
from cxdesk.ui.pickers import pick
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.vote import words

_LABEL = 96  # px
_FIXED = "Fixed once the round is open."
_BUDGET = "Off unless you want it: seeing the sum grow sways voters towards tasks that cost little."


def question_problem(text: str) -> str:
    """What is wrong with a question, said while it is typed."""
    return "" if text.strip() else "Say what the board is asked."


class QuestionCard(HeadedCard):
    """What the board is asked, changed where it stands until the round is open."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("What the board is asked")
        self._editing, self._round = editing, 0
        self.fault = Fault(editing.go)
        self.field = checked(
            TextField("question", "What the board is asked", self._save, fault=self.fault,
                      role=typeface.ROW_TITLE),
            question_problem,
        )  # fmt: skip
        self.box.addWidget(self.field)
        self.box.addWidget(self.fault)

    def show_round(self, shown: RoundLine) -> None:
        """Show the question of a round."""
        self._round = shown.id
        self.field.show_value(shown.id, shown.question)

    def _save(self, text: str) -> bool:
        if why := question_problem(text):
            self.field.refuse(why)
            return False
        return self._editing.do(
            "Word the question of the round",
            lambda s: rounds.word(s, self._round, text), self.field,
        )  # fmt: skip


class HowCard(HeadedCard):
    """Open or secret, how it is counted, and whether the ballot shows the budget."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("How it votes")
        self._editing = editing
        self._shown: RoundLine | None = None
        self.fault = Fault(editing.go)
        self.open, self.secret = QRadioButton("Open ballot"), QRadioButton("Secret ballot")
        self._group = QButtonGroup(self)
        for key, button, note in (
            ("open", self.open, words.OPEN_BALLOT),
            ("secret", self.secret, words.SECRET_BALLOT),
        ):
            button.setObjectName(f"{key}-ballot")
            button.setAccessibleDescription(f"{note} {_FIXED}")
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, on=key == "secret": self._set_secret(on))
        self.budget = QCheckBox("Budget meter on the ballot")
        self.budget.setObjectName("show-budget")
        self.budget.setAccessibleDescription(_BUDGET)
        self.budget.clicked.connect(self._set_budget)
        self.method = Value("method", "Counted by", framed=True)
        self.method.clicked.connect(lambda _=False: self._pick_method())
        self._why = label("", "small", "soft")
        self.box.addWidget(_choice(self.open, words.OPEN_BALLOT))
        self.box.addWidget(_choice(self.secret, f"{words.SECRET_BALLOT} {_FIXED}"))
        self.box.addWidget(self.fault)
        row = Row("Counted by", editing.go, _LABEL).hold(line(self.method, 1))
        row.setContentsMargins(0, 8, 0, 0)
        self.box.addWidget(row)
        said = QWidget()
        column(said, 0, (PAD_X, 0, PAD_X, 12)).addWidget(self._why)
        self.box.addWidget(said)
        self.box.addWidget(_choice(self.budget, _BUDGET))

    def show_round(self, shown: RoundLine, *, live: bool) -> None:
        """Show how a round votes."""
        self._shown = shown
        (self.secret if shown.secret else self.open).setChecked(True)
        self.budget.setChecked(shown.show_budget)
        name, note = words.METHODS[shown.method]
        self.method.set_value([Span(name)])
        self._why.setText(
            f"{note[0].upper()}{note[1:]}. The other methods stand beside it in the result."
        )
        for part in (self.open, self.secret, self.budget, self.method):
            part.setEnabled(live)
            part.setToolTip(tooltip("" if live else READ_ONLY))

    @property
    def _id(self) -> int:
        assert self._shown is not None
        return self._shown.id

    def _set_secret(self, on: bool) -> None:
        assert self._shown is not None
        if self._shown.secret is on:
            return
        number = self._shown.number
        kept = self._editing.do(
            f"Make round {number} {'a secret' if on else 'an open'} ballot",
            lambda s: rounds.set_secret(s, self._id, on), self.fault,
        )  # fmt: skip
        if not kept:
            (self.open if on else self.secret).setChecked(True)

    def _set_budget(self, on: bool) -> None:
        kept = self._editing.do(
            "Show the budget on the ballot" if on else "Leave the budget off the ballot",
            lambda s: rounds.show_budget(s, self._id, on), self.fault,
        )  # fmt: skip
        if not kept:
            self.budget.setChecked(not on)

    def _pick_method(self) -> None:
        assert self._shown is not None
        options = [Option(one, name, note) for one, (name, note) in words.METHODS.items()]
        pick(self.method, "Counted by", options, self._shown.method, self._set_method)

    def _set_method(self, method: Method) -> None:
        assert self._shown is not None
        if method is not self._shown.method:
            self._editing.do(
                f"Count round {self._shown.number} by {words.METHODS[method][0]}",
                lambda s: rounds.count_by(s, self._id, method), self.fault,
            )  # fmt: skip


class TasksCard(HeadedCard):
    """The tasks that are ranked, and which requests are not, with the reason."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("Tasks that are ranked")
        self._unit = ""
        self.rows = Rows(lambda _row: _TaskRow(editing, lambda: self._unit))
        self._none = label(
            "None yet: put qualified requests on the agenda.", "body", "soft"
        )  # fmt: skip
        self.left_out = label("", "small", "soft")
        self.box.addWidget(self.rows)
        for part in (self._none, self.left_out):
            part.setContentsMargins(PAD_X, 4, PAD_X, 0)
            self.box.addWidget(part)

    def show_tasks(self, here: Voting) -> None:
        """Show what a round ranks, or would rank if it were opened now."""
        self._unit = here.unit
        self.head.note.setText(f"{len(here.tasks):,}" if here.tasks else "")
        self.rows.show_rows(here.tasks)
        self._none.setVisible(not here.tasks)
        said = words.left_out_words(here)
        self.left_out.setText(said)
        self.left_out.setVisible(bool(said))


class _TaskRow(QWidget):
    """One task; a click opens its request."""

    def __init__(self, editing: Editing, unit: Callable[[], str]) -> None:
        super().__init__()
        self._unit, self._id = unit, 0
        self.name = Value("task", "")
        self.name.clicked.connect(lambda _=False: editing.open("request", self._id))
        self.cost, self.days = label("", "body"), label("", "body", "soft")
        row = line(spacing=8)
        row.addWidget(self.name, 1)
        for part, wide in ((self.cost, 64), (self.days, 72)):
            part.setWordWrap(False)
            part.setMinimumWidth(wide)
            part.setFixedHeight(26)
            part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        box = column(self, 0, (0, 0, PAD_X, 0))
        box.addLayout(row)

    def show_row(self, task: TaskLine) -> None:
        """Show a task."""
        self._id = task.id
        spans = [Span(task.code, "text2", 500), Span(task.title, weight=500)]
        if task.urgent:
            spans.append(Span("urgent", "warn", 600, 12))
        self.name.set_value([*spans, Span(words.task_note(task), "text3", 400, 12)])
        cost, days = words.figures(task, self._unit())
        self.cost.setText(cost)
        self.days.setText(days)


class ReadyCard(HeadedCard):
    """What a round still needs before it opens, and the button that opens it."""

    def __init__(
        self, open_round: Callable[[], object], discard: Callable[[], object],
        go_to_agenda: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__("Before it opens")
        self._lines: list[Value] = []
        self._list = QWidget()
        self._box = column(self._list)
        self.fault = Fault(lambda _way: None)
        self.open_round, self.discard = QPushButton("Open the round"), QPushButton("Discard draft")
        self.agenda = QPushButton("Go to the agenda")
        self.discard.setProperty("role", "flat")
        self.open_round.setObjectName("open-round-button")
        self.open_round.clicked.connect(lambda _=False: open_round())
        self.discard.clicked.connect(lambda _=False: discard())
        self.agenda.clicked.connect(lambda _=False: go_to_agenda())
        self.box.addWidget(self._list)
        self.box.addWidget(self.fault)
        held = QWidget()
        held.setContentsMargins(PAD_X, 10, PAD_X, 0)
        buttons = Wrap(held, gap=8)
        for button in (self.open_round, self.agenda, self.discard):
            buttons.addWidget(button)
        self.box.addWidget(held)

    def show_checks(self, here: Voting, *, live: bool) -> None:
        """Show what is there and what is missing."""
        found = words.checks(here)
        while len(self._lines) < len(found):
            made = Value("check", "", live=False)
            self._lines.append(made)
            self._box.addWidget(made)
        for made, check in zip(self._lines, found, strict=False):
            glyph, ink = ("tick", "text2") if check.done else ("at_risk", "warn")
            made.set_value([Span(check.text)], Lead("glyph", glyph, ink=ink))
            done = "there" if check.done else "missing"
            made.setAccessibleName(f"{check.text}: {done}")
        for place, made in enumerate(self._lines):
            made.setVisible(place < len(found))
        line = here.round
        if line is not None:
            self.open_round.setText(f"Open round {line.number}")
        missing = not all(check.done for check in found)
        self.agenda.setVisible(missing)
        self.fault.clear_fault()
        for button in (self.open_round, self.discard):
            button.setEnabled(live)
            button.setToolTip(tooltip("" if live else READ_ONLY))


def _choice(button: QWidget, note: str) -> QWidget:
    """A choice with its sentence below."""
    made = QWidget()
    box = column(made, 2, (PAD_X, 6, PAD_X, 4))
    box.addWidget(button)
    said = label(note, "small", "soft")
    said.setContentsMargins(24, 0, 0, 0)
    box.addWidget(said)
    return made
