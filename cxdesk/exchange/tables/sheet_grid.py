"""Workbooks (XLSX, ODS): weighed first, then read by calamine from what was weighed alone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cxdesk.exchange.bounds import MB, MOST_CELLS, MOST_PARTS, MOST_UNPACKED, TooLarge
from cxdesk.exchange.tables.grid import Cell, Grid, grid_of
from cxdesk.exchange.tables.weight import weigh_ods, weigh_xlsx
from cxdesk.store.errors import KnownError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Excel before 2007, and of passwords
_OLD_SUFFIXES = (".xls", ".xlt", ".xlsx", ".xlsm", ".ods")
_IDLE = ("/media/", "/drawings/", "/charts/", "/pivotcache/", "/theme/", "/printersettings/")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that was weighed: `kind` is "XLSX" or "ODS", `sheets` are named in their order."""

    file: str
    kind: str
    sheets: tuple[str, ...]
    hidden: frozenset[str]
    _book: CalamineWorkbook

    def grid(self, sheet: str) -> Grid:
        """The cells of a sheet. Raises KnownError for one that is damaged or too large."""
        with _Told(self.file):
            read = self._book.get_sheet_by_name(sheet)
            rows: Sequence[Sequence[Cell]] = read.to_python(skip_empty_area=False)
            merged = read.merged_cell_ranges or ()
        left_over = MOST_CELLS  # thousands of ranges may all be the whole sheet
        for (top, left), (bottom, _) in merged:
            left_over -= min(bottom, len(rows)) - top
            if left_over < 0:
                break
            _fill_down(rows, top, bottom, left)
        return grid_of(sheet, rows, self.file)


def workbook(name: str, suffix: str, content: bytes) -> Workbook | None:
    """The workbook that bytes are; None where they are none.

    Raises KnownError for one that is damaged, locked, of another format or too large.
    """
    if content.startswith(_OLD) and suffix in _OLD_SUFFIXES:
        raise KnownError(
            f"{name} is locked with a password or in the old format of Excel. "
            "Open it there and save it as an XLSX workbook without a password."
        )
    if not content.startswith(b"PK"):
        return None
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = {info.filename for info in packed.infolist()}
            if "xl/workbook.bin" in names:
                raise KnownError(f"{name} is a binary workbook: save it as XLSX in Excel first.")
            if "xl/workbook.xml" in names:
                kind, weigh = "XLSX", weigh_xlsx
            elif "content.xml" in names and b"spreadsheet" in _mimetype(packed, names):
                kind, weigh = "ODS", weigh_ods
            else:
                return None
            parts = _unpacked(packed, name)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        if suffix not in (*_OLD_SUFFIXES, ".zip"):
            return None
        raise _damaged(name) from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise KnownError(f"{name} is locked with a password: save it without one first.") from error
    weigh(name, parts)
    with _Told(name):
        return _opened(name, kind, parts)


def _opened(name: str, kind: str, parts: dict[str, bytes]) -> Workbook:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(BytesIO(_packed(parts)))
    sheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    hidden = [each.name for each in sheets if each.visible != SheetVisibleEnum.Visible]
    names = dict.fromkeys([each.name for each in sheets if each.name not in hidden] + hidden)
    if not names:
        raise KnownError(f"{name} has no sheet with cells.")
    return Workbook(name, kind, tuple(names), frozenset(hidden), book)


def _mimetype(packed: ZipFile, names: set[str]) -> bytes:
    if "mimetype" not in names or packed.getinfo("mimetype").file_size > 200:
        return b""
    return packed.read("mimetype")


def _unpacked(packed: ZipFile, name: str) -> dict[str, bytes]:
    """The parts that tables are made of. Raises TooLarge."""
    infos = packed.infolist()
    if len(infos) > MOST_PARTS:
        raise TooLarge(f"{name} has {len(infos):,} parts: no workbook has so many.")
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise TooLarge(
            f"{name} would unpack to more than {MOST_UNPACKED // MB} MB, the most that is read. "
            "Save the sheet that you need as a file of its own."
        )
    # zipfile gives no more of a part than its entry says, so that the sum holds whatever is packed.
    return {info.filename: packed.read(info) for info in infos if _wanted(info)}


def _wanted(info: ZipInfo) -> bool:
    name = info.filename.lower()
    if name == "mimetype":
        return True
    return name.endswith((".xml", ".rels")) and not any(idle in name for idle in _IDLE)


def _packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip again: nothing is read that was not weighed."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as again:
        for name, content in parts.items():
            again.writestr(ZipInfo(name), content)
    return out.getvalue()


def _fill_down(rows: Sequence[Sequence[Cell]], top: int, bottom: int, column: int) -> None:
    """Say in each row of cells merged downwards what they say together."""
    if bottom == top or top >= len(rows) or column >= len(rows[top]):
        return
    cell = rows[top][column]
    for row in rows[top + 1 : bottom + 1]:
        if row[column] == "":
            row[column] = cell  # type: ignore[index]


class _Told:
    """What calamine stumbles over, in words."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: object) -> None:
        from python_calamine import CalamineError, PasswordError

        if isinstance(error, PasswordError):
            raise KnownError(
                f"{self.file} is locked with a password: save it without one first."
            ) from error
        # A panic of its own is no Exception, so as not to be caught by those who do not mean it.
        panic = error is not None and type(error).__name__ == "PanicException"
        if panic or isinstance(error, CalamineError | ValueError | OSError | OverflowError):
            raise _damaged(self.file) from error


def _damaged(name: str) -> KnownError:
    return KnownError(
        f"{name} is damaged: it cannot be read as a workbook. "
        "Open it in the program that wrote it and save it again."
    )
