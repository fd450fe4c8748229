"""The charter in the panel: one version's texts, criteria, phases and risks."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.services.charter_parts import TITLES
from cxdesk.services.charter_rows import CharterRow
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import headed_by
from cxdesk.ui.charter.parts import make_part
from cxdesk.ui.charter.top import CharterTop
from cxdesk.ui.form.rows import column, page
from cxdesk.ui.panel.subject import Subject

_KEYS = (
    "summary", "why", "objectives", "benefit", "scope", "assumptions", "completed", "phases",
    "risks",
)  # fmt: skip


class CharterTab(QScrollArea):
    """One version of the charter, the newest unless another was chosen."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._chosen: dict[int, int] = {}  # by initiative: the version looked at
        self.edits = CharterEdits(subject, lambda: self.charter)
        self.top = CharterTop(subject, self.edits, self)
        self._body = QWidget()
        body = column(self._body)
        self.parts = {key: make_part(key, subject, self.edits, self._shown) for key in _KEYS}
        for key, part in self.parts.items():
            body.addWidget(headed_by(TITLES[key], 12))
            body.addWidget(part)
        box = page(self)
        box.addWidget(self.top)
        box.addWidget(self._body)
        box.addStretch(1)

    @property
    def subject(self) -> Subject:
        """What the panel shows."""
        return self._subject

    @property
    def charter(self) -> CharterRow | None:
        """The version shown; None when there is none."""
        it = self._subject.detail
        chosen = self._chosen.get(it.id)
        found = [one for one in it.charters if one.id == chosen] or list(it.charters[-1:])
        return found[0] if found else None

    def choose(self, version: int | None) -> None:
        """Look at a version; None: at the newest."""
        self._chosen.pop(self._subject.detail.id, None)
        if version is not None:
            self._chosen[self._subject.detail.id] = version
        self.show_detail()

    def show_detail(self) -> None:
        """Show the charter as it is now."""
        charter = self.charter
        self.top.show_charter(charter)
        self._body.setVisible(charter is not None)
        if charter is None:
            return
        for part in self.parts.values():
            part.show_charter(charter, self._subject.detail)

    def _shown(self) -> CharterRow:
        shown = self.charter
        assert shown is not None
        return shown
