"""The head of all paper: company and logo, bounded, undoable, and kept as long as needed."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from cxdesk.model.errors import RuleBroken
from cxdesk.model.work import Content
from cxdesk.reports.charter import charter_furniture
from cxdesk.services import png
from cxdesk.services.attachments import Incoming, incoming
from cxdesk.services.charter_print import page_of, version_of
from cxdesk.services.frame import program
from cxdesk.services.letterhead import (
    Letterhead,
    letterhead,
    remove_logo,
    set_company,
    set_logo,
)
from cxdesk.services.programs import set_subtitle
from cxdesk.store.store import Store


def picture(size: tuple[int, int] = (60, 20), mode: str = "RGB", **saved: object) -> Incoming:
    """A PNG of one colour."""
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG", **saved)
    return incoming("logo.png", out.getvalue())


def head(store: Store) -> Letterhead:
    with store.read() as session:
        return letterhead(session)


def held(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(Content)) or 0


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head promises a picture that it does not hold."""
    body = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, data in ((b"IHDR", body), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")):
        check = zlib.crc32(kind + data)
        parts.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check))
    return b"".join(parts)


def test_the_company_stands_before_its_program(store: Store) -> None:
    assert head(store).lines == ("Meridian Telecom", "Customer experience")
    store.do("Company", lambda s: set_company(s, "  Meridian Group "))
    assert head(store).lines == ("Meridian Group", "Meridian Telecom")
    store.undo()
    assert head(store).company == ""
    for wrong in ("a\nb", "x" * 121):
        with pytest.raises(RuleBroken, match="name of the company"):
            store.do("Company", lambda s, wrong=wrong: set_company(s, wrong))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_logo_is_kept_whatever_its_colours(store: Store, mode: str) -> None:
    from cxdesk.reports.logo import as_png, logo_size

    store.do("Logo", lambda s: set_logo(s, picture((300, 30), mode)))
    wide, high = logo_size(head(store).logo)
    assert (wide, high) == (90, 9)
    with Image.open(BytesIO(as_png(head(store).logo, True))) as grey:
        assert grey.mode == "L"


def test_texts_and_profiles_beside_the_picture_are_not_kept(store: Store) -> None:
    file = picture(icc_profile=b"secret profile", dpi=(72, 72))
    assert b"iCCP" in file.data
    store.do("Logo", lambda s: set_logo(s, file))
    assert b"iCCP" not in head(store).logo
    assert b"pHYs" not in head(store).logo


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a" + bytes(50), "256 KB and 2000 × 2000 pixels: logo.png is no PNG."),
        (picture().data[:-20], "damaged or not whole"),
        (picture().data.replace(b"IDAT", b"IDAX"), "damaged or not whole"),
        (bytes(256 * 1024 + 1), "logo.png has 256 KB"),
        (bomb(2001, 10), "logo.png has 2,001 × 10"),
        (bomb(60_000, 60_000), "logo.png has 60,000 × 60,000"),
        (bomb(2000, 2000), "damaged or not whole"),
        (b"", "is no PNG"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(store: Store, data: bytes, said: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        store.do("Logo", lambda s: set_logo(s, incoming("logo.png", data)))
    assert refused.value.text.startswith("A logo is a PNG picture of at most 256 KB")
    assert said in refused.value.text
    assert held(store) == 0


def test_an_interlaced_picture_is_whole() -> None:
    body = struct.pack(">IIBBBBB", 5, 3, 8, 0, 0, 0, 1)
    lines = bytes(1 + 1) + bytes(1 + 1) + bytes(1 + 2) + bytes(2 * (1 + 2)) + bytes(1 + 5)
    for pixels, whole in ((lines + bytes(4), True), (b"", False)):
        parts = [b"\x89PNG\r\n\x1a\n"]
        for kind, data in ((b"IHDR", body), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")):
            check = zlib.crc32(kind + data)
            parts.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check))
        if whole:
            assert png.plain(b"".join(parts)) == b"".join(parts)
        else:
            with pytest.raises(png.BadPicture):
                png.plain(b"".join(parts))


def test_a_logo_lasts_as_long_as_undo_may_need_it(store: Store) -> None:
    store.do("Logo", lambda s: set_logo(s, picture()))
    store.do("No logo", remove_logo)
    assert head(store).logo == b""
    assert store.sweep() == 0
    store.undo()
    assert head(store).logo == picture().data
    assert store.problems() == []
    store.undo()
    assert store.sweep() == 0  # redo may bring it back
    store.do("Another change", lambda s: set_company(s, "Meridian"))
    assert (store.sweep(), held(store)) == (1, 0)


def test_a_logo_that_is_gone_from_the_file_is_said_and_left_out(store: Store) -> None:
    store.do("Logo", lambda s: set_logo(s, picture()))
    with store._engine.begin() as connection:  # as another program would
        connection.exec_driver_sql("DELETE FROM content")
    assert store.problems() == ["The logo of the program is gone."]
    assert head(store).logo == b""


def test_a_damaged_logo_is_said_and_mended_by_choosing_it_again(store: Store) -> None:
    store.do("Logo", lambda s: set_logo(s, picture()))
    assert not head(store).damaged
    with store._engine.begin() as connection:  # as another program would
        connection.exec_driver_sql("UPDATE content SET data = x'00'")
    assert (head(store).logo, head(store).damaged) == (b"", True)
    store.do("Logo", lambda s: set_logo(s, picture()))
    assert (head(store).logo, head(store).damaged) == (picture().data, False)
    assert store.problems() == []


def test_a_charter_has_the_head_of_all_paper(store: Store) -> None:
    for subtitle, company in (("Customer experience", ""), ("", ""), ("All customers", "Meridian")):
        store.do("Head", lambda s, to=subtitle: set_subtitle(s, program(s).id, to))
        store.do("Company", lambda s, to=company: set_company(s, to))
        with store.read() as session:
            drawn = charter_furniture(page_of(session, version_of(session, "CX-103")))
        assert drawn.left == head(store).lines
