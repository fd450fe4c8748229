"""The form of new domains: one after the other, each with Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxdesk.exchange.numbers import number_of
from cxdesk.model.people import capacity_problem, name_problem
from cxdesk.services import domains
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm

_HELP = (
    "A domain is a business area, such as IT or Care. Its capacity is what it can give to "
    "initiatives in a month."
)


def read_capacity(text: str) -> float:
    """The person-days that were typed; nothing is 0, not known. Raises ValueError, in words."""
    if text.strip().casefold() in ("", "not known"):
        return 0.0
    days = number_of(text.casefold().removesuffix("days").removesuffix("day"))
    if why := capacity_problem(days):
        raise ValueError(why)
    return days


def capacity_fault(text: str) -> str:
    """What is wrong with a capacity while it is typed."""
    try:
        read_capacity(text)
    except ValueError as wrong:
        return str(wrong)
    return ""


class DomainForm(SmallForm):
    """Name, short name and capacity."""

    def __init__(self, over: QWidget, editing: Editing) -> None:
        super().__init__(over, "New domain", _HELP, "Add domain")
        self._editing = editing
        self.name = self.line_edit("Name", "Such as Customer care", _name_fault)
        self.short = self.line_edit("Short name", "What cards print, such as Care")
        self.capacity = self.line_edit("Person-days a month", "Not known yet", capacity_fault)
        self.finish()

    def keep(self) -> None:
        """Add the domain and be ready for the next."""
        name, short = self.name.text().strip(), self.short.text().strip()
        if why := name_problem(name, "domain"):
            self.refuse(why, self.name)
            return
        if why := capacity_fault(self.capacity.text()):
            self.refuse(why, self.capacity)
            return
        days = read_capacity(self.capacity.text())

        def add(session: Session) -> None:
            domains.add(session, name, short, days)

        if not self._editing.do(f"Add domain {name}", add, self):
            return
        for field in self.fields:
            field.clear()
        self.leave.setText("Close")
        self.said.setText(f"{name} is added. Type the next one, or close with Esc.")
        self.said.show()
        self.place()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


def _name_fault(text: str) -> str:
    return name_problem(text, "domain")
