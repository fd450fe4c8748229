"""New from a template, the templates and the labels, over the kanban; and the menu of a card."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxdesk.model.states import State
from cxdesk.services import detail, initiatives, labels, templates
from cxdesk.services.detail import Detail
from cxdesk.ui.board.names_sheet import LabelsSheet, NamesSheet, TemplatesSheet
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.board.template_form import NewFromTemplate, TemplateName
from cxdesk.ui.board.view import KanbanView
from cxdesk.ui.desk import Desk
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.reason import ReasonOverlay

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.fixture
def kanban(desk: Desk, qtbot: QtBot) -> KanbanView:
    """The whole place, on the sample."""
    shown = KanbanView(desk)
    qtbot.addWidget(shown)
    desk.changed.connect(shown.refresh)
    shown.resize(1264, 800)
    shown.show()
    shown.activateWindow()
    return shown


def over(view: QWidget, kind: type[Overlay]) -> Overlay:
    """The open overlay of a kind."""
    (found,) = (one for one in view.findChildren(kind) if one.isVisible())
    return found


def sheet(view: QWidget, kind: type[NamesSheet]) -> NamesSheet:
    found = over(view, kind)
    assert isinstance(found, NamesSheet)
    return found


def of(desk: Desk, code: str) -> Detail:
    with desk.read() as session:
        found = detail.detail(session, detail.find(session, code) or 0)
    assert found is not None
    return found


def write(field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    field.insertPlainText(text)  # type: ignore[attr-defined]
    QTest.keyClick(field, Qt.Key.Key_Return)


def names(desk: Desk) -> list[str]:
    with desk.read() as session:
        return [row.name for row in labels.labels(session)]


def test_labels_are_renamed_united_and_removed(kanban: KanbanView) -> None:
    desk = kanban.desk
    before = names(desk)
    kanban.sheets.show_labels()
    here = sheet(kanban, LabelsSheet)
    first, second = here.rows.widgets()[:2]
    assert (first.field.words(), second.field.words()) == ("billing", "contact centre")
    assert here.first_field().hasFocus()
    write(first.field, " ")
    assert first.fault.text() == "A label needs a word."
    QTest.keyClick(first.field, Qt.Key.Key_Escape)
    write(first.field, "Abrechnung")
    assert names(desk)[0] == "Abrechnung"
    write(here.rows.widgets()[0].field, "CONTACT centre")
    assert names(desk) == before[1:]
    QTest.mouseClick(here.rows.widgets()[0].take, Qt.MouseButton.LeftButton)
    assert names(desk) == before[2:]
    for _ in range(3):
        desk.undo()
    assert names(desk) == before
    assert [one.field.words() for one in here.rows.widgets()] == before
    QTest.keyClick(here.rows.widgets()[0].field, Qt.Key.Key_Escape)
    assert not here.isVisible()


def test_a_template_is_used_renamed_and_removed(kanban: KanbanView) -> None:
    desk = kanban.desk
    kanban.sheets.begin()
    empty = sheet(kanban, TemplatesSheet)
    assert empty.nothing.text().startswith("No templates yet. Open an initiative")
    empty.close_overlay()
    for code, name in (("CX-101", "System change"), ("CX-204", "Disputes")):
        id = of(desk, code).id
        desk.do("Make", lambda s, id=id, name=name: templates.make(s, id, name))
    kanban.sheets.show_templates()
    here = sheet(kanban, TemplatesSheet)
    line = here.rows.widgets()[1]
    write(line.field, "SYSTEM change")
    assert line.fault.text() == "There is a template “System change” already."
    QTest.keyClick(line.field, Qt.Key.Key_Escape)
    write(line.field, "Beschwerden")
    QTest.mouseClick(line.use, Qt.MouseButton.LeftButton)
    form = over(kanban, NewFromTemplate)
    assert isinstance(form, NewFromTemplate)
    assert form.template.currentText() == "Beschwerden"
    assert form.title.text() == "One-contact disputes"
    form.template.setCurrentIndex(0)
    assert form.title.text() == "Single customer ID", "the title follows until it is typed"
    form.start.setFocus()
    QTest.keyClicks(form.start, "7 Foo 2027")
    QTest.keyClick(form.start, Qt.Key.Key_Return)
    assert form.trouble.text().startswith("“7 Foo 2027” is no date.")
    form.start.clear()
    QTest.keyClicks(form.start, "7 Jan 2027")
    assert form.said.text().startswith("Starts 7 Jan 2027 and ends 31 May 2027.")
    form.title.clear()
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert form.trouble.text() == "Give the initiative a title."
    form.title.insert("Größe")
    form.batch.setCurrentIndex(form.batch.findText("B6", Qt.MatchFlag.MatchStartsWith))
    opened: list[object] = []
    kanban.open_requested.connect(lambda _kind, id: opened.append(id))
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    made = of(desk, "CX-605")
    assert (made.title, made.start, made.end) == ("Größe", date(2027, 1, 7), date(2027, 5, 31))
    assert opened == [made.id]
    kanban.sheets.show_templates()
    lines = sheet(kanban, TemplatesSheet).rows.widgets()
    for line in lines:
        QTest.mouseClick(line.take, Qt.MouseButton.LeftButton)
    with desk.read() as session:
        assert templates.templates(session) == ()
    assert of(desk, "CX-605").title == "Größe"


def offered(page: BoardPage, code: str) -> dict[str, object]:
    """What the menu of a card offers."""
    card = page.model.card(of(page.desk, code).id)
    assert card is not None
    return {text: act for text, act in page.menu.items(card) if text}


def test_the_menu_of_a_card_does_what_is_done_with_it_as_a_whole(kanban: KanbanView) -> None:
    page, desk = kanban.page, kanban.desk
    assert isinstance(page, BoardPage)
    assert {"Duplicate", "Make a template…", "Put on hold…", "Cancel…"} <= set(
        offered(page, "CX-101")
    )
    assert "Archive" not in offered(page, "CX-101")
    assert "Cancel…" not in offered(page, "CX-304")
    offered(page, "CX-304")["Archive"]()  # type: ignore[operator]
    assert of(desk, "CX-304").archived
    offered(page, "CX-101")["Put on hold…"]()  # type: ignore[operator]
    reason = over(kanban, ReasonOverlay)
    assert isinstance(reason, ReasonOverlay)
    QTest.keyClicks(reason.field, "Waits for law")
    QTest.keyClick(reason.field, Qt.Key.Key_Return)
    assert of(desk, "CX-101").state is State.ON_HOLD
    offered(page, "CX-101")["Cancel…"]()  # type: ignore[operator]
    reason = over(kanban, ReasonOverlay)
    assert isinstance(reason, ReasonOverlay)
    QTest.keyClicks(reason.field, "No budget")
    QTest.keyClick(reason.field, Qt.Key.Key_Return)
    assert of(desk, "CX-101").state is State.CANCELLED
    offered(page, "CX-204")["Make a template…"]()  # type: ignore[operator]
    form = over(kanban, TemplateName)
    assert isinstance(form, TemplateName)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    with desk.read() as session:
        assert [one.name for one in templates.templates(session)] == ["One-contact disputes"]
    id = of(desk, "CX-204").id
    page.board.focus_card(id)
    page.board.setFocus()
    QTest.keyClick(page.board, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert of(desk, "CX-205").title == "One-contact disputes (copy)"
    desk.do("Name", lambda s: initiatives.rename(s, id, "Other"))
    assert of(desk, "CX-205").title == "One-contact disputes (copy)"
