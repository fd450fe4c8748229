"""What `cxdesk check` says of a file whose rows were changed behind the program's back."""

from __future__ import annotations

import sqlite3

import pytest

from cxdesk.services.check import broken_rules
from cxdesk.store.store import Store

I = "UPDATE initiative SET "  # noqa: E741 - keeps the table below readable
OF = "(SELECT id FROM initiative WHERE code = '{}')"
CX101, CX102, CX103, CX104 = (OF.format(f"CX-{n}") for n in (101, 102, 103, 104))
CX204, CX304, CX403 = (OF.format(f"CX-{n}") for n in (204, 304, 403))

TAMPERED = [
    (I + "title = ' ' WHERE code = 'CX-101'", "CX-101 has no title."),
    (
        I + "batch_id = NULL WHERE code = 'CX-101'",
        "CX-101 is in progress although it has no batch.",
    ),
    (
        I + "owner_id = NULL, start = NULL WHERE code = 'CX-103'",
        "CX-103 is planned although it has no owner and no start and end.",
    ),
    (
        I + "\"end\" = '2027-05-01' WHERE code = 'CX-101'",
        "CX-101 is in progress although it ends 1 May 2027, after the deadline of B1, 30 Apr 2027.",
    ),
    (I + "\"end\" = '2026-01-01' WHERE code = 'CX-204'", "CX-204 ends before it starts."),
    (
        "UPDATE batch SET deadline = '2027-02-26' WHERE code = 'B1'",
        "CX-102 is ready although it ends 16 Apr 2027, after the deadline of B1, 26 Feb 2027.",
    ),
    (
        f"DELETE FROM contribution WHERE initiative_id = {CX101}",
        "CX-101 is in progress although it has no outcome to serve.",
    ),
    (I + "state = 'ready' WHERE code = 'CX-303'", "CX-303 is ready although it has no charter."),
    (
        I + "state = 'delivered' WHERE code = 'CX-302'",
        "CX-302 is delivered although 2 actions are still open and 3 of 3 done criteria "
        "are not ticked.",
    ),
    (
        f"UPDATE criterion SET ticked_on = NULL WHERE charter_id IN "
        f"(SELECT id FROM charter WHERE initiative_id = {CX304})",
        "CX-304 is embedded although 3 of 3 done criteria are not ticked.",
    ),
    (
        f"UPDATE six_month_check SET passed = 0 WHERE initiative_id = {CX304}",
        "CX-304 is embedded although the six-month check failed and was not repeated.",
    ),
    (
        f"DELETE FROM six_month_check WHERE initiative_id = {CX104}",
        "CX-104 is delivered without a six-month check.",
    ),
    (
        I + "state = 'on_hold' WHERE code = 'CX-204'",
        "CX-204 is on hold but does not say where it returns to.",
    ),
    (
        "UPDATE charter SET state = 'approved', frozen = '{}' WHERE initiative_id = "
        + OF.format("CX-201"),
        "CX-201 has 2 approved charters; only one may hold.",
    ),
    (
        f"UPDATE charter SET objectives = '' WHERE initiative_id = {CX101}",
        "CX-101 is in progress although its charter v1.0 lacks objectives.",
    ),
    (
        f"UPDATE charter SET frozen = NULL WHERE initiative_id = {CX101}",
        "Charter v1.0 of CX-101 was approved, but its page is not kept.",
    ),
    (
        "UPDATE charter SET version = 1 WHERE initiative_id = " + OF.format("CX-201"),
        "CX-201 has charter version 1 2 times.",
    ),
    (I + "impact = 6 WHERE code = 'CX-101'", "CX-101 has a benefit score outside 1 to 5."),
    (
        I + "cost = -1 WHERE code = 'CX-101'",
        "CX-101 has a cost or an effort below zero, or a progress outside 0 to 100.",
    ),
    (
        f"UPDATE link SET successor_id = {CX101}, predecessor_id = {CX102} "
        f"WHERE predecessor_id = {CX101} AND successor_id = {CX103}",
        "There is a cycle of links: CX-101 → CX-102 → CX-101.",
    ),
    (
        I + f"parent_id = CASE code WHEN 'CX-101' THEN {CX204} ELSE {CX101} END "
        "WHERE code IN ('CX-101', 'CX-204')",
        "An initiative cannot be part of itself: CX-101 → CX-204 → CX-101.",
    ),
    (
        I + f"parent_id = {CX101} WHERE code = 'CX-403'",
        "There is a cycle of links: CX-101 → CX-103 → CX-403 → CX-101.",
    ),
    ("DELETE FROM program", "The file holds 0 programs; there must be one."),
    (
        "UPDATE request_check SET ticked = 0 WHERE text LIKE 'Complete%' AND request_id = "
        "(SELECT id FROM request WHERE code = 'R1')",
        "R1 is qualified although “Complete” is not ticked.",
    ),
    (
        "UPDATE request SET merged_into_id = NULL WHERE code = 'R7'",
        "R7 is merged but does not say into what.",
    ),
    (
        I + "cost = 'much' WHERE code = 'CX-101'",
        "The initiative CX-101 holds 'much' as its cost.",
    ),
]


def found(store: Store) -> list[str]:
    with store.read() as session:
        return list(broken_rules(session))


def test_the_sample_breaks_no_rule(store: Store) -> None:
    assert found(store) == []


@pytest.mark.parametrize(("statement", "said"), TAMPERED, ids=[said for _, said in TAMPERED])
def test_each_kind_of_tampering_is_named(store: Store, statement: str, said: str) -> None:
    tamper(store, statement)
    assert said in found(store)


@pytest.mark.parametrize(
    "statement",
    [I + "state = 'nowhere' WHERE code = 'CX-101'", I + "start = 'soon' WHERE code = 'CX-101'"],
)
def test_a_value_that_cannot_be_read_is_said_and_stops_the_check(
    store: Store, statement: str
) -> None:
    tamper(store, statement)
    said = found(store)
    assert len(said) == 1
    assert said[0].startswith("A row of the table initiative cannot be read: ")


def test_an_empty_file_lacks_its_program(empty_store: Store) -> None:
    assert found(empty_store) == ["The file holds 0 programs; there must be one."]


def tamper(store: Store, statement: str) -> None:
    connection = sqlite3.connect(store.path)
    with connection:
        changed = connection.execute(statement).rowcount
    connection.close()
    assert changed, "the tampering itself found nothing to change"
