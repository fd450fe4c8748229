"""Tables on their way to a spreadsheet, through the clipboard."""

from __future__ import annotations

from cxdesk.services.sheet import Sheet


def tsv(sheet: Sheet) -> str:
    """A sheet as spreadsheets paste it: tabs between cells, quotes where a cell needs them.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    return "".join(
        "\t".join(_cell(text) for text in row) + "\n" for row in (sheet.titles, *sheet.rows)
    )


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _number(text):
        return "'" + text
    return text


def _cell(text: str) -> str:
    text = guarded(text)
    if any(char in text for char in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _number(text: str) -> bool:
    bare = text.lstrip("+-").replace(",", "").replace(".", "", 1)
    return bare.isascii() and bare.isdigit()
