"""What words in cells mean: states, priorities, levels and the like, in English and German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cxdesk.exchange.state_words import state_of
from cxdesk.exchange.tables.columns import Kind
from cxdesk.model.people import Level
from cxdesk.model.program import Horizon
from cxdesk.model.requests import Evidence, Source
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.work import ActionState
from cxdesk.services.search import fold

_SAID_YES = """
    yes y ja j x true wahr 1 urgent dringend on an done erledigt aktiv active ✓ ✔ ☑ ✅
"""
_SAID_NO = "no n nein false falsch 0 off aus inactive inaktiv - – ☐ ❌ ✗"
YES, NO = frozenset(_SAID_YES.split()), frozenset(_SAID_NO.split())
WHOLE = frozenset(
    ["", "-", "org", "organisation", "organization", "organisation-wide", "organization-wide",
     "organisationsweit", "unternehmensweit", "all", "alle"]
)  # fmt: skip
"""Names of the domain that is none: the whole organisation."""


def _folded(said: Mapping[str, str]) -> dict[str, str]:
    return {
        " ".join(fold(word).split()): str(value)
        for value, words in said.items()
        for word in words.split(",")
    }


LEVELS = _folded(
    {
        Level.EXECUTIVE: "executive, exec, e, c-level, director, vp, vorstand, geschäftsführung, "
        "geschäftsleitung, direktor, direktion, führungskraft oberste",
        Level.MANAGER: "manager, m, head, lead, middle management, leiter, leiterin, leitung, "
        "führungskraft, management, teamleiter, teamleitung",
        Level.EMPLOYEE: "employee, emp, staff, agent, individual contributor, ic, mitarbeiter, "
        "mitarbeiterin, mitarbeitende, angestellte",
    }
)
SOURCES = _folded(
    {one.value: f"{one.label}, {one.value}" for one in Source}
    | {
        Source.VOC: "voc, voice of customer, voice of the customer, customer, customers, kunde, "
        "kunden, kundenstimme, kundenfeedback, complaint, beschwerde, survey, umfrage",
        Source.MARKET: "market, competitor, competition, markt, wettbewerb",
        Source.ORGANISATION: "organisation, organization, internal, intern, company, unternehmen",
        Source.REGULATION: "regulation, regulator, law, legal, compliance, regulierung, gesetz, "
        "behörde, recht, vorschrift",
        Source.EXECUTIVE: "executive, management, board, vorstand, geschäftsführung, leitung",
        Source.EMPLOYEE: "employee, employees, staff, mitarbeiter, mitarbeitende",
        Source.CUSTOMER_GROUP: "customer group, customer_group, segment, kundengruppe, "
        "customer council, kundenbeirat",
    }
)
EVIDENCES = _folded(
    {
        Evidence.DATA: "data, daten, facts, measured, zahlen, fakten",
        Evidence.GUT: "gut, gut only, gut feeling, opinion, feeling, bauch, bauchgefühl, meinung",
        Evidence.BOTH: "both, data and gut, beides, daten und bauch",
    }
)
_PRIORITIES = _folded(
    {
        Priority.HIGHEST: "highest, critical, urgent, blocker, very high, top, must, must have, "
        "showstopper, sehr hoch, höchste, höchster, kritisch, dringend, muss, p0, 1, p1, prio 1, a",
        Priority.HIGH: "high, important, should, should have, hoch, wichtig, soll, major, "
        "2, p2, prio 2, b",
        Priority.MEDIUM: "medium, normal, moderate, middle, mid, could, could have, average, "
        "mittel, kann, mittlere, 3, p3, prio 3, c",
        Priority.LOW: "low, lowest, minor, trivial, very low, won't, won't have, nice to have, "
        "niedrig, gering, unwichtig, sehr niedrig, niedrigste, 4, 5, p4, p5, prio 4, d",
    }
)
_HORIZONS = _folded(
    {
        Horizon.SHORT: "short, short term, short-term, s, now, kurz, kurzfristig, horizon 1, h1",
        Horizon.MID: "mid, medium, mid term, mid-term, medium term, m, next, mittel, "
        "mittelfristig, horizon 2, h2",
        Horizon.LONG: "long, long term, long-term, l, later, lang, langfristig, horizon 3, h3",
    }
)
_ACTIONS = _folded(
    {
        ActionState.TODO: "to do, todo, no, nein, false, 0, n, 0%, 0 %",
        ActionState.DOING: "doing",
        ActionState.DONE: "done, yes, ja, x, true, 1, y, 100%, 100 %, ✓, ✔, ✅",
        ActionState.DROPPED: "dropped",
    }
)
_LINKS = _folded(
    {
        LinkType.FS: "fs, finish-start, finish to start, ea, ende-anfang, e-a",
        LinkType.SS: "ss, start-start, start to start, aa, anfang-anfang, a-a",
        LinkType.FF: "ff, finish-finish, finish to finish, ee, ende-ende, e-e",
        LinkType.SF: "sf, start-finish, start to finish, ae, anfang-ende, a-e",
    }
)
_OF_STATE = {
    State.IN_PROGRESS: ActionState.DOING,
    State.DELIVERED: ActionState.DONE,
    State.EMBEDDED: ActionState.DONE,
    State.CANCELLED: ActionState.DROPPED,
}
_KNOWN = {
    Kind.PRIORITY: _PRIORITIES, Kind.LEVEL: LEVELS, Kind.HORIZON: _HORIZONS, Kind.SOURCE: SOURCES,
    Kind.EVIDENCE: EVIDENCES, Kind.ACTION_STATE: _ACTIONS, Kind.LINK: _LINKS,
}  # fmt: skip

VALUES: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.STATE: tuple((one.value, one.label) for one in State),
    Kind.ACTION_STATE: (("todo", "To do"), ("doing", "Doing"), ("done", "Done"),
                        ("dropped", "Dropped")),
    Kind.PRIORITY: tuple((one.value, one.value.capitalize()) for one in Priority),
    Kind.LEVEL: tuple((one.value, one.value.capitalize()) for one in Level),
    Kind.HORIZON: tuple((one.value, one.value.capitalize()) for one in Horizon),
    Kind.SOURCE: tuple((one.value, one.label) for one in Source),
    Kind.EVIDENCE: tuple((one.value, one.label) for one in Evidence),
    Kind.LINK: tuple((one.value, one.value) for one in LinkType),
}  # fmt: skip
"""The values of a kind of words, each with its label as we write it."""

_LABELS = {kind: {fold(label): value for value, label in values} for kind, values in VALUES.items()}


@lru_cache(4096)
def meaning(kind: Kind, word: str) -> tuple[str, bool]:
    """The value that a word most likely means, "" for none, and whether that is beyond doubt."""
    bare = " ".join(fold(word).split())
    if bare in _LABELS[kind]:
        return _LABELS[kind][bare], True
    if kind is Kind.STATE:
        state = state_of(word)
        return (state.value, True) if state is not None else ("", False)
    for each in (bare, re.sub(r"^\W*\d+\W+|[\W_]+$", "", bare)):  # "1 - Critical", "(2) hoch"
        if each in _KNOWN[kind]:
            # A number or a letter alone may count from either end.
            return _KNOWN[kind][each], kind is not Kind.PRIORITY or len(each) > 1
    if kind is Kind.ACTION_STATE and (state := state_of(word)) is not None:
        return _OF_STATE.get(state, ActionState.TODO).value, True
    return "", False
