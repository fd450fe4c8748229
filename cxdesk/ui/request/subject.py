"""The request a panel shows, for all its parts: its data, its story, and how it is changed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cxdesk.services.request_view import RequestSheet
from cxdesk.services.story import StoryLine
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.request.edits import RequestEdits


class RequestSubject(Editing):
    """What all parts of the panel share."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self._sheet: RequestSheet | None = None
        self.story: tuple[StoryLine, ...] = ()
        self.edits = RequestEdits(self)

    @property
    def id(self) -> int | None:
        """The request shown; None when there is none."""
        return self._sheet.id if self._sheet else None

    @property
    def here(self) -> tuple[str, int] | None:
        return ("request", self._sheet.id) if self._sheet else None

    @property
    def sheet(self) -> RequestSheet:
        """Its data. Only asked for while something is shown."""
        assert self._sheet is not None
        return self._sheet

    @property
    def shown(self) -> RequestSheet | None:
        """Its data; None when nothing is shown."""
        return self._sheet

    @property
    def fixed(self) -> bool:
        """Whether its words no longer change."""
        return self._sheet is None or not self._sheet.state.editable

    def set_sheet(self, sheet: RequestSheet | None, story: tuple[StoryLine, ...] = ()) -> None:
        """Show another item, or newer data."""
        self._sheet, self.story = sheet, story
        self.forget()
