"""How a what-if differs from the plan: dates, links, load, money, deadlines, outcomes."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.load import excess
from cxdesk.model.wording import count, day, later, listed, signed
from cxdesk.services.cards import BatchRow, Card
from cxdesk.services.link_words import kind
from cxdesk.services.roadmap import LinkRow, Roadmap, roadmap
from cxdesk.services.schedule import Network
from cxdesk.services.slip import OutcomeDue, last_end, last_ends, outcome_dues
from cxdesk.services.timeline_load import Ground, ground, month_words, timeline_load

_NAMED = 6  # codes in a cell


@dataclass(frozen=True, slots=True)
class Picture:
    """All of a plan by which a what-if can differ from it, read at one moment."""

    roadmap: Roadmap
    ground: Ground
    outcomes: tuple[OutcomeDue, ...]


def picture(session: Session) -> Picture:
    """The plan as it is, or in a rehearsal as it would be."""
    return Picture(roadmap(session), ground(session), outcome_dues(session))


class Kind(enum.StrEnum):
    """What a difference is about, in the order in which they are told."""

    DATES = "Dates"
    LINKS = "Links"
    WORK = "Work"
    DEADLINES = "Deadlines"
    OUTCOMES = "Outcomes"
    LOAD = "Load"
    MONEY = "Money"
    PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise: what it is about, as planned, in the what-if, and by how much.

    `wrong` says that it is worse than it may be: over a limit or late. `opens` is the kind and id
    of the item that it is about, as the window opens it.
    """

    id: int
    kind: Kind
    what: str
    before: str
    after: str
    change: str
    wrong: bool = False
    opens: tuple[str, int] | None = None


def differences(before: Picture, after: Picture) -> tuple[Difference, ...]:
    """All that is otherwise in `after`, by kind; none when nothing is."""
    told = _Told(before, after)
    found = [
        *told.dates(), *told.links(), *told.broken(), *told.work(), *told.deadlines(),
        *told.outcomes(), *told.load(), *told.money(), *told.program(),
    ]  # fmt: skip
    return tuple(Difference(place, *row) for place, row in enumerate(found, 1))


def summary(found: Iterable[Difference]) -> str:
    """The differences in one sentence."""
    many: dict[Kind, list[Difference]] = {}
    for one in found:
        many.setdefault(one.kind, []).append(one)
    if not many:
        return "Nothing differs from the plan."
    parts = []
    if dates := many.get(Kind.DATES):
        parts.append(count(len(dates), "initiative") + " with other dates")
    links = many.get(Kind.LINKS, [])
    if broken := sum(1 for one in links if one.wrong):
        parts.append(count(broken, "link") + " newly broken")
    if len(links) > broken:
        parts.append(count(len(links) - broken, "other change") + " of links")
    if load := many.get(Kind.LOAD):
        over = sum(1 for one in load if one.wrong)
        months = count(len(load), "month") + " of other load"
        parts.append(months + (f" ({over:,} over the limit)" if over else ""))
    late = sum(1 for kind in (Kind.DEADLINES, Kind.OUTCOMES) for one in many.get(kind, ())
               if one.wrong)  # fmt: skip
    if late:
        parts.append(count(late, "deadline") + " missed")
    parts += [one.change for one in many.get(Kind.PROGRAM, ()) if one.what == "Program end"]
    return (listed(parts) or count(sum(map(len, many.values())), "difference")) + "."


_Row = tuple[Kind, str, str, str, str, bool, tuple[str, int] | None]


