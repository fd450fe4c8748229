"""A disk whose power fails: what a traced process wrote, and what of it a cut may leave.

What was synced stays. A write since then is there, gone or torn at a sector's border, each by
itself; a file created, removed or renamed may still be so or not until its folder is synced.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
_CALLS = (
    "openat,close,write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,"
    "renameat2,fallocate,dup,dup2,dup3"
)
_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def why_not() -> str:
    """Why nothing can be traced here; empty when it can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-f", "-o", "/dev/null", "true"], capture_output=True)
    return "" if tried.returncode == 0 else "this place does not allow ptrace"


def trace(folder: Path, mode: str) -> list[str]:
    """The system calls of writing.py, which wrote in `folder`."""
    output = folder.with_name(folder.name + ".trace")
    writer = Path(__file__).with_name("writing.py")
    subprocess.run(
        ["strace", "-f", "-qq", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(output),
         sys.executable, str(writer), str(folder), mode],
        check=True, capture_output=True, cwd=writer.parents[2],
        env={"PYTHONPATH": str(writer.parents[2]), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return output.read_text().splitlines()


@dataclass(eq=False)
class File:
    """What is safe of a file, and what was done to it since the last sync."""

    synced: bytes = b""
    since: list[tuple[int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        self.synced, self.since = self.as_written(), []

    def as_written(self) -> bytes:
        return self._with(self.since)

    def after_cut(self, dice: Random, luck: float) -> bytes:
        return self._with([part for one in self.since for part in _survivors(one, dice, luck)])

    def _with(self, writes: list[tuple[int, bytes]]) -> bytes:
        data = bytearray(self.synced)
        for at, what in writes:
            if at > len(data):
                data.extend(bytes(at - len(data)))
            data[at : at + len(what)] = what
        return bytes(data)


def _survivors(write: tuple[int, bytes], dice: Random, luck: float) -> Iterator[tuple[int, bytes]]:
    at, what = write
    if dice.random() < 0.3:  # torn: every sector has its own fate
        begin = 0
        while begin < len(what):
            end = min(len(what), begin + SECTOR - (at + begin) % SECTOR)
            if dice.random() < luck:
                yield at + begin, what[begin:end]
            begin = end
    elif dice.random() < luck:
        yield write


class Disk:
    """One folder of a disk, fed with the calls of a process."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: dict[str, File] = {}
        self._synced: dict[str, File] = {}
        self._since: list[tuple[str, str, File]] = []  # (created or removed, name, file)
        self._open: dict[int, File | None] = {}  # None: the folder itself
        self.acknowledged: tuple[int, str] | None = None

    def feed(self, line: str) -> bool:
        """Take one line of a trace; whether it changed what a power cut would leave."""
        assert "unfinished" not in line, "a second thread wrote: this disk knows only one"
        match = _LINE.match(line)
        if match is None or int(match[3]) < 0:
            return False
        call, result = match[1], int(match[3])
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(match[2])]
        if call in ("openat", "unlink", "unlinkat", "rename", "renameat", "renameat2"):
            return self._named_call(call, [text.decode() for text in texts], match[2], result)
        handle = int(match[2].split(",")[0]) if match[2][0].isdigit() else -1
        if call == "write" and handle == 1 and texts[0].startswith(b"safe "):
            _, seq, mark = texts[0].decode().rstrip("\n").split(" ")
            self.acknowledged = int(seq), mark
            return True
        if handle not in self._open or call == "close":
            self._open.pop(handle, None)
            return False
        return self._handle_call(call, handle, match[2], texts)

    def _named_call(self, call: str, paths: list[str], arguments: str, result: int) -> bool:
        if paths[0] == self._folder:
            self._open[result] = None
            return False
        if not paths[0].startswith(self._folder + "/"):
            return False
        names = [path.removeprefix(self._folder + "/") for path in paths]
        match call:
            case "openat":
                known = names[0] in self._names
                assert "O_TRUNC" not in arguments
                if not known and "O_CREAT" in arguments:
                    self._note("created", names[0], File())
                self._open[result] = self._names[names[0]]
                return not known
            case "unlink" | "unlinkat":
                self._note("removed", names[0], self._names[names[0]])
            case _:
                file = self._names[names[0]]
                # One step to the folder: both names change together, or neither.
                self._names.pop(names[0])
                self._names[names[1]] = file
                self._since.append((f"renamed {names[0]}", names[1], file))
        return True

    def _note(self, what: str, name: str, file: File) -> None:
        self._since.append((what, name, file))
        _apply(self._names, what, name, file)

    def _handle_call(self, call: str, handle: int, arguments: str, texts: list[bytes]) -> bool:
        file = self._open[handle]
        if call in ("fsync", "fdatasync"):
            if file is None:
                self._synced, self._since = dict(self._names), []
            else:
                file.sync()
            return True
        assert file is not None
        if call == "pwrite64":
            file.since.append((int(arguments.rsplit(",", 1)[1]), texts[0]))
            return True
        # Qt writes its lock file so, in one go.
        assert call == "write", f"{call} is not foreseen here"
        assert not file.synced
        assert not file.since
        file.since.append((0, texts[0]))
        return True

    def as_written(self) -> dict[str, bytes]:
        """The files as the process saw them: what is in the folder if nothing was overlooked."""
        return {name: file.as_written() for name, file in self._names.items()}

    def after_cut(self, dice: Random) -> dict[str, bytes]:
        """The files that one possible power cut leaves."""
        luck = dice.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        names = dict(self._synced)
        for one in self._since:
            if dice.random() < luck:
                _apply(names, *one)
        return {name: file.after_cut(dice, luck) for name, file in names.items()}


def _apply(names: dict[str, File], what: str, name: str, file: File) -> None:
    if what.startswith("renamed ") and names.get(what[8:]) is file:
        del names[what[8:]]
    if what == "removed":
        names.pop(name, None)
    else:
        names[name] = file
