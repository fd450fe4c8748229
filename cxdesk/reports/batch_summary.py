"""The front of a batch pack: cover, contents and the summary of the batch, before its charters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Spacer

from cxdesk.analysis.health import Health
from cxdesk.model.states import State
from cxdesk.model.wording import count
from cxdesk.reports import fonts
from cxdesk.reports.board_parts import Mark, Outdented
from cxdesk.reports.charter_parts import LABEL, facts, stripe, title_block
from cxdesk.reports.listing import Cell, Column, Columns, Listing, Words, small, strong, wrong
from cxdesk.reports.page import HAIR, INDENT, INK, SOFT, text_height, text_width
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import day, long_day, money, number, span
from cxdesk.services import link_words
from cxdesk.services.batch_pack import AcrossLink, BatchSummary
from cxdesk.services.card_words import blocked_words
from cxdesk.services.cards import ORG_HUE, Card

FACES: Final = (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
SUMMARY: Final = "Batch summary"
SUMMARY_KEY: Final = "batch-summary"
CONTENTS_KEY: Final = "contents"
"""Where links to the summary and to the contents lead."""

NO_INITIATIVES: Final = "This batch has no initiatives yet."
_SHARES: Final = (0.23, 0.3, 0.26, 0.21)
_BIG: Final = ((60, 34.0), (140, 26.0), (400, 20.0))  # letters of a title, and its size
_LINE: Final = 20.0
_PAGES: Final = 40.0  # points for the numbers of pages in the contents


@dataclass(frozen=True)
class Entry:
    """A line of the contents: what, more about it, where a link leads ("" nowhere), its page."""

    title: str
    note: str
    key: str = ""
    page: int | None = None


def pack_front(
    rows: BatchSummary, text: Typesetter, paper: str, entries: Sequence[Entry]
) -> list[Flowable]:
    """Cover, contents and summary, a new page each; what follows begins with its own page break.

    The faces are those of `FACES`; the page has the indent of a charter.
    """
    return [
        *cover(rows, text, paper), PageBreak(),
        *contents(entries, text, paper), PageBreak(),
        *summary(rows, text, paper),
    ]  # fmt: skip


def cover(rows: BatchSummary, text: Typesetter, paper: str) -> list[Flowable]:
    """The cover: the batch, who leads it, by when, and how it stands."""
    width = text_width(paper)
    many = sum(bool(card.charter[0]) for card in rows.initiatives)
    said = f"Summary and {count(many, 'charter')}" if many else SUMMARY
    return [
        Mark(rows.title),
        Spacer(1, text_height(paper) * 0.2),
        _CoverTitle(text, rows.code, "Batch pack", rows.name),
        Spacer(1, 26),
        _facts(rows, text, width),
        Spacer(1, 14),
        Outdented(text.line(f"{said}, as of {long_day(rows.on)}.", LABEL)),
    ]


def contents(entries: Sequence[Entry], text: Typesetter, paper: str) -> list[Flowable]:
    """What the pack holds, with links to it and the pages that are known."""
    heading = ParagraphStyle("contents", fontName=fonts.DISPLAY, fontSize=22.5, leading=30)
    return [
        Anchor(CONTENTS_KEY),
        Mark("Contents"),
        Outdented(text.line("Contents", heading)),
        Spacer(1, 6),
        *(_EntryLine(text, entry) for entry in entries),
    ]


def summary(rows: BatchSummary, text: Typesetter, paper: str) -> list[Flowable]:
    """The batch on a page, or some where it has many initiatives."""
    return [
        Anchor(SUMMARY_KEY), Mark(SUMMARY),
        *title_block(text, rows.code, SUMMARY, ORG_HUE, rows.name),
        Spacer(1, 9),
        _facts(rows, text, text_width(paper)),
        *_initiatives(rows, text, paper),
        *_milestones(rows, text, paper),
        *_links(rows, text, paper),
    ]  # fmt: skip


def health_words(health: Health) -> str:
    """ "At risk: 2 actions overdue"."""
    return ": ".join(filter(None, (health.label, health.why)))


def _facts(rows: BatchSummary, text: Typesetter, width: float) -> Flowable:
    left = (rows.deadline - rows.on).days
    told = count(left, "day") + " left" if left >= 0 else count(-left, "day") + " over"
    many = len(rows.initiatives)
    asks = f"{money(rows.cost, rows.currency)}, {number(rows.effort)} days"
    late = f", {rows.overdue:,} overdue" if rows.overdue else ""
    return facts(
        text,
        (
            (f"Lead ({rows.lead_role})" if rows.lead_role else "Lead", rows.lead or "Not named"),
            ("Deadline", f"{day(rows.deadline)}, {told}"),
            ("Health", health_words(rows.health)),
            ("Delivered", f"{rows.delivered:,} of {many:,}"),
            ("Cost and effort", asks),
            ("Charters approved", f"{rows.approved:,} of {many:,}"),
            ("Open actions", f"{rows.actions:,}{late}"),
            ("Serves", ", ".join(rows.outcomes) or "No outcome"),
        ),
        _SHARES, width, outdented=True,
    )  # fmt: skip


def _columns(text: Typesetter, paper: str, columns: Sequence[Column]) -> Columns:
    return Columns(text, columns, text_width(paper, indent=0), left=-INDENT)


def _initiatives(rows: BatchSummary, text: Typesetter, paper: str) -> list[Flowable]:
    if not rows.initiatives:
        return [Spacer(1, 12), Outdented(text.line(NO_INITIATIVES, LABEL))]
    columns = _columns(text, paper, (
        Column("Initiative", 0.375), Column("State", 0.115), Column("Dates", 0.26),
        Column("Cost", 0.1, right=True), Column("Charter", 0.15),
    ))  # fmt: skip
    currency = rows.currency
    lines: list[list[Cell]] = [
        _initiative(card, health, currency)
        for card, health in zip(rows.initiatives, rows.healths, strict=True)
    ]
    total = count(len(rows.initiatives), "initiative")
    costs = (strong(money(rows.cost, currency)), small(f"{number(rows.effort)} days"))
    lines.append([(strong(total),), (), (), costs, ()])
    return [Spacer(1, 4), Listing(columns, lines, "Initiatives", marked=False)]


def _initiative(card: Card, health: Health, currency: str) -> list[Cell]:
    what = [strong(f"{card.code}  {card.title}")]
    what.append(small(f"{card.owner or 'No owner'} · {card.domain}"))
    if card.blocked:
        what.append(wrong(blocked_words(card.blocked), 8.0))
    if health.level != "on_track" and health.why != "blocked":
        words = health_words(health)
        off = health.level == "off_track"
        what.append(wrong(words, 8.0) if off else Words(words, fonts.SEMIBOLD, 8.0, SOFT))
    state = [Words(card.state.label)]
    if card.state in (State.IN_PROGRESS, State.ON_HOLD):
        state.append(small(f"{card.progress} % done"))
    dates = [Words(span(card.start, card.end, short=True))]
    if card.check_due is not None:
        dates.append(small(f"Check due {day(card.check_due)}"))
    version, charter = card.charter
    signed = Words(f"{version} {charter}") if version else Words("None", ink=SOFT)
    cost = (Words(money(card.cost, currency)), small(f"{number(card.effort)} days"))
    return [what, state, dates, cost, [signed]]


def _milestones(rows: BatchSummary, text: Typesetter, paper: str) -> list[Flowable]:
    if not rows.milestones:
        return []
    columns = _columns(text, paper, (
        Column("Date", 0.22), Column("Milestone", 0.58), Column("Initiative", 0.2),
    ))  # fmt: skip
    lines = [
        (
            (wrong(f"{day(each.on)}, overdue") if each.on < rows.on else Words(day(each.on)),),
            (Words(each.name),),
            (Words(each.code),),
        )
        for each in rows.milestones
    ]
    return [Listing(columns, lines, "Next milestones", marked=False)]


def _links(rows: BatchSummary, text: Typesetter, paper: str) -> list[Flowable]:
    columns = _columns(text, paper, (
        Column("What is agreed", 0.36), Column("In another batch", 0.44), Column("By plan", 0.2),
    ))  # fmt: skip
    found: list[Flowable] = []
    for inward, title in ((True, "Waits for other batches"), (False, "Needed by other batches")):
        lines = [_link(link) for link in rows.links if link.inward is inward]
        if lines:
            found.append(Listing(columns, lines, title, marked=False))
    return found


def _link(link: AcrossLink) -> Sequence[Cell]:
    other = link.other
    where = filter(None, (link.batch or "No batch", other.owner, other.state.label))
    said = link_words.sentence(link.before.code, link.after.code, link.type, link.lag)
    stands = link_words.standing(link.slack).capitalize()
    broken = link.slack is not None and link.slack < 0
    return (
        (Words(said),),
        (
            Words(f"{other.code}  {other.title}"),
            small(f"{' · '.join(where)} · {span(other.start, other.end, short=True)}"),
        ),
        ((wrong if broken else Words)(stands),),
    )


class _CoverTitle(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The name of the batch in large letters, its code above it, beside a stripe."""

    def __init__(self, text: Typesetter, code: str, chip: str, title: str) -> None:
        super().__init__()
        self._text, self._code, self._chip = text, code, chip
        size = next((size for most, size in _BIG if len(title) <= most), _BIG[-1][1])
        most = _BIG[-1][0]
        cut = title if len(title) <= most else f"{title[:most].rstrip()}…"
        style = ParagraphStyle(
            "cover", fontName=fonts.DISPLAY, fontSize=size, leading=size * 1.13, textColor=INK,
            splitLongWords=1,
        )  # fmt: skip
        self._title = text.line(cut, style)
        text.runs(code, fonts.MEDIUM)
        self._inset = 21.0 - INDENT

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width = width
        self.height = 28 + self._title.wrap(width - self._inset, height)[1]
        return width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas, text, top = self.canv, self._text, self.height
        canvas.setFillColor(stripe(ORG_HUE))
        canvas.roundRect(-INDENT, 0, 7, self.height, 1.2, stroke=0, fill=1)
        canvas.setFillColor(INK)
        code = text.fitted(self._code, fonts.MEDIUM, 13, self.width / 2)
        x = text.draw(canvas, self._inset, top - 15, code, fonts.MEDIUM, 13) + 9
        room = text.width(self._chip, fonts.SEMIBOLD, 9.5)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.75)
        canvas.roundRect(x, top - 19.4, room + 14, 17, 2, fill=0)
        text.draw(canvas, x + 7, top - 14.2, self._chip, fonts.SEMIBOLD, 9.5)
        self._title.drawOn(canvas, self._inset, 2)


