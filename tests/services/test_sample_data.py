"""The sample's contents, resources/sample/meridian.json, carry the figures they are known by.

The program is not used here: figures and calendar are restated, so that the file is proved from
the outside. Its obedience to the rules is test_sample_rules.py's matter.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2] / "resources" / "sample" / "meridian.json"
HORIZONS = {"S": "short", "M": "mid", "L": "long"}

# code|title|domain|owner|k€|person-days|benefit|outcome|after|start|end|horizon|state|actions
TABLE = """\
101|Single customer ID|IT|P04|220|260|5554|O3||261005|270226|S|in_progress|3/5
102|Stop re-asking account number|Care|P05|45|60|5545|O3|101|270301|270416|M|ready|0/4
103|Shared 360 history|IT|P11|95|120|4443|O3|101|270301|270430|M|planned|1/3
104|Data-sharing agreement|Fin|P03|8|15|3434|O3||260914|261030|S|delivered|2/2
201|Plain-language bill|Fin|P09|60|80|4543|O2||261019|270212|S|in_progress|4/7
202|Bill-shock alert|IT|P11|40|45|5444|O1|101|270301|270423|M|planned|0/2
203|First-bill call|Care|P10|18|30|4242|O1|201|270215|270326|M|ready|0/3
204|One-contact disputes|Fin|P09|35|55|5243|O4||270315|270521|M|backlog|0/0
301|Triage and call-back promise|Care|P10|22|40|4455|O4||261012|261218|S|in_progress|6/8
302|Top-20 self-service|IT|P11|55|70|4543|O4||270111|270319|M|ready|1/3
303|Weekend care hours|Care|P05|180|150|3332|O4|301|270118|270423|M|planned|0/1
304|Close loop with detractors|Care|P05|12|35|5244|O2||260216|260424|S|embedded|5/5
401|Two-hour windows|Field|P07|90|110|5343|O2||261109|270326|M|in_progress|2/6
402|Arrival tracking|IT|P04|130|140|4332|O3|401|270405|270730|M|planned|0/2
403|Fault history tablet|Field|P12|70|85|4332|O3|103,401|270510|270827|M|planned|0/1
404|Parts stock|Field|P07|240|90|4241|O1|403|270906|271217|L|backlog|0/0
501|90-day welcome|S&M|P06|50|75|4453|O1|201|270222|270528|M|ready|1/4
502|Fair renewal offer|S&M|P06|85|50|5454|O1||261102|270129|S|in_progress|3/7
503|Five-year loyalty|S&M|P06|160|60|3341|O1|502|270906|271126|L|backlog|0/0
504|Customer advisory board|S&M|P02|24|35|4233|O2||261207|270226|S|ready|1/4
601|Role metrics reissued|Org|P08|10|45|3444|O3||261026|270129|S|in_progress|5/6
602|Manager behaviours|Org|P08|48|90|3343|O2|601|270208|270514|M|planned|0/3
603|Customer Champion cards|Org|P08|6|12|3333|O2||260302|260508|S|delivered|4/4
604|Executives shadow front line|Org|P02|4|20|3233|O2||270111|270611|M|ready|1/3"""

SINCE = """\
101 2026-10-05|102 2026-11-09|103 2026-11-02|104 2026-10-30|201 2026-10-19|202 2026-11-02
203 2026-11-09|204 2026-09-21|301 2026-10-12|404 2026-09-21|602 2026-11-05|603 2026-05-08
604 2026-11-12"""

PRINCIPLES = "Ask once|Own to the end|Plain words|Fix causes"
PEOPLE = """\
Amara Diallo exe Org|Jonas Weber exe Org|Elena Rossi exe Fin|Ravi Menon exe IT
Claire Dubois man Care|Tomás Vidal man S&M|Ingrid Larsen man Field|Sofia Marques man Org
Ben Carter emp Fin|Aisha Khan emp Care|Luca Moretti emp IT|Hana Sato emp Field"""
BATCHES = """\
B1 Ask Once 2027-04-30|B2 Clear Bills 2027-05-31|B3 Answer Faster 2027-04-30
B4 Right First Visit 2027-12-31|B5 Stay With Us 2027-11-30|B6 Everyone Plays 2027-06-30"""

Json = dict[str, Any]


@pytest.fixture(scope="module")
def sample() -> Json:
    loaded: Json = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


def working_days(start: str, end: str, sample: Json) -> list[date]:
    program = sample["program"]
    day, last = date.fromisoformat(start), date.fromisoformat(end)
    days = (day + timedelta(n) for n in range((last - day).days + 1))
    return [
        d
        for d in days
        if d.weekday() in program["working_week"] and d.isoformat() not in program["holidays"]
    ]


def months_later(day: str, months: int) -> str:
    """The same day of a later month; the samples' days exist in every month."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    return f"{year}-{month + 1:02}-{day[8:]}"


