"""The line icons of a card as strokes on a square of 16 units, the same on the board and on paper.

`M x y` moves, `L x y`, `H x` and `V y` draw lines, `C` a Bezier curve to its third point,
`A x y w h start sweep` part of the ellipse in that rectangle (degrees, anticlockwise from three
o'clock), `O x y r` a circle, `R x y w h r` a rounded rectangle, `D x y r` a filled dot, `Z` closes,
`@ degrees` turns the whole clockwise about its centre. The y axis points down.
"""

from __future__ import annotations

ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 6, "O": 3, "R": 5, "D": 3, "Z": 0, "@": 1}

CARD_SIGNS = {
    "calendar": "R 2 2.9 12 11.3 1.8 M 2 6.6 H 14 M 5.2 1.3 V 4.2 M 10.8 1.3 V 4.2",
    "clock": "O 8 8 6.3 M 8 4.5 V 8.2 L 10.4 9.7",
    "tick": "M 2.6 8.7 L 6.1 12.2 L 13.4 4.4",
    "link": (
        "@ -45 M 7.4 10.8 H 4.2 A 1.4 5.2 5.6 5.6 270 -180 H 6.9 A 4.1 5.2 5.6 5.6 90 -90"
        " M 8.6 5.2 H 11.8 A 9 5.2 5.6 5.6 90 -180 H 9.1 A 6.3 5.2 5.6 5.6 270 -90"
    ),
    "document": (
        "M 9.4 1.6 H 4.7 C 3.9 1.6 3.2 2.3 3.2 3.1 V 12.9 C 3.2 13.7 3.9 14.4 4.7 14.4"
        " H 11.3 C 12.1 14.4 12.8 13.7 12.8 12.9 V 5 Z M 9.2 1.8 V 5.2 H 12.6"
        " M 5.8 8.4 H 10.2 M 5.8 11.2 H 10.2"
    ),
    "checklist": "R 2 2 12 12 2 M 5 8.2 L 7.2 10.4 L 11.2 5.8",
    "hourglass": (
        "M 3.4 1.7 H 12.6 M 3.4 14.3 H 12.6"
        " M 4.6 1.7 V 4 C 4.6 5.9 7.9 6.8 7.9 8 C 7.9 9.2 4.6 10.1 4.6 12 V 14.3"
        " M 11.4 1.7 V 4 C 11.4 5.9 8.1 6.8 8.1 8 C 8.1 9.2 11.4 10.1 11.4 12 V 14.3"
    ),
    "pin": "M 5 2.2 H 11 M 6.2 2.2 V 6.8 L 4 9.4 H 12 L 9.8 6.8 V 2.2 M 8 9.4 V 14",
    "pause": "M 5.5 3.4 V 12.6 M 10.5 3.4 V 12.6",
}
