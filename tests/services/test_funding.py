"""The funding line of a meeting in the sample: its figures, its words, and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from cxdesk.analysis.funding import Standing
from cxdesk.model.decisions import Decision, DecisionEffort, Verdict
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.model.meetings import Meeting, MeetingState
from cxdesk.model.people import Domain
from cxdesk.model.program import FrameItem, Measure
from cxdesk.model.requests import Prerequisite, Request, RequestState
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services import actions, funding, initiatives, limits, meetings, request_view
from cxdesk.services.commitments import window
from cxdesk.services.funding import FundingLine, FundingRow, LimitUse
from cxdesk.services.funding_case import FundingCase, case
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import dom, ini
from tests.services.foundation_commands import grp

RANKED = ("R2", "R1", "R5", "R3", "R6", "R4")
WON = dict(zip(RANKED, (29, 27, 22, 13, 8, 6), strict=True))
Command = Callable[[Session], object]


def req(s: Session, code: str) -> int:
    return s.scalars(select(Request.id).where(Request.code == code)).one()


def ids(s: Session, codes: tuple[str, ...] = RANKED) -> list[int]:
    return [req(s, code) for code in codes]


class Office:
    """The sample with a meeting on its day; what is asked of it is read from the file."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.meeting, _ = store.do("Plan", lambda s: self._plan(s))

    def _plan(self, s: Session) -> int:
        return meetings.plan(s, grp(s, "Change board"), TODAY)

    def change(self, *commands: Command) -> None:
        for command in commands:
            self.store.do("Prepare", command)

    def case(
        self, codes: tuple[str, ...] = RANKED, majorities: dict[str, bool] | None = None
    ) -> FundingCase:
        with self.store.read() as s:
            passed = {req(s, code): yes for code, yes in (majorities or {}).items()}
            won = {req(s, code): number for code, number in WON.items()}
            return case(s, self.meeting, ids(s, codes), passed, won)

    def line(
        self, codes: tuple[str, ...] = RANKED, majorities: dict[str, bool] | None = None
    ) -> FundingLine:
        here = self.case(codes, majorities)
        return funding.line_of(here, [self.id(here, code) for code in codes])

    def best(self, codes: tuple[str, ...] = RANKED) -> str:
        here = self.case(codes)
        return funding.best_of(here, [self.id(here, code) for code in codes]).text

    def id(self, here: FundingCase, code: str) -> int:
        return next(id for id, asking in here.asking.items() if asking.code == code)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def row(line: FundingLine, code: str) -> FundingRow:
    return next(each for each in line.rows if each.code == code)


def use(line: FundingLine, name: str) -> LimitUse:
    return next(each for each in line.limits if each.name == name)


def decide(office: Office, code: str, verdict: Verdict, **values: object) -> Command:
    """A decision of the meeting on a request, as asked for, with the initiative it makes."""

    def command(s: Session) -> None:
        request, held = s.get_one(Request, req(s, code)), s.get_one(Meeting, office.meeting)
        made = None
        if verdict is Verdict.ACCEPTED and "action_id" not in values:
            made = initiatives.add(s, request.title)
            initiatives.cost(s, made, request.cost, sum(each.days for each in request.effort))
        number = len(s.scalars(select(Decision.id)).all()) + 1
        given = {"deadline": date(2027, 2, 26), "cost": request.cost, "meeting": held, **values}
        new = Decision(
            number=number, request=request, verdict=verdict, on=TODAY, initiative_id=made,
            effort=[
                DecisionEffort(domain_id=each.domain_id, days=each.days) for each in request.effort
            ],
            **given,
        )  # fmt: skip
        s.add(new)
        request.state = RequestState(verdict.value)

    return command


def agree(measure: Measure, limit: float | None) -> Command:
    def command(s: Session) -> None:
        item = s.scalars(select(FrameItem).where(FrameItem.measure == measure)).one()
        item.limit = limit

    return command


def need(code: str, *needed: str) -> Command:
    def command(s: Session) -> None:
        s.add_all(Prerequisite(request_id=req(s, code), needed_id=req(s, each)) for each in needed)

    return command


