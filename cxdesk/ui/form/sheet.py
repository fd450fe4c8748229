"""What forms add to the window's stylesheet: fields that stand as text until entered."""

from __future__ import annotations

from string import Template

from cxdesk.ui.theme import Theme

_SHEET = Template("""
#page { background: transparent; border: none; }
#rule { background: $line; }
QLabel[tone="quiet"] { color: $text3; }
QLabel[tone="soft"] { color: $text2; }
QPlainTextEdit[quiet="true"], QLineEdit[quiet="true"],
QPlainTextEdit[quiet="still"], QLineEdit[quiet="still"], QPlainTextEdit[quiet="bare"] {
    padding: 4px 5px; border: 1px solid transparent; background: transparent; min-height: 0;
}
QLineEdit[quiet="true"], QLineEdit[quiet="still"] { padding: 4px 3px; }
QPlainTextEdit[quiet="true"]:hover, QLineEdit[quiet="true"]:hover {
    border-color: $control; background: $surface;
}
QPlainTextEdit[quiet="true"]:focus, QLineEdit[quiet="true"]:focus {
    padding: 3px 4px; border: 2px solid $accent; background: $surface;
}
QLineEdit[quiet="true"]:focus { padding: 3px 2px; }
QPlainTextEdit[quiet="still"]:focus { border: 1px solid $accent; padding: 4px 5px; }
QLineEdit[quiet="still"]:focus { border: 1px solid $accent; padding: 4px 3px; }
QPlainTextEdit[quiet="false"] { padding: 4px 6px; }
QPlainTextEdit[quiet="false"]:focus { padding: 3px 5px; }
QPlainTextEdit[invalid="true"], QLineEdit[invalid="true"] {
    padding: 3px 4px; border: 2px solid $danger; background: $surface;
}
QLineEdit[quiet="true"][invalid="true"] { padding: 3px 2px; }
QLineEdit[quiet="false"][invalid="true"] { padding: 4px 7px; }
QPlainTextEdit[invalid="true"]:focus, QLineEdit[invalid="true"]:focus {
    border: 2px solid $danger;
}
QPlainTextEdit[quiet="true"][invalid="true"]:hover, QLineEdit[quiet="true"][invalid="true"]:hover {
    border-color: $danger;
}
QPushButton[held="true"] { color: $text_faded; border-color: $control_faded; }
""")


def form_sheet(colors: Theme) -> str:
    """The rules of forms in the colours of a theme, for the widget that holds the form."""
    return fill(_SHEET, colors)


def fill(rules: Template, colors: Theme) -> str:
    """A stylesheet with its tokens filled in."""
    names = (
        "surface", "canvas", "sunken", "line", "line2", "text", "text2", "text3", "control",
        "accent", "danger",
    )  # fmt: skip
    return rules.substitute(
        {name: getattr(colors, name).name() for name in names},
        text_faded=colors.faded(colors.text).name(),
        control_faded=colors.faded(colors.control).name(),
    )
