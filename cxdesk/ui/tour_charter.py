"""The tour at the charters: the editor beside its pages, two versions compared, all that prints."""

from __future__ import annotations

from cxdesk.model.errors import RuleBroken
from cxdesk.reports.catalogue import PRINTED
from cxdesk.reports.printed import Printed
from cxdesk.ui.charter.view import CharterView
from cxdesk.ui.tour import Failed, Tour


def editor(tour: Tour) -> None:
    """A draft in the editor, at its definition and at its team, beside the pages as they print."""
    view = _editor(tour, "CX-103")
    for part in ("completed", "team"):
        view.column.go_to(part, enter=True)
        tour.until(view.drawn, "The preview")
        tour.picture(f"charter-{part}")
    tour.window.open("initiative", tour.initiative("CX-103"))
    tour.window.close_panel()


def compared(tour: Tour) -> None:
    """The two versions that were signed of one charter, side by side."""
    from cxdesk.ui.charter.compare import Compare, Compared

    view = _editor(tour, "CX-201")
    versions = view.subject.detail.charters
    what = Compared(view.subject.detail.code, versions, versions[0].id, versions[1].id)
    sheet = Compare(view, tour.desk, what)
    sheet.open()
    tour.picture("charter-compared")
    sheet.close_overlay()
    tour.window.show_place("kanban")


def _editor(tour: Tour, code: str) -> CharterView:
    if not tour.window.open("charter-page", tour.initiative(code)):
        raise Failed(f"The charter of {code} does not open.")
    view = tour.window.view
    if not isinstance(view, CharterView):
        raise Failed("The editor of charters is not shown.")
    tour.until(view.drawn, "The preview")
    return view


def prints(tour: Tour) -> None:
    """Everything that can be printed of the sample as it ships, and a charter in draft."""
    for thing in PRINTED:
        of = tour.ask(thing.subjects)
        first = next((one.value for one in of if not one.why), "")
        if first or (not of and not thing.subject):
            keep(tour, thing, first)
    keep(tour, PRINTED[0], "CX-103", "charter-CX-103")
    keep(tour, PRINTED[0], "CX-101", "charter-CX-101-one-page", {"one-page": "yes"})


def keep(
    tour: Tour, thing: Printed, of: str, name: str = "", chosen: dict[str, str] | None = None
) -> None:
    """Keep one printed thing under its key, with what it is of where that is a code."""
    try:
        ready = tour.ask(lambda session: thing.read(session, of, thing.first(chosen or {})))
    except RuleBroken as refused:
        raise Failed(f"{thing.title}: {refused.text}") from refused
    pdf = ready.make(lambda _done, _all: None, lambda: False)
    code = f"-{of}" if thing.subject in ("initiative", "batch") else ""
    tour.paper(name or f"{thing.key}{code}", pdf)
