"""The first rows of the overview: what people look up every day, changed where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from cxdesk.model.errors import Way
from cxdesk.model.program import Horizon
from cxdesk.model.states import LinkType
from cxdesk.model.wording import day
from cxdesk.services import link_words
from cxdesk.services.detail import Detail, InitiativeRef
from cxdesk.services.person_ref import PersonRef
from cxdesk.ui.form.dates import DateField
from cxdesk.ui.form.fields import LineField, TextField
from cxdesk.ui.form.rows import ROW, Row, column, label, line
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.tokens import TokenRow, Tokens
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import number, read_number
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.edits import Edits
from cxdesk.ui.panel.origin import OriginRow
from cxdesk.ui.panel.person_link import PersonLink
from cxdesk.ui.panel.subject import Subject, avatar
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.theme import restyle

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_SHORT = {"Major project": "Major"}


def none(words: str) -> list[Span]:
    """What stands where nothing is set."""
    return [Span(words, "text3")]


def opening(key: str, text: str, opens: Callable[[], object]) -> Value:
    """A value that opens its picker."""
    made = Value(key, text)
    made.clicked.connect(lambda _=False: opens())
    return made


def token(one: InitiativeRef) -> TokenRow:
    """A linked initiative as a token: the number of its code, type and lag, the rest in the tip."""
    type = LinkType(one.type)
    words = f"{one.code.rpartition('-')[2]} {link_words.brief(type, one.lag)}".strip()
    odd = words != one.code.rpartition("-")[2]
    tie = f", {link_words.NAMES[type]}{f', {one.lag:+d} working days' if one.lag else ''}"
    wrong = f", {link_words.standing(one.slack)}" if (one.slack or 0) < 0 else ""
    return TokenRow(one.id, words, f"{one.code} {one.title}{tie if odd else ''}{wrong}")


class Facts(QWidget):
    """Owner, dates, horizon, cost, score, charter, links and the blocked flag."""

    def __init__(self, subject: Subject, edits: Edits) -> None:
        super().__init__()
        self._subject, self._edits = subject, edits
        self._unfolded = False
        today = subject.desk.today

        self.owner = opening("owner", "Owner", self._pick_owner)
        self._owner_link = PersonLink(subject, self.owner)
        self._owner_row = Row("Owner", subject.go).hold(self._owner_link)

        row = self._dates_row = Row("Dates", subject.go)
        self.start = DateField("start", "Start", lambda _on: self._save_dates(self.start), today)
        self.end = DateField("end", "End", lambda _on: self._save_dates(self.end), today)
        self.start.fault = self.end.fault = row.fault
        row.hold(line(self.start, _unit("–"), self.end, 1))

        self.horizon = opening("horizon", "Horizon", self._pick_horizon)
        self._horizon_row = Row("Horizon", subject.go).hold(self.horizon)

        row = self._cost_row = Row("Cost, effort", subject.go)
        self.cost = LineField("cost", "Cost", lambda _t: self._save_cost(self.cost), least=24)
        self.effort = LineField(
            "effort", "Effort", lambda _t: self._save_cost(self.effort), least=24
        )
        self.cost.fault = self.effort.fault = row.fault
        self._currency = _unit("")
        row.hold(line(self.cost, self._currency, self.effort, _unit("person-days"), 1))

        self.score = Value("score", "Score", live=False)
        self.charter = opening("charter", "Charter", self._open_charter)

        self._waits_row = Row("Waits for", subject.go)
        self.waits = Tokens(
            "waits", "add code", fault=self._waits_row.fault, on_open=self._open_item,
            on_remove=self._unlink,
            on_add=lambda code: edits.wait_for(code, self.waits.field),
            on_change=self._retie,
        )  # fmt: skip
        self.waits.field.setToolTip("A code, and how it is tied: 101, or 101SS+2")
        self._waits_row.hold(self.waits)
        self._unlocks_row = Row("Unlocks", subject.go)
        self.unlocks = Tokens("unlocks", "", fault=self._unlocks_row.fault, on_open=self._open_item)
        self._unlocks_row.hold(self.unlocks)

        row = self._blocked_row = Row("Blocked", subject.go)
        self.blocked = TextField(
            "blocked", "Blocked: a reason or a code",
            lambda text: edits.block(text, self.blocked),
            fault=row.fault, placeholder="no; type a reason or a code",
        )  # fmt: skip
        self.unblock = opening("unblock", "", lambda: edits.unblock(self._blocked_row.fault))
        self.unblock.set_value([Span("Unblock", "accent", 600)])
        held = line(self.unblock)
        held.insertWidget(0, self.blocked, 1)
        row.hold(held)

        self.origin = OriginRow(subject)
        box = column(self)
        for each in (
            self._owner_row, self._dates_row, self._horizon_row, self._cost_row,
            Row("Score", subject.go).hold(self.score),
            Row("Charter", subject.go).hold(self.charter),
            self._waits_row, self._unlocks_row, self._blocked_row, self.origin,
        ):  # fmt: skip
            box.addWidget(each)

    # Showing ------------------------------------------------------------------------------

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        show_person(self.owner, it.owner)
        self._owner_link.lead_to(it.owner)
        self.start.show_date(it.id, it.start)
        self.end.show_date(it.id, it.end)
        ends = f"ends by {day(it.horizon_ends)}" if it.horizon_ends else "after the mid term"
        self.horizon.set_value(
            [Span(it.horizon.capitalize()), Span(ends, "text3")]
            if it.horizon
            else none("follows from the end")
        )
        self.cost.show_value(it.id, number(it.cost))
        self.effort.show_value(it.id, number(it.effort))
        self._currency.setText(f"k{_SIGNS.get(it.currency, ' ' + it.currency)},")
        quadrant = _SHORT.get(it.quadrant, it.quadrant)
        note = f"benefit {it.benefit:.1f}, cost {it.cost_score:.1f} · {quadrant}"
        self.score.set_value([Span(f"{it.score + 1e-9:.2f}", "text", 600), Span(note, "text3")])
        self._show_charter(it)
        broken = [
            f"{one.code.rpartition('-')[2]} {link_words.standing(one.slack)}"
            for one in it.predecessors if (one.slack or 0) < 0
        ]  # fmt: skip
        self.waits.show_tokens(
            it.id, [token(one) for one in it.predecessors], ", ".join(broken), wrong=True
        )
        starts = sorted({one.start for one in it.successors if one.start})
        how = "starts" if len(it.successors) == 1 else "all start" if len(starts) == 1 else "from"
        self.unlocks.show_tokens(
            it.id,
            [token(one) for one in it.successors],
            f"{how} {day(starts[0])}" if starts else "",
        )
        self._show_rows()
        self.origin.show_detail()
        blocker = it.blocked_by[1] if it.blocked_by else ""
        self.blocked.show_value(it.id, " ".join(p for p in (blocker, it.blocked_reason) if p))
        self.unblock.setVisible(it.blocked)
        if self.blocked.property("blocked") != it.blocked:
            self.blocked.setProperty("blocked", it.blocked)
            restyle(self.blocked)

    def set_unfolded(self, on: bool) -> None:
        """Show the rows that are empty too, or leave them out."""
        self._unfolded = on
        if self._subject.id is not None:
            self._show_rows()

    def _show_rows(self) -> None:
        it = self._subject.detail
        self._unlocks_row.setVisible(bool(it.successors))
        for row, field, filled in (
            (self._waits_row, self.waits.field, bool(it.predecessors)),
            (self._blocked_row, self.blocked, it.blocked),
        ):
            row.setVisible(filled or self._unfolded or field.dirty or field.hasFocus())

    def _show_charter(self, it: Detail) -> None:
        counts = it.charter
        words = none("none yet")
        if counts is not None:
            words = [Span(f"v{counts.label} {counts.state.label.lower()}")]
            if counts.state.value == "approved":
                words.append(Span("✓"))
        self.charter.set_value(words, Lead("glyph", "document", ink="text"))

    def enter(self, key: str) -> bool:
        """Put the keyboard at a row ("owner", "dates"); False when it is not here."""
        field = {"owner": self.owner, "dates": self.end, "blocked": self.blocked}.get(key)
        if field is self.end and self._subject.detail.start is None:
            field = self.start
        if field is not None:
            field.setFocus()
        return field is not None

    # Changing -----------------------------------------------------------------------------

    def _pick_owner(self) -> None:
        owner = self._subject.detail.owner
        pick(
            self.owner, "Who owns it", self._subject.people("Nobody"), owner.id if owner else None,
            lambda person: self._edits.give(person, self._owner_row.fault),
        )  # fmt: skip

    def _pick_horizon(self) -> None:
        it = self._subject.detail
        options = [Option(None, "As its end says", lead=Lead("glyph", "undo"))] + [
            Option(
                one, f"{one.value.capitalize()} term", lead=Lead("horizon", one.value[0].upper())
            )
            for one in Horizon
        ]
        pick(
            self.horizon, "Horizon", options, Horizon(it.horizon) if it.horizon_set else None,
            lambda horizon: self._edits.place_in(horizon, self._horizon_row.fault),
        )  # fmt: skip

    def _save_dates(self, at: DateField) -> bool:
        """Both dates together: each alone might be refused for the other's old value."""
        try:
            start, end = self.start.value(), self.end.value()
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        kept = self._edits.schedule(start, end, at)
        if kept:
            for field in (self.start, self.end):
                field.restore()
        return kept

    def _save_cost(self, at: LineField) -> bool:
        try:
            cost, effort = read_number(self.cost.words()), read_number(self.effort.words())
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return self._edits.cost(cost, effort, at)

    def _unlink(self, row: TokenRow) -> None:
        for one in self._subject.detail.predecessors:
            if one.id == row.id:
                self._edits.unlink(one.link, one.code, self._waits_row.fault)

    def _retie(self, row: TokenRow) -> None:
        """Write how a predecessor is tied into the field, to be changed there."""
        for one in self._subject.detail.predecessors:
            if one.id == row.id:
                lag = f"{one.lag:+d}" if one.lag else ""
                self.waits.field.setText(f"{one.code.rpartition('-')[2]}{one.type}{lag}")
                self.waits.field.setFocus()
                self.waits.field.selectAll()

    def _open_item(self, id: int) -> None:
        self._subject.go(Way("", "initiative", id))

    def _open_charter(self) -> None:
        self._subject.go(Way("", "charter", self._subject.detail.id))


def show_person(value: Value, person: PersonRef | None) -> None:
    """Show a person with initials and role, or nobody."""
    if person is not None:
        role = person.role if person.active else f"{person.role}, no longer active"
        value.set_value([Span(person.name), Span(role, "text3")], avatar(person))
    else:
        value.set_value(none("nobody"))


def _unit(text: str) -> QLabel:
    made = label(text)
    made.setWordWrap(False)
    made.setFixedHeight(ROW)
    return made