def test_the_sample_funds_three_of_six(office: Office) -> None:
    line = office.line()
    assert [each.fits for each in line.rows] == [True, True, True, False, False, False]
    assert [each.short for each in line.rows] == [
        "Fits, 48 k€ left", "Fits, 18 k€ left", "Fits, 3 k€ left",
        "57 k€ over", "9 k€ over", "22 k€ over",
    ]  # fmt: skip
    assert (line.place, line.text, line.beyond) == (3, "R2 + R1 + R5 = 90 of 93 k€ free", "")
    assert line.title == "Limits if R2, R1 and R5 are accepted"
    assert line.unit == (
        "budget in k€; person-days December to February, 100 a month per domain"
    )  # fmt: skip
    assert [(round(each.used), round(each.new), each.limit) for each in line.limits] == [
        (1707, 90, 1800), (1, 3, 8), (206, 63, 300), (85, 10, 300), (50, 0, 300), (74, 20, 300),
        (70, 12, 300),
    ]  # fmt: skip
    assert [each.over for each in line.limits] == [False] * 7
    assert use(line, "Budget").left == 3
    assert use(line, "Work in progress").note == "2 free now, 5 get free by 28 Feb 2027"
    assert use(line, "IT").note == "February is the fullest: 98.8 of 100"
    assert len(use(line, "IT").loads) == len(use(line, "IT").months) == 3
    assert row(line, "R3").sentences == (
        "R3 asks for 60 k€, 3 k€ left: 57 k€ over.",
        "R3 asks for 3.2 days of IT in February, 1.2 days left: 2 days over.",
    )
    assert office.best() == "No other set that fits wins more preferences than the line, 78."


def test_the_same_through_the_short_way(office: Office) -> None:
    with office.store.read() as s:
        line = funding.line(s, office.meeting, ids(s))
        left = case(s, office.meeting).funding.room
        assert line == office.line()
        assert (left.budget, left.places) == (93, 7)
        with pytest.raises(RuleBroken, match="no longer there"):
            funding.line(s, 1, ids(s))


def test_below_the_line_what_fits_is_named_and_the_best_set_beside_it(office: Office) -> None:
    order = ("R3", "R2", "R1", "R5", "R6", "R4")
    line = office.line(order)
    assert (line.place, line.text) == (1, "R3 + R1 = 90 of 93 k€ free")
    assert line.beyond == "Below the line R1 fits all the same"
    assert row(line, "R2").short == "12 k€ over"
    assert office.best(order) == (
        "R2, R1 and R5 for 90 k€ would win 78 preferences; the line wins 40."
    )


def test_an_equal_set_that_costs_less_is_told(office: Office) -> None:
    def other(s: Session) -> None:
        for code, cost in (("R3", 100.0), ("R5", 100.0), ("R6", 26.0)):
            s.get_one(Request, req(s, code)).cost = cost

    office.change(other, agree(Measure.BUDGET, 1777))
    order = ("R2", "R4", "R1", "R6", "R3", "R5")
    assert office.line(order).text == "R2 + R4 = 70 of 70 k€ free"
    assert office.best(order) == (
        "R1 and R6 for 56 k€ would win as many preferences as the line, 35."
    )


def test_a_majority_for_waiting_passes_a_task_by(office: Office) -> None:
    line = office.line(majorities={"R1": False})
    passed = row(line, "R1")
    assert (passed.fits, passed.short, passed.standing) == (
        False, "Not this cycle", Standing.NO_MAJORITY,
    )  # fmt: skip
    assert passed.sentences == ("R1 has no majority over “not this cycle”.",)
    assert line.text == "R2 + R5 + R6 = 72 of 93 k€ free"
    assert line.place == 3
    here = office.case(majorities={"R1": False})
    recount = here.fund([office.id(here, code) for code in RANKED])
    assert {here.code(id) for id in recount} == {"R2", "R1", "R5"}, "its majority is its own"


