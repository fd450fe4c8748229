"""Lines of a charter as cards in an order: written in place, dragged, added and removed.

A kind of lines is a LineCard with the fields it needs; everything else is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QWidget,
)

from cxdesk.ui import theme
from cxdesk.ui.application import application
from cxdesk.ui.charter.add_field import AddField
from cxdesk.ui.charter.chips import moves
from cxdesk.ui.charter.line_card import LineCard
from cxdesk.ui.charter.line_drag import LineDrag
from cxdesk.ui.charter.nearing import Nearing, area_around
from cxdesk.ui.charter.part import Typed
from cxdesk.ui.form.rows import Rows, column
from cxdesk.ui.form.value import Fault
from cxdesk.ui.overlay import announce
from cxdesk.ui.panel.subject import Refusable, Subject

_AT_ONCE = 12  # cards made before anything is seen; others follow once they are nearly in sight,
_MORE, _MORE_MS = 6, 10  # so many at a time, with a breath for what is typed meanwhile


class Edits(Protocol):
    """How the lines are changed; each says whether it was kept, else `at` says why not."""

    def add(self, texts: Sequence[str], at: Refusable) -> bool:
        """Add a line for each text."""

    def place(self, row: Any, after: int | None, at: Refusable) -> bool:
        """Put a line behind another; None: first."""

    def remove(self, row: Any, at: Refusable) -> bool:
        """Remove a line."""


class LineList(QWidget):
    """The cards, and below them the field that adds one.

    `make` makes a card; `add` stands on the field that adds one, `hint` in it. `joined` lines are
    rows of one table rather than cards of their own. With `ordered` False the lines have an order
    of their own, and nothing is dragged.
    """

    # Words are typed into a line that are not kept yet.
    typed_changed = Signal()

    def __init__(
        self,
        key: str,
        add: str,
        make: Callable[[LineList], LineCard],
        subject: Subject,
        edits: Edits,
        *,
        hint: str = "",
        joined: bool = False,
        ordered: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName(f"{key}-lines")
        self.subject, self.edits = subject, edits
        self.joined, self.ordered, self.live = joined, ordered, True
        self.face: object = None
        self._all: tuple[Any, ...] = ()
        self._told: tuple[Any, ...] = ()  # what is shown, to do nothing where that is the same
        self._filled = 0
        self._make = make
        self.rows = Rows(self._made, 0 if joined else 8)
        self.frame = _Frame(self.rows) if joined else self.rows
        self.fault = Fault(subject.go)
        self.add = AddField(f"add-{key}", add, self._add_lines, fault=self.fault, hint=hint)
        self._box = column(self, 0)
        self._box.addWidget(self.frame)
        self._gap = QWidget()
        self._gap.setFixedHeight(8)
        self._box.addWidget(self._gap)
        foot = QHBoxLayout()
        foot.addWidget(self.add, 1)
        foot.addStretch(0)
        self._box.addLayout(foot)
        self._box.addWidget(self.fault)
        self._more = QTimer(self, singleShot=True, interval=_MORE_MS)
        self._more.timeout.connect(self._fill_more)
        self._nearing = Nearing(self)
        self._nearing.neared.connect(self._go_on)
        self._drag = LineDrag(self)
        application().focusChanged.connect(self._on_focus)

    # Showing --------------------------------------------------------------------------------

    def show_lines(
        self, item: int, rows: Sequence[Any], *, live: bool, face: object = None
    ) -> None:
        """Show the lines of a charter version; they are written while it is `live`.

        `face` is whatever else decides how a card looks: with another one all are shown anew.
        """
        live = live and not self.subject.desk.store.read_only
        told = (item, tuple(rows), live, face)
        if told == self._told:
            return
        self._told = told
        self._all, self.live, self.face = tuple(rows), live, face
        self.add.show_value(item, "")
        self.add.setVisible(live)
        if not live:
            self.fault.clear_fault()
        self._filled = max(_AT_ONCE, min(self._filled, len(rows)))
        self._fill()

    def _made(self, row: Any) -> LineCard:
        """A card that shows its line already: in a window each part shown lays it all out anew."""
        card = self._make(self)
        card.show_row(row)
        return card

    def put_above(self, heads: QWidget) -> None:
        """Have the names of the columns above joined lines."""
        assert isinstance(self.frame, _Frame)
        self.frame.put_above(heads)

    def _fill(self) -> None:
        shown = self._all[: self._filled]
        box = self.rows.layout()
        assert box is not None
        box.setEnabled(False)  # else each new card squeezes all others into what room there is yet
        self.rows.show_rows(shown)
        for n, card in enumerate(self.cards(), 1):
            card.set_place(n, last=n == len(shown))
            if card.isHidden():
                card.show()
        box.setEnabled(True)
        self.rows.updateGeometry()
        self.frame.setVisible(bool(self._all))
        self._gap.setVisible(bool(self._all) and self.live)
        self._go_on()

    def _go_on(self) -> None:
        if self._filled < len(self._all) and not self._more.isActive():
            self._more.start()

    def _fill_more(self) -> None:
        adds = self.add.hasFocus()
        if adds or self._nearing.near:
            self._filled += _MORE
            self._fill()
            if adds:
                QTimer.singleShot(0, self, self._see_focus)

    def cards(self) -> list[LineCard]:
        """The cards, in order."""
        return self.rows.widgets()

    def card(self, id: int) -> LineCard | None:
        """The card of a line."""
        place = next((n for n, row in enumerate(self._all) if row.id == id), None)
        if place is None:
            return None
        if place >= self._filled:
            self._filled = place + 1
            self._fill()
        return self.cards()[place]

    def typed(self, key: str, name: str = "text") -> Mapping[str, Typed]:
        """What a page has for `key` with the words that are typed; nothing where none are."""
        words = {n: card.text.words() for n, card in enumerate(self.cards()) if card.text.dirty}

        def put(rows: Sequence[Any]) -> tuple[Any, ...]:
            return tuple(
                replace(row, **{name: words[n]}) if n in words else row
                for n, row in enumerate(rows)
            )

        return {key: put} if words else {}

    def enter(self, where: str = "") -> bool:
        """Put the keyboard into a line (its id), the "add" field, or where something lacks."""
        card = self.card(int(where)) if where.isdecimal() else None
        if card is None and not where:
            cards = self.cards()
            card = next((one for one in cards if one.lacking()), cards[0] if cards else None)
        if card is not None:
            card.enter()
        elif self.live:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._go_on()  # where one adds all others stand above
        else:
            return False
        QTimer.singleShot(0, self, self._see_focus)  # what was made just now has no place yet
        return True

    def _see_focus(self) -> None:
        focus, area = application().focusWidget(), area_around(self)
        if area is not None and focus is not None and self.isAncestorOf(focus):
            # Lines that are new have their place only once the layouts around them know of it.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            area.ensureWidgetVisible(self._card_of(focus) or focus, 0, 24)

    # Changing -------------------------------------------------------------------------------

    def _add_lines(self, texts: Sequence[str]) -> bool:
        if not self.edits.add(texts, self.add):
            return False
        self.add.clear_fault()
        QTimer.singleShot(0, self, self._see_focus)
        return True

    def next_line(self) -> None:
        """Go where the next line is written."""
        if self.live:
            self.add.setFocus(Qt.FocusReason.TabFocusReason)

    def remove(self, card: LineCard) -> bool:
        """Remove a line."""
        return self.edits.remove(card.row, card.fault)

    def shift(self, card: LineCard, by: int) -> bool:
        """Move a line up or down; at the ends nothing happens."""
        ids = [one.id for one in self._all]
        place = ids.index(card.row.id) + by
        if not (self.ordered and self.live and 0 <= place < len(ids)):
            return False
        return self.put(card, place)

    def put(self, card: LineCard, place: int) -> bool:
        """Put a line at a place among the others."""
        ids = [one.id for one in self._all]
        if ids.index(card.row.id) == place:
            return False  # where it is
        rest = [id for id in ids if id != card.row.id]
        self._filled = max(self._filled, place + 1)
        kept = self.edits.place(card.row, rest[place - 1] if place else None, card.fault)
        if kept:
            announce(self, f"{place + 1} of {len(ids)}")
            QTimer.singleShot(0, self, self._see_focus)
        return kept

    def go(self, card: LineCard, by: int) -> None:
        """Put the keyboard at the grip of a neighbour."""
        cards = self.cards()
        place = cards.index(card) + by
        if 0 <= place < len(cards):
            cards[place].grip.setFocus(Qt.FocusReason.OtherFocusReason)
        elif by > 0:
            self.next_line()

    def drag(self, card: LineCard, y: int) -> None:
        """A card is dragged; the pointer's y on the screen."""
        self._drag.to(card, y)

    def drop(self, here: bool) -> None:
        """The card that is dragged is let go, where it is or (False) where it came from."""
        self._drag.end(here)

    # Following ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.add.hasFocus():  # lines may get their height long after they were added
            QTimer.singleShot(0, self, self._see_focus)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.live
            and moves(event)
        ):
            event.accept()  # around it Alt+Down goes to the next initiative
            return True
        return super().event(event)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        for widget, entered in ((before, False), (now, True)):
            card = self._card_of(widget)
            if card is not None and (entered or not card.isAncestorOf(now or self)):
                card.set_entered(entered)

    def _card_of(self, widget: QWidget | None) -> LineCard | None:
        if widget is None or not self.isAncestorOf(widget):
            return None
        while widget is not None and not isinstance(widget, LineCard):
            widget = widget.parentWidget()
        return widget


class _Frame(QFrame):
    """The border around joined lines."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._box = column(self, 0, (1, 1, 1, 1))
        self._box.addWidget(inner)

    def put_above(self, heads: QWidget) -> None:
        """Put the names of the columns in, and a hairline below them."""
        self._box.insertWidget(0, heads)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(colors.line2, 1))
        p.setBrush(colors.surface)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
