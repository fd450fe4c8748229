"""The form of a new meeting: the day, and for one out of cycle what cannot wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import MeetingKind, read_start
from cxdesk.model.wording import day, listed
from cxdesk.services import meeting_view, meetings
from cxdesk.services.meeting_rows import Board, MeetingRow, Waiting
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import read_date, short
from cxdesk.ui.meeting import words
from cxdesk.ui.pickers import Option, pick_many

_HELP = "Everything qualified comes on its agenda, what was deferred first."
_URGENT = "For what cannot wait: it decides with a smaller quorum, and the next board ratifies."
_CYCLE = timedelta(days=28)


class PlanForm(SmallForm):
    """Enter plans the meeting. `made` is its id then.

    `last` is the newest regular meeting with its time and place, from which the next one follows.
    """

    width_px = 480

    def __init__(
        self, over: QWidget, editing: Editing, boards: tuple[Board, ...], *,
        last: tuple[date, str, str] | None, request: int | None = None, urgent: bool = False,
    ) -> None:  # fmt: skip
        urgent = urgent or request is not None
        title = "Call an urgent meeting" if urgent else "Plan a meeting"
        super().__init__(over, title, _URGENT if urgent else _HELP,
                         "Call the meeting" if urgent else "Plan the meeting")  # fmt: skip
        self._editing, self.made = editing, 0
        self._boards, self._urgent = boards, urgent
        self._today = editing.desk.today()
        on, starts, place = last or (self._today - _CYCLE, "", "")
        self.board = QComboBox()
        for one in boards:
            self.board.addItem(one.name, one.id)
        if len(boards) > 1:
            self.add_row("Board", self.board)
            self.board.currentIndexChanged.connect(lambda _=0: self._on_date())
        self.on = self.line_edit("Date", f"Such as {day(self._today)}", self._date_fault)
        self.starts = self.line_edit("Starts at", "Such as 14:00", _start_fault)
        self.where = self.line_edit("Place", "A room, or a link")
        self.starts.setText("" if urgent else starts)
        self.where.setText(place)
        self.on.setText(day(self._today if urgent else max(on + _CYCLE, self._today)))
        self._chosen: list[int] = []
        self._waiting: tuple[Waiting, ...] = ()
        if urgent:
            self._build_urgent(request)
        self.finish()
        self.on.textChanged.connect(lambda _text: self._on_date())
        self._on_date()

    def _build_urgent(self, request: int | None) -> None:
        self._waiting = self._editing.read(meeting_view.urgent)
        ids = [one.id for one in self._waiting]
        self._chosen = [request] if request in ids else ids[:1] if len(ids) == 1 else []
        self.requests = Value("urgent-requests", "What cannot wait", framed=True)
        self.requests.clicked.connect(lambda _=False: self.pick_requests())
        self.add_row("What cannot wait", self.requests)
        self.reason = self.line_edit("Reason", "Why it cannot wait for the next board")
        self._show_requests()

    def first_field(self) -> QWidget:
        return self.on

    # What is typed ------------------------------------------------------------------------------

    def _here(self) -> Board:
        return self._boards[max(0, self.board.currentIndex())]

    def _date(self) -> date | None:
        try:
            return read_date(self.on.text(), self._today)
        except ValueError:
            return None

    def _date_fault(self, text: str) -> str:
        try:
            read_date(text, self._today)
        except ValueError as wrong:
            return str(wrong)
        return ""

    def _on_date(self) -> None:
        """Say what follows from the day: quorum, and whether the board is asked early."""
        on, here = self._date(), self._here()
        said = f"Quorum {here.quorum} of {here.seats} seats."
        if not here.seats:
            said = f"{here.name} has no seats yet: add its members in People, Groups."
        elif self._urgent:
            said = f"Quorum {here.urgent_quorum} of {here.seats} seats, usually {here.quorum}."
            if here.urgent_quorum is None:
                said = (
                    f"{here.name} has no quorum out of cycle yet: set one below {here.quorum} in "
                    "People, Groups."
                )
        elif on is not None:
            before = self._editing.read(lambda s: meeting_view.early(s, here.id, on))
            if before is not None:
                said = words.early_words(on, before)
        if on is not None and on < self._today:
            said = f"{day(on)} is past. {said}"
        self.said.setText(said)
        self.said.setVisible(self.trouble.isHidden())
        if not self.isHidden():
            self.place()  # as high as the words need

    def _on_edited(self, field: QLineEdit, problem: object, text: str) -> None:
        super()._on_edited(field, problem, text)  # type: ignore[arg-type]
        self.said.setVisible(self.trouble.isHidden())

    def pick_requests(self) -> None:
        """Offer the urgent requests that are qualified."""
        options = [
            Option(one.id, one.name, f"planned for {short(one.there, self._today)}"
                   if one.there else "")
            for one in self._waiting
        ]  # fmt: skip
        pick_many(self.requests, "Urgent and qualified", options, self._chosen, self._take)

    def _take(self, chosen: list[int]) -> None:
        self._chosen = list(chosen)
        self._show_requests()

    def _show_requests(self) -> None:
        names = [one.name for one in self._waiting if one.id in self._chosen]
        nothing = "Choose" if self._waiting else "No urgent request is qualified"
        self.requests.set_value([Span(listed(names)) if names else Span(nothing, "text3")])

    # Keeping ------------------------------------------------------------------------------------

    def keep(self) -> None:
        for field, fault in ((self.on, self._date_fault), (self.starts, _start_fault)):
            if why := fault(field.text()):
                self.refuse(why, field)
                return
        on = self._date()
        if on is None:
            self.refuse("A meeting needs a date.", self.on)
            return
        if self._urgent and not self._chosen:
            self.refuse("Choose what cannot wait: a request that is urgent and qualified.")
            self.requests.setFocus()
            return
        here, kind = self._here(), MeetingKind.URGENT if self._urgent else MeetingKind.REGULAR
        reason = self.reason.text() if self._urgent else ""
        starts, place, requests = self.starts.text(), self.where.text(), tuple(self._chosen)

        def plan(session: Session) -> None:
            self.made = meetings.plan(
                session, here.id, on, starts=starts, place=place, kind=kind, reason=reason,
                requests=requests,
            )  # fmt: skip

        label = f"Call an urgent meeting on {day(on)}" if self._urgent else (
            f"Plan a meeting on {day(on)}"
        )  # fmt: skip
        if self._editing.do(label, plan, self):
            self.close_overlay()

    def refuse(self, why: RuleBroken | str, field: QLineEdit | None = None) -> None:
        """A reason that is missing is said at its field."""
        if field is None and self._urgent and not self.reason.text().strip():
            field = self.reason
        super().refuse(why, field)


def _start_fault(text: str) -> str:
    try:
        read_start(text)
    except RuleBroken as wrong:
        return wrong.text
    return ""


def plan_form(
    over: QWidget, editing: Editing, rows: Sequence[MeetingRow], *, urgent: bool,
    request: int | None,
) -> PlanForm | None:  # fmt: skip
    """The form, filled in from the newest regular meeting; None where there is no board."""
    boards = editing.read(meeting_view.boards)
    if not boards:
        return None
    regular = [row for row in rows if row.kind is MeetingKind.REGULAR]
    newest = max(regular, key=lambda row: row.on, default=None)
    last = None
    if newest is not None:
        sheet = editing.read(lambda s: meeting_view.sheet(s, newest.id))
        last = (newest.on, newest.starts, sheet.place if sheet is not None else "")
    return PlanForm(over, editing, boards, last=last, request=request, urgent=urgent)
