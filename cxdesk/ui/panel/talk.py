"""What people say about an initiative and the files kept with it, at the overview's end."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.model.wording import day
from cxdesk.services import actions
from cxdesk.services.detail import AttachmentRow, CommentRow
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Head, Rows, column, fold_button, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value
from cxdesk.ui.kept_files import open_copy, write_copy
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick

_FEW = 5


class CommentView(QWidget):
    """Who said it, when, and the words."""

    def __init__(self, _row: CommentRow) -> None:
        super().__init__()
        self._head, self._text = label("", "small", "quiet"), label("")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = column(self, 0, (PAD_X, 4, PAD_X, 4))
        box.addWidget(self._head)
        box.addWidget(self._text)

    def show_row(self, row: CommentRow) -> None:
        """Show the comment."""
        at = row.at.replace(tzinfo=UTC).astimezone()
        self._head.setText(f"{row.author}, {day(at.date())} {at:%H:%M}")
        self._text.setText(row.text)


class Comments(QWidget):
    """The newest comments, and room for one more."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject, self._all, self._item = subject, False, 0
        self.fault = Fault(subject.go)
        self.field = TextField(
            "add-comment", "Add comment", None, fault=self.fault, placeholder="Add comment"
        )
        self.field.entered = self._on_enter
        self._rows = Rows(CommentView)
        self._switch = fold_button("all-comments", "")
        self._switch.clicked.connect(lambda _=False: self._show_all())
        box = column(self)
        box.addWidget(_headed("Comments"))
        box.addWidget(self.field)
        box.addWidget(self.fault)
        box.addWidget(self._rows)
        box.addWidget(self._switch)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        if it.id != self._item:
            self._item, self._all = it.id, False
        self.field.show_value(it.id, "")
        self._rows.show_rows(it.comments if self._all else it.comments[:_FEW])
        hidden = 0 if self._all else len(it.comments) - _FEW
        self._switch.setVisible(hidden > 0)
        self._switch.set_value([Span(f"Show {max(hidden, 0)} more", "text2")])

    def _show_all(self) -> None:
        self._all = True
        self.show_detail()

    def _on_enter(self) -> None:
        it, text = self._subject.detail, self.field.words()
        if self._subject.do(
            f"Comment on {it.code}", lambda s: actions.comment(s, it.id, text), self.field
        ):
            self.field.set_words("")


class FileView(Value):
    """A file with its size; a click offers to open, save or remove it."""

    def __init__(self, row: AttachmentRow) -> None:
        super().__init__(f"file-{row.name}", "File")
        self.row = row

    def show_row(self, row: AttachmentRow) -> None:
        """Show the file."""
        self.row = row
        self.set_value([Span(row.name), Span(size(row.size), "text3")], Lead("glyph", "file"))


class Attachments(QWidget):
    """The files kept with the initiative; drop one here to add it."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self.setAcceptDrops(True)
        self.fault = Fault(subject.go)
        self._rows = Rows(self._make)
        self.add = Value("add-file", "")
        self.add.set_value([Span("Add a file, or drop it here", "text3")], Lead("glyph", "plus"))
        self.add.clicked.connect(lambda _=False: self._ask_file())
        box = column(self)
        box.addWidget(_headed("Files"))
        box.addWidget(self._rows)
        box.addLayout(line(self.add, 1))
        box.addWidget(self.fault)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        self._rows.show_rows(self._subject.detail.attachments)

    def _make(self, row: AttachmentRow) -> FileView:
        made = FileView(row)
        made.clicked.connect(lambda _=False: self._offer(made))
        return made

    def _offer(self, view: FileView) -> None:
        options = [
            Option("open", "Open a copy", lead=Lead("glyph", "external")),
            Option("save", "Save as…", lead=Lead("glyph", "export")),
            Option("remove", "Remove", lead=Lead("glyph", "trash")),
        ]
        pick(view, view.row.name, options, None, lambda what: self._act(what, view.row))

    def _act(self, what: str, row: AttachmentRow) -> None:
        if what == "remove":
            it = self._subject.detail
            label = f"Remove {row.name} from {it.code}"
            self._subject.do(label, lambda s: actions.detach(s, row.id), self.fault)
            return
        try:
            name, data = self._subject.read(lambda s: actions.content(s, row.id))
            if what == "open":
                open_copy(name, data)
                return
        except (RuleBroken, OSError) as trouble:
            self.fault.refuse(str(trouble))
            return
        dialog = QFileDialog(self, f"Save {name}", name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self._save(Path(path), data))
        dialog.open()

    def _save(self, path: Path, data: bytes) -> None:
        try:
            write_copy(path, data)
        except OSError as trouble:
            self.fault.refuse(f"{path.name} could not be written: {trouble.strerror}.")
            return
        self.fault.clear_fault()
        self._subject.desk.said.emit(Toast(f"Saved as {path.name}"))

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "Add files")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.attach([Path(one) for one in paths]))
        dialog.open()

    def attach(self, paths: list[Path]) -> None:
        """Keep these files with the initiative, as one change."""
        it, read = self._subject.detail, []
        for path in paths:
            try:
                if path.stat().st_size > actions.MOST_BYTES:
                    raise RuleBroken(
                        f"{path.name} has {size(path.stat().st_size)}; an attachment may have "
                        f"{size(actions.MOST_BYTES)} at most."
                    )
                read.append((path.name, path.read_bytes()))
            except RuleBroken as broken:
                self.fault.refuse(broken)
                return
            except OSError as trouble:
                self.fault.refuse(f"{path.name} cannot be read: {trouble.strerror}.")
                return
        names = ", ".join(name for name, _ in read)
        self._subject.do(
            f"Keep {names} with {it.code}",
            lambda s: [actions.attach(s, it.id, name, data) for name, data in read],
            self.fault,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.attach(paths)


def size(many: int) -> str:
    """A size in bytes for people: "812 B", "14 KB", "3.2 MB"."""
    if many < 1024:
        return f"{many} B"
    if many < 1024 * 1024:
        return f"{many / 1024:.0f} KB"
    return f"{many / 1024 / 1024:.1f} MB"


def _headed(text: str) -> QWidget:
    made = QWidget()
    column(made, 0, (PAD_X, 12, PAD_X, 0)).addWidget(Head(text))
    return made
