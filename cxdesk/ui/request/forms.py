"""The small forms of a request: send it back with a question, merge it, reject it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from cxdesk.services import request_view
from cxdesk.services.alikes import Likely
from cxdesk.services.request_view import Reference
from cxdesk.ui.form.completion import Completion
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.rows import Wrap
from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import pick
from cxdesk.ui.request.edits import Coded, RequestEdits, Rows, named

_LONGEST = 5_000


class AskForm(SmallForm):
    """Who is asked, and what."""

    def __init__(
        self, over: QWidget, editing: Editing, edits: RequestEdits, row: Coded, person: int | None
    ) -> None:
        super().__init__(
            over, f"Send {row.code} back with a question",
            "It waits as Info needed until the answer is in.", "Send back",
        )  # fmt: skip
        self._editing, self._edits, self._row, self._person = editing, edits, row, person
        self.who = Value("asked", "Who is asked", framed=True)
        self.who.clicked.connect(lambda _=False: self._pick())
        self.question = self.line_edit("Question", "What is still to be told")
        self.question.setMaxLength(_LONGEST)
        self.add_row("Who", self.who)
        self.who.setAccessibleName("Who is asked")
        self.finish()
        self._show()

    def _pick(self) -> None:
        pick(self.who, "Who is asked", self._editing.people(), self._person, self.take)

    def take(self, person: int | None) -> None:
        """Ask this person."""
        self._person = person
        self._show()
        self.clear_fault()

    def _show(self) -> None:
        if self._person is None:
            self.who.set_value([Span("choose somebody", "text3")])
        else:
            self.who.set_value([Span(self._editing.name_of(self._person))])
        self.place()

    def keep(self) -> None:
        if not self.question.text().strip():
            self.refuse(f"Say what {self._row.code} still has to tell.", self.question)
        elif self._person is None:
            self.refuse("Choose who is to answer.", self.question)
            self.who.setFocus()
        elif self._edits.ask(self._row, self.question.text(), self._person, self):
            self.close_overlay()


class RejectForm(SmallForm):
    """Why it is turned away."""

    def __init__(self, over: QWidget, edits: RequestEdits, rows: Rows) -> None:
        name = named(rows)
        super().__init__(
            over, f"Reject {name}",
            "The reason stays with it. A rejected request is not taken up again, but can be "
            "submitted anew.", f"Reject {name}",
        )  # fmt: skip
        self._edits, self._rows = edits, rows
        self.reason = self.line_edit("Reason", "What its submitter will read")
        self.reason.setMaxLength(_LONGEST)
        self.finish()

    def keep(self) -> None:
        if not self.reason.text().strip():
            self.refuse(f"Say why {named(self._rows)} is rejected.", self.reason)
        elif self._edits.reject(self._rows, self.reason.text(), self):
            self.close_overlay()


class MergeForm(SmallForm):
    """The initiative or the request that it becomes a part of, by its code."""

    def __init__(
        self,
        over: QWidget,
        editing: Editing,
        edits: RequestEdits,
        rows: Rows,
        alike: Sequence[Likely] = (),
    ) -> None:
        name = named(rows)
        super().__init__(
            over, f"Merge {name}",
            "Into the initiative that does the work already, or into another request that goes on "
            "for both.", f"Merge {name}",
        )  # fmt: skip
        self._editing, self._edits, self._rows = editing, edits, rows
        self.code = self.line_edit("Into", "A code, such as CX-102 or R7")
        self.code.setMaxLength(_LONGEST)
        Completion(self.code, self._offers, lambda: None)
        self.likely: list[Value] = []
        if alike:
            holder = QWidget()
            box = Wrap(holder)
            for one in alike:
                made = offer(one, lambda one=one: self._take(one))  # type: ignore[misc]
                self.likely.append(made)
                box.addWidget(made)
            self.form.addRow("It looks like", holder)
        self.finish()

    def _offers(self) -> Sequence[str]:
        here = {row.id for row in self._rows}
        found = self._editing.read(request_view.targets)
        return [f"{one.code}  {one.title}" for one in found if one.id not in here]

    def _take(self, one: Likely) -> None:
        self.code.setText(f"{one.code}  {one.title}")
        self.code.setFocus()
        self.code.setCursorPosition(0)

    def keep(self) -> None:
        text = self.code.text().strip()
        into = self._editing.read(lambda s: request_view.find_target(s, text)) if text else None
        if into is None:
            said = f"There is no initiative and no request “{text}”." if text else ""
            self.refuse(said or "Type the code of an initiative or a request.", self.code)
        elif self._edits.merge(self._rows, into, self):
            self.close_overlay()


def offer(one: Likely | Reference, act: Callable[[], object]) -> Value:
    """A code and a title that lead somewhere."""
    made = Value(f"likely-{one.code}", "")
    lead = Lead("glyph", "document" if one.kind == "request" else "kanban")
    made.set_value([Span(one.code, "accent", 600), Span(one.title, "text2")], lead)
    made.clicked.connect(lambda _=False: act())
    return made


class Later:
    """Calls once after a pause: what is looked up while somebody types."""

    def __init__(self, field: QLineEdit, act: Callable[[str], object], pause: int = 150) -> None:
        self._timer = QTimer(field, singleShot=True, interval=pause)
        self._timer.timeout.connect(lambda: act(field.text()))
        field.textChanged.connect(lambda _text: self._timer.start())
