"""What lasts: sealed ballots, signed charters and approved minutes are taken in as they are, once.

Here already, they stay as they are, whatever a file says of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cxdesk.model.charters import CharterState
from cxdesk.model.rounds import RoundState
from cxdesk.services.ballots import unpacked
from cxdesk.services.charter_page import CharterPage
from cxdesk.services.program_shape import Shape, shapes
from cxdesk.services.taking.here import Here, differing
from cxdesk.services.taking.rows import Troubles, Values, called
from cxdesk.store import urn

Tables = dict[str, dict[int, Values]]

_OWN: Final = {
    "rounds": ("round_id", ("turns", "open_ballots", "settlements")),
    "charters": (
        "charter_id",
        ("benefits", "phases", "criteria", "risks", "costs", "resources", "team_members", "duties",
         "group_impacts", "approvals"),
    ),
    "minutes": ("", ()),
}  # fmt: skip
"""What belongs to them, and by which reference."""
_SIGNED: Final = (CharterState.APPROVED, CharterState.SUPERSEDED)
_COUNTED: Final = (RoundState.CLOSED, RoundState.PUBLISHED)
_LASTS: Final[Mapping[str, Callable[[Values], bool]]] = {
    "rounds": lambda row: row["state"] is not RoundState.DRAFT,
    "charters": lambda row: row["state"] in _SIGNED,
    "minutes": lambda _row: True,
}
_TICKED: Final = "ticked_on"  # a criterion is ticked while the work goes on


def keep(tables: Tables, here: Here, troubles: Troubles) -> None:
    """Leave out what would change something that lasts here."""
    for key, (reference, belonging) in _OWN.items():
        shape = shapes()[key]
        named = here.ids[key] & (
            tables[key].keys()
            | {row[reference] for each in belonging for row in tables[each].values()}
        )
        lasting = {id: row for id, row in here.of(shape, "id", named).items() if _LASTS[key](row)}
        changed = set()
        for id, there in lasting.items():
            if differing(tables[key].get(id, there), there):
                changed.add(id)
                del tables[key][id]
        for each in belonging:
            rows = tables[each]
            for id in [id for id, row in rows.items() if row[reference] in lasting]:
                was = here.rows[each].get(id)
                if was is None or not set(differing(rows[id], was)) <= {_TICKED}:
                    changed.add(rows.pop(id)[reference])
        for id in changed:
            at = _called(shape, lasting[id], here)
            troubles.add(at, "It is sealed here: it stays as it is.")


def _called(shape: Shape, row: Values, here: Here) -> str:
    if shape.key != "charters":
        return called(shape, row)
    of = here.of(shapes()["initiatives"], "id", [row["initiative_id"]])
    return f"Charter v{row['version']} of {of[row['initiative_id']]['code']}"


def refuse_unsound(
    tables: Tables, secret: Mapping[int, Sequence[str]], here: Here, troubles: Troubles
) -> None:
    """Leave out rounds whose ballots are not those that were sealed, and pages none can read."""
    rounds = shapes()["rounds"]
    for id, row in list(tables["rounds"].items()):
        if row["secret"] and id not in here.ids["rounds"] and (
            problem := _wrong_round(row, secret.get(id, ()))
        ):  # fmt: skip
            troubles.add(called(rounds, row), problem)
            take_out(tables, "rounds", id)
    ballots = tables["open_ballots"]
    for id, row in list(ballots.items()):
        of = tables["rounds"].get(row["round_id"])
        if of is not None and not _readable(row["content"], of["tasks"]):
            troubles.add(called(shapes()["open_ballots"], row), "It cannot be read: left out.")
            del ballots[id]
    for row in tables["charters"].values():
        if row["frozen"] is not None and not _is_page(row["frozen"]):
            text = "The page that was signed cannot be read: left without it."
            troubles.add(called(shapes()["charters"], row), text)
            row["frozen"] = None


def take_out(tables: Tables, key: str, id: int) -> None:
    """Leave a row out and what belongs to it."""
    del tables[key][id]
    reference, belonging = _OWN[key]
    for each in belonging:
        rows = tables[each]
        for child in [child for child, row in rows.items() if row[reference] == id]:
            del rows[child]


def _wrong_round(row: Values, ballots: Sequence[str]) -> str:
    """What is wrong with a secret round, as a problem; "" where nothing is."""
    if row["state"] is RoundState.OPEN:
        return "It is secret and still open: close it in its own program first. Left out."
    if row["state"] not in _COUNTED:
        return ""
    sealed = len(ballots) == (row["ballots"] or 0) and (
        urn.digest_of(row["id"], ballots) == row["digest"]
    )
    if not sealed or not all(_readable(each, row["tasks"]) for each in ballots):
        return "Its ballots are not those that were sealed: left out."
    return ""


def _readable(ballot: str, tasks: Sequence[int]) -> bool:
    try:
        marked = unpacked(ballot, tasks)
        here, line = list(marked.tiers), marked.tiers.cut
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return False
    if line is not None and (type(line) is not int or line < 0):
        return False
    return not here or sorted(here) == sorted(tasks)


def _is_page(text: str) -> bool:
    try:
        CharterPage.from_json(text)
        return isinstance(json.loads(text), dict)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
