"""The tour at the change board: a whole meeting, from the agenda to approved minutes."""

from __future__ import annotations

from datetime import timedelta

from cxdesk.analysis.tiers import Spot, Tiers, put
from cxdesk.reports.catalogue import printed
from cxdesk.services import (
    decisions,
    intake,
    meeting_view,
    meetings,
    minutes,
    minutes_page,
    programs,
    request_view,
    rounds,
    sitting,
)
from cxdesk.services.ballots import Marked
from cxdesk.services.decisions import Terms
from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.services.minutes import Finished
from cxdesk.ui.booth.ballot_page import BallotPage
from cxdesk.ui.booth.booth import Booth
from cxdesk.ui.booth.hand_over import HandOverPage
from cxdesk.ui.tour import TODAY, Failed, Tour, settle
from cxdesk.ui.tour_charter import keep

_BALLOTS = ("215364", "125634", "231546", "251463", "512436", "321654", "152643")


def request(tour: Tour) -> None:
    """A request in the side panel."""
    here = tour.ask(lambda session: request_view.find_request(session, "R2"))
    if here is None or not tour.window.open("request", here.id):
        raise Failed("The side panel does not show R2.")
    tour.picture("panel-request")
    tour.window.close_panel()


def meeting(tour: Tour) -> None:
    """The board of the sample meets, votes in secret, decides, and its minutes are approved."""
    requests = {row.code: row.id for row in tour.ask(intake.requests)}
    board = tour.ask(meeting_view.boards)[0]
    id = tour.do("Plan the board", lambda s: meetings.plan(s, board.id, TODAY, starts="10:00"))
    tour.do("Begin", lambda s: sitting.begin(s, id))
    tour.do("All are here", lambda s: sitting.arrive_all(s, id))
    sheet = _sheet(tour, id)
    tour.do("Begin with the first", lambda s: sitting.go_to(s, sheet.agenda[0].id))
    _show(tour, "Agenda", "meeting")
    round = tour.do("Set up a round", lambda s: rounds.draft(s, id, secret=True))
    _show(tour, "Vote", "round-set-up")
    tour.do("Open the round", lambda s: rounds.open_round(s, round))
    _booth(tour, requests)
    for seat, digits in zip(sheet.seats, _BALLOTS, strict=True):
        tiers = Tiers(tuple((requests[f"R{digit}"],) for digit in digits))
        tour.do(
            f"Seal the ballot of {seat.member}",
            lambda s, seat=seat, tiers=tiers: rounds.seal(  # type: ignore[misc]
                s, round, seat.id, Marked(tiers)
            ),
            lasting=True,
        )
    tour.do("Close the round", lambda s: rounds.close_round(s, round), lasting=True)
    tour.do("Publish the result", lambda s: rounds.publish(s, round), lasting=True)
    _show(tour, "Decisions", "result")
    _decide(tour, id, requests)
    tour.do("End", lambda s: sitting.end(s, id))
    _approve(tour, id, sheet)
    _show(tour, "Register", "register")
    number = tour.ask(printed("agenda").subjects)[0].value
    for key in ("agenda", "ballots", "minutes", "result", "register"):
        keep(tour, printed(key), number if printed(key).subject else "")


def _sheet(tour: Tour, id: int) -> MeetingSheet:
    found = tour.ask(lambda session: meeting_view.sheet(session, id))
    if found is None:
        raise Failed("The meeting is not there.")
    return found


def _show(tour: Tour, tab: str, name: str) -> None:
    """A tab of the change board."""
    tour.window.show_place("change_board")
    view = tour.window.view
    view.show_tab(view.tabs.index(tab))
    tour.until(view.drawn, f"The tab {tab}")
    tour.window.toasts.hide()
    tour.picture(name)


def _booth(tour: Tour, requests: dict[str, int]) -> None:
    """The laptop goes round: the hand-over, and the ballot of a seat, marked and put away."""
    tour.window.show_place("change_board")
    view = tour.window.view
    view.show_tab(view.tabs.index("Vote"))
    tour.window.commands.run("pass-laptop")
    booth = tour.window.findChild(Booth)
    if booth is None or not isinstance(booth.page, HandOverPage):
        raise Failed("The booth did not open.")
    tour.picture("booth")
    booth.page.tiles[4].click()
    settle()
    if not isinstance(booth.page, BallotPage):
        raise Failed("The seat did not get its ballot.")
    ballot = booth.page.ballot
    for code, spot in (
        ("R5", Spot("ranked", 0)), ("R1", Spot("ranked", 1)), ("R4", Spot("ranked", 2)),
        ("R2", Spot("ranked", 1, tied=True)), ("R6", Spot("no_opinion")),
    ):  # fmt: skip
        ballot.move_to(requests[code], put(ballot.tiers, requests[code], spot))
    ballot.move_to(requests["R4"], ballot.tiers.with_line(2))
    tour.picture("ballot")
    ballot.forget()
    booth.close_overlay()
    settle()


def _decide(tour: Tour, id: int, requests: dict[str, int]) -> None:
    """Three tasks are funded, one is put off and two are declined."""
    found = tour.ask(programs.choices)
    people = {each.name: each.id for each in found.people}
    batch, outcome = found.batches[-2].id, found.outcomes[0].id  # Stay With Us; retention
    deadline = TODAY + timedelta(days=95)
    for code, cost, owner in (
        ("R2", 45.0, "Ravi Menon"), ("R1", 30.0, "Aisha Khan"), ("R5", 15.0, "Luca Moretti"),
    ):  # fmt: skip
        effort = tour.ask(lambda s, code=code: request_view.effort_of(s, requests[code]))  # type: ignore[misc]
        terms = Terms(
            deadline, people[owner], cost, effort, outcome, batch,
            reason="Within the funding line.",
        )  # fmt: skip
        tour.do(
            f"Accept {code}",
            lambda s, code=code, terms=terms: decisions.accept(  # type: ignore[misc]
                s, id, requests[code], terms
            ),
        )
    tour.do(
        "Defer R3",
        lambda s: decisions.defer(
            s, id, requests["R3"], TODAY + timedelta(days=60), "Ask once more with a budget."
        ),
    )
    for code in ("R6", "R4"):
        tour.do(
            f"Decline {code}",
            lambda s, code=code: decisions.decline(  # type: ignore[misc]
                s, id, requests[code], "Below the funding line."
            ),
        )


def _approve(tour: Tour, id: int, sheet: MeetingSheet) -> None:
    from cxdesk.reports.minutes import minutes_pdf

    chair = sheet.chair_id
    if chair is None:
        raise Failed("Nobody was in the chair.")
    page = tour.ask(lambda session: minutes_page.page(session, id, chair))
    made = Finished(minutes_pdf(page, "A4"), page.seq, page.chain, "")
    tour.do("Approve the minutes", lambda s: minutes.approve(s, id, chair, made), lasting=True)
