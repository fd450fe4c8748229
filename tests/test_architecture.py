"""The walls that no type checker sees; import-linter holds the others."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cxdesk"
LONGEST = 400
QT_ALLOWED = {"app.py", "store/lock.py"}


def sources(*folders: Path) -> list[Path]:
    found = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    assert found
    return found


def named(files: list[Path]) -> list[str]:
    return [file.relative_to(ROOT).as_posix() for file in files]


def mentioning(files: list[Path], *words: str) -> list[Path]:
    """Those in whose text one of the words stands: to parse all of them takes seconds."""
    return [
        file for file in files if any(word in file.read_text(encoding="utf-8") for word in words)
    ]


@dataclass
class Source:
    """What the walls are about in one file."""

    imports: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


@cache
def parsed(file: Path) -> Source:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    source = Source()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            source.attributes.add(node.attr)
        elif isinstance(node, ast.Import):
            source.imports |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            source.imports.add(node.module)
    return source


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = [
        file
        for file in sources(PACKAGE, ROOT / "tests")
        if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST
    ]
    assert named(long) == [], "two files are hidden in one"


def test_every_module_says_what_it_is() -> None:
    says = re.compile(r'(\s*#[^\n]*\n)*\s*r?"""\s*\S', re.IGNORECASE)
    silent = [
        file
        for file in sources(PACKAGE, ROOT / "tests")
        if file.name != "__init__.py" and not says.match(file.read_text(encoding="utf-8"))
    ]
    assert named(silent) == []


def test_nothing_is_called_utils() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common"}
    assert named([file for file in sources(PACKAGE, ROOT / "tests") if file.stem in vague]) == []


def test_only_the_store_commits() -> None:
    # A view may call something of its own a commit; it knows no session to commit.
    committing = [
        file
        for file in mentioning(sources(PACKAGE), "commit")
        if file.relative_to(PACKAGE).parts[0] not in ("store", "ui")
        and "commit" in parsed(file).attributes
    ]
    assert named(committing) == []


def test_qt_is_imported_by_the_window_alone() -> None:
    wrong = [
        file
        for file in mentioning(sources(PACKAGE), "PySide6")
        if (place := file.relative_to(PACKAGE).as_posix()) not in QT_ALLOWED
        and not place.startswith("ui/")
        and any(name.partition(".")[0] == "PySide6" for name in parsed(file).imports)
    ]
    assert named(wrong) == []


def test_views_know_neither_the_database_nor_paper() -> None:
    unknown = ("sqlalchemy", "reportlab")
    wrong = [
        file
        for file in mentioning(sources(PACKAGE / "ui"), *unknown)
        if any(name.partition(".")[0] in unknown for name in parsed(file).imports)
    ]
    assert named(wrong) == []


def test_every_view_is_a_place() -> None:
    places = pytest.importorskip("cxdesk.ui.places")
    view = importlib.import_module("cxdesk.ui.view").View
    for module in pkgutil.walk_packages([str(PACKAGE / "ui")], "cxdesk.ui."):
        importlib.import_module(module.name)
    placed = {place.load() for place in places.PLACES}
    assert placed
    assert set(below(view)) == placed


def below(kind: type) -> Iterator[type]:
    """Views of the program itself, at any depth; a class with heirs is a base, not a place."""
    for heir in kind.__subclasses__():
        if heir.__module__.startswith("cxdesk."):
            if heir.__subclasses__():
                yield from below(heir)
            else:
                yield heir


def test_places_have_keys_of_their_own() -> None:
    places = pytest.importorskip("cxdesk.ui.places").PLACES
    assert len({place.key for place in places}) == len(places)


def test_starting_does_not_pay_for_what_comes_later() -> None:
    starts = ("cxdesk.cli", "cxdesk.app", "cxdesk.ui.board.view")
    heavy = ("reportlab", "matplotlib", "alembic", "numpy", "highspy", "pypdfium2")
    code = f"""
import importlib, sys
for start in {starts!r}:
    importlib.import_module(start)
    print(start, *(name for name in {heavy!r} if name in sys.modules))
"""
    child = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    assert child.stdout.splitlines() == list(starts)


def test_public_functions_say_what_they_do() -> None:
    silent = []
    for room in ("analysis", "services", "store", "reports", "model"):
        for module in pkgutil.walk_packages([str(PACKAGE / room)], f"cxdesk.{room}."):
            if ".migrations" in module.name:
                continue  # run by Alembic alone, which sets the stage for them
            loaded = importlib.import_module(module.name)
            silent += [
                f"{module.name}.{name}"
                for name, function in inspect.getmembers(loaded, inspect.isfunction)
                if not name.startswith("_")
                and function.__module__ == module.name
                and not function.__doc__
            ]
    assert silent == []
