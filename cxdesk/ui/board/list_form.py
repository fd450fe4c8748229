"""The form of a new initiative."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from cxdesk.services import initiatives
from cxdesk.services.programs import Choice
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.small_form import SmallForm

HELP = "It begins in Backlog, with the next free code. Enter adds it and makes room for the next."
Take = Callable[[str, int | None, int | None], str]
"""Adds a title to a batch and a domain; answers with the reason of a refusal, "" for none."""


def add_initiative(desk: Desk, title: str, batch: int | None, domain: int | None) -> int | str:
    """The id of a new initiative, or the reason why it could not be added."""
    why: list[str] = []
    short = title if len(title) <= 60 else f"{title[:59]}…"
    done = desk.do(
        f"Add “{short}”",
        lambda s: initiatives.add(s, title, batch=batch, domain=domain),
        said=f"“{short}” added",
        refused=lambda broken: why.append(broken.text),
    )
    if done is None:
        return why[0] if why else "It could not be added: the message says why."
    return done.result


class InitiativeForm(SmallForm):
    """Enter adds the initiative and makes room for the next, Esc leaves it."""

    def __init__(
        self, over: QWidget, batches: Sequence[Choice], domains: Sequence[Choice], take: Take
    ) -> None:
        super().__init__(over, "New initiative", HELP, "Add and next")
        self._take = take
        self.leave.setText("Done")
        self.title = self.line_edit("Title", "What is to change")
        self.title.setMaxLength(10_000)
        self.batch, self.domain = QComboBox(), QComboBox()
        self.batch.addItem("No batch yet", None)
        for one in batches:
            self.batch.addItem(f"{one.name}  {one.note}", one.id)
        self.domain.addItem("Organisation-wide", None)
        for one in domains:
            self.domain.addItem(one.note, one.id)
        for name, combo in (("Batch", self.batch), ("Domain", self.domain)):
            combo.setMinimumContentsLength(12)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self.add_row(name, combo)
        self.finish()

    def begin_with(self, batch: int | None, domain: int | None) -> None:
        """Begin with a batch and a domain that are likely."""
        self.batch.setCurrentIndex(max(0, self.batch.findData(batch)))
        self.domain.setCurrentIndex(max(0, self.domain.findData(domain)))

    def keep(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.refuse("An initiative needs a title.", self.title)
        elif why := self._take(title, self.batch.currentData(), self.domain.currentData()):
            self.refuse(why, self.title)
        else:
            self.title.clear()
            self.clear_fault()
            short = title if len(title) <= 60 else f"{title[:59]}…"
            self.said.setText(f"“{short}” is added.")
            self.said.show()
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.place()
