"""Names of lists, columns and statuses, and the state that each of them most likely means."""

from __future__ import annotations

import re
from functools import lru_cache

from cxdesk.model.states import State
from cxdesk.services.search import fold

_MOST_WORDS = 5
"""A longer name is a sentence: it tells no state, whatever words are in it."""

_SAID = {
    State.BACKLOG: """
        backlog; product backlog; to do; todo; todos; to dos; tasks; open; reopened; new; inbox;
        incoming; icebox; ideas; idea; someday; later; not started; not begun; not yet started;
        unstarted; pending; proposed; requested; requests; wish list; wishlist; suggestions; triage;
        to be done; not done; undone; draft; funnel; pool; parking lot; to triage; created; queue;
        offen; neu; neue; eingang; ideen; idee; ideenspeicher; themenspeicher; wunschliste;
        zu erledigen; zu tun; aufgaben; nicht begonnen; nicht gestartet; noch nicht begonnen;
        ausstehend; vorschlage; vorgeschlagen; anfragen; spater; irgendwann; unerledigt;
        nicht erledigt; vorrat; entwurf; angelegt; warteschlange""",
    State.PLANNED: """
        planned; planning; planned for later; scheduled; upcoming; this week; this month;
        next week; next month; committed; in planning; sprint backlog; to plan; estimated;
        geplant; planung; in planung; eingeplant; terminiert; diese woche; diesen monat;
        nachste woche; nachsten monat; anstehend; demnachst""",
    State.READY: """
        ready; ready to start; ready for work; ready for development; ready for dev; ready to go;
        next; next up; up next; selected; selected for development; approved; accepted; assigned;
        prioritized; prioritised; today; definition of ready; ready for implementation;
        bereit; startklar; startbereit; freigegeben; genehmigt; ausgewahlt; als nachstes;
        nachste; heute; zugewiesen; angenommen; priorisiert; bereit zur umsetzung""",
    State.IN_PROGRESS: """
        in progress; progress; work in progress; wip; doing; started; working; working on;
        working on it; in work; underway; under way; ongoing; active; current; in development;
        development; developing; dev; implementation; implementing; in implementation; building;
        review; in review; under review; reviewing; code review; ready for review; peer review;
        test; testing; in test; in testing; to test; qa; in qa; verify; verification; to verify;
        ready for test; ready for testing; ready for qa; uat; acceptance; ready for release;
        ready to deploy; ready for deployment; staging; in design; analysis; in analysis;
        bearbeitung; in bearbeitung; in arbeit; arbeit; lauft; laufend; begonnen; angefangen;
        gestartet; aktiv; aktuell; umsetzung; in umsetzung; realisierung; in entwicklung;
        entwicklung; prufung; in prufung; im test; zur prufung; wird gepruft; zu testen; abnahme;
        in abnahme; zur abnahme; im review; analyse; in analyse; mache ich gerade""",
    State.DELIVERED: """
        done; all done; complete; completed; finished; closed; resolved; delivered; released;
        shipped; live; deployed; in production; fixed; solved; implemented; archive; archived;
        accomplished; achieved; passed; signed off; went live; launched;
        fertig; erledigt; abgeschlossen; beendet; geschlossen; gelost; geliefert; ausgeliefert;
        umgesetzt; veroffentlicht; vollstandig; abgenommen; archiv; archiviert; behoben; geschafft;
        fertiggestellt; getan; produktiv; ist fertig; erreicht""",
    State.EMBEDDED: """
        embedded; benefits confirmed; benefit confirmed; in operation; handed over; anchored;
        verankert; nutzen bestatigt; im betrieb; in betrieb; ubergeben; verstetigt""",
    State.ON_HOLD: """
        on hold; hold; onhold; blocked; waiting; waiting for; waiting on; paused; suspended;
        stalled; stuck; impeded; impediment; parked; postponed; deferred; awaiting; need info;
        info needed; needs info; waiting for customer; waiting for support; delayed;
        blockiert; wartet; warten; wartend; warten auf; pausiert; zuruckgestellt; angehalten;
        verschoben; ruht; ruhend; geparkt; gestoppt; aufgeschoben; unterbrochen; in warteposition;
        ruckfrage""",
    State.CANCELLED: """
        cancelled; canceled; rejected; declined; dropped; abandoned; wont do; wont fix; wontfix;
        discarded; duplicate; invalid; obsolete; withdrawn; aborted; trash; deleted; not doing;
        killed; out of scope; will not do;
        abgebrochen; abgelehnt; verworfen; storniert; gestrichen; entfallt; zuruckgezogen;
        eingestellt; duplikat; papierkorb; geloscht; hinfallig; nicht umgesetzt; wird nicht gemacht
        """,
}  # fmt: skip
_ALONE = """
    abnahme acceptance accepted achieved active aktiv aktuell analyse analysis anfragen angelegt
    angenommen anstehend approved arbeit archiv archive assigned aufgaben bereit building closed
    committed complete created current delayed dev development draft duplicate eingang entwicklung
    entwurf erreicht estimated fixed funnel getan heute hold idea ideas idee ideen implementation
    implemented incoming invalid later live nachste neu neue new next offen open passed pending
    planning planung pool produktiv progress prufung queue ready realisierung requests ruht
    selected spater staging started suggestions tasks test today trash umsetzung vollstandig
    vorrat warteschlange working zugewiesen
"""
"""Words that mean a state where they are the whole name, and many other things within one."""


def _phrases() -> dict[str, State]:
    return {
        " ".join(phrase.split()): state
        for state, said in _SAID.items()
        for phrase in said.split(";")
    }


_STATES = _phrases()
_WHOLE = frozenset(_ALONE.split())


@lru_cache(maxsize=4096)
def state_of(text: str) -> State | None:
    """The state that a word of another program means; None for one that tells none.

    "To do", "2. Doing 🚧 (3)", "IN PROGRESS", "Erledigt", "Done last week" and our own names are
    known, in English and German; "Marketing" and sentences tell nothing.
    """
    words = _words(text)
    if not words or len(words) > _MOST_WORDS:
        return None
    whole = " ".join(words)
    if whole in _STATES:
        return _STATES[whole]
    for length in range(len(words) - 1, 0, -1):  # the longest phrase says most
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if part in _STATES and part not in _WHOLE:
                return _STATES[part]
    return None


def tells_states(names: list[str]) -> bool:
    """Whether names of lists are states of work: at least half of them mean one, two differ."""
    found = [state for name in names if (state := state_of(name)) is not None]
    return 2 * len(found) >= len(names) and len(set(found)) > 1


def _words(text: str) -> list[str]:
    """The words of a name, folded; without signs, and without numbers at its ends."""
    bare = re.sub(r"['’`´]", "", fold(text[:200]))
    words = re.sub(r"[\W_]+", " ", bare).split()
    while words and words[0].isdigit():
        del words[0]
    while words and words[-1].isdigit():
        del words[-1]
    return words
