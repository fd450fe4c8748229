"""Changes of links, each one undo step, and what is said after: a warning, or a way to mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cxdesk.model.states import LinkType
from cxdesk.model.wording import count, day
from cxdesk.services import initiatives, link_words
from cxdesk.services import what_if_steps as steps_of
from cxdesk.services.dependencies import Dependency, dependency
from cxdesk.services.schedule import Dates, Network
from cxdesk.services.session import Session
from cxdesk.ui.desk import Toast
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.words import short
from cxdesk.ui.roadmap.planning import Planning

Propose = Callable[[str, Mapping[int, Dates]], object]
"""Asks for other dates; what pushes nobody is saved at once."""


class LinkEdits:
    """Draws, changes and removes links of a plan; each is True when it was kept.

    `network` is that of the plan which is shown, up to date after each change.
    """

    def __init__(
        self, planning: Planning, propose: Propose, network: Callable[[], Network]
    ) -> None:
        self.planning = planning
        self._propose, self._network = propose, network

    def link(
        self, before: int, after: int, type: LinkType, lag: int = 0, at: Refusable | None = None
    ) -> bool:
        """Link two initiatives; what is odd about it is said, and a way to mend it offered."""
        names = self._codes(before, after)
        kept = self.planning.link(_made(*names, type, lag), before, after, type, lag, at)
        if kept:
            self._tell(before, after, f"{_made(*names, type, lag)}.")
        return kept

    def relink(self, it: Dependency, type: LinkType, lag: int, at: Refusable | None = None) -> bool:
        """Set type and lag of a link."""
        if (type, lag) == (it.type, it.lag):
            return True
        label = link_words.sentence(it.before.code, it.after.code, type, lag)
        kept = self.planning.relink(label, it.id, type, lag, at)
        if kept:
            self._tell(it.before.id, it.after.id, f"{label}.")
        return kept

    def unlink(self, *gone: Dependency) -> bool:
        """Remove links, several as one change."""
        label = f"{gone[0].after.code} waits for {gone[0].before.code} no more"
        if len(gone) > 1:
            label = f"Remove {count(len(gone), 'link')}"

        def change(session: Session) -> None:
            for it in gone:
                initiatives.unlink(session, it.id)

        return self.planning.change(label, change, [steps_of.unlinked(it.id) for it in gone])

    def refuse(self, why: str) -> None:
        """Say why something was not done."""
        self.planning.editing.desk.said.emit(Toast(why, warning=True))

    def mend(self, it: Dependency) -> tuple[str, Dates] | None:
        """Where the successor of a broken link would have to stand: in words, and its dates.

        None where nothing is broken, or the successor cannot move: it has started, say.
        """
        here = self._network()
        card = here.cards[it.after.id]
        if not it.broken or not here.has_dates(card.id) or here.nodes[card.id] in here.held:
            return None
        dates = here.shifted(card.id, it.broken)
        today = self.planning.editing.desk.today()
        return f"Move {card.code} to {short(dates[0], today)}", dates

    def move(self, it: Dependency, dates: Dates) -> None:
        """Move the successor of a broken link there, and what it pushes."""
        self._propose(f"Move {it.after.code} to {day(dates[0])}", {it.after.id: dates})

    def _tell(self, before: int, after: int, said: str) -> None:
        """After a change: what is odd, and where it is broken, the way to mend it."""
        here = self._network()
        link = next(
            (o for o in here.links.values() if (o.before, o.after) == (before, after)), None
        )
        if link is None:
            return
        it = dependency(here, link)
        if not it.broken and not it.warning:
            return
        desk = self.planning.editing.desk
        text = f"{said} {it.warning}".strip()
        if it.broken:
            assert it.needed_on is not None
            does = "starts" if it.type[1] == "S" else "ends"
            text += (
                f" That is {link_words.standing(it.slack)}: {it.after.code} {does} "
                f"{day(it.needed_on)}."
            )
        mending = self.mend(it)
        if mending is None:
            desk.said.emit(Toast(text, undo=True, warning=True))
        else:
            words, dates = mending
            desk.said.emit(
                Toast(text, button=words, action=lambda: self.move(it, dates), warning=True)
            )

    def _codes(self, before: int, after: int) -> tuple[str, str]:
        cards = self._network().cards
        return cards[before].code, cards[after].code


def _made(before: str, after: str, type: LinkType, lag: int) -> str:
    if type is LinkType.FS and not lag:
        return f"{after} waits for {before}"
    return link_words.sentence(before, after, type, lag)
