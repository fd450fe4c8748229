"""Printing reaches for nothing but the program's own files and fonts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy.orm import Session

from cxdesk.reports.catalogue import PRINTED
from cxdesk.services import charters, initiatives, letterhead
from cxdesk.services.charters import Section
from cxdesk.store.store import Store
from tests.reports import small_fonts
from tests.services.commands import NASTY, cha, ini

ROOT = Path(__file__).parents[2]
AWKWARD = f'{NASTY} 你好 file:///secret <a href="http://127.0.0.1:9/">x</a> &#x2F;'


def test_printing_opens_no_file_but_its_own_and_no_socket(
    voted_store: Store, home: Path, tmp_path: Path
) -> None:
    store = voted_store
    store.do("Name the company", lambda s: letterhead.set_company(s, AWKWARD[:60]))
    for code in ("CX-101", "CX-103", "CX-204", "CX-401"):
        store.do("Rename", lambda s, code=code: initiatives.rename(s, ini(s, code), AWKWARD))  # type: ignore[misc]

    def write(session: Session) -> None:
        draft = cha(session, "CX-103").id
        for section in Section:
            charters.write(session, draft, section, AWKWARD)

    store.do("Write a charter of the pack", write)
    store.close()
    small_fonts.make(tmp_path / "fonts" / "small.ttf", "Small Sans", "你好")
    told = subprocess.run(
        [sys.executable, "-m", "tests.reports.guarded", str(store.path)],
        cwd=ROOT, capture_output=True, text=True, timeout=110,
        env={
            **os.environ, "CXDESK_HOME": str(home), "XDG_DATA_DIRS": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path / "none"), "WINDIR": str(tmp_path),
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8",
        },
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert not [line for line in lines if line.startswith("reached")]
    made = {line.split()[1] for line in lines}
    assert {one.key for one in PRINTED} - made <= {"minutes"}
