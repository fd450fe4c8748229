"""What of the strategy stands and what is broken, at a glance, each with the way to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from cxdesk.model.wording import count, day
from cxdesk.services.north_star import Glance
from cxdesk.services.strategy_view import OutcomeRow
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Head, column, label, rule
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import PAD_X, Value
from cxdesk.ui.form.words import number
from cxdesk.ui.leads import Lead
from cxdesk.ui.strategy.limit_words import use_words

OUTCOMES, LIMITS = "Outcomes", "Limits"
_SOON = 14  # days before a review in which it wants to be prepared
_LISTED = 5
_TICK = Lead("glyph", "tick")


def review_words(on: date | None, today: date) -> tuple[list[Span], Lead | None]:
    """How far a review is away, and its sign: overdue, soon or neither."""
    if on is None:
        return [], None
    days = (on - today).days
    if days < 0:
        late = f"{count(-days, 'day')} overdue"
        return [Span(late, "danger", 600)], Lead("glyph", "alert", ink="danger")
    if days <= _SOON:
        soon = "today" if not days else f"in {count(days, 'day')}"
        return [Span(soon, "warn", 600)], Lead("glyph", "clock", ink="warn")
    return [Span(f"in {count(days, 'day')}", "text2")], None


def value_words(one: OutcomeRow) -> str:
    """The latest reading beside its target: "16 of 25, 31 % of the way"."""
    unit = f" {one.unit}" if one.unit else ""
    if one.latest is None:
        return f"no reading yet, target {number(one.target)}{unit}"
    way = "" if one.realised is None else f", {one.realised:.0f} % of the way"
    return f"{number(one.latest)} of {number(one.target)}{unit}{way}"


class GlanceCard(Card):
    """Headline outcome, outcomes without an initiative, limits that are broken."""

    def __init__(self, editing: Editing, turn: Callable[[str], object]) -> None:
        super().__init__()
        self._editing, self._turn = editing, turn
        self._box = column(self, 0, (20 - PAD_X, 16, 20 - PAD_X, 16))
        self._parts: list[QWidget] = []
        self._shown: Glance | None = None

    def show_glance(self, rows: Glance) -> None:
        """Say how it stands now."""
        if rows == self._shown:  # a link that has the keyboard keeps it
            return
        self._shown = rows
        for part in self._parts:
            self._box.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._show_headline(rows)
        self._add(self._space())
        self._show_outcomes(rows)
        self._add(self._space())
        self._show_limits(rows)

    def links(self) -> list[QWidget]:
        """What takes the keyboard, in order."""
        return [part for part in self._parts if isinstance(part, Value) and part.live]

    # Its parts ----------------------------------------------------------------------------------

    def _show_headline(self, rows: Glance) -> None:
        self._head("Headline outcome")
        one = rows.headline
        if one is not None:
            opens = partial(self._editing.open, "outcome", one.id)
            self._link("headline", [Span(f"{one.code} {one.name}", "accent", 600)], opens)
            self._say(value_words(one))
            self._say(f"due {day(one.due)}", "quiet")
        elif rows.outcomes:
            self._say("None is marked. Which outcome does the company look at first?")
            self._lead("choose-headline", "Choose one", OUTCOMES)
        else:
            self._say("No outcome yet. Outcomes say in numbers how near the north star is.")
            self._lead("first-outcome", "Add the first outcome", OUTCOMES)

    def _show_outcomes(self, rows: Glance) -> None:
        every = rows.outcomes
        self._head("Outcomes served", str(every) if every else "")
        if not every:
            self._say("Nothing to serve yet.")
        elif not rows.unserved:
            said = "The outcome has an initiative"
            if every > 1:
                said = f"All {every} outcomes have an initiative"
            self._link("served", [Span(said)], lambda: self._turn(OUTCOMES), _TICK)
        else:
            self._say(f"{every - len(rows.unserved)} of {count(every, 'outcome')} served")
            for one in rows.unserved[:_LISTED]:
                self._link(
                    "unserved",
                    [Span(f"{one.code} {one.name}", "warn", 600), Span("has no initiative")],
                    partial(self._editing.open, "outcome", one.id),
                    Lead("glyph", "at_risk", ink="warn"),
                )
            self._rest(len(rows.unserved), OUTCOMES)

    def _show_limits(self, rows: Glance) -> None:
        agreed = [row for row in rows.limits if row.limit is not None]
        broken = [row for row in agreed if row.breaches]
        self._head("Limits", str(len(agreed)) if agreed else "")
        if not agreed:
            self._say("None is agreed, so nothing can be over.")
            self._lead("first-limit", "Agree a limit", LIMITS)
        elif not broken:
            said = "The limit holds" if len(agreed) == 1 else f"All {len(agreed)} limits hold"
            self._link("limits-hold", [Span(said)], lambda: self._turn(LIMITS), _TICK)
        for row in broken[:_LISTED]:
            self._link(
                "broken-limit",
                [Span(row.name, "danger", 600), Span(use_words(row, rows.currency))],
                partial(self._editing.open, "limit", row.domain_id or 0),
                Lead("glyph", "alert", ink="danger"),
            )
        self._rest(len(broken), LIMITS)

    # How they are made --------------------------------------------------------------------------

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._box.addWidget(part)

    def _head(self, text: str, note: str = "") -> None:
        made = Head(text)
        made.setContentsMargins(PAD_X, 0, PAD_X, 0)
        made.note.setText(note)
        self._add(made)

    def _space(self) -> QWidget:
        made = QWidget()
        column(made, 0, (PAD_X, 10, PAD_X, 10)).addWidget(rule())
        return made

    def _say(self, text: str, tone: str = "soft") -> None:
        made = label(text, "body", tone)
        made.setContentsMargins(PAD_X, 0, PAD_X, 2)
        self._add(made)

    def _link(
        self, key: str, spans: list[Span], go: Callable[[], object], lead: Lead | None = None
    ) -> None:
        made = Value(key, "")
        made.set_value(spans, lead)
        made.clicked.connect(lambda _=False: go())
        self._add(made)

    def _lead(self, key: str, text: str, tab: str) -> None:
        self._link(key, [Span(text, "accent", 600)], lambda: self._turn(tab))

    def _rest(self, number: int, tab: str) -> None:
        if number > _LISTED:
            self._lead("rest", f"{number - _LISTED} more", tab)
