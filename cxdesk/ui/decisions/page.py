"""The tab Decisions: the result of a round, and what the board decides task by task."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cxdesk.model.decisions import Verdict
from cxdesk.model.meetings import MeetingState
from cxdesk.model.wording import count, thousands
from cxdesk.services.result_rows import ResultSheet, RoundHead
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.change_board.lasting import LastingForm, publish_form
from cxdesk.ui.decisions.bar import ResultBar
from cxdesk.ui.decisions.limit_meters import LimitMeters
from cxdesk.ui.decisions.methods import BestCard, MethodsCard
from cxdesk.ui.decisions.panel import WIDE, DecisionPanel, next_open, why_not
from cxdesk.ui.decisions.paper import meeting_papers, minutes_of
from cxdesk.ui.decisions.ranking import RankingCard
from cxdesk.ui.decisions.reader import ResultReader
from cxdesk.ui.decisions.settle_form import SettleForm, pair_to_settle
from cxdesk.ui.decisions.strip import Strip
from cxdesk.ui.decisions.verdicts import KEYS, NAMES
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.scroll import scrolled
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes, refused
from cxdesk.ui.tabbed import TabPage
from cxdesk.ui.view import Hint

_BESIDE = 880  # px of the page from which ranking and panel stand side by side
_TABLES = {
    "round", "turn", "settlement", "decision", "decision_effort", "minutes", "meeting",
    "agenda_item", "grouping", "request", "request_effort", "prerequisite", "initiative",
    "contribution", "batch", "action", "person", "domain", "outcome", "frame_item", "program",
    "holiday",
}  # fmt: skip
_HINTS = (
    Hint(("Up", "Down"), "task"), Hint(("Right",), "why"), Hint(("A", "D", "R", "I"), "decide"),
    Hint(("Ctrl", "Enter"), "record"),
)  # fmt: skip


class DecisionsPage(TabPage):
    """The ranking at the left, the decision on its current task at the right."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.sheet: ResultSheet | None = None
        self._round: int | None = None  # None: the newest
        self._drilled = False  # narrow, and the panel is shown in the place of the ranking
        self.reader = ResultReader(self.desk, self)
        self.bar, self.strip, self.card = ResultBar(), Strip(), RankingCard()
        self.ranking = self.card.ranking
        self.settled = label("", "small")
        self.meters, self.methods, self.best = LimitMeters(), MethodsCard(), BestCard()
        self.panel = DecisionPanel(editing)
        self.nothing = Nothing()
        self.stack = QStackedWidget()
        self.form: SettleForm | None = None
        self.asking: LastingForm | None = None
        self._build()
        self._connect()
        self._add_actions()

    def _build(self) -> None:
        inner = QWidget()
        box = column(inner, 14, (20, 16, 20, 24))
        for part in (self.strip, self.card, self.settled, self.meters, self.methods, self.best):
            box.addWidget(part)
        box.addStretch(1)
        self.area = scrolled(inner)
        across = QWidget()
        row = QHBoxLayout(across)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(self.panel, 0)
        self._across = across
        self.stack.addWidget(across)
        self.stack.addWidget(self.nothing)
        outer = column(self)
        outer.addWidget(self.bar)
        outer.addWidget(self.stack, 1)
        self.decide = self.bar.add_button("decide-task", "", "Enter", self._drill)
        self.decide.hide()
        add = self.bar.add_button
        add("projector", "Projector", "Show the order on another screen", self.project)
        add("minutes-pdf", "Minutes PDF", "Print the minutes of the meeting", self.print_minutes)
        self.approve = add(
            "approve-minutes", "Approve the minutes", "From then on they never change",
            self.approve_minutes,
        )  # fmt: skip

    def _connect(self) -> None:
        self.reader.counted.connect(self.load)
        self.bar.round_chosen.connect(self.show_round)
        self.ranking.chosen.connect(self._on_chosen)
        self.ranking.opened.connect(lambda _task: self._drill())
        self.ranking.settle_wanted.connect(self.settle)
        self.ranking.shown_at.connect(self._on_shown_at)
        self.panel.stepped.connect(self.ranking.step)
        self.panel.recorded.connect(self._on_recorded)
        self.panel.left.connect(self._back)
        self.best.asked.connect(self._work_out)

    def _add_actions(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut

        def add(key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
            return make_action(self, key, text, "Decisions", slot, shortcuts=keys, context=within)

        self._publish = add("publish-round", "Publish the round…", self.publish)
        self._publish.setProperty("glyph", "tick")
        self._publish.setVisible(False)
        changing = [self._publish]
        for verdict, letter in KEYS.items():
            what = partial(self.choose, verdict)
            changing.append(
                add(f"decide-{verdict.value}", f"{NAMES[verdict]} the task", what, letter)
            )
        keys = ("Ctrl+Return", "Ctrl+Enter")
        changing.append(add("record-decision", "Record the decision", self.panel.keep, *keys))
        changing.append(add("settle-pair", "Settle by show of hands…", self.settle_current, "S"))
        add("projector", "Open the projector window", self.project)
        add("choose-round", "Read another round…", self.bar.offer)
        add("minutes-pdf", "Print the minutes…", self.print_minutes)
        add("all-methods", "Show the orders by every method", self._show_methods)
        lock_changes(self.desk, *changing)

    # The page -------------------------------------------------------------------------------

    def load(self) -> None:
        heads = self.reader.rounds()
        head = next((one for one in heads if one.id == self._round), None)
        if head is None and heads:
            self._round, head = None, heads[0]
        self.bar.setVisible(head is not None)
        if head is None:
            self._say_nothing()
            return
        self.bar.show_rounds(heads, head, self.desk.store.clock())
        self.sheet = self.reader.read(head)
        self._show_publish(head)
        over = head.meeting_state is MeetingState.CLOSED
        self.approve.setVisible(over and not self.desk.store.read_only and not head.minuted)
        if self.sheet is None:
            self.nothing.say(
                f"Counting {count(head.ballots, 'ballot')}…",
                "With many tasks the exact order takes some seconds. The window stays free.",
            )
            self.turn(self.stack, self.nothing)
            return
        self._show_sheet(self.sheet)
        self.setFocusProxy(self.ranking)
        self.turn(self.stack, self._across)

    def _say_nothing(self) -> None:
        self.sheet = None
        self._publish.setVisible(False)
        self.nothing.say(
            "The board has not voted",
            "Its ranking, what it can fund and its decisions stand here once a round is closed.",
            (("Go to the vote", lambda: self.tab_requested.emit("Vote")),),
        )
        self.setFocusProxy(self.nothing)
        self.turn(self.stack, self.nothing)

    def _show_sheet(self, sheet: ResultSheet) -> None:
        currency = thousands(sheet.case.frame.currency)
        live = sheet.head.may_publish and not self.desk.store.read_only
        voted = sheet.head.voted
        for part in (self.strip, self.methods, self.best):
            part.setVisible(voted)
        if voted:
            self.strip.show_facts(sheet.facts)
            self.methods.show_sheet(sheet)
        self.card.show_sheet(sheet, currency, live=live)
        self.settled.setText("\n".join(f"Settled: {each}." for each in sheet.settled))
        self.settled.setVisible(bool(sheet.settled))
        self.meters.show_line(sheet.line, currency)
        self.best.say("")
        current = self.ranking.current()
        row = None if current is None else sheet.task(current)
        if row is None:
            row = next((each for each in sheet.tasks if each.decided is None), None)
            row = row or next(iter(sheet.tasks), None)
        if row is None:
            self.panel.hide()
        elif row.id != self.ranking.current():
            self.ranking.choose(row.id)
        else:
            self._on_chosen(row.id)
        self._arrange()

    def _show_publish(self, head: RoundHead) -> None:
        live = head.may_publish and not self.desk.store.read_only
        self._publish.setVisible(head.may_publish)
        self._publish.setEnabled(live)
        self._publish.setText(f"Publish round {head.number}…")
        self.hints_changed.emit()

    def concerned(self, change_set: ChangeSet) -> bool:
        return bool(change_set.tables & _TABLES)

    def reveal(self, kind: str, id: int) -> bool:
        """A round is read; a request stands beside its panel if it is among the tasks."""
        if kind == "request":
            return self.sheet is not None and self.ranking.choose(id)
        if all(head.id != id for head in self.reader.rounds()):
            return False
        self.show_round(id)
        return True

    def paper(self) -> Paper | None:
        return None if self.sheet is None else meeting_papers(self.desk, self.sheet)

    def neighbour(self, kind: str, id: int, by: int) -> int | None:
        tasks = self.ranking.rows.tasks()
        if kind != "request" or id not in tasks:
            return None
        at = tasks.index(id) + by
        return tasks[at] if 0 <= at < len(tasks) else None

    def primary_action(self) -> QAction | None:
        return self._publish if self._publish.isVisible() else None

    def drawn(self) -> bool:
        return not self.reader.busy

    def hints(self) -> tuple[Hint, ...]:
        return _HINTS if self.sheet is not None else ()

    def all_hints(self) -> tuple[Hint, ...]:
        return _HINTS

    def restyle(self) -> None:
        self.update()

    def show_round(self, id: int) -> None:
        """Read the result of a round; the newest is followed by whatever comes after it."""
        newest = next(iter(self.reader.rounds()), None)
        self._round = None if newest is not None and newest.id == id else id
        self.load()

    # Tasks ----------------------------------------------------------------------------------

    def _on_chosen(self, task: int) -> None:
        sheet = self.sheet
        row = None if sheet is None else sheet.task(task)
        if sheet is None or row is None:
            return
        self.panel.show_task(sheet, row)
        live = row.decided is None and not why_not(sheet)
        self.ranking.decide(task if live else None)
        self.decide.setText(f"Decide {row.code}" if live else f"Open {row.code}")

    def _on_shown_at(self, rect: QRect) -> None:
        inner = self.card.parentWidget()
        assert inner is not None
        box = QRect(self.ranking.viewport().mapTo(inner, rect.topLeft()), rect.size())
        self.area.ensureVisible(box.left(), box.bottom(), 0, 24)
        self.area.ensureVisible(box.left(), box.top(), 0, 24)

    def _on_recorded(self, task: int) -> None:
        """Go on with the next task that is open; the ranking has the keyboard."""
        sheet = self.sheet
        following = None if sheet is None else next_open(sheet, task)
        if following is not None:
            self.ranking.choose(following.id)
        if self._drilled and following is None:
            self._back()
        elif not self._drilled:
            self.ranking.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, verdict: Verdict) -> None:
        """Choose what the board decided on the current task."""
        if self.sheet is None or refused(self):
            return
        if not self._beside():
            self._drill()
        self.panel.choose(verdict)

    def publish(self) -> None:
        """Ask, then make the result the board's; it is never undone."""
        sheet = self.sheet
        if sheet is None or refused(self):
            return
        head = sheet.head
        self.asking = publish_form(self, self.editing, head.id, head.number)
        self.asking.open()

    def project(self) -> None:
        """Open the projector window, for everybody in the room."""
        from cxdesk.ui.projector.window import open_projector

        if self.sheet is not None:
            open_projector(self.editing, self, self.sheet.head.meeting_id)

    # Paper ----------------------------------------------------------------------------------

    def print_minutes(self) -> None:
        """Print the minutes of the meeting, as they are approved or as a draft."""
        if self.sheet is not None:
            self.print_requested.emit(minutes_of(self.desk, self.sheet))

    def approve_minutes(self) -> None:
        """Ask who approves the minutes; from then on they never change."""
        from cxdesk.ui.change_board.papers import approve_minutes

        if self.sheet is not None:
            meeting = self.sheet.head.meeting_id
            approve_minutes(self, self.desk, meeting, self.print_requested.emit)

    # Settling, methods, best value ----------------------------------------------------------

    def settle_current(self) -> None:
        """Settle the current task with the one below it, or above it, where that is open."""
        sheet, task = self.sheet, self.ranking.current()
        if sheet is None or task is None:
            return
        pair, why = pair_to_settle(sheet, task)
        if pair is None:
            self.desk.said.emit(Toast(why))
        else:
            self.settle(pair.upper)

    def settle(self, upper: int) -> None:
        """Open the form for the hands on a pair, by its upper task."""
        sheet = self.sheet
        pair = None if sheet is None else sheet.pair(upper)
        if sheet is None or pair is None or refused(self):
            return
        titles = [
            row.title for id in (pair.upper, pair.lower) if (row := sheet.task(id)) is not None
        ]
        self.form = SettleForm(
            self, self.editing, sheet.head, pair, (titles[0], titles[-1]),
            lambda: self.ranking.setFocus(Qt.FocusReason.OtherFocusReason),
        )  # fmt: skip
        self.form.open()

    def _show_methods(self) -> None:
        self.methods.unfold(True)
        self.area.ensureWidgetVisible(self.methods)

    def _work_out(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            self.reader.best(sheet, lambda text: self.best.say(text))

    # Narrow pages ---------------------------------------------------------------------------

    def _beside(self) -> bool:
        return self.width() >= _BESIDE

    def _arrange(self) -> None:
        """Side by side where there is room, else the ranking or the decision."""
        beside = self._beside()
        there = self.sheet is not None and bool(self.sheet.tasks)
        self._drilled = self._drilled and not beside
        self.panel.setMinimumWidth(WIDE if beside else 0)
        self.panel.setMaximumWidth(WIDE if beside else 16_777_215)
        self.panel.setVisible(there and (beside or self._drilled))
        self.area.setVisible(beside or not self._drilled)
        self.panel.back.setVisible(not beside)
        self.decide.setVisible(there and not beside and not self._drilled)

    def _drill(self) -> None:
        """Go to the decision on the current task."""
        if not self._beside():
            self._drilled = True
            self._arrange()
        self.panel.begin()

    def _back(self) -> None:
        self._drilled = False
        self._arrange()
        self.ranking.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
