"""What the tour looks at and does; a new capability adds to SIGHTS and STEPS.

The work comes last, so that the pictures show the sample as it ships.
"""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from cxdesk.model.states import State
from cxdesk.reports.catalogue import printed
from cxdesk.services import (
    actions,
    charter_lines,
    charters,
    initiatives,
    kanban,
    programs,
)
from cxdesk.services.card_filter import CardFilter
from cxdesk.services.charters import Section
from cxdesk.services.grouping import Axis
from cxdesk.store.schema import SCHEMA_VERSION
from cxdesk.ui.board.page import BoardPage
from cxdesk.ui.board.view import KanbanView
from cxdesk.ui.desk import Toast
from cxdesk.ui.dialogs.about import About
from cxdesk.ui.dialogs.backups import BackupsDialog
from cxdesk.ui.dialogs.history import HistoryWindow
from cxdesk.ui.dialogs.new_program import NewProgram
from cxdesk.ui.dialogs.preferences import Preferences
from cxdesk.ui.dialogs.properties import PropertiesDialog, findings
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.places import listed
from cxdesk.ui.tour import TODAY, Failed, Step, Tour, settle
from cxdesk.ui.tour_board import meeting, request
from cxdesk.ui.tour_charter import compared, editor, keep, prints
from cxdesk.ui.tour_data import looked_at, taken_out
from cxdesk.ui.tour_roadmap import timeline, what_ifs
from cxdesk.ui.welcome import Welcome


def places(tour: Tour) -> None:
    """Every place of the sidebar on each of its tabs; the board in each density."""
    for place in listed(tour.window.places):
        tour.window.show_place(place.key)
        view = tour.window.view
        for number, name in enumerate(view.tabs):
            view.show_tab(number)
            tour.until(view.drawn, f"The tab {name}")
            tour.picture(f"{place.key}-{name.lower().replace(' ', '-')}")
        if view.tabs:
            view.show_tab(0)
        else:
            tour.until(view.drawn, place.title)
            tour.picture(place.key)
    tour.window.show_place("kanban")
    for density in ("compact", "detailed", "normal"):
        tour.files.settings.set("density", density)
        if density != "normal":
            tour.picture(f"kanban-{density}")


def boards(tour: Tour) -> None:
    """The board cut into other columns and lanes, folded and filtered; a ballot of it."""
    view = tour.window.view
    assert isinstance(view, KanbanView)
    page = view.page
    assert isinstance(page, BoardPage)
    page.group(Axis.BATCH, Axis.DOMAIN)
    tour.picture("kanban-batch-domain")
    page.group(Axis.OWNER, Axis.NONE)
    tour.picture("kanban-owner")
    page.group(Axis.STATE, Axis.BATCH)
    page.board.toggle_column(State.PLANNED)
    tour.picture("kanban-folded")
    page.board.toggle_column(State.PLANNED)
    page.bar.keep(CardFilter(text="bill"))
    tour.picture("kanban-filtered")
    page.bar.keep(CardFilter())


def panel(tour: Tour) -> None:
    """The side panel on each of its tabs."""
    here = tour.initiative("CX-101")
    tour.window.open("initiative", tour.initiative("CX-104"))  # another item opens on its overview
    for kind in ("initiative", "charter", "actions", "history"):
        if not tour.window.open(kind, here):
            raise Failed(f"The side panel does not show {kind}.")
        tour.picture("panel" if kind == "initiative" else f"panel-{kind}")
    for kind, found in (
        ("person", tour.ask(programs.choices).people[0]),
        ("outcome", tour.ask(programs.choices).outcomes[-1]),
    ):
        if not tour.window.open(kind, found.id):
            raise Failed(f"No side panel shows a {kind}.")
        tour.picture(f"panel-{kind}")
    tour.window.close_panel()


def moments(tour: Tour) -> None:
    """What shows for a moment: a card carried, a refusal at its card, a toast, a form."""

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        if focus is None:
            raise Failed("Nothing in the window has the keyboard.")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focus, QKeyEvent(kind, key, modifier))

    view = tour.window.view
    view.setFocus()
    view.reveal("initiative", tour.initiative("CX-302"))
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    tour.picture("carry")
    press(Qt.Key.Key_Escape)
    view.reveal("initiative", tour.initiative("CX-102"))
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    tour.picture("refusal")
    press(Qt.Key.Key_Escape)
    tour.window.toasts.say(Toast("CX-604 moved to Ready", undo=True))
    tour.picture("toast")
    tour.window.toasts.hide()
    tour.window.commands.run("add-batch")
    tour.picture("batch")
    _close_overlays(tour)


