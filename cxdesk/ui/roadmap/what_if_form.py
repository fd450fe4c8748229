"""The form of a what-if: its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cxdesk.services.what_if import LONGEST, name_problem
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.small_form import SmallForm

_HELP = (
    "What you change on the timeline then goes into the what-if and leaves the plan as it is. "
    "See what it brings, adopt it in one step or discard it."
)


class WhatIfForm(SmallForm):
    """Enter keeps the name; `keep_name` does it and says `at` the form why not."""

    width_px = 440

    def __init__(
        self,
        over: QWidget,
        name: str,
        taken: Sequence[str],
        keep_name: Callable[[str, Refusable], bool],
    ) -> None:
        title = f"Rename the what-if “{name}”" if name else "Begin a what-if"
        super().__init__(over, title, _HELP, "Rename" if name else "Begin")
        self._taken, self._keep_name = [one for one in taken if one != name], keep_name
        self.name = self.line_edit(
            "Name", "Such as Move the IT start", lambda text: name_problem(text, self._taken)
        )
        self.name.setMaxLength(LONGEST + 1)  # one more, so that it is said and not cut in silence
        self.name.setText(name)
        self.finish()

    def keep(self) -> None:
        name = self.name.text().strip()
        if why := name_problem(name, self._taken):
            self.refuse(why, self.name)
        elif self._keep_name(name, self):
            self.close_overlay()
