"""Changing light and dark with every place and tab of the sample opened, beside plain widgets.

python benchmarks/theme.py [--runs 4]

The floor is an app of as many plain QWidgets, as deep, whose palette changes; beside it stand the
window and its places, in milliseconds of the processor.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from beside import settle, window_on
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.app import make_application
from cxdesk.services import detail
from cxdesk.services.program_file import make_sample
from cxdesk.ui import theme
from cxdesk.ui.places import PLACES
from cxdesk.ui.tabbed import TabbedView
from cxdesk.ui.window import MainWindow

_DEPTH = 12  # of the widgets of a place, about


def _spent(started: float) -> float:
    return (time.process_time() - started) * 1000


def _open_all(window: MainWindow) -> None:
    for place in PLACES:
        started = time.process_time()
        if place.title == "Charter":  # which an item leads to
            with window.desk.read() as session:
                found = detail.find(session, "CX-103")
            assert found is not None
            window.open("charter-page", found)
        else:
            window.show_place(place.key)
        settle(10)
        if isinstance(window.view, TabbedView):
            for at in range(len(window.view.tabs)):
                window.view.show_tab(at)
                settle(4)
        print(f"  {place.title:24}{_spent(started):7.0f} ms to open")
    window.show_place(PLACES[0].key)
    settle()


def _dress(window: MainWindow, runs: int) -> float:
    found = []
    for run in range(2 * runs):
        started = time.process_time()
        window.settings.set("theme", "light" if run % 2 else "dark")
        settle(5)
        found.append(_spent(started))
    return statistics.median(found)


def _floor(app: QApplication, number: int, runs: int) -> float:
    top = at = QWidget()
    for made in range(number):
        at = QWidget(at if made % _DEPTH else top)
    top.show()
    app.setStyleSheet("")
    found = []
    for run in range(2 * runs):
        started = time.process_time()
        app.setPalette(theme.palette(theme.LIGHT if run % 2 else theme.DARK))
        settle(5)
        found.append(_spent(started))
    return statistics.median(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=4)
    runs = parser.parse_args().runs
    app = make_application(["benchmark"])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.cxdesk"
        make_sample(path)
        with window_on(path) as window:
            _open_all(window)
            number = len(app.allWidgets())
            ours = _dress(window, runs)
    floor = _floor(app, number, runs)
    print(f"another look of {number:,} widgets, median; load {os.getloadavg()[0]:.1f}:")
    print(f"  ours  {ours:7.0f} ms\n  floor {floor:7.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
