"""What the panel adds to the window's stylesheet: fields that stand as text until entered."""

from __future__ import annotations

from string import Template

from cxdesk.ui.theme import Theme

_SHEET = Template("""
#detail-panel, #detail-panel QScrollArea, #page { background: $surface; border: none; }
#rule, #panel-rule { background: $line; }
QLabel[tone="quiet"] { color: $text3; }
QLabel[tone="soft"] { color: $text2; }
QPlainTextEdit[quiet="true"], QLineEdit[quiet="true"],
QPlainTextEdit[quiet="still"] {
    padding: 4px 5px; border: 1px solid transparent; background: transparent; min-height: 0;
}
QLineEdit[quiet="true"] { padding: 4px 3px; }
QPlainTextEdit[quiet="true"]:hover, QLineEdit[quiet="true"]:hover {
    border-color: $control; background: $surface;
}
QPlainTextEdit[quiet="true"]:focus, QLineEdit[quiet="true"]:focus {
    padding: 3px 4px; border: 2px solid $accent; background: $surface;
}
QLineEdit[quiet="true"]:focus { padding: 3px 2px; }
QPlainTextEdit[quiet="still"]:focus { border: 1px solid $accent; padding: 4px 5px; }
QPlainTextEdit[invalid="true"], QLineEdit[invalid="true"] {
    padding: 3px 4px; border: 2px solid $danger; background: $surface;
}
QLineEdit[quiet="true"][invalid="true"] { padding: 3px 2px; }
QPlainTextEdit[invalid="true"]:focus, QLineEdit[invalid="true"]:focus {
    border: 2px solid $danger;
}
QPlainTextEdit[blocked="true"] { color: $danger; }
QPushButton[held="true"] { color: $text_faded; border-color: $control_faded; }
#panel-foot QPushButton { padding: 3px 12px; }
#panel-foot QPushButton:focus { padding: 2px 11px; }
QListView#lines { border: none; background: $surface; }
QListView#lines::item { border: none; padding: 0; min-height: 0; }
#form { border: 1px solid $control; border-radius: 5px; background: $surface; }
#charter-line { border: 1px solid $line2; border-radius: 5px; }
QTabBar#panel-tabs::tab { padding: 8px 2px 7px 2px; margin-right: 14px; }
""")


def sheet(colors: Theme) -> str:
    """The panel's own rules in the colours of a theme."""
    names = ("surface", "line", "line2", "text2", "text3", "control", "accent", "danger")
    return _SHEET.substitute(
        {name: getattr(colors, name).name() for name in names},
        text_faded=colors.faded(colors.text).name(),
        control_faded=colors.faded(colors.control).name(),
    )
