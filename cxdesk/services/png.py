"""PNG pictures of strangers: measured and read through before anything decodes them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_DEPTHS: Final = {
    0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16),
}  # fmt: skip
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_KEPT: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_PASSES: Final = (  # of an interlaced picture: first column and row, then the steps
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2),
)  # fmt: skip
_CHUNK: Final = 1 << 16


class BadPicture(ValueError):
    """It is no PNG, or a damaged one."""


class _Head(NamedTuple):
    width: int
    height: int
    depth: int
    colour: int
    interlaced: int


def measure(data: bytes) -> tuple[int, int]:
    """Width and height as the head says, without decoding. Raises BadPicture."""
    head = _head(data)
    return head.width, head.height


def plain(data: bytes) -> bytes:
    """The picture alone, read through to its end: without the texts, profiles and films beside it.

    Measure it first: as many bytes are unpacked as its head says that there are, none kept. Raises
    BadPicture for one that is not whole.
    """
    head = _head(data)
    kept = [(kind, body) for kind, body in _chunks(data) if kind in _KEPT]
    if head.colour == 3 and not any(kind == b"PLTE" for kind, _ in kept):
        raise BadPicture("no palette")
    _read_through(head, [body for kind, body in kept if kind == b"IDAT"])
    parts = [_SIGNATURE]
    for kind, body in kept:
        check = zlib.crc32(kind + body)
        parts += [struct.pack(">I", len(body)), kind, body, struct.pack(">I", check)]
    return b"".join(parts)


def _head(data: bytes) -> _Head:
    kind, body = next(_chunks(data), (b"", b""))
    if kind != b"IHDR" or len(body) != 13:
        raise BadPicture("no head")
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", body)
    right = depth in _DEPTHS.get(colour, ()) and not packing and not filtering and interlaced < 2
    if not (right and width and height):
        raise BadPicture("a head that says nothing sensible")
    return _Head(width, height, depth, colour, interlaced)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each chunk up to the end of the picture."""
    if not data.startswith(_SIGNATURE):
        raise BadPicture("no PNG")
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        end = at + 8 + size
        if data[end : end + 4] != struct.pack(">I", zlib.crc32(kind + body)):
            break
        yield kind, body
        if kind == b"IEND":
            return
        at = end + 4
    raise BadPicture("damaged, or not whole")


def _read_through(head: _Head, parts: list[bytes]) -> None:
    left, reader, packed = _unpacked(head), zlib.decompressobj(), b"".join(parts)
    try:
        while packed and left > 0:
            left -= len(reader.decompress(packed, _CHUNK))
            packed = reader.unconsumed_tail
        while left > 0 and (more := reader.decompress(b"", _CHUNK)):
            left -= len(more)
    except zlib.error as trouble:
        raise BadPicture("damaged") from trouble
    if left > 0:
        raise BadPicture("not whole")


def _unpacked(head: _Head) -> int:
    """How many bytes its lines have, each with the number of its filter before it."""
    bits = head.depth * _CHANNELS[head.colour]

    def lines(width: int, height: int) -> int:
        return height * (1 + (width * bits + 7) // 8) if width > 0 and height > 0 else 0

    if not head.interlaced:
        return lines(head.width, head.height)
    return sum(
        lines(-(-(head.width - x) // dx), -(-(head.height - y) // dy)) for x, y, dx, dy in _PASSES
    )
