"""The tour at the roadmap: the table, chains, a move that pushes others, baselines, a what-if."""

from __future__ import annotations

from datetime import timedelta

from cxdesk.services import what_if
from cxdesk.services.baselines import CHARTERS
from cxdesk.services.grouping import Axis
from cxdesk.ui.roadmap.page import TimelinePage
from cxdesk.ui.roadmap.view import RoadmapView
from cxdesk.ui.tour import Failed, Tour


def timeline(tour: Tour) -> None:
    """The timeline beside its table, by outcome, with a move that waits, and with a baseline."""
    page = _timeline(tour)
    page.table.show(True)
    page.reveal("initiative", tour.initiative("CX-101"))
    tour.picture("roadmap-table")
    page.table.show(False)
    page.group(Axis.OUTCOME)
    page.links.show("chain")
    page.reveal("initiative", tour.initiative("CX-103"))
    tour.picture("roadmap-chain")
    page.links.show("all")
    page.group(Axis.DOMAIN)
    _pending(tour, page)
    page.comparing.button.choose(CHARTERS)
    tour.until(lambda: bool(page.canvas.ghosts), "The charters' dates")
    tour.picture("roadmap-baseline")
    page.comparing.button.choose(None)
    tour.window.show_place("kanban")


def _pending(tour: Tour, page: TimelinePage) -> None:
    """A bill that ends a week later: the call after it would come too early."""
    card = page.rows.card(tour.initiative("CX-201"))
    if card is None or card.start is None or card.end is None:
        raise Failed("CX-201 is not on the timeline.")
    saved = page.propose("", {card.id: (card.start, card.end + timedelta(weeks=1))})
    if saved or page.gestures.pending.proposal is None:
        raise Failed("A move that pushes others was not asked about.")
    tour.picture("roadmap-pending")
    page.gestures.pending.discard()


def what_ifs(tour: Tour) -> None:
    """A plan that is tried out beside the plan, with what would be different."""
    page = _timeline(tour)
    here = tour.do("Begin a what-if", lambda s: what_if.begin(s, "IT starts later"))
    page.what_ifs.show(here)
    moves = {}
    for code in ("CX-302", "CX-402"):
        card = page.rows.card(tour.initiative(code))
        if card is None or card.start is None or card.end is None:
            raise Failed(f"{code} is not on the timeline.")
        later = timedelta(weeks=2)
        moves[card.id] = (card.start + later, card.end + later)
    page.planning.dates("Try IT two weeks later", moves)
    if len(page.planning.changed_ids()) != len(moves):
        raise Failed("The what-if did not take the moves.")
    page.what_ifs.toggle_differences()
    tour.window.toasts.hide()
    tour.picture("roadmap-what-if")
    page.what_ifs.leave()
    tour.do("Discard the what-if", lambda s: what_if.discard(s, here))
    tour.window.show_place("kanban")


def _timeline(tour: Tour) -> TimelinePage:
    tour.window.show_place("roadmap")
    view = tour.window.view
    if not isinstance(view, RoadmapView):
        raise Failed("There is no roadmap.")
    view.show_tab(view.tabs.index("Timeline"))
    page = view.page
    if not isinstance(page, TimelinePage):
        raise Failed("The roadmap has no timeline.")
    return page
