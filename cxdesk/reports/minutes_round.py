"""What the minutes say of a round: the question, who voted, the order and why, the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer, Table

from cxdesk.model.program import Measure
from cxdesk.model.rounds import RoundState
from cxdesk.model.wording import count, listed
from cxdesk.reports import fonts
from cxdesk.reports.board_parts import Cell, Words
from cxdesk.reports.charter_parts import SUBHEAD, facts, ruled
from cxdesk.reports.page import HAIR, INK, RULE, SOFT, TURNED, SectionHead, text_width
from cxdesk.reports.wording import number
from cxdesk.services.funding import LimitUse
from cxdesk.services.minutes_count import Counted, ballot_words
from cxdesk.services.minutes_rows import MinutesPage, RoundPart, TurnRow

_STATES: Final = {
    RoundState.OPEN: "still open", RoundState.CLOSED: "closed, not published",
    RoundState.PUBLISHED: "published", RoundState.ABANDONED: "abandoned, not counted",
}  # fmt: skip
_INLINE: Final = 16  # tasks of a matrix that stands in the text; a larger one has pages of its own
_SIZE: Final = 7.5
_MATRIX: Final = "Ballots that prefer the task of the row to the task of the column; bold: most do."


def grouped(digest: str) -> str:
    """A hash in groups of eight, to be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def heading(part: RoundPart) -> str:
    """What the section of a round is called."""
    said = f"replaced by round {part.replaced}" if part.replaced else _STATES[part.state]
    return f"Round {part.number}: {said}"


