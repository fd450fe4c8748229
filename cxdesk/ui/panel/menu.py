"""What can be done with an initiative as a whole, from the head of its panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cxdesk.model.states import State
from cxdesk.services import duplicates, templates
from cxdesk.ui.actions import make_action
from cxdesk.ui.read_only import lock_changes

if TYPE_CHECKING:
    from cxdesk.ui.panel.panel import DetailPanel

_GROUP = "Initiative"


class PanelMenu(QObject):
    """The actions of the panel, in the palette too, and the menu that lists them."""

    def __init__(self, panel: DetailPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.duplicate = self._add("duplicate-open", "Duplicate it", self._duplicate, "Ctrl+D")
        self.template = self._add("template-of-open", "Make a template of it…", self._ask_template)
        self.wide = make_action(
            panel, "charter-wide", "Its charter over the full width", _GROUP, self._open_charter,
            shortcuts=("Ctrl+Shift+E",), context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        self.attach = self._add("attach-to-open", "Attach a file…", self._attach)
        self.hold = self._add("hold-open", "Put it on hold…", lambda: self._step(State.ON_HOLD))
        self.cancel = self._add("cancel-open", "Cancel it…", lambda: self._step(State.CANCELLED))
        self.archive = self._add("archive-open", "Archive it", self._archive)
        panel.head.more.clicked.connect(lambda _=False: self._open())

    def _add(self, key: str, text: str, slot: Callable[[], object], keys: str = "") -> QAction:
        made = make_action(
            self._panel, key, text, _GROUP, slot, shortcuts=(keys,) if keys else (),
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        lock_changes(self._panel.desk, made)
        return made

    def follow(self) -> None:
        """Offer what can be done with the initiative as it is now."""
        if self._panel.desk.store.read_only:
            return
        it = self._panel.subject.detail
        done = it.state in (State.DELIVERED, State.EMBEDDED)
        over = done or it.state is State.CANCELLED
        self.hold.setEnabled(not over and it.state is not State.ON_HOLD)
        self.cancel.setEnabled(not over)
        self.archive.setEnabled(over or it.archived)
        self.archive.setText("Restore it" if it.archived else "Archive it")

    def _open(self) -> None:
        menu = QMenu(self._panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for action in (self.wide, None, self.duplicate, self.template, self.attach, None,
                       self.hold, self.cancel, self.archive):  # fmt: skip
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        more = self._panel.head.more
        menu.popup(more.mapToGlobal(QPoint(0, more.height() + 2)))

    def _duplicate(self) -> None:
        panel, it = self._panel, self._panel.subject.detail
        done = panel.desk.do(
            f"Duplicate {it.code}",
            lambda s: duplicates.duplicate(s, [it.id]),
            said=f"{it.code} duplicated: here is the copy",
        )
        if done is not None:
            panel.open_requested.emit("initiative", done.result[0])

    def _ask_template(self) -> None:
        it = self._panel.subject.detail
        ask = self._panel.head.ask
        ask.ask(
            "What is the template called? New initiatives of it begin with these texts, actions "
            "and the draft of this charter.",
            [("Make the template", self._make_template)],
            it.title,
        )
        ask.field.selectAll()

    def _make_template(self, name: str) -> bool:
        it = self._panel.subject.detail
        return self._panel.subject.do(
            f"Make a template of {it.code}: {name}",
            lambda s: templates.make(s, it.id, name),
            self._panel.head.ask,
            said=f"Template “{name}” made: Ctrl+K, “New from template”",
        )

    def _open_charter(self) -> None:
        if self._panel.subject.id is not None:
            self._panel.open_requested.emit("charter-page", self._panel.subject.id)

    def _attach(self) -> None:
        self._panel.overview.enter("files")
        self._panel.overview.attachments.choose()

    def _step(self, state: State) -> None:
        self._panel.head.moves.choose(state)

    def _archive(self) -> None:
        self._panel.head.set_archived(not self._panel.subject.detail.archived)
