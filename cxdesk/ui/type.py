"""The type of the window: Inter, loaded once, and the sizes and weights that are allowed.

Inter comes as one variable font. Qt does not map `QFont.setWeight` (nor a stylesheet's
`font-weight`) to the weight axis of a font loaded by the program, and draws false bold on top of
it when asked for 700. So the weight is set on the axis alone, and every font is made here.
"""

from __future__ import annotations

import importlib.util
import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from cxdesk import paths

_WEIGHT, _OPTICAL_SIZE = QFont.Tag("wght"), QFont.Tag("opsz")
_TABULAR_FIGURES = QFont.Tag("tnum")
_FALL_BACK = "DejaVu Sans"


class Role(NamedTuple):
    """A use of type: size in px, weight 400-700, and the px from one line to the next."""

    px: float
    weight: int
    line: int

    def font(self) -> QFont:
        """The shared font of this role; copy it before changing it."""
        return font(self.px, self.weight)


CAPTION = Role(11, 400, 14)
CAPTION_MEDIUM = Role(11, 500, 14)
CAPTION_STRONG = Role(11, 600, 14)
SMALL = Role(12, 400, 16)
SMALL_STRONG = Role(12, 600, 16)
BODY = Role(13, 400, 18)
BODY_MEDIUM = Role(13, 500, 18)
BODY_STRONG = Role(13, 600, 18)
CARD_TITLE = Role(13, 600, 17)
ROW_TITLE = Role(16, 600, 20)
TITLE = Role(18, 600, 24)
BALLOT_TASK = Role(18, 600, 24)
BALLOT_SEAT = Role(22, 600, 26)
BALLOT_RANK = Role(28, 600, 32)
INITIALS = Role(10, 600, 12)
KEY = Role(11, 600, 14)

LABEL_ROLES = {
    "title": TITLE,
    "row-title": ROW_TITLE,
    "body": BODY,
    "strong": BODY_STRONG,
    "small": SMALL,
    "caption": CAPTION,
}
"""The values of a QLabel's dynamic property `role` that choose its font."""


def _font_file() -> Path | None:
    """Inter of the package `fontpkg_inter` (found, not imported), or of our resources."""
    spec = importlib.util.find_spec("fontpkg_inter")
    folders = [Path(place) / "files" for place in (spec and spec.submodule_search_locations) or ()]
    for folder in (*folders, paths.resources() / "fonts"):
        if folder.is_dir():
            for file in sorted(folder.glob("Inter*.ttf")):
                if "Italic" not in file.name:
                    return file
    return None


@cache
def load_fonts() -> str:
    """The family in use: "Inter" once it is loaded, else "DejaVu Sans". Needs a QGuiApplication."""
    file = _font_file()
    number = QFontDatabase.addApplicationFont(str(file)) if file else -1
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else _FALL_BACK


@cache
def font(px: float, weight: int = 400, *, tabular: bool = False) -> QFont:
    """The shared font of `px` (rounded) pixels and `weight` 400-700.

    `tabular` figures are for columns of numbers alone: Inter's feature widens hyphens too, and
    "re-asking" falls apart. Copy the font before changing it. Needs a QGuiApplication.
    """
    family = load_fonts()
    made = QFont([family, _FALL_BACK])
    made.setPixelSize(math.floor(px + 0.5))  # Qt draws whole pixel sizes only, of points too
    if tabular:
        made.setFeature(_TABULAR_FIGURES, 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if family == _FALL_BACK:
        made.setWeight(QFont.Weight(weight))
    else:
        made.setVariableAxis(_WEIGHT, weight)
        made.setVariableAxis(_OPTICAL_SIZE, min(max(px, 14), 32))
    return made
