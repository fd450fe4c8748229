"""The icons of the sidebar, toolbar and menus, as QIcons of our own line signs.

Drawn by `glyphs`, not by qtawesome: importing that and its first icon take half a second, and a
third of the time the window may take to appear.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QGuiApplication, QIcon

from cxdesk.ui import glyphs

if TYPE_CHECKING:
    from cxdesk.ui.theme import Theme

_SIZE = 16


def icon(name: str, theme: Theme, role: str = "text2") -> QIcon:
    """The icon `name` (a key of glyphs.GLYPHS, else KeyError) in the theme's colour `role`.

    A disabled button shows it at 45 %. Made of 16 px pictures for plain screens and for the
    densest one attached.
    """
    color: QColor = getattr(theme, role)
    return _icon(name, color.rgba(), theme.faded(color).rgba())


@cache
def _icon(name: str, rgba: int, disabled: int) -> QIcon:
    made = QIcon()
    for ratio in sorted({1.0, _densest()}):
        for mode, code in ((QIcon.Mode.Normal, rgba), (QIcon.Mode.Disabled, disabled)):
            made.addPixmap(glyphs.pixmap(name, _SIZE, QColor.fromRgba(code), ratio), mode)
    return made


def _densest() -> float:
    return max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
