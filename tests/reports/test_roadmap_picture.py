"""The roadmap as a drawing and as a picture: text stays text, greys are grey, size is bounded."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from cxdesk.reports import roadmap
from cxdesk.reports.roadmap import roadmap_png, roadmap_svg
from cxdesk.services.roadmap_print import Material, roadmap_sheet
from cxdesk.store.store import Store
from tests.reports.roadmaps import many, retitled, source_of
from tests.reports.test_roadmap_pdf import AWKWARD, codes

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def source(store: Store) -> Material:
    return source_of(store)


def test_a_drawing_keeps_its_words_whatever_was_typed(source: Material) -> None:
    sheet = roadmap_sheet(retitled(source, AWKWARD))
    data = roadmap_svg(sheet)
    assert roadmap_svg(sheet) == data
    tree = ElementTree.fromstring(data)
    said = [one.text or "" for one in tree.iter(f"{SVG}text")]
    assert codes(sheet) <= set(said)
    for title in (*AWKWARD[:3], "tab and line ends"):
        assert any(one.startswith(title) for one in said), title
    known = {"svg", "title", "desc", "defs", "g", "rect", "polyline", "polygon", "text", "use",
             "path", "circle", "clipPath"}  # fmt: skip
    assert {one.tag.removeprefix(SVG) for one in tree.iter()} <= known
    there = {one.get("id") for one in tree.iter()}
    for one in tree.iter(f"{SVG}use"):
        assert (one.get("href") or "#")[1:] in there
    assert tree.get("viewBox") == "0 0 1190.55 841.89"


def test_in_grey_no_colour_is_left(source: Material) -> None:
    data = roadmap_svg(roadmap_sheet(source), grey=True).decode()
    found = set(re.findall("#([0-9A-F]{6})", data))
    assert len(found) > 8
    assert all(one[:2] == one[2:4] == one[4:] for one in found)
    coloured = roadmap_svg(roadmap_sheet(source)).decode()
    assert "#2F6CB3" in coloured


def test_a_picture_has_three_hundred_dots_an_inch_unless_that_is_too_many(
    source: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = roadmap_sheet(source)
    image = Image.open(BytesIO(roadmap_png(sheet, "A4", upright=True)))
    assert image.size == (2481, 3508)
    assert round(image.info["dpi"][0]) == 300
    monkeypatch.setattr(roadmap, "_PIXELS", 500_000)
    large = roadmap_sheet(many(source, 120))  # more than the paper holds: the picture grows
    image = Image.open(BytesIO(roadmap_png(large, "A4")))
    assert image.size[0] * image.size[1] <= 503_000
    assert image.size[1] > image.size[0]
