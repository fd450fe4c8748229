"""Files of ballots: those of PrefLib, and tables with a row a ballot and a column a task."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from cxdesk.analysis.tiers import Tiers
from cxdesk.exchange.ballot_lines import BallotLines, WrongLine, plain
from cxdesk.exchange.preflib import KINDS, read_preflib
from cxdesk.store.errors import KnownError

MOST_BYTES = 8_000_000
_TABLES = (".csv", ".tsv", ".txt")
_DASHES = {"-", "'-", "–", "—", "−"}  # spreadsheets put an apostrophe before it, or make it longer


@dataclass(frozen=True, slots=True)
class BallotFile:
    """The ballots of a file: tasks are numbered from 1 in its order, equal ballots are counted."""

    names: tuple[str, ...]
    ballots: tuple[Tiers, ...]
    counts: tuple[int, ...]

    def name(self, id: int) -> str:
        """What a task is called."""
        return self.names[id - 1]


def read_ballots(path: Path) -> BallotFile:
    """Read a file of ballots. Raises KnownError, which names the lines that are wrong."""
    kind = path.suffix.lower()
    if kind not in (*KINDS, *_TABLES):
        raise KnownError(
            f"{path.name} is no file of ballots that can be read: .csv, .tsv and .txt hold a "
            "table, .soc, .soi, .toc and .toi are of PrefLib."
        )
    text, lines = _text(path), BallotLines(path.name)
    names = read_preflib(text, kind, lines) if kind in KINDS else _read_table(text, lines)
    return BallotFile(tuple(names), tuple(lines.counts), tuple(lines.counts.values()))


def _text(path: Path) -> str:
    """What a file says, as spreadsheets write it: UTF-8, UTF-16 with its mark, or Windows' own."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            most = f"{MOST_BYTES // 1_000_000} MB"
            raise KnownError(f"{path.name} has {size / 1e6:,.0f} MB, and {most} are the most.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise KnownError(f"There is no file {path.name} in {path.parent}.") from None
    except OSError as error:
        raise KnownError(f"{path.name} cannot be read: {error.strerror}.") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise KnownError(f"{path.name} is no text.")


def _read_table(text: str, lines: BallotLines) -> list[str]:
    """Add the ballots of a table; the names in its heading.

    A first column without a name says whose ballot it is, and an empty row is none.
    """
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    names: list[str] | None = None
    aside = 0
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            try:
                if names is None:
                    aside = 0 if cells[0] else 1
                    names = _heading(cells[aside:])
                    lines.check_tasks(len(names))
                else:
                    lines.add(_ballot(cells[aside:], names))
            except WrongLine as error:
                lines.wrong(rows.line_num, error)
                if names is None:
                    break
    except csv.Error:
        lines.wrong(rows.line_num, WrongLine("its quotes do not pair up"))
    lines.check()
    return names or []


def _delimiter(text: str) -> str:
    """What makes most cells of the first row."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:100_000]
    return max(
        "\t;,", key=lambda mark: max(map(len, csv.reader([first], delimiter=mark)), default=0)
    )


def _heading(cells: Sequence[str]) -> list[str]:
    names = [plain(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    for column, name in enumerate(names, 1):
        if not name:
            raise WrongLine(f"task {column} of the heading has no name")
        if name in names[: column - 1]:
            raise WrongLine(f"two tasks are called “{name}”")
    if all(_is_rank(name) and int(name) <= len(names) for name in names):
        raise WrongLine("the heading is missing: the first row names the tasks")
    return names


def _ballot(cells: Sequence[str], names: Sequence[str]) -> Tiers:
    """A row of ranks: equal ones tie, and a rank may be missing between others."""
    if extra := [cell for cell in cells[len(names) :] if cell]:
        raise WrongLine(f"“{plain(extra[0])}” stands beyond the last task")
    ranks: dict[int, list[int]] = {}
    unranked, no_opinion = [], []
    for id, name in enumerate(names, 1):
        cell = cells[id - 1] if id <= len(cells) else ""
        if not cell:
            unranked.append(id)
        elif cell in _DASHES:
            no_opinion.append(id)
        elif _is_rank(cell):
            ranks.setdefault(int(cell), []).append(id)
        elif id == 1 and cell[0].isalpha():
            raise WrongLine(
                f"“{plain(cell)}” is no rank of {name}: a column that says who voted comes first, "
                "its heading empty"
            )
        else:
            raise WrongLine(
                f"“{plain(cell)}” is no rank of {name}: 1 is the best, empty is unranked, - is no "
                "opinion"
            )
    tiers = tuple(tuple(ranks[rank]) for rank in sorted(ranks))
    return Tiers(tiers, tuple(unranked), tuple(no_opinion))


def _is_rank(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 9 and int(cell) > 0