class Anchor(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Where a link leads; takes no room."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        return 0, 0

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self.canv.anchor(self._key, self.canv.absolutePosition(0, 14)[1])


class _EntryLine(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A line of the contents, from margin to margin; a click on it leads there."""

    def __init__(self, text: Typesetter, entry: Entry) -> None:
        super().__init__()
        self._text, self._entry = text, entry
        text.runs(entry.title + entry.note, fonts.REGULAR)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size in points."""
        self.width = width
        return width, _LINE

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        canvas, text, entry, y = self.canv, self._text, self._entry, 6.5
        page = "" if entry.page is None else str(entry.page)
        end = self.width - text.width(page, fonts.MEDIUM, 10)
        note = text.fitted(entry.note, fonts.REGULAR, 8.5, self.width * 0.35)
        beside = self.width - _PAGES - text.width(note, fonts.REGULAR, 8.5)
        title = text.fitted(entry.title, fonts.REGULAR, 10, beside + INDENT - 14)
        canvas.setFillColor(INK)
        text.draw(canvas, -INDENT, y, title, fonts.REGULAR, 10)
        canvas.setFillColor(SOFT)
        text.draw(canvas, beside, y, note, fonts.REGULAR, 8.5)
        canvas.setFillColor(INK)
        text.draw(canvas, end, y, page, fonts.MEDIUM, 10)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.5)
        canvas.line(-INDENT, 0, self.width, 0)
        if entry.key:
            self._link(canvas, entry.key)

    def _link(self, canvas: Any, key: str) -> None:
        area = (-INDENT, 0, self.width, _LINE)
        canvas.linkRect("", key, area, relative=1, thickness=0)


def initiative_entries(rows: BatchSummary, key: str = "charter-{code}") -> Iterable[Entry]:
    """The lines of the contents for the charters, in their order; pages are not known here."""
    for card in rows.initiatives:
        version, state = card.charter
        said = f"Charter {version}, {state}" if version else "No charter yet"
        yield Entry(f"{card.code}  {card.title}", said, key.format(code=card.code))
