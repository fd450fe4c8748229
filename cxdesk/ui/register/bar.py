"""The row above the register: which decisions are shown, by verdict, meeting and owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cxdesk.model.decisions import Verdict
from cxdesk.model.wording import day
from cxdesk.services.register import RegisterRow
from cxdesk.ui.decisions.words import GLYPH_OF
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.bar import FilterBar


@dataclass(frozen=True, slots=True)
class Kept:
    """Which decisions are shown: empty tuples keep all. Owners go by name: they may have left."""

    verdicts: tuple[Verdict, ...] = ()
    meetings: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        return {
            "verdicts": [one.value for one in self.verdicts], "meetings": list(self.meetings),
            "owners": list(self.owners),
        }  # fmt: skip

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps all."""
        try:
            match kept:
                case {"verdicts": list(verdicts), "meetings": list(meetings),
                      "owners": list(owners)}:  # fmt: skip
                    return cls(
                        tuple(Verdict(one) for one in verdicts),
                        tuple(one for one in meetings if isinstance(one, int)),
                        tuple(one for one in owners if isinstance(one, str)),
                    )
        except ValueError:
            pass
        return cls()

    def test(self) -> Callable[[RegisterRow], bool] | None:
        """Whether a row is kept; None when all are."""
        if self == Kept():
            return None
        verdicts, meetings, owners = set(self.verdicts), set(self.meetings), set(self.owners)
        return lambda row: (
            (not verdicts or row.verdict in verdicts)
            and (not meetings or row.meeting_id in meetings)
            and (not owners or row.owner in owners)
        )


class RegisterBar(FilterBar):
    """What of the register is shown."""

    kept: Kept

    def __init__(self) -> None:
        super().__init__("Narrow the register", Kept())
        self._rows: Sequence[RegisterRow] = ()
        self.verdict = self.add_chip(
            "filter-verdict", "Verdict", self.pick_verdicts, lambda: self.keep(verdicts=())
        )
        self.meeting = self.add_chip(
            "filter-meeting", "Meeting", self.pick_meetings, lambda: self.keep(meetings=())
        )
        self.owner = self.add_chip(
            "filter-owner", "Owner", self.pick_owners, lambda: self.keep(owners=())
        )
        self.lay_out()
        self._show()

    def set_register(self, rows: Sequence[RegisterRow]) -> None:
        """The decisions whose meetings and owners there are to choose from."""
        self._rows = rows
        self._show()

    def _meetings(self) -> dict[int, str]:
        return {row.meeting_id: day(row.meeting) for row in self._rows}

    def _show(self) -> None:
        kept, meetings = self.kept, self._meetings()
        for chip, words in (
            (self.verdict, [one.label for one in kept.verdicts]),
            (self.meeting, [meetings[id] for id in kept.meetings if id in meetings]),
            (self.owner, list(kept.owners)),
        ):
            chip.setVisible(bool(words))
            chip.show_filter(", ".join(words), str(len(words)))
        self.fit()

    def clear(self) -> None:
        """Keep every decision, and every word."""
        self.narrow.clear()
        self.keep(verdicts=(), meetings=(), owners=())

    def offer(self) -> None:
        """Offer the filters there are."""
        options = [
            Option(self.pick_verdicts, "Verdict"), Option(self.pick_meetings, "Meeting"),
            Option(self.pick_owners, "Owner"),
        ]  # fmt: skip
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_verdicts(self) -> None:
        """Offer the verdicts to keep."""
        options = [
            Option(one, one.label, lead=Lead("glyph", GLYPH_OF[one.value])) for one in Verdict
        ]
        pick_many(
            self.anchor(self.verdict), "Verdicts", options, self.kept.verdicts,
            lambda chosen: self.keep(verdicts=tuple(one for one in Verdict if one in chosen)),
        )  # fmt: skip

    def pick_meetings(self) -> None:
        """Offer the meetings whose decisions to keep, the newest first."""
        options = [Option(id, words) for id, words in self._meetings().items()]
        pick_many(
            self.anchor(self.meeting), "Meetings", options, self.kept.meetings,
            lambda chosen: self.keep(meetings=tuple(chosen)),
        )  # fmt: skip

    def pick_owners(self) -> None:
        """Offer the owners whose decisions to keep."""
        known = {row.owner: row.initials for row in self._rows if row.owner}
        options = [Option(name, name, lead=Lead("avatar", known[name])) for name in sorted(known)]
        pick_many(
            self.anchor(self.owner), "Owners", options, self.kept.owners,
            lambda chosen: self.keep(owners=tuple(chosen)),
        )  # fmt: skip
