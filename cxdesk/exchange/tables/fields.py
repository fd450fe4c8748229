"""The tables of ours: their columns, with titles as we write them and what others call them.

Whoever writes a table and whoever reads one takes titles from here, so that what goes out comes
back. In a cell stands what the `Kind` of its field says.
"""

from __future__ import annotations

from cxdesk.exchange.tables.columns import Field, Kind, Target

_CODE = "id, key, no, nr, number, nummer, #, kennung, ref, reference, referenz, schlüssel"
_OWNER = (
    "responsible, responsible person, assignee, assigned to, accountable, lead, who, in charge, "
    "owned by, project owner, project lead, project manager, pm, verantwortlich, verantwortliche, "
    "verantwortlicher, verantwortliche person, besitzer, eigentümer, zuständig, zuständigkeit, "
    "bearbeiter, zugewiesen an, wer, leitung, projektleiter, projektleitung"
)
_TEXT = (
    "details, notes, note, text, summary text, beschreibung, notizen, notiz, bemerkung, "
    "bemerkungen, erläuterung, inhalt, what, content, body"
)
_DOMAIN = (
    "department, dept, area, business area, business unit, unit, division, function, bereich, "
    "abteilung, fachbereich, geschäftsbereich, ressort, domäne"
)
_DUE = (
    "due date, deadline, until, needed by, by, by when, target date, finish by, fällig, "
    "fällig am, fälligkeit, fälligkeitsdatum, frist, termin, bis, bis wann, stichtag, enddatum"
)
_COST = (
    "costs, budget, cost k€, k€, t€, teur, keur, kosten, budget k€, price, investment, aufwand k€, "
    "aufwand €, investition, amount, betrag, capex, cost estimate"
)
_EFFORT = (
    "days, effort, person days, persondays, man days, mandays, md, pd, pt, personentage, "
    "aufwand, aufwand pt, tage, estimate, effort days, story points, work"
)
_STATUS = "status, stage, phase, column, list, progress state, zustand, stand, spalte, bucket"
_LABELS = (
    "tags, tag, label, categories, category, schlagwort, schlagwörter, schlagworte, stichwort, "
    "stichwörter, stichworte, etiketten, kategorie, kategorien"
)

INITIATIVES = Target(
    "initiatives",
    "Initiatives",
    (
        Field("code", "Code", Kind.TEXT, f"{_CODE}, initiative id, project id, projektnummer"),
        Field(
            "title", "Title", Kind.TEXT,
            "name, initiative, initiatives, project, projects, project name, initiative name, "
            "summary, task, task name, subject, card name, titel, bezeichnung, projekt, "
            "projektname, maßnahme, massnahme, vorhaben, thema, betreff, aufgabe, vorgang, idee, "
            "idea",
            needed=True,
        ),
        Field("description", "Description", Kind.LONG, _TEXT),
        Field("state", "State", Kind.STATE, _STATUS),
        Field("since", "State since", Kind.DATE, "since, status since, seit, status seit"),
        Field("domain", "Domain", Kind.DOMAIN, f"{_DOMAIN}, team, dom"),
        Field("owner", "Owner", Kind.PERSON, f"{_OWNER}, own"),
        Field("sponsor", "Sponsor", Kind.PERSON, "executive sponsor, auftraggeber, pate"),
        Field(
            "batch", "Batch", Kind.BATCH,
            "group, program, programme, stream, workstream, work stream, wave, epic, release, "
            "milestone group, paket, gruppe, welle, programm, teilprojekt, arbeitspaket",
        ),
        Field("parent", "Part of", Kind.INITIATIVE, "parent, parent id, parent key, teil von"),
        Field(
            "priority", "Priority", Kind.PRIORITY, "prio, importance, priorität, wichtigkeit, rang"
        ),
        Field("horizon", "Horizon", Kind.HORIZON, "term, horizont, zeithorizont, h"),
        Field(
            "start", "Start", Kind.DATE,
            "start date, begin, begins, from, planned start, beginn, anfang, startdatum, "
            "startet, von, start am, geplanter start, starttermin, anfangsdatum, kick-off, "
            "kickoff date",
        ),
        Field(
            "end", "End", Kind.DATE,
            f"end date, finish, finish date, to, planned end, ende, endtermin, geplantes ende, "
            f"go-live, go-live date, completion date, target completion, delivery date, "
            f"{_DUE}, due",
        ),
        Field("pinned", "Dates agreed", Kind.YES, "pinned, fixed dates, termine vereinbart"),
        Field(
            "progress", "Progress (%)", Kind.PERCENT,
            "percent, percentage, percent complete, complete, % complete, % done, done %, %, "
            "completion, fortschritt, fertigstellung, erledigt %, fertigstellungsgrad",
        ),
        Field("cost", "Cost (thousands)", Kind.NUMBER, _COST),
        Field("effort", "Effort (person-days)", Kind.NUMBER, _EFFORT),
        Field("impact", "Impact", Kind.SCORE, "impact score, benefit impact, wirkung, nutzen"),
        Field("reach", "Reach", Kind.SCORE, "reach score, reichweite"),
        Field("serves", "Outcome score", Kind.SCORE, "outcome fit, strategic fit, zielbeitrag"),
        Field("urgency", "Urgency", Kind.SCORE, "urgency score, dringlichkeit"),
        Field(
            "expected", "Expected outcome", Kind.LONG,
            "expected result, expected benefit, benefit, benefits, erwartetes ergebnis, "
            "erwarteter nutzen, erwartete wirkung",
        ),
        Field("outcomes", "Outcomes", Kind.OUTCOMES, "outcome, goal, goals, out, ziel, ziele, okr"),
        Field(
            "blocked", "Blocked", Kind.LONG,
            "blocked by, blocked reason, blocker, impediment, blockiert, hindernis, sperrgrund",
        ),
        Field("labels", "Labels", Kind.TEXTS, _LABELS),
        Field("archived", "Archived", Kind.YES, "closed, archiviert"),
    ),
    "an initiative",
)  # fmt: skip

