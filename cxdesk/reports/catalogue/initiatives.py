"""What is printed of initiatives: charters, the board, the list, the scores."""

from __future__ import annotations

from typing import Final

from cxdesk.model.wording import count
from cxdesk.reports.catalogue import tables
from cxdesk.reports.printed import (
    LETTERS,
    ON,
    Choice,
    Chosen,
    Printed,
    Ready,
    Subject,
    paper_choice,
    switch,
)
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.services.grouping import COLUMN_AXES, LANE_AXES, Axis
from cxdesk.services.session import Session

GROUP: Final = "Initiatives"
_DENSITIES: Final = (("compact", "Compact"), ("normal", "Normal"), ("detailed", "Detailed"))


def _charters(session: Session) -> tuple[Subject, ...]:
    from cxdesk.services.print_subjects import charters

    found: dict[str, Subject] = {}
    for one in charters(session):  # the newest version comes first
        found.setdefault(one.code, Subject(one.code, f"{one.code} {one.title}", one.words))
    return tuple(found.values())


def _versions(session: Session, of: str) -> tuple[Choice, ...]:
    from cxdesk.services.print_subjects import charters

    options = tuple((str(one.version), one.words) for one in charters(session, of) if of)
    holds = (("", "The one that holds"), *options) if len(options) > 1 else ()
    return (Choice("version", "Version", holds, ""),)


def _charter(session: Session, of: str, chosen: Chosen) -> Ready:
    from cxdesk.services import charter_print

    version = int(chosen["version"]) if chosen["version"] else None
    rows = charter_print.charter_paper(session, charter_print.version_of(session, of, version))
    page = rows.page

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.signed import charter_paper_pdf

        return charter_paper_pdf(rows, chosen["paper"], one_page=chosen["one-page"] == ON)

    name = f"{page.code} v{page.version}"
    return Ready(f"Charter {name}", f"{page.code} charter v{page.version}", make)


def _batches(session: Session) -> tuple[Subject, ...]:
    from cxdesk.services.print_subjects import batches

    return tuple(
        Subject(
            one.code, f"{one.code} {one.name}", count(one.charters, "charter"),
            "" if one.charters else "No initiative of it has a charter yet.",
        )
        for one in batches(session)
    )  # fmt: skip


def _pack(session: Session, of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.batch_pack import find_batch
    from cxdesk.services.charter_pack import batch_pack

    rows = batch_pack(session, find_batch(session, of))

    def make(progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.pack import pack_pdf

        return pack_pdf(
            rows, chosen["paper"], progress, cancelled, one_page=chosen["one-page"] == ON
        )

    return Ready(f"Batch pack {rows.summary.title}", f"{rows.summary.code} batch pack", make)


def _kanban(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.board_sheet import read_board

    sheet = read_board(session, Axis(chosen["columns"]), Axis(chosen["lanes"]))

    def make(progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.kanban import board_pdf

        density = next(key for key, _ in _DENSITIES if key == chosen["density"])
        return board_pdf(
            sheet, chosen["paper"], density,  # type: ignore[arg-type]
            progress=progress, cancelled=cancelled,
        )  # fmt: skip

    return Ready("Kanban board", f"{sheet.program} kanban", make)


def _axes(axes: tuple[Axis, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((axis.value, axis.label) for axis in axes)


PRINTED: Final = (
    Printed(
        "charter", "Charter", "What an initiative is for, to be read and signed", GROUP,
        "a charter", _charter,
        (
            LETTERS,
            switch("one-page", "Form", "In full", "On one page", "the most of it on one page"),
            Choice("version", "Version", (), "", "1, 2 ...; without it the one that holds"),
        ),
        subject="initiative", subjects=_charters, needs=True, more=_versions,
    ),
    Printed(
        "pack", "Batch pack", "Cover, contents and summary of a batch, and all its charters", GROUP,
        "a batch pack", _pack,
        (
            LETTERS,
            switch("one-page", "Charters", "In full", "On one page each", "each on one page"),
        ),
        subject="batch", subjects=_batches, needs=True,
    ),
    Printed(
        "kanban", "Kanban board", "All cards of the board in columns and lanes", GROUP,
        "the kanban", _kanban,
        (
            paper_choice("A4", "A3", "Letter"),
            Choice("columns", "Columns", _axes(COLUMN_AXES), Axis.STATE.value, "by what"),
            Choice("lanes", "Lanes", _axes(LANE_AXES), Axis.BATCH.value, "by what"),
            Choice("density", "Cards", _DENSITIES, "normal", "how much a card says"),
        ),
    ),
    Printed(
        "list", "List of initiatives", "State, owner, end and cost of each, in a table", GROUP,
        "the list", lambda session, _of, chosen: tables.initiatives(session, chosen),
    ),
    Printed(
        "scores", "Scores", "The matrix of cost and benefit, and how each is scored", GROUP,
        "the scores", lambda session, _of, chosen: tables.scores(session, chosen),
    ),
)  # fmt: skip
