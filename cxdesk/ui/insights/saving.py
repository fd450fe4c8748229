"""A chart taken elsewhere: as a picture or as a table, made beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cxdesk.services.insights import Chart
from cxdesk.services.insights_tables import figures, sheet
from cxdesk.services.insights_words import how, said, title
from cxdesk.ui.desk import Desk
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.saving import save_file

KINDS = {
    "png": ("PNG", "Save the picture for slides and documents, on white"),
    "svg": ("SVG", "Save the drawing, which stays sharp at any size"),
    "csv": ("CSV", "Save the figures for a spreadsheet"),
}
"""What a chart is saved as: words on its button, and what it is good for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with what is said of it elsewhere: the program, the day, what it is about."""

    chart: Chart
    program: str
    on: str
    about: str

    def make(self, kind: str) -> bytes:
        """The file of a kind, a key of KINDS."""
        if kind == "csv":
            from cxdesk.exchange.comma import csv_file

            return csv_file(sheet(figures(self.chart)))
        from cxdesk.reports import flow_charts  # matplotlib costs a second

        note = f"{self.program}, {self.on} · {self.about}. {how(self.chart)}"
        return flow_charts.file(self.chart, kind, title(self.chart), said(self.chart), note)


class Saver:
    """Asks for a file name and writes a chart into it, whole or not at all."""

    def __init__(self, desk: Desk, jobs: Jobs, over: QWidget) -> None:
        self._desk, self._jobs, self._over = desk, jobs, over

    def ask(self, shown: Shown, kind: str) -> None:
        """Ask where the file goes, then make it."""
        words, _ = KINDS[kind]
        name = f"{shown.program} {title(shown.chart).lower()}.{kind}".replace("/", "-")
        ask_for_file(
            self._over, f"Save as {words}", lambda path: self.save(shown, kind, path),
            save_as=name, filter=f"{words} (*.{kind})",
        )  # fmt: skip

    def save(self, shown: Shown, kind: str, path: Path) -> None:
        """Write into a file, in the background."""
        said = f"{title(shown.chart)} saved as {KINDS[kind][0]}"
        save_file(self._desk, self._jobs, path, lambda _done, _stop: shown.make(kind), said)
