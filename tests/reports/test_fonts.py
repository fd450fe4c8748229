"""Where the faces of printed pages come from."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from cxdesk import paths
from cxdesk.reports import fonts


def test_the_installable_program_has_the_fall_back_without_matplotlib(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    (tmp_path / "fonts").mkdir()
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        shutil.copy(Path(spec.origin).parent / "mpl-data/fonts/ttf" / name, tmp_path / "fonts")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    for name in ("DejaVu", "DejaVu-Bold"):
        assert "☎" in fonts.coverage.__wrapped__(name)  # past its memory of other tests
