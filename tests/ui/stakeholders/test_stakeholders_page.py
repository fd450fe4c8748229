"""The tab Stakeholders: ballots opened, sealed and left, objections, filters, paper, read-only."""

from __future__ import annotations

import io

import pypdf
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import select

from cxdesk.analysis.tiers import Tiers
from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person
from cxdesk.services import initiatives, people, stakeholders
from cxdesk.services.stakeholders import Standing
from cxdesk.store.history import ChangeSet
from cxdesk.store.store import Store
from cxdesk.ui.desk import Desk, Toast
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.stakeholders.page import StakeholdersPage
from tests.ui.ballot.voter import press
from tests.ui.people.reception import Hands
from tests.ui.popup import choose, open_picker

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CLAIRE, RAVI, ELENA = "Claire Dubois", "Ravi Menon", "Elena Rossi"


class Office(Hands):
    """The office at the page, and what the file holds."""

    def __init__(self, desk: Desk, qtbot: QtBot, *, width: int = 1264) -> None:
        self.room = QWidget()
        qtbot.addWidget(self.room)
        self.room.resize(width, 800)
        self.editing = Editing(desk, self.room)
        self.page = StakeholdersPage(self.editing)
        self.page.setParent(self.room)
        self.page.resize(self.room.size())
        super().__init__(desk, self.room)
        desk.changed.connect(self._on_changed)
        self.said: list[Toast] = []
        desk.said.connect(self.said.append)
        with desk.read() as s:
            self.people = dict(s.execute(select(Person.name, Person.id)).all())
            self.codes = dict(s.execute(select(Initiative.code, Initiative.id)).all())
        self.page.load()
        self.room.show()
        self.room.activateWindow()
        self.page.setFocus()
        QApplication.processEvents()

    def _on_changed(self, change: ChangeSet) -> None:
        self.editing.forget()
        if self.page.concerned(change):
            self.page.load()

    def kept(self) -> Standing:
        with self.desk.read() as s:
            return stakeholders.standing(s)

    def rank(self, name: str, *codes: str) -> None:
        order = tuple((self.codes[code],) for code in codes)
        self.desk.do(f"{name}", lambda s: stakeholders.rank(s, self.people[name], Tiers(order)))

    def shown(self) -> list[str]:
        return [row.it.code for row in self.page.table.table.rows]

    def ballot(self) -> None:
        """The ballot that is open has the keyboard."""
        assert self.page.ballots.screen is not None
        assert self.page.ballots.screen.isVisible()
        self.room.activateWindow()  # offscreen no window is active once a popup closed
        QApplication.processEvents()


@pytest.fixture
def office(desk: Desk, qtbot: QtBot) -> Office:
    return Office(desk, qtbot)


def test_a_stakeholder_ranks_leaves_comes_back_and_seals(office: Office) -> None:
    page = office.page
    assert not page.figures.isVisible()
    assert len(office.shown()) == 21
    QTest.keyClick(page.table, Key.Key_R)
    choose(CLAIRE)
    office.ballot()
    for _ in range(3):
        press(Key.Key_Return)
    press(Key.Key_Escape)
    assert office.kept().voters == (), "nothing is kept before it is sealed"
    assert office.said[-1].text == "The ranking of Claire Dubois is not sealed; it waits here"
    assert office.find("voter").words() == "Claire Dubois begun, not sealed"
    office.click("voter")
    office.ballot()
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return, CTRL)
    voter = office.kept().voters[0]
    assert (voter.name, voter.ranked) == (CLAIRE, 3)
    assert [office.codes[f"CX-10{n}"] for n in (1, 2, 3)] == [
        tier[0] for tier in voter.tiers.ranked
    ]
    assert office.shown()[:3] == ["CX-101", "CX-102", "CX-103"]
    assert office.find("voter").words() == "Claire Dubois 3 ranked, 23 Nov"
    assert office.said[-1].text == "Rank 3 initiatives as Claire Dubois"
    office.desk.undo()
    assert office.kept().voters == ()
    office.desk.redo()
    office.click("withdraw")
    assert office.kept().voters == ()
    office.desk.undo()
    assert office.kept().voters[0].ranked == 3
    office.click("voter")
    screen = page.ballots.screen
    assert screen is not None
    page.deleteLater()  # another file is opened
    for _ in range(2):  # the page, and then what lies over the window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(screen)


