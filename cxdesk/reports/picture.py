"""A drawn chart as the window gets it: its colours, its pixels and the places to read out.

Apart from what draws it, since it needs neither reportlab nor matplotlib.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a chart, "#RRGGBB" each, named as the tokens of the window are."""

    text: str
    text2: str
    text3: str
    line: str
    line2: str
    surface: str
    accent: str
    warn: str

    def shade(self, share: float) -> str:
        """`share` (0-1) of the text's colour upon the surface."""
        return mixed(self.text, self.surface, share)


def mixed(ink: str, ground: str, share: float) -> str:
    """`share` (0-1) of an ink upon a ground."""
    pairs = ((int(ink[n : n + 2], 16), int(ground[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02X}" for a, b in pairs)


PAPER: Final = Inks(
    text="#181D24", text2="#454E5A", text3="#5E6875", line="#E0E4E9", line2="#C6CCD5",
    surface="#FFFFFF", accent="#3F45C4", warn="#855000",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a chart that can be read out, in its pixels from the top left corner.

    `item` is the initiative that it stands for, 0 when none; `upright` says that the whole line
    above and below belongs to it.
    """

    x: float
    y: float
    text: str
    item: int = 0
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as pixels, four bytes each, `ratio` of them for one of the window; its places.

    `top` and `bottom` are where its plot begins and ends.
    """

    width: int
    height: int
    ratio: float
    pixels: bytes
    spots: tuple[Spot, ...]
    top: float
    bottom: float
