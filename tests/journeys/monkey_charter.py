"""A monkey at charters and at Print & data: it writes, jumps, submits, approves, compares, prints.

What it does on any page, and how, is in `monkey`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.model.initiatives import Initiative
from cxdesk.model.people import Person as Somebody
from cxdesk.reports.catalogue import PRINTED
from cxdesk.services import initiatives, people
from cxdesk.services.charter_parts import PARTS
from cxdesk.ui.charter.grip import Grip
from cxdesk.ui.charter.raci_grid import RaciGrid
from cxdesk.ui.charter.view import CharterView
from cxdesk.ui.print_center.view import PrintView
from cxdesk.ui.take_out.entries import ENTRIES
from tests.journeys.monkey import Monkey
from tests.journeys.monkey_things import DAYS, LINES
from tests.journeys.person import ALT, CONTROL, LEFT, NONE, SHIFT, Key, Person, focus, settle

_RACI = (
    Key.Key_R, Key.Key_A, Key.Key_C, Key.Key_I, Key.Key_Space, Key.Key_Delete, Key.Key_Down,
    Key.Key_Right, Key.Key_Up, Key.Key_Left, Key.Key_F2, Key.Key_Return, Key.Key_Escape,
)  # fmt: skip
_CODES = ("CX-101", "CX-103", "CX-202", "CX-204", "CX-302", "CX-403")


class CharterMonkey(Monkey):
    """Mostly in the editor of one charter or another, now and then at Print & data."""

    def __init__(self, person: Person, seed: int) -> None:
        super().__init__(person, seed)
        self.places = ("charter", "print")
        with person.store.read() as session:
            found = session.execute(select(Initiative.code, Initiative.id)).all()
            self._people = sorted(session.scalars(select(Somebody.id)))
        self._ids: dict[str, int] = dict(found)
        self._open()

    def tricks(self) -> tuple[tuple[Callable[[], str], int], ...]:
        """What it does, and how often."""
        return (
            (self._open, 2), (self._jump, 5), (self._write, 8), (self._paste, 4), (self._grip, 4),
            (self._raci, 4), (self._press, 8), (self._popup, 8), (self._answer, 4),
            (self._step, 4), (self._back, 1), (self._print, 2), (self._look, 2),
            (self._meanwhile, 3), (self._key, 3), (self._shortcut, 2), (self._undo, 4),
            (self._storm, 1), (self._menu, 2), (self._point_at_page, 3), (self._arrow, 3),
        )  # fmt: skip

    @property
    def _page(self) -> QWidget:  # type: ignore[override]  # these places have no tabs
        return self._person.window.view

    def _page_name(self) -> str:
        name = type(self._page).__name__
        self.seen.add(name)
        return name

    def _calm(self) -> None:
        if self._person.window.stage.place not in self.places:
            self._open()
        super()._calm()

    def _editor(self) -> CharterView:
        """The editor, brought to the front, without a popup over it."""
        self._shut()
        if not isinstance(self._person.window.view, CharterView):
            self._open()
        view = self._person.window.view
        assert isinstance(view, CharterView)
        return view

    # Going about --------------------------------------------------------------------------------

    def _open(self) -> str:
        self._shut()
        code = self._random.choice(_CODES)
        self._person.window.open("charter-page", self._ids[code])
        settle()
        return f"open {code}"

    def _jump(self) -> str:
        view, key = self._editor(), self._random.choice(PARTS).key
        if view.charter is None:
            return self._step()
        view.column.go_to(key, enter=self._random.random() < 0.7)
        return f"to {key}"

    def _back(self) -> str:
        self._editor()
        QTest.keyClick(focus(self._person.window), Key.Key_Left, ALT)
        return "back"

    def _look(self) -> str:
        """Wait until the pages are there, or look at another version, or fold the preview."""
        view, what = self._editor(), self._random.random()
        if what < 0.4:
            self._person.wait(view.drawn)
            return "look at the pages"
        if what < 0.7:
            QTest.keyClick(focus(self._person.window), Key.Key_P, CONTROL | SHIFT)
            return "the preview"
        if view.charter is not None:
            view.choose(self._random.choice(view.subject.detail.charters).id)
        return "another version"

    # Writing ------------------------------------------------------------------------------------

    def _paste(self) -> str:
        """Lines, days or words where the keyboard is, and on."""
        here = focus(self._person.window)
        if not isinstance(here, QLineEdit | QPlainTextEdit):
            return self._write()
        text = self._random.choice((LINES, "wort " * 400, "\u202eعربي \0 <b>", *DAYS))
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(here, Key.Key_V, CONTROL)
        end = self._random.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Escape, Key.Key_Left))
        QTest.keyClick(focus(self._person.window), end)
        return f"paste {text[:12]!r} into {here.objectName()}, {end.name}"

    def _grip(self) -> str:
        """Move or remove a line by its handle, by keys or by the mouse."""
        grips = self._shown(self._editor().column, Grip)
        if not grips:
            return "no handle"
        grip, what = self._random.choice(grips), self._random.random()
        if what < 0.5:
            grip.setFocus()
            key = self._random.choice((Key.Key_Up, Key.Key_Down, Key.Key_Delete, Key.Key_Return))
            keys = self._random.choice((NONE, ALT))
            QTest.keyClick(grip, key, keys)
            return f"{keys.name} {key.name} on a handle"
        start, by = grip.rect().center(), self._random.randrange(-300, 300)
        QTest.mousePress(grip, LEFT, NONE, start)
        for part in (0.2, 0.6, 1.0):
            QTest.mouseMove(grip, start + QPoint(0, round(by * part)))
        if what > 0.9:
            self._undo()
        elif what > 0.8:
            QTest.keyClick(grip, Key.Key_Escape)
        if self._random.random() < 0.5:
            settle()
        QTest.mouseRelease(grip, LEFT, NONE, start + QPoint(0, by))
        return f"drag a handle by {by}"

    def _raci(self) -> str:
        grids = self._shown(self._editor().column, RaciGrid)
        if not grids:
            return self._jump()
        grids[0].setFocus()
        keys = [self._random.choice(_RACI) for _ in range(self._random.randrange(1, 8))]
        for key in keys:
            QTest.keyClick(focus(self._person.window), key)
        return f"RACI {[key.name for key in keys]}"

    def _answer(self) -> str:
        """Into the question that is asked, with Enter; where none is, something is written."""
        found = self._shown(self._person.window.view, QPlainTextEdit, QLineEdit)
        asked = [one for one in found if one.objectName() == "answer"]
        if not asked:
            return self._write()
        QTest.keyClicks(asked[0], "It is clear")
        QTest.keyClick(asked[0], self._random.choice((Key.Key_Return, Key.Key_Escape)))
        if self._random.random() < 0.5:  # its page is printed first
            self._person.wait(lambda: not self._person.window.jobs.busy)
        return "answer"

    def _step(self) -> str:
        """The accent button, which says what comes next."""
        self._editor()
        button = self._person.window.topbar.primary
        words = button.text()
        if button.isVisible() and button.isEnabled():
            QTest.mouseClick(button, LEFT, pos=button.rect().center())
        return f"step {words}"

    def _meanwhile(self) -> str:
        """A change from elsewhere, while a field may be half written."""
        code = self._random.choice(_CODES)
        id, text = self._ids[code], f"{code} {self._random.randrange(99)}"
        changes: tuple[tuple[str, Callable[[Session], object]], ...] = (
            ("Rename", lambda s: initiatives.rename(s, id, text)),
            ("Archive", lambda s: initiatives.archive(s, id)),
            ("Take back", lambda s: initiatives.archive(s, id, False)),
            ("Give", lambda s: initiatives.give(s, id, None)),
            ("Put off", lambda s: initiatives.schedule(s, id, None, None)),
            ("Leave", lambda s: people.deactivate(s, self._random.choice(self._people))),
            ("Return", lambda s: people.bring_back(s, self._random.choice(self._people))),
        )
        label, command = self._random.choice(changes)
        self._person.desk.do(f"{label} {code}", command)
        return f"meanwhile {label} {code}"

    # Print & data -------------------------------------------------------------------------------

    def _print(self) -> str:
        """Choose what is printed or taken out, of what and how; now and then wait for it."""
        self._shut()
        self._person.window.show_place("print")
        settle()
        view = self._person.window.view
        assert isinstance(view, PrintView)
        key = self._random.choice((*PRINTED, *ENTRIES)).key
        view.things.choose(key)
        options = view.data.options if view.takes_out else view.options
        for made in self._shown(options, QComboBox):
            if isinstance(made, QComboBox) and self._random.random() < 0.3:
                made.setFocus()
                QTest.keyClick(made, self._random.choice((Key.Key_Down, Key.Key_Up)), NONE)
        if self._random.random() < 0.2:
            self._person.wait(view.drawn)
        if self._random.random() < 0.3:
            QTest.keyClick(focus(self._person.window), Key.Key_M, CONTROL)
            settle()
            QTest.keyClick(focus(self._person.window), Key.Key_Escape)
        if self._random.random() < 0.2:
            QTest.keyClick(focus(self._person.window), Key.Key_P, CONTROL | SHIFT)
        return f"print {key}"
