"""Several papers into a folder of their own: all of them or none."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from cxdesk.reports.printed import Ready, made
from cxdesk.reports.stopping import Cancelled, Progress
from cxdesk.store.errors import KnownError
from cxdesk.ui.kept_files import safe_name, write_copy

_SHARE = 100  # steps that one of them counts


def make_each(
    papers: Sequence[Ready], progress: Progress, cancelled: Cancelled
) -> list[tuple[str, bytes]]:
    """The papers made one after the other, each with its name; fewer where nobody waits."""
    found: list[tuple[str, bytes]] = []
    total = _SHARE * len(papers)
    for place, one in enumerate(papers):

        def tell(done: int, of: int, before: int = place * _SHARE) -> None:
            progress(before + _SHARE * done // max(of, 1), total)

        if cancelled():
            break
        progress(place * _SHARE, total)
        found.append((one.name, made(one.make, tell, cancelled)))
    progress(len(found) * _SHARE, total)
    return found


def write_folder(
    place: Path, name: str, papers: Sequence[Ready], progress: Progress, cancelled: Cancelled
) -> Path:
    """Make the papers and put them into a new folder in `place`; returns it.

    It gets its name once every file is in it: until then, and where something goes wrong or is
    cancelled, nothing is seen of it. The files begin with a number, which keeps their order.
    """
    half = place / f".{secrets.token_hex(8)}.part"
    try:
        half.mkdir()
        found = make_each(papers, progress, cancelled)
        for number, (one, (_, pdf)) in enumerate(zip(papers, found, strict=False), 1):
            write_copy(half / safe_name(f"{number:02} {one.file}.pdf"), pdf)
        if cancelled():
            shutil.rmtree(half)
            return half
        wanted = place / safe_name(name)
        others = (place / safe_name(f"{name} ({n})") for n in count(2))
        while wanted.exists():
            wanted = next(others)
        return half.rename(wanted)
    except BaseException as trouble:
        shutil.rmtree(half, ignore_errors=True)
        if isinstance(trouble, OSError) and not isinstance(trouble, KnownError):
            why = trouble.strerror or trouble
            raise KnownError(
                f"The papers could not be written into {place.name or place}: {why}. "
                "Nothing of them was kept."
            ) from trouble
        raise
