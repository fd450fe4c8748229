"""The stylesheet of the window, its tokens filled in, and the few small pictures it needs.

It styles Qt's own widgets; what delegates paint is not its business. Fonts are not set here: a
stylesheet cannot set the weight of a variable font (see `type.py`).
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QTemporaryDir
from PySide6.QtGui import QColor

from cxdesk.ui import glyphs
from cxdesk.ui.stylesheet_parts import PARTS

if TYPE_CHECKING:
    from cxdesk.ui.theme import Theme

_SHEET = Template(
    """
QPushButton {
    min-height: 18px; padding: 6px 12px; border: 1px solid $control; border-radius: 5px;
    background: $surface; color: $text;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $press; }
QPushButton:focus { padding: 5px 11px; border: 2px solid $accent; }
QPushButton:disabled { color: $text_faded; border-color: $control_faded; background: $surface; }
QPushButton[role="primary"] {
    border-color: $accent; background: $accent; color: $on_accent;
}
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_press; border-color: $accent_press; }
QPushButton[role="primary"]:focus {
    padding: 3px 9px; border: 4px double $on_accent; outline: none;
}
QPushButton[role="primary"]:disabled {
    background: $accent_faded; border-color: $accent_faded; color: $on_accent;
}
QPushButton[role="flat"] { border-color: transparent; background: transparent; color: $accent; }
QPushButton[role="flat"]:hover { background: $hover; }
QPushButton[role="flat"]:pressed { background: $press; }
QPushButton[role="flat"]:focus { border-color: $accent; }
QPushButton[role="flat"]:disabled { color: $accent_faded; }
QPushButton[big="true"] { min-height: 30px; padding: 6px 18px; }
QPushButton[big="true"]:focus { padding: 5px 17px; }
QPushButton[role="primary"][big="true"]:focus { padding: 3px 15px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; }

