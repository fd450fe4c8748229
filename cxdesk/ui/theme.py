"""The colours of the window in light and dark, and how they reach Qt.

Colour says two things only: which domain, and what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QProxyStyle,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from cxdesk.ui import type as typeface
from cxdesk.ui.stylesheet import stylesheet, write_images

Choice = Literal["light", "dark", "auto"]

DISABLED = 0.45
"""How much of a colour is left on something that is disabled."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of one appearance. `domains` are (stripe, tint); the last is Org."""

    dark: bool
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    danger: QColor
    warn: QColor
    control: QColor
    surface: QColor
    canvas: QColor
    side: QColor
    sunken: QColor
    hover: QColor
    press: QColor
    line: QColor
    line2: QColor
    tint: QColor
    tint2: QColor
    dangertint: QColor
    warntint: QColor
    solid: QColor
    on_solid: QColor
    on_accent: QColor
    on_danger: QColor
    domains: tuple[tuple[QColor, QColor], ...]

    def domain(self, hue: int) -> tuple[QColor, QColor]:
        """Stripe and tint of hue 0-5, where 5 is Org; higher hues repeat the first five."""
        return self.domains[hue if hue <= 5 else hue % 5]

    def faded(self, color: QColor, back: QColor | None = None, share: float = DISABLED) -> QColor:
        """`color` as it looks disabled: `share` (0-1) of it upon `back` (surface unless given)."""
        under = back or self.surface
        rest = 1 - share
        return QColor.fromRgbF(
            share * color.redF() + rest * under.redF(),
            share * color.greenF() + rest * under.greenF(),
            share * color.blueF() + rest * under.blueF(),
        )


def _theme(*, dark: bool, domains: str, **tokens: str) -> Theme:
    pairs = [QColor(code) for code in domains.split()]
    return Theme(
        dark=dark,
        domains=tuple(zip(pairs[::2], pairs[1::2], strict=True)),
        **{name: QColor(code) for name, code in tokens.items()},
    )


LIGHT = _theme(
    dark=False,
    text="#181D24",
    text2="#454E5A",
    text3="#5E6875",
    accent="#3F45C4",
    danger="#B3261E",
    warn="#855000",
    control="#7C8592",
    surface="#FFFFFF",
    canvas="#F7F8FA",
    side="#EEF0F3",
    sunken="#F1F3F6",
    hover="#E9ECF0",
    press="#DFE3E9",
    line="#E0E4E9",
    line2="#C6CCD5",
    tint="#ECEDFB",
    tint2="#DADCF7",
    dangertint="#FCEBE9",
    warntint="#FFF1D9",
    solid="#2A313A",
    on_solid="#FFFFFF",
    on_accent="#FFFFFF",
    on_danger="#FFFFFF",
    domains="#2F6CB3 #E0E9F4  #179C90 #DCF0EE  #553A77 #E6E1EB"
    "  #D75473 #F9E5EA  #7F8026 #ECECDE  #485159 #E4E5E6",
)

DARK = _theme(
    dark=True,
    text="#ECEEF1",
    text2="#BAC1CB",
    text3="#98A1AE",
    accent="#A5AAFF",
    danger="#FF7F6E",
    warn="#F2BC57",
    control="#7C8593",
    surface="#202329",
    canvas="#181A1F",
    side="#131519",
    sunken="#1B1E23",
    hover="#2A2E36",
    press="#333842",
    line="#2D323A",
    line2="#434A55",
    tint="#272A47",
    tint2="#343863",
    dangertint="#43211F",
    warntint="#3B2C10",
    solid="#DDE1E6",
    on_solid="#15171B",
    on_accent="#15171B",
    on_danger="#202329",
    domains="#4AA3EC #283D50  #66E0CB #2E4949  #957CB1 #373544"
    "  #F8A0B0 #4B3C44  #B5B456 #3E4032  #80878E #33373D",
)

_current = LIGHT


def current() -> Theme:
    """The appearance in use: LIGHT until `apply` chose another."""
    return _current


