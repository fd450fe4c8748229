"""`cxdesk print`: pages of a program as PDF, the roadmap as a picture too, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxdesk.services.session import Session

_MEETINGS = ("agenda", "ballots", "minutes")
_PAPERS = ("A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid")
_ENDINGS = (".pdf", ".png", ".svg", ".csv")  # of what a roadmap goes into
_OF_ROADMAP = ("portrait", "tiled", "grey", "baseline", "links", "from_day", "to_day")


def make_parser(prog: str) -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(prog=prog)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("what", choices=sorted(_PRINTS), help="what to print")
    text = "of a charter: CX-101; of a meeting: its number or date, without it the newest"
    parser.add_argument("code", metavar="CODE", nargs="?", help=text)
    parser.add_argument(
        "--version",
        metavar="N",
        type=int,
        help="of a charter or of minutes: 1, 2 ...; without it, the version that holds",
    )
    text = (
        "A4 unless given; A3 also for the kanban; a roadmap has A3 unless given, and may have any"
    )
    parser.add_argument("--paper", choices=_PAPERS, help=text)
    text = "of the kanban: by what, state unless given"
    parser.add_argument("--columns", metavar="BY", help=text)
    text = "of the kanban: by what, batch unless given; of the roadmap: domain unless given"
    parser.add_argument("--lanes", metavar="BY", help=text)
    text = "of the kanban: compact, normal or detailed"
    parser.add_argument("--density", choices=["compact", "normal", "detailed"], help=text)
    _add_roadmap(parser)
    text = "without it, a file in this folder that is named after FILE"
    parser.add_argument("-o", "--output", metavar="PDF", type=Path, help=text)
    return parser


def _add_roadmap(parser: argparse.ArgumentParser) -> None:
    """What a roadmap takes; it may also go into a file that ends in .png, .svg or .csv."""
    group = parser.add_argument_group("of the roadmap")
    group.add_argument("--portrait", action="store_true", help="upright paper")
    group.add_argument("--tiled", action="store_true", help="over several sheets, at full size")
    group.add_argument("--grey", action="store_true", help="in shades of grey")
    group.add_argument("--baseline", metavar="NAME", help="what the bars are compared with")
    text = "which dependencies: all unless given"
    group.add_argument("--links", choices=["all", "critical", "none"], help=text)
    for name, text in (("from", "the first day, YYYY-MM-DD"), ("to", "the last day")):
        group.add_argument(f"--{name}", metavar="DATE", dest=f"{name}_day", type=_day, help=text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write 2027-03-31") from None


def run(chosen: argparse.Namespace) -> int:
    """Print, and return the exit code."""
    _check_print(chosen)
    if chosen.output is None:
        parts = filter(None, (chosen.file.stem, chosen.what, chosen.code))
        chosen.output = Path("-".join(parts) + ".pdf")

    from cxdesk import paths
    from cxdesk.store.errors import KnownError
    from cxdesk.store.store import Store

    with (
        Store.open(chosen.file, home=paths.data(), read_only=True) as store,
        store.read() as session,
    ):
        make = _PRINTS[chosen.what](session, chosen)
    data = make()

    from cxdesk.reports.pdf_file import write_pdf

    try:
        write_pdf(chosen.output, data)
    except OSError as error:
        raise KnownError(f"{chosen.output} cannot be written: {error.strerror}.") from error
    print(chosen.output)
    return 0


def _check_print(chosen: argparse.Namespace) -> None:
    """Refuse what does not go together."""
    wrong = ""
    if chosen.what == "charter":
        if chosen.code is None:
            wrong = "the following arguments are required: CODE"
    elif chosen.what in _MEETINGS:
        if chosen.version is not None and chosen.what != "minutes":
            wrong = "--version is of a charter or of minutes: leave it out"
    elif chosen.code is not None or chosen.version is not None:
        wrong = "CODE and --version are of a charter: leave them out"
    if chosen.what != "roadmap":
        if any(getattr(chosen, name) for name in _OF_ROADMAP):
            wrong = "--portrait, --tiled, --grey, --baseline, --links, --from and --to are of the "
            wrong += "roadmap: leave them out"
        elif chosen.paper in ("A2", "A1", "A0", "Tabloid"):
            wrong = f"{chosen.paper} is for the roadmap: choose A4 or Letter"
    elif chosen.output is not None and chosen.output.suffix.lower() not in _ENDINGS:
        wrong = f"a roadmap goes into a file that ends in {', '.join(_ENDINGS)}"
    if chosen.what != "kanban":
        if chosen.columns or chosen.density:
            wrong = "--columns and --density are of the kanban: leave them out"
        elif chosen.lanes and chosen.what != "roadmap":
            wrong = "--lanes is of the kanban and the roadmap: leave it out"
        elif chosen.paper == "A3" and chosen.what != "roadmap":
            wrong = "A3 is for the kanban and the roadmap: choose A4 or Letter"
    if chosen.paper is None:
        chosen.paper = "A3" if chosen.what == "roadmap" else "A4"
    if wrong:
        make_parser("cxdesk print").error(wrong)


def _charter(session: Session, chosen: argparse.Namespace) -> Callable[[], bytes]:
    from cxdesk.services import charter_print

    page = charter_print.page(session, chosen.code, chosen.version)

    def make() -> bytes:
        from cxdesk.reports.charter import charter_pdf

        return charter_pdf(page, chosen.paper)

    return make


def _poster(session: Session, chosen: argparse.Namespace) -> Callable[[], bytes]:
    from cxdesk.services.session import today
    from cxdesk.services.strategy_view import strategy

    rows, on = strategy(session), today(session)

    def make() -> bytes:
        from cxdesk.reports.poster import poster_pdf

        return poster_pdf(rows, on, chosen.paper)

    return make


def _kanban(session: Session, chosen: argparse.Namespace) -> Callable[[], bytes]:
    from cxdesk.services.board_sheet import read_board
    from cxdesk.services.grouping import COLUMN_AXES, LANE_AXES, Axis

    by = {}
    for name, axes in (("columns", COLUMN_AXES), ("lanes", LANE_AXES)):
        word = getattr(chosen, name)
        if word is not None and word not in axes:
            known = ", ".join(axis.value for axis in axes)
            make_parser("cxdesk print").error(f"--{name} may be one of {known}")
        if word is not None:
            by[name] = Axis(word)
    sheet = read_board(session, **by)

    def make() -> bytes:
        from cxdesk.reports.kanban import board_pdf

        return board_pdf(sheet, chosen.paper, chosen.density or "normal")

    return make


def _agenda(session: Session, chosen: argparse.Namespace) -> Callable[[], bytes]:
    from cxdesk.services.board_print import agenda_pack, find_meeting

    pack = agenda_pack(session, find_meeting(session, chosen.code or ""))

    def make() -> bytes:
        from cxdesk.reports.agenda_pack import agenda_pdf

        return agenda_pdf(pack, chosen.paper)

    return make


def _ballots(session: Session, chosen: argparse.Namespace) -> Callable[[], bytes]:
    from cxdesk.services.board_print import find_meeting, paper_ballots

    rows = paper_ballots(session, find_meeting(session, chosen.code or ""))

    def make() -> bytes:
        from cxdesk.reports.paper_ballot import ballots_pdf

        return ballots_pdf(rows, chosen.paper)

    return make


def _minutes(session: Session, chosen: argparse.Namespace) -> Callable[[], bytes]:
    from cxdesk.model.errors import RuleBroken
    from cxdesk.services import minutes, minutes_page
    from cxdesk.services.board_print import find_meeting

    meeting = find_meeting(session, chosen.code or "")
    approved = minutes.approved(session, meeting)
    if chosen.version is not None and not 0 < chosen.version <= len(approved):
        raise RuleBroken(f"There is no approved version {chosen.version} of these minutes.")
    if approved:
        data = minutes.frozen(session, approved[(chosen.version or 0) - 1].id)
        return lambda: data
    page = minutes_page.page(session, meeting)

    def make() -> bytes:
        from cxdesk.reports.minutes import minutes_pdf

        return minutes_pdf(page, chosen.paper)

    return make


def _roadmap(session: Session, chosen: argparse.Namespace) -> Callable[[], bytes]:
    from cxdesk.services import roadmap_print
    from cxdesk.services.grouping import TIMELINE_AXES, Axis
    from cxdesk.services.roadmap_sheet import table

    if chosen.lanes is not None and chosen.lanes not in TIMELINE_AXES:
        known = ", ".join(axis.value for axis in TIMELINE_AXES)
        make_parser("cxdesk print").error(f"--lanes may be one of {known}")
    key = None
    if chosen.baseline is not None:
        key = roadmap_print.find_baseline(session, chosen.baseline)
    sheet = roadmap_print.roadmap_sheet(
        roadmap_print.material(session, () if key is None else (key,)),
        Axis(chosen.lanes or Axis.DOMAIN), first=chosen.from_day, last=chosen.to_day,
        baseline=key, links=chosen.links or "all",
    )  # fmt: skip

    def make() -> bytes:
        ending = chosen.output.suffix.lower()
        if ending == ".csv":
            from cxdesk.exchange.comma import csv_file

            return csv_file(table(sheet))
        from cxdesk.reports import roadmap

        how = {"upright": chosen.portrait, "grey": chosen.grey}
        if ending == ".svg":
            return roadmap.roadmap_svg(sheet, chosen.paper, **how)
        if ending == ".png":
            return roadmap.roadmap_png(sheet, chosen.paper, **how)
        return roadmap.roadmap_pdf(sheet, chosen.paper, over=chosen.tiled, **how)

    return make


# What reads a file's rows and returns what prints them.
_PRINTS: dict[str, Callable[[Session, argparse.Namespace], Callable[[], bytes]]] = {
    "agenda": _agenda,
    "ballots": _ballots,
    "charter": _charter,
    "kanban": _kanban,
    "minutes": _minutes,
    "poster": _poster,
    "roadmap": _roadmap,
}
