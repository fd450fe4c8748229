"""How drift from a baseline is said: in cells, in a sentence above the table and on paper."""

from __future__ import annotations

from datetime import date

from cxdesk.model.wording import count, day, listed
from cxdesk.services.baselines import BaselineKind, BaselineRow
from cxdesk.services.drift import Comparison, DriftReport, DriftRow, Summary, Verdict

_MOST_ENDS = 3  # ends of the program in one sentence
_SAID = {
    Verdict.NEW: "New",
    Verdict.CANCELLED: "Cancelled since",
    Verdict.ARCHIVED: "Archived since",
    Verdict.UNDATED: "No dates now",
}


def slip_words(slip: int | None) -> str:
    """A slip in working days: "+20" later, "-5" earlier, "0"; "" where nothing is compared."""
    return "" if slip is None else f"{slip:+,d}" if slip else "0"


def slip_note(slip: int | None) -> str:
    """A slip behind a date: "+20 d", "as now"."""
    return "" if slip is None else f"{slip_words(slip)} d" if slip else "as now"


def day_words(on: date | None) -> str:
    """A date, "–" where there is none."""
    return "–" if on is None else day(on)


def verdict_words(row: DriftRow) -> str:
    """What became of an initiative: "Ends later", "As planned", "New"."""
    if row.verdict is Verdict.LATER:
        return "Ends later"
    if row.verdict is Verdict.EARLIER:
        return "Ends earlier"
    if row.verdict is Verdict.KEPT:
        return "Starts otherwise" if row.start_slip else "As planned"
    return _SAID[row.verdict]


def verdict_note(verdict: Verdict) -> str:
    """A verdict as a filter says it: "end later"."""
    return {
        Verdict.LATER: "end later", Verdict.EARLIER: "end earlier", Verdict.KEPT: "as planned",
        Verdict.NEW: "new", Verdict.CANCELLED: "cancelled since",
        Verdict.ARCHIVED: "archived since", Verdict.UNDATED: "without dates now",
    }[verdict]  # fmt: skip


def report_title(baseline: BaselineRow) -> str:
    """What the report is called: "Drift since 1 Sep 2026"."""
    match baseline.kind:
        case BaselineKind.CHARTERS:
            return "Drift from the approved charters"
        case BaselineKind.PAST:
            return f"Drift since {day(baseline.on)}, from the history"
    return f"Drift since {baseline.name}"


def report_words(report: DriftReport) -> str:
    """The report in a sentence or two: how many moved, how far, and when the program ends."""
    said = report.summary
    compared = said.later + said.earlier + said.kept
    parts = [
        f"{said.later:,} of {compared:,} end later" if said.later else "",
        f"{said.earlier:,} {'ends' if said.earlier == 1 else 'end'} earlier"
        if said.earlier else "",
        f"{said.kept:,} as planned" if said.later or said.earlier else "",
    ]  # fmt: skip
    moved = listed([part for part in parts if part])
    if not compared:
        moved = "Nothing in this baseline has dates now"
    elif not moved:
        all_of_them = count(compared, "initiative ends", "initiatives end")
        moved = f"{all_of_them} as planned" if compared == 1 else f"All {all_of_them} as planned"
    return f"{_capital(moved)}{_others(said)}.{_figures(said)}"


def _others(said: Summary) -> str:
    parts = [
        f"{said.new:,} new" if said.new else "",
        f"{said.gone:,} gone" if said.gone else "",
        f"{said.undated:,} without dates now" if said.undated else "",
    ]
    words = listed([part for part in parts if part])
    return f"; {words}" if words else ""


def _figures(said: Summary) -> str:
    words = ""
    if said.mean and said.worst is not None:
        side = "later" if said.mean > 0 else "earlier"
        words += (
            f" On average {abs(said.mean):,.1f} working days {side}, most of all "
            f"{said.worst.code}, {count(said.worst.end_slip or 0, 'working day')} later."
        )
    if said.was_end is not None and said.end is not None:
        same = said.was_end == said.end
        words += (
            f" The last end is {day(said.end)}, then as now." if same else
            f" The last end was {day(said.was_end)}, and is {day(said.end)} now."
        )  # fmt: skip
    return words


def comparison_title(comparison: Comparison) -> str:
    """What a comparison is called: "3 baselines side by side"."""
    return f"{count(len(comparison.baselines), 'baseline')} side by side"


def comparison_words(comparison: Comparison) -> str:
    """When the program ends now, and when it was to end in the first of the baselines."""
    if comparison.end is None:
        return "Nothing on the roadmap has dates now."
    told = [
        f"{day(end)} in {baseline.name} ({slip_note(slip)})"
        for baseline, end, slip in zip(
            comparison.baselines, comparison.ends, comparison.slips, strict=True
        )
        if end is not None
    ]
    more = len(told) - _MOST_ENDS
    shown = [*told[:_MOST_ENDS], *([f"{more:,} more below"] if more > 0 else [])]
    return f"The last end is {day(comparison.end)} now; it was {listed(shown)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