def test_each_limit_is_told_in_words(office: Office) -> None:
    office.change(agree(Measure.WIP, 2), agree(Measure.BUDGET, 1700))
    line = office.line()
    assert line.text == "Nothing fits, 0 k€ free"
    assert line.title == "Limits before anything is accepted"
    assert row(line, "R2").short == "52 k€ over"
    assert row(line, "R2").sentences == (
        "The budget is 7 k€ over already; R2 asks for 45 k€.",
    )  # fmt: skip
    assert use(line, "Work in progress").note == "4 too many now, 5 get free by 28 Feb 2027"
    office.change(agree(Measure.BUDGET, None))
    line = office.line()
    assert (line.text, line.rows[0].short) == ("R2 = 45 k€", "Fits")
    assert row(line, "R1").short == "1 over the WIP limit"
    assert row(line, "R1").sentences == (
        "R1 asks for 1 place in progress, none left: 4 too many now, "
        "5 get free by 28 Feb 2027.",
    )  # fmt: skip
    office.change(agree(Measure.WIP, None))

    def half(s: Session) -> None:
        s.get_one(Domain, dom(s, "IT")).offer(77.5)

    office.change(half)
    line = office.line()
    assert row(line, "R2").short == "IT in February: 11 days over"
    assert row(line, "R2").sentences == (
        "IT in February is 1 day over its limit already; R2 asks for 9.7 days more.",
        "R2 asks for 9.7 days of IT in January, 6 days left: 3.7 days over.",
    )
    assert "a month per domain" not in line.unit
    assert row(line, "R6").fits is False


def test_what_a_task_needs_comes_along_or_keeps_it_out(office: Office) -> None:
    office.change(need("R2", "R4"))
    line = office.line()
    assert line.text == "R2 + R5 + R4 = 85 of 93 k€ free"
    assert row(line, "R2").along == ("R4",)
    assert row(line, "R2").sentences == ("R2 takes R4 along, which it needs.",)
    assert row(line, "R4").pulled == "R2"
    assert row(line, "R4").sentences == ("R4 is taken along with R2, which needs it.",)
    assert line.beyond == "Below the line R5 fits all the same", "R4 came along above it"
    office.change(need("R4", "R3"))
    dear = row(office.line(), "R2")
    assert dear.sentences[0] == (
        "R2 with R4 and R3, which it needs, asks for 130 k€, 93 k€ left: 37 k€ over."
    )
    no_majority = row(office.line(majorities={"R3": False}), "R2")
    assert no_majority.short == "Needs R3"
    assert no_majority.sentences[0] == (
        "R2 needs R4, and that one R3, which has no majority over “not this cycle”."
    )
    office.change(need("R3", "R2"))
    ring = row(office.line(), "R4")
    assert ring.sentences[-1] == (
        "R2, R3 and R4 need each other: they are taken together or not at all."
    )
    office.change(need("R5", "R8"), need("R1", "R7"))
    line = office.line()
    assert row(line, "R5").short == "Needs R8"
    assert row(line, "R5").sentences == (
        "R5 needs R8, which is neither on this agenda nor accepted.",
    )  # fmt: skip
    assert row(line, "R1").fits, "R7 was merged into an initiative, which is there"


def test_what_is_decided_counts_once(office: Office) -> None:
    before = office.line()
    office.change(
        decide(office, "R2", Verdict.ACCEPTED), decide(office, "R3", Verdict.DEFERRED)
    )  # fmt: skip
    line = office.line()
    assert line.text == before.text
    assert line.limits[:2] == before.limits[:2]
    assert use(line, "IT").new == pytest.approx(63), "until its deadline, within the window"
    assert [each.short for each in line.rows[:4]] == [
        "Accepted, 48 k€ left", "Fits, 18 k€ left", "Fits, 3 k€ left", "Deferred",
    ]  # fmt: skip
    assert row(line, "R3").sentences == ("R3 is deferred already.",)
    assert row(line, "R2").standing is Standing.TAKEN
    assert line.place == 4
    office.change(decide(office, "R3", Verdict.ACCEPTED, cost=80.0))
    waived = office.line()
    assert waived.beyond == "", "what is accepted does not fit below the line, it is in"
    assert waived.text == "R2 + R3 = 125 of 93 k€ free"
    assert row(waived, "R3").short == "Accepted, 32 k€ over"
    assert use(waived, "Budget").over
    assert (use(waived, "Budget").left, use(before, "Budget").left) == (-32, 3)
    office.change(need("R1", "R2"))
    assert row(office.line(), "R1").sentences[0].startswith("The budget is 32 k€ over")


