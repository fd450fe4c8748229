"""The charter of CX-101 of the sample program, as the design draws it, and its second page."""

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest

from cxdesk.reports import faces, installed, text
from cxdesk.services.charter_page import (
    ApprovalRow,
    CharterPage,
    CriterionRow,
    MilestoneRow,
    PhaseRow,
    RiskRow,
    ServedOutcome,
)

CX_101 = CharterPage(
    program="Meridian Telecom",
    subtitle="Customer-experience program",
    code="CX-101",
    title="Single customer ID",
    domain="IT",
    hue=0,
    version="1.0",
    state="Approved",
    state_date=date(2026, 9, 30),
    owner="Ravi Menon",
    owner_role="CIO",
    sponsor="Amara Diallo",
    batch="B1 Ask Once",
    start=date(2026, 10, 5),
    end=date(2027, 2, 26),
    deadline=date(2027, 4, 30),
    cost=220,
    currency="EUR",
    effort=260,
    priority="Highest",
    benefit=4.9,
    horizon="Short term",
    depends_on=(),
    needed_by=("CX-102", "CX-103", "CX-202"),
    summary=(
        "One identifier will stand for each customer in care, billing, field service and sales. "
        "It is the base for CX-102 Stop re-asking account number, CX-103 Shared 360 history and "
        "CX-202 Bill-shock alert, which all start on 1 March 2027."
    ),
    why=(
        "Customers repeat themselves because each domain keeps its own customer record. Customer "
        "effort stands at 63 %; the target is 72 %. The principle served is “Ask once”. Without a "
        "single identifier, three initiatives worth 180 k€ cannot start."
    ),
    objectives=(
        "1. By 26 February 2027 all 400,000 customers have one identifier in care, billing, field "
        "service and sales.\n"
        "2. From 1 March 2027 every screen in these four areas opens a customer by that "
        "identifier.\n"
        "3. Customer data is shared only as the agreement CX-104 allows."
    ),
    benefits="Customers say who they are once; agents stop searching four screens.",
    benefit_rows=(
        ServedOutcome(
            "O3 Customer effort (CES)", "58 %", "63 %", "72 %", "36 %", date(2027, 12, 31)
        ),
    ),
    scope_in=(
        "Customer records in care, billing, field service and sales; matching rules; "
        "switch-over; user training."
    ),
    scope_out=(
        "Prospects who are not yet customers; supplier records; replacing the billing system."
    ),
    assumptions=(
        "Care and billing keep their present systems until June 2027.\n"
        "The data-sharing agreement CX-104 is signed by 30 October 2026."
    ),
    constraints=(
        "No switch-over in the last five working days of a month, when bills are run.\n"
        "IT has 100 person-days a month for all initiatives together."
    ),
    criteria=(
        CriterionRow(
            "All 400,000 customers carry one identifier", "Reconciliation report", "Ravi Menon, CIO"
        ),
        CriterionRow(
            "All four areas open a customer by it",
            "Demonstration in each domain",
            "Claire Dubois, Head of care",
        ),
        CriterionRow(
            "Data-sharing agreement CX-104 is observed", "Signed checklist", "Elena Rossi, CFO"
        ),
        CriterionRow(
            "Old identifiers are off for new cases", "Dated system setting", "Ravi Menon, CIO"
        ),
    ),
    phases=(
        PhaseRow("Rules and design", date(2026, 10, 5), date(2026, 10, 30), "", "CX-104 signed"),
        PhaseRow(
            "Build and match", date(2026, 11, 2), date(2026, 12, 18), "", "Test load reconciled"
        ),
        PhaseRow("Trial in care", date(2027, 1, 4), date(2027, 1, 29), "", "Care team accepts"),
        PhaseRow("Switch-over", date(2027, 2, 1), date(2027, 2, 26), "", "Definition above met"),
    ),
    milestones=(
        MilestoneRow("Matching rules agreed", date(2026, 10, 30), True),
        MilestoneRow("Test load reconciled", date(2026, 12, 18), False),
        MilestoneRow("Go-live decision", date(2027, 1, 29), False),
    ),
    risks=(
        RiskRow(
            "Duplicate records exceed the 2 % that can be matched by rule",
            3,
            4,
            "Profile the data in October; two clerks reserved for November",
            "Ravi Menon",
        ),
        RiskRow(
            "Care agents keep using the old account number",
            3,
            3,
            "Train every team in the week before its switch-over",
            "Claire Dubois",
        ),
        RiskRow("The billing vendor delivers late", 2, 5, "Weekly call; penalty", "Luca Moretti"),
    ),
    approvals=(
        ApprovalRow("Amara Diallo", "COO, sponsor", "Approved", date(2026, 9, 30), ""),
        ApprovalRow(
            "Elena Rossi", "CFO", "", None, "Asked to see the cost of the switch-over first."
        ),
    ),
)


@pytest.fixture(scope="session")
def cx_101() -> CharterPage:
    return CX_101


@pytest.fixture(scope="session")
def empty() -> CharterPage:
    """A charter just begun: nothing is written yet."""
    kinds = {"str": "", "float": 0, "date | None": None}
    kept = ("program", "subtitle", "code", "title", "domain", "version", "state", "currency")
    blank = {
        field.name: kinds.get(str(field.type), ())
        for field in dataclasses.fields(CX_101)
        if field.name not in (*kept, "hue", "state_date")
    }
    return dataclasses.replace(CX_101, **{**blank, "state": "Draft", "version": "0.1"})


@pytest.fixture(autouse=True)
def _only_our_type(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is printed here does not depend on the fonts of this machine."""
    monkeypatch.setattr(installed, "folders", list)
    _forget()
    yield
    _forget()


def _forget() -> None:
    finding = (installed._found, installed._ranked, installed.face_for, faces._single)
    for remembered in (*finding, text._known, text._pieces):
        remembered.cache_clear()
