"""What the lines of a file of ballots add up to, and which of them are wrong."""

from __future__ import annotations

from cxdesk.analysis.tiers import Tiers
from cxdesk.store.errors import KnownError

MOST_TASKS = 200
MOST_BALLOTS = 20_000  # that differ; equal ones are counted
MOST_COUNTED = 1_000_000_000
_NAMED = 5  # wrong lines; of the rest there is a number
_LONGEST = 60  # letters of a name, and of what is quoted


class WrongLine(ValueError):
    """A line that cannot be read; the message says why, without a full stop."""


class BallotLines:
    """The ballots of a file so far."""

    def __init__(self, file: str) -> None:
        self.counts: dict[Tiers, int] = {}
        self.total = 0
        self._file = file
        self._wrong: list[str] = []
        self._more = 0

    def add(self, ballot: Tiers, times: int = 1) -> None:
        """Count a ballot."""
        self.counts[ballot] = self.counts.get(ballot, 0) + times
        self.total += times
        if len(self.counts) > MOST_BALLOTS:
            raise self.refused(f"holds more than {MOST_BALLOTS:,} different ballots")
        if self.total > MOST_COUNTED:
            raise self.refused(f"holds more than {MOST_COUNTED:,} ballots")

    def wrong(self, number: int, error: WrongLine) -> None:
        """Keep that a line cannot be read."""
        if len(self._wrong) < _NAMED:
            self._wrong.append(f"Line {number:,}: {error}.")
        else:
            self._more += 1

    def check(self) -> None:
        """Raise KnownError where lines were wrong, or none was a ballot."""
        if self._wrong:
            more = [f"{self._more:,} more are wrong."] if self._more else []
            first = f"{self._file} cannot be counted."
            raise KnownError("\n".join([first, *self._wrong, *more]))
        if not self.counts:
            raise self.refused("holds no ballot")

    def check_tasks(self, tasks: int) -> None:
        """Raise KnownError for more tasks than can be ranked."""
        if tasks > MOST_TASKS:
            raise self.refused(f"ranks {tasks:,} tasks, and {MOST_TASKS} are the most")

    def refused(self, text: str) -> KnownError:
        """The whole file is refused: "votes.csv holds no ballot."."""
        return KnownError(f"{self._file} {text}.")


def plain(text: str) -> str:
    """A text that is safe to print on one line, not too long."""
    text = "".join(char if char.isprintable() else " " for char in text).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
