"""The forms of templates: the name of a new one, and what is begun from one."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.model.wording import day
from cxdesk.services import templates
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.words import read_date

_NAME_HELP = (
    "A template keeps texts, people, labels, scores, cost, actions and the charter. Its days are "
    "counted in working days from the start."
)
_BEGIN_HELP = (
    "Everything of the template is copied, and can be changed afterwards. All days follow from "
    "the start; without one they stay open."
)


class TemplateName(SmallForm):
    """What a template of an initiative is called."""

    def __init__(self, over: QWidget, editing: Editing, id: int, code: str, title: str) -> None:
        super().__init__(over, f"Make a template of {code}", _NAME_HELP, "Make the template")
        self._editing, self._id, self._code = editing, id, code
        self.name = self.line_edit("Name", "Such as System change", templates.name_problem)
        self.name.setText(title)
        self.finish()

    def keep(self) -> None:
        """Make it, or say why not."""
        name = self.name.text().strip()
        if self._editing.do(
            f"Make a template of {self._code}: {name}",
            lambda s: templates.make(s, self._id, name),
            self,
            said=f"Template “{name}” made: Ctrl+K, “New from template”",
        ):
            self.close_overlay()


class NewFromTemplate(SmallForm):
    """Template, title, batch and start of a new initiative."""

    def __init__(self, over: QWidget, editing: Editing, chosen: int | None = None) -> None:
        super().__init__(over, "New from template", _BEGIN_HELP, "Add initiative")
        self._editing = editing
        self._rows = {row.id: row for row in editing.read(templates.templates)}
        self.template = QComboBox()
        for row in self._rows.values():
            self.template.addItem(row.name, row.id)
        self.template.setCurrentIndex(max(0, self.template.findData(chosen)))
        self.add_row("Template", self.template)
        self.title = self.line_edit("Title")
        self.title.setMaxLength(10_000)
        self.batch = QComboBox()
        self.batch.addItem("No batch", None)
        self._deadlines: dict[int | None, str] = {}
        for one in editing.choices.batches:
            self.batch.addItem(f"{one.name} {one.note}", one.id)
        for box in (self.template, self.batch):
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.add_row("Batch", self.batch)
        self.start = self.line_edit("Start", "Such as today, or 7 Jan 2027", self._start_problem)
        self.finish()
        self._pattern = ""
        self._take_title()
        self.template.currentIndexChanged.connect(lambda _at: self._take_title())
        self.start.textChanged.connect(lambda _text: self._say_days())

    def first_field(self) -> QWidget:
        return self.title if len(self._rows) == 1 else self.template

    def _take_title(self) -> None:
        """Begin with the title of the template, unless another was typed already."""
        row = self._rows.get(self.template.currentData())
        if row is not None and self.title.text() in ("", self._pattern):
            self._pattern = row.title
            self.title.setText(row.title)
        self._say_days()

    def _start_on(self) -> date | None:
        return read_date(self.start.text(), self._editing.desk.today())

    def _start_problem(self, text: str) -> str:
        try:
            read_date(text, self._editing.desk.today())
        except ValueError as wrong:
            # While it is typed most beginnings are no date: only what ends like one is judged.
            return str(wrong) if len(text.strip()) >= 8 else ""
        return ""

    def _say_days(self) -> None:
        try:
            start = self._start_on()
        except ValueError:
            start = None
        id, words = self.template.currentData(), []
        if start is not None and id is not None:
            days = self._editing.read(lambda s: templates.days(s, id, start))
            if days.end is not None:
                words.append(f"Starts {day(start)} and ends {day(days.end)}.")
            if days.first_due is not None and days.last_due is not None:
                due = {day(days.first_due): None, day(days.last_due): None}
                words.append(f"Actions are due {' to '.join(due)}.")
        self.said.setText(" ".join(words))
        self.said.setVisible(bool(words))
        if self.isVisible():
            self.place()

    def keep(self) -> None:
        """Add the initiative and open it, or say why not."""
        self.clear_fault()
        title, id, batch = self.title.text(), self.template.currentData(), self.batch.currentData()
        try:
            start = self._start_on()
        except ValueError as wrong:
            self.refuse(str(wrong), self.start)
            return
        if not title.strip():
            self.refuse("Give the initiative a title.", self.title)
            return
        made: list[int] = []
        if self._editing.do(
            f"Add “{title.strip()[:60]}” from a template",
            lambda s: made.append(templates.begin(s, id, title, batch=batch, start=start)),
            self,
            said=f"“{title.strip()[:60]}” added",
        ):
            self.close_overlay()
            self._editing.open("initiative", made[0])
