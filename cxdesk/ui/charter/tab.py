"""The charter in the panel: one version's parts, folded to headings that say what each lacks."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from cxdesk.services.charter_parts import PARTS, standings
from cxdesk.services.charter_rows import CharterRow
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.part import Part
from cxdesk.ui.charter.part_fold import PartFold
from cxdesk.ui.charter.parts import make_part
from cxdesk.ui.charter.top import CharterTop
from cxdesk.ui.form.rows import column, line, page
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject


class CharterTab(QScrollArea):
    """One version of the charter, the newest unless another was chosen."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._chosen: dict[int, int] = {}  # by initiative: the version looked at
        self.edits = CharterEdits(subject, lambda: self.charter)
        self.top = CharterTop(subject, self.edits, self, self._shown)
        self.top.approval.jump_requested.connect(self._jump)
        self.wide = Value("charter-wide", "")
        self.wide.set_value([Span("Open full width", "accent", 600)], Lead("glyph", "external"))
        self.wide.clicked.connect(lambda _=False: subject.open("charter-page", subject.detail.id))
        self._body = QWidget()
        body = column(self._body)
        # The approval stands above, where the panel says what can be done now.
        self.folds = {
            part.key: PartFold(part.key, self._make) for part in PARTS if part.key != "approval"
        }
        for fold in self.folds.values():
            fold.toggled.connect(self._on_toggled)
            body.addWidget(fold)
        box = page(self)
        box.addWidget(self.top)
        box.addSpacing(6)
        box.addLayout(line(self.wide, 1))
        box.addWidget(self._body)
        box.addStretch(1)
        self._opened = False

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

    def part(self, key: str) -> Part:
        """A part, unfolded."""
        self.folds[key].unfold()
        return self.folds[key].made()

    def _jump(self, key: str, where: str) -> None:
        part = self.part(key)
        part.enter(where)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(part))

    def show_detail(self) -> None:
        """Show the charter as it is now."""
        charter, it = self.charter, self._subject.detail
        self.top.show_charter(charter)
        self._body.setVisible(charter is not None)
        if charter is None:
            return
        for row in standings(charter, it):
            if (fold := self.folds.get(row.key)) is not None:
                fold.head.show_standing(row)
        if not self._opened:  # first what it cannot do without
            self._opened = True
            for part in PARTS:
                if part.needed:
                    self.folds[part.key].unfold()
        for fold in self.folds.values():
            if fold.part is not None and fold.unfolded:
                fold.part.show_charter(charter, it)

    def _make(self, key: str) -> Part:
        return make_part(key, self._subject, self.edits, self._shown)

    def _shown(self) -> CharterRow:
        shown = self.charter
        assert shown is not None
        return shown

    def _on_toggled(self, key: str) -> None:
        fold, charter = self.folds[key], self.charter
        if fold.part is not None and fold.unfolded and charter is not None:
            fold.part.show_charter(charter, self._subject.detail)
