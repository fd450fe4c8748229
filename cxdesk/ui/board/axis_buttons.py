"""The two buttons that say what columns and lanes stand for, and offer what else they might."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.services.grouping import COLUMN_AXES, LANE_AXES
from cxdesk.ui.cards.axis_button import AxisButton


def columns_button(parent: QWidget | None = None) -> AxisButton:
    """The button of the columns."""
    return AxisButton("Columns", COLUMN_AXES, parent)


def lanes_button(parent: QWidget | None = None) -> AxisButton:
    """The button of the lanes."""
    return AxisButton("Lanes", LANE_AXES, parent)
