"""The side panel: one initiative on four tabs, between a head and a foot that stay."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QWidget

from cxdesk.model.errors import Way
from cxdesk.model.wording import listed
from cxdesk.services import detail as details
from cxdesk.services.relevance import concerned
from cxdesk.store.history import ChangeSet
from cxdesk.ui import icons, theme
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.fields import Kept, fields_of
from cxdesk.ui.form.rows import MARGIN, column, rule
from cxdesk.ui.form.value import tooltip
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.panel.action_views import ActionsTab, done_words
from cxdesk.ui.panel.charter_pdf import CharterPdf
from cxdesk.ui.panel.charter_tab import CharterTab
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.head import PanelHead
from cxdesk.ui.panel.history_tab import HistoryTab
from cxdesk.ui.panel.moves import unmet
from cxdesk.ui.panel.overview import Overview
from cxdesk.ui.panel.sheet import sheet
from cxdesk.ui.panel.subject import Subject

_KINDS = ("initiative", "charter", "actions", "history")
_NAMES = ("Overview", "Charter", "Actions", "History")


class DetailPanel(QWidget):
    """Shows and changes one initiative. 352 px wide, at home between 320 and 520."""

    # Close the panel.
    close_requested = Signal()
    # The user follows a link: kind ("initiative", "batch" ...) and id, which is too large for Qt's
    # int and so goes as an object.
    open_requested = Signal(str, object)
    # Show the initiative before (-1) or after (1) this one.
    step_requested = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail-panel")
        self.setAccessibleName("Details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumWidth(320)
        self.desk = desk
        self.subject = Subject(desk, self)
        self.subject.went.connect(self._on_went)
        self.edits = Edits(self.subject)
        self._seen, self._stale = -1, False
        self.head = PanelHead(self.subject, self.edits)
        self.head.stepped.connect(self.step_requested)
        self.head.closed.connect(self.close_requested)
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
        self.jobs = jobs or Jobs(self)
        self.pdf = CharterPdf(self.subject, self.jobs, self)
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
        self._make_keys()
        desk.changed.connect(self.refresh)
        self.restyle()

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("panel-foot")
        foot.setFixedHeight(47)
        self.print_button = QPushButton(" Charter PDF")
        self.print_button.setAccessibleName("Charter PDF")
        self.print_button.setObjectName("charter-pdf")
        self.print_button.clicked.connect(lambda _=False: self.print_charter())
        self.move_button = QPushButton()
        self.move_button.setObjectName("move-on")
        self.move_button.clicked.connect(lambda _=False: self._move_on())
        box = QHBoxLayout(foot)
        box.setContentsMargins(MARGIN, 0, MARGIN, 0)
        box.addWidget(self.print_button)
        box.addStretch(1)
        box.addWidget(self.move_button)
        return foot

    def _make_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+Tab", lambda: self._turn(1)),
            ("Ctrl+Shift+Tab", lambda: self._turn(-1)),
            ("F2", self.focus_title),
            ("Alt+Up", lambda: self.step_requested.emit(-1)),
            ("Alt+Down", lambda: self.step_requested.emit(1)),
        ):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(slot)

    # What the window asks -------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(352, 700)

    def current(self) -> int | None:
        """The id of the initiative shown."""
        return self.subject.id

    def show_item(self, kind: str, id: int) -> bool:
        """Show an initiative; `kind` "initiative", "charter", "actions" or "history" is the tab.

        False when there is no such initiative.
        """
        with self.desk.read() as session:
            found = details.detail(session, id)
        if found is None:
            return False
        other = id != self.subject.id
        if other:
            for field in fields_of(self):
                field.commit()
            self.head.ask.close_question()
        self.subject.set_detail(found)
        self._stale = False
        if kind in _KINDS and (kind != "initiative" or other):
            self.tabs.setCurrentIndex(_KINDS.index(kind))
        self._show()
        if other:
            for page in self._pages.values():
                if hasattr(page, "verticalScrollBar"):
                    page.verticalScrollBar().setValue(0)
        return True

    def refresh(self, change_set: ChangeSet | None) -> None:
        """Read the initiative again; what is being typed stays."""
        if change_set is not None:
            if change_set.seq == self._seen:
                return
            self._seen = change_set.seq
        id = self.subject.id
        if id is None:
            return
        if change_set is not None and not concerned(self.subject.detail, change_set):
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        with self.desk.read() as session:
            found = details.detail(session, id)
        self.subject.set_detail(found)
        if found is None:
            self.close_requested.emit()
        else:
            self._show()

    def restyle(self) -> None:
        """Take the theme that now holds."""
        self.setStyleSheet(sheet(theme.current()))
        self.print_button.setIcon(icons.icon("printer", theme.current(), "text"))
        for child in self.findChildren(QWidget):
            if hasattr(child, "restyle"):
                child.restyle()
        self.update()

    def focus_title(self) -> None:
        """Put the keyboard into the title, all of it selected."""
        if self.subject.id is not None:
            self.head.title.select_all()

    # Showing --------------------------------------------------------------------------------

    def _show(self) -> None:
        it = self.subject.detail
        self.head.show_detail()
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

    def _on_tab(self, _place: int) -> None:
        if self.subject.id is not None:
            self._show()

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(_KINDS))
        self.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    # Doing ----------------------------------------------------------------------------------

    def _on_went(self, way: Way) -> None:
        if way.kind in _KINDS and way.id == self.subject.id:
            self.show_item(way.kind, way.id)
        else:
            self.open_requested.emit(way.kind, way.id)

    def _move_on(self) -> None:
        """Take the next step, or go to the first thing that is missing for it."""
        it = self.subject.detail
        missing = next((need for need in it.needs if not need.met), None)
        if missing is None:
            if it.next_state is not None:
                self.head.moves.move(it.next_state, None)
            return
        overview = self.page("initiative")
        assert isinstance(overview, Overview)
        overview.needs.follow(missing)

    def print_charter(self) -> None:
        """Ask where the charter's PDF goes: the version looked at, else the one that counts."""
        it = self.subject.detail
        page = self.stack.currentWidget()
        shown = page.charter if isinstance(page, CharterTab) else it.charter
        if shown is not None:
            self.pdf.ask(shown.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        focus = self.window().focusWidget()
        if isinstance(focus, Kept):
            self.setFocus()
        else:
            self.close_requested.emit()
