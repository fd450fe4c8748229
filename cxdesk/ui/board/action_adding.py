"""The form of a new action: title, initiative, owner and due date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxdesk.ui.form.small_form import SmallForm
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.form.words import read_date
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick

HELP = "An action belongs to an initiative. Enter adds it and makes room for the next."


@dataclass(frozen=True, slots=True)
class NewAction:
    """What was typed; the form has seen to it that a title and an initiative are there."""

    title: str
    initiative: int
    owner: int | None
    due: date | None


class ActionForm(SmallForm):
    """Enter adds the action and makes room for the next, Esc leaves it.

    `take` adds and answers with the reason of a refusal, "" for none; `owner_of` tells who owns an
    initiative, and so does its actions until somebody else is chosen.
    """

    def __init__(
        self,
        over: QWidget,
        initiatives: Sequence[Option],
        people: Sequence[Option],
        today: date,
        owner_of: Callable[[int], int | None],
        take: Callable[[NewAction], str],
    ) -> None:
        super().__init__(over, "New action", HELP, "Add and next")
        self._initiatives, self._people = initiatives, people
        self._today, self._owner_of, self._take = today, owner_of, take
        self._to: int | None = None
        self._who: int | None = None
        self._said_who = False
        self.leave.setText("Done")
        self.title = self.line_edit("Action", "What is to be done")
        self.title.setMaxLength(10_000)
        self.initiative = self._value("new-action-initiative", "Initiative", self.pick_initiative)
        self.owner = self._value("new-action-owner", "Owner", self.pick_owner)
        self.due = self.line_edit("Due", "Such as Fri, 30 Nov or 2026-11-30")
        self.due.editingFinished.connect(self._look_at_due)
        self.finish()
        self._show()

    def _value(self, key: str, name: str, opens: Callable[[], object]) -> Value:
        made = Value(key, name, framed=True)
        made.line = 22  # as high as the fields
        made.clicked.connect(lambda _=False: opens())
        self.add_row(name, made)
        return made

    def begin_with(self, to: int | None, who: int | None) -> None:
        """Begin with an initiative and an owner that are likely."""
        self._to, self._who, self._said_who = to, who, who is not None
        if to is not None and who is None:
            self._who = self._owner_of(to)
        self._show()

    def pick_initiative(self) -> None:
        """Offer the initiatives that take actions."""
        pick(self.initiative, "Initiative", self._initiatives, self._to, self._take_initiative)

    def pick_owner(self) -> None:
        """Offer who does it."""
        pick(self.owner, "Who does it", self._people, self._who, self._take_owner)

    def _take_initiative(self, id: int) -> None:
        self._to = id
        if not self._said_who:
            self._who = self._owner_of(id)
        self.clear_fault()
        self._show()

    def _take_owner(self, id: int | None) -> None:
        self._who, self._said_who = id, True
        self._show()

    def _show(self) -> None:
        home = next((one for one in self._initiatives if one.value == self._to), None)
        self.initiative.set_value(
            [Span(home.text), Span(home.note, "text3")] if home else [Span("Choose one", "text3")]
        )
        who = next((one for one in self._people if one.value == self._who), None)
        lead: Lead | None = who.lead if who else None
        self.owner.set_value([Span(who.text if who else "Nobody")], lead)
        self.place()

    def _look_at_due(self) -> None:
        """A date is wrong while it is typed: looked at when the field is left."""
        try:
            read_date(self.due.text(), self._today)
        except ValueError as wrong:
            self._mark(self.due, str(wrong))

    def keep(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.refuse("An action needs a title.", self.title)
            return
        if self._to is None:
            self.clear_fault()
            self.trouble.refuse("Choose the initiative that it belongs to.")
            self.initiative.setFocus(Qt.FocusReason.TabFocusReason)
            self.place()
            return
        try:
            due = read_date(self.due.text(), self._today)
        except ValueError as wrong:
            self.refuse(str(wrong), self.due)
            return
        if why := self._take(NewAction(title, self._to, self._who, due)):
            self.refuse(why, self.title)
        else:
            self._next(title)

    def _next(self, title: str) -> None:
        """Empty the title for the next one; the rest is likely the same."""
        self.title.clear()
        self.clear_fault()
        short = title if len(title) <= 60 else f"{title[:59]}…"
        self.said.setText(f"“{short}” is added.")
        self.said.show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()
