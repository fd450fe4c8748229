"""The rules of the window's stylesheet for forms, panels, places and what pops up.

They stand in the one sheet of the program, by names: a sheet that a widget has of its own makes Qt
dress everything within it several times, whenever it is made and whenever the colours change.
"""

PARTS = """
#page { background: transparent; border: none; }
#rule { background: $line; }
QLabel[tone="quiet"] { color: $text3; }
QLabel[tone="soft"] { color: $text2; }
QLabel[tone="over"] { color: $danger; }
QListView[bare="true"] { border: none; background: transparent; }
QTableView[roomy="true"]::item { padding: 0 6px; }
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
QPlainTextEdit[quiet][invalid="true"], QLineEdit[quiet][invalid="true"] {
    padding: 3px 4px; border: 2px solid $danger; background: $surface;
}
QPlainTextEdit[quiet="false"][invalid="true"]:focus { padding: 3px 5px; }
QLineEdit[quiet="true"][invalid="true"] { padding: 3px 2px; }
QLineEdit[quiet="false"][invalid="true"] { padding: 4px 7px; }
QPushButton[held="true"], QPushButton[role="primary"][held="true"]:enabled {
    color: $text_faded; border-color: $control_faded;
}

#tabbed-view { background: $canvas; }
#side-panel, #side-panel QScrollArea { background: $surface; border: none; }
#panel-foot QPushButton { padding: 3px 12px; }
#panel-foot QPushButton:focus { padding: 2px 11px; }
QTabBar#panel-tabs::tab { padding: 8px 2px 7px 2px; margin-right: 14px; }
QPlainTextEdit[blocked="true"] { color: $danger; }
QListView#lines { border: none; background: $surface; }
QListView#lines::item { border: none; padding: 0; min-height: 0; }
#form { border: 1px solid $control; border-radius: 5px; background: $surface; }
#leave { background: $sunken; }
#steps QPushButton { padding: 4px 7px; margin-bottom: 6px; }
#steps QPushButton:focus { padding: 3px 6px; }
#add-reading QLineEdit { padding: 2px 4px; min-height: 0; }
#add-reading QLineEdit:focus { padding: 1px 3px; }
#add-reading QLineEdit[invalid="true"] { padding: 1px 3px; }
#add-reading QPushButton { padding: 3px 10px; }
#add-reading QPushButton:focus { padding: 2px 9px; }
#readings { border: 1px solid $line; }
#readings QHeaderView::section { padding: 0 6px; }
#slot { background: $accent; }
#timeline-table { border: none; }

#charter-parts { background: $canvas; border-right: 1px solid $line; }
#charter-parts QListView { background: transparent; border: none; }
#charter-preview { background: $surface; }
PartColumn, PartColumn > QWidget > QWidget { background: $surface; }
#compare QScrollArea, #names QScrollArea { background: transparent; border: none; }
#bring-in #pages, #assistant #pages { background: transparent; border: none; }
#bring-in #questions { background: $canvas; border: none; }
#bring-in QTableView { border: 1px solid $line; }
#bring-in QTableView:focus { border-color: $accent; }
#assistant QPlainTextEdit { padding: 7px 9px; }
#assistant QPlainTextEdit:focus { padding: 6px 8px; }

QFrame#due, QFrame#calendar, QFrame#picker {
    border: 1px solid $line2; background: $surface;
}
QFrame#refusal { border: 2px solid $danger; border-radius: 5px; background: $surface; }
#title-field { background: $surface; }
QCalendarWidget QTableView { border: none; }
/* Days of the months before and after, to Qt, are those of a disabled view. */
QCalendarWidget QTableView:disabled { color: $text3; }
QCalendarWidget QTableView::item:selected {
    border-radius: 3px; background: $accent; color: $on_accent;
}
#qt_calendar_navigationbar { background: $surface; }
"""
