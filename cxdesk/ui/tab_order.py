"""The order in which Tab goes: down what is seen, whenever its parts were made.

Qt puts a widget that is made later at the end, far from the line in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def follow_layout(root: QWidget) -> None:
    """Have Tab go through the parts of a widget as its layouts hold them.

    A part with an order of its own lists it in `tab_parts`.
    """
    for before, after in pairwise(_parts(root)):
        QWidget.setTabOrder(before, after)


@contextmanager
def in_order(whole: QWidget) -> Iterator[None]:
    """Have Tab enter a place at its first part, not at its proxy, past what stands above that."""
    # The parts are not asked for by `nextInFocusChain`: PySide makes each the child of the one
    # before, and it is lost with that.
    proxies: list[tuple[QWidget, QWidget]] = []
    while (proxy := whole.focusProxy()) is not None:
        whole.setFocusProxy(None)  # type: ignore[arg-type]  # which the stubs do not know
        proxies.append((whole, proxy))
        whole = proxy
    try:
        yield
    finally:
        for held, proxy in proxies:
            if held.focusProxy() is None:  # leaving a field may have given it another
                held.setFocusProxy(proxy)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """What the keyboard can be in, from the first to the last."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    if (parts := getattr(widget, "tab_parts", None)) is not None:
        # Qt leaves one that takes no keyboard out of the order, and what follows it with that.
        yield from (part for part in parts if part.focusPolicy() != Qt.FocusPolicy.NoFocus)
    elif isinstance(widget, QScrollArea):
        if (held := widget.widget()) is not None:
            yield from _parts(held)
    elif isinstance(widget, QSplitter):
        for n in range(widget.count()):
            if (held := widget.widget(n)) is not None:
                yield from _parts(held)
    elif (layout := widget.layout()) is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        if item is None:
            continue
        if (held := item.widget()) is not None:
            yield from _parts(held)
        elif (inner := item.layout()) is not None:
            yield from _of_layout(inner)