ACTIONS = Target(
    "actions",
    "Actions",
    (
        Field(
            "initiative", "Initiative", Kind.INITIATIVE,
            "initiative code, project, project code, project id, parent, initiative id, projekt, "
            "maßnahme, massnahme, vorhaben, epic, card, belongs to, gehört zu",
            needed=True,
        ),
        Field(
            "title", "Title", Kind.TEXT,
            "action, actions, name, task, tasks, task name, action item, to do, todo, summary, "
            "subject, next step, titel, aufgabe, aktion, aktivität, tätigkeit, bezeichnung, "
            "betreff, was, what, was ist zu tun, step, schritt, description, beschreibung",
            needed=True,
        ),
        Field("owner", "Owner", Kind.PERSON, _OWNER),
        Field("due", "Due", Kind.DATE, f"{_DUE}, end, end date, finish, ende"),
        Field("week", "Week", Kind.TEXT, "iso week, calendar week, kw, kalenderwoche, woche"),
        Field("state", "State", Kind.ACTION_STATE, f"{_STATUS}, done, erledigt, completed"),
        Field(
            "done_on", "Done on", Kind.DATE,
            "completed on, done date, completed date, completion date, finished, erledigt am, "
            "abgeschlossen am",
        ),
        Field("road_bump", "Road bump", Kind.LONG, "blocker, blocked, issue, problem, hindernis"),
        Field("id", "ID", Kind.TEXT, f"{_CODE}, code, action id, task id"),
    ),
    "an action",
)  # fmt: skip

REQUESTS = Target(
    "requests",
    "Requests",
    (
        Field("code", "Code", Kind.TEXT, f"{_CODE}, request id"),
        Field(
            "title", "Title", Kind.TEXT,
            "request, name, subject, summary, idea, wish, demand, titel, anforderung, anfrage, "
            "wunsch, idee, betreff, thema, bezeichnung",
            needed=True,
        ),
        Field("source", "Source", Kind.SOURCE, "from, origin, channel, quelle, herkunft"),
        Field("description", "Description", Kind.LONG, _TEXT),
        Field("evidence", "Evidence", Kind.EVIDENCE, "proof, based on, beleg, belege, nachweis"),
        Field("urgent", "Urgent", Kind.YES, "urgency, dringend, dringlich, eilig"),
        Field("deadline", "Deadline", Kind.DATE, f"{_DUE}, due"),
        Field(
            "submitted_by", "Submitted by", Kind.PERSON,
            "requester, requested by, reporter, reported by, author, creator, submitter, "
            "asked by, eingereicht von, antragsteller, anforderer, gemeldet von, ersteller",
        ),
        Field(
            "submitted_on", "Submitted on", Kind.DATE,
            "submitted, created, created at, created on, creation date, received, date, "
            "eingereicht am, erstellt, erstellt am, eingang, eingangsdatum, datum",
        ),
        Field("cost", "Cost (thousands)", Kind.NUMBER, _COST),
        Field("effort", "Effort (person-days)", Kind.DAYS, _EFFORT),
        Field("outcome", "Outcome", Kind.OUTCOME, "goal, serves, ziel"),
    ),
    "a request",
)  # fmt: skip

PEOPLE = Target(
    "people",
    "People",
    (
        Field(
            "name", "Name", Kind.TEXT,
            "full name, person, people, display name, employee, employee name, member, contact, "
            "mitarbeiter, mitarbeiterin, vollständiger name, anzeigename, vor- und nachname",
            needed=True,
        ),
        Field("initials", "Initials", Kind.TEXT, "short, kürzel, initialen, kurzzeichen"),
        Field("role", "Role", Kind.TEXT, "title, job title, position, job, rolle, funktion"),
        Field(
            "email", "Email", Kind.TEXT,
            "mail, email address, e-mail-adresse, mailadresse, emailadresse",
        ),
        Field("domain", "Domain", Kind.DOMAIN, f"{_DOMAIN}, team"),
        Field("level", "Level", Kind.LEVEL, "ebene, stufe, grade, hierarchy, hierarchie"),
        Field("active", "Active", Kind.YES, "aktiv, enabled, status"),
    ),
    "a person",
    (
        Field("first", "First name", Kind.TEXT, "given name, forename, firstname, vorname"),
        Field("last", "Last name", Kind.TEXT, "family name, surname, nachname, familienname"),
    ),
)  # fmt: skip

