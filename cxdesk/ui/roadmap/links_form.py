"""The form of a link: which ends it ties, its lag, whether dates keep to it; or to remove it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QWidget

from cxdesk.model.states import LinkType
from cxdesk.services import link_words
from cxdesk.services.dependencies import Dependency
from cxdesk.services.initiatives import LAG_BOUND, MOST_LAG
from cxdesk.ui.form.fields import LineField
from cxdesk.ui.form.rows import column, label, line
from cxdesk.ui.form.value import Fault, tooltip
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.roadmap.links_edits import LinkEdits
from cxdesk.ui.theme import restyle


def read_lag(text: str) -> int:
    """A lag as people type it: "2", "+2 d", "-3 days", "−3", "" for none. Raises ValueError."""
    plain = text.strip().lower().replace("\u2212", "-").replace(",", "").replace("\u2009", "")
    for unit in ("working days", "working day", "days", "day", "d"):
        plain = plain.removesuffix(unit).strip()
    try:
        lag = int(plain.replace("+ ", "+").replace("- ", "-")) if plain else 0
    except ValueError:
        raise ValueError("A lag is a whole number of working days, such as 2 or -3.") from None
    if abs(lag) > MOST_LAG:
        raise ValueError(LAG_BOUND)
    return lag


class LinkForm(Overlay):
    """Each change is kept at once, as one undo step; Esc closes the form."""

    # The user goes to an end of the link: its id.
    opened = Signal(object)

    width_px = 348

    def __init__(
        self, over: QWidget, edits: LinkEdits, read: Callable[[], Dependency | None], at: QPoint
    ) -> None:
        super().__init__(over, "Link")
        self._edits, self._read, self._at = edits, read, at
        found = read()
        assert found is not None
        self.it = found
        self.title = label("", "strong")
        self.says = label("", "small", "soft")
        self.fault = Fault(lambda _way: None)
        self.types = QButtonGroup(self)
        self.buttons: dict[LinkType, QPushButton] = {}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, (type, words) in enumerate(link_words.NAMES.items()):
            made = QPushButton(words.capitalize().replace(" to ", " → "))
            made.setObjectName(f"link-{type.value}")
            made.setCheckable(True)
            made.setProperty("role", "choice")
            made.setAccessibleName(f"{words.capitalize()}, {type.value}")
            made.setToolTip(f"{words.capitalize()} ({type.value})")
            made.clicked.connect(partial(self._set_type, type))
            self.types.addButton(made)
            self.buttons[type] = made
            grid.addWidget(made, place // 2, place % 2)
        self.lag = LineField("link-lag", "Lag in working days", self._save_lag, fault=self.fault,
                             placeholder="0", least=56)  # fmt: skip
        self.lag.setProperty("quiet", False)
        self.lag.textEdited.connect(self._while_typed)
        self.lag.entered = self.close_overlay
        self.warning = Fault(lambda _way: None)
        self.standing = label("", "small")
        self.mend = self._button("link-mend", "", self._mend)
        self.remove = self._button("link-remove", "Remove link", self._remove)
        self.first = self._button("link-before", "", lambda: self._open(self.it.before.id))
        self.second = self._button("link-after", "", lambda: self._open(self.it.after.id))
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(label("Go to", "small", "quiet"))
        foot.addWidget(self.first)
        foot.addWidget(self.second)
        ahead = label("Lag")
        ahead.setWordWrap(False)
        unit = label("working days", "body", "quiet")
        unit.setWordWrap(False)
        self.lag.setToolTip("Working days between the two ends; below zero they overlap")
        row = line(ahead, self.lag, unit, 1)
        row.setSpacing(8)
        for part in (ahead, self.lag, unit):
            row.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)
        box = column(self, 8, (14, 12, 14, 12))
        box.addWidget(self.title)
        box.addWidget(self.says)
        box.addLayout(grid)
        box.addLayout(row)
        box.addWidget(self.fault)
        box.addWidget(self.standing)
        box.addWidget(self.warning)
        box.addWidget(self.mend)
        box.addLayout(foot)
        lock_changes(edits.planning.editing.desk, self.remove, self.mend, *self.buttons.values())
        self.closed.connect(self.deleteLater)
        self.show_link()

    def _button(self, key: str, text: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(key)
        made.clicked.connect(lambda _=False: act())
        return made

    # Showing --------------------------------------------------------------------------------

    def show_link(self) -> None:
        """Show the link as it is now; close where it is gone."""
        found = self._read()
        if found is None:
            self.close_overlay()
            return
        it = self.it = found
        self.title.setText(link_words.tie(it.before.code, it.after.code, it.type))
        self.says.setText(link_words.sentence(it.before.code, it.after.code, it.type, it.lag) + ".")
        for type, button in self.buttons.items():
            button.setChecked(type is it.type)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if type is it.type else Qt.FocusPolicy.ClickFocus
            )
        self.lag.show_value(it.id, f"{it.lag:,}")
        for button, end in ((self.first, it.before), (self.second, it.after)):
            button.setText(end.code)
            button.setAccessibleName(f"Go to {end.code} {end.title}")
            button.setToolTip(tooltip(f"{end.code} {end.title}"))
        said = link_words.standing(it.slack)
        self.standing.setText("" if it.broken else f"{said[0].upper()}{said[1:]}.")
        self.standing.setVisible(not it.broken)
        wrong = [f"{said[0].upper()}{said[1:]}."] if it.broken else []
        wrong += [it.warning] if it.warning else []
        if wrong:
            self.warning.refuse(" ".join(wrong))
        else:
            self.warning.clear_fault()
        mending = self._edits.mend(it)
        self.mend.setVisible(mending is not None)
        if mending is not None:
            self.mend.setText(mending[0])
        self.setAccessibleName(
            link_words.spoken(it.before.code, it.after.code, it.type, it.lag, it.slack)
        )
        self.place()

    def place(self) -> None:
        """Stand below where the link was clicked, or above it, within the window."""
        room, width = self._over.size(), min(self.width_px, self._over.width() - 32)
        height = min(self.wanted_height(width), room.height() - 32)
        at = self._home.mapTo(self._over, self._at)
        x = min(max(at.x() - width // 3, 16), room.width() - width - 16)
        y = at.y() + 14 if at.y() + 14 + height <= room.height() - 30 else at.y() - height - 14
        self.setGeometry(QRect(x, max(y, 16), width, height))

    def first_field(self) -> QWidget:
        return self.buttons[self.it.type]

    def sizeHint(self) -> QSize:
        return QSize(self.width_px, self.wanted_height(self.width_px))

    # Changing -------------------------------------------------------------------------------

    def _set_type(self, type: LinkType, _checked: bool = False) -> None:
        if not self._edits.relink(self.it, type, self.it.lag, self.lag):
            self.show_link()

    def _while_typed(self, text: str) -> None:
        try:
            read_lag(text)
        except ValueError as wrong:
            self.lag.refuse(str(wrong))
        else:
            self.lag.clear_fault()
        self.place()

    def _save_lag(self, text: str) -> bool:
        try:
            lag = read_lag(text)
        except ValueError as wrong:
            self.lag.refuse(str(wrong))
            self.place()
            return False
        return self._edits.relink(self.it, self.it.type, lag, self.lag)

    def _mend(self) -> None:
        mending = self._edits.mend(self.it)
        self.close_overlay()
        if mending is not None:
            self._edits.move(self.it, mending[1])

    def _remove(self) -> None:
        it = self.it
        self.close_overlay()
        self._edits.unlink(it)

    def _open(self, id: int) -> None:
        self.close_overlay()
        self.opened.emit(id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        focused = self.focusWidget()
        if step and focused in self.buttons.values() and focused.isEnabled():
            types = list(self.buttons)
            wanted = types[(types.index(self.it.type) + step) % len(types)]
            self.buttons[wanted].click()
            self.buttons[self.it.type].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton) and focused not in self.buttons.values():
                focused.click()
            else:
                self.close_overlay()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take the theme that now holds."""
        restyle(self)
