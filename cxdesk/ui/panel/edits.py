"""The changes that the overview's rows make, each with the sentence the history keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxdesk.model.errors import RuleBroken
from cxdesk.model.program import Horizon
from cxdesk.model.states import LinkType, Priority, State
from cxdesk.model.wording import day, thousands
from cxdesk.services import detail as details
from cxdesk.services import initiatives, labels, link_words, predecessors
from cxdesk.services.detail import Detail
from cxdesk.ui.panel.subject import Refusable, Subject
from cxdesk.ui.reason import ask_reason

SCORES = ("Impact", "Reach", "Outcome", "Urgency")


def archived_words(code: str) -> str:
    """What is said once an initiative is archived."""
    return f"{code} archived: off the board, found by search and in the list"


def restored_words(it: Detail) -> str:
    """Where an initiative stands that was archived."""
    if it.state is State.CANCELLED:
        return f"{it.code} restored; it is cancelled, so the board does not show it"
    where = f", {it.batch}" if it.batch else ""
    return f"{it.code} restored: {it.state.label}{where}"


class Edits:
    """Changes of the initiative shown; each is True when it was kept, else `at` says why not."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def rename(self, title: str, at: Refusable) -> bool:
        """Set the title."""
        it = self._subject.detail
        return self._subject.do(
            f"Rename {it.code} to “{title.strip()}”",
            lambda s: initiatives.rename(s, it.id, title),
            at,
        )

    def give(self, person: int | None, at: Refusable) -> bool:
        """Set the owner."""
        it = self._subject.detail
        label = f"Give {it.code} to {self._subject.name_of(person)}"

        def give(reason: str = "") -> bool:
            return self._subject.do(
                label,
                lambda s: initiatives.give(s, it.id, person, reason),
                at,
                ask=lambda broken: ask_reason(self._subject.panel, broken.text, give),
            )

        return give()

    def sponsor(self, person: int | None, at: Refusable) -> bool:
        """Set the sponsor."""
        it = self._subject.detail
        label = f"Sponsor of {it.code}: {self._subject.name_of(person)}"
        return self._subject.do(label, lambda s: initiatives.sponsor(s, it.id, person), at)

    def join(self, batch: int | None, at: Refusable) -> bool:
        """Put it into a batch."""
        it = self._subject.detail
        name = next((one.name for one in self._subject.choices.batches if one.id == batch), "")
        label = f"Put {it.code} into {name}" if name else f"Take {it.code} out of its batch"
        return self._subject.do(label, lambda s: initiatives.join(s, it.id, batch), at)

    def belong(self, domain: int | None, at: Refusable) -> bool:
        """Set the domain."""
        it = self._subject.detail
        name = next((one.name for one in self._subject.choices.domains if one.id == domain), "Org")
        return self._subject.do(
            f"{it.code} belongs to {name}", lambda s: initiatives.belong(s, it.id, domain), at
        )

    def schedule(self, start: date | None, end: date | None, at: Refusable) -> bool:
        """Set start and end."""
        it = self._subject.detail
        label = (
            f"Plan {it.code}: {day(start) if start else 'open'} to {day(end) if end else 'open'}"
        )
        return self._subject.do(label, lambda s: initiatives.schedule(s, it.id, start, end), at)

    def place_in(self, horizon: Horizon | None, at: Refusable) -> bool:
        """Set the horizon, None: as its end says."""
        it = self._subject.detail
        label = f"Horizon of {it.code}: {horizon.value if horizon else 'as its end says'}"
        return self._subject.do(label, lambda s: initiatives.place_in(s, it.id, horizon), at)

    def prioritise(self, priority: Priority | None, at: Refusable) -> bool:
        """Set the priority, None: derived from the benefit."""
        it = self._subject.detail
        label = f"Priority of {it.code}: {priority.value if priority else 'from its benefit'}"
        return self._subject.do(label, lambda s: initiatives.prioritise(s, it.id, priority), at)

    def cost(self, cost: float, effort: float, at: Refusable) -> bool:
        """Set cost and effort."""
        it = self._subject.detail
        money = f"{cost:,.10g} {thousands(it.currency)}"
        label = f"{it.code} costs {money} and {effort:,.10g} person-days"
        return self._subject.do(label, lambda s: initiatives.cost(s, it.id, cost, effort), at)

    def rate(self, place: int, score: int, at: Refusable) -> bool:
        """Set one of the four benefit scores."""
        it = self._subject.detail
        impact, reach, outcome, urgency = (
            score if n == place else old for n, old in enumerate(it.scores)
        )
        return self._subject.do(
            f"{SCORES[place]} of {it.code}: {score}",
            lambda s: initiatives.rate(s, it.id, impact, reach, outcome, urgency),
            at,
        )

    def serve(self, outcomes: Sequence[int], at: Refusable) -> bool:
        """Set the outcomes it serves."""
        it = self._subject.detail
        named = [one.name for one in self._subject.choices.outcomes if one.id in outcomes]
        label = f"{it.code} serves {', '.join(named) or 'no outcome'}"
        return self._subject.do(label, lambda s: initiatives.serve(s, it.id, outcomes), at)

    def wait_for(self, text: str, at: Refusable) -> bool:
        """Add a predecessor, "101", or tie one in another way: "101SS+2"."""
        it = self._subject.detail
        found: tuple[int, str, LinkType, int] | None
        found = self._subject.read(lambda s: predecessors.find(s, text, it.code))
        if found is None:
            at.refuse(RuleBroken(f"There is no initiative {text.strip()}."))
            return False
        id, code, type, lag = found
        said = link_words.sentence(code, it.code, type, lag)
        there = next((one for one in it.predecessors if one.id == id), None)
        tail = text.strip().upper().removeprefix(code.upper()).removeprefix(code.rpartition("-")[2])
        if there is not None and tail:
            return self._subject.do(
                said, lambda s: initiatives.relink(s, there.link, type, lag), at
            )
        plain = type is LinkType.FS and not lag
        return self._subject.do(
            f"{it.code} waits for {code}" if plain else said,
            lambda s: initiatives.link(s, id, it.id, type, lag),
            at,
        )

    def unlink(self, link: int, code: str, at: Refusable) -> bool:
        """Take a predecessor away."""
        it = self._subject.detail
        return self._subject.do(
            f"{it.code} waits for {code} no more", lambda s: initiatives.unlink(s, link), at
        )

    def part_of(self, code: str, at: Refusable) -> bool:
        """Make it part of another initiative; an empty code: of none."""
        it = self._subject.detail
        other = self._find(code, at) if code else (None, "nothing else")
        return other is not None and self._subject.do(
            f"{it.code} is part of {other[1]}",
            lambda s: initiatives.put_under(s, it.id, other[0]),
            at,
        )

    def block(self, text: str, at: Refusable) -> bool:
        """Block it: `text` is a reason, a code, or a code and then a reason. Empty unblocks."""
        it = self._subject.detail
        if not text.strip():
            return self.unblock(at)
        reason, by, blocker = self._subject.read(lambda s: details.blocker(s, text, it.code))
        label = f"Block {it.code}: {' '.join(part for part in (blocker, reason) if part)}"
        return self._subject.do(label, lambda s: initiatives.block(s, it.id, reason, by), at)

    def unblock(self, at: Refusable) -> bool:
        """Take the flag away."""
        it = self._subject.detail
        return self._subject.do(
            f"{it.code} is blocked no more", lambda s: initiatives.unblock(s, it.id), at
        )

    def label(self, label: str, at: Refusable) -> bool:
        """Add a label."""
        it = self._subject.detail
        return self._subject.do(
            f"Label {it.code}: {label.strip()}", lambda s: labels.give(s, [it.id], label), at
        )

    def unlabel(self, label: str, at: Refusable) -> bool:
        """Take a label away."""
        it = self._subject.detail
        return self._subject.do(
            f"Take the label {label} from {it.code}", lambda s: labels.take(s, [it.id], label), at
        )

    def archive(self, archived: bool, at: Refusable) -> bool:
        """Take it off the board, or bring it back: then it is said where it stands."""
        it = self._subject.detail
        label = f"{'Archive' if archived else 'Restore'} {it.code}"
        return self._subject.do(
            label,
            lambda s: initiatives.archive(s, it.id, archived),
            at,
            said=archived_words(it.code) if archived else restored_words(it),
        )

    def describe(self, text: str, at: Refusable) -> bool:
        """Set the description."""
        it = self._subject.detail
        return self._subject.do(
            f"Describe {it.code}", lambda s: initiatives.describe(s, it.id, text), at
        )

    def expect(self, text: str, at: Refusable) -> bool:
        """Set the expected outcome."""
        it = self._subject.detail
        return self._subject.do(
            f"Expected outcome of {it.code}", lambda s: initiatives.expect(s, it.id, text), at
        )

    def check(self, passed: bool, note: str, at: Refusable) -> bool:
        """Record the six-month check."""
        it = self._subject.detail
        label = f"Six-month check of {it.code} {'passed' if passed else 'not passed'}"
        return self._subject.do(label, lambda s: initiatives.check(s, it.id, passed, note), at)

    def _find(self, code: str, at: Refusable) -> tuple[int, str] | None:
        like = self._subject.detail.code
        found: tuple[int, str] | None = self._subject.read(lambda s: details.written(s, code, like))
        if found is None:
            at.refuse(RuleBroken(f"There is no initiative {code.strip()}."))
        return found
