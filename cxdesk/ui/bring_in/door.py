"""The way into the import and out of it again: files, dialogs, and what the window does after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cxdesk.exchange.comma import csv_file
from cxdesk.store.errors import KnownError
from cxdesk.store.history import ChangeSet
from cxdesk.ui.bring_in import words
from cxdesk.ui.bring_in.bring_in import BringIn
from cxdesk.ui.bring_in.place import Kept
from cxdesk.ui.desk import REDO, Desk
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.files import Files
from cxdesk.ui.kept_files import write_copy

FILTER = (
    "Files of other programs (*.csv *.tsv *.txt *.xlsx *.ods *.json *.xml *.gan);;All files (*)"
)


class ImportDoor(QObject):
    """Opens the import over a window, one at a time."""

    def __init__(
        self, window: QWidget, files: Files, open_program: Callable[[Path], object]
    ) -> None:
        super().__init__(window)
        self._window, self._files, self._open_program = window, files, open_program
        self.sheet: BringIn | None = None
        self._seq: int | None = None  # of the change that the report is of
        self._label = ""  # of that change
        self._heard: Desk | None = None

    def ask(self) -> None:
        """Let somebody choose a file."""
        ask_for_file(self._window, "Bring in a file", self.take, filter=FILTER)

    def take(self, path: Path) -> None:
        """Look at a file."""
        self._sheet().take(path)

    def show_report(self, kept: Kept) -> None:
        """Show the report of a program that was made of a file and is open now."""
        store = self._desk().store
        self._seq = store.head.undo_top
        self._label = store.label_of(self._seq)
        self._sheet().show_done(kept)

    def close(self) -> None:
        """Leave the import: another program is open."""
        if self.sheet is not None:
            self.sheet.close_overlay()

    def _desk(self) -> Desk:
        desk = self._files.desk
        assert desk is not None
        return desk

    def _sheet(self) -> BringIn:
        if self.sheet is None:
            made = self.sheet = BringIn(
                self._window, self._files.imports, self._files.desk, self._files.clock
            )
            made.kept.connect(self._on_kept)
            made.file_wanted.connect(self._on_file_wanted)
            made.undo_wanted.connect(self._undo)
            made.show_wanted.connect(self._on_show)
            made.save_wanted.connect(self._ask_save)
            made.print_wanted.connect(self._print)
            made.closed.connect(self._on_closed)
            self._heard = self._files.desk
            if self._heard is not None:
                self._heard.changed.connect(self._on_changed)
        self.sheet.open()
        return self.sheet

    def _on_kept(self, kept: Kept) -> None:
        if kept.made is None:
            if kept.change_set is not None:
                self._seq, self._label = kept.change_set.seq, kept.change_set.label
                self._desk().changed.emit(kept.change_set)
            return
        sheet = self.sheet
        try:
            self._files.open(kept.made)
        except KnownError as error:
            if sheet is not None:
                sheet.done.say(error.text)
            return
        self._files.brought_in.emit(kept)

    def _undo(self) -> None:
        walker = getattr(self._window, "walker", None)
        (self._desk() if walker is None else walker).undo()

    def _on_closed(self) -> None:
        if self._heard is not None:
            self._heard.changed.disconnect(self._on_changed)
        self._heard = self.sheet = None

    def _on_changed(self, change_set: ChangeSet) -> None:
        """What was brought in may be taken back, and brought in again."""
        sheet = self.sheet
        if sheet is None or sheet.page is not sheet.done or sheet.report is None:
            return
        if change_set.kind == REDO and change_set.label == self._label:
            self._seq = change_set.seq
            sheet.done.show_report(sheet.report)
        elif self._desk().store.head.undo_top != self._seq:
            sheet.done.taken_back()

    def _on_file_wanted(self, name: str) -> None:
        if not name:
            self.ask()
        elif name.lower().endswith(".cxdesk"):
            self._open_program(Path(name))
        else:
            self.take(Path(name))

    def _on_show(self, place: str) -> None:
        if self.sheet is not None:
            self.sheet.close_overlay()
        show = getattr(self._window, "show_place", None)
        if show is not None:
            show(place)

    # The report on paper and in files ---------------------------------------------------------

    def _ask_save(self) -> None:
        sheet = self.sheet
        if sheet is None or sheet.report is None:
            return
        content = csv_file(words.sheet(sheet.report))

        def save(path: Path) -> None:
            try:
                write_copy(path, content)
                said = f"The report was saved as {path.name}."
            except OSError as error:
                said = f"{path.name} could not be written: {error.strerror}."
            self._say(said)

        stem = Path(sheet.file_name).stem or "import"
        ask_for_file(
            self._window,
            "Save the report",
            save,
            save_as=f"{stem} report.csv",
            filter="CSV (*.csv)",
        )

    def _say(self, text: str) -> None:
        if self.sheet is not None:
            page = self.sheet.done if self.sheet.page is self.sheet.done else self.sheet.ask
            page.said.setText(text)

    def _print(self) -> None:
        sheet, printer = self.sheet, getattr(self._window, "printer", None)
        if sheet is None or sheet.report is None or printer is None:
            return
        from cxdesk.ui.table.paper import table_paper

        report = sheet.report
        printer.ask(
            table_paper(self._desk(), "Report of an import", words.sheet(report),
                        words.title(report))
        )  # fmt: skip
