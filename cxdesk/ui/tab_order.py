"""The order in which Tab goes: down what is seen, whenever its parts were made.

Qt puts a widget that is made later at the end, far from the line in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def follow_layout(root: QWidget) -> None:
    """Have Tab go through the parts of a widget as its layouts hold them.

    A part with an order of its own lists it in `tab_parts`.
    """
    for before, after in pairwise(_parts(root)):
        QWidget.setTabOrder(before, after)


def step_on(window: QWidget) -> bool:
    """Go to the next part of a window; False where there is none.

    Qt itself would enter a page by its proxy and pass over whatever stands before that.
    """
    here = window.focusWidget() or window
    one = here.nextInFocusChain()
    while one is not here:
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        if takes and one.window() is window and one.isVisible() and one.isEnabled():
            one.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        one = one.nextInFocusChain()
    return False


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """What the keyboard can be in, from the first to the last."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    if (parts := getattr(widget, "tab_parts", None)) is not None:
        yield from parts
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
