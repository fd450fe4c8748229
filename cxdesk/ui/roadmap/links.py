"""Links on the timeline, put onto its page: painted, drawn, chosen, changed, shown and hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QWidget

from cxdesk.services.dependencies import Dependency
from cxdesk.services.roadmap import LinkRow
from cxdesk.ui.actions import make_action
from cxdesk.ui.read_only import lock_changes
from cxdesk.ui.roadmap.canvas import Canvas
from cxdesk.ui.roadmap.links_draft import paint_draft, paint_handles
from cxdesk.ui.roadmap.links_edits import LinkEdits
from cxdesk.ui.roadmap.links_grip import LinkGrip
from cxdesk.ui.roadmap.links_keys import LinkKeys
from cxdesk.ui.roadmap.links_paint import LinkLayer
from cxdesk.ui.roadmap.links_state import ALL, CHAIN, NONE, LinkState

if TYPE_CHECKING:
    from cxdesk.ui.roadmap.links_form import LinkForm
    from cxdesk.ui.roadmap.page import TimelinePage

_ON_CANVAS = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Linking(QObject):
    """Belongs to a timeline page and knows its canvas, its planning and its data."""

    # Other links are shown: "all", "chain" or "none".
    shown_changed = Signal(str)

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page = page
        canvas = self._canvas = page.canvas
        self.state = LinkState(canvas)
        self.edits = LinkEdits(page.planning, page.propose, lambda: page.rows.network)
        self.layer = LinkLayer(self.state)
        self.grip = LinkGrip(canvas, self.state, self.edits, self._read_only)
        self.keys = LinkKeys(canvas, self.state, self.edits, self._refusal, self._read_only)
        self.form: LinkForm | None = None
        canvas.mouse.grips.insert(0, self.grip)
        canvas.mouse.hovers.append(self.grip.hover)
        canvas.keys.handlers.insert(0, self.keys.press)
        canvas.tips.append(self.words_at)
        canvas.layers.insert(1, self.under)
        canvas.layers.insert(3, self.over)
        self.grip.clicked.connect(self.open_form)
        self.grip.stub_clicked.connect(self._reveal)
        self.keys.open_requested.connect(self.open_form)
        self.keys.changed.connect(page.hints_changed)
        self._make_actions()

    def _make_actions(self) -> None:
        canvas, desk = self._canvas, self._page.desk

        def action(key: str, text: str, *keys: str, to: object) -> QAction:
            assert callable(to)
            return make_action(
                canvas, key, text, "Timeline", to, shortcuts=keys, context=_ON_CANVAS
            )

        draw = action("link-to", "Link to…", "L", to=self.keys.begin)
        action("links-all", "Show all dependencies", to=lambda: self.show(ALL))
        action("links-chain", "Show dependencies of the focused bar alone",
               to=lambda: self.show(CHAIN))  # fmt: skip
        action("links-none", "Hide dependencies", to=lambda: self.show(NONE))
        lock_changes(desk, draw)

    def show(self, which: str) -> None:
        """Show all links, those of the bar at hand, or none."""
        if which in (ALL, CHAIN, NONE) and which != self.state.shown:
            self.state.shown = which
            self._canvas.viewport().update()
            self.shown_changed.emit(which)

    def words_at(self, at: QPoint) -> str:
        """What a tooltip says of the link or stub at a point of the viewport."""
        state = self.state
        if self.grip.handle_at(at):
            return "Drag to another bar: that one then waits for this one  (L)"
        stub = state.stub_at(at)
        if stub is not None and self._canvas.card_at(at) is None:
            said = [state.words(link) for link in stub[1]]
            return "\n".join([*said, "Not shown here: a click brings it into sight."])
        link = state.link(state.hovered)
        if link is None:
            return ""
        it = state.dependency(link)
        said = [state.words(link), f"{it.before.code} {it.before.title}: {it.before.owner}",
                f"{it.after.code} {it.after.title}: {it.after.owner}"]  # fmt: skip
        if it.hand_off:
            said.append(f"Hand-off: {it.before.domain} to {it.after.domain}")
        return "\n".join([*said, *([it.warning] if it.warning else [])])

    def menu(self, bar: int) -> Sequence[QAction]:
        """Entries of a bar's menu."""
        from cxdesk.ui.menus import item, submenu

        if self._read_only():
            return ()

        def draw() -> None:
            self._canvas.focus_bar(bar)
            self.keys.begin()

        def open_later(id: int) -> None:
            QTimer.singleShot(100, self, lambda: self.open_form(id))  # the menu is gone before

        links = [(self.state.words(link), link.id) for link in self.state.chains.at(bar)]
        made = [item("Link to…\tL", draw)]
        if links:
            made.append(submenu(self._page, "Change a link", links, open_later))
        return made

    # A link ---------------------------------------------------------------------------------

    def open_form(self, id: int, at: QPoint | None = None) -> None:
        """Open the form of a link, where it was clicked or in its middle."""
        from cxdesk.ui.roadmap.links_form import LinkForm

        link = self.state.link(id)
        if link is None:
            return
        where = at or self._middle(link)
        self.close_form()
        form = self.form = LinkForm(
            self._canvas.viewport(), self.edits, lambda: self._dependency(id), where
        )
        form.opened.connect(lambda bar: self._page.editing.open("initiative", bar))
        form.closed.connect(self._on_closed)
        form.open()

    def close_form(self) -> None:
        """Close the form that is open."""
        if self.form is not None:
            self.form.close_overlay(give_back=False)

    def _on_closed(self) -> None:
        self.form = None

    def follow(self) -> None:
        """The page shows other data."""
        if self.form is not None:
            self.form.show_link()

    def _dependency(self, id: int) -> Dependency | None:
        link = self.state.link(id)
        return None if link is None else self.state.dependency(link)

    def _middle(self, link: LinkRow) -> QPoint:
        way = self.state.ways.way(link)
        room = self._canvas.plot_rect()
        if way is None:
            return room.center()
        points = [self.state.to_view(x, y).toPoint() for x, y in way.points]
        inside = [one for one in points if room.contains(one)]
        return inside[len(inside) // 2] if inside else room.center()

    def _refusal(self, before: int, after: int) -> str:
        return self.state.chains.refusal(before, after, self._canvas.rows.network.cards)

    def _read_only(self) -> bool:
        return self._page.desk.store.read_only

    def _reveal(self, links: list[LinkRow], out: bool, at: QPoint) -> None:
        """Bring the hidden end of a link into sight; of several, the user chooses."""
        ends = [link.after if out else link.before for link in links]
        if len(ends) == 1:
            self._show_bar(ends[0])
            return
        from cxdesk.ui.pickers import Option, pick

        cards = [card for id in ends if (card := self._canvas.rows.card(id)) is not None]
        anchor = QWidget(self._canvas.viewport())
        anchor.setGeometry(QRect(at, at))
        anchor.show()
        options = [Option(card.id, card.code, card.title) for card in cards]
        picker = pick(anchor, "Show", options, None, self._show_bar)
        picker.destroyed.connect(anchor.deleteLater)

    def _show_bar(self, id: int) -> None:
        if not self._page.reveal("initiative", id):
            self._page.editing.open("initiative", id)

    # Painting -------------------------------------------------------------------------------

    def under(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """Links behind the bars."""
        if not canvas.ready:
            return
        self.layer.under(p, canvas, area)

    def over(self, p: QPainter, canvas: Canvas, area: QRect) -> None:
        """Broken and chosen links over the bars, handles, and a link that is drawn."""
        if not canvas.ready:
            return
        self.layer.over(p, canvas, area)
        grip, draft = self.grip, self.grip.draft or self.keys.draft
        if draft is not None:
            paint_draft(p, self.state, draft)
        elif grip.bar is not None and not canvas.moved and not self._canvas.mouse.busy:
            paint_handles(p, self.state, grip.bar, grip.side)