QToolButton {
    padding: 4px; border: 2px solid transparent; border-radius: 5px; background: transparent;
    color: $text2;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $press; color: $text; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $text2_faded; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    padding: 5px 8px; border: 1px solid $control; border-radius: 5px;
    background: $surface; color: $text;
    selection-background-color: $tint2; selection-color: $text;
}
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $text3; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    padding: 4px 7px; border: 2px solid $accent;
}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"],
QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"] {
    padding: 4px 7px; border: 2px solid $danger;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled { border-color: $control_faded; color: $text_faded; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    min-height: 0; padding: 0; border: none; background: transparent;
}
QAbstractSpinBox { min-height: 18px; }
QComboBox { padding-right: 24px; }
QComboBox:focus, QComboBox[invalid="true"] { padding-right: 23px; }
QComboBox::drop-down, QDateEdit::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; width: 24px; border: none;
}
QComboBox::down-arrow, QDateEdit::down-arrow {
    image: url(cxdesk:chevron_down-$name.png); width: 12px; height: 12px;
}
QComboBox::down-arrow:disabled, QDateEdit::down-arrow:disabled {
    image: url(cxdesk:chevron_down-$name-off.png);
}
QComboBox QAbstractItemView {
    border: 1px solid $control; background: $surface; outline: none; padding: 2px;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 20px; border: none; margin: 2px;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow {
    image: url(cxdesk:chevron_up-$name.png); width: 10px; height: 10px;
}
QAbstractSpinBox::down-arrow {
    image: url(cxdesk:chevron_down-$name.png); width: 10px; height: 10px;
}
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off {
    image: url(cxdesk:chevron_up-$name-off.png);
}
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off {
    image: url(cxdesk:chevron_down-$name-off.png);
}

QCheckBox, QRadioButton { spacing: 8px; color: $text; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_faded; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {
    width: 14px; height: 14px; border: 1px solid $control; border-radius: 3px;
    background: $surface;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    border-color: $text2; background: $text2; image: url(cxdesk:tick-$name.png);
}
QRadioButton::indicator:checked {
    width: 8px; height: 8px; border: 4px solid $text2; background: $surface;
}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {
    width: 12px; height: 12px; border: 2px solid $accent;
}
QRadioButton::indicator:checked:focus { width: 8px; height: 8px; border: 4px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $control_faded; }
QCheckBox::indicator:checked:disabled { background: $text2_faded; }
QMenu::indicator { margin-left: 6px; }

QMenu { padding: 4px; border: 1px solid $line2; background: $surface; color: $text; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 3px; }
QMenu::item:selected { background: $tint; }
QMenu::item:disabled { color: $text_faded; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; margin: 4px 6px; background: $line; }
QMenu::right-arrow { image: url(cxdesk:chevron_right-$name.png); width: 12px; height: 12px; }
QToolTip { padding: 4px 8px; border: none; background: $solid; color: $on_solid; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab {
    padding: 8px 2px; margin-right: 20px; border: none; border-bottom: 2px solid transparent;
    background: transparent; color: $text2;
}
#place-tabs::tab { padding: 15px 2px 16px; }
QTabBar::tab:hover { color: $text; border-bottom-color: $line2; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $text2_faded; }
QTabBar::tear { width: 0; image: none; }
QTabBar::scroller { width: 48px; }
QTabBar QToolButton { min-width: 22px; padding: 0; border: none; background: $surface; }
QTabBar QToolButton::left-arrow { image: url(cxdesk:chevron_left-$name.png); width: 14px; }
QTabBar QToolButton::right-arrow { image: url(cxdesk:chevron_right-$name.png); width: 14px; }
QTabBar QToolButton::left-arrow:disabled { image: url(cxdesk:chevron_left-$name-off.png); }
QTabBar QToolButton::right-arrow:disabled { image: url(cxdesk:chevron_right-$name-off.png); }

QScrollBar { border: none; background: transparent; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { border: none; border-radius: 3px; margin: 2px; background: $line2; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; }

QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
    min-height: 31px; padding: 0 8px; border: none; border-bottom: 1px solid $line2;
    background: $sunken; color: $text2;
}
QHeaderView::section:hover { background: $hover; }
QHeaderView::up-arrow {
    image: url(cxdesk:chevron_up-$name.png); width: 10px; height: 10px;
    subcontrol-position: center right; right: 6px;
}
QHeaderView::down-arrow {
    image: url(cxdesk:chevron_down-$name.png); width: 10px; height: 10px;
    subcontrol-position: center right; right: 6px;
}
QTableView, QListView, QTreeView {
    border: 1px solid $line; background: $surface; alternate-background-color: $sunken;
    color: $text; gridline-color: $line; outline: none;
    selection-background-color: $tint; selection-color: $text;
}
QTableView:focus, QListView:focus, QTreeView:focus { border-color: $accent; }
QListView::item, QTreeView::item { min-height: 20px; padding: 4px 6px; border: none; }
QListView::item { border-left: 3px solid transparent; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
    background: $tint; color: $text;
}
QListView::item:selected { border-left-color: $accent; }
QTreeView::branch:closed:has-children {
    image: url(cxdesk:chevron_right-$name.png);
}
QTreeView::branch:open:has-children { image: url(cxdesk:chevron_down-$name.png); }

QLineEdit[cell="true"] {
    min-height: 0; padding: 0 5px; border: 2px solid $accent; border-radius: 3px;
}
QLineEdit[cell="true"][invalid="true"] { border-color: $danger; }

QSlider:horizontal { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line2; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $text2; }
QSlider::handle:horizontal {
    width: 12px; height: 12px; margin: -5px 0; border: 1px solid $control; border-radius: 7px;
    background: $surface;
}
QSlider::handle:horizontal:hover { background: $hover; }
QSlider::handle:horizontal:focus { width: 10px; height: 10px; border: 2px solid $accent; }

QDialog, QMessageBox { background: $surface; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QStatusBar { border-top: 1px solid $line; background: $surface; color: $text2; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $control; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QGroupBox { margin-top: 24px; padding-top: 8px; border: none; border-top: 1px solid $line2; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; color: $text; }
QProgressBar { height: 6px; border: none; border-radius: 3px; background: $press; }
QProgressBar::chunk { border-radius: 3px; background: $text2; }

QLabel { color: $text; background: transparent; }
QLabel:disabled { color: $text_faded; }
QLabel[role="caption"] { color: $text3; }
QLabel[role="small"], QLabel[role="muted"] { color: $text2; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="warn"] { color: $warn; }
"""
    + PARTS
)

_CHEVRONS = ("chevron_down", "chevron_up", "chevron_left", "chevron_right")
_pictures: QTemporaryDir | None = None


def _name(theme: Theme) -> str:
    return "dark" if theme.dark else "light"


def stylesheet(theme: Theme) -> str:
    """The stylesheet in the colours of `theme`; its pictures must have been written."""
    colors: dict[str, QColor] = {
        token: value
        for token in theme.__slots__
        if isinstance(value := getattr(theme, token), QColor)
    }
    for token in ("text", "text2", "control", "accent"):
        colors[token + "_faded"] = theme.faded(colors[token])
    colors["accent_hover"] = theme.faded(theme.accent, theme.text, 0.88)
    colors["accent_press"] = theme.faded(theme.accent, theme.text, 0.76)
    return _SHEET.substitute({k: c.name() for k, c in colors.items()}, name=_name(theme))


def write_images(theme: Theme) -> None:
    """Write the arrows and ticks of `theme` for screens of 100 and 200 %, once a process.

    Stylesheets take pictures from files only, so they lie in a folder that goes with the process.
    """
    global _pictures
    if _pictures is None:
        _pictures = QTemporaryDir()
        QDir.addSearchPath("cxdesk", _pictures.path())
    folder, name = Path(_pictures.path()), _name(theme)
    if (folder / f"tick-{name}.png").exists():
        return
    inks = [(glyph, "", theme.text2) for glyph in _CHEVRONS]
    inks += [(glyph, "-off", theme.faded(theme.text2)) for glyph in _CHEVRONS]
    inks.append(("tick", "", theme.surface))
    for glyph, state, ink in inks:
        for ratio, suffix in ((1, ""), (2, "@2x")):
            picture = glyphs.pixmap(glyph, 12, ink, ratio)
            picture.save(str(folder / f"{glyph}-{name}{state}{suffix}.png"))