class RoundText:
    """Lays out one round; every method returns what one part says, [] for nothing."""

    def __init__(
        self, part: RoundPart, found: Counted | None, page: MinutesPage, words: Words, width: float
    ) -> None:
        self.part, self.found, self.page, self.words = part, found, page, words
        self.width = width
        self.large = found is not None and len(found.codes) > _INLINE

    def story(self) -> Cell:
        """The whole round."""
        part = self.part
        asked = self.words.body(f"“{part.question}”")
        story: Cell = [*asked, CondPageBreak(80), Spacer(1, 4), self._facts()]
        story += [Spacer(1, 3), *self._why_again()]
        blocks = (
            ("Turnout", self._turnout()),
            ("Result", self._order()),
            ("Why each stands above the next", self._pairs()),
            ("Settled by show of hands", self._hands()),
            ("The methods beside each other", self._methods()),
            ("Pairwise preferences", self._matrix()),
            ("What it could fund", self._funding()),
        )
        for name, content in blocks:
            if content:
                story += [Spacer(1, 6), self.words.text.line(name, SUBHEAD), *content]
        return story

    def _facts(self) -> Flowable:
        part, page = self.part, self.page
        times = " – ".join(filter(None, (part.opened, part.closed)))
        seats = count(len(part.turns), "seat")
        voted = sum(turn.voted for turn in part.turns)
        ballots = f"{voted if part.ballots is None else part.ballots} of {seats}"
        present = "" if part.present is None else f"{part.present} filled, "
        return facts(
            self.words.text,
            (
                ("Ballot", "Secret" if part.secret else "Open"),
                ("Voting", times or "–"),
                ("Ballots", ballots),
                ("Quorum at closing", f"{present}{page.head.quorum} needed"),
                ("Counted by", part.method),
                ("Published", part.published or "No"),
                ("Agreement", self._fact(0)),
                ("Kendall’s W", self._fact(1)),
            ),
            (0.2, 0.2, 0.28, 0.32), self.width,
        )  # fmt: skip

    def _fact(self, place: int) -> str:
        if self.found is None:
            return "–"
        fact = self.found.facts[place]
        return f"{fact.figure}, {fact.words}" if place == 0 or fact.alert else fact.figure

    def _why_again(self) -> Cell:
        part, w = self.part, self.words
        found: Cell = []
        if part.again is not None and part.state is not RoundState.ABANDONED:
            found += w.body(f"Voted instead of round {part.again}: {part.reason}")
        elif part.reason:
            found += w.body(f"Abandoned: {part.reason}")
        if part.replaced is not None:
            found += w.body(f"It does not hold: round {part.replaced} was voted in its place.")
        return found

    # Who voted ------------------------------------------------------------------------------

    def _turnout(self) -> Cell:
        part, found, w = self.part, self.found, self.words
        rows = [[w.cell(turn.seat), w.cell(self._voted(turn))] for turn in part.turns]
        table = ruled(("Seat", "Voted"), rows, (0.4, 0.6), self.width)
        said = []
        if found is not None and part.secret:
            for number, what in ((found.blank, "abstained"), (found.recused, "with a recusal")):
                said.append(f"{count(number, 'ballot')} {what}." if number else f"None {what}.")
        elif found is not None:
            blank = [seat for seat, marked in part.open_ballots if marked.blank]
            said.append(f"Abstained: {listed(blank)}." if blank else "Nobody abstained.")
            said.append(self._recusals())
        story: Cell = [table, Spacer(1, 3)] if rows else []
        story += w.body(" ".join(said)) if said else []
        if part.digest:
            story += w.body(f"Digest of the ballots (SHA-256): {grouped(part.digest)}")
        return story

    def _voted(self, turn: TurnRow) -> str:
        if not turn.voted:
            return "no"
        by = f"cast by {turn.cast}" if turn.cast and turn.cast != turn.seat else "yes"
        return f"{by}, {turn.how}" if turn.how else by

    def _recusals(self) -> str:
        codes = {task.id: task.code for task in self.part.tasks}
        said = [
            f"{seat} from {listed([codes[id] for id in codes if id in marked.recused])}"
            for seat, marked in self.part.open_ballots
            if marked.recused
        ]
        return f"Recused: {'; '.join(said)}." if said else "Nobody was recused."

    # The result -----------------------------------------------------------------------------

    def _order(self) -> Cell:
        found, w = self.found, self.words
        if found is None:
            return []
        rows = []
        for row in found.places:
            over = f"{row.above} : {row.below}" + ("" if row.passed else ", not this cycle")
            task = [*w.bold(f"{row.task.code} {row.task.title}"), *w.small(row.mark)]
            rows.append(
                [w.cell(str(row.place)), task, w.figure(str(row.won)), w.figure(str(row.lost)),
                 w.cell(over)]
            )  # fmt: skip
        head = ("Place", "Task", "Won", "Lost", "This cycle : not")
        table = ruled(head, rows, (0.09, 0.47, 0.1, 0.1, 0.24), self.width, right=(2, 3))
        tie = (
            "Won and lost are preferences: every other task on every ballot. Tie-break list: the "
            "more preferences won the higher, then by day of submission, then by number; it reads "
            f"{', '.join(found.tie_break)}."
        )
        return [table, Spacer(1, 3), w.note(tie)]

    def _pairs(self) -> Cell:
        if self.found is None:
            return []
        w = self.words
        rows = [
            [w.cell(f"{row.upper} before {row.lower}"), w.cell(row.why)] for row in self.found.pairs
        ]
        return [ruled(("Neighbours", "Why"), rows, (0.22, 0.78), self.width)] if rows else []

    def _hands(self) -> Cell:
        w = self.words
        rows = [
            [w.cell(f"{row.winner} before {row.loser}"),
             w.cell(f"{row.hands_for} to {row.hands_against}"), w.cell(row.note)]
            for row in self.part.hands
        ]  # fmt: skip
        head = ("Pair", "Hands", "Note")
        return [ruled(head, rows, (0.22, 0.14, 0.64), self.width)] if rows else []

    def _methods(self) -> Cell:
        if self.found is None:
            return []
        w = self.words
        rows = [
            [w.bold(row.name) if row.own else w.cell(row.name), w.cell(row.order),
             w.cell(row.differs or "the same places"), w.cell(row.kept)]
            for row in self.found.methods
        ]  # fmt: skip
        head = ("Method", "Order", "Differs in", "Keeps")
        return [ruled(head, rows, (0.14, 0.37, 0.19, 0.3), self.width)]

    # The matrix -----------------------------------------------------------------------------

    def _matrix(self) -> Cell:
        if self.found is None:
            return []
        if self.large:
            return [self.words.note(f"{_MATRIX} See the annex of this round.")]
        return [*matrices(self.found, self.width, self.words), self.words.note(_MATRIX)]

    def annexes(self, first: int, paper: str) -> Iterator[tuple[str, Cell]]:
        """What stands on pages of its own at the end, each with its title."""
        if self.found is not None and self.large:
            content = [
                self.words.note(_MATRIX), Spacer(1, 4),
                *matrices(self.found, text_width(paper, wide=True), self.words),
            ]  # fmt: skip
            title = f"Pairwise preferences of round {self.part.number}"
            head = [NextPageTemplate(TURNED), PageBreak(), SectionHead(first, title)]
            yield title, [*head, *content, NextPageTemplate("page")]
            first += 1
        if self.part.open_ballots:
            title = f"Ballots of round {self.part.number}"
            w = self.words
            rows = [
                [w.cell(seat), w.cell(ballot_words(marked, self.part))]
                for seat, marked in self.part.open_ballots
            ]
            table = ruled(("Seat", "Ballot, the best first"), rows, (0.25, 0.75), self.width)
            yield title, [PageBreak(), SectionHead(first, title), table]

    # Funding --------------------------------------------------------------------------------

    def _funding(self) -> Cell:
        found, w = self.found, self.words
        if found is None or found.line is None or self.part.replaced is not None:
            return []
        decided = {each.row.request: each.row for each in self.page.decisions}
        rows = []
        for place, row in enumerate(found.line.rows):
            mark = decided.get(row.code)
            said = f"{mark.code} {mark.verdict.label}" if mark is not None else "Not decided"
            reason = [] if row.fits else w.small(" ".join(row.sentences))
            line = w.small("Below the funding line") if place == found.line.place else []
            rows.append(
                [[*line, *w.cell(f"{row.code} {row.title}"), *reason],
                 w.cell(w.asks(row.cost, row.effort)), w.cell(row.short), w.cell(said)]
            )  # fmt: skip
        head = ("Task, in the order of the vote", "Asks for", "Funding line", "Decided")
        story: Cell = [ruled(head, rows, (0.4, 0.2, 0.2, 0.2), self.width), Spacer(1, 3)]
        text = f"{found.line.text}. {found.line.beyond}".strip().removesuffix(".")
        return [*story, w.note(f"{text}."), *self._limits(found.limits)]

    def _limits(self, limits: Sequence[LimitUse]) -> Cell:
        w = self.words
        rows = [
            [w.cell(_limit_name(use, w.unit)), w.figure(number(round(use.used, 1))),
             w.figure(number(round(use.new, 1))),
             w.figure("–" if use.limit is None else number(use.limit)),
             w.figure("–" if use.left is None else number(round(use.left, 1))), w.cell(use.note)]
            for use in limits
        ]  # fmt: skip
        head = ("Limit, with what was accepted", "Before", "New", "Agreed", "Left", "")
        shares = (0.3, 0.09, 0.08, 0.09, 0.08, 0.36)
        table = ruled(head, rows, shares, self.width, right=(1, 2, 3, 4))
        return [Spacer(1, 5), table] if rows else []


