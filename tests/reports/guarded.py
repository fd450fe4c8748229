"""Prints everything that there is from one file, and tells of each other thing it reached for.

Run as a program of its own, since what watches a process can never be taken away again.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from pathlib import Path

from cxdesk import paths
from cxdesk.model.errors import RuleBroken
from cxdesk.reports import installed
from cxdesk.reports.catalogue import PRINTED
from cxdesk.reports.printed import Ready
from cxdesk.store.store import Store

ROOT = Path(__file__).parents[2]
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    *("socket.", "subprocess.", "urllib.", "http.", "ftplib.", "smtplib.", "ctypes.dlopen"),
    *("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile"),
    *("os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "shutil.", "webbrowser."),
)


def _ready(file: Path) -> list[tuple[str, Ready]]:
    """The frozen rows of each thing, of the likeliest subject."""
    found = []
    with Store.open(file, home=paths.data(), read_only=True) as store, store.read() as session:
        for thing in PRINTED:
            offered = [one.value for one in thing.subjects(session) if not one.why]
            try:
                ready = thing.read(session, offered[0] if offered else "", thing.first({}))
            except RuleBroken:  # such as minutes of a meeting that nobody has approved
                continue
            found.append((thing.key, ready))
    return found


class Guard:
    """Hears of all that the interpreter is asked to open, and keeps what is not ours."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        libraries = {*sysconfig.get_paths().values(), *site.getsitepackages(), *sys.path[1:]}
        libraries |= {sys.prefix, sys.base_prefix}
        own = [ROOT / "cxdesk", ROOT / "resources"]
        kept = [paths.cache(), paths.cache() / "fonts"]  # tests share the latter by a link
        if "MPLCONFIGDIR" in os.environ:
            kept.append(Path(os.environ["MPLCONFIGDIR"]))
        self._kept = tuple(map(self._real, kept))
        read = [*installed.folders(), *(Path(each) for each in libraries if each), *own]
        self._ours = (*self._kept, *map(self._real, read))

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            self._opened(*arguments)
        elif event.startswith(_FORBIDDEN):
            own = event in ("os.rename", "os.remove") and self._is_in(arguments[0], self._kept)
            # matplotlib asks once on a machine which fonts there are; None is the program itself.
            known = arguments[0] in ("fc-list", None)
            if not own and not known:
                self.seen.append(f"{event} {arguments!r}")

    def _opened(self, path: object, mode: object, flags: object) -> None:
        if isinstance(path, int):
            return
        writing = isinstance(flags, int) and flags & _WRITING
        if not self._is_in(path, self._kept if writing else self._ours):
            self.seen.append(f"open {path!r} {mode!r} {flags!r}")

    def _is_in(self, path: object, folders: tuple[str, ...]) -> bool:
        real = self._real(Path(os.fsdecode(path)))  # type: ignore[arg-type]
        return any(real == folder or real.startswith(folder + os.sep) for folder in folders)

    @staticmethod
    def _real(path: Path) -> str:
        return os.path.realpath(path)


def main(file: Path) -> None:
    """Print; a line for each thing, and one for each that was reached for."""
    ready = _ready(file)
    guard = Guard()
    sys.addaudithook(guard)
    for key, one in ready:
        made = one.make(lambda _done, _total: None, lambda: False)
        assert b"/secret" not in made
        assert made.startswith(b"%PDF"), key
        sys.stdout.write(f"printed {key} {made.count(b'/FontFile2')}\n")
    for each in dict.fromkeys(guard.seen):
        sys.stdout.write(f"reached {each}\n")
    guard.seen.clear()
    with file.open("rb"):
        assert guard.seen  # it does hear


if __name__ == "__main__":
    main(Path(sys.argv[1]))
