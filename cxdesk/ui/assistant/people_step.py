"""Who takes part, typed or pasted from a spreadsheet; who sponsors the program and leads it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.people import GroupKind, Level, email_problem, name_problem
from cxdesk.services import people, people_view, setup
from cxdesk.services.cards import ORG_HUE
from cxdesk.services.people_view import Directory
from cxdesk.services.programs import initials_of
from cxdesk.services.search import fold
from cxdesk.services.session import Session
from cxdesk.services.setup import Setup
from cxdesk.ui.assistant.grid import Cell, Grid, GridRow, Wrong
from cxdesk.ui.assistant.parts import Choice, Line
from cxdesk.ui.assistant.step import Step, added
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.form.paste import PasteForm
from cxdesk.ui.form.rows import line
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option

_LEVELS = [Option(level, level.value.capitalize()) for level in reversed(Level)]
_SPONSOR = "Chairs the change board. Executives can be chosen."
_LEAD = "Leads the CX team, best from outside the departments."


class PeopleStep(Step):
    """Name, role, email, domain, level; then the sponsor and the lead."""

    title = "People"
    help = (
        "Owners, board members, leads: everybody who takes part. Enter begins the next; "
        "a list from a spreadsheet can be pasted."
    )
    later = "People, Directory"

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._domains = self._all_domains()
        self._executives = editing.read(setup.executives)
        self._everybody: Directory | None = None
        self._known: dict[str, str] = {}  # roles by name
        self.form: PasteForm | None = None
        self.grid = Grid(
            "People",
            (
                Cell("name", "Name", 5, "Such as Zoë Ångström"),
                Cell("role", "Role", 5, "Head of care"),
                Cell("email", "Email", 5, "name@company.example", late=True),
                Cell("domain", "Domain", 4, options=lambda: self._domains),
                Cell("level", "Level", 3, options=lambda: _LEVELS),
            ),
            self._wrong,
            self.go,
            least=4,
            elsewhere=True,
        )
        self.paste = QPushButton("Paste from a spreadsheet…")
        self.paste.setAutoDefault(False)
        self.paste.clicked.connect(lambda _=False: self.open_paste(""))
        self.sponsor = Choice("sponsor", "Sponsor", lambda: self._offered(Level.EXECUTIVE))
        self.lead = Choice("cx-lead", "CX lead", lambda: self._offered(None))
        self._chairs = {GroupKind.BOARD: self.sponsor, GroupKind.TEAM: self.lead}
        self._kept: dict[GroupKind, int | None] = dict.fromkeys(self._chairs)
        self.box.addWidget(self.grid)
        self.box.addLayout(line(self.paste, 1))
        self.box.addSpacing(8)
        self.box.addWidget(Line("Sponsor", self.sponsor, self.go, note=_SPONSOR, wide=260))
        self.box.addWidget(Line("CX lead", self.lead, self.go, note=_LEAD, wide=260))
        self.grid.typed.connect(self._on_typed)
        self.grid.ended.connect(self.ended)
        self.grid.pasted.connect(self.open_paste)

    @staticmethod
    def is_set(here: Setup) -> bool:
        return bool(here.people)

    @property
    def dirty(self) -> bool:
        return self.grid.dirty or bool(self._named())

    def _named(self) -> dict[GroupKind, Any]:
        """Who was chosen to chair what and is not kept yet: an id, or the row of a new person."""
        return {
            kind: choice.value
            for kind, choice in self._chairs.items()
            if choice.value not in (None, self._kept[kind])
        }

    def show_setup(self, here: Setup) -> None:
        self._everybody = None
        self._domains = self._all_domains()
        self._known = {fold(name): role for name, _, role in self.editing.read(setup.known_people)}
        more = here.people_count - len(here.people)
        self.grid.show_rows(
            (
                (one.id, {"name": one.name, "role": one.role, "email": one.email,
                          "domain": one.domain, "level": one.level})
                for one in here.people
            ),
            f"{more:,} more are under {self.later}." if more else "",
        )  # fmt: skip
        self._executives = self.editing.read(setup.executives)
        for kind, choice in self._chairs.items():
            clean = choice.value == self._kept[kind]
            self._kept[kind] = here.chairs.get(kind)
            choice.show_choice(self._kept[kind] if clean else choice.value)

    # What is offered --------------------------------------------------------------------------

    def _all_domains(self) -> list[Option]:
        """Every domain; the whole organisation is said as cards say it."""
        whole = Option(None, "Org", "the whole organisation", Lead("swatch", number=ORG_HUE))
        return [whole, *self.editing.domains()[1:]]

    def _offered(self, level: Level | None) -> list[Option]:
        """People to choose from, those just typed among them."""
        rows = {row.id or row: row for row in self.grid.rows if row["name"]}
        found = [
            Option(None, "Nobody yet"),
            *(_option(row) for row in rows.values() if level in (None, row.value("level"))),
        ]
        if level is None:
            others = self.editing.people()
        else:
            others = [
                Option(one.id, one.name, one.role, Lead("avatar", initials_of(one.name)))
                for one in self._executives
            ]
        return found + [one for one in others if one.value not in rows]

    def _on_typed(self) -> None:
        """Somebody just typed, and chosen already, may have another name now."""
        for choice in self._chairs.values():
            if isinstance(choice.value, GridRow):
                choice.show_option(_option(choice.value))

    # What is wrong ----------------------------------------------------------------------------

    def _wrong(self, row: GridRow, whole: bool) -> Wrong | None:
        if (whole or row["name"]) and (problem := name_problem(row["name"], "person")):
            return Wrong("name", problem)
        if problem := email_problem(row["email"]):
            return Wrong("email", problem)
        if row.id is None and row["name"]:
            same = [one["role"] for one in self.grid.others(row, whole)
                    if fold(one["name"]) == fold(row["name"])]  # fmt: skip
            role = same[0] if same else self._known.get(fold(row["name"]))
            if role is not None:
                there = f"{row['name']} ({role})" if role else row["name"]
                text = f"There is already a {there}: both are kept, told apart by their initials."
                return Wrong("name", text, soft=True)
        return None

    def look(self) -> bool:
        return self.grid.look() is None

    def write(self) -> bool:
        def each(session: Session, row: GridRow) -> int:
            level, domain = row.value("level"), row.value("domain")
            if row.id is None:
                return people.add(
                    session, row["name"], row["role"], level=level, domain=domain,
                    email=row["email"],
                )  # fmt: skip
            people.edit(
                session, row.id, name=row["name"], role=row["role"], email=row["email"],
                level=level,
            )  # fmt: skip
            people.belong(session, row.id, domain)
            return row.id

        named = {kind: value for kind, value in self._named().items()
                 if not isinstance(value, GridRow) or not value.blank}  # fmt: skip
        chosen: dict[GroupKind, int] = {}

        def after(session: Session, ids: dict[GridRow, int]) -> None:
            for kind, value in named.items():
                chosen[kind] = ids[value] if isinstance(value, GridRow) else value
                setup.name_chair(session, kind, chosen[kind])

        label = "Name who leads", "Who leads is named"
        if self.grid.dirty:
            label = added(self.grid, "person", "people")
        if not self.write_rows(self.grid, *label, each, after):
            return False
        for kind, choice in self._chairs.items():
            self._kept[kind] = chosen.get(kind, self._kept[kind])
            choice.value = self._kept[kind]
        return True

    # Pasting ----------------------------------------------------------------------------------

    def open_paste(self, text: str) -> None:
        """Open the form for people copied from a spreadsheet, with this in it."""
        from cxdesk.ui.people.paste_people import PastePeople

        if self.form is not None:
            self.form.close_overlay()
        self.form = PastePeople(self, self.editing.desk, self._directory, text)
        self.form.closed.connect(self._on_form_closed)
        self.destroyed.connect(self.form.deleteLater)
        self.form.open()

    def _directory(self) -> Directory:
        """Everybody, read once for all that is typed into the form."""
        if self._everybody is None:
            self._everybody = self.editing.read(people_view.directory)
        return self._everybody

    def _on_form_closed(self) -> None:
        self.form = None

    def first_field(self) -> QWidget:
        return self.grid.first_field()


def _option(row: GridRow) -> Option:
    """Somebody in the grid to choose: by the id, or by the row until there is one."""
    lead = Lead("avatar", initials_of(row["name"]))
    return Option(row.id or row, row["name"], row["role"] or row["email"], lead)
