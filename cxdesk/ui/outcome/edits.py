"""The changes made of outcomes and their readings, each with the sentence the history keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxdesk.exchange.numbers import Unclear, count_of, number_of
from cxdesk.model.outcomes import aim_problem, due_problem
from cxdesk.model.wording import count, day, one_line
from cxdesk.services import outcomes
from cxdesk.services.outcomes import NewReading, Split
from cxdesk.services.session import Session
from cxdesk.services.strategy_view import OutcomeRow, Point
from cxdesk.ui.form.editing import Editing, Refusable
from cxdesk.ui.form.words import read_date
from cxdesk.ui.outcome.words import amount


class OutcomeEdits:
    """Each is True when it was kept, else `at` says why not."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing

    # The outcome ----------------------------------------------------------------------------

    def rename(self, row: OutcomeRow, name: str, at: Refusable) -> bool:
        """Set the name."""
        return self._edit(f"Rename {row.code} to “{name.strip()}”", row, at, name=name)

    def measure_in(self, row: OutcomeRow, unit: str, at: Refusable) -> bool:
        """Set the unit."""
        return self._edit(f"Unit of {row.code}: {unit.strip() or 'none'}", row, at, unit=unit)

    def aim(self, row: OutcomeRow, baseline: float, target: float, at: Refusable) -> bool:
        """Set where it comes from and where it goes."""
        said = f"{amount(baseline, row.unit)} to {amount(target, row.unit)}"
        return self._edit(f"{row.code} goes from {said}", row, at, baseline=baseline, target=target)

    def fall_due(self, row: OutcomeRow, due: date, at: Refusable) -> bool:
        """Set the day it is promised for."""
        return self._edit(f"{row.code} is due {day(due)}", row, at, due=due)

    def own(self, row: OutcomeRow, person: int | None, at: Refusable | None) -> bool:
        """Set the owner."""
        label = f"Give {row.code} to {self._editing.name_of(person)}"
        return self._edit(label, row, at, owner=person)

    def _edit(self, label: str, row: OutcomeRow, at: Refusable | None, **values: object) -> bool:
        asked = {
            "name": row.name, "unit": row.unit, "baseline": row.baseline, "target": row.target,
            "due": row.due, "owner": row.owner_id, **values,
        }  # fmt: skip
        return self._editing.do(
            label, lambda s: outcomes.edit(s, row.id, **asked), at  # type: ignore[arg-type]
        )  # fmt: skip

    def headline(self, row: OutcomeRow, at: Refusable | None = None) -> bool:
        """Make it the one headline of the enterprise, or no more if it is."""
        if row.headline:
            label, id = f"{row.code} is no longer the headline", None
        else:
            label, id = f"{row.code} is the headline of the enterprise", row.id
        return self._editing.do(label, lambda s: outcomes.make_headline(s, id), at)

    def move(self, row: OutcomeRow, after: OutcomeRow | None) -> bool:
        """Put it behind another outcome; first for None."""
        label = f"Put {row.code} " + (f"behind {after.code}" if after else "first")
        id = after.id if after else None
        return self._editing.do(label, lambda s: outcomes.move(s, row.id, id))

    def drop(self, row: OutcomeRow) -> bool:
        """Remove one that was added by mistake."""
        return self._editing.do(f"Remove {row.code}", lambda s: outcomes.remove(s, row.id))

    # Its readings ---------------------------------------------------------------------------

    def read(self, row: OutcomeRow, new: NewReading, at: Refusable) -> bool:
        """Add a reading."""
        return self._editing.do(
            f"Reading of {row.code} on {day(new.on)}",
            lambda s: outcomes.read(s, row.id, new.on, new.value, new.n, new.split),
            at,
        )

    def read_all(self, row: OutcomeRow, rows: Sequence[NewReading], at: Refusable) -> bool:
        """Add pasted readings; a day that has one gets the new figures."""
        return self._editing.do(
            f"Add {count(len(rows), 'reading')} of {row.code}",
            lambda s: outcomes.read_all(s, row.id, rows),
            at,
        )

    def correct(self, row: OutcomeRow, point: Point, new: NewReading, at: Refusable) -> bool:
        """Set everything of a reading."""
        return self._editing.do(
            f"Correct {row.code} on {day(point.on)}",
            lambda s: outcomes.correct(s, point.id, new.on, new.value, new.n, new.split),
            at,
        )

    def remove(self, row: OutcomeRow, points: Sequence[Point]) -> bool:
        """Remove readings."""
        what = day(points[0].on) if len(points) == 1 else count(len(points), "reading")
        of = "reading of " if len(points) == 1 else ""

        def command(session: Session) -> None:
            for point in points:
                outcomes.remove_reading(session, point.id)

        return self._editing.do(f"Remove {row.code}: {of}{what}", command)


# What is wrong with words while they are typed; "" for nothing --------------------------------


def name_problem(text: str) -> str:
    """Of a name."""
    if not text.strip() or not one_line(text):
        return "An outcome needs a name on one line."
    return ""


def number_problem(text: str, unit: str = "") -> str:
    """Of a number, with its unit or without."""
    if not text.strip():
        return "Write a number."
    try:
        number_of(text, unit)
    except Unclear as unclear:
        return str(unclear)
    return ""


def count_problem(text: str) -> str:
    """Of a number of answers, which may be left out."""
    try:
        if text.strip():
            count_of(text)
    except Unclear as unclear:
        return str(unclear)
    return ""


def aimed(code: str, baseline: str, target: str, unit: str) -> str:
    """Of a baseline and a target as they stand together."""
    for text in (baseline, target):
        if problem := number_problem(text, unit):
            return problem
    problem = aim_problem(number_of(baseline, unit), number_of(target, unit))
    return f"{code} {problem}" if problem else ""


def due_trouble(code: str, text: str, start: date, today: date) -> str:
    """Of the day an outcome is due; half a date is not judged yet."""
    try:
        on = read_date(text, today)
    except ValueError:
        return ""
    if on is None:
        return f"{code} needs a day it is due."
    problem = due_problem(on, start)
    return f"{code} {problem}" if problem else ""


def split_of(texts: Sequence[str]) -> Split | None:
    """Promoters, passives and detractors as typed; None for nothing. Raises Unclear."""
    if not any(text.strip() for text in texts):
        return None
    if not all(text.strip() for text in texts):
        raise Unclear("Promoters, passives and detractors are given together, or not at all.")
    promoters, passives, detractors = (count_of(text) for text in texts)
    return promoters, passives, detractors
