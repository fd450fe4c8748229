"""A PIN of a seat, given and taken away by the office in People."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from cxdesk.services import pins
from cxdesk.ui.people.pin_form import PinForm
from tests.ui.groups.office import Key, Office


def _form(office: Office) -> PinForm:
    return next(one for one in office.view.findChildren(PinForm) if one.isVisible())


def _type(form: PinForm, *texts: str) -> None:
    for field, text in zip(form.fields, texts, strict=True):
        assert field.echoMode() is QLineEdit.EchoMode.Password
        field.clear()
        QTest.keyClicks(field, text)
    QTest.keyClick(form.fields[-1], Key.Key_Return)
    QApplication.processEvents()


def test_the_office_gives_a_pin_and_takes_it_away(office: Office) -> None:
    card = office.card("Change board")
    chair = card.row.members[0]

    def has_pin() -> bool:
        return office.groups()["Change board"].members[0].has_pin

    card.table.choose(chair.id)
    menu = {action.text(): action for action in card._menu(chair)}
    menu["Set a PIN…"].trigger()
    form = _form(office)
    _type(form, "123", "123")
    assert form.trouble.text() == "A PIN is 4 to 12 digits or letters."
    _type(form, "1234", "12345")
    assert not has_pin()
    _type(form, "1234", "1234")
    assert has_pin()
    assert office.said[-1] == f"Set the PIN of {chair.name}"
    with office.desk.read() as session:
        assert pins.fits(session, chair.id, "1234")
    card = office.card("Change board")
    row = card.row.members[0]
    index = card.table.table.index(0, 5)
    assert index.data() == "set"
    next(one for one in card._menu(row) if one.text() == "Change the PIN…").trigger()
    form = _form(office)
    remove = next(one for one in form.findChildren(QPushButton) if one.text() == "Remove the PIN")
    remove.click()
    assert not has_pin()
    secretary = card.row.members[-1]
    assert not any("PIN" in one.text() for one in card._menu(secretary))
