"""The File menu: its actions, and the dialogs they show.

Dialogs are imported when they are first shown: the window opens without them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cxdesk.services import program_file
from cxdesk.store.errors import DamagedFile, FileLocked, KnownError, ReadOnlyPlace
from cxdesk.ui.actions import make_action
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.files import Files
from cxdesk.ui.read_only import READ_ONLY
from cxdesk.ui.settings import Settings

if TYPE_CHECKING:
    from cxdesk.ui.bring_in.door import ImportDoor
    from cxdesk.ui.dialogs.dialog import Dialog

S = TypeVar("S", bound="Dialog")
_OF_A_FILE = ("export", "save_copy", "backups", "properties", "history", "print", "preview")


class FileMenu(QObject):
    """The File actions of `window`, as `menu` and, each by its key, in `actions`.

    Keys: new, open, sample, import, assistant, export, save_copy, backups, properties, history,
    print, preview, preferences, about, quit. Those that need an open file are disabled as long as
    there is none.
    """

    # The user wants what is shown on paper.
    print_requested = Signal()
    # The same, looked at first.
    preview_requested = Signal()
    # The user wants to take data out.
    export_requested = Signal()
    # The user wants to go on setting up the program.
    assistant_requested = Signal()

    def __init__(self, window: QWidget, settings: Settings, files: Files) -> None:
        super().__init__(window)
        self._window, self._settings, self._files = window, settings, files
        self._dialogs: dict[type[Dialog], Dialog] = {}
        self._imports: ImportDoor | None = None
        self.actions: dict[str, QAction] = {}
        self.menu = QMenu("&File", window)
        self.recent_menu = QMenu("Open &recent", self.menu)
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        self._build()
        files.opened.connect(self._on_opened)
        self._enable(files.desk is not None)
        dropped = getattr(window, "file_dropped", None)
        if dropped is not None:
            dropped.connect(lambda name: self.take(Path(name)))

    # Opening --------------------------------------------------------------------------------

    def open_path(self, path: Path, *, read_only: bool = False) -> None:
        """Open a file; trouble is told in a message that offers the way on."""
        try:
            self._files.open(path, read_only=read_only)
        except KnownError as error:
            self.tell_trouble(error, path, read_only=read_only)

    def take(self, path: Path) -> None:
        """Open a program; bring in any other file."""
        if path.suffix.lower() == ".cxdesk":
            self.open_path(path)
        elif (desk := self._files.desk) is not None and desk.store.read_only:
            desk.said.emit(Toast(f"{READ_ONLY} Save a copy to bring {path.name} in.", warning=True))
        else:
            self.imports().take(path)

    def imports(self) -> ImportDoor:
        """The way in for files of other programs."""
        if self._imports is None:
            from cxdesk.ui.bring_in.door import ImportDoor

            self._imports = ImportDoor(self._window, self._files, self.open_path)
        return self._imports

    def open_sample(self) -> None:
        """Open a fresh copy of the sample program."""
        try:
            self._files.open(program_file.fresh_sample(self._files.clock))
        except KnownError as error:
            self.tell_trouble(error)

    def tell_trouble(
        self, error: KnownError, path: Path | None = None, *, read_only: bool = False
    ) -> None:
        """Say why a file does not open, with what can be done about it."""
        from cxdesk.ui.dialogs.dialog import tell

        ways: list[tuple[str, Callable[[], object]]] = []
        if path is None:
            pass
        elif isinstance(error, FileLocked | ReadOnlyPlace) and not read_only:
            ways.append(("Open for reading only", lambda: self.open_path(path, read_only=True)))
        elif isinstance(error, DamagedFile):
            ways.append(("Show backups", lambda: self.show_backups(path)))
        tell(self._window, error.text, ways)

    # Dialogs --------------------------------------------------------------------------------

    def show_new(self) -> None:
        """Ask for a new program."""
        from cxdesk.ui.dialogs.new_program import NewProgram

        self._show(NewProgram, lambda: NewProgram(self._window, self._files), modal=True)

    def show_open(self) -> None:
        """Ask for a file to open."""
        from cxdesk.ui.dialogs.dialog import ask_for_file

        here = self._files.desk.store.path.parent if self._files.desk else None
        ask_for_file(self._window, "Open a program", self.open_path, folder=here)

    def show_backups(self, path: Path | None = None) -> None:
        """Show the backups of a file, the open one unless another is given."""
        from cxdesk.ui.dialogs.backups import BackupsDialog

        which = path or self._desk().store.path
        self._show(
            BackupsDialog, lambda: BackupsDialog(self._window, self._files, which), modal=True
        )

    def show_properties(self) -> None:
        """Show what the file is and holds."""
        from cxdesk.ui.dialogs.properties import PropertiesDialog

        self._show(
            PropertiesDialog,
            lambda: PropertiesDialog(self._window, self._desk(), self._files.jobs),
        )

    def show_preferences(self) -> None:
        """Show what can be preferred."""
        from cxdesk.ui.dialogs.preferences import Preferences

        self._show(Preferences, lambda: Preferences(self._window, self._settings, self._files.desk))

    def show_history(self) -> None:
        """Show who changed what, when."""
        from cxdesk.ui.dialogs.history import HistoryWindow

        self._show(HistoryWindow, lambda: HistoryWindow(self._window, self._desk()))

    def show_about(self) -> None:
        """Show versions and licences."""
        from cxdesk.ui.dialogs.about import About

        self._show(About, lambda: About(self._window))

    def dialog(self, kind: type[S]) -> S | None:
        """The open dialog of this kind."""
        found = self._dialogs.get(kind)
        return found if isinstance(found, kind) else None

    def _show(self, kind: type[S], make: Callable[[], S], *, modal: bool = False) -> None:
        dialog = self._dialogs.get(kind)
        if dialog is None:
            dialog = self._dialogs[kind] = make()
            dialog.finished.connect(lambda _result: self._dialogs.pop(kind, None))
            if modal:
                dialog.open()
            else:
                dialog.show()
        dialog.activateWindow()

    def _desk(self) -> Desk:
        desk = self._files.desk
        assert desk is not None, "an action that needs a file is disabled without one"
        return desk

    # Copies ---------------------------------------------------------------------------------

    def save_copy(self) -> None:
        """Ask where to write a copy of the file."""
        from cxdesk.ui.dialogs.dialog import ask_for_file

        path = self._desk().store.path
        ask_for_file(
            self._window,
            "Save a copy",
            self.save_copy_to,
            save_as=f"{path.stem} copy.cxdesk",
            folder=path.parent,
        )

    def save_copy_to(self, target: Path) -> None:
        """Write a copy of the file in the background and say so."""
        desk = self._desk()

        def show_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

        def on_done(made: Path) -> None:
            desk.said.emit(Toast(f"Copy saved as {made.name}", button="Show", action=show_folder))

        self._files.copy(target, done=on_done)

    # Within ---------------------------------------------------------------------------------

    def _build(self) -> None:
        key = QKeySequence.StandardKey
        self._add("new", "&New program…", self.show_new, key.New)
        self._add("open", "&Open…", self.show_open, key.Open)
        self.menu.addMenu(self.recent_menu)
        self._add("sample", "Open the &sample", self.open_sample)
        self._add("import", "&Import…", lambda: self.imports().ask(), "Ctrl+I")
        self.menu.addSeparator()
        self._add("assistant", "Set &up the program…", self.assistant_requested.emit)
        self._add("export", "E&xport…", self.export_requested.emit, "Ctrl+E")
        self._add("save_copy", "Save a &copy…", self.save_copy, "Ctrl+Shift+S")
        self._add("backups", "&Backups…", self.show_backups)
        self._add("properties", "Proper&ties…", self.show_properties, "Alt+Return")
        self._add("history", "&History", self.show_history, "Ctrl+H")
        self._add("print", "&Print…", self.print_requested.emit, key.Print)
        self._add("preview", "Print pre&view…", self.preview_requested.emit, "Ctrl+Shift+P")
        self.menu.addSeparator()
        self._add("preferences", "Pr&eferences…", self.show_preferences, "Ctrl+,")
        self._add("about", "&About cxdesk", self.show_about)
        self.menu.addSeparator()
        self._add("quit", "&Quit", self._window.close, "Ctrl+Q")
        self.actions["preferences"].setMenuRole(QAction.MenuRole.PreferencesRole)
        self.actions["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self.actions["quit"].setMenuRole(QAction.MenuRole.QuitRole)

    def _add(
        self,
        key: str,
        text: str,
        slot: Callable[[], object],
        shortcut: str | QKeySequence.StandardKey | None = None,
    ) -> None:
        shortcuts = [] if shortcut is None else [shortcut]
        action = make_action(self._window, key, text, "File", slot, shortcuts=shortcuts)
        self.actions[key] = action
        self.menu.addAction(action)

    def _enable(self, is_open: bool) -> None:
        for key in _OF_A_FILE:
            self.actions[key].setEnabled(is_open)
        read_only = is_open and self._desk().store.read_only
        self.actions["assistant"].setEnabled(is_open and not read_only)
        self.actions["import"].setEnabled(not read_only)
        for key in ("assistant", "import"):
            self.actions[key].setToolTip(READ_ONLY if read_only else "")

    def _on_opened(self, _desk: Desk) -> None:
        """What was shown of the file before is of no use any more."""
        for dialog in list(self._dialogs.values()):
            dialog.close()
        if self._imports is not None:
            self._imports.close()
        self._enable(True)

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for number, path in enumerate(self._settings.recent(), 1):
            name = f"{path.stem}   {path.parent}".replace("&", "&&")
            action = self.recent_menu.addAction(f"&{number % 10}  {name}")
            action.setEnabled(path.exists())
            action.triggered.connect(lambda _checked=False, path=path: self.open_path(path))
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction("Nothing was opened yet").setEnabled(False)
