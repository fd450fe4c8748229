"""What the page of groups says of a group, its seats and their delegates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxdesk.model.people import GroupKind, MemberRole, quorum_problem, urgent_problem
from cxdesk.model.wording import count
from cxdesk.services.people_view import DelegateRow, GroupRow, SeatRow
from cxdesk.services.sheet import Sheet
from cxdesk.ui.form.words import short

KINDS = {
    GroupKind.BOARD: ("Change board", "ranks new tasks and decides on them by vote"),
    GroupKind.TEAM: ("Team", "drives the program from day to day"),
    GroupKind.ADVISORY: ("Advisory group", "hears all sides and advises, without a vote"),
}
SEATS = {
    MemberRole.CHAIR: ("Chair", "leads the group; there is one"),
    MemberRole.MEMBER: ("Member", ""),
    MemberRole.SECRETARY: ("Secretary", "keeps the minutes, has no vote"),
}
_TITLES = ("Group", "Kind", "Person", "Role", "Domain", "Takes part as", "Delegate")


def about(row: GroupRow) -> str:
    """What kind of group it is, who is in it and what would be best."""
    kind, does = KINDS[row.kind]
    there = [each for each in row.members if each.active]
    domains = {each.domain for each in there if each.domain != "Org"}
    who = f"{count(len(there), 'member')}, {count(len(domains), 'domain')}"
    if row.kind is GroupKind.ADVISORY:
        who += "; 10 to 12 work best"
    return f"{kind}: {does}. {who}."


def seats_words(row: GroupRow) -> str:
    """What stands behind the quorum: "of 7 seats must be present"."""
    return f"of {count(row.seats, 'seat')} must be present for a vote"


def read_quorum(text: str, seats: int) -> int | None:
    """The quorum that was typed; nothing is none. Raises ValueError with a sentence."""
    word = text.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit()) or len(word) > 6:
        raise ValueError("A quorum is a number of seats, such as 4; leave it empty for none.")
    if why := quorum_problem(int(word), seats):
        raise ValueError(why[:1].upper() + why[1:])
    return int(word)


def urgent_words(row: GroupRow) -> str:
    """What stands behind the quorum out of cycle."""
    if row.urgent is not None and row.urgent >= row.usual:
        return f"of {count(row.seats, 'seat')}: set it below {row.usual} again"
    return f"of {count(row.seats, 'seat')} for what cannot wait"


def read_urgent(text: str, usual: int) -> int | None:
    """The quorum out of cycle that was typed; nothing is none. Raises ValueError with a sentence.

    `usual` is the quorum in cycle, which is more.
    """
    word = text.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit()) or len(word) > 6:
        raise ValueError("A quorum is a number of seats, such as 3; leave it empty for none.")
    if why := urgent_problem(int(word), usual):
        raise ValueError(why)
    return int(word)


def delegate_words(row: SeatRow, today: date) -> str:
    """Who fills a seat now or next; "" for nobody."""
    if not row.delegates:
        return ""
    first = row.delegates[0]
    more = f" and {len(row.delegates) - 1} more" if len(row.delegates) > 1 else ""
    return f"{first.name} {days_words(first, today)}{more}"


def days_words(row: DelegateRow, today: date) -> str:
    """The days of a delegate: "until 12 Dec", "on 1 Dec", "1 Dec to 12 Dec"."""
    if row.start == row.end:
        return "today" if row.start == today else f"on {short(row.start, today)}"
    if row.start <= today:
        return f"until {short(row.end, today)}"
    return f"{short(row.start, today)} to {short(row.end, today)}"


def groups_sheet(rows: Sequence[GroupRow], today: date) -> Sheet:
    """All groups with their seats as a table; a group without members has a line too."""
    lines = []
    for row in rows:
        head = (row.name, KINDS[row.kind][0])
        lines += [
            (*head, each.name, each.role, each.domain, SEATS[each.seat][0],
             delegate_words(each, today))
            for each in row.members
        ] or [(*head, "", "", "", "", "")]  # fmt: skip
    return Sheet(_TITLES, tuple(lines), (False,) * 7, (130, 100, 150, 150, 80, 90, 130))
