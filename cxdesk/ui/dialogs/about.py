"""What this program is made of: versions to copy, and the licence of everything in it."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from cxdesk import __version__, paths
from cxdesk.ui.dialogs.dialog import Dialog, label

LIBRARIES = (
    "PySide6-Essentials", "shiboken6", "SQLAlchemy", "alembic", "Mako", "MarkupSafe", "greenlet",
    "typing-extensions", "reportlab", "pillow", "charset-normalizer", "fonttools", "fontpkg-inter",
    "pypdfium2", "matplotlib",
)  # fmt: skip
"""What the program brings along, itself and Python left out; those not installed are skipped."""

_LICENCE = re.compile(
    r"(^|/)(licenses/.+|licen[cs]e[^/]*|copying[^/]*|notice[^/]*)$", re.IGNORECASE
)
_MOST_CHARS = 400_000


def versions() -> list[tuple[str, str]]:
    """Names and versions of the program, of what it runs on and of its libraries."""
    found = [
        ("cxdesk", __version__),
        ("Python", platform.python_version()),
        ("Qt", str(qVersion())),
        ("SQLite", sqlite3.sqlite_version),
    ]
    for name in LIBRARIES:
        try:
            found.append((name, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            continue
    return [*found, ("System", platform.platform(terse=True))]


def licences() -> dict[str, list[Path]]:
    """The licence files of each component, by its name: those shipped, then those installed."""
    found: dict[str, list[Path]] = {}
    shipped = paths.resources() / "licences"
    own = paths.resources().parent / "LICENSE"
    if own.is_file():
        found["cxdesk"] = [own]
    if shipped.is_dir():
        for folder in sorted(shipped.iterdir()):
            files = sorted(file for file in folder.rglob("*") if file.is_file())
            if files:
                found[folder.name] = files
    for name in LIBRARIES:
        files = list(_installed(name))
        if files:
            known = found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), [])
            names = {file.name for file in known}
            known += [file for file in files if file.name not in names]
    python = Path(sys.base_prefix) / "LICENSE.txt"
    if python.is_file():
        found.setdefault("python", [python])
    return dict(sorted(found.items(), key=lambda one: (one[0] != "cxdesk", one[0])))


def _installed(name: str) -> Iterator[Path]:
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for file in files:
        if ".dist-info/" in str(file) and _LICENCE.search(file.as_posix()):
            path = Path(str(file.locate()))
            if path.is_file():
                yield path


class About(Dialog):
    """Versions and licences."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "About cxdesk", 640)
        self.resize(860, 600)
        self.body.addWidget(
            label("The desk of the office that runs a customer-experience transformation.")
        )
        self.tabs = QTabWidget()
        self.tabs.addTab(self._versions(), "Versions")
        self.tabs.addTab(self._licences(), "Licences")
        self.body.addWidget(self.tabs, 1)
        self.copy = self.add_button("Copy versions", self._on_copy, left=True)
        self.add_button("Close", self.accept, role="primary")

    def _versions(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 16, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(4)
        self._rows = versions()
        for name, version in self._rows:
            form.addRow(label(name, "small"), label(version, "body", selectable=True))
        return page

    def _licences(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 16, 0, 0)
        self._files = licences()
        self.components = QListWidget()
        self.components.setAccessibleName("Components")
        self.components.addItems(list(self._files))
        self.components.setMaximumWidth(200)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Licence")
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        row.addWidget(self.components)
        row.addWidget(self.text, 1)
        self.components.currentTextChanged.connect(self._show)
        self.components.setCurrentRow(0)
        return page

    def _show(self, component: str) -> None:
        parts = []
        for file in self._files.get(component, []):
            with file.open(encoding="utf-8", errors="replace") as text:
                parts.append(f"{file.name}\n\n{text.read(_MOST_CHARS)}")
        self.text.setPlainText("\n\n".join(parts))

    def _on_copy(self) -> None:
        lines = (f"{name} {version}" for name, version in self._rows)
        QApplication.clipboard().setText("\n".join(lines))
        self.copy.setText("Copied")
