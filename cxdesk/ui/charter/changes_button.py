"""The button that says how much changed since a version was signed, and shows both side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import count
from cxdesk.services.charter_diff import Difference
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charter_since import since_signed, since_version
from cxdesk.ui.panel.subject import Subject

if TYPE_CHECKING:
    from cxdesk.ui.charter.compare import Compare

_PAUSE = 200  # ms: what is typed is counted when it rests


def compared_with(charter: CharterRow, charters: tuple[CharterRow, ...]) -> CharterRow | None:
    """What a version is compared with: itself as signed, else the one that was signed before it."""
    if charter.state is CharterState.APPROVED:
        return charter
    at = [one.id for one in charters].index(charter.id)
    signed = (CharterState.APPROVED, CharterState.SUPERSEDED)
    return next((one for one in reversed(charters[:at]) if one.state in signed), None)


class ChangesButton(QPushButton):
    """ "Changes since v1.0: 3"; hidden where no version was signed."""

    # A part is wanted: its key.
    part_requested = Signal(str)

    def __init__(self, subject: Subject, shown: Callable[[], CharterRow | None]) -> None:
        super().__init__()
        self.setObjectName("charter-changes")
        self.setFixedHeight(32)
        self._subject, self._shown = subject, shown
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._count)
        self.clicked.connect(lambda _=False: self.compare())
        self.hide()

    def follow(self) -> None:
        """Another version is shown, or something of it was changed."""
        before = self._before()
        self.setVisible(before is not None)
        if before is not None:
            self.setText(f"Changes since v{before.label}")
            self._pause.start()

    def _before(self) -> CharterRow | None:
        charter = self._shown()
        return None if charter is None else compared_with(charter, self._subject.detail.charters)

    def _count(self) -> None:
        charter, before = self._shown(), self._before()
        if charter is None or before is None:
            return
        try:
            found: tuple[Difference, ...] = self._subject.read(
                lambda s: (
                    since_signed(s, charter.id)
                    if before.id == charter.id
                    else since_version(s, before.id, charter.id)
                )
            )
        except RuleBroken:  # it was undone a moment ago
            return
        self.setText(f"Changes since v{before.label}: {len(found):,}")
        said = count(len(found), "change") if found else "Nothing changed"
        self.setToolTip(f"{said}, side by side")

    def compare(self, over: QWidget | None = None) -> Compare | None:
        """Show both sides."""
        from cxdesk.ui.charter.compare import NOW, show_compared

        charter, before = self._shown(), self._before()
        if charter is None or before is None:
            return None
        after = NOW if before.id == charter.id else charter.id
        return show_compared(
            over or self, self._subject, before.id, after, self.part_requested.emit
        )
