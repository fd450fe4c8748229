"""How links are worded: the ends they tie, their lag, what is missing and what is odd."""

from __future__ import annotations

from cxdesk.model.program import Horizon
from cxdesk.model.states import LinkType
from cxdesk.model.wording import count, signed

_ENDS = {"S": "start", "F": "finish"}
_DOES = {"S": "starts", "F": "ends"}
NAMES = {
    LinkType.FS: "finish to start",
    LinkType.SS: "start to start",
    LinkType.FF: "finish to finish",
    LinkType.SF: "start to finish",
}
_RANK = {Horizon.SHORT: 0, Horizon.MID: 1, Horizon.LONG: 2}


def kind(type: LinkType, lag: int) -> str:
    """The type of a link with its lag in working days: "FS", "SS −3 d"."""
    return f"{type.value} {signed(lag)} d" if lag else type.value


def brief(type: LinkType, lag: int) -> str:
    """What is not ordinary about a link, in a few letters: "", "+2 d", "SS", "SS −3 d"."""
    return kind(type, lag).removeprefix(LinkType.FS.value).strip()


def tie(before: str, after: str, type: LinkType) -> str:
    """The ends that are tied, by codes: "CX-101 finish → CX-103 start"."""
    return f"{before} {_ENDS[type[0]]} → {after} {_ENDS[type[1]]}"


def sentence(before: str, after: str, type: LinkType, lag: int) -> str:
    """What a link asks for: "CX-103 starts after CX-101 ends, 2 working days later"."""
    first, second = _DOES[type[0]], _DOES[type[1]]
    if lag < 0:
        ahead = count(-lag, "working day")
        return f"{after} {second} at most {ahead} before {before} {first}"
    later = f", {count(lag, 'working day')} later" if lag else ""
    return f"{after} {second} after {before} {first}{later}"


def tied(type: LinkType, lag: int, other: str) -> str:
    """The same of the successor alone: "starts 3 working days after CX-101 ends"."""
    first, second = _DOES[type[0]], _DOES[type[1]]
    if lag:
        distance = f"{count(abs(lag), 'working day')} {'after' if lag > 0 else 'before'}"
    else:
        distance = "after" if type is LinkType.FS else "when"
    return f"{second} {distance} {other} {first}"


def standing(slack: int | None) -> str:
    """How planned dates keep to it: "broken by 3 working days", "no day to spare"."""
    if slack is None:
        return "no dates yet"
    if slack < 0:
        return f"broken by {count(-slack, 'working day')}"
    return f"{count(slack, 'working day')} to spare" if slack else "no day to spare"


def spoken(before: str, after: str, type: LinkType, lag: int, slack: int | None) -> str:
    """A link in one sentence for a screen reader: what it asks for, and whether it is broken."""
    said = sentence(before, after, type, lag)
    return f"{said}, {standing(slack)}" if slack is not None and slack < 0 else said


def warning(before: str, waits_on: Horizon | None, after: str, waits: Horizon | None) -> str:
    """What is odd where a shorter term waits for a longer one; "" where nothing is.

    "CX-404 is long term, CX-103 short term: the short one would wait for the long one."
    """
    if waits_on is None or waits is None or _RANK[waits_on] <= _RANK[waits]:
        return ""
    return (
        f"{before} is {waits_on.value} term, {after} {waits.value} term: "
        f"the {waits.value} one would wait for the {waits_on.value} one."
    )
