"""Tables on their way to a spreadsheet, through the clipboard."""

from __future__ import annotations

from typing import Final

from cxdesk.services.sheet import Sheet

_BEGIN_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def tsv(sheet: Sheet) -> str:
    """A sheet as spreadsheets paste it: tabs between cells, quotes where a cell needs them.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    return "".join(
        "\t".join(_cell(text) for text in row) + "\n" for row in (sheet.titles, *sheet.rows)
    )


def shown(text: str) -> str:
    """What a table shows, guarded unless it is a number."""
    return text if _number(text) else guarded(text)


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    One that has such an apostrophe already gets another, so that `unguarded` finds each text again.
    """
    return "'" + text if text.lstrip("'").startswith(_BEGIN_FORMULAS) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and guarded(text) != text else text


def _cell(text: str) -> str:
    text = shown(text)
    if any(char in text for char in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _number(text: str) -> bool:
    bare = text.lstrip("+-").replace(",", "").replace(".", "", 1)
    return bare.isascii() and bare.isdigit()
