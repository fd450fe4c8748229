"""What pickers offer: the options, narrowed by the words typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from cxdesk.services.search import fold
from cxdesk.ui.leads import Lead

_LISTED = 200  # laying out ten thousand rows would take seconds; nobody scrolls so far
_Index = QModelIndex | QPersistentModelIndex
MORE = object()
"""The value of a line that is no option: there are more, or none."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose. With `why` it cannot be chosen now, and that says why."""

    value: Any
    text: str
    note: str = ""
    lead: Lead | None = None
    why: str = ""


Create = Callable[[str], Option]
"""Makes an option of words that are none yet."""


class Options(QAbstractListModel):
    """The options that hold the words typed, and which are chosen."""

    def __init__(
        self,
        options: Sequence[Option],
        chosen: Sequence[Any],
        many: bool,
        create: Create | None = None,
    ) -> None:
        super().__init__()
        self._all = list(options)
        self._create = create
        self._folded: list[str] = []
        self.chosen = list(chosen)
        self.many = many
        self.shown = self._listed(self._all)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        option = self.shown[index.row()]
        words = ", ".join(part for part in (option.text, option.note, option.why) if part)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return option.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return words + (", chosen" if option.value in self.chosen else "")
            case Qt.ItemDataRole.ToolTipRole:
                return None
            case Qt.ItemDataRole.UserRole:
                return option
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def narrow(self, text: str) -> None:
        """Show the options that hold every word of `text`."""
        words = fold(text).split()
        found = self._all
        if words:
            self._folded = self._folded or [fold(f"{one.text} {one.note}") for one in self._all]
            found = [
                one
                for one, folded in zip(self._all, self._folded, strict=True)
                if all(word in folded for word in words)
            ]
        self.beginResetModel()
        self.shown = self._listed(found)
        if words and self._create and all(fold(one.text).split() != words for one in found):
            new = self._create(text.strip())
            self.shown = [*found[:_LISTED], new]
        self.endResetModel()

    def hold(self, option: Option) -> None:
        """Offer an option from now on, one that was made of what was typed."""
        if option not in self._all:
            self._all.append(option)
            self._folded = []

    def _listed(self, found: list[Option]) -> list[Option]:
        """The first of many, what is chosen among the rest, and how many more there are."""
        if self._all and not found:
            return [Option(MORE, "No match", why="Type other letters, or fewer")]
        rest = found[_LISTED:]
        if not rest:
            return list(found)
        chosen = [one for one in rest if one.value in self.chosen]
        more = f"{len(rest) - len(chosen):,} more: type a part of the name"
        return [*chosen, *found[:_LISTED], Option(MORE, "…", why=more)]
