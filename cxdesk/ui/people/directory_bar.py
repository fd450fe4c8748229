"""The row above the directory: its filters as chips, how many show, and a field that narrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cxdesk.model.people import Level
from cxdesk.services.people_view import DomainRow, PersonRow
from cxdesk.ui import icons, theme
from cxdesk.ui.filter_chip import FilterChip
from cxdesk.ui.form.rows import label
from cxdesk.ui.person.edits import swatch
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.narrow import NarrowField

HEIGHT = 44


@dataclass(frozen=True, slots=True)
class Kept:
    """Which people are shown: empty tuples keep every level and every domain."""

    levels: tuple[Level, ...] = ()
    domains: tuple[int | None, ...] = ()
    inactive: bool = False

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        levels = [one.value for one in self.levels]
        return {"levels": levels, "domains": list(self.domains), "inactive": self.inactive}

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps every active person."""
        try:
            match kept:
                case {"levels": list(levels), "domains": list(domains), "inactive": bool(on)}:
                    ids = tuple(id for id in domains if id is None or isinstance(id, int))
                    return cls(tuple(Level(one) for one in levels), ids, on)
        except ValueError:
            pass
        return cls()

    def test(self) -> Callable[[PersonRow], bool] | None:
        """Whether a row is kept; None when all are."""
        levels, domains, inactive = set(self.levels), set(self.domains), self.inactive
        if inactive and not levels and not domains:
            return None
        return lambda row: (
            (inactive or row.active)
            and (not levels or row.level in levels)
            and (not domains or row.domain_id in domains)
        )


