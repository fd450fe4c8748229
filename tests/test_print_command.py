"""`cxdesk print` of a meeting: agenda pack, ballots, minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdesk.cli import main
from cxdesk.services import minutes
from cxdesk.store.store import Store
from tests.paper import words
from tests.services.commands import CHAIR, per
from tests.services.minutes_commands import finished, last, over

Said = pytest.CaptureFixture[str]


def test_the_papers_of_a_meeting_are_printed(
    voted_store: Store, tmp_path: Path, capsys: Said
) -> None:
    file, out = voted_store.path, tmp_path / "out.pdf"

    def printed(*arguments: str) -> str:
        assert main(["print", str(file), *arguments, "-o", str(out)]) == 0
        return " ".join(words(out))

    assert "Agenda, 23 November 2026" in printed("agenda", "1")
    assert "Signature" in printed("ballots", "2026-11-23")
    assert "Minutes, draft" in printed("minutes", "--paper", "Letter")
    voted_store.do("Decide and end", over)
    for data, correction in ((b"%PDF first", ""), (b"%PDF second", "A name")):
        voted_store.do(
            "Approve",
            lambda s, data=data, correction=correction: minutes.approve(  # type: ignore[misc]
                s, last(s), per(s, CHAIR), finished(s, data, correction)
            ),
            lasting=True,
        )
    for version, said in ((("--version", "1"), b"%PDF first"), ((), b"%PDF second")):
        assert main(["print", str(file), "minutes", *version, "-o", str(out)]) == 0
        assert out.read_bytes() == said
    capsys.readouterr()
    for arguments, why in (
        (("agenda", "7"), "There is no meeting 7: give its number or its date."),
        (("minutes", "--version", "3"), "There is no approved version 3 of these minutes."),
    ):
        assert main(["print", str(file), *arguments, "-o", str(out)]) == 1
        assert capsys.readouterr().err == f"{why}\n"
    with pytest.raises(SystemExit):
        main(["print", str(file), "agenda", "--version", "1"])
    assert "--version is of a charter or of minutes" in capsys.readouterr().err
