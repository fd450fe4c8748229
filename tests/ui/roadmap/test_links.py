"""Links on the timeline: drawn, chosen, changed, walked and hidden, with the mouse and by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.model.states import LinkType
from cxdesk.services import initiatives
from cxdesk.store.store import Store
from cxdesk.ui import theme
from cxdesk.ui.desk import Desk
from tests.conftest import clock
from tests.services.commands import ini
from tests.ui.roadmap.bar_hands import LEFT
from tests.ui.roadmap.link_hands import LinkHands

CYCLE = "This link would close a cycle: CX-103 → CX-101 → CX-103."


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> LinkHands:
    return LinkHands(desk, qtbot)


def test_a_link_is_drawn_from_a_handle_and_what_it_breaks_can_be_mended(hands: LinkHands) -> None:
    before = hands.in_file()
    hands.draw("CX-302", "F")
    assert hands.carry_to("CX-204", 0.9) == "CX-302 finish → CX-204 finish"
    QTest.keyClick(hands.canvas, Qt.Key.Key_Escape)
    assert hands.links.grip.draft is None
    hands.let_go()
    assert hands.in_file() == before

    hands.draw("CX-302", "F")
    assert hands.carry_to("CX-204", 0.1) == "CX-302 finish → CX-204 start"
    hands.let_go()
    assert hands.newest() == "CX-204 waits for CX-302"
    assert hands.in_file() == {**before, "302-204": ("FS", 0)}
    said = hands.toasts[-1]
    assert said.text == (
        "CX-204 waits for CX-302. That is broken by 5 working days: CX-204 starts 15 Mar 2027."
    )
    assert said.button == "Move CX-204 to 22 Mar"
    assert said.action is not None
    said.action()
    assert hands.kept("CX-204") == (date(2027, 3, 22), date(2027, 5, 28))
    assert hands.newest() == "Move CX-204 to 22 Mar 2027"
    hands.desk.undo()
    hands.desk.undo()
    assert (hands.in_file(), hands.kept("CX-204")[0]) == (before, date(2027, 3, 15))


def test_the_two_ends_say_the_type_and_the_pointer_beside_a_bar_keeps_its_handles(
    hands: LinkHands,
) -> None:
    before = hands.in_file()
    for side, share, type in (("S", 0.2, "SS"), ("S", 0.8, "SF"), ("F", 0.8, "FF")):
        hands.draw("CX-302", side)
        hands.carry_to("CX-604", share)
        hands.let_go()
        assert hands.in_file() == {**before, "302-604": (type, 0)}
        hands.desk.undo()
    assert hands.in_file() == before

    hands.over(hands.middle("CX-302"))
    bar = hands.card("CX-302").id
    rect = hands.canvas.rect_of(bar)
    hands.over(QPoint(round(rect.right()) + 12, round(rect.center().y())))
    assert (hands.links.grip.bar, hands.links.grip.side) == (bar, "F")
    hands.over(QPoint(round(rect.right()) + 60, round(rect.center().y())))
    assert hands.links.grip.bar is None


def test_a_drop_that_closes_a_cycle_is_refused_while_it_hovers_as_the_file_would(
    hands: LinkHands,
) -> None:
    before = hands.in_file()
    hands.draw("CX-103", "F")
    assert hands.carry_to("CX-101", 0.9) == CYCLE
    hands.let_go()
    assert (hands.toasts[-1].text, hands.toasts[-1].warning) == (CYCLE, True)
    assert hands.in_file() == before
    refused: list[str] = []
    hands.desk.do(
        "Link", lambda s: initiatives.link(s, ini(s, "CX-103"), ini(s, "CX-101")),
        refused=lambda broken: refused.append(broken.text),
    )  # fmt: skip
    assert refused == [CYCLE]
    hands.draw("CX-101", "F")
    assert hands.carry_to("CX-102", 0.1) == "CX-102 already depends on CX-101."
    hands.links.grip.cancel()


def test_a_click_on_a_link_opens_it_and_each_change_is_one_step(hands: LinkHands) -> None:
    before = hands.in_file()
    link = hands.link("CX-301", "CX-303")
    hands.click(hands.point_of(link))
    assert hands.state.selected == link.id
    form = hands.form()
    assert form.title.text() == "CX-301 finish → CX-303 start"
    assert form.standing.text() == "18 working days to spare."
    QTest.mouseClick(form.buttons[LinkType.SS], LEFT)
    assert hands.in_file()["301-303"] == ("SS", 0)
    assert form.says.text() == "CX-303 starts after CX-301 starts."

    hands.write(form.lag, "soon", enter=False)
    assert form.fault.text() == "A lag is a whole number of working days, such as 2 or -3."
    hands.write(form.lag, "−3 days")
    assert hands.in_file()["301-303"] == ("SS", -3)
    assert hands.newest() == "CX-303 starts at most 3 working days before CX-301 starts"
    assert hands.links.form is None  # Enter kept it and closed the form
    hands.desk.undo()
    hands.desk.undo()
    assert hands.in_file() == before

    hands.click(hands.point_of(link))
    hands.write(hands.form().lag, "40", enter=False)
    hands.form().lag.commit()
    assert hands.form().warning.text() == "Broken by 22 working days."
    assert hands.form().mend.text() == "Move CX-303 to 17 Feb"
    hands.desk.undo()
    QTest.mouseClick(hands.form().second, LEFT)
    assert hands.went == [hands.card("CX-303").id]
    hands.click(hands.point_of(link))
    QTest.mouseClick(hands.form().remove, LEFT)
    assert hands.in_file() == {key: one for key, one in before.items() if key != "301-303"}
    assert hands.newest() == "CX-303 waits for CX-301 no more"
    hands.desk.undo()
    assert hands.in_file() == before


def test_by_keys_a_link_is_drawn_walked_opened_and_removed(hands: LinkHands) -> None:
    before = hands.in_file()
    hands.focus("CX-302")
    hands.press(Qt.Key.Key_L)
    assert hands.page.hints()[1].text == "type"
    hands.press(Qt.Key.Key_Escape)
    assert hands.links.keys.draft is None
    hands.press(Qt.Key.Key_L)
    for key in (Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_4):
        hands.press(key)
    hands.canvas.grab()
    draft = hands.links.keys.draft
    assert draft is not None
    assert draft.words(hands.state) == "CX-302 finish → CX-204 start"
    hands.press(Qt.Key.Key_T)
    assert draft.words(hands.state) == "CX-302 start → CX-204 start"
    hands.press(Qt.Key.Key_Return)
    assert hands.in_file() == {**before, "302-204": ("SS", 0)}
    hands.desk.undo()

    hands.focus("CX-103")
    hands.press(Qt.Key.Key_L)
    for key in (Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_1):
        hands.press(key)
    hands.press(Qt.Key.Key_Return)
    assert hands.toasts[-1].text == CYCLE
    hands.press(Qt.Key.Key_Escape)
    current = hands.canvas.current_card()
    assert current is not None
    assert current.code == "CX-103"

    QTest.keyClick(hands.canvas, "]")
    assert hands.state.selected == hands.link("CX-101", "CX-103").id
    QTest.keyClick(hands.canvas, "]")
    link = hands.link("CX-103", "CX-403")
    assert hands.state.selected == link.id
    assert hands.state.words(link) == "CX-403 starts after CX-103 ends"
    hands.press(Qt.Key.Key_Return)
    QTest.keyClick(hands.form().buttons[LinkType.FS], Qt.Key.Key_Right)
    assert hands.in_file()["103-403"] == ("SS", 0)
    hands.desk.undo()
    QTest.keyClick(hands.form(), Qt.Key.Key_Escape)
    assert hands.links.form is None
    hands.canvas.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert "103-403" not in hands.in_file()
    hands.desk.undo()
    assert hands.in_file() == before
    QTest.keyClick(hands.canvas, "[")
    hands.press(Qt.Key.Key_Escape)
    assert hands.state.selected is None


def test_a_broken_link_is_dashed_in_red_over_the_bars_and_words_say_by_how_much(
    hands: LinkHands,
) -> None:
    link = hands.link("CX-201", "CX-203")
    danger = theme.current().danger.rgb()

    def reds() -> int:
        image = hands.canvas.grab().toImage()
        way = hands.state.ways.way(link)
        assert way is not None
        found = 0
        for line in way.lines:
            for n in range(101):
                place = line.pointAt(n / 100)
                at = hands.state.to_view(place.x(), place.y()).toPoint()
                ratio = image.devicePixelRatio()
                found += QColor(image.pixel(at * ratio)).rgb() == danger
        return found

    assert reds() == 0
    hands.desk.do(
        "Later",
        lambda s: initiatives.schedule(s, ini(s, "CX-201"), date(2026, 10, 19), date(2027, 2, 19)),
    )
    assert reds() > 20
    assert hands.state.words(link) == "CX-203 starts after CX-201 ends, broken by 5 working days"
    hands.over(hands.point_of(link))
    assert hands.canvas.words_at(hands.point_of(link)).splitlines() == [
        "CX-203 starts after CX-201 ends, broken by 5 working days",
        "CX-201 Plain-language bill: Ben Carter", "CX-203 First-bill call: Aisha Khan",
        "Hand-off: Fin to Care",
    ]  # fmt: skip


def test_what_is_hidden_leaves_a_stub_that_leads_to_it(hands: LinkHands) -> None:
    lane = hands.canvas.plan.lane_of(hands.card("CX-101").id)
    assert lane is not None
    hands.canvas.toggle_lane(lane.heading.key)
    hands.canvas.grab()
    bars = {bar: box for box, bar, out in hands.state.stub_boxes if not out}
    at = bars[hands.card("CX-102").id].center().toPoint()
    assert hands.canvas.words_at(at).startswith("CX-102 starts after CX-101 ends")
    hands.click(at)
    current = hands.canvas.current_card()
    assert current is not None
    assert (current.code, hands.canvas.folded) == ("CX-101", set())
    hands.canvas.grab()
    assert hands.card("CX-102").id not in {bar for _, bar, _ in hands.state.stub_boxes}


def test_all_links_show_or_one_chain_or_none_and_their_ways_are_kept_while_one_pans(
    hands: LinkHands,
) -> None:
    def seen() -> set[int]:
        hands.canvas.grab()
        return {link.id for link, _ in hands.state.sight.ways}

    everything = seen()
    assert hands.link("CX-301", "CX-303").id in everything
    hands.focus("CX-103")
    hands.links.show("chain")
    assert (
        seen()
        == {
            hands.link(*ends).id
            for ends in (("CX-101", "CX-103"), ("CX-103", "CX-403"), ("CX-403", "CX-404"))
        }
        & everything
    )
    hands.links.show("none")
    assert seen() == set()
    hands.links.show("all")
    assert seen() == everything

    link = hands.link("CX-301", "CX-303")
    hands.canvas.grab()
    way = hands.state.ways.way(link)
    hands.canvas.pan(40, 0)
    hands.canvas.grab()
    assert hands.state.ways.way(link) is way
    hands.canvas.lay()
    hands.canvas.grab()
    assert hands.state.ways.way(link) is not way


def test_a_file_for_reading_only_has_no_handles(
    store: Store, themed: QApplication, qtbot: QtBot
) -> None:
    path = store.path
    store.close()
    with Store.open(path, home=path.parent, clock=clock, read_only=True) as opened:
        desk = Desk(opened)
        hands = LinkHands(desk, qtbot)
        hands.over(hands.middle("CX-302"))
        assert hands.links.grip.bar is None
        hands.focus("CX-302")
        hands.press(Qt.Key.Key_L)
        assert hands.links.keys.draft is None
        hands.click(hands.point_of(hands.link("CX-301", "CX-303")))
        assert not hands.form().remove.isEnabled()
        assert not hands.form().buttons[LinkType.SS].isEnabled()
        hands.links.close_form()
        desk.deleteLater()
