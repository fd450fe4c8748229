"""The keyboard on links: L draws one to another bar, [ and ] walk those of a bar, Enter opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from cxdesk.model.states import LinkType
from cxdesk.services import link_words
from cxdesk.ui.overlay import announce
from cxdesk.ui.roadmap.links_draft import Draft
from cxdesk.ui.roadmap.links_edits import LinkEdits
from cxdesk.ui.roadmap.links_state import LinkState
from cxdesk.ui.roadmap.timeline import Timeline
from cxdesk.ui.view import Hint

_TYPES = tuple(LinkType)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = "Arrows or a code: where to · T: type · Enter: link · Esc"
HINTS = (
    Hint(("L",), "link to another"), Hint(("[", "]"), "walk its links"),
    Hint(("]", "Enter"), "change a link"), Hint(("]", "Del"), "remove a link"),
)  # fmt: skip
CHOSEN = (
    Hint(("Enter",), "change the link"), Hint(("Del",), "remove it"), Hint(("Esc",), "leave it"),
)  # fmt: skip
DRAWING = (
    Hint(("↑", "↓", "←", "→"), "to which bar"), Hint(("T",), "type"), Hint(("Enter",), "link"),
    Hint(("Esc",), "leave"),
)  # fmt: skip


class LinkKeys(QObject):
    """While a link is drawn, arrows go to the bar that is to wait, digits to the one so called."""

    # The form of a link is wanted: its id.
    open_requested = Signal(object)
    # Other keys have a meaning now.
    changed = Signal()

    def __init__(
        self, canvas: Timeline, state: LinkState, edits: LinkEdits,
        refusal: Callable[[int, int], str], read_only: Callable[[], bool],
    ) -> None:  # fmt: skip
        super().__init__(canvas)
        self._canvas, self._state, self._edits = canvas, state, edits
        self._refusal, self._read_only = refusal, read_only
        self.draft: Draft | None = None
        self._typed = ""
        canvas.installEventFilter(self)
        canvas.selectionModel().currentChanged.connect(self._on_current)
        state.selected_changed.connect(self.changed)

    # Drawing --------------------------------------------------------------------------------

    def begin(self) -> None:
        """Draw a link from the focused bar."""
        card = self._canvas.current_card()
        if card is None or self._canvas.rect_of(card.id).isNull():
            self._edits.refuse("Choose a bar first: click it, or use the arrows.")
            return
        if self._read_only():
            return
        self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._state.select(None)
        self._typed = ""
        self.draft = Draft(card.id, "F", QPointF(), keys=_KEYS)
        announce(self._canvas, f"Link from {card.code}. {_KEYS}", urgent=True)
        self._changed()

    def leave(self) -> None:
        """Draw no more."""
        if self.draft is not None:
            self.draft = None
            self._changed()

    def _changed(self) -> None:
        self._canvas.viewport().update()
        self.changed.emit()

    def _aim(self) -> None:
        """The focused bar is the one that is to wait."""
        draft, card = self.draft, self._canvas.current_card()
        if draft is None:
            return
        draft.after = None if card is None or card.id == draft.before else card.id
        draft.why = "" if draft.after is None else self._refusal(draft.before, draft.after)
        if draft.after is not None:
            announce(self._canvas, draft.words(self._state), urgent=True)
        self._changed()

    def _on_current(self) -> None:
        card, link = self._canvas.current_card(), self._state.link(self._state.selected)
        if self.draft is not None:
            self._aim()
        elif link is not None and (card is None or card.id not in (link.before, link.after)):
            self._state.select(None)

    # Keys -----------------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; whether it was for a link."""
        if self.draft is not None:
            return self._while_drawing(event)
        if event.text() in ("[", "]"):
            return self._walk(1 if event.text() == "]" else -1)
        link = self._state.link(self._state.selected)
        if link is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _ENTER:
            self.open_requested.emit(link.id)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if not self._read_only():
                self._edits.unlink(self._state.dependency(link))
        elif event.key() == Qt.Key.Key_Escape:
            self._state.select(None)
        else:
            return False
        return True

    def _while_drawing(self, event: QKeyEvent) -> bool:
        draft, text = self.draft, event.text()
        assert draft is not None
        if event.key() == Qt.Key.Key_Escape:
            before = draft.before
            self.leave()
            self._canvas.focus_bar(before)
        elif event.key() in _ENTER:
            self._finish(draft)
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            following = _TYPES[(_TYPES.index(draft.type) + 1) % len(_TYPES)]
            draft.leaves, draft.holds = following[0], following[1]
            self._aim()
            if draft.after is None:
                announce(self._canvas, link_words.NAMES[following], urgent=True)
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
        elif text.isdigit():
            self._type(text)
        else:
            return False
        return True

    def _finish(self, draft: Draft) -> None:
        if draft.after is None:
            self._edits.refuse("Go to the bar that is to wait, or type its code.")
            return
        if draft.why:
            self._edits.refuse(draft.why)
            return
        self.draft = None
        if self._edits.link(draft.before, draft.after, draft.type):
            link = self._state.chains.between(draft.before, draft.after)
            self._state.select(None if link is None else link.id)
        self._changed()

    def _type(self, text: str) -> None:
        """Go to the bar whose code ends with the digits typed."""
        rows = self._canvas.rows
        for typed in (self._typed + text, text):
            self._typed = typed
            codes = {card.code.removeprefix(rows.prefix): card.id for card in rows.all_cards()}
            if typed in codes and self._canvas.focus_bar(codes[typed]):
                return
            if any(code.startswith(typed) for code in codes):
                return

    # Walking --------------------------------------------------------------------------------

    def _walk(self, by: int) -> bool:
        card = self._canvas.current_card()
        links = [] if card is None else self._state.chains.at(card.id)
        if card is None or not links:
            if card is not None:
                announce(self._canvas, f"{card.code} has no links.", urgent=True)
            return card is not None
        ids = [link.id for link in links]
        here = self._state.selected
        at = ids.index(here) + by if here in ids else 0 if by > 0 else -1
        link = links[at % len(links)]
        self._state.select(link.id)
        place = f"Link {at % len(links) + 1} of {len(links)}: "
        announce(self._canvas, place + self._state.words(link), urgent=True)
        return True

    def hints(self) -> tuple[Hint, ...]:
        """Keys that matter now beside those of the timeline."""
        if self.draft is not None:
            return DRAWING
        return CHOSEN if self._state.selected is not None else ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While a link is drawn, letters and digits are for it and not for shortcuts.
        if (
            self.draft is not None
            and event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            event.accept()
            return True
        if event.type() is QEvent.Type.FocusOut and self.draft is not None:
            self.leave()
        return super().eventFilter(watched, event)
