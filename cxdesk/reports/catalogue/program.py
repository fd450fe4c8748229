"""What is printed of the whole program: strategy, roadmap, insights."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final, cast

from cxdesk.model.wording import day
from cxdesk.reports.printed import (
    LETTERS,
    Choice,
    Chosen,
    Printed,
    Ready,
    paper_choice,
    switch,
    typed_day,
)
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.services.frame import frame
from cxdesk.services.grouping import TIMELINE_AXES, Axis
from cxdesk.services.letterhead import letterhead
from cxdesk.services.session import Session, today

GROUP: Final = "Program"
_YEAR: Final = timedelta(days=365)


def _poster(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.strategy_view import strategy

    rows, on = strategy(session), today(session)

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.poster import poster_pdf

        return poster_pdf(rows, on, chosen["paper"])

    return Ready("Strategy poster", f"{rows.name} strategy", make)


def _one_pager(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.one_pager import one_pager

    rows = one_pager(session)

    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        from cxdesk.reports.one_pager import one_pager_pdf

        return one_pager_pdf(rows, chosen["paper"])

    return Ready("Program one-pager", f"{frame(session).name} one-pager", make)


def _roadmap(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services import roadmap_print
    from cxdesk.services.roadmap_sheet import table

    key = None
    if chosen["baseline"]:
        key = roadmap_print.find_baseline(session, chosen["baseline"])
    sheet = roadmap_print.roadmap_sheet(
        roadmap_print.material(session, () if key is None else (key,)),
        Axis(chosen["lanes"]), first=typed_day(chosen["from"]), last=typed_day(chosen["to"]),
        baseline=key, links=cast("roadmap_print.Links", chosen["links"]),
    )  # fmt: skip

    def make(progress: Progress, cancelled: Cancelled) -> bytes:
        ending = chosen.get("ending", ".pdf")
        if ending == ".csv":
            from cxdesk.exchange.comma import csv_file

            return csv_file(table(sheet))
        from cxdesk.reports import roadmap

        how = {"upright": bool(chosen["portrait"]), "grey": bool(chosen["grey"])}
        if ending == ".svg":
            return roadmap.roadmap_svg(sheet, chosen["paper"], **how)
        draw = roadmap.roadmap_png
        if ending != ".png":
            draw = partial(roadmap.roadmap_pdf, over=bool(chosen["tiled"]))
        return draw(sheet, chosen["paper"], **how, progress=progress, cancelled=cancelled)

    return Ready("Roadmap", f"{frame(session).name} roadmap", make)


def _offered(session: Session, _of: str) -> tuple[Choice, ...]:
    """The baselines that there are, and ways to cut the time."""
    from cxdesk.services.baselines import baselines

    on = today(session)
    names = tuple((row.name, row.name) for row in baselines(session))
    kept = (("", "No baseline"), *names) if names else ()
    begin = (("", "With the first bar"), (on.isoformat(), f"Today, {day(on)}"))
    later = [on + n * _YEAR for n in (1, 2)]
    end = (("", "With the last bar"), *((each.isoformat(), day(each)) for each in later))
    return (
        Choice("from", "Begins", begin, ""),
        Choice("to", "Ends", end, ""),
        Choice("baseline", "Baseline", kept, ""),
    )


def _insights(session: Session, _of: str, chosen: Chosen) -> Ready:
    from cxdesk.services.flow import flow, records
    from cxdesk.services.insights import PERIODS, Kept, insights

    head, on, read = letterhead(session), today(session), records(session)
    days = None if chosen["period"] == "all" else int(chosen["period"])

    def make(_progress: Progress, cancelled: Cancelled) -> bytes:
        from cxdesk.reports.chart_pdf import insights_pdf

        found = insights(flow(read), Kept(days=days))
        if cancelled():
            return b""
        return insights_pdf(
            (found.flow, found.times, found.ageing, found.throughput), note=dict(PERIODS)[days],
            letterhead=head, on=on, paper=chosen["paper"],
        )  # fmt: skip

    return Ready("Insights", f"{head.program} insights", make)


def _periods() -> tuple[tuple[str, str], ...]:
    from cxdesk.services.insights import PERIODS

    return tuple(("all" if days is None else str(days), words) for days, words in PERIODS)


PRINTED: Final = (
    Printed(
        "one-pager", "Program one-pager", "Where the program stands, on one page for its sponsor",
        GROUP, "the one-pager", _one_pager,
    ),
    Printed(
        "poster", "Strategy poster", "North star, principles, outcomes and limits on one page",
        GROUP, "the poster", _poster,
    ),
    Printed(
        "roadmap", "Roadmap", "A poster of all bars, links and milestones", GROUP, "the roadmap",
        _roadmap,
        (
            paper_choice("A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid", first="A3"),
            switch("portrait", "Orientation", "Landscape", "Portrait", "upright paper"),
            switch("tiled", "Sheets", "One, if readable", "Several, at full size",
                   "over several sheets, at full size"),
            Choice("lanes", "Lanes", tuple((one.value, one.label) for one in TIMELINE_AXES),
                   Axis.DOMAIN.value, "by what"),
            Choice("from", "Begins", (), "", "the first day, YYYY-MM-DD"),
            Choice("to", "Ends", (), "", "the last day"),
            Choice("baseline", "Baseline", (), "", "what the bars are compared with"),
            Choice("links", "Dependencies", (
                ("all", "All"), ("critical", "Critical and broken"), ("none", "None"),
            ), "all", "which of them"),
            switch("grey", "Colours", "Colour", "Shades of grey", "in shades of grey"),
        ),
        more=_offered, endings=(".pdf", ".png", ".svg", ".csv"),
    ),
    Printed(
        "insights", "Insights", "Flow, times, ageing and throughput as four charts", GROUP,
        "the insights", _insights,
        (LETTERS, Choice("period", "Time", _periods(), "365", "how many days back")),
    ),
)  # fmt: skip