def horizon(end: str, program: Json) -> str:
    if end <= program["short_ends"]:
        return "short"
    return "mid" if end <= program["mid_ends"] else "long"


def person_days_by_month(sample: Json) -> dict[tuple[str, str], float]:
    """Each initiative's person-days spread evenly over its working days: (domain, YYYY-MM)."""
    load: dict[tuple[str, str], float] = defaultdict(float)
    for item in sample["initiatives"]:
        days = working_days(item["start"], item["end"], sample)
        for day in days:
            load[item["domain"] or "Org", f"{day:%Y-%m}"] += item["effort"] / len(days)
    return load


def overdue(item: Json, as_of: str) -> list[str]:
    return [a["title"] for a in item.get("actions", []) if not a.get("done") and a["due"] < as_of]


def find(sample: Json, code: str) -> Json:
    return next(item for item in sample["initiatives"] if item["code"] == code)


def test_frame_people_and_batches_are_those_of_the_product_description(sample: Json) -> None:
    program, people = sample["program"], sample["people"]
    assert (program["customers"], program["margin"], sample["as_of"]) == (400000, 300, "2026-11-23")
    assert (program["short_ends"], program["mid_ends"]) == ("2027-02-28", "2027-08-31")
    assert [p["name"] for p in sample["principles"]] == PRINCIPLES.split("|")
    assert sample["limits"] == {"budget": 1800, "wip": 8, "owner_wip": 2, "capacity": 100}
    rows = (f"{p['name']} {p['level'][:3]} {p['domain'] or 'Org'}" for p in people)
    assert "|".join(rows) == PEOPLE.replace("\n", "|")
    assert [p["key"] for p in people] == [f"P{n:02}" for n in range(1, 13)]
    rows = (f"{b['code']} {b['name']} {b['deadline']}" for b in sample["batches"])
    assert "|".join(rows) == BATCHES.replace("\n", "|")


def test_initiatives_are_those_of_the_product_description(sample: Json) -> None:
    rows = []
    for item in sample["initiatives"]:
        actions = item.get("actions", [])
        done = sum("done" in action for action in actions)
        letter = next(k for k, v in HORIZONS.items() if v == item["horizon"])
        rows.append(
            f"{item['code'][3:]}|{item['title']}|{item['domain'] or 'Org'}|{item['owner']}"
            f"|{item['cost']}|{item['effort']}|{''.join(map(str, item['scores']))}"
            f"|{','.join(item['outcomes'])}|{','.join(c[3:] for c in item.get('after', []))}"
            f"|{item['start'][2:].replace('-', '')}|{item['end'][2:].replace('-', '')}"
            f"|{letter}|{item['state']}|{done}/{len(actions)}"
        )
    assert "\n".join(rows) == TABLE
    assert all(item["batch"] == f"B{item['code'][3]}" for item in sample["initiatives"])
    assert sum(item["cost"] for item in sample["initiatives"]) == 1707


def test_horizons_follow_from_the_dates(sample: Json) -> None:
    for item in sample["initiatives"]:
        assert item["horizon"] == horizon(item["end"], sample["program"]), item["code"]


def test_present_states_were_entered_on_the_days_of_the_pictures(sample: Json) -> None:
    for entry in SINCE.replace("\n", "|").split("|"):
        code, day = entry.split()
        assert list(find(sample, f"CX-{code}")["history"].values())[-1] == day, code


def test_links_form_no_cycle_and_keep_the_order_of_dates(sample: Json) -> None:
    items = {item["code"]: item for item in sample["initiatives"]}
    order = TopologicalSorter({code: item.get("after", []) for code, item in items.items()})
    assert set(order.static_order()) == set(items)
    for item in items.values():
        for before in item.get("after", []):
            assert items[before]["end"] < item["start"]


