"""What the board puts on paper: agenda pack, blank ballots, minutes, and how minutes are approved.

A page prints one of them by `print_requested`, all of them by Ctrl+P, and calls `approve_minutes`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.meetings import MeetingState
from cxdesk.model.wording import day
from cxdesk.reports.printed import Choice, Chosen
from cxdesk.services import board_print, minutes, minutes_page
from cxdesk.services.board_print_rows import BoardHead
from cxdesk.services.minutes import Finished
from cxdesk.services.minutes_rows import Approved, MinutesPage
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.jobs import Cancelled, Progress, jobs_of
from cxdesk.ui.printing import Paper, usual_paper
from cxdesk.ui.read_only import refused

AGENDA: Final = "agenda"
BALLOTS: Final = "ballots"
MINUTES: Final = "minutes"
SHOWN: Final = "shown"
_SIZES = (("A4", "A4"), ("Letter", "Letter"))
_FROZEN = (
    "They are kept as a PDF that never changes. It cannot be undone; a mistake is corrected by a "
    "new version, and the old one stays."
)
_ABOUT = "Each of them is a PDF of its own."
_Make = Callable[[str, Cancelled], bytes]
Print = Callable[[Paper], None]


# Papers -------------------------------------------------------------------------------------


def agenda_paper(desk: Desk, meeting: int) -> Paper:
    """The agenda pack of a meeting. Raises RuleBroken when it is gone."""
    head, make = _agenda(desk, meeting)
    return _paper(f"Agenda pack, {head.name}", f"{head.file} agenda", make)


def ballots_paper(desk: Desk, meeting: int) -> Paper:
    """Blank ballots of its newest round. Raises RuleBroken where nothing is to be ranked."""
    head, make = _ballots(desk, meeting)
    return _paper(f"Ballots, {head.name}", f"{head.file} ballots", make)


def minutes_paper(desk: Desk, meeting: int) -> Paper:
    """The minutes as they were approved last, or a draft of them."""
    with desk.read() as session:
        approved = minutes.approved(session, meeting)
    if approved:
        return _paper(*_frozen(desk, meeting, approved[-1]))
    head, make = _draft(desk, meeting)
    return _paper(f"Minutes, draft, {head.name}", f"{head.file} minutes draft", make)


def board_papers(desk: Desk, meeting: int, first: str, shown: Paper | None = None) -> Paper | None:
    """All papers of a meeting, to choose from; `first` is offered first. None when it is gone.

    `shown` is what a page prints of its own: the choice SHOWN.
    """
    try:
        head, agenda = _agenda(desk, meeting)
        _, draft = _draft(desk, meeting)
    except RuleBroken:
        return None
    made: dict[str, tuple[str, str, _Make]] = {
        AGENDA: ("Agenda pack", f"{head.file} agenda", agenda)
    }
    if shown is not None:
        made[SHOWN] = f"As shown: {shown.name}", shown.file, _as_shown(shown)
    if head.state is not MeetingState.CLOSED:
        with suppress(RuleBroken):  # nothing is to be ranked
            made[BALLOTS] = "Blank ballots", f"{head.file} ballots", _ballots(desk, meeting)[1]
    with desk.read() as session:
        approved = minutes.approved(session, meeting)
    if not approved:
        made[MINUTES] = "Minutes, draft", f"{head.file} minutes draft", draft
    for one in reversed(approved):
        key = MINUTES if one is approved[-1] else f"{MINUTES}-{one.version}"
        _, file, frozen = _frozen(desk, meeting, one)
        said = f"Minutes, version {one.version}, {one.by}, {day(one.on)}"
        made[key] = said, file, frozen
    options = tuple((key, words) for key, (words, _, _) in made.items())
    choices = (
        Choice("what", "What", options, first if first in made else AGENDA),
        Choice("paper", "Paper", _SIZES, "A4"),
    )

    def work(chosen: Chosen, _progress: Progress, cancelled: Cancelled) -> bytes:
        return made[chosen["what"]][2](chosen["paper"], cancelled)

    def make(size: str) -> bytes:
        return made[choices[0].first][2](size, _never)

    return Paper(
        f"Papers of the {head.name}", made[choices[0].first][1], make, choices, work,
        _ABOUT, {key: file for key, (_, file, _) in made.items()},
    )  # fmt: skip


def _paper(name: str, file: str, make: _Make) -> Paper:
    return Paper(name, file, lambda size: make(size, _never))


def _as_shown(shown: Paper) -> _Make:
    return lambda size, _cancelled: shown.make(size)


def _never() -> bool:
    return False


def _agenda(desk: Desk, meeting: int) -> tuple[BoardHead, _Make]:
    with desk.read() as session:
        pack = board_print.agenda_pack(session, meeting)

    def make(size: str, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.agenda_pack import agenda_pdf  # reportlab costs start-up time

        return agenda_pdf(pack, size)

    return pack.head, make


def _ballots(desk: Desk, meeting: int) -> tuple[BoardHead, _Make]:
    with desk.read() as session:
        rows = board_print.paper_ballots(session, meeting)

    def make(size: str, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.paper_ballot import ballots_pdf  # reportlab costs start-up time

        return ballots_pdf(rows, size)

    return rows.head, make


def _draft(desk: Desk, meeting: int) -> tuple[BoardHead, _Make]:
    with desk.read() as session:
        page = minutes_page.page(session, meeting)
    return page.head, partial(_printed, page)


def _printed(page: MinutesPage, size: str, cancelled: Cancelled) -> bytes:
    from cxdesk.reports.minutes import minutes_pdf  # reportlab costs start-up time

    return minutes_pdf(page, size, cancelled)


def _frozen(desk: Desk, meeting: int, one: Approved) -> tuple[str, str, _Make]:
    """Approved minutes: the same bytes for ever, on the paper that was chosen then."""

    def read(session: Session) -> tuple[BoardHead, bytes]:
        sheet = board_print.meeting_sheet(session, meeting)
        return board_print.board_head(session, sheet), minutes.frozen(session, one.id)

    with desk.read() as session:
        head, data = read(session)
    name = f"Minutes, version {one.version}, {head.name}"
    return name, f"{head.file} minutes v{one.version}", lambda _size, _cancelled: data


# Approving ----------------------------------------------------------------------------------


def approve_minutes(part: QWidget, desk: Desk, meeting: int, print_it: Print) -> ApproveForm | None:
    """Ask who approves the minutes of a meeting; None where they cannot be approved now.

    `print_it` prints what is approved, if that is wanted.
    """
    if refused(part):
        return None
    try:
        with desk.read() as session:
            minutes.refuse_early(session, meeting)
            form = ApproveForm(part, desk, meeting, session, print_it)
    except RuleBroken as broken:
        desk.refused.emit(broken)
        return None
    form.open()
    return form


class ApproveForm(SmallForm):
    """Who approves, and what a new version corrects; the PDF is made in the worker."""

    def __init__(
        self, part: QWidget, desk: Desk, meeting: int, session: Session, print_it: Print
    ) -> None:
        name = board_print.meeting_sheet(session, meeting).row.name
        self._approved = minutes.approved(session, meeting)
        version = len(self._approved) + 1
        title = "Approve the minutes" if version == 1 else f"Approve version {version}"
        super().__init__(part, title, f"{name}. {_FROZEN}", "Approve")
        self._part, self._desk, self._meeting, self._print = part, desk, meeting, print_it
        self._name = name
        self.person = QComboBox()
        for id, who, _, role in minutes.approvers(session, meeting):
            self.person.addItem(f"{who}, {role}" if role else who, id)
        self.add_row("Approved by", self.person)
        self.correction = self.line_edit("Corrected", "What it says otherwise than before")
        self.correction.setMaxLength(2000)
        if not self._approved:
            self.form.setRowVisible(self.correction, False)
            self.fields.clear()
        self.finish()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Print the minutes, then keep them."""
        correction = self.correction.text() if self._approved else ""
        if self._approved and not correction.strip():
            self.refuse("Say what the new version corrects.", self.correction)
            return
        person = self.person.currentData()
        if person is None:
            self.refuse("Nobody of the board is active: add a member who may approve them.")
            return
        approve(self._part, self._desk, self._meeting, person, correction, self._print)
        self.close_overlay()


def approve(
    part: QWidget, desk: Desk, meeting: int, person: int, correction: str, print_it: Print
) -> None:
    """Print minutes in the worker and keep them where nothing has changed meanwhile."""
    with desk.read() as session:
        page = minutes_page.page(session, meeting, person, correction)

    def kept(pdf: bytes) -> None:
        finished = Finished(pdf, page.seq, page.chain, correction)
        label = f"Approve the minutes of {page.head.name}"
        if page.version > 1:
            label += f", version {page.version}"
        done = desk.do(
            label, lambda s: minutes.approve(s, meeting, person, finished), said=None,
            lasting=True,
        )  # fmt: skip
        if done is not None:
            text = f"Minutes approved by {page.approver}"
            desk.said.emit(
                Toast(text, button="Save as PDF…",
                      action=lambda: print_it(minutes_paper(desk, meeting)))
            )  # fmt: skip

    desk.said.emit(Toast("Printing the minutes that are approved…"))
    size = usual_paper(part)
    jobs_of(part).run(
        lambda _progress, cancelled: _printed(page, size, cancelled),
        done=kept, failed=desk.refused.emit,
    )  # fmt: skip
