"""A charter with something in every part, as tests of paper share it."""

import dataclasses
from datetime import date
from typing import Any

from cxdesk.services.charter_page import (
    BenefitRow,
    CharterPage,
    CostRow,
    DependencyRow,
    DutyRow,
    ImpactRow,
    MemberRow,
    PhaseRow,
    ResourceRow,
)
from tests.reports.conftest import CX_101

GATES = (
    "Sponsor and CIO open the build on the signed rules",
    "Program office checks the load report",
    "Head of care decides to go on",
    "Sponsor accepts the completed task",
)


def full(page: CharterPage = CX_101) -> CharterPage:
    """The charter of CX-101 with the parts that the design's picture leaves out."""
    day = date(2027, 12, 31)
    return dataclasses.replace(
        page,
        company="Meridian Telecom Group",
        north_star="Every contact ends with the customer certain it is handled - once, by us.",
        strategy="It is what “Ask once” stands on: nobody can be asked once by four systems.",
        benefits="Customers say who they are once. Agents stop searching four screens for them.",
        gains=(
            BenefitRow(
                "Contacts without a second identification", False, "Claire Dubois",
                "Share of contacts in care", "31 %", "90 %", day,
            ),
            BenefitRow(
                "Minutes an agent searches before answering", False, "Aisha Khan",
                "Handling time, sample of 200", "2.4 min", "0.5 min", date(2027, 6, 30),
            ),
            BenefitRow(
                "Sales teams lose their own customer lists", True, "Tomás Vidal",
                "Lists in use", "14 lists", "0 lists", date(2027, 2, 26),
            ),
        ),
        processes="Opening a contact; merging records; correcting an address.",
        tools="Billing, care desk, field planner and shop till read one customer number.",
        roles="A data steward in each domain decides doubtful matches.",
        dependencies="The network of the shops is renewed by the landlord in January.",
        phases=tuple(
            PhaseRow(each.name, each.start, each.end, f"{each.name} staffed", each.exit, gate)
            for each, gate in zip(page.phases, GATES, strict=True)
        ),
        links=(
            DependencyRow("CX-104", "Data-sharing agreement", "Elena Rossi", "FS",
                          date(2026, 10, 30), True),
            DependencyRow("CX-102", "Stop re-asking account number", "Claire Dubois", "FS",
                          date(2027, 3, 1), False),
            DependencyRow("CX-103", "Shared 360 history", "Luca Moretti", "FS +2",
                          date(2027, 3, 1), False),
        ),
        costs=(
            CostRow("Licences of the matching software", 2026, 60),
            CostRow("Licences of the matching software", 2027, 25.5),
            CostRow("Consultants for the trial load", 2026, 74.5),
            CostRow("Training", 2027, 60),
        ),
        resources=(
            ResourceRow("IT", 180, "Build, load and switch-over"),
            ResourceRow("Care", 60, "Trial and training"),
            ResourceRow("Org", 20, "Data stewards"),
        ),
        team=(
            MemberRow("Ravi Menon", "CIO", "Leads it"),
            MemberRow("Luca Moretti", "Product owner", "Rules and design"),
            MemberRow("Claire Dubois", "Head of care", "Trial in care"),
            MemberRow("", "", "Data steward for billing"),
        ),
        duties=(
            DutyRow("Matching rules", ("C", "A", "C", "R")),
            DutyRow("Trial in care", ("I", "R", "A", "")),
            DutyRow("Switch-over", ("A", "R", "C", "I")),
        ),
        impacts=(
            ImpactRow("Care agents", 640, "Identify a customer once, by one number",
                      "Half a day of training before each switch-over"),
            ImpactRow("Shop staff", None, "Enter new customers elsewhere", "Guide and film"),
        ),
        approvals=tuple(
            dataclasses.replace(row, answer="Shown on 28 September; agreed." if row.comment else "")
            for row in page.approvals
        ),
    )  # fmt: skip


def crowd(page: CharterPage, many: int, duties: int = 5) -> CharterPage:
    """The same with so many in the team, named at German length."""
    team = tuple(
        MemberRow(f"Friederike Schmidt-Wolkenstein {n}", "Fachbereichsleiterin", f"Teil {n}")
        for n in range(1, many + 1)
    )
    letters = tuple("ARCI "[n % 5].strip() if n else "A" for n in range(many))
    rows = tuple(DutyRow(f"Aufgabe {n}", letters) for n in range(duties))
    return dataclasses.replace(page, team=team, duties=rows)


_BLANK = {"str": "", "float": 0.0, "date | None": None}
_NAMED = ("program", "subtitle", "code", "title", "domain", "version", "state", "currency")


def only(**fields: Any) -> CharterPage:
    """An approved charter that says nothing but its title and these fields."""
    blank = {
        field.name: _BLANK.get(str(field.type), ())
        for field in dataclasses.fields(CX_101)
        if field.name not in (*_NAMED, "hue", "state_date")
    }
    return dataclasses.replace(CX_101, **{**blank, **fields})
