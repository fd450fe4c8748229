"""What the panel of an initiative adds to the stylesheet of forms."""

from __future__ import annotations

from string import Template

from cxdesk.ui.form.sheet import fill
from cxdesk.ui.theme import Theme

_SHEET = Template("""
QPlainTextEdit[blocked="true"] { color: $danger; }
#panel-foot QPushButton { padding: 3px 12px; }
#panel-foot QPushButton:focus { padding: 2px 11px; }
QListView#lines { border: none; background: $surface; }
QListView#lines::item { border: none; padding: 0; min-height: 0; }
#form { border: 1px solid $control; border-radius: 5px; background: $surface; }
QTabBar#panel-tabs::tab { padding: 8px 2px 7px 2px; margin-right: 14px; }
""")


def sheet(colors: Theme) -> str:
    """The panel's own rules in the colours of a theme."""
    return fill(_SHEET, colors)
