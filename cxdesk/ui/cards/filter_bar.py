"""The row above cards: their filters as chips, how many of them show, and a field that narrows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cxdesk.services.card_filter import FIELDS, CardFilter, Field
from cxdesk.services.cards import Card
from cxdesk.ui.filter_chip import FilterChip
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.table.bar import TableBar

_NARROWEST, _WIDEST, _SHRINKS = 96, 180, 28  # px of the field
_EDGE, _SPACE, _APART = 16, 6, 4  # px at the sides, between, and more of it before the count
_ALONE = Qt.ToolButtonStyle.ToolButtonIconOnly
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class FilterBar(TableBar):
    """Says which of the cards that `cards` gives are kept. Chips are made when first needed.

    Where there is no room for what every chip says it says how many values it keeps, then one
    chip stands for all; words on buttons give way last.
    """

    # Other cards are kept: CardFilter.
    kept_changed = Signal(object)

    def __init__(self, editing: Editing, cards: Callable[[], Collection[Card]]) -> None:
        super().__init__("Filter cards")
        self._editing, self._cards = editing, cards
        self.kept = CardFilter()
        self._made: dict[str, FilterChip] = {}
        self._collapsed, self._gone = False, set[QWidget]()
        # What else gives way: buttons that lose their words first, what then looks otherwise, and
        # what goes in the end.
        self.fold_first: list[QToolButton] = []
        self.folds: list[Callable[[bool], object]] = []
        self.leave_out: list[QWidget] = []
        self._right: tuple[QWidget, ...] = ()
        self.last: QWidget = self  # to which the tab key comes last
        self.all = self.add_chip("filter-all", "Filters", self.pick_active, self.clear_fields)
        self.more.setToolTip("Filter by owner, batch, due date …  (F)")
        self.narrow.set_hint("Filter cards")
        self.narrow.setMinimumWidth(_NARROWEST)
        self.narrow.setMaximumWidth(_WIDEST)
        self.narrow.textChanged.connect(lambda text: self.keep(replace(self.kept, text=text)))

    def lay_out(self, *right: QWidget) -> None:
        """Chips, the button of the filters and the count at the left, `right` at the right.

        The first of these takes the room between.
        """
        self._right = right
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_EDGE, 0, _EDGE, 1)
        self._row.setSpacing(_SPACE)
        for left in (self.all, self.more):
            self._row.addWidget(left)
        self._row.addSpacing(_APART)
        for words in (self._shown, self._all):
            words.setWordWrap(False)
            self._row.addWidget(words)
        for place, part in enumerate(right):
            self._row.addWidget(part, 4 if part is self.narrow else not place)
        self._order_tabs()
        self.show_kept()
        self.restyle()

    def _order_tabs(self) -> None:
        """The tab key goes through it as one reads."""
        chips = [self._made[one.key] for one in FIELDS if one.key in self._made]
        tab = Qt.FocusPolicy.TabFocus
        within = [
            [part] if part.focusPolicy() & tab else part.findChildren(QToolButton)
            for part in self._right
        ]
        parts: list[QWidget] = [self.all, *chips, self.more, *chain.from_iterable(within)]
        for before, after in pairwise(parts):
            self.setTabOrder(before, after)
        self.last = parts[-1]

    # Showing --------------------------------------------------------------------------------

    def chip(self, field: Field) -> FilterChip:
        """The chip of a field."""
        if field.key not in self._made:
            made = self.add_chip(
                f"filter-{field.key}", field.name,
                lambda: self.pick(field), lambda: self.keep(self.kept.keep(field.key, ())),
            )  # fmt: skip
            self._made[field.key] = made
            order = [one.key for one in FIELDS if one.key in self._made]
            self._row.insertWidget(order.index(field.key), made)
            self._order_tabs()
        return self._made[field.key]

    def show_kept(self) -> None:
        """Say what is kept, in the words of today."""
        active = self.kept.active()
        if active:
            from cxdesk.ui.cards.filter_options import NamesOf  # the window starts without them

            for field, (_, what) in zip(
                active, replace(self.kept, text="").words(NamesOf(self._editing)), strict=True
            ):
                self.chip(field).show_filter(what, f"{len(self.kept.values(field.key)):,}")
        self.all.show_filter(str(len(active)))
        self._show_chips()
        self.fit()

    def _active(self) -> list[FilterChip]:
        return [self._made[field.key] for field in self.kept.active()]

    def _show_chips(self) -> None:
        active = self._active()
        for chip in self._made.values():
            chip.setVisible(chip in active and not self._collapsed)
        self.all.setVisible(self._collapsed)
        for part in self.leave_out:
            part.setVisible(part not in self._gone)

    def fit(self) -> None:
        """Say all of it where there is room, else less and less."""
        if self.layout() is None:
            return
        before = self._collapsed, set(self._gone)
        steps: list[Callable[[bool], object]] = [
            self._fold_first, self._shorten, self._collapse, *self.folds, self._fold,
            self._shrink, *(partial(self._leave_out, part) for part in self.leave_out),
        ]  # fmt: skip
        for step in reversed(steps):
            step(False)
        for step in steps:
            if self._needed() <= self.width():
                break
            step(True)
        # Nothing is hidden and shown again on the way: what is open at it would close.
        if before != (self._collapsed, self._gone):
            self._show_chips()

    def _needed(self) -> int:
        """The px that everything takes, as it would be shown now."""
        chips = [self.all] if self._collapsed else self._active()
        right = [one for one in self._right if one not in self._gone]
        parts: list[QWidget] = [*chips, self.more, self._shown, self._all, *right]
        least = [one.minimumWidth() or one.minimumSizeHint().width() for one in parts]
        return sum(least) + _SPACE * len(parts) + 2 * _EDGE + _APART

    def _shorten(self, on: bool) -> None:
        for chip in self._made.values():
            chip.shorten(on)

    def _collapse(self, on: bool) -> None:
        self._collapsed = on and len(self.kept.active()) > 1

    def _shrink(self, on: bool) -> None:
        self.narrow.setMinimumWidth(_NARROWEST - _SHRINKS if on else _NARROWEST)

    def _leave_out(self, part: QWidget, on: bool) -> None:
        (self._gone.add if on else self._gone.discard)(part)

    def _fold_first(self, on: bool) -> None:
        for button in self.fold_first:
            button.setToolButtonStyle(_ALONE if on else _BESIDE)

    def _fold(self, on: bool) -> None:
        for button in self._buttons:
            button.setToolButtonStyle(_ALONE if on else _BESIDE)

    # Choosing -------------------------------------------------------------------------------

    def keep(self, kept: CardFilter) -> None:
        """Keep other cards."""
        before, self.kept = self.kept, kept
        if self.narrow.text() != kept.text:
            self.narrow.setText(kept.text)
        if replace(kept, text="") != replace(before, text=""):
            self.show_kept()
        if kept != before:
            self.kept_changed.emit(kept)

    def follow(self) -> None:
        """Something was changed: what is gone from the program is filtered by no more."""
        if self.kept.active():
            from cxdesk.ui.cards.filter_options import NamesOf

            self.keep(self.kept.known(NamesOf(self._editing)))
            self.show_kept()

    def clear(self) -> None:
        """Show every card."""
        self.keep(CardFilter())

    def clear_fields(self) -> None:
        """Show every card that has the words typed."""
        self.keep(CardFilter(self.kept.text))

    def offer(self) -> None:
        """Offer the fields to filter by."""
        from cxdesk.ui.pickers import Option, pick

        fields = [Option(field, field.name) for field in FIELDS]
        options: list[Option] = [*fields, Option(None, "Clear filters")] if self.kept else fields
        pick(self.more, "Filter by", options, self, self._on_offered)  # none of them holds

    def pick_active(self) -> None:
        """Offer the filters that hold, to change one of them."""
        from cxdesk.ui.cards.filter_options import NamesOf
        from cxdesk.ui.pickers import Option, pick

        words = replace(self.kept, text="").words(NamesOf(self._editing))
        options = [
            Option(field, name, what)
            for field, (name, what) in zip(self.kept.active(), words, strict=True)
        ]
        pick(self.all, "Filters", [*options, Option(None, "Clear filters")], self, self._on_offered)

    def _on_offered(self, field: Field | None) -> None:
        if field is None:
            self.clear()
        else:
            self.pick(field)

    def pick(self, field: Field) -> None:
        """Offer the values of a field, with the number of cards that each would show."""
        from cxdesk.ui.cards.filter_options import options
        from cxdesk.ui.pickers import pick_many

        offered = options(self._editing, self._cards(), self.kept, field)
        made = self._made.get(field.key)
        anchor: QWidget = self.all if self._collapsed else self.more
        pick_many(
            made if made is not None and not made.isHidden() else anchor,
            field.name, offered, self.kept.values(field.key),
            lambda chosen: self.keep(
                self.kept.keep(
                    field.key, [one.value for one in offered if one.value in chosen]
                )
            ),
        )  # fmt: skip
