"""The roadmap as something to print or to save as a picture or a table, as it is shown now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAction

from cxdesk.model.wording import MONTHS, count
from cxdesk.reports.printed import Choice, Chosen
from cxdesk.services.baselines import BaselineKind, baselines
from cxdesk.services.grouping import TIMELINE_AXES, Axis
from cxdesk.services.roadmap_print import Links, Material, material, roadmap_sheet
from cxdesk.services.roadmap_sheet import RoadmapSheet, table
from cxdesk.services.session import Session
from cxdesk.ui.actions import make_action
from cxdesk.ui.dialogs.dialog import ask_for_file
from cxdesk.ui.jobs import Cancelled, Progress, jobs_of
from cxdesk.ui.printing import Paper
from cxdesk.ui.roadmap.links_state import NONE
from cxdesk.ui.saving import save_file

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.page import TimelinePage

_ABOUT = "A poster with all that is shown now. What one sheet cannot hold goes over several."
_SIZES = ("A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid")
NO_BASELINE = "none"
_TAKEN = 2  # baselines offered beside the one that is shown: each is ten thousand dates
_YEAR = timedelta(days=365)
_KINDS = {
    "png": ("PNG", "picture"),
    "svg": ("SVG", "drawing"),
    "csv": ("CSV", "table"),
}


@dataclass(frozen=True)
class _Shown:
    """What the timeline shows now: all rows, and how they are looked at."""

    source: Material
    lanes: Axis
    links: Links
    baseline: str
    ids: frozenset[int] | None
    filters: tuple[str, ...]
    period: tuple[date, date]

    def sheet(self, chosen: Chosen) -> RoadmapSheet:
        """The roadmap as it was chosen; as it is shown where nothing was."""
        every = chosen.get("what") == "all"
        baseline = chosen.get("baseline", self.baseline)
        keys = {str(row.key): row.key for row, _ in self.source.baselines}
        first, last = self._period(chosen.get("period", "all"))
        what_if = self.filters[:1] if self.filters and self.filters[0].startswith("What-if") else ()
        return roadmap_sheet(
            self.source,
            Axis(chosen.get("lanes", self.lanes.value)),
            first=first,
            last=last,
            baseline=keys.get(baseline),
            links=cast("Links", chosen.get("links", self.links)),
            shown=None if every else self.ids,
            filters=what_if if every else self.filters,
        )

    def _period(self, chosen: str) -> tuple[date | None, date | None]:
        today = self.source.roadmap.board.today
        return {
            "shown": self.period, "ahead": (today, None), "year": (today, today + _YEAR),
        }.get(chosen, (None, None))  # fmt: skip


def roadmap_paper(page: TimelinePage) -> Paper:
    """What the timeline shows, as a poster on paper from A4 to A0."""
    shown = _shown(page)
    name = shown.source.roadmap.board.frame.name

    def work(chosen: Chosen, progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.roadmap import roadmap_pdf  # reportlab costs start-up time

        return roadmap_pdf(
            shown.sheet(chosen), chosen.get("sheet", "A3"),
            upright=chosen.get("turned") == "upright", over=chosen.get("sheets") == "many",
            grey=chosen.get("colour") == "grey", progress=progress, cancelled=cancelled,
        )  # fmt: skip

    def make(size: str) -> bytes:
        return work({"sheet": size}, lambda _done, _all: None, lambda: False)

    return Paper("Roadmap", f"{name} roadmap", make, _choices(shown), work, _ABOUT)


def _choices(shown: _Shown) -> tuple[Choice, ...]:
    choices = [
        # Not "paper": a poster does not begin with the paper of letters.
        Choice("sheet", "Paper", tuple((size, size) for size in _SIZES), "A3"),
        Choice("turned", "Orientation", (("wide", "Landscape"), ("upright", "Portrait")), "wide"),
        Choice("sheets", "Sheets", (("one", "One, if it can be read"),
                                    ("many", "Several, at full size")), "one"),
        Choice("lanes", "Lanes", tuple((axis.value, axis.label) for axis in TIMELINE_AXES),
               shown.lanes.value),
        Choice("period", "Time", (
            ("all", "All there is"), ("shown", f"As shown: {_span(*shown.period)}"),
            ("ahead", "From this month on"), ("year", "The next twelve months"),
        ), "all"),
        Choice("links", "Dependencies", (
            ("all", "All"), ("critical", "Critical and broken"), ("none", "None"),
        ), shown.links),
        Choice("colour", "Colours", (("colour", "Colour"), ("grey", "Shades of grey")), "colour"),
    ]  # fmt: skip
    kept = [(str(row.key), row.name) for row, _ in shown.source.baselines]
    if kept:
        options = ((NO_BASELINE, "No baseline"), *kept)
        choices.insert(6, Choice("baseline", "Baseline", options, shown.baseline))
    if shown.ids is not None:
        every = count(len(shown.source.roadmap.board.cards), "initiative")
        some = f"What the filters show: {len(shown.ids):,} of {every}"
        choices.append(Choice("what", "Initiatives", (("shown", some), ("all", f"All {every}")),
                              "shown"))  # fmt: skip
    return tuple(choices)


def _span(first: date, last: date) -> str:
    """ "Sep 2026 to Mar 2027"."""
    begin, end = (f"{MONTHS[on.month - 1]} {on.year}" for on in (first, last))
    return begin if begin == end else f"{begin} to {end}"


def _shown(page: TimelinePage) -> _Shown:
    rows, canvas = page.rows, page.canvas
    here = rows.roadmap
    assert here is not None
    button = page.comparing.button

    def read(session: Session) -> Material:
        taken = [
            row.key
            for row in baselines(session)
            if row.kind is not BaselineKind.PAST and row.key != button.key
        ]
        return material(session, taken[:_TAKEN], here)  # fmt: skip

    source = page.planning.read(read)
    if button.row is not None:  # its dates are there, and may be no others'
        source = replace(source, baselines=((button.row, button.bars), *source.baselines))
    ids = frozenset(card.id for card in rows.shown_cards())
    filters: Sequence[str] = page.filtering.words()
    if page.planning.shown is not None:
        filters = (f"What-if: {page.planning.shown.name}, not part of the plan", *filters)
    every = len(ids) == len(rows.all_cards())
    period = canvas.scale.date_at(0), canvas.scale.date_at(canvas.width_of_plot - 1)
    return _Shown(
        source, rows.lanes_by, "none" if page.links.state.shown == NONE else "all",
        str(button.key) if button is not None and button.key is not None else NO_BASELINE,
        None if every else ids, tuple(filters), period,
    )  # fmt: skip


# Pictures and tables --------------------------------------------------------------------------


def export_actions(page: TimelinePage) -> tuple[QAction, ...]:
    """Actions of the page that save what it shows as a picture, a drawing or a table."""
    return tuple(
        make_action(
            page, f"roadmap-{kind}", f"Save the roadmap as a {what} ({words})…", "Timeline",
            partial(_ask, page, kind),
        )
        for kind, (words, what) in _KINDS.items()
    )  # fmt: skip


def _ask(page: TimelinePage, kind: str) -> None:
    if page.rows.roadmap is None:
        return
    shown, (words, _) = _shown(page), _KINDS[kind]
    name = f"{shown.source.roadmap.board.frame.name} roadmap.{kind}".replace("/", "-")

    def make(progress: Progress, cancelled: Cancelled) -> bytes:
        return _made(shown.sheet({}), kind, progress, cancelled)

    said = f"Roadmap saved as {words}"
    ask_for_file(
        page, f"Save as {words}",
        lambda path: save_file(page.desk, jobs_of(page), path, make, said),
        save_as=name, filter=f"{words} (*.{kind})",
    )  # fmt: skip


def _made(sheet: RoadmapSheet, kind: str, progress: Progress, cancelled: Cancelled) -> bytes:
    if kind == "csv":
        from cxdesk.exchange.comma import csv_file

        return csv_file(table(sheet))
    from cxdesk.reports import roadmap  # reportlab costs start-up time

    if kind == "svg":
        return roadmap.roadmap_svg(sheet)
    return roadmap.roadmap_png(sheet, progress=progress, cancelled=cancelled)
