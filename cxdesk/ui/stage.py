"""The stage: the places of the window, each made on the first visit, one of them shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from cxdesk.store.history import ChangeSet
from cxdesk.ui.desk import Desk
from cxdesk.ui.places import Place
from cxdesk.ui.settings import Settings
from cxdesk.ui.view import View


class Stage(QStackedWidget):
    """Keeps the views of one desk; those that are not shown read again when they are."""

    # A view was made: View. The window listens to it from then on.
    view_made = Signal(object)

    def __init__(self, places: tuple[Place, ...], settings: Settings) -> None:
        super().__init__()
        self.places, self._settings = places, settings
        self._desk: Desk | None = None
        self.views: dict[str, View] = {}
        self._stale: set[str] = set()
        self.place = ""
        self.program = 0  # the id of the program whose habits are kept

    @property
    def view(self) -> View:
        """The place that is shown."""
        return self.views[self.place]

    def set_desk(self, desk: Desk) -> None:
        """Forget the views of the desk before."""
        self._desk = desk
        for view in self.views.values():
            self.removeWidget(view)
            view.deleteLater()
        self.views.clear()
        self._stale.clear()

    def show_place(self, key: str) -> View:
        """Show a place; KeyError for one that there is not."""
        if key not in self.views:
            self._make(key)
        self.place = key
        view = self.view
        if key in self._stale:
            self._stale.discard(key)
            view.refresh(None)
        self.setCurrentWidget(view)
        return view

    def place_of(self, kind: str) -> str | None:
        """The key of the place that shows a kind of items; the place on show comes first."""
        found = [place.key for place in self.places if kind in place.kinds]
        return self.place if self.place in found else next(iter(found), None)

    def hidden_parts(self) -> set[QWidget]:
        """The views that were made and are not shown, and what the one on show does not show."""
        hidden: set[QWidget] = {view for key, view in self.views.items() if key != self.place}
        return hidden | self.view.hidden_parts()

    def refresh(self, change_set: ChangeSet | None) -> None:
        """Show a change, or everything anew for None."""
        for key, view in self.views.items():
            if key == self.place or change_set is None:
                view.refresh(change_set)
            else:
                self._stale.add(key)

    def set_density(self, density: str) -> None:
        """Show "compact", "normal" or "detailed" rows everywhere."""
        for view in self.views.values():
            view.set_density(density)

    def restyle(self) -> None:
        """Paint with the theme that now holds."""
        for view in self.views.values():
            view.restyle()

    def _make(self, key: str) -> None:
        assert self._desk is not None
        place = next((one for one in self.places if one.key == key), None)
        if place is None:
            raise KeyError(key)
        view = self.views[key] = place.load()(self._desk, self)
        view.set_density(self._settings.get("density"))
        view.density_chosen.connect(lambda density: self._settings.set("density", density))
        program = self.program
        view.recall(self._settings.habits(program, key))
        view.habit_changed.connect(
            lambda habit, value: self._settings.keep_habit(program, key, habit, value)
        )
        self.addWidget(view)
        self.view_made.emit(view)
