"""The sample's contents, resources/sample/meridian.json, obey the program's rules on every day.

The program is not used here: rules and calendar are restated as functions that yield what is
wrong, so that a failure reads as a list of sentences.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2] / "resources" / "sample" / "meridian.json"
STATES = ("backlog", "planned", "ready", "in_progress", "delivered", "embedded")

Json = dict[str, Any]


@pytest.fixture(scope="module")
def sample() -> Json:
    loaded: Json = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


def is_working_day(day: str, sample: Json) -> bool:
    program = sample["program"]
    weekday = date.fromisoformat(day).weekday()
    return weekday in program["working_week"] and day not in program["holidays"]


def months_later(day: str, months: int) -> str:
    """The same day of a later month; the samples' days exist in every month."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    return f"{year}-{month + 1:02}-{day[8:]}"


def find(sample: Json, code: str) -> Json:
    return next(item for item in sample["initiatives"] if item["code"] == code)


def wrong_dates(item: Json, sample: Json) -> Iterator[str]:
    history = item["history"]
    names = ["created", *STATES[1 : STATES.index(item["state"]) + 1]]
    if list(history) != names:
        yield f"history {list(history)} is not one state at a time to {item['state']}"
    if list(history.values()) != sorted(history.values()):
        yield "history runs backwards"
    for day in history.values():
        if not is_working_day(day, sample):
            yield f"{day} is not a working day"
        if not sample["program"]["start"] <= day <= sample["as_of"]:
            yield f"{day} is outside the program's past"


def wrong_plan(item: Json, sample: Json) -> Iterator[str]:
    deadlines = {batch["code"]: batch["deadline"] for batch in sample["batches"]}
    if not item["start"] <= item["end"] <= deadlines[item["batch"]]:
        yield "planned with an end before its start or after the batch's deadline"
    if not item["owner"] or not item["outcomes"]:
        yield "planned without owner or outcome"


def wrong_charters(item: Json, sample: Json) -> Iterator[str]:
    earlier = item["history"]["created"]
    for version in item.get("charters", []):
        steps = [version["created"], *version.get("sent_back", [])]
        steps += [version[key] for key in ("submitted", "approved") if key in version]
        if [earlier, *steps] != sorted([earlier, *steps]) or steps[-1] > sample["as_of"]:
            yield f"charter steps out of order: {steps}"
        if "approved" in version and "submitted" not in version:
            yield "approved without having been submitted"
        if version is not item["charters"][-1] and "approved" not in version:
            yield "a version after one that was not approved"
        yield from wrong_charter_text(item, version, sample)
        earlier = version.get("approved", earlier)


def wrong_charter_text(item: Json, version: Json, sample: Json) -> Iterator[str]:
    complete = ("summary", "why", "objectives", "benefits", "scope_in", "scope_out")
    for key in complete:
        if not version[key].strip():
            yield f"charter without {key}"
    numbers = [line.split(". ")[0] for line in version["objectives"].splitlines()]
    if numbers != [str(n) for n in range(1, len(numbers) + 1)]:
        yield "objectives are not numbered lines"
    sizes = {key: len(version[key]) for key in ("criteria", "phases", "risks")}
    if not (3 <= sizes["criteria"] <= 4 and 3 <= sizes["phases"] <= 4 and 2 <= sizes["risks"] <= 4):
        yield f"too much or too little: {sizes}"
    for line in version["criteria"]:
        if "submitted" in version and not line.get("accepted_by"):
            yield f"nobody accepts {line['text']!r}"
        if "ticked" in line and not version.get("approved", "9999") <= line["ticked"]:
            yield f"{line['text']!r} ticked before the charter was approved"
        if line.get("ticked", "") > sample["as_of"]:
            yield f"{line['text']!r} ticked in the future"
    edges = [day for phase in version["phases"] for day in (phase["start"], phase["end"])]
    if edges != sorted(edges) or edges[0] < item["start"] or edges[-1] > item["end"]:
        yield f"phases overlap or leave {item['start']}..{item['end']}"
    for day in edges:
        if not is_working_day(day, sample):
            yield f"phase edge {day} is not a working day"


def wrong_readiness(item: Json, sample: Json) -> Iterator[str]:
    approved = [c["approved"] for c in item.get("charters", []) if "approved" in c]
    if not approved or approved[0] > item["history"]["ready"]:
        yield "ready without an approved charter"


def wrong_start(item: Json, sample: Json) -> Iterator[str]:
    began = item["history"]["in_progress"]
    for other in sample["initiatives"]:
        delivered = other["history"].get("delivered", "9999")
        if other["code"] in item.get("after", []) and delivered > began:
            yield f"in progress before {other['code']} was delivered"
    running = [other for other in sample["initiatives"] if is_in_progress(other, began)]
    if len(running) > sample["limits"]["wip"]:
        yield f"{len(running)} in progress on {began}"
    if sum(other["owner"] == item["owner"] for other in running) > sample["limits"]["owner_wip"]:
        yield f"{item['owner']} has too many in progress on {began}"


