"""What the kanban offers on every tab: new from a template, the templates, the labels."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cxdesk.ui.actions import make_action
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.view import View

_GROUP = "Kanban"


class Sheets(QObject):
    """Its actions are in the palette; what they open is imported then."""

    def __init__(self, view: View, editing: Editing) -> None:
        super().__init__(view)
        self._view, self._editing = view, editing
        new = make_action(
            view, "new-from-template", "New from template…", _GROUP, self.begin,
            shortcuts=("Shift+N",),
        )  # fmt: skip
        lock_changes(editing.desk, new)
        make_action(view, "templates", "Templates…", _GROUP, self.show_templates)
        make_action(view, "labels", "Labels…", _GROUP, self.show_labels)

    def begin(self) -> None:
        """Ask what a new initiative of a template is; without templates say how to make one."""
        from cxdesk.services import templates
        from cxdesk.ui.board.template_form import NewFromTemplate

        if self._editing.read(templates.templates):
            NewFromTemplate(self._view, self._editing).open()
        else:
            self.show_templates()

    def show_templates(self) -> None:
        """Show every template."""
        from cxdesk.ui.board.names_sheet import TemplatesSheet

        TemplatesSheet(self._view, self._editing).open()

    def show_labels(self) -> None:
        """Show every label."""
        from cxdesk.ui.board.names_sheet import LabelsSheet

        LabelsSheet(self._view, self._editing).open()
