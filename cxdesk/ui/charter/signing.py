"""The last approval of a charter: the page as it will be is printed first, and kept with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cxdesk.model.errors import RuleBroken
from cxdesk.services import charters
from cxdesk.services.charter_print import CharterPaper, charter_paper
from cxdesk.services.charters import Finished, PageChanged
from cxdesk.services.session import Session
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.jobs import Cancelled, Progress, jobs_of
from cxdesk.ui.printing import usual_paper

Refused = Callable[[RuleBroken], object]


class Signing:
    """One approval on its way; `ended` hears whether it was kept, `refused` why it was not.

    What the charter says may change while it is printed: then it is printed once more.
    """

    def __init__(
        self,
        part: QWidget,
        desk: Desk,
        label: str,
        charter: int,
        person: int,
        comment: str,
        *,
        ended: Callable[[bool], object],
        refused: Refused,
    ) -> None:
        self._part, self._desk, self._label = part, desk, label
        self._charter, self._person, self._comment = charter, person, comment
        self._ended, self._refused = ended, refused
        self._size = usual_paper(part)
        self._again = True

    def begin(self) -> None:
        """Keep it, after printing where it is the last one."""
        try:
            rows = self._desk.store.rehearse(self._approved)
        except RuleBroken as broken:
            self._end(False, broken)
            return
        except KnownError as error:
            self._desk.refused.emit(error)
            self._end(False)
            return
        if rows is None:
            self._keep(None)
            return
        self._desk.said.emit(Toast("Printing the charter that is approved…"))
        json, size = rows.page.to_json(), self._size
        job = jobs_of(self._part).run(
            lambda progress, cancelled: _printed(rows, size, progress, cancelled),
            done=lambda pdf: self._keep(Finished(json, size, pdf)),
            failed=self._on_failed,
        )
        job.stopped.connect(lambda: self._end(False))  # a mistake, which is told elsewhere

    def _approved(self, session: Session) -> CharterPaper | None:
        """The page as it will be, where this is the last approval."""
        holds = charters.approve(session, self._charter, self._person, self._comment)
        session.flush()
        return charter_paper(session, self._charter) if holds else None

    def _keep(self, finished: Finished | None) -> None:
        broken: list[RuleBroken] = []
        done = self._desk.do(
            self._label,
            lambda s: charters.approve(s, self._charter, self._person, self._comment, finished),
            refused=broken.append,
        )
        if done is None and broken and isinstance(broken[0], PageChanged) and self._again:
            self._again = False
            self.begin()
            return
        self._end(done is not None, *broken)

    def _on_failed(self, error: RuleBroken | KnownError) -> None:
        """It holds all the same: the page that is kept with it says everything."""
        self._keep(None)
        self._desk.refused.emit(error)

    def _end(self, kept: bool, broken: RuleBroken | None = None) -> None:
        if not isValid(self._part):
            if broken is not None:
                self._desk.refused.emit(broken)
            return
        self._ended(kept)
        if broken is not None:
            self._refused(broken)


def _printed(rows: CharterPaper, size: str, _progress: Progress, _cancelled: Cancelled) -> bytes:
    from cxdesk.reports.signed import charter_paper_pdf  # reportlab costs start-up time

    try:
        return charter_paper_pdf(rows, size)
    except FileNotFoundError as error:  # a package with type is not installed
        raise KnownError(f"The charter is approved without its PDF: {error}") from error
