"""The side panel of an initiative: four tabs between a head and a foot that stay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QWidget

from cxdesk.model.errors import RuleBroken, Way
from cxdesk.model.wording import listed
from cxdesk.services import charter_print
from cxdesk.services import detail as details
from cxdesk.services.relevance import concerned
from cxdesk.store.history import ChangeSet
from cxdesk.ui import icons, theme
from cxdesk.ui.charter.paper import charter_paper
from cxdesk.ui.charter.tab import CharterTab
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.rows import MARGIN, column, rule
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.panel.action_views import ActionsTab, done_words
from cxdesk.ui.panel.drop import FileDrop
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.head import PanelHead
from cxdesk.ui.panel.history_tab import HistoryTab
from cxdesk.ui.panel.menu import PanelMenu
from cxdesk.ui.panel.moves import unmet
from cxdesk.ui.panel.overview import Overview
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.printing import Paper
from cxdesk.ui.side_panel import SidePanel

_KINDS = ("initiative", "charter", "actions", "history")
_PARTS = ("comments", "files")  # of the overview
_NAMES = ("Overview", "Charter", "Actions", "History")


class DetailPanel(SidePanel):
    """Shows and changes one initiative."""

    kind = "initiative"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName("Details")
        self.subject = Subject(desk, self)
        self.edits = Edits(self.subject)
        self.head = PanelHead(self.subject, self.edits)
        self.listen(self.subject, self.head.buttons)
        self.tabs = QTabBar()
        self.tabs.setObjectName("panel-tabs")
        self.tabs.setAccessibleName("Parts of the initiative")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for name in _NAMES:
            self.tabs.addTab(name)
        self.stack = QStackedWidget()
        self._pages: dict[int, QWidget] = {}  # made when first looked at
        self.tabs.currentChanged.connect(self._on_tab)
        box = column(self)
        box.addWidget(self.head)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(MARGIN - 2, 0, 0, 0)
        tabs.addWidget(self.tabs, 1)
        box.addLayout(tabs)
        box.addWidget(rule())
        box.addWidget(self.stack, 1)
        box.addWidget(rule())
        box.addWidget(self._make_foot())
        self.menu = PanelMenu(self)
        self.drop = FileDrop(self, self._what_a_drop_does, self.attach)
        self.add_key("Ctrl+Tab", lambda: self._turn(1))
        self.add_key("Ctrl+Shift+Tab", lambda: self._turn(-1))
        self.restyle()

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("panel-foot")
        foot.setFixedHeight(47)
        self.print_button = QPushButton(" Charter PDF")
        self.print_button.setAccessibleName("Charter PDF")
        self.print_button.setObjectName("charter-pdf")
        self.print_button.clicked.connect(lambda _=False: self._print())
        self.move_button = QPushButton()
        self.move_button.setObjectName("move-on")
        self.move_button.clicked.connect(lambda _=False: self._move_on())
        box = QHBoxLayout(foot)
        box.setContentsMargins(MARGIN, 0, MARGIN, 0)
        box.addWidget(self.print_button)
        box.addStretch(1)
        box.addWidget(self.move_button)
        return foot

    # What the window asks -------------------------------------------------------------------

    def current(self) -> int | None:
        """The id of the initiative shown."""
        return self.subject.id

    def shows(self) -> str:
        return _KINDS[self.tabs.currentIndex()]

    def show_item(self, kind: str, id: int) -> bool:
        """Show an initiative; `kind` "initiative", "charter", "actions" or "history" is the tab.

        "comments" and "files" are parts of the first one. False when there is no such initiative.
        """
        with self.desk.read() as session:
            found = details.detail(session, id)
        if found is None:
            return False
        other = id != self.subject.id
        if other:
            self.keep_typed()
            self.head.ask.close_question()
        self.subject.set_detail(found)
        self._stale = False
        if kind in _KINDS and (kind != "initiative" or other):
            self.tabs.setCurrentIndex(_KINDS.index(kind))
        if kind in _PARTS:
            self.tabs.setCurrentIndex(0)
        self.show_loaded()
        if other:
            for page in self._pages.values():
                if hasattr(page, "verticalScrollBar"):
                    page.verticalScrollBar().setValue(0)
        if kind in _PARTS:
            self.overview.enter(kind)
        return True

    def load(self) -> bool:
        id = self.subject.id
        self.subject.set_detail(
            None if id is None else self.subject.read(lambda s: details.detail(s, id))
        )
        return self.subject.id is not None

    def concerned(self, change_set: ChangeSet) -> bool:
        return concerned(self.subject.detail, change_set)

    def restyle(self) -> None:
        super().restyle()
        self.print_button.setIcon(icons.icon("printer", theme.current(), "text"))

    def focus_title(self) -> None:
        """Put the keyboard into the title, all of it selected."""
        if self.subject.id is not None:
            self.head.title.select_all()

    # Showing --------------------------------------------------------------------------------

    def show_loaded(self) -> None:
        it = self.subject.detail
        self.head.show_detail()
        self.menu.follow()
        done, all_ = done_words(it)
        self.tabs.setTabText(2, f"Actions {done}/{all_}" if all_ else "Actions")
        self._page(self.tabs.currentIndex()).show_detail()  # type: ignore[attr-defined]
        self.print_button.setVisible(bool(it.charters))
        self.move_button.setVisible(it.next_state is not None)
        if it.next_state is not None:
            why = unmet(it)
            self.move_button.setText(f"Move to {it.next_state.label}")
            self.move_button.setToolTip(tooltip("\n".join(why)))
            self.move_button.setAccessibleDescription(listed(why))
            if self.move_button.property("held") != bool(why):
                self.move_button.setProperty("held", bool(why))
                theme.restyle(self.move_button)

    def _page(self, place: int) -> QWidget:
        page = self._pages.get(place)
        if page is None:
            makers = (
                lambda: Overview(self.subject, self.edits),
                lambda: CharterTab(self.subject),
                lambda: ActionsTab(self.subject),
                lambda: HistoryTab(self.subject),
            )
            page = self._pages[place] = makers[place]()
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        return page

    def page(self, kind: str) -> QWidget:
        """The tab "initiative", "charter", "actions" or "history", brought to the front."""
        self.tabs.setCurrentIndex(_KINDS.index(kind))
        return self._page(_KINDS.index(kind))

    @property
    def overview(self) -> Overview:
        """The first tab, brought to the front."""
        page = self.page("initiative")
        assert isinstance(page, Overview)
        return page

    def _on_tab(self, _place: int) -> None:
        if self.subject.id is not None:
            self.show_loaded()

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(_KINDS))
        self.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    # Doing ----------------------------------------------------------------------------------

    def follow(self, way: Way) -> None:
        if way.kind in _KINDS and way.id == self.subject.id:
            self.show_item(way.kind, way.id)
        else:
            super().follow(way)

    def _move_on(self) -> None:
        """Take the next step, or go to the first thing that is missing for it."""
        it = self.subject.detail
        missing = next((need for need in it.needs if not need.met), None)
        if missing is None:
            if it.next_state is not None:
                self.head.moves.move(it.next_state, None)
            return
        self.overview.needs.follow(missing)

    def attach(self, files: Sequence[Path]) -> None:
        """Keep files with the initiative."""
        if self.subject.id is not None:
            self.overview.attachments.attach(files)
            self.overview.enter("files")

    def _what_a_drop_does(self) -> str:
        return f"Drop to keep it with {self.subject.detail.code}" if self.subject.id else ""

    def paper(self) -> Paper | None:
        """The charter: the version looked at, else the one that counts."""
        if self.subject.id is None:
            return None
        page = self.stack.currentWidget()
        shown = page.charter if isinstance(page, CharterTab) else self.subject.detail.charter
        if shown is None:
            return None
        try:
            rows = self.subject.read(lambda s: charter_print.charter_paper(s, shown.id))
        except RuleBroken as broken:
            self.desk.refused.emit(broken)
            return None
        return charter_paper(rows)

    def _print(self) -> None:
        if (paper := self.paper()) is not None:
            self.print_requested.emit(paper)
