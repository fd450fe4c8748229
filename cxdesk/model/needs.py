"""What each next state of an initiative asks for (rules 1 to 5), and how a refusal says it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from cxdesk.model.batches import Batch
from cxdesk.model.errors import Way
from cxdesk.model.states import LinkType, Need, State
from cxdesk.model.wording import count, day, listed

if TYPE_CHECKING:
    from cxdesk.model.initiatives import Initiative

_NOTHING = "it has no "


def needs_of(here: Initiative, state: State) -> list[Need]:
    """The conditions for entering `state` from the one before it, met and unmet."""
    match state:
        case State.PLANNED:
            return _plan(here)
        case State.READY:
            return [*_plan(here), _charter(here)]
        case State.IN_PROGRESS:
            return [*_plan(here), _charter(here), *_active_owner(here), *_predecessors(here)]
        case State.DELIVERED:
            return _delivery(here)
        case State.EMBEDDED:
            return [_check(here)]
        case _:
            return []


def dates_need(here: Initiative, start: date | None, end: date | None, batch: Batch | None) -> Need:
    """The condition on start and end of rule 1: start <= end <= the batch's deadline."""
    way = _open(here)
    if start is None or end is None:
        return Need("No start and end yet", False, way, f"{_NOTHING}start and end")
    if start > end:
        wrong = f"ends {day(end)}, before it starts {day(start)}"
    elif batch is not None and end > batch.deadline:
        wrong = f"ends {day(end)}, after the deadline of {batch.code}, {day(batch.deadline)}"
    else:
        return Need(f"{day(start)} to {day(end)}", True, way)
    return Need(f"It {wrong}", False, way, f"it {wrong}")


def lacking(needs: Iterable[Need]) -> str:
    """The unmet ones of `needs` as one clause: "it has no batch and no owner"; empty for none."""
    unmet = [need.lack for need in needs if not need.met]
    nothing = [lack.removeprefix(_NOTHING) for lack in unmet if lack.startswith(_NOTHING)]
    said = [lack for lack in unmet if not lack.startswith(_NOTHING)]
    if nothing:
        said.insert(0, f"it has {listed([f'no {what}' for what in nothing])}")
    return listed(said) if len(said) < 3 else "; ".join(said)


def _open(here: Initiative, label: str = "", kind: str = "initiative") -> Way:
    return Way(label or f"Open {here.code}", kind, here.id)


def _plan(here: Initiative) -> list[Need]:
    batch, owner, way = here.batch, here.owner, _open(here)
    outcomes = sorted(link.outcome.code for link in here.outcome_links)
    return [
        Need(f"Batch {batch.code}", True, way)
        if batch
        else Need("No batch yet", False, way, f"{_NOTHING}batch"),
        Need(f"Owner {owner.name}", True, way)
        if owner
        else Need("No owner yet", False, way, f"{_NOTHING}owner"),
        dates_need(here, here.start, here.end, batch),
        Need(f"Serves {', '.join(outcomes)}", True, way)
        if outcomes
        else Need("No outcome named yet", False, way, f"{_NOTHING}outcome to serve"),
    ]


def _charter(here: Initiative) -> Need:
    way = _open(here, "Open charter", "charter")
    charter = here.approved_charter
    if charter is not None:
        missing = charter.missing()
        if not missing:
            return Need(f"Charter v{charter.label} approved", True, way)
        return _unmet(f"Charter v{charter.label} lacks {listed(missing)}", way, "its ")
    latest = here.charters[-1] if here.charters else None
    if latest is None:
        return Need("No charter yet", False, way, f"{_NOTHING}charter")
    return _unmet(f"Charter v{latest.label} is not approved", way, "its ")


def _active_owner(here: Initiative) -> list[Need]:
    owner = here.owner
    if owner is None or owner.active:
        return []  # a missing owner is already named
    return [_unmet(f"Owner {owner.name} is no longer active", _open(here), "its ")]


def _predecessors(here: Initiative) -> list[Need]:
    found = []
    links = [link for link in here.predecessors if link.type is LinkType.FS]
    for before in sorted((link.predecessor for link in links), key=lambda one: one.code):
        if before.delivered:
            found.append(Need(f"{before.code} delivered", True, _open(before)))
        elif before.cancelled:
            waits = f"{before.code}, which it waits for, is cancelled: remove the link"
            found.append(Need(waits, False, _open(here), waits))
        else:
            waits = f"{before.code} is not delivered"
            found.append(Need(waits, False, _open(before), waits))
    return found


def _delivery(here: Initiative) -> list[Need]:
    still = len(here.open_actions)
    actions = _open(here, "Open actions", "actions")
    needs = [
        Need(
            f"{count(still, 'action')} still open", False, actions,
            f"{count(still, 'action')} {'is' if still == 1 else 'are'} still open",
        )
        if still
        else Need("No open action", True, actions)
    ]  # fmt: skip
    charter = here.approved_charter
    if charter is not None and charter.criteria:
        way = _open(here, "Open charter", "charter")
        unticked = sum(1 for criterion in charter.criteria if criterion.ticked_on is None)
        share = f"{unticked} of {len(charter.criteria)} done criteria"
        needs.append(
            Need(
                f"{share} not ticked", False, way,
                f"{share} {'is' if unticked == 1 else 'are'} not ticked",
            )
            if unticked
            else Need("Every done criterion ticked", True, way)
        )  # fmt: skip
    return [*needs, _charter(here)]


def _check(here: Initiative) -> Need:
    way = _open(here)
    # The newest one counts: an open one, else the one looked at last.
    last = max(here.checks, key=lambda one: one.checked_on or date.max, default=None)
    if last is None:
        return _unmet("No six-month check is passed", way)
    if last.passed:
        return Need("Six-month check passed", True, way)
    if last.passed is None:
        return _unmet(f"The six-month check, due {day(last.due)}, is not passed", way)
    return _unmet("The six-month check failed and was not repeated", way)


def _unmet(text: str, way: Way, before: str = "") -> Need:
    """A need whose clause is its text inside a sentence, after `before`."""
    return Need(text, False, way, f"{before}{text[0].lower()}{text[1:]}")
