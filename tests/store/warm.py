"""What the first change of a process costs, paid once by the fork server that imports this."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from cxdesk.store.store import Store
from tests import compiled
from tests.store.writing import noon, write_once

compiled.share(pytest.MonkeyPatch())

with tempfile.TemporaryDirectory() as _folder:
    _home = Path(_folder)
    with Store.create(_home / "warm.cxdesk", home=_home, clock=noon, durable=False) as _store:
        for _number in range(1, 6):
            write_once(_store, _number)
