"""What the monkey types and presses, where it goes, and what it leaves alone."""

from __future__ import annotations

from tests.journeys.person import ALT, CONTROL, SHIFT, Key

WORDS = ("Rechnung", "<b>R&D</b>", "CX-101", "12", "3 Mar 2027", "2026-12-01", "nobody knows", "0")
LINES = "Schneller antworten\n\n  Eine Nummer \t für alle \nCX-101\n<i>kursiv</i>\n\u202eعربي\n😀"
ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
OTHERS = (
    Key.Key_Return, Key.Key_Space, Key.Key_Escape, Key.Key_Tab, Key.Key_Backtab, Key.Key_Home,
    Key.Key_End, Key.Key_Delete, Key.Key_PageDown, Key.Key_PageUp, Key.Key_F2, Key.Key_F6,
    Key.Key_F3, Key.Key_N, Key.Key_B, Key.Key_F, Key.Key_V, Key.Key_R, Key.Key_Slash,
    Key.Key_Plus, Key.Key_Minus, Key.Key_Underscore, Key.Key_Menu, Key.Key_A, Key.Key_D, Key.Key_I,
    Key.Key_T, Key.Key_U, Key.Key_Q, Key.Key_G, Key.Key_S, Key.Key_O,
)  # fmt: skip
SHORTCUTS = (
    (Key.Key_F, CONTROL), (Key.Key_Tab, CONTROL), (Key.Key_K, CONTROL), (Key.Key_D, CONTROL),
    (Key.Key_A, CONTROL), (Key.Key_C, CONTROL), (Key.Key_V, CONTROL), (Key.Key_B, SHIFT),
    (Key.Key_PageDown, CONTROL), (Key.Key_PageUp, CONTROL), (Key.Key_Return, CONTROL),
    (Key.Key_Space, CONTROL), (Key.Key_F10, SHIFT),
)  # fmt: skip
# On a bar of the roadmap: dates, link, pin, slip, why; and what may be typed there.
BAR_KEYS = (
    Key.Key_D, Key.Key_L, Key.Key_P, Key.Key_S, Key.Key_W, Key.Key_B, Key.Key_0, Key.Key_Home,
    Key.Key_N, Key.Key_Delete, Key.Key_Return, Key.Key_Tab, Key.Key_Escape, Key.Key_Space,
)  # fmt: skip
NUDGES = (ALT, ALT | SHIFT, CONTROL | ALT, CONTROL | SHIFT, CONTROL | SHIFT | ALT)
DAYS = (
    "10", "3 Mar 2027", "2026-12-25", "1", "-3", "0", "9999-12-31", "1 Jan 0001", "29.2.2028",
    "+2w", "someday", "CX-101", "",
)  # fmt: skip
PLACES = ("kanban", "change_board")
# Files go to other programs, and printing has a worker of its own: each has tests of its own.
UNTOUCHED = {"charter-pdf", "open-file", "save-file", "print-ballots-button", "minutes-pdf"}
PAPERS = ("Agenda pack", "Minutes PDF")
# What nobody can undo: ballots, the end of a round, minutes; and a window of its own.
LASTING = {
    "pass-laptop-button", "enter-paper-button", "on-paper", "close-round-button",
    "publish-round-button", "abandon-round-button", "projector-button", "projector",
}  # fmt: skip
LASTS = ("Approve the minutes", "Correct the minutes", "Projector")
