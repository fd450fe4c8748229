"""The sample's initiatives and requests, each event on the day it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cxdesk.model.program import Horizon
from cxdesk.model.requests import Evidence, RequestState, Source
from cxdesk.model.states import State
from cxdesk.model.wording import day as day_words
from cxdesk.model.work import ActionState
from cxdesk.services import (
    actions,
    baselines,
    charter_lines,
    charters,
    comments,
    initiatives,
    kanban,
    milestones,
    requests,
)
from cxdesk.services.sample_frame import OFFICE, Keys, Parts, day

# What happens first on one day.
_ADD, _LINK, _DRAFT, _REVIEW, _APPROVE, _MOVE = range(6)
_PLAN, _WORK, _TICK, _DELIVER, _CHECK, _EMBED = range(6, 12)
_MOVES = {
    "planned": (State.PLANNED, _MOVE),
    "ready": (State.READY, _MOVE),
    "in_progress": (State.IN_PROGRESS, _MOVE),
    "delivered": (State.DELIVERED, _DELIVER),
    "embedded": (State.EMBEDDED, _EMBED),
}


def events(it: dict[str, Any], keys: Keys) -> Iterator[Parts]:
    """All that happened to one initiative."""
    code, office = it["code"], keys.name(OFFICE)
    made = date.fromisoformat(it["history"]["created"])
    yield made, _ADD, code, f"Add {code} {it['title']}", office, lambda s: _add(s, it, keys)
    for before in it.get("after", ()):
        yield made, _LINK, code, f"Link {code} after {before}", office, _linker(code, before, keys)
    for number, charter in enumerate(it.get("charters", ()), 1):
        yield from _charter_events(code, number, charter, keys)
    if was := it.get("was"):  # what was planned until something came between
        yield (
            date.fromisoformat(was["until"]), _PLAN, code, f"Set the dates of {code}", office,
            lambda s: initiatives.schedule(s, keys.ids[code], day(it["start"]), day(it["end"])),
        )  # fmt: skip
    for name, (state, turn) in _MOVES.items():
        if name in it["history"]:
            on = date.fromisoformat(it["history"][name])
            yield on, turn, code, f"Move {code} to {state.label}", office, _mover(code, state, keys)
    for one in it.get("milestones", ()):
        if one["done"]:
            key = f"{code} milestone {one['name']}"
            yield (
                date.fromisoformat(one["on"]), _TICK, code, f"Reach “{one['name']}”",
                keys.name(it["owner"]), _reacher(key, keys),
            )  # fmt: skip
    yield from _action_events(it, keys)
    for comment in it.get("comments", ()):
        yield (
            date.fromisoformat(comment["at"]), _TICK, code, f"Comment on {code}",
            keys.name(comment["by"]), _commenter(code, comment["text"], keys),
        )  # fmt: skip
    if blocked := it.get("blocked"):
        yield (
            date.fromisoformat(blocked["on"]), _TICK, code, f"Block {code}", office,
            lambda s: initiatives.block(
                s, keys.ids[code], blocked["reason"], keys.get(blocked.get("by"))
            ),
        )  # fmt: skip
    if check := it.get("check"):
        yield (
            date.fromisoformat(check["on"]), _CHECK, code, f"Six-month check of {code}",
            keys.name(check["by"]),
            lambda s: initiatives.check(
                s, keys.ids[code], check["passed"], check["note"], keys.get(check["by"])
            ),
        )  # fmt: skip


def _add(session: Session, it: dict[str, Any], keys: Keys) -> None:
    id = initiatives.add(
        session, it["title"], batch=keys.get(it["batch"]), domain=keys.get(it.get("domain")),
        code=it["code"],
    )  # fmt: skip
    keys.ids[it["code"]] = id
    initiatives.describe(session, id, it.get("description", ""))
    initiatives.give(session, id, keys.get(it["owner"]))
    initiatives.sponsor(session, id, keys.get(it.get("sponsor")))
    initiatives.cost(session, id, float(it["cost"]), float(it["effort"]))
    impact, reach, outcome, urgency = it["scores"]
    initiatives.rate(session, id, impact, reach, outcome, urgency)
    initiatives.serve(session, id, [keys.ids[key] for key in it["outcomes"]])
    first = it.get("was", it)
    initiatives.schedule(session, id, day(first["start"]), day(first["end"]))
    initiatives.place_in(session, id, Horizon(it["horizon"]))
    initiatives.label(session, id, it.get("labels", ()))
    for one in it.get("milestones", ()):
        key = f"{it['code']} milestone {one['name']}"
        keys.ids[key] = milestones.add(session, one["name"], date.fromisoformat(one["on"]), id)


def _linker(code: str, before: str, keys: Keys) -> Callable[[Session], object]:
    return lambda session: initiatives.link(session, keys.ids[before], keys.ids[code])


def _mover(code: str, state: State, keys: Keys) -> Callable[[Session], object]:
    return lambda session: kanban.change_state(session, keys.ids[code], state)


def _commenter(code: str, text: str, keys: Keys) -> Callable[[Session], object]:
    return lambda session: comments.add(session, keys.ids[code], text)


def _reacher(key: str, keys: Keys) -> Callable[[Session], object]:
    return lambda session: milestones.tick(session, keys.ids[key], True)


def _charter_events(code: str, number: int, it: dict[str, Any], keys: Keys) -> Iterator[Parts]:
    key, office = f"{code} charter {number}", keys.name(OFFICE)
    approver = it.get("approver", "P01")

    def submit(session: Session) -> None:
        charters.submit(session, keys.ids[key], [keys.ids[approver]])

    def send_back(session: Session) -> None:
        charters.send_back(session, keys.ids[key])

    made = date.fromisoformat(it["created"])
    yield (
        made,
        _DRAFT,
        code,
        f"Write the charter of {code}",
        office,
        lambda s: _draft(s, code, key, it, keys),
    )
    for text in it.get("sent_back", ()):
        on = date.fromisoformat(text)
        yield on, _REVIEW, code, f"Submit the charter of {code}", office, submit
        yield on, _REVIEW, code, f"Send back the charter of {code}", keys.name(approver), send_back
    if it.get("submitted"):
        on = date.fromisoformat(it["submitted"])
        yield on, _REVIEW, code, f"Submit the charter of {code}", office, submit
    if raised := it.get("raised"):
        on, person = date.fromisoformat(raised["on"]), keys.name(approver)
        yield (
            on, _REVIEW, code, f"{person} asks about the charter of {code}", person,
            lambda s: charters.ask_more(s, keys.ids[key], keys.ids[approver], raised["text"]),
        )  # fmt: skip
        yield (
            on, _REVIEW, code, f"Answer {person} about the charter of {code}", office,
            lambda s: charters.answer(s, keys.ids[key], keys.ids[approver], raised["answer"]),
        )  # fmt: skip
    if it.get("approved"):
        on = date.fromisoformat(it["approved"])
        yield (
            on, _APPROVE, code, f"Approve the charter of {code}", keys.name(approver),
            lambda s: charters.approve(
                s, keys.ids[key], keys.ids[approver], it.get("comment", "")
            ),
        )  # fmt: skip
    for place, criterion in enumerate(it.get("criteria", ())):
        if criterion.get("ticked"):
            on = date.fromisoformat(criterion["ticked"])
            yield (
                on, _TICK, code, f"Tick “{criterion['text']}”",
                keys.name(criterion.get("accepted_by")), _ticker(f"{key} criterion {place}", keys),
            )  # fmt: skip


def _draft(session: Session, code: str, key: str, it: dict[str, Any], keys: Keys) -> None:
    id = charters.start(session, keys.ids[code])
    keys.ids[key] = id
    for section in charters.Section:
        if section.value in it:
            charters.write(session, id, section, it[section.value])
    for kind in charter_lines.KINDS:  # a later version begins as a copy
        for line in list(charter_lines.lines(session, id, kind)):
            charter_lines.remove_line(session, kind, line)
    for place, line in enumerate(it.get("criteria", ())):
        keys.ids[f"{key} criterion {place}"] = charter_lines.add_criterion(
            session, id, line["text"], line.get("evidence", ""), keys.get(line.get("accepted_by"))
        )
    for line in it.get("phases", ()):
        charter_lines.add_phase(
            session, id, line["name"], day(line["start"]), day(line["end"]),
            gate=line.get("gate", ""), entry=line.get("entry", ""), exit=line.get("exit", ""),
        )  # fmt: skip
    for line in it.get("risks", ()):
        charter_lines.add_risk(
            session, id, line["text"], line["probability"], line["impact"],
            line.get("response", ""), keys.get(line.get("owner")),
        )  # fmt: skip
    _draft_rest(session, id, it, keys)


def _draft_rest(session: Session, id: int, it: dict[str, Any], keys: Keys) -> None:
    """Benefits, money, person-days, team, RACI and groups touched of a charter."""
    for line in it.get("benefit_lines", ()):
        charter_lines.add_benefit(
            session, id, line["text"], adverse=line.get("adverse", False),
            owner=keys.get(line["owner"]), measure=line["measure"], baseline=line["baseline"],
            target=line["target"], due=day(line["due"]),
        )  # fmt: skip
    for line in it.get("costs", ()):
        year = date.fromisoformat(line["on"]).year
        charter_lines.add_cost(session, id, line["text"], year, float(line["amount"]))
    for line in it.get("resources", ()):
        charter_lines.add_resource(
            session, id, keys.get(line["domain"]), float(line["days"]), line["text"]
        )
    team = [
        charter_lines.add_member(session, id, keys.get(line["person"]), line["part"])
        for line in it.get("team", ())
    ]
    for line in it.get("duties", ()):
        letters = {
            who: each for who, each in zip(team, line["letters"], strict=True) if each != "-"
        }
        charter_lines.add_duty(session, id, line["text"], letters)
    for line in it.get("impacts", ()):
        charter_lines.add_impact(
            session, id, line["text"], line["people"], line["impact"], line["planned"]
        )


def _ticker(key: str, keys: Keys) -> Callable[[Session], object]:
    return lambda session: charter_lines.tick_criterion(session, keys.ids[key], True)


def _action_events(it: dict[str, Any], keys: Keys) -> Iterator[Parts]:
    code = it["code"]
    for number, action in enumerate(it.get("actions", ())):
        key = f"{code} action {number}"
        name, owner = action["title"], keys.name(action.get("owner"))
        made = date.fromisoformat(action["created"])
        yield (
            made, _PLAN, code, f"Add “{name}” to {code}", keys.name(OFFICE),
            _adder(code, key, action, keys),
        )  # fmt: skip
        if action.get("doing") and not action.get("done"):
            yield made, _WORK, code, f"Start “{name}”", owner, _setter(key, ActionState.DOING, keys)
        if action.get("done"):
            on = date.fromisoformat(action["done"])
            yield on, _TICK, code, f"Do “{name}”", owner, _setter(key, ActionState.DONE, keys)


def _adder(code: str, key: str, it: dict[str, Any], keys: Keys) -> Callable[[Session], object]:
    def add(session: Session) -> None:
        id = keys.ids[key] = actions.add(
            session, keys.ids[code], it["title"], owner=keys.get(it.get("owner")),
            due=day(it.get("due")), week=it.get("week", ""),
        )  # fmt: skip
        if it.get("road_bump"):
            actions.bump(session, id, it["road_bump"])

    return add


def _setter(key: str, state: ActionState, keys: Keys) -> Callable[[Session], object]:
    return lambda session: actions.set_state(session, keys.ids[key], state)


def plan_events(data: dict[str, Any], keys: Keys) -> Iterator[Parts]:
    """Dates from outside the program, and the plan kept as it was on some days."""
    for it in data["milestones"]:
        name, on = it["name"], date.fromisoformat(it["on"])
        yield (
            date.fromisoformat(it["created"]), _ADD, "", f"Add the milestone “{name}”",
            keys.name(OFFICE), _dater(name, on),
        )  # fmt: skip
    for text in data["baselines"]:
        on = date.fromisoformat(text)
        name = day_words(on)
        yield (
            on, _EMBED, "", f"Take the baseline “{name}”", keys.name(OFFICE), _taker(name)
        )  # fmt: skip


def _dater(name: str, on: date) -> Callable[[Session], object]:
    return lambda session: milestones.add(session, name, on)


def _taker(name: str) -> Callable[[Session], object]:
    return lambda session: baselines.take(session, name)


def request_events(data: dict[str, Any], keys: Keys) -> Iterator[Parts]:
    """All that happened to the requests, which are numbered as they stand in the data."""
    start = min(date.fromisoformat(it["submitted"]) for it in data["requests"])
    for it in data["requests"]:
        code = it["code"]
        on = max(start, date.fromisoformat(it["submitted"]))
        by = keys.name(it["submitted_by"])
        yield on, _ADD, code, f"Submit {code} {it['title']}", by, _submitter(it, keys)
        later = date.fromisoformat(it.get("qualified", it["submitted"]))
        yield (
            max(on, later), _CHECK, code, f"Qualify {code}", keys.name(OFFICE),
            _qualifier(it, keys),
        )  # fmt: skip


def _submitter(it: dict[str, Any], keys: Keys) -> Callable[[Session], object]:
    def submit(session: Session) -> None:
        keys.ids[it["code"]] = requests.submit(
            session, it["title"], Source(it["source"]), description=it.get("description", ""),
            evidence=Evidence(it["evidence"]), urgent=it.get("urgent", False),
            deadline=day(it.get("deadline")), by=keys.get(it["submitted_by"]),
            cost=float(it.get("cost", 0)), outcome=keys.get(it.get("outcome")),
            effort={keys.ids[key]: float(days) for key, days in it.get("effort", {}).items()},
            checklist=[line["text"] for line in it["checks"]], code=it["code"],
        )  # fmt: skip

    return submit


def _qualifier(it: dict[str, Any], keys: Keys) -> Callable[[Session], object]:
    def qualify(session: Session) -> None:
        id = keys.ids[it["code"]]
        requests.tick_named(session, id, [one["text"] for one in it["checks"] if one["ticked"]])
        state = RequestState(it["state"])
        if state is RequestState.MERGED:
            requests.merge(session, id, keys.ids[it["merged_into"]])
        elif state is RequestState.INFO_NEEDED:
            requests.ask(session, id, it["question"], keys.ids[it["asked"]])
        else:
            requests.move(session, id, state)

    return qualify
