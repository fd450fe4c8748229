"""What a column of a table is: what its cells say, and its titles, compared however written."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache

from cxdesk.services.search import fold


class Kind(enum.Enum):
    """What stands in a cell, written so that it can be read back."""

    TEXT = "text"  # on one line
    LONG = "long"  # with line breaks
    DATE = "date"  # 2026-09-18 in CSV, a real date in a workbook
    MOMENT = "moment"  # 2026-09-18 14:30, UTC
    NUMBER = "number"
    COUNT = "count"  # a whole number from zero up
    PERCENT = "percent"  # 45 for 45 %
    SCORE = "score"  # 1-5
    YES = "yes"  # "yes" or "no"
    TEXTS = "texts"  # several, with "; " between
    PERSON = "person"  # a name; "Name (initials)" where several people have it
    DOMAIN = "domain"  # its name; "" is organisation-wide
    BATCH = "batch"  # its code
    INITIATIVE = "initiative"  # its code
    OUTCOME = "outcome"  # its code
    OUTCOMES = "outcomes"  # codes, with "; " between
    DAYS = "days"  # person-days: 12.5, or by domain "IT 25; Care 10"
    STATE = "state"  # State.label: "In progress"
    ACTION_STATE = "action state"  # "To do", "Doing", "Done", "Dropped"
    PRIORITY = "priority"  # "Highest", "High", "Medium", "Low"; "" follows from the benefit
    HORIZON = "horizon"  # "Short", "Mid", "Long"; "" follows from the end
    LEVEL = "level"  # "Executive", "Manager", "Employee"
    SOURCE = "source"  # Source.label
    EVIDENCE = "evidence"  # Evidence.label
    LINK = "link"  # "FS", "SS", "FF", "SF"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `title` as we write it, `known` what others call it besides.

    A row without a `needed` one cannot be brought in.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    known: str = ""  # titles, with a comma between
    needed: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """All its titles, ours first, as `plain` makes them."""
        known = self.known.split(",") if self.known else ()
        return tuple(dict.fromkeys(map(plain, (self.title, *known))))


@dataclass(frozen=True, slots=True)
class Target:
    """A table of ours: its key, and its title, which is the name of its sheet and its file.

    `read_only` are columns that others have, and that we read and never write.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    one: str = ""  # what one row of it is
    read_only: tuple[Field, ...] = ()

    @property
    def read(self) -> tuple[Field, ...]:
        """All columns that are read."""
        return (*self.fields, *self.read_only)

    def field(self, key: str) -> Field:
        """The field of this key. Raises KeyError."""
        return {field.key: field for field in self.read}[key]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all columns, in their order."""
        return tuple(field.title for field in self.fields)


@lru_cache(2**12)
def plain(text: str) -> str:
    """A title without case, accents, units in brackets, spaces and signs.

    "Start-Date", "start date *" and "StartDate" are the same, as are "Cost" and "Cost (k€)".
    """
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text) if text[:1] not in "([" else text
    return "".join(char for char in fold(bare) if char.isalnum() or char in "€$£%#")
