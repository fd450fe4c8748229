"""How drift from a baseline is said: in cells, in a sentence above the table and on paper."""

from __future__ import annotations

from datetime import date

from cxdesk.model.wording import count, day, listed, signed
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
    """A slip behind a date: "+20 d"; nothing where the end is the same now."""
    return f"{signed(slip)} d" if slip else ""


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
        f"{said.earlier:,} of {compared:,} end earlier" if said.earlier else "",
        f"{said.kept:,} end as planned" if said.later or said.earlier else "",
    ]
    moved = ", ".join(part for part in parts if part)
    if not compared:
        moved = "Nothing had dates then" if said.was_end is None else "Nothing of it has dates now"
    elif not moved:
        ends = f"All {compared:,} initiatives end" if compared > 1 else "Its one initiative ends"
        moved = f"{ends} as planned"
    sentences = [moved + _others(said), _average(said), _last(said.was_end, said.end)]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def _others(said: Summary) -> str:
    parts = [
        f"{said.new:,} {'is' if said.new == 1 else 'are'} new since" if said.new else "",
        f"{said.gone:,} {'is' if said.gone == 1 else 'are'} gone" if said.gone else "",
        f"{said.undated:,} without dates now" if said.undated else "",
    ]
    words = ", ".join(part for part in parts if part)
    return f"; {words}" if words else ""


def _average(said: Summary) -> str:
    if not said.mean or said.worst is None:
        return ""
    side = "later" if said.mean > 0 else "earlier"
    mean = f"{abs(said.mean):,.1f}".removesuffix(".0")
    return (
        f"On average {mean} working days {side}, most of all {said.worst.code}: "
        f"{said.worst.end_slip:,}"
    )


def _last(was: date | None, now: date | None) -> str:
    if was is None or now is None:
        return ""
    before = "as in the baseline" if was == now else f"in the baseline {day(was)}"
    return f"Last end {day(now)}, {before}"


def comparison_title(comparison: Comparison) -> str:
    """What a comparison is called: "3 baselines side by side"."""
    return f"{count(len(comparison.baselines), 'baseline')} side by side"


def comparison_words(comparison: Comparison) -> str:
    """When the last initiative ends now, and when it was to end in the first of the baselines."""
    if comparison.end is None:
        return "Nothing on the roadmap has dates now."
    told = [
        f"{day(end)} in “{baseline.name}”" + (f" ({note})" if (note := slip_note(slip)) else "")
        for baseline, end, slip in zip(
            comparison.baselines, comparison.ends, comparison.slips, strict=True
        )
        if end is not None
    ]
    more = len(told) - _MOST_ENDS
    shown = [*told[:_MOST_ENDS], *([f"{more:,} more"] if more > 0 else [])]
    return f"Last end {day(comparison.end)}; it was {listed(shown)}."
