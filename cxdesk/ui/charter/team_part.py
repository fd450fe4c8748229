"""Team and RACI: who works on it, and who does, answers for, is asked and is told what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.charters import CharterState
from cxdesk.model.wording import count
from cxdesk.services import charter_lines
from cxdesk.services.charter_rows import CharterRow, MemberLine
from cxdesk.services.detail import Detail
from cxdesk.services.session import Session
from cxdesk.ui.charter.add_field import AddField
from cxdesk.ui.charter.edits import CharterEdits
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_edits import Kind, LineEdits
from cxdesk.ui.charter.line_list import LineList
from cxdesk.ui.charter.part import Part, headed_by
from cxdesk.ui.charter.raci_grid import RaciGrid
from cxdesk.ui.form.rows import Wrap, label
from cxdesk.ui.form.value import PAD_X, Fault
from cxdesk.ui.panel.subject import Subject


def _add_member(session: Session, charter: int, text: str) -> int:
    return charter_lines.add_member(session, charter, None, text)


MEMBERS = Kind("member", "team member", "team members", _add_member)
DUTIES = Kind("duty", "row of the RACI table", "rows of the RACI table", charter_lines.add_duty)


class TeamPart(Part):
    """The team as cards, and the table of letters below it."""

    hint = "Who works on it. For each row below exactly one of them answers (A)."

    def __init__(
        self, subject: Subject, edits: CharterEdits, shown: Callable[[], CharterRow]
    ) -> None:
        super().__init__(subject, edits, shown)
        members = MemberEdits(subject, shown)
        self.duties = LineEdits(DUTIES, subject, shown)
        self.team = LineList(
            "member", "Add to the team", lambda lines: MemberCard(lines, members), subject,
            members,
        )  # fmt: skip
        self.grid = RaciGrid()
        self.fault = Fault(subject.go)
        self.add = AddField("add-duty", "Add row", self._add_rows, fault=self.fault)
        self.phases = QPushButton("Use the phases as rows")
        self.phases.setObjectName("duties-of-phases")
        self.phases.clicked.connect(lambda _=False: self._add_phases())
        self.legend = label("R does it · A answers for it · C is asked · I is told", "small")
        self.legend.setContentsMargins(PAD_X, 4, PAD_X, 0)
        self.title = headed_by("Who does what", 12)
        foot = Wrap(gap=8)
        foot.addWidget(self.add)
        foot.addWidget(self.phases)
        self.foot = QWidget()
        self.foot.setLayout(foot)
        self.foot.setContentsMargins(0, 8, 0, 0)
        for part in (self.team, self.title, self.grid, self.legend, self.foot, self.fault):
            self.box.addWidget(part)
        self.grid.letter_given.connect(self._give)
        self.grid.renamed.connect(self._rename)
        self.grid.removed.connect(lambda id: self.duties.remove(self._row(id), self.fault))
        self.grid.placed.connect(lambda id, on: self.duties.place(self._row(id), on, self.fault))
        self.grid.pasted.connect(self._paste)

    def show_charter(self, charter: CharterRow, detail: Detail) -> None:
        live = charter.state is CharterState.DRAFT
        self.team.show_lines(charter.id, charter.team, live=live)
        self.grid.table.show_rows(charter.team, charter.duties, live)
        there = bool(charter.duties)
        self.grid.setVisible(there)
        self.legend.setVisible(there)
        self.title.setVisible(there or live)
        self.foot.setVisible(live)
        self.add.show_value(charter.id, "")
        self.phases.setVisible(live and bool(self._offered()))

    def enter(self, where: str = "") -> None:
        charter = self.shown()
        members = {str(one.id) for one in charter.team}
        lacking = any(
            self.grid.table.answerable(n) != 1 for n in range(len(self.grid.table.duties))
        )
        if where in members or (not where and not lacking):
            self.team.enter(where)
        else:
            self.grid.enter(int(where) if where.isdecimal() else None)
            self.bring(self.grid)

    # Changing -------------------------------------------------------------------------------

    def _row(self, id: int) -> Any:
        return next(one for one in self.shown().duties if one.id == id)

    def _give(self, duty: int, member: int, letter: str) -> None:
        row = self._row(duty)
        name = next(one.named for one in self.shown().team if one.id == member)
        self.subject.do(
            f"{letter or 'No letter'} for {name}: {self.duties.named(row)}",
            lambda s: charter_lines.give_letter(s, duty, member, letter),
            self.fault,
        )

    def _rename(self, duty: int, words: str) -> None:
        letters = self._row(duty).letters
        self.duties.change(lambda s: charter_lines.edit_duty(s, duty, words, letters), self.fault)

    def _offered(self) -> list[str]:
        """The names of phases that are no rows yet."""
        charter = self.shown()
        there = {one.text for one in charter.duties}
        return [one.text for one in charter.phases if one.text not in there]

    def _add_rows(self, texts: Sequence[str]) -> bool:
        return self.duties.add(texts, self.fault)

    def _add_phases(self) -> None:
        if self._add_rows(self._offered()):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _paste(self, text: str) -> None:
        """Add rows copied from another program: words, then letters in the order of the team."""
        rows = [line.split("\t") for line in text.splitlines() if line.split("\t")[0].strip()]
        charter = self.shown()
        if not rows or charter.state is not CharterState.DRAFT:
            return

        def add(session: Session) -> None:
            for words, *cells in rows:
                letters: dict[int, str] = {}
                for member, cell in zip(charter.team, cells, strict=False):
                    letter = cell.strip().upper()
                    if letter in tuple(charter_lines.LETTERS):
                        letters[member.id] = letter
                charter_lines.add_duty(session, charter.id, words.strip(), letters)

        what = count(len(rows), DUTIES.one, DUTIES.many)
        self.subject.do(f"Add {what} to the charter of {self.subject.detail.code}", add, self.fault)


class MemberEdits(LineEdits):
    """Changes of the team. Whoever is added by name is found among the people of the program."""

    def __init__(self, subject: Subject, shown: Callable[[], CharterRow | None]) -> None:
        super().__init__(MEMBERS, subject, shown)

    def add(self, texts: Sequence[str], at: Any) -> bool:
        """Add somebody for each of the texts: a person, else a part that is to be filled."""
        people = {one.name.casefold(): one.id for one in self._subject.choices.people}
        charter = self._shown()
        if charter is None:
            return False

        def add(session: Session) -> None:
            for text in texts:
                person = people.get(text.casefold())
                charter_lines.add_member(session, charter.id, person, "" if person else text)

        what = texts[0] if len(texts) == 1 else count(len(texts), MEMBERS.one, MEMBERS.many)
        return self._subject.do(f"Add {what} to the team of {self._subject.detail.code}", add, at)

    def named(self, row: MemberLine) -> str:
        return row.named


class MemberCard(LineCard):
    """Somebody of the team: what they do, and who it is."""

    kind = "member"
    placeholder = "What they do in it"

    def __init__(self, lines: LineList, kept: MemberEdits) -> None:
        self._kept = kept
        super().__init__(lines)

    def fill(self) -> None:
        self.person = self.person_chip(
            "person", "Person", "Who it is",
            lambda: self.row.person.id if self.row.person else None,
        )  # fmt: skip

    def show_row(self, row: MemberLine) -> None:
        super().show_row(row)
        self.setAccessibleName(f"Team: {row.named}")

    def show_values(self) -> None:
        self.person.set_live(self.live)
        person = self.row.person
        self.person.say(person.name if person else "", "Name who it is", needed=False)

    def save(self, at: Any, **changed: Any) -> bool:
        row = self.row
        person = changed.get("person", row.person.id if row.person else None)
        part = self.text.words().strip()
        return self._kept.change(lambda s: charter_lines.edit_member(s, row.id, person, part), at)
