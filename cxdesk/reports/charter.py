"""The printed charter of one initiative: what the office agrees on and people sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reportlab.platypus import Flowable, Spacer

from cxdesk.reports import fonts
from cxdesk.reports.charter_one_page import one_page_story
from cxdesk.reports.charter_parts import NOTE
from cxdesk.reports.charter_story import CharterStory
from cxdesk.reports.page import Furniture, build_pdf, text_width
from cxdesk.reports.text import Typesetter, plain
from cxdesk.reports.wording import day, long_day, names
from cxdesk.services.charter_page import CharterPage
from cxdesk.services.letterhead import Letterhead

_WATERMARKS: Final = {"Approved": "", "Superseded": "SUPERSEDED"}


def charter_pdf(
    page: CharterPage, paper: str = "A4", one_page: bool = False, *, logo: bytes = b""
) -> bytes:
    """The charter as a PDF, or on `one_page` the most of it; equal arguments give equal bytes.

    `logo` is the PNG that the page names by its digest. `paper` is "A4" or "Letter"; KeyError for
    another. FileNotFoundError if a font package is not installed. The first charter on a machine
    also makes its fonts, which takes some seconds.
    """
    register_faces([page])
    text = Typesetter()
    furniture = charter_furniture(page, logo, one_page=one_page)
    story = charter_story(page, text, paper, furniture, one_page=one_page)
    return build_pdf(
        story,
        furniture,
        text,
        paper=paper,
        title=f"{page.code} {page.title}: charter {page.version}",
        author=page.program,
        subject=f"Initiative charter, {page.state.lower()}",
    )


def register_faces(pages: Sequence[CharterPage]) -> None:
    """Make the typefaces known that charters are set in."""
    fonts.register(fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.DISPLAY)
    if any(_watermark(page) for page in pages):
        fonts.register(fonts.BOLD)


def charter_furniture(page: CharterPage, logo: bytes = b"", *, one_page: bool = False) -> Furniture:
    """What stands around a charter's text."""
    return Furniture(
        left=Letterhead(page.program, page.subtitle, page.company).lines,
        right=(
            f"Initiative charter, version {page.version}",
            f"{page.state}, {day(page.state_date)} · Internal",
        ),
        foot=lambda signatures: _foot(page, None if one_page else signatures),
        watermark=_watermark(page),
        signatures="Approval",
        logo=logo,
    )


def charter_story(
    page: CharterPage,
    text: Typesetter,
    paper: str,
    furniture: Furniture,
    *,
    one_page: bool = False,
    keys: Mapping[str, str] | None = None,
) -> list[Flowable]:
    """The text of a charter; `keys` are where links to other initiatives lead, by their code."""
    for line in (*furniture.left, *furniture.right, furniture.foot(None)):
        text.runs(line, fonts.REGULAR)  # so that the note below knows of all that is missing
    if one_page:
        return one_page_story(page, text, paper)
    story = CharterStory(page, text, text_width(paper), keys).story()
    note = text.note()
    return [*story, Spacer(1, 10), text.line(note, NOTE)] if note else story


def _watermark(page: CharterPage) -> str:
    return _WATERMARKS.get(page.state, "DRAFT")


def _foot(page: CharterPage, signatures: int | None) -> str:
    if page.state == "Approved":
        approvers = [a.name for a in page.approvals if a.decision == "Approved"]
        if len(approvers) > 2:
            approvers = [approvers[0], f"{len(approvers) - 1} others"]
        by = f" by {names([plain(name)[:40] for name in approvers])}" if approvers else ""
        status = f"Approved{by}, {long_day(page.state_date)}"
        status += f"; signatures on page {signatures}" if signatures else ""
    elif page.state == "Superseded":
        status = f"Superseded, {long_day(page.state_date)}"
    else:
        status = f"{page.state}, not approved"
    return f"{page.code} charter v{page.version} · {status} · check {page.check}"
