"""A table saved for a spreadsheet: where to is asked, then it is written beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from cxdesk.services.frame import frame
from cxdesk.services.sheet import Sheet
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.jobs import jobs_of
from cxdesk.ui.kept_files import safe_name
from cxdesk.ui.saving import save_file

if TYPE_CHECKING:
    from cxdesk.ui.table.view import TableView

_FILTERS: Final = "Excel workbook (*.xlsx);;CSV (*.csv)"


def ask_table(view: TableView) -> None:
    """Ask for a file and write what a table shows into it."""
    ask_sheet(desk_of(view), view, view.accessibleName(), view.sheet(typed=True))


def ask_sheet(desk: Desk, over: QWidget, title: str, sheet: Sheet) -> None:
    """Ask for the name of an XLSX or CSV file and write the table into it."""
    with desk.read() as session:
        program = frame(session).name
    ask_for_file(
        over, f"Save {title}", partial(save_sheet, desk, over, title, sheet),
        save_as=safe_name(f"{program} {title[:1].lower()}{title[1:]}.xlsx"), filter=_FILTERS,
    )  # fmt: skip


def save_sheet(desk: Desk, over: QWidget, title: str, sheet: Sheet, path: Path) -> None:
    """Write the table into a file, whole or not at all; its ending says of which kind."""
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        desk.refused.emit(KnownError(f"{path.name} needs an ending: .xlsx for Excel, or .csv."))
        return

    made = desk.store.clock().replace(tzinfo=None)

    def make(_progress: object, _cancelled: object) -> bytes:
        if kind == ".csv":
            from cxdesk.exchange.comma import csv_file

            return csv_file(sheet)
        from cxdesk.exchange.out.sheet_xlsx import sheet_xlsx

        return sheet_xlsx(sheet, title, made)

    save_file(desk, jobs_of(over), path, make, f"{title} saved as {path.name}")


def desk_of(part: QWidget) -> Desk:
    """The desk of the place, panel or window in which a part stands."""
    around: QWidget | None = part
    while around is not None:
        if isinstance(desk := getattr(around, "desk", None), Desk):
            return desk
        around = around.parentWidget()
    raise LookupError(f"{part.objectName()} stands on no desk")