def is_in_progress(item: Json, day: str) -> bool:
    history = item["history"]
    began, ended = history.get("in_progress", "9999"), history.get("delivered", "9999")
    return bool(began <= day < ended)


def wrong_delivery(item: Json, sample: Json) -> Iterator[str]:
    day = item["history"]["delivered"]
    for line in item["charters"][-1]["criteria"]:
        if line.get("ticked", "9999") > day:
            yield f"delivered before {line['text']!r} was ticked"
    for action in item.get("actions", []):
        if action.get("done", "9999") > day:
            yield f"delivered with {action['title']!r} open"


def wrong_embedding(item: Json, sample: Json) -> Iterator[str]:
    check, history = item.get("check", {}), item["history"]
    due = months_later(history["delivered"], 6)
    if not check.get("passed") or not due <= check["on"] <= history["embedded"]:
        yield "embedded without a check passed six months after delivery"


def wrong_actions(item: Json, sample: Json) -> Iterator[str]:
    for action in item.get("actions", []):
        title = action["title"]
        if not item["history"]["created"] <= action["created"] <= sample["as_of"]:
            yield f"{title!r} was created before its initiative or in the future"
        if not action["created"] <= action.get("done", action["created"]) <= sample["as_of"]:
            yield f"{title!r} was done before it was created or in the future"
        if action["due"] < action["created"]:
            yield f"{title!r} is due before it was created"
        for day in (action["created"], action["due"], action.get("done", action["due"])):
            if not is_working_day(day, sample):
                yield f"{title!r}: {day} is not a working day"
        if action.get("done") and action.get("doing"):
            yield f"{title!r} is both doing and done"


def wrong_remarks(item: Json, sample: Json) -> Iterator[str]:
    days = [comment["at"] for comment in item.get("comments", [])]
    days += [item["blocked"]["on"]] if "blocked" in item else []
    for day in days:
        if not item["history"]["created"] <= day <= sample["as_of"]:
            yield f"remark of {day} is older than its initiative or in the future"


Rule = Callable[[Json, Json], Iterator[str]]
ALWAYS: list[Rule] = [wrong_dates, wrong_charters, wrong_actions, wrong_remarks]
ONCE: dict[str, Rule] = {
    "planned": wrong_plan,
    "ready": wrong_readiness,
    "in_progress": wrong_start,
    "delivered": wrong_delivery,
    "embedded": wrong_embedding,
}


def broken(sample: Json) -> list[str]:
    found = []
    for item in sample["initiatives"]:
        checks = ALWAYS + [rule for state, rule in ONCE.items() if state in item["history"]]
        found += [f"{item['code']}: {text}" for check in checks for text in check(item, sample)]
    return found


def test_no_rule_is_broken_on_any_day(sample: Json) -> None:
    assert broken(sample) == []


def untick(sample: Json) -> None:
    del find(sample, "CX-304")["charters"][0]["criteria"][0]["ticked"]


def check_early(sample: Json) -> None:
    find(sample, "CX-304")["check"]["on"] = "2026-10-23"


def start_before_predecessor(sample: Json) -> None:
    item = find(sample, "CX-203")
    item["state"] = "in_progress"
    item["history"]["in_progress"] = "2026-11-20"


def approve_late(sample: Json) -> None:
    find(sample, "CX-502")["charters"][0]["approved"] = "2026-10-27"


def end_after_deadline(sample: Json) -> None:
    find(sample, "CX-103")["end"] = "2027-05-03"


def skip_a_state(sample: Json) -> None:
    del find(sample, "CX-101")["history"]["ready"]


def end_a_phase_on_christmas_day(sample: Json) -> None:
    find(sample, "CX-101")["charters"][0]["phases"][1]["end"] = "2026-12-25"


def give_one_owner_three(sample: Json) -> None:
    for code in ("CX-201", "CX-301"):
        find(sample, code)["owner"] = "P04"


def reopen_an_action(sample: Json) -> None:
    del find(sample, "CX-104")["actions"][0]["done"]


def comment_before_there_is_a_card(sample: Json) -> None:
    find(sample, "CX-204")["comments"][0]["at"] = "2026-09-18"


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (untick, "was ticked"),
        (check_early, "without a check passed"),
        (start_before_predecessor, "before CX-201 was delivered"),
        (approve_late, "without an approved charter"),
        (end_after_deadline, "after the batch's deadline"),
        (skip_a_state, "not one state at a time"),
        (give_one_owner_three, "P04 has too many in progress"),
        (reopen_an_action, "delivered with 'List shared fields"),
        (comment_before_there_is_a_card, "remark of 2026-09-18"),
        (end_a_phase_on_christmas_day, "phase edge 2026-12-25"),
    ],
)
def test_a_broken_rule_would_be_found(
    sample: Json, spoil: Callable[[Json], None], complaint: str
) -> None:
    spoiled = copy.deepcopy(sample)
    spoil(spoiled)
    assert any(complaint in text for text in broken(spoiled))
