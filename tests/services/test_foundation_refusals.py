"""What the commands of Strategy and People refuse, in whole sentences, and that nothing changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cxdesk.model.errors import RuleBroken
from cxdesk.model.people import GroupKind
from cxdesk.model.program import Measure
from cxdesk.services import (
    calendar,
    domains,
    frame,
    groups,
    outcomes,
    people,
    programs,
    strategy,
)
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.conftest import TODAY
from tests.services.commands import CHAIR, Command, dom, out, per
from tests.services.foundation_commands import BOARD, TEAM, grp, mem, rea, stand_in

DUE = date(2027, 12, 31)
DAY = timedelta(days=1)


def _gone(s: Session) -> int:
    people.deactivate(s, per(s, "Hana Sato"))
    return per(s, "Hana Sato")


def _remove_measured(session: Session) -> None:
    made = outcomes.add(session, "Calm", 1, 2, DUE)
    outcomes.read(session, made, date(2026, 11, 2), 1.5)
    outcomes.remove(session, made)


REFUSED: list[tuple[Command, str]] = [
    (lambda s: people.add(s, " "), "A person needs a name."),
    (
        lambda s: people.add(s, "Bo", email="b@o.example\nBcc: all@o.example"),
        "An email address stays on one line: take the line break out.",
    ),
    (
        lambda s: people.add_all(s, [people.NewPerson("Bo"), people.NewPerson("", "CIO")]),
        "Row 2: A person needs a name.",
    ),
    (
        lambda s: people.hand_over(s, per(s, CHAIR), per(s, CHAIR)),
        "Choose somebody else: Amara Diallo has it already.",
    ),
    (
        lambda s: people.hand_over(s, per(s, CHAIR), _gone(s)),
        "Hana Sato is no longer active and cannot take over from Amara Diallo.",
    ),
    (
        lambda s: (
            groups.ask_for(s, grp(s, BOARD), 7),
            people.deactivate(s, per(s, CHAIR), per(s, "Elena Rossi")),
        ),
        "Change board: a quorum of 7 cannot be met with 6 seats.",
    ),
    (
        lambda s: domains.add(s, "Legal", capacity=-1),
        "Capacity cannot be below zero: 0 says that it is not known.",
    ),
    (
        lambda s: domains.add(s, "FINANCE", "F"),
        "There is already a domain Finance (Fin): two domains need different names.",
    ),
    (
        lambda s: domains.rename(s, dom(s, "IT"), "Technology", "fin"),
        "There is already a domain Finance (Fin): two domains need different names.",
    ),
    (lambda s: domains.colour(s, dom(s, "IT"), 5), "Choose one of 5 colours for a domain."),
    (
        lambda s: groups.add(s, "change board", GroupKind.BOARD),
        "There is already a group Change board: choose another name.",
    ),
    (
        lambda s: groups.add(s, "Second board", GroupKind.BOARD, [per(s, CHAIR)], 2),
        "Second board: a quorum of 2 cannot be met with 1 seat.",
    ),
    (
        lambda s: groups.delegate(
            s, mem(s, TEAM, "Jonas Weber"), per(s, "Hana Sato"), TODAY, TODAY
        ),
        "CX team does not vote: only a board's seats have delegates.",
    ),
    (
        lambda s: stand_in(s, CHAIR, "Hana Sato", TODAY, TODAY - DAY),
        "The last day is before the first one, 23 Nov 2026.",
    ),
    (
        lambda s: (_gone(s), stand_in(s, CHAIR, "Hana Sato")),
        "Hana Sato is no longer active and cannot stand in for anybody.",
    ),
    (
        lambda s: stand_in(s, CHAIR, "Elena Rossi"),
        "Elena Rossi has a place in Change board and cannot fill another.",
    ),
    (
        lambda s: stand_in(s, CHAIR, CHAIR),
        "Amara Diallo has a place in Change board and cannot fill another.",
    ),
    (
        lambda s: (
            stand_in(s, CHAIR, "Hana Sato", TODAY, TODAY + 3 * DAY),
            stand_in(s, CHAIR, "Ben Carter", TODAY + 3 * DAY, TODAY + 9 * DAY),
        ),
        "Hana Sato stands in for Amara Diallo from 23 Nov 2026 to 26 Nov 2026: "
        "choose other days or somebody else.",
    ),
    (
        lambda s: (
            stand_in(s, CHAIR, "Hana Sato"),
            stand_in(s, "Elena Rossi", "Hana Sato", TODAY - DAY, TODAY),
        ),
        "Hana Sato stands in for Amara Diallo on 23 Nov 2026: choose other days or somebody else.",
    ),
    (
        lambda s: (
            stand_in(s, CHAIR, "Hana Sato"),
            groups.seat(s, grp(s, BOARD), per(s, "Hana Sato")),
        ),
        "Hana Sato stands in for Amara Diallo on 23 Nov 2026: end that first.",
    ),
    (
        lambda s: groups.ask_for(s, grp(s, BOARD), 8),
        "Change board: a quorum of 8 cannot be met with 7 seats.",
    ),
    (
        lambda s: groups.dissolve(s, grp(s, BOARD)),
        "Change board decides what the program does and stays: change its seats instead.",
    ),
    (
        lambda s: outcomes.add(s, "Again", 1, 2, DUE, code="O1"),
        "O1 is already “12-month retention”: a code is never used twice.",
    ),
    (
        lambda s: outcomes.remove(s, out(s, "O4")),
        "O4 cannot be removed: CX-204, CX-301 and 4 more name it.",
    ),
    (
        _remove_measured,
        "O5 cannot be removed: it has 1 reading. Remove them first.",
    ),
    (
        lambda s: outcomes.add(s, "Calm", 2, 2, DUE),
        "O5 needs a target other than its baseline: nothing would change.",
    ),
    (
        lambda s: outcomes.add(s, "Calm", 1, 2, date(2026, 2, 2)),
        "O5 cannot be due 2 Feb 2026: the program starts 2 Feb 2026.",
    ),
    (
        lambda s: outcomes.add(s, "Calm", 1, 2, DUE, owner=_gone(s)),
        "Hana Sato is no longer active and cannot own O5.",
    ),
    (
        lambda s: outcomes.read(s, out(s, "O2"), date(2026, 9, 18), 17.0),
        "O2 already has a reading of 18 Sep 2026: correct that one.",
    ),
    (
        lambda s: outcomes.read(s, out(s, "O2"), date(2026, 11, 24), 17.0),
        "O2 cannot be read on 24 Nov 2026: that day is yet to come.",
    ),
    (
        lambda s: outcomes.correct(s, rea(s, "O2"), date(2026, 6, 19), 17.0),
        "O2 already has a reading of 19 Jun 2026: correct that one.",
    ),
    (
        lambda s: outcomes.read_all(
            s,
            out(s, "O2"),
            [
                outcomes.NewReading(date(2026, 10, 1), 1.0),
                outcomes.NewReading(date(2026, 10, 2), None),
            ],
        ),
        "Row 2: A reading needs a number.",
    ),
    (lambda s: strategy.add_principle(s, "\t"), "A principle needs a name."),
    (
        lambda s: strategy.set_worth(s, -1, 300),
        "Customers and margin are numbers of zero or more.",
    ),
    (
        lambda s: strategy.expect_gain(s, 0.5, 1, 101),
        "Points are per cent of all customers: from 0 to 100.",
    ),
    (
        lambda s: strategy.reckon_with(s, -1),
        "A cost is a number of thousands below a thousand million.",
    ),
    (
        lambda s: strategy.set_limit(s, Measure.BUDGET, -1),
        "Budget cannot be limited below zero.",
    ),
    (
        lambda s: strategy.set_limit(s, Measure.BUDGET, float("nan")),
        "Budget is limited by a number.",
    ),
    (
        lambda s: strategy.set_limit(s, Measure.WIP, 2.5),
        "Work in progress counts initiatives: give a whole number.",
    ),
    (
        lambda s: strategy.set_limit(s, Measure.WIP, 2, dom(s, "IT")),
        "Work in progress is a limit of the whole program, not of a domain.",
    ),
    (
        lambda s: calendar.start_on(s, DUE),
        "The program cannot start 31 Dec 2027: O1 is due 31 Dec 2027.",
    ),
    (
        lambda s: calendar.set_horizons(s, DUE, DUE),
        "The mid horizon must end after the short one.",
    ),
    (
        lambda s: calendar.set_working_week(s, []),
        "A working week has one working day at least.",
    ),
    (
        lambda s: programs.set_currency(s, frame.frame(s).id, "12"),
        "Write the currency as three letters, such as EUR.",
    ),
    (lambda s: programs.set_weights(s, 4, 2, -1, 1), "A weight is a number from 0 to 100."),
    (
        lambda s: programs.set_weights(s, 0, 0, 0, 0),
        "One of the four must weigh something: 0 for all is no score.",
    ),
]


@pytest.mark.parametrize(("command", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_refusal_says_why_and_changes_nothing(store: Store, command: Command, said: str) -> None:
    seq = store.head.seq
    with pytest.raises(RuleBroken) as caught:
        store.do("Refused", command)
    assert caught.value.text == said
    assert store.head.seq == seq
