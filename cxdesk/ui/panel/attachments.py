"""The files kept with an initiative: chosen or dropped, opened as a copy, saved, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import byte_size, count, listed
from cxdesk.services import attachments
from cxdesk.services.attachments import AttachmentRow, Incoming
from cxdesk.services.session import Session
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.ask import Ask
from cxdesk.ui.form.rows import Head, Rows, column, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.form.words import short
from cxdesk.ui.jobs import Cancelled, Job, Progress, jobs_of
from cxdesk.ui.kept_files import is_program, open_copy, safe_name, write_copy
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.read_only import READ_ONLY, lock_changes, refused

_FEW = 3


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading files for an initiative: those that may be kept, and why others not."""

    id: int
    code: str
    files: tuple[Incoming, ...]
    refused: tuple[str, ...]


class FileView(Value):
    """A file with size, who added it and when; Enter offers what can be done, Del removes it."""

    def __init__(self, row: AttachmentRow, files: Attachments) -> None:
        super().__init__(f"file-{row.name}", "File")
        self.row, self._files = row, files
        self.clicked.connect(lambda _=False: files.offer(self))

    def show_row(self, row: AttachmentRow) -> None:
        """Show the file."""
        self.row = row
        self.setObjectName(f"file-{row.name}")
        today = self._files.today()
        when = short(row.at.date(), today) if row.at else ""
        note = ", ".join(part for part in (byte_size(row.size), row.by, when) if part)
        lead = Lead("glyph", "file")
        self.set_value([Span(row.name), Span(note, "text3", 400, 12, below=True)], lead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._files.act("remove", self.row)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._files.offer(self)


class Attachments(QWidget):
    """The files of the initiative shown, and how more of them come in."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self.today = subject.desk.today
        self._job: Job | None = None
        self.fault = Fault(subject.go)
        self.ask = Ask(subject.go)
        self._head = Head("Files")
        self._rows = Rows(lambda row: FileView(row, self))
        self.add = Value("add-file", "")
        self.add.clicked.connect(lambda _=False: self.choose())
        head = QWidget()
        column(head, 0, (PAD_X, 12, PAD_X, 0)).addWidget(self._head)
        box = column(self)
        for part in (head, self._rows, self.ask):
            box.addWidget(part)
        box.addLayout(line(self.add, 1))
        box.addWidget(self.fault)
        lock_changes(subject.desk, self.add)
        self._show_add()

    def show_detail(self) -> None:
        """Show the item as it is now."""
        files = self._subject.detail.attachments
        self._rows.show_rows(files)
        together = byte_size(sum(one.size for one in files))
        self._head.note.setText(f"{len(files)} · {together}" if files else "")

    def _show_add(self, reading: str = "") -> None:
        if reading:
            spans = [Span(f"Reading {reading}…", "text2"), Span("Stop", "accent", 600)]
            self.add.set_value(spans, Lead("glyph", "hourglass"))
        else:
            words = "Attach a file, or drop it on the panel"
            self.add.set_value([Span(words, "text3")], Lead("glyph", "plus"))

    # One file -------------------------------------------------------------------------------

    def offer(self, view: FileView) -> None:
        """Offer what can be done with a file."""
        read_only = READ_ONLY if self._subject.desk.store.read_only else ""
        never = "A program is never opened from here: save it, if you trust it"
        options = [
            Option(
                "open", "Open a copy", lead=Lead("glyph", "external"),
                why=never if is_program(view.row.name) else "",
            ),
            Option("save", "Save as…", lead=Lead("glyph", "export")),
            Option("rename", "Rename…", lead=Lead("glyph", "edit"), why=read_only),
            Option("remove", "Remove", lead=Lead("glyph", "trash"), why=read_only),
        ]  # fmt: skip
        pick(view, view.row.name, options, None, lambda what: self.act(what, view.row))

    def act(self, what: str, row: AttachmentRow) -> None:
        """Open, save, rename or remove a file."""
        self.fault.clear_fault()
        code = self._subject.detail.code
        if what == "remove":
            label = f"Remove {row.name} from {code}"
            self._subject.do(label, lambda s: attachments.remove(s, row.id), self.fault)
        elif what == "rename":
            self.ask.ask(
                "What is the file called?",
                [("Rename", lambda name: self._rename(row, name))],
                row.name,
            )
            self.ask.field.selectAll()
        else:
            self._take_out(what, row)

    def _rename(self, row: AttachmentRow, name: str) -> bool:
        return self._subject.do(
            f"Rename {row.name} to {name}",
            lambda s: attachments.rename(s, row.id, name),
            self.ask,
        )

    def _take_out(self, what: str, row: AttachmentRow) -> None:
        try:
            name, data = self._subject.read(lambda s: attachments.content(s, row.id))
            if what == "save":
                self._ask_place(name, data)
            elif not is_program(name, data):
                open_copy(name, data)
            else:
                self.fault.refuse(
                    f"{name} is a program, whatever its name says. It is never opened from here."
                )
        except RuleBroken as broken:
            self.fault.refuse(broken)
        except OSError as trouble:
            self.fault.refuse(f"No copy of {row.name} could be written: {trouble.strerror}.")

    def _ask_place(self, name: str, data: bytes) -> None:
        dialog = QFileDialog(self, f"Save {name}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(name))
        dialog.fileSelected.connect(lambda path: self._save(Path(path), data))
        dialog.open()

    def _save(self, path: Path, data: bytes) -> None:
        try:
            write_copy(path, data)
        except OSError as trouble:
            self.fault.refuse(f"{path.name} could not be written: {trouble.strerror}.")
            return
        self._subject.desk.said.emit(Toast(f"Saved as {path.name}"))

    # More of them ---------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask which files to keep; while some are read, stop that."""
        if self._job is not None:
            self._job.cancel()
            self._end()
            return
        if refused(self):
            return
        dialog = QFileDialog(self, f"Attach files to {self._subject.detail.code}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.attach([Path(one) for one in paths]))
        dialog.open()

    def attach(self, paths: Sequence[Path]) -> None:
        """Read files beside the window, then keep them with the initiative as one change."""
        if not paths or refused(self):
            return
        if self._job is not None:
            self.fault.refuse("Other files are being read: wait until they are kept.")
            return
        it = self._subject.detail
        self.fault.clear_fault()
        self._show_add(_named([path.name for path in paths]))

        def work(progress: Progress, cancelled: Cancelled) -> _Read:
            return _read(it.id, it.code, paths, progress, cancelled)

        self._job = jobs_of(self).run(work, done=self._on_read)

    def _on_read(self, read: _Read) -> None:
        self._end()
        trouble = list(read.refused)

        def keep(session: Session) -> None:
            for file in read.files:
                try:
                    attachments.keep(session, read.id, file)
                except RuleBroken as broken:
                    trouble.append(broken.text)

        if read.files:
            named = _named([file.name for file in read.files])
            self._subject.do(f"Keep {named} with {read.code}", keep, self.fault)
        if trouble:
            self.fault.refuse(" ".join(trouble))

    def _end(self) -> None:
        self._job = None
        self._show_add()


def _read(
    id: int, code: str, paths: Sequence[Path], progress: Progress, cancelled: Cancelled
) -> _Read:
    """Read the files, no more bytes than a program may have; what cannot be read is said."""
    files, refused, much = [], [], 0
    for done, path in enumerate(paths):
        progress(done, len(paths))
        if cancelled():
            break
        try:
            file = attachments.read_file(path, cancelled)
        except RuleBroken as broken:
            refused.append(broken.text)
            continue
        much += len(file.data)
        if much > attachments.MOST_IN_ALL:
            refused.append(f"{file.name} is too much at once: attach it by itself.")
            break
        files.append(file)
    return _Read(id, code, tuple(files), tuple(refused))


def _named(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= _FEW else count(len(names), "file")