class DirectoryBar(QWidget):
    """What of the directory is shown."""

    # Other filters hold: Kept.
    kept_changed = Signal(object)
    # Rows are to be pasted.
    paste_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.kept = Kept()
        self._domains: Sequence[DomainRow] = ()
        self._resting = 0
        self.level = self._chip("filter-level", "Level", self.pick_levels, self._any_level)
        self.domain = self._chip("filter-domain", "Domain", self.pick_domains, self._any_domain)
        self.inactive = self._chip(
            "filter-inactive", "Inactive hidden:", self.show_inactive, self.show_inactive
        )
        self.more = _button("filter", "Filter")
        self.more.clicked.connect(lambda _=False: self.offer())
        self._shown, self._all = label("", "strong"), label("", "body", "soft")
        self.narrow = NarrowField("Narrow the directory")
        self.paste = _button("paste", "Paste people")
        self.paste.setToolTip("Add people copied from a spreadsheet  (Ctrl+V in the table)")
        self.paste.clicked.connect(lambda _=False: self.paste_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(6)
        for part in (self.level, self.domain, self.inactive, self.more):
            row.addWidget(part)
        row.addSpacing(4)
        for words in (self._shown, self._all):
            words.setWordWrap(False)
            row.addWidget(words)
        row.addStretch(1)
        row.addWidget(self.paste)
        row.addWidget(self.narrow, 4)
        self._show()
        self.restyle()

    def _chip(
        self, key: str, name: str, change: Callable[[], object], drop: Callable[[], object]
    ) -> FilterChip:
        made = FilterChip(key, name)
        made.clicked.connect(lambda _=False: change())
        made.removed.connect(lambda: drop())
        return made

    # Showing --------------------------------------------------------------------------------

    def set_people(self, domains: Sequence[DomainRow], inactive: int) -> None:
        """The domains to choose from, and how many people are no longer active."""
        self._domains, self._resting = domains, inactive
        known = {row.id for row in domains}
        if not known.issuperset(self.kept.domains):
            self.keep(domains=tuple(id for id in self.kept.domains if id in known))
        self._show()

    def set_count(self, shown: int, all: int) -> None:
        """Say "12 of 24"."""
        self._shown.setText(f"{shown:,}")
        self._all.setText(f"of {all:,}")
        self._fit()

    def count(self) -> str:
        """The count as it is said."""
        return f"{self._shown.text()} {self._all.text()}"

    def _show(self) -> None:
        kept = self.kept
        self.level.setVisible(bool(kept.levels))
        self.level.show_filter(
            ", ".join(one.value.capitalize() for one in kept.levels), str(len(kept.levels))
        )
        self.domain.setVisible(bool(kept.domains))
        names = [row.short for row in self._domains if row.id in kept.domains]
        self.domain.show_filter(", ".join(names), str(len(names)))
        self.inactive.setVisible(not kept.inactive and self._resting > 0)
        self.inactive.show_filter(f"{self._resting:,}")
        self._fit()

    def _fit(self) -> None:
        """Say all of it where there is room, else the short of it."""
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        alone = Qt.ToolButtonStyle.ToolButtonIconOnly
        for short in (False, True):
            for chip in (self.level, self.domain, self.inactive):
                chip.shorten(short)
            for button in (self.more, self.paste):
                button.setToolButtonStyle(alone if short else beside)
            layout = self.layout()
            if layout is None or layout.minimumSize().width() <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)  # too narrow for all of it, it is cut: the page must not widen

    # Choosing -------------------------------------------------------------------------------

    def keep(self, **values: Any) -> None:
        """Keep other people."""
        before, self.kept = self.kept, replace(self.kept, **values)
        self._show()
        if self.kept != before:
            self.kept_changed.emit(self.kept)

    def recall(self, kept: object) -> None:
        """Keep those who were kept the last time."""
        self.kept = Kept.of(kept)
        self._show()
        self.kept_changed.emit(self.kept)

    def clear(self) -> None:
        """Keep everybody who is active, and every word."""
        self.narrow.clear()
        self.keep(levels=(), domains=())

    def offer(self) -> None:
        """Offer the filters there are."""
        options = [
            Option(self.pick_levels, "Level"),
            Option(self.pick_domains, "Domain"),
            Option(self.hide_inactive, "Hide who is no longer active")
            if self.kept.inactive
            else Option(self.show_inactive, "Show who is no longer active"),
        ]
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_levels(self) -> None:
        """Offer the levels to keep."""
        options = [Option(one, one.value.capitalize()) for one in Level]
        pick_many(
            self._anchor(self.level), "Levels", options, self.kept.levels,
            lambda chosen: self.keep(levels=tuple(one for one in Level if one in chosen)),
        )  # fmt: skip

    def pick_domains(self) -> None:
        """Offer the domains to keep."""
        options = [
            Option(row.id, row.name, row.short, lead=swatch(row.hue)) for row in self._domains
        ]
        order = [row.id for row in self._domains]
        pick_many(
            self._anchor(self.domain), "Domains", options, self.kept.domains,
            lambda chosen: self.keep(domains=tuple(id for id in order if id in chosen)),
        )  # fmt: skip

    def show_inactive(self) -> None:
        """Show who is no longer active too."""
        self._rest()
        self.keep(inactive=True)

    def hide_inactive(self) -> None:
        """Show active people only."""
        self.keep(inactive=False)

    def _any_level(self) -> None:
        self._rest()
        self.keep(levels=())

    def _any_domain(self) -> None:
        self._rest()
        self.keep(domains=())

    def _rest(self) -> None:
        """A chip that goes gives the keyboard to what stays."""
        if isinstance(self.focusWidget(), FilterChip):
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _anchor(self, chip: FilterChip) -> QWidget:
        return self.more if chip.isHidden() else chip

    def restyle(self) -> None:
        """Take the icons of the theme that now holds."""
        self.more.setIcon(icons.icon("filter", theme.current()))
        self.paste.setIcon(icons.icon("import", theme.current()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        here, p = theme.current(), QPainter(self)
        p.fillRect(self.rect(), here.surface)
        p.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), here.line)


def _button(key: str, text: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName(key)
    made.setText(text)
    made.setAccessibleName(text)
    made.setProperty("role", "body")
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setIconSize(QSize(16, 16))
    made.setFixedHeight(28)
    return made
