"""What stands on a card is clicked, or called by a letter, and changed there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cxdesk.model.program import Horizon
from cxdesk.services.grouping import Axis
from cxdesk.store.store import Store
from cxdesk.ui.board.block_form import BlockForm
from cxdesk.ui.desk import Desk
from tests.ui.board_edit.hands import Editor
from tests.ui.conftest import board_page
from tests.ui.popup import choose, open_picker


def test_owner_priority_and_domain_are_chosen_at_their_chips(hands: Editor) -> None:
    assert hands.point("CX-103", "owner") is Qt.CursorShape.PointingHandCursor
    assert hands.board.zone is not None
    assert hands.board.zone[0] == hands.card("CX-103").id
    hands.click("CX-103", "owner")
    choose("Aisha Khan")
    assert hands.kept("CX-103").owner.name == "Aisha Khan"
    assert hands.said() == "Give CX-103 to Aisha Khan"
    assert hands.keyboard() is hands.board
    hands.click("CX-103", "priority")
    choose("Low")
    assert (hands.kept("CX-103").priority, hands.kept("CX-103").priority_set) == ("low", True)
    hands.click("CX-103", "priority")
    assert open_picker().model.chosen == ["low"]
    choose("As its benefit says")
    assert (hands.kept("CX-103").priority, hands.kept("CX-103").priority_set) == ("high", False)
    hands.click("CX-103", "domain")
    choose("Finance")
    assert hands.card("CX-103").domain == "Fin"
    assert hands.went == []  # nothing was opened
    for _ in range(4):
        hands.desk.undo()
    assert hands.kept("CX-103").owner.name == "Luca Moretti"
    assert hands.point("CX-103", "title") is Qt.CursorShape.ArrowCursor
    assert hands.board.zone is None


def test_a_card_is_dragged_by_its_chips_too(hands: Editor) -> None:
    start, port = hands.place("CX-101", "due"), hands.board.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(0, 12))
    assert hands.board.carry is not None
    hands.board.mouse.cancel()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start)
    assert QApplication.activePopupWidget() is None


def test_charter_and_actions_are_opened_at_their_chips(hands: Editor) -> None:
    id = hands.card("CX-101").id
    hands.click("CX-101", "charter")
    hands.click("CX-101", "actions")
    assert hands.went == [("charter", id), ("actions", id)]


def test_a_due_date_is_typed_or_chosen_and_what_is_refused_says_why(hands: Editor) -> None:
    hands.click("CX-301", "due")
    popup = hands.due()
    assert popup.field.text() == "18 Dec 2026"
    QTest.keyClicks(popup.field, "someday")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert "is no date" in popup.fault.text()
    popup.field.clear()
    QTest.keyClicks(popup.field, "8 jan 2027")
    assert popup.days.selectedDate().toPython() == date(2027, 1, 8)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    it = hands.kept("CX-301")
    assert (it.start, it.end) == (date(2026, 10, 12), date(2027, 1, 8))
    assert hands.said() == "CX-301 ends 8 Jan 2027"
    hands.focus("CX-301")
    hands.key(Qt.Key.Key_D)
    popup = hands.due()
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.days.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(popup.days.focusWidget(), Qt.Key.Key_Return)
    assert hands.kept("CX-301").end == date(2027, 1, 9)
    hands.click("CX-301", "due")
    QTest.keyClicks(hands.due().field, "1 jun 2027")
    QTest.keyClick(hands.due().field, Qt.Key.Key_Return)
    assert hands.kept("CX-301").end == date(2027, 1, 9)
    assert not hands.page.note.isHidden()
    assert "30 Apr 2027" in hands.page.note.text()  # the batch's deadline
    hands.click("CX-204", "due")
    hands.due().none.click()
    assert hands.kept("CX-204").end is None
    hands.click("CX-204", "due")  # its chip is still there to set one
    hands.due().close()


def test_letters_change_the_focused_card(hands: Editor) -> None:
    hands.focus("CX-404")
    hands.key(Qt.Key.Key_O)
    choose("Hana Sato")
    hands.key(Qt.Key.Key_P)
    choose("Highest")
    hands.key(Qt.Key.Key_M)
    choose("No batch")
    hands.key(Qt.Key.Key_L)
    popup = open_picker()
    QTest.keyClicks(popup.search, "winter")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    QTest.keyClick(popup.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    card = hands.card("CX-404")
    assert (card.owner, card.level, card.batch_id) == ("Hana Sato", 4, None)
    assert "winter" in card.labels
    assert hands.board.current_card() == card
    hands.key(Qt.Key.Key_Space)  # lifted cards are not edited
    hands.key(Qt.Key.Key_O)
    assert QApplication.activePopupWidget() is None
    hands.key(Qt.Key.Key_Escape)


def test_what_blocks_a_card_is_said_and_cleared(hands: Editor) -> None:
    hands.focus("CX-302")
    hands.key(Qt.Key.Key_X)
    form = hands.page.findChild(BlockForm) or hands.page.window().findChild(BlockForm)
    assert form is not None
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert form.trouble.text() == "Say what blocks CX-302."
    form.reason.insert("104 signature is late")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    it = hands.kept("CX-302")
    assert it.blocked_by is not None
    assert (it.blocked_by[1], it.blocked_reason) == ("CX-104", "signature is late")
    hands.settle()
    hands.click("CX-302", "blocked")
    form = hands.page.window().findChildren(BlockForm)[-1]
    assert form.reason.text() == "CX-104 signature is late"
    form.clear.click()
    assert not hands.kept("CX-302").blocked
    hands.desk.undo()
    hands.focus("CX-302")
    hands.key(Qt.Key.Key_X)  # blocked: no more
    assert not hands.kept("CX-302").blocked


def test_the_menu_of_a_card_names_the_letters_and_opens_what_they_open(hands: Editor) -> None:
    hands.focus("CX-103")
    hands.page.menu._open(hands.card("CX-103").id, hands.page.mapToGlobal(QPoint(90, 90)))
    menu = next(one for one in hands.page.findChildren(QMenu) if one.isVisible())
    texts = [action.text() for action in menu.actions()]
    assert {"Owner…\tO", "Due date…\tD", "Priority…\tP", "Batch…\tM", "Labels…\tL"} <= set(texts)
    next(action for action in menu.actions() if action.text() == "Owner…\tO").trigger()
    menu.close()
    hands.bot.waitUntil(lambda: QApplication.activePopupWidget() not in (None, menu))
    choose("Aisha Khan")
    assert hands.kept("CX-103").owner.name == "Aisha Khan"


def test_cards_say_what_columns_and_lanes_do_not(hands: Editor) -> None:
    def parts(code: str) -> set[str]:
        card, faces = hands.card(code), hands.board.faces
        assert faces is not None
        return {part.name for part in faces.parts(card, hands.board.boxes.card_width)}

    assert not {"state", "batch"} & parts("CX-101")
    hands.page.group(Axis.HORIZON, Axis.DOMAIN)
    assert {"state", "batch"} <= parts("CX-101")
    hands.click("CX-101", "batch")
    choose("B6")
    assert hands.kept("CX-101").batch.startswith("B6")
    hands.page.set_density("compact")
    assert "state" in parts("CX-101")
    rect = hands.board.visualRect(hands.page.model.index_of(hands.card("CX-502").id))
    assert rect.height() == 34
    hands.page.group(Axis.STATE, Axis.BATCH)
    hands.page.set_density("detailed")
    assert {"batch", "quadrant", "labels"} <= parts("CX-101")
    hands.click("CX-101", "labels")
    choose("digital")
    assert "digital" in hands.card("CX-101").labels
    assert hands.card("CX-101").horizon is Horizon.SHORT


def test_zones_lie_on_their_card_and_apart_in_every_density_and_width(hands: Editor) -> None:
    card = hands.card("CX-102")
    for density in ("compact", "normal", "detailed"):
        hands.page.set_density(density)
        faces = hands.board.faces
        assert faces is not None
        for width in (140, 160, 185, 400):
            zones = faces.zones(card, width)
            height = faces.height(card, width)
            assert {"owner", "priority"} <= {name for name, _ in zones}
            for n, (name, rect) in enumerate(zones):
                assert rect.left() >= 4, (density, width, name)
                assert rect.right() <= width, (density, width, name)
                assert 0 <= rect.top() < rect.bottom() <= height, (density, width, name)
                for other, beside in zones[n + 1 :]:
                    both = rect.intersected(beside)
                    small = both.width() <= 4 or both.height() <= 4
                    assert small, (density, width, name, other)


def test_what_is_open_for_reading_shows_no_hand_and_offers_nothing(
    sample_file: Path, home: Path, themed: object, qtbot: QtBot
) -> None:
    with Store(sample_file, home=home, read_only=True) as store:
        desk = Desk(store)
        page = board_page(desk)
        qtbot.addWidget(page)
        page.resize(1264, 800)
        page.show()
        reader = Editor(page, qtbot)
        assert reader.point("CX-101", "owner") is Qt.CursorShape.ArrowCursor
        assert reader.point("CX-101", "charter") is Qt.CursorShape.PointingHandCursor
        reader.click("CX-101", "owner")
        reader.focus("CX-101", "CX-201")
        for key in (Qt.Key.Key_O, Qt.Key.Key_D, Qt.Key.Key_F2, Qt.Key.Key_X):
            reader.key(key)
        assert QApplication.activePopupWidget() is None
        assert reader.editing.title is None
        assert not reader.editing.bar.buttons["Owner"].isEnabled()
        desk.deleteLater()
