"""Who changed what, when: the whole history of the file, newest first, as far as one scrolls."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from cxdesk.services import activity
from cxdesk.services.activity import Entry
from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.dialog import Dialog, label
from cxdesk.ui.dialogs.properties import moment

PAGE = 200
_FILTER_DELAY_MS = 120
_COLUMNS = ("When", "Who", "What")
_Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """The entries that pass the filter, a page at a time; empty until `filter` is first called."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[Entry] = []
        self._more = False
        self._text, self._who = "", ""

    def filter(self, text: str, who: str) -> None:
        """Show what holds `text` in its label and was done by `who`; empty passes everything."""
        self.beginResetModel()
        self._text, self._who = text, who
        self._rows = []
        self._rows = self._page()
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """The entry in a row."""
        return self._rows[row]

    def take_in(self, change_set: ChangeSet) -> None:
        """Put new entries on top."""
        newest = self._rows[0].seq if self._rows else 0
        with self._desk.read() as session:
            found = activity.whole(session, text=self._text, who=self._who, most=20)
        new = [entry for entry in found if entry.seq > newest]
        if not new or change_set.seq < new[0].seq:
            return
        self.beginInsertRows(QModelIndex(), 0, len(new) - 1)
        self._rows[:0] = new
        self.endInsertRows()

    def _page(self) -> list[Entry]:
        before = self._rows[-1].seq if self._rows else None
        with self._desk.read() as session:
            found = activity.whole(
                session, before=before, text=self._text, who=self._who, most=PAGE
            )
        self._more = len(found) == PAGE
        return list(found)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: _Index) -> None:
        found = self._page()
        if found:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        entry = self._rows[index.row()]
        return (moment(entry.at), entry.who, entry.text)[index.column()]


class HistoryWindow(Dialog):
    """The history beside the window; it follows what happens there."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "History", 720)
        self.setWindowFlag(Qt.WindowType.Window)
        self.resize(820, 640)
        self._desk = desk
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Filter by what was done")
        self.search.setAccessibleName("Filter by what was done")
        self.search.setClearButtonEnabled(True)
        self.who = QComboBox()
        self.who.setAccessibleName("Filter by who")
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(self.search, 1)
        row.addWidget(self.who)
        self.body.addLayout(row)

        self.model = HistoryModel(desk, self)
        self.table = self._table()
        self.body.addWidget(self.table, 3)
        self.empty = label("Nothing in the history matches. Clear the filter to see all.", "small")
        self.body.addWidget(self.empty)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName("What changed")
        self.details.setTabChangesFocus(True)
        self.details.setMinimumHeight(96)
        self.body.addWidget(self.details, 1)
        self.undo = self.add_button("Undo the newest", desk.undo, left=True)
        self.add_button("Close", self.reject)

        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_FILTER_DELAY_MS)
        self._delay.timeout.connect(self._filter)
        self._fill_people()
        self._filter()
        self.search.textChanged.connect(lambda _text: self._delay.start())
        self.who.currentIndexChanged.connect(lambda _at: self._filter())
        desk.changed.connect(self._on_changed)
        self.table.setFocus()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName("History")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setProperty("roomy", True)
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 150)
        header.resizeSection(1, 150)
        table.selectionModel().currentRowChanged.connect(
            lambda current, _before: self._describe(current.row())
        )
        return table

    def _fill_people(self) -> None:
        with self._desk.read() as session:
            people = activity.actors(session)
        chosen = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem("Everybody", "")
        for name in people:
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(self.who.findData(chosen), 0))
        self.who.blockSignals(False)

    def _filter(self) -> None:
        self._delay.stop()
        self.model.filter(self.search.text().strip(), self.who.currentData() or "")
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._refresh()

    def _on_changed(self, change_set: ChangeSet) -> None:
        if self.who.findData(change_set.who) < 0:
            self._fill_people()
        at_top = self.table.currentIndex().row() <= 0
        self.model.take_in(change_set)
        if at_top:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._refresh()

    def _refresh(self) -> None:
        store = self._desk.store
        top = store.head.undo_top
        self.undo.setEnabled(top is not None and not store.read_only)
        try:
            newest = store.label_of(top)
        except KnownError as error:
            newest = error.text
        self.undo.setAccessibleDescription(newest)
        self.undo.setText("Undo the newest" if top is not None else "Nothing to undo")
        self.empty.setVisible(not self.model.rowCount())
        self._describe(self.table.currentIndex().row())

    def _describe(self, row: int) -> None:
        if not 0 <= row < self.model.rowCount():
            self.details.setPlainText("")
            return
        entry = self.model.entry(row)
        head = f"{entry.text}\n{entry.who}, {moment(entry.at)}, record {entry.seq}"
        self.details.setPlainText("\n".join([head, *entry.details]))
