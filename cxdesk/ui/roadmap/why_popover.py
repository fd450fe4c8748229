"""Why a bar is where it is: sentences beside it, and the ways to what decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.model.wording import count
from cxdesk.services.cards import Card
from cxdesk.services.schedule import Network
from cxdesk.ui.form.rows import Wrap, column, label
from cxdesk.ui.overlay import Overlay, announce
from cxdesk.ui.roadmap.canvas import Canvas
from cxdesk.ui.roadmap.drag_beside import beside

_MOST = 6  # predecessors that have a button


class WhyPopover(Overlay):
    """Goes with Esc, or when the focus goes elsewhere."""

    width_px = 420

    def __init__(
        self, canvas: Canvas, network: Network, card: Card, go: Callable[[int], object]
    ) -> None:
        super().__init__(canvas, f"Why is {card.code} here?")
        self._canvas, self._card = canvas, card
        self.sentences = (*network.why(card.id), *_slack(network, card))
        box = column(self, 8, (16, 14, 16, 14))
        box.addWidget(label(f"Why is {card.code} here?", "strong"))
        for text in self.sentences:
            box.addWidget(label(text, "body"))
        buttons = QWidget()
        wrap = Wrap(buttons, 8)
        self.ways: list[QPushButton] = []
        for other in _before(network, card)[:_MOST]:
            self._offer(wrap, f"Go to {other.code}", partial(go, other.id))
        self._offer(wrap, "Close", lambda: None)
        box.addWidget(buttons)
        self.closed.connect(self.deleteLater)

    def _offer(self, wrap: Wrap, text: str, act: Callable[[], object]) -> None:
        made = QPushButton(text)
        made.setAutoDefault(True)

        def chosen() -> None:
            self.close_overlay()
            act()

        made.clicked.connect(lambda _=False: chosen())
        wrap.addWidget(made)
        self.ways.append(made)

    def open(self) -> None:
        super().open()
        announce(self, " ".join(self.sentences))

    def place(self) -> None:
        """Stand at the bar."""
        width = min(self.width_px, self.window().width() - 32)
        size = QSize(width, self.wanted_height(width))
        self.setGeometry(beside(self._canvas, self._card.id, size))


def _before(network: Network, card: Card) -> list[Card]:
    """What it waits for, what decides first."""
    found = network.schedule().of(card.id)
    decides = None if found is None else found.driver.link_id
    links = [link for link in network.links.values() if link.after == card.id]
    links.sort(key=lambda link: (link.id != decides, network.cards[link.before].code))
    return [network.cards[link.before] for link in links if link.before in network.cards]


def _slack(network: Network, card: Card) -> tuple[str, ...]:
    """How far it may slip."""
    found = network.schedule().of(card.id)
    if found is None or card.delivered:
        return ()
    if found.critical:
        return ("It is critical: if it ends later, the program does.",)
    days = count(found.total_slack, "working day")
    if all(link.before != card.id for link in network.links.values()):
        return (f"It may slip by {days} before the program ends later.",)
    if found.free_slack == found.total_slack:
        return (f"It may slip by {days} before anybody else has to move.",)
    free = count(found.free_slack, "working day")
    return (f"It may slip by {days} before the program ends later, by {free} before others move.",)