def _close_overlays(tour: Tour) -> None:
    for overlay in tour.window.findChildren(Overlay):
        overlay.close_overlay()


def finding(tour: Tour) -> None:
    """Search, the command palette and the list of shortcuts."""
    search = tour.window.search
    tour.until(lambda: tour.window.index.complete, "The search index")
    search.begin("bill")
    tour.until(search.popup.isVisible, "The list of findings")
    tour.picture("search")
    search.leave()
    for key in ("palette", "help"):
        tour.window.commands.run(key)
        tour.picture(key)
        _close_overlays(tour)


def dialogs(tour: Tour) -> None:
    """The dialogs of the File menu, and the first screen."""
    menu = tour.menu
    for name, kind, show in (
        ("new", NewProgram, menu.show_new),
        ("backups", BackupsDialog, menu.show_backups),
        ("properties", PropertiesDialog, menu.show_properties),
        ("preferences", Preferences, menu.show_preferences),
        ("history", HistoryWindow, menu.show_history),
        ("about", About, menu.show_about),
    ):
        show()
        dialog = menu.dialog(kind)
        if dialog is None:
            raise Failed(f"The dialog {name} did not open.")
        tour.picture(name, dialog)
        dialog.close()
        settle()
    welcome = Welcome(tour.files.settings, tour.files)
    welcome.show()
    tour.picture("welcome", welcome)
    welcome.close()
    welcome.deleteLater()


def work(tour: Tour) -> None:
    """The main job: from the backlog to delivered, through the program's own rules."""
    here = tour.initiative("CX-204")
    people = {one.name: one.id for one in tour.ask(programs.choices).people}
    owner, sponsor = people["Ben Carter"], people["Amara Diallo"]

    def move(state: State) -> None:
        tour.do(
            f"Move CX-204 to {state.label}",
            lambda session: kanban.change_state(session, here, state),
        )

    tour.do("Give CX-204 to Ben Carter", lambda session: initiatives.give(session, here, owner))
    move(State.PLANNED)
    charter = tour.do("Write the charter", lambda session: charters.start(session, here))

    def write(section: Section, words: str) -> None:
        tour.do(
            f"Write the {section}",
            lambda session: charters.write(session, charter, section, words),
        )

    write(Section.OBJECTIVES, "One contact settles nine disputes in ten.")
    write(Section.BENEFITS, "A third fewer calls ☎ about bills & credits, < 2 days each.")
    criterion = tour.do(
        "Say when it is done",
        lambda session: charter_lines.add_criterion(
            session, charter, "Nine of ten disputes closed at first contact", "Weekly sample"
        ),
    )
    tour.do(
        "Add a phase",
        lambda session: charter_lines.add_phase(
            session, charter, "Pilot in one team", TODAY, TODAY + timedelta(days=28)
        ),
    )
    tour.do("Submit", lambda session: charters.submit(session, charter, [sponsor]))
    tour.do("Approve", lambda session: charters.approve(session, charter, sponsor, "Go"))
    move(State.READY)
    move(State.IN_PROGRESS)
    action = tour.do(
        "Add an action",
        lambda session: actions.add(session, here, "Train the pilot team", owner=owner, due=TODAY),
    )
    tour.do("Done", lambda session: actions.tick(session, action, True))
    tour.do(
        "Tick the criterion",
        lambda session: charter_lines.tick_criterion(session, criterion, True),
    )
    move(State.DELIVERED)
    if tour.desk.undo() is None or tour.desk.redo() is None:
        raise Failed("The last move could not be undone and done again.")
    tour.window.open("initiative", here)
    tour.picture("after-the-work")
    tour.window.close_panel()
    keep(tour, printed("charter"), "CX-204")  # with a sign that the typeface of our paper lacks


def check(tour: Tour) -> None:
    """After all that, the file is in order, and the program could bring older ones up to date."""
    from cxdesk.store.migrate import newest_version

    found = findings(tour.desk.store)
    if found:
        raise Failed("; ".join(found))
    if newest_version() != SCHEMA_VERSION:
        raise Failed("The scripts that bring older files up to date are not all here.")


SIGHTS: tuple[Step, ...] = (
    places, boards, timeline, panel, editor, compared, request, looked_at, moments,
    finding, dialogs,
)  # fmt: skip
"""What there is to see: walked in light and in dark, and leaves everything as it was."""

STEPS: tuple[Step, ...] = (prints, taken_out, work, what_ifs, meeting, check)
"""What is done once."""
