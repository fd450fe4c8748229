"""What the papers of the office share: their title, their head and foot, a box to say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer

from cxdesk.reports import fonts
from cxdesk.reports.page import INK, SOFT, Furniture, build_pdf
from cxdesk.reports.text import Typesetter
from cxdesk.reports.wording import long_day
from cxdesk.services.letterhead import Letterhead

NOTE: Final = ParagraphStyle(
    "note", fontName=fonts.REGULAR, fontSize=9.5, leading=13, textColor=SOFT, splitLongWords=1
)
_TITLE: Final = ParagraphStyle(
    "title", fontName=fonts.DISPLAY, fontSize=20, leading=25, textColor=INK, splitLongWords=1
)


def office_title(text: Typesetter, title: str, note: str) -> list[Flowable]:
    """The title of a paper, and below it what it shows."""
    lines: list[Flowable] = [text.line(title, _TITLE)]
    if note:
        lines += [Spacer(1, 1), text.line(note, NOTE)]
    return lines


def missing_note(text: Typesetter) -> list[Flowable]:
    """What says which characters could not be printed; nothing where all were."""
    note = text.note()
    return [Spacer(1, 10), Paragraph(text.markup(note, NOTE.fontName), NOTE)] if note else []


def dated_furniture(letterhead: Letterhead, kind: str, on: date, more: str = "") -> Furniture:
    """What stands around a paper that tells of the day `on`; `kind` says what it is.

    `more` is said beside it in the foot: how many rows, of which time.
    """
    foot = " · ".join(filter(None, (f"{kind}, {long_day(on)}", more)))
    return Furniture(
        left=letterhead.lines,
        right=(kind, f"{long_day(on)} · Internal"),
        foot=lambda _: foot,
        logo=letterhead.logo,
    )


def office_pdf(
    story: Sequence[Flowable],
    text: Typesetter,
    *,
    paper: str,
    letterhead: Letterhead,
    kind: str,
    on: date,
    wide: bool = False,
    foot: str = "",
) -> bytes:
    """The finished paper, under the head that all of the office's have; `kind` says what it is."""
    furniture = dated_furniture(letterhead, kind, on)
    if foot:
        furniture = replace(furniture, foot=lambda _: foot)
    for line in (*furniture.left, foot):
        text.runs(line, fonts.REGULAR)  # so that the note at the end knows of all that is missing
    return build_pdf(
        [*story, *missing_note(text)], furniture, text, paper=paper, indent=0, wide=wide,
        title=f"{letterhead.program}: {kind.lower()}", author=letterhead.program, subject=kind,
    )  # fmt: skip
