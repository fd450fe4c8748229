"""A field for a number, which may be empty."""

from __future__ import annotations

from collections.abc import Callable

from cxdesk.ui.form.checked import checked
from cxdesk.ui.form.fields import LineField
from cxdesk.ui.form.value import Fault
from cxdesk.ui.form.words import number, read_number


class Figure(LineField):
    """Saves the number typed, None when it is empty.

    `problem` says what is wrong with a number, "" for nothing; it is said while it is typed.
    """

    def __init__(
        self,
        key: str,
        label: str,
        save: Callable[[float | None], bool],
        *,
        problem: Callable[[float], str],
        fault: Fault,
        placeholder: str = "",
        least: int = 56,
    ) -> None:
        self._problem, self._keep_number = problem, save
        super().__init__(
            key, label, self._save_words, fault=fault, placeholder=placeholder, least=least
        )
        self.setMaxLength(40)
        self.setProperty("quiet", False)  # framed: a number alone does not look like a field
        self.setFixedHeight(32)
        self._extra = 10
        self._fit()
        checked(self, self.fault_of)

    def show_figure(self, item: int, value: float | None) -> None:
        """Show the number that the file keeps for `item`."""
        self.show_value(item, "" if value is None else number(value))

    def value(self) -> float | None:
        """The number typed. Raises ValueError with a sentence when it is none."""
        return read_number(self.words()) if self.words().strip() else None

    def fault_of(self, words: str) -> str:
        """What is wrong with words as its number, in a sentence; "" for nothing."""
        try:
            typed = read_number(words) if words.strip() else None
        except ValueError as wrong:
            return str(wrong)
        return "" if typed is None else self._problem(typed)

    def _save_words(self, words: str) -> bool:
        if why := self.fault_of(words):
            self.refuse(why)
            return False
        return self._keep_number(self.value())
