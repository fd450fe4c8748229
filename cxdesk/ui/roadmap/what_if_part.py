"""What-ifs on the timeline: begun, shown, compared with the plan, adopted or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction

from cxdesk.model.wording import count
from cxdesk.services import what_if
from cxdesk.services.roadmap import Roadmap, roadmap
from cxdesk.services.session import Session
from cxdesk.services.slip import outcome_dues
from cxdesk.services.timeline_load import ground
from cxdesk.services.what_if_diff import Difference, Picture, differences, summary
from cxdesk.store.history import ChangeSet
from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.jobs import Job, jobs_of
from cxdesk.ui.menus import item
from cxdesk.ui.overlay import announce
from cxdesk.ui.read_only import READ_ONLY, lock_changes
from cxdesk.ui.roadmap.what_if_bar import WhatIfBar
from cxdesk.ui.roadmap.what_if_edits import leave_out
from cxdesk.ui.table.paper import table_paper

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage
    from cxdesk.ui.roadmap.what_if_form import WhatIfForm
    from cxdesk.ui.roadmap.what_if_view import WhatIfView

_AT_ONCE = 1500  # initiatives up to which a what-if is compared at once, not in the worker
_LEAST, _SHARE, _CANVAS = 130, 0.34, 220
"""px of the differences, their part of the page, and px that are left to the canvas."""


class WhatIfs(QObject):
    """Belongs to a timeline page, whose `planning` knows which what-if is shown."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page, self._planning = page, page.planning
        self._read_only = page.desk.store.read_only
        self._plan: Roadmap | None = None  # the plan itself, as last read
        self._job: Job | None = None
        self.form: WhatIfForm | None = None
        self.view: WhatIfView | None = None
        self.button = page.bar.add_button(
            "what-if", "What-if", "branch", self.open_menu,
            "Try changes without touching the plan  (Shift+W)",
        )  # fmt: skip
        page.bar.put_beside(self.button)
        self.bar = WhatIfBar(page.editing)
        page.above.insertWidget(0, self.bar)
        self.bar.differences_wanted.connect(self._on_differences)
        self.bar.adopted.connect(self.adopt)
        self.bar.discarded.connect(self.discard)
        self.bar.renamed.connect(self.rename)
        self.bar.left.connect(self.leave)
        page.desk.changed.connect(self._on_changed)
        self._make_actions()
        self.follow()

    def _make_actions(self) -> None:
        def action(key: str, text: str, slot: Callable[[], object], *keys: str) -> QAction:
            return make_action(
                self._page, key, text, "What-if", slot, shortcuts=keys,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip

        action("what-if", "What-ifs…", self.open_menu, "Shift+W")
        begin = action("begin-what-if", "Begin a what-if…", self.begin)
        adopt = action("adopt-what-if", "Adopt the what-if", self.adopt)
        discard = action("discard-what-if", "Discard the what-if", self.discard)
        rename = action("rename-what-if", "Rename the what-if…", self.rename)
        add = action("what-if-add", "Add an initiative to the what-if…", self.add_one)
        out = action("what-if-leave-out", "Leave the selected out of the what-if", self.leave_out)
        self._shown_only = [
            action("what-if-differences", "Differences of the what-if", self.toggle_differences),
            action("close-what-if", "Close the what-if", self.leave),
            *((adopt, discard, rename, add, out) if not self._read_only else ()),
        ]
        lock_changes(self._page.desk, begin, adopt, discard, rename, add, out)

    # Which one is shown -----------------------------------------------------------------------

    def open_menu(self) -> None:
        """Offer the what-ifs there are, the plan itself, and to begin one."""
        from cxdesk.ui.leads import Lead
        from cxdesk.ui.pickers import Option, pick

        rows, here = self._rows(), self._planning.what_if
        why = READ_ONLY if self._read_only else ""
        options = [
            Option(partial(self.show, row.id), row.name, _changes(row.changes),
                   Lead("glyph", "branch"), why)
            for row in rows
        ]  # fmt: skip
        now: Callable[[], object] | None = None
        if here is not None:
            now = next((option.value for option, row in zip(options, rows, strict=True)
                        if row.id == here), None)  # fmt: skip
            options.append(Option(self.leave, "The plan itself", "", Lead("glyph", "roadmap")))
            options.append(Option(self.rename, "Rename this what-if…", "", Lead("glyph", "edit")))
        options.append(
            Option(self.begin, "Begin a what-if…", "try changes beside the plan",
                   Lead("glyph", "plus"), why)
        )  # fmt: skip
        anchor = self.button if self.button.isVisible() else self._page.bar
        pick(anchor, "What-ifs", options, now, lambda act: act())

    def show(self, id: int) -> None:
        """Show a what-if in place of the plan."""
        if self._planning.show_what_if(id) and (shown := self._planning.shown) is not None:
            announce(self._page, f"What-if {shown.name}: what you change now goes into it.")
            self._page.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Show the plan itself again."""
        if self._planning.what_if is not None:
            self._planning.show_what_if(None)
            announce(self._page, "The plan is shown again. The what-if is kept.")
            self._back()

    def begin(self) -> None:
        """Ask for the name of a new what-if and show it."""
        if self._read_only:
            return
        made: list[int] = []

        def keep(name: str, at: Refusable) -> bool:
            def command(session: Session) -> None:
                made.append(what_if.begin(session, name))

            if not self._page.editing.do(f"Begin the what-if “{name}”", command, at):
                return False
            self.show(made[0])
            return True

        form = self._ask("", keep)
        form.closed.connect(lambda: made and self._page.canvas.setFocus())

    def rename(self) -> None:
        """Ask for another name of the one that is shown."""
        here, shown = self._planning.what_if, self._planning.shown
        if here is None or shown is None or self._read_only:
            return

        def keep(name: str, at: Refusable) -> bool:
            return name == shown.name or self._page.editing.do(
                f"Rename the what-if “{shown.name}” to “{name}”",
                lambda s: what_if.rename(s, here, name), at,
            )  # fmt: skip

        self._ask(shown.name, keep)

    def _ask(self, name: str, keep: Callable[[str, Refusable], bool]) -> WhatIfForm:
        from cxdesk.ui.roadmap.what_if_form import WhatIfForm

        taken = [row.name for row in self._rows()]
        self.form = WhatIfForm(self._page, name, taken, keep)
        self.form.open()
        return self.form

    def _rows(self) -> tuple[what_if.WhatIfRow, ...]:
        return self._page.editing.read(what_if.what_ifs)

    # What only a what-if does -----------------------------------------------------------------

    def add_one(self) -> None:
        """Ask for an initiative that is not there yet."""
        if self._planning.what_if is not None:
            self._page.adding.add()

    def menu(self, id: int) -> list[QAction]:
        """What the menu of a bar offers besides."""
        if self._planning.what_if is None or self._read_only:
            return []
        return [item("Leave out of the what-if", self.leave_out)]

    def leave_out(self) -> None:
        """Leave out the selected initiatives, or the one that has the focus."""
        canvas, rows = self._page.canvas, self._page.rows
        current = canvas.current_card()
        ids = canvas.selected_ids() or ([current.id] if current is not None else [])
        cards = [card for id in ids if (card := rows.card(id)) is not None]
        if self._planning.what_if is not None and not self._read_only:
            leave_out(self._planning, cards)

    # What becomes of it -----------------------------------------------------------------------

    def adopt(self) -> None:
        """Make it part of the plan, as one change."""
        here, shown = self._planning.what_if, self._planning.shown
        if here is not None and shown is not None and not self._read_only:
            self._back()
            label = f"Adopt what-if “{shown.name}”"
            self._page.editing.do(label, lambda s: what_if.adopt(s, here), self.bar)

    def discard(self) -> None:
        """Throw it away; undo brings it back."""
        here, shown = self._planning.what_if, self._planning.shown
        if here is not None and shown is not None and not self._read_only:
            self._back()
            label = f"Discard what-if “{shown.name}”"
            self._page.editing.do(label, lambda s: what_if.discard(s, here))

    def _without(self, place: int) -> None:
        here, shown = self._planning.what_if, self._planning.shown
        if here is not None and shown is not None:
            label = f"Take a change out of the what-if “{shown.name}”"
            self._page.editing.do(label, lambda s: what_if.without_step(s, here, place), self.bar)

    def _back(self) -> None:
        """Give the keyboard to the canvas before what has it goes."""
        focus = self._page.focusWidget()
        inside = [part for part in (self.bar, self.view) if part is not None]
        if focus is not None and any(part.isAncestorOf(focus) for part in inside):
            self._page.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # Showing ----------------------------------------------------------------------------------

    def follow(self) -> None:
        """The page shows other data, or another plan."""
        shown = self._planning.shown
        if shown is None:
            self._plan = self._page.rows.roadmap
        self.bar.show_what_if(shown, read_only=self._read_only)
        for action in self._shown_only:
            action.setEnabled(shown is not None)
        self._look()

    def _on_changed(self, change_set: ChangeSet) -> None:
        if change_set.tables - {"what_if"}:
            self._plan = None  # a what-if may be shown, and the plan below it is another

    def toggle_differences(self) -> None:
        """Show how it differs from the plan, or put that away."""
        if self._planning.what_if is not None:
            self.bar.differences.toggle()

    def _on_differences(self, wanted: bool) -> None:
        if wanted and self.view is None:
            from cxdesk.ui.roadmap.what_if_view import WhatIfView

            self.view = WhatIfView(self._without, read_only=self._read_only)
            self.view.add_wanted.connect(self.add_one)
            self.view.open_wanted.connect(self._page.editing.open)
            self.view.print_wanted.connect(self.print)
            self._page.above.insertWidget(1, self.view)
            self._page.installEventFilter(self)
        if self.view is not None:
            self._back()
            self.view.setVisible(wanted)
            self._look()
            if wanted:
                self.view.table.enter()

    def _look(self) -> None:
        """Compare with the plan while that is looked at."""
        here, view = self._planning.what_if, self.view
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if here is None or view is None or view.isHidden() or self._page.rows.roadmap is None:
            return
        self._fit()
        editing = self._page.editing
        view.show_steps(editing.read(lambda s: what_if.steps_in_words(s, here)))
        if self._plan is None:
            self._plan = editing.read(roadmap)
        given, dues = editing.read(ground), editing.read(outcome_dues)
        before = Picture(self._plan, given, dues)
        after = Picture(self._page.rows.roadmap, given, dues)
        if len(self._page.rows.all_cards()) <= _AT_ONCE:
            view.show_differences(differences(before, after))
        else:
            view.show_busy()
            self._job = jobs_of(self._page).run(
                lambda _progress, _cancelled: differences(before, after),
                done=view.show_differences,
            )

    def _fit(self) -> None:
        """Give the differences their part of the page; the canvas keeps what it needs."""
        page, view = self._page, self.view
        if view is not None and not view.isHidden():
            room = page.across.height() + view.height() - _CANVAS
            view.setFixedHeight(max(_LEAST, min(round(page.height() * _SHARE), room)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._fit)  # once all parts have their new sizes
        return super().eventFilter(watched, event)

    # Paper ------------------------------------------------------------------------------------

    def print(self) -> None:
        """Print the differences, as they are shown."""
        shown, view = self._planning.shown, self.view
        if shown is not None and view is not None:
            found: list[Difference] = list(view.table.table.rows)
            title = f"What-if “{shown.name}”"
            note = f"{_changes(shown.changes)}, not part of the plan. {summary(found)}"
            paper = table_paper(self._page.desk, title, view.table.sheet(), note)
            self._page.print_requested.emit(paper)


def _changes(many: int) -> str:
    return count(many, "change") if many else "no change yet"
