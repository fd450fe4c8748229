"""A charter over the whole width: its parts, what they hold, and beside them how they print."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.wording import day
from cxdesk.services import charter_print
from cxdesk.services import detail as details
from cxdesk.services.charter_parts import standings
from cxdesk.services.charter_print import CharterPaper
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.relevance import concerned
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.charter import words
from cxdesk.ui.charter.approval_part import ApprovalPart
from cxdesk.ui.charter.changes_button import ChangesButton
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.head import EditorHead, EditorTools
from cxdesk.ui.charter.live_preview import LivePreview, with_typed
from cxdesk.ui.charter.paper import charter_paper
from cxdesk.ui.charter.part import Part
from cxdesk.ui.charter.part_column import PartColumn
from cxdesk.ui.charter.part_list import PartList
from cxdesk.ui.charter.parts import make_part
from cxdesk.ui.charter.room import EditorRoom
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.fields import fields_of
from cxdesk.ui.form.nothing import Nothing
from cxdesk.ui.form.rows import column
from cxdesk.ui.form.value import Fault
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.printing import Paper
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.tab_order import follow_layout
from cxdesk.ui.view import Hint, View

_GROUP = "Charter"
_NARROW = 1200  # px of the window
_STEPS = {
    CharterState.DRAFT: ("Submit for approval", "submit"),
    CharterState.IN_REVIEW: ("Approve…", "approve"),
    CharterState.APPROVED: ("Start new version", "start-version"),
}


class CharterView(View):
    """Shows and changes the charter of one initiative; back leads to where it was opened from."""

    key = "charter"
    title = "Charter"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._wanted: int | None = None  # the initiative asked for, though it may be gone
        self._read: tuple[int, CharterPaper] | None = None  # what is printed, typed words aside
        self._chosen: dict[int, int] = {}  # by initiative: the version looked at
        self.subject = Subject(desk, self)
        self.subject.went.connect(self._follow)
        self.edits = CharterEdits(self.subject, lambda: self.charter)
        self.column = PartColumn(self._make_part)
        self.list = PartList()
        self.preview = LivePreview(self._rows)
        self.splitter = EditorRoom(self.list, self.column, self.preview)
        self.splitter.habit_changed.connect(self.habit_changed)
        self.nothing, self.fault = Nothing(), Fault(self.subject.go)
        self.room = QStackedWidget()
        self.room.addWidget(self.splitter)
        self.room.addWidget(self.nothing)
        box = column(self)
        box.addWidget(self.fault)
        box.addWidget(self.room, 1)
        self._head = EditorHead()
        self._tools = EditorTools(self._print, self.splitter.toggle_preview)
        self.changes = ChangesButton(self.subject, lambda: self.charter)
        self.changes.part_requested.connect(lambda key: self.column.go_to(key, enter=True))
        self._tools.hold(self.changes)
        self._head.back_requested.connect(self.go_back)
        self._head.pill.clicked.connect(lambda _=False: self._pick_version())
        self.list.jump_requested.connect(lambda key, enter: self.column.go_to(key, enter=enter))
        self.column.current_changed.connect(self._on_current)
        self.column.typed_changed.connect(self.preview.refresh)
        self.splitter.arranged.connect(self._follow_room)
        self._make_actions()
        self.setFocusProxy(self.list)
        self.restyle()
        self._show_nothing()

    def _make_actions(self) -> None:
        self._next = make_action(self, "charter-step", "Write charter", _GROUP, self._take_step)
        self._next.setProperty("glyph", "")
        for key, text, keys, by in (
            ("charter-part-before", "Previous section", "Ctrl+PgUp", -1),
            ("charter-part-after", "Next section", "Ctrl+PgDown", 1),
        ):
            make_action(self, key, text, _GROUP, partial(self._walk, by), shortcuts=(keys,))
        make_action(
            self, "charter-preview", "Show or hide the preview", _GROUP,
            self.splitter.toggle_preview,
        )  # fmt: skip
        make_action(
            self, "charter-compare", "Compare with what was signed", _GROUP, self._compare,
        )  # fmt: skip
        make_action(
            self, "charter-back", "Back to where it was opened", _GROUP, self.go_back,
            shortcuts=("Alt+Left",),
        )  # fmt: skip

    # What the window asks -------------------------------------------------------------------

    def head(self) -> QWidget:
        return self._head

    def head_tools(self) -> QWidget:
        return self._tools

    def primary_action(self) -> QAction | None:
        return self._next if self.subject.id is not None else None

    def reveal(self, kind: str, id: int) -> bool:
        if kind != "charter-page":
            return False
        if id != self._wanted:
            self.keep_typed()
            self.fault.clear_fault()
            self.preview.forget()
        other, self._wanted = id != self._wanted, id
        self._load()
        if other:
            self.column.verticalScrollBar().setValue(0)
            self.list.follow("control")
        self.hints_changed.emit()
        return True

    def refresh(self, change_set: ChangeSet | None) -> None:
        if self._wanted is None:
            return
        known = self.subject.id is not None and change_set is not None
        if known and not concerned(self.subject.detail, change_set):  # type: ignore[arg-type]
            return
        self._load()
        self.hints_changed.emit()

    def recall(self, habits: Mapping[str, Any]) -> None:
        self.splitter.recall(habits)

    def paper(self) -> Paper | None:
        if self.charter is None:
            return None
        self.keep_typed()
        rows = self._rows()
        return None if rows is None else charter_paper(rows)

    def show_preview(self) -> bool:
        if self.charter is not None:
            self.splitter.toggle_preview()
        return self.charter is not None

    def drawn(self) -> bool:
        shown = self.charter is not None and self.preview.isVisible()
        return self.column.complete and not self.preview.busy if shown else True

    def leave(self) -> bool:
        if self.column.isAncestorOf(self.focusWidget() or self):
            self.list.setFocus()  # out of what is written first, as nobody ends there by a slip
        else:
            self.go_back()
        return True

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("Ctrl", "PgDn"), "next section"), Hint(("Ctrl", "Shift", "P"), "preview"),
            Hint(("Alt", "Left"), "back"),
        )  # fmt: skip

    def restyle(self) -> None:
        self._head.restyle()
        self._tools.restyle()
        self.column.restyle()
        self.preview.restyle()
        self.update()

    # The data -------------------------------------------------------------------------------

    @property
    def charter(self) -> CharterRow | None:
        """The version shown: the newest unless another was chosen; None when there is none."""
        if self.subject.id is None:
            return None
        it = self.subject.detail
        chosen = self._chosen.get(it.id)
        found = [one for one in it.charters if one.id == chosen] or list(it.charters[-1:])
        return found[0] if found else None

    def choose(self, version: int | None) -> None:
        """Look at a version; None: at the newest."""
        self.keep_typed()
        self._chosen.pop(self.subject.detail.id, None)
        newest = self.subject.detail.charters[-1].id
        if version is not None and version != newest:
            self._chosen[self.subject.detail.id] = version
        self._show()

    def keep_typed(self) -> None:
        """Save what was typed; words for a version that was undone wait for its return."""
        gone = self.charter is None
        for field in fields_of(self.column):
            if gone:
                field.show_value(0, "")
            else:
                field.commit()

    def _load(self) -> None:
        id = self._wanted
        assert id is not None
        self.subject.set_detail(self.subject.read(lambda s: details.detail(s, id)))
        self._show()

    def _show(self) -> None:
        charter = self.charter
        self._read = None
        it = self.subject.detail if self.subject.id is not None else None
        self._head.show_charter(it, charter)
        self._follow_step()
        if charter is None or it is None:
            self.column.stop()
            self.preview.forget()
            self._show_nothing()
            return
        self.changes.follow()
        told = standings(charter, it)
        self.preview.refresh(at_once=self.preview.view.pages is None)  # its worker begins first
        self.column.show_charter(charter, it, told)
        self.list.show_standings(charter, told)
        self.room.setCurrentWidget(self.splitter)
        self._tools.setEnabled(True)

    def _show_nothing(self) -> None:
        self._tools.setEnabled(False)
        self.room.setCurrentWidget(self.nothing)
        if self._wanted is None:
            self.nothing.say(
                "No charter is open", "Open one from a card, a bar or the list of initiatives.",
                [("Back", self.go_back)],
            )  # fmt: skip
        elif self.subject.id is None:
            self.nothing.say(
                "This initiative is gone",
                "Adding it was undone, or it was removed. Redo brings it back, and its charter "
                "with it.",
                [("Back", self.go_back)],
            )
        else:
            self.nothing.say(
                f"{self.subject.detail.code} has no charter yet", words.WILL_HOLD,
                [] if self.desk.store.read_only else [("Write charter", self._take_step)],
            )  # fmt: skip

    def _make_part(self, key: str) -> Part:
        made = make_part(key, self.subject, self.edits, self._shown)
        if isinstance(made, ApprovalPart):
            made.jump_requested.connect(
                lambda key, where: self.column.go_to(key, enter=True, where=where)
            )
        return made

    def _shown(self) -> CharterRow:
        charter = self.charter
        assert charter is not None
        return charter

    def _rows(self) -> CharterPaper | None:
        charter = self.charter
        if charter is None:
            return None
        if self._read is None or self._read[0] != charter.id:
            try:
                rows = self.subject.read(lambda s: charter_print.charter_paper(s, charter.id))
            except RuleBroken:  # it was undone a moment ago
                return None
            self._read = charter.id, rows
        rows = self._read[1]
        written = charter.state is CharterState.DRAFT and self.column.charter == charter.id
        return with_typed(rows, self.column.typed() if written else {})

    # Steps ----------------------------------------------------------------------------------

    def _follow_step(self) -> None:
        """Say in the accent button what comes next."""
        charter = self.charter
        if charter is None:
            text = "Write charter"
        elif charter.state is CharterState.SUPERSEDED or charter.id in self._chosen.values():
            text = f"Show v{self.subject.detail.charters[-1].label}, the newest"
        else:
            text = _STEPS[charter.state][0]
        self._next.setText(text)
        self._next.setEnabled(True)
        if not text.startswith("Show"):  # which changes nothing
            lock_changes(self.desk, self._next)

    def _take_step(self) -> None:
        charter = self.charter
        if charter is None:
            if self.subject.id is not None and self.edits.start(self.fault):
                self.column.go_to("summary", enter=True)
        elif self._next.text().startswith("Show"):
            self.choose(None)
        else:
            self.keep_typed()
            self._press(_STEPS[charter.state][1])

    def _press(self, key: str) -> None:
        """Take a step where it is asked and refused: at the approval, which comes into sight."""
        self.column.go_to("approval")
        part = self.column.part("approval")
        button = part.findChild(QAbstractButton, key)
        if button is not None and button.isEnabled():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.click()
        # What it asks or says stands below it, and is there in a moment.
        next = "control" if key == "start-version" else "approval"
        QTimer.singleShot(0, self, lambda: self.column.go_to(next))

    def _compare(self) -> None:
        self.keep_typed()
        if self.changes.compare(self) is None:
            self.desk.said.emit(Toast("No version of this charter was signed yet.", warning=True))

    def _pick_version(self) -> None:
        options = [
            Option(one.id, f"v{one.label}", f"{one.state.label.lower()}, {day(one.since)}")
            for one in reversed(self.subject.detail.charters)
        ]
        pick(self._head.pill, "Version", options, self._shown().id, self.choose)

    def _print(self) -> None:
        if (paper := self.paper()) is not None:
            self.print_requested.emit(paper)

    def _follow(self, way: Way) -> None:
        """Go where a way leads: to a part of this charter, or elsewhere."""
        if way.kind in ("charter", "charter-page") and way.id == self.subject.id:
            return
        self.open_requested.emit(way.kind, way.id)

    def go_back(self) -> None:
        """Show again what was shown before."""
        self.keep_typed()
        self.back_requested.emit()

    def _walk(self, by: int) -> None:
        if self.charter is not None:
            self.column.go_to(self.column.beside(by), enter=True)

    def _on_current(self, key: str) -> None:
        self.list.follow(key)
        self.preview.follow(key)

    # Room -----------------------------------------------------------------------------------

    def _follow_room(self) -> None:
        self._tools.preview.setVisible(self.splitter.folds or not self.splitter.previews)
        self._tools.preview.setChecked(self.splitter.previews)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tools.set_narrow(self.window().width() < _NARROW)

    def focusNextPrevChild(self, next: bool) -> bool:
        follow_layout(self)
        return super().focusNextPrevChild(next)