def test_every_name_leads_somewhere(sample: Json) -> None:
    known = {
        "owner": {p["key"] for p in sample["people"]},
        "domain": {d["key"] for d in sample["domains"]} | {None},
        "by": {p["key"] for p in sample["people"]} | {i["code"] for i in sample["initiatives"]},
        "merged_into": {i["code"] for i in sample["initiatives"]},
        "outcome": {o["key"] for o in sample["outcomes"]},
    }
    for key in ("sponsor", "lead", "approver", "accepted_by", "submitted_by", "asked", "secretary"):
        known[key] = known["owner"]

    def visit(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                assert inner not in ("", [], {}) or key == "unit", f"{key} is empty"
                if key in known and not isinstance(inner, int):  # a weight is called outcome too
                    assert inner in known[key], f"{key}: {inner}"
                visit(inner)
        elif isinstance(value, list):
            for inner in value:
                visit(inner)

    visit(sample)
    for group in sample["groups"]:
        assert set(group["members"]) <= known["owner"]
    assert sample["groups"][0]["members"] == [f"P{n:02}" for n in range(1, 8)]


def test_every_text_is_written_for_its_own_initiative(sample: Json) -> None:
    texts: Counter[str] = Counter()
    for item in sample["initiatives"]:
        own = {item["description"]} | {a["title"] for a in item.get("actions", [])}
        for version in item.get("charters", []):
            own |= {version["summary"], version["objectives"], version["benefits"]}
            own |= {line["text"] for key in ("criteria", "risks") for line in version[key]}
            own.add(" > ".join(phase["name"] for phase in version["phases"]))
        texts.update(own)
    assert [text for text, n in texts.items() if n > 1] == []


def test_charters_stand_where_the_pictures_have_them(sample: Json) -> None:
    def stage(item: Json) -> str:
        if not item.get("charters"):
            return "none"
        last = item["charters"][-1]
        return next((s for s in ("approved", "submitted") if s in last), "draft")

    stages: dict[str, set[str]] = defaultdict(set)
    for item in sample["initiatives"]:
        stages[stage(item)].add(item["code"][3:])
    assert stages["none"] == {"204", "303", "404", "503"}
    assert stages["draft"] == {"103", "402", "403", "602"}
    assert stages["submitted"] == {"202"}
    assert len(find(sample, "CX-103")["charters"][0]["sent_back"]) == 2
    assert ["approved" in c for c in find(sample, "CX-201")["charters"]] == [True, True]
    ticked = [c.get("ticked") for c in find(sample, "CX-101")["charters"][0]["criteria"]]
    assert [bool(day) for day in ticked] == [False, False, True, False]


def test_money_days_and_duties_of_charters_agree_with_the_initiative(sample: Json) -> None:
    for one in sample["initiatives"]:
        for charter in one.get("charters", ())[-1:]:
            code = one["code"]
            assert sum(line["amount"] for line in charter["costs"]) == one["cost"], code
            assert sum(line["days"] for line in charter["resources"]) == one["effort"], code
            for line in charter["costs"]:
                assert one["start"][:4] <= line["on"][:4] <= one["end"][:4], (code, line)
            for line in charter["duties"]:
                assert len(line["letters"]) == len(charter["team"]), (code, line)
                assert line["letters"].count("A") == 1, (code, line)
            assert one["owner"] in [member["person"] for member in charter["team"]], code
            assert all(phase["gate"] for phase in charter["phases"]), code


def test_milestones_are_neither_missed_nor_ticked_early(sample: Json) -> None:
    for item in sample["initiatives"]:
        for milestone in item.get("milestones", []):
            assert milestone["done"] == (milestone["on"] < sample["as_of"])
            assert item["start"] <= milestone["on"] <= item["end"]


def test_actions_in_progress_late_and_bumpy(sample: Json) -> None:
    late = {i["code"] for i in sample["initiatives"] if overdue(i, sample["as_of"])}
    assert late == {"CX-502", "CX-504"}
    running = [i for i in sample["initiatives"] if i["state"] == "in_progress"]
    assert all(3 <= len(item["actions"]) <= 8 for item in running)
    assert sum("road_bump" in action for item in running for action in item["actions"]) >= 3
    open_due = [a["due"] for a in find(sample, "CX-101")["actions"] if "done" not in a]
    assert sorted(open_due) == ["2026-11-27", "2027-02-12"]


def test_health_of_the_batches(sample: Json) -> None:
    slack, worries = {}, {}
    for batch in sample["batches"]:
        items = [i for i in sample["initiatives"] if i["batch"] == batch["code"]]
        last = max(item["end"] for item in items)
        slack[batch["code"]] = len(working_days(last, batch["deadline"], sample)) - 1
        worries[batch["code"]] = sum(len(overdue(i, sample["as_of"])) for i in items)
    assert slack == {"B1": 0, "B2": 6, "B3": 5, "B4": 10, "B5": 2, "B6": 13}
    assert {code for code, n in worries.items() if n} == {"B5"}
    champions = find(sample, "CX-603")
    assert months_later(champions["history"]["delivered"], 6) == "2026-11-08" < sample["as_of"]
    assert "check" not in champions


def test_person_days_break_the_capacity_in_three_cells_only(sample: Json) -> None:
    limit = sample["limits"]["capacity"]
    over = {
        cell: round(days) for cell, days in person_days_by_month(sample).items() if days > limit
    }
    assert over == {("IT", "2027-03"): 108, ("IT", "2027-04"): 111, ("Care", "2027-03"): 109}


def test_outcomes_have_come_as_far_as_described(sample: Json) -> None:
    realised = {}
    spans = [(o["baseline"], o["target"], o["readings"][-1]["value"]) for o in sample["outcomes"]]
    assert spans == [(84.0, 86.0, 84.6), (12, 25, 16), (58, 72, 63), (26, 8, 17)]
    assert {outcome["due"] for outcome in sample["outcomes"]} == {"2027-12-31"}
    for outcome in sample["outcomes"]:
        days = [reading["on"] for reading in outcome["readings"]]
        first, *_, last = [reading["value"] for reading in outcome["readings"]]
        assert days == sorted(days)
        assert sample["program"]["start"] <= days[0] < days[-1] <= sample["as_of"]
        assert first == outcome["baseline"]
        assert (outcome["target"] > first) == (outcome["direction"] == "up")
        realised[outcome["key"]] = int(100 * (last - first) / (outcome["target"] - first) + 0.5)
    assert realised == {"O1": 30, "O2": 31, "O3": 36, "O4": 50}
    assert sum(outcome["headline"] for outcome in sample["outcomes"]) == 1


def test_nps_is_what_its_answers_give(sample: Json) -> None:
    answers = []
    for reading in sample["outcomes"][1]["readings"]:
        split = (reading["promoters"], reading["passives"], reading["detractors"])
        assert reading["n"] == sum(split)
        assert reading["value"] == 100 * (split[0] - split[2]) / sum(split)
        answers.append(split)
    assert answers[-2:] == [(148, 152, 100), (160, 144, 96)]


def test_requests_are_those_of_the_product_description(sample: Json) -> None:
    figures = {
        r["code"]: (r["source"], r["cost"], sum(r["effort"].values()))
        for r in sample["requests"]
        if r["state"] == "qualified"
    }
    assert figures == {
        "R1": ("voc", 30, 35),
        "R2": ("regulation", 45, 50),
        "R3": ("market", 60, 40),
        "R4": ("organisation", 25, 30),
        "R5": ("employee", 15, 20),
        "R6": ("customer_group", 12, 15),
    }
    for request in sample["requests"]:
        ticks = [check["ticked"] for check in request["checks"]]
        assert len(ticks) == 6
        assert all(ticks) == (request["state"] == "qualified")
        assert request["submitted"] <= request.get("qualified", sample["as_of"]) <= sample["as_of"]
    *_, ivr, vip = sample["requests"]
    assert (ivr["state"], ivr["merged_into"]) == ("merged", "CX-102")
    assert (vip["state"], vip["evidence"], vip["asked"]) == ("info_needed", "gut", "P03")


def test_ballots_give_the_points_of_the_product_description(sample: Json) -> None:
    ballots = dict(sample["ballots"])
    order = ballots.pop("order")
    assert list(ballots) == sample["groups"][0]["members"]
    points: Counter[str] = Counter()
    for ranking in ballots.values():
        assert sorted(ranking) == list("123456")
        for rank, digit in enumerate(ranking, start=1):
            points[order[int(digit) - 1]] += len(order) - rank
    assert points == {"R2": 29, "R1": 27, "R5": 22, "R3": 13, "R6": 8, "R4": 6}