READINGS = Target(
    "readings",
    "Readings",
    (
        Field(
            "outcome", "Outcome", Kind.OUTCOME,
            "outcome code, metric, measure, kpi, indicator, kennzahl, messgröße, ziel, indikator",
            needed=True,
        ),
        Field(
            "on", "Date", Kind.DATE,
            "day, on, measured on, measured, month, period, datum, tag, stichtag, monat, "
            "gemessen am",
            needed=True,
        ),
        Field(
            "value", "Value", Kind.NUMBER,
            "reading, score, nps, ces, csat, result, actual, wert, ergebnis, messwert, ist, "
            "istwert",
        ),
        Field(
            "n", "Answers", Kind.COUNT,
            "n, responses, sample, sample size, count, respondents, antworten, anzahl, stichprobe",
        ),
        Field("promoters", "Promoters", Kind.COUNT, "promotoren, promoter"),
        Field("passives", "Passives", Kind.COUNT, "passive, neutrals, indifferente, neutrale"),
        Field("detractors", "Detractors", Kind.COUNT, "detractor, kritiker, detraktoren"),
    ),
    "a reading",
)  # fmt: skip

DOMAINS = Target(
    "domains",
    "Domains",
    (
        Field("name", "Name", needed=True),
        Field("short", "Short name"),
        Field("capacity", "Capacity (person-days a month)", Kind.NUMBER),
    ),
    "a domain",
)

OUTCOMES = Target(
    "outcomes",
    "Outcomes",
    (
        Field("code", "Code"),
        Field("name", "Name", needed=True),
        Field("unit", "Unit"),
        Field("baseline", "Baseline", Kind.NUMBER),
        Field("target", "Target", Kind.NUMBER),
        Field("due", "Due", Kind.DATE),
        Field("owner", "Owner", Kind.PERSON),
        Field("headline", "Headline", Kind.YES),
    ),
    "an outcome",
)

BATCHES = Target(
    "batches",
    "Batches",
    (
        Field("code", "Code"),
        Field("name", "Name", needed=True),
        Field("lead", "Lead", Kind.PERSON),
        Field("deadline", "Deadline", Kind.DATE),
    ),
    "a batch",
)

LINKS = Target(
    "links",
    "Links",
    (
        Field("predecessor", "Predecessor", Kind.INITIATIVE, needed=True),
        Field("successor", "Successor", Kind.INITIATIVE, needed=True),
        Field("type", "Type", Kind.LINK),
        Field("lag", "Lag (working days)", Kind.NUMBER),
    ),
    "a link",
)

MILESTONES = Target(
    "milestones",
    "Milestones",
    (
        Field("initiative", "Initiative", Kind.INITIATIVE),  # "" is one of the program
        Field("name", "Name", needed=True),
        Field("on", "Date", Kind.DATE, needed=True),
        Field("done", "Done", Kind.YES),
    ),
    "a milestone",
)

COMMENTS = Target(
    "comments",
    "Comments",
    (
        Field("initiative", "Initiative", Kind.INITIATIVE, needed=True),
        Field("at", "Written at (UTC)", Kind.MOMENT, needed=True),
        Field("author", "Author"),
        Field("text", "Text", Kind.LONG, needed=True),
    ),
    "a comment",
)

BASELINES = Target(
    "baselines",
    "Baselines",
    (
        Field("name", "Baseline", needed=True),
        Field("taken_on", "Taken on", Kind.DATE, needed=True),
        Field("initiative", "Initiative", Kind.INITIATIVE, needed=True),
        Field("start", "Start", Kind.DATE, needed=True),
        Field("end", "End", Kind.DATE, needed=True),
    ),
    "a bar of a baseline",
)

HOLIDAYS = Target(
    "holidays",
    "Holidays",
    (
        Field("on", "Date", Kind.DATE, "day, on, datum, tag", needed=True),
        Field("name", "Name", Kind.TEXT, "holiday, occasion, description, feiertag, bezeichnung"),
    ),
    "a holiday",
)

CHOSEN = (INITIATIVES, ACTIONS, REQUESTS, PEOPLE, READINGS)
"""What one table of another program can be."""

OURS = (
    DOMAINS, PEOPLE, OUTCOMES, READINGS, BATCHES, INITIATIVES, LINKS, MILESTONES, ACTIONS, REQUESTS,
    COMMENTS, BASELINES, HOLIDAYS,
)  # fmt: skip
"""Tables of ours that come back; other sheets of a workbook of ours are only to be read."""

TARGETS = {target.key: target for target in OURS}
