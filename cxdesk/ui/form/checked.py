"""Fields that say what is wrong while it is typed, not only when it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cxdesk.ui.form.fields import LineField, TextField

F = TypeVar("F", TextField, LineField)


def checked(field: F, problem: Callable[[str], str]) -> F:
    """Let `field` say what `problem` finds in the words typed ("" for nothing), and return it."""

    def look() -> None:
        why = problem(field.words()) if field.dirty else ""
        if why:
            field.refuse(why)
        else:
            field.clear_fault()

    field.textChanged.connect(lambda *_: look())
    return field