def test_the_next_meeting_finds_less_room(office: Office) -> None:
    office.change(decide(office, "R2", Verdict.ACCEPTED), need("R1", "R2"))
    later = Office(office.store)
    line = later.line(("R1", "R5"))
    assert line.text == "R1 + R5 = 45 of 48 k€ free"
    assert use(line, "Budget").used == 1752
    # It has no dates yet and so no bar: what the board committed is kept for it.
    assert use(line, "IT").used == pytest.approx(205.5 + 30, abs=0.1)
    assert use(line, "S&M").used == pytest.approx(73.7 + 20, abs=0.1)

    def start(s: Session) -> None:
        made = s.scalars(select(Initiative).where(Initiative.title.like("One-click%"))).one()
        made.domain_id = dom(s, "S&M")
        made.start, made.end = date(2026, 12, 1), date(2027, 2, 26)
        made.state = State.IN_PROGRESS

    office.change(start)
    line = later.line(("R1", "R5"))
    assert use(line, "IT").used == pytest.approx(205.5, abs=0.1)
    assert use(line, "S&M").used == pytest.approx(73.7 + 50, abs=0.1)
    assert use(line, "Work in progress").note == "1 free now, 6 get free by 28 Feb 2027"
    # To the meeting that accepted it, it is what it was.
    assert use(office.line(), "Work in progress").note.startswith("2 free now, 5 get free")
    office.change(decide(later, "R5", Verdict.ACCEPTED))
    assert office.line().text == "R2 + R1 = 75 of 78 k€ free"
    assert row(office.line(), "R5").sentences == ("R5 is accepted already.",)

    def close(s: Session) -> None:
        s.get_one(Meeting, office.meeting).state = MeetingState.CLOSED

    office.change(close)
    assert office.line().text == "R2 + R1 + R5 = 90 of 93 k€ free", "as its board saw it"


def test_money_and_days_of_an_action_stay_committed(office: Office) -> None:
    with office.store.read() as s:
        under = ini(s, "CX-101")
    action, _ = office.store.do("Add", lambda s: actions.add(s, under, "Chat transcript"))
    office.change(decide(office, "R5", Verdict.ACCEPTED, action_id=action))
    assert use(office.line(), "Work in progress").new == 2, "an action takes no place"
    later = Office(office.store)

    def used() -> list[float]:
        with office.store.read() as s:
            budget = use(later.line(("R2",)), "Budget").used
            assert limits.limits(s)[0].used == budget
            asked = request_view.find_request(s, "R8")
            shown = request_view.request_sheet(s, asked.id if asked else 0)
            assert shown is not None
            seen = [line.seen.text for line in shown.checks if line.text == "In the frame"]
            assert seen == [f"{1800 - budget:g} k€ budget left"], "as the request is told"
        return [round(use(later.line(("R2",)), name).used) for name in ("Budget", "IT", "Field")]

    assert used() == [1722, 214, 82]
    office.change(lambda s: actions.set_state(s, action, ActionState.DONE))
    assert used() == [1722, 206, 70]
    office.change(
        lambda s: actions.set_state(s, action, ActionState.TODO),
        lambda s: actions.set_state(s, action, ActionState.DROPPED),
    )
    assert used() == [1707, 206, 70]


def test_a_deadline_ends_the_window() -> None:
    on, first, last = TODAY, date(2026, 12, 1), date(2027, 2, 28)
    assert window(on, first, last, None) == (first, last)
    assert window(on, first, last, date(2027, 3, 1)) == (first, last)
    assert window(on, first, last, date(2027, 1, 15)) == (first, date(2027, 1, 15))
    assert window(on, first, last, date(2026, 11, 27)) == (on, date(2026, 11, 27))
    assert window(on, first, last, date(2026, 11, 20)) == (first, last), "it has passed"
