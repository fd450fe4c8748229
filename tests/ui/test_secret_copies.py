"""While a secret round is open no copy of the file is made, by itself or when asked."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from cxdesk.services import rounds
from cxdesk.store.errors import KnownError
from cxdesk.ui.files import Files
from cxdesk.ui.jobs import Jobs
from cxdesk.ui.settings import Settings
from tests import boards
from tests.conftest import clock


def test_copies_wait_until_a_secret_round_is_closed(
    qtbot: QtBot, sample_file: Path, tmp_path: Path
) -> None:
    jobs = Jobs()
    files = Files(Settings(), jobs, clock=clock)
    files.open(sample_file)
    desk = files.desk
    assert desk is not None
    here = boards.opened(desk.store, secret=True)
    files.back_up_if_due()
    assert not jobs.busy
    target = tmp_path / "copy.cxdesk"
    with qtbot.waitSignal(desk.refused) as refused:
        files.copy(target, done=lambda _path: None)
    error = refused.args[0]
    assert isinstance(error, KnownError)
    assert error.text.startswith("A secret round is open.")
    said: list[KnownError] = []
    files.back_up(done=lambda _made: None, failed=said.append)
    qtbot.waitUntil(lambda: len(said) == 1)
    assert not target.exists()
    backups = desk.store.backups
    files.close()
    assert backups.list() == []

    files.open(sample_file)
    assert files.desk is not None
    files.desk.do("Abandon", lambda s: rounds.abandon(s, here.round, "No"), lasting=True)
    jobs.close()
    files.close()
    assert len(backups.list()) == 1
