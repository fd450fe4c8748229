"""The milestones of the initiative: dated points that roadmap and charter share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import count, day
from cxdesk.services import milestones
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.detail import Detail
from cxdesk.services.session import Session
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import Part
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.rows import label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.form.words import read_date
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Refusable, Subject

# With a digit, and more of a date than "Release 2.1" has.
_DAY = re.compile(r"\d.*[^\W\d_]{3}|[^\W\d_]{3}.*\d|\d{4}|[./]\d{1,2}[./]")
_LIVE = (CharterState.DRAFT, CharterState.IN_REVIEW, CharterState.APPROVED)


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone as a line shows it."""

    id: int
    text: str
    on: date
    done: bool


class MilestoneEdits:
    """Changes of milestones; each is True when it was kept, else `at` says why not."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def add(self, texts: Sequence[str], at: Refusable) -> bool:
        """Add a milestone for each text; the day it ends with, else the initiative's end."""
        it, today = self._subject.detail, self._subject.desk.today()
        read = [named_day(text, it.start or today) for text in texts]
        default = it.end or today

        def add(session: Session) -> None:
            for name, on in read:
                milestones.add(session, name, on or default, it.id)

        what = f"milestone “{read[0][0]}”" if len(read) == 1 else count(len(read), "milestone")
        return self._subject.do(f"Add {what} to {it.code}", add, at)

    def place(self, row: Any, after: int | None, at: Refusable) -> bool:
        """They stand by their dates."""
        return False

    def remove(self, row: Any, at: Refusable) -> bool:
        """Remove one."""
        return self._subject.do(
            f"Remove milestone “{row.text}” of {self._subject.detail.code}",
            lambda s: milestones.remove(s, row.id),
            at,
        )

    def rename(self, row: Point, name: str, at: Refusable) -> bool:
        """Give one another name."""
        return self._subject.do(
            f"Rename milestone “{row.text}” to “{name.strip()}”",
            lambda s: milestones.rename(s, row.id, name),
            at,
        )

    def move(self, row: Point, on: date, at: Refusable) -> bool:
        """Put one on another day."""
        return self._subject.do(
            f"Milestone “{row.text}” is on {day(on)}", lambda s: milestones.move(s, row.id, on), at
        )

    def tick(self, row: Point, at: Refusable) -> bool:
        """Say that one is reached, or that it is not."""
        done = not row.done
        return self._subject.do(
            f"Milestone “{row.text}” is {'reached' if done else 'not reached yet'}",
            lambda s: milestones.tick(s, row.id, done),
            at,
        )


def named_day(text: str, from_: date) -> tuple[str, date | None]:
    """A name and the day at its end: "Trial begins, 12 Apr 2027"; without one the text alone."""
    words = text.split()
    for many in (4, 3, 2, 1):
        last = " ".join(words[-many:])
        if len(words) <= many or not _DAY.search(last):
            continue
        try:
            on = read_date(last, from_)
        except ValueError:
            continue
        return " ".join(words[:-many]).rstrip(",;:–-— "), on
    return text.strip(), None


class MilestonesPart(Part):
    """They are the initiative's, not this version's: an approved charter shows them as they are."""

    hint = "Dated points that others wait for. They stand on the roadmap too."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        kept = MilestoneEdits(subject)
        self.lines = LineList(
            "milestone", "Add milestone", lambda lines: MilestoneCard(lines, kept), subject, kept,
            hint="such as: Trial begins 12 Apr", joined=True, ordered=False,
        )  # fmt: skip
        self.nothing = label("No milestones.", "body", "quiet")
        self.nothing.setContentsMargins(PAD_X, 4, PAD_X, 4)
        self.roadmap = Value("milestones-roadmap", "")
        self.roadmap.set_value([Span("Show on the roadmap", "accent", 600)])
        self.roadmap.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.roadmap.clicked.connect(lambda _=False: self._open())
        self._points: tuple[Point, ...] = ()
        self.box.addWidget(self.nothing)
        self.box.addWidget(self.lines)
        self.box.addLayout(line(self.roadmap, 1))

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        live = charter.state is CharterState.DRAFT
        self._points = tuple(Point(m.id, m.name, m.on, m.done) for m in detail.milestones)
        ticks = charter.state in _LIVE
        self.lines.show_lines(detail.id, self._points, live=live, face=ticks)
        self.nothing.setVisible(not live and not self._points)
        self.roadmap.setVisible(bool(self._points))

    def enter(self, where: str = "") -> None:
        self.lines.enter(where)

    def _open(self) -> None:
        self.subject.open("milestone", self._points[0].id)


class MilestoneCard(LineCard):
    """A milestone: reached or not, its name, its day."""

    kind = "milestone"
    placeholder = "What is reached"

    def __init__(self, lines: LineList, kept: MilestoneEdits) -> None:
        self._kept = kept
        super().__init__(lines)

    def arrange(self) -> None:
        self.body.addLayout(self.head)

    def fill(self) -> None:
        self.tick = self.tick_box("Milestone", lambda: self._kept.tick(self.row, self.fault))
        self.on = DateField(
            "milestone-on", "On", self._save_date, self.subject.desk.today, fault=self.fault,
            placeholder="date",
        )  # fmt: skip
        self.head.insertWidget(1, self.on, 0, Qt.AlignmentFlag.AlignTop)

    def show_values(self) -> None:
        row = self.row
        self.tick.set_live(bool(self.lines.face))
        self.tick.set_value([Span("")], Lead("check", number=row.done))
        said = "reached" if row.done else "not reached yet"
        self.tick.setAccessibleName(f"Milestone: {row.text}, {said}")
        self.on.set_read_only(not self.live)
        self.on.show_date(row.id, row.on)

    def _save_date(self, on: date | None) -> bool:
        if on is None:
            self.on.refuse("A milestone has a date. Remove it if it is not planned any more.")
            return False
        return self._kept.move(self.row, on, self.on)

    def save(self, at: Any, **changed: Any) -> bool:
        return self._kept.rename(self.row, self.text.words(), at)
