"""The side panel of a request: what is asked, whether it is ready, and all that came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.model.wording import day
from cxdesk.services import alikes, request_view, story
from cxdesk.services.sheet import Sheet
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.rows import column, page, rule
from cxdesk.ui.printing import Paper
from cxdesk.ui.request.checks import Checks
from cxdesk.ui.request.facts import RequestFacts
from cxdesk.ui.request.head import RequestHead
from cxdesk.ui.request.question import Question
from cxdesk.ui.request.subject import RequestSubject
from cxdesk.ui.request.thread import Thread
from cxdesk.ui.side_panel import SidePanel
from cxdesk.ui.table.paper import table_paper


class RequestPanel(SidePanel):
    """Shows and changes one request. The kind "answer" is its question, waiting to be answered."""

    kind = "request"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName("Request")
        self.subject = RequestSubject(desk, self)
        self._titles: alikes.Titles | None = None
        self.head = RequestHead(self.subject)
        self.head.checks_wanted.connect(self._to_checks)
        self.listen(self.subject, self.head.buttons)
        self.question = Question(self.subject)
        self.facts = RequestFacts(self.subject)
        self.checks = Checks(self.subject)
        self.thread_of_steps = Thread(self.subject)
        self.area = QScrollArea()
        inner = page(self.area)
        for part in (self.question, self.facts, self.checks, self.thread_of_steps):
            inner.addWidget(part)
        inner.addStretch(1)
        box = column(self)
        box.addWidget(self.head)
        box.addWidget(rule())
        box.addWidget(self.area, 1)
        self.restyle()

    # What the window asks -------------------------------------------------------------------

    def current(self) -> int | None:
        """The id of the request shown."""
        return self.subject.id

    def show_item(self, kind: str, id: int) -> bool:
        """Show a request; False when there is no such one."""
        found = self._read(id)
        if found is None:
            return False
        other = id != self.subject.id
        if other:
            self.keep_typed()
        self._set(found)
        self._stale = False
        self.show_loaded()
        if other:
            self.area.verticalScrollBar().setValue(0)
        if kind == "answer":
            self.question.enter()
        return True

    def load(self) -> bool:
        id = self.subject.id
        self._set(None if id is None else self._read(id))
        return self.subject.id is not None

    def _read(self, id: int) -> request_view.RequestSheet | None:
        """The request; every title is read once, as long as none is changed."""
        if self._titles is None:
            self._titles = self.subject.read(alikes.titles)
        known = self._titles
        return self.subject.read(lambda s: request_view.request_sheet(s, id, known))

    def _set(self, sheet: request_view.RequestSheet | None) -> None:
        steps = () if sheet is None else self.subject.read(lambda s: story.story(s, sheet.id))
        self.subject.set_sheet(sheet, steps)

    def concerned(self, change_set: ChangeSet) -> bool:
        if alikes.retitled(change_set):
            self._titles = None
        self.subject.forget()  # pickers offer people by their names of now
        return request_view.concerned(self.subject.sheet, change_set)

    def show_loaded(self) -> None:
        for part in (self.head, self.question, self.facts, self.checks, self.thread_of_steps):
            part.show_sheet()

    def _to_checks(self) -> None:
        """Show the checklist, at the first line that is open."""
        self.area.ensureWidgetVisible(self.checks)
        self.checks.enter()

    def focus_title(self) -> None:
        """Put the keyboard into the title, all of it selected."""
        if self.subject.id is not None:
            self.head.title.select_all()

    def paper(self) -> Paper | None:
        """The whole story, as a table."""
        if self.subject.id is None:
            return None
        it = self.subject.sheet
        rows = tuple((day(line.on), line.text, line.more) for line in self.subject.story)
        sheet = Sheet(("Day", "Step", "Note"), rows, (False, False, False), (90.0, 260.0, 320.0))
        return table_paper(self.desk, f"{it.code} {it.title}: the whole story", sheet)
