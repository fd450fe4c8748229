"""Words offered below a field while one of them is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

_MOST_ROWS, _LEAST_PX = 8, 200


class Completion(QCompleter):
    """Offers the words of `offers` that hold what is typed; `take` is called with a clicked one.

    Down walks into them, and Enter in the field then finds the word there.
    """

    def __init__(
        self, field: QLineEdit, offers: Callable[[], Sequence[str]], take: Callable[[], object]
    ) -> None:
        super().__init__(field)
        self._offers, self._words = offers, QStringListModel(self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(_MOST_ROWS)
        self._list().setMinimumWidth(_LEAST_PX)  # the field is as wide as what is typed
        field.setCompleter(self)
        field.textEdited.connect(self._on_edited)
        field.textChanged.connect(self._on_changed)
        self.activated.connect(lambda _word: take(), Qt.ConnectionType.QueuedConnection)

    def _on_edited(self, text: str) -> None:
        if len(text) == 1:  # read once a word: thousands of items may have to be looked at
            self._words.setStringList(list(self._offers()))
            self.complete()

    def _on_changed(self, text: str) -> None:
        if not text:
            self._list().hide()

    def _list(self) -> QAbstractItemView:
        """The list below the field, which Qt makes when it is first asked for."""
        found = self.popup()
        assert found is not None
        return found
