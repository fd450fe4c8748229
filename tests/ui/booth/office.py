"""A round for the tests of the booth: seven seats, six tasks, and a box that keeps what is cast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cxdesk.ui.ballot.words import BallotRow
from cxdesk.ui.booth.slate import Answer, Budget, Cast, Seat, Slate, Witness
from cxdesk.ui.booth.words import bare

TASKS = tuple(
    BallotRow(n, f"R{n}", title, source, (f"{cost} k€", f"{days} days"), chip)
    for n, title, source, cost, days, chip in (
        (701, "Outage texts", "Voice of customer", 30, 35, ""),
        (702, "One-click cancellation", "Regulation · deadline 1 March 2027", 45, 50, "urgent"),
        (703, "Price-match scripts", "Market", 60, 40, ""),
        (704, "Merged care teams’ routing", "Organisation", 25, 30, ""),
        (705, "Chat transcript to technician", "Employee", 15, 20, ""),
        (706, "Large-print bills", "Customer group", 12, 15, ""),
    )
)
BUDGET = Budget(93, "k€", {701: 30, 702: 45, 703: 60}, {701: 35, 702: 50, 703: 40})
SLATE = Slate(
    "Change board, 23 November 2026", 1, True, TASKS,
    question="Which of these first?", opened="14:05", quorum=4,
    left_out="Not on this ballot: R8 VIP line (information needed).", budget=BUDGET,
    witnesses=(Witness(21, "Sofia Marques", "SM"), Witness(22, "Ben Carter", "BC")),
)  # fmt: skip
SEATS = (
    Seat(1, "Amara Diallo", "AD", "COO"),
    Seat(2, "Jonas Weber", "JW", "VP CX"),
    Seat(3, "Elena Rossi", "ER", "CFO"),
    Seat(4, "Luca Moretti", "LM", "Product owner", member="Ravi Menon"),
    Seat(5, "Claire Dubois", "CD", "Head of care", has_pin=True),
    Seat(6, "Tomás Vidal", "TV", "Head of sales & marketing"),
    Seat(7, "Ingrid Larsen", "IL", why="Ingrid Larsen has not arrived."),
)
CODE = "K7QM4T2X9RWDHJ5P"


class Box:
    """Keeps what is cast, as words: a test that asks what is left in memory must not keep it."""

    def __init__(self, *, secret: bool = True) -> None:
        self.secret = secret
        self.cast: list[str] = []
        self.voted: dict[int, str] = {}
        self.entered = 0
        self.trouble = ""
        self.pins: dict[int, str] = {}

    def seats(self) -> Sequence[Seat]:
        return [replace(one, state=self.voted.get(one.id, "to_come")) for one in SEATS]

    def opens(self, seat: int, pin: str) -> bool:
        return pin == f"{seat}{seat}{seat}{seat}"

    def set_pin(self, seat: int, pin: str) -> str:
        if len(pin) == 3:
            return "A PIN is 4 to 12 digits or letters."
        self.pins[seat] = pin
        return ""

    def seal(self, cast: Cast) -> Answer:
        if self.trouble:
            return Answer(why=self.trouble)
        self.cast.append(words(cast))
        if cast.seat is not None:
            self.voted[cast.seat] = "sealed"
        self.entered += cast.paper and cast.seat is None
        return Answer(CODE if self.secret and not cast.replaces else "")

    def replaceable(self, receipt: str) -> str:
        return "" if receipt == CODE else "No ballot of this round has this receipt code."

    def papers(self) -> int:
        return sum(state == "paper" for state in self.voted.values()) - self.entered

    def hand_in(self, seat: int) -> str:
        self.voted[seat] = "paper"
        return ""

    def take_back(self, seat: int) -> str:
        del self.voted[seat]
        return ""


def words(cast: Cast) -> str:
    """What is cast, in words: "5: R705 > R701=R702 | R704 ; R703 ; R706!"."""
    here = cast.tiers
    tiers = ["=".join(f"R{id}" for id in tier) for tier in here.ranked]
    if here.cut is not None:
        tiers[here.cut - 1 : here.cut] = [f"{tiers[here.cut - 1]} |"]
    left = " ".join(f"R{id}{'!' * (id in cast.recused)}" for id in here.no_opinion)
    said = (
        f"{cast.seat}: {' > '.join(tiers)} ; {' '.join(f'R{id}' for id in here.unranked)} ; {left}"
    )
    said += " abstains" * cast.abstains + f" paper {cast.witness}" * cast.paper
    return said + (f" replaces {bare(cast.replaces)}" if cast.replaces else "")