def palette(theme: Theme) -> QPalette:
    """Qt's palette of `theme`, with a disabled group at 45 %."""
    role = QPalette.ColorRole
    made = QPalette()
    for place, color in {
        role.Window: theme.canvas,
        role.Base: theme.surface,
        role.AlternateBase: theme.sunken,
        role.Button: theme.surface,
        role.Light: theme.surface,
        role.Midlight: theme.hover,
        role.Mid: theme.line2,
        role.Dark: theme.control,
        role.Shadow: theme.line2,
        role.Highlight: theme.tint,
        role.ToolTipBase: theme.solid,
        role.ToolTipText: theme.on_solid,
        role.BrightText: theme.danger,
        role.Accent: theme.accent,
    }.items():
        made.setColor(place, color)
    for place, color in {
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.HighlightedText: theme.text,
        role.PlaceholderText: theme.text3,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
    }.items():
        made.setColor(place, color)
        made.setColor(QPalette.ColorGroup.Disabled, place, theme.faded(color))
    return made


_CLASS_ROLES: tuple[tuple[type[QWidget], typeface.Role], ...] = (
    (QPushButton, typeface.BODY_STRONG),
    (QTabBar, typeface.BODY_MEDIUM),
    (QHeaderView, typeface.SMALL_STRONG),
    (QGroupBox, typeface.BODY_STRONG),
)


class CxStyle(QProxyStyle):
    """Fusion, which gives widgets their font: labels by the property `role`, others by class.

    Neither a stylesheet nor, beside one, `QApplication.setFont(font, class)` keeps the weight axis
    of a variable font. The role is read when a widget is first shown, so it is set before that.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, what: Any) -> Any:  # widget, palette or application
        if isinstance(what, QWidget) and not isValid(what):
            # A new part of Qt's own, at the place of one that is gone but still named by somebody;
            # to ask it anything raises, and an error in here ends the program.
            return None
        role = _role(what) if isinstance(what, QWidget) else None
        if role is not None:
            what.setFont(role.font())
        if isinstance(what, (QSpinBox, QDoubleSpinBox)):  # whose text ignores the sheet's padding
            what.lineEdit().setTextMargins(8, 0, 0, 0)
        return super().polish(what)


def _role(widget: QWidget) -> typeface.Role | None:
    if isinstance(widget, QLabel):
        return typeface.LABEL_ROLES.get(widget.property("role"))
    role = _role_of_class(type(widget))  # type: ignore[arg-type]  # classes can be hashed
    return None if role is None or widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) else role


@cache
def _role_of_class(kind: type[QWidget]) -> typeface.Role | None:
    return next((role for base, role in _CLASS_ROLES if issubclass(kind, base)), None)


def apply(app: QApplication, choice: Choice) -> Theme:
    """Dress the program in "light", "dark" or "auto" (the system's choice, light if unknown).

    May be called again at any time; raises ValueError for another word.
    """
    global _current
    if choice not in get_args(Choice):
        raise ValueError(f"no theme {choice!r}")
    scheme = QGuiApplication.styleHints().colorScheme()
    dark = choice == "dark" or (choice == "auto" and scheme == Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    dressed = app.property("cxdesk-style") is not None
    if dressed and chosen is _current:
        return _current  # Qt would dress every widget anew
    _current = chosen
    if not dressed:
        app.setProperty("cxdesk-style", True)
        app.setStyle(CxStyle())
        app.setFont(typeface.BODY.font())
        QToolTip.setFont(typeface.SMALL.font())
    write_images(_current)
    # To change a sheet, Qt would dress each widget once for every one around it: it is taken off
    # and put on. What was scrolled to is held meanwhile, for without it all rows are lower.
    scrolled = [
        (bar, bar.value())
        for bar in (app.allWidgets() if dressed else ())
        if isinstance(bar, QScrollBar)
    ]
    if dressed:
        app.setStyleSheet("")
    app.setPalette(palette(_current))
    app.setStyleSheet(stylesheet(_current))
    for bar, value in scrolled:
        if bar.value() != value:
            bar.setValue(value)
    return _current


def restyle(widget: QWidget) -> None:
    """Make a changed dynamic property (`role`, `invalid`) visible on `widget`."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
