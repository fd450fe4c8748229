"""Printing into a file: where to, made beside the window, and said when it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import RuleBroken
from cxdesk.reports.printed import Choice, Chosen, made
from cxdesk.store.errors import KnownError
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.jobs import Cancelled, Job, Jobs, Progress
from cxdesk.ui.kept_files import write_copy

_TOLD_MS = 6000  # between two words about how far a long printing is
_PATIENCE_MS = 700  # a preview that is there by then is not announced


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that can be printed.

    `name` says what it is ("Charter CX-101 v1.0"), `file` is the name offered without ".pdf", and
    `make` returns the PDF on a paper, "A4" or "Letter"; it runs in the worker, so it holds frozen
    rows and reads no file. What has `choices`, "paper" among them, is asked for them first and
    made by `work`, which says how far it is and may be stopped; `about` says more above them.
    `files` are other names to offer, by what was chosen of the choice "what"; with them each of
    these is a paper of its own, which is said by the words of its choice. With `ask` the place
    itself asks where it goes.
    """

    name: str
    file: str
    make: Callable[[str], bytes]
    choices: tuple[Choice, ...] = ()
    work: Callable[[Chosen, Progress, Cancelled], bytes] | None = None
    about: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    ask: Callable[[], object] | None = None


class Printer(QObject):
    """Asks for a file name and prints into it. `size` says the paper to print on."""

    def __init__(
        self, desk: Callable[[], Desk], jobs: Jobs, size: Callable[[], str], over: QWidget
    ) -> None:
        super().__init__(over)
        self._find_desk, self._jobs, self._size, self._over = desk, jobs, size, over
        self._chosen: dict[tuple[str, str], Chosen] = {}  # the last time, by what was printed

    def ask(self, paper: Paper) -> None:
        """Ask how it is printed where there is a choice, and where the PDF goes; then make it."""
        if paper.ask is not None:
            paper.ask()
            return
        if not paper.choices:
            self._ask_file(paper, {})
            return
        from cxdesk.ui.print_form import PrintForm

        last = {"paper": self._size()} | dict(self._chosen.get((paper.name, _first(paper)), {}))
        form = PrintForm(self._over, paper, last)
        form.chosen.connect(partial(self._ask_file, paper))
        form.preview_wanted.connect(partial(self._look, paper))
        form.open()
        self._jobs.run(make_ready)

    def preview(self, paper: Paper) -> None:
        """Show how it comes out; how it is printed is asked first where there is a choice."""
        if paper.choices:
            self.ask(paper)
        else:
            self._look(paper, {})

    def _look(self, paper: Paper, chosen: Chosen) -> None:
        named, _ = self._named(paper, chosen)
        told: list[Toast] = []

        def show(pdf: bytes) -> None:
            from cxdesk.ui.preview import Preview  # the window starts without Qt's printing

            made = Preview(self._over, named.name, pdf)
            made.save_wanted.connect(lambda: self._ask_file(paper, chosen))
            made.open()
            if told:
                self._find_desk().said.emit(Toast("", retracts=told[-1]))

        size = self._size()
        job = self._jobs.run(
            lambda progress, cancelled: _made(
                named, {"paper": size} | dict(chosen), progress, cancelled
            ),
            done=show,
            failed=self._on_failed,
        )
        self._follow(f"Preparing the preview of {named.name}", job, told, _PATIENCE_MS)

    def _named(self, paper: Paper, chosen: Chosen) -> tuple[Paper, str]:
        """The paper under the name of what was chosen of it, and that of its file."""
        if chosen:
            self._chosen[paper.name, _first(paper)] = chosen
        name = paper.files.get(chosen.get("what", ""), paper.file)
        if paper.files:
            paper = replace(paper, name=_words(paper, "what", chosen))
        return paper, name

    def _ask_file(self, paper: Paper, chosen: Chosen) -> None:
        paper, name = self._named(paper, chosen)
        ask_for_file(
            self._over, "Save as PDF", lambda path: self.make(paper, path, chosen),
            save_as=f"{name}.pdf", filter="PDF (*.pdf)",
        )  # fmt: skip

    def make(self, paper: Paper, path: Path, chosen: Chosen | None = None) -> None:
        """Print into a file, in the background."""
        size = self._size()
        job = self._jobs.run(
            lambda progress, cancelled: _print(
                paper, {"paper": size} | dict(chosen or {}), path, progress, cancelled
            ),
            done=lambda _: self._say(paper, path),
            failed=self._on_failed,
        )
        if paper.work is None:
            self._find_desk().said.emit(Toast(f"Printing {paper.name}…"))
        else:
            self._follow(f"Printing {paper.name}", job, [])

    def _follow(self, doing: str, job: Job, told: list[Toast], patience: int = 0) -> None:
        """Tell now and then how far it is, each time with a button that stops it.

        The first word comes after so many ms of `patience`; what is said is added to `told`.
        """
        clock = QElapsedTimer()
        clock.start()
        ended: list[bool] = []
        for end in (job.done, job.failed, job.stopped):
            end.connect(lambda *_: ended.append(True))

        def tell(words: str) -> None:
            told.append(Toast(f"{doing}{words}", button="Stop", action=job.cancel))
            self._find_desk().said.emit(told[-1])

        def begin() -> None:
            if not ended:
                tell("…")

        def progressed(done: int, total: int) -> None:
            if clock.elapsed() > _TOLD_MS:
                clock.restart()
                tell(f": {100 * done // max(total, 1)} %")

        def stopped() -> None:
            text = f"{doing} was stopped; nothing was written."
            self._find_desk().said.emit(Toast(text))

        job.progressed.connect(progressed)
        job.stopped.connect(stopped)
        if patience:
            QTimer.singleShot(patience, job, begin)
        else:
            begin()

    def _say(self, paper: Paper, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        text = f"{paper.name} saved as PDF"
        self._find_desk().said.emit(Toast(text, button="Show", action=show))

    def _on_failed(self, error: RuleBroken | KnownError) -> None:
        self._find_desk().refused.emit(error)


def _first(paper: Paper) -> str:
    """What is offered first: another page of a place offers another paper."""
    return next((choice.first for choice in paper.choices if choice.key == "what"), "")


def _words(paper: Paper, key: str, chosen: Chosen) -> str:
    """The words of what was chosen, the name of the paper where nothing was."""
    options = next((dict(one.options) for one in paper.choices if one.key == key), {})
    return options.get(chosen.get(key, ""), paper.name)


def usual_paper(part: QWidget) -> str:
    """The paper that the preferences say; A4 for a part on its own."""
    settings: Any = getattr(part.window(), "settings", None)
    return "A4" if settings is None else str(settings.get("paper"))


def make_ready(_progress: Progress, cancelled: Cancelled) -> None:
    """Have at hand what pages and data are made and shown with, before any is asked for.

    To import it takes a second; on a new machine the type is cut, which takes seconds more.
    """
    import pypdfium2  # noqa: F401

    from cxdesk.exchange.out import catalogue  # noqa: F401
    from cxdesk.reports import (
        charter,  # noqa: F401
        fonts,
    )

    with suppress(FileNotFoundError):  # said where a page is made
        for name in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD, fonts.DISPLAY):
            if cancelled():
                return
            fonts.register(name)


def _made(paper: Paper, chosen: Chosen, progress: Progress, cancelled: Cancelled) -> bytes:
    def make(progress: Progress, cancelled: Cancelled) -> bytes:
        if paper.work is not None:
            return paper.work(chosen, progress, cancelled)
        return paper.make(chosen["paper"])

    return made(make, progress, cancelled)


def _print(
    paper: Paper, chosen: Chosen, path: Path, progress: Progress, cancelled: Cancelled
) -> None:
    pdf = _made(paper, chosen, progress, cancelled)
    if cancelled():
        return
    try:
        write_copy(path, pdf)
    except OSError as trouble:
        raise KnownError(f"{path.name} could not be written: {trouble.strerror}.") from trouble
