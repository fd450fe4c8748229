"""The program put together: what it opens, how it ends, and its tour."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from cxdesk import app, paths
from cxdesk.app import Program
from cxdesk.reports.catalogue import PRINTED
from cxdesk.services import detail, initiatives, program_file
from cxdesk.store.backups import Backups
from cxdesk.store.store import Store
from cxdesk.ui.desk import Toast
from cxdesk.ui.print_form import PrintForm
from cxdesk.ui.settings import Settings
from cxdesk.ui.tabbed import TabbedView

Start = Callable[..., Program]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """Starts a program: (file=None, sample=False) -> Program."""
    made: list[Program] = []

    def begin(file: Path | None = None, *, sample: bool = False) -> Program:
        program = Program(qapp, Settings())
        made.append(program)
        program.start(file, sample=sample)
        return program

    yield begin
    for program in made:
        for window in (program.window, program.welcome):
            if window is not None:
                window.close()
                window.deleteLater()
        program.close()
        qapp.aboutToQuit.disconnect(program.close)
        program.deleteLater()
    # Else later tests would dress these windows anew, at every change of the theme.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def opened(program: Program) -> Path | None:
    return program.files.desk.store.path if program.files.desk else None


# --- what is opened -------------------------------------------------------------------------


def test_the_file_of_the_command_line(start: Start, sample_file: Path) -> None:
    program = start(sample_file)
    assert opened(program) == sample_file
    assert program.window is not None
    assert program.window.isVisible()
    assert program.window.windowTitle().startswith("Meridian Telecom")


def test_without_a_file_the_one_opened_last(start: Start, sample_file: Path) -> None:
    start(sample_file).close()
    assert opened(start()) == sample_file


@pytest.mark.usefixtures("at_hand")
def test_a_first_start_offers_what_to_do(start: Start) -> None:
    program = start()
    assert program.window is None
    welcome = program.welcome
    assert welcome is not None
    assert welcome.isVisible()
    assert welcome.recent.count() == 0
    welcome.sample.click()
    assert program.window is not None
    assert program.window.isVisible()
    assert program.welcome is None
    assert opened(program) == (paths.data() / "sample" / "Meridian Telecom.cxdesk").resolve()
    assert program.files.desk is not None
    assert program.files.desk.store.who == "Sofia Marques"


def test_a_file_that_went_away_is_no_trouble(start: Start, sample_file: Path) -> None:
    Settings().remember(sample_file.with_name("gone.cxdesk"))
    program = start()
    assert program.welcome is not None
    assert not any(isinstance(one, QMessageBox) for one in QApplication.topLevelWidgets())


def test_a_file_that_does_not_open_is_explained(start: Start, tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    program = start(picture)
    assert program.welcome is not None
    (box,) = program.welcome.findChildren(QMessageBox)
    assert box.text() == "p.png is not a program file of cxdesk."
    box.close()


@pytest.mark.usefixtures("at_hand")
def test_a_dropped_file_opens_in_the_same_window(
    start: Start, sample_file: Path, tmp_path: Path
) -> None:
    program = start(sample=True)
    window = program.window
    assert window is not None
    window.file_dropped.emit(str(sample_file))
    assert opened(program) == sample_file
    assert program.window is window
    assert window.desk is program.files.desk


def test_where_nothing_is_to_be_printed_that_is_said(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "empty.cxdesk"
    program_file.make_program(file, "Leer", "EUR", who="Sofia Marques")
    program = start(file)
    window, menu = program.window, program.menu
    assert window is not None
    assert menu is not None
    window.show_place("kanban")
    assert isinstance(window.view, TabbedView)
    window.view.show_tab(window.view.tabs.index("List"))
    said: list[Toast] = []
    window.desk.said.connect(said.append)
    menu.actions["print"].trigger()
    assert [one.text for one in said] == ["There is nothing here to print yet."]


def test_print_takes_the_charter_in_the_side_panel(start: Start, sample_file: Path) -> None:
    program = start(sample_file)
    window, menu = program.window, program.menu
    assert window is not None
    assert menu is not None
    menu.actions["print"].trigger()
    (form,) = window.findChildren(PrintForm)
    assert form.isVisible(), "how the board is printed is asked first"
    QTest.keyClick(form, Qt.Key.Key_Escape)
    with window.desk.read() as session:
        here = detail.find(session, "CX-101")
    assert here is not None
    window.open("initiative", here)
    menu.actions["print"].trigger()
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.close()


def test_closing_backs_up_and_frees_the_file(start: Start, sample_file: Path) -> None:
    program = start(sample_file)
    desk = program.files.desk
    assert desk is not None
    with desk.read() as session:
        here = detail.find(session, "CX-101")
    assert here is not None
    desk.do("Rename", lambda session: initiatives.rename(session, here, "Changed"))
    program.close()
    assert len(Backups(sample_file, paths.data()).list()) == 1
    Store.open(sample_file, home=paths.data()).close()


# --- the process ----------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that can be handled")
def test_sigterm_ends_it_in_order(home: Path, sample_file: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cxdesk", str(sample_file)],
        env={**os.environ, "CXDESK_HOME": str(home)},
        stderr=subprocess.PIPE,
        text=True,
    )
    log = paths.data() / "log" / "cxdesk.log"
    try:
        while not (log.exists() and "started" in log.read_text(encoding="utf-8")):
            with contextlib.suppress(subprocess.TimeoutExpired):
                pytest.fail(f"It ended with {process.wait(0.02)}.")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.communicate()
    with Store.open(sample_file, home=home) as store:
        assert store.problems() == []


# --- the tour -------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_hand")
def test_the_tour_writes_every_place_and_every_page(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cxdesk.ui import tour

    monkeypatch.setattr(tour, "make_sample", program_file.make_sample)
    said: list[str] = []
    out = tmp_path / "tour"
    assert tour.write_tour(out, said.append) == 0, said
    files = {Path(line) for line in said}
    assert files == set(out.iterdir())
    for name in ("kanban-board", "panel", "panel-charter", "search", "palette", "help", "history"):
        light, dark = (QImage(str(out / f"{name}-{look}.png")) for look in ("light", "dark"))
        assert not light.isNull(), name
        assert light.pixelColor(1, 1).lightness() > 128 > dark.pixelColor(1, 1).lightness(), name
    board = QImage(str(out / "kanban-board-light.png"))
    assert (board.width(), board.height()) == (1440, 900)
    assert "Single customer ID" in PdfReader(out / "charter-CX-101.pdf").pages[0].extract_text()
    assert "Ask once" in PdfReader(out / "poster.pdf").pages[0].extract_text()
    stems = {path.stem.partition("-CX-")[0].partition("-B")[0] for path in out.glob("*.pdf")}
    assert stems == {one.key for one in PRINTED}  # everything that can be printed
    delivered = "".join(p.extract_text() for p in PdfReader(out / "charter-CX-204.pdf").pages)
    assert "A third fewer calls ☎ about bills & credits, < 2 days each." in delivered


@pytest.mark.usefixtures("at_hand")
def test_a_step_that_fails_is_named_and_the_rest_goes_on(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cxdesk.ui import tour, tour_steps

    def broken(_tour: tour.Tour) -> None:
        raise tour.Failed("The bridge is out.")

    monkeypatch.setattr(tour, "make_sample", program_file.make_sample)
    monkeypatch.setattr(tour_steps, "SIGHTS", (broken,))
    monkeypatch.setattr(tour_steps, "STEPS", (tour_steps.check,))
    said: list[str] = []
    assert tour.write_tour(tmp_path, said.append) == 1
    assert said == ["FAILED broken: The bridge is out."] * 2


def test_a_tour_to_where_nothing_can_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from cxdesk.cli import main

    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr(app, "make_application", lambda _argv: qapp)
    assert main(["tour", "--out", str(blocked)]) == 1
    assert capsys.readouterr().err == f"The tour cannot be written to {blocked}: File exists.\n"
