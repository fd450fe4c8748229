"""The backups of a file: listed, made, brought back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from cxdesk import paths
from cxdesk.model.wording import day
from cxdesk.store.backups import Backup, Backups
from cxdesk.store.errors import KnownError
from cxdesk.ui.dialogs.dialog import Dialog, label
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Job

_NONE_YET = (
    "There are no backups yet. One is made every 30 minutes while you change something, and when "
    "you close the program."
)


class BackupsDialog(Dialog):
    """The backups of the file at `path`, which is open, or is damaged and cannot be."""

    def __init__(self, parent: QWidget | None, files: Files, path: Path) -> None:
        super().__init__(parent, "Backups", 560)
        self._files, self._path = files, path
        self._backups = Backups(path, paths.data())
        self._rows: list[Backup] = []
        self._job: Job | None = None

        self.body.addWidget(label(f"Copies of {path.name}, checked when they were made.", "small"))
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels(["When", "Why", "Size"])
        self.table.setAccessibleName("Backups")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setProperty("roomy", True)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 170)
        header.resizeSection(2, 100)
        self.table.setMinimumHeight(240)
        self.table.itemSelectionChanged.connect(self._enable)
        self.body.addWidget(self.table, 1)
        self.said = label("", "small")
        self.body.addWidget(self.said)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.bar.hide()
        self.body.addWidget(self.bar)
        self._build_question()

        self.add_button("Show folder", self._on_show_folder, left=True)
        self.make = self.add_button("Make one now", self._on_make)
        self.restore = self.add_button("Restore…", self._on_restore)
        self.add_button("Close", self.reject)
        desk = files.desk
        self._is_open = desk is not None and desk.store.path == path.resolve()
        self._fill()

    def _build_question(self) -> None:
        self.question = QFrame()
        row = QHBoxLayout(self.question)
        row.setContentsMargins(0, 0, 0, 0)
        self._asked = label("", "strong")
        row.addWidget(self._asked, 1)
        self.yes = QPushButton("Restore it")
        self.yes.setProperty("role", "primary")
        self.yes.clicked.connect(self._on_yes)
        self.no = QPushButton("Keep as it is")
        self.no.clicked.connect(self.question.hide)
        for button in (self.no, self.yes):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.question.hide()
        self.body.addWidget(self.question)

    def _fill(self) -> None:
        self._rows = self._backups.list()
        self.table.setRowCount(len(self._rows))
        for at, one in enumerate(self._rows):
            when = f"{day(one.made.date())}, {one.made:%H:%M}"
            for column, text in enumerate((when, one.why or "from time to time", size(one.size))):
                self.table.setItem(at, column, QTableWidgetItem(text))
        if self._rows:
            self.table.selectRow(0)
        else:
            self.said.setText(_NONE_YET)
        self._enable()

    def _enable(self) -> None:
        idle = self._job is None
        chosen = bool(self.table.selectionModel().selectedRows())
        store = self._files.desk.store if self._files.desk else None
        writable = not (self._is_open and store is not None and store.read_only)
        self.make.setEnabled(idle and self._is_open)
        self.restore.setEnabled(idle and chosen and writable)
        self.restore.setToolTip("" if writable else "The file is open for reading only.")
        self.table.setEnabled(idle)
        self.question.hide()

    def _on_show_folder(self) -> None:
        folder = self._backups.folder
        while not folder.is_dir():
            folder = folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_make(self) -> None:
        self._start(self._files.back_up(done=self._on_made, failed=self._on_failed))

    def _on_made(self, made: Backup) -> None:
        self._stop()
        self._fill()
        self.said.setText(f"Made and checked: {size(made.size)}.")

    def _on_restore(self) -> None:
        chosen = self._rows[self.table.currentRow()]
        what = "A copy of the damaged file is kept beside it"
        if self._is_open:
            what = "The present state is kept as a backup first"
        self._asked.setText(f"Go back to {day(chosen.made.date())}, {chosen.made:%H:%M}? {what}.")
        self.question.show()
        self.yes.setFocus()

    def _on_yes(self) -> None:
        backup = self._rows[self.table.currentRow()].path
        self.question.hide()
        job = self._files.bring_back(backup, self._path, done=self.accept, failed=self._on_failed)
        self._start(job)

    def _on_failed(self, error: KnownError) -> None:
        self._stop()
        self._fill()
        self.said.setText(error.text)

    def _start(self, job: Job) -> None:
        self._job = job
        self.bar.setRange(0, 0)
        self.bar.show()
        job.progressed.connect(self._on_progress)
        job.stopped.connect(self._stop)
        self._enable()

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _stop(self) -> None:
        self._job = None
        self.bar.hide()
        self._enable()

    def reject(self) -> None:
        """Close, unless a backup is just being put in place."""
        if self._job is None:
            super().reject()


def size(octets: int) -> str:
    """Bytes as people read them: "880 kB", "12.3 MB"."""
    if octets < 1_000_000:
        return f"{max(octets / 1000, 1):.0f} kB"
    return f"{octets / 1_000_000:.1f} MB"
