"""The sheets that tables go into: title, columns and what a row is, in the order of the workbook.

Titles of tables that come back stand in `tables.fields`, where the reader has them too; here are
those of the others, and of columns beside them that are only to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from cxdesk.exchange.tables import fields
from cxdesk.exchange.tables.columns import Field, Kind, Target

_VERSION = (
    Field("initiative", "Initiative", Kind.INITIATIVE),
    Field("version", "Version"),
)
_MEETING = Field("meeting", "Meeting no.", Kind.COUNT)


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A table under its title: its key, its columns, and what is in it as a sentence."""

    key: str
    title: str
    about: str
    fields: tuple[Field, ...]


def _back(target: Target, about: str, *more: Field) -> SheetOf:
    """A table that comes back, with columns that are only to be read behind its own."""
    return SheetOf(target.key, target.title, about, (*target.fields, *more))


SHEETS = (
    SheetOf("program", "Program", "The program itself, its frame and its weights.", (
        Field("what", "What"), Field("value", "Value", Kind.LONG),
    )),
    _back(
        fields.INITIATIVES, "Every initiative, those archived and cancelled among them.",
        Field("held_from", "On hold from", Kind.STATE),
        Field("reason", "Reason", Kind.LONG),
        Field("benefit", "Benefit (1-5)", Kind.NUMBER),
        Field("by_benefit", "Priority in effect", Kind.PRIORITY),
        Field("by_end", "Horizon in effect", Kind.HORIZON),
    ),
    _back(fields.ACTIONS, "The actions of every initiative, with owner and due date."),
    _back(fields.BATCHES, "Batches with lead and deadline."),
    _back(fields.LINKS, "Which initiative waits for which."),
    _back(fields.MILESTONES, "Dated points of initiatives; without one, of the program."),
    _back(fields.COMMENTS, "What was said about initiatives."),
    SheetOf("states", "State changes", "Which state an initiative entered and when it left it.", (
        Field("initiative", "Initiative", Kind.INITIATIVE), Field("state", "State", Kind.STATE),
        Field("since", "Entered", Kind.DATE), Field("until", "Left", Kind.DATE),
    )),
    SheetOf("checks", "Six-month checks", "Whether what was delivered brought what it promised.", (
        Field("initiative", "Initiative", Kind.INITIATIVE), Field("due", "Due", Kind.DATE),
        Field("passed", "Passed", Kind.YES), Field("checked_on", "Checked on", Kind.DATE),
        Field("checked_by", "Checked by", Kind.PERSON), Field("note", "Note", Kind.LONG),
    )),
    _back(fields.BASELINES, "The dates of all initiatives as they were on one day."),
    SheetOf("attachments", "Attachments", "Names of attached files; JSON holds the files.", (
        Field("initiative", "Initiative", Kind.INITIATIVE), Field("name", "Name"),
        Field("media_type", "Type"), Field("size", "Size (bytes)", Kind.COUNT),
    )),
    SheetOf("charters", "Charters", "The texts of every version of every charter.", (
        *_VERSION, Field("state", "State"), Field("since", "State since", Kind.DATE),
        *(Field(key, title, Kind.LONG) for key, title in (
            ("summary", "Summary"), ("why", "Why"), ("strategy", "Part in the strategy"),
            ("objectives", "Objectives"), ("benefits", "Benefits"), ("scope_in", "In scope"),
            ("scope_out", "Out of scope"), ("processes", "Processes"), ("tools", "Tools"),
            ("roles", "Roles"), ("dependencies", "Dependencies"), ("assumptions", "Assumptions"),
            ("constraints", "Constraints"),
        )),
    )),
    SheetOf("benefits", "Benefits", "What charters promise, and what they cost somebody.", (
        *_VERSION, Field("text", "Benefit", Kind.LONG), Field("adverse", "Adverse", Kind.YES),
        Field("owner", "Owner", Kind.PERSON), Field("measure", "Measure", Kind.LONG),
        Field("baseline", "Baseline"), Field("target", "Target"), Field("due", "Due", Kind.DATE),
    )),
    SheetOf("phases", "Phases", "The phases of charters and their gates.", (
        *_VERSION, Field("name", "Phase"), Field("start", "Start", Kind.DATE),
        Field("end", "End", Kind.DATE), Field("gate", "Gate", Kind.LONG),
        Field("entry", "To enter", Kind.LONG), Field("exit", "To leave", Kind.LONG),
    )),
    SheetOf("criteria", "Done criteria", "When the task of a charter is completed.", (
        *_VERSION, Field("text", "Criterion", Kind.LONG), Field("evidence", "Evidence", Kind.LONG),
        Field("accepted_by", "Accepted by", Kind.PERSON), Field("ticked_on", "Met on", Kind.DATE),
    )),
    SheetOf("risks", "Risks", "What may go wrong, as charters say; 1-5.", (
        *_VERSION, Field("text", "Risk", Kind.LONG),
        Field("probability", "Probability", Kind.SCORE), Field("impact", "Impact", Kind.SCORE),
        Field("response", "Response", Kind.LONG), Field("owner", "Owner", Kind.PERSON),
    )),
    SheetOf("costs", "Costs", "The money of charters by year.", (
        *_VERSION, Field("text", "For"), Field("year", "Year", Kind.COUNT),
        Field("amount", "Amount (thousands)", Kind.NUMBER),
    )),
    SheetOf("resources", "Resources", "The person-days that charters ask of domains.", (
        *_VERSION, Field("domain", "Domain", Kind.DOMAIN),
        Field("days", "Person-days", Kind.NUMBER), Field("text", "For", Kind.LONG),
    )),
    SheetOf("team", "Teams", "Who works on a charter, and as what.", (
        *_VERSION, Field("person", "Person", Kind.PERSON), Field("part", "Part", Kind.LONG),
    )),
    SheetOf("duties", "RACI", "R does it, A answers for it, C is asked, I is told.", (
        *_VERSION, Field("text", "Duty", Kind.LONG), Field("letters", "Who", Kind.TEXTS),
    )),
    SheetOf("impacts", "Groups touched", "Whom a charter touches, and what is planned for them.", (
        *_VERSION, Field("text", "Group"), Field("people", "People", Kind.COUNT),
        Field("impact", "Impact", Kind.LONG), Field("planned", "Planned", Kind.LONG),
    )),
    SheetOf("approvals", "Approvals", "Who approved which version of a charter.", (
        *_VERSION, Field("person", "Person", Kind.PERSON), Field("verdict", "Verdict"),
        Field("decided_on", "Date", Kind.DATE), Field("comment", "Comment", Kind.LONG),
        Field("answer", "Answer", Kind.LONG),
    )),
    _back(
        fields.REQUESTS, "New tasks on their way to the board, and what became of them.",
        Field("state", "State"), Field("since", "State since", Kind.DATE),
        Field("merged_into", "Merged into"), Field("reason", "Reason", Kind.LONG),
        Field("question", "Question", Kind.LONG), Field("asked", "Asked", Kind.PERSON),
    ),
    SheetOf("checklists", "Checklists", "What a request had to fulfil to be qualified.", (
        Field("request", "Request"), Field("text", "Line", Kind.LONG),
        Field("ticked", "Ticked", Kind.YES),
    )),
    SheetOf("prerequisites", "Prerequisites", "Requests that need another request.", (
        Field("request", "Request"), Field("needed", "Needs"),
    )),
    SheetOf("meetings", "Meetings", "The meetings of the boards.", (
        Field("number", "No.", Kind.COUNT), Field("group", "Board"), Field("kind", "Kind"),
        Field("reason", "Reason", Kind.LONG), Field("on", "Date", Kind.DATE),
        Field("starts", "Starts"), Field("place", "Place"),
        Field("chair", "In the chair", Kind.PERSON), Field("quorum", "Quorum", Kind.COUNT),
        Field("plan_from", "Plan from", Kind.DATE), Field("plan_to", "Plan to", Kind.DATE),
        Field("state", "State"), Field("started_at", "Began at (UTC)", Kind.MOMENT),
        Field("ended_at", "Ended at (UTC)", Kind.MOMENT), Field("notes", "Notes", Kind.LONG),
        Field("approved_by", "Minutes approved by", Kind.PERSON),
        Field("approved_on", "Minutes approved on", Kind.DATE),
    )),
    SheetOf("agenda", "Agendas", "What stood on the agenda of a meeting, in its order.", (
        _MEETING, Field("kind", "Kind"), Field("request", "Request"),
        Field("decision", "Decision"), Field("title", "Title"),
        Field("minutes", "Minutes", Kind.COUNT), Field("notes", "Notes", Kind.LONG),
        Field("ratified", "Ratified", Kind.YES),
    )),
    SheetOf("seats", "Seats", "Who had a vote at a meeting, and who stood in.", (
        _MEETING, Field("person", "Person", Kind.PERSON),
        Field("delegate", "Delegate", Kind.PERSON),
    )),
    SheetOf("attendance", "Attendance", "Who was at a meeting, from when to when.", (
        _MEETING, Field("person", "Person", Kind.PERSON),
        Field("arrived", "Arrived (UTC)", Kind.MOMENT), Field("left", "Left (UTC)", Kind.MOMENT),
    )),
    SheetOf("rounds", "Rounds", "The rounds of voting; no ballot is in any table.", (
        _MEETING, Field("number", "Round", Kind.COUNT), Field("question", "Question", Kind.LONG),
        Field("secret", "Secret", Kind.YES), Field("method", "Method"), Field("state", "State"),
        Field("opened_at", "Opened at (UTC)", Kind.MOMENT),
        Field("closed_at", "Closed at (UTC)", Kind.MOMENT),
        Field("published_at", "Published at (UTC)", Kind.MOMENT),
        Field("ballots", "Ballots", Kind.COUNT), Field("present", "Seats filled", Kind.COUNT),
        Field("reason", "Reason", Kind.LONG),
    )),
    SheetOf("decisions", "Decisions", "What boards decided on requests.", (
        Field("code", "Code"), Field("request", "Request"), _MEETING,
        Field("on", "Date", Kind.DATE), Field("verdict", "Verdict"),
        Field("rank", "Rank", Kind.COUNT), Field("urgent", "Urgent", Kind.YES),
        Field("reason", "Reason", Kind.LONG), Field("until", "Deferred until", Kind.DATE),
        Field("deadline", "Deadline", Kind.DATE), Field("owner", "Owner", Kind.PERSON),
        Field("cost", "Cost (thousands)", Kind.NUMBER),
        Field("effort", "Effort (person-days)", Kind.DAYS),
        Field("limits", "Limits passed over", Kind.TEXTS), Field("waiver", "Waiver", Kind.LONG),
        Field("waiver_by", "Waived by", Kind.PERSON),
        Field("initiative", "Initiative", Kind.INITIATIVE), Field("action", "Action ID"),
    )),
    _back(fields.OUTCOMES, "The outcomes that the strategy promised."),
    _back(fields.READINGS, "What was measured of the outcomes."),
    _back(fields.PEOPLE, "Everybody who takes part."),
    _back(fields.DOMAINS, "Business areas and what they can give."),
    SheetOf("groups", "Groups", "Boards, teams and advisory groups, a row for each member.", (
        Field("group", "Group"), Field("kind", "Kind"), Field("quorum", "Quorum", Kind.COUNT),
        Field("urgent_quorum", "Quorum out of cycle", Kind.COUNT),
        Field("person", "Person", Kind.PERSON), Field("role", "Role"),
    )),
    SheetOf("delegates", "Delegates", "Who fills whose seat of a board on which days.", (
        Field("group", "Board"), Field("seat", "Seat of", Kind.PERSON),
        Field("delegate", "Delegate", Kind.PERSON), Field("start", "From", Kind.DATE),
        Field("end", "To", Kind.DATE),
    )),
    SheetOf("frame", "Principles and limits", "What guides the program, and what binds it.", (
        Field("kind", "Kind"), Field("name", "Name"), Field("text", "Text", Kind.LONG),
        Field("measure", "Limits what"), Field("limit", "Limit", Kind.NUMBER),
        Field("domain", "Domain", Kind.DOMAIN),
    )),
    _back(fields.HOLIDAYS, "Days on which nobody works."),
    SheetOf("rankings", "Stakeholder rankings", "How stakeholders rank the initiatives.", (
        Field("person", "Person", Kind.PERSON), Field("on", "Date", Kind.DATE),
        Field("initiative", "Initiative", Kind.INITIATIVE), Field("rank", "Rank", Kind.COUNT),
        Field("note", "Note"),
    )),
    SheetOf("objections", "Objections", "Why a stakeholder thinks something is not feasible.", (
        Field("initiative", "Initiative", Kind.INITIATIVE), Field("person", "Person", Kind.PERSON),
        Field("on", "Date", Kind.DATE), Field("text", "Objection", Kind.LONG),
    )),
    SheetOf("history", "Changes", "Who changed what when: the history.", (
        Field("seq", "No.", Kind.COUNT), Field("at", "At (UTC)", Kind.MOMENT),
        Field("who", "Who"), Field("label", "What", Kind.LONG), Field("kind", "Taken back"),
    )),
)  # fmt: skip
