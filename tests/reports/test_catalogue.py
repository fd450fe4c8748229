"""Everything that can be printed, from the command line: whole pages that keep their margins."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from cxdesk.cli import main
from cxdesk.reports.catalogue import PRINTED, printed
from cxdesk.reports.printed import Printed, made
from cxdesk.reports.stopping import Cancelled, Progress, Stopped
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store

MARGIN = 15 / 25.4 * 72  # points
SCALE, LOOKED_AT = 0.4, 4  # px a point, and pages that are looked at
CODES = {"initiative": "CX-103", "batch": "B1", "meeting": "1"}


@pytest.fixture(scope="module")
def file(voted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample after the vote of its board; what is printed is only read."""
    here = tmp_path_factory.mktemp("printed") / "meridian.cxdesk"
    shutil.copyfile(voted, here)
    return here


def _fonts(reader: PdfReader) -> list[DictionaryObject]:
    found: dict[Any, DictionaryObject] = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            held = font.get_object()
            for each in held.get("/DescendantFonts", [held]):
                found[id(each.get_object())] = each.get_object()
    return list(found.values())


@pytest.mark.parametrize("thing", PRINTED, ids=lambda thing: thing.key)
@pytest.mark.usefixtures("home")
def test_it_is_printed(thing: Printed, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    code = [CODES[thing.subject]] if thing.subject else []
    assert main(["print", str(file), thing.key, *code, "-o", str(out)]) == 0
    reader = PdfReader(out)
    assert reader.pages[-1].extract_text().strip()  # of the first one the picture tells
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.author
    assert reader.outline
    assert reader.root_object["/Lang"] == "en"
    for font in _fonts(reader):
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]  # type: ignore[operator]
        assert "+" in font["/BaseFont"]  # type: ignore[operator]  # a subset
    with pypdfium2.PdfDocument(out) as pages:
        for number in range(min(len(pages), LOOKED_AT)):
            drawn = pages[number].render(scale=SCALE, grayscale=True).to_numpy().copy()
            edge = int(MARGIN * SCALE) - 1
            assert drawn.min() < 200, "the page is empty"
            drawn[edge:-edge, edge:-edge] = 255
            assert drawn.min() > 250, "something stands in the margin"


@pytest.mark.parametrize("key", ["list", "actions", "agenda"])
def test_what_nobody_waits_for_ends_before_it_is_made(key: str, voted_store: Store) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return True

    with voted_store.read() as session:
        thing = printed(key)
        ready = thing.read(session, "", thing.first({}))
    with contextlib.suppress(Stopped):
        assert made(ready.make, lambda _done, _all: None, cancelled) == b""
    assert asked
    pdf = made(ready.make, lambda _done, _all: None, lambda: False)  # it is asked anew each time
    assert pdf.startswith(b"%PDF")


def test_a_missing_font_is_said_in_words() -> None:
    def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
        raise FileNotFoundError("The font Inter.ttf of the package x is not installed.")

    with pytest.raises(KnownError, match="Install cxdesk again"):
        made(make, lambda _done, _all: None, lambda: False)


def test_each_has_its_own_key_and_words() -> None:
    assert len({thing.key for thing in PRINTED}) == len({thing.title for thing in PRINTED})
    for thing in PRINTED:
        assert printed(thing.key) is thing
        for choice in thing.choices:
            values = [value for value, _ in choice.options]
            assert not values or choice.first in values, (thing.key, choice.key)
            assert len(set(values)) == len(values)


def test_of_what_and_in_which_ways(voted_store: Store) -> None:
    with voted_store.read() as session:
        for thing in PRINTED:
            subjects = thing.subjects(session)
            assert bool(subjects) == bool(thing.subject), thing.key
            of = next((one.value for one in subjects if not one.why), "")
            for choice in thing.offered(session, of):
                assert choice.first in [value for value, _ in choice.options], thing.key
        charter = printed("charter").subjects(session)[0]
        assert (charter.value, charter.note) == ("CX-101", "v1.0, approved")
        (meeting,) = printed("minutes").subjects(session)
        assert meeting.value == "1"


def test_the_help_lists_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["print", "--help"])
    help = capsys.readouterr().out
    for thing in PRINTED:
        assert f"\n    {thing.key} " in help
        assert thing.about in help
