"""An initiative that is undone while it is looked at: nothing typed for it is lost."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from cxdesk.services import kanban
from tests.ui.panel.panel_hands import Hands


def test_words_typed_for_an_initiative_that_is_undone_wait_for_its_return(hands: Hands) -> None:
    desk = hands.desk
    done = desk.do("Add “Neu”", lambda s: kanban.add(s, ["Neu"])[0])
    assert done is not None
    id = done.result
    closed: list[bool] = []
    hands.panel.close_requested.connect(lambda: closed.append(True))
    assert hands.panel.show_item("initiative", id)
    hands.write("title", "Ein besserer Name", enter=False)
    desk.undo()  # from the palette, which leaves the keyboard where it was
    assert closed == [True]
    hands.panel.hide()
    QApplication.processEvents()
    hands.panel.show()
    hands.open("CX-101")
    assert hands.find("title").words() == "Single customer ID"
    desk.redo()
    assert hands.panel.show_item("initiative", id)
    assert hands.find("title").words() == "Ein besserer Name"
    hands.find("title").commit()
    assert hands.kept().title == "Ein besserer Name"


def test_what_was_undone_while_the_panel_was_closed_is_not_written_to(hands: Hands) -> None:
    desk = hands.desk
    done = desk.do("Add “Neu”", lambda s: kanban.add(s, ["Neu"])[0])
    assert done is not None
    assert hands.panel.show_item("initiative", done.result)
    hands.write("title", "")  # refused: it stays in the field
    assert len(hands.faults()) == 1
    hands.panel.hide()
    desk.undo()
    hands.open("CX-101")
    hands.panel.show()
    assert hands.find("title").words() == "Single customer ID"
    assert hands.faults() == []
