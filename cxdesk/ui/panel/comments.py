"""What people say about an initiative: the newest first, one's own changed where they stand."""

from __future__ import annotations

from datetime import UTC

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.model.wording import day
from cxdesk.services import comments
from cxdesk.services.comments import CommentRow
from cxdesk.ui.form.fields import Save, TextField
from cxdesk.ui.form.rows import Head, Rows, column, fold_button, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Fault, Value, tooltip
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick

_FEW = 5
_NEW_LINE = "Enter keeps it, Shift+Enter begins a new line"


class CommentField(TextField):
    """Words of any number of lines: Enter keeps them, Shift+Enter begins a line."""

    def __init__(self, key: str, name: str, save: Save | None, fault: Fault) -> None:
        super().__init__(key, name, save, fault=fault, lines=True)

    def _enters(self, event: QKeyEvent) -> bool:
        return not event.modifiers() & Qt.KeyboardModifier.ShiftModifier

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not self._enters(event) and not self.isReadOnly():
            self.insertPlainText("\n")  # Qt would put a line separator, which is no line end
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def _on_text_changed(self) -> None:
        self._align()
        self.fit()  # kept when it is left, not at each pause: every version is in the history

    def _align(self) -> None:
        """Words that read from the right begin there."""
        rightwards = self.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rightwards else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)


class CommentView(QWidget):
    """Who said it, when, and the words; one's own can be changed and removed."""

    def __init__(self, subject: Subject, row: CommentRow) -> None:
        super().__init__()
        self._subject, self.row = subject, row
        self.fault = Fault(subject.go)
        self._head = label("", "small", "quiet")
        self._head.setMinimumHeight(22)  # as high as the button beside some of them
        self.more = Value("comment-more", "")
        self.more.set_value([], Lead("glyph", "more"))
        self.more.line = 14
        self.more.setFixedWidth(26)
        self.more.clicked.connect(lambda _=False: self._offer())
        self.field = CommentField("comment", "Comment", self._save, self.fault)
        top = QHBoxLayout()
        top.setContentsMargins(PAD_X, 0, 0, 0)
        top.setSpacing(0)
        top.addWidget(self._head, 1)
        top.addWidget(self.more)
        box = column(self, 0, (0, 2, 0, 2))
        box.addLayout(top)
        box.addWidget(self.field)
        box.addWidget(self.fault)

    @property
    def own(self) -> bool:
        """Whether who acts said it, and the file may be changed."""
        store = self._subject.desk.store
        return self.row.author == store.who and not store.read_only

    def show_row(self, row: CommentRow) -> None:
        """Show the comment."""
        self.row = row
        at = row.at.replace(tzinfo=UTC).astimezone()
        when = f"{row.author}, {day(at.date())} {at:%H:%M}"
        self._head.setText(f"{when}, edited" if row.edited else when)
        self.more.setVisible(self.own)
        self.more.setAccessibleName(f"What to do with the comment of {when}")
        self.field.set_read_only(not self.own)
        policy = Qt.FocusPolicy.StrongFocus if self.own else Qt.FocusPolicy.ClickFocus
        self.field.setFocusPolicy(policy)  # Tab goes to what can be changed
        self.field.setAccessibleName(f"Comment of {when}")
        self.field.setToolTip(tooltip(_NEW_LINE) if self.own else "")
        self.field.show_value(row.id, row.text)

    def _save(self, text: str) -> bool:
        code = self._subject.detail.code
        return self._subject.do(
            f"Change a comment on {code}",
            lambda s: comments.edit(s, self.row.id, text),
            self.field,
        )

    def _offer(self) -> None:
        options = [
            Option("edit", "Change", lead=Lead("glyph", "edit")),
            Option("remove", "Remove", lead=Lead("glyph", "trash")),
        ]
        pick(self.more, "Comment", options, None, self._act)

    def _act(self, what: str) -> None:
        if what == "edit":
            self.field.at_end()
            return
        self._subject.do(
            f"Remove a comment on {self._subject.detail.code}",
            lambda s: comments.remove(s, self.row.id),
            self.fault,
        )

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.own:
            self._offer()


class Comments(QWidget):
    """The newest comments, and room for one more."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject, self._all, self._item = subject, False, 0
        self.fault = Fault(subject.go)
        self.field = CommentField("add-comment", "Add comment", None, self.fault)
        self.field.setPlaceholderText("Add comment")
        self.field.setToolTip(tooltip(_NEW_LINE))
        self.field.entered = self._on_enter
        self._head = Head("Comments")
        self._rows = Rows(lambda row: CommentView(subject, row))
        self._switch = fold_button("all-comments", "")
        self._switch.clicked.connect(lambda _=False: self._show_all())
        head = QWidget()
        column(head, 0, (PAD_X, 12, PAD_X, 0)).addWidget(self._head)
        box = column(self)
        for part in (head, self.field, self.fault, self._rows, self._switch):
            box.addWidget(part)

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        if it.id != self._item:
            self._item, self._all = it.id, False
        self.field.show_value(it.id, "")
        self._head.note.setText(str(len(it.comments)) if it.comments else "")
        self._rows.show_rows(it.comments if self._all else it.comments[:_FEW])
        hidden = 0 if self._all else len(it.comments) - _FEW
        self._switch.setVisible(hidden > 0)
        self._switch.set_value([Span(f"Show {max(hidden, 0)} more", "text2")])

    def views(self) -> list[CommentView]:
        """The comments shown, newest first."""
        return self._rows.widgets()

    def _show_all(self) -> None:
        self._all = True
        self.show_detail()

    def _on_enter(self) -> None:
        it, text = self._subject.detail, self.field.words().strip("\n")
        if self._subject.do(
            f"Comment on {it.code}", lambda s: comments.add(s, it.id, text), self.field
        ):
            self.field.set_words("")