def test_score_and_stakeholders_stand_side_by_side(office: Office) -> None:
    titles = office.page.table.sheet().titles
    assert titles == ("Code", "Title", "Domain", "Score"), "nobody ranked yet"
    office.rank(CLAIRE, "CX-301", "CX-404", "CX-101")
    office.rank(RAVI, "CX-404", "CX-301", "CX-101")
    office.rank(ELENA, "CX-404", "CX-101", "CX-301")
    page = office.page
    assert page.figures.words() == (
        "W 0.44 weak agreement among 3 over 3 initiatives",
        "ρ −0.50 stakeholders and score disagree",
        "CX-301 Triage and call-back promise: ranked 1 to 3",
    )
    sheet = page.table.sheet()
    assert sheet.titles[:5] == ("Stakeholders", "By score", "Difference", "Code", "Title")
    assert [row[:4] for row in sheet.rows[:4]] == [
        ("1", "21", "20 higher", "CX-404"),
        ("2", "1", "1 lower", "CX-301"),
        ("3", "18", "15 higher", "CX-101"),
        ("–", "2", "–", "CX-604"),
    ]
    assert sheet.rows[0][7:] == ("5 : 1", "1 to 2")
    paper = page.paper()
    assert paper is not None
    text = pypdf.PdfReader(io.BytesIO(paper.make("A4"))).pages[0].extract_text()
    said = " ".join(text.split())
    assert "Ranked by Claire Dubois, Elena Rossi and Ravi Menon." in said
    assert "weak agreement among 3 over 3 initiatives" in said
    assert "20 higher" in said
    office.desk.do("Cheaper", lambda s: initiatives.cost(s, office.codes["CX-101"], 20.0, 10.0))
    assert page.table.sheet().rows[2][:4] == ("3", "1", "2 lower", "CX-101")
    office.desk.undo()
    assert page.table.sheet().rows[2][:4] == ("3", "18", "15 higher", "CX-101")
    office.desk.do("Leave", lambda s: people.deactivate(s, office.people[RAVI]))
    words = [line.who.words() for line in page.voters.rows.widgets()]
    assert words[2] == "Ravi Menon 3 ranked, 23 Nov, no longer active"
    heard: list[str] = []
    office.desk.refused.connect(lambda broken: heard.append(broken.text))
    page.voters.rows.widgets()[2].who.click()
    assert heard == ["Ravi Menon is no longer active and cannot rank."]
    office.page.rank()
    assert RAVI not in office.offered()
    open_picker().close()


def test_objections_are_added_reworded_and_taken_back(office: Office) -> None:
    page = office.page
    assert page.reveal("initiative", office.codes["CX-303"])
    office.click("add-objection")
    form = page.form
    assert form is not None
    form.keep()
    assert form.trouble.text() == "Choose who objects."
    QTest.mouseClick(form.by, Qt.MouseButton.LeftButton)
    choose(ELENA)
    form.keep()
    assert form.trouble.text().startswith("An objection needs a reason")
    office.write(form.reason, "R&D <b>sperrt</b> bis März")
    assert form.isHidden()
    found = office.kept().objections
    assert [(one.code, one.name, one.text) for one in found] == [
        ("CX-303", ELENA, "R&D <b>sperrt</b> bis März")
    ]
    field = office.find("objection")
    office.write(field, "")
    assert field.fault is not None
    assert field.fault.text().startswith("An objection needs a reason")
    assert office.kept().objections == found
    office.write(field, "Not before May")
    assert office.kept().objections[0].text == "Not before May"

    page.bar.keep(True)
    assert office.shown() == ["CX-303"]
    office.click("take-back")
    assert office.kept().objections == ()
    assert page.nothing.words().startswith("No initiative matches these filters")
    assert page.reveal("initiative", office.codes["CX-101"]), "the filter goes"
    assert len(office.shown()) == 21
    assert page.begin_filter()
    office.write(page.bar.narrow, "Weekend care")
    assert office.shown() == ["CX-303"]


def test_in_a_narrow_page_the_cards_go_below_the_table(desk: Desk, qtbot: QtBot) -> None:
    office = Office(desk, qtbot, width=640)
    page = office.page
    assert page.side.mapTo(page, QPoint()).y() > page.table.mapTo(page, QPoint()).y()
    assert page.table.height() > 100
    page.resize(1300, 800)
    QApplication.processEvents()
    assert page.side.mapTo(page, QPoint()).x() >= page.table.width()


def test_a_file_for_reading_only_shows_and_refuses(
    sample_file: object, themed: QApplication, qtbot: QtBot, store: Store
) -> None:
    store.close()
    with Store(store.path, home=store.path.parent, clock=store.clock, read_only=True) as opened:
        office = Office(Desk(opened), qtbot)
        assert not office.page.primary_action().isEnabled()
        assert not office.page.voters.ask.isEnabled()
        office.page.rank()
        assert office.said[-1].text.startswith("This file is open for reading only.")


def test_without_open_initiatives_the_page_leads_to_the_board(
    empty_store: Store, themed: QApplication, qtbot: QtBot
) -> None:
    from cxdesk.services import programs

    empty_store.do("New", lambda s: programs.new(s, "Neu"))
    office = Office(Desk(empty_store), qtbot)
    assert office.page.nothing.words().startswith("Nothing is open that could be ranked")
    assert not office.page.hints(), "no keys for what is not there"
    with qtbot.waitSignal(office.page.tab_requested) as asked:
        office.page.nothing.focusProxy().click()
    assert asked.args == ["Board"]
    heard: list[str] = []
    office.desk.refused.connect(lambda broken: heard.append(broken.text))
    office.page.rank()
    assert heard == ["Nobody takes part yet: add people in People first."]