class _Told:
    """Tells one kind of differences after the other, as rows of Difference without their id."""

    def __init__(self, before: Picture, after: Picture) -> None:
        self.before, self.after = before, after
        self.calendar = after.roadmap.board.frame.calendar
        self.old = {card.id: card for card in before.roadmap.board.cards}
        self.new = {card.id: card for card in after.roadmap.board.cards}
        self.both = {**self.old, **self.new}
        self.batches = {one.id: one for one in before.roadmap.board.batches}
        self.batches_after = {one.id: one for one in after.roadmap.board.batches}
        self.networks = tuple(
            Network(one.board.cards, one.links, one.board.frame.calendar)
            for one in (before.roadmap, after.roadmap)
        )
        self.loads = tuple(
            timeline_load(one.ground, one.roadmap.board.cards) for one in (before, after)
        )

    def _by_code(self, ids: Iterable[int]) -> list[int]:
        return sorted(ids, key=lambda id: self.both[id].code)

    # Dates --------------------------------------------------------------------------------

    def dates(self) -> Iterator[_Row]:
        for id in self._by_code(self.both):
            old, new = self.old.get(id), self.new.get(id)
            name, opens = _name(self.both[id]), ("initiative", id)
            if old is None and new is not None:
                yield Kind.DATES, name, "", _span(new), "new", False, None
            elif new is None and old is not None:
                yield Kind.DATES, name, _span(old), "", "left out", False, opens
            elif old and new and (old.start, old.end) != (new.start, new.end):
                yield Kind.DATES, name, _span(old), _span(new), self._moved(old, new), False, opens

    def _moved(self, old: Card, new: Card) -> str:
        parts = []
        if old.end and new.end and old.end != new.end:
            parts.append(f"ends {self._days(old.end, new.end)}")
        if old.start and new.start and old.start != new.start:
            parts.append(f"starts {self._days(old.start, new.start)}")
        return ", ".join(parts) or ("has dates" if new.start and new.end else "loses its dates")

    def _days(self, old: date, new: date) -> str:
        days = self.calendar.days_between(old, new)
        if not days:  # over a weekend: no working day lies between
            return "later" if new > old else "earlier"
        return later(days)

    # Links and what else was decided --------------------------------------------------------

    def links(self) -> Iterator[_Row]:
        old = {link.id: link for link in self.before.roadmap.links}
        new = {link.id: link for link in self.after.roadmap.links}
        gone = {id for id in self.old if id not in self.new}
        for id in sorted({**old, **new}, key=lambda id: self._ends(new.get(id) or old[id])):
            a, b = old.get(id), new.get(id)
            one = b or a
            assert one is not None
            if a == b or (b is None and {one.before, one.after} & gone):
                continue  # the link of one that is left out goes with it
            what = "added" if a is None else "removed" if b is None else "changed"
            opens = ("initiative", one.after) if one.after in self.old else None
            yield (Kind.LINKS, self._ends(one), _tie(a), _tie(b), what, False, opens)

    def broken(self) -> Iterator[_Row]:
        """Links that planned dates break, and those they break no longer."""
        old, new = (network.broken() for network in self.networks)
        ties = {link.id: link for link in (*self.before.roadmap.links, *self.after.roadmap.links)}
        for id in sorted({*old, *new}, key=lambda id: self._ends(ties[id])):
            link, a, b = ties[id], old.get(id, 0), new.get(id, 0)
            if a == b or (not b and not {link.before, link.after} <= self.new.keys()):
                continue
            said = "kept again" if not b else "newly broken" if not a else "still broken"
            opens = ("initiative", link.after) if link.after in self.old else None
            yield (Kind.LINKS, self._ends(link), _lacks(a), _lacks(b), said, b > a, opens)

    def _ends(self, link: LinkRow) -> str:
        return f"{self.both[link.before].code} → {self.both[link.after].code}"

    def work(self) -> Iterator[_Row]:
        unit = self.after.ground.currency
        for id in self._by_code(self.old.keys() & self.new.keys()):
            old, new, opens = self.old[id], self.new[id], ("initiative", id)
            for what, a, b in (
                ("owner", old.owner or "nobody", new.owner or "nobody"),
                ("batch", self._batch(old), self._batch(new)),
                ("cost", f"{old.cost:,.10g} {unit}", f"{new.cost:,.10g} {unit}"),
                ("effort", _days(old.effort), _days(new.effort)),
                ("held to its dates", _yes(old.pinned), _yes(new.pinned)),
            ):
                if a != b:
                    yield Kind.WORK, f"{_name(new)}: {what}", a, b, "", False, opens

    def _batch(self, card: Card) -> str:
        batch = self.batches_after.get(card.batch_id)
        return batch.code if batch is not None and batch.id is not None else "no batch"

    # What that hits -------------------------------------------------------------------------

    def deadlines(self) -> Iterator[_Row]:
        old, new = self._late(self.old, self.batches), self._late(self.new, self.batches_after)
        for id, batch in self.batches_after.items():
            before = self.batches.get(id)
            if id is None or before is None:
                continue
            name, opens = f"{batch.code} {batch.name}", ("batch", id)
            if before.deadline and batch.deadline and before.deadline != batch.deadline:
                by = self._days(before.deadline, batch.deadline)
                yield (Kind.DEADLINES, name, day(before.deadline), day(batch.deadline),
                       f"deadline {by}", False, opens)  # fmt: skip
            was, now = old.get(id, set()), new.get(id, set())
            if was != now:
                worse = bool(now - was)
                said = f"{_codes(now - was)} would end after it" if worse else "met again"
                yield (Kind.DEADLINES, name, _codes(was) or "met", _codes(now) or "met", said,
                       worse, opens)  # fmt: skip

    def _late(
        self, cards: Mapping[int, Card], batches: Mapping[int | None, BatchRow]
    ) -> dict[int | None, set[str]]:
        found: dict[int | None, set[str]] = {}
        for card in cards.values():
            batch = batches.get(card.batch_id)
            if batch is None or batch.deadline is None or card.end is None or card.delivered:
                continue
            if card.end > batch.deadline:
                found.setdefault(batch.id, set()).add(card.code)
        return found

    def outcomes(self) -> Iterator[_Row]:
        old, new = last_ends(self.old.values()), last_ends(self.new.values())
        for one in self.after.outcomes:
            a, b = old.get(one.code), new.get(one.code)
            if a == b:
                continue
            late = b is not None and b > one.due >= (a or date.min)
            said = self._days(a, b) if a and b else "nothing serves it" if b is None else "served"
            if late:
                said += f", after it is due on {day(one.due)}"
            yield (Kind.OUTCOMES, f"{one.code} {one.name}: last one ends", _on(a),
                   _on(b), said, late or b is None, ("outcome", one.id))  # fmt: skip

    # Load and money ---------------------------------------------------------------------------

    def load(self) -> Iterator[_Row]:
        old, new = self.loads
        rows_before = {row.domain_id: row for row in old.rows}
        places = {month: place for place, month in enumerate(old.months)}
        for row in new.rows:
            was = rows_before.get(row.domain_id)
            months = dict(zip(new.months, row.loads, strict=True))
            for month in sorted({*old.months, *new.months}):
                a = was.loads[places[month]] if was is not None and month in places else 0.0
                b = months.get(month, 0.0)
                by = round(b) - round(a)
                if not by:
                    continue
                over, had = excess(b, row.bound) > 0, excess(a, row.bound) > 0
                said = signed(by)
                if over and not had:
                    said += ", newly over the limit"
                elif had and not over:
                    said += ", no longer over the limit"
                elif over:
                    said += ", over the limit"
                yield (Kind.LOAD, f"{row.name}, {month_words(month)}", _days(round(a)),
                       _days(round(b)), said, over and b > a, None)  # fmt: skip

    def money(self) -> Iterator[_Row]:
        old, new = self.loads
        a_by, b_by = (dict(zip(one.months, one.money, strict=True)) for one in (old, new))
        unit = new.currency
        for month in sorted({*a_by, *b_by}):
            a, b = a_by.get(month, 0.0), b_by.get(month, 0.0)
            if by := round(b) - round(a):
                yield (Kind.MONEY, month_words(month), f"{round(a):,} {unit}",
                       f"{round(b):,} {unit}", signed(by), False, None)  # fmt: skip
        spent = [(one.spent[-1] + one.undated) for one in (old, new)]
        if abs(spent[0] - spent[1]) > 1e-6:
            over = excess(spent[1], new.budget) > 0
            said = signed(spent[1] - spent[0]) + (", over the budget" if over else "")
            yield (Kind.MONEY, "In all", f"{spent[0]:,.10g} {unit}", f"{spent[1]:,.10g} {unit}",
                   said, over, None)  # fmt: skip

    # The whole ------------------------------------------------------------------------------

    def program(self) -> Iterator[_Row]:
        a, b = last_end(self.old.values()), last_end(self.new.values())
        if a != b:
            said = f"the program ends {self._days(a, b)}" if a and b else ""
            yield (Kind.PROGRAM, "Program end", _on(a), _on(b),
                   said, False, None)  # fmt: skip
        old, new = map(_critical, self.networks)
        if old != new:
            on, off = [c for c in new if c not in old], [c for c in old if c not in new]
            said = "; ".join(
                f"{_codes(codes)} {word}"
                for codes, word in ((on, "on it"), (off, "off it"))
                if codes
            )
            yield (Kind.PROGRAM, "Critical path", _codes(old), _codes(new), said or "other order",
                   False, None)  # fmt: skip


def _name(card: Card) -> str:
    return f"{card.code} {card.title}"


def _span(card: Card) -> str:
    if card.start is None or card.end is None:
        return "no dates"
    return f"{day(card.start)} to {day(card.end)}"


def _on(when: date | None) -> str:
    return "" if when is None else day(when)


def _tie(link: LinkRow | None) -> str:
    return "" if link is None else kind(link.type, link.lag)


def _days(days: float) -> str:
    return f"{days:,.10g} person-days"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _codes(codes: Iterable[str]) -> str:
    every = codes if isinstance(codes, list | tuple) else sorted(codes)
    rest = len(every) - _NAMED
    return listed([*every[:_NAMED], *([f"{rest:,} more"] if rest > 0 else [])])


def _critical(network: Network) -> tuple[str, ...]:
    """The codes on the critical path, in the order of its days."""
    plan = network.schedule()
    found = [one for id in plan.critical if (one := plan.of(id)) is not None]
    return tuple(one.code for one in sorted(found, key=lambda one: (one.early_start, one.code)))


def _lacks(days: int) -> str:
    return f"{count(days, 'working day')} too early" if days else "kept"
