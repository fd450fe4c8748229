"""The form of a milestone: what it is called, when it is, and whose."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from cxdesk.model.wording import day
from cxdesk.services import milestones
from cxdesk.services.milestones import name_problem
from cxdesk.services.roadmap import MilestoneRow
from cxdesk.services.roadmap import milestones as rows_of
from cxdesk.services.session import Session
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import date_fault, read_date
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.read_only import refused
from cxdesk.ui.tabbed import TabPage

OUTSIDE = "A date from outside the program"
_HELP = "A day on which something is reached, or a date from outside that the plan must keep."


class MilestoneForm(SmallForm):
    """Enter keeps it; `made` is its id then. One that is there already can be removed."""

    width_px = 480

    def __init__(
        self, over: QWidget, editing: Editing, *, row: MilestoneRow | None = None,
        on: date | None = None, initiative: int | None = None,
    ) -> None:  # fmt: skip
        new = row is None
        super().__init__(
            over, "New milestone" if new else "Milestone", _HELP,
            "Add milestone" if new else "Keep",
        )  # fmt: skip
        self._editing, self.row, self.made = editing, row, 0
        self._today = editing.desk.today()
        self.initiative = row.initiative_id if row is not None else initiative
        self._names = self._read_names()
        self.name = self.line_edit("Name", "Such as First area live", name_problem)
        self.on = self.line_edit("Date", f"Such as {day(self._today)}", date_fault(self._today))
        self.of = Value("milestone-of", "Of", framed=True)
        self.of.clicked.connect(lambda _=False: self.pick_initiative())
        self.add_row("Of", self.of)
        self.done = QCheckBox("Reached")
        self.add_row("", self.done)
        self.done.setAccessibleName("Reached")
        if row is not None:
            self.name.setText(row.name)
            self.done.setChecked(row.done)
        when = row.on if row is not None else on
        self.on.setText("" if when is None else day(when))
        self._show_initiative()
        self.finish()
        if row is not None:
            self.remove = QPushButton("Remove")
            self.remove.clicked.connect(lambda _=False: self._remove())
            self.buttons.insertWidget(0, self.remove)

    def first_field(self) -> QWidget:
        return self.name

    def _read_names(self) -> dict[int, tuple[str, str]]:
        homes = self._editing.read(milestones.homes)
        return {id: (code, title) for id, code, title in homes}

    def pick_initiative(self) -> None:
        """Offer the initiatives, and none."""
        self._names = self._read_names()
        options = [
            Option(None, OUTSIDE),
            *(Option(id, code, title) for id, (code, title) in self._names.items()),
        ]
        pick(self.of, "Of", options, self.initiative, self._take)

    def _take(self, initiative: int | None) -> None:
        self.initiative = initiative
        self._show_initiative()
        self.clear_fault()

    def _show_initiative(self) -> None:
        if self.initiative is None:
            self.of.set_value([Span(OUTSIDE)])
        else:
            code, title = self._names.get(self.initiative) or ("", "")
            self.of.set_value([Span(code, "text", 600), Span(title)])

    # Keeping ------------------------------------------------------------------------------------

    def keep(self) -> None:
        name, field = self.name.text().strip(), self.on
        if why := name_problem(name):
            self.refuse(why, self.name)
            return
        try:
            on = read_date(field.text(), self._today)
        except ValueError as wrong:
            self.refuse(str(wrong), field)
            return
        if on is None:
            self.refuse("A milestone needs a date.", field)
            return
        done, of, row = self.done.isChecked(), self.initiative, self.row
        if row is not None and (name, on, done, of) == (
            row.name, row.on, row.done, row.initiative_id,
        ):  # fmt: skip
            self.close_overlay()
            return

        def change(session: Session) -> None:
            id = row.id if row is not None else milestones.add(session, name, on, of)
            if row is not None:
                milestones.rename(session, id, name)
                milestones.move(session, id, on)
                milestones.assign(session, id, of)
            milestones.tick(session, id, done)
            self.made = id

        verb = "Add" if row is None else "Change"
        if self._editing.do(f"{verb} the milestone “{name}”", change, self):
            self.close_overlay()

    def _remove(self) -> None:
        assert self.row is not None
        id = self.row.id
        label = f"Remove the milestone “{self.row.name}”"
        if self._editing.do(label, lambda s: milestones.remove(s, id), self):
            self.close_overlay()


def add_milestone(
    page: TabPage, on: date | None = None, initiative: int | None = None
) -> MilestoneForm | None:
    """Ask for a new milestone, on a day and of an initiative that were pointed at."""
    if refused(page):
        return None
    form = MilestoneForm(page, page.editing, on=on, initiative=initiative)
    form.open()
    return form


def edit_milestone(page: TabPage, id: int) -> MilestoneForm | None:
    """Change a milestone, or remove it; None when it is gone."""
    if refused(page):
        return None
    found = next((row for row in page.editing.read(rows_of) if row.id == id), None)
    if found is None:
        return None
    form = MilestoneForm(page, page.editing, row=found)
    form.open()
    return form


def tick_milestone(page: TabPage, row: MilestoneRow) -> None:
    """Say that a milestone is reached, or that it is not."""
    if not refused(page):
        said = "is reached" if not row.done else "is not reached"
        page.editing.do(f"“{row.name}” {said}", lambda s: milestones.tick(s, row.id, not row.done))