def _limit_name(use: LimitUse, unit: str) -> str:
    if use.measure is Measure.BUDGET:
        return f"{use.name}, {unit}"
    return f"{use.name}, person-days" if use.measure is Measure.PERSON_DAYS else use.name


def matrices(found: Counted, width: float, words: Words) -> Iterator[Flowable]:
    """The matrix, in as many tables side by side below each other as the width asks for."""
    text = words.text
    widest = max((text.width(code, fonts.MEDIUM, _SIZE) for code in found.codes), default=0.0)
    cell, first = max(18.0, widest + 4.5), max(30.0, widest + 10)
    many = max(1, int((width - first) // cell))
    blocks = -(-len(found.codes) // many)
    step = -(-len(found.codes) // blocks) if blocks else 1
    for start in range(0, len(found.codes), step):
        columns = range(start, min(start + step, len(found.codes)))
        yield _block(found, columns, first, cell)
        yield Spacer(1, 6)


def _block(found: Counted, columns: range, first: float, cell: float) -> Table:
    rows = [["", *(found.codes[n] for n in columns)]]
    strong = []
    for row, code in enumerate(found.codes):
        cells = [code]
        for place, column in enumerate(columns, 1):
            won = found.matrix[row][column]
            cells.append("·" if row == column else str(won))
            if row != column and won > found.matrix[column][row]:
                strong.append(("FONTNAME", (place, row + 1), (place, row + 1), fonts.SEMIBOLD))
        rows.append(cells)
    return Table(
        rows, colWidths=[first, *[cell] * len(columns)], rowHeights=[13.0] * len(rows),
        hAlign="LEFT", repeatRows=1,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("FONTSIZE", (0, 0), (-1, -1), _SIZE),
            ("LEADING", (0, 0), (-1, -1), 9),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("FONTNAME", (0, 0), (-1, 0), fonts.MEDIUM),
            ("FONTNAME", (0, 0), (0, -1), fonts.MEDIUM),
            ("TEXTCOLOR", (0, 0), (-1, 0), SOFT),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, RULE),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIR),
            *strong,
        ],
    )  # fmt: skip
