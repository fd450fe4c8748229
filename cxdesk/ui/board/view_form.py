"""The form of a new view: its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cxdesk.services.saved_views import name_problem
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm

_HELP = "Filters, columns, lanes, folded columns and density are kept, for everybody in the office."


class ViewForm(SmallForm):
    """Enter saves what is shown under the name; `add` does it."""

    width_px = 440

    def __init__(
        self,
        over: QWidget,
        editing: Editing,
        taken: Sequence[str],
        add: Callable[[Session, str], object],
    ) -> None:
        super().__init__(over, "Save what is shown as a view", _HELP, "Save view")
        self._editing, self._taken, self._add = editing, taken, add
        self.name = self.line_edit(
            "Name", "Such as Monday round", lambda text: name_problem(text, taken)
        )
        self.finish()

    def keep(self) -> None:
        name = self.name.text().strip()
        if why := name_problem(name, self._taken):
            self.refuse(why, self.name)
        elif self._editing.do(f"Save the view “{name}”", lambda s: self._add(s, name), self):
            self.close_overlay()
