"""The ways to what is taken out: File > Export and the palette lead to Print & data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Toast

if TYPE_CHECKING:
    from cxdesk.ui.window import MainWindow

WORDS: Final = {
    "json": "Export everything (JSON)…",
    "xlsx": "Export tables (XLSX)…",
    "csv": "Export tables (CSV)…",
    "xml": "Export the plan for MS Project (XML)…",
    "gan": "Export the plan for GanttProject…",
    "ics": "Export the calendar (ICS)…",
}
"""Words of the palette by the export's key; said here, so that the window opens without them."""


def add_exports(window: MainWindow) -> None:
    """Have an action of the window for each way of taking data out."""
    for key, words in WORDS.items():
        make_action(window, f"export-{key}", words, "Export", partial(show_export, window, key))
    make_action(
        window, "export-table", "Export the table that is shown (XLSX, CSV)…", "Export",
        partial(save_shown, window),
    )  # fmt: skip


def save_shown(window: MainWindow) -> None:
    """Ask where the table goes that has the keyboard, else the largest on show."""
    from cxdesk.ui.table.saving import ask_table  # the window starts without tables
    from cxdesk.ui.table.view import TableView

    here = QApplication.focusWidget()
    tables = [one for one in window.findChildren(TableView) if one.isVisible() and one.savable]
    if not tables:
        text = "No table is shown here. Print & data has all of them."
        window.desk.said.emit(Toast(text, button="Show", action=partial(show_export, window)))
        return
    ask_table(max(tables, key=lambda one: (one is here, one.width() * one.height())))


def show_export(window: MainWindow, key: str = "") -> None:
    """Go to where data are taken out in a way; where they were taken out last without one."""
    from cxdesk.ui.take_out.entries import BRING_IN, ENTRIES, entry_key

    window.show_place("print")
    place: Any = window.view  # the place of this package
    last = place.data.entry
    wanted = entry_key(key) if key else ENTRIES[0].key if last == BRING_IN else last
    place.things.narrow.clear()
    place.things.choose(wanted)
    place.data.save_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
